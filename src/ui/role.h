/* Role play: somebody takes the generalist's part, or the specialist's, against an opponent
 * that plays by rule, or two people take both. They haggle over the share by offers in turn,
 * then choose by hand what to build and what to add, one attribute of the technology after the
 * other, with the equilibrium hidden; then it is shown, with what the choices cost. Round after
 * round, with a total. */
#ifndef HAGGLE_UI_ROLE_H
#define HAGGLE_UI_ROLE_H

#include "bargain/opponent.h"
#include "model/scenario.h"
#include "ui/line.h"
#include "ui/list.h"
#include "view/view.h"

enum role_stage {
	STAGE_PART,     /* whose part? */
	STAGE_OPPONENT, /* against whom? */
	STAGE_SHARE,    /* an offer */
	STAGE_BESIDE,   /* the share of one that a lump sum goes with */
	STAGE_PAYMENT,  /* and that */
	STAGE_ANSWER,   /* to one */
	STAGE_LAST,     /* to the last one: no other can be made */
	STAGE_HAND,     /* the keyboard is passed on */
	STAGE_LEVEL,
	STAGE_ADD,
	STAGE_RESULT,
};

/* What the rounds so far have paid a player, in the unit of revenue. */
struct role_tally {
	double last, total, best;
};

/* Who is played, how far it is, what has been chosen. Zeroed: whose part is taken? */
struct role_state {
	enum play_part part;
	struct opponent_state opponent; /* of who is not played */
	enum role_stage stage, after;   /* after: once the keyboard is passed on */
	double value;                   /* being chosen */
	struct line line;               /* being typed, instead */
	bool wrong;                     /* and no number that is allowed */
	bool words_only;                /* no curves, no keys: there is no screen */
	double share;                   /* offered or agreed */
	double payment;                 /* at signing, to the specialist; 0 without lump sums */
	int attributes, attribute;      /* of a technology; the one being chosen, from 0 */
	const char *what;               /* it is called */
	double least;                   /* that may be chosen of it */
	struct match_choice level, added; /* chosen; added: or PLAY_STAY_OUT */
	/* Where begun: of this share are the level beyond which the generalist gains nothing,
	 * and the one that it goes to. */
	bool begun;
	double begun_at;
	struct match_choice top, start;

	bool haggles;         /* the offers are known: else any share is agreed to */
	struct offer_table offers;
	enum side first;      /* who makes the first offer of the round */
	enum side proposer;   /* of the offer at hand */
	int turn;             /* offers refused before it */
	struct deal refused;  /* the last of them */
	bool gone;            /* `leaver` walked away: no deal */
	enum side leaver;

	bool solved;          /* the round has a result; else err says why not */
	struct play_result result;
	struct error err;
	bool marked;          /* the last round is to be seen in plots */
	struct played_mark mark;
	int rounds;           /* that have come to a result, or to no deal */
	struct role_tally tally[SIDES];
};

/* What is played. */
struct role_game {
	const struct game *game;
	int specialist; /* that the generalist deals with, from 0 */
	double delta[GAME_SPECIALISTS_EXPLORER]; /* the shares in force, but for the one played */
	/* Who makes the first offer, and how many there are, where the scenario's rule is that of
	 * offers in turn; else NULL. */
	const struct offers *rules;
};

/* What there is to say, as lines of the list; the best share is searched for here, which may
 * take a part of a second. */
void role_fill(struct role_state *r, struct role_game *g, struct list_state *l);

/* What a key does, a row each: what is pressed, hinted, explained and said in words comes from
 * here. run answers whether the key meant something; NULL: the list that holds role play sees
 * to it. */
struct role_key {
	unsigned stages;  /* OR of 1 << enum role_stage */
	const char *keys; /* names separated by blanks (ui/key.h) */
	const char *word; /* for the border, and instead of the key where there is no screen;
	                   * NULL: not hinted */
	const char *help;
	bool (*run)(struct role_state *r, struct role_game *g, int argument);
	int argument;
};
/* Row i, NULL beyond the last. */
const struct role_key *role_key_row(int i);
/* The keys that lead on, for the box's border. */
char *role_hint(const struct role_state *r, char *out, size_t size);

/* Whether the character can be of a number that is asked for: of what is pasted, nothing
 * else is taken. */
bool role_takes(const struct role_state *r, int cp);
/* Whether the key means something here; what there is to say is then another. */
bool role_key(struct role_state *r, struct role_game *g, int key);

#endif
