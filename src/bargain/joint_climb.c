/* Climbing by values alone: line searches along the axes and along what paid
 * before, and GSL's simplex. */
#include "bargain/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Stands for a bargain that cannot be played, among what is minimised. */
#define WORST 1e300

static double along(void *context, double t)
{
	struct joint *j = context;
	for (int k = 0; k < j->n; k++)
		j->x[k] = fmin(fmax(j->from[k] + t * j->direction[k], j->low[k]), j->high[k]);
	return j->value(j, j->x);
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
		double a = (j->low[k] - j->from[k]) / d, b = (j->high[k] - j->from[k]) / d;
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
	double v[LINE_POINTS], h = (high - low) / (points - 1), value;
	int top = 0;
	if (!(h > 1e-12))
		return;
	for (int i = 0; i < points; i++) {
		v[i] = along(j, low + i * h);
		if (v[i] > v[top])
			top = i;
	}
	int a = top > 0 ? top - 1 : top, b = top + 1 < points ? top + 1 : top;
	struct stretch stretch = {low + a * h, v[a], low + top * h, v[top], low + b * h, v[b],
		joint_room(j, v[top]), 0};
	if (isfinite(v[top]))
		maximise_line(along, j, &stretch, &value);
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
		double x = gsl_vector_get(v, (size_t)k);
		j->x[k] = fmin(fmax(x, j->low[k]), j->high[k]);
		outside += fabs(x - j->x[k]);
	}
	double value = j->value(j, j->x);
	/* In the objective's unit: what lies outside is worse the farther out it is. */
	return isfinite(value) ? -value + outside * joint_room(j, j->best) / ROUNDING : WORST;
}

static void simplex(struct joint *j, double size)
{
	gsl_multimin_function f = {simplex_value, (size_t)j->n, j};
	for (int k = 0; k < j->n; k++) {
		double x = j->best_x[k];
		gsl_vector_set(j->start, (size_t)k, x);
		gsl_vector_set(j->step, (size_t)k, x + size <= j->high[k] ? size : -size);
	}
	if (gsl_multimin_fminimizer_set(j->simplex, &f, j->start, j->step))
		return;
	for (int i = 0; i < 100 * j->n && j->evaluations < j->limit; i++)
		if (gsl_multimin_fminimizer_iterate(j->simplex) ||
			gsl_multimin_fminimizer_size(j->simplex) < 1e-9)
			break;
}

void joint_climb(struct joint *j, double range, int rounds, int points)
{
	double before[GAME_SPECIALISTS_EXPLORER], size = .2 * range;
	int few = j->n <= GAME_SPECIALISTS_EXPLORER ? j->n : 0;
	for (int round = 0; round < rounds && j->evaluations < j->limit; round++) {
		double was = j->best;
		memcpy(before, j->best_x, (size_t)few * sizeof *before);
		axes(j, range, points);
		if (few)
			again(j, before, 9);
		if (j->n > 1 && j->n <= 12)
			simplex(j, size);
		range *= .3;
		size *= .3;
		if (!joint_gains(j, was, j->best, ROUNDING))
			break;
	}
}
