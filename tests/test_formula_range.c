/* Formulas on boxes: whatever a formula does in a box lies within what is said of it. */
#include "games.h"

#include "model/formula_range.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FORMULAS = 4000, SAMPLES = 12, TEXT = FORMULA_TEXT_MAX + 1 };

static const struct formula_point in_x = {1, 0, 1}, in_a0 = {0, 1, 1};

/* Appends a random expression, at most `deep` levels of it. */
static void put(char text[TEXT], struct rng *r, int deep)
{
	static const char *const leaf[] = {"x", "a0", "a", "1", "2", ".5", "3", "c", "0"};
	static const char *const form[] = {"(%+%)", "$*#/(# + $)", "-#/($*# - $)",
	        "#*$/($ + $ + #)", "a*$/(a + $)", "c*x/($ + x)", "(%-%)", "%*%", "(%)/(%)", "min(%,%)",
	        "max(%,%)", "abs(%)", "sqrt(%)", "exp(-%)", "log(%)", "log1p(%)", "expm1(%)",
	        "tanh(%)", "(%)^2", "(%)^3", "(%)^1.5", "(%)^.5", "(%)^(%)", "(%)^-1",
	        "if(%<%,%,%)", "(%>=%)", "-%", "1/(1+exp(-(%)))", "if(%,%,%)", "(%==%)",
	        "exp(-(%)^2)", "exp(%)-1", "1-exp(-(%))", "log(1+%)", "log(1-(%))"};
	if (deep == 0 || rng_below(r, 5) == 0) {
		strcat(text, leaf[rng_below(r, 9)]);
		return;
	}
	char twice[TEXT] = "";
	const char *p = form[rng_below(r, 35)];
	if (strchr(p, '#'))
		put(twice, r, deep - 1);
	if (strlen(text) + 3 * strlen(twice) > 300)
		p = "%";
	for (; *p; p++) {
		if (*p == '%')
			put(text, r, deep - 1);
		else if (*p == '#')
			sprintf(text + strlen(text), "(%s)", twice);
		else if (*p == '$')
			strcat(text, rng_below(r, 2) ? "3" : "c");
		else
			sprintf(text + strlen(text), "%c", *p);
		if (strlen(text) > 300)
			deep = 1;
	}
}

static bool within(double v, struct range r)
{
	if (isinf(v))
		return isinf(r.lo) || isinf(r.hi);
	return isnan(v) || (v >= r.lo && v <= r.hi);
}

static double inside(struct rng *r, double lo, double hi)
{
	double t = rng_below(r, 4) == 0 ? rng_below(r, 2) : rng_unit(r);
	return fmin(fmax(lo + t * (hi - lo), lo), hi);
}

/* Between two places in the box the second derivative changes by what the third allows, but
 * for what the second is rounded by. */
static bool holds_third(const struct formula *f, const struct formula_box *box,
        const double *constants, struct rng *r)
{
	struct formula_range third;
	struct dual2 d[2];
	double a0 = inside(r, box->a0.lo, box->a0.hi), x[2];
	formula_range_third(f, box, &in_x, constants, &third);
	for (int i = 0; i < 2; i++) {
		x[i] = inside(r, box->x.lo, box->x.hi);
		formula_dual(f, &(struct formula_point){x[i], a0, x[i] + a0}, &in_x, constants,
		        &d[i]);
		if (!isfinite(d[i].v) || !isfinite(d[i].d) || !isfinite(d[i].dd))
			return true;
		if (!within(d[i].v, third.v) || !within(d[i].d, third.d) ||
		        !within(d[i].dd, third.dd))
			return false;
	}
	double h = x[1] - x[0], more = d[1].dd - d[0].dd;
	double room = 1e-7 * fmax(fabs(third.dd.lo), fabs(third.dd.hi)) + 1e-12;
	double low = fmin(third.ddd.lo * h, third.ddd.hi * h);
	double high = fmax(third.ddd.lo * h, third.ddd.hi * h);
	return h == 0 || !third.defined || (more >= low - room && more <= high + room);
}

