/* What a round of role play came to, in words: what each got, whose mistakes cost it what, and
 * what the theory has. */
#include "ui/role_words.h"

#include <math.h>

/* With a capital, to begin a sentence. */
static char *capital(char *text)
{
	text[0] = (char)(text[0] - 'a' + 'A');
	return text;
}

void role_tell_so_far(struct list_state *l, const struct role_state *r, const struct role_game *g)
{
	char a[NUM_TEXT_MAX], b[ROLE_CHOICE_MAX], c[ROLE_DEAL_MAX];

	if (r->stage < STAGE_HAND || r->gone)
		return;
	role_line(l, INK_TEXT, "Agreed: %s of the %s to %s%s", role_number(r->share, a),
		role_whole(g), role_name(g, SIDE_GENERALIST), role_payment(r, g, r->payment, c));
	if (r->stage == STAGE_ADD)
		role_line(l, INK_TEXT, "%s went to %s", role_name(g, SIDE_GENERALIST),
			role_level(g, &r->level, b));
}

/* What its level cost it, and what the other's answer: only the first is its own doing. */
static void say_generalist(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	const struct play_result *p = &r->result;
	struct role_voice v = role_voice(r, g, SIDE_GENERALIST);
	struct role_voice o = role_voice(r, g, SIDE_SPECIALIST);
	const char *whose = o.you ? "Your" : o.subject, *s = o.you ? "" : "'s";
	char got[NUM_TEXT_MAX], best[NUM_TEXT_MAX], cost[NUM_TEXT_MAX], gift[NUM_TEXT_MAX];
	char went[ROLE_CHOICE_MAX], there[ROLE_CHOICE_MAX], answered[NUM_TEXT_MAX];

	role_number(p->u_generalist, got);
	role_number(p->eq_u_generalist, best);
	role_number(p->regret_generalist, cost);
	role_number(fabs(p->lost), gift);
	role_level(g, &r->level, went);
	role_level(g, &p->level, there);
	capital(went);
	role_number(p->u_generalist + p->lost, answered);
	if (p->regret_generalist == 0 && p->lost == 0)
		role_line(l, INK_VALUE, "%s got %s: at this share no level would have paid more.",
			v.subject, got);
	else if (p->regret_generalist == 0)
		role_line(l, INK_VALUE, "%s got %s. %s was right, but %s%s mistake %s %s %s.",
			v.subject, got, went, o.you ? "your" : whose, s,
			p->lost > 0 ? "cost" : "gave", v.object, gift);
	else if (p->lost == 0)
		role_line(l, INK_VALUE,
			"%s cost %s %s: %s got %s, and %s would have paid "
			"%s.",
			went, v.object, cost, v.object, got, there, best);
	else
		role_line(l, INK_VALUE,
			"%s should have cost %s %s (%s against %s at %s). "
			"%s%s mistake %s %s %s, so %s got %s.",
			went, v.object, cost, answered, best, there, whose, s,
			p->lost > 0 ? "cost" : "gave", v.object, gift, v.object, got);
}

static void say_specialist(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	const struct play_result *p = &r->result;
	struct role_voice v = role_voice(r, g, SIDE_SPECIALIST);
	char got[NUM_TEXT_MAX], best[NUM_TEXT_MAX], cost[NUM_TEXT_MAX];
	char did[ROLE_ADDING_MAX], better[ROLE_ADDING_MAX];

	role_number(p->u_specialist, got);
	role_number(p->best_u_specialist, best);
	role_number(p->regret_specialist, cost);
	if (p->regret_specialist == 0) {
		role_line(l, INK_VALUE, "%s got %s: after this level nothing would have paid more.",
			v.subject, got);
		return;
	}
	role_adding(g, &r->added, did);
	capital(did);
	role_line(l, INK_VALUE, "%s cost %s %s: %s got %s, and %s would have paid %s.", did,
		v.object, cost, v.object, got, role_adding(g, &p->best_added, better), best);
}

