/* A rule's best bargain over several shares: starts from several basins, a race
 * between them, a last climb. */
#include "bargain/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool joint_sample(struct study *st)
{
	struct joint *j = st->work->joint;
	work_by_id(st);
	bool more = joint_play_samples(j, j->want);
	if (!more && j->chart && !j->drawn)
		joint_draw(j);
	work_as_listed(st);
	return more;
}

bool joint_cloud(struct study *st)
{
	struct joint *j = st->work->joint;
	double scale = st->scale;
	work_by_id(st);
	bool more = joint_play_samples(j, j->cloud);
	work_as_listed(st);
	st->scale = scale; /* rules have been held to it */
	return more;
}

/* Where a search starts. */
struct start {
	const double *x;
	double value, u_generalist;
	double room; /* values that differ from it by less are equal */
	unsigned long signature;
};

static bool is_near(int n, const double *x, const double *y, double room)
{
	for (int k = 0; k < n; k++)
		if (!(fabs(x[k] - y[k]) < room))
			return false;
	return true;
}

/* Whether a bargain lies near t, on what may be the same piece. */
static bool same_basin(const struct joint *j, const struct start *a, const struct start *t,
	bool pieces)
{
	if (a->signature != t->signature && j->charted.count == 0)
		return false;
	if (a->signature == t->signature && pieces)
		return true;
	return is_near(j->n, a->x, t->x, BASIN);
}

/* The best bargain of s above `top` in a basin that none of taken[] lies in. */
static bool best_start(const struct joint *j, const struct sample *s, const struct start *taken,
	int count, struct start *top)
{
	bool found = false;
	for (int i = 0; i < s->count; i++) {
		if (!sample_better(j, s, i, top->value, top->room, top->u_generalist))
			continue;
		struct start a = {s->delta + (size_t)i * (size_t)j->n, s->value[i],
			s->u[(size_t)i * (size_t)j->players], 0, s->signature[i]};
		bool known = !isfinite(a.value);
		for (int t = 0; t < count && !known; t++)
			known = same_basin(j, &a, &taken[t], j->charted.count > 0 && count >= ZOOM_NEAR);
		if (!known) {
			*top = a;
			top->room = joint_room(j, a.value);
			found = true;
		}
	}
	return found;
}

/* The next start, of those played or charted, into taken[count]. */
static bool next_start(const struct joint *j, struct start *taken, int count)
{
	struct start top = {.value = -1e300};
	bool found = best_start(j, &j->played, taken, count, &top);
	found |= best_start(j, &j->charted, taken, count, &top);
	taken[count] = top;
	return found;
}

/* Climbs from what the other rules found, too: good bargains lie together. */
static void climb_from_solutions(struct joint *j, const struct solution *self)
{
	const struct study *st = j->st;
	for (int s = 0; s < st->solutions; s++) {
		const struct solution *o = work_nth_solution(st, s);
		if (o != self && o->done && o->agreement)
			joint_try(j, o->delta);
	}
}

/* One ascent from x; best and best_x are what it found. */
static bool ascend_from(struct joint *j, const double *x, int plays)
{
	j->best = -INFINITY;
	j->evaluations = 0;
	j->limit = (unsigned long)(plays * j->n);
	memmove(j->best_x, x, (size_t)j->n * sizeof *x); /* where x has no value */
	joint_try(j, x);
	return joint_ascend(j);
}

/* Ascends from the best samples of several basins: a few steps from each, then
 * all the way from those that lead. best_x is the best of all; true when its
 * ascent ended where nothing more is promised. */
static bool ascend_all(struct joint *j, const struct solution *sol)
{
	struct start taken[STARTS];
	int count = 0, lead = 0;
	double value[STARTS];
	bool ended[STARTS], tight = false;
	size_t n = (size_t)j->n;
	sample_values(j, &j->played);
	for (; count < STARTS && next_start(j, taken, count); count++) {
		double *x = j->race + (size_t)count * n;
		ended[count] = ascend_from(j, taken[count].x, RACE_PLAYS);
		if (count == 0)
			climb_from_solutions(j, sol);
		value[count] = j->best;
		memcpy(x, j->best_x, n * sizeof *x);
		if (value[count] > value[lead])
			lead = count;
	}
	j->best = -INFINITY;
	for (int round = 0; round < FINALISTS && count > 0; round++) {
		double was = j->best, *x = j->race + (size_t)lead * n;
		memcpy(j->top_x, j->best_x, n * sizeof *x);
		bool done = ended[lead] || ascend_from(j, x, ASCENT_PLAYS);
		if (ended[lead]) {
			j->best = value[lead];
			memcpy(j->best_x, x, n * sizeof *x);
		}
		if (round > 0 && !(j->best > was)) {
			j->best = was;
			memcpy(j->best_x, j->top_x, n * sizeof *x);
		} else {
			tight = done;
		}
		value[lead] = -INFINITY;
		for (int s = 0; s < count; s++)
			if (value[s] > value[lead])
				lead = s;
		if (!isfinite(value[lead]))
			break;
	}
	return tight;
}

