/* A study's storage, and how it starts over: what there is to find of a scenario. */
#include "bargain/study_phase.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum status study_alloc(struct study **out, struct error *err)
{
	struct study *st = calloc(1, sizeof *st);
	if (st)
		st->work = calloc(1, sizeof *st->work);
	if (!st || !st->work) {
		free(st);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	gsl_set_error_handler_off();
	st->work->phase = PHASE_DONE;
	*out = st;
	return STATUS_OK;
}

static void free_solutions(struct study *st)
{
	for (int i = 0; i < st->solutions; i++) {
		free(st->solution[i].delta);
		free(st->solution[i].tie);
		free(st->solution[i].root);
		outcome_free(&st->solution[i].out);
	}
	free(st->solution);
	st->solution = NULL;
	st->solutions = 0;
}

static void free_frontier(struct study *st)
{
	free(st->point);
	free(st->dominated_point);
	st->point = st->dominated_point = NULL;
	st->points = st->dominated_points = 0;
}

/* All that depends on the number of specialists. */
static void free_sized(struct study *st)
{
	struct study_work *w = st->work;
	trace_free(&st->curve);
	free_solutions(st);
	outcome_free(&st->present);
	outcome_free(&st->first_best);
	outcome_free(&w->scratch);
	for (int i = 0; i < JUDGED; i++)
		outcome_free(&w->judged[i]);
	free(st->delta);
	free(st->ideal);
	free(st->bystander);
	free(w->base);
	w->base = w->probe = w->threat = w->outside = w->weight = w->gain = w->utility = w->played_at = NULL;
	st->delta = st->ideal = NULL;
	st->bystander = NULL;
	joint_free(w->joint);
	w->joint = NULL;
}

void study_free(struct study *st)
{
	if (!st)
		return;
	free_sized(st);
	free_frontier(st);
	free(st->interval);
	free(st->threshold);
	match_free(st->work->match);
	study_free(st->work->bare_study);
	free(st->work->bare_specialist);
	free(st->work->bare_delta);
	tops_clear(&st->work->tops);
	free(st->work->blocks.most);
	order_free(&st->work->order);
	recall_free(&st->work->recall);
	free(st->work);
	free(st);
}

static enum status size_for(struct study *st, int n, struct error *err)
{
	struct study_work *w = st->work;
	size_t m = (size_t)n;
	free_sized(st);
	w->n = st->n = n;
	w->players = n + 1;
	st->delta = calloc(m + 1, sizeof *st->delta);
	st->ideal = calloc(m + 1, sizeof *st->ideal);
	st->bystander = calloc(m + 1, sizeof *st->bystander);
	w->base = calloc(8 * (m + 1), sizeof *w->base);
	if (!st->delta || !st->ideal || !st->bystander || !w->base) {
		free_sized(st);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	w->probe = w->base + (m + 1);
	w->outside = w->base + 2 * (m + 1);
	w->weight = w->base + 3 * (m + 1);
	w->gain = w->base + 4 * (m + 1);
	w->scale = &st->scale;
	w->utility = w->base + 5 * (m + 1);
	w->played_at = w->base + 6 * (m + 1);
	w->threat = w->base + 7 * (m + 1);
	enum status s = outcome_init(&st->present, n, err);
	if (s == STATUS_OK)
		s = outcome_init(&st->first_best, n, err);
	if (s == STATUS_OK)
		s = outcome_init(&w->scratch, n, err);
	/* What is there in part would pass for being there the next time. */
	if (s != STATUS_OK)
		free_sized(st);
	return s;
}

static enum status make_solutions(struct study *st, int want, struct error *err)
{
	if (st->solutions == want)
		return STATUS_OK;
	free_solutions(st);
	st->solution = calloc((size_t)want, sizeof *st->solution);
	if (!st->solution)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	st->solutions = want;
	for (int i = 0; i < want; i++) {
		st->solution[i].delta = calloc((size_t)st->n, sizeof(double));
		enum status s = outcome_init(&st->solution[i].out, st->n, err);
		if (s != STATUS_OK || !st->solution[i].delta) {
			free_solutions(st);
			return error_set(err, STATUS_SYSTEM, "out of memory");
		}
	}
	return STATUS_OK;
}

void solution_blank(struct solution *sol, struct bargain rule)
{
	sol->rule = rule;
	sol->done = sol->agreement = sol->pareto = false;
	sol->ties = sol->roots = 0;
	sol->efficiency = NAN;
}

/* How many solutions rule has a row of in the table. That of alternating offers is there
 * where somebody asks for it: by the rule, or by a patience of its own. */
static int rows_of(const struct study *st, enum rule rule)
{
	const struct scenario *s = st->scenario;
	if (rule == RULE_POWERFUL_SPECIALIST)
		return st->n;
	if (rule != RULE_ALTERNATING)
		return 1;
	return st->n == 1 && (s->bargain.rule == rule ||
		s->game.generalist.patience != GAME_PATIENCE ||
		s->game.specialist[0].patience != GAME_PATIENCE);
}

/* The list of solutions: the rule table, powerful specialists one by one; or
 * the one rule that is asked for. */
static enum status list_solutions(struct study *st, struct error *err)
{
	bool one = study_one_rule(st);
	int count = 0, want = 0;
	for (int rule = RULE_VERTICAL_MONOPOLY; rule < RULES; rule++)
		want += rows_of(st, (enum rule)rule);
	enum status status = make_solutions(st, one ? 1 : want, err);
	if (status != STATUS_OK)
		return status;
	if (one) {
		solution_blank(&st->solution[0], st->scenario->bargain);
		return STATUS_OK;
	}
	for (int rule = RULE_VERTICAL_MONOPOLY; rule < RULES; rule++) {
		int each = rows_of(st, (enum rule)rule);
		for (int k = 0; k < each; k++)
			solution_blank(&st->solution[count++],
				(struct bargain){(enum rule)rule, each > 1 ? k : 0});
	}
	return STATUS_OK;
}

/* Takes over what another study knows to have been played. */
static void take_plays(struct study_work *w, struct study *known)
{
	struct recall own = w->recall;
	if (!known || known->work == w)
		return;
	w->recall = known->work->recall;
	known->work->recall = own;
}

static enum status bind_game(struct study_work *w, struct error *err)
{
	enum status status = w->match ? match_rebind(w->match, &w->order.game, err) :
					match_alloc(&w->order.game, &w->match, err);
	struct solver *solver = status == STATUS_OK ? match_solver(w->match) : NULL;
	recall_game(&w->recall, &w->order.game, !solver || !solver_is_closed(solver));
	/* The search for shares has charts or none. */
	if (!solver != !w->solver) {
		joint_free(w->joint);
		w->joint = NULL;
	}
	w->solver = solver;
	return status;
}

/* A study of w->bare, for what is wanted of it. */
static enum status reset_bare(struct study *st, unsigned want, struct study **out,
	struct error *err)
{
	struct study_work *w = st->work;
	struct study_plan plan = w->plan;
	enum status status = STATUS_OK;

	if (!w->bare_study)
		status = study_alloc(&w->bare_study, err);
	if (status != STATUS_OK)
		return status;
	plan.want = want;
	plan.known = plan.known ? plan.known->work->bare_study : NULL;
	status = study_reset(w->bare_study, &w->bare, &plan, err);
	if (status == STATUS_OK)
		*out = w->bare_study;
	return status;
}

/* The study beside the one that is asked for: of the same scenario without its law, without its
 * contract or without those who can earn nothing. No scenario has two of these: laws and terms
 * have none who earns nothing, or no study of its own. */
static enum status reset_beside(struct study *st, struct error *err)
{
	struct study_work *w = st->work;
	unsigned want = law_strip(st);
	enum status status = STATUS_OK;

	st->unregulated = st->unpaid = st->plain = w->some = NULL;
	if (want)
		return reset_bare(st, want, &st->unregulated, err);
	status = plain_strip(st, &want, err);
	if (want)
		status = reset_bare(st, want, want & HAVE_PLAIN ? &st->unpaid : &st->plain, err);
	if (st->unpaid)
		st->plain = st->unpaid->plain;
	if (want)
		return status;
	if (status == STATUS_OK)
		status = nobody_strip(st, &want, err);
	return want ? reset_bare(st, want, &w->some, err) : status;
}

enum status study_reset(struct study *st, const struct scenario *s,
	const struct study_plan *plan, struct error *err)
{
	struct study_work *w = st->work;
	const struct game *g = &s->game;
	enum status status = STATUS_OK;

	st->have = 0;
	st->status = STATUS_OK;
	st->first_best_status = STATUS_NO_EQUILIBRIUM;
	st->efficiency = NAN;
	st->no_agreement = st->profit_sharing = st->rough = false;
	st->value = NAN;
	memset(st->beside, 0, sizeof st->beside);
	st->intervals = st->thresholds = 0;
	st->scenario = w->scenario = s;
	w->plan = *plan;
	w->given_up = w->played = false;
	w->unsound.unsound = false;
	w->plays = 0;
	w->change = NULL;
	w->pareto = (struct pareto_work){PARETO_FINE, 0};
	w->blocks.nodes = 0;
	tops_clear(&w->tops);
	w->phase = PHASE_DONE;
	free_frontier(st);
	if (g->n != st->n || !st->delta)
		status = size_for(st, g->n, err);
	if (status == STATUS_OK)
		status = order_set(&w->order, g, err);
	take_plays(w, plan->known);
	if (status == STATUS_OK)
		status = bind_game(w, err);
	if (status != STATUS_OK)
		return status;
	match_pause(w->match, (struct pause){plan->pause.go_on ? work_go_on : NULL, w});
	st->shares = w->shares = game_shares(g);
	st->curve.count = 0;
	w->outside[0] = g->generalist.outside;
	w->weight[0] = g->generalist.weight;
	for (int i = 0; i < g->n; i++) {
		w->outside[i + 1] = g->specialist[i].outside;
		w->weight[i + 1] = g->specialist[i].weight;
		st->delta[i] = w->base[i] = s->delta[g->common ? 0 : i];
	}
	st->scale = 0;
	for (int k = 0; k < w->players; k++)
		st->scale = fmax(st->scale, fabs(w->outside[k]));
	memset(st->ideal, 0, (size_t)w->players * sizeof *st->ideal);
	memset(st->bystander, 0, (size_t)w->players * sizeof *st->bystander);
	w->least = -INFINITY;
	memcpy(w->threat, w->outside, (size_t)w->players * sizeof *w->threat);
	if (pie_applies(g)) {
		w->least = 0;
		for (int k = 0; k < w->players; k++)
			w->least += w->outside[k];
		memset(w->outside, 0, (size_t)w->players * sizeof *w->outside);
	}
	if (st->shares == 1)
		w->plan.axis = -1;
	else if (w->plan.axis >= g->n)
		w->plan.axis = 0;
	if (s->bargain.rule != RULE_FIXED)
		w->plan.want |= HAVE_PRESENT;
	if (study_wants(st, HAVE_SOLUTIONS | HAVE_PARETO) || s->bargain.rule != RULE_FIXED)
		status = list_solutions(st, err);
	else
		free_solutions(st);
	if (status != STATUS_OK)
		return status;
	w->phase = PHASE_FIRST_BEST;
	w->at = 0;
	status = reset_beside(st, err);
	w->plan.known = NULL;
	return status;
}
