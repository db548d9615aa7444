#include "solver/equilibrium.h"

#include "solver/closed.h"
#include "solver/pieces.h"
#include "solver/solver_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void clear_domains(struct solver *s)
{
	for (int i = 0; s->domain && i < s->n; i++)
		domain_clear(&s->domain[i]);
}

/* The generalist's cost, where it is a formula: its pieces, and why it cannot be played. */
static enum status classify_cost(struct solver *s, const struct cost *c, struct error *err)
{
	struct cost_facts facts;
	struct cost_jet first;
	enum status st;

	pieces_free(s->cost);
	s->cost = NULL;
	s->unsound.status = STATUS_OK;
	stage_cost(s->stage, NULL, NULL);
	if (c->family != COST_FORMULA)
		return STATUS_OK;
	cost_jet(c, 0, 0, &first);
	s->unsound.status = sound_cost(NULL, 0, 0, &first, &s->unsound);
	st = pieces_cost(c, &s->cost, &facts, err);
	if (st != STATUS_OK)
		return st;
	if (s->unsound.status == STATUS_OK && facts.falls < INFINITY)
		s->unsound.status = sound_falls(NULL, 0, facts.falls, &s->unsound);
	stage_cost(s->stage, s->cost, &facts);
	return STATUS_OK;
}

enum status solver_rebind(struct solver *s, const struct game *g, struct error *err)
{
	if (g->n != s->n || !s->stage) {
		clear_domains(s);
		free(s->domain);
		free(s->first);
		stage_free(s->stage);
		s->stage = NULL;
		s->n = g->n;
		s->domain = calloc((size_t)g->n + 1, sizeof *s->domain);
		s->first = NULL;
		if (!s->domain)
			return error_set(err, STATUS_SYSTEM, "out of memory");
		enum status st = stage_alloc(&s->stage, g->n, err);
		if (st != STATUS_OK)
			return st;
		stage_pause(s->stage, s->pause);
	}
	s->game = g;
	for (int i = 0; i < g->n; i++) {
		enum status st = domain_classify(&s->domain[i], &g->specialist[i], err);
		if (st != STATUS_OK)
			return st;
		s->domain[i].matched = g->contract != CONTRACT_TERMS;
		s->domain[i].base_cost = &g->generalist.cost;
		s->domain[i].same = i > 0 && specialist_same(&g->specialist[i - 1], &g->specialist[i]);
	}
	s->terms = game_has_terms(g);
	s->limited = s->has_pot = false;
	s->closed = closed_applies(g);
	enum status st = classify_cost(s, &g->generalist.cost, err);
	if (st == STATUS_OK && s->unsound.status == STATUS_OK)
		s->unsound.status = game_check(g, &s->unsound);
	return st;
}

enum status solver_alloc(const struct game *g, struct solver **out, struct error *err)
{
	struct solver *s = calloc(1, sizeof *s);
	if (!s)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	enum status st = solver_rebind(s, g, err);
	if (st != STATUS_OK) {
		solver_free(s);
		return st;
	}
	*out = s;
	return STATUS_OK;
}

bool solver_is_closed(const struct solver *s)
{
	return s->closed;
}

void solver_free(struct solver *s)
{
	if (!s)
		return;
	clear_domains(s);
	pieces_free(s->cost);
	outcome_free(&s->pot);
	free(s->domain);
	free(s->first);
	stage_free(s->stage);
	free(s);
}

void solver_pause(struct solver *s, struct pause pause)
{
	s->pause = pause;
	stage_pause(s->stage, pause);
}

double specialist_payoff(const struct specialist *d, double delta_i, double a0, double x)
{
	return (1 - delta_i) * revenue_value(&d->revenue, a0 + x) - cost_value(&d->cost, x, a0);
}

/* ------------------------------------------------------------- outcomes */

/* An investment that is less of its level is none. Of levels that pay the generalist the same
 * but for rounding it takes the least: at a kink of a specialist's revenue, one that differs
 * from the kink in its last digits alone. */
