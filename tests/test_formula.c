/* Formulas: values, exact derivatives, and every way to be wrong. */
#include "model/formula.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALL = FORMULA_X | FORMULA_A0 | FORMULA_A };

static const char *const names[] = {"c", "h", "R"};
static const double constants[] = {.4, .1, 10};

static struct formula *make(const char *text)
{
	struct formula *f = NULL;
	struct error err = {.status = STATUS_OK};
	if (formula_compile(text, names, 3, ALL, &f, &err) != STATUS_OK) {
		fprintf(stderr, "%s: %s\n", text, err.text);
		CU_FAIL_FATAL("a good formula is refused");
	}
	return f;
}

static double value(const char *text, double x, double a0)
{
	struct formula *f = make(text);
	struct formula_point at = {x, a0, a0 + x};
	double v = formula_value(f, &at, constants);
	formula_free(f);
	return v;
}

/* The derivatives in x, the level moving with it. */
static struct dual2 dual(const char *text, double x, double a0)
{
	struct formula *f = make(text);
	struct formula_point at = {x, a0, a0 + x}, along = {1, 0, 1};
	struct dual2 d;
	formula_dual(f, &at, &along, constants, &d);
	formula_free(f);
	return d;
}

static bool near(double a, double b, double tolerance)
{
	return fabs(a - b) <= tolerance * fmax(1, fmax(fabs(a), fabs(b)));
}

static void test_values(void)
{
	static const struct { const char *text; double value;
	} cases[] = {
		{"1+2*3", 7},
		{"(1+2)*3", 9},
		{"7-4-2", 1},
		{"16/4/2", 2},
		{"2^3^2", 512},
		{"-2^2", -4},
		{"(-2)^2", 4},
		{"2^-1", .5},
		{"2^-2^2", 1. / 16},
		{"-2^-1", -.5},
		{"--3", 3},
		{"-+-3", 3},
		{"+3", 3},
		{"2*-3", -6},
		{"1 - -1", 2},
		{"1e2", 100},
		{".5e1", 5},
		{"1.5E-1", .15},
		{"1<2", 1},
		{"2<1", 0},
		{"2<=2", 1},
		{"2>=3", 0},
		{"1==1", 1},
		{"1!=1", 0},
		{"1+1<3*1", 1},
		{"(1<2)+(2<3)", 2},
		{"min(3,1,2)", 1},
		{"max(3,1,2,5)", 5},
		{"abs(-4)", 4},
		{"sqrt(9)", 3},
		{"exp(0)", 1},
		{"log(1)", 0},
		{"pow(2,10)", 1024},
		{"if(1,2,3)", 2},
		{"if(0,2,3)", 3},
		{"if(2>1,if(0,1,7),3)", 7},
		{"1+if(0,5,6)", 7},
		{"if(1,5,6)-1", 4},
		{"2*if(1,2,3)*2", 8},
		{"min(1,if(0,1,-2))", -2},
		{"if(1,1/0-1/0,0)", NAN},
		{"if(0,1/0-1/0,4)", 4},
		{"min(0/0,1)", NAN},
		{"max(1,0/0)", NAN},
		{"c", .4},
		{"R*c", 4},
		{" x + a0 ", 5},
		{"a", 5},
		{"x^2-a0", 1},
		{"log1p(0)", 0},
		{"expm1(0)", 0},
		{"tanh(0)", 0},
		{"0^0", 1},
		{"sqrt(-1)", NAN},
		{"log(0)", -INFINITY},
		{"1/0", INFINITY},
		{"(-8)^(1/3)", NAN},
		{"(-2)^3", -8},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		double v = value(cases[i].text, 2, 3), d = dual(cases[i].text, 2, 3).v;
		bool same = isnan(cases[i].value) ? isnan(v) && isnan(d)
						  : v == cases[i].value && d == cases[i].value;
		if (!same)
			fprintf(stderr, "%s = %g or %g, not %g\n", cases[i].text, v, d,
				cases[i].value);
		CU_ASSERT_TRUE(same);
	}
}

