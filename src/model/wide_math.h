/* Private to the formulas: arithmetic of numbers that carry derivatives, all of them known as
 * ranges. Each operation is a program of its own for each of what is carried along. */
#ifndef HAGGLE_MODEL_WIDE_MATH_H
#define HAGGLE_MODEL_WIDE_MATH_H

#include "range_math.h"

/* The dual number of formula_run.c, each part of it a range; ddd: the third derivative. */
struct wide {
	struct range v, d, dd, e, de, ddd;
	bool defined;
};

/* What is carried along besides the first two derivatives: programs of their own, for either
 * takes time. */
enum with { WITH_NOTHING, WITH_MIXED, WITH_THIRD };

static inline struct wide flat(struct range v, bool defined)
{
	return (struct wide){v, zero, zero, zero, zero, zero, defined};
}

/* What a function and its derivatives can be over u. */
struct slopes {
	struct range f, f1, f2, f3;
};

/* f(u) from them. */
INLINE struct wide chain(const struct wide *u, const struct slopes *s, enum with with)
{
	struct range f1 = s->f1, f2 = s->f2;
	struct wide r = {s->f, mul(f1, u->d), plus(mul(f2, square(u->d)), mul(f1, u->dd)), zero,
	        zero, zero, u->defined};
	if (with == WITH_MIXED) {
		r.e = mul(f1, u->e);
		r.de = plus(mul(f2, mul(u->d, u->e)), mul(f1, u->de));
	}
	if (with == WITH_THIRD)
		r.ddd = plus(plus(mul(s->f3, mul(square(u->d), u->d)),
		                     mul(three, mul(f2, mul(u->d, u->dd)))),
		        mul(f1, u->ddd));
	return r;
}

/* A number of which nothing is known, where it moves at all. */
static inline struct wide unknown(const struct wide *u, struct range v, enum with with)
{
	struct wide r = chain(u, &(struct slopes){v, all, all, all}, with);
	r.defined = false;
	return r;
}

/* Whether it is one number, wherever in the box. */
INLINE bool is_fixed(const struct wide *u, enum with with)
{
	return u->v.lo == u->v.hi && is_zero(u->d) && is_zero(u->dd) && isfinite(u->v.lo) &&
	       (with != WITH_MIXED || (is_zero(u->e) && is_zero(u->de))) &&
	       (with != WITH_THIRD || is_zero(u->ddd));
}

/* By a number: nothing is lost but by rounding. */
INLINE struct wide scale(const struct wide *u, const struct wide *by, bool divide, enum with with)
{
	double c = by->v.lo;
	struct wide r = {scaled(u->v, c, divide), scaled(u->d, c, divide), scaled(u->dd, c, divide),
	        zero, zero, zero, u->defined && by->defined};
	if (with == WITH_MIXED) {
		r.e = scaled(u->e, c, divide);
		r.de = scaled(u->de, c, divide);
	}
	if (with == WITH_THIRD)
		r.ddd = scaled(u->ddd, c, divide);
	return r;
}

INLINE struct wide shifted(const struct wide *u, const struct wide *by)
{
	struct wide r = *u;
	r.v = plus(u->v, by->v);
	r.defined = u->defined && by->defined;
	return r;
}

INLINE struct wide sum(const struct wide *u, const struct wide *w, enum with with)
{
	if (is_fixed(w, with))
		return shifted(u, w);
	if (is_fixed(u, with))
		return shifted(w, u);
	struct wide r = {plus(u->v, w->v), plus(u->d, w->d), plus(u->dd, w->dd), zero, zero, zero,
	        u->defined && w->defined};
	if (with == WITH_MIXED) {
		r.e = plus(u->e, w->e);
		r.de = plus(u->de, w->de);
	}
	if (with == WITH_THIRD)
		r.ddd = plus(u->ddd, w->ddd);
	/* Infinity less infinity is no number. */
	r.defined = r.defined && !(u->v.hi == INFINITY && w->v.lo == -INFINITY) &&
	            !(u->v.lo == -INFINITY && w->v.hi == INFINITY);
	return r;
}

