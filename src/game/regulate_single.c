/* The generalist's stage with one specialist: its payoff at the best performance is, along its
 * safety, a polynomial of degree 4 at most on each of a few pieces. The best is at an end of
 * one or where one is stationary; more points than needed do no harm, for each is played. */
#include "game/regulate_private.h"

#include <math.h>

/* Beside a leap of the reply both sides are played, this part of the level apart. */
#define BESIDE 1e-13

enum { POINTS_MAX = 32 };

struct single {
	const struct regulate_game *g;
	const struct regulate_side *side;
	double earns;    /* the generalist's, of a unit of performance */
	int played;
	struct { struct attributes first; double value, size; } play[3 * POINTS_MAX];
};

static void play_at(struct single *s, double safety)
{
	const struct quadratic *c = &s->g->cost;
	const struct attributes *r = &s->side->d->earns;
	struct regulate_answer a;
	double low, performance, revenue;

	if (!(safety >= s->g->floor))
		return;
	regulate_answer(s->side, regulate_missing(s->side, safety), &a);
	low = regulate_entry(s->side, safety, &a);
	if (low == INFINITY)
		return;
	performance = (s->earns / 2 - c->interaction * safety) / c->performance;
	performance = fmax(0, fmax(low, performance));
	revenue = r->performance * performance + r->safety * safety + a.earns;
	s->play[s->played].first = (struct attributes){performance, safety};
	s->play[s->played].value = s->side->delta * revenue - quadratic_value(c, performance, safety);
	s->play[s->played++].size = revenue;
}

static void try_at(struct single *s, double safety)
{
	if (!(safety > s->g->floor) || !isfinite(safety))
		return;
	play_at(s, safety);
	if (s->side->convex)
		return;
	play_at(s, safety - BESIDE);
	play_at(s, safety + BESIDE);
}

/* Where the payoff is stationary on a branch of the reply that adds `slope` to the revenue for
 * each unit that is missing: with performance free, and at 0. */
static void try_stationary(struct single *s, double slope)
{
	const struct quadratic *c = &s->g->cost;
	double worth = s->side->delta * (s->side->d->earns.safety - slope);
	double det = c->performance * c->safety - c->interaction * c->interaction;
	if (det > 0)
		try_at(s, (c->performance * worth - c->interaction * s->earns) / (2 * det));
	try_at(s, worth / (2 * c->safety));
}

/* On a branch where the floor binds: where the specialist takes part at no performance of the
 * generalist's, and where the payoff is stationary at the least that it takes part at. */
static void try_held(struct single *s, const struct branch *b)
{
	const struct regulate_side *d = s->side;
	struct held held;
	double at[3];
	int n = regulate_enters(d, b, at);
	while (n > 0)
		try_at(s, at[--n]);
	if (!(d->wp > 0))
		return;
	held = regulate_holding(d, b);
	n = regulate_held(&s->g->cost, s->earns, d->delta * (d->d->earns.safety - b->slope), &held,
		at);
	while (n > 0)
		try_at(s, at[--n]);
}

static void choose(const struct single *s, struct regulate_best *best)
{
	int top = 0;
	double tie;
	for (int i = 1; i < s->played; i++)
		if (s->play[i].value > s->play[top].value)
			top = i;
	tie = s->play[top].value - PART_TIE * s->play[top].size;
	for (int i = 0; i < s->played; i++)
		if (s->play[i].value >= tie && s->play[i].first.safety < s->play[top].first.safety)
			top = i;
	*best = (struct regulate_best){s->play[top].first, s->play[top].value, s->play[top].size,
		PROOF_PROVED};
}

bool regulate_single(const struct regulate_game *g, const struct regulate_side *side,
	struct regulate_best *best)
{
	struct single s; /* not cleared: that would take a tenth of the time */
	double kink[KINKS_MAX];
	int kinks = regulate_kinks(side, kink);

	s.g = g;
	s.side = side;
	s.earns = side->delta * side->d->earns.performance;
	s.played = 0;
	play_at(&s, g->floor);
	for (int i = 0; i < kinks; i++)
		try_at(&s, kink[i]);
	try_stationary(&s, 0);
	if (side->d->floor > g->floor) {
		try_stationary(&s, side->branch[BRANCH_FLOOR].slope);
		try_stationary(&s, side->branch[BRANCH_BOUND].slope);
		try_held(&s, &side->branch[BRANCH_FLOOR]);
		try_held(&s, &side->branch[BRANCH_BOUND]);
	}
	if (s.played == 0)
		return false;
	choose(&s, best);
	return true;
}
