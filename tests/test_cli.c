/* The command line: the real binary, its output and its exit status. */
#include "child.h"
#include "json.h"
#include "model/param.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUN_MAX 12

static struct child ran;

/* Runs haggle with the arguments given; the result is in `ran` until the next run. */
static int haggle_with(const char *input, const char *const *env, const char *const *args)
{
	const char *argv[RUN_MAX + 2] = {HAGGLE_PROGRAM};
	for (int i = 0; args[i]; i++)
		argv[i + 1] = args[i];
	child_free(&ran);
	child_run(&ran, argv, env, input);
	return ran.status;
}

#define HAGGLE(...) haggle_with(NULL, NULL, (const char *const[]){__VA_ARGS__, NULL})
#define HAGGLE_INPUT(input, ...) haggle_with(input, NULL, (const char *const[]){__VA_ARGS__, NULL})

static int shell(const char *script)
{
	child_free(&ran);
	child_shell(&ran, script);
	return ran.status;
}

static bool said(const char *text)
{
	bool found = strstr(ran.err, text) != NULL;
	if (!found)
		fprintf(stderr, "no '%s' in: %s\n", text, ran.err);
	return found;
}

static int count_lines(const char *text)
{
	int n = 0;
	for (; *text; text++)
		n += *text == '\n';
	return n;
}

static json_t *read_line(void)
{
	json_t *j = json_read(ran.out, NULL);
	CU_ASSERT_PTR_NOT_NULL_FATAL(j);
	CU_ASSERT_EQUAL(count_lines(ran.out), 1);
	return j;
}

static bool near(double a, double b)
{
	return fabs(a - b) < 1e-6;
}

static const char two_domains[] =
	"[scenario]\ntitle = Two \\ \"domains\" \xc3\xa9\nbargain = fixed\ndelta = 0.4 0.6\n"
	"[generalist]\ncost.scale = 2\n"
	"[specialist a]\nname = The first\ncost.scale = .5\n"
	"[specialist b]\nrevenue.scale = 2\n";

/* ---- solve --------------------------------------------------------------- */

static void test_json_one(void)
{
	CU_ASSERT_EQUAL(HAGGLE("solve", "--format=json", "--set", "generalist.cost.scale=1",
				"--set", "medicine.cost.scale=2", "symmetric"),
		0);
	json_t *j = read_line();
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "scenario"), "symmetric");
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "bargain"), "nash");
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "share"), "separate");
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "specialists.0"), "medicine");
	CU_ASSERT_TRUE(near(json_double_at(j, "outcome.delta.0"), .622839));
	CU_ASSERT_TRUE(near(json_double_at(j, "outcome.generalist.utility"), .155710));
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "outcome.generalist.regime"), "invest");
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "outcome.specialists.0.regime"), "contribute");
	CU_ASSERT_TRUE(near(json_double_at(j, "outcome.specialists.0.utility"), .135237));
	CU_ASSERT_TRUE(near(json_double_at(j, "first_best.joint"), .375));
	CU_ASSERT_TRUE(near(json_double_at(j, "pareto.0.0"), 1.0 / 3));
	CU_ASSERT_TRUE(near(json_double_at(j, "pareto.0.1"), 1));
	CU_ASSERT_TRUE(json_is_true(json_at(j, "profit_sharing")));
	const json_t *solutions = json_at(j, "solutions");
	CU_ASSERT_EQUAL_FATAL((int)json_array_size(solutions), 7);
	static const char *const names[] = {"vertical-monopoly", "nash", "egalitarian",
		"kalai-smorodinsky", "powerful:generalist", "powerful:medicine", "max-performance"};
	static const double shares[] = {2.0 / 3, .622839, .577350, .699056, 1, 1.0 / 3, 1};
	for (int i = 0; i < 7; i++) {
		const json_t *s = json_array_get(solutions, (size_t)i);
		CU_ASSERT_STRING_EQUAL(json_text_at(s, "name"), names[i]);
		CU_ASSERT_TRUE(near(json_double_at(s, "delta.0"), shares[i]));
		CU_ASSERT_TRUE(json_is_true(json_at(s, "agreement")) && json_null_at(s, "tie"));
		CU_ASSERT_TRUE(near(json_double_at(s, "joint"),
			json_double_at(s, "utilities.0") + json_double_at(s, "utilities.1")));
		CU_ASSERT_TRUE(near(json_double_at(s, "efficiency"), json_double_at(s, "joint") / .375));
	}
	json_decref(j);
}

