/* What is certain of a domain with a formula, whatever the share: where the cost does not
 * fall, where it is convex, where a specialist's level does not fall in a0, and what its
 * revenue can be in each doubling. */
#include "solver/pieces.h"

#include "solver/stage.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* The boxes in which one doubling of x and a0 is looked at, at most. */
enum { BOXES_MAX = 64 };

/* ---- costs in x and a0 ------------------------------------------------------------ */

/* What is smaller, next to what it is a difference of, is rounding. */
#define ROUNDING (8 * DBL_EPSILON)

/* What may be certain of a cost in a box. */
enum { SOUND = 1, CONVEX = 2, ORDERED = 4 };

static unsigned certain(const struct cost *c, struct range x, struct range a0)
{
	struct cost_span s;
	cost_span_at_level(c, x, a0, &s);
	if (!s.defined)
		return 0;
	/* Levels do not fall where phi_xx >= phi_xa0 (and 0): of a cost over the level alone, a^2 -
	 * a0^2, these are the same but for rounding. */
	bool convex = s.d2.lo >= 0;
	bool ordered = convex && s.d1a0.lo >= -ROUNDING * s.d2.lo;
	return (s.d1.lo >= 0 ? SOUND : 0) | (convex ? CONVEX : 0) | (ordered ? ORDERED : 0);
}

static unsigned certain_in(const struct cost *c, struct range x, struct range a0, unsigned wanted,
	int *left)
{
	unsigned found = certain(c, x, a0);
	double width = x.hi - x.lo, width0 = a0.hi - a0.lo;
	if ((found & wanted) == wanted || (*left -= 2) <= 0)
		return found;
	bool in_x = width >= width0;
	double mid = in_x ? .5 * (x.lo + x.hi) : .5 * (a0.lo + a0.hi);
	unsigned low = certain_in(c, in_x ? (struct range){x.lo, mid} : x,
		in_x ? a0 : (struct range){a0.lo, mid}, wanted & ~found, left);
	unsigned high = low | found ? certain_in(c, in_x ? (struct range){mid, x.hi} : x,
		in_x ? a0 : (struct range){mid, a0.hi}, wanted & (low | found) & ~found, left) : 0;
	return found | (low & high);
}

static void classify_mixed(struct domain_facts *f)
{
	const struct cost *c = &f->cost;
	unsigned found = SOUND | CONVEX | ORDERED;
	double before = 0;
	f->convex_to = f->ordered_to = 0;
	for (int i = 0; i < DOUBLINGS && found; i++) {
		double d = pieces_doubling(i);
		int left = BOXES_MAX;
		struct range below = {0, before}, here = {before, d}, both = {0, d};
		found &= certain_in(c, here, both, found, &left);
		if (before > 0 && found)
			found &= certain_in(c, below, here, found, &left);
		if (found & CONVEX)
			f->convex_to = d;
		if (found & ORDERED)
			f->ordered_to = d;
		before = d;
	}
	f->sound = found & SOUND;
	cost_switches(c, &f->switches);
}

/* ---- costs in x --------------------------------------------------------------------- */

static double slope_at(const struct cost *c, double x)
{
	struct cost_jet at;
	cost_jet(c, x, 0, &at);
	return at.d1;
}

/* Rounding of values and slopes where pieces meet. */
#define MEETING (16 * DBL_EPSILON)

/* Whether the cost steps from one piece to the next. */
static bool steps_across(const struct cost *c, const struct piece *p, const struct piece *next)
{
	double steep = fabs(slope_at(c, p->in_hi)) + fabs(slope_at(c, next->in_lo));
	return fabs(next->v_lo - p->v_hi) >
		MEETING * (fabs(p->v_hi) + fabs(next->v_lo)) + (next->lo - p->hi) * steep;
}

/* One level alone bends nothing: the pieces on either side of it are compared. */
static bool is_wide(const struct piece *p)
{
	return p->in_lo < p->in_hi;
}

static bool is_less_steep(const struct cost *c, const struct piece *p, const struct piece *before)
{
	return slope_at(c, p->in_lo) < slope_at(c, before->in_hi) * (1 - MEETING);
}

