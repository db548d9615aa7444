/* Comparative statics: outcomes of the bargain along one parameter, everything
 * else fixed, the rule applied anew at every value.
 *
 *   statics_alloc -> statics_reset(scenario) -> statics_step until it returns false. */
#ifndef HAGGLE_BARGAIN_STATICS_H
#define HAGGLE_BARGAIN_STATICS_H

#include "bargain/quantity.h"
#include "bargain/study.h"
#include "model/span.h"

struct statics {
	const struct scenario *scenario; /* as given; must stay unchanged */
	struct param_ref param;
	struct span span;          /* of the parameter */
	struct quantity quantity;  /* what to plot: for the view, not used in computing */
	int n;
	struct trace trace;        /* along the parameter; few nodes are done at first */
	int thresholds;            /* what happens on the way, its ends left out; when all is done */
	struct threshold *threshold; /* owned */
	double present;            /* the parameter's value in the scenario */
	struct statics_work *work; /* private */
};

struct statics_plan {
	struct param_ref param;
	struct span span;   /* none: span_default */
	int nodes;          /* 0: default (120) */
	struct quantity quantity;
	struct pause pause;
};

enum status statics_alloc(struct statics **out, struct error *err);
void statics_free(struct statics *st); /* NULL is fine */

/* Starts over. STATUS_INPUT where the parameter is not a number of s. */
enum status statics_reset(struct statics *st, const struct scenario *s,
	const struct statics_plan *plan, struct error *err);
/* Works for about `seconds` (at least one node), coarse to fine; whether
 * anything is left. seconds < 0: to the end. */
bool statics_step(struct statics *st, double seconds);
double statics_progress(const struct statics *st); /* 0..1 */

#endif
