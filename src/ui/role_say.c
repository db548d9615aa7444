/* What role play says: questions, and what a round came to, in words. */
#include "ui/role_private.h"

#include "base/num.h"
#include "ui/key.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define CURVE_COLS 44
#define CURVE_ROWS 5

static void say(struct list_state *l, enum ink role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void say(struct list_state *l, enum ink role, const char *format, ...)
{
	char text[600];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	list_add(l, "", text, role, -1);
}

static char *number(double x, char out[NUM_TEXT_MAX])
{
	return num_format_short(x, 4, out, NUM_TEXT_MAX);
}

/* A number that is being chosen. */
static const char *amount(double x, char out[NUM_TEXT_MAX])
{
	return x == PLAY_STAY_OUT ? "staying out" : x == 0 ? "nothing" : number(x, out);
}

#define CHOICE_MAX (2 * NUM_TEXT_MAX + 40)

/* "level 0.3", "performance 0.25 and safety 0.4". */
static const char *level(const struct role_game *g, const struct match_choice *c,
	char out[CHOICE_MAX])
{
	char a[NUM_TEXT_MAX];
	size_t used = 0;

	for (int i = 0; i < match_attributes(g->game) && used < CHOICE_MAX; i++)
		used += (size_t)snprintf(out + used, CHOICE_MAX - used, "%s%s %s", i ? " and " : "",
			match_attribute(g->game, i), number(c->of[i], a));
	return out;
}

/* "0.1", "performance 0.25 and safety 0.4", "nothing"; of a specialist that takes part. */
static const char *added(const struct role_game *g, const struct match_choice *c,
	char out[CHOICE_MAX])
{
	bool any = false;

	for (int i = 0; i < MATCH_ATTRIBUTES; i++)
		any = any || c->of[i] != 0;
	if (!any)
		return "nothing";
	if (match_attributes(g->game) > 1)
		return level(g, c, out);
	return number(c->of[0], out);
}

static bool stays_out(const struct match_choice *c)
{
	return c->of[0] == PLAY_STAY_OUT;
}

/* "adding 0.1", "adding nothing", "staying out". */
#define ADDING_MAX (CHOICE_MAX + 16)

static const char *adding(const struct role_game *g, const struct match_choice *c,
	char out[ADDING_MAX])
{
	char a[CHOICE_MAX];

	snprintf(out, ADDING_MAX, "%s%s", stays_out(c) ? "staying out" : "adding ",
		stays_out(c) ? "" : added(g, c, a));
	return out;
}

/* With a capital, to begin a sentence. */
static char *capital(char *text)
{
	text[0] = (char)(text[0] - 'a' + 'A');
	return text;
}

static const char *name(const struct role_game *g, enum side side)
{
	return side == SIDE_GENERALIST ? g->game->generalist.name
		: g->game->specialist[g->specialist].name;
}

/* How a player is spoken of: to who plays alone, "you". */
struct voice {
	const char *subject, *object;
	bool you;
};

static struct voice voice(const struct role_state *r, const struct role_game *g, enum side side)
{
	bool you = r->part != PART_BOTH && role_played(r, side);
	const char *called = name(g, side);

	return (struct voice){you ? "You" : called, you ? "you" : called, you};
}

/* ---- questions --------------------------------------------------------------- */

static void say_parts(struct list_state *l, const struct role_game *g)
{
	const char *generalist = name(g, SIDE_GENERALIST), *specialist = name(g, SIDE_SPECIALIST);

	say(l, INK_HEADING, "Which player are you? Outcomes stay hidden until the round ends.");
	say(l, INK_TEXT, "g  %s: haggle over the share, then choose how far to develop",
		generalist);
	say(l, INK_TEXT, "d  %s: haggle over the share, then choose how much to add", specialist);
	say(l, INK_TEXT, "b  both: two people at this keyboard");
}

static void say_opponents(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	static const char *const text[OPPONENTS] = {
		[OPPONENT_THEORY] = "t  plays the theory: patient, and never wrong",
		[OPPONENT_GREEDY] = "g  greedy: begins by asking for all, and gives in slowly",
		[OPPONENT_FAIR] = "f  fair: wants both to gain the same",
		[OPPONENT_RANDOM] = "r  random: anything may happen, mistakes too"};

	say(l, INK_HEADING, "How does %s play?", name(g, role_other(role_own(r))));
	for (int i = 0; i < OPPONENTS; i++)
		say(l, INK_TEXT, "%s", text[i]);
}

static void say_round(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	int round = r->stage == STAGE_RESULT && r->solved ? r->rounds : r->rounds + 1;

	if (r->part == PART_BOTH)
		say(l, INK_DIM, "Round %d: %s and %s", round, name(g, SIDE_GENERALIST),
			name(g, SIDE_SPECIALIST));
	else
		say(l, INK_DIM, "Round %d: you are %s; %s %s%s", round, name(g, role_own(r)),
			name(g, role_other(role_own(r))),
			r->opponent.kind == OPPONENT_THEORY ? "" : "is ",
			opponent_name(r->opponent.kind));
}

static void say_choice(struct list_state *l, const struct role_state *r, const char *keys)
{
	char text[NUM_TEXT_MAX];

	if (r->words_only)
		return;
	say(l, INK_VALUE, "> %s", r->line.length > 0 ? r->line.text : amount(r->value, text));
	if (r->wrong && r->stage == STAGE_SHARE)
		say(l, INK_ERROR, "Type a number from 0 to 1.");
	else if (r->wrong)
		say(l, INK_ERROR, "Type a number from %s up.", number(r->least, text));
	say(l, INK_DIM, "%s", keys);
}

/* What waiting costs: the player whose turn it is, and the other where that is another. */
static void say_patience(struct list_state *l, const struct role_state *r,
	const struct role_game *g, enum side side)
{
	double own = r->offers.patience[side], others = r->offers.patience[role_other(side)];
	const char *whose = voice(r, g, side).object;
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], more[GAME_NAME_MAX + NUM_TEXT_MAX + 8] = "";

	if (role_last_offer(r))
		say(l, INK_DIM, "This is the last offer: if it is refused, there is no deal.");
	else if (r->offers.offers > 0)
		say(l, INK_DIM, "Offer %d of %d.", r->turn + 1, r->offers.offers);
	if (!r->haggles || (role_last_offer(r) && r->turn == 0))
		return;
	if (own != others)
		snprintf(more, sizeof more, ", and %s %s", voice(r, g, role_other(side)).object,
			number(others, b));
	if (r->turn == 0)
		say(l, INK_DIM, "Waiting costs: each refusal leaves %s %s of a gain%s.", whose,
			number(own, a), more);
	else if (role_last_offer(r))
		say(l, INK_DIM, "By now %s of a gain is left to %s.", number(role_counts(r, side), a),
			whose);
	else
		say(l, INK_DIM, "By now %s of a gain is left to %s; after another refusal %s.",
			number(role_counts(r, side), a), whose,
			number(role_counts(r, side) * own, b));
}

