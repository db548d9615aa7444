/* The curve of a study: outcomes along the one share, or along an axis through the present
 * bargain. */
#include "bargain/study_phase.h"

#include <math.h>

enum { NODES_DEFAULT = 97, NODES_MANY = 65, EVENTS_MAX = 128 };
/* How near nodes come to each other where they foretell little. */
#define CURVE_FINE 1e-3

/* Where it is known where the curve bends sharply, in so few places: in each piece between these so
 * many stretches at least, which foretell all of it. */
enum { KINKS_MOST = 5, PIECE = 8 };
struct pieces {
	int kinks;
	double kink[KINKS_MOST];
};

/* Nothing jumps there. What is too near to an end, or another, for nodes beside it is left out. */
static void find_pieces(const struct study *st, struct pieces *p)
{
	const struct solver *solver = st->work->solver;
	double kink[KINKS_MOST];
	bool known = solver && st->shares == 1 && st->n < KINKS_MOST;
	int count = known ? solver_kinks(solver, kink) : 0;
	p->kinks = 0;
	for (int i = 0; i < count; i++)
		if (kink[i] - (p->kinks > 0 ? p->kink[p->kinks - 1] : 0) > 4 * TRACE_WIDTH &&
			1 - kink[i] > 4 * TRACE_WIDTH)
			p->kink[p->kinks++] = kink[i];
}

/* The i-th piece, from one side of a kink to a side of the next, which are as near as those of an
 * event; into how many stretches it is cut, of so many in all. */
static int cut(const struct pieces *p, int i, int stretches, double *low, double *high)
{
	*low = i > 0 ? p->kink[i - 1] + .5 * TRACE_WIDTH : 0;
	*high = i < p->kinks ? p->kink[i] - .5 * TRACE_WIDTH : 1;
	return (int)fmax(ceil(stretches * (*high - *low)), PIECE);
}

static void spread(struct trace *t, const struct pieces *p, int stretches)
{
	double low, high;
	for (int i = 0, node = 0; i <= p->kinks; i++) {
		int cuts = cut(p, i, stretches, &low, &high);
		for (int k = 0; k <= cuts; k++)
			t->node[node++].x = k < cuts ? low + (high - low) * k / cuts : high;
	}
}

/* How many stretches there are to begin with. Where nothing can hide in them, and nobody looks at
 * the curve itself, few foretell it. */
static int stretches_of(const struct study *st, bool smooth)
{
	const struct study_plan *plan = &st->work->plan;
	unsigned looked_at = plan->want & ~(unsigned)(HAVE_PRESENT | HAVE_FIRST_BEST | HAVE_LAW);
	if (smooth && st->shares == 1 && st->n < KINKS_MOST && !looked_at)
		return PIECE;
	return (plan->nodes > 1 ? plan->nodes : st->n > 8 ? NODES_MANY : NODES_DEFAULT) - 1;
}

static bool start_curve(struct study *st)
{
	const struct solver *solver = st->work->solver;
	struct trace_plan plan = {.high = 1, .stride = 1, .fine = CURVE_FINE,
		.last_digits = true,
		.held = game_has_terms(&st->scenario->game),
		.smooth = solver && solver_is_smooth(solver),
		.events = EVENTS_MAX, .width = TRACE_WIDTH,
		.play = work_play_node, .context = st};
	int stretches = stretches_of(st, plan.smooth);
	struct pieces pieces;
	struct error err;
	double low, high;
	find_pieces(st, &pieces);
	for (int i = 0; i <= pieces.kinks; i++)
		plan.nodes += cut(&pieces, i, stretches, &low, &high) + 1;
	st->axis = st->work->plan.axis;
	if (trace_start(&st->curve, st->n, &plan, &err) != STATUS_OK)
		return study_give_up(st, &err);
	spread(&st->curve, &pieces, stretches);
	return true;
}

/* The curve's nodes, then its events, one by one. It can be shown when all nodes are there. */
static bool step_curve(struct study *st)
{
	struct study_work *w = st->work;
	if (w->at == 0 && !start_curve(st))
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
	for (int i = 0; st->first_best_status != STATUS_OK && i < st->curve.count; i++)
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
