/* properties WHAT [GAMES [FIRST [SHOWN]]]: the laws of laws.h on random games. WHAT is
 * "shares" (each game at the shares it has, of one to four specialists in turn) or how many
 * specialists games have that are bargained over by all rules, 1 to 4. To go on where a run
 * ended, begin at another FIRST. Twins that differ count as broken where both answers are
 * called proved, and apart where one says that it is not. Prints the first SHOWN breaches
 * (default 20); exit status 1 if there are any. */
#include "laws.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	bool shares = argc > 1 && strcmp(argv[1], "shares") == 0;
	int n = argc > 1 ? atoi(argv[1]) : 0;
	if (!shares && (n < 1 || n > 4)) {
		fprintf(stderr, "usage: properties shares|1|2|3|4 [GAMES [FIRST [SHOWN]]]\n");
		return 2;
	}
	long games = argc > 2 ? atol(argv[2]) : 1000;
	uint64_t first = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
	struct laws_tally t = {.laws = (1u << LAWS) - 1, .shown = argc > 4 ? atol(argv[4]) : 20};

	gsl_set_error_handler_off();
	for (uint64_t i = first; i < first + (uint64_t)games; i++) {
		if (shares)
			laws_at_shares(&t, i, 1 + (int)(i % 4));
		else
			laws_of_rules(&t, i, n);
		fflush(stdout);
	}
	for (enum law law = 0; law < LAWS; law++)
		if (t.tried[law])
			printf("%-10s %8ld tried, %ld broken, %ld by answers not called proved\n",
				law_name(law), t.tried[law], t.broken[law], t.unproved[law]);
	printf("%ld games from number %llu, ", t.games, (unsigned long long)first);
	if (!shares)
		printf("all rules, %d specialist%s, ", n, n > 1 ? "s" : "");
	printf("%ld refused: %ld breaches\n", t.refused, t.breaches);
	return t.breaches > 0;
}
