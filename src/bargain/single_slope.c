/* Smooth tops so flat that payoffs beside them are the same to the last digit: there the slope of
 * what is maximised tells where it is. Of differences of payoffs nothing would be left, but levels
 * and investments still move; what they change is known by derivatives. */
#include "bargain/single_private.h"

#include <math.h>
#include <stdlib.h>

/* How far apart the plays are that a slope is taken of, of how far the stretch goes. */
#define APART .05
/* Where values still fall so near a top, they tell it. */
#define NEAR_TOP 1e-8
/* Of what is equal: a top by slopes may come to so much less. */
#define NO_LESS 1e-2
/* How well a root is known, in a share. */
#define ROOT 1e-12
/* A kink is where what is as good as a top ends so many times as steeply as on its other side. */
#define SHARP 100

struct slopes {
	struct line *l;
	const struct game *game; /* specialists as in outcomes */
	double apart;
	struct outcome at; /* owned, as is */
	double *moves;     /* n, owned: how investments change with the share */
};

/* The outcome at share x, and how the generalist's level and investments change there; false:
 * somebody changes its ways, or they are not known. */
static bool measure(struct slopes *s, double x, double *a0)
{
	static const struct {
		int step, part;
	} of[] = {{-2, 1}, {-1, -8}, {1, 8}, {2, -1}};
	struct study_work *w = s->l->st->work;
	int n = w->n;
	*a0 = 0;
	for (int i = 0; i < n; i++)
		s->moves[i] = 0;
	if (!work_play_line(w, s->l->st->axis, x, &s->at))
		return false;
	for (int k = 0; k < 4; k++) {
		double part = of[k].part / (12 * s->apart);
		if (!work_play_line(w, s->l->st->axis, x + of[k].step * s->apart, &w->scratch) ||
			!outcome_same_regimes(&s->at, &w->scratch))
			return false;
		*a0 += part * w->scratch.alpha0;
		for (int i = 0; i < n; i++)
			s->moves[i] += part * w->scratch.domain[i].investment;
	}
	return true;
}

static double times(double slope, double move)
{
	return move == 0 ? 0 : slope * move;
}

/* What specialist i's part in that is, its own and the generalist's, where a0 is how the level of
 * the latter changes. What an investment earns and costs cancels but for rounding: it is not taken
 * apart. */
static void add_domain(struct slopes *s, int i, double x, double a0, double *own, double *other)
{
	const struct line *l = s->l;
	const struct specialist *d = &s->game->specialist[i];
	const struct domain_outcome *o = &s->at.domain[i];
	bool varies = l->st->axis < 0 || l->st->axis == i;
	double delta = varies ? x : l->st->work->base[i], moved = s->moves[i];
	struct jet r;
	struct cost_jet c;
	*own = 0;
	if (o->regime == REGIME_ABSTAIN)
		return;
	revenue_jet(&d->revenue, o->alpha, &r);
	cost_jet(&d->cost, o->investment, s->at.alpha0, &c);
	double falls = cost_in_a0(&d->cost, o->investment, s->at.alpha0);
	*own = times((1 - delta) * r.d1 - c.d1, moved) + times((1 - delta) * r.d1 - falls, a0);
	*other += times(delta * r.d1, moved + a0);
	if (varies) {
		*own -= o->revenue;
		*other += o->revenue;
	}
}

/* How utilities change at share x, into the work's `utility`. */
static bool slopes_at(struct slopes *s, double x)
{
	struct study_work *w = s->l->st->work;
	double a0;
	if (!measure(s, x, &a0))
		return false;
	struct cost_jet c;
	cost_jet(&s->game->generalist.cost, s->at.alpha0, 0, &c);
	w->utility[0] = s->at.invests ? times(-c.d1, a0) : 0;
	for (int i = 0; i < w->n; i++)
		add_domain(s, i, x, a0, &w->utility[i + 1], &w->utility[0]);
	return true;
}

/* The slope at share x of what the line looks at, or of its logarithm; not a number: it has none.
 */
