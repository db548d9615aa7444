/* Where the generalist's stage splits an interval: where, by what is known at both ends,
 * a reply leaps or changes its ways, and beside a peak where bounds are sharp. */
#include "solver/level.h"
#include "solver/pieces.h"

#include <float.h>

enum { CLOSE = 8 }; /* beside a peak intervals are split by at least this instead of 2 */
/* Nearer to a switch than this part of the level it is foretold the better, the nearer. */
#define NEAR_SWITCH .01
/* Ends further apart than this, relative, tell little of a leap. */
#define AFAR 1e-3
/* Of what is reckoned of a function by its slopes at two ends, what is counted on. */
#define SURE .7
/* The least part of an interval that is split off. */
#define LEAST 1e-6

/* Where, from a0 on, a domain's reply first comes to a kink, or stops contributing, if it
 * goes on as there; INFINITY: that cannot be told. */
static double next_switch(const struct domain *m, double a0, const struct reply *at)
{
	double next = INFINITY;
	if (m->kind != KIND_PIECES || m->threshold > a0 || at->held)
		return INFINITY;
	const struct pieces *p = m->revenue_pieces;
	if (at->a < p->end && at->slope > 0)
		next = a0 + (p->piece[pieces_find(p, at->a)].in_hi - at->a) / at->slope;
	return at->x > 0 && at->slope < 1 ? fmin(next, a0 + at->x / (1 - at->slope)) : next;
}

double stage_switch_after(const struct stage *s, const struct point *p)
{
	double next = INFINITY;
	for (int i = 0; i < s->n && s->pieces; i++)
		next = fmin(next, next_switch(&s->domain[i], p->a0, &p->reply[i]));
	return next;
}

/* Whether a reply has gone past a kink from one level to the other. */
static bool has_passed(const struct domain *m, const struct reply *at_l, const struct reply *at_u)
{
	const struct pieces *p = m->revenue_pieces;
	return at_u->a < p->end && at_u->a > p->piece[pieces_find(p, at_l->a)].in_hi;
}

/* The first switch to come of those that have happened before u; INFINITY: none. */
static double switch_between(const struct stage *s, const struct point *l, const struct point *u)
{
	double next = INFINITY;
	for (int i = 0; i < s->n && s->pieces; i++) {
		const struct reply *at_l = &l->reply[i], *at_u = &u->reply[i];
		/* of families it is not asked, and below a threshold there is no reply */
		if (s->domain[i].kind != KIND_PIECES || s->domain[i].threshold > l->a0)
			continue;
		if (at_l->held != at_u->held || at_l->regime != at_u->regime ||
			has_passed(&s->domain[i], at_l, at_u))
			next = fmin(next, next_switch(&s->domain[i], l->a0, at_l));
	}
	return next;
}

double stage_beside_switch(double turn, double from, bool beyond)
{
	/* From near by it is foretold the better for that: what is left out goes with the square. */
	double way = turn - from, near = fmin(1, way / (NEAR_SWITCH * turn));
	double beside = 1e-4 * way * near + 4e-16 * turn;
	return beyond ? turn + beside : turn - beside;
}

/* Where two payoffs meet that differ by `ahead` at one end of an interval h wide, by `rate` less
 * a unit from there on: how far from that end. Next to an end, or beyond it by no more than
 * may be inexact, a little further inside, `least` at any rate, for the other end to come near
 * as well. Below 0: nowhere that can be told. */
static double meeting(double ahead, double rate, double h, double least)
{
	double t = ahead / rate;
	if (!(fabs(t - .5 * h) < .6 * h))
		return -1;
	if (t < .1 * h)
		return fmin(2 * fabs(t) + least, .5 * h);
	return t > .9 * h ? h - fmin(2 * fabs(h - t) + least, .5 * h) : t;
}

/* Where between l and u a domain's reply leaps, by how its payoffs change on both sides of
 * the leap; below 0: nowhere that can be told, or it is time to halve. Where an end knows what
 * the other's level would pay, level_leap.c does better. */
static double leap_between(const struct domain *m, const struct point *l, const struct reply *at_l,
	const struct point *u, const struct reply *at_u, int depth)
{
	double h = u->a0 - l->a0, near = 1e-15 * u->a0, t;
	/* What payoffs are known to, in levels. */
	double noise = 8 * DBL_EPSILON * m->w * (fabs(at_l->r) + fabs(at_u->r));
	/* Under terms replies leap whether or not it takes part: edges are asked for before. */
	bool on_l = m->by.terms || domain_active(m, l->a0, at_l);
	bool on_u = m->by.terms || domain_active(m, u->a0, at_u);
	double v_l = on_l ? at_l->u : 0, v_u = on_u ? at_u->u : 0;
	double d_l = on_l ? at_l->gain : 0, d_u = on_u ? at_u->gain : 0;
	if (depth % 4 == 3 || (on_l == on_u && !(on_l && fabs(at_u->a - at_l->a) > 4 * h)))
		return -1;
	/* Each end tells of its own side only: from afar that is not much. */
	if (depth % 2)
		return -1;
	near += noise / fabs(d_u - d_l);
	near += h > AFAR * u->a0 ? .01 * h : 0;
	t = meeting(v_l - v_u + d_u * h, d_u - d_l, h, near);
	return t < 0 ? -1 : l->a0 + t;
}

/* How far from a peak to split an interval h wide at whose other end the slope has come to
 * `slope`, and that is nowhere more than `steep` the wrong way: so near that what lies between
 * the two cannot matter, or so far that slopes on the other side are all of one sign. */
static double beside_peak(double h, double slope, double steep, double missed)
{
	double near = SURE * sqrt(missed * h / fabs(steep));
	double far = h * fabs(steep / slope) / SURE, at = fmax(near, far);
	return at > LEAST * h && at < h / (double)CLOSE ? at : h / (double)CLOSE;
}

double stage_split_at(const struct stage *s, const struct point *l, const struct point *u,
	const struct bounds *b, double missed, int depth)
{
	double x = .5 * (l->a0 + u->a0), leap = -1;
	for (int i = 0; i < s->n && leap < 0; i++) {
		const struct domain *m = &s->domain[i];
		bool leaps = m->kind == KIND_PIECES || m->kind == KIND_HUMPED;
		if (leaps && m->threshold <= l->a0)
			leap = leap_between(m, l, &l->reply[i], u, &u->reply[i], depth);
	}
	if (leap > l->a0 && leap < u->a0)
		return leap;
	double turn = stage_beside_switch(switch_between(s, l, u), l->a0, depth % 2);
	if (turn > l->a0 && turn < u->a0 && depth % 4 != 3)
		return turn;
	/* Beside a peak bounds are sharp close by only. */
	double h = u->a0 - l->a0;
	if (l->slope == 0 && l->a0 > 0)
		return l->a0 + (b->smooth ? beside_peak(h, u->slope_left, b->high, missed) :
					    h / (double)CLOSE);
	if (u->slope_left == 0)
		return u->a0 - (b->smooth ? beside_peak(h, l->slope, b->low, missed) :
					    h / (double)CLOSE);
	return l->a0 > 0 && u->a0 > 64 * l->a0 ? between_magnitudes(l->a0, u->a0) : x;
}
