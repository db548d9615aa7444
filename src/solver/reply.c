/* The specialists' stage: one specialist's best reply to a0, for families whose
 * structure is known. Levels come from roots of the marginal payoff, never from
 * comparing values: the generalist's payoff depends on them to first order. */
#include "solver/stage.h"

#include "base/status.h"

#include <float.h>
#include <math.h>

struct margin_of {
	const struct domain *m;
	double a0;
	bool valued;          /* r came with its slope */
	struct margin *at;    /* where it was asked last, */
	double x_before;      /* and before that, below 0: nowhere, */
	double r2, c2;        /* with the second derivatives there */
};

static void margin_at(void *context, double x, struct bracket_value *out)
{
	struct margin_of *of = context;
	const struct domain *m = of->m;
	struct margin *at = of->at;
	of->x_before = at->x;
	of->r2 = at->r.d2;
	of->c2 = at->c.d2;
	at->x = x;
	of->valued = revenue_slope(&m->d->revenue, of->a0 + x, &at->r);
	cost_jet(&m->d->cost, x, of->a0, &at->c);
	double h = m->w * at->r.d1 - at->c.d1;
	/* An infinity less another ends it there. */
	out->value = isnan(h) ? 0 : h;
	out->slope = m->w * at->r.d2 - at->c.d2;
	out->small = 1e-3 * at->c.d1;
}

/* Jets at x + step out of those at x, for a last step so small that the third order is beyond
 * what doubles hold. The reply's slope hangs on the second derivatives, and the generalist's
 * level on that slope: as they have changed from the place before, so they go on. */
static void carry(struct margin_of *of, double step)
{
	const struct domain *m = of->m;
	struct margin *at = of->at;
	double part = step / (at->x - of->x_before);
	if (of->x_before < 0 || !(fabs(part) < 1)) {
		revenue_jet(&m->d->revenue, of->a0 + at->x + step, &at->r);
		cost_jet(&m->d->cost, at->x + step, of->a0, &at->c);
		return;
	}
	double r3 = part * (at->r.d2 - of->r2), c3 = part * (at->c.d2 - of->c2);
	at->r.v += step * (at->r.d1 + .5 * step * at->r.d2);
	at->r.d1 += step * at->r.d2;
	at->r.d2 += isfinite(r3) ? r3 : 0;
	at->c.v += step * (at->c.d1 + .5 * step * at->c.d2);
	at->c.d1 += step * at->c.d2;
	at->c.d2 += isfinite(c3) ? c3 : 0;
}

/* The margin changes sign between low and high, neighbours, of which x is one. Where it
 * leaps, one side is the better by far: the near one if the cost overflows there, the
 * other beyond a step, an S-curve narrower than the distance of doubles. */
static void better_side(const struct domain *m, double a0, double low, double high,
	struct margin *at)
{
	double side[2] = {low, high}, x = at->x;
	for (int i = 0; i < 2; i++) {
		struct margin there;
		if (side[i] == x || side[i] == INFINITY)
			continue;
		domain_margin(m, a0, side[i], &there);
		if (m->w * there.r.v - there.c.v > m->w * at->r.v - at->c.v) {
			*at = there;
			x = there.x;
		}
	}
}

/* The x >= from with w r'(a0+x) = phi_x(x; a0), where the margin falls from
 * there on: the root, 0 where it is next to nothing, or a negative number where
 * there is no end to it. *at is what both functions are there. */
static double margin_root(const struct domain *m, double a0, double from, double guess,
	struct margin *at)
{
	struct margin_of of = {.m = m, .a0 = a0, .at = at};
	struct bracket_root root = {.low = from, .high = INFINITY, .most = LEVEL_MAX,
		.guess = guess, .part = DBL_EPSILON, .step = 2e-8};
	double x, last;
	*at = (struct margin){.x = -1};
	enum bracket_end end = bracket_root(margin_at, &of, &root, &x, &last);
	if (end == BRACKET_BEYOND)
		return -1;
	if (!of.valued)
		revenue_jet(&m->d->revenue, a0 + at->x, &at->r);
	if (end == BRACKET_STEP)
		carry(&of, x - last);
	if (end != BRACKET_NARROW)
		return x;
	better_side(m, a0, root.low, root.high, at);
	return at->x;
}

/* Whether a margin h(x) below 0 stays so, for convex revenue s a^p: it falls, and
 * goes on falling because the curvature of the cost only gains on the revenue's.
 * For powers, x^(k-2) against (a0 + x)^(p-2), that holds where k is 2 or more or
 * both are equal, else from where x has outgrown a0; for exponentials from
 * convex_end's start on. */
static bool falls_for_good(const struct domain *m, double a0, double x, const struct jet *r,
	const struct cost_jet *c)
{
	double p = m->d->revenue.exponent, k = m->d->cost.exponent;
	if (m->w * r->d1 > c->d1 || m->w * r->d2 > c->d2)
		return false;
	return m->d->cost.family == COST_EXPONENTIAL || k >= 2 || k <= p ||
		x * (k - p) >= (2 - k) * a0;
}

