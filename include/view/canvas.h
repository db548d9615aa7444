/* A canvas: a grid of cells, each a character with a colour ink. No curses
 * here: the terminal layer copies cells, tests compare them, `haggle plot`
 * prints them. */
#ifndef HAGGLE_VIEW_CANVAS_H
#define HAGGLE_VIEW_CANVAS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CANVAS_COLS_MAX 512
#define CANVAS_ROWS_MAX 256

/* What a cell means; the style table (ui/style.h) gives it its look. */
enum ink {
	INK_TEXT,       /* ordinary */
	INK_DIM,        /* secondary */
	INK_TITLE,      /* the row on top */
	INK_TAB,        /* in it: what is shown */
	INK_HEADING,    /* of a group or table */
	INK_CURSOR,     /* the chosen parameter or row */
	INK_VALUE,      /* a number the eye should find */
	INK_CHANGED,    /* differs from before: the last key, the scenario as opened, the pin */
	INK_AXIS,       /* lines and ticks */
	INK_LABEL,      /* axis titles, tick numbers */
	INK_GENERALIST, /* curves and numbers of the generalist */
	INK_SPECIALIST, /* of the first specialist, and so on in turn: */
	INK_SPECIALIST2,
	INK_SPECIALIST3,
	INK_SPECIALIST4,
	INK_JOINT,
	INK_PARETO,
	INK_DOMINATED,
	INK_SOLUTION,   /* a bargaining solution's letter */
	INK_PRESENT,    /* the present bargain */
	INK_GHOST,      /* pinned */
	INK_GOOD,       /* a filled bar */
	INK_WARNING,
	INK_ERROR,
	INK_KEY,        /* a key in help and the key line */
	INK_STATUS,     /* the status line */
	INK_SHADE0,     /* maps: seven classes, from low to high; figures stand in them */
	INK_SHADE1, INK_SHADE2, INK_SHADE3, INK_SHADE4, INK_SHADE5, INK_SHADE6,
	INKS
};

struct cell {
	uint32_t cp;   /* a code point; 0: the right half of a wide character */
	uint16_t rest; /* which of the canvas's rests follows it; 0: none */
	uint8_t ink;
};

struct canvas {
	int cols, rows;
	bool unicode;  /* which glyph set the views draw with */
	bool alternate; /* curves take turns in the cells that they share; else one is in front */
	int clipped;   /* characters of text that did not fit: a test holds this at 0 */
	struct cell *cell; /* owned, cols * rows */
	char **rest;       /* owned: what stands in cells after their first code point */
	int rests;
};

struct rect { int x, y, w, h; };

enum status canvas_init(struct canvas *c, int cols, int rows, struct error *err);
void canvas_free(struct canvas *c);
/* All blank. */
void canvas_clear(struct canvas *c);
/* Outside the canvas both are no-ops (put) or return NULL (at). */
void canvas_put(struct canvas *c, int x, int y, uint32_t cp, enum ink ink);
struct cell *canvas_at(const struct canvas *c, int x, int y);
/* Puts the character of sanitised text that starts at `text` (text_cluster's n
 * bytes and columns), whole or not at all. */
void canvas_put_cluster(struct canvas *c, int x, int y, const char *text, size_t n, int columns,
	enum ink ink);
/* The code points after the cell's first, its marks or what is joined to it, as
 * UTF-8; "": none. Equal cells of one canvas have equal ones, from one drawing
 * to the next. */
const char *canvas_rest(const struct canvas *c, const struct cell *cell);
/* Writes sanitised UTF-8 text from (x, y) over at most max columns (wide
 * characters whole or not at all); counts what is cut in `clipped`. Returns
 * the columns used. */
int canvas_text(struct canvas *c, int x, int y, int max, enum ink ink, const char *text);
int canvas_printf(struct canvas *c, int x, int y, int max, enum ink ink, const char *format,
	...) __attribute__((format(printf, 6, 7)));
/* Like canvas_text, but what does not fit ends in ".." by intention (not
 * counted as clipped). */
int canvas_text_fit(struct canvas *c, int x, int y, int max, enum ink ink, const char *text);
int canvas_text_right(struct canvas *c, int right, int y, int max, enum ink ink,
	const char *text);
void canvas_fill(struct canvas *c, struct rect r, uint32_t cp, enum ink ink);
/* Sets the ink of a stretch without changing its characters. */
void canvas_paint(struct canvas *c, int x, int y, int w, enum ink ink);

/* The canvas as UTF-8 lines without trailing blanks, malloced. */
enum status canvas_to_text(const struct canvas *c, char **out, struct error *err);

#endif
