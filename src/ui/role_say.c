/* What role play asks, in words, and the keys that lead on. */
#include "ui/role_words.h"

#include "base/text.h"
#include "ui/key.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CURVE_COLS 44
#define CURVE_ROWS 5

/* A number that is being chosen. */
static const char *amount(double x, char out[NUM_TEXT_MAX])
{
	return x == PLAY_STAY_OUT ? "abstain" : x == 0 ? "nothing" : role_number(x, out);
}

static void say_parts(struct list_state *l, const struct role_game *g)
{
	const char *generalist = role_name(g, SIDE_GENERALIST);
	const char *specialist = role_name(g, SIDE_SPECIALIST);
	const char *over = g->game->transfers ? "share and payment" : "the share";

	role_line(l, INK_HEADING,
		"Which player are you? Outcomes stay hidden until the round ends.");
	role_line(l, INK_TEXT, "g  %s: haggle over %s, then choose how far to develop",
		generalist, over);
	role_line(l, INK_TEXT, "d  %s: haggle over %s, then choose how much to add",
		specialist, over);
	role_line(l, INK_TEXT, "b  both: two people at this keyboard");
}

static void say_opponents(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	static const char *const text[OPPONENTS] = {
		[OPPONENT_THEORY] = "t  plays the theory, and makes no mistakes",
		[OPPONENT_GREEDY] = "g  greedy: begins by asking for all, and gives in slowly",
		[OPPONENT_FAIR] = "f  fair: wants both to gain the same",
		[OPPONENT_RANDOM] = "r  random: anything may happen, mistakes too"};

	role_line(l, INK_HEADING, "How does %s play?", role_name(g, role_other(role_own(r))));
	for (int i = 0; i < OPPONENTS; i++)
		role_line(l, INK_TEXT, "%s", text[i]);
}

static void say_round(struct list_state *l, const struct role_state *r, const struct role_game *g)
{
	int round = r->stage == STAGE_RESULT && r->solved ? r->rounds : r->rounds + 1;

	if (r->part == PART_BOTH)
		role_line(l, INK_DIM, "Round %d: %s and %s", round, role_name(g, SIDE_GENERALIST),
			role_name(g, SIDE_SPECIALIST));
	else
		role_line(l, INK_DIM, "Round %d: you are %s; %s %s%s", round,
			role_name(g, role_own(r)), role_name(g, role_other(role_own(r))),
			r->opponent.kind == OPPONENT_THEORY ? "" : "is ",
			opponent_name(r->opponent.kind));
}

static void say_choice(struct list_state *l, const struct role_state *r, const char *keys)
{
	char text[NUM_TEXT_MAX];

	if (r->words_only)
		return;
	role_line(l, INK_VALUE, "> %s", r->line.length > 0 ? r->line.text :
		r->stage == STAGE_PAYMENT ? role_number(r->value, text) : amount(r->value, text));
	if (r->wrong && r->stage == STAGE_PAYMENT)
		role_line(l, INK_ERROR, "Type a number, below 0 for a payment the other way.");
	else if (r->wrong && role_asks_share(r))
		role_line(l, INK_ERROR, "Type a number from 0 to 1.");
	else if (r->wrong)
		role_line(l, INK_ERROR, "Type a number from %s up.", role_number(r->least, text));
	role_line(l, INK_DIM, "%s", keys);
}

/* What waiting costs: the player whose turn it is, and the other where that is another. */
static void say_patience(struct list_state *l, const struct role_state *r,
	const struct role_game *g, enum side side)
{
	double own = r->offers.patience[side], others = r->offers.patience[role_other(side)];
	const char *whose = role_voice(r, g, side).object;
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], more[GAME_NAME_MAX + NUM_TEXT_MAX + 8] = "";

	if (role_last_offer(r))
		role_line(l, INK_DIM,
			"This is the last offer: if it is refused, there is no deal.");
	else if (r->offers.offers > 0)
		role_line(l, INK_DIM, "Offer %d of %d.", r->turn + 1, r->offers.offers);
	if (!r->haggles || (role_last_offer(r) && r->turn == 0))
		return;
	if (own != others)
		snprintf(more, sizeof more, ", and %s %s",
			role_voice(r, g, role_other(side)).object, role_number(others, b));
	if (r->turn == 0)
		role_line(l, INK_DIM, "Waiting costs: each refusal leaves %s %s of a gain%s.",
			whose, role_number(own, a), more);
	else if (role_last_offer(r))
		role_line(l, INK_DIM, "By now %s of a gain is left to %s.",
			role_number(role_counts(r, side), a), whose);
	else
		role_line(l, INK_DIM,
			"By now %s of a gain is left to %s; after another refusal %s.",
			role_number(role_counts(r, side), a), whose,
			role_number(role_counts(r, side) * own, b));
}

