#include "bargain/axioms.h"

#include "base/clock.h"
#include "bargain/axioms_private.h"

#include <math.h>
#include <stdlib.h>

/* What a rule maximises is the same to within so many times what rounding leaves: a tie, which
 * is no counterexample. */
#define TIED (1e-9 / ROUNDING)
enum status axioms_alloc(struct axioms **out, struct error *err)
{
	struct axioms *a = calloc(1, sizeof *a);
	if (a)
		a->work = calloc(1, sizeof *a->work);
	if (!a || !a->work) {
		free(a);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	enum status status = study_alloc(&a->work->study, err);
	if (status != STATUS_OK) {
		axioms_free(a);
		return status;
	}
	a->plays = &a->work->plays;
	*out = a;
	return STATUS_OK;
}

void axioms_free(struct axioms *a)
{
	if (!a)
		return;
	trace_free(&a->work->plays);
	splits_free(&a->work->splits);
	study_free(a->work->study);
	free(a->work);
	free(a->row);
	free(a);
}

enum status axioms_check(const struct scenario *s, struct error *err)
{
	if (s->game.n != 1)
		return error_set(err, STATUS_INPUT, "axioms: needs one specialist; this scenario has %d",
			s->game.n);
	return STATUS_OK;
}

enum status axioms_reset(struct axioms *a, const struct scenario *s,
	const struct axioms_plan *plan, struct error *err)
{
	struct axioms_work *w = a->work;
	struct study_plan whole = {.want = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST |
		HAVE_SOLUTIONS | HAVE_PARETO, .axis = -1, .pause = plan->pause};
	a->rows = 0;
	a->scenario = s;
	w->plan = *plan;
	w->ready = w->failed = w->splits.any = false;
	w->study->work->splits = NULL;
	a->pie = pie_applies(&s->game);
	w->row = w->axiom = w->test = 0;
	enum status status = axioms_check(s, err);
	if (status != STATUS_OK)
		return status;
	return study_reset(w->study, s, &whole, err);
}

/* ----------------------------------------------------------------- resolve */

static struct settled settled_of(const struct solution *sol)
{
	struct settled s = {.agreement = sol->agreement, .share = sol->delta[0]};
	s.added = s.agreement && s.share == CHANGE_SHARE;
	for (int k = 0; k < 2 && s.agreement; k++)
		s.u[k] = outcome_utility(&sol->out, k);
	return s;
}

/* All plays: the curve, or, where what is bargained over is a pie, how that is split. */
static enum status find_plays(struct axioms *a, struct error *err)
{
	struct axioms_work *w = a->work;
	enum status status = a->pie ? splits_find(&w->splits, w->study, err) : STATUS_OK;
	if (status != STATUS_OK)
		return status;
	return a->pie && w->splits.any ? splits_trace(&w->splits, w->study, &w->plays, err) :
					 trace_copy(&w->plays, &w->study->curve, -INFINITY, INFINITY, err);
}

/* The study is complete: what every rule comes to, and all plays. */
static bool begin(struct axioms *a)
{
	struct axioms_work *w = a->work;
	struct study *st = w->study;
	struct axioms_row *row = calloc((size_t)st->solutions + 1, sizeof *row);
	struct error err;
	if (!row || find_plays(a, &err) != STATUS_OK) {
		free(row);
		return false;
	}
	free(a->row);
	a->row = row;
	a->rows = st->solutions;
	a->scale = st->scale;
	for (int k = 0; k < 2; k++) {
		w->ideal[k] = w->splits.any ? w->splits.gain : st->ideal[k];
		w->outside[k] = st->work->threat[k];
		w->bystander[k] = !w->splits.any && st->bystander[k];
	}
	for (int i = 0; i < a->rows; i++) {
		row[i].rule = st->solution[i].rule;
		row[i].settled = settled_of(&st->solution[i]);
		if (w->splits.any)
			row[i].settled.share = splits_part(&w->splits, &st->solution[i].out);
	}
	w->ready = true;
	return true;
}

/* The utilities at a share without any change. */
static bool play_unchanged(struct study *st, double share, double u[2])
{
	struct study_work *w = st->work;
	const struct change *change = w->change;
	w->change = NULL;
	bool ok = work_play_line(w, -1, share, &w->scratch);
	w->change = change;
	for (int k = 0; k < 2 && ok; k++)
		u[k] = outcome_utility(&w->scratch, k);
	return ok;
}

/* Whether, after a change, the play of before is as good for the rule as what it comes to. */
static bool is_tie(struct axioms *a, const struct axioms_row *row)
{
	struct study *st = a->work->study;
	struct study_work *w = st->work;
	const struct solution *sol = work_solution(st, row->rule);
	if (!rule_has_goal(row->rule.rule) ||
		!work_play_line(w, -1, row->settled.share, &w->scratch))
		return false;
	struct payoffs p = payoffs_of(w, &w->scratch);
	double value = objective_value(w, row->rule, st->ideal, st->bystander, &p);
	return sol->objective - value <= TIED * objective_room(st, row->rule, sol->objective);
}

bool axioms_resolve(struct axioms *a, int row, const struct change *c, struct settled *out)
{
	struct axioms_work *w = a->work;
	struct study *st = w->study;
	struct solution *sol = work_solution(st, a->row[row].rule);
	struct error err;
	st->work->change = NULL;
	if (c->kind == CHANGE_DROP) {
		trace_insert(&w->plays, c->from);
		trace_insert(&w->plays, c->to);
	}
	if (study_change(st, &w->plays, c, &err) != STATUS_OK)
		return false;
	if (sol->rule.rule == RULE_ALTERNATING)
		alternating_solve(st, sol);
	else
		single_solve(st, sol);
	*out = settled_of(sol);
	if (out->agreement && !out->added && !play_unchanged(st, out->share, out->u))
		return false;
	/* Of splits that are as good, the one agreed on before is kept. */
	if (a->pie && out->agreement && !out->added && is_tie(a, &a->row[row]))
		*out = a->row[row].settled;
	return !st->work->given_up;
}

/* ------------------------------------------------------------------- tests */

/* With one alternative more a goal that does not depend on the set picks that, or what it
 * picked before: no need to look at the set again. */
static bool picks_by_goal(struct axioms *a, const struct axioms_row *row, const struct change *c,
	struct settled *after)
{
	struct axioms_work *w = a->work;
	struct study *st = w->study;
	bool within = c->u[0] - w->outside[0] <= w->ideal[0] && c->u[1] - w->outside[1] <= w->ideal[1];
	if (c->kind != CHANGE_ADD || !rule_has_goal(row->rule.rule) ||
		(row->rule.rule == RULE_KALAI_SMORODINSKY && !within))
		return false;
	struct payoffs now = {row->settled.u, row->settled.u[0] + row->settled.u[1], 0};
	struct payoffs other = {c->u, c->u[0] + c->u[1], 0};
	double value = objective_value(st->work, row->rule, w->ideal, w->bystander, &now);
	double room = TIED * objective_room(st, row->rule, value);
	*after = row->settled;
	if (objective_value(st->work, row->rule, w->ideal, w->bystander, &other) > value + room)
		*after = (struct settled){.agreement = true, .added = true, .share = CHANGE_SHARE,
			.u = {c->u[0], c->u[1]}};
	return true;
}

/* One test more of the axiom at hand; false: there is none. */
static bool try(struct axioms *a, struct axioms_row *row, enum axiom axiom, int t)
{
	struct axioms_work *w = a->work;
	struct axiom_result *r = &row->result[axiom];
	const struct trial *trial = axiom_trial(axiom);
	struct change c = {.kind = CHANGE_NONE}, none = c;
	struct settled after;
	struct error err;
	/* Goals are compared on the set as it is. */
	if (t == 0 && study_change(w->study, &w->plays, &none, &err) != STATUS_OK)
		w->failed = true;
	if (w->failed || !row->settled.agreement || !trial->make(a, &row->settled, t, &c))
		return false;
	bool quick = picks_by_goal(a, row, &c, &after);
	if (!quick && !axioms_resolve(a, (int)(row - a->row), &c, &after)) {
		w->failed = true;
		return false;
	}
	r->tests++;
	if (after.agreement && trial->broken(&c, &row->settled, &after, SAME_PLAY * a->scale) &&
		(quick || !is_tie(a, row)) && r->failed++ == 0) {
		r->verdict = AXIOM_FAILS;
		r->change = c;
		r->before = row->settled;
		r->after = after;
	}
	return true;
}

/* The play of the curve that is better by most: for both, or for one and worse for none. */
static void try_pareto(struct axioms *a, struct axioms_row *row, bool both)
{
	struct axioms_work *w = a->work;
	struct axiom_result *r = &row->result[both ? AXIOM_PARETO_WEAK : AXIOM_PARETO];
	double room = SAME_PLAY * a->scale, best = 0;
	for (int i = 0; row->settled.agreement && i < w->plays.count; i++) {
		const struct trace_node *node = &w->plays.node[i];
		if (!node->ok)
			continue;
		double d[2], least, most;
		for (int k = 0; k < 2; k++)
			d[k] = outcome_utility(&node->out, k) - row->settled.u[k];
		least = fmin(d[0], d[1]);
		most = fmax(d[0], d[1]);
		r->tests++;
		if (both ? least <= room : least < 0 || most <= room)
			continue;
		r->failed++;
		if (d[0] + d[1] <= best)
			continue;
		best = d[0] + d[1];
		r->before = row->settled;
		r->after = (struct settled){.agreement = true, .share = node->x,
			.u = {outcome_utility(&node->out, 0), outcome_utility(&node->out, 1)}};
	}
}

static void try_rational(struct axioms *a, struct axioms_row *row)
{
	struct axioms_work *w = a->work;
	struct axiom_result *r = &row->result[AXIOM_RATIONAL];
	double room = SAME_PLAY * a->scale;
	r->tests = row->settled.agreement;
	r->failed = row->settled.agreement && (row->settled.u[0] < w->outside[0] - room ||
		row->settled.u[1] < w->outside[1] - room);
	r->before = r->after = row->settled;
}

/* ---- verdicts -------------------------------------------------------------------- */

/* Whether both gain as much, or, of Kalai-Smorodinsky, as large a part of their ideals. */
static bool is_even(const struct axioms *a, const struct axioms_row *row)
{
	const struct axioms_work *w = a->work;
	double g[2], room = SAME_PLAY * a->scale;
	for (int k = 0; k < 2; k++) {
		g[k] = row->settled.u[k] - w->outside[k];
		if (row->rule.rule == RULE_KALAI_SMORODINSKY)
			g[k] *= w->ideal[1 - k] / a->scale;
	}
	return fabs(g[0] - g[1]) <= room;
}

static bool is_proved(const struct axioms *a, const struct axioms_row *row, enum axiom axiom)
{
	const struct game *g = &a->scenario->game;
	switch (axiom_ground(row->rule.rule, axiom)) {
	case AXIOM_PROVED:
		return true;
	case AXIOM_IF_EVEN:
		return is_even(a, row);
	case AXIOM_IF_WEIGHTS:
		return !game_weighted(g);
	default:
		return false;
	}
}

/* Goes on with the cell at hand; false: it is settled. */
static bool step_cell(struct axioms *a)
{
	struct axioms_work *w = a->work;
	struct axioms_row *row = &a->row[w->row];
	enum axiom axiom = (enum axiom)w->axiom;
	struct axiom_result *r = &row->result[axiom];
	if (axiom_ground(row->rule.rule, axiom) == AXIOM_NOTHING) {
		r->verdict = AXIOM_SILENT;
		return false;
	}
	if (!w->plan.all && is_proved(a, row, axiom)) {
		r->verdict = AXIOM_ALWAYS;
		return false;
	}
	if (axiom_trial(axiom)->make && try(a, row, axiom, w->test++))
		return true;
	if (axiom == AXIOM_RATIONAL)
		try_rational(a, row);
	else if (!axiom_trial(axiom)->make)
		try_pareto(a, row, axiom == AXIOM_PARETO_WEAK);
	if (!w->failed)
		r->verdict = r->failed ? AXIOM_FAILS : AXIOM_HELD;
	return false;
}

static bool step(struct axioms *a)
{
	struct axioms_work *w = a->work;
	if (!w->ready) {
		if (study_step(w->study, 0))
			return true;
		w->failed = w->study->work->given_up || !(w->study->have & HAVE_PARETO) || !begin(a);
		return !w->failed;
	}
	if (w->failed || w->row >= a->rows)
		return false;
	if (step_cell(a))
		return true;
	w->test = 0;
	w->axiom = (w->axiom + 1) % AXIOMS;
	w->row += w->axiom == 0;
	return !w->failed && w->row < a->rows;
}

bool axioms_step(struct axioms *a, double seconds)
{
	double end = clock_now() + seconds;
	bool more = step(a);
	while (more && (seconds < 0 || clock_now() < end))
		more = step(a);
	return more;
}

enum status axioms_status(const struct axioms *a, struct error *err)
{
	const struct axioms_work *w = a->work;
	if (w->study->status != STATUS_OK) {
		*err = w->study->error;
		return w->study->status;
	}
	return w->failed ? error_set(err, STATUS_SYSTEM, "out of memory, or given up") : STATUS_OK;
}

double axioms_progress(const struct axioms *a)
{
	const struct axioms_work *w = a->work;
	if (!w->ready)
		return 0;
	return a->rows > 0 ? (w->row + (double)w->axiom / AXIOMS) / a->rows : 1;
}