/* A level from which the margin stays below 0, for convex revenue s a^p
 * against the families of costs; negative: there is none; NAN: both grow too
 * large to compare before. Revenue's marginal w s p a^(p-1) falls relative to the
 * curved part of the marginal cost, with exponential costs from (p-1)/rate on, so
 * that once below it stays there. With exponents close to each other that may be
 * beyond all range while a linear part of the cost decides long before. */
static double convex_end(const struct domain *m, double a0)
{
	const struct revenue *rev = &m->d->revenue;
	const struct cost *cost = &m->d->cost;
	double start = 1;
	struct jet r;
	struct cost_jet c;

	if (m->w <= 0)
		return start;
	struct growth up = revenue_growth(rev), down = cost_growth(cost);
	if (up.exponent > down.exponent ||
		(up.exponent == down.exponent && m->w * up.factor > down.factor))
		return -1;
	/* Nothing to gain within range: r' rises no further than that. */
	revenue_jet(rev, a0 + LEVEL_MAX, &r);
	if (m->w * r.d1 <= cost->marginal)
		return start;
	if (cost->family == COST_EXPONENTIAL)
		start = fmax(start, (rev->exponent - 1) / cost->rate);
	/* With equal exponents the margin is 0 where 1 + a0/x is this; with others, too, x may
	 * be many times a0. The end is beyond the range and beyond that, so that all of it is
	 * searched. What is not proved there is so where no doubling further on pays. */
	double even = up.exponent == down.exponent ?
		pow(down.factor / (m->w * up.factor), 1 / (up.exponent - 1)) : 2;
	double end = 2 * LEVEL_MAX + fmax(1024, 2 / fmax(even - 1, 1e-12)) * a0;
	for (double x = fmin(start, end); isfinite(x); x = x < end ? fmin(2 * x, end) : 2 * x) {
		revenue_jet(rev, a0 + x, &r);
		cost_jet(cost, x, a0, &c);
		if (isinf(r.v) && isinf(c.v))
			return x < end ? NAN : end;
		if (x >= end && m->w * r.d1 > c.d1)
			return -1;
		if (x >= start && (m->w * r.d1 <= c.d1 - cost->marginal ||
					  falls_for_good(m, a0, x, &r, &c)))
			return fmin(x, end);
	}
	return end;
}

static int convex_peaks(struct domain *m, double a0, const struct margin *idle, double floor,
	struct margin *peak)
{
	struct margin to;
	double end = convex_end(m, a0);
	if (isnan(end))
		return PEAKS_TOO_LARGE;
	if (end < 0)
		return PEAKS_ENDLESS;
	domain_margin(m, a0, end, &to);
	return humps_find(m, a0, idle, &to, floor, peak);
}

int domain_peaks(struct domain *m, double a0, const struct margin *idle, double floor,
	struct margin *peak)
{
	int count = 0;
	struct margin tail = *idle, far = {.x = -1};

	if (m->shape == SHAPE_CONVEX)
		return convex_peaks(m, a0, idle, floor, peak);
	if (m->shape == SHAPE_SIGMOID && a0 < m->inflection)
		domain_margin(m, a0, m->inflection - a0, &tail);
	if (m->w * tail.r.d1 - tail.c.d1 > 0) {
		struct margin at;
		double x = margin_root(m, a0, tail.x, domain_guess(m, a0), &at);
		if (x < 0)
			return PEAKS_ENDLESS;
		domain_margin(m, a0, x, &far);
		floor = fmax(floor, m->w * far.r.v - far.c.v);
	}
	if (tail.x > 0)
		count = humps_find(m, a0, idle, &tail, m->kind == KIND_LEVEL ? -INFINITY : floor, peak);
	if (far.x > 0 && count >= PEAKS_MAX)
		m->proof = PROOF_GAVE_UP;
	else if (far.x > 0)
		peak[count++] = far;
	return count;
}

/* ------------------------------------------------------------- replies */

static void free_ride_with(const struct domain *m, double a0, const struct jet *r, double cost,
	struct reply *out)
{
	out->a = a0;
	out->x = 0;
	out->r = r->v;
	out->r1 = r->d1;
	out->r2 = r->d2;
	out->u = (m->w > 0 ? m->w * r->v : 0) - cost; /* nothing of infinity is nothing */
	out->slope = 1;
	out->gain = m->w > 0 ? m->w * r->d1 : 0;
	out->rival = out->rival_gain = 0;
	out->rival_u = -INFINITY;
	out->regime = REGIME_FREE_RIDE;
}

static void free_ride(const struct domain *m, double a0, struct reply *out)
{
	struct jet r;
	revenue_jet(&m->d->revenue, a0, &r);
	free_ride_with(m, a0, &r, cost_value(&m->d->cost, 0, a0), out);
}

/* da/da0 where it contributes and curvatures are as given, of a cost in x alone. */
static double reply_slope(const struct domain *m, double c2, double r2)
{
	double down = c2 - m->w * r2;
	return isfinite(c2) && down > 0 ? c2 / down : 1;
}

