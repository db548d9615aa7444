/* Role play: somebody takes the generalist's part, or the specialist's, or two
 * people take both. Share and investment are chosen by hand with the
 * equilibrium hidden; then it is shown, with what the choices cost. */
#ifndef HAGGLE_UI_ROLE_H
#define HAGGLE_UI_ROLE_H

#include "bargain/play.h"
#include "ui/line.h"
#include "ui/list.h"

enum role_stage { STAGE_PART, STAGE_SHARE, STAGE_LEVEL, STAGE_ADD, STAGE_RESULT };

/* Who is played, how far it is, what has been chosen. */
struct role_state {
	enum play_part part;
	enum role_stage stage;
	double value;        /* being chosen */
	struct line line;    /* being typed, instead */
	bool wrong;          /* and no number that is allowed */
	double share, a0, x; /* chosen; x: or PLAY_STAY_OUT */
	/* Where begun: of this share are the level beyond which the generalist gains nothing,
	 * and the one that it goes to. */
	bool begun;
	double begun_at, top, start;
};

/* What is played. */
struct role_game {
	const struct game *game;
	int specialist; /* that the generalist deals with, from 0 */
	double delta[GAME_SPECIALISTS_EXPLORER]; /* the shares in force, but for the one played */
};

/* From the beginning: whose part is taken? */
void role_begin(struct role_state *r);
/* What there is to say, as lines of the list; results are solved for here, which may
 * take a second. */
void role_fill(struct role_state *r, struct role_game *g, struct list_state *l);

/* Whether the character can be of a number that is asked for: of what is pasted, nothing
 * else is taken. */
bool role_takes(const struct role_state *r, int cp);
/* Whether the key means something here; what there is to say is then another. */
bool role_key(struct role_state *r, struct role_game *g, int key);

#endif
