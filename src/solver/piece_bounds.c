/* What a domain that is searched by pieces can bring over an interval of levels a0, where
 * its replies at both ends are known: what the generalist's branch and bound prunes by.
 *
 * The final level does not fall in a0 (that is certain before this is asked), so that
 * between the ends it lies between theirs; equally good ones beyond bring no more, since
 * of these the specialist takes what brings most. */
#include "solver/pieces.h"

#include "solver/range.h"
#include "solver/stage.h"

#include <float.h>
#include <math.h>

double top_between(double h, double v_l, double v_u, double low, double high)
{
	double room = 4 * DBL_EPSILON * (fabs(v_l) + fabs(v_u)), t;
	if (low >= 0 || high <= 0)
		return fmax(v_l, v_u) + room;
	if (!isfinite(low) || !isfinite(high))
		return fmin(v_l + high * h, v_u - low * h) + room;
	t = (v_u - v_l - low * h) / (high - low);
	return v_l + high * fmin(fmax(t, 0), h) + room;
}

/* The most that revenue can be between two levels. */
static double pieces_top(const struct pieces *p, double lo, double hi)
{
	double top = fmax(p->revenue ? revenue_value(p->revenue, lo) : 0,
		p->revenue ? revenue_value(p->revenue, hi) : 0);
	if (hi > p->end)
		return INFINITY;
	for (int i = pieces_find(p, lo); i < p->count && p->piece[i].lo <= hi; i++) {
		const struct piece *at = &p->piece[i];
		if (at->slope == SIGN_UNKNOWN) {
			top = fmax(top, at->top);
			continue;
		}
		if (at->lo >= lo)
			top = fmax(top, at->v_lo);
		if (at->hi <= hi)
			top = fmax(top, at->v_hi);
	}
	return top;
}

static bool is_bounded(const struct span *s)
{
	return s->defined && range_is_finite(s->d1);
}

/* Revenue from one level to another, piece by piece, where a formula's `if` hides that it
 * only bends: the kinks between count as they bend, a step has no bound. */
static void span_by_pieces(const struct pieces *p, double lo, double hi, struct span *out)
{
	struct span s;
	int i = pieces_find(p, lo);
	revenue_span(p->revenue, lo, fmin(p->piece[i].in_hi, hi), out); /* no third derivative */
	for (; is_bounded(out) && i + 1 < p->count && p->piece[i + 1].lo <= hi; i++) {
		const struct piece *at = &p->piece[i], *next = at + 1;
		double near = fabs(at->v_hi) + fabs(next->v_lo);
		if (lo > at->in_hi || fabs(next->v_lo - at->v_hi) > 1e-12 * near ||
			next->in_lo >= next->in_hi) {
			out->d1 = (struct range){-INFINITY, INFINITY};
			return;
		}
		revenue_span(p->revenue, next->in_lo, fmax(fmin(next->in_hi, hi), next->in_lo), &s);
		out->v = (struct range){fmin(out->v.lo, s.v.lo), fmax(out->v.hi, s.v.hi)};
		out->d1 = (struct range){fmin(out->d1.lo, s.d1.lo), fmax(out->d1.hi, s.d1.hi)};
		out->d2 = (struct range){fmin(out->d2.lo, s.d2.lo), fmax(out->d2.hi, s.d2.hi)};
		if (next->at_lo.d1 < at->at_hi.d1)
			out->d2.lo = -INFINITY;
		if (next->at_lo.d1 > at->at_hi.d1)
			out->d2.hi = INFINITY;
		out->defined = out->defined && s.defined;
	}
}

/* Whether investments move one way between the ends: those in x alone rise with a0 where
 * revenue is convex, and fall where it is concave, as far as a level might go that is no
 * investment's. */
static bool moves_one_way(const struct domain *m, const struct stretch *s)
{
	const struct pieces *p = m->revenue_pieces;
	double h = s->a0.hi - s->a0.lo;
	if (m->mixed || m->d->cost.basis == BASIS_LEVEL || s->a_lo - h < 0 || s->a_hi + h >= p->end)
		return false;
	const struct piece *at = &p->piece[pieces_find(p, s->a_lo - h)];
	return at->bend != SIGN_UNKNOWN && s->a_lo - h >= at->in_lo && s->a_hi + h <= at->in_hi;
}

