#include "functions.h"

#include "base/num.h"
#include "sentences.h"

#include <math.h>
#include <stdlib.h>

#define VALUES_MAX (2 * FUNCTIONS_POINTS * SHAPES)

const struct shape_info shape_info[SHAPES] = {
	[SHAPE_REVENUE] = { { 'r', INK_TEXT, "earns" }, { 'r', INK_JOINT, "revenue" } },
	[SHAPE_KEPT] = { { 'k', INK_SPECIALIST, "kept" }, { 'k', INK_SPECIALIST, "kept" } },
	[SHAPE_GIVEN] = { { 'k', INK_GENERALIST, "kept of all" },
		{ 'r', INK_GENERALIST, "its share" } },
	[SHAPE_COST] = { { 'c', INK_SPECIALIST2, "costs" }, { 'c', INK_SPECIALIST2, "cost" } },
	[SHAPE_PART] = { { 'p', INK_SPECIALIST3, "its part" },
		{ 'p', INK_SPECIALIST3, "its part of the cost" } },
	[SHAPE_G_COST] = { { 'c', INK_SPECIALIST2, "costs" }, { 'c', INK_SPECIALIST2, "cost" } },
	[SHAPE_G_PART] = { { 'p', INK_SPECIALIST3, "its part" },
		{ 'p', INK_SPECIALIST3, "its part of the cost" } },
};

int functions_kinds(const struct game *g, enum quantity_kind kind[FUNCTIONS_KINDS])
{
	static const enum quantity_kind reached[] = { QUANTITY_LEVEL, QUANTITY_PERFORMANCE,
		QUANTITY_SAFETY };
	int count = 0;

	for (size_t i = 0; i < sizeof reached / sizeof *reached && count < FUNCTIONS_KINDS; i++)
		if (quantity_exists(g, reached[i]))
			kind[count++] = reached[i];
	return count;
}

/* What of a kind a player reaches: 0 the generalist, i specialist i - 1. */
static double reached_by(const struct study *st, enum quantity_kind kind, int player)
{
	return quantity_value((struct quantity){ kind, player }, st->delta, &st->present, NAN);
}

/* Of the attribute that the functions are not of. */
static double beside(const struct functions_players *of, int player)
{
	if (!of->study || of->kind == QUANTITY_LEVEL)
		return 0;
	return reached_by(of->study, of->kind == QUANTITY_SAFETY ? QUANTITY_PERFORMANCE :
		QUANTITY_SAFETY, player);
}

static struct jet revenue_at(const struct functions_players *of, int player, double a)
{
	const struct revenue *r = &of->game->specialist[player - 1].revenue;
	double unit = r->performance, other = r->safety;
	struct jet j;

	if (of->kind == QUANTITY_LEVEL) {
		revenue_jet(r, a, &j);
		return j;
	}
	if (of->kind == QUANTITY_SAFETY) {
		unit = r->safety;
		other = r->performance;
	}
	return (struct jet){ unit * a + other * beside(of, player), unit, 0 };
}

/* Of x more than `from`, and of so much more of the other attribute. */
static struct jet cost_at(const struct functions_players *of, const struct cost *c, double x,
	double from, double other)
{
	double unit = of->kind == QUANTITY_SAFETY ? c->safety : c->performance;
	double rest = of->kind == QUANTITY_SAFETY ? c->performance : c->safety;
	struct cost_jet j;

	if (of->kind == QUANTITY_LEVEL) {
		cost_jet(c, x, from, &j);
		return (struct jet){ j.v, j.d1, j.d2 };
	}
	return (struct jet){ unit * x * x + 2 * c->interaction * x * other + rest * other * other,
		2 * (unit * x + c->interaction * other), 2 * unit };
}

/* What the specialist has of what it earns, and bears of what it costs. */
static struct keeping keeping(const struct functions_players *of)
{
	int i = (int)(of->who - of->game->specialist);

	return contract_keeping(of->game, i, of->study ? contract_kept_at(of->study, i) : of->share);
}

/* What the generalist bears of a specialist's cost. */
static double borne(const struct game *g, int i, double share)
{
	return g->contract == CONTRACT_TERMS ? g->specialist[i].terms.cost_share : share;
}

/* What it pays of the specialist's cost and is paid as a fee, everybody investing as they do. */
static struct jet terms_at(const struct functions_players *of, int i, double a)
{
	const struct specialist *d = &of->game->specialist[i];
	double part = borne(of->game, i, of->study->delta[i]);
	double x = of->study->present.domain[i].investment;

	if (of->kind != QUANTITY_LEVEL || !game_has_terms(of->game))
		return (struct jet){ 0 };
	return (struct jet){ d->terms.fee - part * cost_value(&d->cost, x, a),
		part == 0 ? 0 : -part * cost_in_a0(&d->cost, x, a), 0 };
}

/* What the generalist is given at a of its own, of all that take part, everybody
 * investing as they do at the equilibrium: so at its own level, less its cost, it
 * is its utility. */
static struct jet given_at(const struct functions_players *of, double a)
{
	const struct study *st = of->study;
	struct jet sum = { 0 }, j;

	for (int i = 0; st && i < st->n; i++) {
		const struct domain_outcome *d = &st->present.domain[i];
		double more = of->kind == QUANTITY_SAFETY ? d->safety - st->present.safety0 :
			d->investment;

		if (d->regime == REGIME_ABSTAIN)
			continue;
		j = revenue_at(of, i + 1, a + more);
		sum.v += st->delta[i] * j.v;
		sum.d1 += st->delta[i] * j.d1;
		j = terms_at(of, i, a);
		sum.v += j.v;
		sum.d1 += j.d1;
	}
	return sum;
}

