#include "solver/equilibrium.h"

#include "solver/closed.h"
#include "solver/pieces.h"
#include "solver/solver_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double specialist_payoff(const struct specialist *d, double delta_i, double a0, double x)
{
	return (1 - delta_i) * revenue_value(&d->revenue, a0 + x) - cost_value(&d->cost, x, a0);
}

/* Sums over the domains, which are filled; u_generalist from delta. */
static void add_up(const struct solver *s, const double *delta, struct outcome *out)
{
	double u = -cost_value(&s->game->generalist.cost, out->alpha0, 0), joint = 0;
	out->performance = 0;
	out->active = 0;
	for (int i = 0; i < out->n; i++) {
		const struct domain_outcome *d = &out->domain[i];
		if (d->regime == REGIME_ABSTAIN)
			continue;
		u += s->terms ? d->paid : delta[i] * d->revenue;
		joint += d->utility;
		if (s->domain[i].earns)
			out->performance += d->alpha;
		out->active++;
	}
	out->u_generalist = u;
	out->joint = joint + u;
}

enum status solver_play(struct solver *s, const double *delta, double a0, struct outcome *out,
	struct error *err)
{
	enum status st = solver_prepare(s, delta, err);
	for (int i = 0; i < s->n && st == STATUS_OK; i++)
		st = solver_response(s, i, delta[i], a0, &out->domain[i], err);
	if (st != STATUS_OK)
		return st;
	out->invests = true;
	out->alpha0 = a0;
	add_up(s, delta, out);
	if (s->game->contract == CONTRACT_PROFIT)
		solver_split_pot(delta[0], out);
	return STATUS_OK;
}

/* Whether a0 is where the domain begins to take part, or ends. */
static bool at_edge(const struct domain *m, double a0, const struct reply *reply)
{
	bool nothing = !m->by.terms && fabs(reply->u) <= TIE * m->w * reply->r;
	bool at = a0 > 0 && (m->by_level ? nothing : a0 == m->threshold);
	for (int k = 0; k < m->edges; k++)
		at |= a0 > 0 && a0 == m->edge[k].a0;
	return at;
}

/* How near 0 a payoff, in parts of what is earned, may come from a level that is as good as the
 * best but for MISSED, where the best is the one that holds the specialist at 0. */
#define NEAR_NOTHING 1e-8

/* All of the outcome at a0. */
static enum status fill_at(struct solver *s, const double *delta, double a0, struct outcome *out,
	struct error *err)
{
	struct reply at;
	out->invests = true;
	out->alpha0 = a0;
	for (int i = 0; i < s->n; i++) {
		struct domain *m = &s->domain[i];
		enum status st = domain_next_reply(m, a0, &at, err);
		if (st != STATUS_OK)
			return st;
		solver_fill(m, a0, &at, domain_active(m, a0, &at), &out->domain[i]);
		/* Held at its participation it gets 0, not what rounding makes of that; unless its
		 * payoff leaps there. */
		struct domain_outcome *d = &out->domain[i];
		if (at_edge(m, a0, &at) && fabs(d->utility) <= NEAR_NOTHING * m->w * fabs(at.r))
			d->utility = 0;
	}
	add_up(s, delta, out);
	return STATUS_OK;
}

/* The same of a level that is to be tried: what is as good for the generalist may lie the root of
 * rounding away. */
#define NEAR_HELD 1e-6

/* Where the payoff of a specialist that is asked level by level is 0, from *a0 on, where it is
 * next to nothing; false: it is not. */
static bool find_held(struct domain *m, double *a0)
{
	struct reply at;
	for (int i = 0; i < 8; i++) {
		if (domain_reply(m, *a0, &at, NULL) != STATUS_OK || at.gain == 0 ||
			!(fabs(at.u) <= NEAR_HELD * m->w * at.r))
			return false;
		if (fabs(at.u) <= TIE * m->w * at.r)
			return true;
		*a0 = fmax(*a0 - at.u / at.gain, 0);
	}
	return false;
}

/* Others' thresholds are known to the last bit, and tried; where a specialist is asked level by
 * level, the search closes in on what is as good but for MISSED. */
double solver_held_level(struct solver *s, double best)
{
	for (int i = 0; i < s->n; i++) {
		struct domain *m = &s->domain[i];
		double a0 = best;
		/* under terms its edges are known: domain.edge */
		if (m->by_level && !m->by.terms && a0 > 0 && find_held(m, &a0))
			return a0;
	}
	return best;
}

/* A level that pays less than was found, by more of what is gained, is not the one found. */
#define UNSETTLED 1e-9

/* The outcome at the best level or as near it as pays what that does but for `missed` of the gain;
 * false: there is none. */
