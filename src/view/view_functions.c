/* Costs and revenue as functions of what is reached, per further unit or in total: of the
 * selected specialist and, where there is room, of the generalist. Where what the specialist
 * keeps of a further unit crosses what it costs, it stops. Of two attributes each has its
 * panels, one below the other, over one scale. */
#include "draw.h"
#include "functions.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TWO_COLS 100       /* from here on the generalist's stand beside the specialist's */
#define EXPLAINED_ROWS 16  /* of the view that has words below */
#define EXPLANATION 3
#define PANEL_ROWS 11      /* of each of several panels that stand above words */
#define SAME_MARGIN 1e-6   /* of the larger: what is paid and kept may differ so where they meet */
#define LABEL_COLS 6       /* so that panels above one another are as wide */

static void draw_shape(struct plot *p, const struct functions_players *of, bool marginal, enum shape shape,
	bool ghost)
{
	const struct legend_entry *e = &shape_info[shape].plot;
	struct samples s = functions_samples(of, marginal, shape, p->x.high, INFINITY);

	plot_samples(p, &s, ghost ? MARK_GHOST : e->mark, ghost ? INK_GHOST : e->ink);
}

static void draw_shapes(struct plot *p, const struct functions_panel *f)
{
	for (int k = 0; f->ghosts && k < SHAPES; k++)
		if (f->shapes & 1u << k)
			draw_shape(p, &f->pinned, f->marginal, (enum shape)k, true);
	for (int k = SHAPES - 1; k >= 0; k--)
		if (f->shapes & 1u << k)
			draw_shape(p, &f->now, f->marginal, (enum shape)k, false);
}

/* The specialist's level and the generalist's, where they are. */
static void mark_levels(struct plot *p, const struct functions_panel *f)
{
	const struct functions_players *now = &f->now;

	if (!now->study)
		return;
	plot_vline(p, now->a0, INK_GENERALIST);
	plot_axis_mark(p, now->a0, 'g', INK_GENERALIST);
	if (now->alpha > now->a0 && (f->shapes & 1u << SHAPE_COST)) {
		plot_vline(p, now->alpha, INK_PRESENT);
		plot_axis_mark(p, now->alpha, MARK_PRESENT, INK_PRESENT);
	}
	if (!f->ghosts)
		return;
	if (f->pinned.a0 != now->a0)
		plot_axis_mark(p, f->pinned.a0, MARK_GHOST, INK_GHOST);
	if (f->pinned.alpha != now->alpha && f->pinned.alpha > f->pinned.a0 &&
		(f->shapes & 1u << SHAPE_COST))
		plot_axis_mark(p, f->pinned.alpha, MARK_GHOST, INK_GHOST);
}

static int panel_legend(const struct functions_panel *f, struct legend_entry *e)
{
	int count = 0;

	for (int k = 0; k < SHAPES; k++)
		if (f->shapes & 1u << k)
			e[count++] = shape_info[k].plot;
	if (functions_floor(f) > 0)
		e[count++] = (struct legend_entry){ ':', INK_WARNING, "floor" };
	if (f->ghosts)
		e[count++] = (struct legend_entry){ MARK_GHOST, INK_GHOST, "pinned" };
	return count;
}

/* "m: a further unit, by level", "m: a further unit of safety"; where that takes more than `cols`
 * columns, "m: a further unit", "m, unit" and "m: more safety". */
static char *panel_title(const struct functions_panel *f, char who, int cols, char *out, size_t size)
{
	const char *what = f->marginal ? "a further unit" : "in total";
	const char *of = quantity_info(f->now.kind)->label;

	if (f->now.kind == QUANTITY_LEVEL)
		snprintf(out, size, "%c: %s, by %s", who, what, of);
	else
		snprintf(out, size, "%c: %s%s%s", who, f->marginal ? what : "total, by ",
			f->marginal ? " of " : "", of);
	if (text_width(out) > cols && f->now.kind == QUANTITY_LEVEL)
		snprintf(out, size, "%c: %s", who, what);
	if (text_width(out) > cols && f->now.kind == QUANTITY_LEVEL)
		snprintf(out, size, "%c, %s", who, f->marginal ? "unit" : "total");
	if (text_width(out) > cols && f->marginal && f->now.kind != QUANTITY_LEVEL)
		snprintf(out, size, "%c: more %s", who, of);
	return out;
}

static void draw_panel(const struct view_model *m, const struct functions_panel *f, struct canvas *c,
	struct rect r, double level, char who, struct view_hit *hit)
{
	struct legend_entry e[SHAPES + 2];
	int count = panel_legend(f, e);
	char title[80];
	struct axis x = { .high = level, .title = f->now.kind == QUANTITY_PERFORMANCE ? "perf." :
		quantity_info(f->now.kind)->label };
	struct axis y = { .high = 1, .title = panel_title(f, who, r.w - legend_width(e, count) - 1, title,
			sizeof title),
		.label = f->now.kind == QUANTITY_LEVEL ? 0 : LABEL_COLS };
	struct plot p;