static void contribute_with(struct domain *m, double a0, double x, const struct margin *at,
	struct reply *out)
{
	out->a = a0 + x;
	out->x = x;
	out->r = at->r.v;
	out->r1 = at->r.d1;
	out->r2 = at->r.d2;
	out->c2 = at->c.d2;
	out->u = m->w * at->r.v - at->c.v;
	out->gain = m->w * at->r.d1;
	out->slope = reply_slope(m, at->c.d2, at->r.d2);
	out->rival = out->rival_gain = 0;
	out->rival_u = -INFINITY;
	out->regime = REGIME_CONTRIBUTE;
	m->guess = (struct guess){x, a0, out->slope - 1, false};
}

/* The reply where the payoff is concave in x. */
static enum status concave_reply(struct domain *m, double a0, struct reply *out, struct error *err)
{
	struct jet r;
	struct cost_jet c;
	revenue_slope(&m->d->revenue, a0, &r);
	cost_jet(&m->d->cost, 0, a0, &c);
	if (m->w <= 0 || !(m->w * r.d1 - c.d1 > 0)) {
		/* A flat cost at share 1 leaves every x as good: the highest does not
		 * exist. A power begins as flatly, so the far end has to say. */
		if (m->w <= 0 && c.d1 <= 0 && c.d2 <= 0 && r.d1 > 0 &&
			cost_value(&m->d->cost, LEVEL_MAX, a0) <= c.v)
			return domain_flat(m, err);
	} else {
		struct margin at;
		double x = margin_root(m, a0, 0, domain_guess(m, a0), &at);
		if (x < 0)
			return domain_beyond(m, err);
		if (x > 0) {
			contribute_with(m, a0, x, &at, out);
			return STATUS_OK;
		}
	}
	revenue_jet(&m->d->revenue, a0, &r);
	free_ride_with(m, a0, &r, c.v, out);
	return STATUS_OK;
}

/* What a local maximum above a0 must pay: as much as free-riding, unless the payoff rises from a0
 * on. Next to where the first maximum parts from free-riding it pays more by less than rounding,
 * and is there all the same: the marginal payoff says so. */
static double least_above(const struct domain *m, const struct reply *idle,
	const struct cost_jet *cost)
{
	return idle->gain > cost->d1 ? idle->u - TIE * m->w * idle->r : idle->u;
}

static void reply_level(const struct domain *m, double a0, struct reply *out)
{
	struct cost_jet c0;
	free_ride(m, a0, out);
	cost_jet(&m->d->cost, 0, a0, &c0);
	double best = least_above(m, out, &c0);
	for (int i = 0; i < m->peaks; i++) {
		double x = m->peak[i] - a0;
		if (x <= 0)
			continue;
		double u = m->w * m->peak_jet[i].v - cost_value(&m->d->cost, x, a0);
		if (u < best)
			continue;
		best = u;
		*out = (struct reply){.a = m->peak[i], .r = m->peak_jet[i].v,
			.r1 = m->peak_jet[i].d1, .r2 = m->peak_jet[i].d2, .x = x, .u = u, .slope = 0, .gain = c0.d1,
			.regime = REGIME_CONTRIBUTE};
	}
}

/* And where it may have humps. */
static enum status humped_reply(struct domain *m, double a0, struct reply *out, struct error *err)
{
	struct margin idle, peak[PEAKS_MAX], *best = &idle;
	domain_margin(m, a0, 0, &idle);
	free_ride_with(m, a0, &idle.r, idle.c.v, out);
	if (m->w <= 0)
		return STATUS_OK;
	double top = least_above(m, out, &idle.c);
	int count = domain_peaks(m, a0, &idle, top, peak);
	if (count < 0)
		return domain_no_peaks(m, count, err);
	for (int i = 0; i < count; i++) {
		double u = m->w * peak[i].r.v - peak[i].c.v;
		if (u >= top) {
			top = u;
			best = &peak[i];
		}
	}
	if (best->x > 0)
		contribute_with(m, a0, best->x, best, out);
	return STATUS_OK;
}

/* Replies by pieces are dear, and asked for at the same level by one part after the other. */
static enum status reply_once(struct domain *m, double a0, struct reply *out, struct error *err)
{
	enum status st = STATUS_OK;
	if (m->last_a0 != a0) {
		m->last_a0 = -1;
		st = pieces_reply(m, a0, &m->last, err);
	}
	if (st == STATUS_OK)
		m->last_a0 = a0;
	*out = m->last;
	return st;
}

enum status domain_find_reply(struct domain *m, double a0, struct reply *out, struct error *err)
{
	switch (m->kind) {
	case KIND_CONCAVE:
		return concave_reply(m, a0, out, err);
	case KIND_LEVEL:
		reply_level(m, a0, out);
		return STATUS_OK;
	case KIND_HUMPED:
		return humped_reply(m, a0, out, err);
	default:
		return reply_once(m, a0, out, err);
	}
}
