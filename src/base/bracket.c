#include "base/bracket.h"

#include <math.h>

/* No search goes on for longer. Halving has no doubles left after some 80 times, or, where a width
 * keeps it from halving by magnitude, after 2,100, from the largest to the least. */
enum { HALVINGS_MAX = 2200, STEPS_MAX = 300, SIGNS_MAX = 200, SECTIONS_MAX = 100 };

/* A step of Newton's that is not shorter than this part of the one before is slow. */
#define SLOW .8
/* So many values that bring the ends no nearer than by half are followed by one in the middle. */
enum { STALE = 3 };
/* Ends further from each other than this ratio are halved by magnitude. */
#define FAR 8
/* What is no further from 0 is 0: doubles lose their digits not far below. */
#define NOTHING 1e-300
/* How much further than x, and 1, one step may carry. */
#define LEAP 4

double between_magnitudes(double a, double b)
{
	return sqrt(a) * sqrt(b);
}

double bracket_cubic(const struct bracket_tangent *p, const struct bracket_tangent *q, double value)
{
	double h = q->value - p->value, t = (value - p->value) / h, s = 1 - t;
	return s * s * ((1 + 2 * t) * p->at + t * h / p->slope) +
		t * t * ((1 + 2 * s) * q->at - s * h / q->slope);
}

static bool is_near(double a, double b, double width, double part)
{
	return fabs(a - b) <= width + part * fmax(fabs(a), fabs(b));
}

/* Between both ends, by magnitude where that alone decides what is near. */
static double halfway(const struct bracket_ends *e)
{
	double low = fmin(e->in, e->out), high = fmax(e->in, e->out);
	if (e->width > 0 || low < 0 || high <= FAR * low)
		return .5 * (low + high);
	return high > NOTHING ? between_magnitudes(fmax(low, NOTHING), high) : low;
}

bool bracket_halve(bracket_test *test, void *context, struct bracket_ends *ends, bool *stopped)
{
	double middle = halfway(ends);
	if (is_near(ends->in, ends->out, ends->width, ends->part) || middle == ends->in ||
		middle == ends->out)
		return false;
	enum bracket_side side = test(context, middle);
	*stopped = side == BRACKET_STOP;
	if (*stopped)
		return false;
	*(side == BRACKET_IN ? &ends->in : &ends->out) = middle;
	return true;
}

bool bracket_boundary(bracket_test *test, void *context, struct bracket_ends *ends)
{
	bool stopped = false;
	for (int i = 0; i < HALVINGS_MAX; i++)
		if (!bracket_halve(test, context, ends, &stopped))
			break;
	return !stopped;
}

static double first_guess(const struct bracket_root *r)
{
	if (r->guess > r->low && r->guess < r->high)
		return r->guess;
	return r->high < INFINITY ? .5 * (r->low + r->high) : r->low + .5 * (1 + r->low);
}

/* Where to look next if not where Newton says. From 0 on of no magnitude is known that it is below
 * the root: `part` of the least that is above it, and the square of that the next time. */
static double halve(const struct bracket_root *r, double x, double *part)
{
	if (r->high == INFINITY)
		return LEAP * (x + 1e-3);
	if (r->low == 0) {
		double next = fmax(*part * r->high, NOTHING);
		*part *= *part;
		return next;
	}
	return r->high > FAR * r->low ? between_magnitudes(r->low, r->high) : .5 * (r->low + r->high);
}

enum bracket_end bracket_root(bracket_falling *f, void *context, struct bracket_root *r,
	double *x, double *last)
{
	double step_before = INFINITY, next = first_guess(r), part = .5;
	for (int i = 0; i < STEPS_MAX; i++) {
		struct bracket_value at;
		*x = *last = next;
		f(context, *x, &at);
		if (at.value == 0)
			return BRACKET_HIT;
		*(at.value > 0 ? &r->low : &r->high) = *x;
		next = *x - at.value / at.slope;
		double step = fabs(next - *x);
		bool newton = next > r->low && next < r->high && step < SLOW * step_before &&
			next < LEAP * (1 + *x);
		if (newton && step <= r->step * *x && fabs(at.value) <= at.small) {
			*x = next;
			return BRACKET_STEP;
		}
		step_before = newton ? step : INFINITY;
		if (!newton)
			next = halve(r, *x, &part);
		if (r->high == INFINITY && next > r->most) {
			if (*x >= r->most)
				return BRACKET_BEYOND;
			next = r->most;
		}
		if (r->low == 0 && r->high <= NOTHING) {
			*x = *last = 0;
			return BRACKET_ZERO;
		}
		if (r->high < INFINITY && r->high - r->low <= r->part * r->high)
			break;
	}
	return BRACKET_NARROW;
}

bool bracket_signs(bracket_function *f, void *context, struct bracket_signs *s)
{
	double in = s->at_in, out = s->at_out; /* as they count */
	double apart = fabs(s->in - s->out);
	int last = 0, stale = 0;
	for (int i = 0; i < SIGNS_MAX && s->at_in != 0 && apart > s->width; i++) {
		double x = stale < STALE ? s->in + in / (in - out) * (s->out - s->in) : NAN;
		if (!(x > fmin(s->in, s->out) && x < fmax(s->in, s->out)))
			x = .5 * (s->in + s->out);
		if (x == s->in || x == s->out)
			break;
		double at = f(context, x), before = apart;
		if (isnan(at))
			return false;
		int side = at >= 0 ? 1 : -1;
		*(side > 0 ? &s->in : &s->out) = x;
		*(side > 0 ? &s->at_in : &s->at_out) = *(side > 0 ? &in : &out) = at;
		if (side == last)
			*(side > 0 ? &out : &in) *= .5;
		last = side;
		apart = fabs(s->in - s->out);
		stale = apart > .5 * before ? stale + 1 : 0;
	}
	return true;
}

double bracket_maximum(bracket_function *f, void *context, double low, double high, double width,
	double part, double *value)
{
	const double golden = 0.38196601125010515; /* (3 - sqrt 5) / 2 */
	double x1 = low + golden * (high - low), x2 = high - golden * (high - low);
	double f1 = f(context, x1), f2 = f(context, x2);
	for (int i = 0; i < SECTIONS_MAX && !is_near(low, high, width, part); i++) {
		if (f1 >= f2) {
			high = x2;
			x2 = x1;
			f2 = f1;
			x1 = low + golden * (high - low);
			f1 = f(context, x1);
		} else {
			low = x1;
			x1 = x2;
			f1 = f2;
			x2 = high - golden * (high - low);
			f2 = f(context, x2);
		}
	}
	*value = fmax(f1, f2);
	return f1 >= f2 ? x1 : x2;
}
