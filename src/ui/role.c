/* Role play: its stages, and the keys that lead through them. */
#include "ui/role_private.h"

#include "base/num.h"
#include "ui/key.h"

#include <math.h>
#include <string.h>

#define STEPS 100       /* steps of a level across its range */
#define SEED 20231206u  /* of the opponent at random: the same game every time */
#define PAYMENT_MOST 1e9 /* either way */
#define ROUNDING 1e-9   /* of the least that is allowed, which a person types as it is read */

static void enter_stage(struct role_state *r, enum role_stage stage, double value)
{
	r->stage = stage;
	r->value = value;
	r->least = 0;
	r->wrong = false;
	line_init(&r->line, "");
}

static void enter_choice(struct role_state *r, const struct role_game *g, enum role_stage stage,
	int attribute)
{
	int player = stage == STAGE_ADD ? g->specialist + 1 : 0;
	double least = match_least(g->game, player, attribute, &r->level);

	r->attribute = attribute;
	r->attributes = match_attributes(g->game);
	r->what = match_attribute(g->game, attribute);
	enter_stage(r, stage, least);
	r->least = least;
}

static void enter_answer(struct role_state *r)
{
	enter_stage(r, role_last_offer(r) ? STAGE_LAST : STAGE_ANSWER, 0);
}

static void finish(struct role_state *r, struct role_game *g)
{
	role_settle(r, g);
	enter_stage(r, STAGE_RESULT, 0);
}

/* Two at one keyboard: the next to choose does so unseen. */
static void hand_over(struct role_state *r, const struct role_game *g, enum role_stage after)
{
	r->after = after;
	if (r->part == PART_BOTH)
		enter_stage(r, STAGE_HAND, 0);
	else
		enter_choice(r, g, after, 0);
}

bool role_asks_share(const struct role_state *r)
{
	return r->stage == STAGE_SHARE || r->stage == STAGE_BESIDE;
}

static void enter_offer(struct role_state *r, double share)
{
	enter_stage(r, r->offers.lump_sums ? STAGE_BESIDE : STAGE_SHARE, share);
}

/* The share of an offer is chosen: then the payment that goes with it. */
static void enter_payment(struct role_state *r)
{
	r->share = r->value;
	enter_stage(r, STAGE_PAYMENT, r->payment);
	r->least = -PAYMENT_MOST;
}

static void open_round(struct role_state *r, const struct role_game *g)
{
	role_open_round(r, g);
	if (role_played(r, r->proposer))
		enter_offer(r, r->rounds > 0 ? r->share : 0.5);
	else
		enter_answer(r);
}

static void agreed(struct role_state *r, struct role_game *g)
{
	if (!role_agree(r, g))
		enter_stage(r, STAGE_RESULT, 0);
	else
		hand_over(r, g, r->part == PART_SPECIALIST ? STAGE_ADD : STAGE_LEVEL);
}

static void offered(struct role_state *r, struct role_game *g)
{
	if (r->stage == STAGE_PAYMENT)
		r->payment = r->value;
	else
		r->share = r->value;
	if (r->part == PART_BOTH)
		enter_answer(r);
	else if (role_offer(r, g))
		agreed(r, g);
	else if (r->gone)
		finish(r, g);
	else
		enter_answer(r);
}

/* An attribute is chosen, of one's own technology or of what is added: then the next one. */
static void chosen(struct role_state *r, struct role_game *g)
{
	struct match_choice *choice = r->stage == STAGE_LEVEL ? &r->level : &r->added;

	if (r->attribute == 0)
		*choice = (struct match_choice){{0}};
	choice->of[r->attribute] = r->value;
	if (r->value != PLAY_STAY_OUT && r->attribute + 1 < r->attributes)
		enter_choice(r, g, r->stage, r->attribute + 1);
	else if (r->stage == STAGE_LEVEL && r->part == PART_BOTH)
		hand_over(r, g, STAGE_ADD);
	else
		finish(r, g);
}

/* A choice is made. */
static void advance(struct role_state *r, struct role_game *g)
{
	switch (r->stage) {
	case STAGE_BESIDE:
		enter_payment(r);
		return;
	case STAGE_SHARE:
	case STAGE_PAYMENT:
		offered(r, g);
		return;
	case STAGE_HAND:
		enter_choice(r, g, r->after, 0);
		return;
	case STAGE_LEVEL:
	case STAGE_ADD:
		chosen(r, g);
		return;
	case STAGE_RESULT:
	default:
		open_round(r, g);
		return;
	}
}

static void walk_away(struct role_state *r, struct role_game *g)
{
	r->gone = true;
	r->leaver = role_other(r->proposer);
	finish(r, g);
}

/* Takes what was typed; false where it is no number that is allowed here: then
 * it stays, and is said to be none. */
static bool take_line(struct role_state *r)
{
	double value;

	if (r->line.length == 0)
		return true;
	r->wrong = !num_parse(r->line.text, &value) || value < r->least - ROUNDING * fabs(r->least)
		|| value > (role_asks_share(r) ? 1 : r->stage == STAGE_PAYMENT ? PAYMENT_MOST :
			INFINITY);
	if (r->wrong)
		return false;
	r->value = fmax(value, r->least);
	line_init(&r->line, "");
	return true;
}

static double step_size(const struct role_state *r)
{
	double rough, power;

	if (role_asks_share(r) || r->stage == STAGE_PAYMENT)
		return 0.01;
	/* A round number near a hundredth of the range, whatever the unit. */
	rough = (r->top.of[r->attribute] > 0 ? r->top.of[r->attribute] : 1) / STEPS;
	power = pow(10, floor(log10(rough)));
	return rough < 2 * power ? power : rough < 5 * power ? 2 * power : 5 * power;
}