/* Gains that are worth another ascent, of the scale. */
#define SHAKEN 1e-9

/* Tries bargains scattered around the best, within `radius`: pieces may be thin
 * and better ones near. Whether one was better. */
static bool shake(struct joint *j, double radius)
{
	double was = j->best, q[DIMENSIONS];
	memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
	gsl_qrng_init(j->sobol);
	for (int i = 0; i < SHAKES * j->n; i++) {
		gsl_qrng_get(j->sobol, q);
		for (int k = 0; k < j->n; k++)
			j->x[k] = j->top_x[k] + radius * (2 * q[k % DIMENSIONS] - 1);
		joint_try(j, j->x);
	}
	return joint_gains(j, was, j->best, SHAKEN);
}

/* Without a chart. */
static bool search_sample(struct joint *j, const struct solution *sol)
{
	double radius = .12;
	bool tight = ascend_all(j, sol);
	for (int round = 0; round < 3 && isfinite(j->best); round++, radius *= .4) {
		if (!shake(j, radius))
			continue;
		j->evaluations = 0;
		j->limit = (unsigned long)(ASCENT_PLAYS * j->n);
		tight = joint_ascend(j);
	}
	return tight;
}

/* Somewhat more than the chart's bargains are apart. */
static double chart_radius(const struct joint *j)
{
	return 3. / (j->chart->side - 1);
}

/* Bargains so near to each other that one zoom finds the best around both. */
static double together(const struct joint *j)
{
	return .4 * chart_radius(j);
}

static const struct zoomed nothing = {.count = 0};

/* Zooms in, somewhat, from where the chart or the sample has the best bargains; race
 * and value[] are what that comes to. Returns how many. */
static int race(struct joint *j, double *value)
{
	struct start taken[STARTS];
	int count = 0;
	sample_values(j, &j->played);
	sample_values(j, &j->charted);
	for (; count < ZOOM_STARTS && next_start(j, taken, count); count++) {
		struct zoomed known = {count, j->race, value, together(j)};
		j->best = -INFINITY;
		joint_zoom(j, taken[count].x, chart_radius(j), CHARTS_RACE, &known);
		value[count] = j->best;
		memcpy(j->race + (size_t)count * (size_t)j->n, j->best_x,
			(size_t)j->n * sizeof *j->race);
	}
	return count;
}

/* Zooms in on the best of the race, and of the other rules' bargains. */
static bool search_chart(struct joint *j, const struct solution *sol)
{
	double value[STARTS];
	int count = race(j, value), zooms = 0;
	j->best = -INFINITY;
	for (int round = 0; round < ZOOM_STARTS && zooms < FINALISTS; round++) {
		int lead = -1;
		for (int s = 0; s < count; s++)
			if (isfinite(value[s]) && (lead < 0 || value[s] > value[lead]))
				lead = s;
		if (lead < 0)
			break;
		const double *x = j->race + (size_t)lead * (size_t)j->n;
		double best = j->best;
		struct zoomed known = {zooms, j->top_x, &best, 0}; /* of two, the first */
		value[lead] = -INFINITY;
		if (zooms > 0 && work_apart(j->n, x, j->best_x) < together(j))
			continue;
		memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
		joint_zoom(j, x, .6 * chart_radius(j), CHARTS_LAST, &known);
		zooms++;
	}
	double was = j->best;
	climb_from_solutions(j, sol);
	joint_least(j);
	memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
	if (j->best > was)
		joint_zoom(j, j->top_x, .6 * chart_radius(j), CHARTS_LAST, &nothing);
	if (!isfinite(j->best))
		return true;
	j->evaluations = 0;
	j->limit = (unsigned long)(ASCENT_PLAYS * j->n);
	return joint_ascend(j);
}

