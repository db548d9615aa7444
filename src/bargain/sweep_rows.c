#include "bargain/sweep_rows.h"

#include "base/clock.h"
#include "base/num.h"
#include "bargain/study.h"
#include "game/verdict.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sweep_rows {
	const struct sweep_plan *plan;
	struct scenario scenario;  /* a copy of one's own */
	long index[SWEEP_AXES_MAX];
	double value[SWEEP_AXES_MAX];
	double *kept[SWEEP_AXES_MAX]; /* an axis's values, not a number until asked for; NULL: none are */
	bool moved;                /* something other than a share changed */
	/* with a fixed bargain */
	struct match *match;
	struct game bare;          /* the scenario's without its law: it shares all it points to */
	struct match *bare_match;  /* NULL: there is no law */
	struct outcome bare_out;
	double *delta;             /* n shares */
	struct outcome out, first_best;
	bool has_first_best;
	/* with any other rule */
	struct study *study;
	/* how the row in work may end before it is solved */
	double until;              /* s, by the clock */
	bool late, stopped;
};

enum { KEPT_MOST = 1 << 16 }; /* values of an axis */

enum { SLICE_MS = 50 }; /* of a study, after which it is seen that it was given up */

/* Of the larger end of an axis: no more of its last bit than its values are off by. */
#define ULPS (2 * DBL_EPSILON)

double sweep_value(const struct sweep_axis *a, long i)
{
	double t, value, round_value;
	if (i <= 0 || a->count < 2)
		return a->from;
	if (i >= a->count - 1)
		return a->to;
	/* The form that hits round values best, 0.3 of 0:1:11; and what it misses them by is
	 * rounding: 0.3 of 0.1:0.9:9. */
	t = (double)i / (double)(a->count - 1);
	if (a->log) {
		value = a->from * pow(a->to / a->from, t);
		return num_tidy(isfinite(value) && value > 0 ?
			value : exp(log(a->from) * (1 - t) + log(a->to) * t));
	}
	value = (a->from * (double)(a->count - 1 - i) + a->to * (double)i) /
		(double)(a->count - 1);
	if (!isfinite(value))
		return a->from * (1 - t) + a->to * t;
	round_value = num_tidy(value);
	return fabs(round_value - value) <= ULPS * fmax(fabs(a->from), fabs(a->to)) ? round_value : value;
}

static bool is_share(const struct sweep_axis *a)
{
	return strcmp(a->param.info->key, "delta") == 0;
}

bool sweep_is_fixed(const struct sweep_plan *plan)
{
	bool fixed = plan->scenario->bargain.rule == RULE_FIXED;
	for (int i = 0; i < plan->axes; i++)
		fixed |= is_share(&plan->axis[i]);
	return fixed;
}

static double value_of(const struct sweep_rows *w, int axis)
{
	const struct sweep_axis *a = &w->plan->axis[axis];
	double *kept = w->kept[axis];
	long i = w->index[axis];
	if (!kept)
		return sweep_value(a, i);
	if (isnan(kept[i]))
		kept[i] = sweep_value(a, i);
	return kept[i];
}

static enum status set(struct sweep_rows *w, int axis, struct error *err)
{
	const struct sweep_axis *a = &w->plan->axis[axis];
	w->value[axis] = value_of(w, axis);
	if (!is_share(a))
		w->moved = true;
	return param_set(&w->scenario, &a->param, w->value[axis], err);
}

enum status sweep_rows_start(struct sweep_rows *w, long long row, struct error *err)
{
	enum status status = STATUS_OK;
	for (int i = w->plan->axes - 1; i >= 0; i--) {
		w->index[i] = (long)(row % w->plan->axis[i].count);
		row /= w->plan->axis[i].count;
	}
	w->moved = true;
	for (int i = 0; i < w->plan->axes && status == STATUS_OK; i++)
		status = set(w, i, err);
	return status;
}

enum status sweep_rows_next(struct sweep_rows *w, struct error *err)
{
	int i = w->plan->axes - 1;
	enum status status = STATUS_OK;
	while (i > 0 && w->index[i] == w->plan->axis[i].count - 1)
		w->index[i--] = 0;
	w->index[i]++;
	for (; i < w->plan->axes && status == STATUS_OK; i++)
		status = set(w, i, err);
	return status;
}

/* ---- checking ----------------------------------------------------------------- */

