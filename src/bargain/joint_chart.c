/* Playing a chart's bargains: see joint_chart.h. */
#include "bargain/joint_chart.h"

#include <math.h>
#include <string.h>

/* How far from an edge, in steps of the table, its sides are visited at most; closer
 * as the steps are smaller, for interpolation errs by about their square. */
#define EDGE .01

static const struct chart_leap *leap_of(const struct chart *c, int leap)
{
	int i = leap / LEAPS;
	return &leaps_of(c, i, c->index[i])[leap % LEAPS];
}

/* Whether somebody's reply leaps between the tabled levels l and m. */
static bool leaps_between(const struct chart *c, int l, int m)
{
	for (int k = 0; k < c->n * LEAPS; k++) {
		int below = leap_of(c, k)->below;
		if (below >= l && below < m)
			return true;
	}
	return false;
}

/* The top of the parabola through the tabled level `top` and its neighbours. */
static void parabola(const struct chart *c, int top, struct spot *spot)
{
	const double *x = c->level + top - 1, *y = c->total + top - 1;
	double left = (y[1] - y[0]) / (x[1] - x[0]), right = (y[2] - y[1]) / (x[2] - x[1]);
	double bend = (right - left) / (x[2] - x[0]);
	if (!(bend < 0) || !isfinite(bend))
		return;
	double a = .5 * (x[0] + x[1]) - .5 * left / bend;
	if (!(a > x[0] && a < x[2]))
		return;
	spot->first = top - 1;
	spot->count = 3;
	spot->a0 = a;
	spot->weight[0] = (a - x[1]) * (a - x[2]) / ((x[0] - x[1]) * (x[0] - x[2]));
	spot->weight[1] = (a - x[0]) * (a - x[2]) / ((x[1] - x[0]) * (x[1] - x[2]));
	spot->weight[2] = (a - x[0]) * (a - x[1]) / ((x[2] - x[0]) * (x[2] - x[1]));
	spot->payoff = 0;
	for (int k = 0; k < 3; k++)
		spot->payoff += spot->weight[k] * y[k];
}

enum quantity { GAIN, UTILITY, ALPHA };

static double tabled(const struct chart *c, int i, int l, enum quantity what)
{
	size_t at = row_at(c, i, c->index[i]) + (size_t)l;
	return what == GAIN ? c->gain[at] : what == UTILITY ? c->cell[at].utility :
		c->cell[at].alpha;
}

static double at_leap(const struct chart_leap *e, enum quantity what)
{
	return what == GAIN ? e->gain : what == UTILITY ? e->cell.utility : e->cell.alpha;
}

