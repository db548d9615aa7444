/* Which of the bargains that a rule does not tell apart, and exactly where.
 *
 * Of bargains as good for the rule the one with the larger joint surplus is the solution, of
 * those the one with the smaller sum of shares (joint_lower.c). */
#include "bargain/joint.h"

#include <math.h>
#include <string.h>

/* How far off, along each axis, ties are looked for. */
#define ASIDE .01
/* Equal specialists' shares that differ by less are one share, found twice. */
#define SAME_SHARE 1e-3

/* ------------------------------------------------------------------- ties */

/* Whether another bargain that is as good has another joint surplus. */
static bool other_surplus(struct joint *j, double least, double joint, double room)
{
	double value = joint_value(j, j->top_x);
	return value >= least && fabs(j->st->work->scratch.joint - joint) > room;
}

/* Whether one of the sample is as good, and has another joint surplus. */
static bool tied_sample(struct joint *j, double least, double joint, double room)
{
	sample_values(j, &j->played);
	for (int i = 0; i < j->played.count; i++) {
		const double *x = j->played.delta + (size_t)i * (size_t)j->n;
		if (!(j->played.value[i] >= least) || !(work_apart(j->n, x, j->best_x) > ASIDE))
			continue;
		memcpy(j->top_x, x, (size_t)j->n * sizeof *x);
		if (other_surplus(j, least, joint, room))
			return true;
	}
	return false;
}

/* Whether one beside the best is. */
static bool tied_beside(struct joint *j, double least, double joint, double room)
{
	memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
	for (int k = 0; k < j->n; k++) {
		const double to[] = {0, 1, fmax(j->best_x[k] - ASIDE, 0), fmin(j->best_x[k] + ASIDE, 1)};
		for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
			j->top_x[k] = to[i];
			if (fabs(to[i] - j->best_x[k]) > STRETCH && other_surplus(j, least, joint, room))
				return true;
		}
		j->top_x[k] = j->best_x[k];
	}
	return false;
}

enum tie joint_untie(struct joint *j)
{
	enum tie tie = TIE_NONE;
	if (j->rule.rule == RULE_VERTICAL_MONOPOLY)
		return tie;
	double least = j->best - joint_room(j, j->best);
	double room = objective_room(j->st, (struct bargain){RULE_VERTICAL_MONOPOLY, 0}, 0);
	joint_value(j, j->best_x);
	double joint = j->st->work->scratch.joint;
	if (tied_sample(j, least, joint, room))
		tie = TIE_SAMPLED;
	else if (tied_beside(j, least, joint, room))
		tie = TIE_BESIDE;
	if (tie != TIE_NONE) {
		j->floor = least;
		j->tied = true;
		j->best = joint;
	}
	return tie;
}

/* -------------------------------------------------------------- smooth tops */

/* A smooth piece around best_x, along the axes of the shares that may move. */
struct piece {
	struct joint *j;
	unsigned long home;
	int count, axis[MODEL_FULL];
};

/* The value around best_x, in its unit; NaN where the piece is left. */
static double aside(void *context, int a, double by, int b, double by_b)
{
	struct piece *p = context;
	struct joint *j = p->j;
	memcpy(j->x, j->best_x, (size_t)j->n * sizeof *j->x);
	j->x[p->axis[a]] += by;
	j->x[p->axis[b]] += by_b;
	double value = joint_value(j, j->x);
	bool left = joint_signature(j, &j->st->work->scratch) != p->home;
	return left ? NAN : value * ROUNDING / joint_room(j, j->best);
}

/* To the top of a smooth piece, which values alone tell only to the root of rounding. Shares
 * at 0 and 1 stay there. */
static bool polish(struct joint *j, double h)
{
	enum { STEPS = 2 };
	struct piece p = {.j = j};
	double step[MODEL_FULL];
	for (int k = 0; k < j->n; k++) {
		if (j->best_x[k] <= 0 || j->best_x[k] >= 1)
			continue;
		if (j->best_x[k] < 2 * h || j->best_x[k] > 1 - 2 * h)
			return false;
		p.axis[p.count++] = k;
	}
	for (int i = 0; i < STEPS && p.count > 0; i++) {
		joint_value(j, j->best_x);
		p.home = joint_signature(j, &j->st->work->scratch);
		if (!joint_newton(aside, &p, p.count, h, step))
			return false;
		memcpy(j->target, j->best_x, (size_t)j->n * sizeof *j->target);
		for (int a = 0; a < p.count; a++)
			j->target[p.axis[a]] = fmin(fmax(j->target[p.axis[a]] + step[a], 0), 1);
		if (!joint_take_equal(j, j->target, 1))
			return false;
	}
	return true;
}

bool joint_polish(struct joint *j)
{
	return j->n <= MODEL_FULL && (polish(j, FIT_WIDE) || polish(j, FIT_NARROW));
}

/* ---------------------------------------------------------------- symmetry */

/* Whether the game and the rule treat specialists i and k alike. */
static bool are_alike(const struct joint *j, int i, int k)
{
	const struct specialist *a = &j->st->work->order.game.specialist[i];
	const struct specialist *b = &j->st->work->order.game.specialist[k];
	if (j->rule.rule == RULE_POWERFUL_SPECIALIST &&
		(j->rule.specialist == i || j->rule.specialist == k))
		return false;
	return specialist_same(a, b);
}

/* The specialists from i on that are as i is; how many, and their shares' ends and mean. */
struct group {
	bool in[MODEL_FULL];
	int count;
	double low, high, mean;
};

static struct group group_of(const struct joint *j, int i)
{
	struct group g = {.low = 1, .high = 0};
	for (int k = i; k < j->n; k++) {
		if (k != i && !are_alike(j, i, k))
			continue;
		g.in[k] = true;
		g.count++;
		g.low = fmin(g.low, j->best_x[k]);
		g.high = fmax(g.high, j->best_x[k]);
		g.mean += j->best_x[k];
	}
	g.mean /= g.count;
	return g;
}

/* What differs but by who of those that are alike has which share ties: the smaller ones are the
 * first ones'. */
static void smaller_first(struct joint *j)
{
	bool swapped = false;
	memcpy(j->target, j->best_x, (size_t)j->n * sizeof *j->target);
	for (int i = 0; i < j->n; i++)
		for (int k = i + 1; k < j->n; k++)
			if (j->target[k] < j->target[i] && are_alike(j, i, k)) {
				double share = j->target[i];
				j->target[i] = j->target[k];
				j->target[k] = share;
				swapped = true;
			}
	if (swapped)
		joint_take_equal(j, j->target, 1);
}

void joint_even_out(struct joint *j)
{
	smaller_first(j);
	if (j->n > MODEL_FULL)
		return;
	for (int i = 0; i < j->n; i++) {
		struct group g = group_of(j, i);
		if (g.low == g.high || g.high - g.low > SAME_SHARE)
			continue;
		memcpy(j->target, j->best_x, (size_t)j->n * sizeof *j->target);
		for (int k = i; k < j->n; k++)
			if (g.in[k])
				j->target[k] = g.mean;
		joint_take_equal(j, j->target, 1);
	}
}
