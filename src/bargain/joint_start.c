/* Where searches over several shares start: the best bargains of the sample and the chart. What is
 * easily missed is sought once, before any rule, and joins the sample: so a rule that is asked for
 * by itself finds what it does among all. */
#include "bargain/joint.h"

#include "solver/why.h"

#include <math.h>
#include <string.h>

/* How far apart two bargains are, for those who do not abstain at both. */
static double felt_apart(const struct joint *j, const struct start *a, const struct start *t)
{
	double most = 0;
	unsigned long out = a->out & t->out;
	for (int k = 0; k < j->n; k++, out >>= 1)
		if (!(out & 1))
			most = fmax(most, fabs(a->x[k] - t->x[k]));
	return most;
}

/* Whether a bargain lies near t, on what may be the same piece. */
static bool same_basin(const struct joint *j, const struct start *a, const struct start *t,
	bool pieces)
{
	if (a->signature != t->signature && j->charted.count == 0)
		return false;
	if (a->signature == t->signature && pieces)
		return true;
	return felt_apart(j, a, t) < BASIN;
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
			s->u[(size_t)i * (size_t)j->players], 0, s->signature[i], s->out[i]};
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

bool joint_next_start(const struct joint *j, struct start *taken, int count)
{
	struct start top = {.value = -1e300};
	bool found = best_start(j, &j->played, taken, count, &top);
	found |= best_start(j, &j->charted, taken, count, &top);
	taken[count] = top;
	return found;
}

bool joint_ascend_from(struct joint *j, const double *x, int plays)
{
	j->best = -INFINITY;
	j->evaluations = 0;
	j->limit = (unsigned long)(plays * j->n);
	memmove(j->best_x, x, (size_t)j->n * sizeof *x); /* where x has no value */
	joint_try(j, x);
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
	sample_values(j, &j->played);
	double top = j->played.value[sample_top(&j->played)], all = j->players * j->hope;
	if (j->hope > 0 && top < all)
		sample_values(j, &j->charted);
	for (int s = 0; s < STARTS && j->hope > 0 && top < all && joint_next_start(j, taken, s); s++) {
		j->best = -INFINITY;
		memcpy(j->best_x, taken[s].x, (size_t)j->n * sizeof *j->best_x);
		if (j->charted.count > 0)
			joint_zoom(j, taken[s].x, joint_chart_radius(j), CHARTS_RACE, NULL);
		if (!(j->best >= all))
			joint_ascend_from(j, taken[s].x, ASCENT_PLAYS);
		joint_add_sample(j, j->best_x);
	}
	j->hope = 0;
}

/* From the best start for a goal up to nearly the best, which joins the sample. */
static void seek_goal(struct joint *j, struct bargain goal, int charts)
{
	struct start top;
	j->rule = goal;
	sample_values(j, &j->played);
	sample_values(j, &j->charted);
	if (!joint_next_start(j, &top, 0))
		return;
	j->best = -INFINITY;
	joint_zoom(j, top.x, joint_chart_radius(j), charts, NULL);
	if (isfinite(j->best))
		joint_add_sample(j, j->best_x);
}

/* Where player k gains nothing at any bargain of the sample, what is best for it may be on a thin
 * piece that the chart has, or where others are held at the levels from which it takes part. */
static void seek_ideal(struct joint *j, int k)
{
	struct study_work *w = j->st->work;
	struct error err;
	double from = 0;
	if (k > 0 && (solver_participation(w->solver, k - 1, 0, &from, &err) != STATUS_OK ||
		from > 2 * joint_break_even(j)))
		return;
	seek_goal(j, player_goal(k), CHARTS_RACE);
	joint_sampled_ideals(j);
	if (!j->st->bystander[k] || !(from > 0))
		return;
	j->best = -INFINITY;
	joint_look_at(j, from);
	if (isfinite(j->best))
		joint_add_sample(j, j->best_x);
}

static void seek_ideals(struct joint *j)
{
	joint_sampled_ideals(j);
	for (int k = 0; k < j->players && j->charted.count > 0; k++)
		if (j->st->bystander[k])
			seek_ideal(j, k);
	joint_sampled_ideals(j);
}

/* Bargains that all gain much from may be few: a rule that looks at all, sent elsewhere by its own
 * goal, finds them by another's. */
static void seek_goals(struct joint *j)
{
	static const enum rule all[] = {RULE_NASH, RULE_EGALITARIAN};
	for (size_t g = 0; g < sizeof all / sizeof *all && j->charted.count > 0; g++)
		seek_goal(j, (struct bargain){all[g], 0}, CHARTS_SEEK);
}

/* Specialist k at a level, over its outside option where it takes part with a share. */
struct held {
	struct joint *j;
	int k;
	double level;
};

static double left_over(void *context, double share)
{
	struct held *h = context;
	struct study_work *w = h->j->st->work;
	struct domain_outcome d;
	struct error err;
	bool ok = solver_active_payoff(w->solver, h->k, share, h->level, &d, &err) == STATUS_OK;
	return ok ? d.utility - w->outside[h->k + 1] : NAN;
}

/* Nearly the largest share with which it takes part; 0 where it does with none. */
static double held_share(struct held *h)
{
	struct bracket_signs share = {.in = 0, .at_in = left_over(h, 0), .out = 1,
		.at_out = left_over(h, 1), .width = ROUNDING_SHARE};
	if (share.at_out >= 0)
		return 1;
	if (share.at_in > 0)
		bracket_signs(left_over, h, &share);
	return share.in;
}

/* How near to the highest level that is built so, of what revenue pays for. */
#define HELD_PART .001

/* Whether the generalist builds about a level, or more, where all are held at it. */
static enum bracket_side still_built(void *context, double level)
{
	struct joint *j = context;
	struct study_work *w = j->st->work;
	for (int k = 0; k < j->n; k++)
		j->x[k] = held_share(&(struct held){j, k, level});
	joint_try(j, j->x);
	bool built = w->error.status == STATUS_OK && w->scratch.alpha0 >= level * (1 - HELD_PART);
	return built ? BRACKET_IN : BRACKET_OUT;
}

/* Where the generalist holds all at the highest level that it can, each gets what it would have
 * without: such bargains fill none of the shares, and the chart has them at few levels. */
static void seek_held(struct joint *j)
{
	double end = j->charted.count > 0 ? joint_break_even(j) : 0;
	struct bracket_ends level = {.in = 0, .out = 2 * end, .width = HELD_PART * end};
	if (!(end > 0))
		return;
	j->rule = (struct bargain){RULE_MAX_PERFORMANCE, 0};
	j->best = -INFINITY;
	bracket_boundary(still_built, j, &level);
	if (isfinite(j->best))
		joint_add_sample(j, j->best_x);
}

void joint_seek(struct joint *j)
{
	seek_held(j);
	seek_gains(j);
	seek_ideals(j);
	seek_goals(j);
	joint_sampled_ideals(j);
}
