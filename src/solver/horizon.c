/* Where the search for the generalist's level ends, for functions whose shape is
 * known: beyond it nothing rises but at thresholds. */
#include "solver/level.h"
#include "solver/pieces.h"

#include "base/num.h"

#include <math.h>
#include <stdio.h>

/* A domain's part of the goal's revenue; 0 where it can bring none. */
static double tail_part(const struct stage *s, const struct domain *m)
{
	double part = s->goal == GOAL_SURPLUS ? 1 :
		m->by.terms ? fmax(m->delta, m->by.cost * m->w) : m->delta;
	return m->threshold < INFINITY ? part : 0;
}

/* The most that the goal's revenue side can rise per unit of a0 at and beyond
 * `a`; +inf where that cannot be said yet. */
static double tail_slope(struct stage *s, double a)
{
	double sum = 0;
	for (int i = 0; i < s->n && s->status == STATUS_OK; i++) {
		struct domain *m = &s->domain[i];
		double part = tail_part(s, m);
		struct jet r;
		struct reply at;
		if (part <= 0)
			continue;
		if (m->kind == KIND_LINEAR) {
			sum += part * m->d->revenue.scale;
			continue;
		}
		if (m->shape == SHAPE_SIGMOID && a < m->inflection)
			return INFINITY;
		if (m->kind == KIND_LEVEL && m->peaks > 0 && a < m->peak[m->peaks - 1])
			return INFINITY;
		if (m->shape == SHAPE_CONVEX) {
			s->status = domain_reply(m, a, &at, s->err);
			if (s->status != STATUS_OK)
				break;
			sum += s->terms ? stage_terms_slope(m, &at) :
				stage_part(m, s->goal, &at).slope;
			continue;
		}
		revenue_slope(&m->d->revenue, a, &r);
		sum += part * r.d1;
	}
	return sum;
}

/* Whether a domain's revenue counts for how the goal ends. A cost that rises with a0 as well can
 * drive its specialist out, and is the single owner's own; no exponent is known of it. */
static bool tail_counts(const struct stage *s, const struct domain *m)
{
	struct jet r;
	if (!m->mixed)
		return true;
	revenue_jet(&m->d->revenue, LEVEL_MAX, &r);
	double idle = cost_value(&m->d->cost, 0, LEVEL_MAX);
	return s->goal == GOAL_SURPLUS ? idle <= TIE * r.v : idle <= m->w * r.v;
}

enum tail { TAIL_ENDS, TAIL_TO_LIMIT, TAIL_ENDLESS };

/* Whether revenue that the goal shares in, counted as if nobody added to a0, outgrows
 * phi_0. Where terms of one power cancel, what is left is other revenue: if that
 * rises, be it only to a limit, there is no highest level. */
static enum tail tail_of(const struct stage *s)
{
	struct growth cost = cost_growth(s->cost_fn);
	if (s->terms)
		cost.factor *= stage_own_part(s->domain, s->n);
	enum tail rest = TAIL_ENDS;
	double equals = 0; /* with the cost's own exponent */

	for (int i = 0; i < s->n; i++) {
		const struct revenue *r = &s->domain[i].d->revenue;
		struct growth g = revenue_growth(r);
		double part = tail_part(s, &s->domain[i]), factor = part * g.factor;
		if (isnan(g.exponent) || !(part * r->scale > 0) || !tail_counts(s, &s->domain[i]))
			continue;
		if (factor > 0 && g.exponent > cost.exponent)
			return TAIL_ENDLESS;
		if (factor > 0 && g.exponent == cost.exponent)
			equals += factor;
		else if (factor > 0)
			rest = TAIL_ENDLESS;
		else if (rest == TAIL_ENDS && r->family != REVENUE_POWER) /* a^0 stands still */
			rest = TAIL_TO_LIMIT;
	}
	if (equals > cost.factor)
		return TAIL_ENDLESS;
	bool cancel = equals > 0 && equals >= cost.factor &&
		(cost.exponent <= 1 || s->cost_fn->marginal <= 0);
	return cancel ? rest : TAIL_ENDS;
}

/* The largest exponent of convex revenue; 0: there is none. */
static double tail_exponent(const struct stage *s)
{
	double exponent = 0;
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].shape == SHAPE_CONVEX && tail_part(s, &s->domain[i]) > 0)
			exponent = fmax(exponent, s->domain[i].d->revenue.exponent);
	return exponent;
}

