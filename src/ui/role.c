/* Role play: somebody takes the generalist's part, or the specialist's, or two
 * people take both. Share and investment are chosen by hand with the
 * equilibrium hidden; then it is shown, with what the choices cost. */
#include "ui/handlers.h"
#include "ui/role_play.h"
#include "ui/state.h"

#include "base/num.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEPS 100    /* steps of a level across its range */

static void say(struct explorer *e, enum role role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void say(struct explorer *e, enum role role, const char *format, ...)
{
	char text[600];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	list_add(&e->list, "", text, role, -1);
}

/* ---- what it says --------------------------------------------------------- */

static const char *level(double x, char out[NUM_TEXT_MAX])
{
	if (x == ROLE_STAY_OUT)
		return "staying out";
	return num_format_short(x, 4, out, NUM_TEXT_MAX);
}

static void say_choice(struct explorer *e, const char *question, const char *keys)
{
	char text[NUM_TEXT_MAX];

	say(e, ROLE_HEADING, "%s", question);
	say(e, ROLE_VALUE, "> %s", e->role.line.length > 0 ? e->role.line.text
		: level(e->role.value, text));
	if (e->role.wrong)
		say(e, ROLE_ERROR, e->role.stage == STAGE_SHARE ? "that is no number from 0 to 1"
			: "that is no number from 0 up");
	say(e, ROLE_DIM, "%s", keys);
}

static void say_parts(struct explorer *e)
{
	const struct game *g = &e->scenario.game;

	say(e, ROLE_HEADING, "Whose part do you take? The equilibrium stays hidden until the end.");
	say(e, ROLE_TEXT, "g  %s: you choose the share and how far to develop; %s answers as "
		"well as it can", g->generalist.name, role_partner(e)->name);
	say(e, ROLE_TEXT, "d  %s: you choose the share and how much to add; %s has developed "
		"as far as pays it", role_partner(e)->name, g->generalist.name);
	say(e, ROLE_TEXT, "b  both: two people, one after the other");
}

static void say_so_far(struct explorer *e)
{
	char a[NUM_TEXT_MAX];

	if (e->role.stage > STAGE_SHARE)
		say(e, ROLE_TEXT, "%s's share of the revenue: %s", e->scenario.game.generalist.name,
			num_format_short(e->role.share, 4, a, sizeof a));
	if (e->role.stage > STAGE_LEVEL)
		say(e, ROLE_TEXT, "%s went to level %s", e->scenario.game.generalist.name,
			num_format_short(e->role.a0, 4, a, sizeof a));
}

static bool much(double difference, double of)
{
	return fabs(difference) >= 1e-6 * fmax(1, fabs(of));
}

static char *number(double x, char out[NUM_TEXT_MAX])
{
	return num_format_short(x, 4, out, NUM_TEXT_MAX);
}

static void say_regret(struct explorer *e, const char *who, double got, double best,
	const char *how)
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];

	if (best < got || !much(best - got, best))
		say(e, ROLE_VALUE, "%s got %s: at this share nothing would have been better.", who,
			number(got, a));
	else
		say(e, ROLE_VALUE, "%s got %s; at this share %s would have paid %s. Regret %s.",
			who, number(got, a), how, number(best, b), number(best - got, c));
}

/* What its level cost it, and what the other's answer: only the first is its
 * own doing. */
static void say_generalist(struct explorer *e, const struct role_play *p)
{
	const char *who = e->scenario.game.generalist.name, *other = role_partner(e)->name;
	double lost = p->answered - p->u_generalist, regret = p->eq_u_generalist - p->answered;
	const char *did = lost > 0 ? "cost" : "gave";
	char got[NUM_TEXT_MAX], a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];
	char how[NUM_TEXT_MAX + 16];

	snprintf(how, sizeof how, "level %s", number(p->eq_a0, a));
	number(p->u_generalist, got);
	number(fabs(lost), c);
	if (!much(lost, p->answered))
		say_regret(e, who, p->u_generalist, p->eq_u_generalist, how);
	else if (!much(regret, p->eq_u_generalist))
		say(e, ROLE_VALUE, "%s got %s: its level was the best at this share; the answer of "
			"%s %s it %s.", who, got, other, did, c);
	else
		say(e, ROLE_VALUE, "%s got %s; at this share %s would have paid %s, answered as "
			"well as can be. Regret %s, and the answer of %s %s it %s.", who, got, how,
			number(p->eq_u_generalist, a), number(regret, b), other, did, c);
}

