/* How much may be invested for no more than nothing costs, at whatever magnitude that is. */
#include "solver/pieces.h"

#include "solver/stage.h"

#include "base/bracket.h"

#include <float.h>

/* How far beyond where a cost stops being flat it must be told from nothing, of that. */
#define BEYOND 1e-6

/* A cost from no investment on. */
struct flat {
	const struct cost *c;
	double a0, first;
};

/* Whether ranges prove that it is the same up to x. */
static enum bracket_side side_of_proved(void *context, double x)
{
	const struct flat *f = context;
	struct cost_span at;
	cost_span(f->c, (struct range){0, x}, (struct range){f->a0, f->a0}, &at);
	return at.defined && at.d1.lo == 0 && at.d1.hi == 0 ? BRACKET_IN : BRACKET_OUT;
}

/* Whether it is no dearer at x and does not rise there. Less than its last digits of a fixed part
 * is not free: of that the slope tells. */
static enum bracket_side side_of_told(void *context, double x)
{
	const struct flat *f = context;
	struct cost_jet at;
	cost_jet(f->c, x, f->a0, &at);
	return at.v <= f->first && at.d1 == 0 ? BRACKET_IN : BRACKET_OUT;
}

/* The most that is on the side of nothing; of that no magnitude is known. */
static double last_of(bracket_test *side, struct flat *f)
{
	struct bracket_ends ends = {.in = DBL_MIN, .out = LEVEL_MAX};
	if (side(f, ends.in) != BRACKET_IN)
		return 0;
	if (side(f, ends.out) == BRACKET_IN)
		return ends.out;
	bracket_boundary(side, f, &ends);
	return ends.in;
}

/* Whether a cost that seems to be flat up to x only vanishes there below the smallest number, as
 * x^3 does. */
static bool vanishes(const struct flat *f, double x)
{
	struct cost_jet at;
	double beyond = x * (1 + BEYOND);
	cost_jet(f->c, beyond, f->a0, &at);
	return at.v - f->first < DBL_MIN && at.d1 * beyond < DBL_MIN;
}

/* The same as far as values tell. */
static double told_to(struct flat *f)
{
	double x = last_of(side_of_told, f);
	return x > 0 && x < LEVEL_MAX && vanishes(f, x) ? 0 : x;
}

/* Where a family is flat it is so throughout. */
static bool is_family(const struct cost *c, double *free_to)
{
	*free_to = c->scale <= 0 && c->marginal <= 0 ? LEVEL_MAX : 0;
	return c->family != COST_FORMULA;
}

double cost_free_to(const struct cost *c, double a0)
{
	struct flat f = {c, a0, cost_value(c, 0, a0)};
	double x;
	if (is_family(c, &x))
		return x;
	x = last_of(side_of_proved, &f);
	return x > 0 ? x : told_to(&f);
}

bool cost_is_free(const struct cost *c, double a0)
{
	struct flat f = {c, a0, cost_value(c, 0, a0)};
	double x;
	if (is_family(c, &x))
		return x > 0;
	return side_of_proved(&f, DBL_MIN) == BRACKET_IN || told_to(&f) > 0;
}
