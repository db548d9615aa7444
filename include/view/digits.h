/* Numbers as text, fast: for output of millions of rows, where num_format's
 * search by trial would take most of the time. Writes what num_format writes:
 * the shortest decimal that reads back as exactly the same number. */
#ifndef HAGGLE_VIEW_DIGITS_H
#define HAGGLE_VIEW_DIGITS_H

#include <stddef.h>
#include <stdint.h>

#define DIGITS_MAX 25 /* bytes that a number takes at most; no terminator is written */
#define DIGITS_LOW (-292)
#define DIGITS_HIGH 324

/* Powers of ten to 128 bits: 10 KB, filled once, then read by any number of
 * threads. */
struct digits {
	struct digits_power {
		uint64_t high, low;
	} power[DIGITS_HIGH - DIGITS_LOW + 1];
};

void digits_init(struct digits *d);
/* Writes a finite value at out; returns the bytes written. */
size_t digits_write(const struct digits *d, double value, char *out);

#endif
