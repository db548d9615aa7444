/* A study goes through its phases in small pieces of work; every phase can be
 * left out where the plan does not want it. */
#include "bargain/study_private.h"

#include "base/clock.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum phase {
	PHASE_FIRST_BEST,
	PHASE_FIXED,       /* the present outcome, where the bargain is fixed */
	PHASE_LINE,        /* one share: the curve, which the solutions need */
	PHASE_ROUGH,       /* the rule chosen, as far as the curve's nodes, or few plays, tell */
	PHASE_RATIONAL,    /* one share: the ends of what is individually rational */
	PHASE_IDEALS,      /* one share: each player's best, exactly */
	PHASE_NOBODY,      /* several: all without those who can earn nothing */
	PHASE_SAMPLE,      /* several: the sample that the solutions start from */
	PHASE_POWERFUL,    /* each player's own best: ideals, bystanders */
	PHASE_CHOSEN,      /* the rule chosen, for the present bargain */
	PHASE_LAW,         /* the same without the law */
	PHASE_CURVE,       /* several shares: the curve through the present bargain */
	PHASE_SOLUTIONS,
	PHASE_COMPARE,     /* every rule's solution against the others' bargains */
	PHASE_PARETO,
	PHASE_BESIDE,      /* what the shares beside would give the rule chosen */
	PHASE_PLAIN,       /* the curve that shares alone would give, in place of a contract */
	PHASE_DONE,
};

enum { NODES_DEFAULT = 97, NODES_MANY = 65, EVENTS_MAX = 128 };

/* ---------------------------------------------------------------- storage */

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

static bool wants(const struct study *st, unsigned what)
{
	return (st->work->plan.want & what) != 0;
}

/* Whether only the present bargain is asked for, by a rule that needs nobody's
 * ideal exactly: then one solution is all there is. */
static bool one_rule(const struct study *st)
{
	return !wants(st, HAVE_SOLUTIONS | HAVE_PARETO) &&
		(st->scenario->bargain.rule != RULE_KALAI_SMORODINSKY ||
			st->n > GAME_SPECIALISTS_EXPLORER);
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

static void blank_solution(struct solution *sol, struct bargain rule)
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
	bool one = one_rule(st);
	int count = 0, want = 0;
	for (int rule = RULE_VERTICAL_MONOPOLY; rule < RULES; rule++)
		want += rows_of(st, (enum rule)rule);
	enum status status = make_solutions(st, one ? 1 : want, err);
	if (status != STATUS_OK)
		return status;
	if (one) {
		blank_solution(&st->solution[0], st->scenario->bargain);
		return STATUS_OK;
	}
	for (int rule = RULE_VERTICAL_MONOPOLY; rule < RULES; rule++) {
		int each = rows_of(st, (enum rule)rule);
		for (int k = 0; k < each; k++)
			blank_solution(&st->solution[count++],
				(struct bargain){(enum rule)rule, each > 1 ? k : 0});
	}
	return STATUS_OK;
}

/* ------------------------------------------------------------------ reset */

static enum status bind_game(struct study_work *w, struct error *err)
{
	enum status status = w->match ? match_rebind(w->match, &w->order.game, err) :
					match_alloc(&w->order.game, &w->match, err);
	struct solver *solver = status == STATUS_OK ? match_solver(w->match) : NULL;
	recall_game(&w->recall, &w->order.game);
	/* The search for shares has charts or none. */
	if (!solver != !w->solver) {
		joint_free(w->joint);
		w->joint = NULL;
	}
	w->solver = solver;
	return status;
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
	w->change = NULL;
	w->pareto = (struct pareto_work){PARETO_NODES, 0};
	tops_clear(&w->tops);
	w->phase = PHASE_DONE;
	free_frontier(st);
	if (g->n != st->n || !st->delta)
		status = size_for(st, g->n, err);
	if (status == STATUS_OK)
		status = order_set(&w->order, g, err);
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
	if (wants(st, HAVE_SOLUTIONS | HAVE_PARETO) || s->bargain.rule != RULE_FIXED)
		status = list_solutions(st, err);
	else
		free_solutions(st);
	if (status != STATUS_OK)
		return status;
	w->phase = PHASE_FIRST_BEST;
	w->at = 0;
	status = law_reset(st, err);
	if (status == STATUS_OK)
		status = plain_reset(st, err);
	return status == STATUS_OK ? nobody_reset(st, err) : status;
}

