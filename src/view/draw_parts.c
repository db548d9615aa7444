/* Pieces of views: legends, notices, what a study can show. */
#include "game/verdict.h"
#include "draw.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>

#define TITLE_GAP 2
#define SWITCH_PLOT_ROWS 9 /* that a plot keeps above rows about switches */
#define LEGEND_ROWS 24 /* of a plot that has rows for a legend in full */

int legend_width(const struct legend_entry *e, int count)
{
	int width = 0;

	for (int i = 0; i < count; i++)
		width += (i > 0 ? 2 : 0) + 2 + text_width(e[i].text);
	return width;
}

/* A mark that stands for itself loses its name where there is no room; what a mark
 * means that is no letter of the panel's is never left out. */
static bool names_itself(const struct legend_entry *e)
{
	return e->ink >= INK_GENERALIST && e->ink <= INK_SPECIALIST4;
}

static int short_width(const struct legend_entry *e, int count, int gap)
{
	int width = 0;

	for (int i = 0; i < count; i++)
		width += (i > 0 ? gap : 0) + 1 + (names_itself(&e[i]) ? 0 : 1 + text_width(e[i].text));
	return width;
}

int legend_of_roster(struct legend_entry *e, const struct roster *r, const struct scenario *s)
{
	for (int i = 0; i < r->count; i++)
		e[i] = (struct legend_entry){ r->mark[i], player_ink(r->player[i]),
			player_name(s, r->player[i]) };
	return r->count;
}

int switch_rows(int switches, int h)
{
	int most = h / 4 < h - SWITCH_PLOT_ROWS ? h / 4 : h - SWITCH_PLOT_ROWS;

	most = most < 0 ? 0 : most;
	return switches < most ? switches : most;
}

void legend_add_switch(const struct view_model *m, struct legend_entry *e, int *count,
	struct rect r, const char *title)
{
	bool rows = r.h >= LEGEND_ROWS; /* of its own, for the full names */

	if (!(m->study->have & HAVE_THRESHOLDS) || m->study->thresholds == 0
		|| m->study->thresholds >= SWITCHES_MANY)
		return;
	e[*count] = (struct legend_entry){ MARK_THRESHOLD, INK_WARNING, "switch" };
	if ((rows ? legend_width(e, *count + 1) : short_width(e, *count + 1, 1)
		+ text_width(title) + TITLE_GAP) <= r.w)
		*count += 1;
}

const char *legend_title(const char *title, const char *brief, const struct legend_entry *e,
	int count, int max)
{
	return text_width(title) + TITLE_GAP + short_width(e, count, 1) <= max ? title : brief;
}

int legend_of_marks(const struct view_model *m, struct legend_entry *e, int count, bool earlier)
{
	if (study_has_outcome(m->study) && !m->study->no_agreement)
		e[count++] = (struct legend_entry){ MARK_PRESENT, INK_PRESENT, "now" };
	if (m->reading)
		e[count++] = (struct legend_entry){ '|', INK_CURSOR, "read" };
	if (ghost_of(m))
		e[count++] = (struct legend_entry){ MARK_GHOST, INK_GHOST,
			m->pinned_before ? "& before" : "& pinned" };
	else if (earlier)
		e[count++] = (struct legend_entry){ MARK_BEFORE, INK_GHOST, "before" };
	return count;
}

void plot_samples(struct plot *p, struct samples *s, char mark, enum ink ink)
{
	plot_curve(p, s->x, s->y, s->brk, s->count, mark, ink);
	samples_free(s);
}

void plot_trace(struct plot *p, const struct trace *t, outcome_value value, int k, char mark,
	enum ink ink)
{
	struct samples s = { 0 };

	samples_of_curve(&s, t, value, k);
	plot_samples(p, &s, mark, ink);
}

void draw_legend(struct canvas *c, struct rect r, const struct legend_entry *e, int count)
{
	bool full = legend_width(e, count) <= r.w;
	int gap = full || short_width(e, count, 2) <= r.w ? 2 : 1, x;

	while (!full && count > 0 && short_width(e, count, gap) > r.w)
		count--;
	x = r.x + r.w - (full ? legend_width(e, count) : short_width(e, count, gap));
	for (int i = 0; i < count; i++) {
		canvas_put(c, x, r.y, (unsigned char)e[i].mark, e[i].ink);
		x++;
		if (full || !names_itself(&e[i]))
			x += 1 + canvas_text(c, x + 1, r.y, r.x + r.w - x - 1, INK_LABEL, e[i].text);
		x += gap;
	}
}

int draw_legend_rows(struct canvas *c, struct rect r, int title, const struct legend_entry *e,
	int count)
{
	int rows = 0;

	if (r.h < LEGEND_ROWS || legend_width(e, count) + title + 2 <= r.w)
		return 0;
	while (count > 0) {
		int fit = plot_legend(c, r.x, r.y + rows, r.w, e, count);

		if (fit == 0)
			break;
		e += fit;
		count -= fit;
		rows++;
	}
	return rows;
}

