/* The read-out: going along a plot or a table without changing anything, until Enter takes
 * what is read. What other values of parameters come to is solved in turn with the rest. */
#include "ui/state.h"

#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TEN 10
#define GRAIN .25 /* of a cell: numbers that are read are as short as that allows */

static enum view_reads reads(const struct explorer *e)
{
	const struct view_read *read = view_info(e->view)->read;

	return read ? read->kind : READS_NOTHING;
}

bool read_takes(enum view_reads kind)
{
	return kind != READS_LEVEL && kind != READS_PRODUCT;
}

/* A row of a table of rules, or a cell of it. */
static bool reads_rules(const struct explorer *e)
{
	return reads(e) == READS_RULES || reads(e) == READS_CELLS;
}

/* The study's curve is along this. */
static int axis_of(const struct explorer *e)
{
	int axis = pipeline_curve_axis(e);

	return axis < 0 ? 0 : axis;
}

void read_end(struct explorer *e)
{
	struct read_state *r = &e->read;

	if (r->there.study)
		coroutine_stop(e->pipeline.job[JOB_READ]);
	study_free(r->there.study);
	scenario_free(&r->there.scenario);
	match_free(r->match);
	outcome_free(&r->out);
	free(r->delta);
	memset(r, 0, sizeof *r);
	if (e->mode == MODE_READ)
		e->mode = MODE_PLAY;
}

static bool begin(struct explorer *e)
{
	struct read_state *r = &e->read;
	int n = e->scenario.game.n;

	scenario_init(&r->there.scenario);
	r->delta = malloc((size_t)n * sizeof *r->delta);
	return r->delta && outcome_init(&r->out, n, NULL) == STATUS_OK
		&& match_alloc(&e->scenario.game, &r->match, NULL) == STATUS_OK
		&& study_alloc(&r->there.study, NULL) == STATUS_OK;
}

/* ---- what is there ---------------------------------------------------------- */

/* The outcome at the share that is read. */
static void look_at_share(struct explorer *e)
{
	struct read_state *r = &e->read;
	int n = e->scenario.game.n, axis = pipeline_curve_axis(e);

	for (int i = 0; i < n; i++)
		r->delta[i] = axis < 0 || i == axis ? r->at[0] : edit_present_share(e, i);
	r->known = match_equilibrium(r->match, r->delta, &r->out, &r->error) == STATUS_OK;
}

/* What comes of that product of the generalist's, at the present shares. */
static void look_at_product(struct explorer *e)
{
	struct read_state *r = &e->read;
	const struct study *st = pipeline_shown(e);

	r->known = false;
	if (!st || !study_has_outcome(st) || st->n != e->scenario.game.n)
		return;
	memcpy(r->delta, st->delta, (size_t)st->n * sizeof *r->delta);
	r->known = match_reply(r->match, r->delta, &(struct match_choice){{r->at[0], r->at[1]}},
		&r->out, &r->error) == STATUS_OK;
}

/* The scenario with the values that are read, to be solved. */
static enum status look_at_axes(struct explorer *e)
{
	struct read_state *r = &e->read;
	struct study_plan plan = {.want = HAVE_PRESENT | HAVE_FIRST_BEST,
		.axis = pipeline_curve_axis(e), .pause = coroutine_pause(e->pipeline.job[JOB_READ])};
	struct scenario there;
	struct param_ref ref;
	enum status status;

	coroutine_stop(e->pipeline.job[JOB_READ]);
	r->left = false;
	status = scenario_copy(&there, &e->scenario, &r->error);
	if (status != STATUS_OK)
		return status;
	for (int i = 0; i < view_info(e->view)->axes && status == STATUS_OK; i++) {
		status = pipeline_axis(e, i, &ref, &r->error);
		if (status == STATUS_OK)
			status = param_set(&there, &ref, r->at[i], &r->error);
	}
	scenario_free(&r->there.scenario);
	r->there.scenario = there;
	if (status == STATUS_OK)
		status = study_reset(r->there.study, &r->there.scenario, &plan, &r->error);
	r->left = status == STATUS_OK;
	return status;
}

static void look(struct explorer *e)
{
	struct read_state *r = &e->read;

	r->error.text[0] = '\0';
	if (reads(e) == READS_SHARE)
		look_at_share(e);
	else if (reads(e) == READS_PRODUCT)
		look_at_product(e);
	else if (reads(e) == READS_AXES)
		r->known = look_at_axes(e) == STATUS_OK;
}

bool read_left(const struct explorer *e)
{
	return e->mode == MODE_READ && e->read.left;
}

