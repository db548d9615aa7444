/* Solutions where several shares are bargained over: a joint, global search
 * over [0,1]^n.
 *
 * Objectives jump where a specialist stops taking part and are kinked where a
 * smallest gain changes hands, so no gradients are trusted. A Sobol sample,
 * shared by all rules, finds the basins; from the best few of them each rule
 * climbs by line searches along the axes (global ones, that can leave a basin),
 * along the directions that paid before, and by GSL's simplex, until none of
 * them gains. */
#include "bargain/work.h"

#include <gsl/gsl_multimin.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES_PER_SHARE = 160, SAMPLES_MOST = 1200, DIMENSIONS = 40, STARTS = 3 };

struct joint {
	int n, players;
	int count, want;      /* sampled bargains */
	double *delta;        /* count x n */
	double *u;            /* count x players */
	double *performance;  /* count */
	gsl_qrng *sobol;
	gsl_multimin_fminimizer *simplex;
	gsl_vector *start, *step;
	/* the search at hand */
	struct study *st;
	struct bargain rule;
	double *x, *best_x, *from, *direction; /* n each */
	double best;
	unsigned long evaluations, limit;
};

void joint_free(struct joint *j)
{
	if (!j)
		return;
	free(j->delta);
	free(j->u);
	free(j->performance);
	free(j->x);
	if (j->sobol)
		gsl_qrng_free(j->sobol);
	if (j->simplex)
		gsl_multimin_fminimizer_free(j->simplex);
	if (j->start)
		gsl_vector_free(j->start);
	if (j->step)
		gsl_vector_free(j->step);
	free(j);
}

enum status joint_start(struct study *st, struct error *err)
{
	struct study_work *w = st->work;
	struct joint *j = w->joint;
	if (j && j->n != st->n) {
		joint_free(j);
		j = w->joint = NULL;
	}
	if (!j) {
		size_t n = (size_t)st->n;
		size_t most = SAMPLES_MOST;
		w->joint = j = calloc(1, sizeof *j);
		if (!j)
			return error_set(err, STATUS_SYSTEM, "out of memory");
		j->n = st->n;
		j->players = st->n + 1;
		j->delta = malloc(most * n * sizeof *j->delta);
		j->u = malloc(most * (n + 1) * sizeof *j->u);
		j->performance = malloc(most * sizeof *j->performance);
		j->x = malloc(4 * n * sizeof *j->x);
		j->simplex = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
		j->start = gsl_vector_alloc(n);
		j->step = gsl_vector_alloc(n);
		j->sobol = gsl_qrng_alloc(gsl_qrng_sobol, st->n > DIMENSIONS ? DIMENSIONS :
						(unsigned)st->n);
		if (!j->delta || !j->u || !j->performance || !j->x || !j->simplex ||
			!j->start || !j->step || !j->sobol)
			return error_set(err, STATUS_SYSTEM, "out of memory");
		j->best_x = j->x + n;
		j->from = j->x + 2 * n;
		j->direction = j->x + 3 * n;
	}
	j->st = st;
	j->count = 0;
	j->want = st->n * SAMPLES_PER_SHARE;
	if (j->want > SAMPLES_MOST)
		j->want = SAMPLES_MOST;
	gsl_qrng_init(j->sobol);
	return STATUS_OK;
}

/* The first samples are the diagonal, where all shares are equal; then each
 * corner of small games; then Sobol's sequence (beyond its 40 dimensions the
 * further shares repeat the earlier ones, shifted). */
static void next_sample(struct joint *j, double *delta)
{
	enum { DIAGONAL = 17 };
	int i = j->count, corners = j->n <= 6 ? 1 << j->n : 0;
	double q[DIMENSIONS];
	if (i < DIAGONAL) {
		for (int k = 0; k < j->n; k++)
			delta[k] = (double)i / (DIAGONAL - 1);
		return;
	}
	i -= DIAGONAL;
	if (i < corners) {
		for (int k = 0; k < j->n; k++)
			delta[k] = i >> k & 1;
		return;
	}
	gsl_qrng_get(j->sobol, q);
	for (int k = 0; k < j->n; k++)
		delta[k] = k < DIMENSIONS ? q[k] : fmod(q[k % DIMENSIONS] + .381966 * (k / 40), 1);
}

bool joint_sample(struct study *st)
{
	struct study_work *w = st->work;
	struct joint *j = w->joint;
	for (int tries = 0; tries < 16 && j->count < j->want; tries++) {
		double *delta = j->delta + (size_t)j->count * (size_t)j->n;
		double *u = j->u + (size_t)j->count * (size_t)j->players;
		next_sample(j, delta);
		bool ok = work_play(w, delta, &w->scratch);
		for (int k = 0; k < j->players; k++)
			u[k] = ok ? outcome_utility(&w->scratch, k) : -INFINITY;
		j->performance[j->count++] = ok ? w->scratch.performance : 0;
	}
	return j->count < j->want;
}

