/* Utilities against the share: everybody's, and the joint one, with the
 * solutions where they lie on the joint curve. */
#include "draw.h"

#include "base/text.h"
#include "model/rule.h"
#include "sentences.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PARETO_ROWS 14  /* of the plot's data from which the Pareto set has a row of its own */

/* Range of y over the roster, now and pinned: while pinned the axis keeps what the pinned curves
 * need, so that moving is seen as moving; and over what one owner would have. */
static void share_range(const struct view_model *m, const struct roster *r, outcome_value value,
	double *low, double *high)
{
	const struct study *of[2] = { m->study, ghost_of(m) };
	const struct outcome *best = first_best_shown(m);
	double min = INFINITY, max = -INFINITY;

	widen(&min, &max, 0);
	for (int k = 0; k < r->count; k++) {
		widen(&min, &max, best ? value(best, r->player[k]) : 0);
		for (int j = 0; j < 2 && of[j]; j++)
			widen_by_curve(&min, &max, &of[j]->curve, value, r->player[k]);
	}
	if (max == 0 && min == 0)
		max = 1;
	plot_range(min, max, low, high);
}

static void plot_players(struct plot *p, const struct view_model *m, const struct roster *r,
	outcome_value value)
{
	const struct study *ghost = ghost_of(m);

	for (int i = 0; ghost && i < r->count; i++)
		plot_trace(p, &ghost->curve, value, r->player[i], MARK_GHOST, INK_GHOST);
	for (int i = r->count - 1; i >= 0; i--)
		plot_trace(p, &m->study->curve, value, r->player[i], r->mark[i],
			player_ink(r->player[i]));
}

/* Where the outcome was before the last key, or else the pinned one is. */
static bool earlier_share(const struct view_model *m, double *share)
{
	const struct study *pinned = ghost_of(m);
	int axis = m->study->axis < 0 ? 0 : m->study->axis;

	if (pinned && study_has_outcome(pinned) && !pinned->no_agreement)
		*share = pinned->delta[axis];
	else if (!pinned && m->before && m->before->on && m->before->n == m->study->n)
		*share = m->before->delta[axis];
	else
		return false;
	return isfinite(*share);
}

static void draw_share_marks(struct plot *p, const struct view_model *m)
{
	const struct study *st = m->study;
	double now = NAN, then;

	if (m->reading && m->reading->kind == READS_SHARE)
		plot_read_line(p, m->reading->at[0]);
	for (int i = 0; (st->have & HAVE_THRESHOLDS) && st->thresholds < SWITCHES_MANY
		&& i < st->thresholds; i++)
		plot_axis_mark(p, st->threshold[i].x, MARK_THRESHOLD, INK_WARNING);
	if (earlier_share(m, &then))
		plot_axis_mark(p, then, MARK_BEFORE, INK_GHOST);
	if (!present_share(m, &now) || st->no_agreement)
		return;
	plot_vline(p, now, INK_PRESENT);
	plot_axis_mark(p, now, MARK_PRESENT, INK_PRESENT);
}

/* ---- the strip of rules -------------------------------------------------------- */

static bool any_share(const struct solution *s)
{
	return s->ties == 1 && s->tie[0].from <= 0 && s->tie[0].to >= 1;
}

/* Letters of shares that agree so far stand in the rules' order, not in that of last bits. */
#define SHARE_SHOWN 1e-9

/* The letters of the rules that pick one share; what ties over an interval is told in
 * words: "P any share". */
static int strip_letters(const struct view_model *m, struct plot_mark *mark, char *ties,
	size_t size)
{
	const struct study *st = rules_of(m);
	int count = 0;
	double share;

	ties[0] = '\0';
	for (int i = 0; i < st->solutions && count < MARKS_MAX; i++) {
		const struct solution *s = &st->solution[i];
		char letter = bargain_mark(m->scenario, s->rule);

		if (!solution_marked(m, s))
			continue;
		if (solution_tie(s) && any_share(s) && strlen(ties) + 16 < size)
			text_append(ties, size, "%s%c any share", *ties ? "  " : "", letter);
		else if (solution_share(m, s, &share))
			mark[count++] = (struct plot_mark){
				SHARE_SHOWN * round(share / SHARE_SHOWN), letter, rules_ink(m, INK_SOLUTION) };
	}
	return count;
}

