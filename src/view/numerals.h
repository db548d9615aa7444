/* Numbers within sentences, so that those which a reader compares print equal where they are
 * equal, and different where they are not. */
#ifndef HAGGLE_VIEW_NUMERALS_H
#define HAGGLE_VIEW_NUMERALS_H

#include "base/num.h"

enum { NUMERALS_MAX = 16 };

/* Buffers that take turns: a sentence holds no more numbers than there are. */
struct numerals {
	char text[NUMERALS_MAX][NUM_TEXT_MAX];
	int next;
};

/* Four significant digits, "without limit" for infinity. The text is good for as long as *n is,
 * and for NUMERALS_MAX numbers. */
const char *numeral(struct numerals *n, double v);
/* The same of `count` numbers, at most NUMERALS_MAX, that are compared with each other: as many
 * digits as tell those apart that differ. What is nothing but rounding beside the others is 0. */
void numerals_compare(struct numerals *n, const double *v, int count, const char **text);

#endif
