/* Where revenue is convex a payoff may have several local maxima. But where the cost's curvature
 * moves one way as well, the marginal payoff is concave, or convex, wherever the curvature of
 * revenue moves one way: then there is one maximum at most, which tangents close in on. The
 * stretches of a piece on which it does are found once, for all levels and shares. */
#include "solver/piece_search.h"

#include <float.h>
#include <math.h>

/* So many intervals are tried, and none below this part of the piece: the rest is not known. */
enum { BOXES = 96 };
#define NARROWEST (1. / 1024)
/* What is smaller, next to a value, is rounding. */
#define ROUNDING (4 * DBL_EPSILON)

/* ---- of a piece ------------------------------------------------------------------- */

static enum sign turn_over(const struct pieces *p, double lo, double hi)
{
	struct span s;
	double h = hi - lo;
	revenue_bends(p->revenue, lo, hi, &s);
	if (!s.defined || !isfinite(s.d3.lo) || !isfinite(s.d3.hi))
		return SIGN_UNKNOWN;
	double nothing = ROUNDING * fmax(fabs(s.v.lo), fabs(s.v.hi)) / h / h / h;
	bool rises = s.d3.lo >= -nothing, falls = s.d3.hi <= nothing;
	return rises && falls ? SIGN_NONE : rises ? SIGN_RISES : falls ? SIGN_FALLS : SIGN_UNKNOWN;
}

static void add_part(struct piece *q, double hi, enum sign turn)
{
	struct piece_part *last = q->parts > 0 ? &q->part[q->parts - 1] : NULL;
	if (last && (last->turn == turn || q->parts == PARTS_MAX)) {
		last->turn = last->turn == turn ? turn : SIGN_UNKNOWN;
		last->hi = hi;
		return;
	}
	q->part[q->parts++] = (struct piece_part){.hi = hi, .turn = turn};
}

static void cut(const struct pieces *p, struct piece *q, double lo, double hi, int *left)
{
	enum sign turn = turn_over(p, lo, hi);
	double mid = between_levels(lo, hi);
	--*left;
	if (turn != SIGN_UNKNOWN || *left <= 0 || hi - lo < NARROWEST * (q->in_hi - q->in_lo) ||
		!(mid > lo && mid < hi)) {
		add_part(q, hi, turn);
		return;
	}
	cut(p, q, lo, mid, left);
	cut(p, q, mid, hi, left);
}

/* The last piece may have become longer since. */
static void find_parts(const struct pieces *p, struct piece *q)
{
	int left = BOXES;
	if (q->parts > 0 && q->part[q->parts - 1].hi == q->in_hi)
		return;
	q->parts = 0;
	cut(p, q, q->in_lo, q->in_hi, &left);
	for (int i = 0; i < q->parts; i++)
		revenue_jet(p->revenue, q->part[i].hi, &q->part[i].at_hi);
}

/* ---- a marginal payoff that bends one way ------------------------------------------- */

static double slope_of(const struct search *s, const struct spot *at)
{
	return search_part(s->m->w, at->r.d2) - at->c.d2;
}

/* Where the tangents at both ends meet, and how high: no concave function rises above that, no
 * convex one falls below. */
static double tangents(const struct search *s, const struct spot *l, const struct spot *u, double *x)
{
	double h = u->x - l->x, d_l = slope_of(s, l), d_u = slope_of(s, u);
	double t = (u->h - l->h - d_u * h) / (d_l - d_u);
	*x = l->x + t;
	return l->h + d_l * t;
}

/* The maximum between l and u, if there is one. Where the marginal payoff is concave (side 1), it
 * may rise above 0 and fall again; where it is convex (-1), fall below and rise again. In either
 * case the way back at one end is no maximum. */
static void search_one(struct search *s, struct spot l, struct spot u, int side)
{
	for (int i = 0; i < DEPTH && s->status == STATUS_OK; i++) {
		struct spot mid;
		double x;
		if (l.h > 0 && u.h < 0) {
			search_root(s, &l, &u, true);
			return;
		}
		/* Where its top (its bottom) lies between the ends alone, there may be one. */
		bool outside = side > 0 ? u.h >= 0 || l.h > 0 : l.h <= 0 || u.h < 0;
		if (outside || !(side * slope_of(s, &l) > 0) || !(side * slope_of(s, &u) < 0) ||
			side * tangents(s, &l, &u, &x) <= 0)
			return;
		if (!(x > l.x && x < u.x))
			x = .5 * (l.x + u.x);
		if (!(x > l.x && x < u.x) || u.x - l.x <= 4 * DBL_EPSILON * u.a)
			return;
		search_at(s, x, s->a0 + x, &mid);
		search_see(s, &mid);
		if (side > 0 ? mid.h > 0 : mid.h < 0)
			*(side > 0 ? &l : &u) = mid;
		else
			*(side * slope_of(s, &mid) > 0 ? &l : &u) = mid;
	}
	s->m->proof = PROOF_GAVE_UP;
}

/* How the marginal payoff bends: 1 concave, -1 convex, 0 not known. */
static int side_of(const struct domain *m, enum sign turn)
{
	bool falls = turn == SIGN_FALLS || turn == SIGN_NONE;
	bool rises = turn == SIGN_RISES || turn == SIGN_NONE;
	if (falls && (m->cost_turn == SIGN_RISES || m->cost_turn == SIGN_NONE))
		return 1;
	return rises && (m->cost_turn == SIGN_FALLS || m->cost_turn == SIGN_NONE) ? -1 : 0;
}

void search_parts(struct search *s, const struct later *later)
{
	struct pieces *p = s->m->revenue_pieces;
	struct piece *q = &p->piece[later->piece];
	struct spot l = later->l, u;
	if (later->bends.revenue != SIGN_RISES || s->m->cost_turn == SIGN_UNKNOWN ||
		search_is_settled(s, &later->l, &later->u, &later->bends)) {
		search_hunt(s, &later->l, &later->u, later->bends, DEPTH);
		return;
	}
	find_parts(p, q);
	for (int i = 0; i < q->parts && s->status == STATUS_OK; i++) {
		const struct piece_part *part = &q->part[i];
		if (part->hi <= l.a)
			continue;
		bool last = part->hi >= later->u.a;
		if (last)
			u = later->u;
		else
			search_with(s, part->hi - s->a0, part->hi, &part->at_hi, &u);
		int side = side_of(s->m, part->turn);
		if (search_is_settled(s, &l, &u, &later->bends)) {
			; /* nothing there that is worth a look */
		} else if (side != 0) {
			search_one(s, l, u, side);
		} else {
			search_hunt(s, &l, &u, later->bends, DEPTH);
		}
		if (last)
			return;
		if (u.h == 0)
			search_offer(s, &u, HELD_BY_MARGIN);
		l = u;
	}
}
