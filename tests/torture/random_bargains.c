/* random_bargains N PER_AXIS OFFSET [GAMES [FIRST]]: the solutions of random games
 * with N specialists and a share for each, held against a grid (see grid.h). The
 * games and the grids that tests take are among them; others say how good the
 * search is where nothing was ever adjusted. Exit status 1 if any was better. */
#include "grid.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: random_bargains N PER_AXIS OFFSET [GAMES [FIRST]]\n");
		return 2;
	}
	int n = atoi(argv[1]), per_axis = atoi(argv[2]);
	double offset = atof(argv[3]);
	int games = argc > 4 ? atoi(argv[4]) : 100;
	uint64_t first = argc > 5 ? strtoull(argv[5], NULL, 10) : (uint64_t)n * 10000;
	struct grid_tally t = {.all = true};

	gsl_set_error_handler_off();
	for (int i = 0; i < games; i++)
		grid_check(&t, first + (uint64_t)i, n, per_axis, offset);
	printf("%d games with %d specialists against %d shares each: %d solutions bettered\n",
		t.games, n, per_axis, t.bad);
	return t.bad > 0;
}
