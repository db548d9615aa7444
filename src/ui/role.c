#include "ui/role.h"

#include "base/clock.h"
#include "base/num.h"
#include "ui/key.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define STEPS 100    /* steps of a level across its range */
#define SOLVING 0.7  /* s that a play may take: no key is answered meanwhile */
#define PATIENCE 0.3 /* s that the search for the best share may take after that */

/* ---- solving, while there is time ------------------------------------------ */

/* A play and what it came to. */
struct deal {
	struct solver *solver; /* owned */
	double end;            /* when time is up */
	struct play play;
	struct play_result result;
};

static bool in_time(void *end)
{
	return clock_now() < *(const double *)end;
}

/* Plays what has been chosen; *r takes what is chosen for who is not played. Whether or
 * not that fails, the solver is for the caller to free. */
static enum status deal_solve(struct deal *d, struct role_state *r, struct role_game *g,
	struct error *err)
{
	enum status status;

	d->solver = NULL;
	status = solver_alloc(g->game, &d->solver, err);
	if (status != STATUS_OK)
		return status;
	d->end = clock_now() + SOLVING;
	solver_pause(d->solver, (struct pause){in_time, &d->end});
	play_set_share(g->game, g->specialist, r->share, g->delta);
	d->play = (struct play){.part = r->part, .specialist = g->specialist,
		.delta = g->delta, .level = r->a0, .added = r->x};
	status = play_result(d->solver, &d->play, &d->result, err);
	r->a0 = d->play.level;
	r->x = d->play.added;
	if (status != STATUS_OK && !in_time(&d->end))
		error_set(err, status, "this game takes too long to be played");
	return status;
}

/* ---- what it says --------------------------------------------------------- */

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

static const char *level(double x, char out[NUM_TEXT_MAX])
{
	return x == PLAY_STAY_OUT ? "staying out" : number(x, out);
}

static const struct specialist *partner(const struct role_game *g)
{
	return &g->game->specialist[g->specialist];
}

static void say_choice(struct list_state *l, const struct role_state *r, const char *question,
	const char *keys)
{
	char text[NUM_TEXT_MAX];

	say(l, INK_HEADING, "%s", question);
	say(l, INK_VALUE, "> %s", r->line.length > 0 ? r->line.text : level(r->value, text));
	if (r->wrong)
		say(l, INK_ERROR, r->stage == STAGE_SHARE ? "that is no number from 0 to 1"
			: "that is no number from 0 up");
	say(l, INK_DIM, "%s", keys);
}

static void say_parts(struct list_state *l, const struct role_game *g)
{
	const char *generalist = g->game->generalist.name, *specialist = partner(g)->name;

	say(l, INK_HEADING, "Whose part do you take? The equilibrium stays hidden until the end.");
	say(l, INK_TEXT, "g  %s: you choose the share and how far to develop; %s answers as "
		"well as it can", generalist, specialist);
	say(l, INK_TEXT, "d  %s: you choose the share and how much to add; %s has developed "
		"as far as pays it", specialist, generalist);
	say(l, INK_TEXT, "b  both: two people, one after the other");
}

static void say_so_far(struct list_state *l, const struct role_state *r, const char *generalist)
{
	char a[NUM_TEXT_MAX];

	if (r->stage > STAGE_SHARE)
		say(l, INK_TEXT, "%s's share of the revenue: %s", generalist,
			number(r->share, a));
	if (r->stage > STAGE_LEVEL)
		say(l, INK_TEXT, "%s went to level %s", generalist, number(r->a0, a));
}

static void say_regret(struct list_state *l, const char *who, double got, double best,
	double regret, const char *how)
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];

	if (regret == 0)
		say(l, INK_VALUE, "%s got %s: at this share nothing would have been better.", who,
			number(got, a));
	else
		say(l, INK_VALUE, "%s got %s; at this share %s would have paid %s. Regret %s.",
			who, number(got, a), how, number(best, b), number(regret, c));
}

/* What its level cost it, and what the other's answer: only the first is its
 * own doing. */
