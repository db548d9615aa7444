/* Solutions where one share is bargained over: along the curve, every hump of
 * the objective near the best is polished. */
#include "bargain/work.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdlib.h>

/* Local bests of a player that become nodes. */
enum { HUMPS_MAX = 64 };

struct line {
	struct study *st;
	struct bargain rule;
	const double *ideal;
	const bool *bystander;
	enum {
		OF_RULE,     /* the rule's objective, -inf where that is not individually rational */
		OF_LEAST,    /* the smallest gain */
		OF_PLAYER,   /* the utility of one player */
	} of;
	int player;
};

static double value_of(const struct line *l, const struct outcome *out)
{
	struct study_work *w = l->st->work;
	if (l->of == OF_LEAST)
		return smallest_gain(w, l->bystander, out);
	if (l->of == OF_PLAYER)
		return outcome_utility(out, l->player);
	return objective_value(w, l->rule, l->ideal, l->bystander, out);
}

static double at_share(void *context, double x)
{
	struct line *l = context;
	struct study_work *w = l->st->work;
	if (!work_play_line(w, l->st->curve.axis, x, &w->scratch))
		return -INFINITY;
	return value_of(l, &w->scratch);
}

static double node_value(const struct line *l, const struct curve_node *node)
{
	return node->ok ? value_of(l, &node->out) : -INFINITY;
}

/* Whether nodes i and j = i + 1 belong to one smooth piece. */
static bool joined(const struct curve *c, int i)
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
	if (!work_play_line(w, l->st->curve.axis, x, &w->scratch))
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
	if (!(imbalance(l, low) * imbalance(l, high) < 0))
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

/* Polishes the hump at node i; the share found into *x. */
static double hump(struct line *l, int i, const double *v, double *x)
{
	const struct curve *c = &l->st->curve;
	int a = joined(c, i - 1) && isfinite(v[i - 1]) ? i - 1 : i;
	int b = joined(c, i) && isfinite(v[i + 1]) ? i + 1 : i;
	double value = v[i];
	*x = c->node[i].delta;
	if (a == b)
		return value;
	struct bracket stretch = {c->node[a].delta, v[a], *x, value, c->node[b].delta, v[b]};
	double found, better = -INFINITY;
	/* Where both are even may be one top of two, and the lower one. */
	if (!even_out(l, stretch.low, stretch.high, &found, &better) || better < value)
		found = line_maximise(at_share, l, &stretch, &better);
	/* At an end that is as good but for rounding, the end is meant. */
	double room = a == i || b == i ? 1e-14 * fmax(1, fabs(value)) : 0;
	if (better > value + room || (room == 0 && better >= value)) {
		*x = found;
		value = better;
	}
	return value;
}

static double *node_values(const struct line *l)
{
	const struct curve *c = &l->st->curve;
	double *v = malloc((size_t)c->count * sizeof *v);
	for (int i = 0; v && i < c->count; i++)
		v[i] = node_value(l, &c->node[i]);
	return v;
}

/* Whether node i is above its neighbours on its piece; of a plateau, the first. */
static bool is_hump(const struct curve *c, const double *v, int i)
{
	return isfinite(v[i]) && !(joined(c, i - 1) && v[i - 1] >= v[i]) &&
		!(joined(c, i) && v[i + 1] > v[i]);
}

/* How high a hump at node i may be: a top between two nodes, a kink above all, rises
 * beyond the higher one by no more than is usual from node to node there. */
static double promise(const struct curve *c, const double *v, int i)
{
	double rise = 0;
	for (int at = i - 2; at <= i + 1; at++)
		if (at >= 0 && joined(c, at) && isfinite(v[at]) && isfinite(v[at + 1]))
			rise = fmax(rise, fabs(v[at + 1] - v[at]));
	return v[i] + rise;
}

/* ------------------------------------------------- individual rationality */

static bool is_rational(void *context, double x)
{
	struct line *l = context;
	struct study_work *w = l->st->work;
	return work_play_line(w, l->st->curve.axis, x, &w->scratch) &&
		gains_of(w, &w->scratch, w->gain);
}

/* Inserts the ends of the individually rational stretches as nodes, and the
 * top of the smallest gain, lest a stretch between two nodes be missed. */
