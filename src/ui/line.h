/* A line being typed: text with a cursor, edited by keys. */
#ifndef HAGGLE_UI_LINE_H
#define HAGGLE_UI_LINE_H

#include <stdbool.h>

#define LINE_BYTES 1024

struct line {
	char text[LINE_BYTES]; /* UTF-8, always terminated */
	int length;            /* bytes */
	int cursor;            /* bytes before it */
};

void line_init(struct line *l, const char *text);
/* Whether the key changed the text or moved the cursor: characters, Left,
 * Right, Home, End, C-a, C-e, Backspace, Del, C-u (all before the cursor), C-k
 * (all after it), C-w (a word). Control and direction characters never get
 * in. */
bool line_key(struct line *l, int key);
/* Inserts one character if there is room. */
bool line_insert(struct line *l, int cp);

#endif
