/* The reference cases: equilibria and solutions against dense brute force. An
 * equilibrium passes where U_G is not below the answer's by 1e-6 (relative to
 * max(1, |U|)) and, where the two agree, every U_D agrees to 1e-5; a solution
 * where its objective is not below the answer's by 1e-5. */
#include "bargain/study.h"
#include "json.h"
#include "model/scenario.h"

#include <CUnit/CUnit.h>

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text = NULL;
	long size;
	if (!f)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0 &&
		(text = malloc((size_t)size + 1))) {
		rewind(f);
		text[fread(text, 1, (size_t)size, f)] = '\0';
	}
	fclose(f);
	return text;
}

static double scale(double u)
{
	return fmax(1, fabs(u));
}

/* ---- judging --------------------------------------------------------------- */

static void fail(const char *path, const char *what, double got, double want)
{
	fprintf(stderr, "%s: %s: %.12g, brute force has %.12g\n", path, what, got, want);
}

static bool equilibrium_agrees(const char *path, const json_t *json, const struct study *st)
{
	const json_t *ud = json_at(json, "equilibrium.UD");
	double ug = json_double_at(json, "equilibrium.UG"), got = st->present.u_generalist;
	if (isnan(ug) || json_count_at(ud, "") != st->n) {
		fprintf(stderr, "%s: the answer does not read\n", path);
		return false;
	}
	if (st->status != STATUS_OK || !(got >= ug - 1e-6 * scale(ug))) {
		fail(path, "U_G", got, ug);
		return false;
	}
	if (got > ug + 1e-6 * scale(ug))
		return true; /* better than brute force: another play, other U_D */
	for (int i = 0; i < st->n; i++) {
		double want = json_number_value(json_array_get(ud, (size_t)i));
		if (!(fabs(st->present.domain[i].utility - want) <= 1e-5 * scale(want))) {
			fail(path, "U_D", st->present.domain[i].utility, want);
			return false;
		}
	}
	return true;
}

static double objective(enum rule rule, const struct outcome *out)
{
	double g = out->u_generalist, d = out->domain[0].utility;
	switch (rule) {
	case RULE_VERTICAL_MONOPOLY:
		return g + d;
	case RULE_NASH:
		return fmax(g, 0) * fmax(d, 0);
	case RULE_EGALITARIAN:
		return fmin(g, d);
	case RULE_POWERFUL_GENERALIST:
		return g;
	case RULE_POWERFUL_SPECIALIST:
		return d;
	default:
		return out->domain[0].alpha;
	}
}

static bool solution_agrees(const char *path, const json_t *json, const struct study *st,
	struct bargain rule)
{
	char name[64];
	double want, got;
	const struct solution *sol = study_solution(st, rule);
	scenario_bargain_name(st->scenario, rule, name, sizeof name);
	const json_t *at = json_object_get(json_at(json, "solutions"), name);
	if (!at)
		return true; /* this rule was not brute-forced */
	want = json_double_at(at, "value");
	if (isnan(want) || !sol || !sol->done) {
		fprintf(stderr, "%s: %s: missing\n", path, name);
		return false;
	}
	if (!sol->agreement) {
		if (want > 1e-8)
			fail(path, name, NAN, want);
		return want <= 1e-8;
	}
	got = objective(rule.rule, &sol->out);
	if (!(got >= want - 1e-5 * scale(want))) {
		fail(path, name, got, want);
		return false;
	}
	return true;
}

static bool judge(const char *path, struct study *st, int *solutions)
{
	struct error_list *errors = calloc(1, sizeof *errors);
	struct scenario s;
	struct error err;
	struct study_plan plan = {.want = HAVE_PRESENT | HAVE_FIRST_BEST, .axis = -1};
	char json_path[512];
	size_t stem = strlen(path) - 4;
	bool good = true;
	char *text = read_file(path);
	json_t *json;

	snprintf(json_path, sizeof json_path, "%.*s.json", (int)stem, path);
	json = json_load_file(json_path, JSON_REJECT_DUPLICATES, NULL);
	if (!errors || !text || !json ||
		scenario_parse(path, text, strlen(text), &s, errors) != STATUS_OK) {
		fprintf(stderr, "%s: does not read: %s\n", path,
			errors && errors->count ? errors->item[0].text : "");
		good = false;
	} else {
		bool one = s.game.n == 1 && json_at(json, "solutions");
		if (one)
			plan.want |= HAVE_SOLUTIONS;
		if (study_reset(st, &s, &plan, &err) == STATUS_OK)
			study_step(st, -1);
		good = equilibrium_agrees(path, json, st);
		for (int rule = RULE_VERTICAL_MONOPOLY; one && rule < RULES; rule++) {
			good &= solution_agrees(path, json, st, (struct bargain){(enum rule)rule, 0});
			++*solutions;
		}
		scenario_free(&s);
	}
	free(errors);
	free(text);
	json_decref(json);
	return good;
}

static void test_cases(void)
{
	glob_t found;
	struct study *st;
	struct error err;
	int good = 0, solutions = 0;
	CU_ASSERT_FATAL(study_alloc(&st, &err) == STATUS_OK);
	CU_ASSERT_FATAL(glob("tests/cases/*.ini", 0, NULL, &found) == 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		bool ok = judge(found.gl_pathv[i], st, &solutions);
		CU_ASSERT(ok);
		good += ok;
	}
	CU_ASSERT(found.gl_pathc >= 30);
	CU_ASSERT_EQUAL(good, (int)found.gl_pathc);
	CU_ASSERT(solutions > 60);
	globfree(&found);
	study_free(st);
}

void suite_cases(void)
{
	CU_pSuite suite = CU_add_suite("cases", NULL, NULL);
	CU_add_test(suite, "equilibria and solutions against brute force", test_cases);
}
