/* Shares that become nodes of the curve for what happens there: where somebody fares
 * best or worst, and where individually rational stretches end. */
#include "bargain/single_private.h"

#include <math.h>
#include <stdlib.h>

/* Which tops become nodes, by the values v at the nodes. */
typedef bool wanted_top(struct line *l, const double *v, int i);

/* The next of the tops of what l looks at that are wanted, kept if it comes to `least`. When there
 * are no more, those kept become nodes: false. */
static bool next_top(struct line *l, struct tops *tops, wanted_top *wanted, double least)
{
	struct trace *c = &l->st->curve;
	if (tops->node == 0) {
		tops->top = malloc((size_t)c->count * sizeof *tops->top);
		tops->v = line_nodes(l);
	}
	const double *v = tops->v;
	int i = v && tops->top ? tops->node : c->count;
	while (i < c->count && !(line_is_hump(l, v, i) && wanted(l, v, i)))
		i++;
	if (i < c->count && line_hump(l, i, v, &tops->top[tops->count]) >= least)
		tops->count++;
	tops->node = i + 1;
	if (i < c->count)
		return true;
	for (int k = 0; k < tops->count; k++)
		trace_insert(c, tops->top[k]);
	tops_clear(tops);
	return false;
}

void tops_clear(struct tops *tops)
{
	free(tops->top);
	free(tops->v);
	*tops = (struct tops){.count = 0};
}

/* Whether node i stands out from a neighbour by more than rounding. */
static bool stands_out(struct line *l, const double *v, int i)
{
	const struct trace *c = &l->st->curve;
	double room = ROUNDING * l->st->scale;
	return (line_joined(c, i - 1) && v[i] - v[i - 1] > room) ||
		(line_joined(c, i) && v[i] - v[i + 1] > room);
}

/* Whether node i is what the player's own best was found to be, among all that is beside it: then
 * it is a top to the last digit. */
static bool is_ideal(const struct line *l, int i)
{
	const struct trace *c = &l->st->curve;
	const struct solution *best = work_powerful(l->st, l->player);
	bool found = l->of == OF_PLAYER && best && best->agreement && best->delta[0] == c->node[i].x;
	for (int k = i - 1; k <= i + 1 && found; k += 2)
		found = !line_joined(c, k < i ? k : i) || work_gains(l->st->work, &c->node[k].out);
	return found;
}

static bool is_unknown(struct line *l, const double *v, int i)
{
	return stands_out(l, v, i) && !is_ideal(l, i);
}

bool single_extremes(struct study *st, struct tops *tops)
{
	int line = tops->line, k = line / 2;
	if (k >= st->work->players)
		return false;
	/* What has become a node for one helps to find another's: by id. */
	struct line l = {.st = st, .of = line % 2 ? OF_LOSS : OF_PLAYER,
		.player = work_player(st->work, k)};
	if (!next_top(&l, tops, is_unknown, -INFINITY))
		tops->line = line + 1;
	return true;
}

/* ------------------------------------------------- individual rationality */

static enum bracket_side side_of_rational(void *context, double x)
{
	struct line *l = context;
	struct study_work *w = l->st->work;
	bool rational = work_play_line(w, l->st->axis, x, &w->scratch) &&
		work_gains(w, &w->scratch);
	return rational ? BRACKET_IN : BRACKET_OUT;
}

/* How far below 0, in parts of the scale, a node's smallest gain may be for the stretch
 * beside it to reach 0 all the same. */
#define NEAR_RATIONAL .2

/* Where the smallest gain is hardly ever, or hardly not, enough: a rational stretch between
 * two nodes would be missed else. */
static bool is_near_rational(struct line *l, const double *v, int i)
{
	double scale = l->st->scale;
	return v[i] <= NO_GAIN * scale && v[i] >= -NEAR_RATIONAL * scale;
}

/* Inserts the ends of the individually rational stretches as nodes. */
static void insert_rational(struct study *st)
{
	struct line l = {.st = st, .of = OF_LEAST};
	struct study_work *w = st->work;
	struct tops tops = {.count = 0};
	while (next_top(&l, &tops, is_near_rational, -ROUNDING * st->scale))
		;
	for (int i = 0; i + 1 < st->curve.count; i++) {
		struct trace_node *a = &st->curve.node[i], *b = a + 1;
		if (!a->ok || !b->ok || a->break_after)
			continue;
		bool in_a = work_gains(w, &a->out), in_b = work_gains(w, &b->out);
		if (in_a == in_b || b->x - a->x < NARROW)
			continue;
		double edge = in_a ? maximise_boundary(side_of_rational, &l, a->x, b->x) :
				     maximise_boundary(side_of_rational, &l, b->x, a->x);
		if (edge != a->x && edge != b->x) {
			trace_insert(&st->curve, edge);
			i++;
		}
	}
}

/* One player, whose gain ends somewhere along a line. */
struct gainer {
	struct study *st;
	int player;
};

static bool gains(const struct gainer *g, const struct outcome *out)
{
	return outcome_utility(out, g->player) - g->st->work->outside[g->player] >
		NO_GAIN * g->st->scale;
}

static enum bracket_side side_of_gain(void *context, double x)
{
	struct gainer *g = context;
	struct study_work *w = g->st->work;
	return work_play_line(w, g->st->axis, x, &w->scratch) && gains(g, &w->scratch) ?
		BRACKET_IN : BRACKET_OUT;
}

/* Who gains at node i, and at the next one no longer; -1: nobody, or nobody gains there instead. */
static int who_is_replaced(struct study *st, int i)
{
	const struct trace_node *a = &st->curve.node[i], *b = a + 1;
	int ends = -1;
	bool begins = false;
	for (int k = 0; k < st->work->players; k++) {
		struct gainer g = {st, k};
		bool at_a = gains(&g, &a->out), at_b = gains(&g, &b->out);
		ends = at_a && !at_b ? k : ends;
		begins |= !at_a && at_b;
	}
	return begins ? ends : -1;
}

/* Where one stops gaining between two nodes, and another begins, all may gain in between: the end of
 * that, and its middle, become nodes. */
static void insert_exchanges(struct study *st)
{
	for (int i = 0; i + 1 < st->curve.count; i++) {
		const struct trace_node *a = &st->curve.node[i], *b = a + 1;
		if (!a->ok || !b->ok || a->break_after || b->x - a->x < NARROW)
			continue;
		struct gainer g = {st, who_is_replaced(st, i)};
		double from = a->x, to = b->x;
		double end = g.player < 0 ? from : maximise_boundary(side_of_gain, &g, from, to);
		if (!(end > from && end < to))
			continue;
		trace_insert(&st->curve, end);
		trace_insert(&st->curve, .5 * (from + end));
		i += 2;
	}
}

static bool has_outside(const struct study_work *w)
{
	for (int k = 0; k < w->players; k++)
		if (w->outside[k] > 0 || w->threat[k] > 0)
			return true;
	return false;
}

void single_rational(struct study *st)
{
	if (has_outside(st->work))
		insert_rational(st);
	insert_exchanges(st);
}