/* The share was the player's doing as well, unless two agreed on it. */
static void say_share(struct list_state *l, const struct role_state *r, struct role_game *g)
{
	const struct play_result *p = &r->result;
	bool ours = r->part == PART_GENERALIST;
	double here = ours ? p->eq_u_generalist : p->eq_u_specialist;
	char a[NUM_TEXT_MAX], b[ROLE_ADDING_MAX], c[NUM_TEXT_MAX];
	struct play_share best;
	char d[ROLE_DEAL_MAX];

	if (!role_best_share(r, g, &best))
		return;
	if (play_regret(best.utility, here, p->size) == 0)
		role_line(l, INK_TEXT, g->game->transfers ? "No other bargain would have paid you more." :
			"No other share would have paid you more.");
	else
		role_line(l, INK_TEXT, "Your best share is %s%s: %s, and a utility of %s.",
			role_number(best.share, a), role_payment(r, g, best.payment, d),
			ours ? role_level(g, &best.action, b) : role_adding(g, &best.action, b),
			role_number(best.utility, c));
}

static void say_equilibrium(struct list_state *l, const struct role_state *r,
	const struct role_game *g)
{
	const struct play_result *p = &r->result;
	char a[ROLE_CHOICE_MAX], b[ROLE_ADDING_MAX], c[NUM_TEXT_MAX], e[NUM_TEXT_MAX];

	role_line(l, INK_TEXT, "In equilibrium at this share: %s, then %s; utilities %s and %s",
		role_level(g, &p->level, a), role_adding(g, &p->added, b),
		role_number(p->eq_u_generalist, c), role_number(p->eq_u_specialist, e));
}

/* What two who play the theory would have agreed on. */
static void say_no_deal(struct list_state *l, const struct role_state *r, const struct role_game *g)
{
	struct role_voice v = role_voice(r, g, r->leaver);
	struct opponent_state begins = {.kind = OPPONENT_THEORY, .side = r->first};
	char a[ROLE_DEAL_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];
	struct deal d;

	role_line(l, INK_HEADING, "%s %s away: no deal.", v.subject, v.you ? "walk" : "walks");
	if (!r->haggles || !offers_any(&r->offers)) {
		role_line(l, INK_TEXT,
			"There was nothing to gain: no share pays both more than going "
			"without.");
		return;
	}
	d = opponent_offers(&begins, &r->offers, 0);
	role_line(l, INK_TEXT, "At a share of %s%s %s would have gained %s, and %s %s.",
		role_terms(r, g, d, a), r->offers.lump_sums ? "," : "", role_voice(r, g, SIDE_GENERALIST).object,
		role_number(offers_worth(&r->offers, SIDE_GENERALIST, d), b),
		role_voice(r, g, SIDE_SPECIALIST).object,
		role_number(offers_worth(&r->offers, SIDE_SPECIALIST, d), c));
}

static void say_tally(struct list_state *l, const struct role_state *r, const struct role_game *g)
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];

	if (r->turn > 0 && !r->gone)
		role_line(l, INK_TEXT, "Agreed after %d %s, so that a gain counts %s of itself.",
			r->turn, r->turn == 1 ? "refusal" : "refusals",
			role_number(role_counts(r, role_own(r)), a));
	for (int side = 0; side < SIDES; side++)
		role_line(l, INK_HEADING, "%s: %s this round; %s in %d %s, best %s",
			role_voice(r, g, (enum side)side).subject,
			role_number(r->tally[side].last, a), role_number(r->tally[side].total, b),
			r->rounds, r->rounds == 1 ? "round" : "rounds",
			role_number(r->tally[side].best, c));
}

static void say_deal(struct list_state *l, const struct role_state *r, struct role_game *g)
{
	bool erred = r->part == PART_BOTH || r->opponent.kind == OPPONENT_RANDOM;
	char a[ROLE_CHOICE_MAX], b[ROLE_CHOICE_MAX];

	role_line(l, INK_TEXT, "%s went to %s; %s %s%s", role_name(g, SIDE_GENERALIST),
		role_level(g, &r->level, a), role_name(g, SIDE_SPECIALIST),
		role_stays_out(&r->added) ? "abstained" : "added ",
		role_stays_out(&r->added) ? "" : role_added(g, &r->added, b));
	if (r->part != PART_SPECIALIST || erred)
		say_generalist(l, r, g);
	if (r->part != PART_GENERALIST || erred)
		say_specialist(l, r, g);
	say_tally(l, r, g);
	say_share(l, r, g);
	say_equilibrium(l, r, g);
}

void role_tell_result(struct list_state *l, const struct role_state *r, struct role_game *g)
{
	if (!r->solved) {
		role_line(l, INK_WARNING, "%s", r->err.text);
		return;
	}
	if (!r->gone) {
		say_deal(l, r, g);
		return;
	}
	say_no_deal(l, r, g);
	say_tally(l, r, g);
}
