/* See laws.h. Makes the games and their twins. */
#include "laws_private.h"

#include "games.h"
#include "shapes.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From so many specialists on a game with all rules takes seconds. */
enum { LAWS_BY_TURNS = 3 };

const char *law_name(enum law law)
{
	static const char *const name[LAWS] = {"money", "level", "order", "nobody", "duality",
		"first best", "rational", "own goal", "ties", "Pareto",
		"alone", "curve"};
	return name[law];
}

static void must(bool good)
{
	if (good)
		return;
	fprintf(stderr, "no memory for a random game\n");
	abort();
}

static void print_game(const struct scenario *s)
{
	char *text = NULL;
	if (scenario_write(s, &text, NULL) == STATUS_OK)
		fputs(text, stdout);
	free(text);
}

void laws_breach(struct laws_tally *t, enum law law, const struct scenario *s,
	const struct twin *twin, const char *format, ...)
{
	va_list ap;
	t->broken[law]++;
	if (t->breaches++ >= t->shown)
		return;
	printf("%s, %d specialist%s, %s: ", s->title, s->game.n, s->game.n > 1 ? "s" : "",
		law_name(law));
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	putchar('\n');
	if (3 * t->breaches > t->shown)
		return;
	print_game(s);
	if (!twin)
		return;
	printf("; and its twin\n");
	print_game(&twin->scenario);
}

static void refuse(struct laws_tally *t, const struct scenario *s, const struct error *err)
{
	if (t->refused++ < t->shown)
		printf("%s refused: %s\n", s->title, err->text);
}

/* ---- games ------------------------------------------------------------------------------ */

static void give_shapes(struct scenario *s, struct rng *r)
{
	struct shape shape;
	for (int i = 0; i < s->game.n; i++) {
		struct specialist *d = &s->game.specialist[i];
		if (rng_below(r, 2))
			continue;
		shape_revenue(&shape, r, SHAPES_ALL);
		shape_give_revenue(&shape, &d->revenue);
		shape_cost(&shape, r, SHAPES_ALL, true);
		shape_give_cost(&shape, true, &d->cost);
	}
}

static void make(const struct laws_tally *t, uint64_t number, int n, bool rules,
	struct scenario *s)
{
	struct rng r = {number ^ 0x5bd1e995u};
	must(games_make(GAMES_ALL, number, n, s));
	s->game.common = n > 1 && rng_below(&r, 2);
	for (int i = 1; s->game.common && i < n; i++)
		s->delta[i] = s->delta[0];
	if (t->tame)
		return;
	/* With all rules each of these takes long, and of three specialists a minute. */
	if (rng_below(&r, !rules ? 3 : n < LAWS_BY_TURNS ? 12 : 36) == 0)
		give_shapes(s, &r);
	if (rng_below(&r, 3) == 0)
		s->game.generalist.outside = rng_between(&r, 0, .1);
	if (rng_below(&r, 3) == 0)
		s->game.specialist[0].outside = rng_between(&r, 0, .2);
	if (rng_below(&r, 3) == 0)
		s->game.generalist.weight = rng_between(&r, .3, 3);
}

/* ---- twins ------------------------------------------------------------------------------ */

/* A factor that formulas have exactly. */
static double unit(struct rng *r, double most)
{
	char text[32];
	snprintf(text, sizeof text, "%.3g", rng_log(r, 1 / most, most));
	return strtod(text, NULL);
}

static void reorder(struct twin *w, struct rng *r)
{
	struct game *g = &w->scenario.game;
	for (int i = g->n - 1; i > 0; i--) {
		int j = rng_below(r, i), from = -1, to = -1;
		struct specialist d = g->specialist[i];
		double delta = w->scenario.delta[i];
		g->specialist[i] = g->specialist[j];
		g->specialist[j] = d;
		w->scenario.delta[i] = w->scenario.delta[j];
		w->scenario.delta[j] = delta;
		for (int k = 0; k < g->n; k++) {
			from = w->of[k] == i ? k : from;
			to = w->of[k] == j ? k : to;
		}
		w->of[from] = j;
		w->of[to] = i;
	}
}

