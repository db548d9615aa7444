/* random_regulation [GAMES [FIRST [SPECIALISTS]]]: solves random games under regulation and
 * holds each to brute force (tests/regulate_brute.h): what the generalist is said to get it
 * gets, and nothing better is to be had. Of several specialists one game in fifty is tried.
 * Prints how many, the seeds of those that fail; FIRST goes on where a run ended. Exit
 * status 1 where any failed. */
#include "regulate_brute.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 100, MOST = 3, SELDOM = 50 };

int main(int argc, char **argv)
{
	long games = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
	long first = argc > 2 ? strtol(argv[2], NULL, 10) : 1;
	long only = argc > 3 ? strtol(argv[3], NULL, 10) : 0, tried = 0, failed = 0;
	struct regulate *s;

	gsl_set_error_handler_off();
	if (regulate_alloc(&s, MOST, NULL) != STATUS_OK)
		return 1;
	for (long seed = first; seed < first + games; seed++) {
		for (int n = 1; n <= MOST; n++) {
			double apart;
			if (only ? n != only : n > 1 && seed % SELDOM)
				continue;
			apart = brute_compare(s, (uint64_t)seed, n, STEPS);
			tried++;
			if (apart == 0)
				continue;
			failed++;
			printf("seed %ld, %d specialists: %g apart\n", seed, n, apart);
			fflush(stdout);
		}
	}
	regulate_free(s);
	printf("%ld games from seed %ld on: %ld apart from brute force\n", tried, first, failed);
	return failed > 0;
}
