/* What is promised about time (LIMITS of haggle-scenario(5)), for S-curves, the slowest of the
 * families: from a scenario that is read to what is asked for. */
#include "bench.h"

#include "bargain/study.h"
#include "solver/equilibrium.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 3 };

/* n S-curves, alike or each another. */
static void open_curves(int n, bool common, bool alike, struct scenario *s)
{
	size_t size = 200 + (size_t)n * 200, used;
	char *text = malloc(size);
	if (!text)
		exit(1);
	used = (size_t)snprintf(text, size, "[scenario]\nshare = %s\nbargain = nash\n[generalist]\n"
		"cost.scale = 0.5\n", common ? "common" : "separate");
	for (int i = 0; i < n; i++)
		used += (size_t)snprintf(text + used, size - used, "[specialist d%d]\n"
			"revenue = logistic\nrevenue.midpoint = 1.2\nrevenue.width = .2\n"
			"cost.scale = .5\nrevenue.scale = %.6f\n", i,
			3 * (1 + (alike ? 0 : .3 * bench_spread(i))) / sqrt(n));
	bench_open(text, s);
	free(text);
}

/* Processor seconds till a study has all of `until`, of what it wants. It is a new one: what
 * another has played would be taken over. */
static double study_time(const struct scenario *s, unsigned want, unsigned until)
{
	struct study_plan plan = {.want = want, .axis = -1};
	struct study *st;
	double took = NAN, start;
	if (study_alloc(&st, NULL) != STATUS_OK)
		exit(1);
	start = bench_cpu();
	if (study_reset(st, s, &plan, NULL) == STATUS_OK) {
		while ((st->have & until) != until && study_step(st, 1e-3))
			;
		took = bench_cpu() - start;
	}
	study_free(st);
	return took;
}

static void study_promise(const char *what, const char *goal, int n, bool common, unsigned want,
	unsigned until)
{
	struct scenario s;
	char figure[40];
	double best = INFINITY;
	open_curves(n, common, false, &s);
	for (int i = 0; i < ROUNDS; i++)
		best = fmin(best, study_time(&s, want, until));
	bench_line(what, goal, "%s", bench_time(best, figure, sizeof figure));
	scenario_free(&s);
}

static void fixed_promise(const char *what, const char *goal, int n, bool alike)
{
	struct scenario s;
	struct outcome out;
	char figure[40];
	double best = INFINITY, *delta = calloc((size_t)n, sizeof *delta);
	open_curves(n, true, alike, &s);
	if (!delta || outcome_init(&out, n, NULL) != STATUS_OK)
		exit(1);
	for (int k = 0; k < n; k++)
		delta[k] = .5;
	for (int i = 0; i < ROUNDS; i++) {
		struct solver *solver;
		double start = bench_cpu();
		if (solver_alloc(&s.game, &solver, NULL) != STATUS_OK)
			exit(1);
		bool solved = solver_equilibrium(solver, delta, &out, NULL) == STATUS_OK;
		best = fmin(best, solved ? bench_cpu() - start : NAN);
		solver_free(solver);
	}
	bench_line(what, goal, "%s", bench_time(best, figure, sizeof figure));
	outcome_free(&out);
	free(delta);
	scenario_free(&s);
}

void bench_promises(void)
{
	const unsigned picture = HAVE_PRESENT | HAVE_CURVE;
	const unsigned all = picture | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO | HAVE_THRESHOLDS;
	bench_head("Promises: S-curves, one core");
	study_promise("6, separate shares: everything", "2 s", 6, false, all, all);
	study_promise("8, separate shares: everything", "3 s", 8, false, all, all);
	study_promise("12, a common share: the first picture", "100 ms", 12, true, all, picture);
	study_promise("12, a common share: everything", "500 ms", 12, true, all, all);
	study_promise("1,000: present, curve, chosen rule", "2 s", 1000, true, picture, picture);
	fixed_promise("10,000 alike, at a share", "100 ms", 10000, true);
	fixed_promise("10,000 unlike, at a share", "1 s", 10000, false);
}