double functions_part(const struct functions_players *of, bool generalist)
{
	const struct game *g = of->game;
	const struct study *st = of->study;
	double part = 1;

	if (of->kind != QUANTITY_LEVEL || !game_has_terms(g))
		return 1;
	if (!generalist)
		return keeping(of).cost;
	if (g->contract == CONTRACT_PROFIT)
		return of->share;
	for (int i = 0; st && i < st->n; i++)
		if (st->present.domain[i].regime != REGIME_ABSTAIN)
			part -= g->specialist[i].terms.base_share;
	return part;
}

static struct jet part_of(struct jet j, double part)
{
	return (struct jet){ part * j.v, part * j.d1, part * j.d2 };
}

static struct jet shape_at(const struct functions_players *of, enum shape shape, double a)
{
	int player = (int)(of->who - of->game->specialist) + 1;
	struct jet j;

	switch (shape) {
	case SHAPE_GIVEN:
		return given_at(of, a);
	case SHAPE_COST:
		return cost_at(of, &of->who->cost, a - of->a0, of->a0,
			beside(of, player) - beside(of, 0));
	case SHAPE_G_COST:
		return cost_at(of, of->generalist, a, 0, beside(of, 0));
	case SHAPE_KEPT:
		j = revenue_at(of, player, a);
		return part_of(j, keeping(of).revenue);
	case SHAPE_PART:
		return part_of(shape_at(of, SHAPE_COST, a), functions_part(of, false));
	case SHAPE_G_PART:
		return part_of(shape_at(of, SHAPE_G_COST, a), functions_part(of, true));
	case SHAPE_REVENUE:
	case SHAPES:
	default:
		return revenue_at(of, player, a);
	}
}

double functions_value(const struct functions_players *of, bool marginal, enum shape shape, double a)
{
	struct jet j;

	if ((shape == SHAPE_COST || shape == SHAPE_PART) && a < of->a0)
		return NAN;
	j = shape_at(of, shape, a);
	return marginal ? j.d1 : j.v;
}

struct samples functions_samples(const struct functions_players *of, bool marginal, enum shape shape,
	double level, double top)
{
	struct samples s = { 0 };

	for (int i = 0; i < FUNCTIONS_POINTS; i++) {
		double a = level * i / (FUNCTIONS_POINTS - 1);
		double v = functions_value(of, marginal, shape, a);

		if (!samples_add(&s, a, v <= top ? v : NAN, false))
			break;
	}
	return s;
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

int functions_outcomes(const struct study *st, const struct outcome *of[2])
{
	int count = 0;

	if (study_has_outcome(st))
		of[count++] = &st->present;
	if ((st->have & HAVE_FIRST_BEST) && st->first_best_status == STATUS_OK)
		of[count++] = &st->first_best;
	return count;
}

/* The most of any kind that the generalist or a specialist reaches. */
static double most_reached(const struct study *st, const struct outcome *out, int player)
{
	enum quantity_kind kind[FUNCTIONS_KINDS];
	int kinds = functions_kinds(&st->scenario->game, kind);
	double most = 0;

	for (int k = 0; k < kinds; k++)
		for (int who = 0; who <= player; who += player)
			most = fmax(most, quantity_value((struct quantity){ kind[k], who },
				st->delta, out, NAN));
	return most;
}

double functions_level(const struct view_model *m, int i)
{
	const struct study *of[2] = { m->study, m->pinned };
	double most = 0, low, high;

	for (int j = 0; j < 2; j++) {
		const struct study *st = of[j];

		if (!st || i >= st->n)
			continue;
		if (study_has_outcome(st) && !m->hide)
			most = fmax(most, most_reached(st, &st->present, i + 1));
		if ((st->have & HAVE_FIRST_BEST) && st->first_best_status == STATUS_OK)
			most = fmax(most, most_reached(st, &st->first_best, i + 1));
		if (quantity_exists(&st->scenario->game, QUANTITY_SAFETY))
			most = fmax(most, game_floor(&st->scenario->game, i + 1));
	}
	if (!(most > 0))
		most = 1;
	plot_range(0, 1.25 * most, &low, &high);
	return high;
}

struct functions_players functions_players_of(const struct scenario *s, const struct study *st,
	int i, enum quantity_kind kind)
{
	struct functions_players of = { .generalist = &s->game.generalist.cost, .kind = kind,
		.who = &s->game.specialist[i], .game = &s->game,
		.share = s->bargain.rule == RULE_FIXED ? s->delta[i] : 0 };

	if (st && study_has_outcome(st)) {
		of.study = st;
		of.share = st->delta[i];
		of.a0 = reached_by(st, kind, 0);
		of.alpha = reached_by(st, kind, i + 1);
	}
	return of;
}

struct functions_panel functions_panel_of(const struct view_model *m, int i,
	enum quantity_kind kind)
{
	struct functions_panel f = { .now = functions_players_of(m->scenario,
		m->hide ? NULL : m->study, i, kind) };
	const struct scenario *p = m->pinned_scenario;

	if (p && p->game.n == m->scenario->game.n && quantity_exists(&p->game, kind)) {
		f.pinned = functions_players_of(p, m->pinned, i, kind);
		f.ghosts = f.pinned.study != NULL;
	}
	return f;
}

double functions_floor(const struct functions_panel *f)
{
	bool own = f->shapes & 1u << SHAPE_COST;

	return f->now.kind != QUANTITY_SAFETY ? 0 :
		game_floor(f->now.game, own ? (int)(f->now.who - f->now.game->specialist) + 1 : 0);
}