static void test_json_two(void)
{
	CU_ASSERT_EQUAL(HAGGLE_INPUT(two_domains, "solve", "-f", "json", "-"), 0);
	json_t *j = read_line();
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "scenario"), "-");
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "title"), "Two \\ \"domains\" \xc3\xa9");
	CU_ASSERT_EQUAL(json_double_at(j, "outcome.delta.0"), .4);
	CU_ASSERT_EQUAL(json_double_at(j, "outcome.delta.1"), .6);
	/* a0 = (.4 * 1 + .6 * 2) / (2 * 2), x = (.6, .8 / 2) */
	CU_ASSERT_TRUE(near(json_double_at(j, "outcome.alpha0"), .4));
	CU_ASSERT_TRUE(near(json_double_at(j, "outcome.specialists.0.investment"), .6));
	CU_ASSERT_TRUE(near(json_double_at(j, "outcome.specialists.1.alpha"), .8));
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "outcome.specialists.0.id"), "a");
	CU_ASSERT_TRUE(json_null_at(j, "pareto"));
	const json_t *solutions = json_at(j, "solutions");
	CU_ASSERT_EQUAL_FATAL((int)json_array_size(solutions), 8);
	for (int i = 0; i < 8; i++) {
		CU_ASSERT_EQUAL(json_count_at(json_array_get(solutions, (size_t)i), "utilities"), 3);
		CU_ASSERT_EQUAL(json_count_at(json_array_get(solutions, (size_t)i), "delta"), 2);
		CU_ASSERT_EQUAL(json_count_at(json_array_get(solutions, (size_t)i), "alpha"), 2);
		CU_ASSERT_EQUAL(json_count_at(json_array_get(solutions, (size_t)i), "regimes"), 2);
	}
	CU_ASSERT_STRING_EQUAL(json_text_at(solutions, "6.name"), "powerful:b");
	json_decref(j);
}

/* Every number that is written reads back as the very same double. */
static void test_json_exact(void)
{
	CU_ASSERT_EQUAL(HAGGLE("solve", "-f", "json", "--set", "delta=0.1", "symmetric"), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "\"bargain\":\"fixed\""));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "\"delta\":[0.1]"));
	json_t *j = read_line();
	CU_ASSERT_EQUAL(json_double_at(j, "outcome.delta.0"), .1);
	json_decref(j);
}

static void test_json_no_agreement(void)
{
	CU_ASSERT_EQUAL(
		HAGGLE("solve", "-f", "json", "-s", "generalist.outside=9", "symmetric"), 0);
	json_t *j = read_line();
	CU_ASSERT_TRUE(json_is_false(json_at(j, "outcome.agreement")));
	CU_ASSERT_TRUE(json_null_at(j, "outcome.delta"));
	CU_ASSERT_EQUAL(json_double_at(j, "outcome.alpha0"), 0);
	CU_ASSERT_EQUAL(json_double_at(j, "outcome.generalist.utility"), 9);
	CU_ASSERT_EQUAL(json_double_at(j, "outcome.specialists.0.utility"), 0);
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "outcome.specialists.0.regime"), "abstain");
	CU_ASSERT_EQUAL(json_double_at(j, "outcome.joint"), 9);
	CU_ASSERT_TRUE(json_null_at(j, "outcome.efficiency"));
	static const char *const fields[] = {"delta", "tie", "ties", "alpha0", "alpha", "utilities",
		"regimes", "joint", "efficiency", "pareto"};
	const json_t *s = json_at(j, "solutions.1");
	CU_ASSERT_TRUE(json_is_false(json_at(s, "agreement")));
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		CU_ASSERT_TRUE(json_null_at(s, fields[i]));
	json_decref(j);
	CU_ASSERT_EQUAL(HAGGLE("solve", "-s", "generalist.outside=9", "symmetric"), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "Nash: no deal."));
}

static void test_tie(void)
{
	CU_ASSERT_EQUAL(HAGGLE("solve", "-f", "json", "symmetric"), 0);
	json_t *j = read_line();
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "solutions.6.name"), "max-performance");
	CU_ASSERT_EQUAL(json_double_at(j, "solutions.6.tie.0"), 0);
	CU_ASSERT_EQUAL(json_double_at(j, "solutions.6.tie.1"), 1);
	/* Of the shares that tie, the one with the largest joint surplus. */
	CU_ASSERT_TRUE(near(json_double_at(j, "solutions.6.delta.0"), .5));
	json_decref(j);
}

static void test_several_scenarios(void)
{
	CU_ASSERT_EQUAL(HAGGLE("solve", "-f", "json", "symmetric", "nowhere", "symmetric"), 1);
	CU_ASSERT_EQUAL(count_lines(ran.out), 2);
	CU_ASSERT_TRUE(said("haggle: nowhere: "));
	const char *rest;
	json_t *one = json_read(ran.out, &rest), *two = json_read(rest, &rest);
	CU_ASSERT_TRUE(one && two && !*rest);
	json_decref(one);
	json_decref(two);
}

static void test_unbounded(void)
{
	CU_ASSERT_EQUAL(HAGGLE_INPUT("[scenario]\nbargain = fixed\ndelta = .5\n[generalist]\n"
				     "[specialist s]\nrevenue.scale = 3\ncost.exponent = 1\n",
				"solve", "-"),
		3);
	CU_ASSERT_TRUE(said("haggle: -: unbounded: specialist s"));
	CU_ASSERT_STRING_EQUAL(ran.out, "");
}