/* Whether the goal falls from a on with convex revenue, `exponent` being tail_exponent's. */
static bool convex_tail_falls(struct stage *s, double exponent, double a)
{
	const struct cost *cost = s->cost_fn;
	struct cost_jet c;
	double before = INFINITY;

	/* Powers fall against an exponential from there on. */
	if (cost->family == COST_EXPONENTIAL && a * cost->rate < exponent - 1)
		return false;
	/* Slopes are compared at three doublings, and with the curved part of the cost alone, which
	 * revenue falls against for good. */
	for (int i = 0; i < 3; i++, a *= 2) {
		cost_jet(cost, a, 0, &c);
		if (s->terms)
			c.d1 *= stage_own_part(s->domain, s->n);
		double rise = tail_slope(s, a);
		double against = fmax(c.d1 - cost->marginal, 0);
		if (!(rise <= against) || s->status != STATUS_OK)
			return false;
		double ratio = against > 0 ? rise / against : 0;
		if (ratio > before * (1 + 1e-9))
			return false;
		before = ratio;
	}
	return true;
}

/* The same with any revenue, whose exponent is 0 where none is convex. */
static bool tail_falls(struct stage *s, double exponent, double a)
{
	struct cost_jet c;
	if (exponent > 0)
		return convex_tail_falls(s, exponent, a);
	cost_jet(s->cost_fn, a, 0, &c);
	if (s->terms)
		c.d1 *= stage_own_part(s->domain, s->n);
	return tail_slope(s, a) <= c.d1 && s->status == STATUS_OK;
}

/* The first step of a walk up from 0: a shorter one would bring the horizon nearer, and change
 * nothing else. */
#define SOME_LEVEL 1e-6

/* Where revenue is convex a specialist may begin to contribute beyond the
 * horizon, and its level then jumps. Levels only rise in a0, so between two
 * doublings the goal is at most the gain at the second less the cost at the
 * first: the horizon moves beyond all those that could hold the best. */
static void stretch_horizon(struct stage *s, double *horizon)
{
	struct point *p = stage_point(s, 0);
	double best = -INFINITY, cost, a = *horizon;

	if (!p || s->status != STATUS_OK)
		return;
	stage_evaluate(s, a, p);
	while (a < LEVEL_MAX && s->status == STATUS_OK) {
		best = fmax(best, p->gain - p->cost);
		cost = p->cost;
		a = a > 0 ? next_doubling(a) : SOME_LEVEL;
		stage_evaluate(s, a, p);
		if (p->gain - cost > best)
			*horizon = a;
		if (!isfinite(p->cost))
			return;
	}
	/* Of families tail_of has said so, but of what is added to a0. */
	if (s->status == STATUS_OK && p->gain - p->cost > best && p->slope > 0)
		s->status = stage_beyond(s);
}

static enum status say_unbounded(const struct domain *domain, int n, enum goal goal,
	const char *how, struct error *err)
{
	if (goal == GOAL_SURPLUS)
		return error_set(err, STATUS_NO_EQUILIBRIUM,
			"unbounded: the joint surplus grows %s in the generalist's level", how);
	double low = 1, high = 0;
	char from[NUM_TEXT_MAX], to[NUM_TEXT_MAX];
	for (int i = 0; i < n; i++) {
		low = fmin(low, domain[i].delta);
		high = fmax(high, domain[i].delta);
	}
	num_format_share(high, to);
	if (high > low)
		return error_set(err, STATUS_NO_EQUILIBRIUM,
			"unbounded: the generalist gains %s at shares from %s to %s", how,
			num_format_share(low, from), to);
	return error_set(err, STATUS_NO_EQUILIBRIUM,
		"unbounded: the generalist gains %s at share %s", how, to);
}

enum status stage_beyond(const struct stage *s)
{
	char how[48];
	if (tail_of(s) == TAIL_ENDLESS)
		return say_unbounded(s->domain, s->n, s->goal, "without limit", s->err);
	snprintf(how, sizeof how, "up to levels beyond %.4g", LEVEL_MAX);
	return say_unbounded(s->domain, s->n, s->goal, how, s->err);
}

