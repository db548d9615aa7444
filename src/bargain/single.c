/* Solutions where one share is bargained over: along the curve, every hump of
 * the objective near the best is polished. */
#include "bargain/study_private.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdlib.h>

/* Of what is equal: a hump's top must be higher than an end of its stretch by more. */
#define END_ROOM 1e-2
/* Stretches narrower than this have no inside. */
#define NARROW 1e-12

struct line {
	struct study *st;
	struct bargain rule;
	const double *ideal;
	const bool *bystander;
	enum {
		OF_RULE,     /* the rule's objective, -inf where that is not individually rational */
		OF_LEAST,    /* the smallest gain */
		OF_PLAYER,   /* the utility of one player */
		OF_LOSS,     /* less of it */
	} of;
	int player;
};

static double value_of(const struct line *l, const struct outcome *out)
{
	struct study_work *w = l->st->work;
	struct payoffs p = payoffs_of(w, out);
	if (l->of == OF_LEAST)
		return smallest_gain(w, l->bystander, p.u);
	if (l->of == OF_PLAYER)
		return p.u[l->player];
	if (l->of == OF_LOSS)
		return -p.u[l->player];
	return objective_value(w, l->rule, l->ideal, l->bystander, &p);
}

static double at_share(void *context, double x)
{
	struct line *l = context;
	struct study_work *w = l->st->work;
	if (!work_play_line(w, l->st->axis, x, &w->scratch))
		return -INFINITY;
	return value_of(l, &w->scratch);
}

static double node_value(const struct line *l, const struct trace_node *node)
{
	return node->ok ? value_of(l, &node->out) : -INFINITY;
}

/* Whether nodes i and j = i + 1 belong to one smooth piece. */
static bool joined(const struct trace *c, int i)
{
	return i >= 0 && i + 1 < c->count && !c->node[i].break_after && c->node[i].ok &&
		c->node[i + 1].ok;
}

/* How much more one player has than the other, of what a smallest gain is taken
 * over: 0 where they are even. */
static double imbalance(void *context, double x)
{
	struct line *l = context;
	struct study_work *w = l->st->work;
	bool ratio = l->rule.rule == RULE_KALAI_SMORODINSKY;
	if (!work_play_line(w, l->st->axis, x, &w->scratch))
		return NAN;
	return (w->scratch.u_generalist - w->outside[0]) / (ratio ? l->ideal[0] : 1) -
		(w->scratch.domain[0].utility - w->outside[1]) / (ratio ? l->ideal[1] : 1);
}

static double imbalance_at(double x, void *context)
{
	return imbalance(context, x);
}

/* With two players the smallest gain is largest where both are even, unless
 * one's gain has its own top first: the root of the difference, by GSL's Brent. */
static bool even_out(struct line *l, double low, double high, double *x, double *value)
{
	const struct study *st = l->st;
	bool least = l->rule.rule == RULE_EGALITARIAN || l->rule.rule == RULE_KALAI_SMORODINSKY;
	if (!least || l->of != OF_RULE || st->n != 1 || st->bystander[0] || st->bystander[1])
		return false;
	gsl_function f = {imbalance_at, l};
	double at_low = imbalance(l, low), at_high = imbalance(l, high);
	if (!((at_low < 0 && at_high > 0) || (at_low > 0 && at_high < 0)))
		return false;
	gsl_root_fsolver *s = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
	if (!s)
		return false;
	int status = gsl_root_fsolver_set(s, &f, low, high);
	for (int i = 0; i < 60 && status == GSL_SUCCESS; i++) {
		status = gsl_root_fsolver_iterate(s);
		if (gsl_root_fsolver_x_upper(s) - gsl_root_fsolver_x_lower(s) < 1e-15)
			break;
	}
	*x = gsl_root_fsolver_root(s);
	gsl_root_fsolver_free(s);
	*value = at_share(l, *x);
	double step = 1e-4 * (high - low);
	return status == GSL_SUCCESS && at_share(l, *x - step) < *value &&
		at_share(l, *x + step) < *value;
}

/* Values of what l looks at that differ by less are equal. */
static double room_of(const struct line *l, double value)
{
	return l->of == OF_RULE ? objective_room(l->st, l->rule, value) :
				  ROUNDING * l->st->scale;
}

