/* What a specialist's payoff is at one place, and its local maxima on a stretch where what is
 * certain of revenue and cost leaves their shape open: split until ranges prove it. */
#include "solver/piece_search.h"

#include "base/bracket.h"
#include "base/status.h"

#include <float.h>
#include <math.h>

/* Payoffs that differ by less, next to what they are made of, are equal. */
#define EQUAL TIE

/* By how much the marginal payoff falls at a kink, at least, next to what it is made of:
 * from one number to the next it changes by a few bits where there is none. */
#define KINK 1e-10

void search_with(struct search *s, double x, double a, const struct jet *r, struct spot *at)
{
	const struct domain *m = s->m;
	at->x = x;
	at->a = a;
	at->r = *r;
	cost_jet(&m->d->cost, x, s->a0, &at->c);
	if (s->status == STATUS_OK && !m->sound)
		s->status = sound_cost(m->d, s->a0, x, &at->c, s->err);
	at->u = isinf(at->c.v) ? -INFINITY : search_part(m->w, at->r.v) - at->c.v;
	at->h = search_part(m->w, at->r.d1) - at->c.d1;
	if (isnan(at->h))
		at->h = -INFINITY;
	if (s->status == STATUS_OK && !isfinite(at->r.v) && isfinite(at->c.v))
		s->status = sound_failed(m->d, "revenue", "a", a, s->err);
}

void search_at(struct search *s, double x, double a, struct spot *at)
{
	struct jet r;
	revenue_jet(&s->m->d->revenue, a, &r);
	search_with(s, x, a, &r, at);
}

/* What is as good as equal of what is made of that. */
static double room_of(double earned, double paid)
{
	return EQUAL * (fabs(earned) + fabs(paid));
}

double search_room(const struct search *s, const struct spot *at)
{
	return room_of(search_part(s->m->w, at->r.v), at->c.v);
}

bool search_bends(const struct search *s, const struct spot *at)
{
	return at->c.d2 > search_part(s->m->w, at->r.d2);
}

double search_slack(const struct search *s, const struct spot *at)
{
	return room_of(search_part(s->m->w, at->r.d1), at->c.d1);
}

double search_flat(const struct search *s, const struct spot *at)
{
	double slack = search_slack(s, at);
	return search_bends(s, at) || !isfinite(slack) ? 0 : slack;
}

void search_see(struct search *s, const struct spot *at)
{
	if (at->u > s->most) {
		s->most = at->u;
		s->room = search_room(s, at);
	}
}

/* Whether the generalist would have it of two local maxima that are as good: where revenue is
 * higher, or lower, if it bears more of what that costs, and for one owner of all, if there is no
 * highest; and where the other is to invest nothing, although the payoff rises from there on. */
static bool is_preferred(const struct search *s, const struct spot *at)
{
	const struct spot *best = &s->best;
	bool rises = best->h > 0 && (best->x <= 0 || s->goes_on);
	bool better = s->m->least ? at->r.v < best->r.v : at->r.v > best->r.v;
	return better || (rises && at->r.v >= best->r.v - EQUAL * fabs(best->r.v));
}

void search_offer(struct search *s, const struct spot *at, enum hold hold)
{
	double room = fmax(search_room(s, at), search_room(s, &s->best));
	bool same = stage_same_level(at->a, s->best.a);
	if (at->u > s->top + room || (at->u >= s->top - room && is_preferred(s, at))) {
		if (!same) {
			s->rival = s->best;
			s->rival_hold = s->hold;
		}
		s->best = *at;
		s->hold = hold;
		s->goes_on = false;
	} else if (!same && at->u > s->rival.u) {
		s->rival = *at;
		s->rival_hold = hold;
	}
	s->top = fmax(s->top, at->u);
	search_see(s, at);
}

/* Than the highest payoff seen, by more than is as good as equal. */
static bool is_less(const struct search *s, double top, double room)
{
	return top < s->most - fmax(s->room, room);
}

bool search_is_hopeless(const struct search *s, double earned, double paid)
{
	return isinf(paid) || is_less(s, earned - paid, room_of(earned, paid));
}

/* ---- between two levels ------------------------------------------------------- */

static void margin(void *context, double x, struct bracket_value *at)
{
	struct search *s = context;
	struct jet r;
	struct cost_jet c;
	revenue_jet(&s->m->d->revenue, s->a0 + x, &r);
	cost_jet(&s->m->d->cost, x, s->a0, &c);
	at->value = s->m->w * r.d1 - c.d1;
	at->slope = s->m->w * r.d2 - c.d2;
	at->small = 1e-3 * c.d1;
	if (isnan(at->value))
		at->value = -INFINITY;
}

/* By what changes between two spots next to each other, where the payoff steps, or is kinked:
 * revenue does at a level, a cost in a0 as well on some border. */
