/* A student's screen. */
#include "class_parts.h"

#include "base/num.h"

#include <math.h>
#include <stdio.h>

#define PLOT_ROWS 8 /* that a payoff plot needs */

static const char *number(double x, char out[NUM_TEXT_MAX])
{
	return num_format_short(x, 4, out, NUM_TEXT_MAX);
}

static const char *partner(const struct told *t)
{
	return t->computer || !t->partner ? "the computer" : t->partner;
}

static const char *own(const struct told *t)
{
	return t->player[t->seat];
}

static const char *other(const struct told *t)
{
	return t->player[SEATS - 1 - t->seat];
}

/* "0.6", or "0.6 and a fee of 0.1": what is offered or agreed on. */
#define TERMS_MAX 100
static const char *terms(const struct told *t, double share, double term, char out[TERMS_MAX])
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];

	number(share, a);
	if (t->over == LAB_SHARE || isnan(term))
		snprintf(out, TERMS_MAX, "%s", a);
	else
		snprintf(out, TERMS_MAX, "%s and a %s of %s", a,
			lab_over_name((enum lab_over)t->over), number(term, b));
	return out;
}

/* ---- at rest -------------------------------------------------------------------- */

static void lobby(struct column *at, const struct told *t)
{
	column_say(at, INK_VALUE, "You are %s.", t->label);
	if (t->code) {
		column_say(at, INK_TEXT, "Your code is %s: write it down. If the connection is "
			"lost, join again and give it; you are then where you were.", t->code);
	} else {
		column_text(at, INK_TEXT, "If the connection is lost, join again: you are then "
			"where you were.");
	}
	at->y++;
	column_text(at, INK_TEXT, "The teacher begins.");
}

static void question(struct column *at, const struct told *t)
{
	bool bars = t->stage != ROOM_VOTE;

	column_text(at, INK_TEXT, t->text ? t->text : "");
	at->y++;
	column_text(at, INK_HEADING, t->question);
	class_choices(at, t, bars);
	at->y++;
	if (t->stage == ROOM_VOTE && t->choices == 0)
		column_text(at, INK_DIM, "Think of an answer: it is not collected.");
	else if (t->stage == ROOM_VOTE)
		column_text(at, INK_DIM, t->mine[t->ballot] >= 0 ?
			"Taken down; another letter changes it." : t->ballot ?
			"Talk with your neighbours, then vote again." :
			"Vote by yourself, with a letter.");
	else if (t->stage == ROOM_COUNTS)
		column_text(at, INK_DIM, "The vote is closed. Why did you choose as you did?");
	if (t->because)
		column_text(at, INK_TEXT, t->because);
	if (t->reveal)
		column_text(at, INK_VALUE, t->reveal);
}

/* ---- the pair ------------------------------------------------------------------- */

static void say_offers(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;
	int them = SEATS - 1 - t->seat;
	double mine = t->offer[t->seat], theirs = t->offer[them];
	char a[TERMS_MAX], b[NUM_TEXT_MAX];

	if (t->protocol == LAB_ULTIMATUM) {
		column_text(at, INK_HEADING, isnan(mine) ? t->proposes ?
			"You propose, once: which share?" :
			"The other proposes. What is the worst share that you accept?" :
			"You have said it; the other has not yet.");
		if (!isnan(mine))
			column_say(at, INK_TEXT, "Yours: %s", number(mine, a));
		return;
	}
	column_say(at, isnan(theirs) ? INK_DIM : INK_VALUE, "%s offers: %s", t->computer ?
		"The computer" : partner(t),
		isnan(theirs) ? "nothing yet" : terms(t, theirs, t->term_offer[them], a));
	if (t->over != LAB_SHARE && !isnan(m->theirs_worth))
		column_say(at, INK_TEXT, "By that you would get %s.", number(m->theirs_worth, b));
	column_say(at, INK_TEXT, "You offer: %s", isnan(mine) ? "nothing yet" :
		terms(t, mine, t->term_offer[t->seat], a));
	if (!t->to_act)
		column_text(at, INK_DIM, "It is the other's turn.");
}