static void say_offer(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	struct voice v = voice(r, g, r->proposer);
	char a[NUM_TEXT_MAX];

	if (r->turn > 0)
		say(l, INK_TEXT, "Refused: %s", number(r->refused, a));
	say(l, INK_HEADING, "%s%s offer: which share of the revenue goes to %s?",
		v.you ? "Your" : v.subject, v.you ? "" : "'s",
		voice(r, g, SIDE_GENERALIST).object);
	say_choice(l, r, "Left/Right, or type it");
	say_patience(l, r, g, r->proposer);
}

static void say_answer(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	enum side answers = role_other(r->proposer);
	struct voice v = voice(r, g, answers);
	char a[NUM_TEXT_MAX];

	if (r->turn > 0)
		say(l, INK_TEXT, "Refused: %s", number(r->refused, a));
	say(l, INK_HEADING, "%s offers: %s of the revenue to %s. What %s %s do?",
		name(g, r->proposer), number(r->share, a), voice(r, g, SIDE_GENERALIST).object,
		v.you ? "do" : "does", v.object);
	say(l, INK_TEXT, "a  accept");
	if (r->stage != STAGE_LAST)
		say(l, INK_TEXT, "c  make another offer");
	say(l, INK_TEXT, "w  walk away: no deal, and %s %s %s", v.object, v.you ? "get" : "gets",
		number(answers == SIDE_GENERALIST ? g->game->generalist.outside
			: g->game->specialist[g->specialist].outside, a));
	say_patience(l, r, g, answers);
}

