/* The parameter table: names, values, steps, and what --set takes. */
#include "model/param.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char text[] = "[scenario]\ntitle = T\n"
	"[generalist]\ncost = exponential\n"
	"[specialist law]\nrevenue = logistic\ncost = formula\ncost.formula = c*x^2 + h*x*a0\n"
	"cost.c = 0.4\ncost.h = 0.1\ncost.c.range = 0.1:10:log\n"
	"[specialist med]\nrevenue = log\ncost.basis = level\ncost.scale.step = 0.25\n";

static void open_text(struct scenario *s)
{
	struct error_list errors;

	CU_ASSERT_EQUAL_FATAL(scenario_parse("t", text, strlen(text), s, &errors), STATUS_OK);
}

static struct param_ref find(const struct scenario *s, const char *name)
{
	struct param_ref ref;
	struct error err;

	CU_ASSERT_EQUAL_FATAL(param_find(s, name, &ref, &err), STATUS_OK);
	return ref;
}

/* Every row says all that screens, help and checks need. */
static void test_rows(void)
{
	for (int i = 0; i < param_rows(); i++) {
		const struct param_info *row = param_row(i);

		CU_ASSERT(strlen(row->label) >= 1 && strlen(row->label) <= 12);
		CU_ASSERT(strlen(row->help) > 10 && row->help[strlen(row->help) - 1] == '.');
		CU_ASSERT(row->owners != 0);
		if (row->kind != PARAM_NUMBER)
			continue;
		CU_ASSERT(row->min < row->max && row->low < row->high && row->step > 0);
		CU_ASSERT(row->low >= row->min && row->high <= row->max);
		CU_ASSERT(row->value >= row->min && row->value <= row->max);
		for (int k = 0; k < i; k++)
			CU_ASSERT(strcmp(param_row(k)->key, row->key) ||
				!(param_row(k)->owners & row->owners));
	}
}

static void test_order(void)
{
	static const char *const names[] = {
		"law.delta", "med.delta", "bargain", "share", "contract", "transfers",
		"contract.fee", "contract.cost-share", "contract.base-share",
		"generalist.cost", "generalist.cost.scale", "generalist.cost.rate",
		"generalist.cost.marginal", "generalist.cost.fixed", "generalist.outside",
		"generalist.weight", "law.contract.fee", "law.contract.cost-share",
		"law.contract.base-share", "law.revenue", "law.revenue.base", "law.revenue.scale",
		"law.revenue.midpoint", "law.revenue.width", "law.cost", "law.cost.formula",
		"law.cost.c", "law.cost.h", "law.outside", "law.weight", "med.contract.fee",
		"med.contract.cost-share", "med.contract.base-share", "med.revenue",
		"med.revenue.base", "med.revenue.scale", "med.revenue.width", "med.cost",
		"med.cost.basis", "med.cost.scale", "med.cost.exponent", "med.cost.marginal",
		"med.cost.fixed", "med.outside", "med.weight",
	};
	int count = sizeof(names) / sizeof(names[0]);
	struct scenario s;
	struct param_ref ref, again;
	struct error err;
	char name[160];

	open_text(&s);
	CU_ASSERT_EQUAL(param_count(&s), count);
	for (int i = 0; i < count; i++) {
		CU_ASSERT_FATAL(param_at(&s, i, &ref));
		CU_ASSERT_STRING_EQUAL(param_name(&s, &ref, name, sizeof(name)), names[i]);
		CU_ASSERT_EQUAL_FATAL(param_find(&s, name, &again, &err), STATUS_OK);
		CU_ASSERT(param_same(&ref, &again));
	}
	CU_ASSERT_FALSE(param_at(&s, count, &ref));
	CU_ASSERT_FALSE(param_at(&s, -1, &ref));
	s.game.common = true;
	CU_ASSERT_EQUAL(param_count(&s), count - 1);
	CU_ASSERT(param_at(&s, 0, &ref));
	CU_ASSERT_STRING_EQUAL(param_name(&s, &ref, name, sizeof(name)), "delta");
	CU_ASSERT_FALSE(param_at(&s, count - 1, &ref));
	scenario_free(&s);
}

