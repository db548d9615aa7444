/* Spans: what an axis shows by itself, what can be typed, widening. The expected values
 * are worked out by hand. */
#include "base/text.h"
#include "model/span.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

static const char text[] = "[scenario]\n[generalist]\ncost.scale = 3\ncost.exponent = 2\n"
	"outside = 0.25\noutside.range = 0.1:0.4\n"
	"[specialist m]\nrevenue = formula\nrevenue.formula = k*a\nrevenue.k = 2\n"
	"cost.scale = 1\ncost.scale.range = 0.1:10:log\n";

struct fixture {
	struct scenario s;
	struct param_ref ref;
};

static void fixture_open(struct fixture *f)
{
	struct error_list errors;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("t", text, strlen(text), &f->s, &errors), STATUS_OK);
}

static struct span default_of(struct fixture *f, const char *name)
{
	CU_ASSERT_EQUAL_FATAL(param_find(&f->s, name, &f->ref, NULL), STATUS_OK);
	return span_default(&f->s, &f->ref);
}

static void check_span(struct span got, double low, double high, bool log)
{
	CU_ASSERT_EQUAL(got.low, low);
	CU_ASSERT_EQUAL(got.high, high);
	CU_ASSERT_EQUAL(got.log, log);
}

static void test_default(void)
{
	struct fixture f;

	fixture_open(&f);
	check_span(default_of(&f, "generalist.cost.scale"), .75, 12, true);
	check_span(default_of(&f, "m.cost.scale"), .1, 10, true);         /* the file's */
	check_span(default_of(&f, "generalist.outside"), .1, .4, false);  /* the file's */
	check_span(default_of(&f, "generalist.cost.fixed"), 0, 2, false); /* a value of 0 */
	check_span(default_of(&f, "generalist.cost.exponent"), 1, 6, false); /* 1/2 is refused */
	check_span(default_of(&f, "m.delta"), 0, 1, false);               /* so is a share of 2 */
	check_span(default_of(&f, "m.revenue.k"), .5, 8, true);           /* it might be negative */
	default_of(&f, "generalist.cost.fixed");
	param_set(&f.s, &f.ref, 50, NULL);
	check_span(default_of(&f, "generalist.cost.fixed"), 12.5, 200, true);
	default_of(&f, "m.revenue.k");
	param_set(&f.s, &f.ref, -3, NULL);
	check_span(default_of(&f, "m.revenue.k"), -3, 10, false); /* the value is on it */
	scenario_free(&f.s);
}

static void test_read(void)
{
	static const struct { const char *text, *error; } bad[] = {
		{ "", "not ''" }, { "1", "not '1'" }, { "1:", "not '1:'" }, { "2:1", "below TO" },
		{ "1:1", "below TO" }, { "a:2", "not 'a:2'" }, { "0:2:log", "both ends above 0" },
		{ "1:2:lin", "only 'log'" }, { "1:2:log:3", "only 'log'" },
		{ "-1:2", "goes from 0" }, { "1:nan", "not '1:nan'" },
	};
	struct span span = { 0 };
	char out[SPAN_TEXT_MAX];
	struct error err;
	struct fixture f;

	fixture_open(&f);
	default_of(&f, "generalist.cost.scale");
	CU_ASSERT_EQUAL(span_read(&f.s, &f.ref, "0.5:4:log", &span, &err), STATUS_OK);
	check_span(span, .5, 4, true);
	CU_ASSERT_STRING_EQUAL(span_text(&span, out), "0.5:4:log");
	CU_ASSERT_EQUAL(span_read(&f.s, &f.ref, "0:1e3", &span, &err), STATUS_OK);
	check_span(span, 0, 1000, false);
	CU_ASSERT_STRING_EQUAL(span_text(&span, out), "0:1000");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CU_ASSERT_EQUAL(span_read(&f.s, &f.ref, bad[i].text, &span, &err), STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bad[i].error));
		check_span(span, 0, 1000, false);
	}
	scenario_free(&f.s);
}

/* Round values on a logarithmic axis, its ends exact, and back. */
static void test_values(void)
{
	const struct span wide = { .001, 1000, true }, even = { -1, 3, false };
	const double power[] = { .001, .01, .1, 1, 10, 100, 1000 };

	for (int i = 0; i < 7; i++) {
		CU_ASSERT_EQUAL(span_value(&wide, i / 6.0), power[i]);
		CU_ASSERT_DOUBLE_EQUAL(span_part(&wide, power[i]), i / 6.0, 1e-15);
	}
	CU_ASSERT_EQUAL(span_value(&even, .25), 0);
	CU_ASSERT_EQUAL(span_part(&even, 0), .25);
	CU_ASSERT_TRUE(span_has(&even, 3) && span_has(&even, -1) && !span_has(&even, 3.1));
}

static void test_widen(void)
{
	struct fixture f;
	struct span span;
	int steps = 0;

	fixture_open(&f);
	span = default_of(&f, "generalist.cost.scale"); /* 3 */
	CU_ASSERT_TRUE(span_widen(&f.s, &f.ref, true, &span));
	check_span(span, .375, 24, true);
	CU_ASSERT_TRUE(span_widen(&f.s, &f.ref, false, &span));
	CU_ASSERT_TRUE(span_widen(&f.s, &f.ref, false, &span));
	check_span(span, 1.5, 6, true);
	CU_ASSERT_TRUE(span_widen(&f.s, &f.ref, false, &span));
	check_span(span, 2.12, 4.24, true); /* a root of two */
	while (span_widen(&f.s, &f.ref, false, &span) && steps++ < 100)
		CU_ASSERT_TRUE_FATAL(span.low < 3 && span.high > 3);
	CU_ASSERT_TRUE(steps > 3 && steps < 100);
	while (span_widen(&f.s, &f.ref, true, &span) && steps++ < 1000)
		CU_ASSERT_TRUE_FATAL(span.low > 0 && span.low < 3 && isfinite(span.high));
	CU_ASSERT_TRUE(steps < 1000);

	span = default_of(&f, "generalist.cost.fixed"); /* 0 to 2, at 0 */
	CU_ASSERT_TRUE(span_widen(&f.s, &f.ref, false, &span));
	check_span(span, 0, 1, false);
	CU_ASSERT_TRUE(span_widen(&f.s, &f.ref, false, &span));
	check_span(span, 0, .5, false);
	CU_ASSERT_TRUE(span_widen(&f.s, &f.ref, true, &span));
	check_span(span, 0, 1, false);
	scenario_free(&f.s);
}

static void test_turn(void)
{
	struct fixture f;
	struct span span;

	fixture_open(&f);
	span = default_of(&f, "generalist.cost.scale");
	CU_ASSERT_TRUE(span_turn(&f.s, &f.ref, &span));
	check_span(span, .75, 12, false);
	span.low = 0;
	CU_ASSERT_TRUE(span_turn(&f.s, &f.ref, &span));
	check_span(span, .75, 12, true);
	span = (struct span){ -2, -1, false };
	CU_ASSERT_FALSE(span_turn(&f.s, &f.ref, &span));
	check_span(span, -2, -1, false);
	scenario_free(&f.s);
}

void suite_span(void)
{
	CU_pSuite s = CU_add_suite("span", NULL, NULL);

	CU_add_test(s, "what an axis shows by itself", test_default);
	CU_add_test(s, "ranges that are typed", test_read);
	CU_add_test(s, "values along an axis", test_values);
	CU_add_test(s, "wider and narrower", test_widen);
	CU_add_test(s, "logarithmic and back", test_turn);
}
