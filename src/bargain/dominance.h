/* Private to Pareto sets: a bargain on trial. */
#ifndef HAGGLE_BARGAIN_DOMINANCE_H
#define HAGGLE_BARGAIN_DOMINANCE_H

#include "bargain/study_private.h"

struct judge {
	struct study *st;
	const struct outcome *p;   /* on trial */
	double p_delta;
	double room;               /* utilities that differ by less are equal */
	struct outcome *trial;     /* scratch */
	/* The bargain that dominated last lies between these two on the curve, as far as is known. */
	struct outcome *witness;
};

/* What it holds is the study's. */
enum status judge_init(struct judge *j, struct study *st, struct error *err);
/* Whether everybody with anything to lose can tell one bargain from the other. */
bool judge_tells(const struct judge *j, const struct outcome *a, const struct outcome *b);
/* Whether another bargain along the study's curve dominates the one on trial; it lies between
 * the witnesses then. */
bool judge_dominated(struct judge *j);
/* Whether u, a utility for each player, leaves nobody worse off than the bargain on trial, and
 * somebody better off by more than `gain`. */
bool judge_beats(const struct judge *j, const double *u, double gain);

#endif
