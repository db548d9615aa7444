/* Comparative statics: an outcome of the bargain against a parameter. */
#include "game/verdict.h"
#include "draw.h"
#include "statics.h"

#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STRIP_ROWS_FROM 14 /* of a view that has room for what specialists do */
#define STRIPS_MOST 4

/* Whether nodes as near to an end of the range as i are cut off from all the
 * others: a cost of nothing can be unlike every other cost. As a curve of no
 * length that says nothing, and is a puzzle. */
static bool alone_at_end(const struct statics *st, int i)
{
	double room = 1e-6 * (st->span.high - st->span.low);
	bool low = st->trace.node[i].x <= st->span.low + room;
	int by = low ? 1 : -1;

	if (!low && st->trace.node[i].x < st->span.high - room)
		return false;
	for (; i + by >= 0 && i + by < st->trace.count; i += by) {
		const struct trace_node *left = &st->trace.node[low ? i : i - 1];

		if (left->break_after || (st->trace.node[i + by].done && !st->trace.node[i + by].ok))
			return true;
		if (low ? st->trace.node[i + by].x > st->span.low + room
			: st->trace.node[i + by].x < st->span.high - room)
			return false;
	}
	return false;
}

double statics_value(const struct statics *st, int i, struct quantity q)
{
	const struct trace_node *n = &st->trace.node[i];

	if (!n->done || !n->ok || alone_at_end(st, i))
		return NAN;
	return quantity_value(q, n->delta, &n->out, n->first_best);
}

/* The players whose curves are drawn: those that the quantity knows. */
void statics_roster(const struct view_model *m, const struct statics *st, struct roster *r)
{
	const struct quantity_info *info = quantity_info(st->quantity.kind);
	bool shared = st->quantity.kind == QUANTITY_SHARE && m->scenario->game.common;

	if (st->quantity.player < 0 && !shared && (info->generalist || info->specialist)) {
		roster_fill(r, m, info->generalist, 4);
		return;
	}
	memset(r, 0, sizeof *r);
	r->count = 1;
	r->player[0] = info->generalist || info->specialist ? st->quantity.player : PLAYER_JOINT;
	if (shared) /* everybody's, so with nobody's letter */
		r->player[0] = PLAYER_JOINT;
	r->mark[0] = r->player[0] == PLAYER_JOINT ? '*' : player_mark(m->scenario, r->player[0]);
}

/* The pinned scenario's, where its curves can be laid under these; or NULL. */
static const struct statics *ghost_line(const struct view_model *m)
{
	const struct statics *st = m->lab, *p = m->pinned_lab;

	return p && st && p->n == st->n ? p : NULL;
}

static struct quantity quantity_of(const struct statics *st, int player)
{
	struct quantity q = st->quantity;

	q.player = player > 0 ? player : q.kind == QUANTITY_SHARE ? 1 : 0;
	return q;
}

static void samples_of(struct samples *s, const struct statics *st, struct quantity q)
{
	for (int i = 0; i < st->trace.count; i++) {
		double y = statics_value(st, i, q);

		/* nodes not yet there are bridged, those without an outcome are not */
		if (!st->trace.node[i].done)
			continue;
		if (!samples_add(s, st->trace.node[i].x, y, st->trace.node[i].break_after))
			return;
	}
}

/* The value at the node nearest to the present one; 0 where there is none. */
static double present_value(const struct statics *st, struct quantity q)
{
	double best = 0, away = INFINITY;

	for (int i = 0; i < st->trace.count; i++) {
		double v = statics_value(st, i, q), far = fabs(st->trace.node[i].x - st->present);

		if (isfinite(v) && far < away) {
			best = v;
			away = far;
		}
	}
	return best;
}

/* What is drawn: the present curves and the pinned ones, NULL where none. */
struct lines {
	const struct statics *of[2];
	struct quantity quantity[ROSTER_MAX]; /* a curve each */
	int count;
};

static struct lines lines_of(const struct view_model *m, const struct roster *r)
{
	struct lines l = { .of = { m->lab, ghost_line(m) }, .count = r->count };

	for (int k = 0; k < r->count; k++)
		l.quantity[k] = quantity_of(m->lab, r->player[k]);
	return l;
}

/* All values, not finite ones too, into v unless that is NULL; how many. */
static int line_values(const struct lines *l, double *v)
{
	int count = 0;

	for (int j = 0; j < 2 && l->of[j]; j++)
		for (int k = 0; k < l->count; k++)
			for (int i = 0; i < l->of[j]->trace.count; i++, count++)
				if (v)
					v[count] = statics_value(l->of[j], i, l->quantity[k]);
	return count;
}

