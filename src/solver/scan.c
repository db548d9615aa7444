/* A specialist's best reply where a formula's shape is not known: the payoff
 * is sampled, jumps are closed in on, and where the margin changes sign its
 * root is polished. */
#include "solver/stage.h"

#include <math.h>

enum { SAMPLES = 96 };
/* Some more next to 0, where a payoff may begin flat and have its hump. */
enum { NEAR = 4 };
/* How far the close samples may reach beyond a few times the best doubling; further
 * on each is a fifth above the one before. */
enum { CLOSE = 16 };
/* A reply never hangs: a jump takes some fifty splits. */
enum { SPLITS_MAX = 2000 };

/* What rounding may make of a payoff, relative to 1 and it. */
#define NOISE 1e-13

struct sample {
	double x, u, h; /* investment, payoff, marginal payoff */
	struct jet r;
	struct cost_jet c;
};

static enum status sample_at(const struct domain *m, double a0, double x, struct sample *s,
	struct error *err)
{
	s->x = x;
	revenue_jet(&m->d->revenue, a0 + x, &s->r);
	cost_jet(&m->d->cost, x, a0, &s->c);
	enum status st = sound_cost(m->d, a0, x, &s->c, err);
	if (st == STATUS_OK && !isfinite(s->r.v) && isfinite(s->c.v))
		st = sound_failed(m->d, "revenue", "a", a0 + x, err);
	if (st != STATUS_OK)
		return st;
	s->u = isinf(s->c.v) ? -INFINITY : m->w * s->r.v - s->c.v;
	s->h = (m->w > 0 ? m->w * s->r.d1 : 0) - s->c.d1;
	if (isnan(s->h))
		s->h = -INFINITY;
	return STATUS_OK;
}

/* The end of the range to sample closely, and *far, of all that may hold the best,
 * by doublings. That the payoff falls, however deep, is no reason to stop: an
 * S-curve may begin further on, an exponential outgrow a power. Nor is the
 * payoff at a doubling all there is before it: as revenue and cost rise it may
 * reach the revenue there less the cost at the doubling before. */
static enum status find_top(const struct domain *m, double a0, double *top, double *far,
	struct error *err)
{
	struct sample at;
	double best, end = 1, near = 1, cost;
	int falls = 0;
	enum status st = sample_at(m, a0, 0, &at, err);
	best = at.u;
	cost = at.c.v;
	for (double x = 1.0 / 64; st == STATUS_OK && x <= SCAN_LEVEL_MAX; x = next_doubling(x)) {
		st = sample_at(m, a0, x, &at, err);
		/* Far beyond the best level a formula may overflow: revenue that does
		 * while the cost does not has outgrown it. */
		if (falls >= 4 && m->w > 0 && isinf(at.r.v) && at.r.v > 0 && isfinite(at.c.v))
			return domain_unbounded(m, err);
		if (falls >= 4 && st != STATUS_OK)
			break;
		/* Costs do not fall: none further on is less. */
		if (st == STATUS_OK && isinf(at.c.v)) {
			falls++;
			break;
		}
		falls = at.u > best ? 0 : falls + 1;
		if (m->w * at.r.v - cost > best)
			end = fmax(end, x);
		if (at.u > best) {
			best = at.u;
			end = near = 4 * x;
		}
		cost = at.c.v;
	}
	if (st == STATUS_OK && falls == 0)
		return domain_beyond(m, err);
	if (falls >= 4)
		st = STATUS_OK;
	/* A close grid stretched over magnitudes would see nothing near its start. */
	*far = end;
	*top = fmin(end, CLOSE * near);
	return st;
}

/* By how much more the payoff rises from l to u than its margins and their slopes tell,
 * by Simpson's own precision. */
static double unexplained(const struct domain *m, const struct sample *l,
	const struct sample *u)
{
	double width = u->x - l->x;
	double bend = m->w * (u->r.d2 - l->r.d2) - (u->c.d2 - l->c.d2);
	double expect = width * (.5 * (l->h + u->h) - width * bend / 12);
	return isfinite(expect) ? u->u - l->u - expect : 0;
}

/* Whether the payoff jumps between two samples: by more than its margins explain, or
 * than they tell, as a step hides in a rise or a fall on both sides of it. Of no
 * interest where what it can come to is not the best. */
