/* Alternating offers: against closed forms of one specialist with quadratic costs, against
 * values by brute force, and against what Rubinstein's bargaining promises. */

#include "bargain/study.h"
#include "drive.h"
#include "games.h"
#include "json.h"
#include "promises.h"
#include "model/param.h"
#include "view/sentences.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define PLAIN "[scenario]\nbargain = alternating\n[generalist]\n[specialist d]\n"
#define CHEAP "[scenario]\nbargain = alternating\n[generalist]\n[specialist d]\ncost.scale = 2\n"

/* The scenario of a preset or a text, with assignments, blanks between; solved. */
static struct study *solved(const char *from, const char *sets, struct scenario *s)
{
	struct study_plan plan = {.want = HAVE_ALL};
	struct study *st = NULL;
	struct error err;
	games_open(from, sets, s);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, s, &plan, &err), STATUS_OK);
	study_step(st, -1);
	return st;
}

static const struct told {
	const char *from, *sets;
	double share, first, least; /* least: NaN where there is one equilibrium */
	double room;
} rows[] = {
	{PLAIN, "", 0.539392, 0.196960, NAN, 1e-6},
	{PLAIN, "d.patience=.8", .666685, .222225, NAN, 1e-6},
	{PLAIN, "d.patience=.8 offers.first=d", .552799, .173603, NAN, 1e-6},
	{PLAIN, "generalist.patience=.5 d.patience=.5", .732051, .232051, NAN, 1e-6},
	{PLAIN, "generalist.patience=.99 d.patience=.97", .666027, .222115, NAN, 1e-6},
	{PLAIN, "offers.rounds=1", 1, .25, NAN, 1e-6},
	{PLAIN, "offers.rounds=2", .316228, .133114, NAN, 1e-6},
	{PLAIN, "offers.rounds=3", .721658, .230631, NAN, 1e-6},
	{PLAIN, "offers.rounds=4", .411979, .163558, NAN, 1e-6},
	{CHEAP, "", .655149, .163787, NAN, 1e-6},
	{CHEAP, "offers.first=d", .589635, .142033, NAN, 1e-6},
	{CHEAP, "d.patience=.8", .774758, .193690, NAN, 1e-6},
	{CHEAP, "generalist.patience=.99 d.patience=.99", .625965, .156491, NAN, 1e-6},
	{CHEAP, "generalist.patience=.99 d.patience=.97", .792689, .198172, NAN, 1e-6},
	{CHEAP, "generalist.patience=.99 d.patience=.97 offers.first=d", .784762, .090246, NAN, 1e-6},
	{CHEAP, "offers.rounds=1", 1, .25, NAN, 1e-6},
	{CHEAP, "offers.rounds=2", NAN, .136038, NAN, 1e-6},
	{CHEAP, "offers.rounds=3", NAN, .227695, NAN, 1e-6},
	{CHEAP, "offers.rounds=4", NAN, .147783, NAN, 1e-6},
	{"two-frontiers", "bargain=alternating", .700698, .736264, .555519, 1e-6},
	{"two-frontiers", "bargain=alternating offers.rounds=200", .313570, .555519, NAN, 1e-6},
	{"two-frontiers", "bargain=alternating offers.rounds=201", .700698, .736264, NAN, 1e-6},
	{"two-frontiers", "bargain=alternating offers.first=medicine", .276372, .666090, .501919, 1e-6},
	{"two-frontiers", "bargain=alternating generalist.patience=.8 medicine.patience=.8", NAN,
		.793394, .585158, 1e-6},
	{"two-frontiers", "bargain=alternating generalist.patience=.5 medicine.patience=.5", NAN,
		.809558, NAN, 1e-6},
	{"two-frontiers", "bargain=alternating medicine.patience=.8", NAN, .882414, NAN, 1e-6},
	/* beside a jump, where the brute force looks at samples */
	{"flip", "bargain=alternating generalist.patience=.8", NAN, .582898, .299367, 5e-6},
	/* No patience at all: the first word is the last. */
	{PLAIN, "generalist.patience=0 d.patience=0", 1, .25, NAN, 1e-6},
};

