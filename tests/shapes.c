/* See shapes.h. */
#include "shapes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- building ------------------------------------------------------------------------- */

/* As the text has it. */
static double rounded(double v)
{
	char text[32];
	snprintf(text, sizeof text, "%.4g", v);
	return strtod(text, NULL);
}

static double between(struct rng *r, double low, double high)
{
	return rounded(rng_between(r, low, high));
}

static double evenly_in_log(struct rng *r, double low, double high)
{
	return rounded(rng_log(r, low, high));
}

static int num(struct shape *s, double v)
{
	return tree_number(&s->tree, v);
}

static int var(struct shape *s, enum tree_op which)
{
	return tree_variable(&s->tree, which);
}

static int two(struct shape *s, enum tree_op op, int u, int v)
{
	return tree_apply(&s->tree, op, u, v);
}

static int one(struct shape *s, enum tree_op op, int u)
{
	return tree_apply(&s->tree, op, u, 0);
}

static int times(struct shape *s, double k, int u)
{
	return two(s, TREE_MUL, num(s, k), u);
}

static int plus(struct shape *s, int u, int v)
{
	return two(s, TREE_ADD, u, v);
}

/* v - m, and that over w. */
static int from(struct shape *s, enum tree_op v, double m)
{
	return two(s, TREE_SUB, var(s, v), num(s, m));
}

static int standard(struct shape *s, enum tree_op v, double m, double w)
{
	return two(s, TREE_DIV, from(s, v, m), num(s, w));
}

/* if(v OP m, yes, no) */
static int when(struct shape *s, enum tree_op v, enum tree_op op, double m, int yes, int no)
{
	return tree_if(&s->tree, two(s, op, var(s, v), num(s, m)), yes, no);
}

static void feature(struct shape *s, enum tree_op of, double at, double width)
{
	if (s->features == SHAPE_FEATURES)
		abort();
	s->feature[s->features++] = (struct feature){of, at, width, 0};
}

static void call(struct shape *s, const char *name)
{
	size_t used = strlen(s->name);
	snprintf(s->name + used, sizeof s->name - used, "%s%s", used ? "+" : "", name);
}

static void bounded(struct shape *s, double top, double slope)
{
	s->top += top;
	s->slope += slope;
}

/* Beside a kink a payoff may have another top, this near. */
#define KINK_ROOM .04

/* How far u is above v at a. */
static double above(const struct shape *s, int u, int v, double a)
{
	struct tree_point at = {a, 0, a};
	return tree_eval(&s->tree, u, &at).v - tree_eval(&s->tree, v, &at).v;
}

/* Where the larger or smaller of two passes from one to the other between l and h, there is a
 * kink, or, where one of them jumps, another feature already. */
static void crossing(struct shape *s, int u, int v, double l, double h)
{
	bool first = above(s, u, v, l) > 0;
	if (first == (above(s, u, v, h) > 0) || s->features == SHAPE_FEATURES)
		return;
	while (h - l > 1e-15 * h) {
		double mid = .5 * (l + h);
		if (!(mid > l && mid < h))
			break;
		if ((above(s, u, v, mid) > 0) == first)
			l = mid;
		else
			h = mid;
	}
	feature(s, TREE_A, h, 0);
	if (s->features < SHAPE_FEATURES)
		feature(s, TREE_A, h, KINK_ROOM);
}

/* Looked for on a grid that is denser around what is known of u and v. */
static void crossings(struct shape *s, int u, int v)
{
	enum { STEPS = 400, BESIDE = 12 };
	const double end = 10;
	int known = s->features;
	for (int i = 0; i < STEPS; i++)
		crossing(s, u, v, end * i / STEPS, end * (i + 1) / STEPS);
	for (int i = 0; i < known; i++) {
		double at = s->feature[i].at, step = s->feature[i].width / 4;
		for (int k = -BESIDE; k < BESIDE && step > 0; k++)
			crossing(s, u, v, fmax(0, at + k * step), fmax(0, at + (k + 1) * step));
	}
}

/* ---- revenues ------------------------------------------------------------------------- */