static bool jumps(const struct domain *m, const struct sample *l, const struct sample *u,
	double best)
{
	/* Rounding is no jump. */
	double width = u->x - l->x, room = 1e-9 * (1 + fabs(u->u)) + 1e-12 * fabs(u->c.v);
	double rise = fmax(fmax(l->h, u->h), 0) * width;
	double fall = fmin(fmin(l->h, u->h), 0) * width;
	double odd = unexplained(m, l, u), some = room + .02 * (fabs(l->h) + fabs(u->h)) * width;
	if (isfinite(u->u) && u->u - l->u > rise + room)
		return true;
	if (odd > some && l->u + odd + rise > best)
		return true;
	/* Revenue's own jump, which one of the cost further on may hide. */
	double revenue = m->w * (u->r.v - l->r.v);
	if (revenue > m->w * fmax(fmax(l->r.d1, u->r.d1), 0) * width + room && l->u + revenue > best)
		return true;
	/* The foot of a step down right beside 0 is no better than 0. Elsewhere it is to be
	 * found exactly: how the reply moves with a0 depends on standing on it. */
	bool better = l->u + rise >= best + (l->x > 0 ? -NOISE : NOISE) * (1 + fabs(best));
	return l->h > 0 && better && (u->u - l->u < fall - room || -odd > some);
}

/* The maximum between l (rising) and u (falling), where nothing jumps. */
static enum status top_between(const struct domain *m, double a0, struct sample l,
	struct sample u, struct sample *best, struct error *err)
{
	struct sample mid = l;
	for (int i = 0; i < 120; i++) {
		double width = u.x - l.x, x = .5 * (l.x + u.x), before = mid.x;
		if (i > 0) { /* Newton, kept inside */
			double next = mid.x - mid.h / (m->w * mid.r.d2 - mid.c.d2);
			if (next > l.x && next < u.x && i % 8 != 7)
				x = next;
		}
		enum status st = sample_at(m, a0, x, &mid, err);
		if (st != STATUS_OK)
			return st;
		if (mid.u > best->u)
			*best = mid;
		if (width <= 4e-16 * u.x || mid.h == 0 || fabs(mid.x - before) <= 1e-15 * mid.x)
			break;
		if (mid.h > 0)
			l = mid;
		else
			u = mid;
	}
	/* The root is exact to the last bits; the best value seen is so only to
	 * their square root. */
	if (mid.u >= best->u - NOISE * (1 + fabs(best->u)))
		*best = mid;
	return STATUS_OK;
}

/* The best between l and u into *best (which holds the best so far). What
 * jumps is split: a steep rise has its maximum beside it. */
static enum status between(const struct domain *m, double a0, const struct sample *l,
	const struct sample *u, int *splits, struct sample *best, struct error *err)
{
	struct sample mid;
	if (!jumps(m, l, u, best->u))
		return l->h > 0 && u->h <= 0 ? top_between(m, a0, *l, *u, best, err) : STATUS_OK;
	if (u->x - l->x <= 4e-16 * u->x || u->x < 1e-300 || (*splits)-- <= 0) {
		if (l->h > 0 && l->x > best->x && l->u >= best->u - NOISE * (1 + fabs(best->u)))
			*best = *l; /* the foot itself, not what rounding favours beside it */
		return STATUS_OK;
	}
	enum status st = sample_at(m, a0, between_levels(l->x, u->x), &mid, err);
	if (st != STATUS_OK)
		return st;
	if (mid.u > best->u)
		*best = mid;
	st = between(m, a0, l, &mid, splits, best, err);
	return st == STATUS_OK ? between(m, a0, &mid, u, splits, best, err) : st;
}

/* dphi/da0 at fixed x, by a difference: formulas give no partial in a0. */
static double cost_in_a0(const struct domain *m, double a0, double x)
{
	double h = 1e-6 * (1 + a0), low = fmax(a0 - h, 0);
	double up = cost_value(&m->d->cost, x, a0 + h);
	double d = (up - cost_value(&m->d->cost, x, low)) / (a0 + h - low);
	return isfinite(d) ? d : 0;
}

/* How a reply moves with a0 that sits beside a step: one in a holds the level (0), one
 * of the cost in x the investment (1). Below 0: there is none. */
