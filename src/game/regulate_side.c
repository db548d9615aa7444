/* A specialist's stage: all its replies at a share. */
#include "game/regulate_private.h"

#include <gsl/gsl_poly.h>
#include <math.h>

double quadratic_value(const struct quadratic *c, double x, double y)
{
	return c->performance * x * x + 2 * c->interaction * x * y + c->safety * y * y;
}

/* An attribute that is this small beside the other is 0. */
static double tidy(double x, double beside)
{
	return fabs(x) < PART_TIE * fabs(beside) ? 0 : x;
}

/* The peak of both attributes at once, where costs are convex and it is there. */
static void find_inside(struct regulate_side *s)
{
	const struct quadratic *c = &s->d->cost;
	double det = c->performance * c->safety - c->interaction * c->interaction;
	double x, y;
	s->convex = det > 0;
	s->has_inside = false;
	if (!s->convex)
		return;
	x = (c->safety * s->wp - c->interaction * s->ws) / (2 * det);
	y = (c->performance * s->ws - c->interaction * s->wp) / (2 * det);
	s->inside = (struct attributes){tidy(x, y), tidy(y, x)};
	s->has_inside = s->inside.performance >= 0 && s->inside.safety >= 0;
}

void regulate_prepare(const struct regulate_domain *d, double delta, struct regulate_side *s)
{
	const struct attributes r = d->earns;
	const struct quadratic *c = &d->cost;

	s->d = d;
	s->delta = delta;
	s->w = 1 - delta;
	s->wp = s->w * r.performance;
	s->ws = s->w * r.safety;
	find_inside(s);
	s->alone = s->ws / (2 * c->safety);
	s->start = s->wp / (2 * c->performance);
	s->lean = c->interaction / c->performance;
	s->branch[BRANCH_INSIDE] = (struct branch){ 0 };
	if (s->has_inside)
		s->branch[BRANCH_INSIDE].h0 = .5 *
			(s->wp * s->inside.performance + s->ws * s->inside.safety);
	s->branch[BRANCH_SAFETY] = (struct branch){.h0 = .5 * s->ws * s->alone};
	s->branch[BRANCH_PERFORMANCE] = (struct branch){.h0 = .5 * s->wp * s->start};
	s->branch[BRANCH_FLOOR] = (struct branch){
		.h0 = .5 * s->wp * s->start,
		.h1 = s->ws - s->lean * s->wp,
		.h2 = s->lean * c->interaction - c->safety,
		.slope = r.safety - s->lean * r.performance,
	};
	s->branch[BRANCH_BOUND] = (struct branch){.h1 = s->ws, .h2 = -c->safety, .slope = r.safety};
}

/* Takes u on branch b if that is better for the specialist; of equals, what earns more. */
static void consider(const struct regulate_side *s, enum branch_name b, struct attributes u,
	struct regulate_answer *a)
{
	double earns = s->d->earns.performance * u.performance + s->d->earns.safety * u.safety;
	double h = s->w * earns - quadratic_value(&s->d->cost, u.performance, u.safety);
	double tie = PART_TIE * s->w * earns;
	if (h > a->h + tie || (h >= a->h - tie && earns > a->earns))
		*a = (struct regulate_answer){b, u, earns, h};
}

void regulate_answer(const struct regulate_side *s, double t, struct regulate_answer *a)
{
	double x;

	a->h = -INFINITY;
	a->earns = 0;
	/* Of a convex cost's peaks this one, where it is allowed, is the only one. */
	if (s->has_inside && s->inside.safety >= t) {
		consider(s, BRANCH_INSIDE, s->inside, a);
		return;
	}
	if (t > s->alone)
		consider(s, BRANCH_BOUND, (struct attributes){0, t}, a);
	else
		consider(s, BRANCH_SAFETY, (struct attributes){0, s->alone}, a);
	x = s->start - s->lean * t;
	if (x > 0)
		consider(s, t > 0 ? BRANCH_FLOOR : BRANCH_PERFORMANCE, (struct attributes){x, t}, a);
}