enum status pieces_cost(const struct cost *c, struct pieces **out, struct cost_facts *facts,
	struct error *err)
{
	enum status st = pieces_alloc(NULL, c, out, err);
	const struct piece *wide = NULL; /* the last one */
	*facts = (struct cost_facts){true, INFINITY, INFINITY};
	while (st == STATUS_OK && (*out)->next < DOUBLINGS && (*out)->undefined == INFINITY)
		st = pieces_extend(*out, err);
	for (int i = 0; st == STATUS_OK && i < (*out)->count; i++) {
		const struct piece *p = &(*out)->piece[i], *next = i + 1 < (*out)->count ? p + 1 : NULL;
		if (p->slope == SIGN_FALLS)
			facts->falls = fmin(facts->falls, p->lo);
		if (next && next->v_lo < p->v_hi - 4 * DBL_EPSILON * fabs(p->v_hi))
			facts->falls = fmin(facts->falls, next->lo);
		if (p->slope == SIGN_UNKNOWN)
			facts->sound = false;
		if (p->bend == SIGN_FALLS || p->bend == SIGN_UNKNOWN ||
			(next && steps_across(c, p, next)))
			facts->convex_to = fmin(facts->convex_to, p->lo);
		if (wide && is_wide(p) && is_less_steep(c, p, wide))
			facts->convex_to = fmin(facts->convex_to, wide->lo);
		wide = is_wide(p) ? p : wide;
	}
	return st;
}

static enum status classify_own(struct domain_facts *f, struct error *err)
{
	struct cost_facts facts;
	enum status st = pieces_cost(&f->cost, &f->cost_pieces, &facts, err);
	f->sound = facts.sound;
	f->falls = facts.falls;
	f->convex_to = f->ordered_to = facts.convex_to;
	return st;
}

/* How phi'' moves with x, if it does so one way for all x and a0. */
static enum sign turn_of_cost(const struct cost *c)
{
	struct range all = {0, LEVEL_MAX};
	struct cost_span s;
	if (c->family == COST_EXPONENTIAL)
		return SIGN_RISES;
	if (c->family == COST_POWER)
		return c->scale <= 0 || c->exponent == 1 || c->exponent == 2 ? SIGN_NONE :
			c->exponent > 2 ? SIGN_RISES : SIGN_FALLS;
	if (c->family != COST_FORMULA)
		return SIGN_UNKNOWN;
	cost_bends(c, all, all, &s);
	if (!s.defined || isnan(s.d3.lo) || isnan(s.d3.hi))
		return SIGN_UNKNOWN;
	return s.d3.lo >= 0 ? s.d3.hi <= 0 ? SIGN_NONE : SIGN_RISES :
	       s.d3.hi <= 0 ? SIGN_FALLS : SIGN_UNKNOWN;
}

/* ---- revenue -------------------------------------------------------------------------- */

/* Whether it does not fall, for certain, all the way. */
static enum status classify_revenue(struct domain_facts *f, struct error *err)
{
	enum { WORTH = 2000 }; /* boxes: what knowing it may cost */
	struct pieces *p = f->revenue_pieces;
	f->rises = true;
	for (int i = 0; i < DOUBLINGS && f->rises; i++) {
		double lo = i > 0 ? pieces_doubling(i - 1) : 0, hi = pieces_doubling(i);
		if (p->rises[i])
			continue;
		while (p->next <= i && p->undefined == INFINITY && p->boxes < WORTH) {
			enum status st = pieces_extend(p, err);
			if (st != STATUS_OK)
				return st;
		}
		f->rises = p->next > i && pieces_rise(p, lo, hi);
	}
	return STATUS_OK;
}

/* A cost at x for a0 from lo to hi: by its range, by its values at the ends, between which it
 * bends by no more than so much, and from its value at lo by how steeply it may fall. */
static struct range over_a0(const struct cost *c, double x, double lo, double hi)
{
	struct cost_span s, l, u;
	struct range at = {x, x}, between = {lo, hi};
	cost_span(c, at, between, &s);
	cost_span(c, at, (struct range){lo, lo}, &l);
	cost_span(c, at, (struct range){hi, hi}, &u);
	if (!s.defined || !l.defined || !u.defined)
		return (struct range){-INFINITY, INFINITY};
	struct range bend = cost_bends_in_a0(c, at, between);
	double eighth = (hi - lo) * (hi - lo) / 8;
	double low = fmin(l.v.lo, u.v.lo) - fmax(bend.hi, 0) * eighth;
	double high = fmax(l.v.hi, u.v.hi) - fmin(bend.lo, 0) * eighth;
	double fallen = l.v.lo + fmin(s.da0.lo, 0) * (hi - lo);
	low = fallen > low ? fallen : low;
	return (struct range){low > s.v.lo ? low : s.v.lo, high < s.v.hi ? high : s.v.hi};
}

