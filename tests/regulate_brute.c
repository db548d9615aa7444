#include "regulate_brute.h"
#include "games.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { MOST = 4, REPLY_STEPS = 24, GOLDEN_STEPS = 44 };

typedef double curve(const void *context, double x);

static double golden(curve *f, const void *context, double low, double high, double *at)
{
	const double part = .6180339887498949;
	double a = high - part * (high - low), b = low + part * (high - low);
	double fa = f(context, a), fb = f(context, b);
	for (int i = 0; i < GOLDEN_STEPS; i++) {
		if (fa < fb) {
			low = a;
			a = b;
			fa = fb;
			b = low + part * (high - low);
			fb = f(context, b);
		} else {
			high = b;
			b = a;
			fb = fa;
			a = high - part * (high - low);
			fa = f(context, a);
		}
	}
	*at = fa < fb ? b : a;
	return fmax(fa, fb);
}

static double cost(const struct quadratic *c, double x, double y)
{
	return c->performance * x * x + c->safety * y * y + 2 * c->interaction * x * y;
}

/* ---- a specialist ------------------------------------------------------------------ */

struct adding {
	const struct regulate_domain *d;
	double w, y;
};

static double gain_along_x(const void *context, double x)
{
	const struct adding *a = context;
	return a->w * (a->d->earns.performance * x + a->d->earns.safety * a->y) -
		cost(&a->d->cost, x, a->y);
}

/* The best x for this y: the gain is concave in x, and falls from `top` on. */
static double best_x(struct adding *a, double y, double *x)
{
	double top = 1, inside, none;
	a->y = y;
	while (gain_along_x(a, 2 * top) > gain_along_x(a, top))
		top *= 2;
	inside = golden(gain_along_x, a, 0, 2 * top, x);
	none = gain_along_x(a, 0);
	if (none >= inside) {
		*x = 0;
		return none;
	}
	return inside;
}

static double gain_along_y(const void *context, double y)
{
	struct adding a = *(const struct adding *)context;
	double x;
	return best_x(&a, y, &x);
}

/* With x = 0. */
static double gain_of_y(const void *context, double y)
{
	struct adding a = *(const struct adding *)context;
	a.y = y;
	return gain_along_x(&a, 0);
}

/* What a specialist adds at best; its gain. Around each peak of a grid it is closed in on, and
 * on the peak with x = 0, which is narrow where costs are not convex. */
static double reply(const struct regulate_domain *d, double w, double least, double *x, double *y)
{
	struct adding a = {.d = d, .w = w};
	double v[REPLY_STEPS + 1], top = fmax(1, 2 * least), step, best = -INFINITY, peak;

	while (gain_along_y(&a, 2 * top) > gain_along_y(&a, top))
		top *= 2;
	step = (2 * top - least) / (double)REPLY_STEPS;
	for (int i = 0; i <= REPLY_STEPS; i++)
		v[i] = gain_along_y(&a, least + step * i);
	*y = least;
	best = v[0];
	for (int i = 0; i <= REPLY_STEPS; i++) {
		double at, inside;
		if ((i > 0 && v[i] < v[i - 1]) || (i < REPLY_STEPS && v[i] < v[i + 1]))
			continue;
		inside = golden(gain_along_y, &a, least + step * fmax(i - 1, 0),
			least + step * (i + 1), &at);
		if (inside > best) {
			best = inside;
			*y = at;
		}
	}
	golden(gain_of_y, &a, least, 2 * top, &peak);
	if (gain_along_y(&a, peak) > best)
		*y = peak;
	return best_x(&a, *y, x);
}

/* ---- the generalist ---------------------------------------------------------------- */

#define UNKNOWN {-1, -1, -1, -1}

struct choosing {
	const struct regulate_game *g;
	const double *delta; /* NULL: one owner of all */
	double y;
	double least[MOST];  /* that has to be added; -1: not known yet */
	double earns[MOST], h[MOST], enters[MOST]; /* added revenue; gain; from this x on */
	bool in[MOST];       /* taken for granted, of what is maximised along x */
};

static void set_y(struct choosing *c, double y)
{
	c->y = y;
	for (int i = 0; i < c->g->n; i++) {
		const struct regulate_domain *d = &c->g->domain[i];
		double w = c->delta ? 1 - c->delta[i] : 1, x, added, need;
		double least = fmax(0, d->floor - y);
		if (least != c->least[i]) {
			c->h[i] = reply(d, w, least, &x, &added);
			c->earns[i] = d->earns.performance * x + d->earns.safety * added;
			c->least[i] = least;
		}
		need = c->h[i] + w * d->earns.safety * y;
		c->enters[i] = w * d->earns.performance > 0 ? -need / (w * d->earns.performance) :
			need >= -1e-15 * w ? -INFINITY : INFINITY;
	}
}

static double value_along_x(const void *context, double x)
{
	const struct choosing *c = context;
	double v = -cost(&c->g->cost, x, c->y);
	for (int i = 0; i < c->g->n; i++) {
		const struct regulate_domain *d = &c->g->domain[i];
		double taken = d->earns.performance * x + d->earns.safety * c->y;
		if (c->in[i])
			v += c->delta ? c->delta[i] * (taken + c->earns[i]) : taken + c->h[i];
	}
	return v;
}

static double best_with(struct choosing *c, double from)
{
	double low = fmax(0, from), high = fmax(1, 2 * low), at;
	while (value_along_x(c, 2 * high) > value_along_x(c, high))
		high *= 2;
	return fmax(golden(value_along_x, c, low, 2 * high, &at), value_along_x(c, low));
}

