/* The generalist's stage: branch and bound over a0.
 *
 * An interval is given up when nothing in it can beat the best level known:
 * by monotone levels (see stage.h), or by a tent over its ends whose sides
 * have the steepest slopes possible. Where the slope changes sign inside, the
 * root is found at once, so that the bound is sharp early. Upward jumps, where
 * a specialist starts to take part, are always interval ends; the left end of
 * an interval counts with the jump, its right end without: that is where the
 * participation squeeze sits. */
#include "solver/level.h"

#include <float.h>
#include <gsl/gsl_sort.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 5 }; /* fewer specialists are soon asked for their replies */

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

void stage_pause(struct stage *s, struct pause pause)
{
	s->pause = pause;
}

/* Where a level is soon tried, asking would take longer. */
static void ask(struct stage *s)
{
	if (!s->pause.go_on || (!s->scan && s->n < FEW) || s->status != STATUS_OK)
		return;
	if (!s->pause.go_on(s->pause.context))
		s->status = error_set(s->err, STATUS_SYSTEM, "given up");
}

struct point *stage_point(struct stage *s, int i)
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

void stage_part(const struct domain *m, enum goal goal, struct reply *at, double *gain,
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
		/* Levels may fall in a0, where a formula makes investing dearer. */
		*slope = m->delta > 0 && at->slope != 0 ? m->delta * at->r1 * at->slope : 0;
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

void stage_evaluate(struct stage *s, double a0, struct point *p)
{
	struct cost_jet c;
	ask(s);
	cost_jet(s->cost_fn, a0, 0, &c);
	if (s->cost_fn->family == COST_FORMULA && s->status == STATUS_OK)
		s->status = sound_cost(NULL, 0, a0, &c, s->err);
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
		if (s->status != STATUS_OK)
			return;
		stage_part(m, s->goal, &p->reply[i], &gain, &slope);
		p->gain += gain;
		p->slope += slope;
		if (m->threshold < a0 || a0 <= 0) {
			p->gain_left += gain;
			p->slope_left += slope;
		}
	}
	if (p->gain == INFINITY && p->cost == INFINITY)
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
			stage_part(m, s->goal, &l->reply[i], &gain_l, &slope);
		stage_part(m, s->goal, &u->reply[i], &gain_u, &slope);
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
	double fall = low * h;
	if (!isfinite(fall) || !isfinite(high) || !isfinite(v_u))
		return INFINITY;
	/* What cancels far below may hide a rise near the near end: rounding counts. */
	double room = 2 * DBL_EPSILON * (fabs(v_l) + fabs(v_u) + fabs(fall));
	double t = (v_u - v_l - fall + room) / (high - low);
	return v_l + high * fmin(fmax(t, 0), h);
}

/* Regula falsi with the Illinois weights, bisection where that stalls or an end
 * is infinite. Not GSL's Brent: it would evaluate both ends anew, and here they
 * are at hand. */
void stage_polish(struct stage *s, const struct point *l, const struct point *u,
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
			x = a > 0 ? between_magnitudes(a, b) : b / 1024;
		if (!(x > a && x < b))
			x = .5 * (a + b);
		stage_evaluate(s, x, p);
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
		stage_evaluate(s, a, p);
	p->slope = p->slope_left = 0;
}

static void search(struct stage *s, const struct point *l, const struct point *u, int first,
	int last, int depth);