/* What a cost at x is at least for a0 up to x, as far as it is a finite number there: beyond that
 * there is nothing to take part in. */
static double least_from_afar(const struct cost *c, double x)
{
	double least = -INFINITY;
	for (double a0 = x; a0 > 0; a0 *= .5) {
		least = over_a0(c, x, 0, a0).lo;
		if (least > -INFINITY || isfinite(cost_value(c, 0, a0)))
			break;
	}
	return least;
}

/* What the cost is at least in each doubling of x, and at most at x = 0 in each of a0. */
static void measure_cost(struct domain_facts *f)
{
	struct pieces *p = f->revenue_pieces;
	p->share = -1;
	for (int i = 0; i < DOUBLINGS; i++) {
		double x = i >= 2 ? pieces_doubling(i - 2) : 0;
		if (!f->mixed) { /* of a cost over the level, least at a0 = 0, and F at x = 0 */
			p->cost_low[i] = cost_value(&f->cost, x, 0);
			p->cost_first[i] = cost_value(&f->cost, 0, 0);
			continue;
		}
		p->cost_low[i] = least_from_afar(&f->cost, x);
		p->cost_first[i] = over_a0(&f->cost, 0, i > 0 ? pieces_doubling(i - 1) : 0,
			pieces_doubling(i)).hi;
	}
}

/* ---- how far a share reaches ----------------------------------------------------------- */

/* For levels a0 up to doubling i, from i + 2 on an investment is no less than half the
 * level it starts from: payoffs come to no more than revenue can be, less that cost. */
void pieces_share(struct pieces *p, double w)
{
	double most = -INFINITY;
	if (p->share == w)
		return;
	p->share = w;
	for (int i = DOUBLINGS - 1; i >= 0; i--) {
		double top = w > 0 ? w * (p->value[i].hi + TIE * fabs(p->value[i].hi)) : 0;
		if (p->cost_low[i] < INFINITY)
			most = fmax(most, top - p->cost_low[i]);
		p->reach[i] = most;
	}
}

/* What free-riding on an a0 in doubling i pays at least, at the share filled in. */
static double least_reply(const struct pieces *p, int i)
{
	return (p->share > 0 ? p->share * p->value[i].lo : 0) - p->cost_first[i];
}

/* The doubling beyond which no reply that pays at least so much goes from an a0 in doubling i. */
static int last_doubling(const struct pieces *p, int i, double least)
{
	int k = i + 2;
	while (k < DOUBLINGS && !(p->reach[k] < least))
		k++;
	return k < DOUBLINGS ? k - 1 : DOUBLINGS - 1;
}

/* ---- what is kept ---------------------------------------------------------------------- */

static void forget_revenue(struct domain_facts *f)
{
	pieces_free(f->revenue_pieces);
	formula_slot_free(f->revenue.formula);
	f->revenue_pieces = NULL;
	f->revenue.formula = NULL;
	f->revenue_known = false;
}

static void forget_cost(struct domain_facts *f)
{
	pieces_free(f->cost_pieces);
	formula_slot_free(f->cost.formula);
	f->cost_pieces = NULL;
	f->cost.formula = NULL;
	f->cost_known = false;
}

void domain_facts_free(struct domain_facts *f)
{
	if (!f)
		return;
	forget_revenue(f);
	forget_cost(f);
	free(f);
}

/* Of a formula that lasts: the scenario's may change. */
static enum status own(struct formula_slot **slot, struct error *err)
{
	if (!*slot)
		return STATUS_OK;
	*slot = formula_slot_copy(*slot);
	return *slot ? STATUS_OK : error_set(err, STATUS_SYSTEM, "out of memory");
}

static enum status learn_revenue(struct domain_facts *f, const struct revenue *r, struct error *err)
{
	forget_revenue(f);
	f->revenue = *r;
	enum status st = own(&f->revenue.formula, err);
	if (st == STATUS_OK)
		st = pieces_alloc(&f->revenue, NULL, &f->revenue_pieces, err);
	if (st == STATUS_OK)
		st = classify_revenue(f, err);
	f->revenue_cut = f->revenue_pieces ? f->revenue_pieces->next : 0;
	f->revenue_known = st == STATUS_OK;
	return st;
}

