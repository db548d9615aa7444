/* How far levels may go under terms. Whatever the contract, the generalist gets no more than the
 * joint surplus, since specialists that would lose do not take part: beyond a level from which on
 * one owner of all, its replies those at a share of none, would lose, it does not go
 * (haggle-theory(7), "Contracts"). */
#include "solver/level.h"

#include "base/bracket.h"

#include <math.h>

/* The joint surplus at a0 is at most this. */
static double surplus_at(struct stage *s, double a0)
{
	struct reply at;
	double sum = -cost_value(s->cost_fn, a0, 0);
	for (int i = 0; i < s->n && s->status == STATUS_OK; i++) {
		s->status = domain_next_reply(&s->domain[i], a0, &at, s->err);
		if (s->status == STATUS_OK)
			sum += fmax(at.u, 0);
	}
	return sum;
}

static enum bracket_side side_of_nothing(void *context, double level)
{
	return surplus_at(context, level) > 0 ? BRACKET_OUT : BRACKET_IN;
}

/* Of families, whose surplus falls from `level` on: from where it is nothing. Level 0 says nothing
 * of what magnitude that is. */
static double nothing_from(struct stage *s, double level)
{
	struct bracket_ends ends = {.in = LEVEL_MAX, .part = .5};
	if (level <= 0 && bracket_boundary(side_of_nothing, s, &ends))
		level = ends.in;
	while (level < LEVEL_MAX && s->status == STATUS_OK && surplus_at(s, level) > 0)
		level = next_doubling(level);
	return level;
}

/* Whether no specialist's best payoff falls in the level, nor the generalist's cost. */
static bool rises(const struct stage *s)
{
	if (s->cost_fn->family == COST_FORMULA)
		return false;
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		if (m->by_level || (m->kind == KIND_PIECES && !m->facts->rises))
			return false;
	}
	return true;
}

/* No level below the limit is worth anything either at which the generalist's cost is more than the
 * others' best payoffs come to at the limit: by that it is lowered a few times. */
static double lowered(struct stage *s, double level)
{
	enum { TIMES = 4, PARTS = 16 };
	for (int k = 0, part = 0; k < TIMES && part < PARTS; k++) {
		double worth = surplus_at(s, level) + cost_value(s->cost_fn, level, 0);
		if (s->status != STATUS_OK)
			break;
		for (part = 1; part < PARTS; part++)
			if (cost_value(s->cost_fn, level * part / PARTS, 0) > worth)
				break;
		level *= (double)part / PARTS;
	}
	return level;
}

enum status stage_limit(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	struct error *err)
{
	double level;
	s->terms_to = INFINITY;
	enum status st = stage_horizon(s, cost, domain, n, GOAL_SURPLUS, &level, err);
	if (st != STATUS_OK)
		return st;
	/* A formula's surplus may be nothing for a while, and rise again. */
	bool formulas = s->pieces || s->cost_pieces;
	level = formulas ? stage_last_doubling(s, 0) : nothing_from(s, level);
	if (s->status == STATUS_OK && level < LEVEL_MAX)
		s->terms_to = rises(s) ? lowered(s, level) : level;
	return s->status;
}
