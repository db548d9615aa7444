#include "bargain/study_private.h"

#include <math.h>
#include <string.h>

bool work_go_on(void *work)
{
	struct study_work *w = work;
	const struct pause *pause = &w->plan.pause;

	w->given_up = w->given_up || (pause->go_on && !pause->go_on(pause->context));
	return !w->given_up;
}

void work_unsound(struct study_work *w, const struct error *err)
{
	if (!w->unsound.unsound)
		w->unsound = *err;
}

/* The match's, specialists by id, unless it is known already. */
static bool equilibrium(struct study_work *w, const double *delta, struct outcome *out)
{
	bool recalls = w->recall.known;
	if (recalls && recall_play(&w->recall, delta, out))
		return true;
	bool ok = match_equilibrium(w->match, delta, out, &w->error) == STATUS_OK;
	w->plays++;
	if (!ok && w->error.unsound)
		work_unsound(w, &w->error);
	if (ok && recalls)
		recall_keep(&w->recall, delta, out);
	return ok;
}

bool work_play(struct study_work *w, const double *delta, struct outcome *out)
{
	if (!work_go_on(w))
		return false;
	w->error.status = STATUS_OK;
	if (w->change && change_plays(w->change, delta[0], out))
		return true;
	if (w->splits) {
		splits_play(w->splits, delta[0], out);
		if (w->change)
			change_outcome(w->change, out);
		return true;
	}
	bool listed = w->order.changes && !w->by_id;
	if (listed) {
		memcpy(w->played_at, delta, (size_t)w->n * sizeof *delta);
		order_by_id(&w->order, w->played_at);
		delta = w->played_at;
	}
	bool ok = equilibrium(w, delta, out);
	if (ok && listed)
		order_outcome_as_listed(&w->order, out);
	if (ok && w->change)
		change_outcome(w->change, out);
	w->played = w->played || ok;
	return ok;
}

/* What counts specialists, into the other order. */
static void reorder(struct study *st, void (*turn)(struct order *o, double *v))
{
	struct study_work *w = st->work;
	struct order *o = &w->order;
	if (!o->changes)
		return;
	turn(o, w->outside + 1);
	turn(o, w->weight + 1);
	turn(o, st->ideal + 1);
	for (int i = 0; i < st->n; i++)
		w->played_at[i] = st->bystander[i + 1];
	turn(o, w->played_at);
	for (int i = 0; i < st->n; i++)
		st->bystander[i + 1] = w->played_at[i] > 0;
	for (int s = 0; s < st->solutions; s++)
		turn(o, st->solution[s].delta);
}

void work_by_id(struct study *st)
{
	reorder(st, order_by_id);
	st->work->by_id = true;
}

void work_as_listed(struct study *st)
{
	reorder(st, order_as_listed);
	st->work->by_id = false;
}

bool work_play_line(struct study_work *w, int axis, double x, struct outcome *out)
{
	for (int i = 0; i < w->n; i++)
		w->probe[i] = axis < 0 || axis == i ? x : w->base[i];
	return work_play(w, w->probe, out);
}

bool work_play_node(void *study, struct trace_node *node)
{
	struct study *st = study;
	node->ok = work_play_line(st->work, st->axis, node->x, &node->out);
	node->lack = LACK_EQUILIBRIUM;
	return !st->work->given_up;
}

double work_apart(int n, const double *x, const double *y)
{
	double apart = 0;
	for (int k = 0; k < n; k++)
		apart = fmax(apart, fabs(x[k] - y[k]));
	return apart;
}

int work_player(const struct study_work *w, int k)
{
	return k > 0 ? w->order.at[k - 1] + 1 : 0;
}

struct solution *work_nth_solution(const struct study *st, int i)
{
	const struct solution *sol = &st->solution[i];
	if (sol->rule.rule != RULE_POWERFUL_SPECIALIST || st->solutions == 1)
		return &st->solution[i];
	int first = i;
	while (first > 0 && st->solution[first - 1].rule.rule == RULE_POWERFUL_SPECIALIST)
		first--;
	return &st->solution[first + st->work->order.at[i - first]];
}

struct solution *work_solution(const struct study *st, struct bargain b)
{
	for (int i = 0; i < st->solutions; i++)
		if (bargain_same(st->solution[i].rule, b))
			return &st->solution[i];
	return NULL;
}

const struct solution *study_solution(const struct study *st, struct bargain rule)
{
	return work_solution(st, rule);
}

struct solution *work_powerful(const struct study *st, int k)
{
	return work_solution(st, (struct bargain){
		k == 0 ? RULE_POWERFUL_GENERALIST : RULE_POWERFUL_SPECIALIST, k > 0 ? k - 1 : 0});
}

void study_ideal(struct study *st, int k)
{
	const struct solution *sol = work_powerful(st, k);
	double best = sol->agreement ? outcome_utility(&sol->out, k) - st->work->threat[k] : 0;
	st->ideal[k] = fmax(best, 0);
	st->bystander[k] = st->ideal[k] <= NO_GAIN * st->scale;
}

const char *search_name(enum searched search)
{
	static const char *const name[] = {
		[SEARCH_PROVED] = "proved",
		[SEARCH_CURVE] = "curve",
		[SEARCH_SAMPLED] = "sampled",
		[SEARCH_GAVE_UP] = "gave-up",
	};
	return name[search];
}

void solution_fill(struct study *st, struct solution *sol)
{
	struct study_work *w = st->work;
	if (sol->agreement && !work_play(w, sol->delta, &sol->out))
		sol->agreement = false;
	sol->done = !w->given_up;
	if (!sol->agreement)
		return;
	outcome_tidy(&sol->out);
	sol->efficiency = study_efficiency(st, sol->out.joint);
}
