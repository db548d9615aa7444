/* Runs compiled formulas on intervals. */
#include "formula_private.h"

#include "wide_math.h"

#include <math.h>

struct run {
	const struct formula *f;
	const struct formula_box *box;
	const struct formula_point *direction, *other;
	const double *constants;
	struct formula_sides *sides; /* NULL: what is on either side of a kink */
};

/* ---- sides ------------------------------------------------------------------ */

/* Whether the first side of what is met next is to be taken, where u and w meet. */
static bool takes_first(struct formula_sides *sides, const struct wide *u, const struct wide *w)
{
	struct range d = plus(u->d, minus(w->d)), e = plus(u->e, minus(w->e));
	struct range b = holds_zero(d) ? all : mul(e, inverse(d));
	if (!is_zero(d)) /* else it is a matter of `other` alone */
		sides->border = hull(sides->border, b);
	int i = sides->met++;
	return i >= SIDES_MAX || !(sides->second >> i & 1);
}

/* What both hold. */
static struct range overlap(struct range a, struct range b)
{
	struct range r = {higher(a.lo, b.lo), a.hi < b.hi ? a.hi : b.hi};
	return r.lo <= r.hi ? r : a;
}

/* The lower of two, or with sign = -1 the higher, on one side. */
static struct wide on_side(const struct run *run, const struct wide *u, const struct wide *w,
        double sign)
{
	const struct wide *one = takes_first(run->sides, u, w) ? u : w, *other = one == u ? w : u;
	struct wide r = chosen(one, other);
	r.v = overlap(r.v, sign > 0 ? (struct range){-INFINITY, other->v.hi} :
	                              (struct range){other->v.lo, INFINITY});
	return r;
}

INLINE struct wide lower_of(const struct run *run, const struct wide *u, const struct wide *w,
        enum with with)
{
	if (with == WITH_MIXED && run->sides && u->v.hi >= w->v.lo && w->v.hi >= u->v.lo)
		return on_side(run, u, w, 1);
	return minimum(u, w, with);
}

INLINE struct wide higher_of(const struct run *run, const struct wide *u, const struct wide *w,
        enum with with)
{
	if (with == WITH_MIXED && run->sides && u->v.hi >= w->v.lo && w->v.hi >= u->v.lo)
		return on_side(run, u, w, -1);
	return maximum(u, w, with);
}

INLINE struct wide absolute_of(const struct run *run, const struct wide *u, enum with with)
{
	if (with == WITH_MIXED && run->sides && u->v.lo < 0 && u->v.hi >= 0) {
		struct wide other = negative(u, with);
		return on_side(run, u, &other, -1);
	}
	return absolute(u, with);
}

/* ---- operations ------------------------------------------------------------- */

INLINE struct wide unary(const struct run *run, enum opcode op, const struct wide *u,
        enum with with)
{
	struct range f, less, one_more;
	struct exponential low, high;

	switch (op) {
	case OP_NEG:
		return negative(u, with);
	case OP_ABS:
		return absolute_of(run, u, with);
	case OP_SQRT:
		return raise_plain(u, .5, with);
	case OP_EXP:
		return exponential(u, with);
	case OP_LOG:
		return logarithm(u, with);
	case OP_LOG1P:
		one_more = plus(u->v, (struct range){1, 1});
		if (u->v.lo >= -1)
			one_more.lo = fmax(one_more.lo, 0);
		return logarithm_of(u, about(log1p(u->v.lo), log1p(u->v.hi)), one_more, with);
	case OP_EXPM1:
		low = formula_exp(u->v.lo);
		high = formula_exp(u->v.hi);
		f = at_least(about(low.e, high.e), 0);
		less = at_least(about(low.less_one, high.less_one), -1);
		return chain(u, &(struct slopes){less, f, f, f}, with);
	default: /* OP_TANH */
		return hyperbolic(u, with);
	}
}

