/* A rule's best bargain over several shares: starts from several basins, a race
 * between them, a last climb. */
#include "bargain/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double joint_reach(struct joint *j, const struct outcome *out)
{
	double sum = 0;
	for (int k = 0; k < j->players; k++)
		sum += fmin(outcome_utility(out, k) - j->st->work->outside[k], j->hope);
	return sum;
}

double joint_objective(struct joint *j, const struct outcome *out)
{
	const struct study *st = j->st;
	if (j->hope > 0)
		return joint_reach(j, out);
	return objective_value(st->work, j->rule, st->ideal, st->bystander, out);
}

static double sample_value(struct joint *j, int i)
{
	struct study_work *w = j->st->work;
	const double *u = j->u + (size_t)i * (size_t)j->players;
	double joint = 0;
	if (!isfinite(u[0]))
		return -INFINITY;
	w->scratch.u_generalist = u[0];
	for (int k = 0; k < j->n; k++)
		w->scratch.domain[k].utility = u[k + 1];
	for (int k = 0; k < j->players; k++)
		joint += u[k];
	w->scratch.joint = joint;
	w->scratch.performance = j->performance[i];
	return joint_objective(j, &w->scratch);
}

/* Whether sample i lies near sample t, on what may be the same piece. */
static bool same_basin(const struct joint *j, int i, int t)
{
	double apart = 0;
	if (j->signature[i] != j->signature[t])
		return false;
	for (int k = 0; k < j->n; k++)
		apart = fmax(apart, fabs(j->delta[(size_t)i * (size_t)j->n + (size_t)k] -
				j->delta[(size_t)t * (size_t)j->n + (size_t)k]));
	return apart < BASIN;
}

/* The best sample in a basin that none of taken[] lies in; -1: none. */
static int next_start(struct joint *j, const int *taken, int count)
{
	int best = -1;
	double top = -INFINITY;
	for (int i = 0; i < j->count; i++) {
		bool known = !(j->value[i] > top);
		for (int t = 0; t < count && !known; t++)
			known = same_basin(j, i, taken[t]);
		if (!known) {
			best = i;
			top = j->value[i];
		}
	}
	return best;
}

/* Climbs from what the other rules found, too: good bargains lie together. */
static void climb_from_solutions(struct joint *j, const struct solution *self)
{
	const struct study *st = j->st;
	for (int s = 0; s < st->solutions; s++) {
		const struct solution *o = &st->solution[s];
		if (o != self && o->done && o->agreement)
			joint_try(j, o->delta);
	}
}

/* One ascent from x; best and best_x are what it found. */
static bool ascend_from(struct joint *j, const double *x, int plays)
{
	j->best = -INFINITY;
	j->evaluations = 0;
	j->limit = (unsigned long)(plays * j->n);
	joint_try(j, x);
	return joint_ascend(j);
}

/* Ascends from the best samples of several basins: a few steps from each, then
 * all the way from those that lead. best_x is the best of all; true when its
 * ascent ended where nothing more is promised. */
static bool ascend_all(struct joint *j, const struct solution *sol)
{
	int taken[STARTS], count = 0, lead = 0;
	double value[STARTS];
	bool ended[STARTS], tight = false;
	size_t n = (size_t)j->n;
	for (int i = 0; i < j->count; i++)
		j->value[i] = sample_value(j, i);
	for (; count < STARTS; count++) {
		double *x = j->race + (size_t)count * n;
		taken[count] = next_start(j, taken, count);
		if (taken[count] < 0)
			break;
		ended[count] = ascend_from(j, j->delta + (size_t)taken[count] * n, RACE_PLAYS);
		if (count == 0)
			climb_from_solutions(j, sol);
		value[count] = j->best;
		memcpy(x, j->best_x, n * sizeof *x);
		if (value[count] > value[lead])
			lead = count;
	}
	j->best = -INFINITY;
	for (int round = 0; round < FINALISTS && count > 0; round++) {
		double was = j->best, *x = j->race + (size_t)lead * n;
		memcpy(j->top_x, j->best_x, n * sizeof *x);
		bool done = ended[lead] || ascend_from(j, x, ASCENT_PLAYS);
		if (ended[lead]) {
			j->best = value[lead];
			memcpy(j->best_x, x, n * sizeof *x);
		}
		if (round > 0 && !(j->best > was)) {
			j->best = was;
			memcpy(j->best_x, j->top_x, n * sizeof *x);
		} else {
			tight = done;
		}
		value[lead] = -INFINITY;
		for (int s = 0; s < count; s++)
			if (value[s] > value[lead])
				lead = s;
		if (!isfinite(value[lead]))
			break;
	}
	return tight;
}

