/* Costs and revenue as functions of the level reached, for the view that draws them and
 * its figure. Private to src/view. */
#ifndef HAGGLE_SRC_VIEW_FUNCTIONS_H
#define HAGGLE_SRC_VIEW_FUNCTIONS_H

#include "draw.h"

#define FUNCTIONS_POINTS 240 /* that a curve is drawn through */

/* A function of the level. */
enum shape { SHAPE_REVENUE, SHAPE_KEPT, SHAPE_GIVEN, SHAPE_COST, SHAPE_G_COST, SHAPES };

/* Whose functions, and where they are played at. */
struct functions_players {
	const struct cost *generalist;
	const struct specialist *who;
	const struct game *game;
	const struct study *study; /* NULL: the rest is not known */
	double share, a0, alpha;   /* at the bargain there */
};

/* What one panel shows. */
struct functions_panel {
	struct functions_players now, pinned;
	bool ghosts;     /* pinned is there */
	bool marginal;
	unsigned shapes; /* OR of 1 << shape */
};

/* The generalist and specialist i (from 0), at the bargain of a study. */
struct functions_players functions_players_of(const struct scenario *s, const struct study *st,
	int i);
/* A shape, or its slope, at level a; NaN where it does not exist. */
double functions_value(const struct functions_players *of, bool marginal, enum shape shape,
	double a);
/* How far levels are shown: past what is played now and pinned. */
double functions_level(const struct view_model *m, int i);
/* A range that shows what matters up to a level: costs that shoot up, and marginal revenue
 * without bound at 0, run off the top. */
void functions_range(const struct functions_panel *f, double level, double *low, double *high);

#endif
