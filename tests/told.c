#include "told.h"

#include <CUnit/CUnit.h>

#include <math.h>
#include <stdio.h>

void told_open(struct told *t, const char *name)
{
	char path[256];
	struct error_list errors;
	error_list_init(&errors);
	snprintf(path, sizeof path, "tests/inputs/%s.ini", name);
	CU_ASSERT_EQUAL_FATAL(scenario_open(path, &t->scenario, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&t->study, NULL), STATUS_OK);
}

void told_solve(struct told *t, unsigned want)
{
	struct study_plan plan = {.axis = -1, .want = want};
	CU_ASSERT_EQUAL_FATAL(study_reset(t->study, &t->scenario, &plan, NULL), STATUS_OK);
	study_step(t->study, -1);
}

void told_end(struct told *t)
{
	study_free(t->study);
	scenario_free(&t->scenario);
}

const struct solution *told_solution(const struct told *t, enum rule rule, int specialist)
{
	const struct solution *sol = study_solution(t->study, (struct bargain){rule, specialist});
	CU_ASSERT_PTR_NOT_NULL_FATAL(sol);
	CU_ASSERT_TRUE_FATAL(sol->agreement);
	return sol;
}

bool told_near(double v, double right, double room)
{
	bool ok = fabs(v - right) <= room;
	if (!ok)
		fprintf(stderr, "\n%.12g where %.12g is right", v, right);
	return ok;
}
