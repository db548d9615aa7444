/* Backward induction, a step at a time: the specialists' answers to every
 * level, the generalist's payoff when it counts on them, the equilibrium, and
 * what another share would change. Where there is a law, "level" is the safety. */
#include "draw.h"

#include "base/text.h"
#include "bargain/induction.h"
#include "model/viewname.h"

#include <math.h>
#include <stdio.h>

#define MARK_OTHER '+'
#define STEP_ROWS 3
#define STRIP_PLOT_ROWS 7 /* that a plot keeps above a strip */

/* In full, and where that takes too many rows; %s is the level's name. */
static const char *const step_text[RESPONSE_STEPS][2] = {
	{ "Last move first: each specialist's best answer to every %s of g. On the dots it "
		"adds nothing to it; at 0 it abstains.",
		"Each %s, answered (dots: nothing added; 0: out)." },
	{ "The generalist looks ahead: what each %s would pay it, given their answers.",
		"The generalist looks ahead: what each %s pays, answers included." },
	{ "It picks the best %s (or abstains where none pays); the specialists answer.",
		"It picks the best %s, or abstains; the specialists answer." },
	{ "At another share (+) everything changes: the answers, g's utility, its best %s.",
		"At another share (+) everything changes." },
};

/* The pinned scenario's answers and payoffs lie below the present ones until
 * the last step, which compares with another share instead. */
static const struct induction_path *ghost_path(const struct induction *st, int step)
{
	return step < 3 && st->pinned.trace.count > 0 ? &st->pinned : NULL;
}

static void level_range(const struct induction *st, const struct roster *r, double *low,
	double *high)
{
	const struct answers *of = answers_of(&st->scenario->game);
	double min = 0, max = st->a0_max;

	for (int i = 0; i < r->count; i++) {
		widen_by_curve(&min, &max, &st->present.trace, of->answer, r->player[i]);
		widen_by_curve(&min, &max, &st->other.trace, of->answer, r->player[i]);
		widen_by_curve(&min, &max, &st->pinned.trace, of->answer, r->player[i]);
	}
	plot_range(min, max, low, high);
}

/* The payoff's range: all of the good part, and of what is lost only as much. */
static void payoff_range(const struct induction *st, double *low, double *high)
{
	double min = 0, max = 0;

	widen_by_curve(&min, &max, &st->present.trace, value_utility, 0);
	widen_by_curve(&min, &max, &st->other.trace, value_utility, 0);
	widen_by_curve(&min, &max, &st->pinned.trace, value_utility, 0);
	if (max > 0 && min < -max)
		min = -max;
	if (max == min)
		max = 1;
	plot_range(min, max, low, high);
}

/* What is read there, and that it can be. */
static void read_level(struct plot *p, const struct view_model *m, struct view_hit *hit)
{
	if (m->reading)
		plot_read_line(p, m->reading->at[0]);
	*hit = (struct view_hit){ .reads = READS_LEVEL, .inner = p->inner, .cell_w = 1,
		.x = { p->x.low, p->x.high, false } };
}

/* Under terms a specialist may take part from one level to another: rows for what each does,
 * and where there is room what the letters are. */
static int strip_rows(const struct view_model *m, struct rect r, const struct roster *roster)
{
	int rows = game_has_terms(&m->scenario->game) ? roster->count : 0;

	if (rows > 0 && r.h - rows - 1 >= STRIP_PLOT_ROWS + 1)
		return rows + 1;
	return r.h - rows >= STRIP_PLOT_ROWS ? rows : 0;
}

static void draw_strip(struct plot *p, const struct induction *st, const struct roster *roster)
{
	struct rect legend = draw_regimes(p, &st->present.trace, roster, p->below.y);

	if (p->below.h > roster->count)
		draw_regime_legend(p->canvas, legend);
}

/* A value of the roster's players along all paths that the step shows. */
static void plot_paths(struct plot *p, const struct induction *st, const struct roster *r,
	outcome_value value, int step)
{
	const struct induction_path *ghost = ghost_path(st, step);

	for (int i = 0; ghost && i < r->count; i++)
		plot_trace(p, &ghost->trace, value, r->player[i], MARK_GHOST, INK_GHOST);
	for (int i = 0; step >= 3 && i < r->count; i++)
		plot_trace(p, &st->other.trace, value, r->player[i], MARK_OTHER, INK_GHOST);
	for (int i = r->count - 1; i >= 0; i--)
		plot_trace(p, &st->present.trace, value, r->player[i], r->mark[i],
			player_ink(r->player[i]));
}

