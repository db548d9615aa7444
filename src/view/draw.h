/* What the views share: players' names and marks, curves out of studies,
 * legends, numbers, notices. Private to src/view. */
#ifndef HAGGLE_SRC_VIEW_DRAW_H
#define HAGGLE_SRC_VIEW_DRAW_H

#include "view/caption.h"
#include "view/plot.h"
#include "view/view.h"

#define MARK_JOINT '.'
#define MARK_GHOST '\''
#define MARK_PRESENT '@'
#define MARK_DISAGREEMENT 'x'
#define MARK_PARETO 'o'
#define MARK_DOMINATED ','
#define MARK_IN_PARETO '='
#define MARK_BEFORE '&'
#define MARK_SEVERAL '*'
#define MARK_PLAYED '#'
#define MARK_THRESHOLD '^'
#define MARK_PIE '/'
#define MARK_FIRST_BEST '-'

/* Players beyond the usual ones. */
#define PLAYER_SPECIALISTS (-1) /* all specialists together */
#define PLAYER_JOINT (-2)       /* everybody together */

#define ROSTER_MAX 8
#define MARKS_MAX 32 /* of bargains in a plot: solution_marked keeps them few */
#define NUMBER_MAX 32
#define NAME_MAX_BYTES 96

/* ---- players --------------------------------------------------------------- */

/* Names and letters: view/caption.h; here also PLAYER_*. */
enum ink player_ink(int k);

/* The players that a plot with little room shows: the generalist first (unless
 * left out), then specialists, the selected one always among them. */
struct roster {
	int count;
	int player[ROSTER_MAX];
	char mark[ROSTER_MAX];
	int others; /* specialists left out */
};
void roster_fill(struct roster *r, const struct view_model *m, bool generalist, int most);
void roster_add(struct roster *r, const struct scenario *s, int k);
/* How many of n specialists a plot of that height can show. */
int roster_room(int rows, int n);

/* ---- values ------------------------------------------------------------------ */

/* A quantity of player k in an outcome, for curves; NaN: none. */
typedef double (*outcome_value)(const struct outcome *out, int k);
double value_utility(const struct outcome *out, int k);
double value_level(const struct outcome *out, int k); /* alpha0, alpha_i */

/* Of the attribute that backward induction is laid out along: its name, that of its column in
 * data, what everybody reaches of it, and what a specialist answers with, 0 where it stays out. */
struct answers {
	const char *name, *column;
	outcome_value level, answer;
};
const struct answers *answers_of(const struct game *g);

/* Points to be joined. Zeroed: empty. */
struct samples {
	int count, room;
	double *x, *y;
	bool *brk;
};
bool samples_add(struct samples *s, double x, double y, bool brk); /* false: no memory */
void samples_free(struct samples *s);

/* Player k along a trace, such as the study's curve against the share. */
void samples_of_curve(struct samples *s, const struct trace *curve, outcome_value value, int k);

/* Which part of a study's curve: of the Pareto set, of what it dominates, or both. */
enum part { PART_ALL, PART_DOMINATED, PART_PARETO };
#define AXIS_SHARE (-3) /* the share itself, where a player's utility could be */
/* Utilities of players kx and ky (PLAYER_*, AXIS_SHARE) along that part. */
void samples_of_part(struct samples *s, const struct study *st, enum part part, int kx, int ky);
/* Player k's utility at a point for several shares, and outside of any bargain. */
double value_point(const struct frontier_point *pt, int n, int k);
double value_outside(const struct scenario *s, int k);
/* The player k that an axis of the frontier shows, `otherwise` where it has gone. */
int frontier_player(const struct view_model *m, int k, int otherwise);

/* Widens [*min, *max] (start with INFINITY, -INFINITY) by finite values. */
void widen(double *min, double *max, double v);
void widen_by_curve(double *min, double *max, const struct trace *curve, outcome_value value, int k);

/* Values that differ by no more than rounding, for the size of what there is
 * around them, are given a range of that size, so that they look equal. Whether
 * they were. */
bool steady(double *min, double *max, double size);

/* A top for values of which a few stick out far above the rest: the largest
 * one, or less where it would flatten most of the picture. Sorts v. */
double robust_top(double *v, int count);

/* ---- numbers ------------------------------------------------------------------ */

/* v with up to `decimals` decimals in at most `width` columns: fewer decimals,
 * then a power of ten, never cut; "--" for what is not finite. Returns out. */
char *number_text(double v, int decimals, int width, char *out);
/* The decimals that suit a column of numbers up to this size. */
int number_decimals(double largest, int significant);

/* The one quiet word where the present equilibrium, the search for its shares or the first best
 * is not certain; else "". */
