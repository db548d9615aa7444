/* Where specialists under terms take part: they may leave again further up, where their part of
 * the generalist's cost has outgrown what they gain, and, where a formula falls, do so more than
 * once. What lies between two levels is told by payoffs there and by bounds on how they change; an
 * edge is closed in on where that could matter, and then it is known to the last bit. */
#include "solver/level.h"
#include "solver/pieces.h"

#include "base/bracket.h"

#include <float.h>
#include <math.h>

void between_begin(struct between *b, const struct stage *s, int i, const struct point *l,
	const struct point *u)
{
	b->s = s;
	b->i = i;
	b->l = l;
	b->u = u;
	b->asked = b->stretched = false;
	b->low = -INFINITY;
	b->high = INFINITY;
}

/* Bounds on slopes, of the goal's side of it, and how they turn: of families by themselves. */
static bool slopes(struct between *b, enum goal goal, double *low, double *high,
	struct turn *turn)
{
	const struct domain *m = &b->s->domain[b->i];
	const struct reply *at_l = &b->l->reply[b->i], *at_u = &b->u->reply[b->i];
	double l = b->l->a0, u = b->u->a0;
	if (m->kind == KIND_PIECES) {
		if (!b->stretched)
			b->bounded = pieces_stretch(m, l, at_l, u, at_u, &b->stretch);
		b->stretched = true;
		return b->bounded && pieces_slope_bounds(m, goal, &b->stretch, at_l, at_u, low,
			high, turn);
	}
	family_turn(m, goal, l, at_l, u, at_u, turn);
	return domain_slope_bounds(m, goal, l, at_l, u, at_u, low, high);
}

bool between_bounds(struct between *b)
{
	double low, high;
	if (!b->asked && slopes(b, GOAL_SURPLUS, &low, &high, &b->turn)) {
		b->low = low;
		b->high = high;
	}
	b->asked = true;
	return b->high < INFINITY && b->low > -INFINITY;
}

bool between_part(struct between *b, double *low, double *high, struct turns *turns)
{
	const struct domain *m = &b->s->domain[b->i];
	bool pieces = m->kind == KIND_PIECES;
	double part = pieces ? copysign(1, m->by.part) : m->by.part, most;
	struct turn turn;
	if (!slopes(b, GOAL_SHARE, low, high, &turn))
		return false;
	stage_add_turn(turns, &turn, part);
	if (pieces && part < 0) {
		most = -*low;
		*low = -*high;
		*high = most;
	}
	return true;
}

/* What it gets at the ends and how that may change between. */
struct own { double l, u, h, low, high, first, last; bool concave, convex; };

/* Makes these sharper by how its payoff turns, from its slopes at the ends. */
static void own_bend(const struct between *b, struct own *o)
{
	const struct stage *s = b->s;
	const struct domain *m = &s->domain[b->i];
	struct cost_span c = {.defined = true, .d2 = {0, 0}};
	if (!b->turn.known || !isfinite(o->first) || !isfinite(o->last))
		return;
	if (m->by.base > 0)
		cost_span(m->by.base_cost, (struct range){b->l->a0, b->u->a0}, (struct range){0, 0}, &c);
	if (!c.defined || !isfinite(c.d2.lo) || !isfinite(c.d2.hi))
		return;
	double low = m->by.keep * b->turn.bend_low - m->by.base * c.d2.hi;
	double high = m->by.keep * b->turn.bend_high - m->by.base * c.d2.lo;
	double up = fmax(high, 0) * o->h, down = fmin(low, 0) * o->h;
	double less = m->by.keep * b->turn.fixed_low, more = m->by.keep * b->turn.fixed_high;
	double room = 8 * DBL_EPSILON * (fabs(o->first) + fabs(o->last) + up - down);
	o->high = fmin(o->high, fmin(o->first + up, o->last - down) + more + room);
	o->low = fmax(o->low, fmax(o->first + down, o->last - up) + less - room);
	o->concave |= high <= 0 && less == 0 && more == 0;
	o->convex |= low >= 0 && less == 0 && more == 0;
}

/* By what is known of it at the ends. */
static struct own own_at_ends(const struct between *b)
{
	const struct domain *m = &b->s->domain[b->i];
	const struct reply *at_l = &b->l->reply[b->i], *at_u = &b->u->reply[b->i];
	double keep = m->by.keep, base = m->by.base;
	struct own o = {b->l->side[b->i].own, b->u->side[b->i].own, b->u->a0 - b->l->a0,
		-INFINITY, INFINITY, keep * at_l->gain, keep * at_u->gain, false, false};
	if (base > 0) {
		o.first -= base * b->l->cost1;
		o.last -= base * b->u->cost1;
	}
	o.concave = (base <= 0 || b->u->a0 <= b->s->cost_convex_to) &&
		domain_concave(m, GOAL_SURPLUS, at_l, at_u);
	return o;
}

