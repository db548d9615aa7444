#include "solver/why.h"

#include "base/bracket.h"
#include "solver/solver_private.h"

#include <math.h>

/* How near an edge is looked at from its other side, and what a level must change by there to
 * have leapt: both in parts of the level. */
#define BESIDE 1e-8
#define LEAP 1e-3
/* The least change of a margin, in parts of it, that a kink makes. */
#define KINK 1e-6
/* By how much a payoff must fall on the way to an investment to be told of, in parts of the revenue
 * kept and of the cost there; and at how many places it is looked at. */
#define DIP 1e-6
enum { STEPS = 192, NEAR_STEPS = 40 };

static struct margins margins_at(const struct specialist *d, struct keeping keeps, double a0,
	double x)
{
	struct cost_jet c;
	struct jet r;
	revenue_jet(&d->revenue, a0 + x, &r);
	cost_jet(&d->cost, x, a0, &c);
	return (struct margins){.earns = keeps.revenue > 0 ? keeps.revenue * r.d1 : 0,
		.costs = keeps.cost > 0 ? keeps.cost * c.d1 : 0};
}

/* As far beyond x as a part `room` of the level; of level 0 there is no part. */
static double hair(double a0, double x, double room)
{
	return x + room * (a0 + x > 0 ? a0 + x : 1);
}

static double margins_apart(const struct margins *a, const struct margins *b)
{
	return fmax(fabs(a->earns - b->earns), fabs(a->costs - b->costs));
}

/* At x, or, where there is a kink, beyond it, which is where a further unit would lie. */
static struct margins margins_beyond(const struct specialist *d, struct keeping keeps, double a0,
	double x)
{
	struct margins m = margins_at(d, keeps, a0, x);
	if (d->revenue.family != REVENUE_FORMULA && d->cost.family != COST_FORMULA)
		return m;
	struct margins beyond = margins_at(d, keeps, a0, hair(a0, x, 1e-12));
	struct margins further = margins_at(d, keeps, a0, hair(a0, x, 1e-9));
	double most = fmax(m.earns, m.costs), step = margins_apart(&m, &beyond);
	/* What is infinite at 0 is finite a hair off, and no kink; nor is what a hair changes, or as
	 * much as a hair is long. */
	bool kink = step > KINK * most && step > .5 * margins_apart(&m, &further);
	return isfinite(most) && kink ? beyond : m;
}

struct margins specialist_margins(const struct game *g, int i, double delta_i, double a0)
{
	return margins_beyond(&g->specialist[i], contract_keeping(g, i, delta_i), a0, 0);
}

/* The payoff for taking part with an investment. */
struct walk { const struct game *g; int i; double delta, a0; };

static double walk_pays(void *context, double x)
{
	const struct walk *w = context;
	return contract_division(w->g, w->i, w->delta, w->a0, x).own;
}

/* The k-th of the investments on the way to x that are looked at: near 0 in magnitudes. */
static double on_the_way(int k, double x)
{
	return k < NEAR_STEPS ? x / STEPS * pow(2, k - NEAR_STEPS) :
		x * (k - NEAR_STEPS + 1) / STEPS;
}

/* The top about the k-th, which is above those beside it. */
static void find_top(struct walk *w, int k, double x, struct passed *over)
{
	double low = k > 0 ? on_the_way(k - 1, x) : 0, pays;
	double top = bracket_maximum(walk_pays, w, low, on_the_way(k + 1, x), 0, 1e-9, &pays);
	if (pays > over->pays)
		*over = (struct passed){top, pays};
}