static void add_nobody(struct twin *w, struct rng *r)
{
	struct scenario *s = &w->scenario;
	int n = s->game.n;
	struct specialist *d = game_add(&s->game, "nobody", NULL);
	double *delta = realloc(s->delta, (size_t)(n + 1) * sizeof *delta);
	must(d && delta);
	snprintf(d->name, sizeof d->name, "nobody");
	d->revenue.scale = 0;
	d->cost.fixed = rng_below(r, 2) ? .1 : 0;
	s->delta = delta;
	delta[n] = s->game.common ? delta[0] : .5;
}

/* Straight revenue and no fixed costs: r = s a, so that both sides' costs may change hands. */
static void mirror(struct twin *w)
{
	struct game *g = &w->scenario.game;
	struct cost swap = g->generalist.cost;
	g->generalist.cost = g->specialist[0].cost;
	g->specialist[0].cost = swap;
	w->scenario.delta[0] = 1 - w->scenario.delta[0];
}

/* Whether rounding is the same in all units that are powers of two: a factor before a formula is
 * one operation more, which its bounds are rounded outwards after, and searches go by those. */
static bool rounds_alike(const struct game *g)
{
	bool alike = g->generalist.cost.family != COST_FORMULA;
	for (int i = 0; i < g->n; i++)
		alike &= g->specialist[i].revenue.family != REVENUE_FORMULA &&
			g->specialist[i].cost.family != COST_FORMULA;
	return alike;
}

static void twin_make(struct twin *w, enum law law, const struct scenario *s, uint64_t number,
	bool rules)
{
	struct rng r = {number + 31 * (uint64_t)law};
	*w = (struct twin){.law = law, .money = 1, .level = 1, .room = 1e-7};
	must(scenario_copy(&w->scenario, s, NULL) == STATUS_OK);
	for (int i = 0; i < s->game.n; i++)
		w->of[i] = i;
	switch (law) {
	case LAW_MONEY:
		/* by turns, but at fixed shares, where nothing is sampled by */
		w->exact = rules && number % 2 && rounds_alike(&s->game);
		w->money = w->exact ? ldexp(1, rng_below(&r, 60) - 30) : unit(&r, 1e9);
		games_scale(&w->scenario, w->money);
		break;
	case LAW_LEVEL:
		w->level = unit(&r, 1e4);
		games_measure(&w->scenario, w->level);
		break;
	case LAW_ORDER:
		w->exact = true;
		reorder(w, &r);
		break;
	case LAW_NOBODY:
		add_nobody(w, &r);
		break;
	default:
		mirror(w);
	}
}

/* ---- at fixed shares --------------------------------------------------------------------- */

/* Of what payoffs are differences of. Where next to nothing is played, that is compared
 * with what could be. */
static double scale_of(const struct outcome *o, double possible)
{
	double revenue = 0;
	for (int i = 0; i < o->n; i++)
		revenue += fabs(o->domain[i].revenue);
	return fmax(revenue, isfinite(possible) ? 1e-6 * fabs(possible) : 0);
}

/* Whether a specialist that takes part invests so little, of the highest level that anybody comes to,
 * that whether it does so at all its payoff has no digits to tell. */
static bool next_to_nothing(const struct outcome *o, const struct domain_outcome *d)
{
	double highest = 0;
	for (int i = 0; i < o->n; i++)
		highest = fmax(highest, o->domain[i].alpha);
	return d->regime != REGIME_ABSTAIN && d->investment <= 1e-10 * highest;
}

