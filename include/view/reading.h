/* A read-out: one place of a plot or table that is looked at, while nothing changes. */
#ifndef HAGGLE_VIEW_READING_H
#define HAGGLE_VIEW_READING_H

#include "bargain/study.h"
#include "model/param.h"

struct view_model;

/* What a place in a view stands for. */
enum view_reads {
	READS_NOTHING,
	READS_SHARE, /* a share along the curve of the study: what it comes to */
	READS_AXES,  /* other values of the view's parameters: what is then agreed on */
	READS_LEVEL, /* a level: what it is worth to whom; nothing that could be taken over */
	READS_PRODUCT, /* one of two attributes: what it comes to as the generalist's; nor that */
	READS_RULES, /* a row of the table of solutions */
	READS_CELLS, /* a row of that of axioms, and one of its columns */
};

struct reading {
	enum view_reads kind;
	double at[2];           /* the share, the parameters' values, the level, the product, or
	                         * the column */
	int params;             /* of READS_AXES: */
	struct param_ref param[2];
	int rule;               /* of READS_RULES and READS_CELLS: index of study.solution */
	const double *delta;    /* the bargain, n shares */
	const struct outcome *out; /* there; NULL: there is none, */
	const char *why;        /* for this reason */
	double efficiency;
};

#define READING_MARKS 96

/* How a view is read. */
struct view_read {
	enum view_reads kind;
	/* The places of note along its first axis, rising; returns how many. NULL: a place has
	 * neighbours up and down instead. */
	int (*marks)(const struct view_model *m, double mark[READING_MARKS]);
	/* What is read at m->reading, in one sentence. */
	void (*tell)(const struct view_model *m, char *out, size_t size);
};

/* Shares of the study's curve: what rules pick, where somebody switches, the ends of the
 * Pareto set; who does what there, and whether another share gives all more. */
extern const struct view_read read_share;

/* A sentence on other values of the view's parameters, and on what is then agreed on. */
void tell_axes(const struct view_model *m, char *out, size_t size);
/* "m contributes, l free-rides", or of many how many do what. Returns out. */
char *reading_regimes(const struct scenario *s, const struct outcome *out, char *text, size_t size);
/* Whether a share, which comes to `out`, is in the Pareto set, and if not at which one, so
 * rounded, all have more, without the stop; "" where that is not known. Returns the outcome
 * there, or NULL. */
const struct outcome *reading_pareto(const struct study *st, double share,
	const struct outcome *out, int decimals, char *text, size_t size);
/* Adds a mark that is finite; puts them in order, each once. */
void reading_mark(double mark[READING_MARKS], int *count, double x);
int reading_sort(double mark[READING_MARKS], int count);

#endif
