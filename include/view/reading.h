/* A read-out: one place of a plot or table that is looked at, while nothing changes. */
#ifndef HAGGLE_VIEW_READING_H
#define HAGGLE_VIEW_READING_H

#include "bargain/study.h"

/* What can be read in a view. */
enum view_reads {
	READS_NOTHING,
	READS_SHARE, /* outcomes along the curve of the study */
	READS_RULES, /* the rows of the table of solutions */
};

struct reading {
	enum view_reads kind;
	double share;           /* of READS_SHARE: along the study's axis */
	int rule;               /* of READS_RULES: index of study.solution */
	const double *delta;    /* the bargain, n shares */
	const struct outcome *out; /* there; NULL: there is none, */
	const char *why;        /* for this reason */
	double efficiency;
};

#define READING_MARKS 96
/* The places of note on the axis of shares, rising: what rules pick, where somebody
 * switches, ends of the Pareto set. Returns how many. */
int reading_marks(const struct study *st, double mark[READING_MARKS]);
/* Who does what there, and whether another share gives all more: one sentence. */
void reading_sentence(const struct study *st, const struct reading *r, char *out, size_t size);

#endif
