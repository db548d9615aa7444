/* The presets: each reads, solves, is short enough for the browser, and shows
 * what its title says. */
#include "model/preset.h"

#include "base/text.h"
#include "bargain/study.h"
#include "model/param.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char directory[] = "presets";

static char *read_file(const char *name)
{
	char path[200], *text = calloc(1, 1 << 16);
	snprintf(path, sizeof path, "%s/%s.ini", directory, name);
	FILE *f = fopen(path, "rb");
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	CU_ASSERT_TRUE(fread(text, 1, (1 << 16) - 1, f) > 0);
	fclose(f);
	return text;
}

static void open_preset(const char *name, struct scenario *s)
{
	struct error_list errors;
	char out[700];

	if (preset_open(name, directory, s, &errors) != STATUS_OK) {
		fprintf(stderr, "%s\n", error_format(&errors.item[0], out, sizeof out));
		CU_FAIL_FATAL("a preset does not read");
	}
}

static struct study *solve(const struct scenario *s, unsigned want)
{
	struct study *st = NULL;
	struct study_plan plan = {.want = want, .axis = -1};
	struct error err;

	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, s, &plan, &err), STATUS_OK);
	study_step(st, -1);
	CU_ASSERT_EQUAL(st->status, STATUS_OK);
	return st;
}

/* The embedded default is the file, byte for byte. */
static void test_embedded(void)
{
	char *text = read_file("symmetric");
	CU_ASSERT_STRING_EQUAL(preset_symmetric, text);
	free(text);
}

static void test_all_read(void)
{
	struct preset_list list;
	struct error err;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, directory, &err), STATUS_OK);
	CU_ASSERT_TRUE(list.count >= 19);
	for (int i = 0; i < list.count; i++) {
		const struct preset *p = &list.item[i];
		struct scenario s;

		if (p->bad)
			fprintf(stderr, "%s: %s\n", p->name, p->title);
		CU_ASSERT_FALSE_FATAL(p->bad);
		CU_ASSERT_TRUE(*p->title && text_width(p->title) <= 50);
		CU_ASSERT_TRUE(*p->summary && text_width(p->summary) <= 78);
		CU_ASSERT_EQUAL(p->lesson, strncmp(p->name, "lesson-", 7) == 0);
		open_preset(p->name, &s);
		CU_ASSERT_TRUE(*s.source != '\0');
		CU_ASSERT_TRUE(s.game.n <= GAME_SPECIALISTS_EXPLORER);
		/* A preset begins with what it shows, and says what to try on a line. */
		CU_ASSERT_EQUAL(s.text[0], ';');
		CU_ASSERT_TRUE(*p->try && text_width(p->try) <= 78);
		CU_ASSERT_PTR_NULL(strstr(s.text, "; Try: "));
		CU_ASSERT_TRUE(!p->lesson || (*s.goal && *s.minutes));
		scenario_free(&s);
	}
	preset_list_free(&list);
}

/* What each shows: regimes ('c' contributes, 'f' free-rides, 'a' abstains), the
 * first share, pieces of the Pareto set (-1: not looked at). */
static const struct fact {
	const char *name, *regimes;
	double share, tolerance;
	int pieces;
} facts[] = {
	{"symmetric", "c", .5, 1e-9, 1},
	{"costly-specialist", "c", .691107, 2e-6, 1},
	{"costly-generalist", "c", 1 - .691107, 2e-6, 1},
	{"free-rider", "f", .75, 1e-7, 1},
	{"squeeze", "f", .8, 0, 2},
	{"flip", "f", .53, 0, 2},
	{"diminishing", "c", .5006, 1e-4, 1},
	{"s-curve", "c", .7075, 1e-4, 2},
	{"two-frontiers", "f", .661203, 2e-6, 2},
	{"last-mover", "f", .700698, 2e-6, 2},
	{"side-payments", "c", 2. / 3, 2e-6, 1},
	{"licence-fee", "c", 0, 0, -1},
	{"matched-costs", "c", .663173, 2e-6, -1},
	{"profit-pot", "ccc", .25, 1e-9, 1},
	{"sabotage", "c", .3, 0, -1},
	{"three-domains", "cfa", .753846, 2e-6, 1},
	{"many-domains", "cccccffcfccf", .4969, 1e-4, 1},
	{"formula", "c", .3601, 1e-4, 1},
	{"asymmetric-power", "c", .751621, 2e-6, 1},
	{"outside-option", "c", .754743, 2e-6, 1},
};

