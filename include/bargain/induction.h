/* Backward induction laid out for plots: at given shares, every specialist's
 * best response and the generalist's payoff along a grid of its levels a0, the
 * equilibrium on it, and the same at other shares and in another scenario for
 * comparison.
 *
 *   induction_alloc -> induction_reset(scenario) -> induction_step until it returns false. */
#ifndef HAGGLE_BARGAIN_INDUCTION_H
#define HAGGLE_BARGAIN_INDUCTION_H

#include "bargain/trace.h"
#include "model/scenario.h"
#include "game/match.h"

/* One share vector, and the plays that follow from levels a0 of the generalist: responses, and
 * its payoff, which may be negative: abstaining is not considered. */
struct induction_path {
	double *delta;             /* owned, n shares */
	struct trace trace;        /* along a0; count 0 until it is begun with */
	bool ok;                   /* the equilibrium is known */
	struct outcome best;       /* the equilibrium */
	double level;              /* its level, which is one of the nodes */
};

struct induction {
	const struct scenario *scenario; /* as given; must stay unchanged */
	int n;
	double a0_max;             /* the grid's right end, common to all paths; > 0 */
	struct induction_path present; /* at the shares asked for */
	struct induction_path pinned;  /* of the scenario to compare with; no nodes: none */
	struct induction_path other;   /* at others; no nodes until computed */
	enum status status;        /* STATUS_OK, or why there is no equilibrium */
	struct error error;
	struct induction_work *work; /* private */
};

struct induction_plan {
	const double *delta; /* n shares, copied */
	const double *other; /* n shares to compare with, copied; NULL: every share up by
	                      * 0.2, or down by 0.2 where one would pass 1 */
	const struct scenario *pinned; /* to compare with, at its shares pinned_delta; NULL: none.
	                      * Must have as many specialists and stay unchanged. */
	const double *pinned_delta;
	int nodes;           /* of the grid, before jumps are refined; 0: default (200) */
};

enum status induction_alloc(struct induction **out, struct error *err);
void induction_free(struct induction *st); /* NULL is fine */

/* Starts over. Fails with STATUS_INPUT where a share is outside [0,1] or the
 * numbers of specialists differ, STATUS_SYSTEM without memory. */
enum status induction_reset(struct induction *st, const struct scenario *s,
	const struct induction_plan *plan, struct error *err);
/* Works for about `seconds` (at least one piece); whether anything is left.
 * seconds < 0: to the end. */
bool induction_step(struct induction *st, double seconds);
double induction_progress(const struct induction *st); /* 0..1 */

#endif
