/* Runs compiled formulas on intervals. */
#include "formula_private.h"

#include "model/formula_range.h"
#include "range_math.h"

#include <float.h>
#include <math.h>

/* The dual number of formula_run.c, each part of it a range. */
struct wide {
	struct range v, d, dd, e, de;
	bool defined;
};

/* ---- operations ------------------------------------------------------------- */

static struct wide flat(struct range v, bool defined)
{
	return (struct wide){v, zero, zero, zero, zero, defined};
}

/* f(u) from the ranges of f, f' and f'' over u. */
INLINE struct wide chain(
        const struct wide *u, struct range f, struct range f1, struct range f2, bool mixed)
{
	struct wide r = {f, mul(f1, u->d), plus(mul(f2, square(u->d)), mul(f1, u->dd)), zero, zero,
	        u->defined};
	if (mixed) {
		r.e = mul(f1, u->e);
		r.de = plus(mul(f2, mul(u->d, u->e)), mul(f1, u->de));
	}
	return r;
}

/* A number of which nothing is known, where it moves at all. */
static struct wide unknown(const struct wide *u, struct range v, bool mixed)
{
	struct wide r = chain(u, v, all, all, mixed);
	r.defined = false;
	return r;
}

/* Whether it is one number, wherever in the box. */
INLINE bool is_fixed(const struct wide *u, bool mixed)
{
	return u->v.lo == u->v.hi && is_zero(u->d) && is_zero(u->dd) && isfinite(u->v.lo) &&
	       (!mixed || (is_zero(u->e) && is_zero(u->de)));
}

/* By a number: nothing is lost but by rounding. */
INLINE struct wide scale(const struct wide *u, const struct wide *by, bool divide, bool mixed)
{
	double c = by->v.lo;
	struct wide r = {scaled(u->v, c, divide), scaled(u->d, c, divide), scaled(u->dd, c, divide),
	        zero, zero, u->defined && by->defined};
	if (mixed) {
		r.e = scaled(u->e, c, divide);
		r.de = scaled(u->de, c, divide);
	}
	return r;
}

INLINE struct wide shifted(const struct wide *u, const struct wide *by)
{
	struct wide r = *u;
	r.v = plus(u->v, by->v);
	r.defined = u->defined && by->defined;
	return r;
}

INLINE struct wide sum(const struct wide *u, const struct wide *w, bool mixed)
{
	if (is_fixed(w, mixed))
		return shifted(u, w);
	if (is_fixed(u, mixed))
		return shifted(w, u);
	struct wide r = {plus(u->v, w->v), plus(u->d, w->d), plus(u->dd, w->dd), zero, zero,
	        u->defined && w->defined};
	if (mixed) {
		r.e = plus(u->e, w->e);
		r.de = plus(u->de, w->de);
	}
	/* Infinity less infinity is no number. */
	r.defined = r.defined && !(u->v.hi == INFINITY && w->v.lo == -INFINITY) &&
	            !(u->v.lo == -INFINITY && w->v.hi == INFINITY);
	return r;
}

INLINE struct wide negative(const struct wide *u, bool mixed)
{
	struct wide r = {minus(u->v), minus(u->d), minus(u->dd), zero, zero, u->defined};
	if (mixed) {
		r.e = minus(u->e);
		r.de = minus(u->de);
	}
	return r;
}

INLINE struct wide multiply(const struct wide *u, const struct wide *w, bool mixed)
{
	if (u->v.lo != 0 && is_fixed(u, mixed))
		return scale(w, u, false, mixed);
	if (w->v.lo != 0 && is_fixed(w, mixed))
		return scale(u, w, false, mixed);
	struct wide r = {mul(u->v, w->v), plus(mul(u->v, w->d), mul(w->v, u->d)),
	        plus(plus(mul(u->v, w->dd), twice(mul(u->d, w->d))), mul(w->v, u->dd)), zero, zero,
	        u->defined && w->defined};
	if (mixed) {
		r.e = plus(mul(u->v, w->e), mul(w->v, u->e));
		r.de = plus(plus(mul(u->v, w->de), mul(w->v, u->de)),
		        plus(mul(u->d, w->e), mul(u->e, w->d)));
	}
	/* 0 times what may be infinite is no number. */
	r.defined = r.defined && !(holds_zero(u->v) && (isinf(w->v.lo) || isinf(w->v.hi))) &&
	            !(holds_zero(w->v) && (isinf(u->v.lo) || isinf(u->v.hi)));
	return r;
}

