/* A specialist's best reply where a formula is part of its payoff: revenue by its pieces,
 * the cost by its own where it is a formula in x, else by its range at a0.
 *
 * A piece whose top does not pay its first level's cost is passed over. Of the others
 * only local maxima count: an end, or a root of the marginal payoff. Where revenue is
 * concave and the cost convex there is one at most; where signs leave that open, stretches
 * are split until ranges prove it. */
#include "solver/piece_search.h"

#include "base/status.h"

#include <float.h>
#include <math.h>

/* At a level of one piece; its ends are known. */
static void spot_on(struct search *s, const struct piece *p, double x, double a, struct spot *at)
{
	if (a == p->in_lo)
		search_with(s, x, a, &p->at_lo, at);
	else if (a == p->in_hi)
		search_with(s, x, a, &p->at_hi, at);
	else
		search_at(s, x, a, at);
}

/* ---- a piece ------------------------------------------------------------------- */

/* What holds the best level at the end of a stretch: where the margin is nothing but rounding,
 * that, unless the payoff is flat up to there. */
static enum hold holds(const struct search *s, const struct spot *at, enum hold end)
{
	return search_bends(s, at) && fabs(at->h) <= search_slack(s, at) ? HELD_BY_MARGIN : end;
}

/* The maxima of a stretch of one piece of revenue and one of the cost. `step`: what is
 * known of how it begins, a step up included. */
static void stretch(struct search *s, const struct spot *l, const struct spot *u,
	struct bends bends, enum hold begin, enum hold end)
{
	s->goes_on = s->goes_on && l->x == s->best.x && l->h > 0;
	if (l->x > 0 && l->h <= search_flat(s, l) && !s->falls)
		search_offer(s, l, holds(s, l, begin));
	bool easy = bends.revenue == SIGN_FALLS || bends.revenue == SIGN_NONE;
	if (!(easy && (bends.cost == SIGN_RISES || bends.cost == SIGN_NONE)) && s->laters < LATER_MAX)
		s->later[s->laters++] = (struct later){*l, *u, bends, s->piece};
	else
		search_hunt(s, l, u, bends, DEPTH);
	s->falls = u->h < -search_flat(s, u);
	if (!s->falls)
		search_offer(s, u, holds(s, u, end));
	s->goes_on = u->h > 0 && s->best.x == u->x;
}

/* Where the cost's pieces end it is infinite, or no number. */
static void check_cost(struct search *s, double x)
{
	struct cost_jet at;
	for (int i = 0; i < 64 && s->status == STATUS_OK; i++, x = nextafter(x, INFINITY)) {
		cost_jet(&s->m->d->cost, x, s->a0, &at);
		if (isinf(at.v) && at.v > 0)
			return;
		s->status = sound_cost(s->m->d, s->a0, x, &at, s->err);
	}
}

/* One piece of revenue against the pieces of a cost in x. */
static void against_pieces(struct search *s, double from, double to, const struct piece *p)
{
	const struct pieces *cost = s->m->cost_pieces;
	double x1 = from - s->a0, x2 = to - s->a0;
	struct spot l, u;
	for (int i = pieces_find(cost, x1); i < cost->count && s->status == STATUS_OK; i++) {
		const struct piece *q = &cost->piece[i];
		double y1 = fmax(x1, q->in_lo), y2 = fmin(x2, q->in_hi);
		if (q->lo > x2)
			break;
		if (search_is_hopeless(s, search_part(s->m->w, p->top), q->v_lo))
			return;
		if (q->hi >= s->m->falls) {
			s->status = sound_falls(s->m->d, s->a0, s->m->falls, s->err);
			return;
		}
		if (y2 > y1) {
			spot_on(s, p, y1, y1 == x1 ? from : s->a0 + y1, &l);
			spot_on(s, p, y2, y2 == x2 ? to : s->a0 + y2, &u);
			stretch(s, &l, &u, (struct bends){p->bend, q->bend, true},
				y1 == x1 ? HELD_BY_LEVEL : HELD_BY_INVESTMENT,
				y2 == x2 ? HELD_BY_LEVEL : HELD_BY_INVESTMENT);
		}
		/* The foot of a step in the cost, to the last bit. */
		if (q->hi > x1 && q->hi < x2 && q->hi > q->in_hi && !s->falls) {
			search_at(s, q->hi, s->a0 + q->hi, &u);
			search_offer(s, &u, HELD_BY_INVESTMENT);
		}
		if (i + 1 < cost->count && cost->piece[i + 1].lo > q->hi)
			s->falls = false;
	}
	if (x2 > cost->undefined && s->status == STATUS_OK)
		check_cost(s, cost->undefined);
}

