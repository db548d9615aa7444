#include "bargain/study_private.h"

#include <math.h>

void study_scale_by(struct study *st, const struct outcome *out)
{
	if (st->first_best_status == STATUS_OK)
		return;
	for (int k = 0; k <= st->n; k++)
		st->scale = fmax(st->scale, fabs(outcome_utility(out, k)));
}

/* Gains of all players over their outside options, at utilities u, into w->gain, those within
 * ROUNDING of 0 as 0; whether none is below. */
static bool gains_of(struct study_work *w, const double *u)
{
	const double *outside = w->outside;
	double room = ROUNDING * *w->scale, sum = 0, least = INFINITY, *gain = w->gain;
	for (int k = 0; k < w->players; k++) {
		double more = u[k] - outside[k];
		sum += u[k];
		least = more < least ? more : least;
		gain[k] = fabs(more) <= room ? 0 : more;
	}
	w->held = least < 0;
	return least >= -room && sum >= w->least - room;
}

bool work_gains(struct study_work *w, const struct outcome *out)
{
	return gains_of(w, payoffs_of(w, out).u);
}

bool work_gains_any(struct study_work *w, const struct outcome *out)
{
	double sum = 0;
	if (!work_gains(w, out))
		return false;
	for (int k = 0; k < w->players; k++)
		sum += w->gain[k];
	return sum > (w->held ? NO_GAIN_HELD : NO_GAIN) * *w->scale;
}

double objective_room(const struct study *st, struct bargain b, double best)
{
	switch (b.rule) {
	case RULE_KALAI_SMORODINSKY: /* a part of the ideals */
		return ROUNDING;
	case RULE_MAX_PERFORMANCE: /* levels, in a unit of their own */
		return ROUNDING * fabs(best);
	default:
		return ROUNDING * st->scale;
	}
}

static bool stands_by(const bool *bystander, int k)
{
	return bystander && bystander[k];
}

double smallest_gain(const struct study_work *w, const bool *bystander, const double *u)
{
	double least = INFINITY;
	for (int k = 0; k < w->players; k++)
		if (!stands_by(bystander, k))
			least = fmin(least, u[k] - w->outside[k]);
	return least;
}

static bool of_two_alike(const struct study_work *w, const bool *bystander)
{
	return w->players == 2 && w->weight[0] == w->weight[1] && w->weight[0] > 0 &&
		!stands_by(bystander, 0) && !stands_by(bystander, 1);
}

/* The weighted geometric mean of the gains: the Nash product on a scale that
 * neither overflows nor depends on the number of players. Of two that weigh the same it is a root,
 * whose last digit is right. Else logarithms are taken of gains in a unit of the scale's size, a
 * power of 2, so that they are rounded alike in any unit. */
static double nash_value(const struct study_work *w, const bool *bystander)
{
	double product = w->gain[0] * w->gain[1];
	if (of_two_alike(w, bystander) && isnormal(product))
		return sqrt(product);
	for (int k = 0; k < w->players; k++)
		if (!stands_by(bystander, k) && w->weight[k] > 0 && w->gain[k] <= 0)
			return 0;
	double sum = 0, total = 0, unit = *w->scale > 0 ? ldexp(1, ilogb(*w->scale)) : 1;
	for (int k = 0; k < w->players; k++) {
		if (stands_by(bystander, k) || w->weight[k] <= 0)
			continue;
		sum += w->weight[k] * log(w->gain[k] / unit);
		total += w->weight[k];
	}
	return total > 0 ? unit * exp(sum / total) : 0;
}

static double least_ratio(const struct study_work *w, const double *ideal, const bool *bystander)
{
	double least = INFINITY;
	for (int k = 0; k < w->players; k++)
		if (!stands_by(bystander, k))
			least = fmin(least, w->gain[k] / (ideal ? ideal[k] : 1));
	return isfinite(least) ? least : 0;
}

double objective_value(struct study_work *w, struct bargain b, const double *ideal,
	const bool *bystander, const struct payoffs *p)
{
	if (!gains_of(w, p->u))
		return -INFINITY;
	switch (b.rule) {
	case RULE_NASH:
		return nash_value(w, bystander);
	case RULE_EGALITARIAN:
		return least_ratio(w, NULL, bystander);
	case RULE_KALAI_SMORODINSKY:
		return least_ratio(w, ideal, bystander);
	case RULE_POWERFUL_GENERALIST:
		return p->u[0];
	case RULE_POWERFUL_SPECIALIST:
		return p->u[b.specialist + 1];
	case RULE_MAX_PERFORMANCE:
		return p->performance;
	default:
		return p->joint;
	}
}
