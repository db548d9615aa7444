/* The moves of role play: offers and answers of an opponent, and what a round comes to. */
#include "ui/role_private.h"

#include "base/clock.h"
#include "model/family.h"

#include <math.h>
#include <string.h>

#define SOLVING 0.7   /* s that a play may take: no key is answered meanwhile */
#define SEARCHING 0.3 /* s that the search for the best share may take after that */
#define DOUBLINGS 30  /* from 2^-30 to 2^30: levels that somebody may go to */
#define WILD 2.0      /* times the best: as far as an opponent at random invests */

enum side role_other(enum side side)
{
	return side == SIDE_GENERALIST ? SIDE_SPECIALIST : SIDE_GENERALIST;
}

enum side role_own(const struct role_state *r)
{
	return r->part == PART_SPECIALIST ? SIDE_SPECIALIST : SIDE_GENERALIST;
}

bool role_played(const struct role_state *r, enum side side)
{
	return r->part == PART_BOTH || side == role_own(r);
}

/* ---- solving, while there is time ------------------------------------------ */

struct table {
	struct solver *solver; /* owned */
	double end;            /* when time is up */
};

static bool in_time(void *end)
{
	return clock_now() < *(const double *)end;
}

/* Whether or not that fails, the solver is for the caller to free. */
static enum status table_open(struct table *t, struct role_game *g, double seconds,
	struct error *err)
{
	enum status status;

	t->solver = NULL;
	status = solver_alloc(g->game, &t->solver, err);
	if (status != STATUS_OK)
		return status;
	t->end = clock_now() + seconds;
	solver_pause(t->solver, (struct pause){in_time, &t->end});
	return STATUS_OK;
}

static enum status in_words(const struct table *t, enum status status, struct error *err)
{
	if (status != STATUS_OK && t->solver && clock_now() >= t->end)
		error_set(err, status, "this game takes too long to be played");
	return status;
}

/* ---- haggling -------------------------------------------------------------- */

void role_lay_out(struct role_state *r, struct role_game *g)
{
	struct play p = {.specialist = g->specialist, .delta = g->delta};
	struct table t;

	r->offers.patience[SIDE_GENERALIST] = g->game->generalist.patience;
	r->offers.patience[SIDE_SPECIALIST] = g->game->specialist[g->specialist].patience;
	r->offers.offers = g->rules ? (int)g->rules->rounds : 0;
	r->haggles = table_open(&t, g, SOLVING, NULL) == STATUS_OK
		&& offers_find(t.solver, &p, &r->offers, NULL) == STATUS_OK;
	solver_free(t.solver);
}

double role_counts(const struct role_state *r, enum side side)
{
	return r->haggles ? pow(r->offers.patience[side], r->turn) : 1;
}

/* Who makes the first offer: by the scenario's rule; else whoever did not in the last round. */
static enum side first_side(const struct role_state *r, const struct role_game *g)
{
	if (g->rules)
		return g->rules->first > 0 ? SIDE_SPECIALIST : SIDE_GENERALIST;
	return r->rounds % 2 ? role_other(role_own(r)) : role_own(r);
}

void role_open_round(struct role_state *r, const struct role_game *g)
{
	r->turn = 0;
	r->gone = r->solved = false;
	r->first = first_side(r, g);
	if (!role_played(r, r->first) && !(r->haggles && offers_any(&r->offers)))
		r->first = role_own(r);
	r->proposer = r->first;
	if (!role_played(r, r->proposer))
		r->share = opponent_offers(&r->opponent, &r->offers, r->turn);
}

bool role_last_offer(const struct role_state *r)
{
	return r->turn + 1 >= (r->offers.offers > 0 ? r->offers.offers : ROLE_OFFERS);
}

bool role_refuse(struct role_state *r)
{
	if (role_last_offer(r))
		return false;
	r->refused = r->share;
	r->turn++;
	r->proposer = role_other(r->proposer);
	return true;
}

bool role_offer(struct role_state *r)
{
	if (!r->haggles || opponent_accepts(&r->opponent, &r->offers, r->turn, r->share))
		return true;
	r->leaver = r->opponent.side;
	r->gone = !offers_any(&r->offers) || !role_refuse(r);
	if (!r->gone)
		r->share = opponent_offers(&r->opponent, &r->offers, r->turn);
	return false;
}

/* Once for rounds at the same share: whoever holds Enter down plays many. */
static enum status find_range(struct role_state *r, struct role_game *g)
{
	struct play p = {.part = PART_SPECIALIST, .specialist = g->specialist,
		.delta = g->delta};
	struct play_result result;
	struct table t;
	enum status status = table_open(&t, g, SOLVING, &r->err);

	play_set_share(g->game, g->specialist, r->share, g->delta);
	if (status == STATUS_OK)
		status = play_result(t.solver, &p, &result, &r->err);
	if (status == STATUS_OK)
		status = solver_a0_max(t.solver, g->delta, &r->top, &r->err);
	r->start = p.level;
	status = in_words(&t, status, &r->err);
	solver_free(t.solver);
	return status;
}

