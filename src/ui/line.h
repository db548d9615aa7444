/* A line being typed: text with a cursor, edited by keys. */
#ifndef HAGGLE_UI_LINE_H
#define HAGGLE_UI_LINE_H

#include <stdbool.h>

#define LINE_BYTES 1024

struct line {
	char text[LINE_BYTES]; /* UTF-8, always terminated */
	int length;            /* bytes */
	int cursor;            /* bytes before it */
	bool joining;          /* U+200D came, and joins the next character if it can */
};

void line_init(struct line *l, const char *text);
/* Whether the key changed the text or moved the cursor: characters, Left,
 * Right, Home, End, C-a, C-e, Backspace, Del, C-u (all before the cursor), C-k
 * (all after it), C-w (a word). A character is text_cluster's: a joined emoji
 * is passed and deleted as one. Control and direction characters never get
 * in. */
bool line_key(struct line *l, int key);
/* Inserts one code point if there is room; a mark goes to the letter before it. */
bool line_insert(struct line *l, int cp);

#endif
