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
	if (!more && j->chart)
		joint_draw(j);
	if (!more)
		joint_seek(j);
	work_as_listed(st);
	return more;
}

void joint_insert(struct study *st, const struct solution *sol)
{
	work_by_id(st);
	joint_add_sample(st->work->joint, sol->delta);
	work_as_listed(st);
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

/* From the best of the sample, if that is better. */
static void climb_from_sample(struct joint *j)
{
	int top = sample_top(&j->played);
	if (joint_gains(j, j->best, j->played.value[top], ROUNDING))
		joint_try(j, j->played.delta + (size_t)top * (size_t)j->n);
}

/* Of n shares. */
static double *racer(const struct joint *j, int s)
{
	return j->race + (size_t)s * (size_t)j->n;
}

/* Makes the best bargain one of the race. */
static void enter(const struct joint *j, int s)
{
	memcpy(racer(j, s), j->best_x, (size_t)j->n * sizeof *j->race);
}

/* From the best bargain on, of so many plays a share. */
static bool ascend(struct joint *j, int plays)
{
	j->evaluations = 0;
	j->limit = (unsigned long)(plays * j->n);
	return joint_ascend(j);
}

/* Ascends from the best samples of several basins: a few steps from each, then
 * all the way from those that lead. best_x is the best of all; true when its
 * ascent ended where nothing more is promised. */
static bool ascend_all(struct joint *j)
{
	struct start taken[STARTS];
	int count = 0, lead = 0;
	double value[STARTS];
	bool ended[STARTS], tight = false;
	size_t n = (size_t)j->n;
	sample_values(j, &j->played);
	for (; count < STARTS && joint_next_start(j, taken, count); count++) {
		ended[count] = joint_ascend_from(j, taken[count].x, RACE_PLAYS);
		value[count] = j->best;
		enter(j, count);
		if (value[count] > value[lead])
			lead = count;
	}
	j->best = -INFINITY;
	for (int round = 0; round < FINALISTS && count > 0; round++) {
		double was = j->best, *x = racer(j, lead);
		memcpy(j->top_x, j->best_x, n * sizeof *x);
		bool done = ended[lead] || joint_ascend_from(j, x, ASCENT_PLAYS);
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
static bool search_sample(struct joint *j)
{
	double radius = .12;
	bool tight = ascend_all(j);
	for (int round = 0; round < 3 && isfinite(j->best); round++, radius *= .4)
		if (shake(j, radius))
			tight = ascend(j, ASCENT_PLAYS);
	return tight;
}

/* Bargains so near to each other that one zoom finds the best around both. */
static double together(const struct joint *j)
{
	return .4 * joint_chart_radius(j);
}

static void who_abstains(struct joint *j, const double *x, bool *abstains)
{
	joint_value(j, x);
	for (int k = 0; k < j->n; k++)
		abstains[k] = j->st->work->scratch.domain[k].regime == REGIME_ABSTAIN;
}

/* Whether two bargains that have values are near each other for all who take part. */
static bool are_together(struct joint *j, const double *x, const double *y)
{
	bool at_x[CHART_MOST], at_y[CHART_MOST];
	who_abstains(j, x, at_x);
	who_abstains(j, y, at_y);
	for (int k = 0; k < j->n; k++)
		if (!(at_x[k] && at_y[k]) && fabs(x[k] - y[k]) >= together(j))
			return false;
	return true;
}

/* Zooms in, somewhat, from where the chart or the sample has the best bargains; race
 * and value[] are what that comes to. Returns how many. */
static int race(struct joint *j, double *value)
{
	struct start taken[STARTS];
	int count = 0;
	sample_values(j, &j->played);
	sample_values(j, &j->charted);
	for (; count < ZOOM_STARTS && joint_next_start(j, taken, count); count++) {
		struct zoomed known = {count, j->race, value, together(j)};
		j->best = -INFINITY;
		joint_zoom(j, taken[count].x, joint_chart_radius(j), CHARTS_RACE, &known);
		value[count] = j->best;
		enter(j, count);
	}
	return count;
}

/* Zooms in on the best of the race that are apart, in race and value[]; which they are. Returns how
 * many. */
static int zoom_finalists(struct joint *j, double *value, int count, int final[FINALISTS])
{
	bool seen[STARTS] = {false};
	int zooms = 0;
	for (int round = 0; round < ZOOM_STARTS && zooms < FINALISTS; round++) {
		int lead = -1;
		for (int s = 0; s < count; s++)
			if (!seen[s] && isfinite(value[s]) && (lead < 0 || value[s] > value[lead]))
				lead = s;
		if (lead < 0)
			break;
		seen[lead] = true;
		if (zooms > 0 && are_together(j, racer(j, lead), racer(j, final[0])))
			continue;
		struct zoomed first = {1, racer(j, final[0]), &value[final[0]], 0};
		j->best = -INFINITY;
		joint_zoom(j, racer(j, lead), .6 * joint_chart_radius(j), CHARTS_LAST,
			zooms > 0 ? &first : NULL);
		value[lead] = j->best;
		enter(j, lead);
		final[zooms++] = lead;
	}
	return zooms;
}

/* Finalists that are worse by no more, of the scale, may have a higher top. */
#define CLOSE 1e-3

/* From another bargain on, if that leads higher than the best; *tight is as of the higher. */
static void ascend_rival(struct joint *j, const double *x, bool *tight)
{
	double best = j->best;
	size_t size = (size_t)j->n * sizeof *x;
	memcpy(j->top_x, j->best_x, size);
	bool done = joint_ascend_from(j, x, RACE_PLAYS);
	if (joint_gains(j, best, j->best, ROUNDING)) {
		*tight = done;
		return;
	}
	j->best = best;
	memcpy(j->best_x, j->top_x, size);
}

/* Zooms in on the best of the race, and of the sample, and ascends from there, and from finalists
 * that are about as good: zooms leave smooth pieces before their tops. */
static bool search_chart(struct joint *j)
{
	double value[STARTS];
	int final[FINALISTS], finals = zoom_finalists(j, value, race(j, value), final);
	j->best = -INFINITY;
	for (int f = 0; f < finals; f++)
		joint_keep(j, racer(j, final[f]), value[final[f]]);
	double zoomed = j->best;
	climb_from_sample(j);
	memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
	if (j->best > zoomed)
		joint_zoom(j, j->top_x, .6 * joint_chart_radius(j), CHARTS_LAST, NULL);
	if (!isfinite(j->best))
		return true;
	zoomed = j->best;
	bool tight = ascend(j, ASCENT_PLAYS);
	for (int f = 0; f < finals; f++) {
		double v = value[final[f]];
		if (v < zoomed && !joint_gains(j, v, zoomed, CLOSE))
			ascend_rival(j, racer(j, final[f]), &tight);
	}
	return tight;
}

/* The best bargain for the objective at hand, into j->best and best_x. */
static void search(struct joint *j)
{
	bool tight = j->charted.count > 0 ? search_chart(j) : search_sample(j);
	if (isfinite(j->best) && !tight) {
		j->evaluations = 0;
		j->limit = (unsigned long)(CLIMB_PLAYS * j->n);
		joint_climb(j, .02, 3, 5);
	}
}

static bool knows_edges(const struct joint *j)
{
	return j->st->work->solver && j->n <= MODEL_FULL;
}

/* To the top of what best_x is on, or along the border that holds it there. */
static void settle(struct joint *j)
{
	if (!(knows_edges(j) ? joint_edge(j) : joint_follow(j)))
		joint_polish(j);
}

/* Of bargains that tie the best takes what rounding leaves of the rule's own objective also where
 * that has a smooth top, and so nothing ties: back to that, and to the joint surplus there. */
static void restore(struct joint *j)
{
	j->tied = false;
	j->best = joint_value(j, j->best_x);
	if (!knows_edges(j) || !joint_edge_top(j))
		joint_polish(j);
	j->floor = j->best - joint_room(j, j->best);
	j->tied = true;
	j->best = joint_value(j, j->best_x);
}

/* Where the least is as much as it can be, there may be a way along which it stays so: to where the
 * joint surplus is the most on that. */
static void break_tie_along(struct joint *j)
{
	double best = j->best;
	if (!knows_edges(j) || !rule_raises_least(j->rule.rule))
		return;
	j->floor = best - joint_room(j, best);
	j->tied = true;
	joint_value(j, j->best_x);
	double joint = j->best = j->st->work->scratch.joint;
	memcpy(j->settled, j->best_x, (size_t)j->n * sizeof *j->settled);
	joint_edge_along(j);
	if (joint_gains(j, joint, j->best, ROUNDING)) {
		restore(j);
		return;
	}
	memcpy(j->best_x, j->settled, (size_t)j->n * sizeof *j->settled);
	j->tied = false;
	j->best = best;
}

/* Of the bargains as good as best_x for the rule to the one with the larger joint surplus. */
static void break_ties(struct joint *j)
{
	enum tie tie = joint_untie(j);
	if (tie == TIE_NONE) {
		break_tie_along(j);
		return;
	}
	double best = j->best;
	if (tie == TIE_SAMPLED) {
		memcpy(j->settled, j->best_x, (size_t)j->n * sizeof *j->settled);
		search(j);
		if (!(j->best >= best)) {
			j->best = best;
			memcpy(j->best_x, j->settled, (size_t)j->n * sizeof *j->settled);
		}
	}
	j->evaluations = 0;
	j->limit = (unsigned long)(CLIMB_PLAYS * j->n);
	joint_climb(j, 1, 3, LINE_POINTS);
	settle(j);
	restore(j);
}

/* To the top that is near, and of what ties there to the smaller sum of shares. Whether that was
 * better still: shares that are worth nothing leave the level to others, from where it goes up. */
static bool bring_home(struct joint *j)
{
	j->tied = false;
	j->best = joint_value(j, j->best_x);
	settle(j);
	break_ties(j);
	double was = j->best;
	joint_lower(j);
	return joint_gains(j, was, j->best, ROUNDING);
}

static void solve(struct joint *j)
{
	enum { ROUNDS = 4 };
	j->tied = false;
	search(j);
	if (!isfinite(j->best))
		return;
	for (int round = 0; round < ROUNDS && bring_home(j); round++)
		;
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
	solve(j);
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
