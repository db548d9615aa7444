/* haggle plot: one view, as the explorer would draw it, as plain text. */
#include "cli.h"

#include "bargain/map.h"
#include "bargain/staging.h"
#include "bargain/statics.h"
#include "model/param.h"
#include "view/screen.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	JOBS_MAX = 4,
};

/* Everything that a view may need; zeroed at first, freed as a whole. */
struct plotting {
	const struct cli *cli;
	const struct scenario *scenario;
	struct study *study;
	struct staging *staging;
	struct statics *statics;
	struct map *map;
	struct view_model model;
	struct canvas canvas;
};

static enum status plot_study(struct plotting *p, struct error *err)
{
	struct study_plan plan = {
		.want = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO |
			HAVE_THRESHOLDS,
		.axis = game_shares(&p->scenario->game) > 1 ? p->model.specialist : -1,
	};
	enum status status = study_alloc(&p->study, err);
	if (status == STATUS_OK)
		status = study_reset(p->study, p->scenario, &plan, err);
	if (status != STATUS_OK)
		return status;
	study_step(p->study, -1);
	p->model.study = p->study;
	if (p->study->status != STATUS_OK)
		*err = p->study->error;
	return p->study->status;
}

static bool is_number(const struct param_ref *ref)
{
	return ref->info->kind == PARAM_NUMBER && strcmp(ref->info->key, "delta") != 0;
}

/* A player's cost scale, or else its first number. */
static bool number_of(const struct scenario *s, int player, struct param_ref *ref)
{
	struct param_ref r;
	bool found = false;
	for (int i = 0; param_at(s, i, &r); i++) {
		if (r.player != player || !is_number(&r))
			continue;
		if (!found || strcmp(r.info->key, "cost.scale") == 0)
			*ref = r;
		found = true;
	}
	return found;
}

/* The parameter of axis 0 or 1: the one asked for, else the generalist's and
 * the specialist's. */
static enum status plot_axis(
	const struct plotting *p, int axis, struct param_ref *ref, struct error *err)
{
	const char *name = p->cli->axis[axis];
	int own = axis == 0 ? 0 : p->model.specialist + 1;
	int other = axis == 0 ? p->model.specialist + 1 : 0;
	if (name)
		return param_find(p->scenario, name, ref, err);
	if (number_of(p->scenario, own, ref) || number_of(p->scenario, other, ref))
		return STATUS_OK;
	return error_set(err, STATUS_INPUT, "no number to vary");
}

static enum status plot_quantity(const struct plotting *p, struct quantity *q, struct error *err)
{
	*q = quantity_default(p->scenario, p->cli->view == VIEW_STATICS);
	if (!p->cli->show || quantity_find(p->scenario, p->cli->show, q))
		return STATUS_OK;
	char names[200] = "";
	for (int i = 0; i < QUANTITY_KINDS; i++) {
		strcat(names, i ? ", " : "");
		strncat(names, quantity_info((enum quantity_kind)i)->name, 20);
	}
	return error_set(err, STATUS_INPUT,
		"nothing called '%.80s' to show: %s; add :ID for one player", p->cli->show, names);
}

static enum status plot_staging(struct plotting *p, struct error *err)
{
	struct staging_plan plan = {.delta = p->study->delta};
	enum status status = staging_alloc(&p->staging, err);
	if (status == STATUS_OK)
		status = staging_reset(p->staging, p->scenario, &plan, err);
	if (status != STATUS_OK)
		return status;
	staging_step(p->staging, -1);
	p->model.staging = p->staging;
	return STATUS_OK;
}

static enum status plot_statics(struct plotting *p, struct error *err)
{
	struct statics_plan plan = {0};
	enum status status = plot_quantity(p, &plan.quantity, err);
	if (status == STATUS_OK)
		status = plot_axis(p, 0, &plan.param, err);
	if (status == STATUS_OK)
		status = statics_alloc(&p->statics, err);
	if (status == STATUS_OK)
		status = statics_reset(p->statics, p->scenario, &plan, err);
	if (status != STATUS_OK)
		return status;
	statics_step(p->statics, -1);
	p->model.statics = p->statics;
	return STATUS_OK;
}

