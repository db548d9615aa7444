/* A first picture of a rule's bargain over several shares: the best of few bargains all over the
 * shares, and one ascent from there. What is found may be but a top of several. */
#include "bargain/joint.h"

#include <math.h>
#include <string.h>

/* Bargains of equal shares, and others; plays a share for the ascent. */
enum { ROUGH_EQUAL = 9, ROUGH_SPREAD = 16, ROUGH_PLAYS = 12 };

static void sample_roughly(struct joint *j)
{
	double q[DIMENSIONS];
	for (int i = 0; i < ROUGH_EQUAL + ROUGH_SPREAD; i++) {
		if (i >= ROUGH_EQUAL)
			gsl_qrng_get(j->sobol, q);
		for (int k = 0; k < j->n; k++)
			j->x[k] = i < ROUGH_EQUAL ? (double)i / (ROUGH_EQUAL - 1) : q[k % DIMENSIONS];
		joint_add_sample(j, j->x);
	}
}

/* The best of the sample; NULL: there is none. */
static const double *best_of_sample(struct joint *j)
{
	const struct sample *s = &j->played;
	int top = -1;
	sample_values(j, &j->played);
	for (int i = 0; i < s->count; i++)
		if (isfinite(s->value[i]) && (top < 0 || s->value[i] > s->value[top]))
			top = i;
	return top < 0 ? NULL : s->delta + (size_t)top * (size_t)j->n;
}

void joint_rough(struct study *st, struct solution *sol)
{
	struct joint *j = st->work->joint;
	double scale = st->scale;
	work_by_id(st);
	j->rule = sol->rule;
	if (j->rule.rule == RULE_POWERFUL_SPECIALIST)
		j->rule.specialist = order_rank(&st->work->order, sol->rule.specialist);
	sample_roughly(j);
	joint_sampled_ideals(j);
	const double *x = best_of_sample(j);
	j->best = -INFINITY;
	j->evaluations = 0;
	j->limit = (unsigned long)(ROUGH_PLAYS * j->n);
	if (x) {
		joint_try(j, x);
		joint_ascend(j);
	}
	sol->agreement = isfinite(j->best) && j->any_gain;
	if (sol->agreement)
		memcpy(sol->delta, j->best_x, (size_t)st->n * sizeof *sol->delta);
	/* What comes after begins anew. */
	st->scale = scale;
	work_as_listed(st);
}
