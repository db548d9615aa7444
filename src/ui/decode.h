/* From what a terminal sends to events: UTF-8 (whatever the locale is), keys with
 * modifiers, mouse reports, pasted text, answers and sequences that nobody knows. Cursor and function keys have mostly
 * been recognised already (by curses, from the terminal's description); what
 * came in too many pieces for that is recognised here. */
#ifndef HAGGLE_UI_DECODE_H
#define HAGGLE_UI_DECODE_H

#include "ui/key.h"

#define DECODE_BYTES 40
#define DECODE_EVENTS 2

enum decode_state {
	DECODE_PLAIN,
	DECODE_UTF8,       /* within a character */
	DECODE_ESCAPE,     /* after a lone Esc byte */
	DECODE_CSI,        /* within a sequence ESC [ ... */
	DECODE_SS3,        /* within a sequence ESC O . */
	DECODE_X10,        /* within an old mouse report: ESC [ M and three bytes */
	DECODE_STRING,     /* within an answer: ESC ] ... ST, and its like */
	DECODE_STRING_END, /* after an Esc byte in it */
};

/* Zeroed, it has taken nothing. */
struct decoder {
	enum decode_state state;
	bool pasting; /* between the marks of pasted text */
	bool alt;     /* the next key came right behind an Esc byte */
	int count;    /* of bytes in this state; the first DECODE_BYTES are kept */
	char bytes[DECODE_BYTES];
};

/* A sequence that terminals send whatever their description says. */
struct decode_sequence {
	const char *bytes;
	int key;
};

/* All of them. */
const struct decode_sequence *decode_sequences(int *count);

/* Takes a byte (0..255) or a special key (enum key); fills up to
 * DECODE_EVENTS events and returns how many. */
int decoder_feed(struct decoder *d, int unit, struct event e[DECODE_EVENTS]);
/* Whether more has to come: of a sequence, or of pasted text. */
bool decoder_waits(const struct decoder *d);
/* Nothing more has come in for now: a lone Esc is the Esc key. late: nor for so
 * long that nothing will, and whatever is unfinished is given up. As
 * decoder_feed. */
int decoder_flush(struct decoder *d, bool late, struct event e[DECODE_EVENTS]);

/* ---- csi.c: what xterm, the kitty keyboard protocol and modifyOtherKeys make of a key and its
 * modifiers ------------------------------------------------------------------------------- */

/* The key of ESC [, the numbers (terminated) and the last byte: a character or an enum
 * key, with K_ALT where Alt or something like it was held. K_NONE: nothing that counts
 * (a key released, a modifier alone); K_UNKNOWN: a key that has no meaning here. */
int csi_key(const char *numbers, int last);

#endif