/* Every function with its first two derivatives in closed form. */
static void test_closed_forms(void)
{
	double x = .7, a0 = .3, a = 1, e = exp(.7), th = tanh(.7), ch = cosh(.7);
	const struct { const char *text; double v, d, dd;
	} cases[] = {
		{"x^3", x * x * x, 3 * x * x, 6 * x},
		{"a^2", a * a, 2 * a, 2},
		{"a0*x", a0 * x, a0, 0},
		{"exp(x)", e, e, e},
		{"log(x)", log(x), 1 / x, -1 / (x * x)},
		{"sqrt(x)", sqrt(x), .5 / sqrt(x), -.25 / (x * sqrt(x))},
		{"log1p(x)", log1p(x), 1 / 1.7, -1 / (1.7 * 1.7)},
		{"expm1(x)", expm1(x), e, e},
		{"tanh(x)", th, 1 / (ch * ch), -2 * th / (ch * ch)},
		{"1/x", 1 / x, -1 / (x * x), 2 / (x * x * x)},
		{"abs(-x)", x, 1, 0},
		{"abs(x-1)", 1 - x, -1, 0},
		{"min(x,a0)", a0, 0, 0},
		{"max(x^2,a0)", x * x, 2 * x, 2},
		{"x<a0", 0, 0, 0},
		{"if(x>a0,x^2,x)", x * x, 2 * x, 2},
		{"2^x", pow(2, x), log(2) * pow(2, x), log(2) * log(2) * pow(2, x)},
		{"x^x", pow(x, x), pow(x, x) * (log(x) + 1),
			pow(x, x) * ((log(x) + 1) * (log(x) + 1) + 1 / x)},
		{"pow(x,c)", pow(x, .4), .4 * pow(x, -.6), -.24 * pow(x, -1.6)},
		{"R*(1-exp(-a/R))", 10 * -expm1(-.1), exp(-.1), -.1 * exp(-.1)},
		{"c*x^2+h*x*a0", .4 * x * x + .1 * x * a0, .8 * x + .1 * a0, .8},
		{"x/(1+x)", x / 1.7, 1 / (1.7 * 1.7), -2 / (1.7 * 1.7 * 1.7)},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct dual2 d = dual(cases[i].text, x, a0);
		bool same = near(d.v, cases[i].v, 1e-15) && near(d.d, cases[i].d, 4e-15) &&
			    near(d.dd, cases[i].dd, 1e-14);
		if (!same)
			fprintf(stderr, "%s: %.17g %.17g %.17g\n", cases[i].text, d.v, d.d, d.dd);
		CU_ASSERT_TRUE(same);
	}
}

/* Next to 1, digits are kept: at x = 1e-10, where exp(x) has six of them left. */
static void test_digits(void)
{
	const double x = 1e-10, u = 2.5e-11;
	const struct { const char *text; long double v; } cases[] = {
		{"exp(x)-1", expm1l(x)},
		{"c*(exp(x) - 1 + h*x)", .4 * (expm1l(x) + .1L * x)},
		{"exp(x/4)-1", expm1l(u)},
		{"1-exp(x)", -expm1l(x)},
		{"R*(1-exp(-x/4))", 10 * -expm1l(-u)},
		{"2*(1-exp(0-x*.25))^2", 2 * expm1l(-u) * expm1l(-u)},
		{"(1-exp(-x))-(1-exp(-x/4))", expm1l(-u) - expm1l(-x)},
		{"log(1+x)", log1pl(x)},
		{"log(x+1)", log1pl(x)},
		{"R*log(1+x/4)", 10 * log1pl(u)},
		{"log(1+x^2*1e10/4)", log1pl(u)},
		{"log(1-x)", log1pl(-x)},
		{"log(1-x/4)*3", 3 * log1pl(-u)},
		{"if(x>0,exp(x)-1,5)", expm1l(x)},
		{"if(x<0,5,1-exp(x))", -expm1l(x)},
		{"if(x<0,5,log(1+x/4))", log1pl(u)},
		{"exp(if(x>0,x,1))-1", expm1l(x)},
		{"log(1+if(x<0,1,x))", log(1 + x)}, /* as it is written */
		{"log(if(x<0,1,x)+1)", log1pl(x)},
		/* A branch is no operand. */
		{"if(x<0,3,exp(x))-1", exp(x) - 1},
		{"if(x>0,3,exp(x))-1", 2},
		{"if(x<0,3,1)-exp(x)", 1 - exp(x)},
		{"if(x>0,3,1)-exp(x)", 3 - expl(x)},
		{"log(if(x>0,3,1)+x)", log(3 + x)},
		{"log(if(x>0,3,1+x))", logl(3)},
		{"log(if(x<0,3,1+x))", log(1 + x)},
		{"log(2+1-x)", logl(3 - 1e-10L)},
		{"exp(x)-2", expl(x) - 2},
		{"log(3-1)", logl(2)},
		{"log(a0+3-1)", logl(2)},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		double v = value(cases[i].text, x, 0), d = dual(cases[i].text, x, 0).v;
		double want = (double)cases[i].v, room = 4e-16 * fabs(want);
		bool same = fabs(v - want) <= room && fabs(d - want) <= room;
		if (!same)
			fprintf(stderr, "%s: %.17g, %.17g, not %.17g\n", cases[i].text, v, d, want);
		CU_ASSERT_TRUE(same);
	}
	struct dual2 d = dual("log(1-exp(-x))", x, 0); /* 1/x, -1/x^2, but for 5e-11 of them */
	CU_ASSERT_TRUE(near(d.v, log(x) - x / 2, 1e-15) && near(d.d * x, 1, 1e-10) &&
		near(-d.dd * x * x, 1, 1e-10));
}