/* ----------------------------------------------------------------- phases */

double study_tidy(const struct study *st, double v)
{
	double scale = 0;
	if (st->have & HAVE_FIRST_BEST && st->first_best_status == STATUS_OK)
		scale = fabs(st->first_best.joint);
	if (study_has_outcome(st))
		scale = fmax(scale, fmax(fabs(st->present.joint), fabs(st->present.u_generalist)));
	/* The vertical monopoly's stands for all that there is no first best of. */
	if (st->solutions > 0 && st->solution[0].done && st->solution[0].agreement)
		scale = fmax(scale, fabs(st->solution[0].out.joint));
	return fabs(v) < 1e-8 * scale ? 0 : v;
}

const struct solution *study_solution(const struct study *st, struct bargain rule)
{
	return work_solution(st, rule);
}

static double revenue_size(const struct outcome *out)
{
	double size = 0;
	for (int i = 0; i < out->n; i++)
		size += fabs(out->domain[i].revenue);
	return size;
}

/* The first best as a scale: of one that is but rounding, the revenues' size. */
static double first_best_size(const struct outcome *first_best)
{
	return isnan(first_best_part(first_best, 1)) ? revenue_size(first_best) :
						       first_best->joint;
}

double first_best_part(const struct outcome *first_best, double joint)
{
	return first_best->joint > ROUNDING * revenue_size(first_best) ?
		joint / first_best->joint : NAN;
}

double study_efficiency(const struct study *st, double joint)
{
	bool known = st->have & HAVE_FIRST_BEST && st->first_best_status == STATUS_OK;
	return known ? first_best_part(&st->first_best, joint) : NAN;
}

const struct share_interval *solution_tie(const struct solution *sol)
{
	for (int i = 0; i < sol->ties; i++)
		if (sol->delta[0] >= sol->tie[i].from && sol->delta[0] <= sol->tie[i].to)
			return &sol->tie[i];
	return NULL;
}

/* The present outcome at st->delta. */
static void play_present(struct study *st)
{
	struct study_work *w = st->work;
	memcpy(w->base, st->delta, (size_t)st->n * sizeof *w->base);
	st->present.payment = 0;
	for (int i = 0; i < st->n; i++)
		st->present.domain[i].payment = 0;
	if (!work_play(w, st->delta, &st->present) && !w->given_up) {
		st->status = w->error.status;
		st->error = w->error;
	}
	if (st->status == STATUS_OK)
		st->efficiency = study_efficiency(st, st->present.joint);
	st->have |= HAVE_PRESENT;
}

/* Everybody keeps its outside option. */
static void stay_out(struct study *st)
{
	const struct study_work *w = st->work;
	struct outcome *out = &st->present;
	outcome_clear(out);
	out->u_generalist = out->joint = w->threat[0];
	for (int i = 0; i < st->n; i++) {
		out->domain[i].utility = w->threat[i + 1];
		out->joint += w->threat[i + 1];
	}
	st->have |= HAVE_PRESENT;
}

static bool is_pie(const struct study *st)
{
	return pie_applies(&st->scenario->game);
}

static void solve(struct study *st, struct solution *sol)
{
	if (sol->done)
		return;
	if (is_pie(st))
		pie_solve(st, sol);
	else if (sol->rule.rule == RULE_ALTERNATING)
		alternating_solve(st, sol);
	else if (st->shares == 1)
		single_solve(st, sol);
	else if (st->work->some)
		nobody_solve(st, sol);
	else
		joint_solve(st, sol);
}

/* Whether anything needs the solutions' machinery. */
static bool bargains(const struct study *st)
{
	return st->solutions > 0;
}

static bool fixed(const struct study *st)
{
	return st->scenario->bargain.rule == RULE_FIXED;
}

/* There is nothing to go on with. */
static bool give_up(struct study *st, const struct error *err)
{
	st->status = err->status;
	st->error = *err;
	return false;
}