static int concave(struct shape *s, struct rng *r)
{
	double k = evenly_in_log(r, .3, 5), t = evenly_in_log(r, .1, 3);
	int over = two(s, TREE_DIV, var(s, TREE_A), num(s, t));
	call(s, "concave");
	switch (rng_below(r, 4)) {
	case 0:
		bounded(s, k, 0);
		return times(s, k, two(s, TREE_SUB, num(s, 1), one(s, TREE_EXP,
			two(s, TREE_SUB, num(s, 0), over))));
	case 1: /* ln(1 + u) <= u */
		bounded(s, 0, k / t);
		return times(s, k, one(s, TREE_LOG1P, over));
	case 2: /* sqrt(u) <= 1 + u / 4 */
		bounded(s, k, k / t / 4);
		return times(s, k, one(s, TREE_SQRT, over));
	default:
		bounded(s, k, 0);
		return times(s, k, two(s, TREE_DIV, var(s, TREE_A),
			plus(s, num(s, t), var(s, TREE_A))));
	}
}

static int hill(struct shape *s, struct rng *r)
{
	double k = evenly_in_log(r, .5, 5), t = between(r, .2, 2.5);
	double p = rng_below(r, 2) ? 2 : between(r, 1.5, 6);
	call(s, "Hill");
	bounded(s, k, 0);
	feature(s, TREE_A, t, t / p);
	int up = two(s, TREE_POW, var(s, TREE_A), num(s, p));
	return times(s, k, two(s, TREE_DIV, up, plus(s, num(s, rounded(pow(t, p))),
		two(s, TREE_POW, var(s, TREE_A), num(s, p)))));
}

static int tanh_steps(struct shape *s, struct rng *r)
{
	int steps = 1 + rng_below(r, 3), sum = -1;
	call(s, "tanh");
	for (int i = 0; i < steps; i++) {
		double k = evenly_in_log(r, .2, 2), m = between(r, .1, 3);
		double w = evenly_in_log(r, .01, .8);
		int step = times(s, k, plus(s, num(s, 1), one(s, TREE_TANH,
			standard(s, TREE_A, m, w))));
		sum = sum < 0 ? step : plus(s, sum, step);
		feature(s, TREE_A, m, w);
		bounded(s, 2 * k, 0);
	}
	return sum;
}

static int logistic(struct shape *s, struct rng *r)
{
	double k = evenly_in_log(r, .5, 5), m = between(r, .2, 3), w = evenly_in_log(r, .02, .5);
	call(s, "logistic");
	feature(s, TREE_A, m, w);
	bounded(s, k, 0);
	return two(s, TREE_DIV, num(s, k), plus(s, num(s, 1), one(s, TREE_EXP, two(s, TREE_DIV,
		two(s, TREE_SUB, num(s, m), var(s, TREE_A)), num(s, w)))));
}

static int kinked(struct shape *s, struct rng *r)
{
	double k = evenly_in_log(r, .3, 4), m = between(r, .1, 2.5), k2 = evenly_in_log(r, .1, 4);
	call(s, "kinked");
	feature(s, TREE_A, m, 0);
	switch (rng_below(r, 4)) {
	case 0: { /* capped */
		double cap = rounded(k * m);
		feature(s, TREE_A, cap / k, 0);
		bounded(s, cap, 0);
		return two(s, TREE_MIN, times(s, k, var(s, TREE_A)), num(s, cap));
	}
	case 1: { /* nothing up to m, then up to a cap */
		double cap = between(r, .3, 4);
		feature(s, TREE_A, m + cap / k, 0);
		bounded(s, cap, 0);
		return two(s, TREE_MIN, num(s, cap), two(s, TREE_MAX, num(s, 0),
			times(s, k, from(s, TREE_A, m))));
	}
	case 2: { /* a tent */
		double top = between(r, .2, 3);
		feature(s, TREE_A, m - top / k, 0);
		feature(s, TREE_A, m + top / k, 0);
		bounded(s, top, 0);
		return two(s, TREE_MAX, num(s, 0), two(s, TREE_SUB, num(s, top),
			times(s, k, one(s, TREE_ABS, from(s, TREE_A, m)))));
	}
	default: { /* a bend; the better side has the level itself, should they not quite meet */
		double meet = rounded(k * m);
		bounded(s, m * k, fmax(k, k2));
		return when(s, TREE_A, meet < k * m ? TREE_MOST : TREE_LESS, m,
			times(s, k, var(s, TREE_A)),
			plus(s, num(s, meet), times(s, k2, from(s, TREE_A, m))));
	}
	}
}

static int steps(struct shape *s, struct rng *r)
{
	int count = 1 + rng_below(r, 5), sum = -1;
	call(s, "steps");
	for (int i = 0; i < count; i++) {
		double k = evenly_in_log(r, .1, 2), m = between(r, .05, 3);
		int step = rng_below(r, 5) == 0
			? when(s, TREE_A, TREE_MOST, m, num(s, k), num(s, 0))
			: when(s, TREE_A, TREE_LEAST, m, num(s, k), num(s, 0));
		sum = sum < 0 ? step : plus(s, sum, step);
		feature(s, TREE_A, m, 0);
		bounded(s, k, 0);
	}
	return sum;
}

