/* Costs and revenue as functions of the level reached, per further unit or in total: of
 * the selected specialist and, where there is room, of the generalist. Where what the
 * specialist keeps of a further unit crosses what it costs, it stops. */
#include "draw.h"
#include "functions.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TWO_COLS 100       /* from here on the generalist's stand beside the specialist's */
#define EXPLAINED_ROWS 16  /* of the view that has words below */
#define EXPLANATION 3

static const struct { char mark; enum ink ink; const char *text; } shape_info[SHAPES] = {
	[SHAPE_REVENUE] = { 'r', INK_TEXT, "earns" },
	[SHAPE_KEPT] = { 'k', INK_SPECIALIST, "kept" },
	[SHAPE_GIVEN] = { 'k', INK_GENERALIST, "kept of all" },
	[SHAPE_COST] = { 'c', INK_SPECIALIST2, "costs" },
	[SHAPE_G_COST] = { 'c', INK_SPECIALIST2, "costs" },
};

static void draw_shape(struct plot *p, const struct functions_players *of, bool marginal, enum shape shape,
	bool ghost)
{
	struct samples s = { 0 };

	for (int i = 0; i < FUNCTIONS_POINTS; i++) {
		double a = p->x.low + (p->x.high - p->x.low) * i / (FUNCTIONS_POINTS - 1);

		if (!samples_add(&s, a, functions_value(of, marginal, shape, a), false))
			break;
	}
	plot_curve(p, s.x, s.y, NULL, s.count, ghost ? MARK_GHOST : shape_info[shape].mark,
		ghost ? INK_GHOST : shape_info[shape].ink);
	samples_free(&s);
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
			e[count++] = (struct legend_entry){ shape_info[k].mark, shape_info[k].ink,
				shape_info[k].text };
	if (f->ghosts)
		e[count++] = (struct legend_entry){ MARK_GHOST, INK_GHOST, "pinned" };
	return count;
}

static void draw_panel(const struct view_model *m, const struct functions_panel *f, struct canvas *c,
	struct rect r, double level, char who, struct view_hit *hit)
{
	struct legend_entry e[SHAPES + 1];
	char title[80];
	struct axis x = { .high = level, .title = "level" }, y = { .high = 1, .title = title };
	struct plot p;

	snprintf(title, sizeof title, "%c: %s, by level", who,
		f->marginal ? "a further unit" : "in total");
	functions_range(f, level, &y.low, &y.high);
	if (plot_begin(&p, c, r, &x, &y, NULL) != STATUS_OK)
		return;
	draw_legend(c, p.top, e, panel_legend(f, e));
	draw_shapes(&p, f);
	if (m->reading)
		plot_read_line(&p, m->reading->at[0]);
	mark_levels(&p, f);
	*hit = (struct view_hit){ .reads = READS_LEVEL, .inner = p.inner, .cell_w = 1,
		.x = { p.x.low, p.x.high, false } };
	plot_end(&p);
}

/* Where both stop, why there, and where one owner of all would. */
static void explain(const struct functions_panel *f, struct canvas *c, struct rect r, char who)
{
	const struct functions_players *now = &f->now;
	const struct study *st = now->study;
	char a0[NUMBER_MAX], a[NUMBER_MAX], costs[NUMBER_MAX], earns[NUMBER_MAX], g[NUMBER_MAX],
		text[400];
	int i = st ? (int)(now->who - now->game->specialist) : 0;
	size_t used;

	if (!st || !st->present.invests)
		return;
	number_text(now->a0, 4, 8, a0);
	number_text(now->alpha, 4, 8, a);
	number_text(functions_value(now, true, SHAPE_COST, now->alpha), 3, 8, costs);
	number_text(functions_value(now, true, SHAPE_REVENUE, now->alpha), 3, 8, earns);
	if (st->present.domain[i].regime == REGIME_CONTRIBUTE)
		used = (size_t)snprintf(text, sizeof text, "g stops at %s, %c goes on to @, %s: there "
			"a unit costs %c %s, of the %s it earns.", a0, who, a, who, costs, earns);
	else
		used = (size_t)snprintf(text, sizeof text, "g stops at %s, and %c %s.", a0, who,
			st->present.domain[i].regime == REGIME_ABSTAIN ? "stays out" :
									 "takes that as it is");
	if ((st->have & HAVE_FIRST_BEST) && st->first_best_status == STATUS_OK && used < sizeof text)
		snprintf(text + used, sizeof text - used, " One owner of all: g to %s, %c to %s.",
			number_text(st->first_best.alpha0, 3, 8, g), who,
			number_text(st->first_best.domain[i].alpha, 3, 8, a));
	draw_wrapped(c, r, INK_LABEL, text);
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	int i = m->specialist < m->scenario->game.n ? m->specialist : 0;
	struct functions_panel f = { .now = functions_players_of(m->scenario, m->study, i) };
	bool two = r.w >= TWO_COLS;
	int w = two ? (r.w - 3) / 2 : r.w;
	double level = functions_level(m, i);
	struct view_hit beside;

	if (m->pinned_scenario && m->pinned_scenario->game.n == m->scenario->game.n) {
		f.pinned = functions_players_of(m->pinned_scenario, m->pinned, i);
		f.ghosts = f.pinned.study != NULL;
	}
	char who = player_mark(m->scenario, i + 1);

	f.marginal = !m->total;
	if (r.h >= EXPLAINED_ROWS) {
		r.h -= EXPLANATION;
		if (!m->hide)
			explain(&f, c, (struct rect){ r.x, r.y + r.h, r.w, EXPLANATION }, who);
	}
	f.shapes = 1u << SHAPE_REVENUE | 1u << SHAPE_KEPT | 1u << SHAPE_COST;
	draw_panel(m, &f, c, (struct rect){ r.x, r.y, w, r.h }, level, who, hit);
	f.shapes = 1u << SHAPE_GIVEN | 1u << SHAPE_G_COST;
	if (two)
		draw_panel(m, &f, c, (struct rect){ r.x + r.w - w, r.y, w, r.h }, level,
			player_mark(m->scenario, 0), &beside);
}

