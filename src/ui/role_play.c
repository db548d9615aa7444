/* The game behind role play. */
#include "ui/role_play.h"

#include "solver/equilibrium.h"

#include <stdlib.h>

const struct specialist *role_partner(const struct explorer *e)
{
	return &e->scenario.game.specialist[e->specialist];
}

/* The shares in force, but for the one played. */
static double *shares(const struct explorer *e)
{
	int n = e->scenario.game.n, common = game_shares(&e->scenario.game) < 2;
	double *delta = malloc((size_t)n * sizeof *delta);

	for (int i = 0; delta && i < n; i++)
		delta[i] = common || i == e->specialist ? e->role.share
			: edit_present_share(e, i);
	return delta;
}

/* The generalist's payoff where the partner does not answer as it should. */
static double payoff(const struct explorer *e, const struct outcome *o, double x)
{
	const struct domain_outcome *d = &o->domain[e->specialist];
	double u = o->u_generalist, share = e->role.share;

	if (d->regime != REGIME_ABSTAIN)
		u -= share * d->revenue;
	if (x != ROLE_STAY_OUT)
		u += share * revenue_value(&role_partner(e)->revenue, e->role.a0 + x);
	return u;
}

static void compare(struct explorer *e, const struct outcome *eq, const struct outcome *o,
	struct role_play *p)
{
	const struct domain_outcome *best = &o->domain[e->specialist];
	const struct domain_outcome *there = &eq->domain[e->specialist];
	double x;

	p->best_active = best->regime != REGIME_ABSTAIN;
	p->best_x = best->investment;
	p->best_specialist = best->utility;
	if (e->role.part == PART_GENERALIST)
		e->role.x = p->best_active ? best->investment : ROLE_STAY_OUT;
	x = e->role.x;
	p->u_generalist = payoff(e, o, x);
	p->u_specialist = x == ROLE_STAY_OUT ? 0
		: specialist_payoff(role_partner(e), e->role.share, e->role.a0, x);
	p->eq_a0 = eq->alpha0;
	p->eq_x = there->regime == REGIME_ABSTAIN ? ROLE_STAY_OUT : there->investment;
	p->eq_u_generalist = eq->u_generalist;
	p->eq_u_specialist = there->utility;
}

enum status role_solve(struct explorer *e, struct role_play *p, struct error *err)
{
	const struct game *g = &e->scenario.game;
	struct outcome eq = {.n = 0}, o = {.n = 0};
	struct solver *solver = NULL;
	double *delta = shares(e);
	enum status status = delta ? STATUS_OK : error_set(err, STATUS_SYSTEM, "out of memory");

	if (status == STATUS_OK)
		status = solver_alloc(g, &solver, err);
	if (status == STATUS_OK)
		status = outcome_init(&eq, g->n, err);
	if (status == STATUS_OK)
		status = outcome_init(&o, g->n, err);
	if (status == STATUS_OK)
		status = solver_equilibrium(solver, delta, &eq, err);
	if (status == STATUS_OK)
		status = solver_a0_max(solver, delta, &e->role.top, err);
	if (status == STATUS_OK && e->role.part == PART_SPECIALIST)
		e->role.a0 = eq.alpha0;
	if (status == STATUS_OK)
		status = solver_play(solver, delta, e->role.a0, &o, err);
	if (status == STATUS_OK)
		compare(e, &eq, &o, p);
	outcome_free(&eq);
	outcome_free(&o);
	solver_free(solver);
	free(delta);
	return status;
}
