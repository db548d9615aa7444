/* The frontier's values: utilities against utilities, what is in the Pareto set apart
 * from what is not. */
#include "draw.h"

#include <math.h>

double value_point(const struct frontier_point *pt, int n, int k)
{
	double sum = 0;

	if (k >= 0)
		return pt->u[k];
	for (int i = 1; i <= n; i++)
		sum += pt->u[i];
	return sum;
}

double value_outside(const struct scenario *s, int k)
{
	double sum = 0;

	if (k == 0)
		return s->game.generalist.outside;
	if (k > 0)
		return s->game.specialist[k - 1].outside;
	for (int i = 0; i < s->game.n; i++)
		sum += s->game.specialist[i].outside;
	return sum;
}

int frontier_player(const struct view_model *m, int k, int otherwise)
{
	return k < PLAYER_SPECIALISTS || k > m->scenario->game.n ? otherwise : k;
}

/* Whether the stretch from node i to the next is in the Pareto set. */
static bool pareto_stretch(const struct study *st, int i)
{
	const struct trace_node *a = &st->curve.node[i], *b = a + 1;

	return (st->have & HAVE_PARETO) && !a->dominated && !b->dominated;
}

/* Whether node i is an end of a stretch that is not in the Pareto set. */
static bool on_dominated(const struct study *st, int i)
{
	const struct trace_node *n = &st->curve.node[i];

	if (n->dominated || !(st->have & HAVE_PARETO))
		return true;
	if (i + 1 < st->curve.count && !n->break_after && !pareto_stretch(st, i))
		return true;
	return i > 0 && !n[-1].break_after && !pareto_stretch(st, i - 1);
}

static double node_value(const struct trace_node *n, int k)
{
	return k == AXIS_SHARE ? n->x : n->ok ? value_utility(&n->out, k) : NAN;
}

void samples_of_part(struct samples *s, const struct study *st, enum part part, int kx, int ky)
{
	const struct trace *cv = &st->curve;

	for (int i = 0; i < cv->count; i++) {
		const struct trace_node *n = &cv->node[i];
		bool last = i + 1 == cv->count, brk = last || n->break_after, mine = true;

		if (part == PART_PARETO)
			mine = (st->have & HAVE_PARETO) && !n->dominated;
		else if (part == PART_DOMINATED)
			mine = on_dominated(st, i);
		if (!last && part == PART_PARETO)
			brk = brk || !pareto_stretch(st, i);
		if (!last && part == PART_DOMINATED)
			brk = brk || pareto_stretch(st, i);
		if (!samples_add(s, mine && n->ok ? node_value(n, kx) : NAN, node_value(n, ky), brk))
			return;
	}
}

const struct study *frontier_ghost(const struct view_model *m)
{
	const struct study *bare = m->study ? m->study->unregulated : NULL;

	if (ghost_of(m) || !bare || !(bare->have & HAVE_CURVE) ||
		bare->shares != 1 || !game_floors(&m->scenario->game))
		return ghost_of(m);
	return bare;
}