static bool step_first_best(struct study *st)
{
	struct study_work *w = st->work;
	struct error err;
	if (!wants(st, HAVE_FIRST_BEST | HAVE_PARETO) && !bargains(st))
		return false;
	st->first_best_status = STATUS_OK;
	if (!recall_first_best(&w->recall, &st->first_best)) {
		st->first_best_status = match_first_best(w->match, &st->first_best, &err);
		if (st->first_best_status == STATUS_OK)
			recall_keep_first_best(&w->recall, &st->first_best);
	}
	order_outcome_as_listed(&st->work->order, &st->first_best);
	st->have |= HAVE_FIRST_BEST;
	if (st->first_best_status == STATUS_OK)
		st->scale = fmax(st->scale, first_best_size(&st->first_best));
	return false;
}

static bool play_share(void *context, struct trace_node *node)
{
	struct study *st = context;
	node->ok = work_play_line(st->work, st->axis, node->x, &node->out);
	node->lack = LACK_EQUILIBRIUM;
	return !st->work->given_up;
}

static bool start_curve(struct study *st, int nodes)
{
	struct trace_plan plan = {.high = 1, .nodes = nodes, .stride = 1, .fine = true,
		.held = game_has_terms(&st->scenario->game),
		.events = EVENTS_MAX, .width = TRACE_WIDTH,
		.play = play_share, .context = st};
	struct error err;
	st->axis = st->work->plan.axis;
	return trace_start(&st->curve, st->n, &plan, &err) == STATUS_OK || give_up(st, &err);
}

/* The curve's nodes, then its events, one by one. It can be shown when all nodes are there. */
static bool step_curve(struct study *st)
{
	struct study_work *w = st->work;
	int nodes = w->plan.nodes > 1 ? w->plan.nodes : st->n > 8 ? NODES_MANY : NODES_DEFAULT;
	if (w->at == 0 && !start_curve(st, nodes))
		return false;
	if (w->at++ >= nodes)
		st->have |= HAVE_CURVE;
	if (trace_step(&st->curve))
		return true;
	st->have |= HAVE_CURVE;
	return false;
}

static bool step_line(struct study *st)
{
	if (st->shares > 1 ||
		!(bargains(st) || wants(st, HAVE_CURVE | HAVE_PARETO | HAVE_THRESHOLDS)))
		return false;
	if (step_curve(st))
		return true;
	for (int i = 0; i < st->curve.count; i++)
		if (st->curve.node[i].ok)
			study_scale_by(st, &st->curve.node[i].out);
	return false;
}

/* Whether solutions are sought along one share's curve. */
static bool along_curve(const struct study *st)
{
	return st->shares == 1 && bargains(st) && st->curve.count > 0;
}

/* What the rule chosen comes to, long before it is known exactly: but a picture, which
 * PHASE_CHOSEN replaces, and which nothing after it starts from. One that looks at ideals has
 * to wait for them. */
static bool step_rough(struct study *st)
{
	struct study_work *w = st->work;
	struct solution *sol = work_solution(st, st->scenario->bargain);
	bool line = along_curve(st), several = st->shares > 1 && bargains(st) && !w->some;
	struct error err;
	if (!(line || several) || one_rule(st) || !sol || is_pie(st) ||
		st->scenario->bargain.rule == RULE_KALAI_SMORODINSKY ||
		!rule_has_goal(sol->rule.rule))
		return false;
	if (line) {
		single_rough_ideals(st);
		single_solve(st, sol);
	} else if (joint_start(st, &err) == STATUS_OK) {
		joint_rough(st, sol);
	} else {
		return give_up(st, &err);
	}
	bool agreement = sol->agreement && !w->given_up;
	if (agreement)
		memcpy(st->delta, sol->delta, (size_t)st->n * sizeof *st->delta);
	/* Nothing of it passes for known, not even while the present bargain is played. */
	blank_solution(sol, sol->rule);
	memset(st->ideal, 0, (size_t)w->players * sizeof *st->ideal);
	memset(st->bystander, 0, (size_t)w->players * sizeof *st->bystander);
	st->rough = agreement;
	if (agreement)
		play_present(st);
	return false;
}

