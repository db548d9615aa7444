/* Of bargains as good for the rule, with the same joint surplus, to the smaller sum of shares. */
#include "bargain/joint.h"

#include <math.h>
#include <string.h>


/* One share, k, on its way down. */
struct lowered {
	struct joint *j;
	int k;
	double least; /* the value that bargains need */
};

static enum bracket_side still_good(void *context, double share)
{
	struct lowered *l = context;
	struct joint *j = l->j;
	j->top_x[l->k] = share;
	return joint_value(j, j->top_x) >= l->least ? BRACKET_IN : BRACKET_OUT;
}

static void lower(struct lowered *l, int k)
{
	struct joint *j = l->j;
	double at = j->best_x[k], to = at;
	l->k = k;
	memcpy(j->top_x, j->best_x, (size_t)j->n * sizeof *j->top_x);
	if (at > 0 && still_good(l, 0) == BRACKET_IN)
		to = 0;
	else if (at > STRETCH && still_good(l, at - STRETCH) == BRACKET_IN)
		to = maximise_boundary(still_good, l, at - STRETCH, 0);
	else if (at < 1 && 1 - at <= ROUNDING_SHARE && still_good(l, 1) == BRACKET_IN)
		to = 1;
	j->best_x[k] = to;
}

/* Whose revenue is least of those that come after `done` by that; -1: nobody's. */
static int next_by_revenue(const struct joint *j, const double *revenue, int done)
{
	int next = -1;
	for (int k = 0; k < j->n; k++) {
		bool level = done >= 0 && revenue[k] == revenue[done];
		bool after = done < 0 || revenue[k] > revenue[done] || (level && k > done);
		if (after && (next < 0 || revenue[k] < revenue[next]))
			next = k;
	}
	return next;
}

/* Brings each share down, that of `last` (-1: none) after the others. Of these first those that
 * bring the generalist least: what it has to get at least takes the fewest shares then. */
static void lower_all(struct joint *j, int last)
{
	struct lowered l = {.j = j, .least = j->best - joint_room(j, j->best)};
	double *revenue = j->direction;
	joint_value(j, j->best_x);
	for (int k = 0; k < j->n; k++)
		revenue[k] = k == last ? INFINITY : j->st->work->scratch.domain[k].revenue;
	for (int k = next_by_revenue(j, revenue, -1); k >= 0; k = next_by_revenue(j, revenue, k))
		lower(&l, k);
	j->best = joint_value(j, j->best_x);
}

/* Whether the rule looks at what specialist i gets. */
static bool minds(const struct joint *j, int i)
{
	switch (j->rule.rule) {
	case RULE_VERTICAL_MONOPOLY:
	case RULE_MAX_PERFORMANCE:
		return false;
	case RULE_POWERFUL_SPECIALIST:
		return j->rule.specialist == i;
	case RULE_POWERFUL_GENERALIST:
		return true;
	default:
		return !j->st->bystander[i + 1];
	}
}

static double sum_of(const struct joint *j, const double *x)
{
	double sum = 0;
	for (int k = 0; k < j->n; k++)
		sum += x[k];
	return sum;
}

/* A level that the generalist builds because specialist i would leave below it, doing there what it
 * does with a smaller share: others' shares are but to make that worth the generalist's while. Takes
 * such a bargain if it is as good as the best, with a smaller sum. */
static void hold(struct joint *j, int i)
{
	double was = j->best, *before = j->target;
	if (minds(j, i))
		return;
	joint_value(j, j->best_x);
	const struct domain_outcome *d = &j->st->work->scratch.domain[i];
	double to = fmin(j->best_x[i] + d->utility / d->revenue, 1);
	if (d->regime == REGIME_ABSTAIN || !(to > j->best_x[i] + ROUNDING_SHARE))
		return;
	memcpy(before, j->best_x, (size_t)j->n * sizeof *before);
	j->best_x[i] = to;
	if (joint_value(j, j->best_x) >= was - joint_room(j, was)) {
		j->best = was;
		lower_all(j, i);
	}
	if (!(sum_of(j, j->best_x) < sum_of(j, before) - ROUNDING_SHARE)) {
		memcpy(j->best_x, before, (size_t)j->n * sizeof *before);
		j->best = was;
	}
}

void joint_lower(struct joint *j)
{
	lower_all(j, -1);
	for (int i = 0; i < j->n; i++)
		hold(j, i);
}