/* Plain characters in aligned columns: what a screen reader wants. */
static void test_text(void)
{
	CU_ASSERT_EQUAL(HAGGLE_INPUT(two_domains, "solve", "-"), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "-: Two \\ \"domains\" \xc3\xa9\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "The first (a)"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "\nVertical monopoly "));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "\nGeneralist's shares "));
	CU_ASSERT_PTR_NULL(strchr(ran.out, '|'));
	CU_ASSERT_PTR_NULL(strstr(ran.out, "--"));
	CU_ASSERT_PTR_NULL(strstr(ran.out, " \n"));
	CU_ASSERT_PTR_NULL(strstr(ran.out, "nan"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "-s", "medicine.cost.scale=2", "symmetric"), 0);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(ran.out, "The Pareto-optimal shares are from 0.333333 to 1."));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "Profit-sharing exists"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "Nash                 0.622839    0.15571"));
}

static void test_csv(void)
{
	CU_ASSERT_EQUAL(HAGGLE("solve", "-f", "csv", "symmetric", "symmetric"), 0);
	/* a header; outcome, first best and seven solutions of two players, twice */
	CU_ASSERT_EQUAL(count_lines(ran.out), 1 + 2 * 9 * 2);
	int commas = 0, first = -1;
	for (const char *p = ran.out; *p; p++) {
		commas += *p == ',';
		if (*p != '\n')
			continue;
		first = first < 0 ? commas : first;
		CU_ASSERT_EQUAL(commas, first);
		commas = 0;
	}
	CU_ASSERT_EQUAL(first, 16);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "\nsymmetric,nash,yes,medicine,0."));
}

/* Many specialists: the outcome alone, in time that grows with their number. */
static void test_many(void)
{
	enum { N = 10000 };
	char *text = malloc((size_t)N * 40 + 200);
	size_t n = (size_t)sprintf(text, "[scenario]\nshare = common\nbargain = fixed\n"
					 "delta = .5\n[generalist]\n");
	for (int i = 0; i < N; i++)
		n += (size_t)sprintf(text + n, "[specialist s%d]\n", i);
	CU_ASSERT_EQUAL(HAGGLE_INPUT(text, "solve", "-f", "json", "-"), 0);
	json_t *j = read_line();
	CU_ASSERT_EQUAL(json_count_at(j, "outcome.specialists"), N);
	CU_ASSERT_TRUE(near(json_double_at(j, "outcome.alpha0"), (double)N * .5 / 2));
	CU_ASSERT_EQUAL(json_count_at(j, "solutions"), 0);
	CU_ASSERT_TRUE(json_null_at(j, "pareto"));
	json_decref(j);
	free(text);
}

/* A rule among more specialists than have solutions listed: its outcome alone, unless all are
 * asked for. */
static void test_rule_among_many(void)
{
	enum { N = 70 };
	char text[N * 40 + 200];
	size_t n = (size_t)sprintf(text, "[scenario]\nshare = common\n[generalist]\n");
	for (int i = 0; i < N; i++)
		n += (size_t)sprintf(text + n, "[specialist s%d]\n", i);
	CU_ASSERT_EQUAL(HAGGLE_INPUT(text, "solve", "-f", "json", "-"), 0);
	json_t *j = read_line();
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "bargain"), "nash");
	CU_ASSERT_EQUAL(json_count_at(j, "outcome.delta"), N);
	CU_ASSERT_EQUAL(json_count_at(j, "solutions"), 0);
	json_decref(j);
	CU_ASSERT_EQUAL(HAGGLE_INPUT(text, "solve", "--all", "-f", "json", "-"), 0);
	j = read_line();
	CU_ASSERT_EQUAL(json_count_at(j, "solutions"), N + 6);
	json_decref(j);
}

/* ---- check, --set, usage ------------------------------------------------- */

static void test_check(void)
{
	CU_ASSERT_EQUAL(HAGGLE("check", "symmetric"), 0);
	CU_ASSERT_STRING_EQUAL(ran.out, "");
	CU_ASSERT_STRING_EQUAL(ran.err, "");
	CU_ASSERT_EQUAL(HAGGLE_INPUT("[scenario]\nbargain = maybe\n[generalist]\ncost.scale = -1\n"
				     "[specialist s]\nflavour = sour\n",
				"check", "-"),
		1);
	CU_ASSERT_TRUE(said("haggle: -:2: "));
	CU_ASSERT_TRUE(said("haggle: -:4: "));
	CU_ASSERT_TRUE(said("haggle: -:6: "));
	CU_ASSERT_EQUAL(HAGGLE("check", "./nowhere.ini"), 1);
	CU_ASSERT_TRUE(said("haggle: ./nowhere.ini: "));
}