/* Whether it begins to invest at the lower end: first units cost next to nothing there, and from
 * there on bring something. Else nothing is known of what lies next to a level of 0 where revenue
 * begins as flat as a square. */
static bool begins_to_invest(const struct domain *m, const struct stretch *s,
	const struct reply *at_l)
{
	struct cost_jet first;
	if (m->mixed || m->d->cost.basis == BASIS_LEVEL || m->w <= 0 || at_l->x > 0 ||
		!(at_l->r1 >= 0 && s->r.d2.lo > 0))
		return false;
	cost_jet(&m->d->cost, 0, s->a0.lo, &first);
	return first.d1 == 0;
}

bool pieces_stretch(const struct domain *m, double l, const struct reply *at_l, double u,
	const struct reply *at_u, struct stretch *s)
{
	const struct pieces *p = m->revenue_pieces;
	s->a_lo = fmin(at_l->a, at_u->a);
	s->a_hi = fmax(at_l->a, at_u->a);
	s->a0 = (struct range){l, u};
	s->x = (struct range){fmax(s->a_lo - u, 0), fmax(s->a_hi - l, 0)};
	if (moves_one_way(m, s))
		s->x = (struct range){fmin(at_l->x, at_u->x), fmax(at_l->x, at_u->x)};
	s->held = (at_l->x > 0 && at_l->held) || (at_u->x > 0 && at_u->held);
	revenue_bends(&m->d->revenue, s->a_lo, s->a_hi, &s->r);
	if (!is_bounded(&s->r) && s->a_lo > 0 && s->a_hi < p->end)
		span_by_pieces(p, s->a_lo, s->a_hi, &s->r);
	/* Rounding moves x by as much as the levels. */
	struct range x = {s->x.lo * (1 - 4 * DBL_EPSILON), s->x.hi * (1 + 4 * DBL_EPSILON)};
	if (m->mixed || m->d->cost.basis == BASIS_LEVEL)
		cost_span(&m->d->cost, x, s->a0, &s->c);
	else
		cost_bends(&m->d->cost, x, (struct range){0, 0}, &s->c);
	if (p->count > 0 && s->a_hi < p->end) { /* in one piece slopes move one way */
		const struct piece *at = &p->piece[pieces_find(p, s->a_lo)];
		if (at->bend != SIGN_UNKNOWN && s->a_lo >= at->in_lo && s->a_hi <= at->in_hi) {
			s->r.d1.lo = fmax(s->r.d1.lo, fmin(at_l->r1, at_u->r1));
			s->r.d1.hi = fmin(s->r.d1.hi, fmax(at_l->r1, at_u->r1));
		}
	}
	s->begins = begins_to_invest(m, s, at_l);
	bool bounded = s->r.defined && s->c.defined && range_is_finite(s->r.d1) &&
		range_is_finite(s->c.d1);
	s->kinked = false;
	if (bounded && !(range_is_finite(s->c.d2) && range_is_finite(s->r.d2)))
		pieces_along_kinks(m, s);
	return bounded;
}

/* Whether it invests up to one level all along, at a kink or a step. */
static bool stands_still(const struct stretch *s)
{
	return s->a_lo == s->a_hi && s->x.lo > 0;
}

/* How fast the payoff for taking part moves with a0. By the envelope theorem that is
 * w r' - phi_a0; where the level is held, phi_x - phi_a0. */
static struct range payoff_slope(const struct domain *m, const struct stretch *s)
{
	struct range d = s->r.d1;
	if (s->kinked)
		return s->gain;
	if (stands_still(s))
		return (struct range){s->c.d1.lo - s->c.da0.hi, s->c.d1.hi - s->c.da0.lo};
	if (m->w <= 0)
		d = (struct range){0, 0};
	d = (struct range){m->w * d.lo, m->w * d.hi};
	if (s->held || !isfinite(s->r.d2.lo))
		d = (struct range){fmin(d.lo, s->c.d1.lo), fmax(d.hi, s->c.d1.hi)};
	return (struct range){d.lo - s->c.da0.hi, d.hi - s->c.da0.lo};
}