static enum hold held_between(const struct search *s, const struct spot *l, const struct spot *u,
	bool steps)
{
	double revenue = search_part(s->m->w, steps ? u->r.v - l->r.v : u->r.d1 - l->r.d1);
	double cost = steps ? u->c.v - l->c.v : u->c.d1 - l->c.d1;
	if (fabs(revenue) > fabs(cost))
		return HELD_BY_LEVEL;
	return s->m->mixed ? HELD_BY_BORDER : HELD_BY_INVESTMENT;
}

/* Whether the marginal payoff falls from one spot to the next by more than it bends. */
static bool is_kinked(const struct search *s, const struct spot *at, const struct spot *other)
{
	double w = s->m->w, made_of = search_part(w, fabs(at->r.d1)) + fabs(at->c.d1);
	double bend = fmax(fabs(search_part(w, at->r.d2) - at->c.d2),
		fabs(search_part(w, other->r.d2) - other->c.d2));
	return fabs(other->h - at->h) > KINK * made_of + 8 * DBL_EPSILON * at->a * bend;
}

/* Where a kink is foretold, Newton's steps lead nowhere: the root is looked for from a few last digits
 * beside it on, so many times further each time. */
enum { FURTHER = 64 };

static void close_in(struct search *s, struct bracket_root *root)
{
	double guess = root->guess, off = DBL_EPSILON * guess;
	if (!(s->m->guess.kinked && guess > root->low && guess < root->high))
		return;
	while (root->low < guess - off || root->high > guess + off) {
		off *= FURTHER;
		const double side[2] = {guess - off, guess + off};
		for (int i = 0; i < 2; i++) {
			struct bracket_value at;
			if (!(side[i] > root->low && side[i] < root->high))
				continue;
			margin(s, side[i], &at);
			*(at.value > 0 ? &root->low : &root->high) = side[i];
		}
	}
	root->guess = .5 * (root->low + root->high);
}

void search_root(struct search *s, const struct spot *l, const struct spot *u, bool smooth)
{
	struct bracket_root root = {l->x, u->x, u->x, domain_guess(s->m, s->a0), DBL_EPSILON,
		smooth ? 2e-8 : 2e-15};
	struct spot at, other;
	double x, last;
	close_in(s, &root);
	if (!(root.guess > l->x && root.guess < u->x))
		root.guess = guess_at(&s->m->rival_guess, s->a0);
	if (!(root.guess > l->x && root.guess < u->x))
		root.guess = l->x > 0 || u->x < 1 ? .5 * (l->x + u->x) : fmin(1, .5 * u->x);
	enum bracket_end end = bracket_root(margin, s, &root, &x, &last);
	search_at(s, x, s->a0 + x, &at);
	enum hold hold = HELD_BY_MARGIN;
	if (end == BRACKET_NARROW) { /* a kink, or the last bit of a smooth root: the better side */
		double y = x == root.low ? root.high : root.low;
		search_at(s, y, s->a0 + y, &other);
		if ((!smooth || s->m->mixed) && is_kinked(s, &at, &other))
			hold = held_between(s, x < y ? &at : &other, x < y ? &other : &at, false);
		if (other.u > at.u)
			at = other;
	}
	search_offer(s, &at, hold);
}

/* Between the ends, whichever is higher. */
static struct range between(double l, double u)
{
	return (struct range){fmin(l, u), fmax(l, u)};
}

/* Whether the payoff has no maximum between two spots that is worth a look, by the slopes
 * of revenue and of the cost there. */
static bool is_settled(const struct search *s, const struct spot *l, const struct spot *u,
	struct range r1, struct range c1)
{
	double low = search_part(s->m->w, r1.lo) - c1.hi, high = search_part(s->m->w, r1.hi) - c1.lo;
	double room = fmax(search_room(s, l), search_room(s, u));
	double flat = fmin(search_flat(s, l), search_flat(s, u));
	return low >= -flat || high <= -flat ||
		is_less(s, top_between(u->x - l->x, l->u, u->u, low, high), room);
}

bool search_is_settled(const struct search *s, const struct spot *l, const struct spot *u,
	const struct bends *bends)
{
	return bends->revenue != SIGN_UNKNOWN && bends->cost != SIGN_UNKNOWN &&
		is_settled(s, l, u, between(l->r.d1, u->r.d1), between(l->c.d1, u->c.d1));
}

/* Revenue's slope and curvature, and the cost's, between two spots. */
static bool ranges_between(const struct search *s, const struct spot *l, const struct spot *u,
	struct bends *bends, struct span *r, struct cost_span *c)
{
	const struct specialist *d = s->m->d;
	revenue_span(&d->revenue, l->a, u->a, r);
	cost_span(&d->cost, (struct range){l->x, u->x}, (struct range){s->a0, s->a0}, c);
	if (!r->defined || !c->defined)
		return false;
	if (bends->revenue != SIGN_UNKNOWN)
		r->d1 = between(l->r.d1, u->r.d1);
	if (bends->cost != SIGN_UNKNOWN || c->d2.lo >= 0)
		c->d1 = between(l->c.d1, u->c.d1);
	bends->smooth = isfinite(r->d2.lo) && isfinite(c->d2.hi);
	return true;
}