static int within(long value, int low, int high)
{
	return value < low ? low : value > high ? high : (int)value;
}

static enum status plot_map(struct plotting *p, struct error *err)
{
	struct map_plan plan = {
		.jobs = within(sysconf(_SC_NPROCESSORS_ONLN), 1, JOBS_MAX),
	};
	enum status status = plot_quantity(p, &plan.quantity, err);
	if (status == STATUS_OK)
		status = plot_axis(p, 0, &plan.x.param, err);
	if (status == STATUS_OK)
		status = plot_axis(p, 1, &plan.y.param, err);
	if (status == STATUS_OK)
		status = map_alloc(&p->map, err);
	if (status == STATUS_OK)
		view_map_size(p->scenario, &plan.x.param, &plan.y.param,
			screen_plot_rect(p->cli->cols, p->cli->rows), &plan.cols, &plan.rows);
	if (status == STATUS_OK)
		status = map_reset(p->map, p->scenario, &plan, err);
	if (status != STATUS_OK)
		return status;
	map_step(p->map, -1);
	p->model.map = p->map;
	return STATUS_OK;
}

static enum status plot_specialist(struct plotting *p, struct error *err)
{
	const struct game *g = &p->scenario->game;
	int i = p->cli->specialist ? game_find(g, p->cli->specialist) : 0;
	if (i < 0)
		return error_set(err, STATUS_INPUT, "no specialist '%.80s'; the first is '%s'",
			p->cli->specialist, g->specialist[0].id);
	if (g->n > GAME_SPECIALISTS_EXPLORER)
		return error_set(err, STATUS_INPUT,
			"%d specialists are too many to draw (at most %d)", g->n,
			GAME_SPECIALISTS_EXPLORER);
	p->model = (struct view_model){
		.scenario = p->scenario,
		.specialist = i,
		.frontier_x = FRONTIER_X,
		.frontier_y = FRONTIER_Y,
		.step = p->cli->step,
	};
	return STATUS_OK;
}

static enum status plot(struct plotting *p, struct error *err)
{
	enum status status = plot_specialist(p, err);
	if (status == STATUS_OK)
		status = plot_study(p, err);
	if (status == STATUS_OK && p->cli->view == VIEW_RESPONSE)
		status = plot_staging(p, err);
	if (status == STATUS_OK && p->cli->view == VIEW_STATICS)
		status = plot_statics(p, err);
	if (status == STATUS_OK && p->cli->view == VIEW_MAP)
		status = plot_map(p, err);
	if (status == STATUS_OK)
		status = canvas_init(&p->canvas, p->cli->cols, p->cli->rows, err);
	if (status != STATUS_OK)
		return status;
	p->canvas.unicode = p->cli->glyphs == GLYPHS_UNICODE;
	screen_plot(p->cli->view, &p->model, &p->canvas);
	char *text;
	status = canvas_to_text(&p->canvas, &text, err);
	if (status == STATUS_OK) {
		cli_print(text);
		free(text);
	}
	canvas_free(&p->canvas);
	return status;
}

enum status cmd_plot(const struct cli *c)
{
	struct scenario s;
	struct error err;
	enum status status = cli_open(c, c->operand[0], &s, NULL);
	if (status != STATUS_OK)
		return status;
	struct plotting p = {.cli = c, .scenario = &s};
	status = plot(&p, &err);
	if (status != STATUS_OK) {
		error_place(&err, s.name, 0, 0);
		cli_complain(&err);
	}
	map_free(p.map);
	statics_free(p.statics);
	staging_free(p.staging);
	study_free(p.study);
	scenario_free(&s);
	return status;
}
