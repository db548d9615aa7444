/* Runs of shares that are as good as the best. */
#include "bargain/single_private.h"

#include <math.h>
#include <stdlib.h>

/* What is as good as the best. */
struct tied {
	struct line *l;
	double least; /* of what is as good */
};

static enum bracket_side side_of_tie(void *context, double x)
{
	struct tied *t = context;
	return line_at(t->l, x) >= t->least ? BRACKET_IN : BRACKET_OUT;
}

static double joint_if_tied(void *context, double x)
{
	struct tied *t = context;
	return side_of_tie(t, x) == BRACKET_IN ? t->l->st->work->scratch.joint : -INFINITY;
}

/* The run of nodes from i on that are as good; returns the last one. Its ends, closed in
 * on, into *run; false where it is but a top. */
static bool run_of_ties(struct tied *t, const double *v, int i, int *last,
	struct share_interval *run)
{
	const struct trace *c = &t->l->st->curve;
	int j = i;
	while (j + 1 < c->count && line_joined(c, j) && v[j + 1] >= t->least)
		j++;
	*last = j;
	*run = (struct share_interval){c->node[i].x, c->node[j].x};
	if (j - i < 2 || run->to - run->from <= TIE_WIDTH)
		return false;
	if (line_joined(c, i - 1))
		run->from = maximise_boundary(side_of_tie, t, run->from, c->node[i - 1].x);
	if (line_joined(c, j))
		run->to = maximise_boundary(side_of_tie, t, run->to, c->node[j + 1].x);
	return true;
}

/* The share with the largest joint surplus among those of a tie; of equals the smallest. */
static struct candidate best_in_tie(struct tied *t, const struct share_interval *run)
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
		joint_if_tied(t, high), room};
	double value, x = maximise_line(joint_if_tied, t, &stretch, &value);
	if (value > best.joint + room)
		best = (struct candidate){x, t->least, value};
	return best;
}

int line_ties(struct line *l, const double *v, double least, struct solution *sol,
	struct candidate *c)
{
	struct tied t = {l, least};
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
