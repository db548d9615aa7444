/* A study's bargaining set, changed: every play is seen through the change, so that whatever
 * looks for solutions need not know of it. */
#include "bargain/study_private.h"

const char *change_name(enum change_kind kind)
{
	static const char *const name[] = {
		[CHANGE_NONE] = "none",
		[CHANGE_EXCHANGE] = "exchange",
		[CHANGE_UNITS] = "units",
		[CHANGE_DROP] = "drop",
		[CHANGE_ADD] = "add",
		[CHANGE_OUTSIDE] = "outside",
	};
	return name[kind];
}

void change_utilities(const struct change *c, double u[2])
{
	double first = u[0];
	if (c->kind == CHANGE_EXCHANGE) {
		u[0] = u[1];
		u[1] = first;
	} else if (c->kind == CHANGE_UNITS) {
		u[c->player] = c->factor * u[c->player] + c->shift;
	}
}

static void set_utilities(struct outcome *out, const double u[2])
{
	out->u_generalist = u[0];
	out->domain[0].utility = u[1];
	out->joint = u[0] + u[1];
}

void change_outcome(const struct change *c, struct outcome *out)
{
	double u[2] = {outcome_utility(out, 0), outcome_utility(out, 1)};
	if (c->kind != CHANGE_EXCHANGE && c->kind != CHANGE_UNITS)
		return;
	change_utilities(c, u);
	set_utilities(out, u);
}

bool change_plays(const struct change *c, double share, struct outcome *out)
{
	if (c->kind != CHANGE_ADD || share != CHANGE_SHARE)
		return false;
	outcome_clear(out);
	out->invests = true;
	out->active = 1;
	set_utilities(out, c->u);
	return true;
}