static enum status learn_cost(struct domain_facts *f, const struct cost *c, struct error *err)
{
	bool formula = c->family == COST_FORMULA;
	forget_cost(f);
	f->cost = *c;
	enum status st = own(&f->cost.formula, err);
	if (st != STATUS_OK)
		return st;
	f->mixed = formula && cost_uses_level(&f->cost);
	f->falls = f->convex_to = f->ordered_to = INFINITY;
	f->sound = true;
	f->cost_turn = turn_of_cost(&f->cost);
	if (f->mixed)
		classify_mixed(f);
	else if (formula)
		st = classify_own(f, err);
	if (!f->mixed)
		f->free_to = cost_free_to(&f->cost, 0);
	f->cost_known = st == STATUS_OK;
	return st;
}

/* Whatever was played before, the table is the same as far as any share leads from a level of 0,
 * and a little beside it; from there on doublings are cut apart. */
static enum status cut_common(struct domain_facts *f, const struct revenue *r, bool anew,
	struct error *err)
{
	enum { BESIDE = 2 };
	enum status st = STATUS_OK;
	pieces_share(f->revenue_pieces, 1);
	int common = last_doubling(f->revenue_pieces, 0, least_reply(f->revenue_pieces, 0)) + BESIDE + 1;
	common = common < f->revenue_cut ? f->revenue_cut : common;
	if (!anew && common == f->revenue_pieces->common)
		return STATUS_OK;
	if (!anew) { /* under another cost */
		st = learn_revenue(f, r, err);
		if (st == STATUS_OK)
			measure_cost(f);
	}
	struct pieces *p = f->revenue_pieces;
	while (st == STATUS_OK && p->next < common && p->next < DOUBLINGS && p->undefined == INFINITY)
		st = pieces_extend(p, err);
	p->common = common;
	return st;
}

/* Of what has not changed since the game before, all is known. */
static enum status learn(struct domain_facts *f, const struct specialist *d, struct error *err)
{
	enum status st = STATUS_OK;
	bool same_revenue = f->revenue_known && revenue_same(&f->revenue, &d->revenue);
	bool same_cost = f->cost_known && cost_same(&f->cost, &d->cost);
	if (!same_cost)
		st = learn_cost(f, &d->cost, err);
	if (st == STATUS_OK && !same_revenue)
		st = learn_revenue(f, &d->revenue, err);
	if (st != STATUS_OK || (same_cost && same_revenue))
		return st;
	measure_cost(f);
	return cut_common(f, &d->revenue, !same_revenue, err);
}

enum status pieces_classify(struct domain *m, struct error *err)
{
	if (!m->facts)
		m->facts = calloc(1, sizeof *m->facts);
	if (!m->facts)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	struct domain_facts *f = m->facts;
	enum status st = learn(f, m->d, err);
	m->kind = KIND_PIECES;
	m->shape = SHAPE_UNKNOWN;
	m->revenue_pieces = f->revenue_pieces;
	m->cost_pieces = f->cost_pieces;
	m->mixed = f->mixed;
	m->sound = f->sound;
	m->falls = f->falls;
	m->convex_to = f->convex_to;
	m->ordered_to = f->ordered_to;
	m->cost_turn = f->cost_turn;
	m->by_level = f->mixed || !f->rises;
	return st;
}

double pieces_reach(const struct domain *m, double a0)
{
	int i = pieces_doubling_of(a0), last = 0;
	pieces_share(m->revenue_pieces, m->w);
	for (; i >= 0; i--) {
		int k = last_doubling(m->revenue_pieces, i, least_reply(m->revenue_pieces, i));
		last = k > last ? k : last;
	}
	return pieces_doubling(last);
}

double pieces_part_top(const struct domain *m, enum goal goal, int doubling)
{
	double top = 0, part = goal == GOAL_SHARE ? m->delta : m->w;
	struct pieces *p = m->revenue_pieces;
	pieces_share(p, m->w);
	/* Who takes part is paid what it takes at least, whatever free-riding costs. */
	int last = last_doubling(p, doubling, fmax(least_reply(p, doubling), m->by.need));
	for (int i = doubling; i <= last; i++)
		top = fmax(top, p->value[i].hi);
	return part > 0 ? part * top : 0;
}
