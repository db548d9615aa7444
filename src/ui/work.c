/* Computing in slices: the study of the scenario, that of the pinned one, and
 * what the view alone needs (backward induction, statics, map). */
#include "ui/state.h"

#include <string.h>

enum status work_init(struct explorer *e, struct error *err)
{
	struct work *w = &e->work;
	enum status status;

	memset(w, 0, sizeof *w);
	scenario_init(&w->solved[0].scenario);
	scenario_init(&w->solved[1].scenario);
	for (int i = 0; i < JOBS; i++)
		if (!(w->job[i] = turn_alloc())) {
			work_free(e);
			return error_set(err, STATUS_SYSTEM, "out of memory");
		}
	if ((status = study_alloc(&w->solved[0].study, err)) == STATUS_OK
		&& (status = study_alloc(&w->solved[1].study, err)) == STATUS_OK
		&& (status = staging_alloc(&w->staging, err)) == STATUS_OK
		&& (status = statics_alloc(&w->statics, err)) == STATUS_OK
		&& (status = map_alloc(&w->map, err)) == STATUS_OK) {
		w->study = w->solved[0].study;
		return STATUS_OK;
	}
	work_free(e);
	return status;
}

void work_free(struct explorer *e)
{
	for (int i = 0; i < JOBS; i++)
		turn_free(e->work.job[i]);
	for (int i = 0; i < 2; i++) {
		study_free(e->work.solved[i].study);
		scenario_free(&e->work.solved[i].scenario);
	}
	staging_free(e->work.staging);
	statics_free(e->work.statics);
	map_free(e->work.map);
	memset(&e->work, 0, sizeof e->work);
}

int work_curve_axis(const struct explorer *e)
{
	return game_shares(&e->scenario.game) < 2 || e->together ? -1 : e->specialist;
}

static bool coarse(const struct explorer *e)
{
	unsigned need = HAVE_PRESENT | HAVE_CURVE;

	return !e->work.study_left || (e->work.study->have & need) == need;
}

/* A study lasts as long as its scenario stays as it was, so each has a copy.
 * What was worth showing is kept to be shown until there is better. */
static enum status begin_study(struct explorer *e, const struct study_plan *plan,
	struct error *err)
{
	struct work *w = &e->work;
	struct solved *next;
	struct scenario copy;
	enum status status;

	turn_stop(w->job[JOB_STUDY]);
	status = scenario_copy(&copy, &e->scenario, err);
	if (status != STATUS_OK)
		return status;
	if (w->study->scenario && coarse(e)) {
		w->current = 1 - w->current;
		w->before = true;
	}
	next = &w->solved[w->current];
	w->study = next->study;
	scenario_free(&next->scenario);
	next->scenario = copy;
	return study_reset(next->study, &next->scenario, plan, err);
}

void work_reset(struct explorer *e)
{
	struct work *w = &e->work;
	struct study_plan plan = {
		.want = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO
			| HAVE_THRESHOLDS,
		.axis = work_curve_axis(e),
		.pause = turn_pause(w->job[JOB_STUDY]),
	};
	struct error err;

	e->due &= ~(unsigned)EFFECT_SOLVE;
	w->curve_axis = plan.axis;
	w->study_left = begin_study(e, &plan, &err) == STATUS_OK;
	if (!w->study_left)
		explorer_fail(e, &err);
	work_reset_extra(e);
}

void work_reset_extra(struct explorer *e)
{
	struct work *w = &e->work;

	turn_stop(w->job[JOB_EXTRA]);
	w->extra_left = e->view == VIEW_RESPONSE || e->view == VIEW_STATICS || e->view == VIEW_MAP;
	w->extra_begun = w->extra_ok = w->extra_pinned = false;
	e->due &= ~(unsigned)EFFECT_EXTRA;
}

void work_catch_up(struct explorer *e)
{
	if (e->due & EFFECT_SOLVE)
		work_reset(e);
	else if (e->due & EFFECT_EXTRA)
		work_reset_extra(e);
}

/* ---- axes of statics and map ---------------------------------------------- */

static bool is_number(const struct param_ref *ref)
{
	return ref->info->kind == PARAM_NUMBER && strcmp(ref->info->key, "delta") != 0;
}

/* A player's cost scale, or else its first number. */
static bool number_of(const struct explorer *e, int player, struct param_ref *ref)
{
	struct param_ref r;
	bool found = false;

	for (int i = 0; param_at(&e->scenario, i, &r); i++) {
		if (r.player != player || !is_number(&r))
			continue;
		if (!found || !strcmp(r.info->key, "cost.scale"))
			*ref = r;
		found = true;
	}
	return found;
}

bool work_axis(struct explorer *e, int axis, struct param_ref *ref)
{
	if (*e->axis[axis] && param_find(&e->scenario, e->axis[axis], ref, NULL) == STATUS_OK
		&& ref->info->kind == PARAM_NUMBER)
		return true;
	/* Statics are about the chosen parameter until told otherwise. */
	if (e->view == VIEW_STATICS && edit_ref(e, ref) && is_number(ref))
		return true;
	return number_of(e, axis == 0 ? 0 : e->specialist + 1, ref)
		|| number_of(e, axis == 0 ? e->specialist + 1 : 0, ref);
}

struct quantity work_quantity(const struct explorer *e, bool map)
{
	return e->quantity_chosen[map] ? e->quantity[map] : quantity_default(&e->scenario, !map);
}

