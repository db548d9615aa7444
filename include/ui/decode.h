/* From what a terminal sends to events: UTF-8, mouse reports, pasted text and
 * sequences that nobody knows. Cursor and function keys have already been
 * recognised (by curses, from the terminal's description). */
#ifndef HAGGLE_UI_DECODE_H
#define HAGGLE_UI_DECODE_H

#include "ui/key.h"

#define DECODE_BYTES 24
#define DECODE_EVENTS 2

enum decode_state {
	DECODE_PLAIN,
	DECODE_UTF8,   /* within a character */
	DECODE_ESCAPE, /* after a lone Esc byte */
	DECODE_CSI,    /* within an unknown sequence ESC [ ... */
	DECODE_SS3,    /* within an unknown sequence ESC O . */
	DECODE_MOUSE,  /* within a mouse report: ESC [ < b ; x ; y M */
};

struct decoder {
	enum decode_state state;
	bool utf8;    /* bytes beyond ASCII are UTF-8; else they mean nothing */
	bool pasting; /* between the marks of pasted text */
	int count;
	char bytes[DECODE_BYTES];
};

void decoder_init(struct decoder *d, bool utf8);
/* Takes a byte (0..255) or a special key (enum key); fills up to
 * DECODE_EVENTS events and returns how many. */
int decoder_feed(struct decoder *d, int unit, struct event e[DECODE_EVENTS]);
/* Nothing more has come in for now: a lone Esc is the Esc key. */
int decoder_flush(struct decoder *d, struct event e[DECODE_EVENTS]);

#endif