static void test_set(void)
{
	CU_ASSERT_EQUAL(HAGGLE("check", "-s", "generalist.cost.scale=0.5", "symmetric"), 0);
	CU_ASSERT_EQUAL(HAGGLE("check", "-s", "generalist.cost.scale=0,5", "symmetric"), 1);
	CU_ASSERT_TRUE(said("--set generalist.cost.scale=0,5: "));
	CU_ASSERT_EQUAL(HAGGLE("check", "--set", "no.such=1", "symmetric"), 1);
	CU_ASSERT_EQUAL(HAGGLE("check", "--set", "what", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("solve", "-f", "json", "-s", "bargain=egalitarian", "symmetric"), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "\"bargain\":\"egalitarian\""));
}

/* However much was given, the reason is there. */
static void test_long_set(void)
{
	char set[2000];
	memset(set, 'x', sizeof set);
	set[sizeof set - 1] = '\0';
	memcpy(set, "title=", 6);
	CU_ASSERT_EQUAL(HAGGLE("check", "--set", set, "symmetric"), 1);
	CU_ASSERT_TRUE(said("--set title=xxx"));
	CU_ASSERT_TRUE(said("...: title is too long: 1993 bytes, at most 190"));
	set[1500] = '=';
	memset(set, 'y', 6);
	CU_ASSERT_EQUAL(HAGGLE("check", "--set", set, "symmetric"), 1);
	CU_ASSERT_TRUE(said(": no parameter has that name"));
	CU_ASSERT_EQUAL(HAGGLE("plot", "--specialist", set, "symmetric"), 1);
	CU_ASSERT_TRUE(said("the first is 'medicine'"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "--format", set, "symmetric"), 2);
	CU_ASSERT_TRUE(said("text, json, csv"));
}

/* A locale with a decimal comma changes neither what is read nor what is written. */
static void test_locale(void)
{
	static const char *const locales[] = {
		"LC_ALL=de_DE.UTF-8", "LC_ALL=de_DE@euro", "LC_ALL=C", "LC_ALL=nonsense"};
	HAGGLE("solve", "-f", "json", "-s", "medicine.cost.scale=1.5", "symmetric");
	char *plain = strdup(ran.out);
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		const char *env[] = {locales[i], NULL};
		CU_ASSERT_EQUAL(haggle_with(NULL, env,
					(const char *const[]){"solve", "-f", "json", "-s",
						"medicine.cost.scale=1.5", "symmetric", NULL}),
			0);
		CU_ASSERT_STRING_EQUAL(ran.out, plain);
	}
	free(plain);
}