/* 0 or 1, not known which: a step where u - w moves. */
static struct wide either(const struct wide *u, const struct wide *w)
{
	struct wide r = flat((struct range){0, 1}, u->defined && w->defined);
	bool moves = !is_zero(u->d) || !is_zero(w->d), moves_e = !is_zero(u->e) || !is_zero(w->e);
	if (moves)
		r.d = r.dd = r.ddd = all;
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

static struct wide compare(const struct run *run, enum opcode op, const struct wide *u,
        const struct wide *w)
{
	bool no = op == OP_GE || op == OP_LE || op == OP_NE; /* the opposite is asked */
	int sure = op == OP_LT || op == OP_GE   ? is_less(u->v, w->v)
	           : op == OP_GT || op == OP_LE ? is_less(w->v, u->v)
	                                        : is_equal(u->v, w->v);
	if (sure < 0 && run->sides) {
		run->sides->steps = true;
		sure = takes_first(run->sides, u, w) != no;
	}
	if (sure < 0 || !(u->defined && w->defined))
		return either(u, w);
	double v = no ? 1 - sure : sure;
	return flat((struct range){v, v}, true);
}

INLINE struct wide binary(const struct run *run, enum opcode op, const struct wide *u,
        const struct wide *w, enum with with)
{
	struct wide other;

	switch (op) {
	case OP_ADD:
		return sum(u, w, with);
	case OP_SUB:
		other = negative(w, with);
		return sum(u, &other, with);
	case OP_MUL:
		return multiply(u, w, with);
	case OP_DIV:
		return divide(u, w, with);
	case OP_POW:
		return raise(u, w, with);
	case OP_MIN:
		return lower_of(run, u, w, with);
	case OP_MAX:
		return higher_of(run, u, w, with);
	default:
		return compare(run, op, u, w);
	}
}

/* ---- the program ------------------------------------------------------------- */

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
		        point(run->other->x), zero, zero, true};
	case FROM_A0:
		return (struct wide){run->box->a0, point(run->direction->a0), zero,
		        point(run->other->a0), zero, zero, true};
	default:
		return (struct wide){run->box->a, point(run->direction->a), zero,
		        point(run->other->a), zero, zero, true};
	}
}

/* What if(c, t, e) may be where c may be either. */
static struct wide join(const struct wide *c, const struct wide *t, const struct wide *e)
{
	struct wide r = {hull(t->v, e->v), hull(t->d, e->d), hull(t->dd, e->dd), hull(t->e, e->e),
	        hull(t->de, e->de), hull(t->ddd, e->ddd), c->defined && t->defined && e->defined};
	if (!is_zero(c->d))
		r.d = r.dd = r.ddd = all;
	if (!is_zero(c->e))
		r.e = all;
	if (!is_zero(c->d) || !is_zero(c->e))
		r.de = all;
	return r;
}

/* Runs the instructions from `at` up to `end`; returns the top of the stack then. */
static struct wide *span(const struct run *run, int at, int end, struct wide *top, enum with with);

/* What the program of a fixed number that begins at `at` comes to. */
static struct wide fixed(const struct run *run, int at, struct wide *top, enum with with)
{
	int end = at;
	while (run->f->code[end].op != OP_END)
		end++;
	return *span(run, at, end, top, with);
}

/* c p / (p + k), its sides on the top of the stack: c - c k / (p + k) as well. The value is rounded
 * otherwise than that. */
static struct wide ratio(const struct run *run, const struct instruction *i, struct wide *top,
        enum with with)
{
	struct wide c = fixed(run, i->part[RATIO_C], top + 1, with);
	struct wide k = fixed(run, i->part[RATIO_K], top + 1, with);
	struct wide r = divide(top, top + 1, with), by = reciprocal(top + 1, with);
	struct wide part = multiply(&c, &k, with);
	part = negative(&part, with);
	struct wide other = multiply(&by, &part, with);
	other = sum(&other, &c, with);
	if (!other.defined)
		return r;
	r.v = overlap(r.v, about(other.v.lo, other.v.hi));
	r.d = overlap(r.d, other.d);
	r.dd = overlap(r.dd, other.dd);
	r.e = overlap(r.e, other.e);
	r.de = overlap(r.de, other.de);
	r.ddd = overlap(r.ddd, other.ddd);
	return r;
}

