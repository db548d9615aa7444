/* Evaluates compiled formulas: plain values, and second-order dual numbers. */
#include "formula_private.h"

#include <math.h>

/* u^p for the common exponents without pow(). */
static double power(double u, double p)
{
	if (p == 2)
		return u * u;
	if (p == 1)
		return u;
	if (p == .5)
		return sqrt(u);
	return pow(u, p);
}

static double plain(const struct instruction *i, const struct formula_point *at,
	const double *constants)
{
	switch ((enum operand)i->operand) {
	case FROM_NUMBER:
		return i->number;
	case FROM_CONSTANT:
		return constants[i->index];
	case FROM_X:
		return at->x;
	case FROM_A0:
		return at->a0;
	default:
		return at->a;
	}
}

/* min and max that do not lose a NaN, as fmin and fmax would. */
static bool first_is_less(double u, double w)
{
	return u <= w || isnan(u);
}

static bool first_is_greater(double u, double w)
{
	return u >= w || isnan(u);
}

static double value_from(const struct formula *f, int start, const struct formula_point *at,
	const double *constants)
{
	double stack[FORMULA_STACK_MAX];
	double u = 0, w = 0; /* u is the top, *sp the one below */
	double *sp = stack;

	for (const struct instruction *i = f->code + start;; i++) {
		if (i->op <= OP_NE && i->op != OP_PUSH) {
			if (i->operand == FROM_STACK) {
				w = u;
				u = *sp--;
			} else {
				w = plain(i, at, constants);
			}
		}
		switch ((enum opcode)i->op) {
		case OP_PUSH:
			*++sp = u;
			u = plain(i, at, constants);
			break;
		case OP_ADD: u += w; break;
		case OP_SUB: u -= w; break;
		case OP_MUL: u *= w; break;
		case OP_DIV: u /= w; break;
		case OP_POW: u = power(u, w); break;
		case OP_MIN: u = first_is_less(u, w) ? u : w; break;
		case OP_MAX: u = first_is_greater(u, w) ? u : w; break;
		case OP_LT: u = u < w; break;
		case OP_LE: u = u <= w; break;
		case OP_GT: u = u > w; break;
		case OP_GE: u = u >= w; break;
		case OP_EQ: u = u == w; break;
		case OP_NE: u = u != w; break;
		case OP_NEG: u = -u; break;
		case OP_ABS: u = fabs(u); break;
		case OP_SQRT: u = sqrt(u); break;
		case OP_EXP: u = exp(u); break;
		case OP_LOG: u = log(u); break;
		case OP_LOG1P: u = log1p(u); break;
		case OP_EXPM1: u = formula_exp(u).less_one; break;
		case OP_TANH: u = tanh(u); break;
		case OP_ELSE:
			if (u == 0)
				i = f->code + i->index - 1;
			u = *sp--;
			break;
		case OP_JUMP:
			i = f->code + i->index - 1;
			break;
		case OP_END:
			return u;
		}
	}
}

double formula_value(const struct formula *f, const struct formula_point *at,
	const double *constants)
{
	return value_from(f, 0, at, constants);
}

/* ---- dual numbers -------------------------------------------------------- */

/* Two programs are made of the code below, with and without the mixed
 * derivatives, which the others need not carry along. */
#define INLINE static inline __attribute__((always_inline))

/* A value with its derivatives along one direction (d, dd) and, where a mixed
 * one is asked for, along a second (e) and both (de). */
struct dual {
	double v, d, dd, e, de;
};

/* Slope times a change, where no change means none however steep it is. */
static double times(double slope, double change)
{
	return change == 0 ? 0 : slope * change;
}

/* The product of two changes: none where either is none. */
static double both(double change, double other)
{
	return change == 0 || other == 0 ? 0 : change * other;
}

