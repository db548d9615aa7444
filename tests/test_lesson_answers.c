/* The lessons that come along: the right answer of every question, by a number that was
 * derived by hand, and the table of them in tests/README. */
#include "bargain/facts.h"
#include "model/preset.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The number that decides, as lessons name numbers; what it must be, and why. */
static const struct derived {
	const char *lesson; /* without "lesson-" */
	int step;           /* from 1 */
	char right;
	const char *name;   /* NULL: nothing is computed there */
	double value;
	const char *how;
} table[] = {
	{"quarter", 1, 'c', "efficiency", .75, "1 - pq/(p + q)^2 with p = q"},
	{"quarter", 3, 'a', "vertical-monopoly.delta", .8, "c1/(c0 + c1), costs 1 and 4"},
	{"quarter", 4, 'a', "efficiency", .883883, "levels sqrt(s/3), 0.6804 of 0.7698"},
	{"quarter", 6, 'b', "efficiency", .5, "levels (s/1.5)^2, 4/27 of 8/27"},
	{"free-riders", 1, 'b', "threshold.law.free-ride", .3, "1 - d = 0.7"},
	{"free-riders", 3, 'c', "nash.delta", .75, "d^3 (1 - d) is largest at 3/4"},
	{"free-riders", 4, 'a', "alpha0", 0, "0.25 a = 0.2 at a = 0.8; 0.64 > 0.75 0.8"},
	{"free-riders", 7, 'd', "threshold.law.free-ride", .65, "2 (1 - d) = 0.7"},
	{"solutions", 1, 'a', "u_medicine at delta=0.3 - u_medicine", .00625,
		"(1-d) d/2 + (1-d)^2/8 at 0.3, less at 0.2"},
	{"solutions", 2, 'c', "powerful:medicine.delta", 3. / 7,
		"1/2 - d - (1 - d)/8 = 0"},
	{"solutions", 3, 'b', "egalitarian.delta", .607625,
		"3 r^2 - 4 r - 1 = 0 for r = d/(1 - d)"},
	{"solutions", 5, 'a', "nash.delta", .5, "symmetry"},
	{"solutions", 6, 'b', "vertical-monopoly.delta", .5, "the sum has no outside options in it"},
	{"solutions", 7, 'a', "nash.delta", .751621, "0.7 log u_g + 0.3 log u_s, by grid"},
	{"solutions", 9, 'b', NULL, 0, "gains are counted from the outside option"},
	{"squeeze-flip", 2, 'b', "alpha0", .5, "0.2 a = 0.1"},
	{"squeeze-flip", 4, 'c', "powerful:generalist.delta", .619418, "by grid"},
	{"squeeze-flip", 5, 'a', "alpha0", 0, "0.4992 at 0, 0.4978 at the other top"},
	{"squeeze-flip", 6, 'a', "u_medicine / before.u_medicine", 2.677347,
		"0.96 sqrt(a), a^1.5 = 0.26/0.98, over 0.48^2"},
	{"squeeze-flip", 8, 'c', "alpha0", 0, "0.495 at 0, 0.4258 at the other top"},
	{"three-domains", 2, 'b', "u_medicine", .75, "a0 = x = 0.5: 1 - 0.25"},
	{"three-domains", 4, 'a', "u_law - u_law at delta=0.5", -.089375,
		"1.05 0.525 + 0.25^2/4 - 0.75 0.875"},
	{"three-domains", 5, 'c', "delta", 6.125 / 8.125, "6.125 - 8.125 d = 0"},
	{"three-domains", 6, 'b', "delta_medicine", .5, "only medicine works: halves"},
	{"three-domains", 8, 'd', "u_archive", .00828125, "0.075 1.425 + 0.0375^2 - 0.1"},
	{"threshold", 1, 'c', "alpha_medicine - alpha0", 1.3101, "by grid"},
	{"threshold", 3, 'b', "u_medicine", .1536, "by grid; 0.0776 at a share of 0.8"},
	{"threshold", 4, 'd', "u_medicine", 0, "by grid: as little as it comes for"},
	{"threshold", 5, 'b', "nash.delta", .249, "by grid"},
	{"threshold", 7, 'c', "alpha_medicine - alpha0", .3561, "by grid; the lab 0.3870"},
	{"outside", 1, 'b', "delta", .596083, "(d/2 - d^2/4 - 0.1)(1/4 - d^2/4), by grid"},
	{"outside", 3, 'c', "delta", .5, "symmetry"},
	{"outside", 4, 'a', "u_generalist", .25, "d/2 - d^2/4 is at most 1/4"},
	{"outside", 5, 'b', "u_generalist", .270473, "by grid; 0.1875 before"},
	{"outside", 7, 'd', "before.egalitarian.delta - egalitarian.delta", .105780,
		"0.75 d^2 - 1.5 d + 0.5 = 0, then + 0.4 = 0"},
	{"axioms", 1, 'c', "max-performance.joint", 0, "the lab builds till it gains nothing"},
	{"axioms", 4, 'a', "nash.delta - before.nash.delta", 0, "the hospital does not work on that piece"},
	{"axioms", 5, 'd', "u_generalist", .46875, "d (1 - d)^3 is largest at 1/4: 0.375/0.8"},
	{"axioms", 7, 'b', NULL, 0, "independence of irrelevant alternatives"},
	{"fixed-cost", 1, 'b', "u_medicine at medicine.cost.fixed=0 - u_medicine", .0395866,
		"by grid; 0.0114 for the lab"},
	{"fixed-cost", 2, 'a', "delta", .54355, "1 - 0.45645, by symmetry"},
	{"fixed-cost", 4, 'c', "alpha0", .275, "a0/2 + 1/16 = 0.2"},
	{"fixed-cost", 6, 'd', "u_medicine - before.u_medicine", .1525378, "by grid"},
	{"shares", 1, 'c', "delta", 16. / 21, "2 - 2.625 d = 0"},
	{"shares", 2, 'b', "delta_law", 1, "the sum still rises there"},
	{"shares", 4, 'a', "delta_law - delta_medicine", .04747, "by grid"},
	{"shares", 6, 'b', "joint at share=separate - joint", 0, "symmetry"},
	{"weak-floor", 2, 'c', "safety_deployer", .4, "0.3875 with no safety of its own, 0.375 with 0.25"},
	{"weak-floor", 4, 'a', "safety_deployer", .55, "0.3 + 0.25"},
	{"weak-floor", 6, 'c', "u_generalist", .332448, "by grid; 0.375 with no law"},
	{"law", 2, 'a', "u_generalist", .3975, "0.375 + 0.0225, by hand; so the deployer"},
	{"law", 4, 'b', "u_generalist", 0, "1.1/2 + 1/8 - 1.1^2 < 0"},
	{"law", 6, 'c', "u_generalist", .368885, "by grid; 0.375 with no law"},
	{"money", 1, 'b', "joint", .375, "levels 1/4 and 1/4, as with the share alone"},
	{"money", 2, 'd', "nash.u_generalist", 7. / 48, "half of p + q - pq/(p + q), q = p/2"},
	{"money", 3, 'c', "alpha0", .5, "a + 1/4 = 0.75"},
	{"money", 4, 'a', "u_generalist", .4775, "0.9 - 0.65^2"},
	{"money", 5, 'b', "u_generalist - u_generalist at medicine.contract.cost-share=0", 0,
		"0.75/2 - 0.25^2 - 0.5^2/2 is 3/16 again"},
	{"money", 6, 'c', "alpha0", 0, "x = 0.875: 0.3 x - 0.6 x^2 + 0.0225 < 0"},
	{"money", 7, 'b', "efficiency", 1, "(1 - k - l)^2 = 0"},
	{"money", 8, 'c', "alpha0", .009498, "by grid; 0.15 sets the hospital to work"},
	{"last-word", 1, 'b', "delta", 1, "nothing to wait for"},
	{"last-word", 2, 'b', "u_medicine", .225, "0.9 of 1/4"},
	{"last-word", 3, 'b', "delta", .539392, "sqrt(364)/2 - 9"},
	{"last-word", 4, 'c', "delta", .625965, "by grid; Nash's is 0.622839"},
	{"last-word", 5, 'c', "delta", .792689, "by grid; 0.788744 with Nash's weights 3 : 1"},
	{"last-word", 7, 'c', "u_generalist", .736264, "by grid; 0.555519 with 200 offers"},
	{"last-word", 9, 'b', NULL, 0, "the hospital's 0.589635 is forbidden; the lab has 0.169358"},
	{"pairs-squeeze", 2, 'c', "alpha0 at delta=0.8", .45, "0.2 a = 0.09"},
	{"pairs-squeeze", 4, 'b', "powerful:generalist.delta", .741876, "by grid"},
	{"pairs-unequal", 2, 'b', "u_law - u_generalist", .03125,
		"(3/16 - 1/32) - (3/16 - 1/16)"},
	{"pairs-unequal", 4, 'c', "egalitarian.delta", .6228390, "9 d^2 - 4 d - 1 = 0"},
};