static enum status check_axis(const struct sweep_axis *a, struct scenario *s, struct error *err)
{
	char name[160];
	enum status status;
	param_name(s, &a->param, name, sizeof name);
	if (a->param.info->kind != PARAM_NUMBER)
		return error_set(err, STATUS_INPUT, "%s is not a number, which alone can be varied",
			name);
	if (!isfinite(a->from) || !isfinite(a->to) || (a->log && !(a->from > 0 && a->to > 0)))
		return error_set(err, STATUS_INPUT, "%s: a logarithmic grid needs both ends above 0",
			name);
	/* What is allowed is an interval: its ends speak for what is between. */
	status = param_open(s, &a->param, err);
	if (status == STATUS_OK)
		status = param_set(s, &a->param, a->from, err);
	return status == STATUS_OK ? param_set(s, &a->param, a->to, err) : status;
}

/* A row would say of two that overlap what only one of them has. */
static enum status check_apart(const struct scenario *s, const struct param_ref *a,
	const struct param_ref *b, struct error *err)
{
	char one[120], other[120];
	if (!param_overlaps(a, b))
		return STATUS_OK;
	param_name(s, a, one, sizeof one);
	param_name(s, b, other, sizeof other);
	return param_same(a, b) ? error_set(err, STATUS_INPUT, "%s is varied twice", one) :
		error_set(err, STATUS_INPUT, "%s overlaps %s, which is varied, too", other, one);
}

enum status sweep_check(const struct sweep_plan *plan, struct error *err)
{
	struct scenario s;
	enum status status = scenario_copy(&s, plan->scenario, err);
	if (status != STATUS_OK)
		return status;
	for (int i = 0; i < plan->axes && status == STATUS_OK; i++) {
		status = check_axis(&plan->axis[i], &s, err);
		for (int j = 0; j < i && status == STATUS_OK; j++)
			status = check_apart(&s, &plan->axis[j].param, &plan->axis[i].param, err);
	}
	scenario_free(&s);
	return status;
}

/* ---- solving ------------------------------------------------------------------- */

static bool go_on(void *context)
{
	struct sweep_rows *w = context;
	const struct sweep_plan *plan = w->plan;
	w->stopped = w->stopped || (plan->stop && *plan->stop);
	w->late = w->late || (plan->timeout > 0 && clock_now() >= w->until);
	return !w->stopped && !w->late;
}

bool sweep_rows_stopped(const struct sweep_rows *w)
{
	return w->stopped;
}

/* All axes but the first go through their values again and again, and rounding them takes time. */
static enum status keep_values(struct sweep_rows *w, struct error *err)
{
	for (int axis = 1; axis < w->plan->axes; axis++) {
		long count = w->plan->axis[axis].count;
		if (count > KEPT_MOST)
			continue;
		w->kept[axis] = malloc((size_t)count * sizeof *w->kept[axis]);
		if (!w->kept[axis])
			return error_set(err, STATUS_SYSTEM, "out of memory");
		for (long i = 0; i < count; i++)
			w->kept[axis][i] = NAN;
	}
	return STATUS_OK;
}

enum status sweep_rows_alloc(const struct sweep_plan *plan, struct sweep_rows **out,
	struct error *err)
{
	struct sweep_rows *w = calloc(1, sizeof *w);
	int n = plan->scenario->game.n;
	enum status status;

	if (!w)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	*out = w;
	w->plan = plan;
	scenario_init(&w->scenario);
	status = scenario_copy(&w->scenario, plan->scenario, err);
	if (status == STATUS_OK)
		status = keep_values(w, err);
	if (status == STATUS_OK && !sweep_is_fixed(plan))
		return study_alloc(&w->study, err);
	if (status == STATUS_OK)
		status = outcome_init(&w->out, n, err);
	if (status == STATUS_OK)
		status = outcome_init(&w->first_best, n, err);
	if (status == STATUS_OK)
		status = outcome_init(&w->bare_out, n, err);
	w->delta = calloc((size_t)n + 1, sizeof *w->delta);
	if (status == STATUS_OK && !w->delta)
		status = error_set(err, STATUS_SYSTEM, "out of memory");
	return status;
}

void sweep_rows_free(struct sweep_rows *w)
{
	if (!w)
		return;
	match_free(w->match);
	match_free(w->bare_match);
	outcome_free(&w->bare_out);
	study_free(w->study);
	outcome_free(&w->out);
	outcome_free(&w->first_best);
	free(w->delta);
	for (int axis = 0; axis < w->plan->axes; axis++)
		free(w->kept[axis]);
	scenario_free(&w->scenario);
	free(w);
}

