/* What of a canvas's cell a terminal can be given. */
#ifndef HAGGLE_UI_GLYPH_H
#define HAGGLE_UI_GLYPH_H

#include <stdint.h>
#include <wchar.h>

#define GLYPH_MARKS_MAX 4 /* as many as curses' cells hold beside the character */

/* One cell of curses: a character that takes columns, and its marks. */
struct glyph {
	wchar_t text[1 + GLYPH_MARKS_MAX + 1];
	int column; /* within the canvas's cell */
};

/* Splits the cluster of code point cp and `rest` (UTF-8), `columns` (1 or 2)
 * wide, into out; returns how many. Every terminal draws them in these columns:
 * what only some do, joined pictures, tones of skin, the style of an emoji, is
 * left out. */
int glyph_split(uint32_t cp, const char *rest, int columns, struct glyph out[2]);

/* The printable ASCII character that comes nearest to cp: braille by how much
 * of the cell it fills, lines as - | +, blocks as #; ? for what has none. */
char ascii_for(uint32_t cp);

#endif
