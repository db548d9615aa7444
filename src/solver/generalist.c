/* The generalist's stage: branch and bound over a0.
 *
 * An interval is given up when nothing in it can beat the best level known:
 * by monotone levels (see stage.h), or by a tent over its ends whose sides
 * have the steepest slopes possible. Where the slope changes sign inside, the
 * root is found at once, so that the bound is sharp early. Upward jumps, where
 * a specialist starts to take part, are always interval ends; the left end of
 * an interval counts with the jump, its right end without: that is where the
 * participation squeeze sits. */
#include "solver/stage.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 72 };
/* A solve never hangs: a hard game takes a few hundred evaluations; beyond this
 * many (fewer where each costs more) intervals are no longer split. */
enum { EVALUATIONS_MAX = 20000 };
/* A level that is 0 for all purposes but infinite slopes. */
#define TINY 1e-200
/* What may be missed, relative to the revenue shared at the best level. Levels
 * found are polished far beyond that. */
#define MISSED 4e-9

struct point {
	double a0;
	double gain, gain_left;   /* sum over the domains; just left of a0 */
	double slope, slope_left; /* of the goal, phi_0 included */
	double cost, cost1;       /* phi_0, phi_0' */
	struct reply *reply;      /* n */
};

struct stage {
	int n;
	struct point pool[DEPTH_MAX + 6];
	struct reply *storage;
	int used;              /* points with storage */
	double *jump;          /* thresholds, rising */
	int jumps;
	/* one maximisation */
	const struct cost *cost_fn;
	struct domain *domain;
	enum goal goal;
	bool scan;             /* some function's shape is not known */
	double best, best_a0, best_gain;      /* the best of all points seen */
	double peak, peak_a0;                 /* the best local maximum */
	long left;             /* evaluations that may still be spent on splitting */
	enum status status;
	struct error *err;
};

enum status stage_alloc(struct stage **out, int n, struct error *err)
{
	struct stage *s = calloc(1, sizeof *s);
	if (s) {
		s->n = n;
		s->jump = malloc(sizeof *s->jump * (size_t)(n + 1));
	}
	if (!s || !s->jump) {
		stage_free(s);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	*out = s;
	return STATUS_OK;
}

void stage_free(struct stage *s)
{
	if (!s)
		return;
	for (int i = 0; i < s->used; i++)
		free(s->pool[i].reply);
	free(s->jump);
	free(s);
}

/* Points are taken like a stack; their storage is kept for the next time. */
static struct point *point_number(struct stage *s, int i)
{
	while (s->used <= i) {
		struct reply *r = malloc(sizeof *r * (size_t)(s->n > 0 ? s->n : 1));
		if (!r) {
			s->status = error_set(s->err, STATUS_SYSTEM, "out of memory");
			return NULL;
		}
		s->pool[s->used++].reply = r;
	}
	return &s->pool[i];
}

/* A domain's part of the goal, and its slope. */
static void part_of(const struct domain *m, enum goal goal, struct reply *at, double *gain,
	double *slope)
{
	if (m->kind == KIND_SCAN && !domain_active(m, at->a, at)) {
		at->regime = REGIME_ABSTAIN;
		*gain = *slope = 0;
	} else if (goal == GOAL_SURPLUS) {
		*gain = fmax(at->u, 0);
		*slope = at->gain;
	} else {
		*gain = m->delta * at->r;
		*slope = m->delta > 0 && at->slope > 0 ? m->delta * at->r1 * at->slope : 0;
	}
}

static void consider(struct stage *s, const struct point *p)
{
	double v = p->gain - p->cost;
	if (v > s->best) {
		s->best = v;
		s->best_a0 = p->a0;
		s->best_gain = p->gain;
	}
}

/* A local maximum. Among equally good ones the generalist takes the smaller. */
static void consider_peak(struct stage *s, const struct point *p)
{
	double v = p->gain - p->cost;
	double room = TIE * fmax(1, fabs(v));
	if (v > s->peak + room || (v >= s->peak - room && p->a0 < s->peak_a0)) {
		s->peak = v;
		s->peak_a0 = p->a0;
	}
}

static void evaluate(struct stage *s, double a0, struct point *p)
{
	struct cost_jet c;
	cost_jet(s->cost_fn, a0, 0, &c);
	p->a0 = a0;
	p->cost = c.v;
	p->cost1 = c.d1;
	p->gain = p->gain_left = 0;
	p->slope = p->slope_left = -c.d1;
	for (int i = 0; i < s->n && s->status == STATUS_OK; i++) {
		struct domain *m = &s->domain[i];
		double gain, slope;
		if (m->threshold > a0)
			continue;
		s->status = domain_reply(m, a0, &p->reply[i], s->err);
		part_of(m, s->goal, &p->reply[i], &gain, &slope);
		p->gain += gain;
		p->slope += slope;
		if (m->threshold < a0 || a0 <= 0) {
			p->gain_left += gain;
			p->slope_left += slope;
		}
	}
	if (s->status == STATUS_OK && p->gain == INFINITY && p->cost == INFINITY)
		s->status = error_set(s->err, STATUS_NO_EQUILIBRIUM,
			"no equilibrium: the revenue and the cost of level %.4g are too large to "
			"compute with", a0);
	if (s->status == STATUS_OK)
		consider(s, p);
}

/* Bounds on the goal's slope inside (l, u) apart from where it may jump, and the
 * most that jumps there can add, which is how much the domains that may jump
 * gain from l to u: none of them falls. */
static void slope_bounds(const struct stage *s, const struct point *l, const struct point *u,
	double *low, double *high, double *jumps)
{
	bool concave = true;
	*low = -u->cost1;
	*high = -l->cost1;
	*jumps = 0;
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		double lo = 0, hi = 0, gain_l = 0, gain_u, slope;
		if (m->threshold >= u->a0)
			continue;
		if (m->threshold <= l->a0 &&
			domain_slope_bounds(m, s->goal, l->a0, &l->reply[i], u->a0, &u->reply[i],
				&lo, &hi)) {
			*low += lo;
			*high += hi;
			concave = concave &&
				domain_concave(m, s->goal, &l->reply[i], &u->reply[i]);
			continue;
		}
		if (m->threshold <= l->a0)
			part_of(m, s->goal, &l->reply[i], &gain_l, &slope);
		part_of(m, s->goal, &u->reply[i], &gain_u, &slope);
		*jumps += gain_u - gain_l;
		concave = false;
	}
	if (concave) { /* then the slopes at the ends bound those between */
		*low = fmax(*low, u->slope_left);
		*high = fmin(*high, l->slope);
	}
}