/* Two numbers: the one that keys change has the mark. */
static void say_two(struct column *at, const struct class_model *m, const char *what)
{
	const char *term = lab_over_name((enum lab_over)m->told->over);
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];
	const char *now = m->typed ? m->typed : number(m->value, a), *other = number(m->beside, b);

	column_say(at, m->on_term ? INK_TEXT : INK_VALUE, "%c %s %s", m->on_term ? ' ' : '>', what,
		m->on_term ? other : now);
	column_say(at, m->on_term ? INK_VALUE : INK_TEXT, "%c %s %s", m->on_term ? '>' : ' ', term,
		m->on_term ? now : other);
}

static void say_value(struct column *at, const struct class_model *m, const char *what)
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];

	if (m->told->pair_stage == PAIR_BARGAIN && m->told->over != LAB_SHARE)
		say_two(at, m, what);
	else if (!m->typed && m->value < 0)
		column_text(at, INK_VALUE, "> abstain");
	else
		column_say(at, INK_VALUE, "> %s %s", what, m->typed ? m->typed : number(m->value, a));
	if (!isnan(m->worth))
		column_say(at, INK_TEXT, "You would get %s%s%s.", number(m->worth, b),
			m->worth_of ? ", " : "", m->worth_of ? m->worth_of : "");
}

static void say_level(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;
	char a[TERMS_MAX];

	column_say(at, INK_TEXT, "Agreed: %s has a share of %s.", t->player[SEAT_GENERALIST],
		terms(t, t->share, t->term, a));
	if (t->pair_stage == PAIR_ADD)
		column_say(at, INK_TEXT, "%s went to level %s.", t->player[SEAT_GENERALIST],
			number(t->level, a));
	if (!t->to_act) {
		column_say(at, INK_DIM, "%s (%s) is choosing.", other(t), partner(t));
		return;
	}
	at->y++;
	column_say(at, INK_HEADING, t->pair_stage == PAIR_LEVEL ?
		"How far does %s develop the technology?" : "How much does %s add?", own(t));
	say_value(at, m, t->pair_stage == PAIR_LEVEL ? "level" : "added");
}

/* What its own choice cost a player, whatever the other made of it: the generalist's level is
 * judged as it would have been if well answered. */
static void say_regret(struct column *at, const struct told *t)
{
	bool leads = t->seat == SEAT_GENERALIST;
	char a[NUM_TEXT_MAX];

	if (t->regret[t->seat] > 0)
		column_say(at, INK_TEXT, leads ? "If well answered, the best level would have "
			"paid you %s more than yours." :
			"After that level your best choice would have paid you %s more.",
			number(t->regret[t->seat], a));
	else
		column_text(at, INK_TEXT, leads ? "If well answered, no level would have paid you "
			"more." :
			"After that level no choice would have paid you more.");
}

static void say_done(struct column *at, const struct told *t)
{
	int k = t->seat;
	char a[TERMS_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];

	if (t->pair_stage == PAIR_VOID) {
		column_text(at, INK_WARNING, "Your partner left, or the game has no outcome: this "
			"round does not count for you.");
		return;
	}
	if (t->pair_stage == PAIR_NO_DEAL) {
		column_say(at, INK_WARNING, "NO DEAL. You get %s, as without the other.",
			number(t->u[k], a));
		return;
	}
	column_say(at, INK_TEXT, "%s had a share of %s and went to level %s; %s %s%s.",
		t->player[SEAT_GENERALIST], terms(t, t->share, t->term, a), number(t->level, b),
		t->player[SEAT_SPECIALIST], t->added < 0 ? "abstained" : "added ", t->added < 0 ?
		"" : number(t->added, c));
	column_say(at, INK_VALUE, "You got %s, the other %s.", number(t->u[k], a),
		number(t->u[SEATS - 1 - k], b));
	say_regret(at, t);
	column_say(at, INK_DIM, "In equilibrium at this share: level %s, you %s, the other %s.",
		number(t->theory_level, a), number(t->theory_u[k], b),
		number(t->theory_u[SEATS - 1 - k], c));
	if (t->computer)
		column_text(at, INK_DIM, "The computer played for your partner, or part of it.");
}

static void pairs(struct column *at, const struct told *t)
{
	column_say(at, INK_VALUE, "Round %d of %d", t->round + 1, t->rounds);
	if (t->seat < 0) {
		column_text(at, INK_TEXT, "You sit this round out: there is nobody left to pair "
			"you with.");
		return;
	}
	column_say(at, INK_VALUE, "You are %s (%s), with %s.", own(t), t->seat ==
		SEAT_GENERALIST ? "the generalist" : "a specialist", partner(t));
	at->y++;
	class_rules(at, t);
	at->y++;
	column_text(at, INK_DIM, "The clock stands until the teacher starts it.");
}

