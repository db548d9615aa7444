/* What must hold of offers in turn and of axioms in any game; for the suites and for torture. */
#ifndef HAGGLE_TESTS_PROMISES_H
#define HAGGLE_TESTS_PROMISES_H

#include "model/scenario.h"

#include <stdint.h>
#include <stdio.h>

/* A random game of one specialist with random patience and a random first proposer; false: there
 * is none. */
bool promises_offers_game(uint64_t seed, struct scenario *s);
/* Whether finite games stay on their sides of the endless one, and units do not matter; *roots:
 * the equilibria of the endless one. *s becomes another. */
bool promises_offers_keep(struct scenario *s, int *roots);
/* Verdicts of `always` that fail where they are tried; told to f. */
int promises_axioms_broken(const struct scenario *s, FILE *f);

#endif
