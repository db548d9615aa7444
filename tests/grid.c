/* See grid.h. */
#include "grid.h"

#include "bargain/study.h"
#include "games.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { SPECIALISTS = 3, PLAYERS = SPECIALISTS + 1 };

static void must(bool good)
{
	if (good)
		return;
	fprintf(stderr, "a random game cannot be studied\n");
	abort();
}

static double big(double u)
{
	return fmax(1, fabs(u));
}

void grid_complain(struct grid_tally *t, const struct scenario *s, const char *format, ...)
{
	va_list ap;
	if (t->bad++ >= 20 && !t->all)
		return;
	va_start(ap, format);
	fprintf(stderr, "\n%s: ", s->title);
	vfprintf(stderr, format, ap);
	fputc('\n', stderr);
	va_end(ap);
	if (t->bad <= 3 && !t->all)
		games_print(s);
}

struct grid {
	int points, n;
	double *u;      /* n + 1 utilities a point */
	double *level;  /* sum of the final levels */
};

/* per_axis shares a specialist, both ends among them unless there is an offset. */
static bool grid_fill(struct grid *g, const struct scenario *s, int per_axis, double offset)
{
	struct solver *solver;
	struct outcome out;
	struct error err;
	bool good = true;
	g->n = s->game.n;
	g->points = 1;
	for (int i = 0; i < g->n; i++)
		g->points *= per_axis;
	g->u = malloc((size_t)g->points * (size_t)(g->n + 1) * sizeof *g->u);
	g->level = malloc((size_t)g->points * sizeof *g->level);
	if (!g->u || !g->level || outcome_init(&out, g->n, NULL) != STATUS_OK ||
		solver_alloc(&s->game, &solver, NULL) != STATUS_OK)
		return false;
	for (int p = 0; p < g->points && good; p++) {
		double delta[SPECIALISTS];
		for (int i = 0, rest = p; i < g->n; i++, rest /= per_axis)
			delta[i] = (rest % per_axis + offset) / (per_axis - 1 + (offset > 0));
		good = solver_equilibrium(solver, delta, &out, &err) == STATUS_OK;
		if (!good)
			fprintf(stderr, "\n%s\n", err.text);
		for (int k = 0; k <= g->n; k++)
			g->u[p * (g->n + 1) + k] = outcome_utility(&out, k);
		g->level[p] = out.performance;
	}
	solver_free(solver);
	outcome_free(&out);
	return good;
}

static double outside_option(const struct scenario *s, int k)
{
	return k ? s->game.specialist[k - 1].outside : s->game.generalist.outside;
}

static double weight(const struct scenario *s, int k)
{
	return k ? s->game.specialist[k - 1].weight : s->game.generalist.weight;
}

/* What the rule maximises; -inf where not individually rational. */
static double objective(const struct study *st, struct bargain b, const double *u, double level)
{
	double sum = 0, product = 1, least = INFINITY, ratio = INFINITY;
	for (int k = 0; k <= st->n; k++) {
		double gain = u[k] - outside_option(st->scenario, k);
		if (gain < -1e-9)
			return -INFINITY;
		sum += u[k];
		if (st->bystander[k])
			continue;
		product *= pow(fmax(gain, 0), weight(st->scenario, k));
		least = fmin(least, gain);
		ratio = fmin(ratio, gain / st->ideal[k]);
	}
	switch (b.rule) {
	case RULE_VERTICAL_MONOPOLY:
		return sum;
	case RULE_NASH:
		return product;
	case RULE_EGALITARIAN:
		return least;
	case RULE_KALAI_SMORODINSKY:
		return ratio;
	case RULE_POWERFUL_GENERALIST:
		return u[0];
	case RULE_POWERFUL_SPECIALIST:
		return u[b.specialist + 1];
	default:
		return level;
	}
}

/* The grid's best for a rule and which point has it; -inf where nothing is
 * rational or gains nothing. */