static void test_find_refuses(void)
{
	static const struct { const char *name, *says; } bad[] = {
		{ "generalist.cost.scal", "did you mean generalist.cost.scale?" },
		{ "generalst.cost.scale", "did you mean generalist.cost.scale?" },
		{ "foo", "unknown parameter foo. The scenario has title, summary, " },
		{ "foo", "; its players have others, like generalist.cost.scale" },
		{ "law.cost.scale", "power, exponential" },
		{ "law.cost.q", "law has contract.fee, " },
		{ "med.cost.rate", "med.cost.rate does not belong to cost = power, which takes basis "
			"scale exponent marginal fixed, but to exponential" },
		{ "med.revenue.midpoint", "but to logistic" },
		{ "generalist.revenue", "generalist has name, " },
		{ "cost.scale", "whose?" },
		{ "nobody.cost.scale", "neither generalist nor a specialist's id" },
		{ "titel", "did you mean title?" },
		{ "", "The scenario has title, " },
		{ ".", "neither" },
		{ "law.", "law has contract.fee, " },
		{ "law.cost.*", "unknown" },
		{ "a2345678901234567890123456789012345.x", "unknown" },
	};
	struct scenario s;
	struct param_ref ref;
	struct error err;

	open_text(&s);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		CU_ASSERT_EQUAL(param_find(&s, bad[i].name, &ref, &err), STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bad[i].says));
		if (!strstr(err.text, bad[i].says))
			fprintf(stderr, "%s: %s\n", bad[i].name, err.text);
	}
	scenario_free(&s);
}

/* What is set is got, as a number and as text. */
static void test_round_trip(void)
{
	struct scenario s;
	struct param_ref ref;
	struct error err;
	char value[600];

	open_text(&s);
	for (int i = 0; param_at(&s, i, &ref); i++) {
		double old, fresh;

		param_get_text(&s, &ref, value, sizeof(value));
		CU_ASSERT_EQUAL(param_set_text(&s, &ref, value, &err), STATUS_OK);
		if (ref.info->kind == PARAM_NUMBER) {
			old = param_get(&s, &ref);
			fresh = ref.info->min < 0 ? -2 : ref.info->max < 2 ? 1.0 / 3 : 4.0 / 3;
			CU_ASSERT_EQUAL(param_set(&s, &ref, fresh, &err), STATUS_OK);
			CU_ASSERT_EQUAL(param_get(&s, &ref), fresh);
			CU_ASSERT_NOT_EQUAL(param_set(&s, &ref, 1e300, &err), STATUS_OK);
			CU_ASSERT_NOT_EQUAL(param_set(&s, &ref, NAN, &err), STATUS_OK);
			CU_ASSERT_NOT_EQUAL(param_set(&s, &ref, -INFINITY, &err), STATUS_OK);
			CU_ASSERT_EQUAL(param_get(&s, &ref), fresh);
			fresh = ref.info->contract ? .25 : 1; /* parts of all add up to one */
			CU_ASSERT_EQUAL(param_set_text(&s, &ref, fresh < 1 ? " 0.25 " : " 1 ", &err),
				STATUS_OK);
			CU_ASSERT_EQUAL(param_get(&s, &ref), fresh);
			CU_ASSERT_EQUAL(param_set(&s, &ref, old, &err), STATUS_OK);
		}
		if (ref.info->kind == PARAM_CHOICE) {
			old = param_get(&s, &ref);
			for (int k = 0; k < param_choices(&s, &ref); k++) {
				param_choice(&s, &ref, k, value, sizeof(value));
				CU_ASSERT_EQUAL(param_set_text(&s, &ref, value, &err), STATUS_OK);
				CU_ASSERT_EQUAL(param_get(&s, &ref), k);
			}
			CU_ASSERT_NOT_EQUAL(param_set_text(&s, &ref, "nothing", &err), STATUS_OK);
			CU_ASSERT_NOT_EQUAL(param_set(&s, &ref, 0.5, &err), STATUS_OK);
			CU_ASSERT_NOT_EQUAL(param_set(&s, &ref, -1, &err), STATUS_OK);
			CU_ASSERT_EQUAL(param_set(&s, &ref, old, &err), STATUS_OK);
		}
	}
	scenario_free(&s);
}