static void say_generalist(struct list_state *l, const struct role_game *g,
	const struct play_result *p)
{
	const char *who = g->game->generalist.name, *other = partner(g)->name;
	const char *did = p->lost > 0 ? "cost" : "gave";
	char got[NUM_TEXT_MAX], a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX];
	char how[NUM_TEXT_MAX + 16];

	snprintf(how, sizeof how, "level %s", number(p->level, a));
	number(p->u_generalist, got);
	number(fabs(p->lost), c);
	if (p->lost == 0)
		say_regret(l, who, p->u_generalist, p->eq_u_generalist, p->regret_generalist, how);
	else if (p->regret_generalist == 0)
		say(l, INK_VALUE, "%s got %s: its level was the best at this share; the answer of "
			"%s %s it %s.", who, got, other, did, c);
	else
		say(l, INK_VALUE, "%s got %s; at this share %s would have paid %s, answered as "
			"well as can be. Regret %s, and the answer of %s %s it %s.", who, got, how,
			number(p->eq_u_generalist, a), number(p->regret_generalist, b), other, did,
			c);
}

static void say_specialist(struct list_state *l, const struct role_game *g,
	const struct play_result *p)
{
	char how[NUM_TEXT_MAX + 16], a[NUM_TEXT_MAX];

	snprintf(how, sizeof how, "%s%s", p->best_added == PLAY_STAY_OUT ? "" : "adding ",
		p->best_added == 0 ? "nothing" : level(p->best_added, a));
	say_regret(l, partner(g)->name, p->u_specialist, p->best_u_specialist,
		p->regret_specialist, how);
}

/* The share was the player's choice as well, unless two agreed on it. */
static void say_share(struct list_state *l, struct deal *d)
{
	const struct play_result *p = &d->result;
	bool ours = d->play.part == PART_GENERALIST;
	double got = ours ? p->u_generalist : p->u_specialist;
	double here = ours ? p->eq_u_generalist : p->eq_u_specialist;
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX], e[NUM_TEXT_MAX];
	struct play_share best;

	d->end = clock_now() + PATIENCE;
	if (d->play.part == PART_BOTH || !play_best_share(d->solver, &d->play,
		(struct pause){in_time, &d->end}, &best))
		return;
	if (play_regret(best.utility, here, p->size) == 0)
		say(l, INK_VALUE, "No other share would have paid more.");
	else
		say(l, INK_VALUE, "At share %s, %s %s would have paid %s: regret %s in all.",
			number(best.share, a), ours ? "level" : "adding", number(best.action, b),
			number(best.utility, c), number(best.utility - got, e));
}

static void say_result(struct list_state *l, struct role_state *r, struct role_game *g)
{
	struct deal d;
	const struct play_result *p = &d.result;
	struct error err;
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], c[NUM_TEXT_MAX], e[NUM_TEXT_MAX];

	if (deal_solve(&d, r, g, &err) != STATUS_OK) {
		say(l, INK_WARNING, "%s", err.text);
		solver_free(d.solver);
		return;
	}
	say(l, INK_TEXT, r->x == PLAY_STAY_OUT ? "%s stayed out" : "%s added %s",
		partner(g)->name, level(r->x, a));
	if (r->part != PART_SPECIALIST)
		say_generalist(l, g, p);
	if (r->part != PART_GENERALIST)
		say_specialist(l, g, p);
	say_share(l, &d);
	say(l, INK_HEADING, "The equilibrium at this share");
	say(l, INK_TEXT, p->added == PLAY_STAY_OUT ? "level %s, then %s; utilities %s and %s"
		: "level %s, then %s on top; utilities %s and %s", number(p->level, a),
		level(p->added, b), number(p->eq_u_generalist, c), number(p->eq_u_specialist, e));
	say(l, INK_DIM, "Enter plays again at another share; Esc ends it");
	solver_free(d.solver);
}

void role_fill(struct role_state *r, struct role_game *g, struct list_state *l)
{
	say_so_far(l, r, g->game->generalist.name);
	switch (r->stage) {
	case STAGE_PART:
		say_parts(l, g);
		break;
	case STAGE_SHARE:
		say_choice(l, r, "Which share of the revenue goes to the generalist?",
			"left/right, or type it; Enter agrees");
		break;
	case STAGE_LEVEL:
		say_choice(l, r, "How far does the generalist develop the technology?",
			"left/right, or type a level; Enter does it");
		break;
	case STAGE_ADD:
		say_choice(l, r, "How much does the specialist add to it?",
			"left/right (left of 0: staying out), or type it; Enter does it");
		break;
	case STAGE_RESULT:
	default:
		say_result(l, r, g);
		break;
	}
}

