/* The floor from which a floor backfires, in closed form. */
#include "game/regulate_private.h"

#include <math.h>

/* The generalist left before if it gets more by more than this part. */
#define CHANGED 1e-9

/* The most of performance x + safety y - q(x, y) over x >= 0, y >= floor, for a convex cost;
 * where that is. */
static double peak(const struct quadratic *c, double performance, double safety, double floor,
	struct attributes *at)
{
	double det = c->performance * c->safety - c->interaction * c->interaction;
	double y = fmax(floor, (c->performance * safety - c->interaction * performance) / (2 * det));
	double x = (performance / 2 - c->interaction * y) / c->performance;

	if (!(x > 0)) {
		x = 0;
		y = fmax(floor, safety / (2 * c->safety));
	}
	*at = (struct attributes){x, y};
	return performance * x + safety * y - quadratic_value(c, x, y);
}

struct leaving {
	const struct regulate_game *g;
	struct regulate_side side; /* the specialist's */
	double performance;        /* the generalist's part of a unit of each */
	double safety;
	double stays;              /* what it gets of its own product without floors */
};

/* The floor from which the generalist leaves safety to a specialist that then reaches it with
 * or without performance of its own; INFINITY where that is not what it does there. */
static double leaves_from(const struct leaving *l, bool alone)
{
	const struct regulate_side *side = &l->side;
	const struct attributes *r = &side->d->earns;
	double worth = alone ? 0 : l->performance * side->lean; /* of safety, to the generalist */
	double bound = side->lean > 0 ? side->start / side->lean : INFINITY;
	double from, t;
	struct attributes first;
	struct regulate_answer a;

	if (!(l->safety > worth))
		return INFINITY;
	from = (l->stays - peak(&l->g->cost, l->performance, worth, l->g->floor, &first)) /
		(l->safety - worth) + side->inside.safety;
	if (alone)
		from += r->performance * side->inside.performance / r->safety;
	t = from - first.safety;
	if (alone ? t < bound : t > bound)
		return INFINITY;
	regulate_answer(side, t, &a);
	return a.h + side->wp * first.performance + side->ws * first.safety >= 0 ? from : INFINITY;
}

/* Whether nothing is better for the generalist at that floor than its product without floors:
 * else it left before, to where it has to keep the specialist in, which no formula has. */
static bool stays_until(const struct leaving *l, double from)
{
	struct regulate_domain d = *l->side.d;
	struct regulate_side side;
	struct regulate_best best;
	double stays = l->stays + l->performance * l->side.inside.performance +
		l->safety * l->side.inside.safety;
	d.floor = from;
	regulate_prepare(&d, l->side.delta, &side);
	return regulate_single(l->g, &side, &best) && best.value <= stays * (1 + CHANGED);
}

bool regulate_backfiring(const struct regulate_game *g, double delta, double *from, double *to)
{
	const struct regulate_domain *d = &g->domain[0];
	const struct quadratic *c = &g->cost;
	struct leaving l = {.g = g, .performance = delta * d->earns.performance,
		.safety = delta * d->earns.safety};
	struct attributes first;

	if (g->n != 1 || c->performance * c->safety <= c->interaction * c->interaction)
		return false;
	regulate_prepare(d, delta, &l.side);
	if (!l.side.has_inside || !(l.side.inside.safety > 0) || !(l.safety > 0))
		return false;
	l.stays = peak(c, l.performance, l.safety, 0, &first);
	if (!(g->floor < first.safety))
		return false;
	*from = fmin(leaves_from(&l, false), leaves_from(&l, true));
	*to = first.safety + l.side.inside.safety;
	return *from < *to && stays_until(&l, *from);
}
