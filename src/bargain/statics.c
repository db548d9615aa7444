#include "bargain/statics.h"

#include "base/clock.h"

#include "bargain/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Nodes of the curve that a rule is solved along: fewer than for the screen. */
enum { SHARE_NODES = 33 };
/* Each event takes some thirty bargains. */
enum { NODES_DEFAULT = 121, COARSE = 8, EVENTS_MAX = 24 };

struct statics_work {
	struct resolve agree;
	bool bound; /* agree is in use */
};

enum status statics_alloc(struct statics **out, struct error *err)
{
	struct statics *st = calloc(1, sizeof *st);
	if (st)
		st->work = calloc(1, sizeof *st->work);
	if (!st || !st->work) {
		free(st);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	*out = st;
	return STATUS_OK;
}

void statics_free(struct statics *st)
{
	if (!st)
		return;
	trace_free(&st->trace);
	free(st->threshold);
	if (st->work->bound)
		resolve_free(&st->work->agree);
	free(st->work);
	free(st);
}

/* What is agreed on at one value of the parameter. */
static bool play_value(void *context, struct trace_node *node)
{
	struct statics *st = context;
	struct resolve *a = &st->work->agree;
	node->lack = LACK_GAME;
	if (resolve_set(a, &st->param, node->x))
		node->lack = resolve_solve(a, &node->first_best);
	node->ok = node->lack == LACK_NOTHING;
	if (node->ok) {
		memcpy(node->delta, a->study->delta, (size_t)st->n * sizeof *node->delta);
		outcome_copy(&node->out, &a->study->present);
	}
	return true;
}

static enum status start_trace(struct statics *st, int nodes, struct error *err)
{
	struct trace_plan plan = {.low = st->span.low, .high = st->span.high, .open = true, .nodes = nodes,
		.stride = COARSE, .events = EVENTS_MAX, .play = play_value, .context = st};
	*(st->span.log ? &plan.part : &plan.width) =
		TRACE_WIDTH * (st->span.log ? 1 : st->span.high - st->span.low);
	enum status status = trace_start(&st->trace, st->n, &plan, err);
	for (int i = 0; i < st->trace.count; i++)
		st->trace.node[i].x = span_value(&st->span, (double)i / (nodes - 1));
	return status;
}

enum status statics_reset(struct statics *st, const struct scenario *s,
	const struct statics_plan *plan, struct error *err)
{
	struct statics_work *w = st->work;
	enum status status = resolve_check(s, &plan->param, err);
	if (status != STATUS_OK)
		return status;
	st->span = span_given(&plan->span) ? plan->span : span_default(s, &plan->param);
	st->scenario = s;
	st->param = plan->param;
	st->quantity = plan->quantity;
	st->present = param_get(s, &plan->param);
	st->thresholds = 0;
	if (w->bound)
		resolve_free(&w->agree);
	w->bound = false;
	status = resolve_init(&w->agree, s, true, SHARE_NODES, err);
	if (status != STATUS_OK)
		return status;
	w->bound = true;
	w->agree.pause = plan->pause;
	w->agree.law = true;
	st->n = s->game.n;
	return start_trace(st, plan->nodes > 1 ? plan->nodes : NODES_DEFAULT, err);
}

bool statics_step(struct statics *st, double seconds)
{
	double end = clock_now() + seconds;
	if (!st->work->bound)
		return false;
	bool more = trace_step(&st->trace);
	while (more && (seconds < 0 || clock_now() < end))
		more = trace_step(&st->trace);
	st->thresholds = trace_thresholds(&st->trace, &st->threshold);
	return more;
}

double statics_progress(const struct statics *st)
{
	return trace_progress(&st->trace);
}
