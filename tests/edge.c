#include "edge.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

void edge_open(const char *text, struct scenario *s, struct solver **solver)
{
	struct error_list errors;

	error_list_init(&errors);
	if (scenario_parse("edge", text, strlen(text), s, &errors) != STATUS_OK) {
		fprintf(stderr, "%s\n", errors.item[0].text);
		CU_FAIL_FATAL("a good game is refused");
	}
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s->game, solver, NULL), STATUS_OK);
}

enum status edge_solve(const char *text, double share, struct outcome *out, struct error *err)
{
	struct scenario s;
	struct solver *solver = NULL;
	double delta[8];

	edge_open(text, &s, &solver);
	for (int i = 0; i < s.game.n; i++)
		delta[i] = share;
	CU_ASSERT_EQUAL_FATAL(outcome_init(out, s.game.n, err), STATUS_OK);
	enum status status = solver_equilibrium(solver, delta, out, err);
	solver_free(solver);
	scenario_free(&s);
	return status;
}

bool edge_refuses(const char *text, double share, const char *says)
{
	struct outcome out;
	struct error err = {.text = ""};
	bool so = edge_solve(text, share, &out, &err) == STATUS_NO_EQUILIBRIUM && strstr(err.text, says);
	if (!so)
		fprintf(stderr, "\n%snot \"%s\" but \"%s\"\n", text, says, err.text);
	outcome_free(&out);
	return so;
}
