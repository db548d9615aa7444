/* Scenario files: what is read, what is refused and where, what is written. */
#include "model/param.h"
#include "model/preset.h"
#include "model/scenario.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A game to put things into. */
#define PLAYERS "[generalist]\ncost.scale = 2\n[specialist law]\nrevenue.scale = 3\n"

static enum status parse(const char *text, struct scenario *s, struct error_list *errors)
{
	return scenario_parse("t.ini", text, strlen(text), s, errors);
}

static double number(const struct scenario *s, const char *name)
{
	struct param_ref ref;
	struct error err;

	if (param_find(s, name, &ref, &err) != STATUS_OK) {
		CU_FAIL("no such parameter");
		return -1;
	}
	return param_get(s, &ref);
}

/* ---- errors: the text, then the lines and what the messages must say ------- */

struct bad {
	const char *text;
	int total;
	struct { int line; const char *says; } error[4];
};

static void check_bad(const struct bad *b)
{
	struct scenario s;
	struct error_list errors;
	char full[900];
	bool ok = parse(b->text, &s, &errors) == STATUS_INPUT && errors.total == b->total;

	for (int i = 0; i < 4 && b->error[i].says; i++)
		ok = ok && i < errors.count && errors.item[i].line == b->error[i].line &&
			strstr(errors.item[i].text, b->error[i].says) &&
			!strcmp(errors.item[i].file, "t.ini");
	CU_ASSERT(ok);
	CU_ASSERT_EQUAL(s.game.n, 0);
	if (ok)
		return;
	fprintf(stderr, "\nfor:\n%s\n%d errors:\n", b->text, errors.total);
	for (int i = 0; i < errors.count; i++)
		fprintf(stderr, "%s\n", error_format(&errors.item[i], full, sizeof(full)));
}

#define A_B "[specialist a]\nname = A\n[specialist b]  ; caf\xE9\nname = B\ndelta = 1\n"
#define ITS_KEYS "revenue.formula = R*a\nrevenue.R = 2\nrevenue.R.range = 1:2\n"

/* A line that is refused is one error: what seems wrong for want of it is none. */
static const struct bad bad_refused[] = {
	{ A_B, 1, { { 3, "not valid UTF-8" } } },
	{ A_B "[scenario]\ndelta = .1 .2\nbargain = powerful:b\n", 1, { { 3, "not valid UTF-8" } } },
	{ "[specialist a\n[scenario]\nbargain = powerful:a\n", 1, { { 1, "needs its ]" } } },
	{ "[specialist a]\n  [specialist b] \x01\ndelta = 1\n", 1, { { 2, "control character" } } },
	{ "[specialist a]\nrevenue = formula ; \xE9\n" ITS_KEYS, 1, { { 2, "not valid UTF-8" } } },
	{ "[specialist a]\nrevenue formula\n" ITS_KEYS, 1, { { 2, "neither a [section] nor" } } },
	{ "[specialist a]\ncost = exponential ; \xE9\ncost.rate = 2\n", 1, { { 2, "UTF-8" } } },
	{ "[specialist a]\nrevenue = formula\nrevenue.formula = R*a \x01\nrevenue.R = 2\n", 1,
		{ { 3, "control character" } } },
	{ "[specialist a]\nrevenue = formula\nrevenue.formula = R*(a\n    + 1) ; \xE9\n"
	  "revenue.R = 2\n", 1, { { 4, "not valid UTF-8" } } },
	{ "[specialist a]\nrevenue = formula\nrevenue.formula = R*a\nrevenue.R = 2 ; \xE9\n", 1,
		{ { 4, "not valid UTF-8" } } },
	{ "[scenario]\nbargain = fixed\ndelta = 0.5 ; \xE9\n[specialist a]\n", 1,
		{ { 3, "not valid UTF-8" } } },
	{ "[specialist a]\n[lesson]\ntitle = \xE9\ntext = x\n", 1, { { 3, "not valid UTF-8" } } },
	/* What is wrong by itself is said all the same. */
	{ "[specialist a]\nrevenue = formula ; \xE9\n" ITS_KEYS "cost.scale = -1\nweight = x\n", 3,
		{ { 2, "not valid UTF-8" }, { 6, "from 0" }, { 7, "not a number" } } },
	{ "[specialist a]\nname = \xE9\n[specialist b]\nrevenue.width = 1\n", 2,
		{ { 2, "not valid UTF-8" }, { 4, "does not belong" } } },
};

