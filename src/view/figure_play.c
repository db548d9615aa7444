/* Figures of one play: backward induction, and the functions behind it. */
#include "figure.h"
#include "functions.h"

#include "bargain/induction.h"

#include <math.h>
#include <stdio.h>

/* ---- backward induction ------------------------------------------------------------- */

static void add_path(struct figure *g, const struct induction_path *path, outcome_value value, int k,
	enum figure_style style, const char *title)
{
	struct samples s = { 0 };
	bool own = style == FIGURE_SOLID;

	samples_of_curve(&s, &path->trace, value, k);
	figure_curve(g, &s, player_ink(k), style, own ? player_mark(g->m->scenario, k) : '\0',
		title);
}

static bool picks(const struct induction_path *path)
{
	return path->ok && path->best.invests;
}

/* The levels that one player answers with, or its payoff, at every level of g: at the
 * present shares, at others (dotted), and pinned (dashed). */
static void add_paths(struct figure *g, const struct induction *st, outcome_value value, int k,
	bool first)
{
	if (g->m->step < RESPONSE_STEPS - 1)
		add_path(g, &st->pinned, value, k, FIGURE_PINNED, first ? "pinned" : NULL);
	else
		add_path(g, &st->other, value, k, FIGURE_DOTTED, first ? "at another share" : NULL);
	add_path(g, &st->present, value, k, FIGURE_SOLID, player_name(g->m->scenario, k));
}

static void panel_of_answers(struct figure *g, const struct induction *st)
{
	const struct answers *of = answers_of(&st->scenario->game);
	char of_g[40], of_each[40];
	const struct figure_axis x = { .title = of_g, .high = st->a0_max };
	const struct figure_axis y = { .title = of_each };
	const double ends[2] = { 0, st->a0_max };
	struct roster roster;

	snprintf(of_g, sizeof of_g, "%s of g", of->name);
	snprintf(of_each, sizeof of_each, "%s of the specialist", of->name);
	roster_fill(&roster, g->m, false, ROSTER_MAX);
	figure_panel(g, "what each specialist makes of it", &x, &y);
	figure_line(g, ends, ends, INK_DIM, FIGURE_DOTTED, '\0', "nothing added");
	for (int i = 0; i < roster.count; i++)
		add_paths(g, st, of->answer, roster.player[i], i == 0);
	if (picks(&st->present)) {
		figure_upright(g, st->present.level);
		for (int i = 0; i < roster.count; i++)
			figure_mark(g, FIGURE_POINT, st->present.level,
				of->level(&st->present.best, roster.player[i]), MARK_PRESENT);
	}
	figure_plot(g, "");
}

static void panel_of_payoff(struct figure *g, const struct induction *st)
{
	const char *of = answers_of(&st->scenario->game)->name;
	char of_g[40], title[40];
	const struct figure_axis x = { .title = of_g, .high = st->a0_max };
	const struct figure_axis y = { .title = "utility of g" };

	snprintf(of_g, sizeof of_g, "%s of g", of);
	snprintf(title, sizeof title, "what each %s pays g", of);
	figure_panel(g, title, &x, &y);
	add_paths(g, st, value_utility, 0, true);
	figure_widen(g, 0, 0);
	if (picks(&st->present)) {
		figure_upright(g, st->present.level);
		figure_mark(g, FIGURE_POINT, st->present.level,
			st->present.best.u_generalist, MARK_PRESENT);
	}
	figure_plot(g, "");
}

void figure_of_response(struct figure *g)
{
	const struct induction *st = g->m->lab;
	char title[60];

	if (g->m->hide || !st || st->present.trace.count == 0) {
		figure_nothing(g, NULL, NULL, st && st->status != STATUS_OK ? st->error.text
			: curve_missing(g->m));
		return;
	}
	snprintf(title, sizeof title, "@ the best %s of g, and the answers to it",
		answers_of(&st->scenario->game)->name);
	figure_begin(g, 1, 2, title);
	panel_of_answers(g, st);
	panel_of_payoff(g, st);
	figure_end(g);
}