static double slope_at(void *context, double x)
{
	struct slopes *s = context;
	const struct line *l = s->l;
	struct study_work *w = l->st->work;
	double slope = 0;
	if (!slopes_at(s, x))
		return NAN;
	if (l->of != OF_RULE)
		return l->of == OF_PLAYER ? w->utility[l->player] : -w->utility[l->player];
	switch (l->rule.rule) {
	case RULE_POWERFUL_GENERALIST:
		return w->utility[0];
	case RULE_POWERFUL_SPECIALIST:
		return w->utility[l->rule.specialist + 1];
	case RULE_VERTICAL_MONOPOLY:
		for (int k = 0; k < w->players; k++)
			slope += w->utility[k];
		return slope;
	default: /* Nash */
		for (int k = 0; k < w->players; k++)
			if (!(l->bystander && l->bystander[k]) && w->weight[k] > 0)
				slope += w->weight[k] * w->utility[k] /
					(outcome_utility(&s->at, k) - w->outside[k]);
		return slope;
	}
}

/* Two shares with the top between them, from `x` on; false: there are none. */
static bool surround(struct slopes *s, double x, double low, double high,
	struct bracket_signs *ends)
{
	double step = s->apart / 64, slope = slope_at(s, x);
	for (double from = x, at = x; isfinite(slope); step *= 2, from = at) {
		at += copysign(step, slope);
		if (!(at >= low + 2 * s->apart && at <= high - 2 * s->apart))
			return false;
		double next = slope_at(s, at);
		*ends = next >= 0 ? (struct bracket_signs){at, next, from, slope, ROOT} :
			(struct bracket_signs){from, slope, at, next, ROOT};
		if (isfinite(next) && slope * next <= 0)
			return true;
		slope = next;
	}
	return false;
}

/* Of which rules and games slopes are known. */
static bool has_slopes(const struct line *l)
{
	const struct study_work *w = l->st->work;
	const struct game *g = &l->st->scenario->game;
	bool smooth = l->of == OF_PLAYER || l->of == OF_LOSS ||
		(l->of == OF_RULE && !rule_raises_least(l->rule.rule) &&
			l->rule.rule != RULE_MAX_PERFORMANCE);
	return smooth && g->kind == GAME_FINE_TUNING && !game_has_contract(g) && !w->splits &&
		!w->change;
}

/* Moves *x to where slopes say that the top is; false: they tell nothing. */
static bool by_slopes(struct line *l, const struct stretch *b, double least, double reach, double *x,
	double *value)
{
	struct study_work *w = l->st->work;
	struct bracket_signs ends;
	if (!has_slopes(l))
		return false;
	struct slopes s = {l, w->by_id && w->order.changes ? &w->order.game : &l->st->scenario->game,
		APART * reach, {0}, malloc((size_t)w->n * sizeof(double))};
	bool told = s.moves && outcome_init(&s.at, w->n, NULL) == STATUS_OK &&
		surround(&s, *x, b->low, b->high, &ends);
	if (told) {
		bracket_signs(slope_at, &s, &ends);
		double at = ends.in, v = line_at(l, at);
		told = v >= least;
		if (told) {
			*x = at;
			*value = v;
		}
	}
	outcome_free(&s.at);
	free(s.moves);
	return told;
}

/* What is as good as the top at x ends on the way to `to`; how steep it goes on from there, for as
 * far as `x` is off at least, where the stretch allows. */
static double end_of_top(struct as_good *g, double x, double to, double *steep)
{
	struct bracket_ends e = {x, to, ROOT, 0};
	*steep = 0;
	if (line_side(g, to) == BRACKET_IN)
		return to;
	bracket_boundary(line_side, g, &e);
	double beyond = e.out + copysign(fmin(fabs(e.out - x), fabs(to - e.out)), to - x);
	*steep = (g->least - line_at(g->l, beyond)) / fabs(beyond - e.in);
	return e.in;
}

/* A kinked top may be so flat on one side that only the other tells where it is. */
static void by_steep_side(struct line *l, const struct stretch *b, double least, double *x,
	double *value)
{
	struct as_good g = {l, least};
	double steep[2], low = end_of_top(&g, *x, b->low, &steep[0]);
	double high = end_of_top(&g, *x, b->high, &steep[1]);
	if (steep[1] > SHARP * steep[0])
		*x = high;
	else if (steep[0] > SHARP * steep[1])
		*x = low;
	*value = line_at(l, *x);
}

void line_by_slopes(struct line *l, const struct stretch *b, double *x, double *value)
{
	double reach = fmin(*x - b->low, b->high - *x), near = fmin(NEAR_TOP, reach);
	double least = *value - NO_LESS * line_room(l, *value);
	if (reach > 0 && line_at(l, *x - near) >= least && line_at(l, *x + near) >= least &&
		!by_slopes(l, b, least, reach, x, value))
		by_steep_side(l, b, least, x, value);
}
