/* Random games of formulas at fixed shares, one specialist: the solver held to brute force. */
#ifndef HAGGLE_TESTS_ORACLE_H
#define HAGGLE_TESTS_ORACLE_H

#include "shapes.h"

#include <stdbool.h>
#include <stdint.h>

enum verdict {
	VERDICT_RIGHT,
	VERDICT_UNSETTLED, /* wrong only if ties within 1e-10 are ties */
	VERDICT_SAID_SO,   /* wrong, but not called proved */
	VERDICT_REFUSED,   /* a game that has a solution */
	VERDICT_WRONG,
	VERDICTS
};

/* Judges game `number` of these shapes. Prints what is wrong, with the game where `show`, on standard
 * output. *seconds, where not NULL, is what the solver took. */
enum verdict oracle_judge(enum shapes which, uint64_t number, bool show, double *seconds);

#endif