/* ---- reading ----------------------------------------------------------------- */

static int marks(const struct view_model *m, double mark[READING_MARKS])
{
	int i = m->specialist < m->scenario->game.n ? m->specialist : 0, count = 0;
	const struct study *st = m->study;

	if (st && study_has_outcome(st)) {
		reading_mark(mark, &count, st->present.alpha0);
		reading_mark(mark, &count, st->present.domain[i].alpha);
	}
	if (st && (st->have & HAVE_FIRST_BEST) && st->first_best_status == STATUS_OK) {
		reading_mark(mark, &count, st->first_best.alpha0);
		reading_mark(mark, &count, st->first_best.domain[i].alpha);
	}
	return reading_sort(mark, count);
}

static void tell(const struct view_model *m, char *out, size_t size)
{
	int i = m->specialist < m->scenario->game.n ? m->specialist : 0;
	struct functions_players of = functions_players_of(m->scenario, m->study, i);
	char at[NUMBER_MAX], earns[NUMBER_MAX], kept[NUMBER_MAX], costs[NUMBER_MAX], a0[NUMBER_MAX];
	char who = player_mark(m->scenario, i + 1);
	double level = m->reading->at[0];
	size_t used;

	number_text(level, 4, 8, at);
	number_text(functions_value(&of, !m->total, SHAPE_REVENUE, level), 3, 8, earns);
	number_text(functions_value(&of, !m->total, SHAPE_KEPT, level), 3, 8, kept);
	used = (size_t)snprintf(out, size, "At level %s %s earns %s (%c keeps %s)", at,
		m->total ? "all of it" : "a further unit", earns, who, kept);
	if (used >= size)
		return;
	if (level < of.a0)
		snprintf(out + used, size - used, "; up to %s g builds",
			number_text(of.a0, 4, 8, a0));
	else
		snprintf(out + used, size - used, " and costs %s",
			number_text(functions_value(&of, !m->total, SHAPE_COST, level), 3, 8, costs));
}

static const struct view_read read_functions = { READS_LEVEL, marks, tell };

/* ---- data -------------------------------------------------------------------- */

#define SAMPLES 201

static double highest_level(const struct study *st)
{
	double highest = 0;

	if (study_has_outcome(st))
		for (int i = 0; i < st->n; i++)
			highest = fmax(highest, st->present.domain[i].alpha);
	if ((st->have & HAVE_FIRST_BEST) && st->first_best_status == STATUS_OK)
		for (int i = 0; i < st->n; i++)
			highest = fmax(highest, st->first_best.domain[i].alpha);
	return highest > 0 ? 1.5 * highest : 1;
}

/* Costs from scratch, and revenues, with their margins. */
static void fill_sheet(const struct view_model *m, struct sheet *t)
{
	const struct game *g = &m->scenario->game;
	double top = highest_level(m->study);

	sheet_column(t, "a");
	sheet_column(t, "cost_generalist");
	sheet_column(t, "marginal_cost_generalist");
	for (int i = 0; i < g->n; i++) {
		sheet_column(t, "revenue_%s", g->specialist[i].id);
		sheet_column(t, "marginal_revenue_%s", g->specialist[i].id);
		sheet_column(t, "cost_%s", g->specialist[i].id);
		sheet_column(t, "marginal_cost_%s", g->specialist[i].id);
	}
	for (int k = 0; k < SAMPLES; k++) {
		double a = top * k / (SAMPLES - 1);
		struct value *row = sheet_row(t);
		struct cost_jet cost;
		struct jet revenue;

		if (!row)
			return;
		(row++)->number = a;
		cost_jet(&g->generalist.cost, a, 0, &cost);
		(row++)->number = cost.v;
		(row++)->number = cost.d1;
		for (int i = 0; i < g->n; i++) {
			revenue_jet(&g->specialist[i].revenue, a, &revenue);
			cost_jet(&g->specialist[i].cost, a, 0, &cost);
			(row++)->number = revenue.v;
			(row++)->number = revenue.d1;
			(row++)->number = cost.v;
			(row++)->number = cost.d1;
		}
	}
}

const struct view_info view_functions = {
	.id = VIEW_FUNCTIONS,
	.name = view_name[VIEW_FUNCTIONS],
	.label = "Functions",
	.tab = 4,
	.min_rows = 11,
	.draw = draw,
	.read = &read_functions,
	.takes = VIEW_TAKES_TOTAL,
	.sheet = fill_sheet,
	.figure = figure_of_functions,
};
