/* haggle axioms: what the bargaining solutions promise, tried on a scenario's own set. */
#include "cli.h"

#include "base/clock.h"
#include "view/report.h"

#include <math.h>
#include <stdlib.h>

static bool in_time(void *context)
{
	return clock_now() < *(const double *)context;
}

static enum status try_axioms(const struct cli *c, struct axioms *a, const struct scenario *s,
	char **text, struct error *err)
{
	double end = c->timeout > 0 ? clock_now() + c->timeout : INFINITY;
	struct axioms_plan plan = {.pause = {in_time, &end}};
	enum status status = axioms_reset(a, s, &plan, err);
	if (status != STATUS_OK)
		return status;
	axioms_step(a, -1);
	if (!in_time(&end))
		return cli_late(c, err);
	status = axioms_status(a, err);
	return status == STATUS_OK ? report_axioms(a, c->format, text, err) : status;
}

enum status cmd_axioms(const struct cli *c)
{
	struct axioms *a = NULL;
	struct scenario s;
	struct error err;
	char *text = NULL;
	enum status status = cli_open(c, c->operand[0], &s, NULL);
	if (status != STATUS_OK)
		return status;
	status = axioms_alloc(&a, &err);
	if (status == STATUS_OK)
		status = try_axioms(c, a, &s, &text, &err);
	if (status == STATUS_OK) {
		cli_print(text);
	} else {
		error_place(&err, s.name, 0, 0);
		cli_complain(&err);
	}
	free(text);
	axioms_free(a);
	scenario_free(&s);
	return status;
}
