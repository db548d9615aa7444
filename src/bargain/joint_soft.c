/* The rules that look at the worst off, on a model: what they maximise is kinked along
 * the very ridge that leads to its top, where neither line searches nor a simplex get
 * far with many shares. Softened, -s log sum exp(-v_k / s) is smooth and at most
 * s log(players) below the least v_k; GSL's BFGS climbs it for smaller and smaller s. */
#include "bargain/joint.h"

#include <math.h>
#include <string.h>

enum { SOFTENINGS = 6, CLIMBS = 40 };
/* Players of whom the softened least holds less do not move it. */
#define NO_PART 1e-12

/* x within the box, of one angle a share: the box has no edges then. */
static void place(const struct joint *j, const gsl_vector *angle, double *x)
{
	for (int k = 0; k < j->n; k++)
		x[k] = .5 * (j->low[k] + j->high[k]) + .5 * (j->high[k] - j->low[k]) *
			sin(gsl_vector_get(angle, (size_t)k));
}

/* What player k has to be compared with others by; +inf: it is not. BFGS begins as if values were
 * curved by one or so: counted in money it would take other steps in another unit of that. */
static double standing(const struct joint *j, int k, double utility)
{
	const struct study *st = j->st;
	double gain = utility - st->work->outside[k];
	if (st->bystander[k])
		return INFINITY;
	return gain / joint_claim(j, k);
}

/* The least standing, softened, and each player's part in it (in v, which holds the
 * standings before). */
static double soft_least(double *v, int players, double soft)
{
	double least = INFINITY, sum = 0;
	for (int k = 0; k < players; k++)
		least = fmin(least, v[k]);
	for (int k = 0; k < players; k++) {
		v[k] = exp((least - v[k]) / soft);
		sum += v[k];
	}
	for (int k = 0; k < players; k++)
		v[k] /= sum;
	return least - soft * log(fmax(sum, 1)); /* the least itself counts 1 */
}

static void minus_soft(const gsl_vector *angle, void *context, double *value, gsl_vector *slope)
{
	struct joint *j = context;
	double *v = j->y; /* players of 2 x outputs */
	place(j, angle, j->x);
	for (int k = 0; k < j->players; k++)
		v[k] = standing(j, k, model_output(j->model_store, j->n, k, j->x));
	*value = -soft_least(v, j->players, j->soft);
	if (!slope)
		return;
	memset(j->direction, 0, (size_t)j->n * sizeof *j->direction);
	for (int k = 0; k < j->players; k++) {
		if (v[k] > NO_PART)
			model_slope(j->model_store, j->n, k, j->x, v[k] / joint_claim(j, k), j->direction);
	}
	for (int k = 0; k < j->n; k++)
		gsl_vector_set(slope, (size_t)k, -.5 * (j->high[k] - j->low[k]) *
			cos(gsl_vector_get(angle, (size_t)k)) * j->direction[k]);
}

static double soft_value(const gsl_vector *angle, void *context)
{
	double value;
	minus_soft(angle, context, &value, NULL);
	return value;
}

static void soft_slope(const gsl_vector *angle, void *context, gsl_vector *slope)
{
	double value;
	minus_soft(angle, context, &value, slope);
}

/* Angles of x, off the edges, where nothing would move them. */
static void begin(const struct joint *j, const double *x, double edge)
{
	for (int k = 0; k < j->n; k++) {
		double half = .5 * (j->high[k] - j->low[k]);
		double t = half > 0 ? (x[k] - j->low[k]) / half - 1 : 0;
		gsl_vector_set(j->start, (size_t)k, asin(fmin(fmax(t, -edge), edge)));
	}
}

void joint_soften(struct joint *j)
{
	gsl_multimin_function_fdf f = {soft_value, soft_slope, minus_soft, (size_t)j->n, j};
	double low = INFINITY, high = -INFINITY;
	for (int k = 0; k < j->players; k++) {
		double v = standing(j, k, model_output(j->model_store, j->n, k, j->best_x));
		low = fmin(low, v);
		high = isfinite(v) ? fmax(high, v) : high;
	}
	if (!isfinite(low))
		return;
	j->soft = .2 * fmax(high - low, 1e-3 * fabs(high));
	begin(j, j->best_x, .95);
	for (int i = 0; i < SOFTENINGS && j->soft > 0; i++, j->soft *= .1) {
		if (gsl_multimin_fdfminimizer_set(j->smooth, &f, j->start, .1, .1))
			break;
		for (int c = 0; c < CLIMBS; c++)
			if (gsl_multimin_fdfminimizer_iterate(j->smooth))
				break;
		place(j, gsl_multimin_fdfminimizer_x(j->smooth), j->x);
		j->value(j, j->x);
		place(j, gsl_multimin_fdfminimizer_x(j->smooth), j->x);
		begin(j, j->x, .9999);
	}
}