static void insert_rational(struct study *st)
{
	struct line l = {.st = st, .of = OF_LEAST};
	struct study_work *w = st->work;
	double *v = node_values(&l);
	double best = -INFINITY, x_best = 0;
	for (int i = 0; v && i < st->curve.count; i++) {
		double x, value;
		if (!is_hump(&st->curve, v, i) || v[i] > 1e-6 || v[i] < -.2)
			continue;
		value = hump(&l, i, v, &x);
		if (value > best) {
			best = value;
			x_best = x;
		}
	}
	free(v);
	if (best >= -GAIN_NONE)
		curve_insert(st, x_best);
	for (int i = 0; i + 1 < st->curve.count; i++) {
		struct curve_node *a = &st->curve.node[i], *b = a + 1;
		if (!a->ok || !b->ok || a->break_after)
			continue;
		bool in_a = gains_of(w, &a->out, w->gain), in_b = gains_of(w, &b->out, w->gain);
		if (in_a == in_b || b->delta - a->delta < 1e-12)
			continue;
		double edge = in_a ? line_boundary(is_rational, &l, a->delta, b->delta) :
				     line_boundary(is_rational, &l, b->delta, a->delta);
		if (edge != a->delta && edge != b->delta) {
			curve_insert(st, edge);
			i++;
		}
	}
}

/* -------------------------------------------------------------------- ties */

static bool same_value(double v, double best)
{
	return v >= best - 1e-9 * fmax(1, fabs(best));
}

struct tie_test {
	struct line *l;
	double best;
};

static bool still_ties(void *context, double x)
{
	struct tie_test *t = context;
	return same_value(at_share(t->l, x), t->best);
}

/* A run of at least three nodes that all do as well as the best is a tie over
 * an interval; a smooth top never holds that many. */
static bool find_tie(struct line *l, const double *v, double best, double *from, double *to)
{
	const struct curve *c = &l->st->curve;
	struct tie_test t = {l, best};
	for (int i = 0; i < c->count; i++) {
		int j = i;
		if (!same_value(v[i], best))
			continue;
		while (j + 1 < c->count && joined(c, j) && same_value(v[j + 1], best))
			j++;
		if (j - i >= 2 && c->node[j].delta - c->node[i].delta > 1e-3) {
			*from = c->node[i].delta;
			*to = c->node[j].delta;
			if (joined(c, i - 1))
				*from = line_boundary(still_ties, &t, *from, c->node[i - 1].delta);
			if (joined(c, j))
				*to = line_boundary(still_ties, &t, *to, c->node[j + 1].delta);
			return true;
		}
		i = j;
	}
	return false;
}

struct joint_line {
	struct line l;
	double best;
};

static double joint_if_tied(void *context, double x)
{
	struct joint_line *j = context;
	struct study_work *w = j->l.st->work;
	if (!same_value(at_share(&j->l, x), j->best))
		return -INFINITY;
	return w->scratch.joint;
}

/* The share with the largest joint surplus among those that tie. */
static double best_in_tie(struct line *l, double best, double from, double to)
{
	const struct curve *c = &l->st->curve;
	struct joint_line j = {*l, best};
	double top = -INFINITY, x = from;
	int at = -1;
	for (int i = 0; i < c->count; i++) {
		double share = c->node[i].delta;
		if (share < from || share > to || !c->node[i].ok)
			continue;
		if (at < 0 || c->node[i].out.joint > top + 1e-9 * fmax(1, fabs(top))) {
			top = c->node[i].out.joint;
			at = i;
		}
	}
	if (at < 0)
		return x;
	x = c->node[at].delta;
	double low = at > 0 ? fmax(c->node[at - 1].delta, from) : x;
	double high = at + 1 < c->count ? fmin(c->node[at + 1].delta, to) : x;
	double value, found;
	if (high - low < 1e-9)
		return x;
	struct bracket stretch = {low, joint_if_tied(&j, low), x, top, high,
		joint_if_tied(&j, high)};
	found = line_maximise(joint_if_tied, &j, &stretch, &value);
	return value > top + 1e-13 * fabs(top) ? found : x;
}

/* ------------------------------------------------------------------- solve */

static bool any_gain(const struct study *st)
{
	struct study_work *w = st->work;
	for (int i = 0; i < st->curve.count; i++) {
		double sum = 0;
		if (!st->curve.node[i].ok || !gains_of(w, &st->curve.node[i].out, w->gain))
			continue;
		for (int k = 0; k < w->players; k++)
			sum += w->gain[k];
		if (sum > GAIN_NONE)
			return true;
	}
	return false;
}

/* Of two shares equally good: the larger joint surplus, then the smaller share. */
static bool preferred(struct line *l, double x, double than)
{
	struct study_work *w = l->st->work;
	at_share(l, x);
	double a = w->scratch.joint;
	at_share(l, than);
	double b = w->scratch.joint, room = 1e-9 * fmax(1, fabs(b));
	return a > b + room || (a >= b - room && x < than);
}

