/* Climbing by models of the utilities. */
#include "bargain/joint.h"

#include <math.h>
#include <string.h>

/* The best that the model promises within radius of its centre, into best_x.
 * Returns the promise; *best is left as the game has it. */
static double model_climb(struct joint *j, double radius, double *promised_x)
{
	struct model *m = j->model_store;
	double known = j->best;
	memcpy(promised_x, j->best_x, (size_t)j->n * sizeof *promised_x);
	for (int k = 0; k < j->n; k++) {
		j->low[k] = fmax(m->x[k] - radius, 0);
		j->high[k] = fmin(m->x[k] + radius, 1);
	}
	j->value = model_try;
	j->best = -INFINITY;
	model_try(j, m->x);
	joint_climb(j, radius, 6, 5);
	if (j->hope <= 0 && rule_raises_least(j->rule.rule))
		joint_soften(j);
	j->value = joint_try;
	double promise = j->best;
	for (int k = 0; k < j->n; k++) {
		double t = promised_x[k];
		promised_x[k] = j->best_x[k];
		j->best_x[k] = t;
		j->low[k] = 0;
		j->high[k] = 1;
	}
	j->best = known;
	return promise;
}

/* What leaps where the generalist changes over, and by which part of it at least. */
struct jump {
	double joint, a0;
};
#define JUMP 1e-4

/* The segment from the centre to the target leaves the centre's piece: closes in
 * on where, and where outcomes jump there keeps a model of what the generalist
 * gets on the other side. At a jump it is indifferent between both plays, so
 * that "its utility here is at least that of the rival play" is the border. */
static bool add_rival(struct joint *j, double h)
{
	struct study_work *w = j->st->work;
	unsigned long home = j->model_store->signature;
	double in = 0, out = 1, inside = 0, *x = j->from;
	struct jump end[2] = {{0, 0}, {0, 0}};
	for (int i = 0; i < 14; i++) {
		double t = i == 0 ? 1 : .5 * (in + out);
		for (int k = 0; k < j->n; k++)
			x[k] = j->centre[k] + t * (j->target[k] - j->centre[k]);
		joint_try(j, x);
		if (w->error.status != STATUS_OK)
			return false;
		bool same = joint_signature(j, &w->scratch) == home;
		struct jump *on = &end[same ? 0 : 1];
		*on = (struct jump){w->scratch.joint, w->scratch.alpha0};
		inside += same;
		*(same ? &in : &out) = t;
		if (i == 0 && same)
			return false;
	}
	if (inside > 0 && fabs(end[0].joint - end[1].joint) < JUMP * j->st->scale &&
		fabs(end[0].a0 - end[1].a0) < JUMP * fmax(end[0].a0, end[1].a0))
		return false; /* a kink, no jump */
	for (int k = 0; k < j->n; k++)
		x[k] = j->centre[k] + out * (j->target[k] - j->centre[k]);
	struct model *last = j->rival[RIVALS - 1];
	memmove(&j->rival[1], &j->rival[0], (RIVALS - 1) * sizeof j->rival[0]);
	j->rival[0] = last;
	if (!model_build(j, last, x, fmin(h, 1e-3), false)) {
		j->rivals = 0;
		return false;
	}
	if (j->rivals < RIVALS)
		j->rivals++;
	return true;
}

bool joint_ascend(struct joint *j)
{
	struct model *m = j->model_store;
	double radius = .15;
	bool tight = true;
	j->rivals = 0;
	m->signature = 0;
	for (int i = 0; i < 24 && j->evaluations < j->limit; i++) {
		unsigned long home = m->signature;
		double h = fmin(fmax(.25 * radius, 2e-4), .02);
		memcpy(j->centre, j->best_x, (size_t)j->n * sizeof *j->centre);
		if (!model_build(j, m, j->centre, h, true))
			return false;
		if (m->signature != home)
			j->rivals = 0;
		double was = j->best, promise = model_climb(j, radius, j->target);
		double gain = promise - was;
		if (!joint_gains(j, was, promise, ROUNDING)) {
			if (h <= 2e-4)
				return tight;
			radius = fmin(radius * .2, .0008);
			continue;
		}
		double got = joint_try(j, j->target) - was;
		bool left = j->st->work->error.status != STATUS_OK ||
			joint_signature(j, &j->st->work->scratch) != m->signature;
		tight = got > 0 || left;
		if (got > .7 * gain)
			radius = fmin(2 * radius, .3);
		else if (left && !(got > 0) && add_rival(j, h))
			radius *= .7;
		else if (!(got > .3 * gain))
			radius *= .25;
		if (radius < 1e-6)
			return got > 0 && h <= 2e-4;
	}
	return false;
}
