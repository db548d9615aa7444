/* The views: a row each (struct view_info), in a file of its own
 * (src/view/view_*.c) with all that is peculiar to it. A view draws from a
 * view_model into a rectangle of a canvas and never computes equilibria itself
 * except through the model it is given. */
#ifndef HAGGLE_VIEW_VIEW_H
#define HAGGLE_VIEW_VIEW_H

#include "bargain/map.h"
#include "bargain/study.h"
#include "model/viewname.h"
#include "view/canvas.h"
#include "view/lab.h"
#include "view/reading.h"
#include "view/sheet.h"

/* Whose utilities the frontier shows before others are chosen. */
#define FRONTIER_X 0
#define FRONTIER_Y 1

/* The outcome that was shown before the last key. */
struct outcome_before {
	bool on;        /* that key changed it */
	int n;
	double joint, efficiency;
	double *delta;  /* n shares */
	double *u;      /* n + 1 utilities, the generalist's first */
};
/* What somebody got who played by hand. */
struct played_mark {
	int specialist; /* that was dealt with, from 0 */
	double share, u_generalist, u_specialist;
};
struct figure;

/* All that a view may look at. Pointers are borrowed; NULL where not there. */
struct view_model {
	const struct scenario *scenario;
	const struct study *study;
	const struct study *rules; /* whose rules and Pareto set are shown: study, or, dim, one before,
	                            * of as many players; NULL: study */
	const struct scenario *pinned_scenario; /* ghosts, or NULL */
	const struct study *pinned;
	bool pinned_before; /* it is the present one as it was before a step of a lesson */
	const struct outcome_before *before; /* or NULL */
	const struct reading *reading; /* what is read off, or NULL */
	const struct played_mark *played; /* or NULL */
	int specialist;      /* the selected one, from 0 */
	int frontier_x, frontier_y; /* players on the frontier's axes: 0 the generalist, i
	                             * specialist i - 1, -1 all specialists together */
	bool hide;           /* a lesson keeps the curves hidden */
	bool zoom;
	bool total;          /* functions in total, not per further unit */
	int step;            /* of a view that is gone through in steps, from 0 */
	const void *lab;     /* the work of the view's own lab (view_info.lab) */
	const void *pinned_lab; /* the same of the pinned scenario */
};

/* Columns that every view can be drawn in. */
#define VIEW_COLS_MIN 33

#define VIEW_HIT_RULES (GAME_SPECIALISTS_EXPLORER + RULES)

/* Where a view's main plot lies, for the mouse. */
struct view_hit {
	struct rect inner;
	bool share_axis;     /* x is the share, from 0 to 1, and the axis' mark can be dragged */
	enum view_reads reads; /* what a place in it stands for; but for shares, along these: */
	struct span x, y;    /* y none: one axis */
	int cell_w;          /* columns of a place: 1, of a map a cell's */
	int player[2];       /* of the frontier: whose utilities lie along the axes */
	int rule[VIEW_HIT_RULES]; /* of the table: the study's solution in each row of it */
};

/* What the view's lab takes. */
enum view_takes {
	VIEW_TAKES_QUANTITY = 1, /* one outcome to show, which the user chooses */
	VIEW_TAKES_PLAYERS = 2,  /* and that may be the one of all players together */
	VIEW_TAKES_CHOSEN = 4,   /* the parameter chosen, until told otherwise: its first axis */
	VIEW_TAKES_SHARES = 8,   /* the present shares: it waits until they are known */
	VIEW_TAKES_PINNED = 16,  /* the pinned scenario, to compute with as well */
	VIEW_TAKES_TOTAL = 64,  /* functions per unit or in total, as the user chooses */
	VIEW_TAKES_GHOST = 32,   /* a lab of its own for the pinned scenario, beside the present one */
};

struct view_info {
	enum view_id id;
	const char *name;    /* view_name[id]: --view=NAME */
	const char *label;   /* for the title line */
	int tab;             /* characters of it that stand for it where there is little room */
	bool spare;          /* it has a tab only where it is shown or names stand in full */
	int min_rows;        /* of the rectangle; columns: VIEW_COLS_MIN */
	bool (*applies)(const struct scenario *s); /* NULL: to every game */
	const char *only;    /* to which, in words: "games under regulation" */
	/* Leaves the hit, given zeroed, where nothing can be done with the mouse. */
	void (*draw)(const struct view_model *m, struct canvas *c, struct rect r,
		struct view_hit *hit);

	/* Its data, as far as computed, into an empty sheet. m->study must be given. */
	void (*sheet)(const struct view_model *m, struct sheet *t);
	/* Writes the gnuplot script that draws it (src/view/figure.h). */
	void (*figure)(struct figure *g);

	unsigned need;       /* what it shows of a study: OR of enum study_have */
	const struct view_read *read; /* how it is read; NULL: nothing in it can be */

	/* What it computes for itself; NULL: nothing. */
	const struct lab_ops *lab;
	unsigned takes;      /* OR of enum view_takes */
	int axes;            /* parameters it varies, 0..2 */
};

const struct view_info *view_info(enum view_id id);
/* Whether a scenario can be seen so. */
bool view_applies(enum view_id id, const struct scenario *s);
/* On the frontier: the share whose bargain lies nearest to a place of the hit's inner
 * rectangle; false where there is none. */
bool frontier_share_at(const struct view_model *m, const struct view_hit *hit, int x, int y,
	double *share);

#endif