static int bump(struct shape *s, struct rng *r, double low, double high)
{
	double k = evenly_in_log(r, .3, 4), m = between(r, .1, 4), w = evenly_in_log(r, low, high);
	int u = standard(s, TREE_A, m, w), u2 = two(s, TREE_POW, u, num(s, 2));
	feature(s, TREE_A, m, w);
	bounded(s, k, 0);
	if (rng_below(r, 3) == 0) {
		feature(s, TREE_A, m, 20 * w); /* its tails are long */
		return two(s, TREE_DIV, num(s, k), plus(s, num(s, 1), u2));
	}
	return times(s, k, one(s, TREE_EXP, two(s, TREE_SUB, num(s, 0), u2)));
}

static int hump(struct shape *s, struct rng *r)
{
	call(s, "hump");
	return bump(s, r, .1, 1.5);
}

static int parabola(struct shape *s, struct rng *r)
{
	double k = evenly_in_log(r, .3, 4), end = between(r, .5, 4);
	call(s, "parabola");
	bounded(s, k * end * end / 4, 0);
	int down = times(s, k, two(s, TREE_MUL, var(s, TREE_A),
		two(s, TREE_SUB, num(s, end), var(s, TREE_A))));
	if (rng_below(r, 2))
		return down;
	feature(s, TREE_A, end, 0);
	return two(s, TREE_MAX, num(s, 0), down);
}

static int capped_cubic(struct shape *s, struct rng *r)
{
	double cap = between(r, .3, 4), m = between(r, .2, 2), k = evenly_in_log(r, .2, 3);
	call(s, "cubic");
	bounded(s, cap, 0);
	feature(s, TREE_A, m, 0);
	/* It rises, falls between its two turns, and rises to the cap. */
	int cube = two(s, TREE_POW, from(s, TREE_A, m), num(s, 3));
	int rising = times(s, k, plus(s, cube, two(s, TREE_SUB, num(s, rounded(m * m * m)),
		times(s, between(r, 0, .6), var(s, TREE_A)))));
	int top = num(s, cap);
	crossings(s, top, rising);
	return two(s, TREE_MIN, top, rising);
}

static int passing(struct shape *s, struct rng *r)
{
	double k = evenly_in_log(r, .3, 4), t = evenly_in_log(r, .1, 2);
	int e = one(s, TREE_EXP, two(s, TREE_SUB, num(s, 0),
		two(s, TREE_DIV, var(s, TREE_A), num(s, t))));
	call(s, "passing");
	feature(s, TREE_A, t, t / 2);
	bounded(s, k * fmax(1, t), 0);
	return rng_below(r, 3) ? times(s, k, two(s, TREE_MUL, var(s, TREE_A), e)) : times(s, k, e);
}

static int straight(struct shape *s, struct rng *r)
{
	double k = evenly_in_log(r, .2, 3);
	call(s, "straight");
	bounded(s, 0, k);
	return times(s, k, var(s, TREE_A));
}

static int narrow(struct shape *s, struct rng *r)
{
	call(s, "bump");
	return bump(s, r, 1e-5, .1);
}

static int revenue_form(struct shape *s, struct rng *r, enum shapes which)
{
	/* The concave ones first. */
	static int (*const form[])(struct shape *, struct rng *) = {concave, straight, hill,
		logistic, tanh_steps, kinked, steps, hump, parabola, capped_cubic, passing,
		narrow, narrow};
	enum { CONCAVE = 2, ALL = sizeof form / sizeof *form };
	return form[rng_below(r, which == SHAPES_CONCAVE ? CONCAVE : ALL)](s, r);
}

void shape_revenue(struct shape *s, struct rng *r, enum shapes which)
{
	static const enum tree_op join[] = {TREE_ADD, TREE_ADD, TREE_MAX, TREE_MIN};
	*s = (struct shape){.root = 0};
	s->root = revenue_form(s, r, which);
	if (which == SHAPES_CONCAVE || rng_below(r, 2))
		return;
	int first = s->root, other = revenue_form(s, r, which);
	enum tree_op op = join[rng_below(r, 4)];
	if (op != TREE_ADD)
		crossings(s, first, other);
	s->root = two(s, op, first, other);
}