static void against_cost(struct search *s, double from, double to, const struct piece *p)
{
	struct spot l, u;
	struct bends bends = {p->bend, SIGN_RISES, true};
	spot_on(s, p, from - s->a0, from, &l);
	spot_on(s, p, to - s->a0, to, &u);
	if (fmax(u.x, s->a0) > s->m->convex_to) {
		struct cost_span c;
		cost_span(&s->m->d->cost, (struct range){l.x, u.x}, (struct range){s->a0, s->a0}, &c);
		bends.cost = !c.defined ? SIGN_UNKNOWN : c.d2.lo >= 0 ? SIGN_RISES :
			     c.d2.hi <= 0 ? SIGN_FALLS : SIGN_UNKNOWN;
		bends.smooth = isfinite(c.d2.hi);
	}
	stretch(s, &l, &u, bends, HELD_BY_LEVEL, HELD_BY_LEVEL);
}

/* One level alone: an end that is not the piece's own, or a piece of one double. */
static void offer_level(struct search *s, double a)
{
	struct spot at;
	search_at(s, a - s->a0, a, &at);
	search_offer(s, &at, HELD_BY_LEVEL);
}

/* Whether revenue steps up to the first level of a piece, which is not the first one. Beside a
 * kink a formula may be off by more than the last digits of what it comes to; a step has no
 * bounds on its slope. */
static bool steps_up_from(const struct revenue *r, const struct piece *p)
{
	struct span before, at;
	if (!(p->v_lo > p[-1].v_hi + 4 * DBL_EPSILON * fabs(p[-1].v_hi)))
		return false;
	revenue_span(r, p[-1].hi, p[-1].hi, &before);
	revenue_span(r, p->lo, p->lo, &at);
	bool steep = !isfinite(before.d1.lo) || !isfinite(before.d1.hi) || !isfinite(at.d1.lo) ||
		!isfinite(at.d1.hi);
	return steep || at.v.lo > before.v.hi;
}

/* It does for all levels and shares: asked once. */
static bool steps_up(const struct search *s, struct piece *p)
{
	if (p->begins == BEGINS_UNKNOWN)
		p->begins = steps_up_from(&s->m->d->revenue, p) ? BEGINS_WITH_STEP : BEGINS_LEVEL;
	return p->begins == BEGINS_WITH_STEP;
}

static void look(struct search *s, struct piece *p)
{
	double lo = fmax(p->lo, s->a0), from = fmax(p->in_lo, s->a0);
	const struct domain *m = s->m;

	s->piece = (int)(p - m->revenue_pieces->piece);
	if (search_is_hopeless(s, search_part(m->w, p->top),
		    cost_value(&m->d->cost, lo - s->a0, s->a0))) {
		s->falls = true; /* what goes on from its end is no better */
		return;
	}
	if (lo > s->a0 && steps_up(s, p)) {
		s->falls = false;
		offer_level(s, lo);
	}
	if (p->in_hi > from) {
		/* Its first level, unless at that it still rises, by what is rounding of values. */
		if (p->slope == SIGN_FALLS && m->sound && !(p->at_lo.d1 > 0)) {
			if (lo > s->a0 && !s->falls)
				offer_level(s, from);
			s->falls = true;
		} else if (m->cost_pieces) {
			against_pieces(s, from, p->in_hi, p);
		} else {
			against_cost(s, from, p->in_hi, p);
		}
	}
	/* The last level before a step down. */
	if (p->hi > p->in_hi && p->hi > s->a0 && !s->falls)
		offer_level(s, p->hi);
}