static void say_offer(struct list_state *l, const struct role_state *r, const struct role_game *g)
{
	struct role_voice v = role_voice(r, g, r->proposer);
	const char *whose = v.you ? "Your" : v.subject, *s = v.you ? "" : "'s";
	char a[ROLE_DEAL_MAX];

	if (r->turn > 0)
		role_line(l, INK_TEXT, "Refused: %s", role_terms(r, g, r->refused, a));
	if (r->stage == STAGE_PAYMENT)
		role_line(l, INK_HEADING, "%s%s offer: %s of the revenue to %s. What is %s paid at "
			"signing (below 0: it pays)?", whose, s, role_number(r->share, a),
			role_voice(r, g, SIDE_GENERALIST).object, role_name(g, SIDE_SPECIALIST));
	else
		role_line(l, INK_HEADING, "%s%s offer: which share of the %s goes to %s?",
			whose, s, role_whole(g), role_voice(r, g, SIDE_GENERALIST).object);
	say_choice(l, r, "Left/Right, or type it");
	say_patience(l, r, g, r->proposer);
}

static void say_answer(struct list_state *l, const struct role_state *r, const struct role_game *g)
{
	enum side answers = role_other(r->proposer);
	struct role_voice v = role_voice(r, g, answers);
	char a[ROLE_DEAL_MAX], b[ROLE_DEAL_MAX];

	if (r->turn > 0)
		role_line(l, INK_TEXT, "Refused: %s", role_terms(r, g, r->refused, a));
	role_line(l, INK_HEADING, "%s offers: %s of the %s to %s%s. What %s %s do?",
		role_name(g, r->proposer), role_number(r->share, a), role_whole(g),
		role_voice(r, g, SIDE_GENERALIST).object, role_payment(r, g, r->payment, b),
		v.you ? "do" : "does", v.object);
	role_line(l, INK_TEXT, "a  accept");
	if (r->stage != STAGE_LAST)
		role_line(l, INK_TEXT, "c  make another offer");
	role_line(l, INK_TEXT, "w  walk away: no deal, and %s %s %s", v.object,
		v.you ? "get" : "gets",
		role_number(answers == SIDE_GENERALIST ? g->game->generalist.outside
						       : g->game->specialist[g->specialist].outside,
			a));
	say_patience(l, r, g, answers);
}

static void say_hand(struct list_state *l, const struct role_state *r, const struct role_game *g)
{
	enum side next = r->after == STAGE_ADD ? SIDE_SPECIALIST : SIDE_GENERALIST;

	role_line(l, INK_HEADING, "%s's turn, unseen by %s.", role_name(g, next),
		role_name(g, role_other(next)));
	role_line(l, INK_DIM, "Pass the keyboard; Enter when only %s sees the screen",
		role_name(g, next));
}

/* A row of dots with the curve's cells in it; the value being chosen is at `at`. */
static void curve_row(char *row, const int y[CURVE_COLS], int line, int at)
{
	for (int x = 0; x < CURVE_COLS; x++)
		row[x] = y[x] == line ? (x == at ? '@' : '*') : x == at ? '|' : ' ';
	row[CURVE_COLS] = '\0';
}

/* One's own payoff, over all that there is to choose from. */
static void say_curve(struct list_state *l, const struct role_state *r,
	const struct role_game *g, double chosen)
{
	double value[CURVE_COLS], low = INFINITY, high = -INFINITY;
	double least = r->least, end = fmax(least + role_reach(r, g), chosen);
	int at = (int)round(fmax(chosen - least, 0) / (end - least) * (CURVE_COLS - 1));
	int y[CURVE_COLS];
	char row[CURVE_COLS + 1], a[NUM_TEXT_MAX];

	for (int x = 0; x < CURVE_COLS; x++) {
		value[x] = role_payoff(r, g, least + (end - least) * x / (CURVE_COLS - 1));
		low = fmin(low, value[x]);
		high = fmax(high, value[x]);
	}
	if (!(high > low) || !isfinite(high - low))
		return;
	for (int x = 0; x < CURVE_COLS; x++)
		y[x] = (int)round((value[x] - low) / (high - low) * (CURVE_ROWS - 1));
	for (int line = CURVE_ROWS - 1; line >= 0; line--) {
		bool edge = line == 0 || line == CURVE_ROWS - 1;

		curve_row(row, y, line, at);
		role_line(l, r->stage == STAGE_ADD ? INK_SPECIALIST : INK_GENERALIST, "%8.8s |%s",
			edge ? num_format_short(line ? high : low, 3, a, sizeof a) : "", row);
	}
}