/* What happens at kinks and at the edge of a domain. */
static void test_kinks(void)
{
	/* Where sides meet it is that just beyond, in whatever order they are written. */
	static const struct {
		const char *text;
		double d, dd;
	} meet[] = {{"abs(x)", 1, 0}, {"abs(-3*x)", 3, 0}, {"abs(0-x^2)", 0, 2}, {"min(x,2*x)", 1, 0},
		{"min(2*x,x)", 1, 0}, {"max(3*x,x)", 3, 0}, {"max(x,3*x)", 3, 0}, {"min(x,x^2)", 0, 2},
		{"min(x^2,x)", 0, 2}, {"min(x^2,x^3)", 0, 0}, {"max(x^3,x^2)", 0, 2},
		{"min(x,max(0,x-1))", 0, 0}, {"max(-x,0)", 0, 0}, {"-min(-x,0)", 1, 0}};
	for (size_t i = 0; i < sizeof meet / sizeof *meet; i++) {
		struct dual2 at = dual(meet[i].text, 0, 0);
		CU_ASSERT_TRUE(at.v == 0 && at.d == meet[i].d && at.dd == meet[i].dd);
	}
	struct dual2 d = dual("x^0.5", 0, 0);
	CU_ASSERT_TRUE(d.v == 0 && d.d == INFINITY && d.dd == -INFINITY);
	d = dual("sqrt(x)", 0, 0);
	CU_ASSERT_TRUE(d.v == 0 && d.d == INFINITY && d.dd == -INFINITY);
	d = dual("x^1.5", 0, 0);
	CU_ASSERT_TRUE(d.v == 0 && d.d == 0 && d.dd == INFINITY);
	d = dual("x^3", 0, 0);
	CU_ASSERT_TRUE(d.v == 0 && d.d == 0 && d.dd == 0);
	/* A steep function of something that does not move stays flat. */
	d = dual("sqrt(a0)+x", 1, 0);
	CU_ASSERT_TRUE(d.v == 1 && d.d == 1 && d.dd == 0);
	d = dual("a0^x", 1, 0);
	CU_ASSERT_TRUE(d.v == 0 && d.d == 0 && d.dd == 0);
	/* And so does anything times a 0 that stays, and a quotient of constants. */
	d = dual("c*sqrt(x)", 0, 0);
	CU_ASSERT_TRUE(d.v == 0 && d.d == INFINITY && d.dd == -INFINITY);
	d = dual("sqrt(a0)*sqrt(x)+x", 0, 0);
	CU_ASSERT_TRUE(d.v == 0 && d.d == 1 && d.dd == 0);
	d = dual("1/0", 0, 0);
	CU_ASSERT_TRUE(d.v == INFINITY && d.d == 0 && d.dd == 0);
	d = dual("1/x", 0, 0);
	CU_ASSERT_TRUE(d.v == INFINITY && d.d == -INFINITY && d.dd == INFINITY);
	/* No square of a small denominator is needed, so none underflows. */
	d = dual("x/(x+1e-200)", 1e-200, 0);
	CU_ASSERT_TRUE(near(d.v, .5, 1e-15) && near(d.d, 2.5e199, 1e-14));
	/* Nor is a logarithm where the exponent moves on a base of 0. */
	d = dual("x^(2+x)", 0, 0);
	CU_ASSERT_TRUE(d.v == 0 && d.d == 0 && d.dd == 2);
	/* The branch not taken is not computed. */
	d = dual("if(x>0,x*log(x),0)", 0, 0);
	CU_ASSERT_TRUE(d.v == 0 && d.d == 0 && d.dd == 0);
	d = dual("log(x)", -1, 0);
	CU_ASSERT_TRUE(isnan(d.v) && isnan(d.d));
}