static const struct bad bad_structure[] = {
	{ "", 1, { { 0, "no specialist" } } },
	{ "[generalist]\n", 1, { { 0, "no specialist" } } },
	{ "x = 1\n[specialist law]\n", 1, { { 1, "before any [section]" } } },
	{ PLAYERS "[scenaro]\ntitle = x\n", 1, { { 5, "did you mean [scenario]?" } } },
	{ PLAYERS "[specalist two]\n", 1, { { 5, "did you mean [specialist ID]?" } } },
	{ PLAYERS "[]\n", 1, { { 5, "no [section] has such a name" } } },
	{ PLAYERS "[ ]\nx = 1\n", 1, { { 5, "no [section] has such a name" } } },
	{ PLAYERS "[other]\n", 1, { { 5, "[scenario], [generalist], [specialist ID]" } } },
	{ PLAYERS "[generalist]\ncost.scale = x\n", 1, { { 5, "one in line 1" } } },
	{ PLAYERS "[specialist law]\n", 1, { { 5, "one in line 3" } } },
	{ PLAYERS "[specialist]\n", 1, { { 5, "cannot be a specialist's id" } } },
	{ PLAYERS "[specialist a b]\n", 1, { { 5, "cannot be a specialist's id" } } },
	{ PLAYERS "[specialist a.b]\n", 1, { { 5, "cannot be a specialist's id" } } },
	{ PLAYERS "[specialist generalist]\n", 1, { { 5, "not generalist" } } },
	{ PLAYERS "[specialist a234567890123456789012345678901x]\n", 1, { { 5, "1 to 31" } } },
	{ PLAYERS "[specialist \xC3\xA9t\xC3\xA9]\n", 1, { { 5, "letters, digits" } } },
	{ PLAYERS "[specialist two\n", 1, { { 5, "needs its ]" } } },
	{ PLAYERS "[specialist two] more\n", 1, { { 5, "only a comment" } } },
	{ PLAYERS "  [specialist two]\n", 1, { { 5, "first column" } } },
	{ PLAYERS "nonsense\n", 1, { { 5, "key = value" } } },
	{ PLAYERS "= 3\n", 1, { { 5, "no key" } } },
	{ PLAYERS "bad ; = 3\n", 1, { { 5, "key = value" } } },
	{ PLAYERS "revenue.base = 1\nrevenue.base = 1\n", 1, { { 6, "given in line 5" } } },
	{ PLAYERS "revenue.scale.step = 1\nrevenue.scale.step = 1\n", 1,
		{ { 6, "given in line 5" } } },
	{ PLAYERS "revenue.scal = 1\n", 1, { { 5, "revenue.scal does not belong" } } },
	{ PLAYERS "wieght = 1\n", 1, { { 5, "did you mean weight?" } } },
	{ PLAYERS "nonsense = 1\n", 1, { { 5, "which takes name" } } },
	{ PLAYERS "share = common\n", 1, { { 5, "unknown key share" } } },
	{ PLAYERS "delta = 0.5\n", 1, { { 5, "shares are given in [scenario]" } } },
	{ "[scenario]\nrevenue.R = 1\n" PLAYERS, 1, { { 2, "unknown key revenue.R" } } },
	{ "[generalist]\nrevenue.scale = 1\n[specialist law]\n", 1, { { 2, "unknown key" } } },
	{ "[generalist]\ncost.basis = level\n[specialist law]\n", 1, { { 2, "cost.basis" } } },
	{ "[x]\n[y]\n[z\nz = 1\n q\n", 3, { { 1, "[x]" }, { 2, "[y]" }, { 3, "]" } } },
};

