/* Statics, for the view that draws them and its figure. Private to src/view. */
#ifndef HAGGLE_SRC_VIEW_STATICS_H
#define HAGGLE_SRC_VIEW_STATICS_H

#include "draw.h"

#include "bargain/statics.h"

/* The quantity at node i; NaN where there is none, and at an end of the range that is
 * cut off from all the rest. */
double statics_value(const struct statics *st, int i, struct quantity q);
/* The players whose curves are drawn: those that the quantity knows; PLAYER_JOINT where it
 * is nobody's alone. */
void statics_roster(const struct view_model *m, const struct statics *st, struct roster *r);

#endif