static void test_facts(void)
{
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		const struct fact *f = &facts[i];
		struct scenario s;
		open_preset(f->name, &s);
		struct study *st = solve(&s, HAVE_PRESENT | HAVE_CURVE | HAVE_PARETO);
		bool right = fabs(st->delta[0] - f->share) <= f->tolerance &&
			     (f->pieces < 0 || st->intervals == f->pieces) && st->n == (int)strlen(f->regimes);
		for (int k = 0; k < st->n && right; k++)
			right = "afc"[st->present.domain[k].regime] == f->regimes[k];
		if (!right)
			fprintf(stderr, "%s: share %.9g, %d pieces\n", f->name, st->delta[0],
				st->intervals);
		CU_ASSERT_TRUE(right);
		study_free(st);
		scenario_free(&s);
	}
}

static double share_of(const struct study *st, enum rule rule)
{
	const struct solution *found = study_solution(st, (struct bargain){rule, 0});
	CU_ASSERT_PTR_NOT_NULL_FATAL(found);
	return found->delta[0];
}

/* On either side of the hole: who does the work depends on the rule. */
static void test_two_frontiers(void)
{
	struct scenario s;
	open_preset("two-frontiers", &s);
	struct study *st = solve(&s, HAVE_CURVE | HAVE_SOLUTIONS | HAVE_PARETO);
	CU_ASSERT_EQUAL_FATAL(st->intervals, 2);
	double from = st->interval[0].to, to = st->interval[1].from;
	CU_ASSERT_TRUE(to - from > .25);
	CU_ASSERT_TRUE(share_of(st, RULE_EGALITARIAN) < from);
	CU_ASSERT_TRUE(share_of(st, RULE_KALAI_SMORODINSKY) < from);
	CU_ASSERT_TRUE(share_of(st, RULE_NASH) >= to - 1e-9);
	study_free(st);
	scenario_free(&s);
}

/* The generalist builds more than it would without the specialist's veto. */
static void test_squeeze(void)
{
	struct scenario s;
	open_preset("squeeze", &s);
	struct study *st = solve(&s, HAVE_PRESENT);
	CU_ASSERT_DOUBLE_EQUAL(st->present.alpha0, .5, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(st->present.domain[0].utility, 0, 1e-9);
	s.game.specialist[0].cost.fixed = 0;
	study_free(st);
	st = solve(&s, HAVE_PRESENT);
	CU_ASSERT_DOUBLE_EQUAL(st->present.alpha0, .4, 1e-7);
	study_free(st);
	scenario_free(&s);
}

/* The utilities of the lesson on the solutions: what is dominated, and what a rule costs the pie. */
static void test_lesson_utilities(void)
{
	static const double shares[] = {.2, .3, 0, 1. / 3, .57735, 2. / 3};
	static const double generalist[] = {.05, .075, 0, .0833, .144, .167};
	static const double specialist[] = {.16, .166, .125, .167, .144, .125};
	struct scenario s;

	open_preset("lesson-solutions", &s);
	for (int i = 0; i < 6; i++) {
		s.delta[0] = shares[i];
		struct study *st = solve(&s, HAVE_PRESENT);
		CU_ASSERT_DOUBLE_EQUAL(st->present.u_generalist, generalist[i], 5e-4);
		CU_ASSERT_DOUBLE_EQUAL(st->present.domain[0].utility, specialist[i], 5e-4);
		study_free(st);
	}
	scenario_free(&s);
}

static void test_opening(void)
{
	static const char *const bad[] = {"../presets/flip", "presets/flip", "/etc/passwd", "",
		"flip.ini", "no-such-preset", "a b", "flip\n"};
	struct scenario s;
	struct error_list errors;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CU_ASSERT_EQUAL(preset_open(bad[i], directory, &s, &errors), STATUS_INPUT);
		CU_ASSERT_EQUAL(errors.total, 1);
		CU_ASSERT_EQUAL(s.game.n, 0);
	}
	CU_ASSERT_EQUAL(preset_open("fli", directory, &s, &errors), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(errors.item[0].text, "did you mean flip?"));
	/* what a lesson is called without the word */
	CU_ASSERT_EQUAL(preset_open("quarter", directory, &s, &errors), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(errors.item[0].text, "did you mean lesson-quarter?"));
	/* The default is there even where no directory is. */
	CU_ASSERT_EQUAL(preset_open("symmetric", "no/such/directory", &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL(s.game.n, 1);
	scenario_free(&s);
}

void suite_preset(void)
{
	CU_pSuite s = CU_add_suite("preset", NULL, NULL);
	CU_add_test(s, "the embedded default", test_embedded);
	CU_add_test(s, "all read and fit the browser", test_all_read);
	CU_add_test(s, "what each shows", test_facts);
	CU_add_test(s, "two frontiers", test_two_frontiers);
	CU_add_test(s, "the squeeze", test_squeeze);
	CU_add_test(s, "its utilities", test_lesson_utilities);
	CU_add_test(s, "opening by name", test_opening);
}
