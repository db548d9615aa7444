/* The humps of the curve, each closed in on. */
#include "bargain/single_private.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

/* Of what is equal: a hump's top must be higher than an end of its stretch by more. */
#define END_ROOM 1e-2

bool line_joined(const struct trace *c, int i)
{
	return i >= 0 && i + 1 < c->count && !c->node[i].break_after && c->node[i].ok &&
		c->node[i + 1].ok;
}

/* How much more one player has than the other, of what a smallest gain is taken
 * over: 0 where they are even. */
static double imbalance(void *context, double x)
{
	struct line *l = context;
	struct study_work *w = l->st->work;
	bool ratio = l->rule.rule == RULE_KALAI_SMORODINSKY;
	if (!work_play_line(w, l->st->axis, x, &w->scratch))
		return NAN;
	return (w->scratch.u_generalist - w->outside[0]) / (ratio ? l->ideal[0] : 1) -
		(w->scratch.domain[0].utility - w->outside[1]) / (ratio ? l->ideal[1] : 1);
}

static double imbalance_at(double x, void *context)
{
	return imbalance(context, x);
}

/* With two players the smallest gain is largest where both are even, unless
 * one's gain has its own top first: the root of the difference, by GSL's Brent. */
static bool even_out(struct line *l, double low, double high, double *x, double *value)
{
	const struct study *st = l->st;
	if (!rule_raises_least(l->rule.rule) || l->of != OF_RULE || st->n != 1 || st->bystander[0] || st->bystander[1])
		return false;
	gsl_function f = {imbalance_at, l};
	double at_low = imbalance(l, low), at_high = imbalance(l, high);
	if (!((at_low < 0 && at_high > 0) || (at_low > 0 && at_high < 0)))
		return false;
	gsl_root_fsolver *s = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
	if (!s)
		return false;
	int status = gsl_root_fsolver_set(s, &f, low, high);
	for (int i = 0; i < 60 && status == GSL_SUCCESS; i++) {
		status = gsl_root_fsolver_iterate(s);
		if (gsl_root_fsolver_x_upper(s) - gsl_root_fsolver_x_lower(s) < 1e-15)
			break;
	}
	*x = gsl_root_fsolver_root(s);
	gsl_root_fsolver_free(s);
	*value = line_at(l, *x);
	double step = 1e-4 * (high - low);
	return status == GSL_SUCCESS && line_at(l, *x - step) < *value &&
		line_at(l, *x + step) < *value;
}

/* The best node of a plateau that begins at node i; where it ends, into *last. */
static int plateau(const struct line *l, int i, const double *v, int *last)
{
	int best = i;
	double room = line_room(l, v[i]);
	for (*last = i; line_joined(&l->st->curve, *last) && fabs(v[*last + 1] - v[i]) <= room; ++*last)
		if (v[*last + 1] > v[best])
			best = *last + 1;
	return best;
}

/* Falling by so many times what is equal that near, a top is kinked. */
#define KINKED 1e3
/* Of what is equal: how far a line from beside may miss the value at its end. */
#define ON_LINE 10

/* Whether there is less right beside share x, towards another; beside a kink (`kinked`) by far, and
 * along a line that ends at x, not a little way off. */
static bool falls_beside(struct line *l, double x, double value, double other, bool kinked)
{
	double room = line_room(l, value);
	double step = copysign(fmin(ROUNDING_SHARE, .5 * fabs(other - x)), other - x);
	double near = line_at(l, x + step);
	if (!kinked)
		return near < value;
	return near < value - KINKED * room &&
		fabs(2 * near - line_at(l, x + 2 * step) - value) <= ON_LINE * room;
}

/* Whether the top of the nodes from i to last, between a and b, is there already: at an end of
 * the piece, or where it is kinked. To close in on it takes many plays, and next to a share of 0
 * or 1 dear ones. */
