/* Code points: how UTF-8 writes them, how wide they are, which are not shown. */
#ifndef HAGGLE_BASE_UTF8_H
#define HAGGLE_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Decodes one code point from text (length n bytes, n > 0) into *cp and
 * returns the bytes it takes; invalid UTF-8 gives U+FFFD and 1. */
size_t utf8_decode(const char *text, size_t n, unsigned *cp);

/* Encodes cp as UTF-8 into out (4 bytes of room), returns the bytes written. */
size_t utf8_encode(unsigned cp, char *out);

/* True where text is valid UTF-8 without NUL (by length n). */
bool utf8_is_valid(const char *text, size_t n);

/* Columns that cp, alone, takes on a terminal: 0 (combining), 1 or 2. Does not
 * depend on the locale. */
int utf8_width(unsigned cp);

#define UTF8_MARKS_BEGIN 0x300u  /* the first combining mark: below, none joins */
#define UTF8_JOINER 0x200du      /* joins two pictures into one */
#define UTF8_EMOJI_STYLE 0xfe0fu /* after a picture: in colour, two columns wide */

/* True for what could steer a terminal or deceive a reader: C0, DEL, C1,
 * U+061C, U+200B-200F, U+2028-202E, U+2060-206F, U+FEFF, interlinear marks,
 * tags, noncharacters. */
bool utf8_unsafe(unsigned cp);

#endif