static void read_job(void *explorer)
{
	struct explorer *e = explorer;

	e->read.left = study_step(e->read.there.study, e->pipeline.seconds);
}

void read_step(struct explorer *e)
{
	coroutine_run(e->pipeline.job[JOB_READ], read_job, e, e->pipeline.seconds);
}

/* ---- what views are told ------------------------------------------------------ */

static void fill_rule(const struct explorer *e, const struct study *st, struct reading *out)
{
	const struct solution *s = &st->solution[e->read.rule];

	out->delta = s->delta;
	out->out = s->done && s->agreement ? &s->out : NULL;
	out->why = s->done ? "no bargain gives a gain" : "not known yet";
	out->efficiency = s->efficiency;
}

static void fill_axes(const struct explorer *e, struct reading *out)
{
	const struct read_state *r = &e->read;
	const struct study *st = r->there.study;

	for (int i = 0; i < view_info(e->view)->axes; i++)
		if (pipeline_axis(e, i, &out->param[i], NULL) == STATUS_OK)
			out->params = i + 1;
	out->why = *r->error.text ? r->error.text : "solving ...";
	if (!r->known || r->left)
		return;
	out->why = st->no_agreement ? "no bargain gives a gain" : st->error.text;
	out->delta = st->delta;
	out->out = study_has_outcome(st) && !st->no_agreement ? &st->present : NULL;
	out->efficiency = st->efficiency;
}

void read_update(struct explorer *e)
{
	const struct study *st = pipeline_shown(e);
	struct read_state *r = &e->read;
	struct reading *out = &r->shown;

	*out = (struct reading){ .kind = reads(e), .at = { r->at[0], r->at[1] }, .rule = r->rule,
		.why = "not known yet", .efficiency = NAN };
	if (e->mode != MODE_READ || !st)
		return;
	if (reads_rules(e) && pipeline_rules(e) == st && r->rule < st->solutions) {
		fill_rule(e, st, out);
	} else if (out->kind == READS_AXES) {
		fill_axes(e, out);
	} else if (out->kind == READS_SHARE || out->kind == READS_PRODUCT) {
		out->delta = r->delta;
		out->out = r->known ? &r->out : NULL;
		out->why = r->error.text;
		out->efficiency = r->known ? study_efficiency(st, r->out.joint) : NAN;
	}
}

/* ---- going there ---------------------------------------------------------------- */

static unsigned start(struct explorer *e)
{
	if (e->mode != MODE_READ && !begin(e)) {
		read_end(e);
		return explorer_say(e, INK_ERROR, "out of memory: nothing can be read");
	}
	e->mode = MODE_READ;
	return EFFECT_REDRAW;
}

enum status read_at_share(struct explorer *e, double share, struct error *err)
{
	start(e);
	if (e->mode != MODE_READ)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	e->read.at[0] = share;
	look_at_share(e);
	if (!e->read.known && err)
		*err = e->read.error;
	return e->read.known ? STATUS_OK : e->read.error.status;
}

unsigned read_at(struct explorer *e, double x, double y)
{
	unsigned effects = start(e);

	if (e->mode != MODE_READ)
		return effects;
	e->read.at[0] = x;
	e->read.at[1] = y;
	look(e);
	return effects;
}

static int cells(const struct explorer *e, int axis)
{
	const struct view_hit *hit = &e->shown.hit;

	return axis == 0 ? hit->inner.w / (hit->cell_w > 0 ? hit->cell_w : 1) : hit->inner.h;
}

/* The number of fewest digits that is no further from v than that. */
static double shortest(double v, double away)
{
	for (int digits = 0; digits < NUM_SHOWN; digits++) {
		double unit = pow(10, floor(log10(away > 0 ? away : 1)) + 1 - digits);
		double r = round(v / unit) * unit;

		if (fabs(r - v) <= away)
			return num_tidy(r);
	}
	return v;
}

/* The value at a cell, which need not be a whole one: of a map's the one that it was computed
 * at, else a short one, so much of a cell away at most. */
static double value_at(const struct explorer *e, int axis, double cell, double grain)
{
	const struct view_hit *hit = &e->shown.hit;
	const struct span *span = axis == 0 ? &hit->x : &hit->y;
	int last = cells(e, axis) - 1;
	double v;

	cell = fmin(fmax(cell, 0), last);
	if (hit->cell_w > 1)
		return span_value(span, round(cell) / last);
	v = span_value(span, cell / last);
	return fmin(fmax(shortest(v, fabs(span_value(span, (cell + grain) / last) - v)), span->low),
		span->high);
}

