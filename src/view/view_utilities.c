/* Utilities against the share: everybody's, and the joint one, with the
 * solutions where they lie on the joint curve. */
#include "draw.h"

#include "base/text.h"
#include "model/rule.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define UNIT_LONG "utility (revenue)"
#define UNIT_SHORT "U (revenue)"

/* Dots in ASCII; braille curves need a letter. */
static char joint_mark(const struct canvas *c)
{
	return c->unicode ? 'j' : MARK_JOINT;
}

/* Range of y over players and joint, now and pinned: while pinned the axis
 * keeps what the pinned curves need, so that moving is seen as moving. */
static void utility_range(const struct view_model *m, const struct roster *r, double *low,
	double *high)
{
	const struct study *of[2] = { m->study, ghost_of(m) };
	double min = INFINITY, max = -INFINITY;

	widen(&min, &max, 0);
	for (int j = 0; j < 2; j++) {
		const struct trace *cv = of[j] ? &of[j]->curve : NULL;

		for (int i = 0; cv && i < cv->count; i++) {
			if (!cv->node[i].ok)
				continue;
			widen(&min, &max, cv->node[i].out.joint);
			for (int k = 0; k < r->count; k++)
				widen(&min, &max, value_utility(&cv->node[i].out, r->player[k]));
		}
	}
	if (max == 0 && min == 0)
		max = 1;
	plot_range(min, max, low, high);
}

static void plot_player(struct plot *p, const struct study *st, int k, char mark, enum ink ink)
{
	struct samples s = { 0 };

	samples_of_curve(&s, &st->curve, value_utility, k);
	plot_curve(p, s.x, s.y, s.brk, s.count, mark, ink);
	samples_free(&s);
}

static void plot_players(struct plot *p, const struct view_model *m, const struct roster *r)
{
	const struct study *ghost = ghost_of(m);

	for (int i = 0; ghost && i < r->count; i++)
		plot_player(p, ghost, r->player[i], MARK_GHOST, INK_GHOST);
	if (ghost)
		plot_player(p, ghost, PLAYER_JOINT, MARK_GHOST, INK_GHOST);
	plot_player(p, m->study, PLAYER_JOINT, joint_mark(p->canvas), INK_JOINT);
	for (int i = r->count - 1; i >= 0; i--)
		plot_player(p, m->study, r->player[i], r->mark[i], player_ink(r->player[i]));
}

/* The present share and the solutions, on the joint curve. */
static void plot_bargains(struct plot *p, const struct view_model *m)
{
	const struct study *st = m->study;
	struct plot_mark mark[MARKS_MAX];
	int marks = 0;
	double share;

	if (present_share(m, &share)) {
		plot_vline(p, share, INK_PRESENT);
		mark[marks++] = (struct plot_mark){ share, st->present.joint, MARK_PRESENT,
			INK_PRESENT };
		plot_axis_mark(p, share, MARK_PRESENT, INK_PRESENT);
	}
	for (int i = 0; i < st->solutions && marks < MARKS_MAX; i++) {
		const struct solution *s = &st->solution[i];

		if (solution_marked(m, s) && solution_share(m, s, &share))
			mark[marks++] = (struct plot_mark){ share, s->out.joint,
				rule_info(s->rule.rule)->mark, INK_SOLUTION };
	}
	plot_markers(p, mark, marks);
	for (int i = 0; (st->have & HAVE_THRESHOLDS) && i < st->thresholds; i++)
		plot_axis_mark(p, st->threshold[i].x, MARK_THRESHOLD, INK_WARNING);
}

/* The legend, with the unit spelled out where the names leave room for it. */
static void plan_legend(const struct view_model *m, const struct canvas *c,
	const struct roster *r, struct rect area, struct legend_entry *e, int *count,
	const char **title)
{
	e[0] = (struct legend_entry){ joint_mark(c), INK_JOINT, "joint" };
	*count = 1 + legend_of_roster(e + 1, r, m->scenario);
	legend_add_pinned(m, e, count, area.w - 13);
	*title = legend_width(e, *count) + 19 <= area.w ? UNIT_LONG : UNIT_SHORT;
}