#define NO_INVESTMENT 1e-12

static void fill_domain(const struct domain *m, double a0, const struct reply *at, bool active,
	struct domain_outcome *out)
{
	if (!active) {
		*out = (struct domain_outcome){.regime = REGIME_ABSTAIN};
		return;
	}
	out->alpha = at->a;
	/* Not a - a0: next to a large a0 a small x would be lost. */
	out->investment = at->x > NO_INVESTMENT * at->a ? at->x : 0;
	out->revenue = at->r;
	double base = m->by.terms ? terms_base(m, a0) : 0;
	out->utility = m->by.terms ? terms_own(m, at, base) : at->u;
	out->paid = m->by.terms ? terms_paid(m, at, base) : m->delta * at->r;
	out->regime = out->investment > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
}

/* Sums over the domains, which are filled; u_generalist from delta. */
static void add_up(const struct solver *s, const double *delta, struct outcome *out)
{
	double u = -cost_value(&s->game->generalist.cost, out->alpha0, 0), joint = 0;
	out->performance = 0;
	out->active = 0;
	for (int i = 0; i < out->n; i++) {
		const struct domain_outcome *d = &out->domain[i];
		if (d->regime == REGIME_ABSTAIN)
			continue;
		u += s->terms ? d->paid : delta[i] * d->revenue;
		joint += d->utility;
		if (s->domain[i].earns)
			out->performance += d->alpha;
		out->active++;
	}
	out->u_generalist = u;
	out->joint = joint + u;
}

enum status solver_check_shares(const double *delta, int n, struct error *err)
{
	for (int i = 0; i < n; i++)
		if (!(delta[i] >= 0 && delta[i] <= 1))
			return error_set(err, STATUS_INPUT,
				"a share must lie between 0 and 1, not %.6g", delta[i]);
	return STATUS_OK;
}

static enum status check_cost(const struct solver *s, struct error *err)
{
	if (s->unsound.status != STATUS_OK && err)
		*err = s->unsound;
	return s->unsound.status;
}