static bool step_rational(struct study *st)
{
	if (along_curve(st))
		single_rational(st);
	return false;
}

/* One player's a step, or all as far as the nodes tell. */
static bool step_ideals(struct study *st)
{
	struct study_work *w = st->work;
	if (!along_curve(st) || w->at >= w->players || is_pie(st))
		return false;
	if (one_rule(st)) {
		single_rough_ideals(st);
		return false;
	}
	single_ideal(st, w->at++);
	return true;
}

static bool step_sample(struct study *st)
{
	struct study_work *w = st->work;
	struct error err;
	if (st->shares == 1 || !bargains(st) || (w->some && !wants(st, HAVE_PARETO)))
		return false;
	if (w->at++ == 0 && joint_start(st, &err) != STATUS_OK)
		return give_up(st, &err);
	return joint_sample(st);
}

/* One player's best a step; with several shares this gives the ideals too. */
static bool step_powerful(struct study *st)
{
	struct study_work *w = st->work;
	if (!bargains(st) || w->at >= w->players)
		return false;
	if (st->shares > 1 && one_rule(st)) {
		(w->some ? nobody_ideals : joint_ideals)(st);
		return false;
	}
	if (st->shares == 1 && (is_pie(st) ? one_rule(st) : !wants(st, HAVE_SOLUTIONS)))
		return false; /* they have been found, or nobody asks */
	int k = w->at++;
	k = k > 0 ? w->order.at[k - 1] + 1 : 0;
	solve(st, work_powerful(st, k));
	study_ideal(st, k);
	return true;
}

static bool step_chosen(struct study *st)
{
	struct study_work *w = st->work;
	struct solution *sol;
	if (fixed(st))
		return false;
	sol = work_solution(st, st->scenario->bargain);
	if (sol)
		solve(st, sol);
	for (int i = 0; st->rough && !w->given_up && i < st->n; i++)
		st->delta[i] = w->base[i] = st->scenario->delta[st->scenario->game.common ? 0 : i];
	st->rough = st->rough && w->given_up;
	st->no_agreement = !sol || !sol->agreement;
	/* Where no bargain has an equilibrium, there is nothing to disagree about. */
	if (st->no_agreement && w->played) {
		stay_out(st);
		return false;
	}
	if (!st->no_agreement)
		memcpy(st->delta, sol->delta, (size_t)st->n * sizeof *st->delta);
	play_present(st);
	if (is_pie(st) && study_has_outcome(st))
		pie_pay(st, sol->rule, &st->present);
	return false;
}

static bool step_axis_curve(struct study *st)
{
	if (st->shares == 1 || !wants(st, HAVE_CURVE | HAVE_THRESHOLDS))
		return false;
	return step_curve(st);
}

static bool step_solutions(struct study *st)
{
	struct study_work *w = st->work;
	if (!wants(st, HAVE_SOLUTIONS))
		return false;
	while (w->at < st->solutions && work_nth_solution(st, w->at)->done)
		w->at++;
	if (w->at >= st->solutions) {
		st->have |= HAVE_SOLUTIONS;
		return false;
	}
	solve(st, work_nth_solution(st, w->at++));
	return true;
}

/* Another rule's bargain that is better for sol's rule than its own, or NULL. */
static const struct solution *better_row(struct study *st, const struct solution *sol)
{
	double room = objective_room(st, sol->rule, sol->objective);
	if (!rule_has_goal(sol->rule.rule))
		return NULL;
	for (int i = 0; sol->agreement && i < st->solutions; i++) {
		const struct solution *other = work_nth_solution(st, i);
		if (!other->agreement)
			continue;
		struct payoffs p = payoffs_of(st->work, &other->out);
		if (objective_value(st->work, sol->rule, st->ideal, st->bystander, &p) >
			sol->objective + room)
			return other;
	}
	return NULL;
}

/* The search for sol missed what another rule's came upon: once more, from there. */
static void solve_again(struct study *st, struct solution *sol, const struct solution *better)
{
	if (st->shares == 1)
		trace_insert(&st->curve, better->delta[0]);
	sol->done = false;
	solve(st, sol);
	for (int k = 0; k < st->work->players; k++)
		if (sol == work_powerful(st, k)) {
			study_ideal(st, k);
			work_solution(st, (struct bargain){RULE_KALAI_SMORODINSKY, 0})->done = false;
		}
}