/* Rows that they need in a plot with these data cells. */
static int rules_rows(const struct view_model *m, struct rect inner, const struct axis *x)
{
	struct plot_mark mark[MARKS_MAX];
	char ties[80];
	int count = strip_letters(m, mark, ties, sizeof ties);
	int rows = plot_strip_rows(inner, x, mark, count, 2);

	/* a tie is told beside the letters where they leave room */
	return rows < 1 ? 1 : rows;
}

/* Whether the row's last `cols` columns are blank. */
static bool row_ends_blank(const struct canvas *c, int end, int y, int cols)
{
	for (int x = end - cols; x < end; x++) {
		const struct cell *cell = canvas_at(c, x, y);

		if (!cell || cell->cp != ' ')
			return false;
	}
	return true;
}

static void draw_rules(struct plot *p, const struct view_model *m, int rows)
{
	struct plot_mark mark[MARKS_MAX];
	char ties[80];
	int count = strip_letters(m, mark, ties, sizeof ties), w = text_width(ties);
	int end = p->inner.x + p->inner.w, y = p->below.y;

	plot_strip(p, mark, count, rows, "rules");
	for (int i = rows - 1; i >= 0 && w > 0; i--)
		if (row_ends_blank(p->canvas, end, y + i, w + 1)) {
			canvas_text(p->canvas, end - w, y + i, w, rules_ink(m, INK_SOLUTION), ties);
			return;
		}
}

/* Under each column whether its share is in the Pareto set. */
static void draw_pareto(struct plot *p, const struct view_model *m, int row)
{
	const struct study *st = rules_of(m);
	int y = p->below.y + row;

	canvas_text_fit(p->canvas, p->outer.x, y, p->inner.x - p->outer.x, INK_LABEL,
		"Pareto");
	for (int i = 0; i < st->intervals; i++) {
		int from, to, unused;

		if (!plot_cell(p, st->interval[i].from, p->y.low, &from, &unused)
			|| !plot_cell(p, st->interval[i].to, p->y.low, &to, &unused))
			continue;
		for (int x = from; x <= to; x++)
			canvas_put(p->canvas, x, y, MARK_IN_PARETO, rules_ink(m, INK_PARETO));
	}
	canvas_put(p->canvas, p->inner.x, y + 1, MARK_IN_PARETO, INK_PARETO);
	canvas_text_fit(p->canvas, p->inner.x + 2, y + 1, p->inner.w - 2, INK_DIM,
		m->scenario->game.n > 1 ? "no share is better for all" : "no share is better for both");
}

/* ---- the plot ------------------------------------------------------------------- */

bool share_plot_begin(struct share_plot *s, struct canvas *c, struct rect r, const char *brief,
	outcome_value value, int below, int room)
{
	const struct view_model *m = s->m;
	struct axis x = { .high = 1, .title = "share", .below = 1 };
	struct axis y = { .high = 1, .title = s->title };
	const char *missing = curve_missing(m);

	if (!missing) {
		y.title = legend_title(s->title, brief, s->entry, s->entries, r.w);
		legend_add_switch(m, s->entry, &s->entries, r, y.title);
		share_range(m, &s->roster, value, &y.low, &y.high);
		s->rules = rules_rows(m, plot_inner(r, &x, &y), &x);
		y.below = draw_legend_rows(c, (struct rect){ r.x, r.y + 1, r.w, r.h - 1 },
			text_width(y.title), s->entry, s->entries);
		room = room > y.below ? room - y.below : 0;
		s->rules = s->rules < room ? s->rules : room;
		x.below = s->rules + below;
	}
	s->drawn = plot_begin(&s->plot, c, r, &x, &y, NULL) == STATUS_OK;
	if (s->drawn && missing)
		draw_notice(c, s->plot.inner, missing);
	if (!s->drawn || missing)
		return false;
	if (y.below == 0)
		draw_legend(c, s->plot.top, s->entry, s->entries);
	plot_players(&s->plot, m, &s->roster, value);
	draw_rules(&s->plot, m, s->rules);
	return true;
}

