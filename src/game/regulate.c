/* The game under regulation: plays, equilibria, the first best. */
#include "game/regulate_private.h"

#include <math.h>
#include <stdlib.h>

struct regulate {
	int n;                        /* room */
	struct regulate_side *side;   /* n */
	struct regulate_search *search;
};

static bool quadratic_ok(const struct quadratic *c)
{
	return c->performance > 0 && c->safety > 0 && isfinite(c->performance) &&
		isfinite(c->safety) && isfinite(c->interaction) &&
		c->interaction > -sqrt(c->performance) * sqrt(c->safety);
}

static enum status refuse_cost(const char *whose, const struct quadratic *c, struct error *err)
{
	if (!(c->performance > 0) || !(c->safety > 0))
		return error_set(err, STATUS_INPUT,
			"the cost of %s must be above 0 for performance and for safety", whose);
	return error_set(err, STATUS_INPUT, "the cost of %s must be positive for every product: "
		"its interaction must be above %.6g", whose,
		-sqrt(c->performance) * sqrt(c->safety));
}

enum status regulate_check(const struct regulate_game *g, struct error *err)
{
	if (!quadratic_ok(&g->cost))
		return refuse_cost("the generalist", &g->cost, err);
	if (!(g->floor >= 0) || !isfinite(g->floor))
		return error_set(err, STATUS_INPUT, "a floor must be 0 or more");
	for (int i = 0; i < g->n; i++) {
		const struct regulate_domain *d = &g->domain[i];
		if (!quadratic_ok(&d->cost))
			return refuse_cost("a specialist", &d->cost, err);
		if (!(d->floor >= 0) || !isfinite(d->floor))
			return error_set(err, STATUS_INPUT, "a floor must be 0 or more");
		if (!(d->earns.performance >= 0) || !(d->earns.safety >= 0) ||
			!(d->earns.performance + d->earns.safety > 0))
			return error_set(err, STATUS_INPUT, "a domain's revenue from performance and "
				"from safety must be 0 or more, and not both 0");
	}
	return STATUS_OK;
}

enum status regulate_alloc(struct regulate **out, int n, struct error *err)
{
	struct regulate *s = calloc(1, sizeof *s);
	*out = NULL;
	if (s) {
		s->n = n;
		s->side = calloc((size_t)n + 1, sizeof *s->side);
		s->search = regulate_search_alloc(n);
	}
	if (!s || !s->side || !s->search) {
		regulate_free(s);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	*out = s;
	return STATUS_OK;
}

void regulate_free(struct regulate *s)
{
	if (!s)
		return;
	regulate_search_free(s->search);
	free(s->side);
	free(s);
}

/* ---- outcomes ---------------------------------------------------------------------- */

static void abstains(struct domain_outcome *out)
{
	*out = (struct domain_outcome){.regime = REGIME_ABSTAIN};
}

static double revenue_of(const struct regulate_domain *d, double performance, double safety)
{
	return d->earns.performance * performance + d->earns.safety * safety;
}

static void fill_domain(const struct regulate_side *side, struct attributes first,
	struct domain_outcome *out)
{
	struct regulate_answer a;
	double taken = revenue_of(side->d, first.performance, first.safety);
	double tie;

	regulate_answer(side, regulate_missing(side, first.safety), &a);
	tie = PART_LEAST * side->w * (taken + a.earns);
	out->utility = side->w * taken + a.h;
	if (out->utility < -tie) {
		abstains(out);
		return;
	}
	if (out->utility < tie) /* held there, but for rounding */
		out->utility = 0;
	out->alpha = first.performance + a.u.performance;
	out->safety = first.safety + a.u.safety;
	out->investment = a.u.performance;
	out->revenue = taken + a.earns;
	out->paid = side->delta * out->revenue;
	out->regime = a.u.performance > 0 || a.u.safety > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
}

/* Sums over the domains in out; what they earn the generalist. */
static double add_up(const struct regulate_game *g, const double *delta, struct outcome *out)
{
	double earned = 0;
	out->active = 0;
	out->joint = out->performance = 0;
	for (int i = 0; i < g->n; i++) {
		const struct domain_outcome *d = &out->domain[i];
		if (d->regime == REGIME_ABSTAIN)
			continue;
		out->active++;
		out->performance += d->alpha;
		out->joint += d->utility;
		if (delta)
			earned += delta[i] * d->revenue;
	}
	return earned;
}

static void prepare(struct regulate *s, const struct regulate_game *g, const double *delta)
{
	for (int i = 0; i < g->n; i++)
		regulate_prepare(&g->domain[i], delta ? delta[i] : 0, &s->side[i]);
}

static void play(const struct regulate *s, const struct regulate_game *g, const double *delta,
	struct attributes first, struct outcome *out)
{
	for (int i = 0; i < g->n; i++)
		fill_domain(&s->side[i], first, &out->domain[i]);
	out->invests = true;
	out->proof = PROOF_PROVED;
	out->alpha0 = first.performance;
	out->safety0 = first.safety;
	out->u_generalist = add_up(g, delta, out) -
		quadratic_value(&g->cost, first.performance, first.safety);
	out->joint += out->u_generalist;
}

void regulate_play(struct regulate *s, const struct regulate_game *g, const double *delta,
	struct attributes first, struct outcome *out)
{
	prepare(s, g, delta);
	play(s, g, delta, first, out);
}

void regulate_along_safety(struct regulate *s, const struct regulate_game *g, const double *delta,
	double safety, struct outcome *out)
{
	struct regulate_best best;
	safety = fmax(safety, g->floor);
	prepare(s, g, delta);
	/* Where nobody takes part, all its safety is for nothing. */
	if (!regulate_at(s->search, g, s->side, safety, &best))
		best.first = (struct attributes){0, safety};
	play(s, g, delta, best.first, out);
}

static bool choose(struct regulate *s, const struct regulate_game *g, enum regulate_goal goal,
	struct regulate_best *best)
{
	bool can = g->n == 1 && goal == REGULATE_SHARE ? regulate_single(g, s->side, best) :
		regulate_many(s->search, g, s->side, goal, best);
	return can && best->value >= -PART_LEAST * best->size;
}

void regulate_equilibrium(struct regulate *s, const struct regulate_game *g, const double *delta,
	struct outcome *out)
{
	struct regulate_best best = {.proof = PROOF_PROVED};
	prepare(s, g, delta);
	if (choose(s, g, REGULATE_SHARE, &best))
		play(s, g, delta, best.first, out);
	else
		outcome_clear(out);
	if (out->invests && out->active == 0)
		outcome_clear(out);
	else if (out->invests && fabs(out->u_generalist) < PART_LEAST * best.size)
		out->u_generalist = 0;
	out->proof = best.proof;
}

/* An owner of all makes what its units earn: nothing is shared, and who would not pay for
 * itself is left out. */
void regulate_first_best(struct regulate *s, const struct regulate_game *g, struct outcome *out)
{
	struct regulate_best best = {.proof = PROOF_PROVED};
	prepare(s, g, NULL);
	if (choose(s, g, REGULATE_SURPLUS, &best))
		play(s, g, NULL, best.first, out);
	else
		outcome_clear(out);
	if (!(out->joint > 0))
		outcome_clear(out);
	out->proof = best.proof;
	out->u_generalist = 0;
	for (int i = 0; i < g->n; i++)
		out->domain[i].utility = 0;
}