static void test_usage(void)
{
	CU_ASSERT_EQUAL(HAGGLE("--nonsense"), 2);
	CU_ASSERT_TRUE(said("'--nonsense'"));
	CU_ASSERT_EQUAL(HAGGLE("-Q"), 2);
	CU_ASSERT_TRUE(said("'-Q'"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "-a\xc3\xa9", "flip"), 2);
	CU_ASSERT_TRUE(said("there is no option '-a\xc3\xa9'\n"));
	CU_ASSERT_EQUAL(HAGGLE("--col=never"), 2);
	CU_ASSERT_TRUE(said("haggle: '--col' may be --color, --colors\n"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "--formt=json", "flip"), 2);
	CU_ASSERT_TRUE(said("there is no option '--formt=json': did you mean --format?\n"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "--all=3", "flip"), 2);
	CU_ASSERT_TRUE(said("haggle: --all takes nothing\n"));
	CU_ASSERT_EQUAL(HAGGLE("--=x"), 2);
	CU_ASSERT_TRUE(said("there is no option '--=x'"));
	CU_ASSERT_EQUAL(HAGGLE("solve"), 2);
	CU_ASSERT_TRUE(said("haggle: solve needs at least one scenario: a preset's name, "));
	CU_ASSERT_EQUAL(HAGGLE("check"), 2);
	CU_ASSERT_EQUAL(HAGGLE("plot"), 2);
	CU_ASSERT_TRUE(said("haggle: plot needs a scenario: "));
	CU_ASSERT_EQUAL(HAGGLE("plot", "symmetric", "flip"), 2);
	CU_ASSERT_TRUE(said("haggle: plot takes one scenario, not also 'flip'\n"));
	CU_ASSERT_EQUAL(HAGGLE("solv", "flip"), 2);
	CU_ASSERT_TRUE(said("haggle: there is no command 'solv': did you mean solve?\n"));
	CU_ASSERT_EQUAL(HAGGLE("squeeze", "flip"), 2);
	CU_ASSERT_TRUE(said("haggle: the explorer takes one scenario, not also 'flip'\n"));
	CU_ASSERT_EQUAL(HAGGLE_INPUT("[specialist s]\n", "solve", "-", "-"), 2);
	CU_ASSERT_TRUE(said("standard input was read already"));
	CU_ASSERT_EQUAL(HAGGLE("symmetric", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("presets", "x"), 2);
	CU_ASSERT_TRUE(said("haggle: presets takes no scenario, not also 'x'\n"));
	CU_ASSERT_EQUAL(HAGGLE("room"), 2);
	CU_ASSERT_TRUE(said("haggle: room takes serve|lead|join|"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "--format=xml", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--format=gif", "symmetric"), 2);
	CU_ASSERT_TRUE(said("no format 'gif' for plot: text, json, csv, gnuplot, svg, pdf, png, html, ansi"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "--format=gnuplot", "symmetric"), 2);
	CU_ASSERT_TRUE(said("no format 'gnuplot' for solve: text, json, csv"));
	CU_ASSERT_EQUAL(HAGGLE("sweep", "--format=text", "--vary=delta=0:1:2", "symmetric"), 2);
	CU_ASSERT_TRUE(said("no format 'text' for sweep: json, csv"));
	CU_ASSERT_EQUAL(HAGGLE("check", "--format=csv", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("solve", "symmetric", "--format"), 2);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--size=80", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--size=0x24", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--size=9999x24", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--view=nowhere", "symmetric"), 2);
	CU_ASSERT_TRUE(said("overview, utilities"));
	CU_ASSERT_EQUAL(HAGGLE("--glyphs=runes", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("--color=red", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("sweep", "--shard=3/2", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("sweep", "--jobs=0", "symmetric"), 2);
}

/* Options are taken anywhere, also where the environment asks for POSIX. */
static void test_order(void)
{
	static const char *const env[] = {"POSIXLY_CORRECT=1", NULL};
	CU_ASSERT_EQUAL(haggle_with(NULL, env,
				(const char *const[]){"--color=never", "solve", "symmetric",
					"--format=json", NULL}),
		0);
	CU_ASSERT_EQUAL(ran.out[0], '{');
	CU_ASSERT_EQUAL(HAGGLE("solve", "--", "symmetric"), 0);
	CU_ASSERT_EQUAL(HAGGLE("solve", "--", "--format=json"), 1);
}

static void test_help(void)
{
	static const char *const must[] = {"--set", "--format", "--vary", "--shard", "--jobs",
		"--view", "--size", "--glyphs", "--color", "--restricted", "--help", "--version",
		"haggle solve", "haggle plot", "haggle sweep", "haggle check", "haggle presets"};
	CU_ASSERT_EQUAL(HAGGLE("--help"), 0);
	for (size_t i = 0; i < sizeof must / sizeof *must; i++)
		CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, must[i]));
	CU_ASSERT_STRING_EQUAL(ran.err, "");
	CU_ASSERT_EQUAL(HAGGLE("solve", "--help"), 0);
	CU_ASSERT_PTR_NULL(strstr(ran.out, "--vary"));
	CU_ASSERT_EQUAL(HAGGLE("--version"), 0);
	CU_ASSERT_EQUAL(strncmp(ran.out, "haggle ", 7), 0);
}

/* The candidates that haggle offers for the last of some words, a line each. */
static const char *offers(const char *words)
{
	char script[300];
	snprintf(script, sizeof script, "\"$HAGGLE\" --completion=words -- %s | cut -f1", words);
	CU_ASSERT_EQUAL(shell(script), 0);
	return ran.out;
}

static void test_completion(void)
{
	CU_ASSERT_EQUAL(HAGGLE("--completion=tcsh"), 2);
	CU_ASSERT_TRUE(said("no completion for 'tcsh': bash, zsh or fish\n"));
	CU_ASSERT_EQUAL(HAGGLE("--completion=fish"), 0);
	CU_ASSERT_EQUAL(HAGGLE("--completion=zsh"), 0);
	CU_ASSERT_STRING_EQUAL(offers("solv"), "solve\n:scenarios\n");
	CU_ASSERT_STRING_EQUAL(offers("--set medicine.revenue.w"), ""); /* no width here */
	CU_ASSERT_STRING_EQUAL(offers("-s medicine.revenue.s"), "medicine.revenue.scale=\n");
	CU_ASSERT_STRING_EQUAL(offers("-s medicine.cost=exponential -s medicine.cost.r"),
		"medicine.cost.rate=\n");
	CU_ASSERT_STRING_EQUAL(offers("solve three-domains --set law.out"), "law.outside=\n");
	CU_ASSERT_STRING_EQUAL(offers("--set=bargain=na"), "--set=bargain=nash\n");
	CU_ASSERT_STRING_EQUAL(offers("sweep -v barg"), ""); /* is no number */
	CU_ASSERT_STRING_EQUAL(offers("--set barg"), "bargain=\n");
	CU_ASSERT_STRING_EQUAL(offers("solve -f ''"), "text\njson\ncsv\n");
	CU_ASSERT_STRING_EQUAL(offers("room export -f ''"), "csv\notree\njson\n");
	CU_ASSERT_STRING_EQUAL(offers("plot three-domains --specialist l"), "law\n");
	CU_ASSERT_STRING_EQUAL(offers("plot -o ''"), ":files\n");
	CU_ASSERT_STRING_EQUAL(offers("room --dir=''"), ":directories\n");
	CU_ASSERT_STRING_EQUAL(offers("room serve econ symm"), "symmetric\n:scenarios\n");
	CU_ASSERT_STRING_EQUAL(offers("room serve ''"), "");
	CU_ASSERT_STRING_EQUAL(offers("axioms -- --"), ":scenarios\n");
	CU_ASSERT_STRING_EQUAL(offers("axioms symmetric ''"), ""); /* takes one */
	CU_ASSERT_STRING_EQUAL(offers("solve --al"), "--all\n");
	CU_ASSERT_STRING_EQUAL(offers("plot --al"), ""); /* not for it */
	CU_ASSERT_STRING_EQUAL(offers("solve --all=x"), "");
	CU_ASSERT_STRING_EQUAL(offers("--nonsense=x"), "");
	CU_ASSERT_TRUE(strstr(offers(""), "sweep\n") != NULL);
	/* files are opened for their parameters, but not for strangers */
	CU_ASSERT_EQUAL(shell("d=$(mktemp -d); printf '[specialist secret]\\n' >$d/a.ini\n"
			      "for r in '' -r; do \"$HAGGLE\" $r --completion=words -- "
			      "solve $d/a.ini --set secret.o | cut -f1; done; rm -r $d"),
		0);
	CU_ASSERT_STRING_EQUAL(ran.out, "secret.outside=\n");
	/* a preset that does not read is offered, too */
	CU_ASSERT_EQUAL(shell("d=$(mktemp -d); echo bad >$d/bad.ini; "
			      "\"$HAGGLE\" --presets=$d --completion=words -- solve ba; "
			      "s=$?; rm -r $d; exit $s"),
		0);
	CU_ASSERT_EQUAL(strncmp(ran.out, "bad\tbad: there is no", 20), 0);
}

/* ---- the time that it may take --------------------------------------------- */

static void test_timeout(void)
{
	CU_ASSERT_EQUAL(HAGGLE("solve", "--timeout=1e-9", "symmetric"), 3);
	CU_ASSERT_STRING_EQUAL(ran.out, "");
	CU_ASSERT_TRUE(said("haggle: symmetric: not solved within 1e-09 s\n"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "-f", "json", "-t", "1e-9", "symmetric"), 3);
	json_t *j = read_line();
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "status"), "timed-out");
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "scenario"), "symmetric");
	CU_ASSERT_TRUE(json_null_at(j, "outcome"));
	json_decref(j);
	CU_ASSERT_EQUAL(HAGGLE("solve", "-f", "csv", "-t", "1e-9", "symmetric"), 3);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "\nsymmetric,outcome,no,,,,,,,,,,timed-out,,,,\n"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "-f", "json", "-t", "1000", "symmetric"), 0);
	j = read_line();
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "status"), "proved");
	json_decref(j);
	CU_ASSERT_EQUAL(HAGGLE("solve", "-f", "json", "-s", "generalist.cost.scale=0", "-s",
				"delta=.5", "symmetric"),
		3);
	j = read_line();
	CU_ASSERT_STRING_EQUAL(json_text_at(j, "status"), "no-equilibrium");
	json_decref(j);
	CU_ASSERT_EQUAL(HAGGLE("solve", "--timeout=0", "symmetric"), 2);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--timeout=1", "symmetric"), 2);
}

