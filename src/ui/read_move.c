/* Moving the read-out about, and taking what is read: what keys and the mouse do while it is
 * on, each kind of place by a row. */
#include "ui/state.h"

#include "base/num.h"

#include <math.h>

#define TEN 10
#define GRAIN .25 /* of a cell: numbers that are read are as short as that allows */

/* What can be done with a kind of place; where nothing is read, no more than to ask. */
struct move {
	unsigned (*begin)(struct explorer *e);
	unsigned (*across)(struct explorer *e, double steps);
	unsigned (*up)(struct explorer *e, int by); /* -1: down */
	/* To what the mouse points at, in cells from the left and top of the hit's inner part. */
	unsigned (*cell)(struct explorer *e, int x, int y);
	/* Sets what is read, given as e->read was; NULL: it is what players choose, */
	unsigned (*take)(struct explorer *e, const double at[2], int rule);
	const char *chosen; /* and is called that */
};

static const struct move *move_of(enum view_reads kind);

static const struct move *move(const struct explorer *e)
{
	return move_of(read_kind(e));
}

bool read_takes(enum view_reads kind)
{
	return move_of(kind)->take != NULL;
}

/* ---- places of a plot ----------------------------------------------------------- */

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

static unsigned place_across(struct explorer *e, double steps)
{
	return read_at(e, value_at(e, 0, cell_of(e, 0) + steps, GRAIN * fmin(1, fabs(steps))),
		e->read.at[1]);
}

/* The next place of note in that direction; of a map the next row. */
static unsigned place_up(struct explorer *e, int by)
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

static unsigned place_cell(struct explorer *e, int x, int y)
{
	const struct view_hit *hit = &e->shown.hit;
	bool two = span_given(&hit->y);

	if (hit->inner.w < 2 * hit->cell_w || (two && hit->inner.h < 2))
		return EFFECT_NONE;
	return read_at(e, value_at(e, 0, x / hit->cell_w, GRAIN),
		two ? value_at(e, 1, hit->inner.h - 1 - y, GRAIN) : 0);
}

/* ---- shares --------------------------------------------------------------------- */

static unsigned share_begin(struct explorer *e)
{
	int axis = pipeline_curve_axis(e);

	return read_at(e, edit_present_share(e, axis < 0 ? 0 : axis), 0);
}

static unsigned share_across(struct explorer *e, double steps)
{
	struct param_ref ref;

	if (param_find(&e->scenario, "delta", &ref, NULL) != STATUS_OK)
		return EFFECT_NONE;
	return read_at(e, fmin(1, fmax(0, param_step(&e->scenario, &ref, e->read.at[0], steps))), 0);
}

/* Shares are as fine as the slider's steps, where cells are wider. */
static unsigned share_cell(struct explorer *e, int x, int y)
{
	const struct view_hit *hit = &e->shown.hit;
	bool frontier = span_given(&hit->y);
	struct view_model m = { 0 };
	double share;

	if (hit->inner.w < 2 * hit->cell_w || (frontier && hit->inner.h < 2))
		return EFFECT_NONE;
	share = (double)x / (hit->inner.w - 1);
	if (frontier) {
		frame_view(e, &m);
		frontier_share_at(&m, hit, x, y, &share);
	}
	return read_at(e, fmin(1, fmax(0, round(share * 100) / 100)), 0);
}

static unsigned share_take(struct explorer *e, const double at[2], UNUSED int rule)
{
	return edit_share(e, pipeline_curve_axis(e), at[0]);
}

/* ---- parameters along the axes ---------------------------------------------------- */

static unsigned axes_begin(struct explorer *e)
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

/* The parameters go to where they were read, in one step of undo. */
static unsigned axes_take(struct explorer *e, const double at[2], UNUSED int rule)
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

/* ---- levels and products ----------------------------------------------------------- */

static unsigned level_begin(struct explorer *e)
{
	const struct study *st = pipeline_shown(e);

	if (e->shown.hit.reads != read_kind(e))
		return explorer_say(e, INK_STATUS, "nothing to read off yet");
	if (!st || !study_has_outcome(st))
		return read_at(e, value_at(e, 0, cells(e, 0) / 2, GRAIN), 0);
	return read_at(e, st->present.alpha0, st->present.safety0);
}

/* ---- rules ------------------------------------------------------------------------ */

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
	unsigned effects = read_start(e);

	if (e->mode == MODE_READ) {
		e->read.rule = rule;
		look_at_rule(e, 0);
	}
	return effects;
}

static int chosen_rule(const struct study *st, struct bargain b)
{
	for (int i = 0; st && i < st->solutions; i++)
		if (bargain_same(st->solution[i].rule, b))
			return i;
	return 0;
}