void single_solve(struct study *st, struct solution *sol)
{
	struct line l = {st, sol->rule, st->ideal, st->bystander, OF_RULE, 0};
	double best = -INFINITY, share = 0, top = -INFINITY;
	double *v = node_values(&l);

	sol->agreement = v && any_gain(st);
	for (int i = 0; sol->agreement && i < st->curve.count; i++)
		if (v[i] > top)
			top = v[i];
	/* Humps that stay far below the best node need no polishing. */
	double spread = 0;
	for (int i = 0; sol->agreement && i < st->curve.count; i++)
		if (isfinite(v[i]))
			spread = fmax(spread, top - v[i]);
	for (int i = 0; sol->agreement && i < st->curve.count; i++) {
		double x, value;
		if (!is_hump(&st->curve, v, i) ||
			(v[i] < top - .05 * spread && promise(&st->curve, v, i) < top))
			continue;
		value = hump(&l, i, v, &x);
		if (!isfinite(best) || !same_value(best, value) ||
			(same_value(value, best) && fabs(x - share) > 1e-7 &&
				preferred(&l, x, share)) ||
			(fabs(x - share) <= 1e-7 && value > best)) {
			best = value;
			share = x;
		}
	}
	sol->tie = false;
	if (sol->agreement && isfinite(best)) {
		sol->tie = find_tie(&l, v, best, &sol->tie_from, &sol->tie_to);
		if (sol->tie)
			share = best_in_tie(&l, best, sol->tie_from, sol->tie_to);
	}
	sol->agreement = sol->agreement && isfinite(best);
	sol->objective = best;
	for (int i = 0; i < st->n; i++)
		sol->delta[i] = share;
	free(v);
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

/* The solution that gives one player the most. */
static struct solution *powerful(const struct study *st, int k)
{
	return work_solution(st, (struct bargain){
		k == 0 ? RULE_POWERFUL_GENERALIST : RULE_POWERFUL_SPECIALIST, k > 0 ? k - 1 : 0});
}

/* The best share for one player, inserted as a node. */
static void insert_best_for(struct study *st, int k)
{
	struct solution *sol = powerful(st, k);
	single_solve(st, sol);
	if (sol->agreement)
		curve_insert(st, sol->delta[0]);
	double best = sol->agreement ? outcome_utility(&sol->out, k) : -INFINITY;
	st->ideal[k] = isfinite(best) ? fmax(best - st->work->outside[k], 0) : 0;
	st->bystander[k] = st->ideal[k] <= GAIN_NONE;
}

/* Whether node i stands out from a neighbour by more than rounding makes of a utility
 * that is held at 0. */
static bool stands_out(const struct curve *c, const double *v, int i)
{
	return (joined(c, i - 1) && v[i] - v[i - 1] > GAIN_NONE) ||
		(joined(c, i) && v[i] - v[i + 1] > GAIN_NONE);
}

/* The local bests of one player, however low, as nodes: a Pareto set's pieces may end
 * at any. */
static void insert_peaks(struct study *st, int k)
{
	struct line l = {.st = st, .of = OF_PLAYER, .player = k};
	const struct solution *best = powerful(st, k); /* is a node, and needs no polish */
	double *v = node_values(&l), found[HUMPS_MAX];
	int count = 0;
	for (int i = 0; v && i < st->curve.count && count < HUMPS_MAX; i++)
		if (is_hump(&st->curve, v, i) && stands_out(&st->curve, v, i) &&
			!(best->agreement && best->delta[0] == st->curve.node[i].delta))
			hump(&l, i, v, &found[count++]);
	free(v);
	for (int i = 0; i < count; i++)
		curve_insert(st, found[i]);
}

/* The largest gain of every player among the rational nodes. */
static void rough_ideals(struct study *st)
{
	struct study_work *w = st->work;
	for (int k = 0; k < w->players; k++)
		st->ideal[k] = 0;
	for (int i = 0; i < st->curve.count; i++) {
		if (!st->curve.node[i].ok || !gains_of(w, &st->curve.node[i].out, w->gain))
			continue;
		for (int k = 0; k < w->players; k++)
			st->ideal[k] = fmax(st->ideal[k], w->gain[k]);
	}
	for (int k = 0; k < w->players; k++)
		st->bystander[k] = st->ideal[k] <= GAIN_NONE;
}

void single_prepare(struct study *st, bool rough)
{
	if (has_outside(st->work))
		insert_rational(st);
	if (rough) {
		rough_ideals(st);
		return;
	}
	for (int k = 0; k < st->work->players; k++)
		insert_best_for(st, k);
	for (int k = 0; k < st->work->players && (st->work->plan.want & HAVE_PARETO); k++)
		insert_peaks(st, k);
}
