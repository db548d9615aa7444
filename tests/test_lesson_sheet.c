/* haggle lesson: what a class gets, and what only its teacher. */
#include "child.h"
#include "model/preset.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *sheet(const char *arguments)
{
	char line[300];
	struct child ran;
	char *out;

	snprintf(line, sizeof line, "\"$HAGGLE\" lesson %s", arguments);
	child_shell(&ran, line);
	CU_ASSERT_EQUAL(ran.status, 0);
	CU_ASSERT_STRING_EQUAL(ran.err, "");
	out = ran.out;
	ran.out = NULL;
	child_free(&ran);
	return out;
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

/* A class sees all steps, questions and plots, and no answer; the teacher all. */
static void check(const char *name, const char *format)
{
	char arguments[200];
	char *handout, *key;
	struct error_list errors;
	struct scenario s;
	int questions = 0;

	CU_ASSERT_EQUAL_FATAL(preset_open(name, "presets", &s, &errors), STATUS_OK);
	for (int i = 0; i < s.lesson.steps; i++)
		questions += s.lesson.step[i].answer >= 0;
	snprintf(arguments, sizeof arguments, "--format=%s %s", format, name);
	handout = sheet(arguments);
	snprintf(arguments, sizeof arguments, "--answers --format=%s %s", format, name);
	key = sheet(arguments);
	CU_ASSERT_EQUAL(count(handout, "Question: "), questions);
	CU_ASSERT_EQUAL(count(key, "Answer: "), questions);
	CU_ASSERT_EQUAL(count(handout, "Answer: ") + count(handout, "Notes: "), 0);
	CU_ASSERT_EQUAL(count(handout, "For answer ") + count(handout, "With the answer: "), 0);
	CU_ASSERT_EQUAL(count(handout, "{"), 0); /* what stood in braces is filled in */
	CU_ASSERT_EQUAL(count(handout, "Goal: ") + count(handout, "Minutes: "), 2);
	CU_ASSERT_EQUAL(count(key, "Notes: ") > 0, 1);
	for (int i = 0; i < s.lesson.steps; i++) {
		CU_ASSERT_PTR_NOT_NULL(strstr(handout, s.lesson.step[i].title));
		CU_ASSERT_PTR_NOT_NULL(strstr(key, s.lesson.step[i].title));
	}
	free(handout);
	free(key);
	scenario_free(&s);
}

static void test_all(void)
{
	static const char *const formats[] = {"text", "md"};
	struct preset_list list;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++)
		for (int f = 0; f < 2 && list.item[i].lesson; f++)
			check(list.item[i].name, formats[f]);
	preset_list_free(&list);
}

/* What is kept back on the screen is kept back on paper: no plot where all is hidden, that of
 * before where a change is. */
static void test_hidden(void)
{
	char *first = sheet("--step=1 lesson-quarter"), *third = sheet("--step=3 lesson-quarter");
	char *told = sheet("--step=3 --answers lesson-quarter");

	CU_ASSERT_PTR_NOT_NULL(strstr(first, "predict first"));
	CU_ASSERT_PTR_NULL(strstr(first, "first best ["));
	CU_ASSERT_PTR_NULL(strstr(first, "75%"));
	CU_ASSERT_PTR_NOT_NULL(strstr(third, " share 0.5000   g 0.1875  m 0.1875"));
	CU_ASSERT_PTR_NULL(strstr(third, "0.8000"));
	CU_ASSERT_PTR_NOT_NULL(strstr(told, " share 0.8000   g 0.1800  m 0.0825"));
	CU_ASSERT_PTR_NOT_NULL(strstr(told, "bargain=vertical-monopoly"));
	free(first);
	free(third);
	free(told);
}

/* One page that needs no other file, with plots as text where there is no gnuplot. */
static void test_html(void)
{
	char *page = sheet("--format=html lesson-quarter");
	char *plain = sheet("--format=html --restricted lesson-quarter");

	CU_ASSERT_EQUAL(strncmp(page, "<!DOCTYPE html>", 15), 0);
	CU_ASSERT_EQUAL(count(page, "<html"), 1);
	CU_ASSERT_EQUAL(count(page, "</html>"), 1);
	CU_ASSERT_EQUAL(count(page, "<svg"), count(page, "</svg>"));
	CU_ASSERT_EQUAL(count(page, "<svg"), count(page, "</svg>\n\n</figure>"));
	CU_ASSERT_EQUAL(count(page, "<figure>") + count(page, "<pre>"), 5); /* but for the first */
	CU_ASSERT_EQUAL(count(page, "<p>") - count(page, "</p>"), 0);
	CU_ASSERT_EQUAL(count(plain, "<figure>"), 0);
	CU_ASSERT_EQUAL(count(plain, "<pre>"), 5);
	CU_ASSERT_PTR_NULL(strstr(plain, "src="));
	free(page);
	free(plain);
}

static void test_refused(void)
{
	static const struct { const char *line, *says; int status; } bad[] = {
		{"\"$HAGGLE\" lesson tests/cases/case-1.ini", "it has no lesson", 1},
		{"\"$HAGGLE\" lesson symmetric", "haggle: there is no lesson 'symmetric': haggle presets "
			"has their names\n", 1},
		/* without the word, with a slip, of another preset, a part of its name, its subject */
		{"\"$HAGGLE\" lesson quarter", "haggle: there is no lesson 'quarter': did you mean "
			"lesson-quarter, 'A quarter of the pie'?\n", 1},
		{"\"$HAGGLE\" lesson quater", "mean lesson-quarter,", 1},
		{"\"$HAGGLE\" lesson free-rider", "mean lesson-free-riders,", 1},
		{"\"$HAGGLE\" lesson weak", "mean lesson-weak-floor,", 1},
		{"\"$HAGGLE\" lesson fairness", "mean lesson-axioms, 'Promises of fairness'?", 1},
		{"\"$HAGGLE\" lesson --step=9 lesson-quarter", "the lesson has 6 steps, not 9", 1},
		{"\"$HAGGLE\" lesson --format=csv lesson-quarter", "no format 'csv' for lesson", 2},
		{"\"$HAGGLE\" lesson", "lesson needs a scenario", 2},
		{"\"$HAGGLE\" plot --step=9 symmetric", "--step takes 1 to 4", 2},
		{"\"$HAGGLE\" --lesson-step=2 symmetric", "has no step 2", 2},
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CU_ASSERT_TRUE(child_ends(bad[i].line, bad[i].status, bad[i].says, NULL));
}

void suite_lesson_sheet(void)
{
	CU_pSuite s = CU_add_suite("lesson_sheet", NULL, NULL);

	CU_add_test(s, "handouts and keys of all lessons", test_all);
	CU_add_test(s, "what is hidden stays so on paper", test_hidden);
	CU_add_test(s, "one page of HTML", test_html);
	CU_add_test(s, "what is refused", test_refused);
}