INLINE struct wide negative(const struct wide *u, enum with with)
{
	struct wide r = {minus(u->v), minus(u->d), minus(u->dd), zero, zero, zero, u->defined};
	if (with == WITH_MIXED) {
		r.e = minus(u->e);
		r.de = minus(u->de);
	}
	if (with == WITH_THIRD)
		r.ddd = minus(u->ddd);
	return r;
}

INLINE struct wide multiply(const struct wide *u, const struct wide *w, enum with with)
{
	if (u->v.lo != 0 && is_fixed(u, with))
		return scale(w, u, false, with);
	if (w->v.lo != 0 && is_fixed(w, with))
		return scale(u, w, false, with);
	struct wide r = {mul(u->v, w->v), plus(mul(u->v, w->d), mul(w->v, u->d)),
	        plus(plus(mul(u->v, w->dd), twice(mul(u->d, w->d))), mul(w->v, u->dd)), zero, zero,
	        zero, u->defined && w->defined};
	if (with == WITH_MIXED) {
		r.e = plus(mul(u->v, w->e), mul(w->v, u->e));
		r.de = plus(plus(mul(u->v, w->de), mul(w->v, u->de)),
		        plus(mul(u->d, w->e), mul(u->e, w->d)));
	}
	if (with == WITH_THIRD)
		r.ddd = plus(plus(mul(u->v, w->ddd), mul(w->v, u->ddd)),
		        mul(three, plus(mul(u->d, w->dd), mul(u->dd, w->d))));
	/* 0 times what may be infinite is no number. */
	r.defined = r.defined && !(holds_zero(u->v) && (isinf(w->v.lo) || isinf(w->v.hi))) &&
	            !(holds_zero(w->v) && (isinf(u->v.lo) || isinf(u->v.hi)));
	return r;
}

INLINE struct wide reciprocal(const struct wide *w, enum with with)
{
	/* 1/0 has the sign of that 0: an end's is the number's own. */
	if (is_zero(w->v) ||
	        ((w->v.lo < 0 || signbit(w->v.lo)) && (w->v.hi > 0 || !signbit(w->v.hi))))
		return unknown(w, all, with);
	struct range f = inverse(w->v), squared = square(f), f1 = minus(squared);
	struct slopes s = {f, f1, minus(mul(twice(f), f1)),
	        mul((struct range){-6, -6}, square(squared))};
	return chain(w, &s, with);
}

INLINE struct wide divide(const struct wide *u, const struct wide *w, enum with with)
{
	if (w->v.lo != 0 && is_fixed(w, with))
		return scale(u, w, true, with);
	struct wide by = reciprocal(w, with);
	return multiply(u, &by, with);
}

/* The lower of two, or with sign = -1 the higher, where that is not certain: where they
 * meet the slope falls (rises). */
INLINE struct wide lower(const struct wide *u, const struct wide *w, double sign, enum with with)
{
	struct range bend = sign > 0 ? (struct range){-INFINITY, 0} : (struct range){0, INFINITY};
	struct range gap = plus(u->d, minus(w->d));
	struct wide r = {zero, hull(u->d, w->d), plus(hull(u->dd, w->dd), mul(bend, square(gap))),
	        zero, zero, all, u->defined && w->defined};
	if (sign > 0)
		r.v = (struct range){fmin(u->v.lo, w->v.lo), fmin(u->v.hi, w->v.hi)};
	else
		r.v = (struct range){fmax(u->v.lo, w->v.lo), fmax(u->v.hi, w->v.hi)};
	if (with == WITH_MIXED) {
		r.e = hull(u->e, w->e);
		r.de = plus(hull(u->de, w->de), mul(bend, mul(gap, plus(u->e, minus(w->e)))));
	}
	return r;
}

/* Which of two it is, and both must be numbers. */
INLINE struct wide chosen(const struct wide *u, const struct wide *w)
{
	struct wide r = *u;
	r.defined = u->defined && w->defined;
	return r;
}

INLINE struct wide minimum(const struct wide *u, const struct wide *w, enum with with)
{
	if (u->v.hi < w->v.lo)
		return chosen(u, w);
	return w->v.hi < u->v.lo ? chosen(w, u) : lower(u, w, 1, with);
}

INLINE struct wide maximum(const struct wide *u, const struct wide *w, enum with with)
{
	if (u->v.lo > w->v.hi)
		return chosen(u, w);
	return w->v.lo > u->v.hi ? chosen(w, u) : lower(u, w, -1, with);
}