static void say_specialist(struct explorer *e, const struct role_play *p)
{
	char how[NUM_TEXT_MAX + 16], a[NUM_TEXT_MAX];

	snprintf(how, sizeof how, p->best_active && p->best_x > 0 ? "adding %s" : "%s",
		p->best_active && p->best_x > 0 ? level(p->best_x, a)
		: p->best_active ? "adding nothing" : "staying out");
	say_regret(e, role_partner(e)->name, p->u_specialist, p->best_specialist, how);
}

/* The share was the player's choice as well, unless two agreed on it. */
static void say_share(struct explorer *e, const struct role_play *p)
{
	bool ours = e->role.part == PART_GENERALIST;
	double got = ours ? p->u_generalist : p->u_specialist;
	double here = ours ? p->eq_u_generalist : p->eq_u_specialist;
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX], d[NUM_TEXT_MAX];
	struct role_share best;

	if (e->role.part == PART_BOTH || !role_best_share(e, &best))
		return;
	if (best.utility < here || !much(best.utility - here, here))
		say(e, ROLE_VALUE, "No other share would have paid more.");
	else
		say(e, ROLE_VALUE, "At share %s, %s %s would have paid %s: regret %s in all.",
			number(best.share, a), ours ? "level" : "adding", number(best.action, b),
			number(best.utility, c), number(best.utility - got, d));
}

static void say_result(struct explorer *e)
{
	struct role_play p;
	struct error err;
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX], d[NUM_TEXT_MAX];

	if (role_solve(e, &p, &err) != STATUS_OK) {
		say(e, ROLE_WARNING, "%s", err.text);
		return;
	}
	say(e, ROLE_TEXT, e->role.x == ROLE_STAY_OUT ? "%s stayed out" : "%s added %s",
		role_partner(e)->name, level(e->role.x, a));
	if (e->role.part != PART_SPECIALIST)
		say_generalist(e, &p);
	if (e->role.part != PART_GENERALIST)
		say_specialist(e, &p);
	say_share(e, &p);
	say(e, ROLE_HEADING, "The equilibrium at this share");
	say(e, ROLE_TEXT, p.eq_x == ROLE_STAY_OUT ? "level %s, then %s; utilities %s and %s"
		: "level %s, then %s on top; utilities %s and %s", level(p.eq_a0, a),
		level(p.eq_x, b), number(p.eq_u_generalist, c), number(p.eq_u_specialist, d));
	say(e, ROLE_DIM, "Enter plays again at another share; Esc ends it");
}

void role_fill(struct explorer *e)
{
	say_so_far(e);
	switch (e->role.stage) {
	case STAGE_PART:
		say_parts(e);
		break;
	case STAGE_SHARE:
		say_choice(e, "Which share of the revenue goes to the generalist?",
			"left/right, or type it; Enter agrees");
		break;
	case STAGE_LEVEL:
		say_choice(e, "How far does the generalist develop the technology?",
			"left/right, or type a level; Enter does it");
		break;
	case STAGE_ADD:
		say_choice(e, "How much does the specialist add to it?",
			"left/right (left of 0: staying out), or type it; Enter does it");
		break;
	case STAGE_RESULT:
	default:
		say_result(e);
		break;
	}
}

/* ---- keys ----------------------------------------------------------------- */

bool role_hides(const struct explorer *e)
{
	return e->mode == MODE_LIST && e->list.kind == LIST_ROLE
		&& e->role.stage != STAGE_RESULT;
}

/* What is to be said is found when it is drawn, once for all keys that came together. */
static unsigned refresh(struct explorer *e)
{
	e->list.stale = true;
	return EFFECT_REDRAW;
}

static void enter_stage(struct explorer *e, enum role_stage stage, double value)
{
	e->role.stage = stage;
	e->role.value = value;
	e->role.wrong = false;
	line_init(&e->role.line, "");
}

/* Finds the range of levels and the specialist's starting point, once for rounds at the
 * same share: whoever holds Enter down plays many. */
