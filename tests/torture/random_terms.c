/* random_terms [GAMES [FIRST]]: what must hold of contracts (tests/contract_laws.h), in random
 * games of one to three specialists; of payments in one game of a hundred. Prints a line for each
 * law that is broken, with its game's number; FIRST goes on where a run ended. Exit status 1 where
 * any was. */
#include "contract_laws.h"

#include <gsl/gsl_errno.h>
#include <stdlib.h>

enum { SELDOM = 100 };

int main(int argc, char **argv)
{
	long games = argc > 1 ? strtol(argv[1], NULL, 10) : 1000, failed = 0;
	long first = argc > 2 ? strtol(argv[2], NULL, 10) : 1;
	struct contract_tally t = {0};

	gsl_set_error_handler_off();
	for (long seed = first; seed < first + games; seed++) {
		failed += contract_laws_try((uint64_t)seed, seed % SELDOM == 0, &t, stdout) > 0;
		fflush(stdout);
	}
	for (enum contract_law law = 0; law < CONTRACT_LAWS; law++)
		printf("%-10s %8ld tried, %ld broken\n", contract_law_name(law), t.tried[law],
			t.broken[law]);
	printf("%ld games from number %ld on, %ld called proved, %ld others that missed a level, "
		"%ld without an equilibrium: %ld failed\n", games, first, t.proved, t.missed, t.refused,
		failed);
	return failed > 0;
}