/* The highest that a function can be between two points, by its slopes. */
static double tent(double h, double v_l, double v_u, double low, double high)
{
	if (low >= 0 || high <= 0) /* monotone: the higher end */
		return fmax(v_l, v_u);
	if (!isfinite(low) || !isfinite(high))
		return INFINITY;
	double t = (v_u - v_l - low * h) / (high - low);
	return v_l + high * fmin(fmax(t, 0), h);
}

/* The root of the slope between l (> 0) and u (< 0), into *p: regula falsi with
 * the Illinois weights, bisection where that stalls or an end is infinite. Not
 * GSL's Brent: it would evaluate both ends anew, and here they are at hand. */
static void polish(struct stage *s, const struct point *l, const struct point *u,
	struct point *p)
{
	double a = l->a0, b = u->a0, fa = l->slope, fb = u->slope_left;
	double width = b - a;
	int side = 0;
	for (int i = 0; i < 200 && s->status == STATUS_OK; i++) {
		double x = .5 * (a + b);
		if (isfinite(fa) && isfinite(fb) && i % 4 != 3)
			x = (a * fb - b * fa) / (fb - fa);
		else if (b > 16 * a)
			x = a > 0 ? sqrt(a * b) : b / 1024;
		if (!(x > a && x < b))
			x = .5 * (a + b);
		evaluate(s, x, p);
		double f = p->slope;
		if (f == 0 || b - a <= 4e-16 * b || b < 1e-300)
			break;
		if (f > 0) {
			width = x - a;
			a = x;
			fa = f;
			if (side == 1)
				fb *= .5;
			side = 1;
		} else {
			width = b - x;
			b = x;
			fb = f;
			if (side == -1)
				fa *= .5;
			side = -1;
		}
		/* Small steps from one end say nothing while the other, where the
		 * slope may be steeper by far, has not come near. */
		if (width <= 1e-15 * x && b - a <= .01 * b && i > 6)
			break;
	}
	if (!isfinite(p->cost) && s->status == STATUS_OK) /* the near side of an overflow */
		evaluate(s, a, p);
	p->slope = p->slope_left = 0;
}