INLINE struct wide raise_plain(const struct wide *u, double p, enum with with)
{
	bool whole = floor(p) == p;
	if (p == 0)
		return flat((struct range){1, 1}, u->defined);
	if (p == 1)
		return *u;
	if (p == 2) {
		struct slopes parabola = {square(u->v), twice(u->v), {2, 2}, zero};
		return chain(u, &parabola, with);
	}
	bool pole = p < 0 && holds_zero(u->v) && !(u->v.lo == 0 && u->v.hi > 0);
	if ((!whole && u->v.lo < 0) || pole || isnan(p))
		return unknown(u, all, with);
	struct range factor = {p, p}, next = {p - 1, p - 1}, last = {p - 2, p - 2};
	struct range both = mul(factor, next);
	struct slopes s = {power(u->v, p), mul(factor, power(u->v, p - 1)),
	        mul(both, power(u->v, p - 2)), all};
	if (with == WITH_THIRD)
		s.f3 = mul(mul(both, last), power(u->v, p - 3));
	return chain(u, &s, with);
}

INLINE struct wide logarithm(const struct wide *u, enum with with);
INLINE struct wide exponential(const struct wide *u, enum with with);

INLINE struct wide raise(const struct wide *u, const struct wide *w, enum with with)
{
	if (w->v.lo == w->v.hi && is_zero(w->d) && is_zero(w->dd) && is_zero(w->e) &&
	        is_zero(w->de)) {
		struct wide r = raise_plain(u, w->v.lo, with);
		r.defined = r.defined && w->defined;
		return r;
	}
	if (!(u->v.lo > 0)) { /* near 0 all slopes occur */
		struct wide r = sum(u, w, with);
		return unknown(&r, all, with);
	}
	struct wide l = logarithm(u, with), by = multiply(&l, w, with);
	return exponential(&by, with);
}

INLINE struct wide exponential(const struct wide *u, enum with with)
{
	struct range f = at_least(about(exp(u->v.lo), exp(u->v.hi)), 0);
	return chain(u, &(struct slopes){f, f, f, f}, with);
}

INLINE struct wide logarithm_of(
        const struct wide *u, struct range v, struct range from_0, enum with with)
{
	if (from_0.lo < 0)
		return unknown(u, all, with);
	struct range f1 = inverse(from_0), squared = square(f1);
	struct slopes s = {v, f1, minus(squared), mul(twice(f1), squared)};
	return chain(u, &s, with);
}

INLINE struct wide logarithm(const struct wide *u, enum with with)
{
	return logarithm_of(u, about(log(u->v.lo), log(u->v.hi)), u->v, with);
}

INLINE struct wide hyperbolic(const struct wide *u, enum with with)
{
	double l = fabs(u->v.lo), h = fabs(u->v.hi);
	double near = holds_zero(u->v) ? 0 : fmin(l, h), far = fmax(l, h);
	double low = 1 / cosh(far), high = 1 / cosh(near);
	struct range f = about(tanh(u->v.lo), tanh(u->v.hi));
	struct range f1 = at_least(about(low * low * (1 - 8 * DBL_EPSILON), high * high), 0);
	struct range f2 = tanh_bend(u->v);
	if (u->v.lo == u->v.hi) /* a point: no digits lost */
		f2 = mul((struct range){-2, -2}, mul(f, f1));
	else if (u->v.lo >= 0 || u->v.hi <= 0) { /* and both bounds hold */
		struct range other = mul((struct range){-2, -2}, mul(f, f1));
		f2 = (struct range){fmax(f2.lo, other.lo), fmin(f2.hi, other.hi)};
	}
	struct slopes s = {f, f1, f2, all};
	if (with == WITH_THIRD) /* f1 (6 f^2 - 2) */
		s.f3 = mul(f1, plus(mul((struct range){6, 6}, square(f)), (struct range){-2, -2}));
	return chain(u, &s, with);
}

INLINE struct wide absolute(const struct wide *u, enum with with)
{
	struct wide other = negative(u, with);
	if (u->v.lo >= 0)
		return *u;
	if (u->v.hi < 0)
		return other;
	struct wide r = lower(u, &other, -1, with);
	r.v.lo = 0;
	return r;
}

#endif
