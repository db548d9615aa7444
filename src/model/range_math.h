/* Private to the formulas: arithmetic of ranges. Every operation rounds outwards, so that
 * what comes out holds all that its operands' numbers can come to. */
#ifndef HAGGLE_MODEL_RANGE_MATH_H
#define HAGGLE_MODEL_RANGE_MATH_H

#include "model/formula_range.h"

#include <float.h>
#include <math.h>

#define INLINE static inline __attribute__((always_inline))

static const struct range zero = {0, 0}, three = {3, 3}, all = {-INFINITY, INFINITY};

static inline double down(double z)
{
	return z - (fabs(z) * DBL_EPSILON + DBL_TRUE_MIN);
}

static inline double up(double z)
{
	return z + (fabs(z) * DBL_EPSILON + DBL_TRUE_MIN);
}

/* What a function of the library may be off by: a few units in the last place. */
static inline struct range about(double lo, double hi)
{
	const double room = 4 * DBL_EPSILON;
	/* What is too large for a double is at least as large as they are. */
	lo = lo > DBL_MAX ? DBL_MAX : lo;
	hi = hi < -DBL_MAX ? -DBL_MAX : hi;
	struct range r = {
	        lo - (fabs(lo) * room + DBL_TRUE_MIN), hi + (fabs(hi) * room + DBL_TRUE_MIN)};
	if (isnan(r.lo))
		r.lo = -INFINITY;
	if (isnan(r.hi))
		r.hi = INFINITY;
	return r;
}

/* Neither is NaN. */
static inline double higher(double a, double b)
{
	return a > b ? a : b;
}

static inline struct range at_least(struct range r, double least)
{
	return (struct range){higher(r.lo, least), higher(r.hi, least)};
}

static inline bool is_zero(struct range r)
{
	return r.lo == 0 && r.hi == 0;
}

static inline bool holds_zero(struct range r)
{
	return r.lo <= 0 && r.hi >= 0;
}

static inline struct range hull(struct range a, struct range b)
{
	return (struct range){a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi};
}

static inline struct range minus(struct range a)
{
	return (struct range){-a.hi, -a.lo};
}

/* What is lost of a + b when it is rounded to s, exactly. */
static inline double lost(double a, double b, double s)
{
	double part = s - a;
	return (a - (s - part)) + (b - part);
}

static inline struct range plus(struct range a, struct range b)
{
	struct range r = {a.lo + b.lo, a.hi + b.hi};
	double low = lost(a.lo, b.lo, r.lo), high = lost(a.hi, b.hi, r.hi);
	if (low != 0) /* NaN where it is infinite */
		r.lo = isinf(r.lo) ? -INFINITY : isnan(r.lo) ? -INFINITY : down(r.lo);
	if (high != 0)
		r.hi = isinf(r.hi) ? INFINITY : isnan(r.hi) ? INFINITY : up(r.hi);
	return r;
}

/* A product of ends: infinity only stands for values without bound. */
static inline double product(double a, double b)
{
	return a == 0 || b == 0 ? 0 : a * b;
}

/* Whether multiplying by it loses nothing: 0, or a small power of 2. */
static inline bool is_plain(struct range a)
{
	double z = fabs(a.lo);
	return a.lo == a.hi && (z == 0 || z == 1 || z == 2 || z == .5);
}

static inline struct range mul(struct range a, struct range b)
{
	struct range r;
	if (is_zero(a) || is_zero(b))
		return zero;
	if (a.lo >= 0 && b.lo >= 0) {
		r = (struct range){product(a.lo, b.lo), product(a.hi, b.hi)};
	} else {
		double p = product(a.lo, b.lo), q = product(a.lo, b.hi);
		double s = product(a.hi, b.lo), t = product(a.hi, b.hi);
		double low1 = p < q ? p : q, low2 = s < t ? s : t;
		double high1 = p > q ? p : q, high2 = s > t ? s : t;
		r.lo = low1 < low2 ? low1 : low2;
		r.hi = high1 > high2 ? high1 : high2;
	}
	if (is_plain(a) || is_plain(b))
		return r;
	/* An end that is 0 is so by a factor 0, or has vanished below the smallest number. */
	if (r.lo != 0 || (a.lo < 0 && b.hi > 0) || (a.hi > 0 && b.lo < 0))
		r.lo = r.lo == INFINITY ? DBL_MAX : down(r.lo);
	if (r.hi != 0 || (a.hi > 0 && b.hi > 0) || (a.lo < 0 && b.lo < 0))
		r.hi = r.hi == -INFINITY ? -DBL_MAX : up(r.hi);
	return r;
}

