/* Private to the solver: sums and products of ranges. Infinity stands for values without bound, and
 * nothing of it is nothing; rounding is left to who compares. */
#ifndef HAGGLE_SOLVER_RANGE_H
#define HAGGLE_SOLVER_RANGE_H

#include "model/formula_range.h"

#include <math.h>

static inline double range_product(double a, double b)
{
	return a == 0 || b == 0 ? 0 : a * b;
}

static inline struct range range_times(struct range a, struct range b)
{
	double p = range_product(a.lo, b.lo), q = range_product(a.lo, b.hi);
	double s = range_product(a.hi, b.lo), t = range_product(a.hi, b.hi);
	return (struct range){fmin(fmin(p, q), fmin(s, t)), fmax(fmax(p, q), fmax(s, t))};
}

static inline struct range range_sum(struct range a, struct range b)
{
	return (struct range){a.lo + b.lo, a.hi + b.hi};
}

static inline struct range range_negative(struct range a)
{
	return (struct range){-a.hi, -a.lo};
}

static inline bool range_is_finite(struct range r)
{
	return isfinite(r.lo) && isfinite(r.hi);
}

static inline struct range range_hull(struct range a, double z)
{
	return (struct range){fmin(a.lo, z), fmax(a.hi, z)};
}

/* With nothing in it: from there on it is made of what is added. */
static const struct range range_empty = {INFINITY, -INFINITY};

static inline bool range_is_empty(struct range r)
{
	return r.lo > r.hi;
}

static inline void range_add(struct range *to, struct range r)
{
	to->lo = fmin(to->lo, r.lo);
	to->hi = fmax(to->hi, r.hi);
}

#endif