/* The best node of a plateau that begins at node i; where it ends, into *last. */
static int plateau(const struct line *l, int i, const double *v, int *last)
{
	int best = i;
	double room = room_of(l, v[i]);
	for (*last = i; joined(&l->st->curve, *last) && fabs(v[*last + 1] - v[i]) <= room; ++*last)
		if (v[*last + 1] > v[best])
			best = *last + 1;
	return best;
}

/* Whether there is less right beside share x, towards another, by more than `room`. */
static bool falls_beside(struct line *l, double x, double value, double other, double room)
{
	double beside = fmin(ROUNDING_SHARE, .5 * fabs(other - x));
	return at_share(l, x + copysign(beside, other - x)) < value - room;
}

/* Falling by so many times what is equal that near, a top is kinked. */
#define KINKED 1e3

/* Whether the top of the nodes from i to last, between a and b, is there already: at an end of
 * the piece, or where it is kinked. To close in on it takes many plays, and next to a share of 0
 * or 1 dear ones. */
static bool is_there(struct line *l, int a, int i, int last, int b, double value)
{
	const struct trace_node *node = l->st->curve.node;
	double room = a < i && last < b ? KINKED * room_of(l, value) : 0;
	if (node[last].x - node[i].x > ROUNDING_SHARE) /* a top may lie between them */
		return false;
	return (a == i || falls_beside(l, node[i].x, value, node[a].x, room)) &&
		(b == last || falls_beside(l, node[last].x, value, node[b].x, room));
}

/* Polishes the hump at node i; the share found into *x. */
static double hump(struct line *l, int i, const double *v, double *x)
{
	const struct trace *c = &l->st->curve;
	int last, first = i, a = joined(c, i - 1) && isfinite(v[i - 1]) ? i - 1 : i;
	i = plateau(l, i, v, &last);
	int b = last + (joined(c, last) && isfinite(v[last + 1]));
	double value = v[i];
	*x = c->node[i].x;
	if (is_there(l, a, first, last, b, value))
		return value;
	struct stretch stretch = {c->node[a].x, v[a], *x, value, c->node[b].x, v[b],
		room_of(l, value)};
	double found, better = -INFINITY;
	/* Where both are even may be one top of two, and the lower one. */
	if (!even_out(l, stretch.low, stretch.high, &found, &better) || better < value)
		found = maximise_line(at_share, l, &stretch, &better);
	/* At an end that is as good but for rounding, the end is meant. */
	double room = a == i || b == i ? END_ROOM * room_of(l, value) : 0;
	if (better > value + room || (room == 0 && better >= value)) {
		*x = found;
		value = better;
	}
	return value;
}

static double *node_values(const struct line *l)
{
	const struct trace *c = &l->st->curve;
	double *v = malloc((size_t)c->count * sizeof *v);
	for (int i = 0; v && i < c->count; i++)
		v[i] = node_value(l, &c->node[i]);
	return v;
}

/* Whether node i is above its neighbours on its piece; of a plateau, whose last digits may
 * differ, the first. The sides of what happens at a share are a plateau, on a slope as well. */
static bool is_hump(const struct line *l, const double *v, int i)
{
	const struct trace *c = &l->st->curve;
	double room = room_of(l, v[i]);
	int last;
	if (!isfinite(v[i]) || (joined(c, i - 1) && v[i - 1] >= v[i] - room))
		return false;
	plateau(l, i, v, &last);
	return !(joined(c, last) && v[last + 1] > v[i] + room);
}

/* How high a hump at node i may be: a top between two nodes, a kink above all, rises
 * beyond the higher one by no more than is usual from node to node there. */
