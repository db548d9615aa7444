/* Where somebody is left with nothing, rules that look at the gains of all do not tell the way to
 * where all gain, which may be a thin edge that no sample meets. The bargains that are best for one
 * player alone lie at the ends of such edges: from each of them the least gain is raised. */
#include "bargain/joint.h"

#include <math.h>
#include <string.h>

static bool looks_at_all(enum rule rule)
{
	return rule == RULE_NASH || rule_raises_least(rule);
}

/* Whether the best leaves somebody that can gain with next to nothing. */
static bool leaves_somebody(struct joint *j)
{
	struct study_work *w = j->st->work;
	if (j->tied || !looks_at_all(j->rule.rule) || !isfinite(joint_value(j, j->best_x)))
		return false;
	return smallest_gain(w, j->st->bystander, payoffs_of(w, &w->scratch).u) <=
	       NO_GAIN * j->st->scale;
}

void joint_least(struct joint *j)
{
	struct bargain rule = j->rule, least = {RULE_EGALITARIAN, 0};
	double best = j->best;
	size_t size = (size_t)j->n * sizeof *j->target;
	if (!j->st->work->solver || !leaves_somebody(j))
		return;
	memcpy(j->race, j->best_x, size);
	for (int k = 0; k < j->players; k++) {
		const struct solution *row = work_powerful(j->st, work_player(j->st->work, k));
		if (!row || !row->done || !row->agreement)
			continue;
		j->rule = least;
		j->best = -INFINITY;
		joint_try(j, row->delta);
		if (isfinite(j->best))
			joint_edge(j);
		j->rule = rule;
		double value = isfinite(j->best) ? joint_value(j, j->best_x) : -INFINITY;
		if (!(value > best))
			continue;
		best = value;
		memcpy(j->race, j->best_x, size);
	}
	j->best = best;
	memcpy(j->best_x, j->race, size);
}