enum { ROWS = sizeof table / sizeof *table };

static void open_lesson(const char *name, struct scenario *s)
{
	struct error_list errors;
	char full[80];

	snprintf(full, sizeof full, "lesson-%s", name);
	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(preset_open(full, "presets", s, &errors), STATUS_OK);
}

/* What the step says of that name, once its answer is shown. */
static double value_of(struct scenario *s, const struct derived *d)
{
	struct lesson_step *step = &s->lesson.step[d->step - 1];
	char text[200], *said, *was = step->reveal;
	struct facts *facts = NULL;
	double value;

	snprintf(text, sizeof text, "{%s:.9}", d->name);
	step->reveal = text;
	CU_ASSERT_EQUAL_FATAL(facts_alloc(&facts, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(facts_start(facts, s, d->step - 1, NULL, NULL), STATUS_OK);
	while (facts_step(facts, -1))
		;
	said = facts_fill(facts, text, LESSON_TOLD, NULL);
	value = strcmp(said, "none") ? atof(said) : NAN;
	free(said);
	facts_free(facts);
	step->reveal = was;
	return value;
}

/* Grids are as fine as somebody had the patience for. */
static double near_enough(const struct derived *d)
{
	return strncmp(d->how, "by grid", 7) ? 2e-6 : 2e-4;
}

static void put_row(FILE *f, const struct derived *d)
{
	if (d->name)
		fprintf(f, "    %-15s %d  %c  %8.4f  %s\n                                  %s\n",
			d->lesson, d->step, d->right, d->value, d->name, d->how);
	else
		fprintf(f, "    %-15s %d  %c         -  %s\n", d->lesson, d->step, d->right, d->how);
}

static void test_derived(void)
{
	for (int i = 0; i < ROWS; i++) {
		const struct derived *d = &table[i];
		struct scenario s;
		bool right;
		double value;

		open_lesson(d->lesson, &s);
		CU_ASSERT_TRUE_FATAL(d->step <= s.lesson.steps);
		right = s.lesson.step[d->step - 1].answer == d->right - 'a';
		value = d->name ? value_of(&s, d) : 0;
		if (!right || !(fabs(value - d->value) < near_enough(d)))
			fprintf(stderr, "%s %d: %c, %.9g, not %c, %.9g\n", d->lesson, d->step,
				d->right, d->value, 'a' + s.lesson.step[d->step - 1].answer, value);
		CU_ASSERT_TRUE(right);
		CU_ASSERT_DOUBLE_EQUAL(value, d->value, near_enough(d));
		scenario_free(&s);
	}
}

/* No question is without a row; no letter is right too often; all numbers are there. */
static void check_lesson(const char *name, int letters[LESSON_CHOICES_MAX], int *questions)
{
	struct scenario s;
	struct facts *facts = NULL;

	open_lesson(name, &s);
	CU_ASSERT_EQUAL_FATAL(facts_alloc(&facts, NULL), STATUS_OK);
	for (int i = 0; i < s.lesson.steps; i++) {
		const struct lesson_step *step = &s.lesson.step[i];
		const char *told[] = {step->reveal, step->notes, step->because[0], step->because[1],
			step->because[2], step->because[3], step->because[4]};
		bool known = true, row = step->answer < 0;

		CU_ASSERT_EQUAL_FATAL(facts_start(facts, &s, i, NULL, NULL), STATUS_OK);
		while (facts_step(facts, -1))
			;
		free(facts_fill(facts, step->text, LESSON_ASKED, &known));
		for (size_t k = 0; k < sizeof told / sizeof *told; k++)
			free(facts_fill(facts, told[k], LESSON_TOLD, &known));
		for (int k = 0; k < ROWS; k++)
			row = row || (!strcmp(table[k].lesson, name) && table[k].step == i + 1);
		if (!known || !row)
			fprintf(stderr, "%s, step %d: %s\n", name, i + 1,
				row ? "a number is not known" : "no row in the table");
		CU_ASSERT_TRUE(known);
		CU_ASSERT_TRUE(row);
		if (step->answer >= 0) {
			letters[step->answer]++;
			++*questions;
		}
	}
	facts_free(facts);
	scenario_free(&s);
}

static void test_complete(void)
{
	int letters[LESSON_CHOICES_MAX] = {0}, questions = 0;
	struct preset_list list;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++)
		if (list.item[i].lesson)
			check_lesson(list.item[i].name + strlen("lesson-"), letters, &questions);
	preset_list_free(&list);
	CU_ASSERT_EQUAL(questions, ROWS);
	/* whoever says the same letter throughout knows nothing */
	for (int i = 0; i < LESSON_CHOICES_MAX; i++)
		CU_ASSERT_TRUE(letters[i] <= (2 * questions + 4) / 5);
}

static void test_readme(void)
{
	char *text = NULL, *readme = calloc(1, 100000);
	size_t size = 0;
	FILE *f = open_memstream(&text, &size), *in = fopen("tests/README", "r");

	CU_ASSERT_TRUE_FATAL(f && in && readme);
	for (int i = 0; i < ROWS; i++)
		put_row(f, &table[i]);
	fclose(f);
	readme[fread(readme, 1, 99999, in)] = '\0';
	fclose(in);
	if (!strstr(readme, text))
		fprintf(stderr, "tests/README lacks:\n%s", text);
	CU_ASSERT_PTR_NOT_NULL(strstr(readme, text));
	free(text);
	free(readme);
}

void suite_lesson_answers(void)
{
	CU_pSuite s = CU_add_suite("lesson_answers", NULL, NULL);

	CU_add_test(s, "right answers as derived", test_derived);
	CU_add_test(s, "every question, all letters, all numbers", test_complete);
	CU_add_test(s, "the table in tests/README", test_readme);
}
