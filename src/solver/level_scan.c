/* The generalist's stage where formulas leave no structure to prove with: its
 * levels are sampled, and what lies between is split until it tells a smooth
 * story. */
#include "solver/level.h"

#include <float.h>
#include <math.h>

/* The splits of one interval of the grid: a jump takes some fifty. */
enum { INTERVAL_MAX = 1000 };

bool stage_same_regimes(const struct stage *s, const struct point *l, const struct point *u)
{
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].threshold <= l->a0 && l->reply[i].regime != u->reply[i].regime)
			return false;
	return true;
}

/* What would be earned at p if everybody took part: some may begin later. */
static double could_earn(const struct stage *s, const struct point *p)
{
	double sum = p->gain;
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].by_level)
			sum += (s->goal == GOAL_SHARE ? s->domain[i].delta : 1) * p->reply[i].r;
	return sum;
}

/* Whether p's level is so dear that no interval it begins is worth a look, going by
 * what could be earned at its end u. */
static bool is_lost(const struct stage *s, const struct point *p, const struct point *u, double top)
{
	if (s->terms) /* others may bear it */
		return false;
	double earned = fmax(fabs(could_earn(s, p)), fabs(could_earn(s, u)));
	return p->cost > 3 * earned + 2 * fabs(top);
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
	/* In an order in which slopes near the largest double do not overflow. */
	if (isfinite(steep) && fmax(v_l, v_u) + 2 * (steep * h) < stage_bar(s))
		return;
	if (is_lost(s, l, u, s->best))
		return;
	bool narrow = h <= 1e-14 * u->a0;
	if (narrow || depth >= DEPTH_MAX || s->left-- <= 0) {
		if (!narrow)
			s->proof = PROOF_GAVE_UP;
		stage_peak(s, v_l > v_u ? l : u);
		return;
	}
	/* Rounding is not odd. */
	double room = 4 * DBL_EPSILON * (fabs(u->gain_left) + u->cost);
	double odd = fabs(v_u - v_l - (.5 * h * l->slope + .5 * h * u->slope_left));
	bool smooth = isfinite(steep) && stage_same_regimes(s, l, u) && odd <= .05 * h * steep + room;
	if (smooth && !(l->slope > 0 && u->slope_left < 0))
		return;
	struct point *mid = stage_point(s, depth);
	if (!mid)
		return;
	if (smooth) {
		stage_polish(s, l, u, mid);
		stage_peak(s, mid);
		return;
	}
	double x = .5 * (l->a0 + u->a0);
	if (!isfinite(l->slope) && u->a0 > 16 * l->a0) /* by magnitudes where it begins steep */
		x = l->a0 > 0 ? between_magnitudes(l->a0, u->a0) : u->a0 / 1024;
	stage_evaluate(s, x, mid);
	scan_search(s, l, mid, depth + 1);
	scan_search(s, mid, u, depth + 1);
}

/* From point a on to x: what lies between, then x becomes a. No interval may spend
 * what the others are to have. */
static void scan_to(struct stage *s, struct point *a, struct point *b, double x)
{
	long all = s->left, here = all < INTERVAL_MAX ? all : INTERVAL_MAX;
	stage_evaluate(s, x, b);
	s->left = here;
	scan_search(s, a, b, DEPTH_FIRST);
	s->left = all - (here - s->left);
	struct point keep = *a;
	*a = *b;
	*b = keep;
}

/* A grid, closer where levels are low, with the thresholds of those domains that have
 * one among it, and the ends of pieces: each may be a jump. */
void stage_scan(struct stage *s)
{
	enum { POINTS = 192 };
	struct point *a = stage_point(s, 0), *b = stage_point(s, 1);
	int jump = 0;
	if (!a || !b)
		return;
	stage_evaluate(s, 0, a);
	stage_peak(s, a);
	for (int i = 1; i <= POINTS && s->status == STATUS_OK; i++) {
		double t = (double)i / (double)POINTS, x = s->range * t * t;
		for (; jump < s->jumps && s->jump[jump] <= x; jump++) {
			scan_to(s, a, b, s->jump[jump]);
			stage_peak(s, a);
		}
		if (x > a->a0)
			scan_to(s, a, b, x);
	}
	for (; jump < s->jumps && s->status == STATUS_OK; jump++) {
		stage_evaluate(s, s->jump[jump], b);
		stage_peak(s, b);
	}
}