/* Tries bargains scattered around the best, within `radius`: pieces may be thin
 * and better ones near. Whether one was better. */
static bool shake(struct joint *j, double radius)
{
	double was = j->best, q[DIMENSIONS];
	memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
	gsl_qrng_init(j->sobol);
	for (int i = 0; i < SHAKES * j->n; i++) {
		gsl_qrng_get(j->sobol, q);
		for (int k = 0; k < j->n; k++)
			j->x[k] = j->top_x[k] + radius * (2 * q[k % DIMENSIONS] - 1);
		joint_try(j, j->x);
	}
	return j->best > was + 1e-9 * fmax(1e-3, fabs(was));
}

/* Which piece x[k] = at is on, and its value. */
static unsigned long piece(struct joint *j, double *x, int k, double at, double *value)
{
	x[k] = at;
	*value = joint_try(j, x);
	return joint_signature(&j->st->work->scratch);
}

/* Where between shares `in` and `out` of specialist k the piece of the first
 * ends: better and better bargains up to there. */
static void close_in(struct joint *j, double *x, int k, double in, double out,
	unsigned long home)
{
	double value;
	for (int i = 0; i < 16; i++) {
		double mid = .5 * (in + out);
		*(piece(j, x, k, mid, &value) == home ? &in : &out) = mid;
	}
	x[k] = in;
}

/* The best along axis k within `reach` of the given share: by rounds of five
 * points, and where it rises up to the edge of its piece, at the edge. */
static void zoom(struct joint *j, double *x, int k, double reach)
{
	enum { POINTS = 5 };
	double middle = x[k], at[POINTS], value[POINTS];
	unsigned long home[POINTS];
	for (int round = 0; round < 3; round++, reach *= .4) {
		int top = 0;
		for (int i = 0; i < POINTS; i++) {
			at[i] = fmin(fmax(middle + .5 * (i - 2) * reach, 0), 1);
			home[i] = piece(j, x, k, at[i], &value[i]);
			if (value[i] > value[top])
				top = i;
		}
		middle = at[top];
		for (int side = -1; side <= 1; side += 2) {
			int out = top + side, back = top - side;
			bool rises = back < 0 || back >= POINTS || home[back] != home[top] ||
				value[top] > value[back];
			if (out < 0 || out >= POINTS || home[out] == home[top] || !rises ||
				!isfinite(value[top]))
				continue;
			close_in(j, x, k, at[top], at[out], home[top]);
			return;
		}
	}
	x[k] = middle;
}

/* Along the edge of a piece one share must give way to another: steps of one,
 * the other brought to its best each time. Whether that found better. */
static bool slide(struct joint *j, double step)
{
	double was = j->best;
	for (int k = 0; k < j->n; k++)
		for (int l = 0; l < j->n; l++) {
			if (k == l)
				continue;
			memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
			for (int i = -3; i <= 3; i++) {
				memcpy(j->from, j->top_x, (size_t)j->n * sizeof *j->from);
				j->from[k] = fmin(fmax(j->from[k] + i * step, 0), 1);
				zoom(j, j->from, l, 3 * step);
			}
		}
	return j->best > was + 1e-9 * fmax(1e-3, fabs(was));
}

/* What everybody may hope for at once: a small part of the best joint gain. */
static double modest_hope(const struct joint *j)
{
	double best = 0;
	for (int i = 0; i < j->count; i++) {
		double joint = 0;
		for (int k = 0; k < j->players; k++)
			joint += j->u[(size_t)i * (size_t)j->players + (size_t)k] -
				j->st->work->outside[k];
		best = fmax(best, isfinite(joint) ? joint : 0);
	}
	return .02 * best / j->players;
}

