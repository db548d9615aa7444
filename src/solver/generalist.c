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
#include "solver/pieces.h"

#include <float.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Levels nearer than this part of their size are not told apart by splitting. */
#define NARROWEST 2e-15
/* In parts of a threshold, how far rounding may put it off. */
#define LAST_DIGITS (16 * DBL_EPSILON)
/* Along a plateau one goes down by so much of the level first, and then so much faster. */
#define FIRST_STEP 1e-6
#define FASTER 8

static void search(struct stage *s, const struct point *l, const struct point *u, int first,
	int last, int depth);

/* Splits at the middle threshold inside, at an edge, or where split_at says. */
static void split(struct stage *s, const struct point *l, const struct point *u,
	const struct bounds *b, double missed, int first, int last, int depth)
{
	struct point *mid = stage_point(s, depth);
	if (!mid)
		return;
	int at = (first + last) / 2, left = first, right = first;
	bool open = first == last && s->terms && !b->smooth;
	double turn = open && depth % 4 != 3 ? stage_turn(s, l, u) : -1;
	double x = first < last ? s->jump[at] : open && turn < 0 ? stage_edge(s, l, u) : -1;
	bool edge = x >= 0;
	if (s->status != STATUS_OK)
		return;
	if (!edge)
		x = turn >= 0 ? turn : stage_split_at(s, l, u, b, missed, depth);
	stage_evaluate(s, x, mid);
	if (first < last) {
		for (left = at; left > first && s->jump[left - 1] >= x; left--)
			;
		for (right = at; right < last && s->jump[right] <= x; right++)
			;
	}
	if (edge)
		stage_beginning(s, mid);
	search(s, l, mid, first, left, depth + 1);
	search(s, mid, u, right, last, depth + 1);
}

/* Where a reply leaps between l and u, of which both tell: its better side counts as a peak, unless
 * the goal rises beyond. False: it is to be split. */
static bool search_leap(struct stage *s, const struct point *l, const struct point *u, int depth)
{
	const struct point *below = l, *above = u;
	int i = depth + LEAP_POINTS < DEPTH_MAX ? stage_leaping(s, l, u) : -1;
	if (i < 0 || !stage_leap(s, i, &below, &above, depth) || s->status != STATUS_OK)
		return false;
	if (below->at - below->cost > above->at - above->cost) {
		if (below->slope >= 0)
			stage_peak(s, below);
	} else if (above->slope <= 0) {
		stage_peak(s, above);
	}
	search(s, l, below, 0, 0, depth + LEAP_POINTS);
	search(s, below, above, 0, 0, depth + LEAP_POINTS);
	search(s, above, u, 0, 0, depth + LEAP_POINTS);
	return true;
}

static void look_at(struct stage *s, double a0, int depth)
{
	struct point *p = stage_point(s, depth);
	if (!p)
		return;
	stage_evaluate(s, a0, p);
	if (s->status == STATUS_OK)
		stage_beginning(s, p);
}

/* Where pieces of revenue begin between two levels. */
static void look_at_pieces(struct stage *s, const struct pieces *p, double low, double high, int depth)
{
	if (low >= p->end)
		return;
	for (int k = pieces_find(p, low) + 1; k < p->count && p->piece[k].lo < high &&
		s->status == STATUS_OK; k++)
		look_at(s, p->piece[k].lo, depth);
}

/* Between two levels as near as that: a formula may make one level by itself, or a few, worth more
 * than those on either side. Of revenue in a0 alone it is known which, where pieces begin; of a cost
 * that moves with a0, any may. */
static void look_between(struct stage *s, const struct point *l, const struct point *u, int depth)
{
	bool any = false;
	for (int i = 0; i < s->n && s->pieces; i++) {
		const struct domain *m = &s->domain[i];
		if (m->kind == KIND_PIECES && m->mixed)
			any = true;
		else if (m->kind == KIND_PIECES)
			look_at_pieces(s, m->revenue_pieces, l->a0, u->a0, depth);
	}
	for (double x = nextafter(l->a0, INFINITY); any && x < u->a0 && s->status == STATUS_OK;
		x = nextafter(x, INFINITY))
		look_at(s, x, depth);
}