static double on_line(double x, double x0, double y0, double x1, double y1)
{
	return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

/* A quantity of specialist i at the level, between two tabled ones, where another's
 * reply leaps. */
static double between(const struct chart *c, int i, const struct chart_leap *e,
	enum quantity what)
{
	int l = e->below;
	double low = tabled(c, i, l, what), high = tabled(c, i, l + 1, what);
	for (int k = 0; k < LEAPS; k++) {
		const struct chart_leap *own = &leaps_of(c, i, c->index[i])[k];
		if (own->below != l)
			continue;
		return own->level > e->level ? low :
			on_line(e->level, own->level, at_leap(own, what), c->level[l + 1], high);
	}
	return on_line(e->level, c->level[l], low, c->level[l + 1], high);
}

/* What the generalist gets at the level where the reply of `who` leaps. */
static double leap_payoff(const struct chart *c, int who, const struct chart_leap *e)
{
	double payoff = e->gain - e->cost;
	for (int i = 0; i < c->n; i++)
		if (i != who)
			payoff += between(c, i, e, GAIN);
	return payoff;
}

/* The spot around the tabled level `top`, where there is a peak: total[] is known around it. */
static struct spot peak_spot(const struct chart *c, int top)
{
	struct spot spot = {.first = top, .count = 1, .a0 = c->level[top],
		.payoff = c->total[top], .weight = {1}, .leap = -1};
	if (top > 0 && top + 1 < c->levels && !leaps_between(c, top - 1, top + 1))
		parabola(c, top, &spot);
	return spot;
}

static struct spot leap_spot(const struct chart *c, int leap)
{
	const struct chart_leap *e = leap_of(c, leap);
	return (struct spot){.first = e->below, .count = 2, .a0 = e->level,
		.payoff = leap_payoff(c, leap / LEAPS, e), .leap = leap};
}

/* That, or where a reply leaps if the generalist gets more there. */
static struct spot best_spot(const struct chart *c, struct spot spot)
{
	for (int k = 0; k < c->n * LEAPS; k++) {
		if (leap_of(c, k)->below < 0)
			continue;
		struct spot other = leap_spot(c, k);
		if (other.payoff > spot.payoff)
			spot = other;
	}
	return spot;
}

static void fill_domain(const struct chart *c, int i, const struct spot *spot,
	struct domain_outcome *out)
{
	const struct chart_cell *cell = c->cell + row_at(c, i, c->index[i]) + spot->first;
	if (spot->leap >= 0 && spot->leap / LEAPS == i) {
		const struct chart_leap *e = leap_of(c, spot->leap);
		*out = (struct domain_outcome){.alpha = e->cell.alpha, .utility = e->cell.utility,
			.regime = e->cell.regime};
		return;
	}
	*out = (struct domain_outcome){.regime = cell->regime};
	if (spot->leap >= 0) {
		const struct chart_leap *e = leap_of(c, spot->leap);
		out->alpha = between(c, i, e, ALPHA);
		out->utility = between(c, i, e, UTILITY);
		return;
	}
	for (int k = 0; k < spot->count; k++) {
		out->alpha += spot->weight[k] * cell[k].alpha;
		out->utility += spot->weight[k] * cell[k].utility;
	}
	if (spot->count == 3)
		out->regime = cell[1].regime;
}

static void fill_outcome(const struct chart *c, const struct spot *spot, struct outcome *out)
{
	out->invests = true;
	out->performance = 0;
	out->alpha0 = spot->a0;
	out->joint = out->u_generalist = spot->payoff;
	for (int i = 0; i < c->n; i++) {
		struct domain_outcome *d = &out->domain[i];
		fill_domain(c, i, spot, d);
		d->utility = fmax(d->utility, 0); /* it would rather abstain */
		out->joint += d->utility;
		out->performance += c->earns[i] ? d->alpha : 0;
	}
}

/* One of two bargains next to each other. */
struct stop {
	int s;
	const struct spot *spot;
};

struct tour {
	struct chart *c;
	int axis; /* along which the two are */
	chart_visit *visit;
	void *context;
};

static bool visit_tabled(const struct tour *t, const struct spot *spot)
{
	struct chart *c = t->c;
	for (int i = 0; i < c->n; i++)
		c->delta[i] = c->share[i * c->side + c->index[i]];
	if (spot->payoff < c->least)
		outcome_clear(&c->out);
	else
		fill_outcome(c, spot, &c->out);
	return t->visit(t->context, c->delta, &c->out, false);
}

/* The peak at `to` that goes on from the one at `from`, which is not that of
 * to->spot: the nearest one; -1: none. */
static int same_peak(const struct hill *h, const struct stop *from, const struct stop *to)
{
	int at = from->spot->first + from->spot->count / 2;
	int best = hill_climb(h, to->spot->first + (to->spot->leap >= 0 ? 1 : to->spot->count / 2));
	int peak = hill_climb(h, at);
	if (peak != best)
		return peak;
	int up = hill_next_peak(h, peak < at ? at : peak, 1);
	int down = hill_next_peak(h, peak > at ? at : peak, -1);
	if (up == best)
		up = -1;
	if (down == best)
		down = -1;
	return up < 0 || (down >= 0 && at - down < up - at) ? down : up;
}

/* Where the peak at a tabled level is exactly. */
static struct spot spot_of(struct chart *c, const struct hill *h, int top)
{
	for (int l = top > 0 ? top - 1 : 0; l <= top + 1 && l < c->levels; l++)
		c->total[l] = hill_total(h, l);
	return peak_spot(c, top);
}

/* What the generalist would get at `to`, if it kept to what it does at `from`.
 * False: there is no such thing there, or it leads to what it does do. */
static bool keep_to(const struct tour *t, const struct stop *from, const struct stop *to,
	struct spot *spot)
{
	struct chart *c = t->c;
	c->index[t->axis] = to->s;
	if (from->spot->leap >= 0) {
		if (to->spot->leap == from->spot->leap || leap_of(c, from->spot->leap)->below < 0)
			return false;
		*spot = leap_spot(c, from->spot->leap);
		return spot->payoff <= to->spot->payoff;
	}
	struct hill h = hill_at(c, 0, t->axis);
	int peak = same_peak(&h, from, to);
	if (peak < 0)
		return false;
	*spot = spot_of(c, &h, peak);
	return spot->payoff <= to->spot->payoff;
}

/* Whether the same specialists take part: else something leaps on the way from one to the other. */
static bool same_active(const struct outcome *a, const struct outcome *b)
{
	for (int i = 0; i < a->n; i++)
		if ((a->domain[i].regime == REGIME_ABSTAIN) != (b->domain[i].regime == REGIME_ABSTAIN))
			return false;
	return true;
}

static double mix(double low, double high, double t)
{
	return low + t * (high - low);
}

/* Visits the bargain a part t of the way from one stop to the next, played as at
 * spot a at the first and b at the second. */
static bool visit_between(const struct tour *t, const struct stop *stop, const struct spot *a,
	const struct spot *b, double part)
{
	struct chart *c = t->c;
	const struct outcome *x = &c->end[0], *y = &c->end[1];
	c->index[t->axis] = stop[0].s;
	fill_outcome(c, a, &c->end[0]);
	c->index[t->axis] = stop[1].s;
	fill_outcome(c, b, &c->end[1]);
	if (!same_active(x, y))
		return true;
	for (int i = 0; i < c->n; i++)
		c->delta[i] = c->share[i * c->side + c->index[i]];
	c->delta[t->axis] = mix(c->share[t->axis * c->side + stop[0].s], c->delta[t->axis], part);
	outcome_copy(&c->out, part < .5 ? x : y);
	c->out.alpha0 = mix(x->alpha0, y->alpha0, part);
	c->out.u_generalist = mix(x->u_generalist, y->u_generalist, part);
	c->out.joint = mix(x->joint, y->joint, part);
	c->out.performance = mix(x->performance, y->performance, part);
	for (int i = 0; i < c->n; i++) {
		c->out.domain[i].utility = mix(x->domain[i].utility, y->domain[i].utility, part);
		c->out.domain[i].alpha = mix(x->domain[i].alpha, y->domain[i].alpha, part);
	}
	return t->visit(t->context, c->delta, &c->out, true);
}

/* The generalist changes over somewhere between two stops, if what it does at
 * either is worse at the other. */
static bool visit_edge(const struct tour *t, const struct stop *stop)
{
	struct spot before, behind; /* kept to where it is not best */
	if (!keep_to(t, &stop[1], &stop[0], &before) || !keep_to(t, &stop[0], &stop[1], &behind))
		return true;
	double lead = stop[0].spot->payoff - before.payoff;
	double lag = stop[1].spot->payoff - behind.payoff;
	double part = lead + lag > 0 ? lead / (lead + lag) : .5;
	const double *share = t->c->share + t->axis * t->c->side;
	double off = fmin(share[stop[1].s] - share[stop[0].s], EDGE);
	return visit_between(t, stop, stop[0].spot, &behind, fmax(part - off, 0)) &&
		visit_between(t, stop, &before, stop[1].spot, fmin(part + off, 1));
}

static int stride(const struct chart *c, int axis)
{
	int step = 1;
	for (int i = c->n - 1; i > axis; i--)
		step *= c->side;
	return step;
}

static bool play_all(const struct tour *t, int i, struct spot *spot);

/* With the shares of all specialists up to i chosen. */
static bool play_rest(const struct tour *t, int i, struct spot *spot)
{
	struct chart *c = t->c;
	const double *sum = c->sum + (size_t)i * (size_t)c->levels;
	const double *gain = c->gain + row_at(c, i, c->index[i]);
	double *next = c->sum + (size_t)(i + 1) * (size_t)c->levels;
	int blocks = chart_blocks(c->levels);
	const struct chart_block *x = c->sum_block + i * blocks, *y = blocks_of(c, i, c->index[i]);
	struct chart_block *both = c->sum_block + (i + 1) * blocks;
	for (int l = 0; l < c->levels; l++)
		next[l] = sum[l] + gain[l];
	for (int q = 0; q < blocks; q++)
		both[q] = (struct chart_block){x[q].most + y[q].most, x[q].beyond + y[q].beyond,
			x[q].below + y[q].below};
	return play_all(t, i + 1, spot);
}

/* With all chosen but that of the last, i: its row is the hill's last. */
static bool play_row(const struct tour *t, int i, struct spot *spot)
{
	struct chart *c = t->c;
	c->index[i] = 0;
	struct hill h = hill_at(c, i, i);
	for (int s = 0; s < c->side; s++, spot++) {
		c->index[i] = s;
		h.row[h.rows - 1] = c->gain + row_at(c, i, s);
		h.block[h.rows - 1] = blocks_of(c, i, s);
		c->top = hill_highest(&h, c->top);
		*spot = (struct spot){.payoff = -INFINITY};
		if (!isfinite(hill_total(&h, c->top)))
			continue;
		*spot = best_spot(c, spot_of(c, &h, c->top));
		if (!visit_tabled(t, spot))
			return false;
	}
	return true;
}

/* Plays the bargains whose shares before that of specialist i are chosen: the sums of these are in
 * sum[]. */
static bool play_all(const struct tour *t, int i, struct spot *spot)
{
	struct chart *c = t->c;
	if (i == c->n - 1)
		return play_row(t, i, spot);
	for (int s = 0; s < c->side; s++, spot += stride(c, i)) {
		c->index[i] = s;
		if (!play_rest(t, i, spot))
			return false;
	}
	return true;
}

/* Whether two bargains next to each other are played alike beyond doubt. */
static bool alike(const struct spot *a, const struct spot *b)
{
	int apart = a->first + a->count / 2 - b->first - b->count / 2;
	return a->leap == b->leap && (a->leap >= 0 || (apart >= -1 && apart <= 1));
}

static bool edges(const struct tour *t)
{
	struct chart *c = t->c;
	int step = stride(c, t->axis), nodes = stride(c, -1);
	for (int at = 0; at < nodes; at++) {
		int s = at / step % c->side;
		const struct spot *a = &c->spot[at], *b = a + step;
		if (s == c->side - 1 || !isfinite(a->payoff) || !isfinite(b->payoff) ||
			alike(a, b))
			continue;
		for (int i = c->n - 1, rest = at; i >= 0; i--, rest /= c->side)
			c->index[i] = rest % c->side;
		struct stop stop[2] = {{s, a}, {s + 1, b}};
		if (!visit_edge(t, stop))
			return false;
	}
	return true;
}

void chart_tour(struct chart *c, chart_visit *visit, void *context)
{
	struct tour t = {c, 0, visit, context};
	for (int l = 0; l < c->levels; l++)
		c->sum[l] = -c->cost[l];
	chart_set_blocks(c, c->sum, c->sum_block);
	c->top = 0;
	bool on = play_all(&t, 0, c->spot);
	for (; t.axis < c->n && on; t.axis++)
		on = edges(&t);
}
