#include "functions.h"

#include "base/num.h"

#include <math.h>
#include <stdlib.h>

#define VALUES_MAX (2 * FUNCTIONS_POINTS * SHAPES)

static double revenue_at(const struct revenue *r, bool marginal, double a)
{
	struct jet j;

	if (!marginal)
		return revenue_value(r, a);
	revenue_jet(r, a, &j);
	return j.d1;
}

/* What the generalist is given at level a0, of all that take part, everybody
 * investing as they do at the equilibrium: so at its own level, less its cost, it
 * is its utility. */
static double value_given(const struct functions_players *of, bool marginal, double a0)
{
	const struct study *st = of->study;
	double sum = 0;

	for (int i = 0; st && i < st->n; i++) {
		const struct domain_outcome *d = &st->present.domain[i];

		if (d->regime != REGIME_ABSTAIN)
			sum += st->delta[i] * revenue_at(&of->game->specialist[i].revenue, marginal,
				a0 + d->investment);
	}
	return sum;
}

double functions_value(const struct functions_players *of, bool marginal, enum shape shape, double a)
{
	struct cost_jet cj;

	if (shape == SHAPE_COST && a < of->a0)
		return NAN;
	if (shape == SHAPE_GIVEN)
		return value_given(of, marginal, a);
	if (shape == SHAPE_COST || shape == SHAPE_G_COST) {
		const struct cost *cost = shape == SHAPE_COST ? &of->who->cost : of->generalist;
		double from = shape == SHAPE_COST ? of->a0 : 0;

		if (!marginal)
			return cost_value(cost, a - from, from);
		cost_jet(cost, a - from, from, &cj);
		return cj.d1;
	}
	return revenue_at(&of->who->revenue, marginal, a) *
		(shape == SHAPE_KEPT ? 1 - of->share : 1);
}

/* All values of the shapes shown; returns how many, and the most revenue. */
static int shape_values(const struct functions_panel *f, double level, double v[VALUES_MAX],
	double *most_revenue)
{
	int n = 0;

	*most_revenue = 0;
	for (int i = 0; i < FUNCTIONS_POINTS * (f->ghosts ? 2 : 1); i++)
		for (int k = 0; k < SHAPES; k++) {
			const struct functions_players *of = i < FUNCTIONS_POINTS ? &f->now : &f->pinned;
			double y = functions_value(of, f->marginal, (enum shape)k,
				level * (i % FUNCTIONS_POINTS) / (FUNCTIONS_POINTS - 1));

			if (!(f->shapes & 1u << k) || !isfinite(y))
				continue;
			v[n++] = y;
			if (k == SHAPE_REVENUE || k == SHAPE_GIVEN)
				*most_revenue = fmax(*most_revenue, y);
		}
	return n;
}

void functions_range(const struct functions_panel *f, double level, double *low, double *high)
{
	double v[VALUES_MAX], most_revenue, top;
	int n = shape_values(f, level, v, &most_revenue);

	if (n == 0) {
		plot_range(0, 1, low, high);
		return;
	}
	qsort(v, (size_t)n, sizeof *v, num_rising);
	top = v[n - 1];
	if (f->marginal && top > 2.5 * v[n * 9 / 10] && v[n * 9 / 10] > 0)
		top = 1.5 * v[n * 9 / 10];
	if (!f->marginal && most_revenue > 0 && top > 1.5 * most_revenue)
		top = 1.5 * most_revenue;
	plot_range(fmin(0, v[0]), top > 0 ? top : 1, low, high);
}

double functions_level(const struct view_model *m, int i)
{
	const struct study *of[2] = { m->study, m->pinned };
	double most = 0, low, high;

	for (int j = 0; j < 2; j++) {
		const struct study *st = of[j];

		if (!st || i >= st->n)
			continue;
		if (study_has_outcome(st))
			most = fmax(most, fmax(st->present.alpha0, st->present.domain[i].alpha));
		if ((st->have & HAVE_FIRST_BEST) && st->first_best_status == STATUS_OK)
			most = fmax(most, fmax(st->first_best.alpha0,
				st->first_best.domain[i].alpha));
	}
	if (!(most > 0))
		most = 1;
	plot_range(0, 1.25 * most, &low, &high);
	return high;
}

struct functions_players functions_players_of(const struct scenario *s, const struct study *st, int i)
{
	struct functions_players of = { .generalist = &s->game.generalist.cost,
		.who = &s->game.specialist[i], .game = &s->game };

	if (st && study_has_outcome(st)) {
		of.study = st;
		of.share = st->delta[i];
		of.a0 = st->present.alpha0;
		of.alpha = st->present.domain[i].alpha;
	}
	return of;
}