/* ---- costs ------------------------------------------------------------------------------ */

static int power_of_x(struct shape *s, double c, double p)
{
	return times(s, c, two(s, TREE_POW, var(s, TREE_X), num(s, p)));
}

static double exponent(struct rng *r)
{
	return rng_below(r, 2) ? 2 : between(r, 1.5, 4);
}

static void grows(struct shape *s, double least, double power, double since)
{
	s->least = least;
	s->power = power;
	s->from = since;
}

/* What every cost comes to in the end. */
static int rising(struct shape *s, struct rng *r)
{
	double c = evenly_in_log(r, .1, 3), p = exponent(r), k = between(r, .4, 2);
	switch (rng_below(r, 5)) {
	case 0:
		call(s, "exponential"); /* e^u - 1 >= u^2 / 2 */
		grows(s, c * k * k / 2, 2, 0);
		return times(s, c, one(s, TREE_EXPM1, times(s, k, var(s, TREE_X))));
	case 1:
		call(s, "free units");
		grows(s, c, 2, k);
		feature(s, TREE_X, k, 0);
		return times(s, c, two(s, TREE_POW, two(s, TREE_MAX, num(s, 0),
			from(s, TREE_X, k)), num(s, 2)));
	default:
		call(s, "power");
		grows(s, c, p, 0);
		return power_of_x(s, c, p);
	}
}

/* A bargain at first, a jump, a stretch that costs nothing more. */
static int more(struct shape *s, struct rng *r)
{
	double k = evenly_in_log(r, .02, .6), m = between(r, .1, 2), w = evenly_in_log(r, .03, .5);
	switch (rng_below(r, 6)) {
	case 0:
		call(s, "root");
		return times(s, k, one(s, TREE_SQRT, var(s, TREE_X)));
	case 1:
		call(s, "jump at 0");
		feature(s, TREE_X, 0, 0);
		return when(s, TREE_X, TREE_MORE, 0, num(s, k), num(s, 0));
	case 2:
		call(s, "jump");
		feature(s, TREE_X, m, 0);
		return when(s, TREE_X, TREE_MORE, m, num(s, k), num(s, 0));
	case 3:
		call(s, "flattening");
		feature(s, TREE_X, 0, w);
		return times(s, k, two(s, TREE_DIV, var(s, TREE_X),
			plus(s, num(s, w), var(s, TREE_X))));
	case 4:
		call(s, "smooth step");
		s->tails = true;
		feature(s, TREE_X, m, w);
		return times(s, k, plus(s, num(s, 1), one(s, TREE_TANH,
			standard(s, TREE_X, m, w))));
	default:
		call(s, "capped");
		feature(s, TREE_X, m, 0);
		return times(s, k, two(s, TREE_MIN, var(s, TREE_X), num(s, m)));
	}
}

static int with_a0(struct shape *s, struct rng *r)
{
	double c = evenly_in_log(r, .1, 3), k = evenly_in_log(r, .05, 1), m = between(r, .1, 1.5);
	call(s, "a0");
	grows(s, c, 2, 0);
	switch (rng_below(r, 6)) {
	case 0:
		return plus(s, power_of_x(s, c, 2), times(s, k, two(s, TREE_MUL, var(s, TREE_X),
			var(s, TREE_A0))));
	case 1: /* the more is there, the cheaper, down to a tenth */
		s->least = .1 * c;
		return two(s, TREE_MUL, power_of_x(s, c, 2), two(s, TREE_DIV,
			plus(s, num(s, 1), times(s, .1, var(s, TREE_A0))),
			plus(s, num(s, 1), var(s, TREE_A0))));
	case 2: /* taken over the level */
		return times(s, c, two(s, TREE_SUB,
			two(s, TREE_POW, var(s, TREE_A), num(s, 2)),
			two(s, TREE_POW, var(s, TREE_A0), num(s, 2))));
	case 3:
		s->least = .5 * c;
		feature(s, TREE_A0, m, 0);
		return two(s, TREE_MUL, power_of_x(s, c, 2),
			when(s, TREE_A0, TREE_LEAST, m, num(s, .5), num(s, 1)));
	case 4: /* a fixed part that the level takes away */
		feature(s, TREE_A0, m, 0);
		return plus(s, power_of_x(s, c, 2), times(s, k, two(s, TREE_MAX, num(s, 0),
			two(s, TREE_SUB, num(s, m), var(s, TREE_A0)))));
	default:
		return plus(s, power_of_x(s, c, 2), two(s, TREE_DIV, num(s, k),
			plus(s, num(s, 1), var(s, TREE_A0))));
	}
}