bool role_agree(struct role_state *r, struct role_game *g)
{
	if (!r->begun || r->begun_at != r->share)
		r->begun = find_range(r, g) == STATUS_OK;
	r->begun_at = r->share;
	r->x = 0;
	r->a0 = r->part == PART_SPECIALIST
		? opponent_invests(&r->opponent, r->start, r->top) : r->start;
	return r->begun;
}

/* ---- what it comes to ------------------------------------------------------- */

/* The play of both: an opponent's answer is the best one, but for chance. */
static enum status play(struct role_state *r, struct role_game *g, struct table *t)
{
	struct play p = {.part = r->part == PART_SPECIALIST ? PART_BOTH : r->part,
		.specialist = g->specialist, .delta = g->delta, .level = r->a0, .added = r->x};
	enum status status = play_result(t->solver, &p, &r->result, &r->err);

	if (status == STATUS_OK && p.part == PART_GENERALIST
		&& r->opponent.kind == OPPONENT_RANDOM && p.added != PLAY_STAY_OUT) {
		p.part = PART_BOTH;
		p.added = opponent_invests(&r->opponent, p.added, WILD * p.added);
		status = play_result(t->solver, &p, &r->result, &r->err);
	}
	r->a0 = p.level;
	r->x = p.added;
	return status;
}

static double outside(const struct role_game *g, enum side side)
{
	return side == SIDE_GENERALIST ? g->game->generalist.outside
		: g->game->specialist[g->specialist].outside;
}

static void count(struct role_state *r, const struct role_game *g)
{
	for (int side = 0; side < SIDES; side++) {
		struct role_tally *t = &r->tally[side];
		double least = outside(g, (enum side)side), got = least;

		if (!r->gone)
			got += role_counts(r, (enum side)side) * ((side == SIDE_GENERALIST
				? r->result.u_generalist : r->result.u_specialist) - least);
		t->last = got;
		t->total += got;
		t->best = r->rounds == 0 ? got : fmax(t->best, got);
	}
	r->rounds++;
}

void role_settle(struct role_state *r, struct role_game *g)
{
	struct table t = {.solver = NULL};
	enum status status = STATUS_OK;

	play_set_share(g->game, g->specialist, r->share, g->delta);
	if (!r->gone)
		status = table_open(&t, g, SOLVING, &r->err);
	if (!r->gone && status == STATUS_OK)
		status = in_words(&t, play(r, g, &t), &r->err);
	solver_free(t.solver);
	r->solved = status == STATUS_OK;
	if (r->solved)
		count(r, g);
	r->marked = r->solved && !r->gone;
	r->mark = (struct played_mark){g->specialist, r->share, r->result.u_generalist,
		r->result.u_specialist};
}

bool role_best_share(const struct role_state *r, struct role_game *g, struct play_share *best)
{
	struct play p = {.part = r->part, .specialist = g->specialist, .delta = g->delta};
	struct table t;
	bool found = r->part != PART_BOTH && table_open(&t, g, SEARCHING, NULL) == STATUS_OK;

	if (r->part == PART_BOTH)
		return false;
	play_set_share(g->game, g->specialist, r->share, g->delta);
	found = found && play_best_share(t.solver, &p, (struct pause){in_time, &t.end}, best);
	solver_free(t.solver);
	return found;
}

/* ---- while choosing ---------------------------------------------------------- */

/* Of the generalist what its level pays by itself: what others add to it is for them to
 * decide, and would give the equilibrium away. */
double role_payoff(const struct role_state *r, const struct role_game *g, double value)
{
	const struct game *game = g->game;
	double sum = 0;

	if (r->stage == STAGE_ADD)
		return value == PLAY_STAY_OUT ? 0 : contract_division(
			game, g->specialist, r->share, r->a0, value).own;
	for (int i = 0; i < game->n; i++)
		sum += (i == g->specialist || game_shares(game) < 2 ? r->share : g->delta[i])
			* revenue_value(&game->specialist[i].revenue, value);
	return sum - cost_value(&game->generalist.cost, value, 0);
}

double role_cost(const struct role_state *r, const struct role_game *g, double value)
{
	if (value == PLAY_STAY_OUT)
		return 0;
	return r->stage == STAGE_ADD
		? cost_value(&g->game->specialist[g->specialist].cost, value, r->a0)
		: cost_value(&g->game->generalist.cost, value, 0);
}

/* Not the solver's range: where that ends says where the equilibrium lies. */
double role_reach(const struct role_state *r, const struct role_game *g)
{
	double nothing = role_payoff(r, g, 0);

	for (int i = DOUBLINGS; i >= -DOUBLINGS; i--)
		if (role_payoff(r, g, ldexp(1, i)) > nothing)
			return ldexp(1, i + 1);
	return 1;
}