/* ---- random expressions -------------------------------------------------- */

static uint64_t state;

static unsigned roll(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 33) % n;
}

enum { TEXT = 4000 };

static double one(unsigned f, double u)
{
	return f == 0   ? exp(-u)
	       : f == 1 ? log1p(u * u)
	       : f == 2 ? tanh(u)
	       : f == 3 ? sqrt(1 + u * u)
	       : f == 4 ? -u
			: expm1(-fabs(u));
}

static double two(unsigned f, double u, double w)
{
	return f == 0 ? u + w : f == 1 ? u - w : f == 2 ? u * w : f == 3 ? u / (2 + fabs(w))
	     : f == 4 ? pow(.5 + fabs(u), w) : fmax(u, w);
}

/* A random expression into out, and by itself, without stack, precedence or
 * dual numbers, its values v at three points. */
static void grow(char out[TEXT], int depth, const double *x, const double *a0, double *v)
{
	static const char *const unary[] = {"exp(-(%s))", "log1p((%s)^2)", "tanh(%s)",
		"sqrt(1+pow(%s,2))", "-(%s)", "expm1(-abs(%s))"};
	static const char *const binary[] = {"(%s+(%s))", "(%s-(%s))", "(%s)*(%s)",
		"(%s)/(2+abs(%s))", "(0.5+abs(%s))^(%s)", "max(%s,%s)"};
	static const char *const leaf[] = {"x", "a0", "a", "1.5"};
	char first[TEXT], second[TEXT];
	double u[3], w[3];
	unsigned f = roll(6);

	if (depth == 0) {
		f = roll(4);
		strcpy(out, leaf[f]);
		for (int i = 0; i < 3; i++)
			v[i] = f == 0 ? x[i] : f == 1 ? a0[i] : f == 2 ? x[i] + a0[i] : 1.5;
		return;
	}
	grow(first, depth - 1, x, a0, u);
	if (roll(3) == 0) {
		snprintf(out, TEXT, unary[f], first);
		for (int i = 0; i < 3; i++)
			v[i] = one(f, u[i]);
		return;
	}
	grow(second, depth - 1, x, a0, w);
	snprintf(out, TEXT, binary[f], first, second);
	for (int i = 0; i < 3; i++)
		v[i] = two(f, u[i], w[i]);
}

/* Against a tree walked by the test, and derivatives against differences. */
static void test_random(void)
{
	double h = 1e-4;
	int tried = 0, smooth = 0, wrong = 0, unequal = 0;

	state = 0x9e3779b97f4a7c15u;
	for (int i = 0; i < 4000; i++) {
		char text[TEXT];
		double x = .2 + roll(1000) * .001, a0 = .1 + roll(1000) * .001, v[3];
		double xs[3] = {x - h, x, x + h}, as[3] = {a0, a0, a0};
		struct formula *f = NULL;
		struct dual2 d;
		struct formula_point at = {x, a0, x + a0}, along = {1, 0, 1};

		grow(text, 1 + (int)roll(4), xs, as, v);
		if (formula_compile(text, names, 3, ALL, &f, NULL) != STATUS_OK)
			continue; /* too long */
		double plain = formula_value(f, &at, constants);
		formula_dual(f, &at, &along, constants, &d);
		formula_free(f);
		tried++;
		unequal += !near(plain, v[1], 1e-13) || !near(d.v, plain, 1e-14);
		/* Differences say something where the function is moderate. */
		if (!(fabs(v[1]) + fabs(d.d) + fabs(d.dd) < 1e3))
			continue;
		double slope = (v[2] - v[0]) / (2 * h), bend = (v[2] - 2 * v[1] + v[0]) / (h * h);
		double size = fmax(1, fabs(v[1]) + fabs(d.d) + fabs(d.dd));
		smooth++;
		wrong += !(fabs(slope - d.d) <= 1e-5 * size) || !(fabs(bend - d.dd) <= 1e-4 * size);
	}
	CU_ASSERT_TRUE(tried > 3000);
	CU_ASSERT_TRUE(smooth > 2500);
	CU_ASSERT_EQUAL(unequal, 0);
	CU_ASSERT_EQUAL(wrong, 0);
}

