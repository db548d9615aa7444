/* Readying the domains for shares, or for one owner of all. */
#include "solver/solver_private.h"

#include "base/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum status solver_check_shares(const double *delta, int n, struct error *err)
{
	for (int i = 0; i < n; i++)
		if (!(delta[i] >= 0 && delta[i] <= 1))
			return error_set(err, STATUS_INPUT,
				"a share must lie between 0 and 1, not %.6g", delta[i]);
	return STATUS_OK;
}

enum status solver_check_cost(const struct solver *s, struct error *err)
{
	if (s->unsound.status != STATUS_OK && err)
		*err = s->unsound;
	return s->unsound.status;
}

enum status solver_prepare_first(struct solver *s, struct error *err)
{
	enum status st = STATUS_OK;
	if (!s->first) {
		s->first = calloc((size_t)s->n + 1, sizeof *s->first);
		if (!s->first)
			return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	memcpy(s->first, s->domain, (size_t)s->n * sizeof *s->first);
	for (int i = 0; i < s->n && st == STATUS_OK; i++)
		if (s->first[i].same)
			domain_prepare_alike(&s->first[i], &s->first[i - 1]);
		else
			st = domain_prepare_whole(&s->first[i], err);
	return st;
}

enum status solver_next_reply(struct domain *m, double a0, struct reply *at, struct error *err)
{
	return m->alike ? STATUS_OK : domain_reply(m, a0, at, err);
}

/* The joint surplus at a0 is at most this. */
static enum status surplus_at(struct solver *s, double a0, double *out, struct error *err)
{
	struct reply at;
	*out = -cost_value(&s->game->generalist.cost, a0, 0);
	for (int i = 0; i < s->n; i++) {
		enum status st = solver_next_reply(&s->first[i], a0, &at, err);
		if (st != STATUS_OK)
			return st;
		*out += fmax(at.u, 0);
	}
	return STATUS_OK;
}

/* Where no specialist's best payoff falls in the level, no level below the limit is worth anything
 * either at which the generalist's cost is more than these come to at the limit: by that it is
 * lowered a few times. */
static void lower_limit(struct solver *s, double surplus, double *level)
{
	enum { TIMES = 4, PARTS = 16 };
	const struct cost *c = &s->game->generalist.cost;
	bool rises = c->family != COST_FORMULA;
	for (int i = 0; i < s->n; i++)
		rises = rises && !s->first[i].by_level;
	for (int k = 0, part = 0; k < TIMES && rises && part < PARTS; k++) {
		double worth = surplus + cost_value(c, *level, 0);
		for (part = 1; part < PARTS && !(cost_value(c, *level * part / PARTS, 0) > worth);)
			part++;
		*level *= (double)part / PARTS;
		rises = surplus_at(s, *level, &surplus, NULL) == STATUS_OK;
	}
}

/* Whatever the contract, the generalist gets no more than the joint surplus, since specialists
 * that would lose do not take part: beyond a level at which that is nothing, and falling, it
 * does not go (haggle-theory(7), "Contracts"). */
static enum status limit_levels(struct solver *s, struct error *err)
{
	double level = INFINITY, surplus = 1;
	struct error why;
	enum status st = solver_prepare_first(s, &why);
	if (st == STATUS_OK)
		st = stage_horizon(s->stage, &s->game->generalist.cost, s->first, s->n,
			GOAL_SURPLUS, &level, &why);
	if (st == STATUS_OK)
		level = fmax(level, 1e-6);
	while (st == STATUS_OK && surplus > 0 && level < LEVEL_MAX) {
		st = surplus_at(s, level, &surplus, &why);
		if (surplus > 0)
			level = next_doubling(level);
	}
	if (st == STATUS_SYSTEM)
		return error_set(err, st, "%s", why.text);
	if (st != STATUS_OK || surplus > 0)
		level = INFINITY;
	else
		lower_limit(s, surplus, &level);
	stage_terms_limit(s->stage, level);
	s->limited = true;
	return STATUS_OK;
}

void solver_set_apart(struct solver *s, int i)
{
	s->domain[i].alike = false;
	if (i + 1 < s->n)
		s->domain[i + 1].alike = false;
}

enum status solver_prepare_one(struct solver *s, int i, double delta_i, struct error *err)
{
	enum status st = solver_check_shares(&delta_i, 1, err);
	if (st == STATUS_OK && s->terms && !s->limited)
		st = limit_levels(s, err);
	solver_set_apart(s, i);
	return st == STATUS_OK ? domain_prepare(&s->domain[i], delta_i, err) : st;
}

enum status solver_prepare(struct solver *s, const double *delta, struct error *err)
{
	enum status st = solver_check_shares(delta, s->n, err);
	if (st == STATUS_OK)
		st = solver_check_cost(s, err);
	if (st == STATUS_OK && s->terms && !s->limited)
		st = limit_levels(s, err);
	for (int i = 0; i < s->n && st == STATUS_OK; i++)
		/* Under terms each is followed by its edges. */
		if (s->domain[i].same && delta[i] == delta[i - 1] && !s->terms)
			domain_prepare_alike(&s->domain[i], &s->domain[i - 1]);
		else
			st = domain_prepare(&s->domain[i], delta[i], err);
	return st;
}

enum status solver_aim(struct solver *s, const double *delta, struct aim *aim, struct error *err)
{
	bool pot = s->game->contract == CONTRACT_PROFIT;
	enum status st = solver_prepare(s, delta, err);
	if (st == STATUS_OK && pot)
		st = solver_prepare_first(s, err);
	*aim = pot ? (struct aim){s->first, GOAL_SURPLUS} : (struct aim){s->domain, GOAL_SHARE};
	return st;
}
