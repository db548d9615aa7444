/* A rule's best bargain over several shares: starts from several basins, a race
 * between them, a last climb. */
#include "bargain/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
	return objective_value(w, j->rule, j->st->ideal, j->st->bystander, &w->scratch);
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

/* The best along axis k within `reach` of the given share, closed in on in
 * rounds of five points. */
static void zoom(struct joint *j, double *x, int k, double reach)
{
	double middle = x[k];
	for (int round = 0; round < 4; round++, reach *= .4) {
		double top = -INFINITY, at = middle;
		for (int i = -2; i <= 2; i++) {
			x[k] = fmin(fmax(middle + .5 * i * reach, 0), 1);
			double v = joint_try(j, x);
			if (v > top) {
				top = v;
				at = x[k];
			}
		}
		middle = at;
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

void joint_ideals(struct study *st)
{
	struct study_work *w = st->work;
	struct joint *j = w->joint;
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

void joint_solve(struct study *st, struct solution *sol)
{
	struct joint *j = st->work->joint;
	double radius = .12;
	j->rule = sol->rule;
	bool tight = ascend_all(j, sol);
	for (int round = 0; round < 3 && isfinite(j->best); round++, radius *= .4) {
		if (!shake(j, radius))
			continue;
		j->evaluations = 0;
		j->limit = (unsigned long)(ASCENT_PLAYS * st->n);
		tight = joint_ascend(j);
	}
	double step = .04;
	int slides = j->n == 2 ? 4 : j->n <= SLIDE_MOST ? 2 : 0;
	for (int round = 0; round < slides && isfinite(j->best) && j->rivals > 0;
		round++, step *= .5) {
		if (!slide(j, step))
			continue;
		j->evaluations = 0;
		j->limit = (unsigned long)(ASCENT_PLAYS * st->n);
		tight = joint_ascend(j);
	}
	if (isfinite(j->best) && !tight) {
		j->evaluations = 0;
		j->limit = (unsigned long)(CLIMB_PLAYS * st->n);
		joint_climb(j, .02, 3, 5);
	}
	sol->agreement = isfinite(j->best);
	if (sol->agreement) {
		memcpy(sol->delta, j->best_x, (size_t)st->n * sizeof *sol->delta);
		sol->objective = j->best;
	}
	solution_fill(st, sol);
	sol->agreement = sol->agreement && j->any_gain;
}