void draw_bar(struct canvas *c, int x, int y, int w, double value)
{
	int cells = w - 2, full;

	if (cells < 1)
		return;
	full = isfinite(value) ? (int)lround(fmin(fmax(value, 0), 1) * cells - 1e-6) : 0;
	canvas_put(c, x, y, '[', INK_DIM);
	for (int i = 0; i < cells; i++)
		canvas_put(c, x + 1 + i, y,
			i < full ? (c->unicode ? 0x2588 : '#') : c->unicode ? 0x2500 : '-',
			i < full ? INK_GOOD : INK_DIM);
	canvas_put(c, x + 1 + cells, y, ']', INK_DIM);
}

bool wrap_line(const char **text, int columns, char line[WRAPPED_BYTES])
{
	const char *from = *text;
	size_t n = text_wrap(from, columns, text);

	snprintf(line, WRAPPED_BYTES, "%.*s", (int)n, from);
	return *from != '\0';
}

int wrapped_rows(const char *text, int width)
{
	char line[WRAPPED_BYTES];
	int rows = 0;

	while (wrap_line(&text, width, line))
		rows++;
	return rows;
}

void draw_say_more(struct canvas *c, int x, int y, int max)
{
	static const char more[] = " (i: more)";

	if (text_width(more) <= max)
		canvas_text(c, x, y, max, INK_DIM, more);
}

int draw_wrapped(struct canvas *c, struct rect r, enum ink ink, const char *text)
{
	char line[WRAPPED_BYTES];
	int row = 0;

	while (row < r.h && r.w > 0 && wrap_line(&text, r.w, line))
		canvas_text(c, r.x, r.y + row++, r.w, ink, line);
	return row;
}

void draw_notice(struct canvas *c, struct rect r, const char *text)
{
	int width = text_width(text), w = width < r.w - 4 ? width : r.w - 4, rows;

	if (w < 1 || r.h < 1)
		return;
	rows = (width + w - 1) / w;
	draw_wrapped(c, (struct rect){ r.x + (r.w - w) / 2, r.y + (r.h - rows) / 2, w, r.h },
		INK_DIM, text);
}

static const struct class_look regimes[] = {
	[REGIME_ABSTAIN] = { { '-', INK_DIM, "abstain" }, INK_SHADE0, "#dddddd" },
	[REGIME_FREE_RIDE] = { { 'f', INK_WARNING, "free-ride" }, INK_SHADE3, "#e6c35c" },
	[REGIME_CONTRIBUTE] = { { 'c', INK_GOOD, "contribute" }, INK_SHADE6, "#5fa877" },
};
static const struct class_look verdicts[] = {
	[VERDICT_NONE] = { { '.', INK_DIM, "none" }, INK_SHADE2, "#dce6f2" },
	[VERDICT_BACKFIRES] = { { 'B', INK_ERROR, "backfires" }, INK_SHADE6, "#d9534f" },
	[VERDICT_MUTUAL] = { { 'M', INK_GOOD, "mutual" }, INK_SHADE4, "#5fa877" },
	[VERDICT_AWAY] = { { '-', INK_DIM, "away" }, INK_SHADE0, "#999999" },
};

const struct class_look *class_looks(enum quantity_kind kind, int *count)
{
	*count = kind == QUANTITY_REGIME ? 3 : kind == QUANTITY_VERDICT ? VERDICTS : 0;
	return kind == QUANTITY_REGIME ? regimes : kind == QUANTITY_VERDICT ? verdicts : NULL;
}

/* The mark of what specialist k does along a trace, or, k 0, of what the law comes to. */
static void draw_strip(const struct plot *p, const struct trace *t, int k, int y)
{
	for (int x = p->inner.x; x < p->inner.x + p->inner.w; x++) {
		const struct trace_node *n = curve_nearest(t, plot_x_of(p, x));
		const struct legend_entry *e = !n ? NULL : k > 0 ?
			&regimes[n->out.domain[k - 1].regime].mark : &verdicts[n->out.verdict].mark;

		if (e)
			canvas_put(p->canvas, x, y, (unsigned char)e->mark, e->ink);
	}
}

struct rect draw_regimes(const struct plot *p, const struct trace *t, const struct roster *r, int y)
{
	for (int i = 0; i < r->count; i++) {
		int k = r->player[i];

		if (k <= 0)
			continue;
		canvas_put(p->canvas, p->outer.x, y, (unsigned char)r->mark[i], player_ink(k));
		draw_strip(p, t, k, y++);
	}
	return (struct rect){ p->inner.x, y, p->outer.x + p->outer.w - p->inner.x, 1 };
}

int draw_regime_legend(struct canvas *c, struct rect r)
{
	const struct legend_entry e[] = { regimes[REGIME_CONTRIBUTE].mark,
		regimes[REGIME_FREE_RIDE].mark, regimes[REGIME_ABSTAIN].mark };

	plot_legend(c, r.x, r.y, r.w, e, 3);
	return legend_width(e, 3);
}