/* f(u) from f, f' and f'' at u. */
INLINE struct dual chain(const struct dual *u, double f, double f1, double f2, bool mixed)
{
	struct dual r = {f, times(f1, u->d), times(f2, u->d * u->d) + times(f1, u->dd), 0, 0};
	if (mixed) {
		r.e = times(f1, u->e);
		r.de = times(f2, both(u->d, u->e)) + times(f1, u->de);
	}
	return r;
}

/* 0 times something steep is flat, as long as the 0 stays; where it moves,
 * nobody knows. Sets to 0 what so came out as NaN. */
static void settle(const struct dual *u, const struct dual *w, struct dual *r)
{
	bool u_d = u->v == 0 && u->d == 0, u_e = u->v == 0 && u->e == 0;
	bool w_d = w->v == 0 && w->d == 0, w_e = w->v == 0 && w->e == 0;

	if (u_d || w_d)
		r->d = 0;
	if ((u_d && u->dd == 0) || (w_d && w->dd == 0))
		r->dd = 0;
	if (u_e || w_e)
		r->e = 0;
	if ((u_d && u_e && u->de == 0) || (w_d && w_e && w->de == 0))
		r->de = 0;
}

INLINE struct dual multiply(const struct dual *u, const struct dual *w, bool mixed)
{
	struct dual r = {u->v * w->v, times(u->v, w->d) + times(w->v, u->d),
		times(u->v, w->dd) + 2 * both(u->d, w->d) + times(w->v, u->dd), 0, 0};
	if (mixed) {
		r.e = times(u->v, w->e) + times(w->v, u->e);
		r.de = times(u->v, w->de) + both(u->d, w->e) + both(u->e, w->d) +
			times(w->v, u->de);
	}
	if (isnan(r.d + r.dd + r.e + r.de))
		settle(u, w, &r);
	return r;
}

static double over(double change, double w)
{
	return change == 0 ? 0 : change / w;
}

/* From u = r w: u' = r' w + r w', u'' = r'' w + 2 r' w' + r w''. */
INLINE struct dual divide(const struct dual *u, const struct dual *w, bool mixed)
{
	struct dual r = {u->v / w->v, 0, 0, 0, 0};

	r.d = over(u->d - times(r.v, w->d), w->v);
	r.dd = over(u->dd - 2 * both(r.d, w->d) - times(r.v, w->dd), w->v);
	if (mixed) {
		r.e = over(u->e - times(r.v, w->e), w->v);
		r.de = over(u->de - both(r.d, w->e) - both(r.e, w->d) - times(r.v, w->de), w->v);
	}
	return r;
}

/* c p / (p + k) = c - c k / w, where w is p + k: of u and w by themselves little would be left
 * where k is small beside p. */
INLINE struct dual ratio(const struct formula *f, const struct instruction *i, const struct dual *u,
	const struct dual *w, const double *constants, bool mixed)
{
	static const struct formula_point nowhere = {0, 0, 0};
	double c = value_from(f, i->part[RATIO_C], &nowhere, constants);
	double k = value_from(f, i->part[RATIO_K], &nowhere, constants);
	double slope = c * k / w->v / w->v;
	return isfinite(slope) ? chain(w, u->v / w->v, slope, -2 * slope / w->v, mixed) :
				 divide(u, w, mixed);
}

/* The derivatives of u^p in u, at 0 the limits from the right. */
static void power_slopes(double u, double p, double f, double *f1, double *f2)
{
	if (p == 2) {
		*f1 = 2 * u;
		*f2 = 2;
	} else if (p == 1 || p == 0) {
		*f1 = p;
		*f2 = 0;
	} else if (u != 0) {
		*f1 = p * f / u;
		*f2 = (p - 1) * *f1 / u;
	} else {
		*f1 = p < 1 ? p * INFINITY : 0;
		*f2 = p < 2 ? p * (p - 1) * INFINITY : 0;
	}
}

