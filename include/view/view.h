/* The views: one table, one file a view (src/view/view_*.c). A view draws from
 * a view_model into a rectangle of a canvas and never computes equilibria
 * itself except through the model it is given. */
#ifndef HAGGLE_VIEW_VIEW_H
#define HAGGLE_VIEW_VIEW_H

#include "bargain/study.h"
#include "model/param.h"
#include "view/canvas.h"
#include "view/plot.h"

enum view_id {
	VIEW_OVERVIEW,
	VIEW_UTILITIES,
	VIEW_FRONTIER,
	VIEW_INVESTMENT,
	VIEW_RESPONSE,
	VIEW_FUNCTIONS,
	VIEW_STATICS,
	VIEW_MAP,
	VIEW_SOLUTIONS,
	VIEWS
};

/* Whose utilities the frontier shows before others are chosen. */
#define FRONTIER_X 0
#define FRONTIER_Y 1

struct map;      /* bargain/map.h */
struct statics;  /* bargain/statics.h */
struct staging;  /* bargain/staging.h: backward induction sampled for plots */

/* All that a view may look at. Pointers are borrowed; NULL where not there. */
struct view_model {
	const struct scenario *scenario;
	const struct study *study;
	const struct scenario *pinned_scenario; /* ghosts, or NULL */
	const struct study *pinned;
	const struct statics *pinned_statics; /* along the same line as statics */
	int specialist;      /* the selected one, from 0 */
	int frontier_x, frontier_y; /* players on the frontier's axes: 0 the generalist, i
	                             * specialist i - 1, -1 all specialists together */
	bool hide;           /* a lesson keeps the curves hidden */
	bool zoom;
	int step;            /* of the response view, from 0 */
	const struct staging *staging;
	const struct map *map;
	const struct statics *statics;
};

/* Where a view's main plot lies, for the mouse (share_axis: x is the share). */
struct view_hit {
	bool share_axis;
	struct rect inner;
	double low, high;
};

struct view_info {
	enum view_id id;
	const char *name;    /* "overview": --view=NAME */
	const char *label;   /* for the title line */
	const char *help;    /* one sentence */
	int min_cols, min_rows; /* of the rectangle */
	void (*draw)(const struct view_model *m, struct canvas *c, struct rect r,
		struct view_hit *hit); /* hit may be NULL */
};

/* The columns and rows of a map over parameters x and y that is drawn into r, a
 * view's rectangle: computed with so many, each of its cells is one of the
 * screen's. */
void view_map_size(const struct scenario *s, const struct param_ref *x,
	const struct param_ref *y, struct rect r, int *cols, int *rows);

const struct view_info *view_info(enum view_id id);
int view_find(const char *name); /* or -1 */

#endif