static void test_check_solve(void)
{
	CU_ASSERT_EQUAL(HAGGLE("check", "--solve", "symmetric"), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, " s  proved        symmetric\n"));
	CU_ASSERT_EQUAL(HAGGLE("check", "--solve", "-s", "generalist.cost.scale=0", "-s",
				"delta=.5", "symmetric"),
		3);
	CU_ASSERT_TRUE(said("haggle: symmetric: unbounded: "));
	CU_ASSERT_EQUAL(HAGGLE("check", "--solve", "-t", "1e-9", "symmetric"), 3);
	CU_ASSERT_TRUE(said("haggle: symmetric: not solved within "));
	CU_ASSERT_EQUAL(HAGGLE("check", "symmetric"), 0);
	CU_ASSERT_STRING_EQUAL(ran.out, "");
}

/* ---- output that cannot be written --------------------------------------- */

static void test_full_and_closed(void)
{
	CU_ASSERT_EQUAL(shell("\"$HAGGLE\" solve symmetric >/dev/full"), 4);
	CU_ASSERT_TRUE(said("haggle: standard output: "));
	CU_ASSERT_EQUAL(shell("\"$HAGGLE\" --help >/dev/full"), 4);
	/* Nobody reads any more: as by SIGPIPE, which is 13; however much is written at once. */
	CU_ASSERT_EQUAL(shell("d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; mkfifo \"$d/f\"\n"
			      "for c in 'solve symmetric' 'plot -f json symmetric' '--plain'; do\n"
			      "{ \"$HAGGLE\" $c </dev/null; echo $? >&2; } 3<>\"$d/f\" >\"$d/f\" 3<&-\n"
			      "done"),
		0);
	CU_ASSERT_STRING_EQUAL(ran.err, "141\n141\n141\n");
	CU_ASSERT_EQUAL(shell("\"$HAGGLE\" solve symmetric >&-"), 4);
	/* What is closed is held, or the next file opened would be taken for it. */
	CU_ASSERT_EQUAL(shell("test -e /proc/self/fd || exit 1; \"$HAGGLE\" check /proc/self/fd/0 <&-"),
		1);
	CU_ASSERT_TRUE(!ran.err[0] || said("haggle: /proc/self/fd/0: is not a regular file"));
}

