#include "contract_laws.h"

#include "bargain/study.h"
#include "solver/equilibrium.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What an equilibrium, and what a bargain, may miss, in parts of what is earned. */
#define ROOM 1e-8
#define SAME 1e-6
enum { LEVELS = 60, INVESTMENTS = 200 };

static const char *const names[CONTRACT_LAWS] = {"figures", "rational", "reply", "level", "nothing",
	"pot", "interest", "money", "measure", "payments"};

const char *contract_law_name(enum contract_law law)
{
	return names[law];
}

static void draw_terms(struct rng *r, struct scenario *s)
{
	double left = 1;
	s->game.contract = rng_below(r, 5) ? CONTRACT_TERMS : CONTRACT_MATCHED;
	for (int i = 0; i < s->game.n; i++) {
		struct terms *t = &s->game.specialist[i].terms;
		t->fee = rng_below(r, 2) ? rng_between(r, -.3, .5) : 0;
		if (s->game.contract == CONTRACT_TERMS && rng_below(r, 2))
			t->cost_share = rng_between(r, 0, .8);
		t->base_share = rng_below(r, 2) ? rng_between(r, 0, left) : 0;
		left -= t->base_share;
	}
}

bool contract_game(uint64_t seed, struct scenario *s)
{
	static const enum games kind[] = {GAMES_ANALYTIC, GAMES_ALL, GAMES_LINEAR};
	struct rng r = {seed};
	if (!games_make(kind[rng_below(&r, 3)], seed, 1 + (int)(seed % 3), s))
		return false;
	draw_terms(&r, s);
	return true;
}

struct trial {
	struct scenario *s;
	struct solver *solver;
	struct outcome out, best, other;
	double size; /* of what is earned and paid */
	struct contract_tally *tally;
	uint64_t seed;
	int broken;
	FILE *f;
};

static void hold(struct trial *t, enum contract_law law, bool holds)
{
	t->tally->tried[law]++;
	if (holds)
		return;
	t->tally->broken[law]++;
	t->broken++;
	fprintf(t->f, "game %llu: %s\n", (unsigned long long)t->seed, names[law]);
}

/* ---- what is played ---------------------------------------------------------------- */

/* What specialist i, and the generalist from its domain, get. */
struct split { double own, paid; };

static struct split split_at(const struct scenario *s, int i, double a0, double x)
{
	const struct specialist *d = &s->game.specialist[i];
	double share = s->delta[i], borne = d->terms.cost_share;
	double r = revenue_value(&d->revenue, a0 + x), c = cost_value(&d->cost, x, a0);
	double base = d->terms.base_share * cost_value(&s->game.generalist.cost, a0, 0);
	if (s->game.contract == CONTRACT_MATCHED)
		borne = share;
	return (struct split){(1 - share) * r - (1 - borne) * c - base - d->terms.fee,
		share * r - borne * c + base + d->terms.fee};
}

static void try_figures(struct trial *t)
{
	const struct outcome *o = &t->out;
	double cost = o->invests ? cost_value(&t->s->game.generalist.cost, o->alpha0, 0) : 0;
	double u = -cost, joint = 0;
	bool holds = true;
	t->size = 1e-3 + cost + fabs(t->best.joint);
	for (int i = 0; i < o->n; i++)
		t->size += fabs(o->domain[i].revenue) + fabs(t->s->game.specialist[i].terms.fee);
	for (int i = 0; i < o->n; i++) {
		const struct domain_outcome *d = &o->domain[i];
		struct split is = split_at(t->s, i, o->alpha0, d->investment);
		if (d->regime == REGIME_ABSTAIN)
			is = (struct split){0, 0};
		holds = holds && fabs(is.own - d->utility) <= ROOM * t->size;
		u += is.paid;
		joint += is.own;
	}
	hold(t, CONTRACT_LAW_FIGURES, holds && fabs(u - o->u_generalist) <= ROOM * t->size &&
		fabs(joint + u - o->joint) <= ROOM * t->size);
}

static void try_rational(struct trial *t)
{
	double room = ROOM * t->size;
	bool holds = t->out.u_generalist >= -room && t->out.joint <= t->best.joint + room;
	for (int i = 0; i < t->out.n; i++)
		holds = holds && t->out.domain[i].utility >= -room;
	hold(t, CONTRACT_LAW_RATIONAL, holds);
}