static void search(struct stage *s, const struct point *l, const struct point *u, int first,
	int last, int depth);

/* Splits at the middle threshold inside, or at the middle. */
static void split(struct stage *s, const struct point *l, const struct point *u, int first,
	int last, int depth)
{
	struct point *mid = point_number(s, depth);
	if (!mid)
		return;
	int at = (first + last) / 2;
	double x = .5 * (l->a0 + u->a0);
	if (first < last)
		x = s->jump[at];
	else if (l->a0 > 0 && u->a0 > 64 * l->a0)
		x = sqrt(l->a0 * u->a0);
	evaluate(s, x, mid);
	int left = at, right = at;
	if (first < last) {
		while (left > first && s->jump[left - 1] >= x)
			left--;
		while (right < last && s->jump[right] <= x)
			right++;
		consider_peak(s, mid);
	} else {
		left = right = first;
	}
	search(s, l, mid, first, first < last ? left : first, depth + 1);
	search(s, mid, u, first < last ? right : first, last, depth + 1);
}

/* The interval (l, u) with the thresholds jump[first..last) inside. */
static void search(struct stage *s, const struct point *l, const struct point *u, int first,
	int last, int depth)
{
	double h = u->a0 - l->a0, low, high, jumps;
	double missed = MISSED * fmax(s->best_gain, 1e-12);
	if (s->status != STATUS_OK || h <= 0)
		return;
	double top = u->gain_left - l->cost;
	if (top < s->best - TIE)
		return;
	slope_bounds(s, l, u, &low, &high, &jumps);
	bool smooth = first == last && jumps <= 0;
	if (smooth && (low >= 0 || high <= 0))
		return;
	top = fmin(top, jumps + tent(h, l->gain - l->cost, u->gain_left - jumps - u->cost, low,
		high));
	if (top <= s->best + missed && !(smooth && l->slope > 0 && u->slope_left < 0 &&
					       top > s->peak + missed))
		return;
	if (depth >= DEPTH_MAX || h <= 2e-15 * u->a0 || s->left-- <= 0) {
		/* A jump too narrow to split: its right side is the better one. */
		consider_peak(s, u);
		return;
	}
	if (smooth && l->slope > 0 && u->slope_left < 0) {
		struct point *root = point_number(s, depth);
		if (!root)
			return;
		polish(s, l, u, root);
		if (s->status != STATUS_OK)
			return;
		consider_peak(s, root);
		if (depth + 1 < DEPTH_MAX && root->a0 > l->a0 && root->a0 < u->a0) {
			search(s, l, root, first, first, depth + 1);
			search(s, root, u, last, last, depth + 1);
		}
		return;
	}
	split(s, l, u, first, last, depth);
}

/* ------------------------------------- formulas: no structure to prove with */

static bool same_regimes(const struct stage *s, const struct point *l, const struct point *u)
{
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].threshold <= l->a0 && l->reply[i].regime != u->reply[i].regime)
			return false;
	return true;
}

/* Where values, slopes and regimes at the ends tell one smooth story, the root
 * of the slope is polished; else the interval is split, as long as it could
 * hold something better. */
static void scan_search(struct stage *s, const struct point *l, const struct point *u, int depth)
{
	double h = u->a0 - l->a0;
	double v_l = l->gain - l->cost, v_u = u->gain_left - u->cost;
	double steep = fmax(fabs(l->slope), fabs(u->slope_left));
	if (s->status != STATUS_OK || h <= 0)
		return;
	if (isfinite(steep) && fmax(v_l, v_u) + 2 * steep * h < s->best)
		return;
	if (h <= 1e-14 * u->a0 || depth >= DEPTH_MAX || s->left-- <= 0) {
		consider_peak(s, v_l > v_u ? l : u);
		return;
	}
	double odd = fabs(v_u - v_l - .5 * h * (l->slope + u->slope_left));
	bool smooth = isfinite(steep) && same_regimes(s, l, u) && odd <= .05 * steep * h + 1e-12;
	if (smooth && !(l->slope > 0 && u->slope_left < 0))
		return;
	struct point *mid = point_number(s, depth);
	if (!mid)
		return;
	if (smooth) {
		polish(s, l, u, mid);
		consider_peak(s, mid);
		return;
	}
	evaluate(s, .5 * (l->a0 + u->a0), mid);
	scan_search(s, l, mid, depth + 1);
	scan_search(s, mid, u, depth + 1);
}