/* Whether first units cost nothing at either end. */
static bool is_free(const struct domain *m, const struct range *a0)
{
	const struct cost *c = &m->d->cost;
	if (!m->mixed)
		return m->facts->free_to > 0;
	return cost_is_free(c, a0->lo) || cost_is_free(c, a0->hi);
}

/* da/da0 between the ends; false: the level may leap. */
static bool level_slope(const struct domain *m, const struct stretch *s, const struct reply *at_l,
	const struct reply *at_u, struct range *out)
{
	struct range c = s->c.d2, wr = {m->w * s->r.d2.lo, m->w * s->r.d2.hi};
	bool contributes = m->w > 0 && m->w * s->r.d1.hi - s->c.d1.lo > 0;
	if (s->kinked) {
		*out = s->slope;
		return true;
	}
	/* With nothing of its own it goes anywhere that is free: to the end of that, where
	 * revenue rises. */
	if (m->w <= 0 && is_free(m, &s->a0)) {
		*out = (struct range){1, 1};
		return s->r.d1.lo >= 0 && at_l->x == at_u->x;
	}
	*out = (struct range){at_u->slope, at_u->slope};
	if (!s->begins)
		*out = range_hull(*out, at_l->slope);
	if (s->x.lo <= 0 && !s->begins)
		*out = range_hull(*out, 1);
	if (!contributes) /* it free-rides all along: a = a0 */
		return true;
	c.lo = fmax(c.lo, 0);
	if (!(c.lo - wr.hi > 0))
		return false;
	if (m->mixed || m->d->cost.basis == BASIS_LEVEL)
		return range_add_level_slopes(out, c, s->c.d1a0, wr);
	/* phi'' / (phi'' - w r'') is monotone in either. */
	double of[2] = {c.lo, c.hi}, less[2] = {wr.lo, wr.hi};
	for (int i = 0; i < 4; i++) {
		double up = of[i / 2], down = up - less[i % 2];
		*out = range_hull(*out, isinf(up) ? 1 : isinf(down) ? 0 : up / down);
	}
	return true;
}

/* Whether to free-ride costs it nothing all the way, as it does at the ends, and it has nothing to
 * lose by that: between them the cost bends by rounding alone, which may be more than all that is
 * left to it of its revenue. Beside bends without limit nothing is rounding. */
static bool is_idle(const struct domain *m, const struct stretch *s, const struct reply *at_l,
	const struct reply *at_u)
{
	if (!m->mixed || at_l->x > 0 || at_u->x > 0 || (m->w > 0 && s->r.v.lo < 0) ||
		at_l->u < m->w * at_l->r || at_u->u < m->w * at_u->r)
		return false;
	struct range bend = cost_bends_in_a0(&m->d->cost, (struct range){0, 0}, s->a0);
	return isfinite(s->c.d2.hi) && bend.lo >= -TIE * s->c.d2.hi;
}

/* Whether it takes part all the way (1), nowhere (0), or neither is certain (-1). */
static int takes_part(const struct domain *m, const struct stretch *s, const struct reply *at_l,
	const struct reply *at_u)
{
	bool l = domain_active(m, s->a0.lo, at_l), u = domain_active(m, s->a0.hi, at_u);
	double h = s->a0.hi - s->a0.lo;
	if (!m->by_level || m->stays)
		return l && u ? 1 : l == u ? 0 : -1;
	if (l != u)
		return -1;
	if (l && is_idle(m, s, at_l, at_u))
		return 1;
	struct range slope = payoff_slope(m, s);
	double room = TIE * m->w * fmax(fabs(s->r.v.lo), fabs(s->r.v.hi));
	bool one_way = slope.lo >= 0 || slope.hi <= 0;
	/* Nothing at an end is no less on the way to more. */
	if (l && one_way && fmin(at_l->u, at_u->u) >= 0)
		return 1;
	if (l)
		return -top_between(h, -at_l->u, -at_u->u, -slope.hi, -slope.lo) >= 0 ? 1 : -1;
	return top_between(h, at_l->u, at_u->u, slope.lo, slope.hi) < -room ? 0 : -1;
}

/* d^2 a / da0^2, of a cost in x alone, where it contributes all along and da/da0 is `slope`:
 * with A = phi'' and B = w r'' that is A / (A - B), of which this is the derivative. */