static bool holds(const struct formula *f, const struct formula_box *box, const double *constants,
        struct rng *r)
{
	struct formula_range range, less;
	formula_range(f, box, &in_x, &in_a0, constants, &range);
	formula_range(f, box, &in_x, NULL, constants, &less);
	for (int i = 0; i < SAMPLES; i++) {
		double x = inside(r, box->x.lo, box->x.hi), a0 = inside(r, box->a0.lo, box->a0.hi);
		struct formula_point at = {x, a0, x + a0};
		struct dual2 d, e;
		double de = formula_mixed(f, &at, &in_x, &in_a0, constants, &d);
		formula_dual(f, &at, &in_a0, constants, &e);
		if (isnan(d.v) ? range.defined || less.defined
		               : !(within(d.v, range.v) && within(d.v, less.v)))
			return false;
		/* What overflows on the way to a derivative says nothing. */
		if (isfinite(d.v) && isfinite(d.d) && isfinite(d.dd) && isfinite(e.d) &&
		        isfinite(de) &&
		        !(within(d.d, range.d) && within(d.dd, range.dd) && within(e.d, range.e) &&
		                within(de, range.de) && within(d.d, less.d) &&
		                within(d.dd, less.dd)))
			return false;
		if (!holds_third(f, box, constants, r))
			return false;
	}
	return true;
}

static void test_random_boxes(void)
{
	static const double constants[] = {1.7};
	static const char *const names[] = {"c"};
	struct rng r = {20261128};
	long certain = 0;

	printf("\n\tseed %llu, %d formulas ", (unsigned long long)r.state, FORMULAS);
	for (int i = 0; i < FORMULAS; i++) {
		char text[TEXT] = "";
		struct formula *f = NULL;
		put(text, &r, 1 + rng_below(&r, 4));
		if (formula_compile(text, names, 1, FORMULA_X | FORMULA_A0 | FORMULA_A, &f, NULL) !=
		        STATUS_OK)
			continue;
		for (int k = 0; k < 4; k++) {
			double x = rng_below(&r, 3) ? rng_log(&r, 1e-6, 1e4) : 0;
			double a0 = rng_below(&r, 3) ? rng_log(&r, 1e-6, 1e4) : 0;
			double w = rng_log(&r, 1e-12, 10),
			       w0 = rng_below(&r, 2) ? rng_log(&r, 1e-12, 10) : 0;
			struct formula_box box = {
			        {x, x + w}, {a0, a0 + w0}, {x + a0, (x + w) + (a0 + w0)}};
			bool good = holds(f, &box, constants, &r);
			if (!good)
				printf("\n\t%s x [%.17g, %.17g] a0 [%.17g, %.17g]\n", text,
				        box.x.lo, box.x.hi, box.a0.lo, box.a0.hi);
			CU_ASSERT_TRUE(good);
			certain++;
		}
		formula_free(f);
	}
	CU_ASSERT_TRUE(certain > FORMULAS);
}

static struct formula_range over(const char *text, double lo, double hi)
{
	struct formula *f = NULL;
	struct formula_range range = {.defined = false};
	struct formula_box box = {{lo, hi}, {0, 0}, {lo, hi}};
	CU_ASSERT_EQUAL_FATAL(
	        formula_compile(text, NULL, 0, FORMULA_X | FORMULA_A, &f, NULL), STATUS_OK);
	formula_range(f, &box, &in_x, NULL, NULL, &range);
	formula_free(f);
	return range;
}

/* Kinks bend without bound one way, steps rise without bound both. */
static void test_kinks_and_steps(void)
{
	struct formula_range r = over("min(2*a, 1)", .25, .75);
	CU_ASSERT_TRUE(r.v.lo <= .5 && r.v.hi >= 1 && r.v.hi < 1 + 1e-15);
	CU_ASSERT_TRUE(r.d.lo == 0 && r.d.hi == 2);
	CU_ASSERT_TRUE(r.dd.lo == -INFINITY && r.dd.hi == 0);
	r = over("max(0, a - 1)", .5, 2);
	CU_ASSERT_TRUE(r.d.lo == 0 && r.d.hi == 1 && r.dd.lo == 0 && r.dd.hi == INFINITY);
	r = over("abs(a - 1)", .5, 2);
	CU_ASSERT_TRUE(r.v.lo == 0 && r.d.lo == -1 && r.d.hi == 1 && r.dd.lo == 0);
	r = over("if(a >= 1, 1, 0)", .5, 2);
	CU_ASSERT_TRUE(r.v.lo == 0 && r.v.hi == 1 && r.d.lo == -INFINITY && r.d.hi == INFINITY);
	r = over("if(a >= 1, 1, 0)", 1, 2);
	CU_ASSERT_TRUE(r.v.lo == 1 && r.v.hi == 1 && r.d.lo == 0 && r.d.hi == 0 && r.dd.hi == 0);
}

