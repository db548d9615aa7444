/* haggle solve: the equilibrium and the bargaining solutions of scenarios. */
#include "cli.h"

#include <stdlib.h>

/* With more specialists, a solution for each powerful one and a curve behind
 * them would take minutes, and n solutions of n outcomes gigabytes, where the
 * outcome alone takes milliseconds. --all asks for them all the same. */
enum { SOLUTIONS_UP_TO = GAME_SPECIALISTS_EXPLORER };

static enum status solve(const struct cli *c, struct study *st, const struct scenario *s)
{
	struct error err;
	struct study_plan plan = {.want = report_want(c->format), .axis = -1};
	char *text;
	if (s->game.n > SOLUTIONS_UP_TO && !c->all)
		plan.want = HAVE_PRESENT | HAVE_FIRST_BEST;
	enum status status = study_reset(st, s, &plan, &err);
	if (status != STATUS_OK)
		return cli_complain(&err);
	study_step(st, -1);
	if (st->status != STATUS_OK) {
		err = st->error;
		err.status = st->status;
		error_place(&err, s->name, 0, 0);
		return cli_complain(&err);
	}
	status = report_write(st, c->format, &text, &err);
	if (status != STATUS_OK)
		return cli_complain(&err);
	cli_print(text);
	free(text);
	return STATUS_OK;
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
