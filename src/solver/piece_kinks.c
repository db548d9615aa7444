/* What replies do along kinks. Where the slope of a cost, or of revenue, steps, the best investment
 * stays on the kink for a range of levels a0, and moves as its border does: where that is g(x, a0) =
 * 0, dx/da0 is -g_a0 / g_x, whatever the curvature, which there is infinite.
 *
 * Between two levels the functions are looked at on each side of their kinks by itself. If on every
 * one of them the marginal payoff h = w r' - phi_x has one sign or falls for certain, as at kinks it
 * does at any rate, there is one best reply to each level, which does not leap: everywhere it is a
 * root of h on some side, stays on some border, or is to invest nothing. */
#include "solver/pieces.h"

#include "solver/range.h"
#include "solver/stage.h"

#include <float.h>
#include <math.h>

/* So many sides of a cost are looked at, at most, and of revenue. */
enum { SIDES_LOOKED_AT = 8 };

/* The functions on all of their sides. */
struct sides {
	int costs, revenues;
	struct cost_span cost[SIDES_LOOKED_AT];
	struct span revenue[SIDES_LOOKED_AT];
	struct range border; /* da/da0 along kinks; may be empty */
};

/* On to the next combination: the last side that was the first one becomes the second, and what is
 * met behind it, which may depend on it, is the first again. False: there is none. */
static bool next_sides(struct formula_sides *at)
{
	int i = at->met - 1;
	while (i >= 0 && (i >= SIDES_MAX || at->second >> i & 1))
		i--;
	if (i < 0)
		return false;
	at->second = (at->second & ((1u << i) - 1)) | 1u << i;
	return true;
}

/* Replies are found as far as levels can be told apart: a kink is so near. */
static struct range about(double lo, double hi, double level)
{
	const double room = 8 * DBL_EPSILON * level;
	return (struct range){fmax(lo - room, 0), hi + room};
}

/* False: there are too many, or steps among them. */
static bool cost_on_sides(const struct domain *m, const struct stretch *s, struct sides *out)
{
	bool moves = m->mixed || m->d->cost.basis == BASIS_LEVEL;
	struct range x = about(s->x.lo, s->x.hi, s->a_hi);
	struct range a0 = moves ? s->a0 : (struct range){0, 0};
	struct formula_sides at = {.second = 0};
	do {
		if (out->costs == SIDES_LOOKED_AT)
			return false;
		cost_sides(&m->d->cost, x, a0, &at, &out->cost[out->costs++]);
		if (!range_is_empty(at.border))
			range_add(&out->border, (struct range){1 - at.border.hi, 1 - at.border.lo});
	} while (next_sides(&at) && !at.steps);
	return !at.steps;
}

/* A kink of revenue holds the level itself. */
static bool revenue_on_sides(const struct domain *m, const struct stretch *s, struct sides *out)
{
	struct range a = about(s->a_lo, s->a_hi, s->a_hi);
	struct formula_sides at = {.second = 0};
	do {
		if (out->revenues == SIDES_LOOKED_AT)
			return false;
		revenue_sides(&m->d->revenue, a.lo, a.hi, &at, &out->revenue[out->revenues++]);
		if (!range_is_empty(at.border))
			range_add(&out->border, (struct range){0, 0});
	} while (next_sides(&at) && !at.steps);
	return !at.steps;
}

/* How the payoff for taking part moves with a0 where the level moves by `slope`: by h for what is
 * invested and by w r' - phi_a0 otherwise. */
static struct range gain_along(const struct domain *m, const struct span *r,
	const struct cost_span *c, struct range slope)
{
	struct range more = {1 - slope.hi, 1 - slope.lo};
	struct range of_level = range_times((struct range){m->w * r->d1.lo, m->w * r->d1.hi}, slope);
	return range_sum(of_level,
		range_sum(range_times(c->d1, more), range_negative(c->da0)));
}

/* What one side of each may add to what may be anyway, along kinks and where nothing is invested.
 * False: there the reply may leap. */
static bool add_side(const struct domain *m, struct stretch *s, const struct span *r,
	const struct cost_span *c, struct range anyway)
{
	struct range less = {m->w * r->d1.lo, m->w * r->d1.hi};
	struct range h = range_sum(less, range_negative(c->d1));
	struct range wr = {m->w * r->d2.lo, m->w * r->d2.hi};
	if (!r->defined || !c->defined)
		return false;
	if (!range_is_empty(anyway))
		range_add(&s->gain, gain_along(m, r, c, anyway));
	if (h.lo > 0 || h.hi < 0)
		return true;
	if (!(c->d2.lo - wr.hi > 0) || !range_add_level_slopes(&s->slope, c->d2, c->d1a0, wr))
		return false;
	range_add(&s->gain, gain_along(m, r, c, (struct range){1, 1})); /* where h is 0 */
	return true;
}

/* The same of who keeps nothing, and goes to the end of what is free if revenue rises: on a side the
 * cost does not change at all, or rises for certain from its border on. It pays what it does on a
 * flat one, or for nothing invested. */
static bool add_free_side(const struct domain *m, struct stretch *s, const struct span *r,
	const struct cost_span *c, struct range anyway)
{
	bool flat = c->d1.lo == 0 && c->d1.hi == 0;
	bool rises = c->d1.lo > 0 || (c->d1.lo >= 0 && c->d2.lo > 0);
	if (flat || s->x.lo <= 0)
		range_add(&s->gain, gain_along(m, r, c, anyway));
	return r->defined && c->defined && r->d1.lo >= 0 && (flat || rises);
}

/* Whether kinks only ever bend the payoff down. */
static bool bends_down(const struct domain *m, const struct stretch *s)
{
	return s->c.d2.lo > -INFINITY && (m->w <= 0 || s->r.d2.hi < INFINITY);
}

/* Whether curvatures without bounds tell enough: h falls for certain, and no kink of the cost holds the
 * reply. */
static bool is_told(const struct domain *m, const struct stretch *s)
{
	bool held = s->held && !range_is_finite(s->c.d2);
	return !held && range_is_finite(s->c.d1a0) && s->c.d2.lo - m->w * s->r.d2.hi > 0;
}

void pieces_along_kinks(const struct domain *m, struct stretch *s)
{
	struct sides sides;
	if (is_told(m, s) || !bends_down(m, s))
		return;
	sides.costs = sides.revenues = 0;
	sides.border = range_empty;
	if (!cost_on_sides(m, s, &sides) || !revenue_on_sides(m, s, &sides) ||
		sides.costs * sides.revenues == 1)
		return;
	s->slope = sides.border;
	s->gain = range_empty;
	if (s->x.lo <= 0 && !s->begins)
		range_add(&s->slope, (struct range){1, 1});
	const struct range anyway = s->slope;
	for (int i = 0; i < sides.costs; i++)
		for (int k = 0; k < sides.revenues; k++)
			if (!(m->w > 0 ? add_side : add_free_side)(m, s, &sides.revenue[k],
				    &sides.cost[i], anyway))
				return;
	s->kinked = !range_is_empty(s->slope) && range_is_finite(s->slope);
	s->level_kinked = sides.revenues > 1;
}

double cost_border(const struct cost *c, double x, double a0)
{
	struct formula_sides at = {.second = 0};
	struct cost_span side;
	cost_sides(c, about(x, x, a0 + x), (struct range){a0, a0}, &at, &side);
	bool known = !range_is_empty(at.border) && range_is_finite(at.border);
	return known ? 1 - at.border.hi : 1;
}