static void halve(struct search *s, const struct spot *l, const struct spot *u, struct bends bends,
	int depth)
{
	struct spot mid;
	double x = between_levels(l->x, u->x);
	if (!(x > l->x && x < u->x))
		return;
	if (depth == 0 || s->left-- <= 0) {
		s->m->proof = PROOF_GAVE_UP;
		return;
	}
	search_at(s, x, s->a0 + x, &mid);
	/* What a search by samples would have found is found in any case. */
	if (s->left <= 0 && mid.u > s->most)
		search_offer(s, &mid, HELD_BY_MARGIN);
	search_hunt(s, l, &mid, bends, depth - 1);
	search_hunt(s, &mid, u, bends, depth - 1);
}

/* So far beside a kink, relative, ranges are rounded by less than that. */
#define BESIDE (32 * DBL_EPSILON)

/* Parts of a stretch that holds a kink of the cost, somewhere, on either side of where the marginal
 * payoff changes its sign; false: it does so smoothly, or not at all. */
static bool part_at_kink(struct search *s, const struct spot *l, const struct spot *u,
	struct bends bends, int depth)
{
	struct bracket_root root = {.low = l->x, .high = u->x, .most = u->x,
		.guess = domain_guess(s->m, s->a0), .part = DBL_EPSILON};
	struct spot below, above;
	double x, last;
	if (!(l->h > 0 && u->h < 0) || depth == 0)
		return false;
	close_in(s, &root);
	bracket_root(margin, s, &root, &x, &last);
	double off = BESIDE * (s->a0 + x);
	double low = fmax(x - off, l->x), high = fmin(x + off, u->x);
	if (!(high - low < .5 * (u->x - l->x)))
		return false;
	search_at(s, low, s->a0 + low, &below);
	search_at(s, high, s->a0 + high, &above);
	if (!(below.h > 0 && above.h < 0) || !is_kinked(s, &below, &above))
		return false;
	s->left -= 2;
	search_hunt(s, l, &below, bends, depth - 1);
	search_hunt(s, &below, &above, bends, depth - 1);
	search_hunt(s, &above, u, bends, depth - 1);
	return true;
}

void search_hunt(struct search *s, const struct spot *l, const struct spot *u, struct bends bends,
	int depth)
{
	double w = s->m->w;
	struct span r;
	struct cost_span c;
	bool falls = bends.revenue == SIGN_FALLS || bends.revenue == SIGN_NONE;
	bool rises = bends.cost == SIGN_RISES || bends.cost == SIGN_NONE;

	if (s->status != STATUS_OK || !(u->x > l->x))
		return;
	if (falls && rises) { /* concave */
		if (l->h > 0 && u->h < 0)
			search_root(s, l, u, bends.smooth);
		return;
	}
	if (u->x - l->x <= 4 * DBL_EPSILON * u->a || u->x < DBL_MIN) { /* a kink, or a step */
		const struct spot *best = l->u > u->u ? l : u;
		/* The side that is better, unless that goes on to what is better still. */
		bool step = fabs(u->u - l->u) > search_room(s, l) + search_room(s, u);
		if (step ? (best == l ? l->h >= 0 : u->h <= 0) : l->h >= -search_flat(s, l) && u->h < 0)
			search_offer(s, best, held_between(s, l, u, step));
		return;
	}
	if (search_is_settled(s, l, u, &bends))
		return;
	if (!ranges_between(s, l, u, &bends, &r, &c)) {
		halve(s, l, u, bends, depth);
		return;
	}
	if (search_is_hopeless(s, search_part(w, r.v.hi), l->c.v) || is_settled(s, l, u, r.d1, c.d1))
		return;
	double bend_low = search_part(w, r.d2.lo) - c.d2.hi, bend_high = search_part(w, r.d2.hi) - c.d2.lo;
	/* What bends the wrong way by less than EQUAL of the cost's own bend pays no more than
	 * EQUAL of what it costs: ranges are rounded outwards, and have no sign there. */
	if (bend_high <= EQUAL * c.d2.lo) {
		if (l->h > 0 && u->h < 0)
			search_root(s, l, u, bends.smooth);
	} else if (!(bend_low >= 0)) { /* convex: the ends */
		bool kinked = s->m->mixed && (isinf(c.d2.lo) || isinf(c.d2.hi));
		if (!kinked || !part_at_kink(s, l, u, bends, depth))
			halve(s, l, u, bends, depth);
	}
}