static bool is_there(struct line *l, int a, int i, int last, int b, double value)
{
	const struct trace_node *node = l->st->curve.node;
	bool kinked = a < i && last < b;
	if (node[last].x - node[i].x > ROUNDING_SHARE) /* a top may lie between them */
		return false;
	return (a == i || falls_beside(l, node[i].x, value, node[a].x, kinked)) &&
		(b == last || falls_beside(l, node[last].x, value, node[b].x, kinked));
}

/* Whether the nodes from i to last, which are as good as one another, are a plateau: so wide apart
 * that they are not both sides of a smooth top, which is as narrow as ROUNDING_SHARE, or with a
 * place between them that is as good. What differs there is rounding. */
static bool is_flat(struct line *l, int i, int last, double value)
{
	enum { SEVERAL = 3 };
	const struct trace_node *node = l->st->curve.node;
	if (node[last].x - node[i].x <= TIE_WIDTH)
		return false;
	return last - i >= SEVERAL ||
		fabs(line_at(l, .5 * (node[last - 1].x + node[last].x)) - value) <= line_room(l, value);
}

/* The node beside i, on the side that `step` says, that is one with it: beyond the other side of
 * what happens there, if nothing jumps. i: there is none. */
static int beside(const struct trace *c, const double *v, int i, int step)
{
	int k = i, next = i + step;
	while (line_joined(c, step > 0 ? k : next) && isfinite(v[next]) &&
		(k == i || fabs(c->node[k].x - c->node[i].x) <= 2 * TRACE_WIDTH)) {
		k = next;
		next += step;
	}
	return k;
}

/* The top of a stretch with its middle inside. */
static double top_of(struct line *l, const struct stretch *s, double *value)
{
	bool sure;
	double x = maximise_surely(line_at, l, s, value, &sure);
	if (!sure)
		line_by_slopes(l, s, &x, value);
	return x;
}

/* The top on the side of a stretch's middle that `to` is an end of, if the value rises that way from
 * there; false: it does not. */
static bool climb_side(struct line *l, const struct stretch *s, double to, double f_to, double *x,
	double *value)
{
	double beside = fmin(ROUNDING_SHARE, .5 * fabs(to - s->mid));
	double next = s->mid + copysign(beside, to - s->mid), at = to == s->mid ? s->f_mid : line_at(l, next);
	if (!(at > s->f_mid))
		return false;
	struct stretch side = {s->mid, s->f_mid, next, at, to, f_to, s->room, s->place};
	if (to < s->mid)
		side = (struct stretch){to, f_to, next, at, s->mid, s->f_mid, s->room, s->place};
	*x = top_of(l, &side, value);
	return true;
}

/* So many times further than an event's sides are apart it is passed, and lines hardly bend. */
#define BESIDE_EVENT 100

/* A kinked top next to a stretch's middle: where lines from beside it, from both sides, meet, and
 * come to what is there. */
static bool climb_lines(struct line *l, const struct stretch *s, double *x, double *value)
{
	const double step = BESIDE_EVENT * TRACE_WIDTH;
	if (!(s->mid - s->low > 2 * step && s->high - s->mid > 2 * step))
		return false;
	double left = line_at(l, s->mid - step), right = line_at(l, s->mid + step);
	double rise = (left - line_at(l, s->mid - 2 * step)) / step;
	double fall = (line_at(l, s->mid + 2 * step) - right) / step;
	if (!(rise > 0 && fall < 0))
		return false;
	double aside = (right - left - step * (rise + fall)) / (rise - fall);
	if (!(fabs(aside) < step))
		return false;
	*x = s->mid + aside;
	*value = line_at(l, *x);
	bool told = fabs(left + rise * (aside + step) - *value) <= ON_LINE * s->room;
	if (*value < s->f_mid) { /* but for rounding, it is the middle */
		*x = s->mid;
		*value = s->f_mid;
	}
	return told;
}

/* The top of a stretch with a node in it; where something happens at the node, of what rises from
 * there, to one side or to both. */