/* ---- all ------------------------------------------------------------------------ */

/* Whether nothing from doubling i on can be as good, for replies to a0. */
static bool is_beyond(const struct search *s, int i, int of_a0)
{
	double most = i < DOUBLINGS ? s->m->revenue_pieces->reach[i] : -INFINITY;
	return i >= of_a0 + 2 && most < s->most - s->room;
}

/* The pieces end at `end`, where the function is not defined. Nobody goes there if the cost
 * is infinite. */
static void check_end(struct search *s, double end)
{
	struct spot at;
	double x = fmax(end - s->a0, 0);
	bool pole = isfinite(revenue_value(&s->m->d->revenue, end * (1 + 1e-6)));
	if (end < s->a0 && !pole && s->status == STATUS_OK) {
		s->status = sound_failed(s->m->d, "revenue", "a", end, s->err);
		return;
	}
	for (int i = 0; i < 64 && s->status == STATUS_OK && !pole; i++) {
		if (isinf(cost_value(&s->m->d->cost, x, s->a0)))
			return;
		search_at(s, x, s->a0 + x, &at);
		x = nextafter(x, INFINITY);
	}
	if (s->status == STATUS_OK && !isinf(cost_value(&s->m->d->cost, x, s->a0)))
		s->status = error_set(s->err, STATUS_NO_EQUILIBRIUM,
			"the revenue of specialist %s has no bound near a = %.6g", s->m->d->id, end);
}

static void look_at_all(struct search *s)
{
	struct pieces *p = s->m->revenue_pieces;
	int of_a0 = pieces_doubling_of(s->a0);
	for (int i = s->a0 < p->end ? pieces_find(p, s->a0) : p->count; s->status == STATUS_OK; i++) {
		if (i == p->count) {
			int before = p->count;
			bool ends = p->undefined < INFINITY;
			if (is_beyond(s, ends ? pieces_doubling_of(p->undefined) : p->next, of_a0))
				return;
			if (ends)
				check_end(s, p->undefined);
			if (ends || p->next >= DOUBLINGS)
				return;
			s->status = pieces_extend(p, s->err);
			/* The last piece may have become longer. */
			if (s->status == STATUS_OK && before > 0)
				i = before - 1;
			if (s->status != STATUS_OK || p->count == 0)
				return;
		} else if (is_beyond(s, pieces_doubling_of(p->piece[i].lo), of_a0)) {
			return;
		}
		look(s, &p->piece[i]);
	}
}

/* da/da0, where a level is held. */
static double held_slope(const struct search *s, const struct spot *at, enum hold hold)
{
	if (hold == HELD_BY_BORDER)
		return cost_border(&s->m->d->cost, at->x, s->a0);
	return hold == HELD_BY_LEVEL ? 0 : 1;
}

/* How a payoff at a local maximum changes with a0: by the envelope theorem, or, where it is held, as
 * the level moves. */
static double gain_of(const struct search *s, const struct spot *at, enum hold hold)
{
	bool held = at->x > 0 && hold != HELD_BY_MARGIN;
	double slope = held ? held_slope(s, at, hold) : 1;
	double moves = slope != 0 ? slope * search_part(s->m->w, at->r.d1) : 0;
	return moves - cost_along(&s->m->d->cost, at->x, s->a0, slope - 1);
}

/* da/da0, where the margin holds the level. */
static double slope_of(const struct search *s, const struct spot *at)
{
	double down = at->c.d2 - search_part(s->m->w, at->r.d2);
	return isfinite(at->c.d2) && down > 0 ? (at->c.d2 - at->c.d1a0) / down : 1;
}