	functions_range(f, level, &y.low, &y.high);
	if (plot_begin(&p, c, r, &x, &y, NULL) != STATUS_OK)
		return;
	draw_legend(c, p.top, e, count);
	draw_shapes(&p, f);
	if (m->reading)
		plot_read_line(&p, m->reading->at[0]);
	if (functions_floor(f) > 0)
		plot_vline(&p, functions_floor(f), INK_WARNING);
	mark_levels(&p, f);
	*hit = (struct view_hit){ .reads = READS_LEVEL, .inner = p.inner, .cell_w = 1,
		.x = { p.x.low, p.x.high, false } };
	plot_end(&p);
}

/* What the next unit costs and earns where the specialist stops: mostly as much as it keeps,
 * but not on a kink, a step, or a floor. */
static void append_margins(const struct functions_players *now, char who, char *text, size_t size)
{
	double pays = functions_value(now, true, SHAPE_PART, now->alpha);
	double keeps = functions_value(now, true, SHAPE_KEPT, now->alpha);
	char costs[NUMBER_MAX], paid[NUMBER_MAX], earns[NUMBER_MAX], kept[NUMBER_MAX];
	bool all = functions_part(now, false) == 1;

	number_text(functions_value(now, true, SHAPE_COST, now->alpha), 3, 8, costs);
	number_text(functions_value(now, true, SHAPE_REVENUE, now->alpha), 3, 8, earns);
	number_text(pays, 3, 8, paid);
	number_text(keeps, 3, 8, kept);
	if (all && fabs(pays - keeps) <= SAME_MARGIN * fmax(fabs(pays), fabs(keeps)))
		text_append(text, size, "there the next unit costs %c %s, all it keeps of the %s it "
			"earns.", who, costs, earns);
	else if (all)
		text_append(text, size, "there the next unit costs %s and earns %s (%c keeps %s).",
			costs, earns, who, kept);
	else
		text_append(text, size, "there the next unit costs %s (%c pays %s) and earns %s "
			"(%c keeps %s).", costs, who, paid, earns, who, kept);
}

static bool append_first_best(const struct functions_players *now, int i, char who, char *text,
	size_t size)
{
	const struct study *st = now->study;
	char g[NUMBER_MAX], d[NUMBER_MAX];

	if (!(st->have & HAVE_FIRST_BEST) || st->first_best_status != STATUS_OK)
		return false;
	text_append(text, size, " A single owner: g to %s, %c to %s.",
		number_text(quantity_value((struct quantity){ now->kind, 0 }, st->delta,
			&st->first_best, NAN), 3, 8, g), who,
		number_text(quantity_value((struct quantity){ now->kind, i + 1 }, st->delta,
			&st->first_best, NAN), 3, 8, d));
	return true;
}

/* Where both stop, why there, and where a single owner of all would, if there is room. */
static void explain(const struct functions_panel *f, struct canvas *c, struct rect r, char who)
{
	const struct functions_players *now = &f->now;
	const struct study *st = now->study;
	char a0[NUMBER_MAX], a[NUMBER_MAX], text[400] = "";
	int i = st ? (int)(now->who - now->game->specialist) : 0;
	size_t told;

	if (!st || !st->present.invests)
		return;
	number_text(now->a0, 4, 8, a0);
	number_text(now->alpha, 4, 8, a);
	if (now->kind != QUANTITY_LEVEL)
		snprintf(text, sizeof text, "Of %s ", quantity_info(now->kind)->label);
	if (st->present.domain[i].regime == REGIME_CONTRIBUTE && now->alpha > now->a0) {
		text_append(text, sizeof text, "g stops at %s, %c goes on to @, %s: ", a0, who, a);
		append_margins(now, who, text, sizeof text);
	} else {
		text_append(text, sizeof text, "g stops at %s, and %c %s.",
			a0, who, st->present.domain[i].regime == REGIME_ABSTAIN ? "abstains" :
									 "takes that as it is");
	}
	if (functions_floor(f) > 0 && now->alpha == functions_floor(f))
		text_append(text, sizeof text, " The floor takes it there.");
	told = strlen(text);
	if (append_first_best(now, i, who, text, sizeof text) && wrapped_rows(text, r.w) > r.h)
		text[told] = '\0';
	draw_wrapped(c, r, INK_LABEL, text);
}

/* While the outcome is hidden nothing is drawn that follows from it: what the specialist
 * keeps where a rule is to find the share, and what it costs to go on from g's level. */