static void deal(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;
	char share[80];

	if (t->seat < 0) {
		column_say(at, INK_VALUE, "Round %d of %d is on: you play from the next one.",
			t->round + 1, t->rounds);
		class_rules(at, t);
		return;
	}
	column_say(at, INK_HEADING, "Round %d of %d: you are %s, with %s", t->round + 1,
		t->rounds, own(t), partner(t));
	snprintf(share, sizeof share, "%.60s's share", t->player[SEAT_GENERALIST]);
	if (t->pair_stage == PAIR_BARGAIN) {
		say_offers(at, m);
		if (t->to_act)
			say_value(at, m, share);
	} else if (t->pair_stage == PAIR_LEVEL || t->pair_stage == PAIR_ADD) {
		say_level(at, m);
	} else {
		say_done(at, t);
		column_text(at, INK_DIM, "Others are still at it.");
	}
}

static void payoffs(struct column *at, const struct told *t)
{
	char a[TERMS_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];
	const struct told_round *r = t->sums > 0 ? &t->sum[t->sums - 1] : NULL;

	column_say(at, INK_HEADING, "Round %d of %d", t->round + 1, t->rounds);
	if (t->seat >= 0)
		say_done(at, t);
	if (r && r->deals > 0)
		column_say(at, INK_TEXT, "The class: median share %s; means: generalists %s, "
			"specialists %s.", terms(t, r->median, r->term, a), number(r->u[0], b),
			number(r->u[1], c));
	if (t->theory)
		column_say(at, INK_DIM, "The rule of this scenario would pick a share of %s.",
			terms(t, t->best, t->best_term, a));
	column_say(at, INK_VALUE, "You have %s in all.", number(t->total, a));
}

static void debrief(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;
	char a[NUM_TEXT_MAX];

	column_say(at, INK_VALUE, "You have %s in all.", number(t->total, a));
	at->y++;
	class_rounds(at, m);
}

/* ---- all of it ------------------------------------------------------------------- */

static void words(struct column *at, const struct class_model *m)
{
	const struct told *t = m->told;

	switch (t->stage) {
	case ROOM_LOBBY:
		lobby(at, t);
		break;
	case ROOM_TEXT:
		column_text(at, INK_TEXT, t->text ? t->text : "");
		break;
	case ROOM_VOTE:
	case ROOM_COUNTS:
	case ROOM_ANSWER:
		question(at, t);
		break;
	case ROOM_PAIRS:
		pairs(at, t);
		break;
	case ROOM_DEAL:
		deal(at, m);
		break;
	case ROOM_PAYOFFS:
		payoffs(at, t);
		break;
	case ROOM_DEBRIEF:
		debrief(at, m);
		break;
	case ROOM_END:
	case ROOM_STAGES:
	default:
		column_text(at, INK_VALUE, "That was it. Thank you for playing.");
		break;
	}
}

static void title(struct canvas *c, const struct class_model *m)
{
	const struct told *t = m->told;
	char right[100], clock[16];

	snprintf(right, sizeof right, "%s%s%s%s%s", m->left >= 0 ? class_clock(m->left, clock) :
		"", m->left >= 0 ? "   " : "", t->label, t->code ? "   code " : "",
		t->code ? t->code : "");
	class_title(c, t, right);
}

void class_draw_student(struct canvas *c, const struct class_model *m)
{
	struct rect body = class_body(c);
	const struct told *t = m->told;
	struct column at = {c, body.x, body.y, body.w, body.y + body.h};
	bool own_plot = t->seat >= 0 && (t->stage == ROOM_PAIRS || (t->stage == ROOM_DEAL &&
		t->pair_stage == PAIR_BARGAIN));
	bool class_plot = t->stage == ROOM_PAYOFFS || t->stage == ROOM_DEBRIEF;

	if (!class_begin(c))
		return;
	title(c, m);
	words(&at, m);
	body.h -= at.y + 1 - body.y;
	body.y = at.y + 1;
	if (own_plot && body.h >= PLOT_ROWS)
		class_payoff_plot(c, body, m);
	if (class_plot)
		body.h -= class_marks(c, body, PLOT_ROWS, m);
	if (class_plot && body.h >= PLOT_ROWS)
		class_frontier_plot(c, body, m);
	class_foot(c, m);
}
