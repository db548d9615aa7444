/* What formulas must be for a game to be solved: finite where they are searched, and a
 * cost must not fall as x rises. The families are so by what their parameters may
 * be. Each check says whose function fails, and where. */
#include "solver/stage.h"

#include "base/status.h"

#include <math.h>
#include <stdio.h>

enum { OWNER_SIZE = GAME_ID_MAX + 24 };

static const char *owner(const struct specialist *d, char buffer[OWNER_SIZE])
{
	if (!d)
		return "the generalist";
	snprintf(buffer, OWNER_SIZE, "specialist %s", d->id);
	return buffer;
}

enum status sound_failed(const struct specialist *d, const char *what, const char *where,
	double at, struct error *err)
{
	char name[OWNER_SIZE];
	return error_set(err, STATUS_NO_EQUILIBRIUM,
		"the %s of %s is not a finite number at %s = %.6g", what, owner(d, name), where, at);
}

static enum status falls(const struct specialist *d, double a0, double x, struct error *err)
{
	char name[OWNER_SIZE];
	if (!d)
		return error_set(err, STATUS_NO_EQUILIBRIUM,
			"the cost of %s falls at x = %.6g; costs must not fall", owner(d, name), x);
	return error_set(err, STATUS_NO_EQUILIBRIUM,
		"the cost of %s falls at x = %.6g (a0 = %.6g); costs must not fall", owner(d, name),
		x, a0);
}

/* What rounding may make of a cost of that size that does not fall. */
static double room(double cost)
{
	return 1e-9 * (1 + fabs(cost));
}

enum status sound_cost(const struct specialist *d, double a0, double x,
	const struct cost_jet *at, struct error *err)
{
	/* Infinite cost only means that nobody goes there. */
	if (isnan(at->v) || (isinf(at->v) && (at->v < 0 || x <= 0)))
		return sound_failed(d, "cost", "x", x, err);
	return at->d1 < -room(at->v) ? falls(d, a0, x, err) : STATUS_OK;
}

/* A cost between two levels, the higher of which costs less. */
struct fall {
	const struct cost *c;
	double a0, at_l, at_u;
};

/* Towards where it falls most. */
static enum bracket_side fall_side(void *context, double x)
{
	struct fall *f = context;
	double at = cost_value(f->c, x, f->a0);
	if (f->at_l - at > at - f->at_u) {
		f->at_u = at;
		return BRACKET_OUT;
	}
	f->at_l = at;
	return BRACKET_IN;
}

enum status sound_rise(const struct specialist *d, const struct cost *c, double a0, double l,
	double u, struct error *err)
{
	struct fall f = {c, a0, cost_value(c, l, a0), cost_value(c, u, a0)};
	struct bracket_ends ends = {.in = l, .out = u, .part = 1e-9};
	if (!(f.at_u < f.at_l - room(f.at_l)))
		return STATUS_OK;
	bracket_boundary(fall_side, &f, &ends);
	return falls(d, a0, ends.out, err);
}

/* Four levels a doubling. */
#define STEP 1.189207115002721

/* Where a cost overflows, or is not defined, is left to those who
 * search that far. */
enum status sound_walk(const struct cost *c, struct error *err)
{
	struct cost_jet at;
	double last = 0, before;
	if (c->family != COST_FORMULA)
		return STATUS_OK;
	cost_jet(c, 0, 0, &at);
	enum status st = sound_cost(NULL, 0, 0, &at, err);
	before = at.v;
	for (double x = 1e-9; st == STATUS_OK && x <= LEVEL_MAX; x *= STEP) {
		cost_jet(c, x, 0, &at);
		if (!isfinite(at.v))
			break;
		if (at.v < before)
			st = sound_rise(NULL, c, 0, last, x, err);
		if (st == STATUS_OK)
			st = sound_cost(NULL, 0, x, &at, err);
		last = x;
		before = at.v;
	}
	return st;
}
