/* What a study is asked, by its own files and by others: nothing is played for it. */
#include "bargain/study_phase.h"

#include <math.h>

bool study_wants(const struct study *st, unsigned what)
{
	return (st->work->plan.want & what) != 0;
}

bool study_one_rule(const struct study *st)
{
	return !study_wants(st, HAVE_SOLUTIONS | HAVE_PARETO) &&
		(st->scenario->bargain.rule != RULE_KALAI_SMORODINSKY ||
			st->n > GAME_SPECIALISTS_EXPLORER);
}

bool study_bargains(const struct study *st)
{
	return st->solutions > 0;
}

bool study_is_fixed(const struct study *st)
{
	return st->scenario->bargain.rule == RULE_FIXED;
}

bool study_give_up(struct study *st, const struct error *err)
{
	st->status = err->status;
	st->error = *err;
	return false;
}

bool study_has_outcome(const struct study *st)
{
	return (st->have & HAVE_PRESENT) && st->status == STATUS_OK;
}

bool pie_applies(const struct game *g)
{
	return g->transfers || g->contract == CONTRACT_PROFIT;
}

bool study_is_pie(const struct study *st)
{
	return pie_applies(&st->scenario->game);
}

static double revenue_size(const struct outcome *out)
{
	double size = 0;
	for (int i = 0; i < out->n; i++)
		size += fabs(out->domain[i].revenue);
	return size;
}

double first_best_part(const struct outcome *first_best, double joint)
{
	return first_best->joint > ROUNDING * revenue_size(first_best) ?
		joint / first_best->joint : NAN;
}

double first_best_size(const struct outcome *first_best)
{
	return isnan(first_best_part(first_best, 1)) ? revenue_size(first_best) :
						       first_best->joint;
}

double study_efficiency(const struct study *st, double joint)
{
	bool known = st->have & HAVE_FIRST_BEST && st->first_best_status == STATUS_OK;
	return known ? first_best_part(&st->first_best, joint) : NAN;
}

unsigned study_parts(const struct scenario *s)
{
	bool plain = game_has_terms(&s->game) || s->game.transfers;
	return HAVE_ALL & ~(plain ? 0u : (unsigned)HAVE_PLAIN);
}

long study_plays(const struct study *st)
{
	const struct study_work *w = st->work;
	const struct study *beside = st->unregulated ? st->unregulated : st->unpaid ? st->unpaid :
		st->plain ? st->plain : w->some;
	return w->plays + (beside ? study_plays(beside) : 0);
}

double study_tidy(const struct study *st, double v)
{
	double scale = 0;
	if (st->have & HAVE_FIRST_BEST && st->first_best_status == STATUS_OK)
		scale = fabs(st->first_best.joint);
	if (study_has_outcome(st))
		scale = fmax(scale, fmax(fabs(st->present.joint), fabs(st->present.u_generalist)));
	/* The vertical monopoly's stands for all that there is no first best of. */
	if (st->solutions > 0 && st->solution[0].done && st->solution[0].agreement)
		scale = fmax(scale, fabs(st->solution[0].out.joint));
	return fabs(v) < 1e-8 * scale ? 0 : v;
}

const struct share_interval *solution_tie(const struct solution *sol)
{
	for (int i = 0; i < sol->ties; i++)
		if (sol->delta[0] >= sol->tie[i].from && sol->delta[0] <= sol->tie[i].to)
			return &sol->tie[i];
	return NULL;
}
