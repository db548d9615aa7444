/* The solutions of a study: what they start from, the rules one by one, and the Pareto set. */
#include "bargain/study_phase.h"

void study_solve(struct study *st, struct solution *sol)
{
	if (sol->done)
		return;
	if (study_is_pie(st))
		pie_solve(st, sol);
	else if (sol->rule.rule == RULE_ALTERNATING)
		alternating_solve(st, sol);
	else if (st->shares == 1)
		single_solve(st, sol);
	else if (st->work->some)
		nobody_solve(st, sol);
	else
		joint_solve(st, sol);
}

bool phase_rational(struct study *st)
{
	if (study_along_curve(st))
		single_rational(st);
	return false;
}

/* One player's a step, or all as far as the nodes tell. */
bool phase_ideals(struct study *st)
{
	struct study_work *w = st->work;
	if (!study_along_curve(st) || w->at >= w->players || study_is_pie(st))
		return false;
	if (study_one_rule(st)) {
		single_rough_ideals(st);
		return false;
	}
	single_ideal(st, work_player(w, w->at++));
	return true;
}

bool phase_sample(struct study *st)
{
	struct study_work *w = st->work;
	struct error err;
	if (st->shares == 1 || !study_bargains(st) || (w->some && !study_wants(st, HAVE_PARETO)))
		return false;
	if (w->at++ == 0 && joint_start(st, &err) != STATUS_OK)
		return study_give_up(st, &err);
	return joint_sample(st);
}

/* One player's best a step; with several shares this gives the ideals too. */
bool phase_powerful(struct study *st)
{
	struct study_work *w = st->work;
	if (!study_bargains(st) || w->at >= w->players)
		return false;
	if (st->shares > 1 && study_one_rule(st)) {
		if (w->some)
			nobody_ideals(st);
		return false;
	}
	if (st->shares == 1 && (study_is_pie(st) ? study_one_rule(st) : !study_wants(st, HAVE_SOLUTIONS)))
		return false; /* they have been found, or nobody asks */
	int k = work_player(w, w->at++);
	study_solve(st, work_powerful(st, k));
	study_ideal(st, k);
	return true;
}

bool phase_solutions(struct study *st)
{
	struct study_work *w = st->work;
	if (!study_wants(st, HAVE_SOLUTIONS))
		return false;
	while (w->at < st->solutions && work_nth_solution(st, w->at)->done)
		w->at++;
	if (w->at >= st->solutions) {
		st->have |= HAVE_SOLUTIONS;
		return false;
	}
	study_solve(st, work_nth_solution(st, w->at++));
	return true;
}

bool phase_pareto(struct study *st)
{
	struct study_work *w = st->work;
	if (study_wants(st, HAVE_PARETO) && study_is_pie(st)) {
		pie_pareto(st);
		st->have |= HAVE_PARETO;
	} else if (study_wants(st, HAVE_PARETO)) {
		if (st->shares == 1 ? pareto_step(st) : joint_cloud(st))
			return true;
		if (st->shares > 1)
			joint_frontier(st);
		pareto_flags(st);
		if (w->some)
			nobody_flags(st);
		st->have |= HAVE_PARETO;
	}
	if (study_wants(st, HAVE_THRESHOLDS)) {
		st->thresholds = trace_thresholds(&st->curve, &st->threshold);
		st->have |= HAVE_THRESHOLDS;
	}
	return false;
}