int draw_verdicts(const struct plot *p, const struct trace *t, int y)
{
	canvas_text(p->canvas, p->outer.x, y, 3, INK_LABEL, "law");
	draw_strip(p, t, 0, y);
	return y + 1;
}

static bool verdict_occurs(const struct trace *t, enum verdict v)
{
	for (int i = 0; i < t->count; i++)
		if (t->node[i].ok && t->node[i].out.verdict == (int)v)
			return true;
	return false;
}

static bool regime_occurs(const struct trace *t, enum regime regime)
{
	for (int i = 0; i < t->count; i++)
		for (int k = 0; t->node[i].ok && k < t->node[i].out.n; k++)
			if (t->node[i].out.domain[k].regime == regime)
				return true;
	return false;
}

void draw_law_legend(struct canvas *c, struct rect r, const struct trace *t)
{
	static const enum regime regime[] = { REGIME_CONTRIBUTE, REGIME_FREE_RIDE, REGIME_ABSTAIN };
	static const enum verdict verdict[] = { VERDICT_BACKFIRES, VERDICT_MUTUAL };
	struct legend_entry e[5], there[5];
	int all = 0, some = 0;

	for (int i = 0; i < 3; i++) {
		e[all++] = regimes[regime[i]].mark;
		if (regime_occurs(t, regime[i]))
			there[some++] = regimes[regime[i]].mark;
	}
	for (int i = 0; i < 2; i++) {
		e[all++] = verdicts[verdict[i]].mark;
		if (verdict_occurs(t, verdict[i]))
			there[some++] = verdicts[verdict[i]].mark;
	}
	if (legend_width(e, all) <= r.w)
		plot_legend(c, r.x, r.y, r.w, e, all);
	else
		plot_legend(c, r.x, r.y, r.w, there, some);
}

const char *lack_text(enum lack lack)
{
	return lack == LACK_AGREEMENT ? "no deal" :
		lack == LACK_GAME ? "not allowed" : "no equilibrium";
}

const char *curve_missing(const struct view_model *m)
{
	const struct study *st = m->study;

	if (m->hide)
		return "The curves are hidden: predict first.";
	if (!st)
		return "Nothing solved yet.";
	for (int i = 0; i < st->curve.count && (st->have & HAVE_CURVE); i++)
		if (st->curve.node[i].ok)
			return NULL;
	if (st->status != STATUS_OK)
		return st->error.text;
	return "Solving ...";
}

const struct study *rules_of(const struct view_model *m)
{
	return m->rules ? m->rules : m->study;
}

enum ink rules_ink(const struct view_model *m, enum ink ink)
{
	return rules_of(m) == m->study ? ink : INK_DIM;
}

const struct study *ghost_of(const struct view_model *m)
{
	const struct study *p = m->pinned;

	if (!p || !(p->have & HAVE_CURVE) || !m->study || p->n != m->study->n)
		return NULL;
	return p;
}

const struct outcome *first_best_shown(const struct view_model *m)
{
	const struct study *st = m->study;

	return st && st->have & HAVE_FIRST_BEST && st->first_best_status == STATUS_OK
		&& game_has_contract(&m->scenario->game) ? &st->first_best : NULL;
}

char *share_title(const struct view_model *m, char *out, size_t size)
{
	const struct study *st = m->study;

	if (!st || st->n <= 1 || m->scenario->game.common)
		snprintf(out, size, "share of g");
	else if (st->axis < 0)
		snprintf(out, size, "share of g, the same with all");
	else
		snprintf(out, size, "share of g with %s", player_name(m->scenario, st->axis + 1));
	return out;
}

/* Whether the curve passes through a bargain with these shares. */
static bool on_curve(const struct view_model *m, const double *delta, double *share)
{
	const struct study *st = m->study;
	int axis = st->axis;

	*share = delta[axis < 0 ? 0 : axis];
	for (int i = 0; i < st->n; i++) {
		bool moves = axis < 0 || i == axis;

		if (moves && fabs(delta[i] - *share) > 1e-9)
			return false;
		if (!moves && fabs(delta[i] - st->delta[i]) > 1e-9)
			return false;
	}
	return true;
}

bool present_share(const struct view_model *m, double *share)
{
	if (!m->study || !(m->study->have & HAVE_PRESENT) || m->study->n < 1)
		return false;
	return on_curve(m, m->study->delta, share);
}

bool solution_marked(const struct view_model *m, const struct solution *s)
{
	if (!s->done || !s->agreement)
		return false;
	return s->rule.rule != RULE_POWERFUL_SPECIALIST || m->scenario->game.n <= 3 ||
		s->rule.specialist == m->specialist;
}

bool solution_share(const struct view_model *m, const struct solution *s, double *share)
{
	if (!s->done || !s->agreement)
		return false;
	return on_curve(m, s->delta, share);
}