/* All domains as one owner would have them, in s->first. */
static enum status prepare_first(struct solver *s, struct error *err)
{
	enum status st = STATUS_OK;
	if (!s->first) {
		s->first = calloc((size_t)s->n + 1, sizeof *s->first);
		if (!s->first)
			return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	memcpy(s->first, s->domain, (size_t)s->n * sizeof *s->first);
	for (int i = 0; i < s->n && st == STATUS_OK; i++)
		if (s->first[i].same)
			domain_prepare_alike(&s->first[i], &s->first[i - 1]);
		else
			st = domain_prepare_whole(&s->first[i], err);
	return st;
}

/* m's reply, where *at is that of the domain before it. */
static enum status next_reply(struct domain *m, double a0, struct reply *at, struct error *err)
{
	return m->alike ? STATUS_OK : domain_reply(m, a0, at, err);
}

/* The joint surplus at a0 is at most this. */
static enum status surplus_at(struct solver *s, double a0, double *out, struct error *err)
{
	struct reply at;
	*out = -cost_value(&s->game->generalist.cost, a0, 0);
	for (int i = 0; i < s->n; i++) {
		enum status st = next_reply(&s->first[i], a0, &at, err);
		if (st != STATUS_OK)
			return st;
		*out += fmax(at.u, 0);
	}
	return STATUS_OK;
}

/* Whatever the contract, the generalist gets no more than the joint surplus, since specialists
 * that would lose do not take part: beyond a level at which that is nothing, and falling, it
 * does not go (haggle-theory(7), "Contracts"). */
static enum status limit_levels(struct solver *s, struct error *err)
{
	double level = INFINITY, surplus = 1;
	struct error why;
	enum status st = prepare_first(s, &why);
	if (st == STATUS_OK)
		st = stage_horizon(s->stage, &s->game->generalist.cost, s->first, s->n,
			GOAL_SURPLUS, &level, &why);
	if (st == STATUS_OK)
		level = fmax(level, 1e-6);
	while (st == STATUS_OK && surplus > 0 && level < LEVEL_MAX) {
		st = surplus_at(s, level, &surplus, &why);
		if (surplus > 0)
			level = next_doubling(level);
	}
	if (st == STATUS_SYSTEM)
		return error_set(err, st, "%s", why.text);
	if (st != STATUS_OK || surplus > 0)
		level = INFINITY;
	stage_terms_limit(s->stage, level);
	s->limited = true;
	return STATUS_OK;
}

void solver_set_apart(struct solver *s, int i)
{
	s->domain[i].alike = false;
	if (i + 1 < s->n)
		s->domain[i + 1].alike = false;
}

enum status solver_prepare_one(struct solver *s, int i, double delta_i, struct error *err)
{
	enum status st = solver_check_shares(&delta_i, 1, err);
	if (st == STATUS_OK && s->terms && !s->limited)
		st = limit_levels(s, err);
	solver_set_apart(s, i);
	return st == STATUS_OK ? domain_prepare(&s->domain[i], delta_i, err) : st;
}

enum status solver_prepare(struct solver *s, const double *delta, struct error *err)
{
	enum status st = solver_check_shares(delta, s->n, err);
	if (st == STATUS_OK)
		st = check_cost(s, err);
	if (st == STATUS_OK && s->terms && !s->limited)
		st = limit_levels(s, err);
	for (int i = 0; i < s->n && st == STATUS_OK; i++)
		/* Under terms each is followed by its edges. */
		if (s->domain[i].same && delta[i] == delta[i - 1] && !s->terms)
			domain_prepare_alike(&s->domain[i], &s->domain[i - 1]);
		else
			st = domain_prepare(&s->domain[i], delta[i], err);
	return st;
}

enum status solver_play(struct solver *s, const double *delta, double a0, struct outcome *out,
	struct error *err)
{
	enum status st = solver_prepare(s, delta, err);
	for (int i = 0; i < s->n && st == STATUS_OK; i++)
		st = solver_response(s, i, delta[i], a0, &out->domain[i], err);
	if (st != STATUS_OK)
		return st;
	out->invests = true;
	out->alpha0 = a0;
	add_up(s, delta, out);
	if (s->game->contract == CONTRACT_PROFIT)
		solver_split_pot(delta[0], out);
	return STATUS_OK;
}

/* Of the search for the best level, and of the replies it went by. */
static enum proof proof_of(const struct best *best, const struct domain *domain, int n)
{
	enum proof proof = best->proof;
	for (int i = 0; i < n; i++)
		proof = proof_worse(proof, domain[i].proof);
	return proof;
}

/* Whether a0 is where the domain begins to take part, or ends. */
static bool at_edge(const struct domain *m, double a0, const struct reply *reply)
{
	bool nothing = !m->by.terms && fabs(reply->u) <= TIE * m->w * reply->r;
	bool at = a0 > 0 && (m->by_level ? nothing : a0 == m->threshold);
	for (int k = 0; k < m->by.edges; k++)
		at |= a0 > 0 && a0 == m->by.edge[k].a0;
	return at;
}

/* All of the outcome at a0. */
static enum status fill_at(struct solver *s, const double *delta, double a0, struct outcome *out,
	struct error *err)
{
	struct reply at;
	out->invests = true;
	out->alpha0 = a0;
	for (int i = 0; i < s->n; i++) {
		struct domain *m = &s->domain[i];
		enum status st = next_reply(m, a0, &at, err);
		if (st != STATUS_OK)
			return st;
		fill_domain(m, a0, &at, domain_active(m, a0, &at), &out->domain[i]);
		/* Held at its participation it gets 0, not what rounding makes of that. */
		if (at_edge(m, a0, &at))
			out->domain[i].utility = 0;
	}
	add_up(s, delta, out);
	return STATUS_OK;
}

/* How near 0 a payoff, in parts of what is earned, may come from a level that is as good as the
 * best but for MISSED, where the best is the one that holds the specialist at 0. */
#define NEAR_NOTHING 1e-8

/* Where the payoff of a specialist that is asked level by level is 0, from *a0 on, where it is
 * next to nothing; false: it is not. */
static bool find_held(struct domain *m, double *a0)
{
	struct reply at;
	for (int i = 0; i < 8; i++) {
		if (domain_reply(m, *a0, &at, NULL) != STATUS_OK || at.gain == 0 ||
			!(fabs(at.u) <= NEAR_NOTHING * m->w * at.r))
			return false;
		if (fabs(at.u) <= TIE * m->w * at.r)
			return true;
		*a0 = fmax(*a0 - at.u / at.gain, 0);
	}
	return false;
}

/* The level beside the best where a specialist is held at 0. Others' thresholds are known to the
 * last bit, and tried; where a specialist is asked level by level, the search closes in on what
 * is as good but for MISSED. */
static double held_level(struct solver *s, double best)
{
	for (int i = 0; i < s->n; i++) {
		struct domain *m = &s->domain[i];
		double a0 = best;
		/* under terms its edges are known: domain.by.edge */
		if (m->by_level && !m->by.terms && a0 > 0 && find_held(m, &a0))
			return a0;
	}
	return best;
}

/* A level that pays less than was found, by more of what is gained, is not the one found. */
#define UNSETTLED 1e-9

/* The outcome at the best level or as near it as pays what that does but for `missed` of the gain;
 * false: there is none. */
static bool settle_near(struct solver *s, const double *delta, const struct best *best,
	double missed, struct outcome *out)
{
	for (double room = 0; room < 1e-9; room = room > 0 ? 4 * room : 1e-15)
		for (int side = 1; side >= (room > 0 ? -1 : 1); side -= 2)
			if (fill_at(s, delta, best->a0 * (1 + side * room), out, NULL) == STATUS_OK &&
				out->u_generalist >= best->value - missed * best->gain)
				return true;
	return false;
}

/* The outcome at the best level. That may lie on the very edge of what somebody
 * does: what held when it was found must not fail by the last bit now, so the
 * level moves by as little as brings it back, or, where payoffs are so steep that even that
 * shows, most of it. */
static enum status settle(struct solver *s, const double *delta, const struct best *best,
	struct outcome *out, struct error *err)
{
	enum status st = fill_at(s, delta, held_level(s, best->a0), out, err);
	if (st != STATUS_OK || out->u_generalist >= best->value - TIE * best->gain ||
		settle_near(s, delta, best, TIE, out) ||
		settle_near(s, delta, best, UNSETTLED, out))
		return st;
	return fill_at(s, delta, best->a0, out, err);
}

enum status solver_aim(struct solver *s, const double *delta, struct aim *aim, struct error *err)
{
	bool pot = s->game->contract == CONTRACT_PROFIT;
	enum status st = solver_prepare(s, delta, err);
	if (st == STATUS_OK && pot)
		st = prepare_first(s, err);
	*aim = pot ? (struct aim){s->first, GOAL_SURPLUS} : (struct aim){s->domain, GOAL_SHARE};
	return st;
}

enum status solver_best(struct solver *s, const double *delta, struct best *best,
	struct error *err)
{
	struct aim aim;
	enum status st = solver_aim(s, delta, &aim, err);
	if (st == STATUS_OK)
		st = stage_maximise(s->stage, &s->game->generalist.cost, aim.domain, s->n,
			aim.goal, best, err);
	return st;
}

enum status solver_equilibrium(struct solver *s, const double *delta, struct outcome *out,
	struct error *err)
{
	struct best best;