double regulate_entry(const struct regulate_side *s, double safety, const struct regulate_answer *a)
{
	double surplus = a->h + s->ws * safety;
	double least = PART_LEAST * s->w * (a->earns + s->d->earns.safety * safety);
	if (!(s->wp > 0))
		return surplus >= -least ? -INFINITY : INFINITY;
	return fabs(surplus) <= least ? 0 : -surplus / s->wp;
}

int quadratic_roots(double c0, double c1, double c2, double *at)
{
	return gsl_poly_solve_quadratic(c2, c1, c0, &at[0], &at[1]);
}

/* Where branches that both may be best pay the same, for a cost that is not convex: there a
 * reply leaps. */
static int find_leaps(const struct regulate_side *s, double *at)
{
	const struct branch *f = &s->branch[BRANCH_FLOOR], *b = &s->branch[BRANCH_BOUND];
	double t[4];
	int n = quadratic_roots(f->h0 - s->branch[BRANCH_SAFETY].h0, f->h1, f->h2, t);
	n += quadratic_roots(f->h0, f->h1 - b->h1, f->h2 - b->h2, t + n);
	for (int i = 0; i < n; i++)
		at[i] = s->d->floor - t[i];
	return n;
}

int regulate_kinks(const struct regulate_side *s, double *at)
{
	double floor = s->d->floor;
	int n = 0;

	if (!(floor > 0))
		return 0;
	at[n++] = floor;
	at[n++] = floor - s->alone;
	if (s->has_inside)
		at[n++] = floor - s->inside.safety;
	if (s->lean > 0)
		at[n++] = floor - s->start / s->lean;
	if (!s->convex)
		n += find_leaps(s, at + n);
	return n;
}

struct parabola regulate_along(const struct branch *b, double floor)
{
	return (struct parabola){
		b->h0 + (b->h1 + b->h2 * floor) * floor,
		-b->h1 - 2 * b->h2 * floor,
		b->h2,
	};
}

struct parabola regulate_entry_along(const struct regulate_side *s, const struct branch *b)
{
	struct parabola h = regulate_along(b, s->d->floor);
	return (struct parabola){-h.p0 / s->wp, -(h.p1 + s->ws) / s->wp, -h.p2 / s->wp};
}

struct held regulate_holding(const struct regulate_side *s, const struct branch *b)
{
	double floor = s->d->floor;
	return (struct held){floor, {-(b->h0 + s->ws * floor) / s->wp, (s->ws - b->h1) / s->wp,
		-b->h2 / s->wp}};
}

int regulate_enters(const struct regulate_side *s, const struct branch *b, double *at)
{
	double floor = s->d->floor;
	int n = quadratic_roots(b->h0 + s->ws * floor, b->h1 - s->ws, b->h2, at);
	for (int i = 0; i < n; i++)
		at[i] = floor - at[i];
	return n;
}

/* The derivative along t of performance lo + safety x - q(lo, x), a cubic, with x = floor - t. */
int regulate_held(const struct quadratic *c, double performance, double safety,
	const struct held *held, double *at)
{
	const struct parabola *lo = &held->entry;
	double cp = c->performance, ci = c->interaction, f = held->floor;
	double k3 = -4 * cp * lo->p2 * lo->p2;
	double k2 = 6 * lo->p2 * (ci - cp * lo->p1);
	double k1 = 2 * performance * lo->p2 - 2 * cp * (lo->p1 * lo->p1 + 2 * lo->p0 * lo->p2) -
		4 * ci * (lo->p2 * f - lo->p1) - 2 * c->safety;
	double k0 = performance * lo->p1 - safety - 2 * cp * lo->p0 * lo->p1 -
		2 * ci * (lo->p1 * f - lo->p0) + 2 * c->safety * f;
	int n = k3 == 0 ? quadratic_roots(k0, k1, k2, at) :
			  gsl_poly_solve_cubic(k2 / k3, k1 / k3, k0 / k3, &at[0], &at[1], &at[2]);
	for (int i = 0; i < n; i++)
		at[i] = f - at[i];
	return n;
}
