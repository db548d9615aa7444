/* The number that a student is asked for: a share, a level, what is added. */
#include "ui/class_state.h"

#include "bargain/play.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEPS 100        /* from one end of what is on offer to the other */
#define ROOM_ABOVE 1.5   /* of levels on offer, over the largest that can pay */

static const struct specialist *partner_of(const struct class_seat *s)
{
	return &s->game.game.specialist[s->told.specialist];
}

/* All shares, with the pair's among them; owned by the caller, NULL without memory. */
static double *shares(const struct class_seat *s)
{
	size_t n = (size_t)s->game.game.n * sizeof(double);
	double *delta = malloc(n);

	if (!delta)
		return NULL;
	memcpy(delta, s->game.delta, n);
	play_set_share(&s->game.game, s->told.specialist, s->told.share, delta);
	return delta;
}

void number_begin(struct class_seat *s)
{
	double *delta;

	s->typing = TYPING_NOTHING;
	s->value = s->told.pair_stage == PAIR_BARGAIN ? .5 : 0;
	s->top = 1;
	if (s->told.pair_stage == PAIR_BARGAIN || !s->solver)
		return;
	delta = shares(s);
	if (delta && (solver_a0_max(s->solver, delta, &s->top, NULL) != STATUS_OK ||
		!(s->top > 0) || !isfinite(s->top)))
		s->top = 1;
	s->top *= ROOM_ABOVE;
	free(delta);
}

void number_step(struct class_seat *s, double steps)
{
	bool add = s->told.pair_stage == PAIR_ADD;
	double step = s->top / STEPS, least = 0;

	if (s->told.pair_stage != PAIR_BARGAIN) {
		double ten = pow(10, floor(log10(step)));
		step = step / ten >= 5 ? 5 * ten : step / ten >= 2 ? 2 * ten : ten;
	}
	if (add && s->value == 0 && steps < 0) {
		s->value = PLAY_STAY_OUT;
		return;
	}
	if (s->value < 0)
		s->value = steps > 0 ? 0 : s->value;
	else
		s->value = round((s->value + steps * step) / (step / 10)) * (step / 10);
	if (s->value != PLAY_STAY_OUT && s->value < least)
		s->value = least;
	if (s->told.pair_stage == PAIR_BARGAIN && s->value > 1)
		s->value = 1;
	if (s->value > ROOM_LEVEL_MAX)
		s->value = ROOM_LEVEL_MAX;
}

static double on_curve(const struct told *t, double share)
{
	double at = share * (t->points - 1);
	int i = (int)at < t->points - 1 ? (int)at : t->points - 2;
	int k = t->seat;

	if (t->points < 2 || k < 0)
		return NAN;
	return t->point[i].u[k] + (at - i) * (t->point[i + 1].u[k] - t->point[i].u[k]);
}

double number_worth(const struct class_seat *s, const char **of)
{
	const struct told *t = &s->told;

	*of = NULL;
	if (t->pair_stage == PAIR_BARGAIN) {
		*of = "if both then do as well as they can";
		return s->value >= 0 && s->value <= 1 ? on_curve(t, s->value) : NAN;
	}
	if (!s->solver)
		return NAN;
	if (t->pair_stage == PAIR_ADD)
		return s->value < 0 ? 0 :
			specialist_payoff(partner_of(s), t->share, t->level, s->value);
	*of = "if nothing is added to it";
	return t->share * revenue_value(&partner_of(s)->revenue, s->value) -
		cost_value(&s->game.game.generalist.cost, s->value, 0);
}
