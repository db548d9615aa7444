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

static enum status solve(const struct cli *c, struct study *st, const struct scenario *s,
	bool contracts)
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
	struct report_more more = {floors ? &best : NULL, contracts};
	if (wrote == STATUS_OK)
		wrote = status == STATUS_OK ? report_write(st, &more, c->format, &text, &failed) :
					      report_lack(s, lack, &more, c->format, &text, &failed);
	if (wrote != STATUS_OK)
		return cli_complain(&failed);
	cli_print(text);
	free(text);
	return status;
}

/* A scenario of those to solve. */
struct opened {
	enum status status; /* not OK: it could not be read, and has been complained of */
	struct scenario scenario;
};

/* Whether any of them has a contract. */
static bool open_all(const struct cli *c, struct opened *all)
{
	bool contracts = false;
	for (int i = 0; i < c->operands; i++) {
		all[i].status = cli_open(c, c->operand[i], &all[i].scenario, NULL);
		if (all[i].status == STATUS_OK)
			contracts = contracts || game_has_contract(&all[i].scenario.game);
	}
	return contracts;
}

static enum status solve_all(const struct cli *c, struct study *st, struct opened *all)
{
	enum status result = STATUS_OK;
	/* Which columns there are is to be known before the first row. */
	bool contracts = open_all(c, all);
	if (c->format == REPORT_CSV)
		cli_print(report_csv_header(contracts));
	for (int i = 0; i < c->operands; i++) {
		enum status status = all[i].status;
		if (status == STATUS_OK) {
			if (c->format == REPORT_TEXT && i > 0)
				cli_print("\n");
			status = solve(c, st, &all[i].scenario, contracts);
			scenario_free(&all[i].scenario);
		}
		/* The first failure is the exit status; the others are still solved. */
		result = result == STATUS_OK ? status : result;
	}
	return result;
}

enum status cmd_solve(const struct cli *c)
{
	struct study *st = NULL;
	struct error err;
	struct opened *all = calloc((size_t)c->operands, sizeof *all);
	enum status result = all ? study_alloc(&st, &err) :
				   error_set(&err, STATUS_SYSTEM, "out of memory");
	result = result == STATUS_OK ? solve_all(c, st, all) : cli_complain(&err);
	study_free(st);
	free(all);
	return result;
}
