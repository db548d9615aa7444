/* Bargaining over a pie: where lump sums may change hands at signing, or all share one pot,
 * everybody wants the joint surplus as large as can be, and what is left to agree on is how it
 * is split (haggle-theory(7), "Contracts"). */
#include "bargain/study_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_pot(const struct study *st)
{
	return st->scenario->game.contract == CONTRACT_PROFIT;
}

static void set_utility(struct outcome *out, int k, double value)
{
	if (k == 0)
		out->u_generalist = value;
	else
		out->domain[k - 1].utility = value;
}

/* Who takes no part and could not have anything without the others. */
static bool stands_by(const struct study_work *w, const struct outcome *out, int k)
{
	return k > 0 && out->domain[k - 1].regime == REGIME_ABSTAIN && w->threat[k] <= 0;
}

static double left_over(const struct study_work *w, const struct outcome *out)
{
	double sum = out->joint;
	for (int k = 0; k < w->players; k++)
		sum -= w->threat[k];
	return sum;
}

/* What the first proposer takes of a pie of 1: all in the last round, before that what the
 * other, waiting for its own turn, would not get; of endless offers what repeats itself. */
static double first_part(const struct study *st)
{
	const struct scenario *s = st->scenario;
	int first = s->offers.first;
	double patience[2] = {s->game.generalist.patience, s->game.specialist[0].patience};
	double other = patience[!first], own = patience[first > 0], part = 1;
	int rounds = (int)s->offers.rounds;
	if (rounds == 0)
		return (1 - other) / (1 - own * other);
	for (int t = rounds - 1; t >= 1; t--)
		part = 1 - (t % 2 ? other : own) * part;
	return part;
}

/* Weights with which the gain is split under a rule; they need not add up to 1. */
static void parts_of(const struct study *st, struct bargain b, const struct outcome *out,
	double *part)
{
	const struct study_work *w = st->work;
	double sum = 0;
	for (int k = 0; k < w->players; k++) {
		bool nash = b.rule == RULE_NASH || b.rule == RULE_VERTICAL_MONOPOLY ||
			b.rule == RULE_MAX_PERFORMANCE;
		part[k] = stands_by(w, out, k) ? 0 : nash ? w->weight[k] : 1;
		if (b.rule == RULE_POWERFUL_GENERALIST)
			part[k] = k == 0;
		else if (b.rule == RULE_POWERFUL_SPECIALIST)
			part[k] = k == b.specialist + 1 && !stands_by(w, out, k);
		else if (b.rule == RULE_ALTERNATING)
			part[k] = k == st->scenario->offers.first ? first_part(st) :
								     1 - first_part(st);
		sum += part[k];
	}
	for (int k = 0; sum <= 0 && k < w->players; k++)
		part[k] = !stands_by(w, out, k);
}

/* Everybody has its outside option, and of the rest what its part says. */
static void split(const struct study *st, struct bargain b, const struct outcome *out, double *u)
{
	const struct study_work *w = st->work;
	double gain = left_over(w, out), sum = 0;
	parts_of(st, b, out, u);
	for (int k = 0; k < w->players; k++)
		sum += u[k];
	for (int k = 0; k < w->players; k++)
		u[k] = w->threat[k] + u[k] / sum * gain;
}

/* As it comes, but that nobody is left below its outside option: the others pay for that
 * evenly, as far as they have more. */
static void settle(const struct study *st, const struct outcome *out, double *u)
{
	const struct study_work *w = st->work;
	double low = 0, high = 0, room = ROUNDING * st->scale;
	bool rational = true;
	for (int k = 0; k < w->players; k++) {
		u[k] = outcome_utility(out, k);
		rational = rational && u[k] >= w->threat[k] - room;
		high = fmax(high, u[k] - w->threat[k]);
	}
	for (int i = 0; !rational && i < 200; i++) {
		double theta = .5 * (low + high), sum = 0;
		for (int k = 0; k < w->players; k++)
			sum += fmax(w->threat[k], outcome_utility(out, k) - theta);
		if (sum > out->joint)
			low = theta;
		else
			high = theta;
	}
	for (int k = 0; !rational && k < w->players; k++)
		u[k] = fmax(w->threat[k], outcome_utility(out, k) - high);
}

