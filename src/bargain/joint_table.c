/* The tables of a chart: see joint_chart.h. */
#include "bargain/joint_chart.h"

#include "solver/why.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Shares an axis. */
enum { SIDE_MOST = 128 };

void chart_free(struct chart *c)
{
	if (!c)
		return;
	free(c->share);
	free(c->gain);
	free(c->block);
	free(c->cell);
	free(c->leap);
	free(c->index);
	free(c->delta);
	free(c->earns);
	free(c->spot);
	outcome_free(&c->out);
	outcome_free(&c->end[0]);
	outcome_free(&c->end[1]);
	free(c);
}

struct chart *chart_alloc(int n, int side, int levels)
{
	struct chart *c = calloc(1, sizeof *c);
	size_t rows = (size_t)n * (size_t)side, cells = rows * (size_t)levels;
	size_t columns = (size_t)(n + 3) * (size_t)levels, all = 1;
	size_t blocks = (size_t)chart_blocks(levels);
	if (!c)
		return NULL;
	c->n = n;
	c->side = c->side_most = side;
	c->levels = c->levels_most = levels;
	c->share = malloc((rows + columns) * sizeof *c->share);
	c->gain = malloc(cells * sizeof *c->gain);
	c->block = malloc((rows + (size_t)n) * blocks * sizeof *c->block);
	c->cell = malloc(cells * sizeof *c->cell);
	c->leap = malloc(rows * LEAPS * sizeof *c->leap);
	c->index = malloc((size_t)n * sizeof *c->index);
	c->delta = malloc((size_t)n * sizeof *c->delta);
	c->earns = malloc((size_t)n * sizeof *c->earns);
	for (int i = 0; i < n; i++)
		all *= (size_t)side;
	c->spot = malloc(all * sizeof *c->spot);
	if (!c->share || !c->gain || !c->block || !c->cell || !c->leap || !c->index || !c->delta || !c->earns ||
		!c->spot ||
		outcome_init(&c->out, n, NULL) != STATUS_OK ||
		outcome_init(&c->end[0], n, NULL) != STATUS_OK ||
		outcome_init(&c->end[1], n, NULL) != STATUS_OK) {
		chart_free(c);
		return NULL;
	}
	c->level = c->share + rows;
	c->cost = c->level + levels;
	c->total = c->cost + levels;
	c->sum = c->total + levels;
	c->sum_block = c->block + rows * blocks;
	return c;
}

/* ------------------------------------------------------------------- shares */

static double entry_level(struct study_work *w, int i, double delta)
{
	double from;
	struct error err;
	enum status st = solver_participation(w->solver, i, delta, &from, &err);
	return st == STATUS_OK && !isnan(from) ? from : 0;
}

/* The share between low and high at which specialist i takes part from the level
 * on, which lies between `first` and `last`: regula falsi with the Illinois
 * weights, bisection as long as it does not take part at all at the high one. */
static double entry_share(struct study_work *w, int i, double level, double low, double high,
	double first, double last)
{
	double f = first - level, g = last - level, share = low;
	for (int k = 0; k < 30 && high - low > 1e-15; k++) {
		bool bisect = !(g < INFINITY) || k % 4 == 3;
		share = bisect ? .5 * (low + high) : (low * g - high * f) / (g - f);
		if (!(share > low && share < high))
			break;
		double at = entry_level(w, i, share) - level;
		if (fabs(at) <= 1e-13 * level)
			break;
		if (at < 0) {
			low = share;
			f = at;
			g *= .5;
		} else {
			high = share;
			g = at;
			f *= .5;
		}
	}
	return share;
}

/* The level of rank `rank` in [0, 1) of those that shares are chosen by: the
 * next ones around `centre`, or, where that is below 0, all over. */
static double level_of_rank(const struct chart *c, int k, int all, double centre)
{
	static const int step[] = {1, -1, 3, -3, 8, -8, 16, -16};
	enum { STEPS = sizeof step / sizeof *step };
	if (centre < 0)
		return c->level[c->levels * (2 * k + 1) / (2 * all)];
	int at = 0;
	while (at < c->levels - 1 && c->level[at] < centre)
		at++;
	at += step[k % STEPS] * (1 + k / STEPS);
	return at > 0 && at < c->levels ? c->level[at] : -1;
}

void chart_shares(struct chart *c, struct study_work *w, int i, double middle, double radius,
	double centre)
{
	double *share = c->share + i * c->side, entry[SIDE_MOST];
	double low = fmax(middle - radius, 0), high = fmin(middle + radius, 1);
	int even = (c->side + 2) / 4 * 2 + 1, nearest = 0, count;
	int gaps = even > 1 ? even - 1 : 1;
	for (int s = 0; s < even; s++) {
		share[s] = low + (high - low) * s / gaps;
		if (fabs(share[s] - middle) < fabs(share[nearest] - middle))
			nearest = s;
	}
	share[nearest] = middle;
	for (int s = 0; s < even; s++)
		entry[s] = entry_level(w, i, share[s]);
	count = even;
	for (int k = 0; k < c->side - even; k++) {
		double level = level_of_rank(c, k, c->side - even, centre);
		int s = 0;
		if (!(level > entry[0] && level < entry[even - 1]))
			continue;
		while (!(level < entry[s + 1]))
			s++;
		if (level > entry[s])
			share[count++] = entry_share(w, i, level, share[s], share[s + 1], entry[s],
				entry[s + 1]);
	}
	for (int k = 0; count < c->side; k++)
		share[count++] = low + (high - low) * (k % gaps + .5) / gaps;
	gsl_sort(share, 1, (size_t)c->side);
}

