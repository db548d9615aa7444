/* haggle solve: the equilibrium and the bargaining solutions of scenarios. */
#include "cli.h"

#include "base/clock.h"

#include <math.h>
#include <stdlib.h>

/* A regulator's best floors, where there are floors to choose and they are found by then, by
 * the clock: *found says. */
static enum status solve_floors(const struct scenario *s, double end, struct best_floors *best,
	bool *found, struct error *err)
{
	struct floors *floors = NULL;
	enum status status;
	bool left = true;
	*found = floors_apply(s);
	if (!*found)
		return STATUS_OK;
	status = floors_alloc(&floors, s, err);
	if (status != STATUS_OK)
		return status;
	while (left && clock_now() < end)
		left = floors_step(floors);
	*found = !left;
	*best = *floors_best(floors);
	floors_free(floors);
	return STATUS_OK;
}

static enum status solve(const struct cli *c, struct study *st, const struct scenario *s)
{
	double end = c->timeout > 0 ? clock_now() + c->timeout : INFINITY;
	struct error err, failed;
	enum lack lack;
	char *text;
	enum status status = cli_study(c, st, s, cli_wanted(c, s), &lack, &err);
	if (status != STATUS_OK)
		cli_complain(&err);
	if (status != STATUS_OK && status != STATUS_NO_EQUILIBRIUM)
		return status;
	struct best_floors best;
	bool floors = false;
	enum status wrote = STATUS_OK;
	if (status == STATUS_OK)
		wrote = solve_floors(s, end, &best, &floors, &failed);
	if (wrote == STATUS_OK)
		wrote = status == STATUS_OK ? report_write(st, floors ? &best : NULL, c->format, &text, &failed) :
					      report_lack(s, lack, c->format, &text, &failed);
	if (wrote != STATUS_OK)
		return cli_complain(&failed);
	cli_print(text);
	free(text);
	return status;
}

enum status cmd_solve(const struct cli *c)
{
	struct study *st;
	struct error err;
	enum status result = study_alloc(&st, &err);
	if (result != STATUS_OK)
		return cli_complain(&err);
	if (c->format == REPORT_CSV)
		cli_print(report_csv_header());
	for (int i = 0; i < c->operands; i++) {
		struct scenario s;
		enum status status = cli_open(c, c->operand[i], &s, NULL);
		if (status == STATUS_OK) {
			if (c->format == REPORT_TEXT && i > 0)
				cli_print("\n");
			status = solve(c, st, &s);
			scenario_free(&s);
		}
		/* The first failure is the exit status; the others are still solved. */
		result = result == STATUS_OK ? status : result;
	}
	study_free(st);
	return result;
}
