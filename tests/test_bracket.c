/* Searches on a line, against functions whose boundaries, roots and maxima are known.
 * Parameters are random; a failure prints what they were. */
#include "base/bracket.h"

#include "games.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>

enum { TRIALS = 2000 };
#define SEED 20403

static void report(int trial, double found, double known)
{
	fprintf(stderr, "seed %d, trial %d: %.17g where %.17g is right\n", SEED, trial, found,
		known);
}

/* ---------------------------------------------------------------- boundaries */

struct step {
	double at;
	bool in_below; /* the low side is in */
	double stop;   /* from here on there is nothing to be told; NAN: everywhere */
	int calls;
};

static enum bracket_side step_side(void *context, double x)
{
	struct step *s = context;
	s->calls++;
	if (x >= s->stop)
		return BRACKET_STOP;
	return (x < s->at) == s->in_below ? BRACKET_IN : BRACKET_OUT;
}

static void test_boundary(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < TRIALS; i++) {
		double low = rng_between(&r, -5, 5), high = low + rng_log(&r, 1e-6, 1e6);
		struct step s = {rng_between(&r, low, high), i % 2 == 0, NAN, 0};
		struct bracket_ends e = {.width = i % 3 ? rng_log(&r, 1e-14, 1e-2) : 0,
			.part = i % 5 ? rng_log(&r, 1e-15, 1e-3) : 0};
		e.in = s.in_below ? low : high;
		e.out = s.in_below ? high : low;
		CU_ASSERT_TRUE(bracket_boundary(step_side, &s, &e));
		double a = fmin(e.in, e.out), b = fmax(e.in, e.out);
		double wide = e.width + e.part * fmax(fabs(a), fabs(b));
		bool good = a <= s.at && s.at <= b && (b - a <= wide || nextafter(a, b) == b);
		CU_ASSERT_TRUE(good);
		if (!good)
			report(i, e.in, s.at);
		CU_ASSERT_EQUAL(step_side(&s, e.in), BRACKET_IN);
		CU_ASSERT_EQUAL(step_side(&s, e.out), BRACKET_OUT);
		CU_ASSERT_TRUE(s.calls <= 100);
	}
}

/* Ends that are near enough already are left alone, and a test may call it off. */
static void test_boundary_ends(void)
{
	struct step s = {.5, true, NAN, 0};
	struct bracket_ends e = {.in = .4, .out = .6, .width = .2};
	CU_ASSERT_TRUE(bracket_boundary(step_side, &s, &e));
	CU_ASSERT_EQUAL(s.calls, 0);
	CU_ASSERT_EQUAL(e.in, .4);
	s.stop = .7;
	e = (struct bracket_ends){.in = 0, .out = 2, .width = 1e-9};
	CU_ASSERT_FALSE(bracket_boundary(step_side, &s, &e));
	CU_ASSERT_EQUAL(s.calls, 1);
	CU_ASSERT_EQUAL(e.out, 2);
	/* What is at 0, or next to it, is told soon. */
	for (int i = 0; i < 2; i++) {
		s = (struct step){i * 1e-310, false, NAN, 0};
		e = (struct bracket_ends){.in = 1e308, .out = 0};
		CU_ASSERT_TRUE(bracket_boundary(step_side, &s, &e));
		CU_ASSERT_TRUE(e.out == 0 && e.in <= 1.001e-300 && s.calls <= 100);
	}
}

/* Without a width, boundaries of any magnitude are found to the last bit, or to a part. */
static void test_boundary_small(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < TRIALS; i++) {
		struct step s = {rng_log(&r, 1e-299, 1e3), i % 2 == 0, NAN, 0};
		double part = i % 3 ? rng_log(&r, 1e-15, 1e-3) : 0;
		struct bracket_ends e = {.in = s.in_below ? 0 : 1e4, .out = s.in_below ? 1e4 : 0,
			.part = part};
		CU_ASSERT_TRUE(bracket_boundary(step_side, &s, &e));
		double a = fmin(e.in, e.out), b = fmax(e.in, e.out);
		bool good = a <= s.at && s.at <= b && (b - a <= part * b || nextafter(a, b) == b);
		CU_ASSERT_TRUE(good && s.calls <= 100);
		if (!good)
			report(i, e.in, s.at);
	}
}

/* --------------------------------------------------------------------- roots */

struct curve {
	enum { FALLS_POWER, FALLS_EXPONENTIAL, FALLS_STEP, FALLS_STEEPLY } kind;
	double root, scale, power;
	bool slope; /* is told */
	int calls;
};