/* u^w where w moves as well. */
static void raise_exponent(const struct dual *u, const struct dual *w, bool mixed, struct dual *r)
{
	/* 0^w is 0 whatever positive w is, so only the base moves it. */
	bool zero = u->v == 0 && w->v > 0;
	double l = zero ? 0 : log(u->v), g1 = r->v * l, g2 = g1 * l;
	double cross = zero ? (w->v > 1 ? 0 : -INFINITY) : r->v / u->v + w->v * g1 / u->v;

	r->d += times(g1, w->d);
	r->dd += 2 * times(cross, both(u->d, w->d)) + times(g2, w->d * w->d) + times(g1, w->dd);
	if (mixed) {
		r->e += times(g1, w->e);
		r->de += times(cross, both(u->d, w->e) + both(u->e, w->d)) +
			times(g2, both(w->d, w->e)) + times(g1, w->de);
	}
}

INLINE struct dual raise(const struct dual *u, const struct dual *w, bool mixed)
{
	double f = power(u->v, w->v), f1, f2;

	power_slopes(u->v, w->v, f, &f1, &f2);
	struct dual r = chain(u, f, f1, f2, mixed);
	if (w->d != 0 || w->dd != 0 || (mixed && (w->e != 0 || w->de != 0)))
		raise_exponent(u, w, mixed, &r);
	return r;
}

static struct dual flat(double v)
{
	return (struct dual){v, 0, 0, 0, 0};
}

static struct dual negative(const struct dual *u)
{
	return (struct dual){-u->v, -u->d, -u->dd, -u->e, -u->de};
}

/* Whether u is less than w, or comes to be it just beyond the point: what slopes are asked for is
 * how things go on from there. */
static bool goes_below(const struct dual *u, const struct dual *w)
{
	return u->v != w->v ? u->v < w->v : u->d != w->d ? u->d < w->d : u->dd < w->dd;
}

/* The less of two, or the greater; neither loses a NaN. */
static const struct dual *less(const struct dual *u, const struct dual *w)
{
	return isnan(u->v) || !(isnan(w->v) || goes_below(w, u)) ? u : w;
}

static const struct dual *greater(const struct dual *u, const struct dual *w)
{
	return isnan(u->v) || !(isnan(w->v) || goes_below(u, w)) ? u : w;
}

INLINE struct dual unary(enum opcode op, const struct dual *u, bool mixed)
{
	static const struct dual nothing = {0, 0, 0, 0, 0};
	double f, s;
	struct exponential z;

	switch (op) {
	case OP_NEG:
		return negative(u);
	case OP_ABS:
		return goes_below(u, &nothing) ? negative(u) :
						(struct dual){fabs(u->v), u->d, u->dd, u->e, u->de};
	case OP_SQRT:
		f = sqrt(u->v);
		return chain(u, f, .5 / f, -.25 / f / u->v, mixed);
	case OP_EXP:
		f = exp(u->v);
		return chain(u, f, f, f, mixed);
	case OP_LOG:
		/* Below 0 the logarithm has no derivative either. */
		s = u->v < 0 ? NAN : 1 / u->v;
		return chain(u, log(u->v), s, -s * s, mixed);
	case OP_LOG1P:
		s = u->v < -1 ? NAN : 1 / (1 + u->v);
		return chain(u, log1p(u->v), s, -s * s, mixed);
	case OP_EXPM1:
		z = formula_exp(u->v);
		return chain(u, z.less_one, z.e, z.e, mixed);
	default: /* OP_TANH */
		f = tanh(u->v);
		s = 1 / cosh(u->v);
		return chain(u, f, s * s, -2 * f * s * s, mixed);
	}
}

INLINE struct dual binary(enum opcode op, const struct dual *u, const struct dual *w, bool mixed)
{
	switch (op) {
	case OP_ADD:
		return (struct dual){u->v + w->v, u->d + w->d, u->dd + w->dd, u->e + w->e,
			u->de + w->de};
	case OP_SUB:
		return (struct dual){u->v - w->v, u->d - w->d, u->dd - w->dd, u->e - w->e,
			u->de - w->de};
	case OP_MUL: return multiply(u, w, mixed);
	case OP_DIV: return divide(u, w, mixed);
	case OP_POW: return raise(u, w, mixed);
	case OP_MIN: return *less(u, w);
	case OP_MAX: return *greater(u, w);
	case OP_LT: return flat(u->v < w->v);
	case OP_LE: return flat(u->v <= w->v);
	case OP_GT: return flat(u->v > w->v);
	case OP_GE: return flat(u->v >= w->v);
	case OP_EQ: return flat(u->v == w->v);
	default: return flat(u->v != w->v); /* OP_NE */
	}
}

