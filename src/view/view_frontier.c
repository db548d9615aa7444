/* The bargaining frontier: one player's utility against another's, the Pareto
 * set apart from what it dominates, and every solution by its letter. */
#include "draw.h"

#include "model/rule.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void widen_by_points(double *min, double *max, const struct frontier_point *pt, int count,
	int n, int k)
{
	for (int i = 0; i < count; i++)
		widen(min, max, value_point(&pt[i], n, k));
}

/* The range of player k's utility over all that is drawn. */
static void frontier_range(const struct view_model *m, int k, double *low, double *high)
{
	const struct study *of[2] = { m->study, ghost_of(m) };
	double min = INFINITY, max = -INFINITY, size = 0;

	widen(&min, &max, 0);
	widen(&min, &max, value_outside(m->scenario, k));
	for (int j = 0; j < 2 && of[j]; j++) {
		const struct study *st = of[j];

		for (int i = 0; st->shares == 1 && i < st->curve.count; i++)
			if (st->curve.node[i].ok)
				widen(&min, &max, value_utility(&st->curve.node[i].out, k));
		for (int i = 0; i < st->solutions; i++)
			if (st->solution[i].done && st->solution[i].agreement) {
				widen(&min, &max, value_utility(&st->solution[i].out, k));
				size = fmax(size, fabs(st->solution[i].out.joint));
			}
		if (study_has_outcome(st))
			widen(&min, &max, value_utility(&st->present, k));
		widen_by_points(&min, &max, st->point, st->points, st->n, k);
		widen_by_points(&min, &max, st->dominated_point, st->dominated_points, st->n, k);
	}
	steady(&min, &max, size);
	plot_range(min, max, low, high);
}

static void plot_part(struct plot *p, const struct study *st, int kx, int ky, enum part part,
	char mark, enum ink ink)
{
	struct samples s = { 0 };

	samples_of_part(&s, st, part, kx, ky);
	plot_curve(p, s.x, s.y, s.brk, s.count, mark, ink);
	samples_free(&s);
}

static void plot_cloud(struct plot *p, const struct frontier_point *pt, int count, int n, int kx,
	int ky, char mark, enum ink ink)
{
	struct samples s = { 0 };

	for (int i = 0; i < count; i++)
		if (!samples_add(&s, value_point(&pt[i], n, kx), value_point(&pt[i], n, ky), false))
			break;
	plot_points(p, s.x, s.y, s.count, mark, ink);
	samples_free(&s);
}

static void plot_ground(struct plot *p, const struct view_model *m, int kx, int ky)
{
	const struct study *st = m->study, *ghost = ghost_of(m);

	if (ghost && ghost->shares == 1)
		plot_part(p, ghost, kx, ky, PART_ALL, MARK_GHOST, INK_GHOST);
	else if (ghost)
		plot_cloud(p, ghost->point, ghost->points, ghost->n, kx, ky, MARK_GHOST,
			INK_GHOST);
	if (st->shares == 1) {
		plot_part(p, st, kx, ky, PART_DOMINATED, MARK_DOMINATED, INK_DOMINATED);
		plot_part(p, st, kx, ky, PART_PARETO, MARK_PARETO, INK_PARETO);
		return;
	}
	plot_cloud(p, st->dominated_point, st->dominated_points, st->n, kx, ky, MARK_DOMINATED,
		INK_DOMINATED);
	plot_cloud(p, st->point, st->points, st->n, kx, ky, MARK_PARETO, INK_PARETO);
}

static void plot_solutions(struct plot *p, const struct view_model *m, int kx, int ky)
{
	const struct study *st = m->study;
	struct plot_mark mark[MARKS_MAX];
	int marks = 0;

	if (study_has_outcome(st))
		mark[marks++] = (struct plot_mark){ value_utility(&st->present, kx),
			value_utility(&st->present, ky), MARK_PRESENT, INK_PRESENT };
	mark[marks++] = (struct plot_mark){ value_outside(m->scenario, kx),
		value_outside(m->scenario, ky), MARK_DISAGREEMENT, INK_WARNING };
	for (int i = 0; i < st->solutions && marks < MARKS_MAX; i++) {
		const struct solution *s = &st->solution[i];

		if (solution_marked(m, s))
			mark[marks++] = (struct plot_mark){ value_utility(&s->out, kx),
				value_utility(&s->out, ky), rule_info(s->rule.rule)->mark,
				INK_SOLUTION };
	}
	plot_markers(p, mark, marks);
}

