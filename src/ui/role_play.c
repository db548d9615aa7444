/* The moves of role play: offers and answers of an opponent, and what a round comes to. */
#include "ui/role_private.h"

#include "base/clock.h"

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
	struct match *match; /* owned */
	double end;          /* when time is up */
};

static bool in_time(void *end)
{
	return clock_now() < *(const double *)end;
}

/* Whether or not that fails, the match is for the caller to free. */
static enum status table_open(struct table *t, struct role_game *g, double seconds,
	struct error *err)
{
	enum status status;

	t->match = NULL;
	status = match_alloc(g->game, &t->match, err);
	if (status != STATUS_OK)
		return status;
	t->end = clock_now() + seconds;
	match_pause(t->match, (struct pause){in_time, &t->end});
	return STATUS_OK;
}

static enum status in_words(const struct table *t, enum status status, struct error *err)
{
	if (status != STATUS_OK && t->match && clock_now() >= t->end)
		error_set(err, status, "this game takes too long to solve");
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
		&& offers_find(t.match, &p, &r->offers, NULL) == STATUS_OK;
	match_free(t.match);
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

static struct deal role_deal(const struct role_state *r)
{
	return (struct deal){r->share, r->payment};
}

/* The opponent's. */
static void take_offer(struct role_state *r)
{
	struct deal d = opponent_offers(&r->opponent, &r->offers, r->turn);

	r->share = d.share;
	r->payment = d.payment;
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
		take_offer(r);
}

bool role_last_offer(const struct role_state *r)
{
	return r->turn + 1 >= (r->offers.offers > 0 ? r->offers.offers : ROLE_OFFERS);
}

bool role_refuse(struct role_state *r)
{
	if (role_last_offer(r))
		return false;
	r->refused = role_deal(r);
	r->turn++;
	r->proposer = role_other(r->proposer);
	return true;
}

/* What a person may offer lies between two steps of the table. */
static void find_offer(struct role_state *r, struct role_game *g)
{
	struct play p = {.specialist = g->specialist, .delta = g->delta};
	struct table t;

	if (table_open(&t, g, SOLVING, NULL) == STATUS_OK)
		offers_find_at(t.match, &p, r->share, &r->offers, NULL);
	match_free(t.match);
}

bool role_offer(struct role_state *r, struct role_game *g)
{
	if (r->haggles)
		find_offer(r, g);
	if (!r->haggles || opponent_accepts(&r->opponent, &r->offers, r->turn, role_deal(r)))
		return true;
	r->leaver = r->opponent.side;
	r->gone = !offers_any(&r->offers) || !role_refuse(r);
	if (!r->gone)
		take_offer(r);
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
		status = play_result(t.match, &p, &result, &r->err);
	if (status == STATUS_OK)
		status = match_most(t.match, g->delta, &r->top, &r->err);
	r->start = p.level;
	status = in_words(&t, status, &r->err);
	match_free(t.match);
	return status;
}

/* What an opponent does where `best` is best and `most` makes sense, no less than is asked of
 * player k. */
static struct match_choice invests(struct role_state *r, const struct role_game *g, int k,
	struct match_choice best, struct match_choice most)
{
	struct match_choice does = {{0}};

	for (int i = 0; i < match_attributes(g->game); i++)
		does.of[i] = fmax(match_least(g->game, k, i, &r->level),
			opponent_invests(&r->opponent, best.of[i], most.of[i]));
	return does;
}

bool role_agree(struct role_state *r, struct role_game *g)
{
	if (!r->begun || r->begun_at != r->share)
		r->begun = find_range(r, g) == STATUS_OK;
	r->begun_at = r->share;
	r->added = (struct match_choice){{0}};
	r->level = r->part == PART_SPECIALIST ? invests(r, g, 0, r->start, r->top) : r->start;
	return r->begun;
}

/* ---- what it comes to ------------------------------------------------------- */

/* The play of both: an opponent's answer is the best one, but for chance. */
static enum status play(struct role_state *r, struct role_game *g, struct table *t)
{
	struct play p = {.part = r->part == PART_SPECIALIST ? PART_BOTH : r->part,
		.specialist = g->specialist, .delta = g->delta, .level = r->level, .added = r->added,
		.payment = r->payment};
	enum status status = play_result(t->match, &p, &r->result, &r->err);
	struct match_choice wild = p.added;

