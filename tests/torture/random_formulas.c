/* random_formulas [GAMES [FIRST [SHOWN [N [terms] [moving]]]]]: random games of formulas with N
 * specialists (default 1), at fixed shares, under terms or without, their costs with kinks and
 * steps that move with a0 or not, held to brute force (see oracle.h). Prints a line for each that is wrong, the first SHOWN (default 20) with their games.
 * To go on where a run ended, begin at another FIRST. Exit status 1 if any was wrong and called
 * proved, or refused. */
#include "brute.h"
#include "oracle.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	long games = argc > 1 ? atol(argv[1]) : 1000, shown = argc > 3 ? atol(argv[3]) : 20;
	uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 0, slowest = 0;
	int n = argc > 4 ? atoi(argv[4]) : 1;
	bool terms = false, moving = false;
	for (int i = 5; i < argc; i++) {
		terms |= strcmp(argv[i], "terms") == 0;
		moving |= strcmp(argv[i], "moving") == 0;
	}
	long verdicts[VERDICTS] = {0}, wrong = 0, proved = 0;
	double longest = 0;

	if (n < 1 || n > BRUTE_SPECIALISTS) {
		fprintf(stderr, "random_formulas: N is 1 to %d\n", BRUTE_SPECIALISTS);
		return 2;
	}
	gsl_set_error_handler_off();
	for (long i = 0; i < games; i++) {
		struct oracle_note note;
		uint64_t number = first + (uint64_t)i;
		enum verdict v = oracle_judge(moving ? SHAPES_MOVING : SHAPES_ALL, n, terms, number, wrong < shown, &note);
		verdicts[v]++;
		wrong += v != VERDICT_RIGHT;
		proved += note.proved;
		if (note.seconds > longest) {
			longest = note.seconds;
			slowest = number;
		}
		fflush(stdout);
	}
	printf("slowest %.1f ms (game %llu)\n", 1e3 * longest, (unsigned long long)slowest);
	printf("%ld games from number %llu, %ld called proved: %ld right, %ld wrong and called "
		"proved, %ld wrong and not called so, %ld refused, %ld unsettled\n", games,
		(unsigned long long)first, proved, verdicts[VERDICT_RIGHT], verdicts[VERDICT_WRONG],
		verdicts[VERDICT_SAID_SO], verdicts[VERDICT_REFUSED],
		verdicts[VERDICT_UNSETTLED]);
	return verdicts[VERDICT_WRONG] + verdicts[VERDICT_REFUSED] > 0;
}
