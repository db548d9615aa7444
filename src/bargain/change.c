/* A study's bargaining set, changed: every play is seen through the change, so that whatever
 * looks for solutions need not know of it. */
#include "bargain/study_private.h"

#include <math.h>
#include <string.h>

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

/* The outside options of both as they are after the change. */
static void change_outside(struct study *st, const struct change *c)
{
	const struct game *g = &st->scenario->game;
	double *o = st->work->outside;
	o[0] = g->generalist.outside;
	o[1] = g->specialist[0].outside;
	change_utilities(c, o);
	if (c->kind == CHANGE_OUTSIDE)
		o[c->player] = c->outside;
	memcpy(st->work->threat, o, 2 * sizeof *o);
}

enum status study_change(struct study *st, const struct trace *plays, const struct change *c,
	struct error *err)
{
	double from = c->kind == CHANGE_DROP ? c->from : -INFINITY;
	double to = c->kind == CHANGE_DROP ? c->to : INFINITY;
	enum status status = trace_copy(&st->curve, plays, from, to, err);
	st->work->change = c;
	change_outside(st, c);
	for (int i = 0; status == STATUS_OK && i < st->curve.count; i++)
		if (st->curve.node[i].ok)
			change_outcome(c, &st->curve.node[i].out);
	if (status == STATUS_OK && c->kind == CHANGE_ADD)
		status = trace_append(&st->curve, CHANGE_SHARE, err);
	if (status != STATUS_OK)
		return status;
	single_rational(st);
	for (int k = 0; k < st->work->players; k++)
		single_ideal(st, k);
	return STATUS_OK;
}