static bool settle_near(struct solver *s, const double *delta, const struct best *best,
	double missed, struct outcome *out)
{
	for (double room = 0; room < 1e-9; room = room > 0 ? 4 * room : 1e-15)
		for (int side = 1; side >= (room > 0 ? -1 : 1); side -= 2)
			if (fill_at(s, delta, best->a0 * (1 + side * room), out, NULL) == STATUS_OK &&
				out->u_generalist >= best->value - missed * best->gain)
				return true;
	return false;
}

/* The outcome at the best level. That may lie on the very edge of what somebody
 * does: what held when it was found must not fail by the last bit now, so the
 * level moves by as little as brings it back, or, where payoffs are so steep that even that
 * shows, most of it. */
static enum status settle(struct solver *s, const double *delta, const struct best *best,
	struct outcome *out, struct error *err)
{
	enum status st = fill_at(s, delta, solver_held_level(s, best->a0), out, err);
	if (st != STATUS_OK || out->u_generalist >= best->value - TIE * best->gain ||
		settle_near(s, delta, best, TIE, out) ||
		settle_near(s, delta, best, UNSETTLED, out))
		return st;
	return fill_at(s, delta, best->a0, out, err);
}

enum status solver_best(struct solver *s, const double *delta, struct best *best,
	struct error *err)
{
	struct aim aim;
	enum status st = solver_aim(s, delta, &aim, err);
	if (st == STATUS_OK)
		st = stage_maximise(s->stage, &s->game->generalist.cost, aim.domain, s->n,
			aim.goal, best, err);
	return st;
}

/* What no closed form tells. Apart, as it needs room that those do not. */
static __attribute__((noinline)) enum status search_equilibrium(struct solver *s,
	const double *delta, struct outcome *out, struct error *err)
{
	struct best best;
	enum status st = solver_best(s, delta, &best, err);
	if (st != STATUS_OK)
		return st;
	if (best.value < -TIE * best.gain) {
		outcome_clear(out);
		out->proof = solver_proof(&best, s->domain, s->n);
		return STATUS_OK;
	}
	st = settle(s, delta, &best, out, err);
	if (st != STATUS_OK)
		return st;
	out->proof = solver_proof(&best, s->domain, s->n);
	if (out->u_generalist < best.value - UNSETTLED * best.gain)
		out->proof = PROOF_GAVE_UP;
	if (!isfinite(out->joint) || !isfinite(out->alpha0))
		return error_set(err, STATUS_NO_EQUILIBRIUM,
			"no equilibrium: the numbers of this game are too large to compute with");
	return STATUS_OK;
}

enum status solver_equilibrium(struct solver *s, const double *delta, struct outcome *out,
	struct error *err)
{
	if (s->game->contract == CONTRACT_PROFIT)
		return solver_pot(s, delta, out, err);
	if (s->closed && (s->terms ? closed_solve_terms(s->game, delta, out) :
		closed_solve(s->game, delta, out)))
		return STATUS_OK;
	return search_equilibrium(s, delta, out, err);
}

enum status solver_response(struct solver *s, int i, double delta_i, double a0,
	struct domain_outcome *out, struct error *err)
{
	domain_forget(&s->domain[i]);
	return solver_next_response(s, i, delta_i, a0, out, err);
}

enum status solver_reply(struct solver *s, int i, double a0, struct domain_outcome *out,
	struct error *err)
{
	struct reply at;
	enum status st = domain_reply(&s->domain[i], a0, &at, err);
	if (st == STATUS_OK)
		solver_fill(&s->domain[i], a0, &at, domain_active(&s->domain[i], a0, &at), out);
	return st;
}

enum status solver_next_response(struct solver *s, int i, double delta_i, double a0,
	struct domain_outcome *out, struct error *err)
{
	struct domain *m = &s->domain[i];
	enum status st = solver_check_shares(&delta_i, 1, err);
	if (st == STATUS_OK && m->delta != delta_i) {
		st = solver_prepare_one(s, i, delta_i, err);
		domain_forget(m);
	}
	return st == STATUS_OK ? solver_reply(s, i, a0, out, err) : st;
}

enum status solver_a0_max(struct solver *s, const double *delta, double *a0, struct error *err)
{
	enum status st = solver_prepare(s, delta, err);
	if (st == STATUS_OK)
		st = stage_horizon(s->stage, &s->game->generalist.cost, s->domain, s->n, GOAL_SHARE,
			a0, err);
	for (int i = 0; i < s->n && st == STATUS_OK; i++)
		if (s->domain[i].threshold < LEVEL_MAX)
			*a0 = fmax(*a0, s->domain[i].threshold);
	return st;
}