static const struct bad bad_values[] = {
	{ PLAYERS "cost.scale = one\n", 1, { { 5, "law.cost.scale = one is not a number" } } },
	{ PLAYERS "cost.scale =\n", 1, { { 5, "is not a number" } } },
	{ PLAYERS "cost.scale = 1,5\n", 1, { { 5, "is not a number" } } },
	{ PLAYERS "cost.scale = 0x10\n", 1, { { 5, "is not a number" } } },
	{ PLAYERS "cost.scale = nan\n", 1, { { 5, "is not a number" } } },
	{ PLAYERS "cost.scale = 1e999\n", 1, { { 5, "is not a number" } } },
	{ PLAYERS "cost.scale = 1 # no\n", 1, { { 5, "is not a number" } } },
	{ PLAYERS "cost.scale = -1\n", 1, { { 5, "from 0 to 1e18" } } },
	{ PLAYERS "cost.scale = 1e300\n", 1, { { 5, "from 0 to 1e18" } } },
	{ PLAYERS "cost.exponent = 0.5\n", 1, { { 5, "from 1 to 100" } } },
	{ PLAYERS "cost = exponential\ncost.rate = 0\n", 1, { { 6, "above 0" } } },
	{ PLAYERS "revenue = log\nrevenue.width = 0\n", 1, { { 6, "above 0" } } },
	{ PLAYERS "weight = -0.1\n", 1, { { 5, "out of range" } } },
	{ PLAYERS "cost = cheap\ncost.rate = 2\ncost.c = 2\n", 1, { { 5, "not one of" } } },
	{ PLAYERS "cost = cheap\n", 1, { { 5, "power, exponential, formula" } } },
	{ PLAYERS "revenue = lin\n", 1, { { 5, "linear, power, log" } } },
	{ PLAYERS "cost.basis = both\n", 1, { { 5, "increment, level" } } },
	{ PLAYERS "cost.rate = 2\n", 1, { { 5, "cost.rate does not belong to cost = power" } } },
	{ PLAYERS "revenue.width = 2\n", 1, { { 5, "does not belong to revenue = linear" } } },
	{ PLAYERS "revenue.width.step = 2\n", 1, { { 5, "does not belong" } } },
	{ PLAYERS "cost = exponential\ncost.rate = 2\ncost.exponent = 2\n", 1,
		{ { 7, "another name of cost.rate" } } },
	{ PLAYERS "name =\n", 1, { { 5, "is empty" } } },
	{ PLAYERS "name = 1234567890123456789012345678901234567890123456789012345678901234\n", 1,
		{ { 5, "at most 63" } } },
	{ PLAYERS "cost.scale = 1\n 2\n", 1, { { 6, "cost.scale takes one line" } } },
	{ PLAYERS "name = Law\n weight = 2\n", 1, { { 6, "start weight in the first column" } } },
	{ "[scenario]\ntitle = x\n  share = common\n" PLAYERS, 1, { { 3, "first column" } } },
	{ "[scenario]\nbargain = fixed\n" PLAYERS, 1, { { 2, "needs delta" } } },
	{ "[scenario]\nbargain = nahs\n" PLAYERS, 1, { { 2, "vertical-monopoly, nash" } } },
	{ "[scenario]\nbargain = powerful:x\n" PLAYERS, 1, { { 2, "powerful:law" } } },
	{ "[scenario]\nbargain = powerful:\n" PLAYERS, 1, { { 2, "not one of" } } },
	{ "[scenario]\nshare = both\n" PLAYERS, 1, { { 2, "separate, common" } } },
	{ "[scenario]\ndelta = 1.5\n" PLAYERS, 1, { { 2, "from 0 to 1" } } },
	{ "[scenario]\ndelta = x\n" PLAYERS, 1, { { 2, "x is not a number" } } },
	{ "[scenario]\ndelta =\n" PLAYERS, 1, { { 2, "0 shares" } } },
	{ "[scenario]\ndelta = 0.1 0.2\n" PLAYERS, 1, { { 2, "2 shares" } } },
	{ "[scenario]\ndelta = 0.1 0.2\n" PLAYERS "[specialist a]\n[specialist b]\n", 1,
		{ { 2, "or 3, one a specialist" } } },
	{ PLAYERS "cost.scale.range = 1\n", 1, { { 5, "not LO:HI" } } },
	{ PLAYERS "cost.scale.range = 2:1\n", 1, { { 5, "LO below HI" } } },
	{ PLAYERS "cost.scale.range = 0:1:log\n", 1, { { 5, "above 0 for log" } } },
	{ PLAYERS "cost.scale.range = 0:1:lin\n", 1, { { 5, "not LO:HI" } } },
	{ PLAYERS "cost.scale.range = -1:1\n", 1, { { 5, "wider than the parameter" } } },
	{ PLAYERS "cost.scale.step = 0\n", 1, { { 5, "not a number from" } } },
	{ PLAYERS "name.step = 1\n", 1, { { 5, "unknown key name.step" } } },
};