/* The largest value, a few that stick out left aside: near a cost of 0 a
 * utility can be without limit, and all else would be flat. */
static double usual_top(const struct lines *l)
{
	int all = line_values(l, NULL), count = 0;
	double *v = malloc((size_t)(all + 1) * sizeof *v), top = 0;

	if (v)
		line_values(l, v);
	for (int i = 0; v && i < all; i++)
		if (isfinite(v[i]))
			v[count++] = v[i];
	if (count > 0)
		top = robust_top(v, count);
	free(v);
	for (int j = 0; j < 2 && l->of[j]; j++) /* what holds must show */
		for (int k = 0; k < l->count; k++)
			top = fmax(top, present_value(l->of[j], l->quantity[k]));
	return top;
}

/* The size of what the quantity could be: of everybody's utility, or level; a few
 * that stick out left aside. */
static double usual_size(const struct statics *st)
{
	enum quantity_kind kind = st->quantity.kind;
	bool level = kind == QUANTITY_LEVEL || kind == QUANTITY_INVESTMENT ||
		kind == QUANTITY_PERFORMANCE || kind == QUANTITY_SAFETY;
	double *v = malloc((size_t)(st->trace.count * (st->n + 1) + 1) * sizeof *v), size = 0;
	int count = 0;

	for (int i = 0; v && i < st->trace.count; i++)
		for (int k = 0; k <= st->n; k++) {
			struct quantity q = { level ? kind : QUANTITY_UTILITY, k };
			double value = statics_value(st, i, q);

			if (isfinite(value))
				v[count++] = fabs(value);
		}
	if (count > 0)
		size = robust_top(v, count);
	free(v);
	return size;
}

static void statics_range(const struct lines *l, double *low, double *high)
{
	const struct statics *st = l->of[0];
	double min = INFINITY, max = -INFINITY, top = usual_top(l);

	for (int j = 0; j < 2 && l->of[j]; j++)
		for (int k = 0; k < l->count; k++)
			for (int i = 0; i < l->of[j]->trace.count; i++)
				widen(&min, &max, statics_value(l->of[j], i, l->quantity[k]));
	switch (st->quantity.kind) {
	case QUANTITY_SHARE:
	case QUANTITY_EFFICIENCY:
		*low = 0;
		*high = 1;
		return;
	case QUANTITY_REGIME:
		*low = 0;
		*high = 2;
		return;
	case QUANTITY_VERDICT:
		*low = 0;
		*high = VERDICTS - 1;
		return;
	default:
		widen(&min, &max, 0);
		if (steady(&min, &max, usual_size(st)))
			top = max;
		plot_range(min, top > min ? top : max, low, high);
	}
}

static void mark_thresholds(struct plot *p, const struct statics *st, const struct statics *ghost)
{
	plot_vline(p, st->present, INK_PRESENT);
	plot_axis_mark(p, st->present, MARK_PRESENT, INK_PRESENT);
	if (ghost && ghost->present != st->present)
		plot_axis_mark(p, ghost->present, MARK_GHOST, INK_GHOST);
	for (int i = 0; i < st->thresholds; i++)
		plot_axis_mark(p, st->threshold[i].x, MARK_THRESHOLD, INK_WARNING);
}

static void plot_line(struct plot *p, const struct statics *st, struct quantity q, char mark,
	enum ink ink)
{
	struct samples s = { 0 };

	samples_of(&s, st, q);
	plot_curve(p, s.x, s.y, s.brk, s.count, mark, ink);
	samples_free(&s);
}

static void plot_lines(struct plot *p, const struct lines *l, const struct roster *r)
{
	for (int i = 0; l->of[1] && i < l->count; i++)
		plot_line(p, l->of[1], l->quantity[i], MARK_GHOST, INK_GHOST);
	for (int i = l->count - 1; i >= 0; i--)
		plot_line(p, l->of[0], l->quantity[i], r->mark[i], player_ink(r->player[i]));
}

/* "Utility against cost scale of g", or less of it within so many columns. */
static void title_of(const struct view_model *m, const struct statics *st, int cols, char *out,
	size_t size)
{
	const struct quantity_info *info = quantity_info(st->quantity.kind);
	char caption[NAME_MAX_BYTES];

	param_caption(m->scenario, &st->param, caption, sizeof caption);
	if (st->quantity.kind == QUANTITY_VERDICT)
		snprintf(out, size, "0 none, 1 backfires, 2 mutual, 3 regulated away");
	else if (st->quantity.kind == QUANTITY_REGIME)
		snprintf(out, size, "0 abstain, 1 free-ride, 2 contribute, against %s", caption);
	else
		snprintf(out, size, "%s against %s", info->label, caption);
	if (text_width(out) > cols)
		snprintf(out, size, "%s", info->label);
	out[0] = (char)toupper((unsigned char)out[0]);
}

