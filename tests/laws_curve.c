/* Of one share: what a study says of all of them, held to plays at many of them. See laws.h. */
#include "laws_private.h"

#include "solver/equilibrium.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { GRID = 300 };

/* Regimes that are swept over by rounding, where somebody is paid next to nothing, tell nothing. */
#define NEXT_TO_NOTHING 1e-9
/* What somebody must gain for one bargain to be better than another, of the scale, and others lose
 * for it not to be: half of what payoffs that are called equal may differ by. */
#define BETTER 1e-6
#define WORSE 5e-13
/* How near to the end of an interval nothing is asked. */
#define BESIDE 1e-7

struct play {
	double share;
	struct outcome out;
};

static struct play *play_all(const struct study *st)
{
	struct solver *solver;
	double delta[LAWS_SPECIALISTS];
	struct play *all = calloc(GRID, sizeof *all);
	if (!all || solver_alloc(&st->scenario->game, &solver, NULL) != STATUS_OK)
		abort();
	for (int i = 0; i < GRID; i++) {
		struct play *p = &all[i];
		/* Not where a search would look. */
		p->share = (i + .3819660112501051) / GRID;
		for (int k = 0; k < st->n; k++)
			delta[k] = p->share;
		if (outcome_init(&p->out, st->n, NULL) != STATUS_OK ||
			solver_equilibrium(solver, delta, &p->out, NULL) != STATUS_OK)
			abort();
	}
	solver_free(solver);
	return all;
}

static void free_all(struct play *all)
{
	for (int i = 0; i < GRID; i++)
		outcome_free(&all[i].out);
	free(all);
}

static bool is_proved(const struct play *p)
{
	return p->out.proof == PROOF_PROVED;
}

/* Who does otherwise at two shares; -1: the generalist; -2: nobody. */
static int changed(const struct study *st, const struct play *p, const struct play *q)
{
	if (p->out.invests != q->out.invests)
		return -1;
	for (int k = 0; k < st->n; k++)
		if (p->out.domain[k].regime != q->out.domain[k].regime)
			return k;
	return -2;
}

static void differs(struct laws_tally *t, const struct study *st, bool proved, const char *what)
{
	if (proved)
		laws_breach(t, LAW_CURVE, st->scenario, NULL, "%s", what);
	else
		t->unproved[LAW_CURVE]++;
}

/* Between two shares at which somebody does otherwise a threshold is told. */
static void check_thresholds(struct laws_tally *t, const struct study *st, const struct play *all,
	double scale)
{
	char text[200];
	for (int i = 0; i + 1 < GRID; i++) {
		const struct play *p = &all[i], *q = &all[i + 1];
		int who = changed(st, p, q);
		bool told = false;
		if (who < -1)
			continue;
		double paid = fmax(p->out.joint, q->out.joint);
		for (int k = 0; k < st->thresholds; k++)
			told |= st->threshold[k].x >= p->share && st->threshold[k].x <= q->share;
		if (told || fabs(paid) < NEXT_TO_NOTHING * scale)
			continue;
		snprintf(text, sizeof text, "between %.10g and %.10g player %d does otherwise, and no "
			"threshold is told", p->share, q->share, who + 1);
		differs(t, st, is_proved(p) && is_proved(q) && !st->curve.gave_up, text);
		return;
	}
}

static bool dominated(const struct study *st, const struct outcome *o, const struct outcome *by,
	double scale)
{
	bool better = false;
	for (int k = 0; k <= st->n; k++) {
		double more = outcome_utility(by, k) - outcome_utility(o, k);
		if (more < -WORSE * scale)
			return false;
		better |= more > BETTER * scale;
	}
	return better;
}

/* Inside the intervals of the Pareto set nothing is dominated. */
static void check_pareto(struct laws_tally *t, const struct study *st, const struct play *all,
	double scale)
{
	char text[200];
	for (int i = 0; i < GRID; i++) {
		const struct play *p = &all[i];
		bool inside = false;
		for (int k = 0; k < st->intervals; k++)
			inside |= p->share > st->interval[k].from + BESIDE &&
				p->share < st->interval[k].to - BESIDE;
		for (int j = 0; j < GRID && inside; j++) {
			const struct play *q = &all[j];
			if (!dominated(st, &p->out, &q->out, scale))
				continue;
			snprintf(text, sizeof text, "%.10g is said to be Pareto-optimal; at %.10g all "
				"have more", p->share, q->share);
			differs(t, st, is_proved(p) && is_proved(q) && !st->curve.gave_up, text);
			return;
		}
	}
}

/* No rule is bettered at its own goal. */
static void check_goals(struct laws_tally *t, const struct study *st, const struct play *all,
	double scale)
{
	char text[200], name[64];
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *a = &st->solution[i];
		double mine = a->agreement ? laws_goal(st, a->rule, &a->out, scale) : -INFINITY;
		bool level = a->rule.rule == RULE_MAX_PERFORMANCE;
		double room = BETTER * (level ? fabs(mine) : scale);
		for (int j = 0; j < GRID && a->agreement; j++) {
			const struct play *p = &all[j];
			double its = laws_goal(st, a->rule, &p->out, scale);
			if (!(its > mine + room) || !laws_rational(st, &p->out, 0))
				continue;
			scenario_bargain_name(st->scenario, a->rule, name, sizeof name);
			snprintf(text, sizeof text, "%s has %.12g, the share %.10g %.12g", name, mine,
				p->share, its);
			differs(t, st, is_proved(p) && a->out.proof == PROOF_PROVED &&
				a->search != SEARCH_GAVE_UP && a->search != SEARCH_SAMPLED &&
				!st->curve.gave_up, text);
			return;
		}
	}
}

void laws_curve(struct laws_tally *t, const struct study *st)
{
	double scale = laws_scale(st);
	if (st->shares > 1)
		return;
	t->tried[LAW_CURVE]++;
	struct play *all = play_all(st);
	check_thresholds(t, st, all, scale);
	check_pareto(t, st, all, scale);
	check_goals(t, st, all, scale);
	free_all(all);
}