/* What everybody may hope for at once: a small part of the best joint gain. */
static double modest_hope(const struct joint *j)
{
	double best = 0;
	for (int i = 0; i < j->played.count; i++) {
		double joint = 0;
		for (int k = 0; k < j->players; k++)
			joint += j->played.u[(size_t)i * (size_t)j->players + (size_t)k] -
				j->st->work->outside[k];
		best = fmax(best, isfinite(joint) ? joint : 0);
	}
	return .02 * best / j->players;
}

/* Where bargains that all gain from fill so little of the shares that the sample
 * has none, it is sought from the bargains nearest to it, and joins them. */
static void seek_gains(struct joint *j)
{
	struct start taken[STARTS];
	j->hope = modest_hope(j);
	double top = -INFINITY, all = j->players * j->hope;
	sample_values(j, &j->played);
	for (int i = 0; i < j->played.count; i++)
		top = fmax(top, j->played.value[i]);
	if (j->hope > 0 && top < all)
		sample_values(j, &j->charted);
	for (int s = 0; s < STARTS && j->hope > 0 && top < all && next_start(j, taken, s); s++) {
		j->best = -INFINITY;
		memcpy(j->best_x, taken[s].x, (size_t)j->n * sizeof *j->best_x);
		if (j->charted.count > 0)
			joint_zoom(j, taken[s].x, chart_radius(j), CHARTS_RACE, &nothing);
		if (!(j->best >= all))
			ascend_from(j, taken[s].x, ASCENT_PLAYS);
		joint_add_sample(j, j->best_x);
	}
	j->hope = 0;
}

void joint_ideals(struct study *st)
{
	struct joint *j = st->work->joint;
	work_by_id(st);
	seek_gains(j);
	joint_sampled_ideals(j);
	work_as_listed(st);
}

/* The best bargain for the objective at hand, into j->best and best_x. */
static void search(struct joint *j, const struct solution *sol)
{
	bool tight = j->charted.count > 0 ? search_chart(j, sol) : search_sample(j, sol);
	if (isfinite(j->best) && !tight) {
		j->evaluations = 0;
		j->limit = (unsigned long)(CLIMB_PLAYS * j->n);
		joint_climb(j, .02, 3, 5);
	}
}

/* To the top of what best_x is on, or along the border that holds it there. */
static void settle(struct joint *j)
{
	joint_press(j);
	if (j->st->work->solver)
		joint_edge(j);
	else
		joint_follow(j);
	joint_polish(j);
}

/* Of the bargains as good as best_x for the rule to the one with the larger joint surplus. */
static void break_ties(struct joint *j, const struct solution *sol)
{
	enum tie tie = joint_untie(j);
	if (tie == TIE_NONE)
		return;
	double best = j->best;
	if (tie == TIE_SAMPLED) {
		memcpy(j->settled, j->best_x, (size_t)j->n * sizeof *j->settled);
		search(j, sol);
		if (!(j->best >= best)) {
			j->best = best;
			memcpy(j->best_x, j->settled, (size_t)j->n * sizeof *j->settled);
		}
	}
	j->evaluations = 0;
	j->limit = (unsigned long)(CLIMB_PLAYS * j->n);
	joint_climb(j, 1, 3, LINE_POINTS);
	settle(j);
}

static void solve(struct joint *j, const struct solution *sol)
{
	j->tied = false;
	search(j, sol);
	if (!isfinite(j->best))
		return;
	settle(j);
	break_ties(j, sol);
	joint_lower(j);
	joint_even_out(j);
	j->tied = false;
}

void joint_solve(struct study *st, struct solution *sol)
{
	struct joint *j = st->work->joint;
	work_by_id(st);
	j->rule = sol->rule;
	sol->search = SEARCH_SAMPLED;
	if (j->rule.rule == RULE_POWERFUL_SPECIALIST)
		j->rule.specialist = order_rank(&st->work->order, sol->rule.specialist);
	solve(j, sol);
	sol->agreement = isfinite(j->best);
	if (sol->agreement)
		memcpy(sol->delta, j->best_x, (size_t)st->n * sizeof *sol->delta);
	work_as_listed(st);
	solution_fill(st, sol);
	if (sol->agreement) {
		struct payoffs p = payoffs_of(st->work, &sol->out);
		sol->objective = objective_value(st->work, sol->rule, st->ideal, st->bystander, &p);
	}
	sol->agreement = sol->agreement && j->any_gain;
}
