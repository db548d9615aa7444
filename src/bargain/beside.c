/* The bargains beside the present one: by what they give the rule, why it is that one. */
#include "bargain/study_private.h"

#include <math.h>

/* Along one share the tenths next to it, but none nearer than this; of several shares all are
 * moved by as much. */
#define NEAREST .05
/* A share that is a tenth but for rounding. */
#define TENTH_ROOM 1e-6

/* The rule's own objective; of Nash's the product itself, not its mean, and weights only where
 * they differ. High powers of gains are beyond what a number can hold: NaN. */
static double measure(struct study *st, const struct outcome *out)
{
	struct study_work *w = st->work;
	struct bargain b = st->scenario->bargain;
	struct payoffs p = payoffs_of(w, out);
	double value = objective_value(w, b, st->ideal, st->bystander, &p), total = 0;
	if (b.rule != RULE_NASH || !isfinite(value))
		return value;
	/* Where nobody weighs anything the product is 1. */
	bool weighted = game_weighted(&st->scenario->game) || !(w->weight[0] > 0);
	for (int k = 0; k < w->players; k++)
		total += st->bystander[k] ? 0 : weighted ? w->weight[k] : 1;
	double product = pow(value, total);
	return value > 0 && !isnormal(product) ? NAN : product;
}

/* Who is furthest below its outside option; -1: nobody is below. */
static int who_refuses(struct study *st, const struct outcome *out)
{
	struct study_work *w = st->work;
	int who = -1;
	if (work_gains(w, out))
		return who;
	for (int k = 0; k < w->players; k++)
		if (who < 0 || w->gain[k] < w->gain[who])
			who = k;
	return who;
}

static double next_tenth(double share, int side)
{
	double tenths = 10 * (share + side * NEAREST);
	return (side > 0 ? ceil(tenths - TENTH_ROOM) : floor(tenths + TENTH_ROOM)) / 10;
}

static void play_beside(struct study *st, int side, struct beside *out)
{
	struct study_work *w = st->work;
	bool one = st->shares == 1, moved = false;
	double x = one ? next_tenth(st->delta[0], side) : NEAREST;
	if (one && !(x >= 0 && x <= 1))
		return;
	for (int i = 0; i < st->n; i++) {
		w->probe[i] = one ? x : fmin(fmax(st->delta[i] + side * x, 0), 1);
		moved |= w->probe[i] != st->delta[i];
	}
	if (!moved || !work_play(w, w->probe, &w->scratch))
		return;
	*out = (struct beside){.known = true, .at = x, .refuses = who_refuses(st, &w->scratch)};
	out->value = measure(st, &w->scratch);
}

/* One of both sides a step. */
bool beside_step(struct study *st)
{
	struct study_work *w = st->work;
	bool asked = w->plan.want & HAVE_BESIDE && st->have & HAVE_SOLUTIONS;
	if (!asked || !study_has_outcome(st) || st->no_agreement ||
		st->scenario->bargain.rule == RULE_FIXED)
		return false;
	if (pie_applies(&st->scenario->game) || !rule_has_goal(st->scenario->bargain.rule))
		return false;
	st->value = measure(st, &st->present);
	play_beside(st, w->at == 0 ? -1 : 1, &st->beside[w->at]);
	if (w->at++ == 0)
		return true;
	st->have |= HAVE_BESIDE;
	return false;
}