/* ---- keys ----------------------------------------------------------------- */

static void enter_stage(struct role_state *r, enum role_stage stage, double value)
{
	r->stage = stage;
	r->value = value;
	r->wrong = false;
	line_init(&r->line, "");
}

/* Finds the range of levels and the specialist's starting point, once for rounds at the
 * same share: whoever holds Enter down plays many. */
static bool begin_round(struct role_state *r, struct role_game *g)
{
	struct deal d;

	r->x = 0;
	if (!r->begun || r->begun_at != r->share) {
		r->a0 = 0;
		r->begun = deal_solve(&d, r, g, NULL) == STATUS_OK
			&& solver_a0_max(d.solver, g->delta, &r->top, NULL) == STATUS_OK;
		r->begun_at = r->share;
		r->start = r->a0;
		solver_free(d.solver);
	}
	r->a0 = r->start;
	return r->begun;
}

/* The stages that a part goes through: a player who is not played acts at
 * once, as well as it can. */
static void advance(struct role_state *r, struct role_game *g)
{
	switch (r->stage) {
	case STAGE_PART:
		enter_stage(r, STAGE_SHARE, 0.5);
		return;
	case STAGE_SHARE:
		r->share = r->value;
		enter_stage(r, !begin_round(r, g) ? STAGE_RESULT :
			r->part == PART_SPECIALIST ? STAGE_ADD : STAGE_LEVEL, 0);
		return;
	case STAGE_LEVEL:
		r->a0 = r->value;
		enter_stage(r, r->part == PART_BOTH ? STAGE_ADD : STAGE_RESULT, 0);
		return;
	case STAGE_ADD:
		r->x = r->value;
		enter_stage(r, STAGE_RESULT, 0);
		return;
	case STAGE_RESULT:
	default:
		enter_stage(r, STAGE_SHARE, r->share);
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

static void step(struct role_state *r, double by)
{
	double size = step_size(r), value;

	if (!take_line(r))
		return;
	value = r->value == PLAY_STAY_OUT ? (by > 0 ? 0 : PLAY_STAY_OUT)
		: round((r->value + by * size) / size) * size;
	if (value < 0)
		value = r->stage == STAGE_ADD && r->value <= 0 ? PLAY_STAY_OUT : 0;
	r->value = r->stage == STAGE_SHARE ? fmin(value, 1) : value;
}

static bool choose_part(struct role_state *r, struct role_game *g, int key)
{
	static const char keys[] = "gdb";
	const char *at = key > 0 && key < 0x80 ? strchr(keys, key) : NULL;

	if (!at)
		return false;
	r->part = (enum play_part)(at - keys);
	advance(r, g);
	return true;
}

static bool choice_key(struct role_state *r, int key)
{
	switch (key) {
	case K_LEFT:
	case 'h':
	case ',':
		step(r, -1);
		return true;
	case K_RIGHT:
	case 'l':
		step(r, +1);
		return true;
	case K_SHIFT_LEFT:
	case 'H':
		step(r, -10);
		return true;
	case K_SHIFT_RIGHT:
	case 'L':
		step(r, +10);
		return true;
	default:
		if (!line_key(&r->line, key))
			return false;
		r->wrong = false;
		return true;
	}
}

bool role_takes(const struct role_state *r, int cp)
{
	return r->stage > STAGE_PART && r->stage < STAGE_RESULT && cp < 0x80
		&& strchr("0123456789.eE+-", cp);
}

bool role_key(struct role_state *r, struct role_game *g, int key)
{
	if (r->stage == STAGE_PART)
		return choose_part(r, g, key);
	if (key == K_ENTER) {
		if (take_line(r))
			advance(r, g);
		return true;
	}
	return r->stage != STAGE_RESULT && choice_key(r, key);
}

void role_begin(struct role_state *r)
{
	memset(r, 0, sizeof *r);
}