static double climb(struct line *l, const struct stretch *s, bool happens, double *value)
{
	double left, right, other;
	bool before = happens && climb_side(l, s, s->low, s->f_low, &left, value);
	bool behind = happens && climb_side(l, s, s->high, s->f_high, &right, &other);
	if (!before && !behind)
		return happens && climb_lines(l, s, &left, value) ? left :
			top_of(l, s, value);
	if (before && !(behind && other > *value))
		return left;
	*value = other;
	return right;
}

/* Whether node i is one of those on the last digits of a share, nearer than events are closed in on
 * and apart in value: then the top beside it, which no line or parabola tells. */
static bool on_last_digits(struct line *l, int i, const double *v, double *x, double *value)
{
	const struct trace_node *node = l->st->curve.node + i;
	if (!line_joined(&l->st->curve, i - 1) || !line_joined(&l->st->curve, i) ||
		node[1].x - node[-1].x > TRACE_WIDTH ||
		v[i] - fmax(v[i - 1], v[i + 1]) <= line_room(l, v[i]))
		return false;
	double best, at = bracket_maximum(line_at, l, node[-1].x, node[1].x, 0, 2 * DBL_EPSILON,
		&best);
	*x = best > v[i] ? at : node->x;
	*value = fmax(best, v[i]);
	return true;
}

double line_hump(struct line *l, int i, const double *v, double *x)
{
	const struct trace *c = &l->st->curve;
	int last, first = i, a = beside(c, v, i, -1);
	i = plateau(l, i, v, &last);
	int b = beside(c, v, last, 1);
	double value = v[i];
	*x = c->node[i].x;
	if (on_last_digits(l, i, v, x, &value))
		return value;
	if (is_flat(l, first, last, value) || is_there(l, a, first, last, b, value))
		return value;
	struct stretch stretch = {c->node[a].x, v[a], *x, value, c->node[b].x, v[b],
		line_room(l, value), l->st->work->plan.place};
	double found, better = -INFINITY;
	bool happens = a != first - 1 || b != last + 1 ||
		!outcome_same_regimes(&c->node[a].out, &c->node[b].out);
	/* Where both are even may be one top of two, and the lower one. */
	if (!even_out(l, stretch.low, stretch.high, &found, &better) || better < value)
		found = climb(l, &stretch, happens, &better);
	/* At an end that is as good but for rounding, the end is meant. */
	double room = a == i || b == i ? END_ROOM * line_room(l, value) : 0;
	if (better > value + room || (room == 0 && better >= value)) {
		*x = found;
		value = better;
	}
	return value;
}

/* Whether a plateau begins at node i. What rises by no more than what is equal from node to node is
 * several plateaus, each as high as what is equal. */
static bool begins_plateau(const struct line *l, const double *v, int i)
{
	const struct trace *c = &l->st->curve;
	double room = line_room(l, v[i]);
	int from = i, last;
	if (!line_joined(c, i - 1) || v[i - 1] < v[i] - room)
		return true;
	if (v[i - 1] >= v[i])
		return false;
	while (line_joined(c, from - 1) && fabs(v[from - 1] - v[from]) <= room)
		from--;
	for (; from < i; from = last + 1)
		plateau(l, from, v, &last);
	return from == i;
}

bool line_is_hump(const struct line *l, const double *v, int i)
{
	int last;
	if (!isfinite(v[i]) || !begins_plateau(l, v, i))
		return false;
	plateau(l, i, v, &last);
	return !(line_joined(&l->st->curve, last) && v[last + 1] > v[i]);
}

double line_promise(const struct trace *c, const double *v, int i)
{
	double rise = 0;
	for (int at = i - 2; at <= i + 1; at++)
		if (at >= 0 && line_joined(c, at) && isfinite(v[at]) && isfinite(v[at + 1]))
			rise = fmax(rise, fabs(v[at + 1] - v[at]));
	return v[i] + rise;
}