static void curve_at(void *context, double x, struct bracket_value *at)
{
	struct curve *c = context;
	double p = c->power, k = c->scale;
	c->calls++;
	switch (c->kind) {
	case FALLS_POWER:
		*at = (struct bracket_value){k * (pow(c->root, p) - pow(x, p)),
			-k * p * pow(x, p - 1), 1e-3 * k * pow(c->root, p)};
		break;
	case FALLS_EXPONENTIAL:
		*at = (struct bracket_value){k * (exp(p * c->root) - exp(p * x)),
			-k * p * exp(p * x), 1e-3 * k * exp(p * c->root)};
		break;
	case FALLS_STEP:
		*at = (struct bracket_value){x < c->root ? k : -k, 0, 0};
		break;
	default: /* infinite at 0, and the slope with it */
		*at = (struct bracket_value){
			k * (1 / x - 1 / c->root), -k / (x * x), 1e-3 * k / c->root};
	}
	if (!c->slope)
		at->slope = NAN;
}

static void check_root(int trial, struct curve *c, struct bracket_root *root)
{
	double x, last;
	enum bracket_end end = bracket_root(curve_at, c, root, &x, &last);
	bool good = end != BRACKET_BEYOND && fabs(x - c->root) <= 4e-15 * c->root &&
			root->low <= c->root * (1 + 1e-15) && root->high >= c->root * (1 - 1e-15);
	CU_ASSERT_TRUE(good);
	if (!good)
		report(trial, x, c->root);
	CU_ASSERT_TRUE(end == BRACKET_STEP || x == last);
	CU_ASSERT_TRUE(c->calls <= 150);
}

static void test_root(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < TRIALS; i++) {
		struct curve c = {.kind = (unsigned)i % 4,
			.root = rng_log(&r, 1e-6, 1e6),
			.scale = rng_log(&r, 1e-3, 1e3),
			.power = rng_between(&r, .3, 4),
			.slope = rng_below(&r, 3) > 0};
		if (c.kind == FALLS_EXPONENTIAL)
			c.power = rng_log(&r, .1, 20) / c.root; /* else no double has room for it */
		struct bracket_root root = {.low = rng_below(&r, 2) ? 0 : c.root * rng_unit(&r),
			.high = rng_below(&r, 2) ? INFINITY : c.root * rng_log(&r, 1.01, 1e3),
			.most = 1e12,
			.guess = c.root * rng_log(&r, .1, 10),
			.part = 2.3e-16,
			.step = 1e-8};
		check_root(i, &c, &root);
	}
}

/* Newton is what makes it fast: a handful of calls where it is at home. */
static void test_root_fast(void)
{
	struct rng r = {SEED};
	long calls = 0;
	for (int i = 0; i < TRIALS; i++) {
		struct curve c = {.kind = FALLS_POWER,
			.root = rng_log(&r, 1e-3, 1e3),
			.scale = 1,
			.power = rng_between(&r, .5, 3),
			.slope = true};
		struct bracket_root root = {.high = INFINITY,
			.most = 1e12,
			.guess = c.root * rng_between(&r, .7, 1.4),
			.part = 2.3e-16,
			.step = 1e-8};
		check_root(i, &c, &root);
		calls += c.calls;
	}
	CU_ASSERT_TRUE(calls < 6L * TRIALS);
}

/* Roots of any magnitude, of which all that is known is that they are above 0: a few looks find
 * what that is. */
static void test_root_small(void)
{
	struct rng r = {SEED};
	long calls = 0;
	for (int i = 0; i < TRIALS; i++) {
		struct curve c = {.kind = FALLS_POWER,
			.root = rng_log(&r, 1e-299, 1e-2),
			.scale = 1,
			.power = 1,
			.slope = i % 2};
		struct bracket_root root = {.high = 1, .guess = .5, .part = 2.3e-16, .step = 1e-8};
		check_root(i, &c, &root);
		calls += c.calls;
	}
	CU_ASSERT_TRUE(calls < 50L * TRIALS);
}

/* A root out of reach, one at 0, and one that is hit. */
static void test_root_ends(void)
{
	double x, last;
	struct curve c = {.kind = FALLS_POWER, .root = 2e12, .scale = 1, .power = 1, .slope = true};
	struct bracket_root root = {.high = INFINITY, .most = 1e12, .guess = 1, .part = 2.3e-16};
	CU_ASSERT_EQUAL(bracket_root(curve_at, &c, &root, &x, &last), BRACKET_BEYOND);
	c = (struct curve){.kind = FALLS_STEP, .root = 0, .scale = 1};
	root = (struct bracket_root){.high = 1, .guess = .5, .part = 2.3e-16};
	CU_ASSERT_EQUAL(bracket_root(curve_at, &c, &root, &x, &last), BRACKET_ZERO);
	CU_ASSERT_TRUE(x == 0 && last == 0 && root.low == 0 && c.calls <= 15);
	c = (struct curve){.kind = FALLS_POWER, .root = 3, .scale = 1, .power = 1, .slope = true};
	root = (struct bracket_root){.high = INFINITY, .most = 10, .guess = 3};
	CU_ASSERT_EQUAL(bracket_root(curve_at, &c, &root, &x, &last), BRACKET_HIT);
	CU_ASSERT_EQUAL(x, 3);
	CU_ASSERT_EQUAL(c.calls, 1);
}