static double promise(const struct trace *c, const double *v, int i)
{
	double rise = 0;
	for (int at = i - 2; at <= i + 1; at++)
		if (at >= 0 && joined(c, at) && isfinite(v[at]) && isfinite(v[at + 1]))
			rise = fmax(rise, fabs(v[at + 1] - v[at]));
	return v[i] + rise;
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

/* Which tops become nodes, by the values v at the nodes. */
typedef bool wanted_top(struct line *l, const double *v, int i);

/* The tops of what l looks at that are wanted, and come to `least`, as nodes. */
static void insert_tops(struct line *l, wanted_top *wanted, double least)
{
	struct trace *c = &l->st->curve;
	double *v = node_values(l), *top = malloc((size_t)c->count * sizeof *top);
	int tops = 0;
	for (int i = 0; v && top && i < c->count; i++)
		if (is_hump(l, v, i) && wanted(l, v, i) && hump(l, i, v, &top[tops]) >= least)
			tops++;
	for (int i = 0; i < tops; i++)
		trace_insert(c, top[i]);
	free(v);
	free(top);
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
	insert_tops(&l, is_near_rational, -ROUNDING * st->scale);
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

/* -------------------------------------------------------------------- ties */

/* A share that may be the solution. */
struct candidate {
	double share, value, joint;
};

/* What is as good as the best. */
struct tied {
	struct line *l;
	double least; /* of what is as good */
};

static enum bracket_side side_of_tie(void *context, double x)
{
	struct tied *t = context;
	return at_share(t->l, x) >= t->least ? BRACKET_IN : BRACKET_OUT;
}

static double joint_if_tied(void *context, double x)
{
	struct tied *t = context;
	return side_of_tie(t, x) == BRACKET_IN ? t->l->st->work->scratch.joint : -INFINITY;
}

/* A tie must be wider than this: a smooth top is as good as its neighbours only over
 * ROUNDING_SHARE or so. */
#define TIE_WIDTH 1e-3

/* The run of nodes from i on that are as good; returns the last one. Its ends, closed in
 * on, into *run; false where it is but a top. */
static bool run_of_ties(struct tied *t, const double *v, int i, int *last,
	struct share_interval *run)
{
	const struct trace *c = &t->l->st->curve;
	int j = i;
	while (j + 1 < c->count && joined(c, j) && v[j + 1] >= t->least)
		j++;
	*last = j;
	*run = (struct share_interval){c->node[i].x, c->node[j].x};
	if (j - i < 2 || run->to - run->from <= TIE_WIDTH)
		return false;
	if (joined(c, i - 1))
		run->from = maximise_boundary(side_of_tie, t, run->from, c->node[i - 1].x);
	if (joined(c, j))
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

/* All ties into sol, and the best of each into c. Returns how many. */
static int find_ties(struct line *l, const double *v, double least, struct solution *sol,
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

/* ------------------------------------------------------------------- solve */

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
	double least = top - fmax(.05 * spread, room_of(l, top));
	for (int i = 0; i < curve->count; i++) {
		if (!is_hump(l, v, i) || (v[i] < least && promise(curve, v, i) < top))
			continue;
		c[count].value = hump(l, i, v, &c[count].share);
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

static void clear_ties(struct solution *sol)
{
	free(sol->tie);
	sol->tie = NULL;
	sol->ties = 0;
}

void single_solve(struct study *st, struct solution *sol)
{
	struct line l = {st, sol->rule, st->ideal, st->bystander, OF_RULE, 0};
	double *v = node_values(&l);
	/* A top or a tie a node, at most. */
	struct candidate *c = malloc(2 * (size_t)st->curve.count * sizeof *c);
	const struct candidate *best = NULL;

	clear_ties(sol);
	if (v && c && any_gain(st)) {
		int count = find_tops(&l, v, c);
		double value = best_value(c, count), least = value - room_of(&l, value);
		for (int i = 0; i < count; i++) {
			at_share(&l, c[i].share);
			c[i].joint = st->work->scratch.joint;
		}
		if (isfinite(value)) {
			count += find_ties(&l, v, least, sol, c + count);
			best = choose(st, c, count, least);
		}
	}
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

static bool has_outside(const struct study_work *w)
{
	for (int k = 0; k < w->players; k++)
		if (w->outside[k] > 0)
			return true;
	return false;
}

void single_ideal(struct study *st, int k)
{
	struct solution *sol = work_powerful(st, k);
	single_solve(st, sol);
	if (sol->agreement)
		trace_insert(&st->curve, sol->delta[0]);
	study_ideal(st, k);
}

/* Whether node i stands out from a neighbour by more than rounding. */
static bool stands_out(struct line *l, const double *v, int i)
{
	const struct trace *c = &l->st->curve;
	double room = ROUNDING * l->st->scale;
	return (joined(c, i - 1) && v[i] - v[i - 1] > room) ||
		(joined(c, i) && v[i] - v[i + 1] > room);
}

void single_extremes(struct study *st, int k)
{
	struct line l = {.st = st, .of = OF_PLAYER, .player = k};
	insert_tops(&l, stands_out, -INFINITY);
	l.of = OF_LOSS;
	insert_tops(&l, stands_out, -INFINITY);
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

void single_rational(struct study *st)
{
	if (has_outside(st->work))
		insert_rational(st);
}