/* And by bounds; false: there are none. */
static bool own_between(struct between *b, const struct range *cost, struct own *out)
{
	const struct domain *m = &b->s->domain[b->i];
	*out = own_at_ends(b);
	if (!between_bounds(b))
		return false;
	out->low = m->by.keep * b->low;
	out->high = m->by.keep * b->high;
	if (m->by.base > 0) {
		out->low -= m->by.base * cost->hi;
		out->high -= m->by.base * cost->lo;
	}
	own_bend(b, out);
	return true;
}

static bool is_monotone(const struct own *o)
{
	return o->low >= 0 || o->high <= 0;
}

/* Whether a concave payoff that is below 0 at both ends is so between, by its slopes there. */
static bool stays_below(const struct own *o)
{
	if (!(o->first > 0) || !(o->last < 0))
		return true;
	if (!isfinite(o->first) || !isfinite(o->last))
		return false;
	double t = (o->u - o->l - o->last * o->h) / (o->first - o->last);
	return o->l + o->first * fmin(fmax(t, 0), o->h) < 0;
}

static bool has_edge_inside(const struct domain *m, double l, double u, double *at)
{
	for (int k = 0; k < m->edges; k++) {
		*at = m->edge[k].a0;
		if (l < *at && *at < u)
			return true;
	}
	return false;
}

enum stance between_stance(const struct between *b)
{
	const struct domain *m = &b->s->domain[b->i];
	double l = b->l->a0, u = b->u->a0, edge;
	struct own o;
	if (m->stays)
		return STANCE_IN;
	if (!terms_by_payoff(m))
		return m->threshold <= l ? STANCE_IN : m->threshold >= u ? STANCE_OUT : STANCE_OPEN;
	bool on = b->l->side[b->i].right;
	enum stance same = on ? STANCE_IN : STANCE_OUT;
	if (on != b->u->side[b->i].left || has_edge_inside(m, l, u, &edge))
		return STANCE_OPEN;
	/* u does not fall, unless it is asked level by level. */
	const struct reply *at_l = &b->l->reply[b->i], *at_u = &b->u->reply[b->i];
	double top = m->by_level && !on ? pieces_payoff_top(m, l, at_l, u, at_u) : at_u->u;
	double most = m->by.keep * top - m->by.base * b->l->cost - m->by.fee;
	double least = m->by.keep * at_l->u - m->by.base * b->u->cost - m->by.fee;
	if (on ? !m->by_level && least >= 0 : most < 0)
		return same;
	o = own_at_ends(b);
	return o.concave && (on || stays_below(&o)) ? same : STANCE_UNSURE;
}

enum stance between_make_sure(struct between *b, const struct range *cost)
{
	bool on = b->l->side[b->i].right;
	enum stance same = on ? STANCE_IN : STANCE_OUT;
	struct own o;
	if (!own_between(b, cost, &o))
		return STANCE_OPEN;
	if (is_monotone(&o) || (o.concave && (on || stays_below(&o))) || (o.convex && !on))
		return same;
	if (on ? -top_between(o.h, -o.l, -o.u, -o.high, -o.low) >= 0 :
		 top_between(o.h, o.l, o.u, o.low, o.high) < 0)
		return same;
	return STANCE_OPEN;
}

/* ---- edges ------------------------------------------------------------------------ */

/* An edge nearer to level 0 than this part of an interval is there. */
#define NOTHING 1e-30

/* The least part of an interval that slopes at its ends may split off. */
#define SKEW .0625

/* A slope is flat that is less than this part of the mean one. */
#define FLAT .1

/* What a specialist gets at a level, and what of that is rounding. */
static void look(struct stage *s, struct domain *m, double a0, struct bracket_tangent *out,
	double *room)
{
	struct reply at;
	struct cost_jet c = {0, 0, 0, 0};
	if (s->status == STATUS_OK)
		s->status = domain_reply(m, a0, &at, s->err);
	*out = (struct bracket_tangent){a0, 0, 0};
	*room = 0;
	if (s->status != STATUS_OK)
		return;
	if (m->by.base > 0)
		cost_jet(m->by.base_cost, a0, 0, &c);
	out->value = terms_own(m, &at, m->by.base * c.v);
	out->slope = m->by.keep * at.gain - m->by.base * c.d1;
	*room = .5 * TIE * (m->by.keep * m->w * fabs(at.r) + m->by.base * c.v + fabs(m->by.fee));
}

/* Where the parabola that has a value and a slope at 0, and a value of the other sign at h, is 0:
 * in parts of h. */