static bool level_bend(const struct domain *m, const struct stretch *s, struct range slope,
	struct range *out)
{
	struct range c = {fmax(s->c.d2.lo, 0), s->c.d2.hi}, b = {m->w * s->r.d2.lo, m->w * s->r.d2.hi};
	struct range b3 = {m->w * s->r.d3.lo, m->w * s->r.d3.hi}, to_x = {slope.lo - 1, slope.hi - 1};
	double least = c.lo - b.hi, most = c.hi - b.lo;
	bool invests = s->x.lo > 0 || s->begins;
	if (!(invests && least > 0 && isfinite(most)) || !range_is_finite(b3) || !range_is_finite(s->c.d3))
		return false;
	struct range more = range_times(range_times(c, b3), slope), less = range_times(range_times(s->c.d3, to_x), b);
	*out = range_times((struct range){more.lo - less.hi, more.hi - less.lo},
		(struct range){1 / (most * most), 1 / (least * least)});
	return range_is_finite(*out);
}

/* The same where the cost moves with a0: with A = phi_xx - phi_xa0 and B = phi_xx - w r''
 * da/da0 is A / B, of which this is the derivative, (A' - A/B B') / B. */
static bool mixed_bend(const struct domain *m, const struct stretch *s, struct range slope,
	struct range *out)
{
	struct range c = {fmax(s->c.d2.lo, 0), s->c.d2.hi}, b = {m->w * s->r.d2.lo, m->w * s->r.d2.hi};
	struct range b3 = {m->w * s->r.d3.lo, m->w * s->r.d3.hi}, to_x = {slope.lo - 1, slope.hi - 1};
	struct cost_thirds t;
	double least = c.lo - b.hi, most = c.hi - b.lo;
	if (!(s->x.lo > 0 && least > 0 && isfinite(most)) || !range_is_finite(b3) ||
		!cost_thirds(&m->d->cost, s->x, s->a0, &t))
		return false;
	struct range up = range_sum(range_times(t.xxx, to_x), t.xxa);
	struct range of_a = range_sum(up, range_negative(range_sum(range_times(t.xxa, to_x), t.xaa)));
	struct range of_b = range_sum(up, range_negative(range_times(b3, slope)));
	*out = range_times(range_sum(of_a, range_negative(range_times(slope, of_b))), (struct range){1 / most, 1 / least});
	return range_is_finite(*out);
}

/* How phi_a0 changes with a0 where a cost moves with it: by phi_a0a0, and with the investment. */
static bool saving_bend(const struct domain *m, const struct stretch *s, struct range slope,
	struct range *out)
{
	struct range to_x = {slope.lo - 1, slope.hi - 1};
	*out = range_sum(cost_bends_in_a0(&m->d->cost, s->x, s->a0), range_times(s->c.d1a0, to_x));
	return range_is_finite(*out);
}

/* The part is delta r(a(a0)): its slope delta r' a' changes with r', by r'', and with a', by
 * what that bends, or else by all that it can be. Of the first best's it is r' alone. */
static void turn_between(const struct domain *m, enum goal goal, const struct stretch *s,
	const struct reply *at_l, const struct reply *at_u, struct turn *out)
{
	struct range slope, more, bend;
	double part = goal == GOAL_SHARE ? fabs(m->by.part) : m->w;
	if (goal == GOAL_SURPLUS && stands_still(s) && !m->mixed &&
		m->d->cost.basis != BASIS_LEVEL && range_is_finite(s->c.d2)) {
		*out = (struct turn){true, -s->c.d2.hi, -s->c.d2.lo, 0, 0};
		return;
	}
	bool held = s->kinked ? goal == GOAL_SURPLUS && (m->mixed || s->level_kinked) : s->held;
	if (m->d->cost.basis == BASIS_LEVEL || held || !range_is_finite(s->r.d2) ||
		!level_slope(m, s, at_l, at_u, &slope))
		return;
	bend = range_times(s->r.d2, slope);
	if (goal == GOAL_SURPLUS) {
		struct range less = {0, 0};
		if (m->mixed && !saving_bend(m, s, slope, &less))
			return;
		out->bend_low = part * bend.lo - less.hi;
		out->bend_high = part * bend.hi - less.lo;
		out->known = true;
		return;
	}
	double steep = fmax(fabs(at_l->r1), fabs(at_u->r1)), wide = slope.hi - slope.lo;
	out->known = true;
	bend = range_times(bend, slope);
	if (m->mixed ? mixed_bend(m, s, slope, &more) : level_bend(m, s, slope, &more)) {
		more = range_times(s->r.d1, more);
		bend = (struct range){bend.lo + more.lo, bend.hi + more.hi};
	} else {
		out->fixed_low = -part * steep * wide;
		out->fixed_high = part * steep * wide;
	}
	out->bend_low = part * bend.lo;
	out->bend_high = part * bend.hi;
}