/* ---- presets, plot, the explorer's door ---------------------------------- */

static void test_presets(void)
{
	CU_ASSERT_EQUAL(HAGGLE("presets"), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "symmetric "));
	CU_ASSERT_EQUAL(shell("HAGGLE_PRESETS=tests/cases \"$HAGGLE\" presets"), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "case-1 "));
	CU_ASSERT_EQUAL(HAGGLE("check", "--presets=tests/cases", "case-2"), 0);
	/* What is named and is not there is not passed over. */
	CU_ASSERT_EQUAL(HAGGLE("presets", "--presets=/no/such"), 1);
	CU_ASSERT_TRUE(said("presets in /no/such: No such file or directory"));
	CU_ASSERT_EQUAL(HAGGLE("check", "--presets=/etc/passwd", "symmetric"), 1);
	CU_ASSERT_TRUE(said("presets in /etc/passwd: Not a directory"));
	CU_ASSERT_EQUAL(HAGGLE("solve", "--presets=man", "symmetric"), 1);
	CU_ASSERT_TRUE(said("presets in man: there is no scenario"));
	CU_ASSERT_EQUAL(shell("HAGGLE_PRESETS=/no/such \"$HAGGLE\" presets"), 1);
	CU_ASSERT_TRUE(said("presets in /no/such: "));
	CU_ASSERT_EQUAL(shell("HAGGLE_PRESETS=/no/such \"$HAGGLE\" check flip"), 1);
	CU_ASSERT_TRUE(said("presets in /no/such: "));
	CU_ASSERT_EQUAL(HAGGLE("check", "--presets=tests/cases", "flap"), 1);
	CU_ASSERT_TRUE(said("there is no preset flap in tests/cases: "));
	CU_ASSERT_EQUAL(shell("d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; cp presets/flip.ini \"$d\"; "
			      "chmod 777 \"$d\"; \"$HAGGLE\" check --restricted --presets=\"$d\" flip"),
		1);
	CU_ASSERT_TRUE(said(": others may write there (chmod o-w)"));
}

static void test_plot(void)
{
	static const char *const views[] = {"overview", "utilities", "frontier", "investment",
		"response", "functions", "statics", "map", "solutions"};
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		CU_ASSERT_EQUAL(HAGGLE("plot", "--view", views[i], "symmetric"), 0);
		CU_ASSERT_EQUAL(count_lines(ran.out), 24);
		size_t width = 0;
		for (const char *p = ran.out; *p; p += strcspn(p, "\n") + 1)
			width = strcspn(p, "\n") > width ? strcspn(p, "\n") : width;
		CU_ASSERT_TRUE(width > 40 && width <= 80);
		for (const char *p = ran.out; *p; p++)
			CU_ASSERT_TRUE(*p == '\n' || (*p >= ' ' && *p < 0x7f));
	}
	CU_ASSERT_EQUAL(HAGGLE("plot", "--glyphs=unicode", "--size=100x30", "symmetric"), 0);
	CU_ASSERT_EQUAL(count_lines(ran.out), 30);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, "\xe2\xa0"));
	CU_ASSERT_EQUAL(HAGGLE("plot", "--view=map", "--x=medicine.cost.scale",
				"--y=generalist.cost.fixed", "--show=efficiency", "symmetric"),
		0);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--view=map", "--show=beauty", "symmetric"), 1);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--view=map", "--x=medicine.cost.scale=0.5:8:log",
				"--y=generalist.cost.scale=1:2", "symmetric"), 0);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--view=statics", "--x=medicine.cost.scale=0:8:log",
				"symmetric"), 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.err, "both ends above 0"));
	CU_ASSERT_EQUAL(HAGGLE("plot", "--view=statics", "--x=medicine.cost=1:2", "symmetric"), 1);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--view=map", "--x=beauty", "symmetric"), 1);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--specialist=nobody", "symmetric"), 1);
	CU_ASSERT_EQUAL(HAGGLE("plot", "--size=24x8", "symmetric"), 2);
	CU_ASSERT_TRUE(said("haggle: --size=24x8 is too small: the view overview needs 33x"));
	CU_ASSERT_STRING_EQUAL(ran.out, "");
	CU_ASSERT_EQUAL(HAGGLE("plot", "--size=1x1", "--format=csv", "symmetric"), 0);
}

static void test_no_terminal(void)
{
	CU_ASSERT_EQUAL(HAGGLE("symmetric"), 4);
	CU_ASSERT_TRUE(said("not a terminal"));
	CU_ASSERT_EQUAL(HAGGLE("no-such-preset"), 1);
}

/* More threads than help are not used, so that there is memory for those that are: of a shard a
 * row, and under the limits of others' machines. */