/* The choice as it stands, typed or stepped to; NaN: no number. */
static double chosen(const struct role_state *r)
{
	double value;

	if (r->line.length == 0)
		return r->value;
	return num_parse(r->line.text, &value) && value >= r->least ? value : NAN;
}

static void say_own(struct list_state *l, const struct role_state *r, const struct role_game *g)
{
	double value = chosen(r);
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];

	if (isnan(value) || r->words_only)
		return;
	role_number(role_cost(r, g, value), a);
	role_number(role_payoff(r, g, value), b);
	if (r->stage == STAGE_ADD)
		role_line(l, INK_TEXT, "Cost %s; utility %s.", a, b);
	else
		role_line(l, INK_TEXT,
			"Cost %s; utility %s if nobody adds anything, more if %s does.", a, b,
			role_name(g, SIDE_SPECIALIST));
	say_curve(l, r, g, value);
}

static void say_investment(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	bool adds = r->stage == STAGE_ADD;
	struct role_voice v = role_voice(r, g, adds ? SIDE_SPECIALIST : SIDE_GENERALIST);

	char a[NUM_TEXT_MAX];

	if (r->attributes > 1)
		role_line(l, INK_HEADING, "How much %s %s %s %s?", r->what, v.you ? "do" : "does",
			v.object, adds ? "add" : "build");
	else if (adds)
		role_line(l, INK_HEADING, "How much %s %s add to it?", v.you ? "do" : "does",
			v.object);
	else
		role_line(l, INK_HEADING, "How far %s %s develop the technology?",
			v.you ? "do" : "does", v.object);
	if (r->attribute > 0)
		role_line(l, INK_TEXT, "Chosen: %s %s", match_attribute(g->game, r->attribute - 1),
			role_number((adds ? r->added : r->level).of[r->attribute - 1], a));
	if (r->least > 0)
		role_line(l, INK_TEXT, "The law asks for at least %s.",
			role_number(r->least, a));
	say_choice(l, r,
		adds && r->attribute == 0 ? "Left/Right (left of 0: abstain), or type it"
					  : "Left/Right, or type it");
	say_own(l, r, g);
}

/* A key as hints show it: the first of its names, of steps both ways. */
static const char *shown(const struct role_key *key, char out[KEY_NAME_MAX])
{
	if (!strncmp(key->keys, "Right", 5))
		return "Left/Right";
	if (!strncmp(key->keys, "Up", 2))
		return "Up/Down";
	snprintf(out, KEY_NAME_MAX, "%.*s", (int)strcspn(key->keys, " "), key->keys);
	return out;
}

char *role_hint(const struct role_state *r, char *out, size_t size)
{
	const struct role_key *key;
	char name[KEY_NAME_MAX];

	out[0] = '\0';
	for (int i = 0; (key = role_key_row(i)); i++)
		if (key->word && key->stages >> r->stage & 1)
			text_append(out, size, "%s%s %s",
				*out ? "  " : "", shown(key, name), key->word);
	return out;
}

void role_fill(struct role_state *r, struct role_game *g, struct list_state *l)
{
	if (r->stage > STAGE_OPPONENT)
		say_round(l, r, g);
	role_tell_so_far(l, r, g);
	switch (r->stage) {
	case STAGE_PART:
		say_parts(l, g);
		break;
	case STAGE_OPPONENT:
		say_opponents(l, r, g);
		break;
	case STAGE_SHARE:
	case STAGE_BESIDE:
	case STAGE_PAYMENT:
		say_offer(l, r, g);
		break;
	case STAGE_ANSWER:
	case STAGE_LAST:
		say_answer(l, r, g);
		break;
	case STAGE_HAND:
		say_hand(l, r, g);
		break;
	case STAGE_LEVEL:
	case STAGE_ADD:
		say_investment(l, r, g);
		break;
	case STAGE_RESULT:
	default:
		role_tell_result(l, r, g);
		break;
	}
}
