/* Comparative statics: an outcome of the bargain against a parameter. */
#include "game/verdict.h"
#include "draw.h"
#include "statics.h"

#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define STRIP_ROWS_FROM 14 /* of a view that has room for what specialists do */
#define STRIPS_MOST 4
#define PLACE_MAX (2 * NUMBER_MAX + 8) /* of where a threshold is */

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

	samples_of_statics(&s, st, q);
	plot_samples(p, &s, mark, ink);
}

static void plot_lines(struct plot *p, const struct statics_lines *l, const struct roster *r)
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

/* Of whole numbers, the two that it lies between. */
static void threshold_place(double x, bool whole, int decimals, int cols, char out[PLACE_MAX])
{
	if (whole)
		snprintf(out, PLACE_MAX, "%.0f to %.0f", floor(x), floor(x) + 1);
	else
		number_text(x, decimals, cols, out);
}

/* Where the law comes to something else, or to nothing any more. */
static const char *const law_begins[] = {
	[VERDICT_BACKFIRES] = "the law begins to backfire",
	[VERDICT_MUTUAL] = "everybody begins to gain by the law",
	[VERDICT_AWAY] = "the law begins to drive somebody away",
};
static const char *const law_ends[] = {
	[VERDICT_BACKFIRES] = "the law no longer backfires",
	[VERDICT_MUTUAL] = "not everybody gains by the law any more",
	[VERDICT_AWAY] = "the law no longer drives anybody away",
};

/* In full, or where that is too wide with the player's letter. */
static void threshold_text(const struct view_model *m, const struct threshold *t, bool whole,
	int w, char *out, size_t size)
{
	char value[PLACE_MAX];

	threshold_place(t->x, whole, 6, 12, value);
	if (t->lack_before != t->lack_after) {
		bool ends = t->lack_after != LACK_NOTHING;

		if (whole)
			snprintf(value, sizeof value, "%.0f", floor(t->x) + (ends ? 0 : 1));
		snprintf(out, size, "%s %s %s", lack_text(ends ? t->lack_after : t->lack_before),
			ends ? "above" : "below", value);
		return;
	}
	if (t->kind == THRESHOLD_VERDICT) {
		snprintf(out, size, "%s  %s", value, t->verdict_after != VERDICT_NONE ?
			law_begins[t->verdict_after] : law_ends[t->verdict_before]);
		return;
	}
	if (t->specialist < 0) {
		snprintf(out, size, "%s  an outcome jumps", value);
		return;
	}
	snprintf(out, size, "%s  %s: %s to %s", value,
		player_name(m->scenario, t->specialist + 1), regime_name(t->before),
		regime_name(t->after));
	threshold_place(t->x, whole, 3, 5, value);
	if (text_width(out) > w)
		snprintf(out, size, "%s %c %s > %s", value,
			player_mark(m->scenario, t->specialist + 1), regime_name(t->before),
			regime_name(t->after));
}

static void threshold_lines(const struct view_model *m, const struct statics *st, struct canvas *c,
	struct rect r)
{
	for (int i = 0; i < r.h; i++) {
		char text[NAME_MAX_BYTES * 2];

		if (i == r.h - 1 && st->thresholds > r.h)
			snprintf(text, sizeof text, i == 0 ? "%d switches" : "and %d more",
				st->thresholds - i);
		else
			threshold_text(m, &st->threshold[i], st->param.info->whole, r.w - 2, text,
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
		if (!st->trace.node[i].done || statics_has(st, i))
			return;
		if (lack != LACK_AGREEMENT)
			lack = st->trace.node[i].lack;
	}
	snprintf(text, sizeof text, lack == LACK_GAME ? "No value is allowed." :
		"There is %s at any value.", lack_text(lack));
	draw_notice(c, inner, text);
}

/* Whether the shares agreed on are no curve here, and change along the way. */
static bool shows_shares(const struct view_model *m, const struct statics *st)
{
	return st->quantity.kind != QUANTITY_SHARE && m->scenario->bargain.rule != RULE_FIXED;
}

/* The one that is shown: everybody's, or of several that of the chosen specialist. */
static struct quantity share_of(const struct view_model *m)
{
	int n = m->scenario->game.n;