/* ---- what the view alone needs -------------------------------------------- */

static enum status begin_staging(struct explorer *e, struct error *err)
{
	struct staging_plan plan = {.delta = e->work.study->delta, .pinned = pin_known(e)};

	if (plan.pinned)
		plan.pinned_delta = e->pin.study->delta;
	e->work.extra_pinned = plan.pinned != NULL;
	return staging_reset(e->work.staging, &e->scenario, &plan, err);
}

static enum status begin_statics(struct explorer *e, struct error *err)
{
	struct statics_plan plan = {
		.quantity = work_quantity(e, false), .pause = turn_pause(e->work.job[JOB_EXTRA])};
	enum status status;

	if (!work_axis(e, 0, &plan.param))
		return error_set(err, STATUS_INPUT, "no number to vary");
	status = statics_reset(e->work.statics, &e->scenario, &plan, err);
	if (status == STATUS_OK)
		pin_begin_statics(e);
	return status;
}

static enum status begin_map(struct explorer *e, struct error *err)
{
	struct map_plan plan = {
		.quantity = work_quantity(e, true),
		.jobs = 1, /* with more, a slice lasts as long as its slowest squares */
		.pause = turn_pause(e->work.job[JOB_EXTRA]),
	};

	if (!work_axis(e, 0, &plan.x.param) || !work_axis(e, 1, &plan.y.param))
		return error_set(err, STATUS_INPUT, "no numbers to vary");
	view_map_size(&e->scenario, &plan.x.param, &plan.y.param, e->shown.view_rect, &plan.cols,
		&plan.rows);
	return map_reset(e->work.map, &e->scenario, &plan, err);
}

/* What a map's room is shows only when all around it has been drawn: the
 * terminal, the zoom and a lesson's text change it. */
void work_fit(struct explorer *e)
{
	const struct map *map = e->work.map;
	int cols, rows;

	if (e->view != VIEW_MAP || !e->work.extra_ok || e->shown.too_small || e->due)
		return;
	view_map_size(&e->scenario, &map->x.param, &map->y.param, e->shown.view_rect, &cols,
		&rows);
	if (cols != map->cols || rows != map->rows)
		e->due |= EFFECT_EXTRA;
}

/* Backward induction is laid out at the present shares: not before they are
 * known. */
static void begin_extra(struct explorer *e)
{
	struct work *w = &e->work;
	struct error err = {.status = STATUS_OK};
	enum status status = STATUS_OK;

	if (e->view == VIEW_RESPONSE && !(w->study->have & HAVE_PRESENT)) {
		w->extra_left = w->study_left;
		return;
	}
	if (e->view == VIEW_RESPONSE)
		status = begin_staging(e, &err);
	else if (e->view == VIEW_STATICS)
		status = begin_statics(e, &err);
	else if (e->view == VIEW_MAP)
		status = begin_map(e, &err);
	w->extra_begun = w->extra_ok = w->extra_left = status == STATUS_OK;
	if (status != STATUS_OK)
		explorer_fail(e, &err);
}

static void extra_job(void *explorer)
{
	const struct explorer *e = explorer;
	struct work *w = &((struct explorer *)explorer)->work;

	if (e->view == VIEW_RESPONSE)
		w->extra_left = staging_step(w->staging, w->seconds);
	else if (e->view == VIEW_STATICS)
		w->extra_left = statics_step(w->statics, w->seconds);
	else
		w->extra_left = map_step(w->map, w->seconds);
}

/* ---- turns ---------------------------------------------------------------- */

bool work_left(const struct explorer *e)
{
	return e->work.study_left || e->work.extra_left || pin_left(e);
}

bool work_ready(const struct explorer *e)
{
	return coarse(e) && (!e->work.extra_left || e->work.extra_begun);
}

const struct study *work_shown(const struct explorer *e)
{
	const struct study *other = e->work.solved[1 - e->work.current].study;
	const struct game *g = &e->scenario.game;

	if (coarse(e) || !e->work.before || other->n != g->n || other->shares != game_shares(g))
		return e->work.study;
	return other;
}

static void study_job(void *explorer)
{
	struct work *w = &((struct explorer *)explorer)->work;

	w->study_left = study_step(w->study, w->seconds);
}

/* What is "left" stays so until the job that is at it has returned. */
bool work_step(struct explorer *e, double seconds)
{
	struct work *w = &e->work;
	bool study = w->study_left && (!coarse(e) || !w->extra_left || w->turn);

	w->turn = !w->turn;
	w->seconds = seconds < 0 ? 0 : seconds;
	if (!study && w->extra_left && !w->extra_begun)
		begin_extra(e);
	if (study)
		turn_run(w->job[JOB_STUDY], study_job, e, w->seconds);
	else if (w->extra_left && w->extra_begun)
		turn_run(w->job[JOB_EXTRA], extra_job, e, w->seconds);
	else if (!w->extra_left)
		pin_step(e);
	return work_left(e);
}

double work_progress(const struct explorer *e)
{
	const struct work *w = &e->work;

	if (w->extra_left && w->extra_begun)
		return e->view == VIEW_RESPONSE ? staging_progress(w->staging)
			: e->view == VIEW_STATICS ? statics_progress(w->statics)
			: map_progress(w->map);
	if (w->study_left)
		return study_progress(w->study);
	if (e->pin.left)
		return study_progress(e->pin.study);
	return pin_left(e) ? statics_progress(e->pin.statics) : 1;
}