static double cell_of(const struct explorer *e, int axis)
{
	const struct span *span = axis == 0 ? &e->shown.hit.x : &e->shown.hit.y;

	return span_part(span, e->read.at[axis]) * (cells(e, axis) - 1);
}

static void frontier_at(const struct explorer *e, int x, int y, double *share)
{
	struct view_model m = { 0 };

	frame_view(e, &m);
	frontier_share_at(&m, &e->shown.hit, x, y, share);
}

/* One rule further in the table, past those that find no bargain. */
static void look_at_rule(struct explorer *e, int by)
{
	const struct study *st = pipeline_rules(e);
	struct read_state *r = &e->read;
	int at = r->rule + by;

	while (st && at >= 0 && at < st->solutions && !st->solution[at].done)
		at += by ? by : 1;
	if (st && at >= 0 && at < st->solutions)
		r->rule = at;
}

/* Begins or goes on to read a rule, by its place in the study. */
static unsigned read_rule(struct explorer *e, int rule)
{
	unsigned effects = start(e);

	if (e->mode == MODE_READ) {
		e->read.rule = rule;
		look_at_rule(e, 0);
	}
	return effects;
}

/* Shares are as fine as the slider's steps, where cells are wider. */
unsigned read_cell(struct explorer *e, int x, int y)
{
	const struct view_hit *hit = &e->shown.hit;
	bool two = span_given(&hit->y);

	if (hit->reads == READS_CELLS)
		e->read.at[0] = x / hit->cell_w;
	if (hit->reads == READS_RULES || hit->reads == READS_CELLS)
		return y >= 0 && y < hit->inner.h ? read_rule(e, hit->rule[y]) : EFFECT_NONE;
	if (hit->inner.w < 2 * hit->cell_w || (two && hit->inner.h < 2))
		return EFFECT_NONE;
	if (hit->reads == READS_SHARE) {
		double share = (double)x / (hit->inner.w - 1);

		if (two)
			frontier_at(e, x, y, &share);
		return read_at(e, fmin(1, fmax(0, round(share * 100) / 100)), 0);
	}
	return read_at(e, value_at(e, 0, x / hit->cell_w, GRAIN),
		two ? value_at(e, 1, hit->inner.h - 1 - y, GRAIN) : 0);
}

static unsigned begin_on_axes(struct explorer *e)
{
	double at[2] = { 0, 0 };
	struct param_ref ref;

	if (!pipeline_lab(e) || e->shown.hit.reads != READS_AXES)
		return explorer_say(e, INK_STATUS, "nothing to read off yet");
	for (int i = 0; i < view_info(e->view)->axes; i++)
		if (pipeline_axis(e, i, &ref, NULL) == STATUS_OK)
			at[i] = edit_get(e, &ref);
	return read_at(e, at[0], at[1]);
}

static unsigned begin_on_level(struct explorer *e)
{
	const struct study *st = pipeline_shown(e);

	if (e->shown.hit.reads != reads(e))
		return explorer_say(e, INK_STATUS, "nothing to read off yet");
	if (reads(e) == READS_PRODUCT && st && study_has_outcome(st))
		return read_at(e, st->present.alpha0, st->present.safety0);
	return read_at(e, st && study_has_outcome(st) ? st->present.alpha0 :
		value_at(e, 0, cells(e, 0) / 2, GRAIN), 0);
}

static int chosen_rule(const struct study *st, struct bargain b)
{
	for (int i = 0; st && i < st->solutions; i++)
		if (bargain_same(st->solution[i].rule, b))
			return i;
	return 0;
}

unsigned act_read(struct explorer *e, UNUSED int unused)
{
	if (lesson_hides(e))
		return explorer_say(e, INK_STATUS, "%s", lesson_hidden(e));
	switch (reads(e)) {
	case READS_SHARE:
		return read_at(e, edit_present_share(e, axis_of(e)), 0);
	case READS_AXES:
		return begin_on_axes(e);
	case READS_LEVEL:
	case READS_PRODUCT:
		return begin_on_level(e);
	case READS_RULES:
	case READS_CELLS:
		return read_rule(e, chosen_rule(pipeline_rules(e), e->scenario.bargain));
	case READS_NOTHING:
	default:
		return explorer_say(e, INK_STATUS, "nothing to read off in this view");
	}
}

