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

/* See stage_limit. Where nobody can say how far one owner would go, nothing limits levels. */
static enum status limit_levels(struct solver *s, struct error *err)
{
	struct error why;
	enum status st = solver_prepare_first(s, &why);
	if (st == STATUS_OK)
		st = stage_limit(s->stage, &s->game->generalist.cost, s->first, s->n, &why);
	if (st == STATUS_SYSTEM)
		return error_set(err, st, "%s", why.text);
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