bool specialist_leaps(const struct game *g, int i, double delta_i, double a0, double x,
	const struct margins *first, struct passed *over)
{
	struct walk w = {g, i, delta_i, a0};
	struct passed best = {0, walk_pays(&w, 0)};
	struct keeping keeps = contract_keeping(g, i, delta_i);
	double size = keeps.revenue * fabs(revenue_value(&g->specialist[i].revenue, a0 + x)) +
		keeps.cost * cost_value(&g->specialist[i].cost, x, a0);
	bool leaps = first->earns < first->costs, level = first->earns == first->costs;
	int top = -1, passed = -1;
	*over = best;
	for (int k = 0; on_the_way(k, x) < x; k++) {
		double y = on_the_way(k, x), pays = walk_pays(&w, y);
		/* Where a first unit earns what it costs, later ones may pay at once. */
		bool flat = level && top < 0 && k >= NEAR_STEPS;
		if (pays > best.pays + TIE * size) {
			best = (struct passed){y, pays};
			top = k;
		} else if (flat || pays < best.pays - DIP * size) {
			leaps = true;
			passed = top;
			*over = best;
		}
	}
	if (passed >= 0)
		find_top(&w, passed, x, over);
	return leaps;
}

bool specialist_stop(const struct game *g, int i, double delta_i, double a0, double x,
	struct margins *out)
{
	const struct specialist *d = &g->specialist[i];
	struct keeping keeps = contract_keeping(g, i, delta_i);
	double here = contract_division(g, i, delta_i, a0, x).own;
	double step = 1e-6 * (fabs(here) + cost_value(&d->cost, x, a0));
	*out = margins_beyond(d, keeps, a0, x);
	/* A kink, or a step, may lie as far off as x is inexact. */
	for (double room = 1e-12; out->earns > out->costs * (1 + 1e-6); room *= 10) {
		double beyond = hair(a0, x, room);
		double loss = here - contract_division(g, i, delta_i, a0, beyond).own;
		if (room > 1e-7)
			return false;
		*out = margins_at(d, keeps, a0, beyond);
		if (loss > step && loss > 0) {
			out->loss = loss;
			return true;
		}
	}
	/* The same but for rounding, which must not show in a last digit. */
	if (fabs(out->earns - out->costs) <= 1e-6 * out->costs)
		out->earns = out->costs;
	return true;
}

/* ---- choices ------------------------------------------------------------------ */

static bool leaps(const struct domain_outcome *at, const struct domain_outcome *beside)
{
	bool on = at->regime != REGIME_ABSTAIN, on_beside = beside->regime != REGIME_ABSTAIN;
	if (on != on_beside)
		return true;
	return on && fabs(at->alpha - beside->alpha) > LEAP * fmax(at->alpha, beside->alpha);
}

static double beside_level(double a0, bool beyond)
{
	return a0 * (beyond ? 1 + BESIDE : 1 - BESIDE);
}

/* What the generalist would lose of what it gets from specialist i. */
static double loss_of(const struct solver *s, int i, const struct domain_outcome *at,
	const struct domain_outcome *beside)
{
	return s->terms ? at->paid - beside->paid :
		s->domain[i].delta * (at->revenue - beside->revenue);
}

/* The edge at a0 that costs the generalist most to step over. */
static enum status find_edge(struct solver *s, double a0, struct edge *edge, struct error *err)
{
	double most = 0;
	*edge = (struct edge){.specialist = -1};
	/* In one pot nobody loses what another gains. */
	int n = s->game->contract == CONTRACT_PROFIT ? 0 : s->n;
	for (int i = 0; i < n && a0 > 0; i++) {
		struct domain_outcome at, beside;
		enum status st = solver_reply(s, i, a0, &at, err);
		for (int beyond = 0; beyond <= 1 && st == STATUS_OK; beyond++) {
			st = solver_reply(s, i, beside_level(a0, beyond), &beside, err);
			double loss = loss_of(s, i, &at, &beside);
			if (st != STATUS_OK || loss <= most || !leaps(&at, &beside))
				continue;
			most = loss;
			*edge = (struct edge){i, beyond, at, beside};
		}
		if (st != STATUS_OK)
			return st;
	}
	return STATUS_OK;
}

static enum status add_choice(struct solver *s, const struct best *best, struct choice *choice,
	int *count, struct error *err)
{
	struct choice *c = &choice[(*count)++];
	*c = (struct choice){.a0 = best->a0, .payoff = best->value};
	return find_edge(s, best->a0, &c->edge, err);
}

