/* The game behind role play. */
#include "ui/role_play.h"

#include "base/clock.h"
#include "solver/equilibrium.h"

#include <math.h>
#include <stdlib.h>

#define SHARES 100     /* steps of the search for the best one */
#define NARROWINGS 40  /* of the step around it */
#define PATIENCE 0.3   /* s that it may take */
#define SOLVING 0.7    /* s that a play may take: no key is answered meanwhile */

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

static bool in_time(void *end)
{
	return clock_now() < *(const double *)end;
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
	p->answered = o->u_generalist;
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
	double *delta = shares(e), end = clock_now() + SOLVING;
	enum status status = delta ? STATUS_OK : error_set(err, STATUS_SYSTEM, "out of memory");

	if (status == STATUS_OK)
		status = solver_alloc(g, &solver, err);
	if (status == STATUS_OK)
		solver_pause(solver, (struct pause){in_time, &end});
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
	if (status != STATUS_OK && !in_time(&end))
		error_set(err, status, "this game takes too long to be played");
	outcome_free(&eq);
	outcome_free(&o);
	solver_free(solver);
	free(delta);
	return status;
}

/* ---- the best share ------------------------------------------------------- */

struct search {
	const struct explorer *e;
	struct solver *solver;
	double *delta;
	struct outcome out;
	double end; /* when time is up */
	bool failed;
};

static void set_share(struct search *s, double share)
{
	const struct explorer *e = s->e;

	for (int i = 0; i < e->scenario.game.n; i++)
		if (i == e->specialist || game_shares(&e->scenario.game) < 2)
			s->delta[i] = share;
}

/* What the player gets at a share; -infinity where the other would not agree. */
static double at_share(struct search *s, double share)
{
	const struct explorer *e = s->e;
	const struct domain_outcome *d = &s->out.domain[e->specialist];
	bool ours = e->role.part == PART_GENERALIST;
	double other, least;

	set_share(s, share);
	s->failed = s->failed || !in_time(&s->end)
		|| solver_equilibrium(s->solver, s->delta, &s->out, NULL) != STATUS_OK;
	if (s->failed)
		return -INFINITY;
	other = ours ? d->utility : s->out.u_generalist;
	least = ours ? role_partner(e)->outside : e->scenario.game.generalist.outside;
	if (other < least - 1e-9 * (1 + least))
		return -INFINITY;
	return ours ? s->out.u_generalist : d->utility;
}

/* The best of even steps, then ever smaller steps around it: payoffs jump, so
 * that no slope is of use. */
static void search(struct search *s, struct role_share *best)
{
	double step = 1.0 / SHARES;

	*best = (struct role_share){.utility = -INFINITY};
	for (int i = 0; i <= SHARES && !s->failed; i++) {
		double u = at_share(s, (double)i / SHARES);

		if (u > best->utility)
			*best = (struct role_share){.share = (double)i / SHARES, .utility = u};
	}
	for (int i = 0; i < NARROWINGS && !s->failed; i++, step /= 2)
		for (int side = -1; side <= 1; side += 2) {
			double share = fmin(1, fmax(0, best->share + side * step / 2));
			double u = at_share(s, share);

			if (u > best->utility)
				*best = (struct role_share){.share = share, .utility = u};
		}
	at_share(s, best->share);
	best->action = s->e->role.part == PART_GENERALIST ? s->out.alpha0
		: s->out.domain[s->e->specialist].investment;
}

bool role_best_share(const struct explorer *e, struct role_share *best)
{
	const struct game *g = &e->scenario.game;
	struct search s = {.e = e, .delta = shares(e), .end = clock_now() + PATIENCE};
	bool found = false;

	if (s.delta && solver_alloc(g, &s.solver, NULL) == STATUS_OK
		&& outcome_init(&s.out, g->n, NULL) == STATUS_OK) {
		solver_pause(s.solver, (struct pause){in_time, &s.end});
		search(&s, best);
		found = !s.failed && best->utility > -INFINITY;
	}
	outcome_free(&s.out);
	solver_free(s.solver);
	free(s.delta);
	return found;
}