static void say_hand(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	enum side next = r->after == STAGE_ADD ? SIDE_SPECIALIST : SIDE_GENERALIST;

	say(l, INK_HEADING, "%s's turn, unseen by %s.", name(g, next), name(g, role_other(next)));
	say(l, INK_DIM, "Pass the keyboard; Enter when only %s sees the screen", name(g, next));
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
		say(l, r->stage == STAGE_ADD ? INK_SPECIALIST : INK_GENERALIST, "%8.8s |%s",
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

static void say_own(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	double value = chosen(r);
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];

	if (isnan(value) || r->words_only)
		return;
	number(role_cost(r, g, value), a);
	number(role_payoff(r, g, value), b);
	if (r->stage == STAGE_ADD)
		say(l, INK_TEXT, "Cost %s; payoff %s.", a, b);
	else
		say(l, INK_TEXT, "Cost %s; payoff %s if nobody adds anything, more if %s does.", a,
			b, name(g, SIDE_SPECIALIST));
	say_curve(l, r, g, value);
}

static void say_investment(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	bool adds = r->stage == STAGE_ADD;
	struct voice v = voice(r, g, adds ? SIDE_SPECIALIST : SIDE_GENERALIST);

	char a[NUM_TEXT_MAX];

	if (r->attributes > 1)
		say(l, INK_HEADING, "How much %s %s %s %s?", r->what, v.you ? "do" : "does", v.object,
			adds ? "add" : "build");
	else if (adds)
		say(l, INK_HEADING, "How much %s %s add to it?", v.you ? "do" : "does", v.object);
	else
		say(l, INK_HEADING, "How far %s %s develop the technology?", v.you ? "do" : "does",
			v.object);
	if (r->attribute > 0)
		say(l, INK_TEXT, "Chosen: %s %s", match_attribute(g->game, r->attribute - 1),
			number((adds ? r->added : r->level).of[r->attribute - 1], a));
	if (r->least > 0)
		say(l, INK_TEXT, "No less than %s: so the law has it.", number(r->least, a));
	say_choice(l, r, adds && r->attribute == 0 ? "Left/Right (left of 0: stay out), or type it"
		: "Left/Right, or type it");
	say_own(l, r, g);
}

/* ---- results ------------------------------------------------------------------- */

static void say_so_far(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	char a[NUM_TEXT_MAX], b[CHOICE_MAX];

	if (r->stage < STAGE_HAND || r->gone)
		return;
	say(l, INK_TEXT, "Agreed: %s of the revenue to %s", number(r->share, a),
		name(g, SIDE_GENERALIST));
	if (r->stage == STAGE_ADD)
		say(l, INK_TEXT, "%s went to %s", name(g, SIDE_GENERALIST), level(g, &r->level, b));
}

/* What its level cost it, and what the other's answer: only the first is its own doing. */
static void say_generalist(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	const struct play_result *p = &r->result;
	struct voice v = voice(r, g, SIDE_GENERALIST);
	struct voice o = voice(r, g, SIDE_SPECIALIST);
	const char *whose = o.you ? "Your" : o.subject, *s = o.you ? "" : "'s";
	char got[NUM_TEXT_MAX], best[NUM_TEXT_MAX], cost[NUM_TEXT_MAX], gift[NUM_TEXT_MAX];
	char went[CHOICE_MAX], there[CHOICE_MAX], answered[NUM_TEXT_MAX];

	number(p->u_generalist, got);
	number(p->eq_u_generalist, best);
	number(p->regret_generalist, cost);
	number(fabs(p->lost), gift);
	level(g, &r->level, went);
	level(g, &p->level, there);
	capital(went);
	number(p->u_generalist + p->lost, answered);
	if (p->regret_generalist == 0 && p->lost == 0)
		say(l, INK_VALUE, "%s got %s: at this share no level would have paid more.",
			v.subject, got);
	else if (p->regret_generalist == 0)
		say(l, INK_VALUE, "%s got %s. %s was right, but %s%s mistake %s %s %s.",
			v.subject, got, went, o.you ? "your" : whose, s,
			p->lost > 0 ? "cost" : "gave", v.object, gift);
	else if (p->lost == 0)
		say(l, INK_VALUE, "%s cost %s %s: %s got %s, and %s would have paid "
			"%s.", went, v.object, cost, v.object, got, there, best);
	else
		say(l, INK_VALUE, "%s should have cost %s %s (%s against %s at %s). "
			"%s%s mistake %s %s %s, so %s got %s.", went, v.object, cost, answered,
			best, there, whose, s, p->lost > 0 ? "cost" : "gave", v.object, gift,
			v.object, got);
}

static void say_specialist(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	const struct play_result *p = &r->result;
	struct voice v = voice(r, g, SIDE_SPECIALIST);
	char got[NUM_TEXT_MAX], best[NUM_TEXT_MAX], cost[NUM_TEXT_MAX];
	char did[ADDING_MAX], better[ADDING_MAX];

	number(p->u_specialist, got);
	number(p->best_u_specialist, best);
	number(p->regret_specialist, cost);
	if (p->regret_specialist == 0) {
		say(l, INK_VALUE, "%s got %s: after this level nothing would have paid more.",
			v.subject, got);
		return;
	}
	adding(g, &r->added, did);
	capital(did);
	say(l, INK_VALUE, "%s cost %s %s: %s got %s, and %s would have paid %s.", did, v.object,
		cost, v.object, got, adding(g, &p->best_added, better), best);
}

/* The share was the player's doing as well, unless two agreed on it. */
static void say_share(struct list_state *l, const struct role_state *r, struct role_game *g)
{
	const struct play_result *p = &r->result;
	bool ours = r->part == PART_GENERALIST;
	double here = ours ? p->eq_u_generalist : p->eq_u_specialist;
	char a[NUM_TEXT_MAX], b[ADDING_MAX], c[NUM_TEXT_MAX];
	struct play_share best;

	if (!role_best_share(r, g, &best))
		return;
	if (play_regret(best.utility, here, p->size) == 0)
		say(l, INK_TEXT, "No other share would have paid you more.");
	else
		say(l, INK_TEXT, "Your best share is %s: %s, and a payoff of %s.",
			number(best.share, a), ours ? level(g, &best.action, b)
				: adding(g, &best.action, b), number(best.utility, c));
}

static void say_equilibrium(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	const struct play_result *p = &r->result;
	char a[CHOICE_MAX], b[ADDING_MAX], c[NUM_TEXT_MAX], e[NUM_TEXT_MAX];

	say(l, INK_TEXT, "In equilibrium at this share: %s, then %s; payoffs %s and %s",
		level(g, &p->level, a), adding(g, &p->added, b), number(p->eq_u_generalist, c),
		number(p->eq_u_specialist, e));
}

/* What two who play the theory would have agreed on. */
static void say_no_deal(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	struct voice v = voice(r, g, r->leaver);
	struct opponent_state begins = {.kind = OPPONENT_THEORY, .side = r->first};
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];
	double share;

	say(l, INK_HEADING, "%s %s away: no deal.", v.subject, v.you ? "walk" : "walks");
	if (!r->haggles || !offers_any(&r->offers)) {
		say(l, INK_TEXT, "There was nothing to gain: no share pays both more than going "
			"without.");
		return;
	}
	share = opponent_offers(&begins, &r->offers, 0);
	say(l, INK_TEXT, "At a share of %s %s would have gained %s, and %s %s.", number(share, a),
		voice(r, g, SIDE_GENERALIST).object,
		number(offers_gain(&r->offers, SIDE_GENERALIST, share), b),
		voice(r, g, SIDE_SPECIALIST).object,
		number(offers_gain(&r->offers, SIDE_SPECIALIST, share), c));
}