static double grid_best(const struct grid *g, const struct study *st, struct bargain b, int *where)
{
	double best = -INFINITY;
	for (int p = 0; p < g->points; p++) {
		const double *u = &g->u[p * (g->n + 1)];
		double gain = 0;
		for (int k = 0; k <= g->n; k++)
			gain += u[k] - outside_option(st->scenario, k);
		double value = gain > 1e-6 ? objective(st, b, u, g->level[p]) : -INFINITY;
		if (value > best) {
			best = value;
			*where = p;
		}
	}
	return best;
}

/* Nothing on the grid is better for somebody by more than 1e-6 and worse for nobody. */
static bool undominated(const struct grid *g, const double *u)
{
	for (int p = 0; p < g->points; p++) {
		bool worse = false, better = false;
		for (int k = 0; k <= g->n; k++) {
			worse |= g->u[p * (g->n + 1) + k] < u[k];
			better |= g->u[p * (g->n + 1) + k] > u[k] + 1e-6;
		}
		if (better && !worse)
			return false;
	}
	return true;
}

static void check_solution(struct grid_tally *t, const struct study *st, const struct grid *g,
	const struct solution *sol)
{
	char name[64];
	int where = 0;
	double u[PLAYERS], best = grid_best(g, st, sol->rule, &where);
	scenario_bargain_name(st->scenario, sol->rule, name, sizeof name);
	if (!sol->agreement) {
		if (isfinite(best))
			grid_complain(t, st->scenario, "%s: no agreement, the grid has %.12g at point %d",
				name, best, where);
		return;
	}
	for (int k = 0; k <= st->n; k++)
		u[k] = outcome_utility(&sol->out, k);
	double value = objective(st, sol->rule, u, sol->out.performance);
	if (!(value >= best - 1e-6 * big(best)))
		grid_complain(t, st->scenario, "%s: %.12g at share %.9g %.9g %.9g, the grid has %.12g "
			"at point %d", name, value, sol->delta[0], st->n > 1 ? sol->delta[1] : 0,
			st->n > 2 ? sol->delta[2] : 0, best, where);
	bool efficient = sol->rule.rule == RULE_NASH || sol->rule.rule == RULE_VERTICAL_MONOPOLY;
	bool bystanders = false;
	for (int k = 0; k <= st->n; k++)
		bystanders |= st->bystander[k];
	if (efficient && !bystanders && !undominated(g, u))
		grid_complain(t, st->scenario, "%s is dominated on the grid", name);
}

/* Outside options and weights for every third game each. */
static void vary_bargain(struct scenario *s, uint64_t seed)
{
	struct rng r = {seed + 99};
	if (seed % 3 == 1)
		s->game.generalist.outside = rng_between(&r, 0, .1);
	if (seed % 5 == 2)
		s->game.specialist[0].outside = rng_between(&r, 0, .2);
	if (seed % 3 == 2)
		s->game.generalist.weight = rng_between(&r, .3, 3);
}

void grid_check(struct grid_tally *t, uint64_t seed, int n, int per_axis, double offset)
{
	struct scenario s;
	struct study *st;
	struct grid g = {0};
	struct study_plan plan = {.want = HAVE_SOLUTIONS | HAVE_FIRST_BEST, .axis = -1};
	must(games_make(GAMES_ALL, seed, n, &s));
	vary_bargain(&s, seed);
	must(study_alloc(&st, NULL) == STATUS_OK);
	must(study_reset(st, &s, &plan, NULL) == STATUS_OK);
	study_step(st, -1);
	if (!grid_fill(&g, &s, per_axis, offset)) {
		grid_complain(t, &s, "the grid has a point without equilibrium");
	} else {
		for (int i = 0; i < st->solutions; i++)
			check_solution(t, st, &g, &st->solution[i]);
		for (int p = 0; p < g.points; p++)
			for (int k = 0; k <= n && st->first_best_status == STATUS_OK && k == 0; k++) {
				double joint = 0;
				for (int j = 0; j <= n; j++)
					joint += g.u[p * (n + 1) + j];
				if (joint > st->first_best.joint + 1e-8 * big(joint)) {
					grid_complain(t, &s, "joint %.12g beats the first best %.12g",
						joint, st->first_best.joint);
					p = g.points;
				}
			}
	}
	t->games++;
	free(g.u);
	free(g.level);
	study_free(st);
	scenario_free(&s);
}