static void try_reply(struct trial *t)
{
	bool holds = true;
	for (int i = 0; i < t->out.n && t->out.invests; i++)
		for (int k = 0; k <= INVESTMENTS; k++) {
			double part = (double)k / INVESTMENTS, x = 6 * part * part;
			holds = holds && split_at(t->s, i, t->out.alpha0, x).own <=
				t->out.domain[i].utility + ROOM * t->size;
		}
	hold(t, CONTRACT_LAW_REPLY, holds);
}

static void try_level(struct trial *t)
{
	double most = 0, at = 0;
	for (int k = 0; k <= LEVELS; k++) {
		double a0 = 3 * (t->best.alpha0 + .1) * k / LEVELS;
		if (solver_play(t->solver, t->s->delta, a0, &t->other, NULL) != STATUS_OK ||
			t->other.u_generalist <= most)
			continue;
		most = t->other.u_generalist;
		at = a0;
	}
	bool holds = most <= t->out.u_generalist + ROOM * t->size;
	if (!holds)
		fprintf(t->f, "%s: %.12g at %.12g, but %.12g at %.12g\n", proof_name(t->out.proof),
			t->out.u_generalist, t->out.alpha0, most, at);
	/* What is not called proved may miss, and is counted by itself. */
	t->tally->missed += !holds && t->out.proof != PROOF_PROVED;
	hold(t, CONTRACT_LAW_LEVEL, holds || t->out.proof != PROOF_PROVED);
}

/* ---- other games ------------------------------------------------------------------- */

static bool solve(struct trial *t, struct outcome *out)
{
	return solver_rebind(t->solver, &t->s->game, NULL) == STATUS_OK &&
		solver_equilibrium(t->solver, t->s->delta, out, NULL) == STATUS_OK;
}

static bool near(const struct trial *t, double a, double b, double factor)
{
	return fabs(a * factor - b) <= SAME * t->size * factor;
}

/* Whether t->other is the outcome in other units. */
static bool same_in(const struct trial *t, double money)
{
	bool same = near(t, t->out.u_generalist, t->other.u_generalist, money) &&
		near(t, t->out.joint, t->other.joint, money);
	for (int i = 0; i < t->out.n; i++)
		same = same && near(t, t->out.domain[i].utility, t->other.domain[i].utility, money);
	return same;
}

static void try_units(struct trial *t)
{
	struct scenario plain, *s = t->s;
	enum contract_law law = t->seed % 2 ? CONTRACT_LAW_MONEY : CONTRACT_LAW_MEASURE;
	if (scenario_copy(&plain, s, NULL) != STATUS_OK)
		abort();
	t->s = &plain;
	if (law == CONTRACT_LAW_MONEY)
		games_scale(&plain, 8);
	else
		games_measure(&plain, 4);
	hold(t, law, solve(t, &t->other) && same_in(t, law == CONTRACT_LAW_MONEY ? 8 : 1));
	t->s = s;
	scenario_free(&plain);
	solver_rebind(t->solver, &s->game, NULL);
}

/* The same game with other terms for all, and another contract. */
static bool solve_with(struct trial *t, enum contract contract, struct terms terms, struct outcome *out)
{
	t->s->game.contract = contract;
	for (int i = 0; i < t->s->game.n; i++)
		t->s->game.specialist[i].terms = terms;
	return solve(t, out);
}

static bool same_bits(const struct outcome *a, const struct outcome *b)
{
	bool same = a->alpha0 == b->alpha0 && a->u_generalist == b->u_generalist &&
		a->joint == b->joint && a->proof == b->proof;
	for (int i = 0; i < a->n; i++)
		same = same && a->domain[i].utility == b->domain[i].utility &&
			a->domain[i].paid == b->domain[i].paid &&
			a->domain[i].investment == b->domain[i].investment;
	return same;
}