	return (struct quantity){ QUANTITY_SHARE,
		m->scenario->game.common || m->specialist >= n ? 1 : m->specialist + 1 };
}

static char *shares_title(const struct view_model *m, char *out, size_t size)
{
	if (m->scenario->game.n == 1 || m->scenario->game.common)
		snprintf(out, size, "share");
	else
		snprintf(out, size, "share %c", player_mark(m->scenario, share_of(m).player));
	return out;
}

/* What is agreed on, below the ticks. */
static void draw_shares(struct plot *p, const struct view_model *m, const struct statics *st)
{
	char figure[PLOT_TICKS_MAX][PLOT_FIGURE], title[PLOT_FIGURE];

	for (int i = 0; i < p->ticks; i++) {
		double v = statics_value_at(st, p->tick[i], share_of(m));

		if (isfinite(v))
			caption_rounded(v, 2, figure[i], sizeof figure[i]);
		else
			figure[i][0] = '\0';
	}
	plot_under_ticks(p, figure, shares_title(m, title, sizeof title));
}

/* What the rows below the ticks have: shares, what everybody does, the law. */
struct below {
	bool shares, law;
	struct roster roster;
	int rows;  /* 0: there is no room for them */
	int label; /* columns left of them */
};

static struct below below_of(const struct view_model *m, const struct statics *st, int room)
{
	struct below b = { .shares = shows_shares(m, st),
		.law = verdict_applies(&m->scenario->game) };
	char title[PLOT_FIGURE];

	roster_fill(&b.roster, m, false, STRIPS_MOST);
	if (room >= STRIP_ROWS_FROM)
		b.rows = b.roster.count + 1 + b.shares + b.law;
	if (b.rows > 0 && b.shares)
		b.label = text_width(shares_title(m, title, sizeof title));
	return b;
}

/* What is agreed on and what everybody does at each value, and what the law comes to. */
static void draw_below(struct plot *p, const struct view_model *m, const struct statics *st,
	const struct below *b)
{
	struct rect r;

	if (b->rows == 0)
		return;
	if (b->shares)
		draw_shares(p, m, st);
	r = draw_regimes(p, &st->trace, &b->roster, p->below.y + b->shares);
	if (!b->law) {
		draw_regime_legend(p->canvas, r);
		return;
	}
	r.y = draw_verdicts(p, &st->trace, r.y);
	draw_law_legend(p->canvas, r, &st->trace);
}

/* The plot's title says whose. */
static const char *axis_title(const struct view_model *m, const struct param_ref *ref)
{
	return !strncmp(ref->info->key, "floor", 5) ? "floor" : param_label(m->scenario, ref);
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	const struct statics *st = m->lab;
	struct legend_entry e[ROSTER_MAX + 4];
	char title[2 * NAME_MAX_BYTES];
	struct axis x, y = { .title = title };
	struct roster roster;
	struct statics_lines l;
	struct below below;
	struct plot p;
	int lines, count;

	if (m->hide || !st || st->trace.count == 0) {
		draw_notice(c, r,
			m->hide ? "The curves are hidden: predict first." : "Solving ...");
		return;
	}
	lines = switch_rows(st->thresholds, r.h);
	statics_roster(m, st, &roster);
	title_of(m, st, r.w - 3 * roster.count, title, sizeof title);
	x = (struct axis){ .low = st->span.low, .high = st->span.high, .log = st->span.log,
		.whole = st->param.info->whole, .title = axis_title(m, &st->param) };
	below = below_of(m, st, r.h - lines);
	x.below = below.rows;
	y.label = below.label;
	l = statics_lines(m, &roster);
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
	draw_below(&p, m, st, &below);
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
	.need = HAVE_FIRST,
	.draw = draw,
	.read = &read_statics,
	.sheet = fill_sheet,
	.figure = figure_of_statics,
	.lab = &lab,
	.takes = VIEW_TAKES_QUANTITY | VIEW_TAKES_PLAYERS | VIEW_TAKES_CHOSEN
		| VIEW_TAKES_GHOST,
	.axes = 1,
};
