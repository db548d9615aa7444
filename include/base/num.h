/* Numbers as text: read strictly, written so that they can be read back.
 * Always a decimal point, whatever the locale. */
#ifndef HAGGLE_BASE_NUM_H
#define HAGGLE_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* NaN and infinities mean something here, and sums are rounded as they are written. */
#ifdef __FAST_MATH__
#error "-ffast-math, and so -Ofast, makes wrong answers: compile with -O2 or -O3"
#endif

#define NUM_TEXT_MAX 32

/* Reads the whole of text (blanks around it allowed) as a finite decimal
 * number: digits, point, exponent; no hexadecimal, "inf" or "nan". Returns
 * false, leaving *value alone, for anything else, overflow included.
 * Underflow reads as the nearest representable number, "-0" as 0. */
bool num_parse(const char *text, double *value);

/* A sign as books print it, at text: its name, "U+2212", and the character that is meant, which
 * goes into *meant; NULL: none is there. */
const char *num_foreign_sign(const char *text, char *meant);
/* What is wrong with a text that is no number, if it is something that people type: ": that is
 * U+2212, write -", ": write 1.5"; else "". Returns out. */
char *num_slip(const char *text, char *out, size_t size);

/* Where the unsigned decimal number that starts at text ends; text itself
 * where none starts there. An "e" without digits after it does not belong. */
const char *num_scan(const char *text);

/* Reads [text, end), nothing around it, as num_parse does. */
bool num_read(const char *text, const char *end, double *value);

/* Reads the whole of text as a decimal integer within [min, max]. */
bool num_parse_int(const char *text, long min, long max, long *value);

/* Writes the shortest decimal that reads back as exactly value ("0.1", "2",
 * "1e-300"; "nan" and "inf" for what is not finite). Returns out. */
char *num_format(double value, char *out, size_t size);
/* The same to a file; `nothing` for what is not finite. */
void num_put(FILE *f, double value, const char *nothing);

/* value to the digits that people may be shown, NUM_SHOWN significant ones: those behind are
 * rounding, and must not decide how the others are rounded. */
enum { NUM_SHOWN = 10 };
double num_tidy(double value);

/* Writes value to `digits` significant digits for people ("0.623", "1250",
 * "1.2e-05"), never "-0"; up to NUM_SHOWN of them of the tidy number. Returns out. */
char *num_format_short(double value, int digits, char *out, size_t size);

/* A part of a whole: exactly 0 or 1 where it is nothing, or all of it, but for rounding and what
 * shares are known to. */
double num_part(double part);
/* Whether the text, of a part of a whole of `whole` (1, or 100), reads as nothing or all where it
 * is neither. */
bool num_misleads(const char *text, double part, double whole);
/* Such a part, to `digits` significant digits, or as many as tell it from 1 ("0.99996"). Returns
 * out. */
char *num_format_part(double part, int digits, char out[NUM_TEXT_MAX]);
/* A share, to 4 digits of these and at least two decimals ("0.50", "0.3333"). Returns out. */
char *num_format_share(double value, char out[NUM_TEXT_MAX]);
/* A part of a whole in percent, to `decimals` decimals without zeros at their end, or as many
 * more as tell it from nothing and from all ("83", "0.3", "99.96"). Returns out. */
char *num_format_percent(double part, int decimals, char out[NUM_TEXT_MAX]);

/* For qsort, of doubles none of which is NaN: rising. */
int num_rising(const void *a, const void *b);

#endif