/* What would be earned at p if everybody took part: some may begin later. */
static double could_earn(const struct stage *s, const struct point *p)
{
	double sum = p->gain;
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].kind == KIND_SCAN)
			sum += (s->goal == GOAL_SHARE ? s->domain[i].delta : 1) * p->reply[i].r;
	return sum;
}

/* The end of the range to scan closely, and *far, as far as the goal may come
 * back from where it has fallen. Where a specialist's contribution makes way
 * for the generalist's, or an S-curve is yet to begin, it first falls. */
static double scan_end(struct stage *s, struct point *p, double *far)
{
	double top = -INFINITY, end = 1, cost = 0;
	bool lost = false;
	int falls = 0;
	*far = 0;
	for (double a = 1.0 / 64; a <= SCAN_LEVEL_MAX; a *= 2) {
		evaluate(s, a, p);
		if (s->status == STATUS_NO_EQUILIBRIUM && falls >= 4) {
			s->status = STATUS_OK; /* far beyond the best level something overflows */
			break;
		}
		if (s->status != STATUS_OK)
			return 0;
		double v = p->gain - p->cost;
		if (falls >= 4 && !(v >= -1e12 * (1 + fabs(top) + fabs(p->gain))))
			break;
		falls = v > top ? 0 : falls + 1;
		if (v > top) {
			top = v;
			end = 4 * a;
			lost = false;
		} else if (!lost) { /* not yet so dear that it cannot come back soon */
			*far = a;
			lost = p->cost > 3 * fabs(could_earn(s, p)) + 2 * fabs(top);
		} else if (p->gain - cost > top) { /* gains seldom fall in a0 */
			*far = a;
		}
		cost = p->cost;
	}
	if (falls == 0)
		s->status = stage_unbounded(s->domain, s->n, s->goal, s->err);
	return end;
}

/* From point a on to x: what lies between, then x becomes a. */
static void scan_to(struct stage *s, struct point *a, struct point *b, double x)
{
	evaluate(s, x, b);
	scan_search(s, a, b, 3);
	struct point keep = *a;
	*a = *b;
	*b = keep;
}

/* A grid, from its close end on in steps of a quarter, with the thresholds of
 * those domains that have one among it: each is a jump. Beyond the grid's far
 * end only they are worth a look. */
static void scan_all(struct stage *s)
{
	enum { POINTS = 96 };
	struct point *a = point_number(s, 0), *b = point_number(s, 1);
	double far, x = 0;
	int jump = 0;
	if (!a || !b)
		return;
	double end = scan_end(s, a, &far);
	if (s->status != STATUS_OK)
		return;
	evaluate(s, 0, a);
	consider_peak(s, a);
	for (int i = 1; (i <= POINTS || x < far) && s->status == STATUS_OK; i++) {
		double t = (double)i / POINTS;
		x = i <= POINTS ? end * t * t : 1.25 * x;
		for (; jump < s->jumps && s->jump[jump] <= x; jump++) {
			scan_to(s, a, b, s->jump[jump]);
			consider_peak(s, a);
		}
		if (x > a->a0)
			scan_to(s, a, b, x);
	}
	for (; jump < s->jumps && s->status == STATUS_OK; jump++) {
		evaluate(s, s->jump[jump], b);
		consider_peak(s, b);
	}
}

/* --------------------------------------------------------------- horizon */

/* A domain's part of the goal's revenue; 0 where it can bring none. */
static double tail_part(const struct stage *s, const struct domain *m)
{
	double part = s->goal == GOAL_SHARE ? m->delta : 1;
	return m->threshold < INFINITY ? part : 0;
}

/* The most that the goal's revenue side can rise per unit of a0 at and beyond
 * `a`; +inf where that cannot be said yet. */