static void test_families(void)
{
	struct scenario s;
	struct error err;
	struct param_ref ref;
	char name[160];

	open_text(&s);
	/* There and back loses nothing. */
	CU_ASSERT_EQUAL(param_assign(&s, "law.cost=power", &err), STATUS_OK);
	CU_ASSERT_EQUAL(param_find(&s, "law.cost.c", &ref, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(param_assign(&s, "law.cost=formula", &err), STATUS_OK);
	ref = find(&s, "law.cost.c");
	CU_ASSERT_EQUAL(param_get(&s, &ref), 0.4);
	CU_ASSERT_STRING_EQUAL(param_label(&s, &ref), "c");
	/* A first formula has something to start from. */
	CU_ASSERT_EQUAL(param_assign(&s, "med.revenue.scale=3", &err), STATUS_OK);
	CU_ASSERT_EQUAL(param_assign(&s, "med.revenue=formula", &err), STATUS_OK);
	ref = find(&s, "med.revenue.s");
	CU_ASSERT_EQUAL(param_get(&s, &ref), 3);
	CU_ASSERT_EQUAL(revenue_value(&s.game.specialist[1].revenue, 2), 6);
	/* The exponential's rate by its other name. */
	ref = find(&s, "generalist.cost.exponent");
	CU_ASSERT_STRING_EQUAL(param_name(&s, &ref, name, sizeof(name)), "generalist.cost.rate");
	scenario_free(&s);
}

static void test_formulas(void)
{
	struct scenario s;
	struct error err;
	struct param_ref ref;
	char value[600];

	open_text(&s);
	CU_ASSERT_EQUAL(param_assign(&s, "law.cost.formula=c*x^2 + new*exp(x) - 1e-5*x", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(s.game.specialist[0].cost.formula->count, 2);
	ref = find(&s, "law.cost.c");
	CU_ASSERT_EQUAL(param_get(&s, &ref), 0.4); /* kept */
	ref = find(&s, "law.cost.new");
	CU_ASSERT_EQUAL(param_get(&s, &ref), 1);
	CU_ASSERT_EQUAL(param_find(&s, "law.cost.h", &ref, &err), STATUS_INPUT);
	/* What does not compile changes nothing, and names its column. */
	CU_ASSERT_EQUAL(param_assign(&s, "law.cost.formula=c*x^2 + )", &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(err.column, 9);
	ref = find(&s, "law.cost.formula");
	CU_ASSERT_STRING_EQUAL(param_get_text(&s, &ref, value, sizeof(value)),
		"c*x^2 + new*exp(x) - 1e-5*x");
	/* The generalist's level has all three names. */
	CU_ASSERT_EQUAL(param_assign(&s, "generalist.cost=formula", &err), STATUS_OK);
	CU_ASSERT_EQUAL(param_assign(&s, "generalist.cost.formula=x + 10*a0 + 100*a", &err),
		STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(cost_value(&s.game.generalist.cost, 2, 0), 222, 1e-9);
	scenario_free(&s);
}

static void test_assign(void)
{
	static const struct { const char *text, *says; } bad[] = {
		{ "law", "PARAM=VALUE" }, { "=1", "no parameter" },
		{ "law.weight=", "not a number" },
		{ "law.weight=-1", "from 0" }, { "delta=.1 .2 .3", "3 shares" },
		{ "med.delta=2", "from 0 to 1" }, { "bargain=powerful:nobody", "powerful:med" },
		{ "law.name=a ;b", "comment" }, { "law.name=;", "comment" },
		{ "law.name=\xff", "UTF-8" }, { "law.name=\033[2J", "control" },
		{ "law.name=  ", "is empty" }, { "title=a\nb", "control" },
	};
	struct scenario s;
	struct error err;

	open_text(&s);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		CU_ASSERT_EQUAL(param_assign(&s, bad[i].text, &err), STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bad[i].says));
		if (!strstr(err.text, bad[i].says))
			fprintf(stderr, "%s: %s\n", bad[i].text, err.text);
	}
	CU_ASSERT_EQUAL(s.bargain.rule, RULE_NASH);
	CU_ASSERT_EQUAL(param_assign(&s, " title = Hello ; yes: world", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(s.title, "Hello ; yes: world");
	CU_ASSERT_EQUAL(param_assign(&s, " title = Hello world ", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(s.title, "Hello world");
	CU_ASSERT_EQUAL(param_assign(&s, "med.delta=0.25", &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.bargain.rule, RULE_FIXED);
	CU_ASSERT_EQUAL(s.delta[0], 0.5);
	CU_ASSERT_EQUAL(s.delta[1], 0.25);
	CU_ASSERT_EQUAL(param_assign(&s, "bargain=powerful:med", &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.bargain.rule, RULE_POWERFUL_SPECIALIST);
	CU_ASSERT_EQUAL(s.bargain.specialist, 1);
	CU_ASSERT_EQUAL(param_assign(&s, "bargain=max-performance", &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.bargain.rule, RULE_MAX_PERFORMANCE);
	CU_ASSERT_EQUAL(param_assign(&s, "delta=.1 1", &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.delta[1], 1);
	CU_ASSERT_EQUAL(param_assign(&s, "delta=.75", &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.delta[0], 0.75);
	CU_ASSERT_EQUAL(s.delta[1], 0.75);
	CU_ASSERT_EQUAL(s.bargain.rule, RULE_FIXED);
	scenario_free(&s);
}

/* A number where a word or a text belongs changes nothing. */
static void test_numbers_for_words(void)
{
	struct scenario s;
	struct error err;
	struct param_ref ref;
	char word[40];

	open_text(&s);
	ref = find(&s, "law.revenue");
	CU_ASSERT_EQUAL(param_set(&s, &ref, param_choices(&s, &ref), &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "law.revenue has choices 0 to "));
	CU_ASSERT_EQUAL(param_set(&s, &ref, -1, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(param_set(&s, &ref, 0.5, &err), STATUS_INPUT);
	ref = find(&s, "share");
	CU_ASSERT_EQUAL(param_choices(&s, &ref), 2);
	CU_ASSERT_STRING_EQUAL(param_choice(&s, &ref, 1, word, sizeof word), "common");
	CU_ASSERT_EQUAL(param_set(&s, &ref, 1, &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.game.common, true);
	CU_ASSERT_EQUAL(param_get(&s, &ref), 1);
	ref = find(&s, "title");
	CU_ASSERT_EQUAL(param_set(&s, &ref, 1, &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "title takes a text, not a number"));
	CU_ASSERT(isnan(param_get(&s, &ref)));
	CU_ASSERT_EQUAL(param_choices(&s, &ref), 0);
	CU_ASSERT_STRING_EQUAL(param_choice(&s, &ref, 0, word, sizeof word), "");
	/* all shares at once */
	ref = find(&s, "delta");
	CU_ASSERT_EQUAL(param_set(&s, &ref, 0.75, &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.delta[s.game.n - 1], 0.75);
	CU_ASSERT_EQUAL(param_set(&s, &ref, 1.5, &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "delta = 1.5 is out of range: from 0 to 1"));
	scenario_free(&s);
}

static void check_step(const struct scenario *s, const char *name, double from, double steps,
	double to)
{
	struct param_ref ref = find(s, name);
	double got = param_step(s, &ref, from, steps);

	CU_ASSERT_EQUAL(got, to);
	if (got != to)
		fprintf(stderr, "%s: %.17g by %g gives %.17g, not %.17g\n", name, from, steps, got,
			to);
}

static void test_steps(void)
{
	struct scenario s;
	struct param_ref ref;
	double value;

	open_text(&s);
	check_step(&s, "generalist.cost.scale", 1, 1, 1.05);
	check_step(&s, "generalist.cost.scale", 0.1, 1, 0.15);
	check_step(&s, "generalist.cost.scale", 0.15, 1, 0.2);
	check_step(&s, "generalist.cost.scale", 0.3, -1, 0.25);
	check_step(&s, "generalist.cost.scale", 1, 10, 1.5);
	check_step(&s, "generalist.cost.scale", 1, 0.1, 1.005);
	check_step(&s, "generalist.cost.scale", 1, -0.1, 0.995);
	check_step(&s, "generalist.cost.scale", 1.0 / 3, 1, 0.35);
	check_step(&s, "generalist.cost.scale", 1.0 / 3, -1, 0.3);
	check_step(&s, "generalist.cost.scale", 0.02, -1, 0);
	check_step(&s, "generalist.cost.scale", 0, -1, 0);
	check_step(&s, "generalist.cost.scale", 20, 1, 20.05); /* past the slider's range */
	check_step(&s, "generalist.cost.scale", 1e18, 1, 1e18);
	check_step(&s, "med.cost.scale", 1, 1, 1.25); /* the file's own step */
	check_step(&s, "med.cost.exponent", 1, -1, 1);
	check_step(&s, "med.delta", 0.5, 1, 0.51);
	check_step(&s, "med.delta", 0.995, 1, 1);
	check_step(&s, "med.delta", 1, 1, 1);
	check_step(&s, "med.revenue.width", 0.05, -1, 0.005);
	check_step(&s, "med.revenue.width", 0.001, -1, 0.001);
	check_step(&s, "law.revenue", REVENUE_LOGISTIC, 1, REVENUE_FORMULA);
	check_step(&s, "law.revenue", REVENUE_FORMULA, 1, REVENUE_FORMULA);
	/* A factor of 1.05 a step, and back to where it was. */
	ref = find(&s, "law.cost.c");
	value = param_step(&s, &ref, 1, 1);
	CU_ASSERT_DOUBLE_EQUAL(value, 1.05, 1e-6);
	for (int i = 0; i < 20; i++)
		value = param_step(&s, &ref, value, 1);
	for (int i = 0; i < 21; i++)
		value = param_step(&s, &ref, value, -1);
	CU_ASSERT_EQUAL(value, 1);
	CU_ASSERT(param_step(&s, &ref, 0, 1) > 0);
	scenario_free(&s);
}

/* Any number of steps up and the same down ends where it began. */
static void test_steps_return(void)
{
	static const double sizes[] = { 0.1, 1, 10 };
	struct scenario s;
	struct param_ref ref;

	open_text(&s);
	for (int i = 0; param_at(&s, i, &ref); i++) {
		if (ref.info->kind != PARAM_NUMBER)
			continue;
		for (size_t k = 0; k < 3; k++) {
			double start = ref.info->max > 1 ? 2 : 0.5, value = start;

			for (int n = 0; n < 3; n++)
				value = param_step(&s, &ref, value, sizes[k]);
			CU_ASSERT(value > start);
			if (value >= ref.info->max) /* it went no further */
				continue;
			for (int n = 0; n < 3; n++)
				value = param_step(&s, &ref, value, -sizes[k]);
			CU_ASSERT_DOUBLE_EQUAL(value, start, 0.05 * start);
		}
	}
	scenario_free(&s);
}

void suite_param(void)
{
	CU_pSuite suite = CU_add_suite("param", NULL, NULL);

	CU_add_test(suite, "rows are complete", test_rows);
	CU_add_test(suite, "the panel's order", test_order);
	CU_add_test(suite, "unknown names", test_find_refuses);
	CU_add_test(suite, "set and get", test_round_trip);
	CU_add_test(suite, "families", test_families);
	CU_add_test(suite, "formulas", test_formulas);
	CU_add_test(suite, "assignments", test_assign);
	CU_add_test(suite, "numbers where words belong", test_numbers_for_words);
	CU_add_test(suite, "steps keep to a round grid", test_steps);
	CU_add_test(suite, "steps up and down", test_steps_return);
}