/* The most that a domain can bring to the goal from levels in doubling i. */
static double doubling_top(struct stage *s, struct domain *m, int i)
{
	struct reply at;
	if (m->kind == KIND_PIECES)
		return pieces_part_top(m, s->goal, i);
	/* None of the families falls. */
	double a = pieces_doubling(i);
	if (m->threshold > a)
		return 0;
	s->status = domain_reply(m, a, &at, s->err);
	return s->status == STATUS_OK ? stage_part(m, s->goal, &at).gain : INFINITY;
}

/* The least that the cost can be in doubling i. */
static double doubling_cost(const struct stage *s, int i)
{
	double a = i > 0 ? pieces_doubling(i - 1) : 0;
	if (s->cost_pieces && a >= s->cost_pieces->undefined)
		return INFINITY;
	return cost_value(s->cost_fn, a, 0);
}

double stage_last_doubling(struct stage *s, double bar)
{
	double end = LEVEL_MAX;
	for (int i = DOUBLINGS - 1; i >= 0 && s->status == STATUS_OK; i--) {
		double top = -doubling_cost(s, i);
		end = pieces_doubling(i);
		for (int k = 0; k < s->n && s->status == STATUS_OK && top > -INFINITY; k++)
			top += doubling_top(s, &s->domain[k], i);
		if (!(top <= bar)) /* of levels as good the lowest is taken */
			break;
	}
	if (s->cost_pieces && end >= s->cost_pieces->undefined)
		end = s->cost_pieces->piece[s->cost_pieces->count - 1].hi;
	return end;
}

/* With formulas: as far as there is room for more than level 0 brings. */
static double horizon_by_doublings(struct stage *s)
{
	struct point *p = stage_point(s, 0);
	if (!p)
		return 0;
	stage_evaluate(s, 0, p);
	return stage_last_doubling(s, s->best);
}

/* Whether levels are known not to fall in a0 all the way: else there are no bounds. */
static bool is_ordered(const struct stage *s, double end)
{
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		if (m->kind != KIND_PIECES || m->ordered_to >= INFINITY)
			continue;
		if (!(m->ordered_to >= fmax(end, pieces_reach(m, end))) || !m->sound)
			return false;
	}
	return true;
}

enum status stage_horizon(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, double *horizon, struct error *err)
{
	s->cost_fn = cost;
	s->domain = domain;
	s->goal = goal;
	s->n = n;
	s->status = STATUS_OK;
	s->err = err;
	struct cost_jet c;
	double a = 1;
	s->scan = s->pieces = false;
	s->terms = stage_has_terms(domain, n, goal);
	for (int i = 0; i < n; i++)
		s->pieces |= domain[i].kind == KIND_PIECES;
	if (s->terms && (s->terms_to < INFINITY || s->pieces || s->cost_pieces)) {
		*horizon = fmin(s->terms_to, LEVEL_MAX);
		s->scan = (s->pieces || s->cost_pieces) &&
			(s->terms_to >= LEVEL_MAX || !is_ordered(s, *horizon));
		return STATUS_OK;
	}
	if (tail_of(s) != TAIL_ENDS)
		return stage_beyond(s);
	if (s->pieces || s->cost_pieces) {
		s->best = -INFINITY;
		*horizon = horizon_by_doublings(s);
		s->scan = s->status == STATUS_OK && !is_ordered(s, *horizon);
		return s->status;
	}
	double exponent = tail_exponent(s);
	bool fell = tail_falls(s, exponent, a);
	if (fell && tail_falls(s, exponent, TINY)) {
		a = 0;
	} else if (fell) {
		while (a > TINY && tail_falls(s, exponent, .5 * a) && s->status == STATUS_OK)
			a *= .5;
	} else {
		while (!fell && a < LEVEL_MAX && s->status == STATUS_OK)
			fell = tail_falls(s, exponent, a *= 2);
		/* Costs that win in the end but not within the range: what is best
		 * within is, unless the goal still rises where the range ends. */
		cost_jet(cost, LEVEL_MAX, 0, &c);
		if (!fell && s->status == STATUS_OK &&
			!(exponent > 0 && tail_slope(s, LEVEL_MAX) <= c.d1))
			return stage_beyond(s);
	}
	*horizon = a;
	if (exponent > 0)
		stretch_horizon(s, horizon);
	return s->status;
}