	if (status == STATUS_OK && p.part == PART_GENERALIST
		&& r->opponent.kind == OPPONENT_RANDOM && p.added.of[0] != PLAY_STAY_OUT) {
		p.part = PART_BOTH;
		for (int i = 0; i < MATCH_ATTRIBUTES; i++)
			wild.of[i] *= WILD;
		p.added = invests(r, g, g->specialist + 1, p.added, wild);
		status = play_result(t->match, &p, &r->result, &r->err);
	}
	r->level = p.level;
	r->added = p.added;
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
	struct table t = {.match = NULL};
	enum status status = STATUS_OK;

	play_set_share(g->game, g->specialist, r->share, g->delta);
	if (!r->gone)
		status = table_open(&t, g, SOLVING, &r->err);
	if (!r->gone && status == STATUS_OK)
		status = in_words(&t, play(r, g, &t), &r->err);
	match_free(t.match);
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
	found = found && play_best_share(t.match, &p, (struct pause){in_time, &t.end}, best);
	match_free(t.match);
	return found;
}

/* ---- while choosing ---------------------------------------------------------- */

/* The choice with `value` for the attribute at hand, and what is to come at its least. */
static struct match_choice with(const struct role_state *r, const struct role_game *g, double value)
{
	bool adds = r->stage == STAGE_ADD;
	struct match_choice choice = adds ? r->added : r->level;
	int player = adds ? g->specialist + 1 : 0;

	choice.of[r->attribute] = value;
	for (int i = r->attribute + 1; i < r->attributes; i++)
		choice.of[i] = match_least(g->game, player, i, &r->level);
	return choice;
}

/* Of one pot the part of a specialist that adds so much, all others nothing. */
static double pot_payoff(const struct role_state *r, const struct role_game *g, double value)
{
	const struct game *game = g->game;
	double delta[GAME_SPECIALISTS_EXPLORER], all;
	struct match_choice nothing = {{0}}, choice = with(r, g, value);
	int i = g->specialist;

	for (int k = 0; k < game->n; k++)
		delta[k] = 1;
	all = match_alone(game, delta, &r->level);
	all -= match_division(game, i, 1, &r->level, &nothing).paid;
	if (value != PLAY_STAY_OUT)
		all += match_division(game, i, 1, &r->level, &choice).paid;
	return (1 - r->share) / game->n * all;
}

/* Before lump sums. */
static double payoff(const struct role_state *r, const struct role_game *g, double value)
{
	double delta[GAME_SPECIALISTS_EXPLORER];
	struct match_choice choice;

	if (r->stage == STAGE_ADD && g->game->contract == CONTRACT_PROFIT)
		return pot_payoff(r, g, value);
	if (value == PLAY_STAY_OUT)
		return 0;
	choice = with(r, g, value);
	if (r->stage == STAGE_ADD)
		return match_division(g->game, g->specialist, r->share, &r->level, &choice).own;
	memcpy(delta, g->delta, sizeof delta);
	play_set_share(g->game, g->specialist, r->share, delta);
	return match_alone(g->game, delta, &choice);
}

/* Of the generalist what its level pays by itself: what others add to it is for them to
 * decide, and would give the equilibrium away. */
double role_payoff(const struct role_state *r, const struct role_game *g, double value)
{
	return payoff(r, g, value) + (r->stage == STAGE_ADD ? r->payment : -r->payment);
}

double role_cost(const struct role_state *r, const struct role_game *g, double value)
{
	struct match_choice choice;

	if (value == PLAY_STAY_OUT)
		return 0;
	choice = with(r, g, value);
	return r->stage == STAGE_ADD ? match_cost(g->game, g->specialist + 1, &r->level, &choice)
		: match_cost(g->game, 0, &choice, NULL);
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