/* ---- functions ----------------------------------------------------------------------- */

static void add_shape(struct figure *g, const struct functions_panel *f, enum shape shape,
	double level, bool keyed, bool pinned)
{
	const struct legend_entry *e = &shape_info[shape].figure;
	/* what runs off the top shall not take the letters with it */
	struct samples s = functions_samples(pinned ? &f->pinned : &f->now, f->marginal, shape, level,
		g->y.high);

	figure_curve(g, &s, e->ink, pinned ? FIGURE_PINNED : FIGURE_SOLID, pinned ? '\0' : e->mark,
		!keyed ? NULL : !pinned ? e->text
		: shape == SHAPE_COST || shape == SHAPE_G_COST ? "pinned" : NULL);
}

static void panel_of_shapes(struct figure *g, const struct functions_panel *f, double level,
	const char *title, bool keyed)
{
	const char *kind = quantity_info(f->now.kind)->label;
	const struct figure_axis x = { .title = kind, .high = level };
	char per[40];
	struct figure_axis y = { .title = per };
	bool own = f->shapes & 1u << SHAPE_COST;
	double at = own ? f->now.alpha : f->now.a0;

	if (!f->marginal && f->now.kind == QUANTITY_LEVEL)
		snprintf(per, sizeof per, "total");
	else
		snprintf(per, sizeof per, "%s %s", f->marginal ? "per unit of" : "total, by", kind);
	functions_range(f, level, &y.low, &y.high);
	figure_panel(g, title, &x, &y);
	for (int k = 0; k < SHAPES; k++) {
		if (f->shapes & 1u << k && f->ghosts)
			add_shape(g, f, (enum shape)k, level, keyed, true);
		if (f->shapes & 1u << k)
			add_shape(g, f, (enum shape)k, level, keyed, false);
	}
	if (f->now.study) {
		figure_upright(g, at);
		figure_mark(g, FIGURE_FOOT, at, 0, MARK_PRESENT);
		if (own && f->now.a0 < at)
			figure_mark(g, FIGURE_FOOT, f->now.a0, 0, 'g');
		if (functions_floor(f) > 0)
			figure_mark(g, FIGURE_FOOT, functions_floor(f), 0, '-');
	}
	figure_plot(g, "");
}

/* In total, and for a further unit; of two attributes each one, as they are looked at. */
void figure_of_functions(struct figure *g)
{
	const struct view_model *m = g->m;
	int i = m->specialist < m->scenario->game.n ? m->specialist : 0;
	enum quantity_kind kind[FUNCTIONS_KINDS];
	int kinds = functions_kinds(&m->scenario->game, kind);
	double level = functions_level(m, i);
	char own[NAME_MAX_BYTES + 4], general[NAME_MAX_BYTES + 4];

	snprintf(own, sizeof own, "%c %s", player_mark(m->scenario, i + 1),
		player_name(m->scenario, i + 1));
	snprintf(general, sizeof general, "g %s", player_name(m->scenario, 0));
	figure_begin(g, 2, 2, kinds > 1 ?
		"@ now   g where g stops   - floor   its share: of all revenue, the rest as it is" :
		"@ the level now   g where g stops   its share: of all revenue, investments held");
	for (int k = 0; k < 4; k++) {
		struct functions_panel f = functions_panel_of(m, i, kind[kinds > 1 ? k / 2 : 0]);

		f.marginal = kinds > 1 ? !m->total : k >= 2;
		f.shapes = k % 2 ? 1u << SHAPE_GIVEN | 1u << SHAPE_G_COST
			: 1u << SHAPE_REVENUE | 1u << SHAPE_KEPT | 1u << SHAPE_COST;
		if (functions_part(&f.now, k % 2) != 1)
			f.shapes |= k % 2 ? 1u << SHAPE_G_PART : 1u << SHAPE_PART;
		panel_of_shapes(g, &f, level, k >= 2 ? "" : k % 2 ? general : own, k < 2);
	}
	figure_end(g);
}