enum status solver_choices(struct solver *s, const double *delta, struct choice *choice,
	int most, int *count, struct error *err)
{
	struct best best, peak[CHOICES_MAX];
	struct aim aim;
	int peaks;
	*count = 0;
	enum status st = solver_best(s, delta, &best, err);
	if (st != STATUS_OK || most < 1)
		return st;
	if (s->game->contract != CONTRACT_PROFIT)
		best.a0 = solver_held_level(s, best.a0);
	st = add_choice(s, &best, choice, count, err);
	if (st == STATUS_OK)
		st = solver_aim(s, delta, &aim, err);
	if (st == STATUS_OK)
		st = stage_peaks(s->stage, &s->game->generalist.cost, aim.domain, s->n, aim.goal,
			peak, CHOICES_MAX, &peaks, err);
	for (int k = 0; st == STATUS_OK && k < peaks && *count < most; k++)
		if (!stage_same_level(peak[k].a0, best.a0))
			st = add_choice(s, &peak[k], choice, count, err);
	return st;
}

/* Whether what the generalist gets from specialist i is lost beside c since it abstains there. What
 * it does at the very edge is up to the last bit: it is asked on both sides. */
static enum status leaves_beside(struct solver *s, const struct choice *c, int i, bool *leaves,
	struct error *err)
{
	struct domain_outcome within = {0}, beside = {0};
	bool beyond = c->edge.beyond;
	enum status st = solver_reply(s, i, beside_level(c->a0, !beyond), &within, err);
	if (st == STATUS_OK)
		st = solver_reply(s, i, beside_level(c->a0, beyond), &beside, err);
	*leaves = st == STATUS_OK && within.regime != REGIME_ABSTAIN &&
		beside.regime == REGIME_ABSTAIN && loss_of(s, i, &within, &beside) > 0;
	*leaves |= i == c->edge.specialist;
	return st;
}

enum status solver_leaving(struct solver *s, const struct choice *c, bool *leaves,
	struct error *err)
{
	enum status st = STATUS_OK;
	bool any = c->edge.specialist >= 0 && c->edge.beside.regime == REGIME_ABSTAIN;
	for (int i = 0; i < s->n; i++)
		leaves[i] = false;
	for (int i = 0; i < s->n && any && st == STATUS_OK; i++)
		st = leaves_beside(s, c, i, &leaves[i], err);
	return st;
}

enum status solver_choice_if_bound(struct solver *s, const double *delta, const bool *bound,
	struct choice *out, struct error *err)
{
	struct best best;
	int count = 0;
	enum status st = solver_prepare(s, delta, err);
	if (st != STATUS_OK)
		return st;
	for (int i = 0; i < s->n; i++) {
		if (!bound[i])
			continue;
		solver_set_apart(s, i);
		s->domain[i].stays = true;
		s->domain[i].threshold = 0;
	}
	st = stage_maximise(s->stage, &s->game->generalist.cost, s->domain, s->n, GOAL_SHARE, &best,
		err);
	if (st == STATUS_OK)
		st = add_choice(s, &best, out, &count, err);
	/* They are free again. */
	enum status again = solver_prepare(s, delta, err);
	return st != STATUS_OK ? st : again;
}

enum status solver_participation(struct solver *s, int i, double delta_i, double *from,
	struct error *err)
{
	enum status st = solver_prepare_one(s, i, delta_i, err);
	*from = s->domain[i].by_level ? NAN : s->domain[i].threshold;
	return st;
}

enum status solver_active_payoff(struct solver *s, int i, double delta_i, double a0,
	struct domain_outcome *out, struct error *err)
{
	enum status st = solver_prepare_one(s, i, delta_i, err);
	s->domain[i].stays = true;
	if (st == STATUS_OK)
		st = solver_reply(s, i, a0, out, err);
	s->domain[i].stays = false;
	return st;
}
