/* Solutions where one share is bargained over: along the curve, every hump of
 * the objective near the best is polished. */
#include "bargain/single_private.h"

#include <math.h>
#include <stdlib.h>

static bool any_gain(const struct study *st)
{
	struct study_work *w = st->work;
	for (int i = 0; i < st->curve.count; i++)
		if (st->curve.node[i].ok && work_gains_any(w, &st->curve.node[i].out))
			return true;
	return false;
}

/* The tops near the best into c. Returns how many. */
static int find_tops(struct line *l, const double *v, struct candidate *c)
{
	const struct trace *curve = &l->st->curve;
	double top = -INFINITY, spread = 0;
	int count = 0;
	for (int i = 0; i < curve->count; i++)
		top = fmax(top, v[i]);
	/* Humps that stay far below the best node need no polishing. */
	for (int i = 0; i < curve->count; i++)
		if (isfinite(v[i]))
			spread = fmax(spread, top - v[i]);
	double least = top - fmax(.05 * spread, line_room(l, top));
	for (int i = 0; i < curve->count; i++) {
		if (!line_is_hump(l, v, i) || (v[i] < least && line_promise(curve, v, i) < top))
			continue;
		c[count].value = line_hump(l, i, v, &c[count].share);
		/* Two tops as near as that are one, and rounding between them. */
		if (count == 0 || c[count].share - c[count - 1].share > ROUNDING_SHARE)
			count++;
		else if (c[count].value > c[count - 1].value)
			c[count - 1] = c[count];
	}
	return count;
}

static double best_value(const struct candidate *c, int count)
{
	double best = -INFINITY;
	for (int i = 0; i < count; i++)
		best = fmax(best, c[i].value);
	return best;
}

/* Of those that are as good as the best: the larger joint surplus, then the smaller
 * share. */
static const struct candidate *choose(const struct study *st, const struct candidate *c,
	int count, double least)
{
	const struct candidate *best = NULL;
	double joint = -INFINITY;
	for (int i = 0; i < count; i++)
		if (c[i].value >= least)
			joint = fmax(joint, c[i].joint);
	joint -= ROUNDING * st->scale;
	for (int i = 0; i < count; i++)
		if (c[i].value >= least && c[i].joint >= joint &&
			(!best || c[i].share < best->share))
			best = &c[i];
	return best;
}

static double joint_at(struct line *l, double share)
{
	line_at(l, share);
	return l->st->work->scratch.joint;
}

static void clear_ties(struct solution *sol)
{
	free(sol->tie);
	sol->tie = NULL;
	sol->ties = 0;
}

void single_solve(struct study *st, struct solution *sol)
{
	struct line l = {st, sol->rule, st->ideal, st->bystander, OF_RULE, 0};
	double *v = line_nodes(&l);
	/* A top or a tie a node, at most. */
	struct candidate *c = malloc(2 * (size_t)st->curve.count * sizeof *c);
	const struct candidate *best = NULL;
	double least = INFINITY;
	int tops = 0;

	clear_ties(sol);
	if (v && c && any_gain(st)) {
		tops = find_tops(&l, v, c);
		double value = best_value(c, tops);
		least = value - line_room(&l, value);
		int ties = isfinite(value) ? line_ties(&l, v, least, sol, c + tops) : 0;
		for (int i = 0; i < tops; i++) /* nobody asks of one alone */
			c[i].joint = tops + ties > 1 ? joint_at(&l, c[i].share) : 0;
		if (isfinite(value))
			best = choose(st, c, tops + ties, least);
	}
	/* Other tops as good become nodes: a Pareto set may have a piece at each. */
	for (int i = 0; best && i < tops; i++)
		if (&c[i] != best && c[i].value >= least)
			trace_insert(&st->curve, c[i].share);
	sol->agreement = best != NULL;
	sol->search = st->curve.gave_up ? SEARCH_GAVE_UP : SEARCH_CURVE;
	sol->objective = best ? best->value : -INFINITY;
	for (int i = 0; i < st->n; i++)
		sol->delta[i] = best ? best->share : 0;
	free(v);
	free(c);
	solution_fill(st, sol);
}

/* ------------------------------------------------------------------ ideals */

void single_ideal(struct study *st, int k)
{
	struct solution *sol = work_powerful(st, k);
	single_solve(st, sol);
	if (sol->agreement)
		trace_insert(&st->curve, sol->delta[0]);
	study_ideal(st, k);
}

void single_rough_ideals(struct study *st)
{
	struct study_work *w = st->work;
	for (int k = 0; k < w->players; k++)
		st->ideal[k] = 0;
	for (int i = 0; i < st->curve.count; i++) {
		if (!st->curve.node[i].ok || !work_gains(w, &st->curve.node[i].out))
			continue;
		for (int k = 0; k < w->players; k++)
			st->ideal[k] = fmax(st->ideal[k], w->gain[k]);
	}
	for (int k = 0; k < w->players; k++)
		st->bystander[k] = st->ideal[k] <= NO_GAIN * st->scale;
}