void pie_pay(struct study *st, struct bargain b, struct outcome *out)
{
	struct study_work *w = st->work;
	double *u = w->utility;
	bool any = b.rule == RULE_VERTICAL_MONOPOLY || b.rule == RULE_MAX_PERFORMANCE ||
		(b.rule == RULE_POWERFUL_SPECIALIST && stands_by(w, out, b.specialist + 1));
	if (any && !is_pot(st))
		settle(st, out, u);
	else
		split(st, b, out, u);
	for (int k = 0; k < w->players; k++) {
		double payment = is_pot(st) ? 0 : u[k] - outcome_utility(out, k);
		if (k == 0)
			out->payment = payment;
		else
			out->domain[k - 1].payment = payment;
		set_utility(out, k, u[k]);
	}
}

static void copy_ties(struct solution *to, const struct solution *from)
{
	free(to->tie);
	to->tie = from->ties > 0 ? malloc((size_t)from->ties * sizeof *to->tie) : NULL;
	to->ties = to->tie ? from->ties : 0;
	for (int i = 0; i < to->ties; i++)
		to->tie[i] = from->tie[i];
}

/* The shares with the largest joint surplus, or, of the levels' rule, the highest levels. */
static void search(struct study *st, struct solution *sol)
{
	struct bargain rule = sol->rule;
	const struct solution *done = work_solution(st, (struct bargain){RULE_VERTICAL_MONOPOLY, 0});
	if (rule.rule != RULE_MAX_PERFORMANCE)
		sol->rule = (struct bargain){RULE_VERTICAL_MONOPOLY, 0};
	if (done && done != sol && done->done && rule.rule != RULE_MAX_PERFORMANCE) {
		memcpy(sol->delta, done->delta, (size_t)st->n * sizeof *sol->delta);
		copy_ties(sol, done);
		sol->agreement = done->agreement;
		sol->search = done->search;
		solution_fill(st, sol);
	} else if (st->shares == 1) {
		single_solve(st, sol);
	} else {
		joint_solve(st, sol);
	}
	sol->rule = rule;
}

/* One pot is as large whatever its split. */
static void play_pot(struct study *st, struct solution *sol)
{
	for (int i = 0; i < st->n; i++)
		sol->delta[i] = .5;
	sol->agreement = true;
	sol->search = SEARCH_PROVED;
	solution_fill(st, sol);
}

/* Whether there is anything to agree on. The highest levels may leave nothing over of it. */
static bool agrees(struct study *st, struct solution *sol)
{
	if (left_over(st->work, &sol->out) > NO_GAIN * st->scale)
		return true;
	if (sol->rule.rule != RULE_MAX_PERFORMANCE)
		return false;
	struct solution *most = work_solution(st, (struct bargain){RULE_VERTICAL_MONOPOLY, 0});
	if (!most)
		return false;
	if (!most->done)
		pie_solve(st, most);
	sol->done = sol->done && most->done;
	return most->agreement;
}

void pie_solve(struct study *st, struct solution *sol)
{
	if (is_pot(st))
		play_pot(st, sol);
	else
		search(st, sol);
	if (!sol->agreement)
		return;
	sol->agreement = agrees(st, sol);
	if (!sol->agreement)
		return;
	pie_pay(st, sol->rule, &sol->out);
	for (int i = 0; is_pot(st) && i < st->n; i++)
		sol->delta[i] = sol->out.u_generalist / sol->out.joint;
	sol->objective = sol->out.joint;
	if (sol->rule.rule != RULE_ALTERNATING)
		return;
	struct offer *root = realloc(sol->root, sizeof *root);
	if (!root)
		return;
	sol->root = root;
	sol->roots = 1;
	int first = st->scenario->offers.first;
	*root = (struct offer){sol->delta[0],
		outcome_utility(&sol->out, first) - st->work->threat[first]};
}

