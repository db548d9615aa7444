/* The present bargain, and the first best that it is held against: where shares are fixed, a first
 * picture of the rule chosen, and what it comes to. */
#include "bargain/study_phase.h"

#include <math.h>
#include <string.h>

bool phase_first_best(struct study *st)
{
	struct study_work *w = st->work;
	struct error err;
	if (!study_wants(st, HAVE_FIRST_BEST | HAVE_PARETO) && !study_bargains(st))
		return false;
	st->first_best_status = STATUS_OK;
	if (!recall_first_best(&w->recall, &st->first_best)) {
		st->first_best_status = match_first_best(w->match, &st->first_best, &err);
		if (st->first_best_status != STATUS_OK && err.unsound)
			work_unsound(w, &err);
		if (st->first_best_status == STATUS_OK)
			recall_keep_first_best(&w->recall, &st->first_best);
	}
	order_outcome_as_listed(&st->work->order, &st->first_best);
	st->have |= HAVE_FIRST_BEST;
	if (st->first_best_status == STATUS_OK)
		st->scale = fmax(st->scale, first_best_size(&st->first_best));
	return false;
}

/* The present outcome at st->delta. */
static void play_present(struct study *st)
{
	struct study_work *w = st->work;
	memcpy(w->base, st->delta, (size_t)st->n * sizeof *w->base);
	st->present.payment = 0;
	for (int i = 0; i < st->n; i++)
		st->present.domain[i].payment = 0;
	if (!work_play(w, st->delta, &st->present) && !w->given_up) {
		st->status = w->error.status;
		st->error = w->error;
	}
	outcome_tidy(&st->present);
	if (st->status == STATUS_OK)
		st->efficiency = study_efficiency(st, st->present.joint);
	st->have |= HAVE_PRESENT;
}

/* Everybody keeps its outside option. */
static void stay_out(struct study *st)
{
	const struct study_work *w = st->work;
	struct outcome *out = &st->present;
	outcome_clear(out);
	out->u_generalist = out->joint = w->threat[0];
	for (int i = 0; i < st->n; i++) {
		out->domain[i].utility = w->threat[i + 1];
		out->joint += w->threat[i + 1];
	}
	st->have |= HAVE_PRESENT;
}

bool phase_fixed(struct study *st)
{
	if (study_is_fixed(st))
		play_present(st);
	return false;
}

/* What the rule chosen comes to, long before it is known exactly: but a picture, which
 * PHASE_CHOSEN replaces, and which nothing after it starts from. One that looks at ideals has
 * to wait for them. */
bool phase_rough(struct study *st)
{
	struct study_work *w = st->work;
	struct solution *sol = work_solution(st, st->scenario->bargain);
	bool line = study_along_curve(st), several = st->shares > 1 && study_bargains(st) && !w->some;
	struct error err;
	if (!(line || several) || study_one_rule(st) || !sol || study_is_pie(st) ||
		st->scenario->bargain.rule == RULE_KALAI_SMORODINSKY ||
		!rule_has_goal(sol->rule.rule))
		return false;
	if (line) {
		single_rough_ideals(st);
		single_solve(st, sol);
	} else if (joint_start(st, &err) == STATUS_OK) {
		joint_rough(st, sol);
	} else {
		return study_give_up(st, &err);
	}
	bool agreement = sol->agreement && !w->given_up;
	if (agreement)
		memcpy(st->delta, sol->delta, (size_t)st->n * sizeof *st->delta);
	/* Nothing of it passes for known, not even while the present bargain is played. */
	solution_blank(sol, sol->rule);
	memset(st->ideal, 0, (size_t)w->players * sizeof *st->ideal);
	memset(st->bystander, 0, (size_t)w->players * sizeof *st->bystander);
	st->rough = agreement;
	if (agreement)
		play_present(st);
	return false;
}

bool phase_chosen(struct study *st)
{
	struct study_work *w = st->work;
	struct solution *sol;
	if (study_is_fixed(st))
		return false;
	sol = work_solution(st, st->scenario->bargain);
	if (sol)
		study_solve(st, sol);
	for (int i = 0; st->rough && !w->given_up && i < st->n; i++)
		st->delta[i] = w->base[i] = st->scenario->delta[st->scenario->game.common ? 0 : i];
	st->rough = st->rough && w->given_up;
	st->no_agreement = !sol || !sol->agreement;
	/* Where no bargain has an equilibrium, there is nothing to disagree about. */
	if (st->no_agreement && w->played) {
		stay_out(st);
		return false;
	}
	if (!st->no_agreement)
		memcpy(st->delta, sol->delta, (size_t)st->n * sizeof *st->delta);
	play_present(st);
	if (study_is_pie(st) && study_has_outcome(st))
		pie_pay(st, sol->rule, &st->present);
	return false;
}
