/* Levels against the share, with a strip of regimes below: who contributes,
 * free-rides or stays out at each share. */
#include "draw.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>

#define STRIP_LEGEND_COLS 36

static char regime_letter(enum regime r)
{
	return r == REGIME_CONTRIBUTE ? 'c' : r == REGIME_FREE_RIDE ? 'f' : '-';
}

static enum ink regime_ink(enum regime r)
{
	return r == REGIME_CONTRIBUTE ? INK_GOOD : r == REGIME_FREE_RIDE ? INK_WARNING : INK_DIM;
}

static void plot_levels(struct plot *p, const struct study *st, const struct roster *r, bool ghost)
{
	for (int i = r->count - 1; i >= 0; i--) {
		struct samples s = { 0 };

		samples_of_curve(&s, &st->curve, value_level, r->player[i]);
		plot_curve(p, s.x, s.y, s.brk, s.count, ghost ? MARK_GHOST : r->mark[i],
			ghost ? INK_GHOST : player_ink(r->player[i]));
		samples_free(&s);
	}
}

static void level_range(const struct view_model *m, const struct roster *r, double *low,
	double *high)
{
	const struct study *of[2] = { m->study, ghost_of(m) };
	double min = INFINITY, max = -INFINITY;

	widen(&min, &max, 0);
	for (int j = 0; j < 2 && of[j]; j++)
		for (int i = 0; i < r->count; i++) {
			struct samples s = { 0 };

			samples_of_curve(&s, &of[j]->curve, value_level, r->player[i]);
			widen_by_samples(&min, &max, &s);
			samples_free(&s);
		}
	if (max == 0 && min == 0)
		max = 1;
	plot_range(min, max, low, high);
}

/* The regimes of the roster's specialists, a row each, under the columns of
 * the plot. */
static void draw_strip(const struct view_model *m, struct canvas *c, const struct plot *p,
	const struct roster *r, int y)
{
	for (int i = 1; i < r->count; i++) {
		int k = r->player[i];

		canvas_put(c, p->inner.x - 2, y, (unsigned char)r->mark[i], player_ink(k));
		for (int x = p->inner.x; x < p->inner.x + p->inner.w; x++) {
			const struct trace_node *n =
				curve_nearest(&m->study->curve, plot_x_of(p, x));
			enum regime g = n ? n->out.domain[k - 1].regime : REGIME_ABSTAIN;

			canvas_put(c, x, y, (unsigned char)regime_letter(g), regime_ink(g));
		}
		y++;
	}
}

static void draw_strip_legend(struct canvas *c, struct rect r, int others)
{
	static const struct legend_entry e[] = { { 'c', INK_GOOD, "contribute" },
		{ 'f', INK_WARNING, "free-ride" }, { '-', INK_DIM, "abstain" } };
	int w = legend_width(e, 3);
	char more[48];

	draw_legend(c, r, e, 3, '\0');
	snprintf(more, sizeof more, "%d more not shown", others);
	if (others > 0 && w + 3 + text_width(more) <= r.w)
		canvas_text(c, r.x + w + 3, r.y, r.w - w - 3, INK_DIM, more);
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	const char *missing = curve_missing(m);
	struct legend_entry e[ROSTER_MAX + 2];
	struct roster roster;
	char title[NAME_MAX_BYTES];
	struct axis x = { .high = 1, .title = share_title(m, title, sizeof title) };
	struct axis y = { .high = 1, .title = "level (performance)" };
	struct plot p;
	int count, strip;
	double share;

	roster_fill(&roster, m, true, roster_room(r.h, m->scenario->game.n));
	strip = missing ? 0 : roster.count - 1 + 1;
	count = legend_of_roster(e, &roster, m->scenario);
	if (!missing) {
		int rows = draw_legend_rows(c, r, 21, e, &count);

		r.y += rows;
		r.h -= rows;
	}
	legend_add_pinned(m, e, &count, r.w - 21);
	if (!missing)
		level_range(m, &roster, &y.low, &y.high);
	if (plot_begin(&p, c, (struct rect){ r.x, r.y, r.w, r.h - strip }, &x, &y, NULL) !=
		STATUS_OK)
		return;
	if (missing) {
		draw_notice(c, p.inner, INK_DIM, missing);
	} else {
		draw_legend(c, p.top, e, count, selected_mark(m));
		if (ghost_of(m))
			plot_levels(&p, ghost_of(m), &roster, true);
		plot_levels(&p, m->study, &roster, false);
		if (present_share(m, &share)) {
			plot_vline(&p, share, INK_PRESENT);
			plot_axis_mark(&p, share, MARK_PRESENT, INK_PRESENT);
		}
		/* below the strip where that is wide enough, else from the edge */
		int from = p.inner.w >= STRIP_LEGEND_COLS ? p.inner.x : r.x;

		draw_strip(m, c, &p, &roster, r.y + r.h - strip);
		draw_strip_legend(c,
			(struct rect){ from, r.y + r.h - 1, r.x + r.w - from, 1 }, roster.others);
	}
	*hit = (struct view_hit){ .share_axis = true, .inner = p.inner };
	plot_end(&p);
}

const struct view_info view_investment = {
	.id = VIEW_INVESTMENT,
	.name = view_name[VIEW_INVESTMENT],
	.label = "Investment",
	.min_rows = 10,
	.draw = draw,
	.sheet = sheet_of_curve,
	.figure = figure_of_investment,
};
