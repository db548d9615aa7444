/* Private to the bargain layer: the agreement of a scenario again and again,
 * with parameters changed in between. One a thread. */
#ifndef HAGGLE_BARGAIN_RESOLVE_H
#define HAGGLE_BARGAIN_RESOLVE_H

#include "bargain/study.h"
#include "model/param.h"

struct resolve {
	struct scenario scenario; /* a copy of its own, changed at will */
	struct study *study;
	bool first_best, law;     /* are they wanted: the first best; the law's verdict */
	int nodes;                /* of the curve that a rule is solved along */
	double place;             /* how well the share is to be told; 0: as well as it can */
	struct pause pause;       /* none, to begin with */
};

enum status resolve_init(struct resolve *a, const struct scenario *s, bool first_best, int nodes,
	struct error *err);
void resolve_free(struct resolve *a);
/* Sets one parameter; a share makes the bargain fixed. False where the value is
 * not allowed. */
bool resolve_set(struct resolve *a, const struct param_ref *ref, double value);
/* Solves; what there is not, if there is no outcome. The result is
 * study->delta, study->present, and *first_best (NaN where not wanted,
 * unbounded, or nothing but rounding). */
enum lack resolve_solve(struct resolve *a, double *first_best);

/* What statics and maps can be taken over: a number that is no constant of the
 * screen. STATUS_INPUT otherwise. */
enum status resolve_check(const struct scenario *s, const struct param_ref *ref,
	struct error *err);

#endif
