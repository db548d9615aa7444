/* Each rule's solution held against the other rules' bargains. */
#include "bargain/study_phase.h"

#include <string.h>

/* Bargains are two, and not one on a flat top found twice, where some share differs by more. */
#define APART 1e-3

static double sum_of_shares(const struct study *st, const struct solution *sol)
{
	double sum = 0;
	for (int i = 0; i < st->n; i++)
		sum += sol->delta[i];
	return sum;
}

/* Whether other, as good for sol's rule, is what ties go to: the larger joint surplus, then the
 * smaller sum of shares. Along one share all ties are known (single_ties.c). */
static bool wins_tie(const struct study *st, const struct solution *sol, const struct solution *other)
{
	double room = objective_room(st, (struct bargain){RULE_VERTICAL_MONOPOLY, 0}, sol->out.joint);
	double more = other->out.joint - sol->out.joint;
	if (st->shares == 1 || more < -room || work_apart(st->n, other->delta, sol->delta) <= APART)
		return false;
	return more > room || sum_of_shares(st, other) < sum_of_shares(st, sol) - APART;
}

/* Another rule's bargain that is better for sol's rule than its own, or wins the tie with it; or
 * NULL. */
static const struct solution *better_row(struct study *st, const struct solution *sol, bool *tie)
{
	double room = objective_room(st, sol->rule, sol->objective);
	if (!rule_has_goal(sol->rule.rule))
		return NULL;
	for (int i = 0; sol->agreement && i < st->solutions; i++) {
		const struct solution *other = work_nth_solution(st, i);
		if (!other->agreement)
			continue;
		struct payoffs p = payoffs_of(st->work, &other->out);
		double value = objective_value(st->work, sol->rule, st->ideal, st->bystander, &p);
		*tie = value <= sol->objective + room;
		if (!*tie || (value >= sol->objective - room && wins_tie(st, sol, other)))
			return other;
	}
	return NULL;
}

static void take_over(struct study *st, struct solution *sol, const struct solution *other)
{
	memcpy(sol->delta, other->delta, (size_t)st->n * sizeof *sol->delta);
	solution_fill(st, sol);
	struct payoffs p = payoffs_of(st->work, &sol->out);
	sol->objective = objective_value(st->work, sol->rule, st->ideal, st->bystander, &p);
}

/* The search for sol missed what another rule's came upon: once more, from there. */
static void solve_again(struct study *st, struct solution *sol, const struct solution *better)
{
	if (st->shares == 1)
		trace_insert(&st->curve, better->delta[0]);
	else if (!st->work->some)
		joint_insert(st, better);
	sol->done = false;
	study_solve(st, sol);
	for (int k = 0; k < st->work->players; k++)
		if (sol == work_powerful(st, k)) {
			study_ideal(st, k);
			work_solution(st, (struct bargain){RULE_KALAI_SMORODINSKY, 0})->done = false;
		}
}

/* What the last round has left to be solved again. */
static bool end_rounds(struct study *st)
{
	for (int i = 0; i < st->solutions; i++) {
		struct solution *sol = work_nth_solution(st, i);
		if (sol->done)
			continue;
		study_solve(st, sol);
		if (sol == work_solution(st, st->scenario->bargain))
			phase_chosen(st);
	}
	return false;
}

/* No row of the table may be better for a rule than the rule's own, nor win its ties. */
bool phase_compare(struct study *st)
{
	enum { ROUNDS = 4 };
	struct study_work *w = st->work;
	bool again = false, chosen = false;
	if (!study_wants(st, HAVE_SOLUTIONS) || study_is_pie(st))
		return false;
	if (w->at++ >= ROUNDS)
		return end_rounds(st);
	for (int i = 0; i < st->solutions && !w->given_up; i++) {
		struct solution *sol = work_nth_solution(st, i);
		bool tie = false;
		const struct solution *better = sol->done ? better_row(st, sol, &tie) : sol;
		if (!better)
			continue;
		if (tie)
			take_over(st, sol, better);
		else
			solve_again(st, sol, better);
		chosen |= sol == work_solution(st, st->scenario->bargain);
		again = true;
	}
	if (chosen)
		phase_chosen(st);
	return again;
}