/* Splits at the middle threshold inside, or at the middle. */
static void split(struct stage *s, const struct point *l, const struct point *u, int first,
	int last, int depth)
{
	struct point *mid = stage_point(s, depth);
	if (!mid)
		return;
	int at = (first + last) / 2;
	double x = .5 * (l->a0 + u->a0);
	if (first < last)
		x = s->jump[at];
	else if (l->a0 > 0 && u->a0 > 64 * l->a0)
		x = between_magnitudes(l->a0, u->a0);
	stage_evaluate(s, x, mid);
	int left = at, right = at;
	if (first < last) {
		while (left > first && s->jump[left - 1] >= x)
			left--;
		while (right < last && s->jump[right] <= x)
			right++;
		stage_peak(s, mid);
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
	double missed = MISSED * s->best_gain, bar = stage_bar(s);
	if (s->status != STATUS_OK || h <= 0)
		return;
	double top = u->gain_left - l->cost;
	if (top < bar)
		return;
	slope_bounds(s, l, u, &low, &high, &jumps);
	bool smooth = first == last && jumps <= 0;
	if (smooth && (low >= 0 || high <= 0))
		return;
	top = fmin(top, jumps + tent(h, l->gain - l->cost, u->gain_left - jumps - u->cost, low,
		high));
	if (top <= bar + missed && !(smooth && l->slope > 0 && u->slope_left < 0 &&
					   top > s->peak[0].value + missed))
		return;
	if (depth >= DEPTH_MAX || h <= 2e-15 * u->a0 || s->left-- <= 0) {
		if (h > 2e-15 * u->a0)
			s->proof = PROOF_GAVE_UP;
		/* A jump too narrow to split: its right side is the better one. */
		stage_peak(s, u);
		return;
	}
	if (smooth && l->slope > 0 && u->slope_left < 0) {
		struct point *root = stage_point(s, depth);
		if (!root)
			return;
		stage_polish(s, l, u, root);
		if (s->status != STATUS_OK)
			return;
		stage_peak(s, root);
		if (depth + 1 < DEPTH_MAX && root->a0 > l->a0 && root->a0 < u->a0) {
			search(s, l, root, first, first, depth + 1);
			search(s, root, u, last, last, depth + 1);
		}
		return;
	}
	split(s, l, u, first, last, depth);
}

/* ------------------------------------------------------------------- all */

/* Thresholds in (0, inf), rising, each once. */
static void collect_jumps(struct stage *s)
{
	int count = 0;
	for (int i = 0; i < s->n; i++) {
		double t = s->domain[i].threshold;
		if (t > 0 && t < INFINITY)
			s->jump[count++] = t;
	}
	gsl_sort(s->jump, 1, (size_t)count);
	s->jumps = 0;
	for (int i = 0; i < count; i++)
		if (i == 0 || s->jump[i] > s->jump[s->jumps - 1])
			s->jump[s->jumps++] = s->jump[i];
}

/* The search where shapes are known. */
static void search_all(struct stage *s)
{
	struct point *zero = stage_point(s, 0), *mid = stage_point(s, 1);
	struct point *last = stage_point(s, 2);
	double end = s->range;
	if (s->status != STATUS_OK)
		return;
	stage_evaluate(s, 0, zero);
	stage_peak(s, zero);
	int inside = 0;
	while (inside < s->jumps && s->jump[inside] < end)
		inside++;
	if (end > 0) {
		stage_evaluate(s, end, mid);
		stage_peak(s, mid);
		search(s, zero, mid, 0, inside, DEPTH_FIRST);
	}
	/* Beyond the horizon the goal falls but for the jumps. */
	if (inside < s->jumps && s->status == STATUS_OK) {
		stage_evaluate(s, s->jump[s->jumps - 1], last);
		stage_peak(s, last);
		search(s, end > 0 ? mid : zero, last, inside, s->jumps - 1, DEPTH_FIRST);
	}
}

/* Finds the best point, and as many peaks as are wanted. */
static enum status maximise(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, int wanted, struct error *err)
{
	s->peaks = 0;
	s->wanted = wanted;
	enum status st = stage_horizon(s, cost, domain, n, goal, &s->range, err);
	if (st != STATUS_OK)
		return st;
	s->best = -INFINITY;
	s->best_a0 = s->best_gain = 0;
	s->peak[0] = (struct best){.value = -INFINITY};
	s->left = (s->scan ? SCAN_EVALUATIONS_MAX : EVALUATIONS_MAX) / (1 + n / 100);
	collect_jumps(s);
	s->proof = s->scan || cost->family == COST_FORMULA ? PROOF_SAMPLED : PROOF_PROVED;
	if (s->scan)
		stage_scan(s);
	else
		search_all(s);
	return s->status;
}

enum status stage_maximise(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, struct best *best, struct error *err)
{
	enum status st = maximise(s, cost, domain, n, goal, 1, err);
	*best = s->peak[0];
	if (s->best > best->value + MISSED * s->best_gain)
		*best = (struct best){.a0 = s->best_a0, .value = s->best, .gain = s->best_gain};
	best->proof = s->proof;
	return st;
}

enum status stage_peaks(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, struct best *peak, int most, int *count, struct error *err)
{
	enum status st = maximise(s, cost, domain, n, goal, most, err);
	*count = s->peaks;
	memcpy(peak, s->peak, (size_t)s->peaks * sizeof *peak);
	return st;
}