/* The game without its law, where it has one. */
static enum status rebind_bare(struct sweep_rows *w, struct error *err)
{
	if (!verdict_applies(&w->scenario.game))
		return STATUS_OK;
	w->bare = w->scenario.game;
	w->bare.unregulated = true;
	return w->bare_match ? match_rebind(w->bare_match, &w->bare, err) :
			       match_alloc(&w->bare, &w->bare_match, err);
}

/* The match bound to the game as it is now, and its first best. */
static enum status rebind(struct sweep_rows *w, struct error *err)
{
	enum status status = w->match ? match_rebind(w->match, &w->scenario.game, err) :
					match_alloc(&w->scenario.game, &w->match, err);
	if (status != STATUS_OK)
		return status;
	match_pause(w->match, (struct pause){go_on, w});
	status = rebind_bare(w, err);
	if (status != STATUS_OK)
		return status;
	status = match_first_best(w->match, &w->first_best, err);
	w->has_first_best = status == STATUS_OK;
	if (status == STATUS_SYSTEM)
		return status;
	w->moved = false; /* only now: one that was given up is to be found another time */
	return STATUS_OK;
}

static enum status solve_fixed(struct sweep_rows *w, struct sweep_row *row, struct error *err)
{
	const struct scenario *s = &w->scenario;
	enum status status = w->moved ? rebind(w, err) : STATUS_OK;
	if (status != STATUS_OK)
		return status;
	for (int i = 0; i < s->game.n; i++)
		w->delta[i] = s->delta[s->game.common ? 0 : i];
	status = match_equilibrium(w->match, w->delta, &w->out, err);
	w->out.verdict = VERDICT_NONE;
	if (status == STATUS_OK && w->bare_match &&
		match_equilibrium(w->bare_match, w->delta, &w->bare_out, NULL) == STATUS_OK)
		w->out.verdict = (int)verdict_of(&w->out, &w->bare_out, NULL);
	row->delta = w->delta;
	row->out = &w->out;
	row->efficiency = w->has_first_best ? first_best_part(&w->first_best, w->out.joint) : NAN;
	return status;
}

static enum status solve_rule(struct sweep_rows *w, struct sweep_row *row, struct error *err)
{
	struct study_plan plan = {
		.want = HAVE_PRESENT | HAVE_FIRST_BEST | HAVE_LAW, .axis = -1, .pause = {go_on, w}};
	struct study *st = w->study;
	enum status status = study_reset(st, &w->scenario, &plan, err);
	if (status != STATUS_OK)
		return status;
	while (go_on(w) && study_step(st, 1e-3 * (double)SLICE_MS))
		;
	if (st->status != STATUS_OK) {
		*err = st->error;
		return st->status;
	}
	row->lack = st->no_agreement ? LACK_AGREEMENT : LACK_NOTHING;
	row->delta = st->no_agreement ? NULL : st->delta;
	row->out = &st->present;
	row->efficiency = st->efficiency;
	return STATUS_OK;
}

enum status sweep_rows_solve(struct sweep_rows *w, long long row, struct sweep_row *out,
	struct sweep_counts *counts, struct error *err)
{
	enum status status;
	memset(out, 0, sizeof *out);
	out->value = w->value;
	out->efficiency = NAN;
	if (w->plan->timeout > 0)
		w->until = clock_now() + w->plan->timeout;
	w->late = w->stopped = false;
	status = w->study ? solve_rule(w, out, err) : solve_fixed(w, out, err);
	if (w->stopped)
		return STATUS_OK;
	if (w->late) {
		out->lack = LACK_TIME;
		if (counts->late++ == 0)
			counts->first_late = row;
		return STATUS_OK;
	}
	counts->disagreed += out->lack == LACK_AGREEMENT;
	if (status == STATUS_OK || status == STATUS_SYSTEM)
		return status;
	out->lack = lack_of(status);
	if (out->lack == LACK_GAME && counts->refused++ == 0) {
		counts->first_refused = row;
		counts->refusal = *err;
	} else if (out->lack == LACK_EQUILIBRIUM && counts->unsolved++ == 0) {
		counts->first_unsolved = row;
		counts->why = *err;
	}
	return STATUS_OK;
}