#define FORMULA "[specialist law]\nrevenue = formula\n"

static const struct bad bad_formulas[] = {
	{ FORMULA, 1, { { 2, "needs revenue.formula" } } },
	{ FORMULA "revenue.formula =\n", 1, { { 3, "revenue.formula" } } },
	{ FORMULA "revenue.formula = R*a\n", 1, { { 3, "as in revenue.R = 1" } } },
	{ FORMULA "revenue.formula = R*a\nrevenue.R = x\n", 1, { { 4, "not a number" } } },
	{ FORMULA "revenue.formula = a\nrevenue.R = 1\n", 1, { { 4, "the formula does not use it" } } },
	{ FORMULA "revenue.formula = a\nrevenue.scale = 1\n", 1, { { 4, "the formula does not use it" } } },
	{ FORMULA "revenue.formula = a\nrevenue.a = 1\n", 1, { { 4, "is a variable" } } },
	{ FORMULA "revenue.formula = a\nrevenue.1x = 1\n", 1, { { 4, "a constant's name" } } },
	{ FORMULA "revenue.formula = a*formula\n", 1, { { 3, "nor can a constant be called that" } } },
	{ FORMULA "revenue.formula = a*basis\n", 1, { { 3, "nor can a constant be called that" } } },
	{ FORMULA "revenue.formula = a*scale\n", 1, { { 3, "as in revenue.scale = 1" } } },
	{ FORMULA "revenue.formula = a*x\n", 1, { { 3, "x" } } },
	{ FORMULA "revenue.formula = a +\n", 1, { { 3, "revenue.formula" } } },
	{ FORMULA "revenue.formula = a\nrevenue.R.step = 1\n", 1, { { 4, "no such constant" } } },
	{ "[specialist law]\nrevenue.formula = a\n", 1, { { 2, "does not belong" } } },
	{ "[specialist law]\ncost = formula\ncost.formula = x\ncost.basis = level\n", 1,
		{ { 4, "cost.basis does not belong" } } },
};

static void test_refused(void)
{
	for (size_t i = 0; i < sizeof(bad_refused) / sizeof(bad_refused[0]); i++)
		check_bad(&bad_refused[i]);
}

static void test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad_structure) / sizeof(bad_structure[0]); i++)
		check_bad(&bad_structure[i]);
	for (size_t i = 0; i < sizeof(bad_values) / sizeof(bad_values[0]); i++)
		check_bad(&bad_values[i]);
	for (size_t i = 0; i < sizeof(bad_formulas) / sizeof(bad_formulas[0]); i++)
		check_bad(&bad_formulas[i]);
}

/* The column of a formula's error is that in the file, whatever the line. */
static void test_formula_place(void)
{
	static const char text[] = "[specialist law]\nrevenue = formula\n"
		"revenue.formula = a +\n    2 *\n\n  ; a comment\n   (a - Q)\n";
	struct scenario s;
	struct error_list errors;

	CU_ASSERT_EQUAL(parse(text, &s, &errors), STATUS_INPUT);
	CU_ASSERT_EQUAL(errors.total, 1);
	CU_ASSERT_EQUAL(errors.item[0].line, 7);
	CU_ASSERT_EQUAL(errors.item[0].column, 9);
	CU_ASSERT_EQUAL(parse("[specialist law]\nrevenue = formula\nrevenue.formula=a+Q\n", &s,
		&errors), STATUS_INPUT);
	CU_ASSERT_EQUAL(errors.item[0].line, 3);
	CU_ASSERT_EQUAL(errors.item[0].column, 19);
}

/* ---- lines ---------------------------------------------------------------- */