/* Where lump sums split the most that there is in any way, they better for everybody whatever
 * leaves less than that. */
static void mark_curve(struct study *st, double most, double room)
{
	for (int i = 0; i < st->curve.count; i++) {
		struct trace_node *node = &st->curve.node[i];
		node->dominated = !node->ok || node->out.joint < most - room;
	}
}

/* Of several shares the only ones that are Pareto-optimal, as the one point of the frontier. */
static void one_point(struct study *st, const struct solution *most)
{
	size_t n = (size_t)st->n;
	struct frontier_point *point = malloc(sizeof *point + (2 * n + 1) * sizeof(double));
	if (!point)
		return;
	double *delta = (double *)(point + 1), *u = delta + n;
	memcpy(delta, most->delta, n * sizeof *delta);
	for (int k = 0; k <= st->n; k++)
		u[k] = outcome_utility(&most->out, k);
	*point = (struct frontier_point){delta, u};
	free(st->point);
	st->point = point;
	st->points = 1;
}

/* Whether the nodes from i to last, as good as the most, belong to the share of that, or to what
 * ties with it. */
static bool is_told(const struct trace *c, const struct solution *most, int i, int last)
{
	double from = c->node[i > 0 ? i - 1 : i].x, to = c->node[last + 1 < c->count ? last + 1 : last].x;
	for (int t = 0; t < most->ties; t++)
		if (most->tie[t].from <= c->node[last].x && most->tie[t].to >= c->node[i].x)
			return true;
	return most->delta[0] >= from && most->delta[0] <= to;
}

static int by_share(const void *a, const void *b)
{
	double u = ((const struct share_interval *)a)->from, v = ((const struct share_interval *)b)->from;
	return (u > v) - (u < v);
}

/* Of one share all that leave the most: the rule's own, those that tie with it, and the nodes far
 * from both. */
static void pieces(struct study *st, const struct solution *most)
{
	const struct trace *c = &st->curve;
	double least = most->out.joint - ROUNDING * st->scale;
	if (!solution_tie(most))
		pareto_add(st, most->delta[0], most->delta[0]);
	for (int t = 0; t < most->ties; t++)
		pareto_add(st, most->tie[t].from, most->tie[t].to);
	for (int i = 0, last; i < c->count; i = last + 1) {
		last = i;
		if (!c->node[i].ok || c->node[i].out.joint < least)
			continue;
		while (last + 1 < c->count && c->node[last + 1].ok &&
			c->node[last + 1].out.joint >= least)
			last++;
		if (!is_told(c, most, i, last))
			pareto_add(st, c->node[i].x, c->node[i].x);
	}
	if (st->intervals > 1)
		qsort(st->interval, (size_t)st->intervals, sizeof *st->interval, by_share);
}

/* Whether some of the best shares are neither nothing nor all; whoever can gain does then, by
 * payments. */
static bool any_inside(const struct study *st, const struct solution *most)
{
	for (int i = 0; i < st->intervals; i++)
		if (st->interval[i].to > 0 && st->interval[i].from < 1)
			return true;
	return st->shares > 1 && shares_inside(st, most->delta);
}

void pie_pareto(struct study *st)
{
	const struct solution *most = NULL;
	double room = NO_GAIN * st->scale;
	for (int i = 0; i < st->solutions; i++)
		if (st->solution[i].agreement &&
			st->solution[i].rule.rule != RULE_MAX_PERFORMANCE &&
			(!most || st->solution[i].out.joint > most->out.joint))
			most = &st->solution[i];
	st->intervals = 0;
	for (int i = 0; i < st->solutions; i++)
		st->solution[i].pareto = most && st->solution[i].agreement &&
			st->solution[i].out.joint >= most->out.joint - room;
	if (most && st->shares > 1)
		one_point(st, most);
	else if (most && is_pot(st))
		pareto_add(st, 0, 1);
	else if (most) {
		mark_curve(st, most->out.joint, room);
		pieces(st, most);
	}
	st->profit_sharing = most && any_inside(st, most);
}