/* Where bargains that all gain from fill so little of the shares that the sample
 * has none, it is sought from the samples nearest to it, and joins them. */
static void seek_gains(struct joint *j)
{
	int taken[STARTS], sampled = j->count;
	size_t n = (size_t)j->n;
	j->hope = modest_hope(j);
	double top = -INFINITY, all = j->players * j->hope;
	for (int i = 0; i < sampled; i++) {
		j->value[i] = sample_value(j, i);
		top = fmax(top, j->value[i]);
	}
	for (int s = 0; s < STARTS && j->hope > 0 && top < all; s++) {
		taken[s] = next_start(j, taken, s);
		if (taken[s] < 0)
			break;
		ascend_from(j, j->delta + (size_t)taken[s] * n, ASCENT_PLAYS);
		joint_add_sample(j, j->best_x);
	}
	j->hope = 0;
}

void joint_ideals(struct study *st)
{
	struct study_work *w = st->work;
	struct joint *j = w->joint;
	seek_gains(j);
	memset(st->ideal, 0, (size_t)w->players * sizeof *st->ideal);
	for (int i = 0; i < j->count; i++) {
		const double *u = j->u + (size_t)i * (size_t)j->players;
		bool rational = true;
		for (int k = 0; k < w->players; k++)
			rational &= u[k] >= w->outside[k] - GAIN_NONE;
		for (int k = 0; rational && k < w->players; k++)
			st->ideal[k] = fmax(st->ideal[k], u[k] - w->outside[k]);
	}
	for (int k = 0; k < w->players; k++)
		st->bystander[k] = st->ideal[k] <= GAIN_NONE;
}

/* The best bargain for j->rule, into j->best and best_x. */
static void search(struct study *st, const struct solution *sol)
{
	struct joint *j = st->work->joint;
	double radius = .12;
	bool tight = ascend_all(j, sol);
	for (int round = 0; round < 3 && isfinite(j->best); round++, radius *= .4) {
		if (!shake(j, radius))
			continue;
		j->evaluations = 0;
		j->limit = (unsigned long)(ASCENT_PLAYS * st->n);
		tight = joint_ascend(j);
	}
	double step = j->n <= SLIDE_MOST && j->rivals > 0 ? SLIDE_FIRST : 0;
	for (int round = 0; round < SLIDES && isfinite(j->best) && step > SLIDE_LAST; round++) {
		if (!slide(j, step)) {
			step *= .25;
			continue;
		}
		j->evaluations = 0;
		j->limit = (unsigned long)(ASCENT_PLAYS * st->n);
		tight = joint_ascend(j);
	}
	if (isfinite(j->best) && !tight) {
		j->evaluations = 0;
		j->limit = (unsigned long)(CLIMB_PLAYS * st->n);
		joint_climb(j, .02, 3, 5);
	}
}

/* Where everybody could gain but never at once, products and smallest gains are 0
 * all over: a tie, which goes to the largest joint surplus. */
static bool all_tied(const struct joint *j)
{
	enum rule rule = j->rule.rule;
	return j->best <= 1e-12 && (rule == RULE_NASH || rule == RULE_EGALITARIAN ||
				       rule == RULE_KALAI_SMORODINSKY);
}

void joint_solve(struct study *st, struct solution *sol)
{
	struct joint *j = st->work->joint;
	j->rule = sol->rule;
	search(st, sol);
	if (isfinite(j->best) && all_tied(j)) {
		j->rule.rule = RULE_VERTICAL_MONOPOLY;
		search(st, sol);
		j->best = 0;
	}
	sol->agreement = isfinite(j->best);
	if (sol->agreement) {
		memcpy(sol->delta, j->best_x, (size_t)st->n * sizeof *sol->delta);
		sol->objective = j->best;
	}
	solution_fill(st, sol);
	sol->agreement = sol->agreement && j->any_gain;
}
