/* Random games at the edge of what scenarios may hold. */
#ifndef HAGGLE_TESTS_RANDOM_GAMES_H
#define HAGGLE_TESTS_RANDOM_GAMES_H

#include "model/scenario.h"

#include <stdint.h>

/* How wild the numbers of a game are. */
enum wildness {
	TAME,    /* 0.01 to 100 */
	WIDE,    /* 1e-6 to 1e6 */
	EXTREME, /* 0, 1e-12, 1e-9 ... 1e9, mixed with tame ones */
	ABSURD,  /* the smallest double, 1e-300 ... 1e-12, mixed with extreme ones */
	WILDNESSES
};

struct chance { uint64_t state; };

double chance_unit(struct chance *c);         /* [0, 1) */
int chance_below(struct chance *c, int n);    /* 0 .. n-1 */

/* The game of this number, the same for ever: one to four specialists, every
 * family, rules, outside options. *formulas: whether it has any. */
void random_game(uint64_t number, struct scenario *s, enum wildness *wild, bool *formulas);

#endif