void share_plot_end(struct share_plot *s, struct view_hit *hit)
{
	if (!s->drawn)
		return;
	if (!curve_missing(s->m))
		draw_share_marks(&s->plot, s->m);
	*hit = (struct view_hit){ .share_axis = true, .reads = READS_SHARE,
		.inner = s->plot.inner, .cell_w = 1, .x = { 0, 1, false } };
	plot_end(&s->plot);
}

static int utilities_legend(const struct view_model *m, const struct roster *r,
	struct legend_entry *e)
{
	int count = 0;
	double share;

	e[count++] = (struct legend_entry){ MARK_JOINT, INK_JOINT, "joint" };
	count += legend_of_roster(e + count, r, m->scenario);
	if (first_best_shown(m))
		e[count++] = (struct legend_entry){ MARK_FIRST_BEST, INK_DIM, "first best" };
	if (m->played)
		e[count++] = (struct legend_entry){ MARK_PLAYED, INK_CHANGED, "played" };
	return legend_of_marks(m, e, count, earlier_share(m, &share));
}

/* Lump sums are no part of what a share gives: they go with the one agreed on. */
static void utilities_title(const struct view_model *m, char *out, size_t size)
{
	const struct study *st = m->study;

	if (m->scenario->game.transfers)
		snprintf(out, size, "Utility before payments");
	else if (!st || st->n <= 1 || m->scenario->game.common)
		snprintf(out, size, "Utility at each share");
	else if (st->axis < 0)
		snprintf(out, size, "Utility at each share, the same with all");
	else
		snprintf(out, size, "Utility at each share with %c",
			player_mark(m->scenario, st->axis + 1));
}

void draw_utilities(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	struct share_plot s = { .m = m };
	bool missing = curve_missing(m) != NULL;
	bool pareto = r.h >= PARETO_ROWS + 7 - 2 && !missing && m->study->shares == 1
		&& (rules_of(m)->have & HAVE_PARETO);

	roster_fill(&s.roster, m, true, roster_room(r.h, m->scenario->game.n));
	utilities_title(m, s.title, sizeof s.title);
	s.entries = missing ? 0 : utilities_legend(m, &s.roster, s.entry);
	roster_add(&s.roster, m->scenario, PLAYER_JOINT);
	if (share_plot_begin(&s, c, r, m->scenario->game.transfers ? "Before payments" : "Utility",
		value_utility, pareto ? 2 : 0, r.h)) {
		if (first_best_shown(m))
			plot_hline(&s.plot, first_best_shown(m)->joint, INK_DIM);
		if (m->played && (game_shares(&m->scenario->game) < 2
			|| m->study->axis == m->played->specialist)) {
			plot_marker(&s.plot, m->played->share, m->played->u_generalist,
				MARK_PLAYED, INK_CHANGED);
			plot_marker(&s.plot, m->played->share, m->played->u_specialist,
				MARK_PLAYED, INK_CHANGED);
		}
		if (pareto)
			draw_pareto(&s.plot, m, s.rules);
	}
	share_plot_end(&s, hit);
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
		snprintf(out, size, "%s %s", player_name(m->scenario, 0),
			threshold_flip(&m->scenario->game));
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
			if (y == 0)
				canvas_put(c, r.x, r.y, MARK_THRESHOLD, INK_WARNING);
			canvas_printf(c, r.x + 2, r.y + y, r.w - 2, INK_DIM, y == 0 ?
				"%d switches" : "and %d more", st->thresholds - i);
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
		lines = switch_rows(m->study->thresholds, r.h);
	draw_utilities(m, c, (struct rect){ r.x, r.y, r.w, r.h - lines }, hit);
	if (lines > 0)
		draw_thresholds(m, c, (struct rect){ r.x, r.y + r.h - lines, r.w, lines });
}

const struct view_info view_utilities = {
	.id = VIEW_UTILITIES,
	.name = view_name[VIEW_UTILITIES],
	.label = "Utilities",
	.tab = 4,
	.min_rows = 8,
	.need = HAVE_FIRST | HAVE_RULES,
	.draw = draw,
	.read = &read_share,
	.sheet = sheet_of_curve,
	.figure = figure_of_utilities,
};
