/* The terminal's own: what its files share. Only they know curses. */
#ifndef HAGGLE_UI_TERM_PRIVATE_H
#define HAGGLE_UI_TERM_PRIVATE_H

#include "ui/decode.h"
#include "ui/gather.h"
#include "ui/term.h"

#include <curses.h>

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MOUSE_ON "\033[?1000h\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l\033[?1000l"

struct look {
	attr_t attr;
	short pair;
};

struct terminal {
	SCREEN *screen;
	struct gather *gather; /* owned: curses' way out */
	WINDOW *input;    /* a pad: reading from it refreshes nothing */
	struct term_facts is;
	bool private_modes, mouse, restricted, gone, readable, resized;
	bool hidden;      /* the cursor */
	struct look look[INKS];
	struct cell *shown; /* owned: what curses was last given, cols * rows */
	bool forget;      /* what is shown is not known */
	struct decoder decoder;
	char known[DECODE_BYTES]; /* of a key that curses knows better than we do: its bytes, */
	const char *rest;         /* and those of them that are still to be read; or NULL */
	struct event queue[DECODE_EVENTS];
	int queued, taken;
	double heard;     /* when something last came in */
	struct ground_query query;
	bool met;         /* EVENT_GROUND was given */
};

/* Tells curses of the keys that decode.c knows. */
void term_define_keys(void);
/* Reads what has come in, as far as it says something: the queue. False where there is
 * nothing. */
bool term_read(struct terminal *t);
/* Whether the event is an answer to what was asked of the terminal; it is taken then. */
bool term_takes_answer(struct terminal *t, const struct event *e);
/* What poll said of the input, for source's noted. */
unsigned term_note_input(void *terminal, short happened);
/* At most so many seconds, in milliseconds; timeout -1: no other limit. */
int term_within(int timeout, double seconds);
/* Writes to the terminal, if it takes private modes. */
void term_send(const struct terminal *t, const char *text);
/* Pasted text told apart, the mouse reported; or no more. */
void term_modes_on(const struct terminal *t);
void term_modes_off(const struct terminal *t);
/* Takes the terminal over from whoever had it. */
void term_take_over(struct terminal *t);
/* How many colours there are to use, as style_get has it. */
int term_count_colors(bool wanted);
/* Room for what is shown, at its size. */
enum status term_make_room(struct terminal *t, struct error *err);

#endif