	if (s->game->contract == CONTRACT_PROFIT)
		return solver_pot(s, delta, out, err);
	if (s->closed && (s->terms ? closed_solve_terms : closed_solve)(s->game, delta, out))
		return STATUS_OK;
	enum status st = solver_best(s, delta, &best, err);
	if (st != STATUS_OK)
		return st;
	if (best.value < -TIE * best.gain) {
		outcome_clear(out);
		out->proof = proof_of(&best, s->domain, s->n);
		return STATUS_OK;
	}
	st = settle(s, delta, &best, out, err);
	if (st != STATUS_OK)
		return st;
	out->proof = proof_of(&best, s->domain, s->n);
	if (out->u_generalist < best.value - UNSETTLED * best.gain)
		out->proof = PROOF_GAVE_UP;
	if (!isfinite(out->joint) || !isfinite(out->alpha0))
		return error_set(err, STATUS_NO_EQUILIBRIUM,
			"no equilibrium: the numbers of this game are too large to compute with");
	return STATUS_OK;
}

enum status solver_response(struct solver *s, int i, double delta_i, double a0,
	struct domain_outcome *out, struct error *err)
{
	s->domain[i].guess = s->domain[i].last_a0 = -1;
	return solver_next_response(s, i, delta_i, a0, out, err);
}

enum status solver_reply(struct solver *s, int i, double a0, struct domain_outcome *out,
	struct error *err)
{
	struct reply at;
	enum status st = domain_reply(&s->domain[i], a0, &at, err);
	if (st == STATUS_OK)
		fill_domain(&s->domain[i], a0, &at, domain_active(&s->domain[i], a0, &at), out);
	return st;
}

enum status solver_next_response(struct solver *s, int i, double delta_i, double a0,
	struct domain_outcome *out, struct error *err)
{
	struct domain *m = &s->domain[i];
	enum status st = solver_check_shares(&delta_i, 1, err);
	if (st == STATUS_OK && m->delta != delta_i) {
		st = solver_prepare_one(s, i, delta_i, err);
		m->guess = -1;
	}
	return st == STATUS_OK ? solver_reply(s, i, a0, out, err) : st;
}

enum status solver_a0_max(struct solver *s, const double *delta, double *a0, struct error *err)
{
	enum status st = solver_prepare(s, delta, err);
	if (st == STATUS_OK)
		st = stage_horizon(s->stage, &s->game->generalist.cost, s->domain, s->n, GOAL_SHARE,
			a0, err);
	for (int i = 0; i < s->n && st == STATUS_OK; i++)
		if (s->domain[i].threshold < LEVEL_MAX)
			*a0 = fmax(*a0, s->domain[i].threshold);
	return st;
}

/* ----------------------------------------------------------- first best */

enum status solver_first_best(struct solver *s, struct outcome *out, struct error *err)
{
	struct best best;
	struct reply at;
	enum status st = check_cost(s, err);

