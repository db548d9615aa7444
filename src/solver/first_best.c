/* What one owner of everything would do, and what a level comes to, for others as well. */
#include "solver/closed.h"
#include "solver/solver_private.h"

#include <math.h>

/* An investment that is less of its level is none. Of levels that pay the generalist the same
 * but for rounding it takes the least: at a kink of a specialist's revenue, one that differs
 * from the kink in its last digits alone. */
#define NO_INVESTMENT 1e-12

void solver_fill(const struct domain *m, double a0, const struct reply *at, bool active,
	struct domain_outcome *out)
{
	if (!active) {
		*out = (struct domain_outcome){.regime = REGIME_ABSTAIN};
		return;
	}
	out->alpha = at->a;
	/* Not a - a0: next to a large a0 a small x would be lost. */
	out->investment = at->x > NO_INVESTMENT * at->a ? at->x : 0;
	out->revenue = at->r;
	double base = m->by.terms ? terms_base(m, a0) : 0;
	out->utility = m->by.terms ? terms_own(m, at, base) : at->u;
	out->paid = m->by.terms ? terms_paid(m, at, base) : m->delta * at->r;
	out->regime = out->investment > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
}

enum proof solver_proof(const struct best *best, const struct domain *domain, int n)
{
	enum proof proof = best->proof;
	for (int i = 0; i < n; i++)
		proof = proof_worse(proof, domain[i].proof);
	return proof;
}

enum status solver_first_best(struct solver *s, struct outcome *out, struct error *err)
{
	struct best best;
	struct reply at;
	enum status st = solver_check_cost(s, err);

	if (st != STATUS_OK)
		return st;
	if (s->closed && closed_is_smooth(s->game)) {
		closed_first_best(s->game, out);
		return STATUS_OK;
	}
	st = solver_prepare_first(s, err);
	if (st == STATUS_OK)
		st = stage_maximise(s->stage, &s->game->generalist.cost, s->first, s->n,
			GOAL_SURPLUS, &best, err);
	if (st == STATUS_NO_EQUILIBRIUM && !(err && err->unsound))
		return error_set(err, st, "the joint surplus has no maximum: it grows without limit");
	if (st != STATUS_OK)
		return st;
	outcome_clear(out);
	out->proof = solver_proof(&best, s->first, s->n);
	if (best.value < -TIE * best.gain)
		return STATUS_OK;
	out->invests = true;
	out->alpha0 = best.a0;
	out->joint = -cost_value(&s->game->generalist.cost, best.a0, 0);
	for (int i = 0; i < s->n; i++) {
		struct domain_outcome *d = &out->domain[i];
		st = domain_next_reply(&s->first[i], best.a0, &at, err);
		if (st != STATUS_OK)
			return st;
		solver_fill(&s->first[i], best.a0, &at,
			domain_active(&s->first[i], best.a0, &at), d);
		if (d->regime == REGIME_ABSTAIN)
			continue;
		out->joint += d->utility;
		if (s->domain[i].earns)
			out->performance += d->alpha;
		out->active++;
		d->paid = d->utility; /* all that one owner gets from it */
		d->utility = 0;
	}
	outcome_tidy_base(out, NO_INVESTMENT);
	return STATUS_OK;
}