/* The best at this y: for all sets of specialists, from where all of them are in. */
static double best_at(struct choosing *c, double y)
{
	double best = -INFINITY;
	set_y(c, y);
	for (int set = 1; set < 1 << c->g->n; set++) {
		double from = 0;
		for (int i = 0; i < c->g->n; i++) {
			c->in[i] = (set >> i & 1) != 0;
			if (c->in[i] && c->delta)
				from = fmax(from, c->enters[i]);
		}
		if (from < INFINITY)
			best = fmax(best, best_with(c, from));
	}
	return best;
}

double brute_payoff(const struct regulate_game *g, const double *delta, double performance,
	double safety)
{
	struct choosing c = {.g = g, .delta = delta, .least = UNKNOWN};
	set_y(&c, safety);
	for (int i = 0; i < g->n; i++)
		c.in[i] = performance >= c.enters[i] - 1e-7;
	return value_along_x(&c, performance);
}

/* Beyond this safety costs exceed all that could be earned. */
static double farthest(const struct choosing *c)
{
	double top = c->g->floor + 1;
	for (int i = 0; i < c->g->n; i++)
		top = fmax(top, 1.5 * c->g->domain[i].floor);
	for (int i = 0; i < c->g->n; i++)
		top += (c->g->domain[i].earns.safety + c->g->domain[i].earns.performance) /
			fmin(c->g->cost.safety, .3);
	return top;
}

static double best_y(const void *context, double y)
{
	struct choosing c = *(const struct choosing *)context;
	return best_at(&c, y);
}

static double search(struct choosing *c, int steps)
{
	double low = c->g->floor, step = (farthest(c) - low) / steps, best = 0;
	double *v = malloc((size_t)(steps + 1) * sizeof *v);
	if (!v)
		abort();
	for (int i = 0; i <= steps; i++) {
		v[i] = best_at(c, low + step * i);
		best = fmax(best, v[i]);
	}
	for (int k = 0; k < 6; k++) {
		int top = 0;
		double at;
		for (int i = 1; i <= steps; i++)
			if (v[i] > v[top])
				top = i;
		if (top > 0)
			best = fmax(best, golden(best_y, c, low + step * (top - 1), low + step * top, &at));
		best = fmax(best, golden(best_y, c, low + step * top, low + step * (top + 1), &at));
		v[top] = -INFINITY;
	}
	free(v);
	return best;
}

double brute_best(const struct regulate_game *g, const double *delta, int steps)
{
	struct choosing c = {.g = g, .delta = delta, .least = UNKNOWN};
	return search(&c, steps);
}

double brute_first_best(const struct regulate_game *g, int steps)
{
	struct choosing c = {.g = g, .least = UNKNOWN};
	return search(&c, steps);
}

/* ---- random games ------------------------------------------------------------------ */

static void make_cost(struct rng *r, struct quadratic *c)
{
	double most;
	c->performance = rng_between(r, .4, 2.5);
	c->safety = rng_between(r, .4, 2.5);
	most = sqrt(c->performance * c->safety);
	switch (rng_below(r, 4)) {
	case 0: c->interaction = 0; break;
	case 1: c->interaction = rng_between(r, -.8, 0) * most; break;
	case 2: c->interaction = rng_between(r, 0, .95) * most; break;
	default: c->interaction = rng_between(r, -.6, 1.5) * most; break;
	}
}

void brute_make(uint64_t seed, int n, struct regulate_domain *domain, struct regulate_game *g,
	double *delta)
{
	struct rng r = {seed * 2654435761u + 7};
	for (int i = 0; i < 4; i++)
		rng_unit(&r);
	g->domain = domain;
	g->n = n;
	make_cost(&r, &g->cost);
	g->floor = rng_below(&r, 2) ? 0 : rng_between(&r, 0, 1);
	for (int i = 0; i < n; i++) {
		make_cost(&r, &domain[i].cost);
		domain[i].earns.performance = rng_below(&r, 12) ? rng_between(&r, .2, 2) : 0;
		domain[i].earns.safety = rng_between(&r, .2, 2);
		domain[i].floor = rng_below(&r, 5) ? rng_between(&r, 0, 2.5) : 0;
		delta[i] = rng_below(&r, 20) ? rng_between(&r, .05, .95) : 1;
	}
}

double brute_compare(struct regulate *s, uint64_t seed, int n, int steps)
{
	struct regulate_domain domain[MOST];
	struct domain_outcome at[MOST];
	struct regulate_game g;
	struct outcome out = {.n = n, .domain = at};
	double delta[MOST], best, scale = 1e-9;

	brute_make(seed, n, domain, &g, delta);
	regulate_equilibrium(s, &g, delta, &out);
	best = brute_best(&g, delta, steps);
	for (int i = 0; i < n; i++)
		scale += at[i].revenue;
	scale = fmax(scale, best);
	/* What it claims it gets, at a leap of a reply a hair beside... */
	if (out.invests) {
		double apart = INFINITY;
		for (int side = -1; side <= 1; side++)
			apart = fmin(apart, fabs(out.u_generalist - brute_payoff(&g, delta, out.alpha0,
				fmax(g.floor, out.safety0 + side * 1e-8))));
		if (apart > 1e-6 * scale)
			return apart / scale;
	}
	/* ... and nothing better is to be had. */
	return best > out.u_generalist + 1e-7 * scale ? (best - out.u_generalist) / scale : 0;
}