static double slope_at_step(const struct domain *m, double a0, double x,
	const struct cost_jet *c, const struct reply *at)
{
	double a = a0 + x, room = 1e-12 * a;
	double of_revenue = m->w * (revenue_value(&m->d->revenue, a + room) -
		revenue_value(&m->d->revenue, a - room));
	double here = cost_value(&m->d->cost, fmax(x - room, 0), a0);
	double of_cost = cost_value(&m->d->cost, x + room, a0) - here;
	double explained = 1e3 * room * (m->w * at->r1 + c->d1) +
		1e-14 * (m->w * fabs(at->r) + fabs(c->v));
	if (!(fmax(fabs(of_revenue), of_cost) > explained))
		return -1;
	if (of_cost <= fabs(of_revenue))
		return 0;
	/* Beyond a step in x, on the near side of one in a. */
	return cost_value(&m->d->cost, x + room, fmax(a0 - 4 * room, 0)) - here > .5 * of_cost;
}

/* How the reply and the payoff move with a0. */
static void fill_slopes(const struct domain *m, double a0, const struct cost_jet *c,
	struct reply *out)
{
	double r1 = m->w > 0 ? m->w * out->r1 : 0, step = -1;
	out->c2 = c->d2;
	/* At a smooth optimum the margin is 0 to the last digits. */
	if (out->x > 0 && !m->structured && fabs(r1 - c->d1) > 1e-11 * (r1 + c->d1))
		step = slope_at_step(m, a0, out->x, c, out);
	out->slope = step >= 0 ? step :
		out->x > 0 ? reply_slope(m, a0, out->x, c->d2, c->d1a0, out->r2) : 1;
	/* Where the margin is 0 the first two are w r'. A first step that is infinitely
	 * dear does not count where it is not taken. */
	out->gain = r1 * out->slope + (out->slope != 1 ? c->d1 * (1 - out->slope) : 0) -
		cost_in_a0(m, a0, out->x);
}

static void fill(const struct domain *m, double a0, const struct sample *s, struct reply *out)
{
	out->a = a0 + s->x;
	out->x = s->x;
	out->r = s->r.v;
	out->r1 = s->r.d1;
	out->r2 = s->r.d2;
	out->u = s->u;
	out->regime = s->x > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
	fill_slopes(m, a0, &s->c, out);
}

/* Shapes that are known need no samples. */
static enum status structured_reply(struct domain *m, double a0, struct reply *out, struct error *err)
{
	struct sample at;
	struct cost_jet c;
	enum status st = m->shape == SHAPE_CONCAVE ? concave_reply(m, a0, out, err)
						   : humped_reply(m, a0, out, err);
	if (st != STATUS_OK)
		return st;
	cost_jet(&m->d->cost, out->x, a0, &c);
	if (!isfinite(out->r) || !isfinite(out->u) || c.d1 < -1e-9) {
		st = sample_at(m, a0, out->x, &at, err); /* says what is wrong */
		return st != STATUS_OK ? st : domain_unbounded(m, err);
	}
	fill_slopes(m, a0, &c, out);
	return STATUS_OK;
}

enum status scan_reply(struct domain *m, double a0, struct reply *out, struct error *err)
{
	struct sample before, here, best;
	enum status st;
	double top = 0, far = 0, x = 0;
	int splits = SPLITS_MAX;
	if (m->structured)
		return structured_reply(m, a0, out, err);
	/* For each a0 anew: a rise that is too far away for one may be near for
	 * the next. */
	st = find_top(m, a0, &top, &far, err);
	if (st == STATUS_OK)
		st = sample_at(m, a0, 0, &before, err);
	if (st != STATUS_OK)
		return st;
	best = before;
	for (int i = 1 - NEAR; i <= SAMPLES || x < far; i++) {
		double t = (double)i / SAMPLES;
		x = i > SAMPLES ? fmin(1.2 * x, far) : top * (i < 1 ? pow(10, 2 * i - 6) : t * t);
		st = sample_at(m, a0, x, &here, err);
		if (st != STATUS_OK)
			return st;
		if (here.u > best.u)
			best = here;
		st = between(m, a0, &before, &here, &splits, &best, err);
		if (st == STATUS_OK && here.c.v < before.c.v)
			st = sound_rise(m->d, &m->d->cost, a0, before.x, here.x, err);
		if (st != STATUS_OK)
			return st;
		before = here;
	}
	if (splits <= 0)
		m->proof = PROOF_GAVE_UP;
	fill(m, a0, &best, out);
	return STATUS_OK;
}