/* In full, or where that is too wide with the player's letter. */
static void threshold_text(const struct view_model *m, const struct threshold *t, int w,
	char *out, size_t size)
{
	char value[NUMBER_MAX];

	number_text(t->x, 6, 12, value);
	if (t->lack_before != t->lack_after) {
		bool ends = t->lack_after != LACK_NOTHING;

		snprintf(out, size, "%s %s %s", lack_text(ends ? t->lack_after : t->lack_before),
			ends ? "above" : "below", value);
		return;
	}
	if (t->kind == THRESHOLD_VERDICT) {
		snprintf(out, size, "%s  the law: %s to %s", value,
			verdict_name((enum verdict)t->verdict_before),
			verdict_name((enum verdict)t->verdict_after));
		return;
	}
	if (t->specialist < 0) {
		snprintf(out, size, "%s  an outcome jumps", value);
		return;
	}
	snprintf(out, size, "%s  %s: %s to %s", value,
		player_name(m->scenario, t->specialist + 1), regime_name(t->before),
		regime_name(t->after));
	if (text_width(out) > w)
		snprintf(out, size, "%s %c %s > %s", number_text(t->x, 3, 5, value),
			player_mark(m->scenario, t->specialist + 1), regime_name(t->before),
			regime_name(t->after));
}

static void threshold_lines(const struct view_model *m, const struct statics *st, struct canvas *c,
	struct rect r)
{
	for (int i = 0; i < r.h; i++) {
		char text[NAME_MAX_BYTES * 2];

		if (i == r.h - 1 && st->thresholds > r.h)
			snprintf(text, sizeof text, "and %d more", st->thresholds - i);
		else
			threshold_text(m, &st->threshold[i], r.w - 2, text,
				sizeof text);
		canvas_put(c, r.x, r.y + i, MARK_THRESHOLD, INK_WARNING);
		canvas_text_fit(c, r.x + 2, r.y + i, r.w - 2, INK_LABEL, text);
	}
}

/* Where no value of the parameter has an outcome, says so. */
static void notice_lack(const struct statics *st, struct canvas *c, struct rect inner)
{
	enum lack lack = LACK_NOTHING;
	char text[80];

	for (int i = 0; i < st->trace.count; i++) {
		if (!st->trace.node[i].done || (st->trace.node[i].ok && !alone_at_end(st, i)))
			return;
		if (lack != LACK_AGREEMENT)
			lack = st->trace.node[i].lack;
	}
	snprintf(text, sizeof text, "There is %s at any value.", lack_text(lack));
	draw_notice(c, inner, INK_DIM, text);
}

static int roster_specialists(const struct view_model *m, struct roster *r)
{
	roster_fill(r, m, false, STRIPS_MOST);
	return r->count;
}

/* What everybody does at each value, and what the law comes to. */
static void draw_strips(const struct plot *p, const struct statics *st, const struct roster *strip,
	bool law)
{
	struct rect r = draw_regimes(p, &st->trace, strip, p->below.y);

	if (law)
		r.y = draw_verdicts(p, &st->trace, r.y);
	r.x += draw_regime_legend(p->canvas, r) + 2;
	r.w -= r.x - p->inner.x;
	if (law)
		draw_verdict_legend(p->canvas, r);
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	const struct statics *st = m->lab;
	struct legend_entry e[ROSTER_MAX + 4];
	char title[2 * NAME_MAX_BYTES];
	struct axis x, y = { .title = title };
	struct roster roster;
	struct lines l;
	struct plot p;
	struct roster strip;
	int lines, count, law = verdict_applies(&m->scenario->game);

	if (m->hide || !st || st->trace.count == 0) {
		draw_notice(c, r, INK_DIM,
			m->hide ? "The curves are hidden: predict first." : "Solving ...");
		return;
	}
	lines = st->thresholds < r.h / 4 ? st->thresholds : r.h / 4;
	statics_roster(m, st, &roster);
	title_of(m, st, r.w - 3 * roster.count, title, sizeof title);
	x = (struct axis){ .low = st->span.low, .high = st->span.high, .log = st->span.log,
		.title = param_label(m->scenario, &st->param) };
	if (r.h - lines >= STRIP_ROWS_FROM)
		x.below = roster_specialists(m, &strip) + 1 + law;
	l = lines_of(m, &roster);
	statics_range(&l, &y.low, &y.high);
	if (plot_begin(&p, c, (struct rect){ r.x, r.y, r.w, r.h - lines }, &x, &y, NULL) !=
		STATUS_OK)
		return;
	count = roster.player[0] == PLAYER_JOINT ? 0 : legend_of_roster(e, &roster, m->scenario);
	count = legend_of_marks(m, e, count, false);
	draw_legend(c, p.top, e, count);
	plot_lines(&p, &l, &roster);
	if (m->reading)
		plot_read_line(&p, m->reading->at[0]);
	mark_thresholds(&p, st, l.of[1]);
	notice_lack(st, c, p.inner);
	if (x.below > 0)
		draw_strips(&p, st, &strip, law);
	*hit = (struct view_hit){ .reads = READS_AXES, .inner = p.inner, .cell_w = 1, .x = st->span };
	plot_end(&p);
	if (lines > 0)
		threshold_lines(m, st, c, (struct rect){ r.x, r.y + r.h - lines, r.w, lines });
}