/* `if`, its condition on the top of the stack; returns where to go on. */
INLINE int branch(const struct run *run, int at, struct wide **top, enum with with)
{
	const struct instruction *code = run->f->code;
	struct wide condition = *(*top)--;
	int other = code[at].index, end = code[other - 1].index;

	if (!holds_zero(condition.v) && condition.defined)
		return at + 1;
	if (is_zero(condition.v) && condition.defined)
		return other;
	struct wide *t = span(run, at + 1, other - 1, *top, with);
	struct wide *e = span(run, other, end, t, with);
	*t = join(&condition, t, e);
	*top = t;
	return end;
}

/* The numbers, not the pointer, tell the two apart for the compiler. */
INLINE struct wide *walk(const struct run *run, int at, int end, struct wide *top, enum with with)
{
	while (at < end) {
		const struct instruction *i = &run->f->code[at];
		enum opcode op = (enum opcode)i->op;
		if (op == OP_ELSE) {
			at = branch(run, at, &top, with);
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
			*top = op == OP_DIV && i->index > 0 ? ratio(run, i, top, with) :
			                                      binary(run, op, top, top + 1, with);
		} else if (op <= OP_NE) {
			struct wide w = operand(run, i);
			*top = binary(run, op, top, &w, with);
		} else {
			*top = unary(run, op, top, with);
		}
		at++;
	}
	return top;
}

static struct wide *span(const struct run *run, int at, int end, struct wide *top, enum with with)
{
	return with == WITH_MIXED   ? walk(run, at, end, top, WITH_MIXED)
	       : with == WITH_THIRD ? walk(run, at, end, top, WITH_THIRD)
	                            : walk(run, at, end, top, WITH_NOTHING);
}

void formula_range(const struct formula *f, const struct formula_box *box,
        const struct formula_point *direction, const struct formula_point *other,
        const double *constants, struct formula_range *out)
{
	static const struct formula_point nowhere = {0, 0, 0};
	struct run run = {f, box, direction, other ? other : &nowhere, constants, NULL};
	struct wide stack[FORMULA_STACK_MAX + 2]; /* beside a ratio's sides */
	const struct wide *r = span(&run, 0, f->count - 1, stack,
	        other ? WITH_MIXED : WITH_NOTHING);
	*out = (struct formula_range){r->v, r->d, r->dd, r->e, r->de, all, r->defined};
}

void formula_range_third(const struct formula *f, const struct formula_box *box,
        const struct formula_point *direction, const double *constants,
        struct formula_range *out)
{
	static const struct formula_point nowhere = {0, 0, 0};
	struct run run = {f, box, direction, &nowhere, constants, NULL};
	struct wide stack[FORMULA_STACK_MAX + 2]; /* beside a ratio's sides */
	const struct wide *r = span(&run, 0, f->count - 1, stack, WITH_THIRD);
	*out = (struct formula_range){r->v, r->d, r->dd, zero, zero, r->ddd, r->defined};
}

void formula_range_sides(const struct formula *f, const struct formula_box *box,
        const struct formula_point *direction, const struct formula_point *other,
        const double *constants, struct formula_sides *sides, struct formula_range *out)
{
	struct run run = {f, box, direction, other, constants, sides};
	struct wide stack[FORMULA_STACK_MAX + 2]; /* beside a ratio's sides */
	sides->met = 0;
	sides->steps = false;
	sides->border = (struct range){INFINITY, -INFINITY};
	const struct wide *r = span(&run, 0, f->count - 1, stack, WITH_MIXED);
	*out = (struct formula_range){r->v, r->d, r->dd, r->e, r->de, all, r->defined};
}
