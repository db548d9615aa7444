/* Maximisation along a line. Objectives here are smooth between kinks and may
 * be kinked at the very maximum (egalitarian), so the search is golden section
 * with parabolas (GSL's Brent where it takes the bracket); where the objective
 * proves smooth the result is then polished as the root of its derivative, by
 * five-point differences: comparing values alone gives x to 1e-8 only. */
#include "bargain/work.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <math.h>

struct counted {
	line_fn *f;
	void *context;
};

static double negative(double x, void *p)
{
	struct counted *c = p;
	double v = c->f(c->context, x);
	return isfinite(v) ? -v : 1e300;
}

static double golden(line_fn *f, void *context, double low, double high, double *x)
{
	const double ratio = 0.38196601125010515;
	double a = low, b = high;
	double x1 = a + ratio * (b - a), x2 = b - ratio * (b - a);
	double f1 = f(context, x1), f2 = f(context, x2);
	double f_low = f(context, low), f_high = f(context, high);
	for (int i = 0; i < 100 && b - a > 1e-13 * (1 + fabs(b)); i++) {
		if (f1 >= f2) {
			b = x2;
			x2 = x1;
			f2 = f1;
			x1 = a + ratio * (b - a);
			f1 = f(context, x1);
		} else {
			a = x1;
			x1 = x2;
			f1 = f2;
			x2 = b - ratio * (b - a);
			f2 = f(context, x2);
		}
	}
	*x = f1 >= f2 ? x1 : x2;
	double best = fmax(f1, f2);
	/* A monotone stretch has its maximum at an end, to the last bit. */
	if (f_low >= best) {
		*x = low;
		best = f_low;
	}
	if (f_high > best) {
		*x = high;
		best = f_high;
	}
	return best;
}

static bool brent(line_fn *f, void *context, double low, double mid, double high, double f_mid,
	double *x, double *value)
{
	struct counted c = {f, context};
	gsl_function fn = {negative, &c};
	double f_low = negative(low, &c), f_high = negative(high, &c);
	if (!(-f_mid < f_low && -f_mid < f_high && mid > low && mid < high))
		return false;
	gsl_min_fminimizer *m = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
	if (!m)
		return false;
	int status = gsl_min_fminimizer_set_with_values(m, &fn, mid, -f_mid, low, f_low, high,
		f_high);
	for (int i = 0; i < 80 && status == GSL_SUCCESS; i++) {
		status = gsl_min_fminimizer_iterate(m);
		if (status == GSL_SUCCESS &&
			gsl_min_test_interval(gsl_min_fminimizer_x_lower(m),
				gsl_min_fminimizer_x_upper(m), 1e-9, 0) == GSL_SUCCESS)
			break;
	}
	*x = gsl_min_fminimizer_x_minimum(m);
	*value = -gsl_min_fminimizer_f_minimum(m);
	gsl_min_fminimizer_free(m);
	return isfinite(*value);
}

/* f'(x) by five points. */
static double slope(line_fn *f, void *context, double x, double h)
{
	double near = f(context, x + h) - f(context, x - h);
	double far = f(context, x + 2 * h) - f(context, x - 2 * h);
	return (8 * near - far) / (12 * h);
}

/* Moves *x to the root of f', if f is smooth around it; else false. */
static bool polish(line_fn *f, void *context, double low, double high, double *where,
	double *value)
{
	double x = *where, h = fmin(1e-3, .4 * fmin(x - low, high - x));
	if (h < 1e-6)
		return false;
	double x0 = x - .25 * h, x1 = x + .25 * h;
	double s0 = slope(f, context, x0, h), s1 = slope(f, context, x1, h);
	double at = x;
	for (int i = 0; i < 3; i++) {
		if (!(s0 * s1 <= 0 || i > 0) || !isfinite(s0) || !isfinite(s1) || s0 == s1)
			return false;
		at = x1 - s1 * (x1 - x0) / (s1 - s0);
		if (!(fabs(at - x) <= .5 * h))
			return false;
		if (fabs(at - x1) < 1e-13)
			break;
		x0 = x1;
		s0 = s1;
		x1 = at;
		s1 = slope(f, context, x1, h);
	}
	double v = f(context, at);
	/* A kink nearby spoils the differences; then the value tells. */
	if (!(v >= *value - 4e-15 * fabs(*value)))
		return false;
	*value = v;
	*where = at;
	return true;
}

double line_maximise(line_fn *f, void *context, double low, double mid, double high,
	double f_mid, double *value)
{
	double x;
	if (!brent(f, context, low, mid, high, f_mid, &x, value)) {
		*value = golden(f, context, low, high, &x);
		polish(f, context, low, high, &x, value);
	} else if (!polish(f, context, low, high, &x, value)) {
		/* Brent creeps on a kink; golden section does not care. */
		double kinked, x_kink, reach = 1e-5;
		kinked = golden(f, context, fmax(low, x - reach), fmin(high, x + reach), &x_kink);
		if (kinked > *value) {
			*value = kinked;
			x = x_kink;
		}
	}
	return x;
}

double line_boundary(line_test *holds, void *context, double a, double b)
{
	for (int i = 0; i < 80; i++) {
		double mid = .5 * (a + b);
		if (mid == a || mid == b)
			break;
		if (holds(context, mid))
			a = mid;
		else
			b = mid;
		if (fabs(a - b) <= 1e-15)
			break;
	}
	return a;
}