/* What holds, and what happens on the way. */
static int marks(const struct view_model *m, double mark[READING_MARKS])
{
	const struct statics *st = m->lab;
	int count = 0;

	if (!st)
		return 0;
	reading_mark(mark, &count, st->present);
	for (int i = 0; i < st->thresholds; i++)
		reading_mark(mark, &count, st->threshold[i].x);
	return reading_sort(mark, count);
}

static const struct view_read read_statics = { READS_AXES, marks, tell_axes };

/* ---- data, computation ------------------------------------------------------- */

static void fill_sheet(const struct view_model *m, struct sheet *t)
{
	const struct statics *st = m->lab;
	char name[SHEET_NAME_MAX] = "parameter";

	if (st)
		param_name(m->scenario, &st->param, name, sizeof name);
	sheet_column(t, "%s", name);
	sheet_outcome_columns(t, &m->scenario->game, true);
	sheet_column(t, "efficiency");
	for (int i = 0; st && i < st->trace.count; i++) {
		const struct trace_node *node = &st->trace.node[i];
		struct value *row = node->done ? sheet_point(t, node->x, node->delta,
			node->ok ? &node->out : NULL, node->break_after) : NULL;

		if (row && node->ok && node->first_best > 0)
			row[t->columns - 1].number = node->out.joint / node->first_best;
	}
}

LAB_OF(statics)

/* Statics may be those of a scenario that has since lost the parameter. */
static bool still_has(const struct scenario *s, const struct param_ref *param)
{
	struct param_ref here;

	for (int i = 0; param_at(s, i, &here); i++)
		if (param_same(&here, param))
			return true;
	return false;
}

/* The line to go along: that of the axis, or as the statics beside these do; false
 * where there is no such parameter in this scenario. */
static bool line_of(const struct lab_plan *plan, struct statics_plan *line)
{
	const struct statics *beside = plan->beside;
	char name[SHEET_NAME_MAX];

	*line = (struct statics_plan){ .param = plan->axis[0], .span = plan->span[0],
		.quantity = plan->quantity, .pause = plan->pause };
	if (!beside)
		return true;
	if (!still_has(beside->scenario, &beside->param))
		return false;
	line->span = beside->span;
	param_name(beside->scenario, &beside->param, name, sizeof name);
	return param_find(plan->scenario, name, &line->param, NULL) == STATUS_OK;
}

static enum status lab_start(void *work, const struct lab_plan *plan, struct error *err)
{
	struct statics_plan line;

	if (!line_of(plan, &line))
		return error_set(err, STATUS_INPUT, "no such parameter here");
	return statics_reset(work, plan->scenario, &line, err);
}

static bool lab_same(const void *work, const struct lab_plan *plan)
{
	const struct statics *st = work;
	struct statics_plan line;

	return !plan->beside || (line_of(plan, &line) && param_same(&st->param, &line.param)
		&& st->span.low == line.span.low && st->span.high == line.span.high
		&& st->span.log == line.span.log);
}

static const struct lab_ops lab = { LAB_OPS, .reset = lab_start, .holds = lab_same };

const struct view_info view_statics = {
	.id = VIEW_STATICS,
	.name = view_name[VIEW_STATICS],
	.label = "Statics",
	.tab = 4,
	.min_rows = 8,
	.draw = draw,
	.read = &read_statics,
	.sheet = fill_sheet,
	.figure = figure_of_statics,
	.lab = &lab,
	.takes = VIEW_TAKES_QUANTITY | VIEW_TAKES_PLAYERS | VIEW_TAKES_CHOSEN
		| VIEW_TAKES_GHOST,
	.axes = 1,
};
