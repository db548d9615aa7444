/* Each rule's solution held against the other rules' bargains. */
#include "bargain/study_phase.h"

/* Another rule's bargain that is better for sol's rule than its own, or NULL. */
static const struct solution *better_row(struct study *st, const struct solution *sol)
{
	double room = objective_room(st, sol->rule, sol->objective);
	if (!rule_has_goal(sol->rule.rule))
		return NULL;
	for (int i = 0; sol->agreement && i < st->solutions; i++) {
		const struct solution *other = work_nth_solution(st, i);
		if (!other->agreement)
			continue;
		struct payoffs p = payoffs_of(st->work, &other->out);
		if (objective_value(st->work, sol->rule, st->ideal, st->bystander, &p) >
			sol->objective + room)
			return other;
	}
	return NULL;
}

/* The search for sol missed what another rule's came upon: once more, from there. */
static void solve_again(struct study *st, struct solution *sol, const struct solution *better)
{
	if (st->shares == 1)
		trace_insert(&st->curve, better->delta[0]);
	sol->done = false;
	study_solve(st, sol);
	for (int k = 0; k < st->work->players; k++)
		if (sol == work_powerful(st, k)) {
			study_ideal(st, k);
			work_solution(st, (struct bargain){RULE_KALAI_SMORODINSKY, 0})->done = false;
		}
}

/* No row of the table may be better for a rule than the rule's own. */
bool phase_compare(struct study *st)
{
	enum { ROUNDS = 4 };
	struct study_work *w = st->work;
	bool again = false, chosen = false;
	if (!study_wants(st, HAVE_SOLUTIONS) || w->at++ >= ROUNDS || study_is_pie(st))
		return false;
	for (int i = 0; i < st->solutions && !w->given_up; i++) {
		struct solution *sol = work_nth_solution(st, i);
		const struct solution *better = sol->done ? better_row(st, sol) : sol;
		if (!better)
			continue;
		solve_again(st, sol, better);
		chosen |= sol == work_solution(st, st->scenario->bargain);
		again = true;
	}
	if (chosen)
		phase_chosen(st);
	return again;
}
