/* What must hold of contracts in any game: for the suite and for torture. */
#ifndef HAGGLE_TESTS_CONTRACT_LAWS_H
#define HAGGLE_TESTS_CONTRACT_LAWS_H

#include "games.h"

#include <stdint.h>
#include <stdio.h>

enum contract_law {
	CONTRACT_LAW_FIGURES,  /* utilities are what the levels come to, by the terms */
	CONTRACT_LAW_RATIONAL, /* nobody that takes part loses, all together have no more than there is */
	CONTRACT_LAW_REPLY,    /* no investment, nor staying out, pays a specialist more */
	CONTRACT_LAW_LEVEL,    /* no level of a grid pays the generalist more */
	CONTRACT_LAW_NOTHING,  /* terms of nothing are no terms, bit for bit */
	CONTRACT_LAW_POT,      /* one pot is the first best */
	CONTRACT_LAW_INTEREST, /* a part of revenue and that part of each cost: so is this */
	CONTRACT_LAW_MONEY,    /* a unit of revenue is but a unit */
	CONTRACT_LAW_MEASURE,  /* and one of performance */
	CONTRACT_LAW_PAYMENTS, /* lump sums come to nothing together, and move no level */
	CONTRACT_LAWS
};

struct contract_tally {
	long games, proved, refused; /* refused: no equilibrium, or no first best */
	long missed;                 /* levels that pay more, where nothing was called proved */
	long tried[CONTRACT_LAWS], broken[CONTRACT_LAWS];
};

const char *contract_law_name(enum contract_law law);
/* A random game under random terms, always the same for the same seed. */
bool contract_game(uint64_t seed, struct scenario *s);
/* Tries all laws on the game of that seed, payments, which take a whole bargain, where asked for.
 * Says on f what is broken; returns how many are. */
int contract_laws_try(uint64_t seed, bool payments, struct contract_tally *t, FILE *f);

#endif