static void step(struct role_state *r, double by)
{
	double size = step_size(r), value;
	bool may_leave = r->stage == STAGE_ADD && r->attribute == 0;

	if (!take_line(r))
		return;
	value = may_leave && r->value == PLAY_STAY_OUT ? (by > 0 ? r->least : PLAY_STAY_OUT)
		: round((r->value + by * size) / size) * size;
	if (value < r->least)
		value = may_leave && r->value <= r->least ? PLAY_STAY_OUT : r->least;
	r->value = role_asks_share(r) ? fmin(value, 1) : value + 0.0;
}

/* ---- keys ---------------------------------------------------------------------- */

static bool choose_part(struct role_state *r, struct role_game *g, int part)
{
	r->part = (enum play_part)part;
	role_lay_out(r, g);
	if (r->part == PART_BOTH)
		open_round(r, g);
	else
		enter_stage(r, STAGE_OPPONENT, 0);
	return true;
}

static bool choose_opponent(struct role_state *r, struct role_game *g, int kind)
{
	r->opponent = (struct opponent_state){(enum opponent)kind, role_other(role_own(r)), SEED};
	open_round(r, g);
	return true;
}

static bool step_key(struct role_state *r, UNUSED struct role_game *g, int by)
{
	step(r, by);
	return true;
}

/* Within a number that is being typed a . is its point. */
static bool point_key(struct role_state *r, struct role_game *g, int by)
{
	return r->line.length == 0 && step_key(r, g, by);
}

static bool take(struct role_state *r, struct role_game *g, UNUSED int unused)
{
	if (take_line(r))
		advance(r, g);
	return true;
}

static bool accept(struct role_state *r, struct role_game *g, UNUSED int unused)
{
	agreed(r, g);
	return true;
}

static bool counter(struct role_state *r, UNUSED struct role_game *g, UNUSED int unused)
{
	role_refuse(r);
	enter_offer(r, r->share);
	return true;
}

static bool walk(struct role_state *r, struct role_game *g, UNUSED int unused)
{
	walk_away(r, g);
	return true;
}

#define AT(stage) (1u << STAGE_##stage)
#define OFFERS (AT(SHARE) | AT(BESIDE) | AT(PAYMENT))
#define NUMBERS (OFFERS | AT(LEVEL) | AT(ADD))
#define ALL (~0u)

static const struct role_key keys[] = {
	{AT(PART), "g", "generalist", "be the generalist", choose_part, PART_GENERALIST},
	{AT(PART), "d", "specialist", "be the selected specialist", choose_part, PART_SPECIALIST},
	{AT(PART), "b", "both", "both: two people at one keyboard", choose_part, PART_BOTH},
	{AT(OPPONENT), "t Enter", "theory", "against one who plays the theory", choose_opponent,
		OPPONENT_THEORY},
	{AT(OPPONENT), "g", "greedy", "against one who asks for all, and gives in slowly",
		choose_opponent, OPPONENT_GREEDY},
	{AT(OPPONENT), "f", "fair", "against one who wants both to gain the same", choose_opponent,
		OPPONENT_FAIR},
	{AT(OPPONENT), "r", "random", "against chance", choose_opponent, OPPONENT_RANDOM},
	{NUMBERS, "Left h ,", NULL, "a step less; left of 0 a specialist abstains", step_key, -1},
	{NUMBERS, "Right l", "change", "a step more", step_key, +1},
	{NUMBERS, ".", NULL, "the same, or the point of a number being typed", point_key, +1},
	{NUMBERS, "S-Left H", NULL, "ten steps less", step_key, -10},
	{NUMBERS, "S-Right L", NULL, "ten steps more", step_key, +10},
	{AT(SHARE) | AT(PAYMENT), "Enter", "offer it", "offer that share", take, 0},
	{AT(BESIDE), "Enter", "payment", "then the payment that goes with it", take, 0},
	{AT(LEVEL) | AT(ADD), "Enter", "do it", "invest that much", take, 0},
	{AT(ANSWER) | AT(LAST), "a Enter", "accept", "accept the offer", accept, 0},
	{AT(ANSWER), "c", "counter", "refuse it, and make another", counter, 0},
	{AT(ANSWER) | AT(LAST), "w", "walk away", "walk away: no deal", walk, 0},
	{AT(HAND) | AT(RESULT), "Enter", "next", "go on: the other player, or the next round",
		take, 0},
	{AT(RESULT), "Up Down", "scroll", "scroll what came of it", NULL, 0},
	{ALL, "Esc", "end", "end role play", NULL, 0},
};

const struct role_key *role_key_row(int i)
{
	return i >= 0 && i < (int)(sizeof keys / sizeof *keys) ? &keys[i] : NULL;
}

static bool chooses_number(const struct role_state *r)
{
	return NUMBERS >> r->stage & 1;
}

bool role_takes(const struct role_state *r, int cp)
{
	return chooses_number(r) && cp < 0x80 && strchr("0123456789.eE+-", cp);
}

bool role_key(struct role_state *r, struct role_game *g, int key)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].stages >> r->stage & 1 && keys[i].run && key_in_list(keys[i].keys, key)
			&& keys[i].run(r, g, keys[i].argument))
			return true;
	if (!chooses_number(r) || !line_key(&r->line, key))
		return false;
	r->wrong = false;
	return true;
}