/* The interval (l, u) with the thresholds jump[first..last) inside. */
static void search(struct stage *s, const struct point *l, const struct point *u, int first,
	int last, int depth)
{
	double h = u->a0 - l->a0;
	struct bounds b;
	bool at_peak = ((l->slope == 0 && l->a0 > 0) || u->slope_left == 0) &&
		stage_same_regimes(s, l, u);
	double missed = (at_peak ? MISSED_BESIDE : MISSED) * s->best_gain, bar = stage_bar(s);
	if (s->status != STATUS_OK || h <= 0)
		return;
	double top = stage_top(s, l, u);
	if (top < bar)
		return;
	stage_bounds(s, l, u, &b);
	bool smooth = first == last && b.smooth;
	if (smooth && (b.low >= 0 || b.high <= 0))
		return;
	top = fmin(top, bounds_top(&b, h));
	if (top > bar + missed && first == last && s->terms && !b.smooth)
		top = fmin(top, stage_either(s, l, u, bar + missed));
	/* A smooth top, or the best seen on either side of a kink, is to be a peak. */
	bool peaks = l->slope > 0 && u->slope_left < 0 && top > s->peak[0].value + missed;
	bool best = l->a0 == s->best_a0 || u->a0 == s->best_a0;
	if (top <= bar + missed && !(peaks && (smooth || best)))
		return;
	if (depth >= DEPTH_MAX || h <= NARROWEST * u->a0 || s->left-- <= 0) {
		if (h > NARROWEST * u->a0)
			s->proof = PROOF_GAVE_UP;
		/* A jump too narrow to split: up, or down where revenue falls. */
		if (l->gain - l->cost > u->gain - u->cost)
			stage_peak(s, l);
		else
			stage_beginning(s, u);
		if (h <= NARROWEST * u->a0)
			look_between(s, l, u, depth);
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
	if (first < last || b.smooth || !search_leap(s, l, u, depth))
		split(s, l, u, &b, missed, first, last, depth);
}

/* ------------------------------------------------------------------- all */

/* Replies ask for a revenue's pieces as they come to them; all within the range are wanted here. */
static void cut_within_range(struct stage *s)
{
	for (int i = 0; i < s->n && s->status == STATUS_OK; i++)
		if (s->domain[i].revenue_pieces)
			s->status = pieces_extend_to(s->domain[i].revenue_pieces, s->range, s->err);
}

/* The ends of pieces, on both sides of a step. */
static void add_ends(struct stage *s, const struct pieces *p)
{
	for (int i = 0; p && i < p->count; i++) {
		const struct piece *at = &p->piece[i];
		const double end[4] = {at->lo, at->in_lo, at->in_hi, at->hi};
		for (int k = 0; k < 4; k++)
			if (end[k] <= s->range)
				stage_add_jump(s, end[k]);
	}
}

static void add_switches(struct stage *s, const struct domain *m)
{
	for (int k = 0; m->mixed && k < m->facts->switches.count; k++)
		if (m->facts->switches.level[k] <= s->range)
			stage_add_jump(s, m->facts->switches.level[k]);
}

/* A threshold, known to its last digits, may lie by those beyond the last level before a step of the
 * generalist's cost: where the specialist is as good as paid there already, that is its threshold. */
static void meet_step(struct stage *s, const struct pieces *cost, struct domain *m)
{
	const double need = m->by.need, least = m->threshold * (1 - LAST_DIGITS);
	for (int i = pieces_find(cost, m->threshold) - 1; i >= 0 && cost->piece[i].hi >= least; i--) {
		struct reply at;
		s->status = domain_reply(m, cost->piece[i].hi, &at, s->err);
		if (s->status != STATUS_OK || at.u - need < -TIE * (m->w * at.r + fabs(need)))
			return;
		m->threshold = cost->piece[i].hi;
	}
}

/* Thresholds in (0, inf), rising, each once; where a formula's cost bends or steps; and
 * where levels are to be sampled, where specialists' functions do, lest that falls between
 * samples. */
static void collect_jumps(struct stage *s, bool sampled)
{
	if (sampled)
		cut_within_range(s);

	const struct pieces *cost = s->cost_convex_to < INFINITY ? s->cost_pieces : NULL;
	int count, room = s->n + 1 + (cost ? 4 * cost->count : 0) +
		(s->terms ? (EDGES_MAX + PEAKS_MAX) * s->n : 0);
	for (int i = 0; i < s->n && sampled; i++)
		room += s->domain[i].revenue_pieces ?
			4 * s->domain[i].revenue_pieces->count + SWITCHES_MAX : 0;
	if (room > s->room) {
		double *jump = realloc(s->jump, (size_t)room * sizeof *jump);
		if (!jump) {
			s->status = error_set(s->err, STATUS_SYSTEM, "out of memory");
			return;
		}
		s->jump = jump;
		s->room = room;
	}
	s->jumps = 0;
	for (int i = 0; i < s->n && s->status == STATUS_OK; i++) {
		struct domain *m = &s->domain[i];
		if (cost && m->threshold > 0 && m->threshold < cost->end)
			meet_step(s, cost, m);
		stage_add_jump(s, m->threshold);
	}
	if (s->terms)
		stage_terms_jumps(s);
	if (cost)
		add_ends(s, cost);
	for (int i = 0; i < s->n && sampled; i++) {
		add_ends(s, s->domain[i].revenue_pieces);
		add_switches(s, &s->domain[i]);
	}
	count = s->jumps;
	if (count > 1)
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
	stage_beginning(s, zero);
	int inside = 0;
	while (inside < s->jumps && s->jump[inside] < end)
		inside++;
	if (end > 0) {
		stage_evaluate(s, end, mid);
		stage_peak(s, mid);
		search(s, zero, mid, 0, inside, DEPTH_FIRST);
	}
	/* Beyond the horizon the goal falls but for the jumps; with terms, it is worth nothing. */
	if (!(s->terms && end >= s->terms_to) && inside < s->jumps && s->status == STATUS_OK) {
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
	long most = (s->scan || s->pieces ? FORMULA_EVALUATIONS_MAX : EVALUATIONS_MAX) / (1 + n / 100);
	s->left = most;
	collect_jumps(s, s->scan);
	s->proof = s->scan ? PROOF_SAMPLED : PROOF_PROVED;
	if (s->status != STATUS_OK)
		return s->status;
	if (s->scan)
		stage_scan(s);
	else
		search_all(s);
	/* What the search came to last it never saw. */
	if (!s->scan && s->left <= 0 && s->status == STATUS_OK) {
		s->left = most;
		collect_jumps(s, true);
		if (s->status == STATUS_OK)
			stage_scan(s);
	}
	return s->status;
}

/* The best level may lie on a plateau, wherever on it the search came: the generalist takes the
 * lowest, where it begins. Slopes at the level itself do not tell: a plateau may end there. */
static void begin_plateau(struct stage *s, struct best *best)
{
	const struct best from = *best;
	struct point *p = stage_point(s, DEPTH_FIRST);
	double least = from.value - TIE * from.gain, low = -1, high = from.a0, step = FIRST_STEP * high;
	for (double x = high - step; p && high - fmax(low, 0) > NARROWEST * high;) {
		stage_evaluate(s, x, p);
		bool flat = p->slope == 0 && p->at - p->cost >= least;
		if (s->status != STATUS_OK || (!flat && high == from.a0)) /* a top */
			return;
		if (flat)
			*best = (struct best){.a0 = x, .value = p->at - p->cost, .gain = stage_earned(s, p)};
		*(flat ? &high : &low) = x;
		step *= FASTER;
		x = low < 0 ? fmax(high - step, 0) : between_levels(low, high);
	}
}

/* Whether the best level is where the range ends, or as good as there but for what the size of
 * the sums hides, and the goal rises there. */
static bool rises_beyond(struct stage *s, const struct best *best)
{
	struct point *end = stage_point(s, 2);
	if (!end || !stage_same_level(best->a0, LEVEL_MAX))
		return false;
	stage_evaluate(s, LEVEL_MAX, end);
	return best->a0 >= LEVEL_MAX || end->slope > 0;
}

enum status stage_maximise(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, struct best *best, struct error *err)
{
	enum status st = maximise(s, cost, domain, n, goal, 1, err);
	*best = s->peak[0];
	/* Of what pays no more than level 0, but for rounding, nothing says where it was seen. */
	bool seen = s->best > best->value + TIE * s->best_gain;
	if (seen)
		*best = (struct best){.a0 = s->best_a0, .value = s->best, .gain = s->best_gain};
	if (st == STATUS_OK && (seen || best->rises)) {
		stage_beside_best(s, best);
		st = s->status;
	}
	if (st == STATUS_OK && s->pieces && best->a0 > 0) {
		begin_plateau(s, best);
		st = s->status;
	}
	best->proof = s->proof;
	/* Up to here formulas are looked at: more may be gained beyond. */
	if (st == STATUS_OK && (s->pieces || s->cost_pieces) && rises_beyond(s, best))
		return stage_beyond(s);
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