static bool begin_round(struct explorer *e)
{
	struct role_state *r = &e->role;
	struct role_play p;

	r->x = 0;
	if (!r->begun || r->begun_at != r->share) {
		r->a0 = 0;
		r->begun = role_solve(e, &p, NULL) == STATUS_OK;
		r->begun_at = r->share;
		r->start = r->a0;
	}
	r->a0 = r->start;
	return r->begun;
}

/* The stages that a part goes through: a player who is not played acts at
 * once, as well as it can. */
static void advance(struct explorer *e)
{
	struct role_state *r = &e->role;

	switch (r->stage) {
	case STAGE_PART:
		enter_stage(e, STAGE_SHARE, 0.5);
		return;
	case STAGE_SHARE:
		r->share = r->value;
		enter_stage(e, !begin_round(e) ? STAGE_RESULT :
			r->part == PART_SPECIALIST ? STAGE_ADD : STAGE_LEVEL, 0);
		return;
	case STAGE_LEVEL:
		r->a0 = r->value;
		enter_stage(e, r->part == PART_BOTH ? STAGE_ADD : STAGE_RESULT, 0);
		return;
	case STAGE_ADD:
		r->x = r->value;
		enter_stage(e, STAGE_RESULT, 0);
		return;
	case STAGE_RESULT:
	default:
		enter_stage(e, STAGE_SHARE, r->share);
		return;
	}
}

/* Takes what was typed; false where it is no number that is allowed here: then
 * it stays, and is said to be none. */
static bool take_line(struct role_state *r)
{
	double value;

	if (r->line.length == 0)
		return true;
	r->wrong = !num_parse(r->line.text, &value) || value < 0
		|| (r->stage == STAGE_SHARE && value > 1);
	if (r->wrong)
		return false;
	r->value = value;
	line_init(&r->line, "");
	return true;
}

static double step_size(const struct role_state *r)
{
	double rough, power;

	if (r->stage == STAGE_SHARE)
		return 0.01;
	/* A round number near a hundredth of the range. */
	rough = fmax(r->top, 1e-6) / STEPS;
	power = pow(10, floor(log10(rough)));
	return rough < 2 * power ? power : rough < 5 * power ? 2 * power : 5 * power;
}

static unsigned step(struct explorer *e, double by)
{
	struct role_state *r = &e->role;
	double size = step_size(r), value;

	if (!take_line(r))
		return refresh(e);
	value = r->value == ROLE_STAY_OUT ? (by > 0 ? 0 : ROLE_STAY_OUT)
		: round((r->value + by * size) / size) * size;
	if (value < 0)
		value = r->stage == STAGE_ADD && r->value <= 0 ? ROLE_STAY_OUT : 0;
	r->value = r->stage == STAGE_SHARE ? fmin(value, 1) : value;
	return refresh(e);
}

static unsigned choose_part(struct explorer *e, int key)
{
	static const char keys[] = "gdb";
	const char *at = key > 0 && key < 0x80 ? strchr(keys, key) : NULL;

	if (!at)
		return EFFECT_NONE;
	e->role.part = (enum role_part)(at - keys);
	advance(e);
	return refresh(e);
}

unsigned role_key(struct explorer *e, int key)
{
	if (key == K_ESC || key == KEY_CTRL('c')) {
		list_close(e);
		return EFFECT_REDRAW;
	}
	if (e->role.stage == STAGE_PART)
		return choose_part(e, key);
	if (key == K_ENTER) {
		if (take_line(&e->role))
			advance(e);
		return refresh(e);
	}
	if (e->role.stage == STAGE_RESULT)
		return EFFECT_NONE;
	switch (key) {
	case K_LEFT:
	case 'h':
	case ',':
		return step(e, -1);
	case K_RIGHT:
	case 'l':
		return step(e, +1);
	case K_SHIFT_LEFT:
	case 'H':
		return step(e, -10);
	case K_SHIFT_RIGHT:
	case 'L':
		return step(e, +10);
	default:
		if (!line_key(&e->role.line, key))
			return EFFECT_NONE;
		e->role.wrong = false;
		return refresh(e);
	}
}

unsigned act_role(struct explorer *e, int unused)
{
	(void)unused;
	memset(&e->role, 0, sizeof e->role);
	list_open(e, LIST_ROLE);
	return EFFECT_REDRAW;
}
