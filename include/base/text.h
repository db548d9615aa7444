/* Text from outside: characters, widths, sanitising, wrapping. */
#ifndef HAGGLE_BASE_TEXT_H
#define HAGGLE_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The bytes of the character, as a reader sees it, that text (length n bytes,
 * n > 0) starts with: a letter and its marks, a syllable of Hangul, a flag of
 * two letters, pictures joined into one. Sets *columns to those it takes: 0
 * (marks on nothing), 1 or 2. These are the extended grapheme clusters of
 * Unicode's UAX #29, but for what would take more than two columns, which is
 * several. */
size_t text_cluster(const char *text, size_t n, int *columns);

/* Bytes of the longest cluster that text_sanitise lets through, and the end. */
#define TEXT_CLUSTER_MAX 64

/* Columns that the string takes. */
int text_width(const char *text);

/* Copies text into out (size bytes, always terminated), replacing what
 * utf8_unsafe names and invalid UTF-8 by '?', keeping at most two combining
 * marks a character; cut between characters. U+200D stays where it joins two
 * pictures, of at most four. Returns out. */
char *text_sanitise(const char *text, char *out, size_t size);

/* The same of a sentence made as vprintf makes it; of one longer than this, in bytes, the rest is
 * left out. */
enum { TEXT_SENTENCE_MAX = 800 };
char *text_sentence(char *out, size_t size, const char *format, va_list args);

/* The same, but what does not fit ends in "...". size is at least 4. */
char *text_shorten(const char *text, char *out, size_t size);

/* Adds to the text in out (size bytes), cut where there is no more room. Returns out. */
char *text_append(char *out, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Writes text as a JSON string: escaped where JSON or utf8_unsafe wants it, U+FFFD for
 * invalid UTF-8. */
void text_put_json(FILE *f, const char *text);
/* Writes text as a field of CSV: quoted where it must be (RFC 4180). */
void text_put_csv(FILE *f, const char *text);

/* Where the line that starts at text and is at most `columns` wide ends:
 * returns the bytes of the line (broken at a blank where there is one) and
 * sets *next to where the next line starts (past the blanks). A "\n" ends
 * a line. A word too long for a line is broken; a line takes at least one
 * character. */
size_t text_wrap(const char *text, int columns, const char **next);

/* Case-insensitive (ASCII) search of needle in text; "" is found in all. */
bool text_contains(const char *text, const char *needle);

#define TEXT_FAR 4 /* words so far apart have nothing to do with one another */

/* How far two words are apart (bytes inserted, deleted, changed, two swapped), cut at TEXT_FAR:
 * for what somebody may have meant. */
int text_distance(const char *a, const char *b);

#endif