void draw_utilities(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	struct legend_entry e[ROSTER_MAX + 2];
	const char *missing = curve_missing(m), *title;
	struct roster roster;
	struct plot p;
	char share[NAME_MAX_BYTES];
	struct axis x = { .high = 1, .title = share_title(m, share, sizeof share) };
	struct axis y = { .low = 0 };
	int count, rows = 0;

	roster_fill(&roster, m, true, roster_room(r.h, m->scenario->game.n));
	plan_legend(m, c, &roster, r, e, &count, &title);
	if (!missing)
		rows = draw_legend_rows(c, r, 13, e, &count);
	r.y += rows;
	r.h -= rows;
	y.title = title;
	y.high = 1;
	if (!missing)
		utility_range(m, &roster, &y.low, &y.high);
	if (plot_begin(&p, c, r, &x, &y, NULL) != STATUS_OK)
		return;
	if (missing) {
		draw_notice(c, p.inner, INK_DIM, missing);
	} else {
		draw_legend(c, p.top, e, count, selected_mark(m));
		plot_players(&p, m, &roster);
		plot_bargains(&p, m);
	}
	*hit = (struct view_hit){ .share_axis = true, .inner = p.inner };
	plot_end(&p);
}

/* "invest" is the generalist's only regime but for abstaining. */
static const char *regime_word(const struct threshold *t, enum regime regime)
{
	return t->specialist < 0 && regime != REGIME_ABSTAIN ? "invest" : regime_name(regime);
}

/* Who turns from what to what, by the player's letter where `shortly`; or that
 * the generalist goes elsewhere, all playing on as they did. */
static void turn_text(const struct view_model *m, const struct threshold *t, bool shortly,
	char *out, size_t size)
{
	int player = t->specialist + 1;
	const char *name = player_name(m->scenario, player);
	const char *before = regime_word(t, t->before), *after = regime_word(t, t->after);

	if (t->before == t->after && shortly)
		snprintf(out, size, "%c flips", player_mark(m->scenario, 0));
	else if (t->before == t->after)
		snprintf(out, size, "%s flips to another level", player_name(m->scenario, 0));
	else if (shortly)
		snprintf(out, size, "%c %s > %s", player_mark(m->scenario, player), before, after);
	else
		snprintf(out, size, "%s: %s to %s", name, before, after);
}

/* By how much a utility jumps: in full, shortly, not at all. */
static void jump_text(double jump, int brevity, char *out, size_t size)
{
	out[0] = '\0';
	if (jump > 0 && brevity < 2)
		snprintf(out, size, brevity == 0 ? "; a utility jumps by %.4g" : "; jump %.4g", jump);
}

/* One threshold in words, with fewer where they are too wide. */
static void threshold_text(const struct view_model *m, const struct threshold *t, int w, char *out,
	size_t size)
{
	char turn[NAME_MAX_BYTES * 2], jump[48];

	if (isnan(t->u_before) || isnan(t->u_after)) {
		snprintf(out, size, "%s %s %.6f", lack_text(LACK_EQUILIBRIUM),
			isnan(t->u_after) ? "above" : "below", t->x);
		return;
	}
	for (int i = 0; i < 6; i++) {
		bool shortly = i >= 3;

		turn_text(m, t, shortly, turn, sizeof turn);
		jump_text(t->jump, i % 3, jump, sizeof jump);
		snprintf(out, size, shortly ? "%.3f %s%s" : "%.6f  %s%s", t->x, turn, jump);
		if (text_width(out) <= w)
			return;
	}
}

static void draw_thresholds(const struct view_model *m, struct canvas *c, struct rect r)
{
	const struct study *st = m->study;
	char text[256], last[256] = "";
	int y = 0;

	for (int i = 0; i < st->thresholds; i++) {
		threshold_text(m, &st->threshold[i], r.w - 2, text, sizeof text);
		if (strcmp(text, last) == 0)
			continue;
		if (y == r.h - 1 && i + 1 < st->thresholds) {
			canvas_printf(c, r.x + 2, r.y + y, r.w - 2, INK_DIM, "and %d more",
				st->thresholds - i);
			return;
		}
		canvas_put(c, r.x, r.y + y, MARK_THRESHOLD, INK_WARNING);
		canvas_text_fit(c, r.x + 2, r.y + y, r.w - 2, INK_LABEL, text);
		strcpy(last, text);
		y++;
	}
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	int lines = 0;

	if (!curve_missing(m) && (m->study->have & HAVE_THRESHOLDS))
		lines = m->study->thresholds < r.h / 4 ? m->study->thresholds : r.h / 4;
	draw_utilities(m, c, (struct rect){ r.x, r.y, r.w, r.h - lines }, hit);
	if (lines > 0)
		draw_thresholds(m, c, (struct rect){ r.x, r.y + r.h - lines, r.w, lines });
}

const struct view_info view_utilities = {
	.id = VIEW_UTILITIES,
	.name = view_name[VIEW_UTILITIES],
	.label = "Utilities",
	.min_rows = 8,
	.draw = draw,
	.sheet = sheet_of_curve,
	.figure = figure_of_utilities,
};