/* ------------------------------------------------- roots by values on both sides */

static double value_at(void *context, double x)
{
	struct bracket_value at;
	curve_at(context, x, &at);
	return at.value;
}

/* In either order of the ends, with nothing known of the far one, and down a step, which no line
 * through two values leads to. */
static void test_signs(void)
{
	struct rng r = {SEED};
	long calls = 0;
	for (int i = 0; i < TRIALS; i++) {
		struct curve c = {.kind = i % 4 == FALLS_STEP ? FALLS_STEP : FALLS_POWER,
			.root = rng_log(&r, 1e-2, 1e2), .scale = i % 8 < 4 ? 1 : -1,
			.power = rng_between(&r, .5, 3)};
		double low = c.root * rng_between(&r, .3, .9);
		double high = c.root * rng_between(&r, 1.1, 4);
		double in = c.scale > 0 ? low : high, out = c.scale > 0 ? high : low;
		struct bracket_signs e = {in, value_at(&c, in), out,
			i % 3 ? value_at(&c, out) : -INFINITY, i % 5 ? 1e-13 * c.root : 0};
		c.calls = 0;
		CU_ASSERT_TRUE(bracket_signs(value_at, &c, &e));
		bool near = fabs(e.in - e.out) <= e.width || nextafter(e.in, e.out) == e.out;
		bool good = value_at(&c, e.in) >= 0 && value_at(&c, e.in) == e.at_in &&
			fabs(e.in - c.root) <= e.width + 3e-16 * c.root && (near || e.at_in == 0);
		CU_ASSERT_TRUE(good && c.calls <= 120);
		if (!good)
			report(i, e.in, c.root);
		calls += c.kind == FALLS_STEP ? 0 : c.calls;
	}
	CU_ASSERT_TRUE(calls < 15L * TRIALS);
}

static double no_number(void *context, double x)
{
	(void)context;
	return x < .4 ? 1 : NAN;
}

/* What comes to no number is given up, one end where it was. */
static void test_signs_given_up(void)
{
	struct bracket_signs e = {.in = 0, .at_in = 1, .out = 1, .at_out = -2};
	CU_ASSERT_FALSE(bracket_signs(no_number, NULL, &e));
	CU_ASSERT_TRUE(e.in > 0 && e.in < .4 && e.at_in == 1 && e.out == 1 && e.at_out == -2);
}

/* ------------------------------------------------------------------- maxima */

struct hump {
	double top, left, right, power; /* falls by left, or right, times the distance^power */
};

static double hump_at(void *context, double x)
{
	const struct hump *h = context;
	double d = x - h->top;
	return 1 - (d < 0 ? h->left : h->right) * pow(fabs(d), h->power);
}

static void test_maximum(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < TRIALS; i++) {
		double low = rng_between(&r, -3, 3), high = low + rng_log(&r, 1e-3, 1e3), value;
		struct hump h = {rng_between(&r, low, high), rng_log(&r, .1, 10),
			rng_log(&r, .1, 10), i % 2 ? 1 : 2};
		if (i % 7 == 0)
			h.top = i % 2 ? low : high;
		double x = bracket_maximum(hump_at, &h, low, high, 1e-13, 1e-13, &value);
		/* Values tell points on a smooth top apart to the root of their own precision. */
		double room = h.power < 2 ? 1e-12 * (1 + fabs(high) + fabs(low)) : 1e-7;
		bool good = fabs(x - h.top) <= room && value == hump_at(&h, x);
		CU_ASSERT_TRUE(good);
		if (!good)
			report(i, x, h.top);
	}
}

static void test_magnitudes(void)
{
	CU_ASSERT_DOUBLE_EQUAL(between_magnitudes(1e-4, 1e4), 1, 1e-15);
	CU_ASSERT_TRUE(between_magnitudes(1e-316, 1e-9) > 1e-163);
	CU_ASSERT_TRUE(between_magnitudes(1e-316, 1e-9) < 1e-162);
	CU_ASSERT_EQUAL(between_magnitudes(0, 5), 0);
}

void suite_bracket(void)
{
	CU_pSuite s = CU_add_suite("bracket", NULL, NULL);

	CU_add_test(s, "boundaries", test_boundary);
	CU_add_test(s, "boundaries that are none", test_boundary_ends);
	CU_add_test(s, "boundaries of any magnitude", test_boundary_small);
	CU_add_test(s, "roots", test_root);
	CU_add_test(s, "roots by Newton", test_root_fast);
	CU_add_test(s, "roots of any magnitude", test_root_small);
	CU_add_test(s, "roots out of reach", test_root_ends);
	CU_add_test(s, "roots between signs", test_signs);
	CU_add_test(s, "roots where there are no numbers", test_signs_given_up);
	CU_add_test(s, "maxima", test_maximum);
	CU_add_test(s, "halfway in magnitude", test_magnitudes);
}