/* No row of the table may be better for a rule than the rule's own. */
static bool step_compare(struct study *st)
{
	enum { ROUNDS = 4 };
	struct study_work *w = st->work;
	bool again = false, chosen = false;
	if (!wants(st, HAVE_SOLUTIONS) || w->at++ >= ROUNDS || is_pie(st))
		return false;
	for (int i = 0; i < st->solutions && !w->given_up; i++) {
		struct solution *sol = work_nth_solution(st, i);
		const struct solution *better = sol->done ? better_row(st, sol) : sol;
		if (!better)
			continue;
		solve_again(st, sol, better);
		chosen |= sol == work_solution(st, st->scenario->bargain);
		again = true;
	}
	if (chosen)
		step_chosen(st);
	return again;
}

static bool step_pareto(struct study *st)
{
	struct study_work *w = st->work;
	if (wants(st, HAVE_PARETO) && is_pie(st)) {
		pie_pareto(st);
		st->have |= HAVE_PARETO;
	} else if (wants(st, HAVE_PARETO)) {
		if (st->shares == 1 && single_extremes(st, &w->tops))
			return true;
		if (st->shares == 1 && pareto_step(st))
			return true;
		if (st->shares > 1)
			joint_frontier(st);
		pareto_flags(st);
		if (w->some)
			nobody_flags(st);
		st->have |= HAVE_PARETO;
	}
	if (wants(st, HAVE_THRESHOLDS)) {
		st->thresholds = trace_thresholds(&st->curve, &st->threshold);
		st->have |= HAVE_THRESHOLDS;
	}
	return false;
}

static bool step_fixed(struct study *st)
{
	if (fixed(st))
		play_present(st);
	return false;
}

/* One piece of the phase at hand; false when the phase is over. What is given
 * up on the way tells nothing that was not known before. */
static bool step_phase(struct study *st)
{
	static bool (*const step[])(struct study *) = {
		[PHASE_FIRST_BEST] = step_first_best,
		[PHASE_FIXED] = step_fixed,
		[PHASE_LINE] = step_line,
		[PHASE_ROUGH] = step_rough,
		[PHASE_RATIONAL] = step_rational,
		[PHASE_IDEALS] = step_ideals,
		[PHASE_NOBODY] = nobody_step,
		[PHASE_SAMPLE] = step_sample,
		[PHASE_POWERFUL] = step_powerful,
		[PHASE_CHOSEN] = step_chosen,
		[PHASE_LAW] = law_step,
		[PHASE_CURVE] = step_axis_curve,
		[PHASE_SOLUTIONS] = step_solutions,
		[PHASE_COMPARE] = step_compare,
		[PHASE_PARETO] = step_pareto,
		[PHASE_BESIDE] = beside_step,
		[PHASE_PLAIN] = plain_step,
	};
	unsigned have = st->have;
	bool more = step[st->work->phase](st);
	if (st->work->given_up)
		st->have = have;
	return more;
}

bool study_step(struct study *st, double seconds)
{
	struct study_work *w = st->work;
	double end = seconds < 0 ? INFINITY : clock_now() + seconds;
	while (w->phase != PHASE_DONE) {
		bool more = step_phase(st);
		if (w->given_up)
			break;
		if (!more) {
			/* Without memory there is no going on. */
			w->phase = st->status == STATUS_SYSTEM ? PHASE_DONE : w->phase + 1;
			w->at = 0;
		}
		if (seconds >= 0 && clock_now() >= end)
			break;
	}
	return w->phase != PHASE_DONE;
}

bool study_has_outcome(const struct study *st)
{
	return (st->have & HAVE_PRESENT) && st->status == STATUS_OK;
}

double study_progress(const struct study *st)
{
	const struct study_work *w = st->work;
	double inside = 0;
	if (w->phase == PHASE_SOLUTIONS && st->solutions > 0)
		inside = (double)w->at / st->solutions;
	return fmin(((double)w->phase + inside) / (double)PHASE_DONE, 1);
}
