/* random_offers [GAMES [FIRST]]: what must hold of offers in turn and of axioms
 * (tests/promises.h), in random games of one specialist; axioms in one game of a thousand, where all
 * that is proved is tried as well. Prints how many, the seeds of those that fail; FIRST goes on
 * where a run ended. Exit status 1 where any failed. */
#include "games.h"
#include "promises.h"

#include <stdlib.h>

enum { SELDOM = 1000 };

int main(int argc, char **argv)
{
	long games = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
	long first = argc > 2 ? strtol(argv[2], NULL, 10) : 1, failed = 0, several = 0, tried = 0;

	for (long seed = first; seed < first + games; seed++) {
		struct scenario s;
		int roots, broken = 0;

		if (!promises_offers_game((uint64_t)seed, &s))
			continue;
		if (seed % SELDOM == 0) {
			broken = promises_axioms_broken(&s, stdout);
			tried++;
		}
		broken += !promises_offers_keep(&s, &roots);
		several += roots > 1;
		failed += broken > 0;
		if (broken)
			printf("seed %ld\n", seed);
		fflush(stdout);
		scenario_free(&s);
	}
	printf("%ld games from seed %ld on, %ld with several equilibria, %ld with all axioms tried: "
		"%ld failed\n", games, first, several, tried, failed);
	return failed > 0;
}