static void fill(const struct search *s, struct reply *out)
{
	struct domain *m = s->m;
	const struct spot *at = &s->best;
	*out = (struct reply){.a = at->a, .r = at->r.v, .u = at->u, .r1 = at->r.d1, .r2 = at->r.d2,
		.x = at->x, .c2 = at->c.d2, .slope = 1, .gain = gain_of(s, at, s->hold),
		.rival = s->rival.a, .rival_u = -INFINITY,
		.regime = at->x > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE};
	if (s->rival.u > -INFINITY) {
		double room = fmax(search_room(s, &s->rival), search_room(s, at));
		out->rival_u = s->rival.u + copysign(room, s->rival.r.v - at->r.v);
		out->rival_gain = gain_of(s, &s->rival, s->rival_hold);
		if (s->rival.x > 0 && s->rival_hold == HELD_BY_MARGIN)
			m->rival_guess = (struct guess){s->rival.x, s->a0, slope_of(s, &s->rival) - 1, false};
	}
	if (at->x <= 0)
		return;
	out->held = s->hold != HELD_BY_MARGIN;
	out->slope = out->held ? held_slope(s, at, s->hold) : slope_of(s, at);
	if (!out->held || s->hold == HELD_BY_BORDER)
		m->guess = (struct guess){at->x, s->a0, out->slope - 1, out->held};
}

/* Nothing seen yet. What is kept for later is not touched: it is large. */
static void begin(struct search *s, struct domain *m, double a0, struct error *err)
{
	s->m = m;
	s->a0 = a0;
	s->hold = s->rival_hold = HELD_BY_MARGIN;
	s->falls = s->goes_on = false;
	s->left = SPLITS_MAX;
	s->laters = 0;
	s->status = STATUS_OK;
	s->err = err;
}

enum status pieces_reply(struct domain *m, double a0, struct reply *out, struct error *err)
{
	struct search s;
	begin(&s, m, a0, err);
	struct pieces *p = m->revenue_pieces;
	while (p->end <= a0 && p->undefined == INFINITY && p->next < DOUBLINGS &&
		s.status == STATUS_OK)
		s.status = pieces_extend(p, err);
	if (s.status == STATUS_OK && a0 >= p->undefined)
		check_end(&s, p->undefined);
	if (s.status != STATUS_OK)
		return s.status;
	search_at(&s, 0, a0, &s.best);
	s.top = s.most = s.best.u;
	s.room = search_room(&s, &s.best);
	s.rival.a = 0;
	s.rival.u = -INFINITY;
	if (s.status != STATUS_OK)
		return s.status;
	pieces_share(m->revenue_pieces, m->w);
	/* What was best at another level is seldom bad: less need be looked for. */
	double guess = domain_guess(m, a0);
	if (guess > 0 && a0 + guess < p->end) {
		struct spot at;
		search_at(&s, guess, a0 + guess, &at);
		search_see(&s, &at);
	}
	look_at_all(&s);
	s.goes_on = false;
	for (int i = 0; i < s.laters; i++)
		search_parts(&s, &s.later[i]);
	search_free(&s);
	if (s.status != STATUS_OK)
		return s.status;
	/* Rounding has passed over what the guess had seen: without it, then. */
	if (s.top < s.most - 16 * s.room && m->guess.x >= 0) {
		m->guess.x = -1;
		return pieces_reply(m, a0, out, err);
	}
	if (s.best.a >= LEVEL_MAX && a0 < LEVEL_MAX && m->whole && !m->least) {
		m->least = true;
		return pieces_reply(m, a0, out, err);
	}
	if (s.best.a >= LEVEL_MAX && a0 < LEVEL_MAX)
		return m->w > 0 ? domain_beyond(m, err) : domain_flat(m, err);
	fill(&s, out);
	return STATUS_OK;
}