INLINE struct wide reciprocal(const struct wide *w, bool mixed)
{
	/* 1/0 has the sign of that 0: an end's is the number's own. */
	if (is_zero(w->v) ||
	        ((w->v.lo < 0 || signbit(w->v.lo)) && (w->v.hi > 0 || !signbit(w->v.hi))))
		return unknown(w, all, mixed);
	struct range f = inverse(w->v), f1 = minus(square(f));
	return chain(w, f, f1, minus(mul(twice(f), f1)), mixed);
}

INLINE struct wide divide(const struct wide *u, const struct wide *w, bool mixed)
{
	if (w->v.lo != 0 && is_fixed(w, mixed))
		return scale(u, w, true, mixed);
	struct wide by = reciprocal(w, mixed);
	return multiply(u, &by, mixed);
}

/* The lower of two, or with sign = -1 the higher, where that is not certain: where they
 * meet the slope falls (rises). */
INLINE struct wide lower(const struct wide *u, const struct wide *w, double sign, bool mixed)
{
	struct range bend = sign > 0 ? (struct range){-INFINITY, 0} : (struct range){0, INFINITY};
	struct range gap = plus(u->d, minus(w->d));
	struct wide r = {zero, hull(u->d, w->d), plus(hull(u->dd, w->dd), mul(bend, square(gap))),
	        zero, zero, u->defined && w->defined};
	if (sign > 0)
		r.v = (struct range){fmin(u->v.lo, w->v.lo), fmin(u->v.hi, w->v.hi)};
	else
		r.v = (struct range){fmax(u->v.lo, w->v.lo), fmax(u->v.hi, w->v.hi)};
	if (mixed) {
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

INLINE struct wide minimum(const struct wide *u, const struct wide *w, bool mixed)
{
	if (u->v.hi < w->v.lo)
		return chosen(u, w);
	return w->v.hi < u->v.lo ? chosen(w, u) : lower(u, w, 1, mixed);
}

INLINE struct wide maximum(const struct wide *u, const struct wide *w, bool mixed)
{
	if (u->v.lo > w->v.hi)
		return chosen(u, w);
	return w->v.lo > u->v.hi ? chosen(w, u) : lower(u, w, -1, mixed);
}

INLINE struct wide raise_plain(const struct wide *u, double p, bool mixed)
{
	bool whole = floor(p) == p;
	if (p == 0)
		return flat((struct range){1, 1}, u->defined);
	if (p == 1)
		return *u;
	if (p == 2)
		return chain(u, square(u->v), twice(u->v), (struct range){2, 2}, mixed);
	bool pole = p < 0 && holds_zero(u->v) && !(u->v.lo == 0 && u->v.hi > 0);
	if ((!whole && u->v.lo < 0) || pole || isnan(p))
		return unknown(u, all, mixed);
	struct range factor = {p, p}, next = {p - 1, p - 1};
	return chain(u, power(u->v, p), mul(factor, power(u->v, p - 1)),
	        mul(mul(factor, next), power(u->v, p - 2)), mixed);
}

INLINE struct wide logarithm(const struct wide *u, bool mixed);
INLINE struct wide exponential(const struct wide *u, bool mixed);

INLINE struct wide raise(const struct wide *u, const struct wide *w, bool mixed)
{
	if (w->v.lo == w->v.hi && is_zero(w->d) && is_zero(w->dd) && is_zero(w->e) &&
	        is_zero(w->de)) {
		struct wide r = raise_plain(u, w->v.lo, mixed);
		r.defined = r.defined && w->defined;
		return r;
	}
	if (!(u->v.lo > 0)) { /* near 0 all slopes occur */
		struct wide r = sum(u, w, mixed);
		return unknown(&r, all, mixed);
	}
	struct wide l = logarithm(u, mixed), by = multiply(&l, w, mixed);
	return exponential(&by, mixed);
}

INLINE struct wide exponential(const struct wide *u, bool mixed)
{
	struct range f = at_least(about(exp(u->v.lo), exp(u->v.hi)), 0);
	return chain(u, f, f, f, mixed);
}

INLINE struct wide logarithm_of(
        const struct wide *u, struct range v, struct range from_0, bool mixed)
{
	if (from_0.lo < 0)
		return unknown(u, all, mixed);
	struct range f1 = inverse(from_0);
	return chain(u, v, f1, minus(square(f1)), mixed);
}

INLINE struct wide logarithm(const struct wide *u, bool mixed)
{
	return logarithm_of(u, about(log(u->v.lo), log(u->v.hi)), u->v, mixed);
}

INLINE struct wide hyperbolic(const struct wide *u, bool mixed)
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
	return chain(u, f, f1, f2, mixed);
}

INLINE struct wide absolute(const struct wide *u, bool mixed)
{
	struct wide other = negative(u, mixed);
	if (u->v.lo >= 0)
		return *u;
	if (u->v.hi < 0)
		return other;
	struct wide r = lower(u, &other, -1, mixed);
	r.v.lo = 0;
	return r;
}

INLINE struct wide unary(enum opcode op, const struct wide *u, bool mixed)
{
	struct range f, one_more;

	switch (op) {
	case OP_NEG:
		return negative(u, mixed);
	case OP_ABS:
		return absolute(u, mixed);
	case OP_SQRT:
		return raise_plain(u, .5, mixed);
	case OP_EXP:
		return exponential(u, mixed);
	case OP_LOG:
		return logarithm(u, mixed);
	case OP_LOG1P:
		one_more = plus(u->v, (struct range){1, 1});
		if (u->v.lo >= -1)
			one_more.lo = fmax(one_more.lo, 0);
		return logarithm_of(u, about(log1p(u->v.lo), log1p(u->v.hi)), one_more, mixed);
	case OP_EXPM1:
		f = at_least(about(exp(u->v.lo), exp(u->v.hi)), 0);
		return chain(u, at_least(about(expm1(u->v.lo), expm1(u->v.hi)), -1), f, f, mixed);
	default: /* OP_TANH */
		return hyperbolic(u, mixed);
	}
}

/* 0 or 1, not known which: a step where u - w moves. */
static struct wide either(const struct wide *u, const struct wide *w)
{
	struct wide r = flat((struct range){0, 1}, u->defined && w->defined);
	bool moves = !is_zero(u->d) || !is_zero(w->d), moves_e = !is_zero(u->e) || !is_zero(w->e);
	if (moves)
		r.d = r.dd = all;
	if (moves_e)
		r.e = all;
	if (moves && moves_e)
		r.de = all;
	return r;
}

/* 1: certainly; 0: certainly not; -1: nobody knows. */
static int is_less(struct range u, struct range w)
{
	return u.hi < w.lo ? 1 : u.lo >= w.hi ? 0 : -1;
}

static int is_equal(struct range u, struct range w)
{
	if (u.lo == u.hi && w.lo == w.hi && u.lo == w.lo)
		return 1;
	return u.hi < w.lo || w.hi < u.lo ? 0 : -1;
}

static struct wide compare(enum opcode op, const struct wide *u, const struct wide *w)
{
	bool no = op == OP_GE || op == OP_LE || op == OP_NE; /* the opposite is asked */
	int sure = op == OP_LT || op == OP_GE   ? is_less(u->v, w->v)
	           : op == OP_GT || op == OP_LE ? is_less(w->v, u->v)
	                                        : is_equal(u->v, w->v);
	if (sure < 0 || !(u->defined && w->defined))
		return either(u, w);
	double v = no ? 1 - sure : sure;
	return flat((struct range){v, v}, true);
}

INLINE struct wide binary(enum opcode op, const struct wide *u, const struct wide *w, bool mixed)
{
	struct wide other;

	switch (op) {
	case OP_ADD:
		return sum(u, w, mixed);
	case OP_SUB:
		other = negative(w, mixed);
		return sum(u, &other, mixed);
	case OP_MUL:
		return multiply(u, w, mixed);
	case OP_DIV:
		return divide(u, w, mixed);
	case OP_POW:
		return raise(u, w, mixed);
	case OP_MIN:
		return minimum(u, w, mixed);
	case OP_MAX:
		return maximum(u, w, mixed);
	default:
		return compare(op, u, w);
	}
}

/* ---- the program ------------------------------------------------------------- */

struct run {
	const struct formula *f;
	const struct formula_box *box;
	const struct formula_point *direction, *other;
	const double *constants;
};

static struct range point(double v)
{
	return (struct range){v, v};
}

static struct wide operand(const struct run *run, const struct instruction *i)
{
	switch ((enum operand)i->operand) {
	case FROM_NUMBER:
		return flat(point(i->number), true);
	case FROM_CONSTANT:
		return flat(point(run->constants[i->index]), true);
	case FROM_X:
		return (struct wide){run->box->x, point(run->direction->x), zero,
		        point(run->other->x), zero, true};
	case FROM_A0:
		return (struct wide){run->box->a0, point(run->direction->a0), zero,
		        point(run->other->a0), zero, true};
	default:
		return (struct wide){run->box->a, point(run->direction->a), zero,
		        point(run->other->a), zero, true};
	}
}

/* What if(c, t, e) may be where c may be either. */
static struct wide join(const struct wide *c, const struct wide *t, const struct wide *e)
{
	struct wide r = {hull(t->v, e->v), hull(t->d, e->d), hull(t->dd, e->dd), hull(t->e, e->e),
	        hull(t->de, e->de), c->defined && t->defined && e->defined};
	if (!is_zero(c->d))
		r.d = r.dd = all;
	if (!is_zero(c->e))
		r.e = all;
	if (!is_zero(c->d) || !is_zero(c->e))
		r.de = all;
	return r;
}

/* Runs the instructions from `at` up to `end`; returns the top of the stack then. */
static struct wide *span(const struct run *run, int at, int end, struct wide *top, bool mixed);

/* `if`, its condition on the top of the stack; returns where to go on. */
INLINE int branch(const struct run *run, int at, struct wide **top, bool mixed)
{
	const struct instruction *code = run->f->code;
	struct wide condition = *(*top)--;
	int other = code[at].index, end = code[other - 1].index;

	if (!holds_zero(condition.v) && condition.defined)
		return at + 1;
	if (is_zero(condition.v) && condition.defined)
		return other;
	struct wide *t = span(run, at + 1, other - 1, *top, mixed);
	struct wide *e = span(run, other, end, t, mixed);
	*t = join(&condition, t, e);
	*top = t;
	return end;
}

/* The numbers, not the pointer, tell the two apart for the compiler. */
INLINE struct wide *walk(const struct run *run, int at, int end, struct wide *top, bool mixed)
{
	while (at < end) {
		const struct instruction *i = &run->f->code[at];
		enum opcode op = (enum opcode)i->op;
		if (op == OP_ELSE) {
			at = branch(run, at, &top, mixed);
			continue;
		}
		if (op == OP_JUMP) {
			at = i->index;
			continue;
		}
		if (op == OP_PUSH) {
			*++top = operand(run, i);
		} else if (op <= OP_NE && i->operand == FROM_STACK) {
			top--;
			*top = binary(op, top, top + 1, mixed);
		} else if (op <= OP_NE) {
			struct wide w = operand(run, i);
			*top = binary(op, top, &w, mixed);
		} else {
			*top = unary(op, top, mixed);
		}
		at++;
	}
	return top;
}

static struct wide *span(const struct run *run, int at, int end, struct wide *top, bool mixed)
{
	return mixed ? walk(run, at, end, top, true) : walk(run, at, end, top, false);
}

void formula_range(const struct formula *f, const struct formula_box *box,
        const struct formula_point *direction, const struct formula_point *other,
        const double *constants, struct formula_range *out)
{
	static const struct formula_point nowhere = {0, 0, 0};
	struct run run = {f, box, direction, other ? other : &nowhere, constants};
	struct wide stack[FORMULA_STACK_MAX];
	const struct wide *r = span(&run, 0, f->count - 1, stack, other != NULL);
	*out = (struct formula_range){r->v, r->d, r->dd, r->e, r->de, r->defined};
}