static unsigned specialist_shapes(const struct view_model *m, const struct functions_players *of)
{
	unsigned kept = 1u << SHAPE_KEPT, cost = 1u << SHAPE_COST;

	if (functions_part(of, false) != 1)
		cost |= 1u << SHAPE_PART;

	if (m->hide)
		kept = m->scenario->bargain.rule == RULE_FIXED ? kept : 0;
	return 1u << SHAPE_REVENUE | kept | (m->hide ? 0 : cost);
}

static bool explains(struct rect r, int kinds)
{
	return kinds > 1 ? r.h >= kinds * (PANEL_ROWS + EXPLANATION) : r.h >= EXPLAINED_ROWS;
}

/* The panels of one kind, and words below them. */
static void draw_kind(const struct view_model *m, struct functions_panel *f, bool words,
	struct canvas *c, struct rect r, struct view_hit *hit)
{
	int i = (int)(f->now.who - f->now.game->specialist);
	bool two = r.w >= TWO_COLS;
	int w = two ? (r.w - 3) / 2 : r.w;
	double level = functions_level(m, i);
	char who = player_mark(m->scenario, i + 1);
	struct view_hit beside;

	f->marginal = !m->total;
	f->shapes = specialist_shapes(m, &f->now);
	if (words) {
		r.h -= EXPLANATION;
		if (!m->hide)
			explain(f, c, (struct rect){ r.x, r.y + r.h, r.w, EXPLANATION }, who);
	}
	draw_panel(m, f, c, (struct rect){ r.x, r.y, w, r.h }, level, who, hit);
	f->shapes = m->hide ? 1u << SHAPE_G_COST : 1u << SHAPE_GIVEN | 1u << SHAPE_G_COST;
	if (!m->hide && functions_part(&f->now, true) != 1)
		f->shapes |= 1u << SHAPE_G_PART;
	if (two)
		draw_panel(m, f, c, (struct rect){ r.x + r.w - w, r.y, w, r.h }, level,
			player_mark(m->scenario, 0), &beside);
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	int i = m->specialist < m->scenario->game.n ? m->specialist : 0;
	enum quantity_kind kind[FUNCTIONS_KINDS];
	int kinds = functions_kinds(&m->scenario->game, kind), top = r.y;
	bool words = explains(r, kinds);

	for (int k = 0; k < kinds; k++) {
		struct functions_panel f = functions_panel_of(m, i, kind[k]);
		int bottom = r.y + r.h * (k + 1) / kinds;
		struct view_hit one = { 0 };

		draw_kind(m, &f, words, c, (struct rect){ r.x, top, r.w, bottom - top }, &one);
		top = bottom;
		if (k == 0)
			*hit = one;
		else if (one.reads == READS_LEVEL && one.inner.w == hit->inner.w)
			hit->inner.h = one.inner.y + one.inner.h - hit->inner.y;
	}
}

/* ---- reading ----------------------------------------------------------------- */

static int marks(const struct view_model *m, double mark[READING_MARKS])
{
	int i = m->specialist < m->scenario->game.n ? m->specialist : 0, count = 0;
	enum quantity_kind kind[FUNCTIONS_KINDS];
	int kinds = functions_kinds(&m->scenario->game, kind);
	const struct study *st = m->study;
	const struct outcome *of[2];

	for (int j = st ? functions_outcomes(st, of) - 1 : -1; j >= 0; j--)
		for (int k = 0; k < kinds; k++)
			for (int player = 0; player <= i + 1; player += i + 1)
				reading_mark(mark, &count, quantity_value((struct quantity){ kind[k],
					player }, st->delta, of[j], NAN));
	return reading_sort(mark, count);
}

static void tell_level(const struct view_model *m, const struct functions_players *of, char who,
	char *out, size_t size)
{
	char at[NUMBER_MAX], earns[NUMBER_MAX], kept[NUMBER_MAX], costs[NUMBER_MAX], a0[NUMBER_MAX];
	char paid[NUMBER_MAX];
	double level = m->reading->at[0];

	number_text(level, 4, 8, at);
	number_text(functions_value(of, !m->total, SHAPE_REVENUE, level), 3, 8, earns);
	number_text(functions_value(of, !m->total, SHAPE_KEPT, level), 3, 8, kept);
	snprintf(out, size, "At level %s %s earns %s (%c keeps %s)", at,
		m->total ? "all of it" : "a further unit", earns, who, kept);
	if (level < of->a0)
		text_append(out, size, "; g builds up to %s",
			number_text(of->a0, 4, 8, a0));
	else
		text_append(out, size, " and costs %s",
			number_text(functions_value(of, !m->total, SHAPE_COST, level), 3, 8, costs));
	if (level >= of->a0 && functions_part(of, false) != 1)
		text_append(out, size, " (%c pays %s)", who, number_text(functions_value(of,
			!m->total, SHAPE_PART, level), 3, 8, paid));
}

