/* Statics, for the view that draws them and its figure. Private to src/view. */
#ifndef HAGGLE_SRC_VIEW_STATICS_H
#define HAGGLE_SRC_VIEW_STATICS_H

#include "draw.h"

#include "bargain/statics.h"

/* Whether node i is played and has an outcome; false, too, at an end of the range that is
 * cut off from all the rest. */
bool statics_has(const struct statics *st, int i);
/* The quantity at any value of the parameter: at a node as it is, else between two that are
 * joined; NaN where there is none. */
double statics_value_at(const struct statics *st, double x, struct quantity q);
/* The players whose curves are drawn: those that the quantity knows; PLAYER_JOINT where it
 * is nobody's alone. */
void statics_roster(const struct view_model *m, const struct statics *st, struct roster *r);

/* The quantity along the nodes that are played, for a curve. */
void samples_of_statics(struct samples *s, const struct statics *st, struct quantity q);

/* What is drawn: the present curves and the pinned ones, NULL where none. */
struct statics_lines {
	const struct statics *of[2];
	struct quantity quantity[ROSTER_MAX]; /* a curve each */
	int count;
};
/* One a player of the roster. */
struct statics_lines statics_lines(const struct view_model *m, const struct roster *r);
/* What an axis for them spans, a few values that stick out left aside. */
void statics_range(const struct statics_lines *l, double *low, double *high);

#endif