static void draw_answers(const struct view_model *m, struct canvas *c, struct rect r,
	const struct roster *roster, int step, struct view_hit *hit)
{
	const struct induction *st = m->lab;
	const struct answers *of = answers_of(&st->scenario->game);
	char title[40];
	struct axis x = { .high = st->a0_max, .title = of->name };
	struct axis y = { .high = 1, .title = title };
	double ends[2] = { 0, st->a0_max };
	struct legend_entry e[ROSTER_MAX + 3];
	int count = legend_of_roster(e, roster, m->scenario);
	struct plot p;

	snprintf(title, sizeof title, "What each answers, by %s", of->name);
	e[count++] = (struct legend_entry){ '.', INK_DIM, "nothing added" };
	e[count] = (struct legend_entry){ MARK_GHOST, INK_GHOST, "pinned" };
	count += ghost_path(st, step) && legend_width(e, count + 1) <= r.w - text_width(y.title) - 2;
	level_range(st, roster, &y.low, &y.high);
	x.below = strip_rows(m, r, roster);
	if (plot_begin(&p, c, r, &x, &y, NULL) != STATUS_OK)
		return;
	if (x.below > 0)
		draw_strip(&p, st, roster);
	draw_legend(c, p.top, e, count);
	plot_curve(&p, ends, ends, NULL, 2, '.', INK_DIM);
	plot_paths(&p, st, roster, of->answer, step);
	if (step >= 2 && st->present.ok && st->present.best.invests) {
		plot_vline(&p, st->present.level, INK_PRESENT);
		for (int i = 0; i < roster->count; i++)
			plot_marker(&p, st->present.level,
				of->level(&st->present.best, roster->player[i]), MARK_PRESENT,
				INK_PRESENT);
	}
	read_level(&p, m, hit);
	plot_end(&p);
}

/* "share 0.5" or "shares 0.5 ...": the first one stands for all. */
static void share_text(const struct induction_path *path, int n, char *out, size_t size)
{
	char number[NUMBER_MAX];
	bool same = true;

	for (int i = 1; i < n; i++)
		same = same && fabs(path->delta[i] - path->delta[0]) < 1e-9;
	caption_share(path->delta[0], 3, 6, number);
	snprintf(out, size, same ? "share %s" : "shares %s, ..", number);
}

/* Whose payoff at which shares; entries used. */
static int payoff_legend(const struct induction *st, int step, char text[3][48],
	struct legend_entry e[3])
{
	int count = 1;

	share_text(&st->present, st->n, text[0], 48);
	e[0] = (struct legend_entry){ 'g', INK_GENERALIST, text[0] };
	if (step >= 3 && st->other.trace.count > 0) {
		share_text(&st->other, st->n, text[1], 48);
		e[count++] = (struct legend_entry){ MARK_OTHER, INK_GHOST, text[1] };
	}
	if (ghost_path(st, step)) {
		char share[40];

		share_text(&st->pinned, st->n, share, sizeof share);
		snprintf(text[2], 48, "pinned %s", share);
		e[count++] = (struct legend_entry){ MARK_GHOST, INK_GHOST, text[2] };
	}
	return count;
}

static bool picks(const struct induction_path *path)
{
	return path && path->ok && path->best.invests;
}

static void draw_payoff(const struct view_model *m, struct canvas *c, struct rect r, int step,
	struct view_hit *hit)
{
	const struct induction *st = m->lab;
	const struct induction_path *ghost = ghost_path(st, step);
	const struct answers *of = answers_of(&st->scenario->game);
	char title[40];
	struct axis x = { .high = st->a0_max, .title = of->name };
	struct axis y = { .high = 1, .title = title };
	const struct roster g = { .count = 1, .player = { 0 }, .mark = { 'g' } };
	struct legend_entry e[3];
	char text[3][48];
	struct plot p;
	int count = payoff_legend(st, step, text, e);