const char *laws_differ(const struct outcome *o, const struct outcome *other,
	const struct twin *w, double scale, char *text, size_t size)
{
	double room = w->room * scale;
	if (o->invests != other->invests) {
		snprintf(text, size, "the generalist %s, and %s", o->invests ? "invests" : "abstains",
			other->invests ? "invests" : "abstains");
		return text;
	}
	double u = other->u_generalist / w->money;
	if (!(fabs(u - o->u_generalist) <= room)) {
		snprintf(text, size, "U_G %.12g, and %.12g", o->u_generalist, u);
		return text;
	}
	for (int i = 0; i < o->n; i++) {
		const struct domain_outcome *d = &o->domain[i], *e = &other->domain[w->of[i]];
		if (!(fabs(e->utility / w->money - d->utility) <= room)) {
			snprintf(text, size, "U_d%d %.12g, and %.12g", i + 1, d->utility,
				e->utility / w->money);
			return text;
		}
		if (d->regime != e->regime && !(next_to_nothing(o, d) && next_to_nothing(other, e))) {
			snprintf(text, size, "d%d: %s, and %s", i + 1, regime_name(d->regime),
				regime_name(e->regime));
			return text;
		}
	}
	return NULL;
}

/* *possible, where asked for: the first best's joint surplus, infinite where there is none. */
static enum status equilibrium(const struct scenario *s, struct outcome *o, double *possible,
	struct error *err)
{
	struct outcome best;
	struct solver *solver;
	must(solver_alloc(&s->game, &solver, NULL) == STATUS_OK);
	enum status status = solver_equilibrium(solver, s->delta, o, err);
	if (possible) {
		must(outcome_init(&best, o->n, NULL) == STATUS_OK);
		*possible = solver_first_best(solver, &best, NULL) == STATUS_OK ? best.joint :
										  INFINITY;
		outcome_free(&best);
	}
	solver_free(solver);
	return status;
}

static void twins_at_shares(struct laws_tally *t, enum law law, const struct scenario *s,
	const struct outcome *o, double scale, uint64_t number)
{
	struct twin w;
	struct outcome other;
	struct error err = {0};
	char text[200];
	twin_make(&w, law, s, number, false);
	must(outcome_init(&other, w.scenario.game.n, NULL) == STATUS_OK);
	t->tried[law]++;
	if (equilibrium(&w.scenario, &other, NULL, &err) != STATUS_OK) {
		laws_breach(t, law, s, &w, "refused: %s", err.text);
	} else if (laws_differ(o, &other, &w, scale, text, sizeof text)) {
		/* Samples may honestly differ: they say that they are no proof. */
		if (o->proof != PROOF_PROVED || other.proof != PROOF_PROVED)
			t->unproved[law]++;
		else
			laws_breach(t, law, s, &w, "%s (unit %g)", text,
				law == LAW_LEVEL ? w.level : w.money);
	}
	outcome_free(&other);
	scenario_free(&w.scenario);
}

static bool asked(const struct laws_tally *t, enum law law)
{
	return t->laws & 1u << law;
}

static void duality(struct laws_tally *t, uint64_t number)
{
	struct scenario s;
	struct twin w;
	struct outcome o, other;
	struct error err = {0};
	must(games_make(GAMES_LINEAR, number, 1, &s));
	must(outcome_init(&o, 1, NULL) == STATUS_OK && outcome_init(&other, 1, NULL) == STATUS_OK);
	twin_make(&w, LAW_DUALITY, &s, number, false);
	t->tried[LAW_DUALITY]++;
	if (equilibrium(&s, &o, NULL, &err) != STATUS_OK ||
		equilibrium(&w.scenario, &other, NULL, &err) != STATUS_OK) {
		laws_breach(t, LAW_DUALITY, &s, &w, "refused: %s", err.text);
	} else {
		double room = 1e-9 * scale_of(&o, 0);
		if (!(fabs(o.u_generalist - other.domain[0].utility) <= room &&
			fabs(o.domain[0].utility - other.u_generalist) <= room))
			laws_breach(t, LAW_DUALITY, &s, &w, "%.12g and %.12g, and %.12g and %.12g",
				o.u_generalist, o.domain[0].utility, other.domain[0].utility,
				other.u_generalist);
	}
	outcome_free(&o);
	outcome_free(&other);
	scenario_free(&s);
	scenario_free(&w.scenario);
}

