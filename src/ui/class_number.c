/* The number that a student is asked for: a share, a level, what is added. */
#include "ui/class_state.h"

#include "bargain/play.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEPS 100        /* from one end of what is on offer to the other */
#define ROOM_ABOVE 1.5   /* of levels on offer, over the largest that can pay */

/* All shares, with the pair's among them; owned by the caller, NULL without memory, or where the
 * room has not said which game it is. */
static double *shares(const struct class_seat *s, double share)
{
	size_t n = (size_t)s->game.game.n * sizeof(double);
	double *delta = s->match ? malloc(n) : NULL;

	if (!delta)
		return NULL;
	memcpy(delta, s->game.delta, n);
	play_set_share(&s->game.game, s->told.specialist, share, delta);
	return delta;
}

/* ---- an offer of two numbers ------------------------------------------------------ */

double number_share(const struct class_seat *s)
{
	return s->on_term ? s->beside : s->value;
}

double number_term(const struct class_seat *s)
{
	return s->on_term ? s->value : s->beside;
}

void number_turn(struct class_seat *s)
{
	double value = s->value;

	s->value = s->beside;
	s->beside = value;
	s->on_term = !s->on_term;
}

static void step_term(struct class_seat *s, double steps)
{
	enum lab_over over = (enum lab_over)s->told.over;
	double step = over == LAB_COST_SHARE || over == LAB_BASE_SHARE ? .05 : .01, least, most;

	room_term_limits(over, &least, &most);
	s->value = round((s->value + steps * step) / (step / 10)) * (step / 10);
	s->value = fmin(fmax(s->value, least), most) + 0.0;
}

/* The game with that term, in force; NaN, or a lump sum, changes nothing. Whether
 * it is. */
static bool under(struct class_seat *s, double term)
{
	double *at = room_term(&s->game.game.specialist[s->told.specialist].terms,
		(enum lab_over)s->told.over);

	if (!s->match || !at || isnan(term) || *at == term)
		return s->match != NULL;
	*at = term;
	return game_check(&s->game.game, NULL) == STATUS_OK &&
		match_rebind(s->match, &s->game.game, NULL) == STATUS_OK;
}

/* What changes hands at signing, as one has it oneself. */
static double lump_sum(const struct class_seat *s, double term)
{
	return room_lump_sum((enum lab_over)s->told.over, (enum seat)s->told.seat, term);
}

/* ---- the number ---------------------------------------------------------------------- */

void number_begin(struct class_seat *s)
{
	double *delta;

	s->typing = TYPING_NOTHING;
	s->value = s->told.pair_stage == PAIR_BARGAIN ? .5 : 0;
	s->top = 1;
	s->on_term = s->along_known = false;
	s->beside = s->told.usual;
	under(s, s->told.term);
	if (s->told.pair_stage == PAIR_BARGAIN || !s->match)
		return;
	delta = shares(s, s->told.share);
	if (delta && (solver_a0_max(match_solver(s->match), delta, &s->top, NULL) != STATUS_OK ||
		!(s->top > 0) || !isfinite(s->top)))
		s->top = 1;
	s->top *= ROOM_ABOVE;
	free(delta);
}

void number_step(struct class_seat *s, double steps)
{
	bool add = s->told.pair_stage == PAIR_ADD;
	double step = s->top / STEPS, least = 0;

	if (s->on_term) {
		step_term(s, steps);
		return;
	}
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

/* In equilibrium at those terms, NaN being the usual ones: played, as between two points of the
 * curve it may jump. */
double number_worth_at(struct class_seat *s, double share, double term)
{
	double u = NAN;
	struct outcome o = {.n = 0};
	double *delta;

	if (!(share >= 0 && share <= 1))
		return NAN;
	delta = shares(s, share);
	if (delta && under(s, isnan(term) ? s->told.usual : term) &&
		outcome_init(&o, s->game.game.n, NULL) == STATUS_OK &&
		match_equilibrium(s->match, delta, &o, NULL) == STATUS_OK)
		u = s->told.seat == SEAT_GENERALIST ? o.u_generalist :
			o.domain[s->told.specialist].utility;
	outcome_free(&o);
	free(delta);
	return u + lump_sum(s, term);
}

const double *number_along(struct class_seat *s)
{
	double term = number_term(s);
	bool same = s->along_known && s->along_term == term;

	if (s->told.over == LAB_SHARE || s->told.seat < 0 || s->told.stage != ROOM_DEAL ||
		s->told.pair_stage != PAIR_BARGAIN || isnan(term) || s->told.points != ROOM_CURVE)
		return NULL;
	for (int i = 0; i < ROOM_CURVE && !same; i++)
		s->along[i] = number_worth_at(s, s->told.point[i].share, term);
	s->along_term = term;
	s->along_known = true;
	return s->along;
}

/* At the terms agreed on, the other domains doing as well as they can. */
static double worth_of_play(const struct class_seat *s, bool add)
{
	const struct told *t = &s->told;
	double *delta = shares(s, t->share), u[SEATS] = {NAN, NAN};
	struct play p = {.part = PART_BOTH, .specialist = t->specialist, .delta = delta,
		.level = {{add ? t->level : s->value}}, .added = {{!add ? 0 : s->value < 0 ? PLAY_STAY_OUT : s->value}},
		.payment = room_lump_sum((enum lab_over)t->over, SEAT_SPECIALIST, t->term)};

	if (delta && p.level.of[0] >= 0 && p.level.of[0] <= ROOM_LEVEL_MAX &&
		play_payoffs(s->match, &p, &u[SEAT_GENERALIST], &u[SEAT_SPECIALIST], NULL) !=
		STATUS_OK)
		u[t->seat] = NAN;
	free(delta);
	return u[t->seat];
}

double number_worth(struct class_seat *s, const char **of)
{
	bool add = s->told.pair_stage == PAIR_ADD;

	*of = NULL;
	if (s->told.pair_stage == PAIR_BARGAIN) {
		*of = "if both then do as well as they can";
		return number_worth_at(s, number_share(s), number_term(s));
	}
	if (!s->match)
		return NAN;
	if (!add)
		*of = s->game.game.n > 1 ? "if this specialist adds nothing to it" :
			"if nothing is added to it";
	return worth_of_play(s, add);
}