/* The next place of note in that direction; of a map the next row. */
static unsigned to_mark(struct explorer *e, int by)
{
	const struct view_read *read = view_info(e->view)->read;
	double mark[READING_MARKS], now = e->read.at[0];
	struct view_model m = { 0 };
	int count;

	if (!read->marks)
		return read_at(e, e->read.at[0], value_at(e, 1, cell_of(e, 1) + by, GRAIN));
	frame_view(e, &m);
	count = read->marks(&m, mark);
	for (int k = 0; k < count; k++) {
		double x = mark[by > 0 ? k : count - 1 - k];

		if (by > 0 ? x > now : x < now)
			return read_at(e, x, e->read.at[1]);
	}
	return explorer_say(e, INK_STATUS, "no mark further %s", by > 0 ? "right" : "left");
}

/* One column further in a table of cells. */
static unsigned to_column(struct explorer *e, int by)
{
	const struct view_hit *hit = &e->shown.hit;
	int last = hit->cell_w > 0 ? hit->inner.w / hit->cell_w - 1 : 0;

	e->read.at[0] = fmin(fmax(e->read.at[0] + by, 0), last);
	return EFFECT_REDRAW;
}

static unsigned to_row(struct explorer *e, int by)
{
	look_at_rule(e, by);
	return EFFECT_REDRAW;
}

static unsigned step(struct explorer *e, double steps)
{
	struct param_ref ref;

	if (reads(e) == READS_CELLS)
		return to_column(e, steps < 0 ? -1 : +1);
	if (reads_rules(e)) {
		look_at_rule(e, steps < 0 ? -1 : +1);
		return EFFECT_REDRAW;
	}
	if (reads(e) != READS_SHARE)
		return read_at(e, value_at(e, 0, cell_of(e, 0) + steps,
			GRAIN * fmin(1, fabs(steps))), e->read.at[1]);
	if (param_find(&e->scenario, "delta", &ref, NULL) != STATUS_OK)
		return EFFECT_NONE;
	return read_at(e, fmin(1, fmax(0, param_step(&e->scenario, &ref, e->read.at[0], steps))), 0);
}

/* ---- taking it ------------------------------------------------------------------ */

/* The parameters go to where they were read, in one step of undo. */
static unsigned take_axes(struct explorer *e, const double at[2])
{
	struct param_ref ref;
	struct error err;
	unsigned effects = EFFECT_REDRAW;

	if (view_info(e->view)->axes > 1) {
		if (undo_note_all(&e->undo, &e->scenario, NULL, &err) != STATUS_OK)
			return explorer_fail(e, &err);
		e->merge = true;
	}
	for (int i = 0; i < view_info(e->view)->axes; i++)
		if (pipeline_axis(e, i, &ref, NULL) == STATUS_OK)
			effects |= edit_set(e, &ref, at[i]);
	e->merge = false;
	return effects;
}

static unsigned take(struct explorer *e)
{
	const struct study *st = pipeline_rules(e);
	double at[2] = { e->read.at[0], e->read.at[1] };
	int rule = e->read.rule;
	unsigned effects = EFFECT_REDRAW;

	if (!read_takes(reads(e)))
		return explorer_say(e, INK_STATUS, "a %s is what players choose: nothing to take",
			reads(e) == READS_PRODUCT ? "product" : "level");
	read_end(e);
	if (reads(e) == READS_SHARE)
		effects |= edit_share(e, pipeline_curve_axis(e), at[0]);
	else if (reads(e) == READS_AXES)
		effects |= take_axes(e, at);
	else if (st && rule < st->solutions)
		effects |= edit_rule(e, st->solution[rule].rule);
	if (effects & EFFECT_SOLVE)
		lesson_touch(e);
	return effects;
}

unsigned read_key(struct explorer *e, int key)
{
	switch (key) {
	case K_LEFT: case 'h': return step(e, -1);
	case K_RIGHT: case 'l': return step(e, +1);
	case K_SHIFT_LEFT: case 'H': return step(e, -TEN);
	case K_SHIFT_RIGHT: case 'L': return step(e, +TEN);
	case '<': return step(e, -.1);
	case '>': return step(e, +.1);
	case K_UP: case 'k':
		return reads_rules(e) ? to_row(e, -1) : to_mark(e, +1);
	case K_DOWN: case 'j':
		return reads_rules(e) ? to_row(e, +1) : to_mark(e, -1);
	case K_ENTER:
		return take(e);
	case K_ESC: case 'I':
		read_end(e);
		return EFFECT_REDRAW;
	default: /* any other key is about something else */
		read_end(e);
		return EFFECT_REDRAW | explorer_play(e, key);
	}
}
