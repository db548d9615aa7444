/* See oracle.h. */
#include "oracle.h"

#include "brute.h"

#include "model/scenario.h"
#include "solver/equilibrium.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Of the largest revenue or cost in what is compared: what the generalist may miss, and
 * the specialist, whose choice is simpler. */
#define MISSED 1e-7
#define MISSED_REPLY 1e-9

/* ---- games ------------------------------------------------------------------------------ */

static void draw_terms(struct rng *r, struct brute_game *g)
{
	if (rng_below(r, 2))
		g->fee = rng_between(r, -.2, .4);
	if (rng_below(r, 2))
		g->cost_share = rng_between(r, 0, .8);
	if (rng_below(r, 2))
		g->base_share = rng_unit(r);
}

static void make(enum shapes which, bool terms, uint64_t number, struct brute_game *g)
{
	static const double ends[] = {0, 1, .5};
	struct rng r = {number * 0x9e3779b9u};
	int end = rng_below(&r, 20);
	g->delta = end < 3 ? ends[end] : floor(rng_unit(&r) * 1000) / 1000;
	shape_revenue(&g->revenue, &r, which);
	shape_cost(&g->cost, &r, which, true);
	shape_cost(&g->own, &r, which, false);
	g->fee = g->cost_share = g->base_share = 0;
	if (terms)
		draw_terms(&r, g);
}

static void as_scenario(const struct brute_game *g, uint64_t number, struct scenario *s)
{
	scenario_init(s);
	snprintf(s->title, sizeof s->title, "Formulas %llu", (unsigned long long)number);
	struct specialist *d = game_add(&s->game, "d", NULL);
	s->delta = malloc(sizeof *s->delta);
	if (!d || !s->delta)
		abort();
	snprintf(d->name, sizeof d->name, "d");
	*s->delta = g->delta;
	d->terms = (struct terms){g->fee, g->cost_share, g->base_share};
	s->bargain = (struct bargain){RULE_FIXED, 0};
	shape_give_revenue(&g->revenue, &d->revenue);
	shape_give_cost(&g->cost, true, &d->cost);
	shape_give_cost(&g->own, false, &s->game.generalist.cost);
}

/* ---- judging ------------------------------------------------------------------------------ */

struct trial {
	const struct brute_game *game;
	const struct scenario *scenario;
	struct brute *brute;
	struct outcome out;
	double scale; /* of what the generalist's payoffs are differences of */
	enum verdict verdict;
	bool show;
	uint64_t number;
};

__attribute__((format(printf, 3, 4)))
static void find(struct trial *t, enum verdict verdict, const char *format, ...)
{
	const struct brute_game *g = t->game;
	char *text = NULL;
	va_list ap;

	if (verdict == VERDICT_WRONG && t->out.proof != PROOF_PROVED)
		verdict = VERDICT_SAID_SO;
	if (verdict <= t->verdict)
		return;
	t->verdict = verdict;
	printf("%llu %s (%s | %s | %s, share %g): ", (unsigned long long)t->number,
		verdict == VERDICT_WRONG ? "wrong" : verdict == VERDICT_REFUSED ? "refused"
		: verdict == VERDICT_SAID_SO ? "not proved" : "unsettled", g->revenue.name,
		g->cost.name, g->own.name, g->delta);
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	putchar('\n');
	if (t->show && scenario_write(t->scenario, &text, NULL) == STATUS_OK)
		fputs(text, stdout);
	free(text);
}

static double value(const struct shape *s, double x, double a0, double a)
{
	return tree_eval(&s->tree, s->root, &(struct tree_point){x, a0, a}).v;
}

/* Whether the outcome is a play of the game at all, with the payoffs it says. */
static void judge_figures(struct trial *t)
{
	const struct brute_game *g = t->game;
	const struct outcome *o = &t->out;
	const struct domain_outcome *d = o->domain;
	double own = o->invests ? value(&g->own, o->alpha0, o->alpha0, o->alpha0) : 0;
	double revenue = 0, cost = 0;
	if (o->invests && d->regime != REGIME_ABSTAIN) {
		revenue = value(&g->revenue, d->alpha, 0, d->alpha);
		cost = value(&g->cost, d->investment, o->alpha0, d->alpha);
		if (!(fabs(d->alpha - o->alpha0 - d->investment) <= 1e-12 * d->alpha))
			find(t, VERDICT_WRONG, "a = %.17g is not a0 = %.17g and x = %.17g", d->alpha,
				o->alpha0, d->investment);
	}
	/* Where next to nothing is played, that is compared with plays that are something. */
	t->scale = fmax(1e-6 * g->revenue.top, fmax(fabs(revenue), fmax(cost, own)));
	double over = d->regime == REGIME_ABSTAIN ? 0 : g->fee + g->base_share * own;
	double u0 = g->delta * revenue - g->cost_share * cost + over - own;
	double u1 = (1 - g->delta) * revenue - (1 - g->cost_share) * cost - over;
	double room = MISSED_REPLY * t->scale;
	if (!(fabs(u0 - o->u_generalist) <= room) || !(fabs(u1 - d->utility) <= room))
		find(t, VERDICT_WRONG, "payoffs are said to be %.12g and %.12g, at a0 = %.12g and "
			"a = %.12g they are %.12g and %.12g", o->u_generalist, d->utility,
			o->alpha0, d->alpha, u0, u1);
}

