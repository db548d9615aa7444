/* The lines of hints: which keys lead on from here, by what is going on. One table,
 * src/ui/hint.c; a key that an action has is named there with the action. */
#ifndef HAGGLE_UI_HINT_H
#define HAGGLE_UI_HINT_H

#include "ui/action.h"
#include "view/panel.h"

#define HINT_LINES 2
#define HINT_FRAME 2 /* in place of a line: on the frame of a box that is in front */
#define HINTS_MAX 24

struct explorer;

/* What is going on: one of these at a time. */
enum hint_mode {
	HINT_NUMBER = 1,    /* free play, the cursor on a number, */
	HINT_WORD = 2,      /* a word or formula, */
	HINT_KNOWN = 4,     /* what is known of the bargain, */
	HINT_FOLD = 8,      /* rows at rest */
	HINT_TEXT = 16,     /* a step of a lesson that asks nothing, */
	HINT_QUESTION = 32, /* that asks, */
	HINT_ANSWERED = 64, /* that has told */
	HINT_PROMPT = 128,
	HINT_EXPORT = 256,  /* waiting for what is exported */
	HINT_ZOOM = 512,
	HINT_READ = 1024,
	HINT_FILM = 2048,
	/* boxes: */
	HINT_BROWSER = 4096, /* of scenarios, */
	HINT_FIND = 8192,    /* of rows, */
	HINT_WORDS = 16384,  /* of what a row can be; */
	HINT_OPTIONS = 32768,
	HINT_HELP = 65536,   /* pages of help, */
	HINT_SEARCH = 131072, /* a search in them; */
	HINT_SAID = 262144,  /* texts to be read */
	HINT_ROLE = 524288,  /* role play, which names its own keys */
};

struct hint {
	int line;             /* 0, 1, HINT_FRAME */
	const char *keys;     /* as shown; "a-e": as many letters as there are choices */
	const char *word;     /* what they do */
	unsigned modes;       /* OR of enum hint_mode */
	unsigned needs;       /* private */
	int weight;           /* the least go first where the line is short */
	int action[2];        /* whose keys they are; -1: no action's */
};

/* Row i of the table; NULL: no more. */
const struct hint *hint_row(int i);
enum hint_mode hint_mode(const struct explorer *e);
/* Whether that row has a place at present. */
bool hint_applies(const struct explorer *e, const struct hint *h);
/* The line's, or the frame's, entries that fit into `cols` columns; returns how many. letters: room for
 * the names of choices. */
int hint_fill(const struct explorer *e, int line, int cols, struct key_entry key[HINTS_MAX],
	char letters[16]);

#endif
