/* The generalist's stage where bounds do not tell, or did not in time: its levels are sampled,
 * and what lies between two of them is split until it tells a smooth story. What promises most
 * is split first, so that what is left when the budget ends promised least. */
#include "solver/level.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum {
	GRID = 192,  /* levels that are tried first, beside thresholds and the ends of pieces */
	MAGNITUDES = 48, /* and doublings up to the first of them, where nothing tells how low to go */
	BATCH = 24,  /* cells that are split before it is asked again which promise most */
	HALVINGS = DEPTH_MAX - DEPTH_FIRST
};

/* A level, as far as cells beside it need to know. */
struct end {
	double a0, cost;
	double value, value_left; /* of the goal; just left of it */
	double slope, slope_left;
	double earned;   /* what would be if everybody took part: some may begin later */
	double rounding; /* of its values */
	uint64_t regimes, regimes_left; /* of those whose threshold it has passed, told apart */
};

/* What lies between two levels. */
struct cell {
	struct end l, u;
	int halvings;
	double promise; /* about the most that its slopes let the goal be */
};

struct cells {
	struct cell *cell;
	int count, room;
};

bool stage_same_regimes(const struct stage *s, const struct point *l, const struct point *u)
{
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].threshold <= l->a0 && l->reply[i].regime != u->reply[i].regime)
			return false;
	return true;
}

static double could_earn(const struct stage *s, const struct point *p)
{
	double sum = p->gain;
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].by_level)
			sum += (s->goal == GOAL_SHARE ? s->domain[i].delta : 1) * p->reply[i].r;
	return sum;
}

/* One number for what everybody does. */
static uint64_t regimes_at(const struct stage *s, const struct point *p, bool left)
{
	uint64_t all = 0;
	for (int i = 0; i < s->n; i++) {
		double threshold = s->domain[i].threshold;
		if (left ? threshold < p->a0 : threshold <= p->a0)
			all = all * 1000003u + (uint64_t)p->reply[i].regime + 1;
	}
	return all;
}

static struct end end_at(const struct stage *s, const struct point *p)
{
	return (struct end){
		.a0 = p->a0,
		.cost = p->cost,
		.value = p->gain - p->cost,
		.value_left = p->gain_left - p->cost,
		.slope = p->slope,
		.slope_left = p->slope_left,
		.earned = fabs(could_earn(s, p)),
		.rounding = 4 * DBL_EPSILON * (fabs(p->gain_left) + p->cost),
		.regimes = regimes_at(s, p, false),
		.regimes_left = regimes_at(s, p, true),
	};
}

/* Whether a cell's level is so dear that it is not worth a look, going by what could be earned
 * at its end. */
static bool is_lost(const struct stage *s, const struct cell *c)
{
	if (s->terms) /* others may bear it */
		return false;
	return c->l.cost > 3 * fmax(c->l.earned, c->u.earned) + 2 * fabs(s->best);
}

static double steepness(const struct cell *c)
{
	return fmax(fabs(c->l.slope), fabs(c->u.slope_left));
}

/* Whether values, slopes and regimes at the ends tell one smooth story. Rounding is not odd. */
static bool is_smooth(const struct cell *c)
{
	double h = c->u.a0 - c->l.a0, steep = steepness(c);
	double rise = .5 * h * c->l.slope + .5 * h * c->u.slope_left;
	double odd = fabs(c->u.value_left - c->l.value - rise);
	return isfinite(steep) && c->l.regimes == c->u.regimes_left &&
		odd <= .05 * h * steep + c->u.rounding;
}

/* The level evaluated anew counts as a local maximum. */
static void add_peak(struct stage *s, double a0, struct point *p)
{
	stage_evaluate(s, a0, p);
	if (s->status == STATUS_OK)
		stage_peak(s, p);
}

/* The root of the slope in a smooth cell that has a top. */
static void polish(struct stage *s, const struct cell *c)
{
	struct point *l = stage_point(s, 0), *u = stage_point(s, 1), *top = stage_point(s, 2);
	if (!l || !u || !top)
		return;
	stage_evaluate(s, c->l.a0, l);
	stage_evaluate(s, c->u.a0, u);
	if (s->status == STATUS_OK)
		stage_polish(s, l, u, top);
	if (s->status == STATUS_OK)
		stage_peak(s, top);
}

/* Whether the cell is to be split. Where not, what it holds has been taken note of. */
static bool is_open(struct stage *s, struct cell *c)
{
	double h = c->u.a0 - c->l.a0, top = fmax(c->l.value, c->u.value_left);
	/* In an order in which slopes near the largest double do not overflow. */
	double steep = steepness(c), more = isfinite(steep) ? 2 * (steep * h) : INFINITY;
	c->promise = top + more;
	if (c->promise < stage_bar(s) || is_lost(s, c))
		return false;
	if (h <= 1e-14 * c->u.a0 || c->halvings >= HALVINGS) {
		if (h > 1e-14 * c->u.a0)
			s->proof = PROOF_GAVE_UP;
		add_peak(s, c->l.value > c->u.value_left ? c->l.a0 : c->u.a0, stage_point(s, 0));
		return false;
	}
	if (!is_smooth(c))
		return true;
	if (c->l.slope > 0 && c->u.slope_left < 0)
		polish(s, c);
	return false;
}