	snprintf(title, sizeof title, "What each %s pays g", of->name);
	payoff_range(st, &y.low, &y.high);
	if (plot_begin(&p, c, r, &x, &y, NULL) != STATUS_OK)
		return;
	draw_legend(c, p.top, e, count);
	plot_paths(&p, st, &g, value_utility, step);
	plot_hline(&p, 0, INK_AXIS);
	if (step >= 3 && picks(&st->other))
		plot_axis_mark(&p, st->other.level, MARK_OTHER, INK_GHOST);
	if (step >= 2 && picks(&st->present)) {
		plot_vline(&p, st->present.level, INK_PRESENT);
		plot_marker(&p, st->present.level, st->present.best.u_generalist,
			MARK_PRESENT, INK_PRESENT);
		plot_axis_mark(&p, st->present.level, MARK_PRESENT, INK_PRESENT);
	}
	if (step >= 2 && picks(ghost) && ghost->level != st->present.level)
		plot_axis_mark(&p, ghost->level, MARK_GHOST, INK_GHOST);
	read_level(&p, m, hit);
	plot_end(&p);
}

/* What the step shows, with its numbers where it has some. */
static void step_words(const struct induction *st, int step, bool brief, char *out, size_t size)
{
	const char *of = answers_of(&st->scenario->game)->name;
	char a[NUMBER_MAX], b[NUMBER_MAX], d[NUMBER_MAX], f[NUMBER_MAX];

	snprintf(out, size, step_text[step][brief], of);
	if (step == 2 && picks(&st->present))
		snprintf(out, size, brief ? "It picks the best %s, %s: g gets %s, joint %s." :
				"It picks the best %s: %s pays it %s. The specialists answer; joint "
				"surplus %s.", of,
			number_text(st->present.level, 4, 10, a),
			number_text(st->present.best.u_generalist, 4, 10, b),
			number_text(st->present.best.joint, 4, 10, d));
	else if (step == 2 && st->present.ok)
		snprintf(out, size, brief ? "No %s pays: it abstains, and all get 0." :
				"No %s pays the generalist at this share: it abstains, and all "
				"get 0.", of);
	else if (step == 3 && st->other.ok && st->present.ok)
		snprintf(out, size, brief ? "At another share (+): %s %s to %s, g gets %s to %s." :
				"At another share (+) the best %s goes from %s to %s, g's utility "
				"from %s to %s.", of,
			number_text(st->present.level, 4, 10, a),
			number_text(st->other.level, 4, 10, b),
			number_text(st->present.best.u_generalist, 4, 10, d),
			number_text(st->other.best.u_generalist, 4, 10, f));
}

/* The number of the step and its words; rows used. */
static int draw_step_text(const struct induction *st, struct canvas *c, struct rect r, int step)
{
	char text[400];
	int used = canvas_printf(c, r.x, r.y, r.w, INK_HEADING, "%d of %d ", step + 1,
		RESPONSE_STEPS) + 1;
	struct rect beside = { r.x + used, r.y, r.w - used, STEP_ROWS };

	step_words(st, step, false, text, sizeof text);
	if (wrapped_rows(text, beside.w) > STEP_ROWS)
		step_words(st, step, true, text, sizeof text);
	return draw_wrapped(c, beside, INK_TEXT, text);
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	const struct induction *st = m->lab;
	int last = RESPONSE_STEPS - 1, rows, half;
	int step = m->step < 0 ? 0 : m->step > last ? last : m->step;
	struct roster roster;
	struct view_hit beside;

	if (m->hide || !st || st->present.trace.count == 0) {
		draw_notice(c, r, m->hide ? "The curves are hidden: predict first." :
			st && st->status != STATUS_OK ? st->error.text : "Solving ...");
		return;
	}
	roster_fill(&roster, m, false, roster_room(r.h / 2, m->scenario->game.n));
	rows = draw_step_text(st, c, r, step);
	r.y += rows < 2 ? 2 : rows;
	r.h -= rows < 2 ? 2 : rows;
	half = r.h / 2;
	if (r.w >= 110 && r.h < r.w / 2) {
		half = (r.w - 3) / 2;
		draw_answers(m, c, (struct rect){ r.x, r.y, half, r.h }, &roster, step, hit);
		if (step >= 1)
			draw_payoff(m, c, (struct rect){ r.x + r.w - half, r.y, half, r.h }, step,
				&beside);
	} else if (r.h >= 12 && step > 0) {
		draw_answers(m, c, (struct rect){ r.x, r.y, r.w, half }, &roster, step, hit);
		draw_payoff(m, c, (struct rect){ r.x, r.y + half, r.w, r.h - half },
			step, &beside);
	} else if (step == 0) {
		draw_answers(m, c, r, &roster, step, hit);
	} else {
		draw_payoff(m, c, r, step, hit);
	}
}

