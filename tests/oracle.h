/* Random games of formulas at fixed shares: the solver held to brute force. */
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

struct oracle_note {
	double seconds; /* that the solver took */
	bool proved;    /* as it says */
};

/* Judges game `number` of these shapes, of n specialists (1 to BRUTE_SPECIALISTS), under terms
 * beside the share or without. Prints what is wrong, with the game where `show`, on standard
 * output. Into *note, where not NULL, what else is counted. */
enum verdict oracle_judge(enum shapes which, int n, bool terms, uint64_t number, bool show,
	struct oracle_note *note);

#endif
