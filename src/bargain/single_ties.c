/* Runs of shares that are as good as the best. */
#include "bargain/single_private.h"

#include <math.h>
#include <stdlib.h>

static double joint_if_tied(void *context, double x)
{
	struct as_good *t = context;
	return line_side(t, x) == BRACKET_IN ? t->l->st->work->scratch.joint : -INFINITY;
}

/* Where, from node `in` of a run to the next one, `out`, which is worse, the run ends: where a line
 * through the last two worse places comes to what is as good. */
static double run_end(struct as_good *t, const double *v, int in, int out)
{
	const struct trace_node *node = t->l->st->curve.node;
	int next = 2 * out - in, first = next < out ? next : out;
	bool joined = line_joined(&t->l->st->curve, first);
	struct nearing at = {.in = node[in].x, .out = node[out].x, .told = NAN, .width = INFINITY};
	double v_out = v[out], last = joined ? node[next].x : NAN, v_last = joined ? v[next] : NAN, x;
	while (nearing_look(&at, at.out + (t->least - v_out) * (at.out - last) / (v_out - v_last), &x)) {
		double v_x = line_at(t->l, x);
		if (v_x >= t->least) {
			at.in = x;
			continue;
		}
		last = at.out;
		v_last = v_out;
		at.out = x;
		v_out = v_x;
	}
	return at.in;
}

/* Whether a run goes on after node i: where something jumps, between sides that are as near as
 * can be, what ties on both is one run. */
static bool goes_on(const struct trace *c, int i)
{
	const struct trace_node *a = &c->node[i], *b = a + 1;
	return i + 1 < c->count && a->ok && b->ok &&
		(!a->break_after || b->x - a->x <= 2 * TRACE_WIDTH);
}

/* Whether shares between nodes `in` and `out`, at least as far from `in` as a tie is wide, tie. */
static bool tie_beside(struct as_good *t, int in, int out)
{
	const struct trace_node *node = t->l->st->curve.node;
	double way = node[out].x - node[in].x;
	return fabs(way) > 2 * TIE_WIDTH &&
		line_side(t, node[in].x + copysign(2 * TIE_WIDTH, way)) == BRACKET_IN;
}

/* Whether what ties at nodes i to j is more than a top: two nodes may lie on both sides of one, and
 * one node alone may be the end of what ties where something jumps on its other side. */
static bool is_run(struct as_good *t, int i, int j)
{
	const struct trace *c = &t->l->st->curve;
	bool before = line_joined(c, i - 1), behind = line_joined(c, j);
	double width = c->node[j].x - c->node[i].x;
	if (j == i && before != behind)
		return tie_beside(t, i, before ? i - 1 : i + 1);
	return width > TIE_WIDTH && (j - i >= 2 ||
		line_side(t, c->node[i].x + .5 * width) == BRACKET_IN);
}

/* Halfway from its best place to the end of a run a smooth top has lost a quarter of what is equal;
 * what is level, no more of it than the last digits of values. */
#define LEVEL .125

/* Whether a run is level, and no smooth top that is as flat: by the best of its nodes from i to j. */
static bool is_level(struct as_good *t, const double *v, int i, int j, const struct share_interval *run)
{
	const struct trace_node *node = t->l->st->curve.node;
	int best = i;
	for (int k = i; k <= j; k++)
		if (v[k] > v[best])
			best = k;
	double x = node[best].x, end = run->to - x > x - run->from ? run->to : run->from;
	return v[best] - line_at(t->l, .5 * (x + end)) <= LEVEL * line_room(t->l, v[best]);
}

/* The run of nodes from i on that are as good, of which the last into *last. Its ends, closed in
 * on, into *run; false where it is but a top. */
static bool run_of_ties(struct as_good *t, const double *v, int i, int *last,
	struct share_interval *run)
{
	const struct trace *c = &t->l->st->curve;
	int j = i;
	while (goes_on(c, j) && v[j + 1] >= t->least)
		j++;
	*last = j;
	*run = (struct share_interval){c->node[i].x, c->node[j].x};
	if (!is_run(t, i, j))
		return false;
	if (line_joined(c, i - 1))
		run->from = run_end(t, v, i, i - 1);
	if (line_joined(c, j))
		run->to = run_end(t, v, j, j + 1);
	return is_level(t, v, i, j, run);
}

/* The share with the largest joint surplus among those of a tie; of equals the smallest. */
static struct candidate best_in_tie(struct as_good *t, const struct share_interval *run)
{
	const struct trace *c = &t->l->st->curve;
	struct candidate best = {run->from, t->least, joint_if_tied(t, run->from)};
	double room = ROUNDING * t->l->st->scale, low = run->from, high = run->to;
	for (int i = 0; i < c->count; i++) {
		double share = c->node[i].x;
		if (share < run->from || share > run->to || !c->node[i].ok ||
			c->node[i].out.joint <= best.joint + room)
			continue;
		best.share = share;
		best.joint = c->node[i].out.joint;
	}
	for (int i = 0; i < c->count; i++) {
		double share = c->node[i].x;
		if (share < best.share)
			low = fmax(low, share);
		else if (share > best.share)
			high = fmin(high, share);
	}
	if (high - low < NARROW)
		return best;
	struct stretch stretch = {low, joint_if_tied(t, low), best.share, best.joint, high,
		joint_if_tied(t, high), room, 0};
	double value, x = maximise_line(joint_if_tied, t, &stretch, &value);
	if (value > best.joint + room)
		best = (struct candidate){x, t->least, value};
	return best;
}

int line_ties(struct line *l, const double *v, double least, struct solution *sol,
	struct candidate *c)
{
	struct as_good t = {l, least};
	for (int i = 0, last; i < l->st->curve.count; i = last + 1) {
		struct share_interval run, *more;
		last = i;
		if (!(v[i] >= least) || !run_of_ties(&t, v, i, &last, &run))
			continue;
		more = realloc(sol->tie, (size_t)(sol->ties + 1) * sizeof *more);
		if (!more)
			break;
		sol->tie = more;
		sol->tie[sol->ties] = run;
		c[sol->ties++] = best_in_tie(&t, &run);
	}
	return sol->ties;
}