/* ---- reading ----------------------------------------------------------------- */

static int marks(const struct view_model *m, double mark[READING_MARKS])
{
	const struct induction *st = m->lab;
	int count = 0;

	if (st && picks(&st->present))
		reading_mark(mark, &count, st->present.level);
	return count;
}

static void tell_answer(const struct view_model *m, const struct trace_node *n, int k, char *out,
	size_t size)
{
	char mark = player_mark(m->scenario, k), to[NUMBER_MAX];
	double answer = answers_of(&m->scenario->game)->answer(&n->out, k);
	const struct domain_outcome *d = &n->out.domain[k - 1];

	if (d->regime == REGIME_CONTRIBUTE && answer > n->x)
		snprintf(out, size, "%c goes on to %s", mark, number_text(answer, 4, 8, to));
	else if (d->regime == REGIME_CONTRIBUTE)
		snprintf(out, size, "%c adds nothing to it", mark);
	else
		snprintf(out, size, "%c %s", mark,
			d->regime == REGIME_ABSTAIN ? "abstains" : "just uses it");
}

/* What a level is answered with, and would pay; of the level nearest that is computed. */
static void tell(const struct view_model *m, char *out, size_t size)
{
	const struct induction *st = m->lab;
	const struct trace_node *n = NULL;
	char level[NUMBER_MAX], answer[64], pays[NUMBER_MAX];

	for (int i = 0; st && i < st->present.trace.count; i++) {
		const struct trace_node *at = &st->present.trace.node[i];

		if (at->ok && (!n || fabs(at->x - m->reading->at[0]) < fabs(n->x - m->reading->at[0])))
			n = at;
	}
	if (!n) {
		snprintf(out, size, "not known yet");
		return;
	}
	tell_answer(m, n, (m->specialist < st->n ? m->specialist : 0) + 1, answer, sizeof answer);
	snprintf(out, size, "At %s %s %s; g would get %s",
		answers_of(&m->scenario->game)->name, number_text(n->x, 4, 8, level), answer,
		number_text(n->out.u_generalist, 4, 8, pays));
}

static const struct view_read read_response = { READS_LEVEL, marks, tell };

LAB_OF(induction)

static enum status lab_start(void *work, const struct lab_plan *plan, struct error *err)
{
	struct induction_plan at = { .delta = plan->study->delta, .pinned = plan->pinned,
		.pinned_delta = plan->pinned ? plan->pinned_study->delta : NULL };

	return induction_reset(work, plan->scenario, &at, err);
}

static const struct lab_ops lab = { LAB_OPS, .reset = lab_start };

static void fill_sheet(const struct view_model *m, struct sheet *t)
{
	const struct induction *st = m->lab;

	sheet_column(t, "%s", answers_of(&m->scenario->game)->column);
	sheet_outcome_columns(t, &m->scenario->game, false);
	for (int i = 0; st && i < st->present.trace.count; i++) {
		const struct trace_node *node = &st->present.trace.node[i];

		sheet_point(t, node->x, NULL, node->ok ? &node->out : NULL, node->break_after);
	}
}

const struct view_info view_response = {
	.id = VIEW_RESPONSE,
	.name = view_name[VIEW_RESPONSE],
	.label = "Response",
	.tab = 4,
	.min_rows = 8,
	.need = HAVE_FIRST,
	.draw = draw,
	.read = &read_response,
	.sheet = fill_sheet,
	.figure = figure_of_response,
	.lab = &lab,
	.takes = VIEW_TAKES_SHARES | VIEW_TAKES_PINNED,
};