static void judge_specialist(struct trial *t, const struct brute_reply *best)
{
	const struct domain_outcome *d = t->out.domain;
	double room = MISSED_REPLY * fmax(best->scale, t->scale);
	double least = fmax(best->best, 0);
	if (!(d->utility >= least - room))
		find(t, VERDICT_WRONG, "%s gives the specialist %.12g at a0 = %.12g and a = %.12g, "
			"it has %.12g at a = %.12g", regime_name(d->regime), d->utility,
			t->out.alpha0, d->alpha, best->best, best->a);
}

static void judge_generalist(struct trial *t, const struct brute_best *best)
{
	const struct outcome *o = &t->out;
	double scale = fmax(t->scale, fabs(best->reply.high));
	scale = fmax(scale, value(&t->game->own, best->a0, best->a0, best->a0));
	double room = MISSED * scale, least = o->u_generalist + room;
	if (best->high <= least && !(best->high >= 0 && !o->invests))
		return;
	/* Where all is said by the cost, ties are exact, as far as numbers can tell. */
	bool certain = best->low > least || (t->game->delta == 1 && !t->game->cost.tails) ||
		(best->low >= 0 && !o->invests);
	find(t, certain ? VERDICT_WRONG : VERDICT_UNSETTLED,
		"the generalist%s gets %.12g at a0 = %.12g, and %.12g at a0 = %.12g, where the "
		"specialist comes to a = %.12g for %.12g (%.12g if ties go against it)",
		o->invests ? "" : " abstains and", o->u_generalist, o->alpha0, best->high,
		best->a0, best->reply.a, best->reply.best, best->low);
}

/* The best of the generalist's, where it turns out no worse at the level that was found. */
static void consider(struct brute_best *best, const struct brute_game *g,
	const struct brute_reply *r, double a0)
{
	double c = value(&g->own, a0, a0, a0);
	double high = r->high - c;
	best->low = fmax(best->low, r->low - c);
	if (high > best->high) {
		best->high = high;
		best->a0 = a0;
		best->reply = *r;
	}
}

static void judge(struct trial *t)
{
	struct brute_best best;
	struct brute_reply reply;
	judge_figures(t);
	brute_solve(t->brute, &best);
	if (t->out.invests) {
		brute_reply(t->brute, t->out.alpha0, &reply);
		judge_specialist(t, &reply);
		consider(&best, t->game, &reply, t->out.alpha0);
	}
	judge_generalist(t, &best);
}

static double cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

enum verdict oracle_judge(enum shapes which, bool terms, uint64_t number, bool show,
	struct oracle_note *note)
{
	struct brute_game g;
	struct scenario s;
	struct solver *solver;
	struct error err = {0};
	make(which, terms, number, &g);
	as_scenario(&g, number, &s);
	struct trial t = {.game = &g, .scenario = &s, .show = show, .number = number,
		.verdict = VERDICT_RIGHT, .brute = brute_alloc(&g)};
	if (outcome_init(&t.out, 1, NULL) != STATUS_OK ||
		solver_alloc(&s.game, &solver, NULL) != STATUS_OK)
		abort();
	double start = cpu();
	enum status status = solver_equilibrium(solver, s.delta, &t.out, &err);
	if (note)
		*note = (struct oracle_note){cpu() - start,
			status == STATUS_OK && t.out.proof == PROOF_PROVED};
	if (status == STATUS_OK)
		judge(&t);
	else
		find(&t, VERDICT_REFUSED, "%s", err.text);
	solver_free(solver);
	outcome_free(&t.out);
	brute_free(t.brute);
	scenario_free(&s);
	return t.verdict;
}