/* "U of Specialist (revenue)", or "U_s (revenue)" where that would crowd out
 * the legend. */
static void axis_title(const struct view_model *m, int k, bool full, char *out, size_t size)
{
	if (full)
		snprintf(out, size, "U of %s (revenue)", player_name(m->scenario, k));
	else if (k == 0)
		snprintf(out, size, "U_G (revenue)");
	else if (k > 0 || m->scenario->game.n == 1)
		snprintf(out, size, "U_%c (revenue)", player_mark(m->scenario, k));
	else
		snprintf(out, size, "sum of U_s (revenue)");
}

static int frontier_legend(const struct view_model *m, struct legend_entry *e)
{
	int n = 0;

	e[n++] = (struct legend_entry){ MARK_PARETO, INK_PARETO, "Pareto" };
	e[n++] = (struct legend_entry){ MARK_DOMINATED, INK_DOMINATED, "dominated" };
	if (ghost_of(m))
		e[n++] = (struct legend_entry){ MARK_GHOST, INK_GHOST, "pinned" };
	e[n++] = (struct legend_entry){ MARK_PRESENT, INK_PRESENT, "present" };
	return n;
}

void draw_frontier(const struct view_model *m, struct canvas *c, struct rect r)
{
	int kx = frontier_player(m, m->frontier_x, 0), ky = frontier_player(m, m->frontier_y, 1);
	const char *missing = curve_missing(m);
	struct legend_entry e[6];
	char xt[NAME_MAX_BYTES], yt[NAME_MAX_BYTES];
	struct axis x = { .high = 1, .title = xt }, y = { .high = 1, .title = yt };
	struct plot p;
	int count = frontier_legend(m, e);

	axis_title(m, ky, r.w >= 90, yt, sizeof yt);
	axis_title(m, kx, r.w >= 90 || r.h >= 14, xt, sizeof xt);
	if (!missing) {
		frontier_range(m, kx, &x.low, &x.high);
		frontier_range(m, ky, &y.low, &y.high);
	}
	if (plot_begin(&p, c, r, &x, &y, NULL) != STATUS_OK)
		return;
	if (missing) {
		draw_notice(c, p.inner, INK_DIM, missing);
	} else {
		plot_legend(c, p.top.x, p.top.y, p.top.w, e, count);
		plot_ground(&p, m, kx, ky);
		plot_solutions(&p, m, kx, ky);
	}
	plot_end(&p);
}

/* The letters of the solutions, each once, and what else is marked. */
static int key_entries(const struct view_model *m, struct legend_entry *e)
{
	const struct study *st = m->study;
	int n = 0;

	for (int i = 0; i < st->solutions; i++) {
		const struct rule_info *rule = rule_info(st->solution[i].rule.rule);

		if (i > 0 && st->solution[i].rule.rule == st->solution[i - 1].rule.rule)
			continue;
		if (n < RULES)
			e[n++] = (struct legend_entry){ rule->mark, INK_SOLUTION, rule->label };
	}
	e[n++] = (struct legend_entry){ MARK_DISAGREEMENT, INK_WARNING, "disagreement" };
	return n;
}

/* Draws the entries over rows of width w; with c NULL only counts the rows. */
static int key_rows(struct canvas *c, struct rect r, const struct legend_entry *e, int count)
{
	int x = 0, y = 0;

	for (int i = 0; i < count; i++) {
		int w = legend_width(&e[i], 1);

		if (x > 0 && x + w > r.w) {
			x = 0;
			y++;
		}
		if (c)
			plot_legend(c, r.x + x, r.y + y, r.w - x, &e[i], 1);
		x += w + 2;
	}
	return y + 1;
}

int draw_solution_key(const struct view_model *m, struct canvas *c, struct rect r)
{
	struct legend_entry e[RULES + 1];
	int count = key_entries(m, e), rows = key_rows(NULL, r, e, count);

	if (rows > r.h)
		return 0;
	key_rows(c, (struct rect){ r.x, r.y + r.h - rows, r.w, rows }, e, count);
	return rows;
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	int rows = 0;

	(void)hit;
	if (!curve_missing(m) && r.h >= 14)
		rows = draw_solution_key(m, c, r);
	draw_frontier(m, c, (struct rect){ r.x, r.y, r.w, r.h - rows });
}

const struct view_info view_frontier = {
	.id = VIEW_FRONTIER,
	.name = view_name[VIEW_FRONTIER],
	.label = "Frontier",
	.min_rows = 8,
	.draw = draw,
	.sheet = sheet_of_curve,
	.figure = figure_of_frontier,
};
