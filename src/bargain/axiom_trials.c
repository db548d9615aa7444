/* What is tried of each axiom: changes of the set or the players, by number, and what must not
 * come of them. */
#include "bargain/axioms_private.h"

#include <math.h>

/* Alternatives reach to the ideals, or to so much of them, from this part on. */
#define WIDER 1.25
#define GRID_FIRST .02
enum { GRID = 25, LINES = 8, TWELFTHS = 12, OUTSIDE_STEPS = 19, UNITS = 8 };

/* ---- changes -------------------------------------------------------------------- */

static bool exchange(UNUSED const struct axioms *a, UNUSED const struct settled *now, int t,
	struct change *c)
{
	c->kind = CHANGE_EXCHANGE;
	return t < 1;
}

static bool units(const struct axioms *a, UNUSED const struct settled *now, int t, struct change *c)
{
	static const struct { double factor, shift; } unit[UNITS / 2] =
		{{2, 0}, {.25, 0}, {.5, .1}, {4, .2}};
	if (t >= UNITS)
		return false;
	*c = (struct change){.kind = CHANGE_UNITS, .player = t < UNITS / 2,
		.factor = unit[t % (UNITS / 2)].factor,
		.shift = unit[t % (UNITS / 2)].shift * a->scale};
	return true;
}

/* Of the shares below and above the one agreed on so many twelfths are dropped: first above
 * alone, a third to begin with, which shows; then below alone; then both. */
static bool drop(UNUSED const struct axioms *a, const struct settled *now, int t, struct change *c)
{
	enum { SHOWS = 4, ONE = 2 * TWELFTHS + 1 };
	int below = 0, above = 0;
	if (t >= (TWELFTHS + 1) * (TWELFTHS + 1))
		return false;
	if (t <= TWELFTHS)
		above = (t + SHOWS) % (TWELFTHS + 1);
	else if (t < ONE)
		below = 1 + (t - TWELFTHS - 1 + SHOWS - 1) % TWELFTHS;
	else
		below = 1 + (t - ONE) / TWELFTHS;
	if (t >= ONE)
		above = 1 + (t - ONE) % TWELFTHS;
	*c = (struct change){.kind = CHANGE_DROP, .from = now->share * below / TWELFTHS,
		.to = now->share + (1 - now->share) * (TWELFTHS - above) / TWELFTHS};
	return true;
}

/* Alternatives up to so much of the ideals: a grid; then such as take some of a player's gain
 * and give the other all that it can have. */
static bool add(const struct axioms *a, const struct settled *now, int t, double reach, struct change *c)
{
	static const double taken[LINES / 2] = {.02, .1, .3, .6};
	const struct axioms_work *w = a->work;
	int line = t - GRID * GRID, k = line >= LINES / 2;
	if (line >= LINES)
		return false;
	c->kind = CHANGE_ADD;
	for (int i = 0; i < 2; i++) {
		int at = i == 0 ? t / GRID : t % GRID;
		double part = line < 0 ? GRID_FIRST + (reach - GRID_FIRST) * at / (GRID - 1) : reach;
		c->u[i] = w->outside[i] + part * w->ideal[i];
	}
	if (line >= 0)
		c->u[k] = now->u[k] - taken[line % (LINES / 2)] * (now->u[k] - w->outside[k]);
	return true;
}

static bool add_within(const struct axioms *a, const struct settled *now, int t, struct change *c)
{
	return add(a, now, t, 1, c);
}

static bool add_beyond(const struct axioms *a, const struct settled *now, int t, struct change *c)
{
	return add(a, now, t, WIDER, c);
}

static bool better_outside(const struct axioms *a, UNUSED const struct settled *now, int t,
	struct change *c)
{
	const struct axioms_work *w = a->work;
	int k = t / OUTSIDE_STEPS, step = 1 + t % OUTSIDE_STEPS;
	if (k > 1)
		return false;
	*c = (struct change){.kind = CHANGE_OUTSIDE, .player = k,
		.outside = w->outside[k] + w->ideal[k] * step / (OUTSIDE_STEPS + 1)};
	return true;
}

/* ---- what fails ----------------------------------------------------------------- */

static bool moves(UNUSED const struct change *c, const struct settled *before,
	const struct settled *after, double room)
{
	return fabs(after->u[0] - before->u[0]) > room || fabs(after->u[1] - before->u[1]) > room;
}

static bool costs_any(UNUSED const struct change *c, const struct settled *before,
	const struct settled *after, double room)
{
	return after->u[0] < before->u[0] - room || after->u[1] < before->u[1] - room;
}

static bool costs_it(const struct change *c, const struct settled *before, const struct settled *after,
	double room)
{
	return after->u[c->player] < before->u[c->player] - room;
}

/* Pareto and rationality look at plays alone. */
static const struct trial trials[AXIOMS] = {
	[AXIOM_SYMMETRY] = {exchange, moves},
	[AXIOM_SCALE] = {units, moves},
	[AXIOM_IRRELEVANT] = {drop, moves},
	[AXIOM_RESTRICTED] = {add_within, costs_any},
	[AXIOM_MONOTONE] = {add_beyond, costs_any},
	[AXIOM_OUTSIDE] = {better_outside, costs_it},
};

const struct trial *axiom_trial(enum axiom axiom)
{
	return &trials[axiom];
}