static inline struct range square(struct range a)
{
	double l = fabs(a.lo), h = fabs(a.hi), most = l > h ? l : h, least = l < h ? l : h;
	if (holds_zero(a))
		least = 0;
	if (most == 0)
		return zero;
	return (struct range){higher(down(least * least), 0), up(most * most)};
}

/* a c, or a / c, for a finite c that is not 0. */
INLINE struct range scaled(struct range a, double c, bool divide)
{
	double from = c < 0 ? a.hi : a.lo, to = c < 0 ? a.lo : a.hi;
	double lo = divide ? from / c : from * c, hi = divide ? to / c : to * c;
	bool exact = is_plain((struct range){c, c});
	/* What vanishes below the smallest number was not 0. */
	if (!exact && from != 0)
		lo = lo == INFINITY ? DBL_MAX : down(lo);
	if (!exact && to != 0)
		hi = hi == -INFINITY ? -DBL_MAX : up(hi);
	return (struct range){from == 0 ? 0 : lo, to == 0 ? 0 : hi};
}

static inline struct range twice(struct range a)
{
	return (struct range){2 * a.lo, 2 * a.hi};
}

/* 1/a where a has one sign; 0 may be an end. */
static inline struct range inverse(struct range a)
{
	struct range r;
	if (signbit(a.lo))
		return minus(inverse(minus(a)));
	r.lo = 1 / a.hi;
	r.hi = a.lo > 0 ? 1 / a.lo : INFINITY;
	if (is_plain(a) && a.lo > 0)
		return r;
	return (struct range){higher(down(r.lo), 0), up(r.hi)};
}

/* u^p on [lo, hi], lo >= 0, where u^p is monotone. */
static inline struct range rise_between(double lo, double hi, double p)
{
	if (p == 0)
		return (struct range){1, 1};
	double l = pow(lo, p), h = pow(hi, p);
	struct range r = at_least(p > 0 ? about(l, h) : about(h, l), 0);
	if (lo == 0 && p > 0)
		r.lo = 0;
	return r;
}

/* u^p: for whole p also below 0, on either side of it. */
static inline struct range power(struct range u, double p)
{
	bool odd = fmod(p, 2) != 0;
	if (u.lo >= 0)
		return rise_between(u.lo, u.hi, p);
	if (p == 0)
		return (struct range){1, 1};
	if (u.hi <= 0) {
		struct range r = rise_between(-u.hi, -u.lo, p);
		return odd ? minus(r) : r;
	}
	if (p < 0)
		return all;
	double l = pow(-u.lo, p), h = pow(u.hi, p);
	return odd ? about(-l, h) : at_least(about(0, fmax(l, h)), 0);
}

/* -2 tanh / cosh^2: least and highest at -+.6585. */
static inline struct range tanh_bend(struct range u)
{
	const double turn = .65847894846240835, most = .76980035891950105;
	double l = tanh(u.lo), h = tanh(u.hi);
	l = -2 * l * (1 - l) * (1 + l);
	h = -2 * h * (1 - h) * (1 + h);
	/* 1 - tanh loses digits: absolutely next to nothing. */
	struct range r = {fmin(l, h) - 4 * DBL_EPSILON, fmax(l, h) + 4 * DBL_EPSILON};
	if (u.lo >= 0)
		r.hi = fmin(r.hi, 0);
	if (u.hi <= 0)
		r.lo = fmax(r.lo, 0);
	if (u.lo <= turn && u.hi >= turn)
		r.lo = -most - DBL_EPSILON;
	if (u.lo <= -turn && u.hi >= -turn)
		r.hi = most + DBL_EPSILON;
	return r;
}

#endif
