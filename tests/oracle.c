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

static void draw_terms(struct rng *r, struct brute_specialist *p, int n)
{
	if (rng_below(r, 2))
		p->fee = rng_between(r, -.2, .4);
	if (rng_below(r, 2))
		p->cost_share = rng_between(r, 0, .8);
	if (rng_below(r, 2))
		p->base_share = rng_unit(r) / n; /* all of them bear one cost at most */
}

static double draw_share(struct rng *r)
{
	static const double ends[] = {0, 1, .5};
	int end = rng_below(r, 20);
	return end < 3 ? ends[end] : floor(rng_unit(r) * 1000) / 1000;
}

static void make(enum shapes which, int n, bool terms, uint64_t number, struct brute_game *g)
{
	struct rng r = {number * 0x9e3779b9u};
	g->n = n;
	for (int i = 0; i < n; i++) {
		struct brute_specialist *p = &g->specialist[i];
		p->fee = p->cost_share = p->base_share = 0;
		p->delta = draw_share(&r);
		shape_revenue(&p->revenue, &r, which);
		shape_cost(&p->cost, &r, which, true);
		if (i == 0)
			shape_cost(&g->own, &r, which, false);
		if (terms)
			draw_terms(&r, p, n);
	}
}

static void as_scenario(const struct brute_game *g, uint64_t number, struct scenario *s)
{
	scenario_init(s);
	snprintf(s->title, sizeof s->title, "Formulas %llu", (unsigned long long)number);
	s->delta = malloc((size_t)g->n * sizeof *s->delta);
	s->bargain = (struct bargain){RULE_FIXED, 0};
	shape_give_cost(&g->own, false, &s->game.generalist.cost);
	for (int i = 0; i < g->n; i++) {
		const struct brute_specialist *p = &g->specialist[i];
		char name[] = {'d', (char)(g->n > 1 ? '1' + i : 0), 0};
		struct specialist *d = game_add(&s->game, name, NULL);
		if (!d || !s->delta)
			abort();
		snprintf(d->name, sizeof d->name, "%s", name);
		s->delta[i] = p->delta;
		d->terms = (struct terms){p->fee, p->cost_share, p->base_share};
		shape_give_revenue(&p->revenue, &d->revenue);
		shape_give_cost(&p->cost, true, &d->cost);
	}
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
	printf("%llu %s (", (unsigned long long)t->number,
		verdict == VERDICT_WRONG ? "wrong" : verdict == VERDICT_REFUSED ? "refused"
		: verdict == VERDICT_SAID_SO ? "not proved" : "unsettled");
	for (int i = 0; i < g->n; i++) {
		const struct brute_specialist *p = &g->specialist[i];
		printf("%s | %s, share %g | ", p->revenue.name, p->cost.name, p->delta);
	}
	printf("%s): ", g->own.name);
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

/* Whether what a specialist does is a play of the game, with the payoff it says. Adds what the
 * generalist gets by it to *u0. */
static void judge_domain(struct trial *t, int i, double own, double *u0)
{
	const struct brute_specialist *p = &t->game->specialist[i];
	const struct outcome *o = &t->out;
	const struct domain_outcome *d = &o->domain[i];
	if (!o->invests || d->regime == REGIME_ABSTAIN) {
		if (d->utility != 0)
			find(t, VERDICT_WRONG, "who abstains is said to have %.12g", d->utility);
		return;
	}
	double income = value(&p->revenue, d->alpha, 0, d->alpha);
	double cost = value(&p->cost, d->investment, o->alpha0, d->alpha);
	double over = p->fee + p->base_share * own;
	double u = (1 - p->delta) * income - (1 - p->cost_share) * cost - over;
	*u0 += p->delta * income - p->cost_share * cost + over;
	t->scale = fmax(t->scale, fmax(fabs(income), cost));
	if (!(fabs(d->alpha - o->alpha0 - d->investment) <= 1e-12 * d->alpha))
		find(t, VERDICT_WRONG, "a = %.17g is not a0 = %.17g and x = %.17g", d->alpha,
			o->alpha0, d->investment);
	if (!(fabs(u - d->utility) <= MISSED_REPLY * t->scale))
		find(t, VERDICT_WRONG, "d%d's payoff is said to be %.12g, at a0 = %.12g and "
			"a = %.12g it is %.12g", i + 1, d->utility, o->alpha0, d->alpha, u);
}

static void judge_figures(struct trial *t)
{
	const struct brute_game *g = t->game;
	const struct outcome *o = &t->out;
	double own = o->invests ? value(&g->own, o->alpha0, o->alpha0, o->alpha0) : 0;
	double u0 = -own;
	/* Where next to nothing is played, that is compared with plays that are something. */
	t->scale = own;
	for (int i = 0; i < g->n; i++)
		t->scale = fmax(t->scale, 1e-6 * g->specialist[i].revenue.top);
	for (int i = 0; i < g->n; i++)
		judge_domain(t, i, own, &u0);
	if (!(fabs(u0 - o->u_generalist) <= g->n * MISSED_REPLY * t->scale))
		find(t, VERDICT_WRONG, "the generalist's payoff is said to be %.12g, at "
			"a0 = %.12g it is %.12g", o->u_generalist, o->alpha0, u0);
}

static void judge_specialist(struct trial *t, int i, const struct brute_reply *best)
{
	const struct domain_outcome *d = &t->out.domain[i];
	double room = MISSED_REPLY * fmax(best->scale, t->scale);
	double least = fmax(best->best, 0);
	if (!(d->utility >= least - room))
		find(t, VERDICT_WRONG, "%s gives d%d %.12g at a0 = %.12g and a = %.12g, "
			"it has %.12g at a = %.12g", regime_name(d->regime), i + 1, d->utility,
			t->out.alpha0, d->alpha, best->best, best->a);
}

/* Where all is said by the costs, ties are exact, as far as numbers can tell. */
static bool is_told_by_costs(const struct brute_game *g)
{
	for (int i = 0; i < g->n; i++)
		if (g->specialist[i].delta != 1 || g->specialist[i].cost.tails)
			return false;
	return true;
}

/* Whether somebody keeps nothing and bears of a cost that is too little above nothing for a number
 * to tell: whether it takes part, rounding says. */
static bool is_told_by_rounding(const struct brute_game *g)
{
	for (int i = 0; i < g->n; i++)
		if (g->specialist[i].delta == 1 && g->specialist[i].base_share > 0 && g->own.tails)
			return true;
	return false;
}

/* Whether at a level somebody keeps next to nothing, as beside an end of the levels at which it
 * stays away: of these, if the others are worse, there is no lowest one. */
static bool is_at_an_end(const struct brute_game *g, const struct brute_best *at)
{
	for (int i = 0; i < g->n; i++)
		if (at->reply[i].best != 0 && fabs(at->reply[i].best) <= MISSED_REPLY * at->reply[i].scale)
			return true;
	return false;
}

static void judge_generalist(struct trial *t, const struct brute_best *best)
{
	const struct outcome *o = &t->out;
	double scale = t->scale;
	for (int i = 0; i < t->game->n; i++)
		scale = fmax(scale, fabs(best->reply[i].high));
	scale = fmax(scale, value(&t->game->own, best->a0, best->a0, best->a0));
	double room = MISSED * scale, least = o->u_generalist + room;
	if (best->high <= least && !(best->high >= 0 && !o->invests))
		return;
	bool rather = best->low >= 0 && !o->invests && !is_at_an_end(t->game, best);
	bool certain = !is_told_by_rounding(t->game) &&
		(best->low > least || is_told_by_costs(t->game) || rather);
	find(t, certain ? VERDICT_WRONG : VERDICT_UNSETTLED,
		"the generalist%s gets %.12g at a0 = %.12g, and %.12g at a0 = %.12g, where %s "
		"comes to a = %.12g for %.12g (%.12g if ties go against it)",
		o->invests ? "" : " abstains and", o->u_generalist, o->alpha0, best->high,
		best->a0, t->game->n > 1 ? "d1" : "the specialist", best->reply[0].a,
		best->reply[0].best, best->low);
}

static void judge(struct trial *t)
{
	struct brute_best best;
	judge_figures(t);
	brute_solve(t->brute, &best);
	if (t->out.invests) {
		brute_play(t->brute, t->out.alpha0, &best);
		for (int i = 0; i < t->game->n; i++) {
			struct brute_reply reply;
			brute_reply(t->brute, i, t->out.alpha0, &reply);
			judge_specialist(t, i, &reply);
		}
	}
	judge_generalist(t, &best);
}

static double cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

enum verdict oracle_judge(enum shapes which, int n, bool terms, uint64_t number, bool show,
	struct oracle_note *note)
{
	struct brute_game g;
	struct scenario s;
	struct solver *solver;
	struct error err = {0};
	make(which, n, terms, number, &g);
	as_scenario(&g, number, &s);
	struct trial t = {.game = &g, .scenario = &s, .show = show, .number = number,
		.verdict = VERDICT_RIGHT, .brute = brute_alloc(&g)};
	if (outcome_init(&t.out, n, NULL) != STATUS_OK ||
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
