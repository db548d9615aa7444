#include "bargain/resolve.h"

#include <math.h>
#include <string.h>

enum status resolve_init(struct resolve *a, const struct scenario *s, bool first_best, int nodes,
	struct error *err)
{
	memset(a, 0, sizeof *a);
	a->first_best = first_best;
	a->nodes = nodes;
	enum status st = scenario_copy(&a->scenario, s, err);
	if (st != STATUS_OK)
		return st;
	st = study_alloc(&a->study, err);
	if (st != STATUS_OK)
		scenario_free(&a->scenario);
	return st;
}

void resolve_free(struct resolve *a)
{
	if (!a->study)
		return;
	study_free(a->study);
	scenario_free(&a->scenario);
	a->study = NULL;
}

bool resolve_set(struct resolve *a, const struct param_ref *ref, double value)
{
	struct error err;
	if (strcmp(ref->info->key, "delta") == 0)
		a->scenario.bargain.rule = RULE_FIXED;
	return param_set(&a->scenario, ref, value, &err) == STATUS_OK;
}

enum lack resolve_solve(struct resolve *a, double *first_best)
{
	struct error err;
	struct study_plan plan = {.want = HAVE_PRESENT | (a->first_best ? HAVE_FIRST_BEST : 0) |
		(a->law ? HAVE_LAW : 0),
		.axis = -1, .nodes = a->nodes, .place = a->place, .pause = a->pause};
	*first_best = NAN;
	enum status status = study_reset(a->study, &a->scenario, &plan, &err);
	if (status != STATUS_OK)
		return lack_of(status);
	study_step(a->study, -1);
	if (a->first_best && !isnan(study_efficiency(a->study, 0)))
		*first_best = a->study->first_best.joint;
	if (a->study->status != STATUS_OK)
		return lack_of(a->study->status);
	return a->study->no_agreement ? LACK_AGREEMENT : LACK_NOTHING;
}

enum status resolve_check(const struct scenario *s, const struct param_ref *ref,
	struct error *err)
{
	char name[128];
	if (ref->info && ref->info->kind == PARAM_NUMBER)
		return param_open(s, ref, err);
	return error_set(err, STATUS_INPUT, "%s is not a number that can be varied",
		ref->info ? param_name(s, ref, name, sizeof name) : "nothing");
}