/* -------------------------------------------------------------- evaluation */

static double try_at(struct joint *j, const double *x)
{
	struct study *st = j->st;
	struct study_work *w = st->work;
	double value = -INFINITY;
	for (int k = 0; k < j->n; k++)
		w->probe[k] = fmin(fmax(x[k], 0), 1);
	j->evaluations++;
	if (work_play(w, w->probe, &w->scratch))
		value = objective_value(w, j->rule, st->ideal, st->bystander, &w->scratch);
	if (value > j->best) {
		j->best = value;
		memcpy(j->best_x, w->probe, (size_t)j->n * sizeof *j->best_x);
	}
	return value;
}

static double along(void *context, double t)
{
	struct joint *j = context;
	for (int k = 0; k < j->n; k++)
		j->x[k] = j->from[k] + t * j->direction[k];
	return try_at(j, j->x);
}

/* How far one can go from `from` along the direction within the box. */
static void reach(const struct joint *j, double *low, double *high)
{
	*low = -INFINITY;
	*high = INFINITY;
	for (int k = 0; k < j->n; k++) {
		double d = j->direction[k];
		if (fabs(d) < 1e-14)
			continue;
		double a = -j->from[k] / d, b = (1 - j->from[k]) / d;
		*low = fmax(*low, fmin(a, b));
		*high = fmin(*high, fmax(a, b));
	}
	*low = isfinite(*low) ? fmin(*low, 0) : 0;
	*high = isfinite(*high) ? fmax(*high, 0) : 0;
}

/* The best along the direction within [low, high], by `points` points, polished
 * around the best of them. */
static void line_search(struct joint *j, double low, double high, int points)
{
	double best = j->best, at = 0, h = (high - low) / (points - 1), value;
	if (!(h > 0))
		return;
	for (int i = 0; i < points; i++) {
		double t = low + i * h, v = along(j, t);
		if (v > best) {
			best = v;
			at = t;
		}
	}
	double a = fmax(at - h, low), b = fmin(at + h, high);
	if (b - a > 1e-12)
		line_maximise(along, j, a, at, b, best, &value);
}

static void axes(struct joint *j, double range, int points)
{
	for (int k = 0; k < j->n && j->evaluations < j->limit; k++) {
		double low, high;
		memcpy(j->from, j->best_x, (size_t)j->n * sizeof *j->from);
		memset(j->direction, 0, (size_t)j->n * sizeof *j->direction);
		j->direction[k] = 1;
		reach(j, &low, &high);
		line_search(j, fmax(low, -range), fmin(high, range), points);
	}
}

/* Along the step that the last round made. */
static void again(struct joint *j, const double *before, int points)
{
	double low, high, length = 0;
	for (int k = 0; k < j->n; k++) {
		j->direction[k] = j->best_x[k] - before[k];
		length = fmax(length, fabs(j->direction[k]));
	}
	if (length < 1e-10)
		return;
	memcpy(j->from, j->best_x, (size_t)j->n * sizeof *j->from);
	reach(j, &low, &high);
	line_search(j, fmax(low, -4), fmin(high, 4), points);
}

static double simplex_value(const gsl_vector *v, void *context)
{
	struct joint *j = context;
	double outside = 0;
	for (int k = 0; k < j->n; k++) {
		j->x[k] = gsl_vector_get(v, (size_t)k);
		outside += fmax(fmax(-j->x[k], j->x[k] - 1), 0);
	}
	double value = try_at(j, j->x);
	return isfinite(value) ? -value + outside : 1e30 + outside;
}

static void simplex(struct joint *j, double size)
{
	gsl_multimin_function f = {simplex_value, (size_t)j->n, j};
	for (int k = 0; k < j->n; k++) {
		double x = j->best_x[k];
		gsl_vector_set(j->start, (size_t)k, x);
		gsl_vector_set(j->step, (size_t)k, x + size <= 1 ? size : -size);
	}
	if (gsl_multimin_fminimizer_set(j->simplex, &f, j->start, j->step))
		return;
	for (int i = 0; i < 120 * j->n && j->evaluations < j->limit; i++)
		if (gsl_multimin_fminimizer_iterate(j->simplex) ||
			gsl_multimin_fminimizer_size(j->simplex) < 1e-8)
			break;
}

