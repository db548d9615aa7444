/* Who can earn nothing counts nowhere: where shares are agreed on one by one, its own would be
 * one more to be searched over, without telling anything. So bargains are those of the same
 * scenario without such specialists, studied beside this one, at shares of 0 for them. */
#include "bargain/study_private.h"

#include <stdlib.h>
#include <string.h>

static bool counts(const struct specialist *d)
{
	return revenue_earns(&d->revenue) || d->outside > 0;
}

static int how_many(const struct game *g)
{
	int count = 0;
	for (int i = 0; i < g->n; i++)
		count += counts(&g->specialist[i]);
	return count;
}

/* The rank of specialist i among those that count; -1: it does not. */
static int rank_of(const struct game *g, int i)
{
	int rank = 0;
	if (!counts(&g->specialist[i]))
		return -1;
	for (int k = 0; k < i; k++)
		rank += counts(&g->specialist[k]);
	return rank;
}

/* The rule as the study without nobody knows it. Whoever earns nothing minds no bargain: of all
 * that are as good for it the one with the largest joint surplus is taken. */
static struct bargain without(const struct game *g, struct bargain rule)
{
	if (rule.rule != RULE_POWERFUL_SPECIALIST)
		return rule;
	int rank = rank_of(g, rule.specialist);
	return rank < 0 ? (struct bargain){RULE_VERTICAL_MONOPOLY, 0} :
			  (struct bargain){RULE_POWERFUL_SPECIALIST, rank};
}

/* The scenario without them into w->bare; false without memory. */
static bool strip(struct study_work *w, const struct scenario *s)
{
	const struct game *g = &s->game;
	struct specialist *copy = realloc(w->bare_specialist, ((size_t)g->n + 1) * sizeof *copy);
	double *delta = realloc(w->bare_delta, ((size_t)g->n + 1) * sizeof *delta);

	w->bare_specialist = copy ? copy : w->bare_specialist;
	w->bare_delta = delta ? delta : w->bare_delta;
	if (!copy || !delta)
		return false;
	w->bare = *s;
	w->bare.game.n = 0;
	for (int i = 0; i < g->n; i++) {
		if (!counts(&g->specialist[i]))
			continue;
		delta[w->bare.game.n] = s->delta[i];
		copy[w->bare.game.n++] = g->specialist[i];
	}
	w->bare.bargain = without(g, s->bargain);
	w->bare.game.specialist = copy;
	w->bare.delta = delta;
	return true;
}

enum status nobody_strip(struct study *st, unsigned *want, struct error *err)
{
	struct study_work *w = st->work;
	const struct game *g = &st->scenario->game;
	int count = st->shares > 1 ? how_many(g) : 0;

	*want = 0;
	if (st->shares == 1 || !w->solver || st->solutions == 0 || game_has_terms(g) ||
		count == 0 || count == g->n)
		return STATUS_OK;
	if (!strip(w, st->scenario))
		return error_set(err, STATUS_SYSTEM, "out of memory");
	*want = HAVE_PRESENT | (w->plan.want & (HAVE_SOLUTIONS | HAVE_PARETO));
	return STATUS_OK;
}

static const struct solution *its_solution(const struct study *st, struct bargain rule)
{
	return work_solution(st->work->some, without(&st->scenario->game, rule));
}

void nobody_solve(struct study *st, struct solution *sol)
{
	const struct game *g = &st->scenario->game;
	const struct solution *of = its_solution(st, sol->rule);

	sol->agreement = of && of->agreement;
	sol->search = of ? of->search : SEARCH_GAVE_UP;
	for (int i = 0; sol->agreement && i < st->n; i++) {
		int rank = rank_of(g, i);
		sol->delta[i] = rank < 0 ? 0 : of->delta[rank];
	}
	solution_fill(st, sol);
	if (!sol->agreement)
		return;
	struct payoffs p = payoffs_of(st->work, &sol->out);
	sol->objective = objective_value(st->work, sol->rule, st->ideal, st->bystander, &p);
}

void nobody_ideals(struct study *st)
{
	const struct study *some = st->work->some;
	for (int k = 0; k <= st->n; k++) {
		int rank = k > 0 ? rank_of(&st->scenario->game, k - 1) + 1 : 0;
		bool earns = k == 0 || rank > 0;
		st->ideal[k] = earns ? some->ideal[rank] : 0;
		st->bystander[k] = !earns || some->bystander[rank];
	}
}

void nobody_flags(struct study *st)
{
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *of = its_solution(st, st->solution[i].rule);
		st->solution[i].pareto = of && of->pareto;
	}
	st->profit_sharing = st->work->some->profit_sharing;
}
