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
#include <stdlib.h>
#include <string.h>

enum { CLOSE = 8 }; /* beside a peak intervals are split by at least this instead of 2 */
/* Two levels so near, relative, tell how the slope goes on. */
#define NEARBY 1e-3
/* A step along a line leaves out so little, in parts of the level, if that times how far off
 * the line was drawn is no more; and is the last if it leaves no more than this of the slope. */
#define LEFT_OUT 1e-17
#define SETTLED .01
/* As long as each step is no more than this part of the one before, such steps go on. */
#define CLOSER .1
/* So many times steeper than the whole, the slope has a kink. */
#define STEEP 64
/* Of what is reckoned of a function by its slopes at two ends, what is counted on. */
#define SURE .7
/* The least part of an interval that is split off. */
#define LEAST 1e-6
enum { FEW = 5 }; /* fewer specialists are soon asked for their replies */

enum status stage_alloc(struct stage **out, int n, struct error *err)
{
	struct stage *s = calloc(1, sizeof *s);
	if (s) {
		s->n = n;
		s->room = n + 1;
		s->jump = malloc(sizeof *s->jump * (size_t)s->room);
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
	for (int i = 0; i < s->used; i++) {
		free(s->pool[i].reply);
		free(s->pool[i].side);
	}
	free(s->jump);
	free(s);
}

void stage_pause(struct stage *s, struct pause pause)
{
	s->pause = pause;
}

void stage_cost(struct stage *s, const struct pieces *cost, const struct cost_facts *facts)
{
	s->cost_pieces = cost;
	s->cost_convex_to = facts ? facts->convex_to : INFINITY;
}

void stage_terms_limit(struct stage *s, double level)
{
	s->terms_to = level;
}

/* Where a level is soon tried, asking would take longer. */
static void ask(struct stage *s)
{
	if (!s->pause.go_on || (!s->scan && !s->pieces && !s->cost_pieces && s->n < FEW) || s->status != STATUS_OK)
		return;
	if (!s->pause.go_on(s->pause.context))
		s->status = error_set(s->err, STATUS_SYSTEM, "given up");
}

struct point *stage_point(struct stage *s, int i)
{
	while (s->used <= i) {
		size_t n = s->n > 0 ? (size_t)s->n : 1;
		struct point *p = &s->pool[s->used];
		p->reply = malloc(n * sizeof *p->reply);
		p->side = malloc(n * sizeof *p->side);
		if (!p->reply || !p->side) {
			free(p->reply);
			free(p->side);
			s->status = error_set(s->err, STATUS_SYSTEM, "out of memory");
			return NULL;
		}
		s->used++;
	}
	return &s->pool[i];
}

void stage_part(const struct domain *m, enum goal goal, struct reply *at, double *gain,
	double *slope)
{
	if (m->by_level && !domain_active(m, at->a, at)) {
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
	double v = p->at - p->cost;
	if (v > s->best) {
		s->best = v;
		s->best_a0 = p->a0;
		s->best_gain = stage_earned(s, p);
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
	p->gain = p->gain_left = p->at = 0;
	p->slope = p->slope_left = -c.d1;
	for (int i = 0; i < s->n && s->status == STATUS_OK; i++) {
		struct domain *m = &s->domain[i];
		double gain, slope;
		if (m->threshold > a0 && !s->terms)
			continue;
		s->status = domain_reply(m, a0, &p->reply[i], s->err);
		if (s->status != STATUS_OK)
			return;
		if (s->terms) {
			stage_terms_add(s, i, p);
			continue;
		}
		stage_part(m, s->goal, &p->reply[i], &gain, &slope);
		p->gain += gain;
		p->slope += slope;
		if (m->threshold < a0 || a0 <= 0) {
			p->gain_left += gain;
			p->slope_left += slope;
		}
	}
	if (!s->terms)
		p->at = p->gain;
	if (p->gain == INFINITY && p->cost == INFINITY)
		s->status = error_set(s->err, STATUS_NO_EQUILIBRIUM,
			"no equilibrium: the revenue and the cost of level %.4g are too large to "
			"compute with", a0);
	if (s->status == STATUS_OK)
		consider(s, p);
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

/* Where, from a0 on, a domain's reply first comes to a kink, or stops contributing, if it
 * goes on as there; INFINITY: that cannot be told. */
static double next_switch(const struct domain *m, double a0, const struct reply *at)
{
	double next = INFINITY;
	if (m->kind != KIND_PIECES || m->threshold > a0 || at->held)
		return INFINITY;
	const struct pieces *p = m->revenue_pieces;
	if (at->a < p->end && at->slope > 0)
		next = a0 + (p->piece[pieces_find(p, at->a)].in_hi - at->a) / at->slope;
	return at->x > 0 && at->slope < 1 ? fmin(next, a0 + at->x / (1 - at->slope)) : next;
}

/* The same for all of them. */
static double switch_after(const struct stage *s, const struct point *p)
{
	double next = INFINITY;
	for (int i = 0; i < s->n && s->pieces; i++)
		next = fmin(next, next_switch(&s->domain[i], p->a0, &p->reply[i]));
	return next;
}

/* The first of those that have done so before u; INFINITY: none. */
static double switch_between(const struct stage *s, const struct point *l, const struct point *u)
{
	double next = INFINITY;
	for (int i = 0; i < s->n && s->pieces; i++) {
		const struct reply *at_l = &l->reply[i], *at_u = &u->reply[i];
		/* of families it is not asked, and below a threshold there is no reply */
		if (s->domain[i].kind != KIND_PIECES || s->domain[i].threshold > l->a0)
			continue;
		if (at_l->held != at_u->held || at_l->regime != at_u->regime)
			next = fmin(next, next_switch(&s->domain[i], l->a0, at_l));
	}
	return next;
}

/* Where a reply changes its ways, as foretold from `from`: that is to come between near ends,
 * on either side of it by turns. */
static double beside_switch(double turn, double from, bool beyond)
{
	double beside = 1e-4 * (turn - from) + 4e-16 * turn;
	return beyond ? turn + beside : turn - beside;
}

/* Where a line through two values has its root, if they close in on it; else no number. *sure:
 * what that leaves out is less than levels can be told apart by. */
static double along_line(double x, double fx, double y, double fy, bool *sure)
{
	double step = -fy * (y - x) / (fy - fx), part = fabs(y - x) / y;
	*sure = part <= NEARBY && part * fabs(step) <= LEFT_OUT * y;
	return fabs(step) <= CLOSER * fabs(y - x) ? y + step : NAN;
}

/* Regula falsi with the Illinois weights, bisection where that stalls or an end
 * is infinite. Not GSL's Brent: it would evaluate both ends anew, and here they
 * are at hand. */
void stage_polish(struct stage *s, const struct point *l, const struct point *u,
	struct point *p)
{
	double a = l->a0, b = u->a0, fa = l->slope, fb = u->slope_left;
	double width = b - a, turn = switch_after(s, l), last = a, f_last = fa;
	double at_a = fa, at_b = fb; /* as they are; fa and fb are weighted */
	double secant = NAN;
	bool sure = false, kinked = false;
	int side = 0;
	for (int i = 0; i < 200 && s->status == STATUS_OK; i++) {
		double x = .5 * (a + b);
		bool along = secant > a && secant < b;
		if (along)
			x = secant;
		else if (isfinite(fa) && isfinite(fb) && i % 4 != 3 && !kinked)
			x = (a * fb - b * fa) / (fb - fa);
		else if (b > 16 * a)
			x = a > 0 ? between_magnitudes(a, b) : b / 1024;
		/* The slope may change its sign where a reply changes its ways. */
		if (i % 2 && turn > a && turn < b && !along)
			x = beside_switch(turn, a, i % 4 == 1);
		if (!(x > a && x < b))
			x = .5 * (a + b);
		stage_evaluate(s, x, p);
		double f = p->slope;
		if (along && sure && fabs(f) <= SETTLED * fabs(f_last))
			break;
		if (f > 0)
			turn = switch_after(s, p);
		/* As the slope goes on, the root is as near as levels can be told apart: unless it
		 * is much steeper on the other side, beyond a kink. */
		double own = f > 0 ? (at_a - f) / (x - a) : (f - at_b) / (b - x);
		if (f == 0 || (fabs(x - last) <= NEARBY * x && isfinite(f_last) &&
				      fabs(f - f_last) <= STEEP * own * fabs(x - last) &&
				      fabs(f * (x - last)) <= 4e-16 * x * fabs(f - f_last)))
			break;
		secant = along_line(last, f_last, x, f, &sure);
		last = x;
		f_last = f;
		if (b - a <= 4e-16 * b || b < 1e-300)
			break;
		/* A short step from the near end that has left the slope as it was: the other end
		 * is far down a kink. */
		kinked = fmin(x - a, b - x) < .01 * (b - a) && fabs(f) > .5 * fabs(f > 0 ? at_a : at_b);
		if (f > 0) {
			width = x - a;
			a = x;
			fa = at_a = f;
			if (side == 1)
				fb *= .5;
			side = 1;
		} else {
			width = b - x;
			b = x;
			fb = at_b = f;
			if (side == -1)
				fa *= .5;
			side = -1;
		}
		/* Small steps from one end say nothing while the other, where the
		 * slope may be steeper by far, has not come near. */
		if (width <= 1e-15 * x && b - a <= .01 * b && i > 6 && !kinked)
			break;
	}
	if (!isfinite(p->cost) && s->status == STATUS_OK) /* the near side of an overflow */
		stage_evaluate(s, a, p);
	p->slope = p->slope_left = 0;
}

static void search(struct stage *s, const struct point *l, const struct point *u, int first,
	int last, int depth);

/* Where two payoffs meet that differ by `ahead` at one end of an interval h wide, by `rate` less
 * a unit from there on: how far from that end. Next to an end, or beyond it by no more than
 * may be inexact, a little further inside, `least` at any rate, for the other end to come near
 * as well. Below 0: nowhere that can be told. */
static double meeting(double ahead, double rate, double h, double least)
{
	double t = ahead / rate;
	if (!(fabs(t - .5 * h) < .6 * h))
		return -1;
	if (t < .1 * h)
		return fmin(2 * fabs(t) + least, .5 * h);
	return t > .9 * h ? h - fmin(2 * fabs(h - t) + least, .5 * h) : t;
}

/* What the level that is chosen at the other end pays at this one, if that is what comes next
 * to the best here; else -INFINITY. */
static double passed_over(const struct reply *here, const struct reply *other)
{
	bool same = fabs(here->rival - other->a) < .25 * fabs(here->a - other->a);
	return same ? here->rival_u : -INFINITY;
}

/* Where between l and u a domain's reply leaps, by how its payoffs change on both sides of
 * the leap; below 0: nowhere that can be told, or it is time to halve. At either end what it
 * passes over tells as well how the payoffs of the other side change. */
static double leap_between(const struct domain *m, const struct point *l, const struct reply *at_l,
	const struct point *u, const struct reply *at_u, int depth)
{
	double h = u->a0 - l->a0, near = 1e-15 * u->a0, t;
	/* What payoffs are known to, in levels. */
	double noise = 8 * DBL_EPSILON * m->w * (fabs(at_l->r) + fabs(at_u->r));
	bool on_l = domain_active(m, l->a0, at_l), on_u = domain_active(m, u->a0, at_u);
	double v_l = on_l ? at_l->u : 0, v_u = on_u ? at_u->u : 0;
	double d_l = on_l ? at_l->gain : 0, d_u = on_u ? at_u->gain : 0;
	if (depth % 4 == 3 || (on_l == on_u && !(on_l && fabs(at_u->a - at_l->a) > 4 * h)))
		return -1;
	double before = v_u - passed_over(at_u, at_l), after = v_l - passed_over(at_l, at_u);
	if (on_l && on_u && fmin(before, after) < INFINITY) {
		t = after <= before ? meeting(after, at_l->rival_gain - d_l, h, near) :
				      meeting(before, d_u - at_u->rival_gain, h, near);
		return t < 0 ? -1 : after <= before ? l->a0 + t : u->a0 - t;
	}
	near += noise / fabs(d_u - d_l);
	/* Each end tells of its own side only: from afar that is not much. */
	if (depth % 2)
		return -1;
	near += h > NEARBY * u->a0 ? .01 * h : 0;
	t = meeting(v_l - v_u + d_u * h, d_u - d_l, h, near);
	return t < 0 ? -1 : l->a0 + t;
}

/* How far from a peak to split an interval h wide at whose other end the slope has come to
 * `slope`, and that is nowhere more than `steep` the wrong way: so near that what lies between
 * the two cannot matter, or so far that slopes on the other side are all of one sign. */
static double beside_peak(double h, double slope, double steep, double missed)
{
	double near = SURE * sqrt(missed * h / fabs(steep));
	double far = h * fabs(steep / slope) / SURE, at = fmax(near, far);
	return at > LEAST * h && at < h / (double)CLOSE ? at : h / (double)CLOSE;
}

/* Where to split an interval without thresholds inside, bounded by b. */
static double split_at(const struct stage *s, const struct point *l, const struct point *u,
	const struct bounds *b, double missed, int depth)
{
	double x = .5 * (l->a0 + u->a0), leap = -1;
	for (int i = 0; i < s->n && leap < 0; i++) {
		const struct domain *m = &s->domain[i];
		bool leaps = m->kind == KIND_PIECES || m->kind == KIND_HUMPED;
		if (leaps && m->threshold <= l->a0 && !s->terms)
			leap = leap_between(m, l, &l->reply[i], u, &u->reply[i], depth);
	}
	if (leap > l->a0 && leap < u->a0)
		return leap;
	double turn = beside_switch(switch_between(s, l, u), l->a0, depth % 2);
	if (turn > l->a0 && turn < u->a0 && depth % 4 != 3)
		return turn;
	/* Beside a peak bounds are sharp close by only. */
	double h = u->a0 - l->a0;
	if (l->slope == 0 && l->a0 > 0)
		return l->a0 + (b->smooth ? beside_peak(h, u->slope_left, b->high, missed) :
					    h / (double)CLOSE);
	if (u->slope_left == 0)
		return u->a0 - (b->smooth ? beside_peak(h, l->slope, b->low, missed) :
					    h / (double)CLOSE);
	return l->a0 > 0 && u->a0 > 64 * l->a0 ? between_magnitudes(l->a0, u->a0) : x;
}

/* Splits at the middle threshold inside, at an edge, or where split_at says. */
static void split(struct stage *s, const struct point *l, const struct point *u,
	const struct bounds *b, double missed, int first, int last, int depth)
{
	struct point *mid = stage_point(s, depth);
	if (!mid)
		return;
	int at = (first + last) / 2, left = first, right = first;
	double x = first < last ? s->jump[at] : s->terms ? stage_edge(s, l, u) : -1;
	bool edge = x >= 0;
	if (s->status != STATUS_OK)
		return;
	stage_evaluate(s, edge ? x : split_at(s, l, u, b, missed, depth), mid);
	if (first < last) {
		for (left = at; left > first && s->jump[left - 1] >= x; left--)
			;
		for (right = at; right < last && s->jump[right] <= x; right++)
			;
	}
	if (edge)
		stage_peak(s, mid);
	search(s, l, mid, first, left, depth + 1);
	search(s, mid, u, right, last, depth + 1);
}

/* Where the goal does not fall from l to u and is flat before u: the lowest level that is as
 * good as u, which the generalist takes if that is its best. */
static void begin_plateau(struct stage *s, const struct point *l, const struct point *u, int depth)
{
	struct point *mid = stage_point(s, depth);
	double low = l->a0, high = u->a0, room = TIE * u->gain_left;
	double least = u->gain_left - u->cost - room, x = high * (1 - 1e-6);
	if (!mid || least < s->peak[0].value - 2 * room || l->gain - l->cost >= least)
		return;
	while (x > low && high - low > 2e-15 * high && s->status == STATUS_OK) {
		stage_evaluate(s, x, mid);
		if (mid->slope == 0 && mid->gain - mid->cost >= least)
			high = x;
		else if (high == u->a0) /* no plateau but a peak */
			return;
		else
			low = x;
		x = between_levels(low, high);
	}
	if (s->status == STATUS_OK && high < u->a0) {
		stage_evaluate(s, high, mid);
		stage_peak(s, mid);
	}
}

/* The interval (l, u) with the thresholds jump[first..last) inside. */
static void search(struct stage *s, const struct point *l, const struct point *u, int first,
	int last, int depth)
{
	double h = u->a0 - l->a0;
	struct bounds b;
	bool at_peak = (l->slope == 0 && l->a0 > 0) || u->slope_left == 0;
	double missed = (at_peak ? MISSED_BESIDE : MISSED) * s->best_gain, bar = stage_bar(s);
	if (s->status != STATUS_OK || h <= 0)
		return;
	double top = stage_top(s, l, u);
	if (top < bar)
		return;
	stage_bounds(s, l, u, &b);
	bool smooth = first == last && b.smooth;
	if (smooth && (b.low >= 0 || b.high <= 0)) {
		if (s->pieces && b.low >= 0 && u->slope_left == 0)
			begin_plateau(s, l, u, depth);
		return;
	}
	top = fmin(top, b.jumps + tent(h, b.l, b.u, b.low, b.high));
	if (top <= bar + missed && !(smooth && l->slope > 0 && u->slope_left < 0 &&
					   top > s->peak[0].value + missed))
		return;
	if (depth >= DEPTH_MAX || h <= 2e-15 * u->a0 || s->left-- <= 0) {
		if (h > 2e-15 * u->a0)
			s->proof = PROOF_GAVE_UP;
		/* A jump too narrow to split: up, or down where revenue falls. */
		stage_peak(s, l->gain - l->cost > u->gain - u->cost ? l : u);
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
	split(s, l, u, &b, missed, first, last, depth);
}

/* ------------------------------------------------------------------- all */

void stage_add_jump(struct stage *s, double a0)
{
	if (a0 > 0 && a0 < LEVEL_MAX && s->jumps < s->room)
		s->jump[s->jumps++] = a0;
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

/* Thresholds in (0, inf), rising, each once; where a formula's cost bends or steps; and
 * where levels are sampled, where revenue does, lest that falls between samples. */
static void collect_jumps(struct stage *s)
{
	const struct pieces *cost = s->cost_convex_to < INFINITY ? s->cost_pieces : NULL;
	int count, room = s->n + 1 + (cost ? 4 * cost->count : 0) +
		(s->terms ? EDGES_MAX * s->n : 0);
	for (int i = 0; i < s->n && s->scan; i++)
		room += s->domain[i].revenue_pieces ? 4 * s->domain[i].revenue_pieces->count : 0;
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
	for (int i = 0; i < s->n; i++)
		stage_add_jump(s, s->domain[i].threshold);
	if (s->terms)
		stage_terms_jumps(s);
	add_ends(s, cost);
	for (int i = 0; i < s->n && s->scan; i++)
		add_ends(s, s->domain[i].revenue_pieces);
	count = s->jumps;
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
	s->left = (s->scan || s->pieces ? FORMULA_EVALUATIONS_MAX : EVALUATIONS_MAX) / (1 + n / 100);
	collect_jumps(s);
	s->proof = s->scan ? PROOF_SAMPLED : PROOF_PROVED;
	if (s->status != STATUS_OK)
		return s->status;
	if (s->scan)
		stage_scan(s);
	else
		search_all(s);
	return s->status;
}

/* What is beside a level is looked for from a hair off on, and no further than where MISSED can
 * hide it. */
#define HAIR 1e-10
#define HIDDEN 1e-5

/* The best of the points seen, where no peak is as good: what lies right beside it could pay no
 * more than MISSED more, and was left aside. The slope tells where that ends. */
static void best_seen(struct stage *s, struct best *best)
{
	struct point *here = stage_point(s, DEPTH_FIRST), *beside = stage_point(s, DEPTH_FIRST + 1);
	struct point *top = stage_point(s, DEPTH_FIRST + 2);
	*best = (struct best){.a0 = s->best_a0, .value = s->best, .gain = s->best_gain};
	if (s->status != STATUS_OK || best->a0 <= 0)
		return;
	stage_evaluate(s, best->a0, here);
	int side = here->slope > 0 ? 1 : -1;
	for (double step = HAIR; step < HIDDEN && here->slope != 0 && s->status == STATUS_OK; step *= 8) {
		stage_evaluate(s, best->a0 * (1 + side * step), beside);
		if (side * (side > 0 ? beside->slope_left : beside->slope) > 0)
			continue;
		stage_polish(s, side > 0 ? here : beside, side > 0 ? beside : here, top);
		if (s->status == STATUS_OK && top->gain - top->cost >= best->value - TIE * top->gain)
			*best = (struct best){.a0 = top->a0, .value = top->gain - top->cost, .gain = top->gain};
		return;
	}
}

enum status stage_maximise(struct stage *s, const struct cost *cost, struct domain *domain, int n,
	enum goal goal, struct best *best, struct error *err)
{
	enum status st = maximise(s, cost, domain, n, goal, 1, err);
	*best = s->peak[0];
	if (st == STATUS_OK && s->best > best->value + MISSED * s->best_gain) {
		best_seen(s, best);
		st = s->status;
	}
	best->proof = s->proof;
	/* Up to here formulas are looked at: more may be gained beyond. */
	if (st == STATUS_OK && (s->pieces || s->cost_pieces) && best->a0 >= LEVEL_MAX)
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