static void test_numbers(void)
{
	int wrong = 0;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct told *r = &rows[i];
		struct scenario s;
		struct study *st = solved(r->from, r->sets, &s);
		const struct solution *sol = study_solution(st, s.bargain);
		double last = sol && sol->roots ? sol->root[sol->roots - 1].first : NAN;
		bool ok = sol && sol->agreement && fabs(sol->root[0].first - r->first) <= r->room &&
			!(fabs(sol->delta[0] - r->share) > r->room) &&
			(isnan(r->least) ? sol->roots == 1 : fabs(last - r->least) <= r->room);
		if (!ok)
			fprintf(stderr, "row %zu, %s: share %.9g, first %.9g, %d roots to %.9g\n", i,
				r->sets, sol ? sol->delta[0] : NAN, sol && sol->roots ? sol->root[0].first : NAN,
				sol ? sol->roots : 0, last);
		wrong += !ok;
		study_free(st);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* What the other gets, and the share of the worst equilibrium for the first proposer. */
static void test_others(void)
{
	struct scenario s;
	struct study *st = solved(PLAIN, "", &s);
	CU_ASSERT_DOUBLE_EQUAL(st->present.domain[0].utility, .177264, 1e-6);
	CU_ASSERT_DOUBLE_EQUAL(st->delta[0], sqrt(364) / 2 - 9, 1e-9);
	study_free(st);
	scenario_free(&s);
	for (int first = 0; first < 2; first++) {
		st = solved("two-frontiers", first ? "bargain=alternating offers.first=medicine" :
			"bargain=alternating", &s);
		const struct solution *sol = study_solution(st, s.bargain);
		CU_ASSERT_FATAL(sol && sol->roots == 2);
		CU_ASSERT_DOUBLE_EQUAL(sol->root[1].share, first ? .661203 : .313570, 1e-6);
		study_free(st);
		scenario_free(&s);
	}
}

static double value_of(const char *from, const char *sets, bool least)
{
	struct scenario s;
	struct study *st = solved(from, sets, &s);
	const struct solution *sol = study_solution(st, s.bargain);
	double value = sol && sol->roots ? sol->root[least ? sol->roots - 1 : 0].first : NAN;
	study_free(st);
	scenario_free(&s);
	return value;
}

/* Odd games fall to the greatest equilibrium, even ones rise to the least. */
static void test_parity(void)
{
	static const char *const from[] = {PLAIN, CHEAP, "two-frontiers", "flip", "squeeze", "s-curve"};
	int wrong = 0;
	for (size_t i = 0; i < sizeof from / sizeof from[0]; i++) {
		double greatest = value_of(from[i], "bargain=alternating", false);
		double least = value_of(from[i], "bargain=alternating", true);
		for (int rounds = 1; rounds <= 8; rounds++) {
			char sets[80];
			snprintf(sets, sizeof sets, "bargain=alternating offers.rounds=%d", rounds);
			double value = value_of(from[i], sets, false), room = 1e-7;
			if (rounds % 2 ? !(value >= greatest - room) : !(value <= least + room)) {
				fprintf(stderr, "%s, %d rounds: %.9g\n", from[i], rounds, value);
				wrong++;
			}
		}
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

enum { ALTERNATING_GAMES = 60 };

static void test_random(void)
{
	int wrong = 0, several = 0;
	for (uint64_t seed = 1; seed <= ALTERNATING_GAMES; seed++) {
		struct scenario s;
		CU_ASSERT_TRUE_FATAL(promises_offers_game(seed, &s));
		int roots, kept = promises_offers_keep(&s, &roots);
		several += roots > 1;
		if (!kept) {
			fprintf(stderr, "seed %d:\n", (int)seed);
			games_print(&s);
			wrong++;
		}
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT_TRUE(several > 0);
}

/* What the first proposer gets, in `rounds`; 0: endless, and the greatest or the least. */
static double value_in(const char *ini, const char *first, int rounds, bool least)
{
	char sets[120];
	snprintf(sets, sizeof sets, "offers.first=%s offers.rounds=%d", first, rounds);
	return value_of(ini, sets, least);
}

/* The brute force looks at samples of the curve, and so may miss some of a value. */
#define CASE_ROOM 2e-4

static int wrong_values(const char *ini, const json_t *want)
{
	const char *first = json_text_at(want, "first");
	int wrong = fabs(value_in(ini, first, 0, false) - json_double_at(want, "greatest")) > CASE_ROOM;
	wrong += fabs(value_in(ini, first, 0, true) - json_double_at(want, "least")) > CASE_ROOM;
	for (int rounds = 1; rounds <= 4; rounds++) {
		char path[16];
		snprintf(path, sizeof path, "rounds.%d", rounds);
		double value = json_double_at(want, path);
		wrong += !isnan(value) && fabs(value_in(ini, first, rounds, false) - value) > CASE_ROOM;
	}
	return wrong;
}

static void test_cases(void)
{
	FILE *f = fopen("tests/cases/alternating.jsonl", "r");
	char line[8192];
	int games = 0, wrong = 0;
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	while (fgets(line, sizeof line, f)) {
		json_t *j = json_read(line, NULL);
		char path[40];
		CU_ASSERT_PTR_NOT_NULL_FATAL(j);
		for (int i = 0; i < json_count_at(j, "answer.value_of_first"); i++) {
			snprintf(path, sizeof path, "answer.value_of_first.%d", i);
			wrong += wrong_values(json_text_at(j, "ini"), json_at(j, path));
		}
		games++;
		json_decref(j);
	}
	fclose(f);
	CU_ASSERT_EQUAL(games, 2);
	CU_ASSERT_EQUAL(wrong, 0);
}

/* As patience goes to 1, the weighted Nash solution. */
static void test_limit(void)
{
	struct scenario s;
	struct study *st = solved(CHEAP, "generalist.patience=.99989950 d.patience=.99969546", &s);
	const struct solution *sol = study_solution(st, s.bargain);
	CU_ASSERT_DOUBLE_EQUAL(sol->delta[0], .788744, 1e-3);
	CU_ASSERT_EQUAL(sol->roots, 1);
	study_free(st);
	scenario_free(&s);
}

/* Who can get nothing out of it does not haggle. */
static void test_none(void)
{
	struct scenario s;
	struct study *st = solved(PLAIN, "generalist.outside=9", &s);
	CU_ASSERT_TRUE(st->no_agreement);
	study_free(st);
	scenario_free(&s);
}

static void test_row(void)
{
	struct bargain rule = {RULE_ALTERNATING, 0};
	struct scenario s;
	struct study *st = solved(PLAIN, "bargain=nash", &s);
	CU_ASSERT_PTR_NULL(study_solution(st, rule));
	study_free(st);
	scenario_free(&s);
	st = solved(PLAIN, "bargain=nash d.patience=.7", &s);
	CU_ASSERT_PTR_NOT_NULL(study_solution(st, rule));
	study_free(st);
	scenario_free(&s);
}

static void test_messages(void)
{
	static const struct { const char *set, *message; } bad[] = {
		{"d.patience=1", "patience: 1 is not allowed: 0 to 0.9999 (who never minds waiting never agrees)"},
		{"offers.rounds=2.5", "offers.rounds: 2.5 is not a whole number from 0 to 1000"},
		{"offers.first=law", "offers.first: no specialist \"law\"; generalist or d"},
	};
	struct error_list errors = {0};
	struct scenario s;
	struct error err;
	CU_ASSERT_EQUAL_FATAL(scenario_parse("t", PLAIN, strlen(PLAIN), &s, &errors), STATUS_OK);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CU_ASSERT_EQUAL(param_assign(&s, bad[i].set, &err), STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bad[i].message));
	}
	CU_ASSERT_EQUAL(param_assign(&s, "offers.first=d", &err), STATUS_OK);
	CU_ASSERT_EQUAL(scenario_add_specialist(&s, &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.bargain.rule, RULE_NASH);
	CU_ASSERT_EQUAL(param_assign(&s, "bargain=alternating", &err), STATUS_INPUT);
	CU_ASSERT_STRING_EQUAL(err.text, "bargain = alternating needs one specialist; this scenario has 2");
	CU_ASSERT_EQUAL(scenario_remove_specialist(&s, 0, &err), STATUS_OK);
	CU_ASSERT_EQUAL(s.offers.first, 0);
	scenario_free(&s);
}

/* Several equilibria are told beside the table; who leaves makes no first offer. */
static void test_screen(void)
{
	struct explorer e;
	char why[REASON_MAX];

	drive_open(&e, "last-mover", 80, 24);
	drive_view(&e, VIEW_SOLUTIONS);
	CU_ASSERT_TRUE(drive_shows(&e, "Alternating offers: 2 equilibria, at shares 0.7007"));
	CU_ASSERT_TRUE(drive_shows(&e, "and 0.3136; shown is the first proposer's best."));
	reason_text(e.pipeline.study, why);
	CU_ASSERT_PTR_NOT_NULL(strstr(why, "Two agreements are stable; in a game of 200 rounds the "
		"specialist's, in one of 201 the generalist's."));
	/* with the other first, the same two agreements change places */
	drive_go(&e, "offers.first");
	drive_type(&e, "f");
	drive_finish(&e);
	reason_text(e.pipeline.study, why);
	CU_ASSERT_PTR_NOT_NULL(strstr(why, "in a game of 200 rounds the generalist's, in one of 201 "
		"the specialist's. The generalist's is at a share of 0.6612,"));
	drive_type(&e, "f");
	drive_finish(&e);
	/* a player whose name has no room is its letter, a whole number has no decimals */
	CU_ASSERT_TRUE(drive_shows(&e, "first offer         g f"));
	CU_ASSERT_TRUE(drive_shows(&e, "rounds         0 o-----"));
	drive_act(&e, ACTION_ADD);
	e.scenario.offers.first = e.specialist + 1;
	drive_act(&e, ACTION_REMOVE);
	CU_ASSERT_EQUAL(e.scenario.offers.first, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.message,
		" removed; u brings it back; g now makes the first offer"));
	explorer_free(&e);
}

/* Along rounds, of which there are whole ones, nothing happens at half a round. */
static void test_rounds(void)
{
	struct explorer e;

	drive_open(&e, "last-mover", 80, 24);
	drive_view(&e, VIEW_STATICS);
	drive_go(&e, "offers.rounds");
	drive_act(&e, ACTION_AXIS_X);
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "1 to 2  Hospital group: free-ride to contribute"));
	CU_ASSERT_TRUE(drive_shows(&e, "2 to 3  Hospital group: contribute to free-ride"));
	CU_ASSERT_FALSE(drive_shows(&e, "1.5000"));
	explorer_free(&e);
}

void suite_alternating(void);
void suite_alternating(void)
{
	CU_pSuite suite = CU_add_suite("alternating", NULL, NULL);
	CU_add_test(suite, "closed forms, and values by brute force", test_numbers);
	CU_add_test(suite, "the other's, and other equilibria", test_others);
	CU_add_test(suite, "who moves last, at an end ever further off", test_parity);
	CU_add_test(suite, "random games", test_random);
	CU_add_test(suite, "games with answers by brute force", test_cases);
	CU_add_test(suite, "patience: Nash's solution", test_limit);
	CU_add_test(suite, "no agreement", test_none);
	CU_add_test(suite, "a row where it is asked for", test_row);
	CU_add_test(suite, "statics along rounds", test_rounds);
	CU_add_test(suite, "what is not allowed", test_messages);
	CU_add_test(suite, "on the screen", test_screen);
}
