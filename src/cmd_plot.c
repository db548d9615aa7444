/* haggle plot: one view, as the explorer would draw or export it. */
#include "cli.h"

#include "base/file.h"
#include "model/param.h"
#include "ui/handout.h"
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
	const struct view_info *view;
	enum report_format format;
	struct lab lab;
	struct view_model model;
};

static enum status plot_study(struct plotting *p, struct error *err)
{
	struct study_plan plan = {
		.want = HAVE_ALL,
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

/* Axis 0 or 1: the parameter asked for, with the range that may follow it; else the
 * generalist's and the specialist's. */
static enum status plot_axis(
	const struct plotting *p, int axis, struct lab_plan *plan, struct error *err)
{
	const char *text = p->cli->explore.axis[axis];
	struct param_ref *ref = &plan->axis[axis];
	if (text)
		return lab_axis_read(p->scenario, text, ref, &plan->span[axis], err);
	return lab_axis(p->scenario, p->model.specialist, axis, ref, err);
}

static enum status plot_quantity(const struct plotting *p, struct quantity *q, struct error *err)
{
	*q = quantity_default(p->scenario, p->view->takes & VIEW_TAKES_PLAYERS);
	return p->cli->explore.show ? quantity_read(p->scenario, p->cli->explore.show, q, err)
				    : STATUS_OK;
}

static int within(long value, int low, int high)
{
	return value < low ? low : value > high ? high : (int)value;
}

/* What the view alone needs. */
static enum status plot_lab(struct plotting *p, struct error *err)
{
	struct lab_plan plan = {
		.scenario = p->scenario,
		.study = p->study,
		.room = screen_plot_rect(p->cli->cols, p->cli->rows),
		.jobs = within(sysconf(_SC_NPROCESSORS_ONLN), 1, JOBS_MAX),
	};
	enum status status = STATUS_OK;
	if (!p->view->lab)
		return STATUS_OK;
	if (p->view->takes & VIEW_TAKES_QUANTITY)
		status = plot_quantity(p, &plan.quantity, err);
	for (int i = 0; i < p->view->axes && status == STATUS_OK; i++)
		status = plot_axis(p, i, &plan, err);
	if (status == STATUS_OK)
		status = lab_reset(&p->lab, p->view->lab, &plan, err);
	if (status != STATUS_OK)
		return status;
	lab_step(&p->lab, -1);
	p->model.lab = p->lab.work;
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
		.step = p->cli->step > 0 ? p->cli->step - 1 : 0,
	};
	return STATUS_OK;
}

static enum status plot(struct plotting *p, struct error *err)
{
	const struct export x = {
		.view = p->view,
		.model = &p->model,
		.name = p->scenario->name,
		.cols = p->cli->cols,
		.rows = p->cli->rows,
		.unicode = p->cli->explore.glyphs == GLYPHS_UNICODE,
	};
	char *bytes;
	size_t length;
	enum status status = plot_specialist(p, err);
	if (status == STATUS_OK)
		status = plot_study(p, err);
	if (status == STATUS_OK)
		status = plot_lab(p, err);
	if (status == STATUS_OK)
		status = handout_write(&x, p->format, &bytes, &length, err);
	if (status != STATUS_OK)
		return status;
	if (p->cli->output)
		status = file_write(p->cli->output, bytes, length, err);
	else
		cli_put(bytes, length);
	free(bytes);
	return status;
}

/* A plot that is drawn in cells needs some of them. */
static enum status plot_size(const struct plotting *p, struct error *err)
{
	int rows = p->view->min_rows + 1; /* the line of numbers */
	bool drawn = p->format == REPORT_TEXT || p->format == REPORT_HTML ||
		p->format == REPORT_ANSI;
	if (!drawn || (p->cli->cols >= VIEW_COLS_MIN && p->cli->rows >= rows))
		return STATUS_OK;
	return error_set(err, STATUS_USAGE, "--size=%dx%d is too small: the view %s needs %dx%d",
		p->cli->cols, p->cli->rows, p->view->name, VIEW_COLS_MIN, rows);
}

/* In which format, and whether a restricted user may have it: no file is written and no
 * other program run for one. */
static enum status plot_format(struct plotting *p, struct error *err)
{
	const struct cli *c = p->cli;
	int ending = c->output ? export_format_of(c->output) : -1;
	const char *slash = c->output ? strrchr(c->output, '/') : NULL;
	if (c->step > RESPONSE_STEPS)
		return error_set(err, STATUS_USAGE, "--step takes 1 to %d, not '%d'",
			RESPONSE_STEPS, c->step);
	p->format = c->format_name || ending < 0 ? c->format : (enum report_format)ending;
	if (c->output && !c->format_name && ending < 0)
		return error_set(err, STATUS_USAGE,
			"%.80s is an unknown kind of file: end its name in " EXPORT_ENDINGS
			", or give --format", slash ? slash + 1 : c->output);
	if (c->explore.restricted && c->output)
		return error_set(err, STATUS_INPUT, "--restricted writes no file");
	if (c->explore.restricted && (p->format == REPORT_SVG || p->format == REPORT_PDF ||
				     p->format == REPORT_PNG))
		return error_set(err, STATUS_INPUT,
			"--restricted runs no other program, and a .%s is drawn by gnuplot",
			report_format_name(p->format));
	return plot_size(p, err);
}

enum status cmd_plot(const struct cli *c)
{
	struct scenario s;
	struct error err;
	enum status status = cli_open(c, c->operand[0], &s, NULL);
	if (status != STATUS_OK)
		return status;
	struct plotting p = {.cli = c, .scenario = &s, .view = view_info(c->explore.view)};
	status = plot_format(&p, &err);
	if (status == STATUS_OK && !view_applies(c->explore.view, &s))
		status = error_set(&err, STATUS_INPUT,
			"%s is a view of %s", p.view->name, p.view->only);
	bool refused = status != STATUS_OK;
	if (!refused)
		status = plot(&p, &err);
	if (status != STATUS_OK) {
		if (!refused && !err.file[0])
			error_place(&err, s.name, 0, 0);
		cli_complain(&err);
	}
	lab_free(&p.lab);
	study_free(p.study);
	scenario_free(&s);
	return status;
}