static void test_many_jobs(void)
{
	char *whole;

	CU_ASSERT_EQUAL(HAGGLE("sweep", "--jobs=1", "-v", "medicine.cost.scale=1:4:5000", "symmetric"), 0);
	whole = strdup(ran.out);
	CU_ASSERT_EQUAL(HAGGLE("--restricted", "sweep", "--jobs=1024", "-v",
		"medicine.cost.scale=1:4:5000", "symmetric"), 0);
	CU_ASSERT_STRING_EQUAL(ran.out, whole);
	CU_ASSERT_STRING_EQUAL(ran.err, "");
	CU_ASSERT_EQUAL(HAGGLE("--restricted", "sweep", "--jobs=1024", "--shard=5001/5001", "-v",
		"medicine.cost.scale=1:4:5000", "symmetric"), 0);
	CU_ASSERT_STRING_EQUAL(ran.out, "");
	free(whole);
}

static void test_restricted(void)
{
	CU_ASSERT_EQUAL(HAGGLE("--restricted", "solve", "symmetric"), 0);
	CU_ASSERT_EQUAL(HAGGLE("--restricted", "solve", "tests/cases/case-1.ini"), 1);
	CU_ASSERT_TRUE(said("--restricted"));
	CU_ASSERT_EQUAL(HAGGLE_INPUT(two_domains, "-r", "check", "-"), 1);
	static const char *const env[] = {"HAGGLE_RESTRICTED=1", NULL};
	CU_ASSERT_EQUAL(haggle_with(NULL, env,
				(const char *const[]){"check", "tests/cases/case-1.ini", NULL}),
		1);
	static const char *const term[] = {"TERM=../../evil", NULL};
	CU_ASSERT_EQUAL(haggle_with(NULL, term, (const char *const[]){"-r", "symmetric", NULL}), 4);
	CU_ASSERT_TRUE(said("TERM"));
	/* The environment's presets are the user's: not his to choose. */
	CU_ASSERT_EQUAL(shell("HAGGLE_PRESETS=tests/cases \"$HAGGLE\" -r check case-1"), 1);
}

static void test_hostile_names(void)
{
	CU_ASSERT_EQUAL(HAGGLE("check", "./\033]0;owned\007.ini"), 1);
	CU_ASSERT_PTR_NULL(strchr(ran.err, '\033'));
	CU_ASSERT_PTR_NULL(strchr(ran.err, '\007'));
	CU_ASSERT_EQUAL(HAGGLE("check", "--set", "\033[2J=1", "symmetric"), 1);
	CU_ASSERT_PTR_NULL(strchr(ran.err, '\033'));
	CU_ASSERT_EQUAL(HAGGLE("--\033[2J"), 2);
	CU_ASSERT_PTR_NULL(strchr(ran.err, '\033'));
	CU_ASSERT_EQUAL(HAGGLE("check", "/"), 1);
	CU_ASSERT_EQUAL(HAGGLE("check", "../../etc/passwd"), 1);
	CU_ASSERT_EQUAL(HAGGLE("check", "/dev/zero"), 1);
	CU_ASSERT_EQUAL(HAGGLE("check", ""), 1);
}

static int clean_up(void)
{
	child_free(&ran);
	return 0;
}

void suite_cli(void)
{
	CU_pSuite s = CU_add_suite("cli", NULL, clean_up);
	CU_add_test(s, "JSON, one specialist", test_json_one);
	CU_add_test(s, "JSON, two specialists", test_json_two);
	CU_add_test(s, "JSON, exact numbers", test_json_exact);
	CU_add_test(s, "JSON, no agreement", test_json_no_agreement);
	CU_add_test(s, "tie over an interval", test_tie);
	CU_add_test(s, "several scenarios", test_several_scenarios);
	CU_add_test(s, "unbounded", test_unbounded);
	CU_add_test(s, "text", test_text);
	CU_add_test(s, "CSV", test_csv);
	CU_add_test(s, "10,000 specialists", test_many);
	CU_add_test(s, "a rule among many", test_rule_among_many);
	CU_add_test(s, "check", test_check);
	CU_add_test(s, "--set", test_set);
	CU_add_test(s, "long settings", test_long_set);
	CU_add_test(s, "locale", test_locale);
	CU_add_test(s, "usage", test_usage);
	CU_add_test(s, "order of options", test_order);
	CU_add_test(s, "help", test_help);
	CU_add_test(s, "completion", test_completion);
	CU_add_test(s, "the time that it may take", test_timeout);
	CU_add_test(s, "whether it can be solved", test_check_solve);
	CU_add_test(s, "full disk, closed pipe", test_full_and_closed);
	CU_add_test(s, "presets", test_presets);
	CU_add_test(s, "plot", test_plot);
	CU_add_test(s, "no terminal", test_no_terminal);
	CU_add_test(s, "restricted", test_restricted);
	CU_add_test(s, "more threads than help", test_many_jobs);
	CU_add_test(s, "hostile names", test_hostile_names);
}
