/* Role play: its stages, and the keys that lead through them. */
#include "ui/role_private.h"

#include "base/num.h"
#include "ui/key.h"

#include <math.h>
#include <string.h>

#define STEPS 100       /* steps of a level across its range */
#define SEED 20231206u  /* of the opponent at random: the same game every time */

static void enter_stage(struct role_state *r, enum role_stage stage, double value)
{
	r->stage = stage;
	r->value = value;
	r->wrong = false;
	line_init(&r->line, "");
}

static void finish(struct role_state *r, struct role_game *g)
{
	role_settle(r, g);
	enter_stage(r, STAGE_RESULT, 0);
}

/* Two at one keyboard: the next to choose does so unseen. */
static void hand_over(struct role_state *r, enum role_stage after)
{
	r->after = after;
	enter_stage(r, r->part == PART_BOTH ? STAGE_HAND : after, 0);
}

static void open_round(struct role_state *r)
{
	role_open_round(r);
	if (role_played(r, r->proposer))
		enter_stage(r, STAGE_SHARE, r->rounds > 0 ? r->share : 0.5);
	else
		enter_stage(r, STAGE_ANSWER, 0);
}

static void agreed(struct role_state *r, struct role_game *g)
{
	if (!role_agree(r, g))
		enter_stage(r, STAGE_RESULT, 0);
	else
		hand_over(r, r->part == PART_SPECIALIST ? STAGE_ADD : STAGE_LEVEL);
}

static void offered(struct role_state *r, struct role_game *g)
{
	r->share = r->value;
	if (r->part == PART_BOTH)
		enter_stage(r, STAGE_ANSWER, 0);
	else if (role_offer(r))
		agreed(r, g);
	else if (r->gone)
		finish(r, g);
	else
		enter_stage(r, STAGE_ANSWER, 0);
}

/* A choice is made. */
static void advance(struct role_state *r, struct role_game *g)
{
	switch (r->stage) {
	case STAGE_SHARE:
		offered(r, g);
		return;
	case STAGE_HAND:
		enter_stage(r, r->after, 0);
		return;
	case STAGE_LEVEL:
		r->a0 = r->value;
		if (r->part == PART_BOTH)
			hand_over(r, STAGE_ADD);
		else
			finish(r, g);
		return;
	case STAGE_ADD:
		r->x = r->value;
		finish(r, g);
		return;
	case STAGE_RESULT:
	default:
		open_round(r);
		return;
	}
}

static void walk_away(struct role_state *r, struct role_game *g)
{
	r->gone = true;
	r->leaver = role_other(r->proposer);
	finish(r, g);
}

static bool answer_key(struct role_state *r, struct role_game *g, int key)
{
	switch (key) {
	case K_ENTER:
	case 'a':
		agreed(r, g);
		return true;
	case 'c':
		if (role_refuse(r))
			enter_stage(r, STAGE_SHARE, r->share);
		else
			walk_away(r, g);
		return true;
	case 'w':
		walk_away(r, g);
		return true;
	default:
		return false;
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

/* The place of the key in keys, or -1. */
static int among(const char *keys, int key)
{
	const char *at = key > 0 && key < 0x80 ? strchr(keys, key) : NULL;

	return at ? (int)(at - keys) : -1;
}

static bool choose_part(struct role_state *r, struct role_game *g, int key)
{
	int at = among("gdb", key);

	if (at < 0)
		return false;
	r->part = (enum play_part)at;
	role_lay_out(r, g);
	if (r->part == PART_BOTH)
		open_round(r);
	else
		enter_stage(r, STAGE_OPPONENT, 0);
	return true;
}

static bool choose_opponent(struct role_state *r, int key)
{
	int at = key == K_ENTER ? OPPONENT_THEORY : among("tgfr", key);

	if (at < 0)
		return false;
	r->opponent = (struct opponent_state){(enum opponent)at, role_other(role_own(r)), SEED};
	open_round(r);
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

static bool chooses_number(const struct role_state *r)
{
	return r->stage == STAGE_SHARE || r->stage == STAGE_LEVEL || r->stage == STAGE_ADD;
}

bool role_takes(const struct role_state *r, int cp)
{
	return chooses_number(r) && cp < 0x80 && strchr("0123456789.eE+-", cp);
}

bool role_key(struct role_state *r, struct role_game *g, int key)
{
	if (r->stage == STAGE_PART)
		return choose_part(r, g, key);
	if (r->stage == STAGE_OPPONENT)
		return choose_opponent(r, key);
	if (r->stage == STAGE_ANSWER)
		return answer_key(r, g, key);
	if (key == K_ENTER) {
		if (take_line(r))
			advance(r, g);
		return true;
	}
	return chooses_number(r) && choice_key(r, key);
}

void role_begin(struct role_state *r)
{
	memset(r, 0, sizeof *r);
}