/* The most that the specialist's payoff for taking part can be, where revenue is no more than
 * that. */
static double payoff_top(const struct domain *m, double l, const struct reply *at_l, double u,
	const struct reply *at_u, double revenue)
{
	double x = fmax(fmin(at_l->a, at_u->a) - u, 0) * (1 - 4 * DBL_EPSILON), cost;
	struct cost_span c;
	if (m->mixed) {
		cost_span(&m->d->cost, (struct range){x, x}, (struct range){l, u}, &c);
		cost = c.v.lo;
	} else {
		cost = cost_value(&m->d->cost, x, m->d->cost.basis == BASIS_LEVEL ? l : 0);
	}
	return (m->w > 0 ? m->w * (revenue + TIE * fabs(revenue)) : 0) - cost;
}

double pieces_payoff_top(const struct domain *m, double l, const struct reply *at_l, double u,
	const struct reply *at_u)
{
	double a_lo = fmin(at_l->a, at_u->a), a_hi = fmax(at_l->a, at_u->a);
	return payoff_top(m, l, at_l, u, at_u, pieces_top(m->revenue_pieces, a_lo, a_hi));
}

bool pieces_slope_bounds(const struct domain *m, enum goal goal, const struct stretch *s,
	const struct reply *at_l, const struct reply *at_u, double *low, double *high,
	struct turn *turn)
{
	struct range slope, gain;
	double share = fabs(m->by.part);
	*turn = (struct turn){.known = false};
	/* Under terms whether it takes part is no question of u alone, and asked elsewhere. */
	int part = m->by.terms ? 1 : takes_part(m, s, at_l, at_u);
	if (part == 1)
		turn_between(m, goal, s, at_l, at_u, turn);
	*low = *high = 0;
	if (part == 0)
		return true;
	if (goal == GOAL_SURPLUS) {
		gain = payoff_slope(m, s);
		if (part != 1) /* where it does not pay, nothing */
			gain = range_hull(gain, 0);
		*low = gain.lo;
		*high = gain.hi;
		return part == 1 || m->by_level;
	}
	if (part < 0)
		return false;
	if (s->a_lo == s->a_hi || share == 0) {
		*turn = (struct turn){.known = true};
		return true;
	}
	if (!level_slope(m, s, at_l, at_u, &slope))
		return false;
	gain = range_times(s->r.d1, slope);
	*low = share * gain.lo;
	*high = share * gain.hi;
	return true;
}

double pieces_goal_top(const struct domain *m, enum goal goal, double l, const struct reply *at_l,
	double u, const struct reply *at_u)
{
	double top = pieces_top(m->revenue_pieces, fmin(at_l->a, at_u->a), fmax(at_l->a, at_u->a));
	if (goal == GOAL_SHARE)
		return m->delta * fmax(top, 0);
	return fmax(payoff_top(m, l, at_l, u, at_u, top), 0);
}

double pieces_part_between(const struct domain *m, double l, const struct reply *at_l, double u,
	const struct reply *at_u)
{
	double a_lo = fmin(at_l->a, at_u->a), a_hi = fmax(at_l->a, at_u->a), revenue = 0;
	bool pays = m->by.cost > 0;
	struct span s;
	if (m->by.part > 0 || pays)
		revenue = pieces_top(m->revenue_pieces, a_lo, a_hi);
	double top = pays ? m->by.cost * payoff_top(m, l, at_l, u, at_u, revenue) : 0;
	if (m->by.part >= 0)
		return top + range_product(m->by.part, revenue);
	revenue_span(&m->d->revenue, a_lo, a_hi, &s);
	return s.defined ? top + m->by.part * s.v.lo : INFINITY;
}