static double parabola_root(double value, double slope, double h, double other)
{
	double bend = other - value - slope * h, rise = slope * h;
	double q = -.5 * (rise + copysign(sqrt(fmax(rise * rise - 4 * bend * value, 0)), rise));
	double t = q / bend;
	return t > 0 && t < 1 ? t : value / q;
}

/* Where it comes to `value`, between two levels or beyond, if it goes one way: else no number. */
static double along_cubic(const struct bracket_tangent *p, const struct bracket_tangent *q,
	double value)
{
	double way = (q->value - p->value) * (q->at - p->at);
	return p->slope * way > 0 && q->slope * way > 0 ? bracket_cubic(p, q, value) : NAN;
}

/* Where to begin to look for an edge between two levels: by a cubic, unless it is so flat at one end
 * that as a function of the payoff the level has no slope there. */
static double guess(const struct bracket_tangent *l, const struct bracket_tangent *u)
{
	double h = u->at - l->at, mean = (u->value - l->value) / h;
	bool flat = fmin(fabs(l->slope), fabs(u->slope)) < FLAT * fabs(mean);
	double x = flat ? NAN : along_cubic(l, u, 0);
	if (!(x > l->at && x < u->at))
		x = isfinite(l->slope) ? l->at + h * parabola_root(l->value, l->slope, h, u->value) :
			u->at - h * parabola_root(u->value, -u->slope, h, l->value);
	return x > l->at && x < u->at ? x : between_levels(l->at, u->at);
}

/* Its payoff changes sign once between two levels: there, on the side that takes part. */
static double crossing(struct stage *s, const struct between *b, const struct own *o)
{
	struct domain *m = &s->domain[b->i];
	bool rises = b->u->side[b->i].left;
	double low = b->l->a0, high = b->u->a0, room, nothing = NOTHING * high;
	struct bracket_tangent l = {low, o->l, o->first}, u = {high, o->u, o->last}, last, mid;
	/* With nothing to lose where the interval begins it may leave at once. */
	if (!rises && o->l <= 0) {
		look(s, m, low + fmax(nothing, DBL_EPSILON * low), &mid, &room);
		if (mid.value < 0)
			return low;
	}
	double x = guess(&l, &u);
	last = l.slope * u.slope <= 0 || fabs(u.value) < fabs(l.value) ? u : l;
	for (int k = 0; k < 200 && high - low > 4e-16 * high && high > nothing; k++) {
		look(s, m, x, &mid, &room);
		if (s->status != STATUS_OK)
			return -1;
		if ((mid.value >= 0) == rises)
			high = x;
		else
			low = x;
		/* On the side that takes part, and as near as doubles tell, unless it stays there. */
		if (mid.value >= 0 && mid.value <= room && fabs(mid.slope) * x > room)
			return x;
		/* To what is on that side by less than rounding. */
		double next = along_cubic(&last, &mid, .5 * room);
		if (!(next > low && next < high))
			next = x - (mid.value - .5 * room) / mid.slope;
		if (next == x)
			next = nextafter(x, mid.value < 0 ? rises ? INFINITY : 0 : rises ? 0 : INFINITY);
		last = mid;
		x = next > low && next < high && k % 8 != 7 ? next : between_levels(low, high);
	}
	return rises ? high : low;
}

double between_edge(const struct between *b)
{
	struct own o = own_at_ends(b);
	struct bracket_tangent l = {b->l->a0, o.l, o.first}, u = {b->u->a0, o.u, o.last};
	bool leaves = b->l->side[b->i].right, begins = b->u->side[b->i].left;
	return leaves != begins && (o.l < 0) != (o.u < 0) ? guess(&l, &u) : -1;
}

double stage_edge(struct stage *s, const struct point *l, const struct point *u)
{
	struct range cost;
	double at;
	stage_cost_slopes(s, l, u, &cost);
	for (int i = 0; i < s->n; i++) {
		struct domain *m = &s->domain[i];
		struct between b;
		struct own o;
		if (m->stays || !terms_by_payoff(m))
			continue;
		if (has_edge_inside(m, l->a0, u->a0, &at))
			return at;
		bool on = l->side[i].right, begins = u->side[i].left;
		if (i == s->open.i) /* with what was found of it */
			b = s->open;
		else
			between_begin(&b, s, i, l, u);
		if ((on && begins) || s->stance[i] != STANCE_OPEN || !own_between(&b, &cost, &o))
			continue;
		/* Out at both ends, it may take part around its payoff's top: unless slopes there
		 * are no guide to where that is. */
		double top = o.first / (o.first - o.last);
		if (on == begins && o.concave && top > SKEW && top < 1 - SKEW)
			return l->a0 + o.h * top;
		if (on == begins || !(is_monotone(&o) || o.concave || o.convex))
			continue;
		at = crossing(s, &b, &o);
		if (s->status == STATUS_OK && terms_add_edge(m, at, begins))
			return at;
	}
	return -1;
}