static double tail_slope(struct stage *s, double a)
{
	double sum = 0;
	for (int i = 0; i < s->n && s->status == STATUS_OK; i++) {
		struct domain *m = &s->domain[i];
		double part = tail_part(s, m);
		struct jet r;
		struct reply at;
		if (part <= 0)
			continue;
		if (m->shape == SHAPE_SIGMOID && a < m->inflection)
			return INFINITY;
		if (m->kind == KIND_LEVEL && m->peaks > 0 && a < m->peak[m->peaks - 1])
			return INFINITY;
		if (m->shape == SHAPE_CONVEX) {
			double gain, slope;
			s->status = domain_reply(m, a, &at, s->err);
			part_of(m, s->goal, &at, &gain, &slope);
			sum += slope;
			continue;
		}
		revenue_jet(&m->d->revenue, a, &r);
		sum += part * r.d1;
	}
	return sum;
}

/* Whether convex revenue, s a^p, outgrows phi_0. */
static bool tail_outgrows(const struct stage *s)
{
	const struct cost *c = s->cost_fn;
	double equals = 0; /* with the cost's own exponent */

	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		const struct revenue *r = &m->d->revenue;
		double part = tail_part(s, m);
		if (m->shape != SHAPE_CONVEX || part <= 0 || c->family == COST_FORMULA)
			continue;
		if (!(c->scale > 0) || (c->family == COST_POWER && r->exponent > c->exponent))
			return true;
		if (c->family == COST_POWER && r->exponent == c->exponent)
			equals += part * r->scale;
	}
	return equals > c->scale;
}

/* The largest exponent of convex revenue; 0: there is none. */
static double tail_exponent(const struct stage *s)
{
	double exponent = 0;
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].shape == SHAPE_CONVEX && tail_part(s, &s->domain[i]) > 0)
			exponent = fmax(exponent, s->domain[i].d->revenue.exponent);
	return exponent;
}

static bool tail_falls(struct stage *s, double a)
{
	const struct cost *cost = s->cost_fn;
	struct cost_jet c;
	double exponent = tail_exponent(s), before = INFINITY;

	/* Powers fall against an exponential from there on. */
	if (exponent > 0 && cost->family == COST_EXPONENTIAL && a * cost->rate < exponent - 1)
		return false;
	/* Convex revenue: slopes are compared at three doublings, and with the
	 * curved part of the cost alone, which revenue falls against for good. */
	for (int i = 0; i < (exponent > 0 ? 3 : 1); i++, a *= 2) {
		cost_jet(cost, a, 0, &c);
		double rise = tail_slope(s, a);
		double against = exponent > 0 && cost->family != COST_FORMULA ?
					 c.d1 - cost->marginal : c.d1;
		if (!(rise <= against) || s->status != STATUS_OK)
			return false;
		double ratio = against > 0 ? rise / against : 0;
		if (ratio > before * (1 + 1e-9))
			return false;
		before = ratio;
	}
	return true;
}

/* Where revenue is convex a specialist may begin to contribute beyond the
 * horizon, and its level then jumps. Levels only rise in a0, so between two
 * doublings the goal is at most the gain at the second less the cost at the
 * first: the horizon moves beyond all those that could hold the best. */
static void stretch_horizon(struct stage *s, double *horizon)
{
	struct point *p = point_number(s, 0);
	double best = -INFINITY, cost;

	if (!p || s->status != STATUS_OK)
		return;
	double a = fmax(*horizon, 1e-6);
	evaluate(s, a, p);
	while (a <= .5 * LEVEL_MAX && s->status == STATUS_OK) {
		best = fmax(best, p->gain - p->cost);
		cost = p->cost;
		a *= 2;
		evaluate(s, a, p);
		if (p->gain - cost > best)
			*horizon = a;
		if (!isfinite(p->cost))
			return;
	}
	/* Of families tail_outgrows has said so. */
	if (s->cost_fn->family == COST_FORMULA && s->status == STATUS_OK &&
		p->gain - p->cost > best)
		s->status = stage_unbounded(s->domain, s->n, s->goal, s->err);
}