	if (st != STATUS_OK)
		return st;
	st = prepare_first(s, err);
	if (st == STATUS_OK)
		st = stage_maximise(s->stage, &s->game->generalist.cost, s->first, s->n,
			GOAL_SURPLUS, &best, err);
	if (st == STATUS_NO_EQUILIBRIUM)
		return error_set(err, st, "the joint surplus has no maximum: it grows without limit");
	if (st != STATUS_OK)
		return st;
	outcome_clear(out);
	out->proof = proof_of(&best, s->first, s->n);
	if (best.value < -TIE * best.gain)
		return STATUS_OK;
	out->invests = true;
	out->alpha0 = best.a0;
	out->joint = -cost_value(&s->game->generalist.cost, best.a0, 0);
	for (int i = 0; i < s->n; i++) {
		struct domain_outcome *d = &out->domain[i];
		st = next_reply(&s->first[i], best.a0, &at, err);
		if (st != STATUS_OK)
			return st;
		fill_domain(&s->first[i], best.a0, &at,
			domain_active(&s->first[i], best.a0, &at), d);
		if (d->regime == REGIME_ABSTAIN)
			continue;
		out->joint += d->utility;
		if (s->domain[i].earns)
			out->performance += d->alpha;
		out->active++;
		d->paid = d->utility; /* all that one owner gets from it */
		d->utility = 0;
	}
	return STATUS_OK;
}