static void try_others(struct trial *t)
{
	struct solver *fresh;
	double share = t->s->delta[0];
	bool pot;
	if (solve_with(t, CONTRACT_TERMS, (struct terms){0, 0, 0}, &t->other)) {
		if (solver_alloc(&t->s->game, &fresh, NULL) != STATUS_OK)
			abort();
		hold(t, CONTRACT_LAW_NOTHING, solver_equilibrium(fresh, t->s->delta, &t->out, NULL) ==
			STATUS_OK && same_bits(&t->out, &t->other));
		solver_free(fresh);
	}
	for (int i = 0; i < t->s->game.n; i++)
		t->s->delta[i] = share;
	t->s->game.common = true; /* as one part of one pot is */
	pot = solve_with(t, CONTRACT_PROFIT, (struct terms){0, 0, 0}, &t->other);
	hold(t, CONTRACT_LAW_POT, pot && near(t, t->best.joint, t->other.joint, 1) &&
		near(t, share * t->best.joint, t->other.u_generalist, 1));
	/* Who has no part of anything is as content with no level. */
	if (t->s->game.n != 1 || share > .99 || share <= 0)
		return;
	bool one = solve_with(t, CONTRACT_TERMS, (struct terms){0, share, 1 - share}, &t->other) &&
		near(t, t->best.joint, t->other.joint, 1);
	if (!one)
		fprintf(t->f, "%s: %.12g at %.12g, first best %.12g at %.12g: ",
			proof_name(t->other.proof), t->other.joint, t->other.alpha0, t->best.joint,
			t->best.alpha0);
	hold(t, CONTRACT_LAW_INTEREST, one);
}

/* ---- payments ---------------------------------------------------------------------- */

static void try_payments(struct trial *t)
{
	struct study_plan plan = {.want = HAVE_PRESENT};
	struct study *st;
	t->s->game.transfers = true;
	t->s->bargain = (struct bargain){RULE_NASH, 0};
	if (study_alloc(&st, NULL) != STATUS_OK || study_reset(st, t->s, &plan, NULL) != STATUS_OK)
		abort();
	study_step(st, -1);
	const struct outcome *o = &st->present;
	if (study_has_outcome(st) && !st->no_agreement && solve(t, &t->other)) {
		double sum = o->payment, utilities = o->u_generalist;
		for (int i = 0; i < o->n; i++) {
			sum += o->domain[i].payment;
			utilities += o->domain[i].utility;
		}
		struct solver *fresh;
		if (solver_alloc(&t->s->game, &fresh, NULL) != STATUS_OK)
			abort();
		bool holds = fabs(sum) <= ROOM * t->size && fabs(utilities - o->joint) <= ROOM * t->size &&
			solver_equilibrium(fresh, st->delta, &t->other, NULL) == STATUS_OK &&
			fabs(t->other.alpha0 - o->alpha0) <= SAME * (1 + o->alpha0) &&
			near(t, t->other.joint, o->joint, 1);
		hold(t, CONTRACT_LAW_PAYMENTS, holds);
		solver_free(fresh);
	}
	study_free(st);
	t->s->game.transfers = false;
}

int contract_laws_try(uint64_t seed, bool payments, struct contract_tally *tally, FILE *f)
{
	struct scenario s;
	struct trial t = {.s = &s, .tally = tally, .seed = seed, .f = f};
	if (!contract_game(seed, &s) || solver_alloc(&s.game, &t.solver, NULL) != STATUS_OK ||
		outcome_init(&t.out, s.game.n, NULL) != STATUS_OK ||
		outcome_init(&t.best, s.game.n, NULL) != STATUS_OK ||
		outcome_init(&t.other, s.game.n, NULL) != STATUS_OK)
		abort();
	tally->games++;
	if (solver_first_best(t.solver, &t.best, NULL) == STATUS_OK &&
		solver_equilibrium(t.solver, s.delta, &t.out, NULL) == STATUS_OK) {
		tally->proved += t.out.proof == PROOF_PROVED;
		try_figures(&t);
		try_rational(&t);
		try_reply(&t);
		try_level(&t);
		try_units(&t);
		if (payments)
			try_payments(&t);
		try_others(&t);
	} else {
		tally->refused++;
	}
	outcome_free(&t.out);
	outcome_free(&t.best);
	outcome_free(&t.other);
	solver_free(t.solver);
	scenario_free(&s);
	return t.broken;
}