static unsigned rule_begin(struct explorer *e)
{
	return read_rule(e, chosen_rule(pipeline_rules(e), e->scenario.bargain));
}

static unsigned rule_up(struct explorer *e, int by)
{
	look_at_rule(e, -by);
	return EFFECT_REDRAW;
}

static unsigned rule_across(struct explorer *e, double steps)
{
	return rule_up(e, steps < 0 ? +1 : -1);
}

static unsigned rule_cell(struct explorer *e, UNUSED int x, int y)
{
	const struct view_hit *hit = &e->shown.hit;

	return y >= 0 && y < hit->inner.h ? read_rule(e, hit->rule[y]) : EFFECT_NONE;
}

static unsigned rule_take(struct explorer *e, UNUSED const double at[2], int rule)
{
	const struct study *st = pipeline_rules(e);

	return st && rule < st->solutions ? edit_rule(e, st->solution[rule].rule) : EFFECT_NONE;
}

/* ---- cells of a table: a rule, and a column ------------------------------------------ */

static unsigned column_across(struct explorer *e, double steps)
{
	const struct view_hit *hit = &e->shown.hit;
	int last = hit->cell_w > 0 ? hit->inner.w / hit->cell_w - 1 : 0;

	e->read.at[0] = fmin(fmax(e->read.at[0] + (steps < 0 ? -1 : +1), 0), last);
	return EFFECT_REDRAW;
}

static unsigned column_cell(struct explorer *e, int x, int y)
{
	e->read.at[0] = x / e->shown.hit.cell_w;
	return rule_cell(e, x, y);
}

/* ---- the rows ----------------------------------------------------------------------- */

static unsigned nothing_begin(struct explorer *e)
{
	return explorer_say(e, INK_STATUS, "nothing to read off in this view");
}

static const struct move *move_of(enum view_reads kind)
{
	static const struct move moves[] = {
		[READS_NOTHING] = { .begin = nothing_begin },
		[READS_SHARE] = { share_begin, share_across, place_up, share_cell, share_take, NULL },
		[READS_AXES] = { axes_begin, place_across, place_up, place_cell, axes_take, NULL },
		[READS_LEVEL] = { level_begin, place_across, place_up, place_cell, NULL, "level" },
		[READS_PRODUCT] = { level_begin, place_across, place_up, place_cell, NULL, "product" },
		[READS_RULES] = { rule_begin, rule_across, rule_up, rule_cell, rule_take, NULL },
		[READS_CELLS] = { rule_begin, column_across, rule_up, column_cell, rule_take, NULL },
	};

	return &moves[kind];
}

unsigned act_read(struct explorer *e, UNUSED int unused)
{
	if (lesson_hides(e))
		return explorer_say(e, INK_STATUS, "%s", lesson_hidden(e));
	return move(e)->begin(e);
}

unsigned read_cell(struct explorer *e, int x, int y)
{
	enum view_reads kind = e->shown.hit.reads;

	return kind == READS_NOTHING ? EFFECT_NONE : move_of(kind)->cell(e, x, y);
}

static unsigned take(struct explorer *e)
{
	const struct move *m = move(e);
	double at[2] = { e->read.at[0], e->read.at[1] };
	int rule = e->read.rule;
	unsigned effects = EFFECT_REDRAW;

	if (!m->take)
		return explorer_say(e, INK_STATUS, "a %s is what players choose: nothing to take",
			m->chosen);
	read_end(e);
	effects |= m->take(e, at, rule);
	if (effects & EFFECT_SOLVE)
		lesson_touch(e);
	return effects;
}

unsigned read_key(struct explorer *e, int key)
{
	const struct move *m = move(e);

	if (read_kind(e) == READS_NOTHING)
		key = K_ESC;
	switch (key) {
	case K_LEFT: case 'h': return m->across(e, -1);
	case K_RIGHT: case 'l': return m->across(e, +1);
	case K_SHIFT_LEFT: case 'H': return m->across(e, -TEN);
	case K_SHIFT_RIGHT: case 'L': return m->across(e, +TEN);
	case '<': return m->across(e, -.1);
	case '>': return m->across(e, +.1);
	case K_UP: case 'k': return m->up(e, +1);
	case K_DOWN: case 'j': return m->up(e, -1);
	case K_ENTER:
		return take(e);
	case K_ESC: case 'I':
		read_end(e);
		return EFFECT_REDRAW;
	case 'i':
		return read_why(e);
	default: /* any other key is about something else */
		read_end(e);
		return EFFECT_REDRAW | explorer_play(e, key);
	}
}