static void test_lines(void)
{
	/* Lengths count bytes without the line's end; 199 is the most. */
	static const char head[] = "[scenario]\nsource = ";
	char text[1000], fill[300];
	struct scenario s;
	struct error_list errors;

	for (int extra = 0; extra <= 1; extra++) {
		size_t n = 199 - 9 + (size_t)extra;

		memset(fill, 'x', n);
		fill[n] = '\0';
		snprintf(text, sizeof(text), "%s%s\n%s", head, fill, PLAYERS);
		CU_ASSERT_EQUAL(parse(text, &s, &errors), extra ? STATUS_INPUT : STATUS_OK);
		if (extra) {
			CU_ASSERT_EQUAL(errors.total, 1);
			CU_ASSERT_EQUAL(errors.item[0].line, 2);
			CU_ASSERT_PTR_NOT_NULL(strstr(errors.item[0].text, "199 bytes"));
		} else {
			CU_ASSERT_STRING_EQUAL(s.source, fill);
		}
		scenario_free(&s);
	}
}

/* What no text file has: each with its own line, nothing read past it wrongly. */
static void test_bytes(void)
{
	static const struct {
		const char *text;
		size_t length;
		int line;
		const char *says;
	} bad[] = {
#define BYTES(text) text, sizeof(text) - 1
		{ BYTES("[specialist a]\ncost.scale = 1\0" "2\n"), 2, "NUL" },
		{ BYTES("[specialist a]\nname = \xff\n"), 2, "UTF-8" },
		{ BYTES("[specialist a]\nname = \xc0\xaf\n"), 2, "UTF-8" },
		{ BYTES("[specialist a]\nname = \xed\xa0\x80\n"), 2, "UTF-8" },
		{ BYTES("[specialist a]\nname = a\033[2Jb\n"), 2, "control" },
		{ BYTES("[specialist a]\nname = a\rb\n"), 2, "control" },
		{ BYTES("[specialist a]\n\n; comment \x01\n"), 3, "control" },
		{ BYTES("[specialist a]\nname = \x7f\n"), 2, "control" },
		{ BYTES("\xEF\xBB\xBF[specialist a]\n\xEF\xBB\xBFname = b\n"), 2, "" },
#undef BYTES
	};
	struct scenario s;
	struct error_list errors;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		CU_ASSERT_EQUAL(scenario_parse("t", bad[i].text, bad[i].length, &s, &errors),
			STATUS_INPUT);
		CU_ASSERT_EQUAL(errors.total, 1);
		CU_ASSERT_EQUAL(errors.item[0].line, bad[i].line);
		CU_ASSERT_PTR_NOT_NULL(strstr(errors.item[0].text, bad[i].says));
	}
}

/* ---- what is read --------------------------------------------------------- */