/* ------------------------------------------------------------------ filling */

static struct chart_cell cell_of(const struct domain_outcome *d)
{
	return (struct chart_cell){d->utility, d->alpha, d->regime};
}

static void set_leap(const struct chart *c, const struct study_work *w, struct chart_leap *e,
	double level, const struct domain_outcome *d)
{
	e->below = chart_step(c, level);
	e->level = level;
	e->cost = cost_value(&w->order.game.generalist.cost, level, 0);
	e->gain = d->paid;
	e->cell = cell_of(d);
}

/* Whether a reply is of the kind that it leaps to. */
static bool leapt(enum regime regime, int leap)
{
	return leap == LEAP_ENTRY ? regime != REGIME_ABSTAIN : regime == REGIME_CONTRIBUTE;
}

/* One specialist at one share, on both sides of a leap. */
struct leaping {
	struct study_work *w;
	int specialist, leap;
	double delta;
	struct domain_outcome up; /* at the last level seen beyond it */
};

/* How near to a leap its ends are, of its level. What is lower than this part of the highest level
 * is told as 0: nobody is below a leap there. */
#define LEAP_PART 1e-15

/* Levels beyond the leap are in. */
static enum bracket_side side_of_leap(void *context, double level)
{
	struct leaping *l = context;
	struct domain_outcome d;
	struct error err;
	if (!work_go_on(l->w) || solver_response(l->w->solver, l->specialist, l->delta, level, &d,
					 &err) != STATUS_OK)
		return BRACKET_STOP;
	if (!leapt(d.regime, l->leap))
		return BRACKET_OUT;
	l->up = d;
	return BRACKET_IN;
}

/* The first leap between two tabled levels. */
static void bisect_leap(struct chart *c, struct study_work *w, int i, int s, int leap)
{
	const struct chart_cell *cell = c->cell + row_at(c, i, s);
	enum regime from = leap == LEAP_ENTRY ? REGIME_ABSTAIN : REGIME_FREE_RIDE;
	struct leaping on = {w, i, leap, c->share[i * c->side + s], {.regime = REGIME_ABSTAIN}};
	int l = 0;
	while (l + 1 < c->levels && !(cell[l].regime == from && leapt(cell[l + 1].regime, leap)))
		l++;
	if (l + 1 >= c->levels)
		return;
	double least = LEAP_PART * c->level[c->levels - 1];
	struct bracket_ends ends = {.in = c->level[l + 1], .out = fmax(c->level[l], least),
		.part = LEAP_PART};
	if (c->level[l] < least && side_of_leap(&on, least) != BRACKET_OUT)
		return;
	if (bracket_boundary(side_of_leap, &on, &ends) && on.up.regime != REGIME_ABSTAIN)
		set_leap(c, w, &leaps_of(c, i, s)[leap], ends.in, &on.up);
}

static void find_entry(struct chart *c, struct study_work *w, int i, int s)
{
	double from, delta = c->share[i * c->side + s];
	struct domain_outcome d;
	struct error err;
	if (solver_participation(w->solver, i, delta, &from, &err) != STATUS_OK)
		return;
	if (isnan(from))
		bisect_leap(c, w, i, s, LEAP_ENTRY);
	else if (from > c->level[0] && from < c->level[c->levels - 1] &&
		solver_active_payoff(w->solver, i, delta, from, &d, &err) == STATUS_OK)
		set_leap(c, w, &leaps_of(c, i, s)[LEAP_ENTRY], from, &d);
}

static void fill_row(struct chart *c, struct study_work *w, int i, int s)
{
	double delta = c->share[i * c->side + s];
	double *gain = c->gain + row_at(c, i, s);
	struct chart_cell *cell = c->cell + row_at(c, i, s);
	struct domain_outcome d;
	struct error err;
	for (int l = 0; l < c->levels; l++) {
		bool ok = (l == 0 ? solver_response : solver_next_response)(w->solver, i, delta,
			c->level[l], &d, &err) == STATUS_OK;
		gain[l] = ok ? d.paid : -INFINITY;
		cell[l] = ok ? cell_of(&d) : (struct chart_cell){.regime = REGIME_ABSTAIN};
	}
	chart_set_blocks(c, gain, blocks_of(c, i, s));
	for (int k = 0; k < LEAPS; k++)
		leaps_of(c, i, s)[k].below = -1;
	find_entry(c, w, i, s);
	bisect_leap(c, w, i, s, LEAP_EFFORT);
}

bool chart_fill(struct chart *c, struct study_work *w)
{
	c->least = -ROUNDING * *w->scale;
	for (int l = 0; l < c->levels; l++)
		c->cost[l] = cost_value(&w->order.game.generalist.cost, c->level[l], 0);
	for (int i = 0; i < c->n; i++) {
		c->earns[i] = revenue_earns(&w->order.game.specialist[i].revenue);
		for (int s = 0; s < c->side; s++) {
			if (!work_go_on(w))
				return false;
			fill_row(c, w, i, s);
		}
	}
	return true;
}