/* u op w, w a plain number: most right operands are, and then little is left
 * to do. False where the operation has no such short form. */
INLINE bool binary_plain(enum opcode op, struct dual *u, double w, bool mixed)
{
	double f, f1, f2;

	switch (op) {
	case OP_ADD:
		u->v += w;
		return true;
	case OP_SUB:
		u->v -= w;
		return true;
	case OP_MUL:
		*u = w == 0 ? flat(u->v * w)
			    : (struct dual){u->v * w, u->d * w, u->dd * w, u->e * w, u->de * w};
		return true;
	case OP_DIV:
		*u = (struct dual){u->v / w, over(u->d, w), over(u->dd, w), over(u->e, w),
			over(u->de, w)};
		return true;
	case OP_POW:
		f = power(u->v, w);
		power_slopes(u->v, w, f, &f1, &f2);
		*u = chain(u, f, f1, f2, mixed);
		return true;
	default:
		return false;
	}
}

INLINE struct dual plain_dual(const struct instruction *i, const struct formula_point *at,
	const struct formula_point *direction, const struct formula_point *other,
	const double *constants)
{
	switch ((enum operand)i->operand) {
	case FROM_NUMBER:
		return flat(i->number);
	case FROM_CONSTANT:
		return flat(constants[i->index]);
	case FROM_X:
		return (struct dual){at->x, direction->x, 0, other->x, 0};
	case FROM_A0:
		return (struct dual){at->a0, direction->a0, 0, other->a0, 0};
	default:
		return (struct dual){at->a, direction->a, 0, other->a, 0};
	}
}

INLINE struct dual run(const struct formula *f, const struct formula_point *at,
	const struct formula_point *direction, const struct formula_point *other,
	const double *constants, bool mixed)
{
	struct dual stack[FORMULA_STACK_MAX], w;
	struct dual *top = stack;

	for (const struct instruction *i = f->code;; i++) {
		enum opcode op = (enum opcode)i->op;
		if (op == OP_END)
			return *top;
		if (op == OP_PUSH) {
			*++top = plain_dual(i, at, direction, other, constants);
		} else if (op <= OP_NE && i->operand == FROM_STACK) {
			top--;
			*top = op == OP_DIV && i->index > 0 ?
				ratio(f, i, top, top + 1, constants, mixed) :
				binary(op, top, top + 1, mixed);
		} else if (op <= OP_NE) {
			w = plain_dual(i, at, direction, other, constants);
			if (i->operand > FROM_CONSTANT || !binary_plain(op, top, w.v, mixed))
				*top = binary(op, top, &w, mixed);
		} else if (op == OP_ELSE) {
			if ((top--)->v == 0)
				i = f->code + i->index - 1;
		} else if (op == OP_JUMP) {
			i = f->code + i->index - 1;
		} else {
			*top = unary(op, top, mixed);
		}
	}
}

void formula_dual(const struct formula *f, const struct formula_point *at,
	const struct formula_point *direction, const double *constants, struct dual2 *out)
{
	static const struct formula_point nowhere = {0, 0, 0};
	struct dual r = run(f, at, direction, &nowhere, constants, false);
	*out = (struct dual2){r.v, r.d, r.dd};
}

double formula_mixed(const struct formula *f, const struct formula_point *at,
	const struct formula_point *direction, const struct formula_point *other,
	const double *constants, struct dual2 *out)
{
	struct dual r = run(f, at, direction, other, constants, true);
	*out = (struct dual2){r.v, r.d, r.dd};
	return r.de;
}