/* "At 0.4 a unit of performance pays d 0.5, costs 0.3; of safety 0.5, g builds it". */
static void tell_attributes(const struct view_model *m, int i, const enum quantity_kind *kind,
	int kinds, char *out, size_t size)
{
	char at[NUMBER_TEXT], kept[NUMBER_TEXT], costs[NUMBER_TEXT];
	double level = m->reading->at[0];

	snprintf(out, size, "At %s %s", caption_number(level, at, sizeof at),
		m->total ? "all" : "a unit");
	for (int k = 0; k < kinds; k++) {
		struct functions_players of = functions_players_of(m->scenario, m->study, i, kind[k]);

		caption_rounded(functions_value(&of, !m->total, SHAPE_KEPT, level), 3, kept,
			sizeof kept);
		caption_rounded(functions_value(&of, !m->total, SHAPE_COST, level), 3, costs,
			sizeof costs);
		text_append(out, size, "%s of %s ", k > 0 ? ";" : "",
			quantity_info(kind[k])->label);
		if (k == 0)
			text_append(out, size, "pays %c ", player_mark(m->scenario, i + 1));
		text_append(out, size, "%s, %s%s", kept,
			level < of.a0 ? "g builds it" : k == 0 ? "costs " : "",
			level < of.a0 ? "" : costs);
	}
}

static void tell(const struct view_model *m, char *out, size_t size)
{
	int i = m->specialist < m->scenario->game.n ? m->specialist : 0;
	enum quantity_kind kind[FUNCTIONS_KINDS];
	int kinds = functions_kinds(&m->scenario->game, kind);
	struct functions_players of = functions_players_of(m->scenario, m->study, i, kind[0]);

	if (kind[0] == QUANTITY_LEVEL)
		tell_level(m, &of, player_mark(m->scenario, i + 1), out, size);
	else
		tell_attributes(m, i, kind, kinds, out, size);
}

static const struct view_read read_functions = { READS_LEVEL, marks, tell };

/* ---- data -------------------------------------------------------------------- */

#define SAMPLES 201

static double highest_level(const struct study *st)
{
	const struct outcome *of[2];
	double highest = 0;

	for (int j = functions_outcomes(st, of) - 1; j >= 0; j--)
		for (int i = 0; i < st->n; i++)
			highest = fmax(highest, of[j]->domain[i].alpha);
	return highest > 0 ? 1.5 * highest : 1;
}

/* Of levels, costs from scratch and revenues; of each attribute what its panels show, the other one
 * as it is played. All with their margins. */
static void fill_sheet(const struct view_model *m, struct sheet *t)
{
	static const struct { const char *name; enum shape shape; bool own, of_levels; } columns[] = {
		{ "given", SHAPE_GIVEN, false, false }, { "cost", SHAPE_G_COST, false, true },
		{ "revenue", SHAPE_REVENUE, true, true }, { "kept", SHAPE_KEPT, true, false },
		{ "cost", SHAPE_COST, true, true } };
	const int count = 2 * (int)(sizeof columns / sizeof *columns);
	enum quantity_kind kind[FUNCTIONS_KINDS];
	const struct game *g = &m->scenario->game;
	int kinds = functions_kinds(g, kind);
	bool levels = kind[0] == QUANTITY_LEVEL;
	double top = levels ? highest_level(m->study) : 0;
	struct value *v = NULL;

	sheet_column(t, "a");
	for (int i = 0; i < g->n && !levels; i++)
		top = fmax(top, functions_level(m, i));
	/* the names first */
	for (int row = -1; row < SAMPLES && (row < 0 || (v = sheet_row(t))); row++) {
		double a = top * row / (SAMPLES - 1);

		if (row >= 0)
			(v++)->number = a;
		for (int at = 0; at < kinds * g->n * count; at++) {
			int k = at / count / g->n, i = at / count % g->n, j = at % count;
			bool own = columns[j / 2].own;
			struct functions_players of = functions_players_of(m->scenario,
				levels ? NULL : m->study, i, kind[k]);

			if ((!own && i > 0) || (levels && !columns[j / 2].of_levels))
				continue;
			if (row >= 0)
				(v++)->number = functions_value(&of, j % 2, columns[j / 2].shape, a);
			else
				sheet_column(t, levels ? "%.0s%s%s_%s" : "%s_%s%s_%s",
					quantity_info(kind[k])->name, j % 2 ? "marginal_" : "",
					columns[j / 2].name,
					own ? g->specialist[i].id : "generalist");
		}
	}
}

const struct view_info view_functions = {
	.id = VIEW_FUNCTIONS,
	.name = view_name[VIEW_FUNCTIONS],
	.label = "Functions",
	.tab = 4,
	.min_rows = 11,
	.need = HAVE_FIRST,
	.draw = draw,
	.read = &read_functions,
	.takes = VIEW_TAKES_TOTAL,
	.sheet = fill_sheet,
	.figure = figure_of_functions,
};