/* m + c a0, at which something happens; c may be below 0. */
static int border(struct shape *s, struct rng *r)
{
	double m = between(r, .05, 1.2), c = between(r, .1, 1.5);
	bool falls = rng_below(r, 3) == 0;
	feature(s, TREE_X, m, 0);
	s->feature[s->features - 1].moves = falls ? -c : c;
	int moved = times(s, c, var(s, TREE_A0));
	return two(s, falls ? TREE_SUB : TREE_ADD, num(s, m), moved);
}

/* What is dearer, or cheaper, beyond a border that moves with a0. */
static int moving(struct shape *s, struct rng *r)
{
	double k = evenly_in_log(r, .1, 5);
	int zero = num(s, 0), at = border(s, r), over = two(s, TREE_SUB, var(s, TREE_X), at);
	switch (rng_below(r, 5)) {
	case 0:
		call(s, "moving square");
		return times(s, k, two(s, TREE_POW, two(s, TREE_MAX, zero, over), num(s, 2)));
	case 1:
		call(s, "moving jump");
		return tree_if(&s->tree, two(s, TREE_MORE, over, zero), num(s, .2 * k), num(s, 0));
	case 2: /* |u| + u */
		call(s, "moving bend");
		return times(s, .5 * k, plus(s, one(s, TREE_ABS, over), over));
	case 3:
		call(s, "moving cap");
		return times(s, k, two(s, TREE_MIN, var(s, TREE_X), two(s, TREE_MAX, zero, at)));
	default:
		call(s, "moving kink");
		return times(s, k, two(s, TREE_MAX, zero, over));
	}
}

/* One that a family has as well. */
static int plain(struct shape *s, struct rng *r, enum shapes which)
{
	double c = evenly_in_log(r, .1, 3), p = exponent(r);
	call(s, "plain");
	grows(s, c, p, 0);
	s->plain = true;
	s->marginal = rng_below(r, 3) ? 0 : between(r, 0, .5);
	s->fixed = which == SHAPES_CONCAVE || rng_below(r, 3) ? 0 : between(r, 0, .3);
	return plus(s, num(s, s->fixed), plus(s, times(s, s->marginal, var(s, TREE_X)),
		power_of_x(s, c, p)));
}

void shape_cost(struct shape *s, struct rng *r, enum shapes which, bool special)
{
	*s = (struct shape){.root = 0};
	if (special && which == SHAPES_MOVING) {
		s->root = plus(s, rising(s, r), moving(s, r));
		if (rng_below(r, 3) == 0)
			s->root = plus(s, s->root, moving(s, r));
		return;
	}
	if (which == SHAPES_CONCAVE || rng_below(r, 3) == 0) {
		s->root = plain(s, r, which);
		return;
	}
	s->root = special && rng_below(r, 3) == 0 ? with_a0(s, r) : rising(s, r);
	if (rng_below(r, 2))
		s->root = plus(s, s->root, more(s, r));
	if (rng_below(r, 4) == 0)
		s->root = plus(s, s->root, num(s, between(r, .01, .3)));
}

/* ---- in games ---------------------------------------------------------------------------- */

static void give_formula(const struct shape *s, unsigned variables, struct formula_slot **slot)
{
	char text[FORMULA_TEXT_MAX + 1];
	struct error err;
	formula_slot_free(*slot);
	*slot = NULL;
	tree_print(&s->tree, s->root, text, sizeof text);
	if (formula_slot_make(text, NULL, variables, slot, &err) != STATUS_OK) {
		fprintf(stderr, "%s: %s\n", text, err.text);
		abort();
	}
}

void shape_give_revenue(const struct shape *s, struct revenue *r)
{
	r->family = REVENUE_FORMULA;
	give_formula(s, FORMULA_A, &r->formula);
}

void shape_give_cost(const struct shape *s, bool special, struct cost *c)
{
	if (s->plain) {
		c->family = COST_POWER;
		c->basis = BASIS_INCREMENT;
		c->scale = s->least;
		c->exponent = s->power;
		c->marginal = s->marginal;
		c->fixed = s->fixed;
		return;
	}
	c->family = COST_FORMULA;
	c->basis = BASIS_INCREMENT;
	give_formula(s, special ? FORMULA_X | FORMULA_A0 | FORMULA_A : FORMULA_X | FORMULA_LEVEL,
		&c->formula);
}