static void say_tally(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];

	if (r->turn > 0 && !r->gone)
		say(l, INK_TEXT, "Agreed after %d %s, so that a gain counts %s of itself.",
			r->turn, r->turn == 1 ? "refusal" : "refusals",
			number(role_counts(r, role_own(r)), a));
	for (int side = 0; side < SIDES; side++)
		say(l, INK_HEADING, "%s: %s this round; %s in %d %s, best %s",
			voice(r, g, (enum side)side).subject, number(r->tally[side].last, a),
			number(r->tally[side].total, b), r->rounds,
			r->rounds == 1 ? "round" : "rounds", number(r->tally[side].best, c));
}

static void say_deal(struct list_state *l, const struct role_state *r, struct role_game *g)
{
	bool erred = r->part == PART_BOTH || r->opponent.kind == OPPONENT_RANDOM;
	char a[CHOICE_MAX], b[CHOICE_MAX];

	say(l, INK_TEXT, "%s went to %s; %s %s%s", name(g, SIDE_GENERALIST),
		level(g, &r->level, a), name(g, SIDE_SPECIALIST),
		stays_out(&r->added) ? "stayed out" : "added ",
		stays_out(&r->added) ? "" : added(g, &r->added, b));
	if (r->part != PART_SPECIALIST || erred)
		say_generalist(l, r, g);
	if (r->part != PART_GENERALIST || erred)
		say_specialist(l, r, g);
	say_tally(l, r, g);
	say_share(l, r, g);
	say_equilibrium(l, r, g);
}

static void say_result(struct list_state *l, const struct role_state *r, struct role_game *g)
{
	if (!r->solved) {
		say(l, INK_WARNING, "%s", r->err.text);
		return;
	}
	if (!r->gone) {
		say_deal(l, r, g);
		return;
	}
	say_no_deal(l, r, g);
	say_tally(l, r, g);
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
	size_t used = 0;

	out[0] = '\0';
	for (int i = 0; (key = role_key_row(i)) && used < size; i++)
		if (key->word && key->stages >> r->stage & 1)
			used += (size_t)snprintf(out + used, size - used, "%s%s %s",
				used > 0 ? "  " : "", shown(key, name), key->word);
	return out;
}

void role_fill(struct role_state *r, struct role_game *g, struct list_state *l)
{
	if (r->stage > STAGE_OPPONENT)
		say_round(l, r, g);
	say_so_far(l, r, g);
	switch (r->stage) {
	case STAGE_PART:
		say_parts(l, g);
		break;
	case STAGE_OPPONENT:
		say_opponents(l, r, g);
		break;
	case STAGE_SHARE:
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
		say_result(l, r, g);
		break;
	}
}
