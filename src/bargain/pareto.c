/* The Pareto set along one share, as intervals.
 *
 * A bargain is dominated where another leaves nobody worse off and somebody
 * better off by more than GAIN_NONE. The curve's nodes answer most of it: they
 * hold the local best of every player and both sides of every jump. Where the
 * other bargain would lie between two nodes, the stretch is halved until its
 * ends dominate or cannot. */
#include "bargain/work.h"

#include <math.h>
#include <stdlib.h>

enum { SPLITS = 24 };

/* Shares nearer than this are the same but for rounding: at the top of a player's
 * utility it is flat, so that a neighbour, where it loses less than can be told and
 * another gains, would seem to dominate the top itself. */
#define SAME_SHARE 1e-8

struct judge {
	struct study *st;
	const struct outcome *p;   /* on trial */
	double p_delta;
	struct outcome trial;      /* scratch */
};

/* A player's utility, 0 where it is held at its participation, be it to rounding or to
 * the tolerance with which it takes part. */
static double settled(const struct outcome *o, int k)
{
	double u = outcome_utility(o, k);
	return fabs(u) <= GAIN_NONE ? 0 : u;
}

static bool dominates(const struct outcome *q, const struct outcome *p)
{
	bool better = false;
	for (int k = 0; k <= p->n; k++) {
		double mine = settled(p, k), d = settled(q, k) - mine;
		if (d < -1e-12 * (1 + fabs(mine)))
			return false;
		better |= d > GAIN_NONE;
	}
	return better;
}

/* Whether something on a stretch could dominate p if every utility is monotone
 * on it. */
static bool could(const struct outcome *a, const struct outcome *b, const struct outcome *p)
{
	bool better = false;
	for (int k = 0; k <= p->n; k++) {
		double high = fmax(settled(a, k), settled(b, k)), mine = settled(p, k);
		if (high < mine)
			return false;
		better |= high > mine + GAIN_NONE;
	}
	return better;
}

static bool stretch_dominates(struct judge *j, double x_a, const struct outcome *a, double x_b,
	const struct outcome *b, int splits)
{
	struct study_work *w = j->st->work;
	struct outcome mid;
	struct error err;
	bool found = false;
	if (!could(a, b, j->p) || splits == 0 || x_b - x_a < 1e-10)
		return false;
	if (outcome_init(&mid, w->n, &err) != STATUS_OK)
		return false;
	double x = .5 * (x_a + x_b);
	if (work_play_line(w, j->st->curve.axis, x, &mid))
		found = dominates(&mid, j->p) ||
			stretch_dominates(j, x_a, a, x, &mid, splits - 1) ||
			stretch_dominates(j, x, &mid, x_b, b, splits - 1);
	outcome_free(&mid);
	return found;
}

/* The nodes that bound the stretches a bargain lies on: that between two nodes, or
 * those on both sides of the nodes that it is the same as but for rounding, as far
 * as nothing jumps on the way. */
static void own_stretch(const struct judge *j, int *first, int *last)
{
	const struct curve *c = &j->st->curve;
	int i = 0;
	while (i + 1 < c->count && c->node[i + 1].delta <= j->p_delta)
		i++;
	*first = i;
	*last = i + 1 < c->count && c->node[i].delta < j->p_delta && !c->node[i].break_after ?
		i + 1 : i;
	while (*first > 0 && j->p_delta - c->node[*first].delta <= SAME_SHARE &&
		!c->node[*first - 1].break_after)
		--*first;
	while (*last + 1 < c->count && c->node[*last].delta - j->p_delta <= SAME_SHARE &&
		!c->node[*last].break_after)
		++*last;
}

static bool is_dominated(struct judge *j)
{
	const struct curve *c = &j->st->curve;
	int first, last;
	own_stretch(j, &first, &last);
	for (int i = 0; i < c->count; i++) {
		bool same = i >= first && i <= last &&
			fabs(c->node[i].delta - j->p_delta) <= SAME_SHARE;
		if (c->node[i].ok && !same && dominates(&c->node[i].out, j->p))
			return true;
	}
	for (int i = 0; i + 1 < c->count; i++) {
		const struct curve_node *a = &c->node[i], *b = a + 1;
		/* On its own stretch a bargain cannot be dominated by a neighbour but
		 * where all players want the same, and then the end says so. */
		if (!a->ok || !b->ok || a->break_after || (i >= first && i < last))
			continue;
		if (stretch_dominates(j, a->delta, &a->out, b->delta, &b->out, SPLITS))
			return true;
	}
	return false;
}

