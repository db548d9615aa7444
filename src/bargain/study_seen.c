/* A study's bargaining set seen otherwise, once it is complete: changed, for an axiom, or as the
 * splits of one pie. */
#include "bargain/study_private.h"

#include <math.h>
#include <string.h>

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

enum { SPLITS = 25 };

enum status splits_trace(const struct splits *s, struct study *st, struct trace *out, struct error *err)
{
	struct trace_plan plan = {.high = 1, .nodes = SPLITS, .stride = 1, .width = TRACE_WIDTH,
		.play = work_play_node, .context = st};
	st->work->splits = s;
	st->work->least = -INFINITY;
	enum status status = trace_start(out, st->n, &plan, err);
	while (status == STATUS_OK && trace_step(out))
		;
	return status;
}