static void test_mixed(void)
{
	static const struct formula_point in_x = {1, 0, 1}, in_a0 = {0, 1, 1};
	struct formula_point at = {.7, .3, 1};
	const struct { const char *text; double de; } cases[] = {
		{"c*x^2+h*x*a0", .1}, {"a^3", 6}, {"x^2", 0}, {"exp(x*a0)", (1 + .21) * exp(.21)},
		{"x/(1+a0)", -1 / 1.69}, {"a^x", pow(1, .7) * (1 / 1. + .7 * (.7 - 1))},
		{"sqrt(x)*sqrt(a0)", .25 / sqrt(.21)}, {"if(x>a0,x*a0,0)", 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct formula *f = make(cases[i].text);
		struct dual2 d, plain;
		double de = formula_mixed(f, &at, &in_x, &in_a0, constants, &d);
		formula_dual(f, &at, &in_x, constants, &plain);
		CU_ASSERT_TRUE(d.v == plain.v && d.d == plain.d && d.dd == plain.dd);
		CU_ASSERT_DOUBLE_EQUAL(de, cases[i].de, 1e-13);
		formula_free(f);
	}
}

/* Two threads that evaluate one program at different places find what one
 * thread alone finds there. */
struct walk {
	const struct formula *f;
	double from, sum, slopes;
};

static void *take_walk(void *walk)
{
	struct walk *w = walk;
	for (int i = 0; i < 20000; i++) {
		double x = w->from + 1e-4 * i;
		struct formula_point at = {x, .3, x + .3}, along = {1, 0, 1};
		struct dual2 d;
		formula_dual(w->f, &at, &along, constants, &d);
		w->sum += formula_value(w->f, &at, constants);
		w->slopes += d.d;
	}
	return NULL;
}

static void test_threads(void)
{
	struct formula *f = make("if(x<1,R*(1-exp(-a/2)),c*x^2.5)+log1p(x)^a0");
	struct walk alone[2] = {{f, 0, 0, 0}, {f, 1, 0, 0}}, both[2] = {{f, 0, 0, 0}, {f, 1, 0, 0}};
	pthread_t thread[2];

	for (int i = 0; i < 2; i++)
		CU_ASSERT_EQUAL_FATAL(pthread_create(&thread[i], NULL, take_walk, &both[i]), 0);
	for (int i = 0; i < 2; i++) {
		pthread_join(thread[i], NULL);
		take_walk(&alone[i]);
		CU_ASSERT_TRUE(isfinite(alone[i].sum) && alone[i].sum > 0);
		CU_ASSERT_EQUAL(both[i].sum, alone[i].sum);
		CU_ASSERT_EQUAL(both[i].slopes, alone[i].slopes);
	}
	formula_free(f);
}

/* ---- errors -------------------------------------------------------------- */

static void test_errors(void)
{
	static const struct { const char *text; int column; const char *says; } bad[] = {
		{"", 1, "empty"}, {"   ", 4, "empty"}, {"1+", 3, "the end"},
		{"1++", 4, "the end"}, {"(1+2", 1, "never closed"},
		{"1+(2*(3)", 3, "never closed"}, {"1)", 2, "never opened"},
		{"1 2", 3, "an operator is missing before '2'"}, {"2x", 2, "missing before 'x'"},
		{"2(3)", 2, "missing before '('"}, {"1.2.3", 4, "missing before '.3'"},
		{"1e", 2, "missing before 'e'"}, {"x*q", 3, "unknown name q"},
		{"foo(1)", 1, "unknown function foo"}, {"x+sin(x)", 3, "unknown function sin"},
		{"exp", 1, "is a function"}, {"exp(1,2)", 6, "takes 1 argument"},
		{"pow(1)", 6, "takes 2 arguments"}, {"min(1)", 6, "at least 2"},
		{"if(1,2)", 7, "takes 3"}, {"if(1,2,3,4)", 9, "takes 3"}, {"exp()", 5, "')'"},
		{"min(1,,2)", 7, "','"}, {"1<2<3", 4, "do not chain"}, {"x=1", 2, "=="},
		{"x**2", 2, "write ^ for a power"}, {"1+\xc3\xa9", 3, "\xc3\xa9"},
		{"x $ 2", 3, "'$'"}, {"a\x1b+1", 2, "?"}, {"1e999", 1, "too large"},
		{"1e400*a", 1, "1e400 is too large a number"},
		{"a \xE2\x88\x92 1", 3, "'\xE2\x88\x92' (U+2212: write -)"},
		{"2\xC3\x97" "a", 2, "(U+00D7: write *)"},
		{"*2", 1, "'*'"}, {"x!2", 2, "'!'"}, {"exp(1", 1, "the ) of exp( is missing"},
		{"min(1, R a^2)", 10, "an operator is missing before 'a'"},
		{"(1 x)", 4, "an operator is missing before 'x'"},
		{"ln(x)", 1, "the natural logarithm is log"},
		{"-", 2, "the end"}, {"2^", 3, "the end"}, {"R c", 3, "'c'"}, {"1,5", 2, "','"},
		{".", 1, "'.'"}, {"nan", 1, "unknown name"}, {"0x10", 2, "missing before 'x10'"},
		{"a_0", 1, "unknown name a_0"}, {"_a", 1, "'_'"}, {"c h", 3, "'h'"},
		{"a0b", 1, "unknown name a0b"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct formula *f = NULL;
		struct error err = {.status = STATUS_OK};
		enum status status = formula_compile(bad[i].text, names, 3, ALL, &f, &err);
		bool right = status == STATUS_INPUT && err.status == STATUS_INPUT &&
			     err.column == bad[i].column && strstr(err.text, bad[i].says);
		if (!right)
			fprintf(stderr, "'%s': %d, column %d, %s\n", bad[i].text, (int)status,
				err.column, err.text);
		CU_ASSERT_TRUE(right);
	}
}

static void test_variables(void)
{
	struct formula *f = NULL;
	struct error err;

	CU_ASSERT_EQUAL(formula_compile("1+x", NULL, 0, FORMULA_A, &f, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(err.column, 3);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "level a only"));
	CU_ASSERT_EQUAL(formula_compile("a0", NULL, 0, FORMULA_A, &f, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(formula_compile("2*a", NULL, 0, FORMULA_A, &f, &err), STATUS_OK);
	CU_ASSERT_EQUAL(formula_uses(f), FORMULA_A);
	formula_free(f);
	/* The generalist's own level goes by all three names. */
	CU_ASSERT_EQUAL(formula_compile("a0^2+x+a", NULL, 0, FORMULA_X | FORMULA_LEVEL, &f, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(formula_uses(f), FORMULA_X);
	CU_ASSERT_EQUAL(formula_value(f, &(struct formula_point){.x = 3}, NULL), 15);
	formula_free(f);
	f = make("c");
	CU_ASSERT_EQUAL(formula_uses(f), 0);
	formula_free(f);
}

/* text repeated n times before, middle, and again after. */
static char *nest(const char *before, const char *middle, const char *after, int n)
{
	char *out = malloc((size_t)n * (strlen(before) + strlen(after)) + strlen(middle) + 1);

	out[0] = '\0';
	for (int i = 0; i < n; i++)
		strcpy(out + (size_t)i * strlen(before), before);
	strcat(out, middle);
	size_t used = strlen(out);
	for (int i = 0; i < n; i++)
		strcpy(out + used + (size_t)i * strlen(after), after);
	return out;
}

static enum status try(char *text, struct error *err)
{
	struct formula *f = NULL;
	enum status status = formula_compile(text, names, 3, ALL, &f, err);
	if (status == STATUS_OK) {
		struct dual2 d;
		struct formula_point at = {1, 1, 2}, along = {1, 0, 1};
		formula_dual(f, &at, &along, constants, &d);
		CU_ASSERT_EQUAL(d.v, formula_value(f, &at, constants));
		formula_free(f);
	}
	free(text);
	return status;
}

static void test_limits(void)
{
	struct error err;

	CU_ASSERT_EQUAL(try(nest("(", "x", ")", 64), &err), STATUS_OK);
	CU_ASSERT_EQUAL(try(nest("(", "x", ")", 65), &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(err.column, 65);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "64 levels"));
	CU_ASSERT_EQUAL(try(nest("(", "", "", 100000), &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(try(nest("-", "x", "", 100), &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(try(nest("x^", "x", "", 100), &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(try(nest("", "x", "+x", 127), &err), STATUS_OK);
	CU_ASSERT_EQUAL(try(nest("", "x", "+x", 128), &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "at most 256"));
	CU_ASSERT_EQUAL(err.column, 256);
	/* The stack at its deepest: operands of all four levels wait. */
	CU_ASSERT_EQUAL(try(nest("1<1+x*2^(", "x", ")", 28), &err), STATUS_OK);
	CU_ASSERT_EQUAL(try(nest("1+(", "x", ")", 63), &err), STATUS_OK);
	CU_ASSERT_EQUAL(try(nest(" ", "x", "", 499), &err), STATUS_OK);
	CU_ASSERT_EQUAL(try(nest(" ", "x", "", 500), &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(err.column, 501);
	CU_ASSERT_EQUAL(try(nest("if(1,", "x", ",2)", 40), &err), STATUS_OK);
	CU_ASSERT_EQUAL(try(nest("min(1,", "x", ")", 64), &err), STATUS_OK);
	char *args = nest("", "min(1", ",1", 120);
	args = realloc(args, strlen(args) + 2);
	CU_ASSERT_EQUAL(try(strcat(args, ")"), &err), STATUS_OK);
}

/* ---- slots --------------------------------------------------------------- */

/* The names that formula_next_name finds are those wanted, blanks between. */
static void check_names(const char *text, const char *wanted)
{
	char found[200] = "";
	size_t used = 0, n;

	for (const char *at = text; (n = formula_next_name(&at)) > 0; at += n)
		used += (size_t)snprintf(found + used, sizeof found - used, "%s%.*s",
			used ? " " : "", (int)n, at);
	CU_ASSERT_STRING_EQUAL(found, wanted);
}

static void test_names(void)
{
	check_names("R*(1 - exp (-a/s)) + R*1e5 + x2 + min(s, a0)", "R a s R x2 s a0");
	check_names("2e-3*k_1+.5E7-1e+e5", "k_1 e e5");
	check_names("3 + .4", "");
	check_names("", "");
	CU_ASSERT_EQUAL(formula_name_length("k_1(a)"), 3);
	CU_ASSERT_EQUAL(formula_name_length("1k"), 0);
	CU_ASSERT_EQUAL(formula_name_length(""), 0);
	CU_ASSERT_TRUE(formula_name_ok("R") && formula_name_ok("k_1") && formula_name_ok("expo"));
	CU_ASSERT_FALSE(formula_name_ok("") || formula_name_ok("1a") || formula_name_ok("a0") ||
		formula_name_ok("x") || formula_name_ok("a") || formula_name_ok("exp") ||
		formula_name_ok("a-b") || formula_name_ok("_a") ||
		formula_name_ok("abcdefghijklmnopqrstuvwxyzabcdef"));
}

static void test_slots(void)
{
	static const struct formula_slot two = {.count = 2, .name = {"s", "t"}, .value = {2, 3}};
	struct formula_slot *slot = NULL, *copy;
	struct error err;
	char text[FORMULA_TEXT_MAX + 3];

	CU_ASSERT_EQUAL(
		formula_slot_make("s*a^t", &two, FORMULA_A, &slot, &err), STATUS_OK);
	copy = formula_slot_copy(slot);
	CU_ASSERT_PTR_NOT_EQUAL(copy->program, slot->program);
	formula_slot_free(slot);
	CU_ASSERT_EQUAL(
		formula_value(copy->program, &(struct formula_point){.a = 2}, copy->value), 16);
	formula_slot_free(copy);
	formula_slot_free(NULL);
	CU_ASSERT_EQUAL(
		formula_slot_make("s*q", &two, FORMULA_A, &slot, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(err.column, 3);
	memset(text, ' ', sizeof text);
	text[sizeof text - 1] = '\0';
	CU_ASSERT_EQUAL(
		formula_slot_make(text, NULL, FORMULA_A, &slot, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(err.column, FORMULA_TEXT_MAX + 1);
}

void suite_formula(void)
{
	CU_pSuite s = CU_add_suite("formula", NULL, NULL);
	CU_add_test(s, "values", test_values);
	CU_add_test(s, "derivatives in closed form", test_closed_forms);
	CU_add_test(s, "digits next to 1", test_digits);
	CU_add_test(s, "kinks and edges", test_kinks);
	CU_add_test(s, "random expressions", test_random);
	CU_add_test(s, "mixed derivatives", test_mixed);
	CU_add_test(s, "threads share a program", test_threads);
	CU_add_test(s, "errors and their columns", test_errors);
	CU_add_test(s, "variables allowed", test_variables);
	CU_add_test(s, "limits of length and depth", test_limits);
	CU_add_test(s, "names of constants", test_names);
	CU_add_test(s, "slots", test_slots);
}
