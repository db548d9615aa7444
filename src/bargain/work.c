#include "bargain/work.h"

#include <math.h>
#include <string.h>

bool work_go_on(void *work)
{
	struct study_work *w = work;
	const struct pause *pause = &w->plan.pause;

	w->given_up = w->given_up || (pause->go_on && !pause->go_on(pause->context));
	return !w->given_up;
}

bool work_play(struct study_work *w, const double *delta, struct outcome *out)
{
	if (!work_go_on(w))
		return false;
	w->plays++;
	w->error_store.status = STATUS_OK;
	return solver_equilibrium(w->solver, delta, out, &w->error_store) == STATUS_OK;
}

bool work_play_line(struct study_work *w, int axis, double x, struct outcome *out)
{
	for (int i = 0; i < w->n; i++)
		w->probe[i] = axis < 0 || axis == i ? x : w->base[i];
	return work_play(w, w->probe, out);
}

struct solution *work_solution(const struct study *st, struct bargain b)
{
	for (int i = 0; i < st->solutions; i++) {
		struct solution *sol = &st->solution[i];
		if (sol->rule.rule == b.rule && (b.rule != RULE_POWERFUL_SPECIALIST ||
							 sol->rule.specialist == b.specialist))
			return sol;
	}
	return NULL;
}

void solution_fill(struct study *st, struct solution *sol)
{
	struct study_work *w = st->work;
	if (sol->agreement && !work_play(w, sol->delta, &sol->out))
		sol->agreement = false;
	sol->done = !w->given_up;
	if (!sol->agreement)
		return;
	sol->efficiency = st->first_best_status == STATUS_OK && st->first_best.joint > GAIN_NONE ?
		sol->out.joint / st->first_best.joint : NAN;
}