static void test_reads(void)
{
	static const char text[] = "\xEF\xBB\xBF; a comment\r\n"
		"[scenario]\r\n"
		"title: A = b: c ; d \r\n"
		"minutes = 5 ; comment\r\n"
		"summary = one\r\n    two ; three\r\n\r\n; between\r\n\tfour\r\n"
		"delta = 0.25 .5\r\n    1e0\r\n"
		"bargain = powerful:m-2\r\n"
		"[specialist  law ]\r\n"
		"cost.rate = 3\r\n"         /* before its family */
		"cost.rate.range = .1 : 10 :log\r\n"
		"cost.rate.step = .1\r\n"
		"cost = exponential\r\n"
		"[specialist m-2]\r\n"
		"cost = exponential\r\ncost.exponent = 1.774\r\n" /* another name of rate */
		"[generalist]\r\nname = L\xC3\xA4" "b ; a name\r\nweight = 0\r\n"
		"[specialist x_3]\r\n"
		"revenue.R = -10\r\n"
		"revenue = formula\r\n"
		"revenue.formula = R*(1 -\r\n  exp(-a/s)) ; c\r\n"
		"revenue.s = 1e-5";         /* no end of line */
	struct scenario s;
	struct error_list errors;
	struct param_ref ref;
	struct slider slider;
	struct error err;

	CU_ASSERT_EQUAL_FATAL(parse(text, &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL(errors.total, 0);
	CU_ASSERT_STRING_EQUAL(s.title, "A = b: c ; d");
	CU_ASSERT_STRING_EQUAL(s.minutes, "5");
	CU_ASSERT_STRING_EQUAL(s.summary, "one two ; three four");
	CU_ASSERT_EQUAL_FATAL(s.game.n, 3);
	CU_ASSERT_STRING_EQUAL(s.game.specialist[0].id, "law");
	CU_ASSERT_STRING_EQUAL(s.game.specialist[0].name, "law");
	CU_ASSERT_EQUAL(s.game.specialist[0].cost.family, COST_EXPONENTIAL);
	CU_ASSERT_EQUAL(number(&s, "law.cost.rate"), 3);
	CU_ASSERT_EQUAL(number(&s, "m-2.cost.rate"), 1.774);
	CU_ASSERT_EQUAL(number(&s, "m-2.cost.exponent"), 1.774);
	CU_ASSERT_STRING_EQUAL(s.game.generalist.name, "L\xC3\xA4" "b");
	CU_ASSERT(s.game.generalist.weight == 0);
	CU_ASSERT_EQUAL(number(&s, "generalist.weight"), 0);
	CU_ASSERT_EQUAL(number(&s, "x_3.revenue.R"), -10);
	CU_ASSERT_EQUAL(number(&s, "x_3.revenue.s"), 1e-5);
	CU_ASSERT_STRING_EQUAL(s.game.specialist[2].revenue.formula->text,
		"R*(1 - exp(-a/s))");
	CU_ASSERT_EQUAL(s.bargain.rule, RULE_POWERFUL_SPECIALIST);
	CU_ASSERT_EQUAL(s.bargain.specialist, 1);
	CU_ASSERT_EQUAL(s.delta[0], 0.25);
	CU_ASSERT_EQUAL(s.delta[1], 0.5);
	CU_ASSERT_EQUAL(s.delta[2], 1);
	CU_ASSERT_EQUAL(param_find(&s, "law.cost.rate", &ref, &err), STATUS_OK);
	param_slider(&s, &ref, &slider);
	CU_ASSERT_EQUAL(slider.low, 0.1);
	CU_ASSERT_EQUAL(slider.high, 10);
	CU_ASSERT(slider.log);
	CU_ASSERT_EQUAL(slider.step, 0.1);
	scenario_free(&s);
}

static void test_defaults(void)
{
	struct scenario s;
	struct error_list errors;

	CU_ASSERT_EQUAL_FATAL(parse("[specialist a]\n", &s, &errors), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(s.game.generalist.name, "Generalist");
	CU_ASSERT_EQUAL(s.bargain.rule, RULE_NASH);
	CU_ASSERT_FALSE(s.game.common);
	CU_ASSERT_EQUAL(s.delta[0], 0.5);
	CU_ASSERT_EQUAL(number(&s, "generalist.cost.exponent"), 2);
	CU_ASSERT_EQUAL(number(&s, "a.cost.scale"), 1);
	CU_ASSERT_EQUAL(number(&s, "a.cost.fixed"), 0);
	CU_ASSERT_EQUAL(number(&s, "a.revenue.scale"), 1);
	CU_ASSERT_EQUAL(number(&s, "a.weight"), 1);
	CU_ASSERT_EQUAL(number(&s, "a.outside"), 0);
	scenario_free(&s);
	CU_ASSERT_EQUAL_FATAL(parse("[specialist a]\nrevenue=power\n[specialist b]\n"
		"revenue=logistic\n", &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL(number(&s, "a.revenue.exponent"), 1);
	CU_ASSERT_EQUAL(number(&s, "b.revenue.width"), 1);
	CU_ASSERT_EQUAL(number(&s, "b.revenue.midpoint"), 1);
	scenario_free(&s);
}

/* A formula's constants may have the names that other families use. */
static void test_constants(void)
{
	struct scenario s;
	struct error_list errors;
	struct param_ref ref;
	struct slider slider;
	struct error err;

	CU_ASSERT_EQUAL_FATAL(parse("[scenario]\ndelta.step = 0.125\n" FORMULA
		"revenue.formula = scale*a + base\nrevenue.scale = 2\nrevenue.base = -1\n"
		"revenue.scale.range = 1:4\ncost.scale = 7\n[specialist b]\n", &s, &errors),
		STATUS_OK);
	CU_ASSERT_EQUAL(number(&s, "law.revenue.base"), -1);
	CU_ASSERT_EQUAL(number(&s, "law.cost.scale"), 7);
	CU_ASSERT_EQUAL(revenue_value(&s.game.specialist[0].revenue, 3), 5);
	CU_ASSERT_EQUAL(param_find(&s, "law.revenue.scale", &ref, &err), STATUS_OK);
	param_slider(&s, &ref, &slider);
	CU_ASSERT_EQUAL(slider.low, 1);
	CU_ASSERT_EQUAL(slider.high, 4);
	CU_ASSERT_EQUAL(param_find(&s, "b.delta", &ref, &err), STATUS_OK);
	param_slider(&s, &ref, &slider);
	CU_ASSERT_EQUAL(slider.step, 0.125);
	scenario_free(&s);
}

/* ---- size ----------------------------------------------------------------- */

static char *repeat(const char *head, const char *format, int n, size_t each)
{
	char *text = malloc(strlen(head) + (size_t)n * each + 1), *at = text;

	at += sprintf(at, "%s", head);
	for (int i = 0; i < n; i++)
		at += sprintf(at, format, i, i);
	return text;
}

static void test_many(void)
{
	char *text = repeat("[scenario]\nshare = common\n",
		"[specialist s%d]\nrevenue.scale = 1.%d\n", 10000, 60);
	struct scenario s;
	struct error_list errors;

	CU_ASSERT_EQUAL_FATAL(parse(text, &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL(s.game.n, 10000);
	CU_ASSERT_EQUAL(s.game.specialist[9999].revenue.scale, 1.9999);
	scenario_free(&s);
	free(text);
	text = repeat("", "[specialist s%d]\n", 10003, 30);
	CU_ASSERT_EQUAL(parse(text, &s, &errors), STATUS_INPUT);
	CU_ASSERT_EQUAL(errors.total, 1);
	CU_ASSERT_EQUAL(errors.item[0].line, 10001);
	CU_ASSERT_PTR_NOT_NULL(strstr(errors.item[0].text, "10000 specialists"));
	free(text);
}

/* Twenty errors are kept, all are counted. */
static void test_counts(void)
{
	char *text = repeat(PLAYERS, "bad%d = %d\n", 5000, 30);
	struct scenario s;
	struct error_list errors;

	CU_ASSERT_EQUAL(parse(text, &s, &errors), STATUS_INPUT);
	CU_ASSERT_EQUAL(errors.count, ERROR_LIST_MAX);
	CU_ASSERT_EQUAL(errors.total, 5000);
	CU_ASSERT_EQUAL(errors.item[0].line, 5);
	CU_ASSERT_EQUAL(errors.item[19].line, 24);
	free(text);
}

/* What there can be of anything has an end, which is said with its line. */
static void check_limit(char *text, const char *says, int line)
{
	struct scenario s;
	struct error_list errors;

	CU_ASSERT_EQUAL(parse(text, &s, &errors), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(errors.item[0].text, says));
	CU_ASSERT_EQUAL(errors.item[0].line, line);
	if (!strstr(errors.item[0].text, says) || errors.item[0].line != line)
		fprintf(stderr, "\n%d: %s\n", errors.item[0].line, errors.item[0].text);
	free(text);
}

static void test_limits(void)
{
	check_limit(repeat(PLAYERS "[lesson]\ntitle = Long\n", "text = %d\n", 300, 20),
		"more than 200 keys in a section", 206);
	check_limit(repeat(PLAYERS "[lesson]\ntitle = Long\ntext = This\n",
		"  goes on and on and on, in line %d, to no end that anybody could see\n", 8000, 80),
		"text is too long", 7);
	check_limit(repeat("", "[specialist s%d]\ncost.scale.step = 1\n", 4100, 50),
		"more than 4096 sliders of their own", 2 * 4097);
	check_limit(repeat(FORMULA "revenue.formula = a*(k0+k1+k2+k3+k4+k5+k6+k7+k8+k9+k10+k11+"
		"k12+k13+k14+k15+k16)\n", "revenue.k%d = %d\n", 17, 30), "at most 16 constants", 20);
}

/* ---- opening -------------------------------------------------------------- */

static void check_refused(const char *name, const char *says)
{
	struct scenario s;
	struct error_list errors;

	CU_ASSERT_EQUAL(scenario_open(name, &s, &errors), STATUS_INPUT);
	CU_ASSERT_EQUAL(errors.count, 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(errors.item[0].text, says));
	CU_ASSERT_EQUAL(s.game.n, 0);
}

static void test_open(void)
{
	char directory[] = "/tmp/haggle-open-XXXXXX", path[100], longer[257];
	FILE *file;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	check_refused("./none.ini", "No such file");
	check_refused("none.ini", "No such file");
	check_refused(directory, "not a regular file");
	check_refused("/dev/zero", "not a regular file");
	check_refused("nobody", "there is no preset nobody");
	check_refused("symetric", "did you mean symmetric?");
	check_refused("a b", "there is no preset");
	check_refused("", "there is no preset");
	check_refused(".ini", "No such file");
	/* Cut, it would be another file, or none. */
	memset(longer, 'n', sizeof(longer));
	memcpy(longer, "./", 2);
	strcpy(longer + sizeof(longer) - 5, ".ini");
	check_refused(longer, "the path is longer than 255 bytes");
	snprintf(path, sizeof(path), "%s/fifo.ini", directory);
	CU_ASSERT_EQUAL(mkfifo(path, 0600), 0);
	check_refused(path, "not a regular file");
	unlink(path);
	snprintf(path, sizeof(path), "%s/big.ini", directory);
	file = fopen(path, "w");
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	CU_ASSERT_EQUAL(ftruncate(fileno(file), (off_t)SCENARIO_BYTES_MAX + 1), 0);
	fclose(file);
	check_refused(path, "larger than");
	unlink(path);
	rmdir(directory);
}

/* ---- changing ------------------------------------------------------------- */

static void test_specialists(void)
{
	struct scenario s;
	struct error_list errors;
	struct error err;
	char name[64];

	CU_ASSERT_EQUAL_FATAL(parse("[scenario]\nbargain = powerful:s3\ndelta = .1 .2\n"
		"[specialist s3]\ncost.scale.step=2\n[specialist b]\ncost.scale.step=3\n", &s,
		&errors), STATUS_OK);
	CU_ASSERT_EQUAL(scenario_add_specialist(&s, &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.game.n, 3);
	CU_ASSERT_STRING_EQUAL(s.game.specialist[2].id, "s4");
	CU_ASSERT_EQUAL(s.delta[2], 0.5);
	CU_ASSERT_EQUAL(scenario_remove_specialist(&s, 1, &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.sliders, 1);
	CU_ASSERT_STRING_EQUAL(scenario_bargain_name(&s, s.bargain, name, sizeof(name)),
		"powerful:s3");
	CU_ASSERT_EQUAL(scenario_remove_specialist(&s, 0, &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.bargain.rule, RULE_NASH);
	CU_ASSERT_STRING_EQUAL(s.game.specialist[0].id, "s4");
	CU_ASSERT_EQUAL(s.delta[0], 0.5);
	CU_ASSERT_EQUAL(scenario_remove_specialist(&s, 0, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(s.game.n, 1);
	scenario_free(&s);
}

void suite_scenario(void)
{
	CU_pSuite suite = CU_add_suite("scenario", NULL, NULL);

	CU_add_test(suite, "what is wrong is named with its line", test_bad);
	CU_add_test(suite, "a line that is refused is one error", test_refused);
	CU_add_test(suite, "a formula's error has its column in the file", test_formula_place);
	CU_add_test(suite, "long lines are refused, not cut", test_lines);
	CU_add_test(suite, "bytes that are no text are refused", test_bytes);
	CU_add_test(suite, "everything is read", test_reads);
	CU_add_test(suite, "defaults", test_defaults);
	CU_add_test(suite, "constants with familiar names", test_constants);
	CU_add_test(suite, "ten thousand specialists, no more", test_many);
	CU_add_test(suite, "errors are counted", test_counts);
	CU_add_test(suite, "limits", test_limits);
	CU_add_test(suite, "files that are none", test_open);
	CU_add_test(suite, "specialists come and go", test_specialists);
}