static bool stays_undominated(void *context, double x)
{
	struct judge *j = context;
	if (!work_play_line(j->st->work, j->st->curve.axis, x, &j->trial))
		return false;
	j->p = &j->trial;
	j->p_delta = x;
	return !is_dominated(j);
}

static void add_interval(struct study *st, double from, double to)
{
	struct pareto_interval *more = realloc(st->interval,
		(size_t)(st->intervals + 1) * sizeof *more);
	if (!more)
		return;
	st->interval = more;
	st->interval[st->intervals++] = (struct pareto_interval){from, to};
}

/* Where, between an undominated node and a dominated neighbour, the set ends. */
static double edge(struct judge *j, const struct curve_node *in, const struct curve_node *out,
	bool joined)
{
	if (!joined || !out->ok)
		return in->delta;
	double near = in->delta + copysign(1e-7, out->delta - in->delta);
	if (fabs(out->delta - in->delta) > 1e-6 && !stays_undominated(j, near))
		return in->delta;
	double x = line_boundary(stays_undominated, j, in->delta, out->delta);
	/* The best of a player is a node; what lies within rounding of it is it. */
	return fabs(x - in->delta) < 3e-8 ? in->delta : x;
}

void pareto_intervals(struct study *st)
{
	struct judge j = {.st = st};
	struct error err;
	struct curve_node *node = st->curve.node;
	st->intervals = 0;
	if (outcome_init(&j.trial, st->n, &err) != STATUS_OK)
		return;
	for (int i = 0; i < st->curve.count; i++) {
		j.p = &node[i].out;
		j.p_delta = node[i].delta;
		node[i].dominated = !node[i].ok || is_dominated(&j);
	}
	for (int i = 0; i < st->curve.count; i++) {
		int last = i;
		if (node[i].dominated)
			continue;
		while (last + 1 < st->curve.count && !node[last + 1].dominated)
			last++;
		double from = node[i].delta, to = node[last].delta;
		if (i > 0)
			from = edge(&j, &node[i], &node[i - 1], !node[i - 1].break_after);
		if (last + 1 < st->curve.count)
			to = edge(&j, &node[last], &node[last + 1], !node[last].break_after);
		add_interval(st, from, to);
		i = last;
	}
	outcome_free(&j.trial);
}

static bool all_gain(const struct study *st, const struct outcome *out)
{
	const struct study_work *w = st->work;
	for (int k = 0; k < w->players; k++)
		if (!st->bystander[k] && outcome_utility(out, k) - w->outside[k] <= GAIN_NONE)
			return false;
	return true;
}

static bool inside(const struct study *st, const double *delta)
{
	for (int i = 0; i < st->n; i++)
		if (delta[i] > 0 && delta[i] < 1)
			return true;
	return false;
}

static bool anybody(const struct study *st)
{
	for (int k = 0; k <= st->n; k++)
		if (!st->bystander[k])
			return true;
	return false;
}

/* Marks the solutions that are Pareto-optimal and says whether profit-sharing
 * exists. */
void pareto_flags(struct study *st)
{
	struct judge j = {.st = st};
	st->profit_sharing = false;
	if (!anybody(st))
		return;
	for (int s = 0; s < st->solutions; s++) {
		struct solution *sol = &st->solution[s];
		if (!sol->agreement || !sol->done)
			continue;
		j.p = &sol->out;
		j.p_delta = sol->delta[0];
		if (st->shares == 1) {
			sol->pareto = !is_dominated(&j);
		} else {
			sol->pareto = true;
			for (int q = 0; q < st->solutions && sol->pareto; q++)
				sol->pareto = !(st->solution[q].agreement &&
					dominates(&st->solution[q].out, &sol->out));
			for (int q = 0; q < st->points && sol->pareto; q++) {
				bool worse = false, better = false;
				for (int k = 0; k <= st->n; k++) {
					double d = st->point[q].u[k] - outcome_utility(&sol->out, k);
					worse |= d < -1e-9;
					better |= d > 1e-7;
				}
				sol->pareto = worse || !better;
			}
		}
		if (sol->pareto && inside(st, sol->delta) && all_gain(st, &sol->out))
			st->profit_sharing = true;
	}
	for (int i = 0; st->shares == 1 && i < st->curve.count; i++) {
		const struct curve_node *node = &st->curve.node[i];
		if (node->ok && !node->dominated && node->delta > 0 && node->delta < 1 &&
			all_gain(st, &node->out))
			st->profit_sharing = true;
	}
}