/* From best_x up to where nothing gains any more. */
static void climb(struct joint *j)
{
	double before[GAME_SPECIALISTS_EXPLORER];
	double range = 1, size = .1;
	for (int round = 0; round < 12 && j->evaluations < j->limit; round++) {
		double was = j->best;
		int few = j->n <= GAME_SPECIALISTS_EXPLORER ? j->n : 0;
		memcpy(before, j->best_x, (size_t)few * sizeof *before);
		axes(j, range, round == 0 ? 17 : 7);
		if (few)
			again(j, before, 9);
		if (j->n > 1 && j->n <= 12)
			simplex(j, size);
		range = fmax(range * .3, 1e-3);
		size = fmax(size * .3, 1e-4);
		if (j->best - was <= 1e-11 * fmax(1e-3, fabs(was)) && round > 1)
			break;
	}
}

/* ------------------------------------------------------------------- solve */

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

/* The best sample that lies at least `apart` from those in taken[]; -1: none. */
static int next_start(struct joint *j, const int *taken, int count, double apart)
{
	int best = -1;
	double top = -INFINITY;
	for (int i = 0; i < j->count; i++) {
		bool near = false;
		double v = sample_value(j, i);
		if (!(v > top))
			continue;
		for (int t = 0; t < count && !near; t++) {
			double d = 0;
			for (int k = 0; k < j->n; k++)
				d = fmax(d, fabs(j->delta[(size_t)i * (size_t)j->n + (size_t)k] -
						j->delta[(size_t)taken[t] * (size_t)j->n +
							(size_t)k]));
			near = d < apart;
		}
		if (!near) {
			best = i;
			top = v;
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
			try_at(j, o->delta);
	}
}

void joint_solve(struct study *st, struct solution *sol)
{
	struct joint *j = st->work->joint;
	int taken[STARTS];
	double top = -INFINITY, *top_x = malloc((size_t)st->n * sizeof *top_x);

	j->rule = sol->rule;
	sol->agreement = false;
	for (int s = 0; top_x && s < STARTS; s++) {
		taken[s] = next_start(j, taken, s, .2);
		if (taken[s] < 0)
			break;
		j->best = -INFINITY;
		j->evaluations = 0;
		j->limit = (unsigned long)(1500 * st->n);
		try_at(j, j->delta + (size_t)taken[s] * (size_t)j->n);
		if (s == 0)
			climb_from_solutions(j, sol);
		climb(j);
		if (j->best > top) {
			top = j->best;
			memcpy(top_x, j->best_x, (size_t)st->n * sizeof *top_x);
		}
	}
	if (top_x && isfinite(top)) {
		memcpy(sol->delta, top_x, (size_t)st->n * sizeof *top_x);
		sol->objective = top;
		sol->agreement = true;
	}
	free(top_x);
	solution_fill(st, sol);
	if (sol->agreement) {
		double sum = 0;
		gains_of(st->work, &sol->out, st->work->gain);
		for (int k = 0; k <= st->n; k++)
			sum += st->work->gain[k];
		sol->agreement = sum > GAIN_NONE;
	}
}

/* --------------------------------------------------------------- frontier */

static bool better_all(const double *q, const double *p, int players)
{
	bool better = false;
	for (int k = 0; k < players; k++) {
		if (q[k] < p[k])
			return false;
		better |= q[k] > p[k] + GAIN_NONE;
	}
	return better;
}

/* The sample and the solutions, parted into undominated and dominated. */
void joint_frontier(struct study *st)
{
	struct joint *j = st->work->joint;
	size_t n = (size_t)j->n, m = (size_t)j->players;

	/* The solutions join the sample where there is room. */
	for (int s = 0; s < st->solutions && j->count < SAMPLES_MOST; s++) {
		const struct solution *sol = &st->solution[s];
		if (!sol->agreement)
			continue;
		memcpy(j->delta + (size_t)j->count * n, sol->delta, n * sizeof *j->delta);
		for (int k = 0; k < j->players; k++)
			j->u[(size_t)j->count * m + (size_t)k] = outcome_utility(&sol->out, k);
		j->count++;
	}
	st->point = malloc((size_t)j->count * sizeof *st->point);
	st->dominated_point = malloc((size_t)j->count * sizeof *st->dominated_point);
	if (!st->point || !st->dominated_point)
		return;
	for (int i = 0; i < j->count; i++) {
		const double *u = j->u + (size_t)i * m;
		struct frontier_point p = {j->delta + (size_t)i * n, u};
		bool beaten = false;
		if (!isfinite(u[0]))
			continue;
		for (int q = 0; q < j->count && !beaten; q++)
			beaten = better_all(j->u + (size_t)q * m, u, j->players);
		if (beaten)
			st->dominated_point[st->dominated_points++] = p;
		else
			st->point[st->points++] = p;
	}
}
