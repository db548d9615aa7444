/* How the slope of what the generalist maximises can turn between two levels, and how high it can
 * be for that. */
#include "solver/level.h"
#include "solver/pieces.h"

#include <float.h>
#include <math.h>

void stage_bent_cost_slopes(const struct stage *s, const struct point *l, const struct point *u,
	struct range *out)
{
	struct cost_span c;
	const struct pieces *p = s->cost_pieces;
	const struct piece *at = &p->piece[pieces_find(p, l->a0)];
	if (at->bend != SIGN_UNKNOWN && l->a0 >= at->in_lo && u->a0 <= at->in_hi)
		return;
	cost_span(s->cost_fn, (struct range){l->a0, u->a0}, (struct range){0, 0}, &c);
	*out = c.defined ? c.d1 : (struct range){0, INFINITY};
}

void stage_add_turn(struct turns *to, const struct turn *t, double part)
{
	double low = part * (part < 0 ? t->bend_high : t->bend_low);
	double high = part * (part < 0 ? t->bend_low : t->bend_high);
	to->sum.known = to->sum.known && t->known;
	to->sum.bend_low += low;
	to->sum.bend_high += high;
	to->sum.fixed_low += part * (part < 0 ? t->fixed_high : t->fixed_low);
	to->sum.fixed_high += part * (part < 0 ? t->fixed_low : t->fixed_high);
	to->low += fabs(low);
	to->high += fabs(high);
}

void stage_bend(const struct stage *s, const struct point *l, const struct point *u,
	struct turns *turns, double own, struct bounds *out)
{
	const double rounding = 8 * DBL_EPSILON;
	const struct turn *sum = &turns->sum;
	double h = u->a0 - l->a0;
	struct cost_span c;
	if (!sum->known || !isfinite(l->slope) || !isfinite(u->slope_left))
		return;
	cost_span(s->cost_fn, (struct range){l->a0, u->a0}, (struct range){0, 0}, &c);
	struct turn cost = {.known = c.defined && isfinite(c.d2.lo) && isfinite(c.d2.hi),
		.bend_low = -c.d2.hi, .bend_high = -c.d2.lo};
	stage_add_turn(turns, &cost, own);
	if (!sum->known)
		return;
	/* What is next to nothing has no sign. */
	double up = sum->bend_high > rounding * turns->high ? sum->bend_high * h : 0;
	double down = sum->bend_low < -rounding * turns->low ? sum->bend_low * h : 0;
	double high = fmin(l->slope + up, u->slope_left - down) + sum->fixed_high;
	double low = fmax(l->slope + down, u->slope_left - up) + sum->fixed_low;
	out->high = fmin(out->high, high);
	out->low = fmax(out->low, low);
}

double bounds_top(const struct bounds *b, double h)
{
	if (b->low >= 0 || b->high <= 0) /* monotone: the higher end */
		return b->jumps + fmax(b->l, b->u);
	double fall = b->low * h;
	if (!isfinite(fall) || !isfinite(b->high) || !isfinite(b->u))
		return INFINITY;
	/* What cancels far below may hide a rise near the near end: rounding counts. */
	double room = 2 * DBL_EPSILON * (fabs(b->l) + fabs(b->u) + fabs(fall));
	double t = (b->u - b->l - fall + room) / (b->high - b->low);
	return b->jumps + b->l + b->high * fmin(fmax(t, 0), h);
}