/* What stands above and below moves together: far out the slope is as near nothing as it is. At a
 * = 16 .3 a^5.68/(.003 + a^5.68) has 5.68 .3 .003 a^4.68/(.003 + a^5.68)^2. */
static void test_ratios(void)
{
	static const char *const text[] = {".3*a^5.68/(.003 + a^5.68)", "a^5.68/(a^5.68 + .003)*.3",
	        "a^5.68*2*.15/(2*.0015 + a^5.68)", "-.6*a^5.68/-2/(a^5.68 - -.003)",
	        "2*(a^5.68/10)*.3/(.03/5/10 + 2*(a^5.68/10))"};
	double p = pow(16, 5.68), slope = 5.68 * .3 * .003 * p / 16 / (.003 + p) / (.003 + p);
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		struct formula_range r = over(text[i], 16, 32);
		CU_ASSERT_TRUE(r.v.lo > .2999999 && r.v.hi < .3000001);
		CU_ASSERT_TRUE(r.d.lo > 0 && r.d.hi >= slope && r.d.hi < 200 * slope);
		CU_ASSERT_TRUE(over(text[i], 16, 16.5).dd.hi < 0);
		r = over(text[i], 16, 16);
		CU_ASSERT_TRUE(fabs(r.d.lo - slope) < 1e-12 * slope);
		CU_ASSERT_TRUE(r.d.hi - r.d.lo < 1e-12 * slope);
	}
	/* Of a variable itself: 3 a/(2 + a) has 6/(2 + a)^2. */
	static const char *const own[] = {"3*a/(2 + a)", "a*3/(a + 2)", "a/((a + 2)/3)"};
	for (size_t i = 0; i < 2; i++) {
		struct formula_range r = over(own[i], 1e6, 2e6);
		CU_ASSERT_TRUE(r.d.lo > 1e-12 && r.d.hi < 1e-11 && r.dd.hi < 0);
	}
	CU_ASSERT_TRUE(over(own[2], 1, 1).d.lo > 2. / 3 - 1e-9);
	/* One that is no such ratio. */
	CU_ASSERT_TRUE(over("a^2/(1 + a^3)", 8, 16).d.hi > 0);
}

/* Where a formula is no number, and where it is. */
static void test_domains(void)
{
	CU_ASSERT_FALSE(over("log(a - 1)", .5, 2).defined);
	CU_ASSERT_TRUE(over("log(a - 1)", 1.5, 2).defined);
	CU_ASSERT_FALSE(over("sqrt(a - 1)", .5, 2).defined);
	CU_ASSERT_FALSE(over("1/(a - 1)", .5, 2).defined);
	CU_ASSERT_FALSE(over("(a - 1)^1.5", .5, 2).defined);
	CU_ASSERT_TRUE(over("(a - 1)^3", .5, 2).defined);
	struct formula_range r = over("sqrt(a)", 0, 4);
	CU_ASSERT_TRUE(r.defined && r.v.lo == 0 && r.v.hi < 2 + 1e-14);
	CU_ASSERT_TRUE(r.d.lo > .24 && r.d.hi == INFINITY && r.dd.hi < 0);
	r = over("(a - 1)^-2", 0, .5);
	CU_ASSERT_TRUE(r.defined && r.v.lo > .99 && r.v.hi < 4.01 && r.d.lo > 1.9);
}

void suite_formula_range(void)
{
	CU_pSuite s = CU_add_suite("formulas on boxes", NULL, NULL);
	CU_add_test(s, "random formulas on random boxes", test_random_boxes);
	CU_add_test(s, "kinks and steps", test_kinks_and_steps);
	CU_add_test(s, "ratios", test_ratios);
	CU_add_test(s, "domains", test_domains);
}