const char *uncertain(const struct study *st);
/* What present numbers are compared with, where players can be told to be the same ones: the
 * pinned bargain's, and those before the last key; NULL: none. */
struct compared {
	const struct study *pinned;
	const struct outcome_before *before;
};
struct compared compared_with(const struct view_model *m);

/* ---- drawing ------------------------------------------------------------------ */

/* The samples as plot_curve draws them; they are freed. */
void plot_samples(struct plot *p, struct samples *s, char mark, enum ink ink);
/* Player k along a trace. */
void plot_trace(struct plot *p, const struct trace *t, outcome_value value, int k, char mark,
	enum ink ink);
/* A legend at the right end of r's first row, in full or with the names left out of
 * letters that the panel explains. */
void draw_legend(struct canvas *c, struct rect r, const struct legend_entry *e, int count);
/* Where r is high, and the legend does not fit into one row beside a title of that many
 * columns: draws it into rows of its own. Returns the rows used. */
int draw_legend_rows(struct canvas *c, struct rect r, int title, const struct legend_entry *e,
	int count);
/* Adds "@ now", and what is pinned or was before. Returns the count. */
int legend_of_marks(const struct view_model *m, struct legend_entry *e, int count, bool earlier);
/* Columns that it needs unshortened. */
int legend_width(const struct legend_entry *e, int count);
/* Entries for a roster's players; returns how many. */
int legend_of_roster(struct legend_entry *e, const struct roster *r, const struct scenario *s);

/* Rows that say of so many switches where they are, below a plot that shares h rows with them. */
int switch_rows(int switches, int h);
#define SWITCHES_MANY 5 /* from here on they are not marked on the axis */
/* "^ switch", where somebody switches, and the legend has room for it beside the title of a
 * plot in r. */
void legend_add_switch(const struct view_model *m, struct legend_entry *e, int *count,
	struct rect r, const char *title);
/* The title, or the brief one where the legend would not fit beside it into max columns. */
const char *legend_title(const char *title, const char *brief, const struct legend_entry *e,
	int count, int max);

/* Text wrapped in the middle of r. */
void draw_notice(struct canvas *c, struct rect r, const char *text);
/* Takes the next line of so many columns off *text, into line; false, and "": there is none. */
#define WRAPPED_BYTES (CANVAS_COLS_MAX * 4 + 1)
bool wrap_line(const char **text, int columns, char line[WRAPPED_BYTES]);
/* Rows that text takes, wrapped to that width. */
int wrapped_rows(const char *text, int width);
/* "[#######---]" in exactly w columns (w >= 3); value NaN: "[----------]". */
void draw_bar(struct canvas *c, int x, int y, int w, double value);

/* " (i: more)" behind a text that says less than there is to say, where it fits. */
void draw_say_more(struct canvas *c, int x, int y, int max);
/* Wrapped text from the top of r; returns the rows used. */
int draw_wrapped(struct canvas *c, struct rect r, enum ink ink, const char *text);

/* What each specialist of the roster does along a trace: a row each from y on, under the
 * plot's columns. Returns the row below them, for: */
struct rect draw_regimes(const struct plot *p, const struct trace *t, const struct roster *r,
	int y);
/* what the letters are. Returns the columns that takes. */
int draw_regime_legend(struct canvas *c, struct rect r);
/* What the law comes to along a trace, in one row at y; the row below. */
int draw_verdicts(const struct plot *p, const struct trace *t, int y);
/* What the letters of these strips mean; where there is no room for all, of those that occur. */
void draw_law_legend(struct canvas *c, struct rect r, const struct trace *t);

/* Of a quantity whose values are words: how each is marked in strips and maps, and its grounds, of
 * cells and on paper. NULL and 0: its values are numbers. */
struct class_look {
	struct legend_entry mark;
	enum ink shade;
	const char *paper;
};
const struct class_look *class_looks(enum quantity_kind kind, int *count);

/* "no deal", "no equilibrium", "not allowed". */
const char *lack_text(enum lack lack);
/* Why the study has nothing to plot yet, or NULL where it has a curve. */
const char *curve_missing(const struct view_model *m);
/* The study whose rules and Pareto set are shown. */
const struct study *rules_of(const struct view_model *m);
/* What they are drawn in: that ink, or, while they are those from before, a dim one. */
enum ink rules_ink(const struct view_model *m, enum ink ink);
/* The pinned study where its curve can be laid under this one, or NULL. */
const struct study *ghost_of(const struct view_model *m);

/* What the frontier is held against: what is pinned, else the same game without its law or
 * with shares alone; or NULL. *what: that, in words for a legend. */
const struct study *frontier_ghost(const struct view_model *m, const char **what);
/* The first best, where a contract is there to be held against it; or NULL. */
const struct outcome *first_best_shown(const struct view_model *m);