void laws_at_shares(struct laws_tally *t, uint64_t number, int n)
{
	struct scenario s;
	struct outcome o;
	struct error err = {0};
	double possible;
	t->games++;
	if (asked(t, LAW_DUALITY))
		duality(t, number);
	make(t, number, n, false, &s);
	must(outcome_init(&o, n, NULL) == STATUS_OK);
	if (equilibrium(&s, &o, &possible, &err) != STATUS_OK) {
		refuse(t, &s, &err);
	} else {
		double scale = scale_of(&o, possible);
		t->tried[LAW_FIRST_BEST] += asked(t, LAW_FIRST_BEST);
		if (asked(t, LAW_FIRST_BEST) && !(possible >= o.joint - 1e-9 * scale))
			laws_breach(t, LAW_FIRST_BEST, &s, NULL, "%.12g, of at most %.12g", o.joint,
				possible);
		for (enum law law = LAW_MONEY; law <= LAW_NOBODY; law++)
			if (asked(t, law) && (law != LAW_ORDER || n > 1))
				twins_at_shares(t, law, &s, &o, scale, number);
	}
	outcome_free(&o);
	scenario_free(&s);
}

/* ---- with all rules ----------------------------------------------------------------------- */

static struct study *study_of(const struct scenario *s, unsigned want)
{
	struct study *st;
	struct study_plan plan = {.want = want, .axis = -1};
	must(study_alloc(&st, NULL) == STATUS_OK);
	must(study_reset(st, s, &plan, NULL) == STATUS_OK);
	study_step(st, -1);
	return st;
}

static struct study *study(const struct scenario *s)
{
	return study_of(s, HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_SOLUTIONS |
		HAVE_PARETO | HAVE_THRESHOLDS);
}

/* One rule a game, by turns. */
static void alone(struct laws_tally *t, const struct study *st, uint64_t number)
{
	const struct solution *sol = &st->solution[number % (uint64_t)st->solutions];
	struct scenario s;
	if (!rule_has_goal(sol->rule.rule))
		return;
	must(scenario_copy(&s, st->scenario, NULL) == STATUS_OK);
	s.bargain = sol->rule;
	struct study *by_itself = study_of(&s, HAVE_PRESENT | HAVE_FIRST_BEST);
	laws_alone(t, st, sol, by_itself);
	study_free(by_itself);
	scenario_free(&s);
}

static void twins_of_rules(struct laws_tally *t, enum law law, const struct study *st,
	uint64_t number)
{
	struct twin w;
	twin_make(&w, law, st->scenario, number, true);
	struct study *other = study(&w.scenario);
	t->tried[law]++;
	laws_compare(t, st, other, &w);
	study_free(other);
	scenario_free(&w.scenario);
}

void laws_of_rules(struct laws_tally *t, uint64_t number, int n)
{
	enum law twin[LAW_NOBODY + 1];
	int twins = 0;
	struct scenario s;
	t->games++;
	make(t, number, n, true, &s);
	struct study *st = study(&s);
	if (st->status != STATUS_OK) {
		refuse(t, &s, &st->error);
	} else {
		laws_table(t, st);
		if (asked(t, LAW_ALONE))
			alone(t, st, number);
		if (asked(t, LAW_CURVE))
			laws_curve(t, st);
		for (enum law law = LAW_MONEY; law <= LAW_NOBODY; law++)
			if (asked(t, law) && (law != LAW_ORDER || n > 1))
				twin[twins++] = law;
		/* One twin each then, by turns of the laws; of two games, so that each kind of unit
		 * gets its turn. */
		for (int i = 0; i < twins; i++)
			if (n < LAWS_BY_TURNS || number / 2 % (uint64_t)twins == (uint64_t)i)
				twins_of_rules(t, twin[i], st, number);
	}
	study_free(st);
	scenario_free(&s);
}
