/* The curve of a study: outcomes along the one share, or along an axis through the present
 * bargain. */
#include "bargain/study_phase.h"

enum { NODES_DEFAULT = 97, NODES_MANY = 65, NODES_SMOOTH = 33, EVENTS_MAX = 128 };
/* How near nodes come to each other where they foretell little. */
#define CURVE_FINE 1e-3

/* Whether nothing jumps along the curve. */
static bool is_smooth(const struct study *st)
{
	const struct solver *solver = st->work->solver;
	return solver && solver_is_smooth(solver);
}

/* Where nothing can hide between nodes, and nobody looks at the curve itself, fewer foretell it. */
static int nodes_wanted(const struct study *st)
{
	const struct study_plan *plan = &st->work->plan;
	if (plan->nodes > 1)
		return plan->nodes;
	if (is_smooth(st) && !(plan->want & ~(unsigned)(HAVE_PRESENT | HAVE_FIRST_BEST | HAVE_LAW)))
		return NODES_SMOOTH;
	return st->n > 8 ? NODES_MANY : NODES_DEFAULT;
}

static bool start_curve(struct study *st, int nodes)
{
	struct trace_plan plan = {.high = 1, .nodes = nodes, .stride = 1, .fine = CURVE_FINE,
		.held = game_has_terms(&st->scenario->game), .smooth = is_smooth(st),
		.events = EVENTS_MAX, .width = TRACE_WIDTH,
		.play = work_play_node, .context = st};
	struct error err;
	st->axis = st->work->plan.axis;
	return trace_start(&st->curve, st->n, &plan, &err) == STATUS_OK || study_give_up(st, &err);
}

/* The curve's nodes, then its events, one by one. It can be shown when all nodes are there. */
static bool step_curve(struct study *st)
{
	struct study_work *w = st->work;
	if (w->at == 0 && !start_curve(st, nodes_wanted(st)))
		return false;
	if (w->at++ >= st->curve.plan.nodes)
		st->have |= HAVE_CURVE;
	if (trace_step(&st->curve))
		return true;
	st->have |= HAVE_CURVE;
	return false;
}

bool phase_line(struct study *st)
{
	if (st->shares > 1 ||
		!(study_bargains(st) || study_wants(st, HAVE_CURVE | HAVE_PARETO | HAVE_THRESHOLDS)))
		return false;
	if (step_curve(st))
		return true;
	for (int i = 0; i < st->curve.count; i++)
		if (st->curve.node[i].ok)
			study_scale_by(st, &st->curve.node[i].out);
	return false;
}

bool phase_axis_curve(struct study *st)
{
	if (st->shares == 1 || !study_wants(st, HAVE_CURVE | HAVE_THRESHOLDS))
		return false;
	return step_curve(st);
}

bool study_along_curve(const struct study *st)
{
	return st->shares == 1 && study_bargains(st) && st->curve.count > 0;
}