/* By magnitudes where it begins steep. */
static double middle(const struct cell *c)
{
	if (isfinite(c->l.slope) || !(c->u.a0 > 16 * c->l.a0))
		return .5 * (c->l.a0 + c->u.a0);
	return c->l.a0 > 0 ? between_magnitudes(c->l.a0, c->u.a0) : c->u.a0 / 1024;
}

/* The upper part becomes a cell of its own. */
static void split(struct stage *s, struct cells *all, struct cell *c)
{
	struct point *p = stage_point(s, 0);
	stage_evaluate(s, middle(c), p);
	if (s->status != STATUS_OK || all->count == all->room)
		return;
	struct end mid = end_at(s, p);
	c->halvings++;
	all->cell[all->count] = *c;
	all->cell[all->count++].l = mid;
	c->u = mid;
}

static int by_level(const void *a, const void *b)
{
	const struct cell *p = a, *q = b;
	return (p->l.a0 > q->l.a0) - (p->l.a0 < q->l.a0);
}

static int by_promise(const void *a, const void *b)
{
	const struct cell *p = a, *q = b;
	if (p->promise != q->promise)
		return p->promise < q->promise ? 1 : -1;
	return by_level(a, b);
}

static void keep_open(struct stage *s, struct cells *all)
{
	int kept = 0;
	for (int i = 0; i < all->count && s->status == STATUS_OK; i++)
		if (is_open(s, &all->cell[i]))
			all->cell[kept++] = all->cell[i];
	all->count = kept;
}

static void split_all(struct stage *s, struct cells *all)
{
	for (keep_open(s, all); all->count > 0 && s->status == STATUS_OK; keep_open(s, all)) {
		int batch = all->count < BATCH ? all->count : BATCH;
		if ((s->left -= batch) < 0) {
			s->proof = PROOF_GAVE_UP;
			return;
		}
		qsort(all->cell, (size_t)all->count, sizeof *all->cell, by_promise);
		/* Replies are found from those next to them. */
		qsort(all->cell, (size_t)batch, sizeof *all->cell, by_level);
		for (int i = 0; i < batch && s->status == STATUS_OK; i++)
			split(s, all, &all->cell[i]);
	}
}

/* From the last level on to x. */
static void add_level(struct stage *s, struct cells *all, struct end *last, double x, bool jump)
{
	struct point *p = stage_point(s, 0);
	stage_evaluate(s, x, p);
	if (s->status != STATUS_OK)
		return;
	struct end here = end_at(s, p);
	if (x > last->a0)
		all->cell[all->count++] = (struct cell){.l = *last, .u = here};
	if (jump)
		stage_peak(s, p);
	*last = here;
}

/* The last jump that is not too dear itself: where pieces end is a jump, too, whatever it costs.
 * Those beyond, of which the grid will know nothing, may be peaks. */
static double last_jump(struct stage *s, struct point *p)
{
	for (int i = s->jumps - 1; i >= 0 && s->status == STATUS_OK; i--) {
		add_peak(s, s->jump[i], p);
		struct end at = end_at(s, p);
		struct cell c = {.l = at, .u = at};
		if (s->jump[i] < s->range && !is_lost(s, &c))
			return s->jump[i];
	}
	return TINY;
}

/* Bounds may leave a range that is wide by far: it ends where levels are no longer too dear, though
 * not below such a jump. */
static double dear_from(struct stage *s)
{
	struct point *p = stage_point(s, 0);
	double x = s->range, least = last_jump(s, p);
	stage_evaluate(s, x, p);
	struct cell c = {.u = end_at(s, p)};
	while (.5 * x >= least && s->status == STATUS_OK) {
		stage_evaluate(s, .5 * x, p);
		c.l = end_at(s, p);
		if (!is_lost(s, &c))
			break;
		c.u = c.l;
		x *= .5;
	}
	return x;
}

/* A grid, closer where levels are low, with the thresholds of those domains that have one among
 * it, and the ends of pieces: each may be a jump. */
static void add_grid(struct stage *s, struct cells *all)
{
	struct point *p = stage_point(s, 0);
	int jump = 0;
	add_peak(s, 0, p);
	struct end last = end_at(s, p);
	double range = dear_from(s);
	/* Where no level is too dear, any magnitude may be what matters. */
	int lower = range >= s->range ? MAGNITUDES : 0;
	for (int i = 1 - lower; i <= GRID && s->status == STATUS_OK; i++) {
		double t = (i < 1 ? 1. : i) / GRID, x = ldexp(range * t * t, i < 1 ? i - 1 : 0);
		for (; jump < s->jumps && s->jump[jump] <= x; jump++)
			add_level(s, all, &last, s->jump[jump], true);
		if (x > last.a0)
			add_level(s, all, &last, x, false);
	}
}

void stage_scan(struct stage *s)
{
	struct cells all = {.room = GRID + MAGNITUDES + s->jumps + (int)s->left};
	if (!stage_point(s, 0))
		return;
	all.cell = malloc((size_t)all.room * sizeof *all.cell);
	if (!all.cell) {
		s->status = error_set(s->err, STATUS_SYSTEM, "out of memory");
		return;
	}
	add_grid(s, &all);
	if (s->status == STATUS_OK)
		split_all(s, &all);
	free(all.cell);
}
