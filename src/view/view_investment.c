/* Levels against the share, with a strip of regimes below: who contributes,
 * free-rides or stays out at each share. */
#include "draw.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>

#define STRIP_LEGEND_COLS 36
#define PLOT_ROWS 5 /* at least, without what stands below its ticks and its legend */

static void plot_levels(struct plot *p, const struct study *st, const struct roster *r, bool ghost)
{
	for (int i = r->count - 1; i >= 0; i--)
		plot_trace(p, &st->curve, value_level, r->player[i],
			ghost ? MARK_GHOST : r->mark[i],
			ghost ? INK_GHOST : player_ink(r->player[i]));
}

static void level_range(const struct view_model *m, const struct roster *r, double *low,
	double *high)
{
	const struct study *of[2] = { m->study, ghost_of(m) };
	double min = INFINITY, max = -INFINITY;

	widen(&min, &max, 0);
	for (int i = 0; first_best_shown(m) && i < r->count; i++)
		widen(&min, &max, value_level(first_best_shown(m), r->player[i]));
	for (int j = 0; j < 2 && of[j]; j++)
		for (int i = 0; i < r->count; i++)
			widen_by_curve(&min, &max, &of[j]->curve, value_level, r->player[i]);
	if (max == 0 && min == 0)
		max = 1;
	plot_range(min, max, low, high);
}

/* "m-" at the left end: the level that one owner would have chosen for m. */
static void draw_first_best(struct plot *p, const struct view_model *m, const struct roster *r)
{
	const struct outcome *best = first_best_shown(m);

	for (int i = r->count - 1; best && i >= 0; i--) {
		int x, y;

		if (!plot_cell(p, p->x.low, value_level(best, r->player[i]), &x, &y))
			continue;
		canvas_put(p->canvas, x, y, (unsigned char)r->mark[i], player_ink(r->player[i]));
		canvas_put(p->canvas, x + 1, y, MARK_FIRST_BEST, player_ink(r->player[i]));
	}
}

static void draw_strip_legend(struct canvas *c, struct rect r, int others)
{
	int w = draw_regime_legend(c, r);
	char more[48];

	snprintf(more, sizeof more, "%d more not shown", others);
	if (others > 0 && w + 3 + text_width(more) <= r.w)
		canvas_text(c, r.x + w + 3, r.y, r.w - w - 3, INK_DIM, more);
}

/* Rows below the ticks: the rules, a strip a specialist, what its letters are. */
static void draw_below(const struct view_model *m, struct plot *p, const struct roster *roster,
	int rules)
{
	int y = p->below.y + rules, last = p->below.y + p->below.h - 1;
	/* below the strip where that is wide enough, else from the edge */
	int from = p->inner.w >= STRIP_LEGEND_COLS ? p->inner.x : p->outer.x;

	if (rules > 0)
		draw_rules(p, m, 0, rules);
	draw_regimes(p, &m->study->curve, roster, y);
	draw_strip_legend(p->canvas,
		(struct rect){ from, last, p->outer.x + p->outer.w - from, 1 }, roster->others);
}

/* How many of n specialists have a strip where there are so many rows, with a row for what its
 * letters are. */
static int strips_room(int rows, int n)
{
	return n > rows - PLOT_ROWS - 1 ? 1 : roster_room(rows, n);
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	const char *missing = curve_missing(m);
	struct legend_entry e[ROSTER_MAX + 5];
	struct roster roster;
	struct axis x = { .high = 1, .title = "share", .below = 1 };
	struct axis y = { .high = 1, .title = "Level at each share" };
	struct plot p;
	int count = 0, rules = 1, rows = 0, spare;

	roster_fill(&roster, m, true, strips_room(r.h, m->scenario->game.n));
	if (!missing) {
		count = legend_of_roster(e, &roster, m->scenario);
		if (first_best_shown(m))
			e[count++] = (struct legend_entry){ MARK_FIRST_BEST, INK_DIM, "first best" };
		count = legend_of_marks(m, e, count, false);
		y.title = legend_title(y.title, "Level", e, count, r.w);
		legend_add_switch(m, e, &count, r, y.title);
		rows = draw_legend_rows(c, (struct rect){ r.x, r.y + 1, r.w, r.h - 1 },
			text_width(y.title), e, count);
		level_range(m, &roster, &y.low, &y.high);
		/* what a share means for whom is in the strips: the rules give way */
		spare = r.h - PLOT_ROWS - rows - roster.count;
		rules = draw_rules_rows(m, plot_inner(r, &x, &y), &x);
		rules = rules < spare ? rules : spare > 0 ? spare : 0;
		y.below = rows;
		x.below = rules + roster.count;
	}
	if (plot_begin(&p, c, r, &x, &y, NULL) != STATUS_OK)
		return;
	if (missing) {
		draw_notice(c, p.inner, INK_DIM, missing);
	} else {
		if (rows == 0)
			draw_legend(c, p.top, e, count);
		if (ghost_of(m))
			plot_levels(&p, ghost_of(m), &roster, true);
		plot_levels(&p, m->study, &roster, false);
		draw_first_best(&p, m, &roster);
		draw_share_marks(&p, m);
		draw_below(m, &p, &roster, rules);
	}
	*hit = (struct view_hit){ .share_axis = true, .reads = READS_SHARE,
		.inner = p.inner, .cell_w = 1, .x = { 0, 1, false } };
	plot_end(&p);
}

const struct view_info view_investment = {
	.id = VIEW_INVESTMENT,
	.name = view_name[VIEW_INVESTMENT],
	.label = "Investment",
	.tab = 6,
	.min_rows = 10,
	.draw = draw,
	.read = &read_share,
	.sheet = sheet_of_curve,
	.figure = figure_of_investment,
};