enum status stage_unbounded(const struct domain *domain, int n, enum goal goal,
	struct error *err)
{
	if (goal == GOAL_SURPLUS)
		return error_set(err, STATUS_NO_EQUILIBRIUM,
			"unbounded: the joint surplus grows without limit in the generalist's level");
	double low = 1, high = 0;
	for (int i = 0; i < n; i++) {
		low = fmin(low, domain[i].delta);
		high = fmax(high, domain[i].delta);
	}
	if (high > low)
		return error_set(err, STATUS_NO_EQUILIBRIUM,
			"unbounded: the generalist gains without limit at shares from %.4g to %.4g",
			low, high);
	return error_set(err, STATUS_NO_EQUILIBRIUM,
		"unbounded: the generalist gains without limit at share %.4g", high);
}

enum status stage_horizon(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, double *horizon, struct error *err)
{
	s->cost_fn = cost;
	s->domain = domain;
	s->goal = goal;
	s->n = n;
	s->status = STATUS_OK;
	s->err = err;
	double a = 1;
	s->scan = !cost_is_convex(cost, 0);
	for (int i = 0; i < n; i++)
		s->scan |= domain[i].kind == KIND_SCAN;
	if (s->scan) {
		struct point *p = point_number(s, 0);
		s->best = s->peak = -INFINITY;
		double far = 0, end = p ? scan_end(s, p, &far) : 0;
		*horizon = fmax(end, far);
		return s->status;
	}
	bool convex = tail_exponent(s) > 0;
	if (convex && tail_outgrows(s))
		return stage_unbounded(domain, n, goal, err);
	bool fell = tail_falls(s, a);
	if (fell && tail_falls(s, TINY)) {
		a = 0;
	} else if (fell) {
		while (a > TINY && tail_falls(s, .5 * a) && s->status == STATUS_OK)
			a *= .5;
	} else {
		while (!fell && a < LEVEL_MAX && s->status == STATUS_OK)
			fell = tail_falls(s, a *= 2);
		if (!fell && s->status == STATUS_OK)
			return stage_unbounded(domain, n, goal, err);
	}
	*horizon = a;
	if (convex)
		stretch_horizon(s, horizon);
	return s->status;
}

/* ------------------------------------------------------------------- all */

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Thresholds in (0, inf), rising, each once. */
static void collect_jumps(struct stage *s)
{
	int count = 0;
	for (int i = 0; i < s->n; i++) {
		double t = s->domain[i].threshold;
		if (t > 0 && t < INFINITY)
			s->jump[count++] = t;
	}
	qsort(s->jump, (size_t)count, sizeof *s->jump, compare_doubles);
	s->jumps = 0;
	for (int i = 0; i < count; i++)
		if (i == 0 || s->jump[i] > s->jump[s->jumps - 1])
			s->jump[s->jumps++] = s->jump[i];
}

static enum status finish(struct stage *s, struct best *best)
{
	best->a0 = s->peak_a0;
	best->value = s->peak;
	if (s->best > s->peak + MISSED * fmax(s->best_gain, 1e-12)) {
		best->a0 = s->best_a0;
		best->value = s->best;
	}
	return s->status;
}

enum status stage_maximise(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, struct best *best, struct error *err)
{
	double end;
	enum status st = stage_horizon(s, cost, domain, n, goal, &end, err);
	if (st != STATUS_OK)
		return st;
	s->best = s->peak = -INFINITY;
	s->best_a0 = s->peak_a0 = s->best_gain = 0;
	s->left = EVALUATIONS_MAX / (1 + n / 100);
	collect_jumps(s);
	if (s->scan) {
		scan_all(s);
		return finish(s, best);
	}
	struct point *zero = point_number(s, 0), *mid = point_number(s, 1);
	struct point *last = point_number(s, 2);
	if (s->status != STATUS_OK)
		return s->status;
	evaluate(s, 0, zero);
	consider_peak(s, zero);
	int inside = 0;
	while (inside < s->jumps && s->jump[inside] < end)
		inside++;
	if (end > 0) {
		evaluate(s, end, mid);
		consider_peak(s, mid);
		search(s, zero, mid, 0, inside, 3);
	}
	/* Beyond the horizon the goal falls but for the jumps. */
	if (inside < s->jumps && s->status == STATUS_OK) {
		evaluate(s, s->jump[s->jumps - 1], last);
		consider_peak(s, last);
		search(s, end > 0 ? mid : zero, last, inside, s->jumps - 1, 3);
	}
	return finish(s, best);
}
