/* To the top of what is smooth, by Newton's steps from values at places some way apart: so it is
 * known to far more digits than by comparing values, which hardly fall beside a top. */
#include "bargain/joint.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

/* By how much the bends of one direction, near and far, may differ, of the bend. */
#define BEND_ROOM .01
/* What rounding leaves of a value, of its unit. */
#define LAST_DIGITS 1e-14

struct fit {
	int count;
	double h, slope[NEWTON_MOST], bend[NEWTON_MOST * NEWTON_MOST];
};

/* Bends that are smaller are none. */
static double flat(const struct fit *f)
{
	return LAST_DIGITS / (f->h * f->h);
}

static bool fit(newton_value *value, void *context, struct fit *f)
{
	int count = f->count;
	double h = f->h, f0 = value(context, 0, 0, 0, 0), up[NEWTON_MOST];
	for (int a = 0; a < count; a++) {
		double f1 = up[a] = value(context, a, h, a, 0), g1 = value(context, a, -h, a, 0);
		double f2 = value(context, a, 2 * h, a, 0), g2 = value(context, a, -2 * h, a, 0);
		double near = (f1 + g1 - 2 * f0) / (h * h), far = (f2 + g2 - 2 * f0) / (4 * h * h);
		if (!(fabs(far - near) <= fmax(BEND_ROOM * fabs(near), flat(f))))
			return false;
		f->slope[a] = (8 * (f1 - g1) - (f2 - g2)) / (12 * h);
		f->bend[a * count + a] = (4 * near - far) / 3;
	}
	for (int a = 0; a < count; a++)
		for (int b = 0; b < a; b++) {
			double both = value(context, a, h, b, h);
			f->bend[a * count + b] = f->bend[b * count + a] =
				(both - up[a] - up[b] + f0) / (h * h);
			if (!isfinite(both))
				return false;
		}
	return true;
}

bool joint_newton(newton_value *value, void *context, int count, double h, double *step)
{
	struct fit f = {.count = count, .h = h};
	double top[NEWTON_MOST], along[NEWTON_MOST * NEWTON_MOST];
	size_t n = (size_t)count;
	memset(step, 0, n * sizeof *step);
	if (count == 0 || !fit(value, context, &f))
		return false;
	gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
	gsl_matrix_view m = gsl_matrix_view_array(f.bend, n, n);
	gsl_matrix_view v = gsl_matrix_view_array(along, n, n);
	gsl_vector_view t = gsl_vector_view_array(top, n);
	bool good = work && gsl_eigen_symmv(&m.matrix, &t.vector, &v.matrix, work) == 0;
	if (work)
		gsl_eigen_symmv_free(work);
	for (int q = 0; q < count && good; q++) {
		double rise = 0;
		for (int a = 0; a < count; a++)
			rise += along[a * count + q] * f.slope[a];
		double by = fabs(top[q]) > flat(&f) ? -rise / top[q] : 0;
		good = top[q] <= flat(&f) && fabs(by) <= 2 * h;
		for (int a = 0; a < count; a++)
			step[a] += by * along[a * count + q];
	}
	return good;
}