/* The line that what there is to split makes, where lump sums, or a pot of several, split it in any
 * way, of utilities kx and ky (PLAYER_SPECIALISTS with 0), from end to end;
 * false: there is none. */
bool frontier_line(const struct view_model *m, int kx, int ky, double x[2], double y[2]);
/* What there is without that line, to be drawn as dots; NULL: that is not known. */
const struct study *frontier_without(const struct view_model *m);
/* What the frontier is made of, what lies below first: the ghost; that line and what there is
 * without it, or else the Pareto set and what it dominates. Whoever draws frees the samples. */
enum frontier_role { FRONTIER_GHOST, FRONTIER_WITHOUT, FRONTIER_DOMINATED, FRONTIER_PARETO,
	FRONTIER_PIE, FRONTIER_OPEN };
struct frontier_layer {
	enum frontier_role role;
	const char *title;
	struct samples samples;
	bool joined; /* they are a curve */
};
#define FRONTIER_LAYERS 3
/* Whether the curve is there, but not what of it dominates the rest. */
bool frontier_open(const struct view_model *m);
int frontier_layers(const struct view_model *m, int kx, int ky,
	struct frontier_layer layer[FRONTIER_LAYERS]);

/* "share of g", and with several shares which, into out. */
char *share_title(const struct view_model *m, char *out, size_t size);
/* The present share on the curve's axis; false: the curve does not pass it. */
bool present_share(const struct view_model *m, double *share);
/* The share at which a solution lies on the curve; false: it does not. */
bool solution_share(const struct view_model *m, const struct solution *s, double *share);
/* Whether a plot has room for a solution's letter: of many powerful
 * specialists only the selected one is marked. */
bool solution_marked(const struct view_model *m, const struct solution *s);
/* The node of the curve nearest to a share; NULL where there is no outcome there. */
const struct trace_node *curve_nearest(const struct trace *curve, double share);

/* A plot of a value of the roster's players against the share: its axes, a legend, the curves, now
 * and pinned, the rules' letters below, and what is marked along the share. Beforehand m, roster,
 * title and, where there is a curve, the legend's first entries are filled in. */
struct share_plot {
	const struct view_model *m;
	struct roster roster;
	char title[NAME_MAX_BYTES];
	struct legend_entry entry[ROSTER_MAX + 7];
	int entries;
	struct plot plot;
	bool drawn; /* there was room for it */
	int rules;  /* rows that their letters take */
};
/* brief: a shorter title; `below`: rows that the caller draws below the rules, for whom there are at
 * most `room`, a legend's included. False: there is nothing for it to draw into. */
bool share_plot_begin(struct share_plot *s, struct canvas *c, struct rect r, const char *brief,
	outcome_value value, int below, int room);
void share_plot_end(struct share_plot *s, struct view_hit *hit);

/* The two plots that several views use, each in its own file. */
void draw_utilities(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit);
void draw_frontier(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit);
/* The table of rules at the foot of r, a blank row above; returns the rows, 0: there is no
 * room for it. */
int draw_solution_table(const struct view_model *m, struct canvas *c, struct rect r);
/* The solutions' letters with their names in the last rows of r; returns how
 * many rows, 0 where they do not fit. */
int draw_solution_key(const struct view_model *m, struct canvas *c, struct rect r);

/* ---- data --------------------------------------------------------------------- */

/* The study's curve. */
void sheet_of_curve(const struct view_model *m, struct sheet *t);
/* What gnuplot draws of each view. */
#define VIEW_FIGURE(id, name, steps) void figure_of_##name(struct figure *g);
VIEW_NAMES(VIEW_FIGURE)
#undef VIEW_FIGURE

/* ---- what views compute ------------------------------------------------------- */

/* The functions of a lab that is a module of bargain's, but for its reset: alloc,
 * free, step and progress under the names lab_ops has. */
#define LAB_OF(module) \
	static enum status lab_alloc(void **work, struct error *err) \
	{ \
		struct module *made; \
		enum status status = module##_alloc(&made, err); \
		if (status == STATUS_OK) \
			*work = made; \
		return status; \
	} \
	static void lab_release(void *work) \
	{ \
		module##_free(work); \
	} \
	static bool lab_work(void *work, double seconds) \
	{ \
		return module##_step(work, seconds); \
	} \
	static double lab_done(const void *work) \
	{ \
		return module##_progress(work); \
	}
/* With LAB_OF, the part of the row. */
#define LAB_OPS .alloc = lab_alloc, .free = lab_release, .step = lab_work, .progress = lab_done

/* The views' rows, for the table in view.c. */
#define VIEW_ROW(id, name, steps) extern const struct view_info view_##name;
VIEW_NAMES(VIEW_ROW)
#undef VIEW_ROW

#endif
