/* Levels against the share, with a strip of regimes below: who contributes,
 * free-rides or stays out at each share. */
#include "draw.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>

#define STRIP_LEGEND_COLS 36
#define PLOT_ROWS 5 /* at least, without what stands below its ticks and its legend */

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

/* Rows below the rules: a strip a specialist, what its letters are. */
static void draw_below(const struct share_plot *s)
{
	const struct plot *p = &s->plot;
	int last = p->below.y + p->below.h - 1;
	/* below the strip where that is wide enough, else from the edge */
	int from = p->inner.w >= STRIP_LEGEND_COLS ? p->inner.x : p->outer.x;

	draw_regimes(p, &s->m->study->curve, &s->roster, p->below.y + s->rules);
	draw_strip_legend(p->canvas, (struct rect){ from, last,
		p->outer.x + p->outer.w - from, 1 }, s->roster.others);
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
	const char *what = quantity_exists(&m->scenario->game, QUANTITY_PERFORMANCE) ?
		"Performance" : "Level";
	struct share_plot s = { .m = m };

	snprintf(s.title, sizeof s.title, "%s at each share", what);
	roster_fill(&s.roster, m, true, strips_room(r.h, m->scenario->game.n));
	if (!curve_missing(m)) {
		s.entries = legend_of_roster(s.entry, &s.roster, m->scenario);
		if (first_best_shown(m))
			s.entry[s.entries++] = (struct legend_entry){ MARK_FIRST_BEST, INK_DIM,
				"first best" };
		s.entries = legend_of_marks(m, s.entry, s.entries, false);
	}
	/* what a share means for whom is in the strips: the rules give way */
	if (share_plot_begin(&s, c, r, what, value_level, s.roster.count,
		r.h - PLOT_ROWS - s.roster.count)) {
		draw_first_best(&s.plot, m, &s.roster);
		draw_below(&s);
	}
	share_plot_end(&s, hit);
}

const struct view_info view_investment = {
	.id = VIEW_INVESTMENT,
	.name = view_name[VIEW_INVESTMENT],
	.label = "Investment",
	.tab = 6,
	.min_rows = 10,
	.need = HAVE_FIRST | HAVE_RULES,
	.draw = draw,
	.read = &read_share,
	.sheet = sheet_of_curve,
	.figure = figure_of_investment,
};
