/* What a domain's terms come to: who bears what at a share, and where the specialist takes
 * part. Its reply is that to a share of its own: in units of its part of its cost it keeps
 * (1 - delta) / (1 - cost share) of a unit of revenue. A fee moves its participation as a
 * fixed cost does. With a part of the generalist's cost it may leave again further up, where
 * that cost has outgrown what it gains. */
#include "solver/equilibrium.h"
#include "solver/stage.h"

#include <math.h>

enum { SPLITS = 60 };

void terms_prepare(struct domain *m)
{
	const struct terms *t = &m->d->terms;
	double cost = m->matched ? m->delta : t->cost_share;
	m->by = (struct bearing){.keep = 1, .part = m->delta};
	m->w = 1 - m->delta;
	if (!m->matched && !terms_any(t))
		return;
	m->w = m->matched ? 1 : m->w / (1 - cost);
	m->by = (struct bearing){.terms = true, .keep = 1 - cost, .cost = cost,
		.part = m->matched ? 0 : m->delta - cost * m->w, .fee = t->fee, .base = t->base_share,
		.base_cost = t->base_share > 0 ? m->base_cost : NULL};
	if (t->fee != 0)
		m->by.need = t->fee / m->by.keep;
}

struct keeping contract_keeping(const struct game *g, int i, double delta_i)
{
	double kept = 1 - delta_i;
	if (g->contract == CONTRACT_TERMS)
		return (struct keeping){kept, 1 - g->specialist[i].terms.cost_share};
	if (g->contract == CONTRACT_PROFIT)
		kept /= g->n;
	return (struct keeping){kept, kept};
}

struct division contract_division(const struct game *g, int i, double delta_i, double a0, double x)
{
	const struct specialist *d = &g->specialist[i];
	struct keeping keeps = contract_keeping(g, i, delta_i);
	double r = revenue_value(&d->revenue, a0 + x), c = cost_value(&d->cost, x, a0);
	double over = d->terms.fee;
	if (d->terms.base_share > 0)
		over += d->terms.base_share * cost_value(&g->generalist.cost, a0, 0);
	struct division out = {keeps.revenue * r - keeps.cost * c - over, delta_i * r + over};
	if (keeps.cost < 1)
		out.paid -= (g->contract == CONTRACT_TERMS ? 1 - keeps.cost : delta_i) * c;
	return out;
}

static double base_cost(const struct domain *m, double a0)
{
	return m->by.base > 0 ? m->by.base * cost_value(m->by.base_cost, a0, 0) : 0;
}

double terms_own(const struct domain *m, double a0, const struct reply *at)
{
	return m->by.keep * at->u - base_cost(m, a0) - m->by.fee;
}

double terms_paid(const struct domain *m, double a0, const struct reply *at)
{
	return m->by.part * at->r + m->by.cost * at->u + base_cost(m, a0) + m->by.fee;
}

/* What rounding makes of its payoff where that is 0. */
static double own_room(const struct domain *m, double a0, const struct reply *at)
{
	return TIE * (m->by.keep * m->w * fabs(at->r) + base_cost(m, a0) + fabs(m->by.fee));
}

/* By the stretches that are known; false: none hold there. */
static bool presence_listed(const struct domain *m, double a0, struct presence *out)
{
	*out = (struct presence){0};
	if (m->by.base > 0 ? m->kind == KIND_PIECES || a0 > m->by.known_to : m->by_level)
		return false;
	if (!(m->by.base > 0)) {
		*out = (struct presence){m->threshold < a0, m->threshold <= a0,
			m->threshold == a0 && a0 > 0};
		return true;
	}
	for (int i = 0; i < m->by.stays; i++) {
		double from = m->by.stay[i].from, to = m->by.stay[i].to;
		out->left |= from < a0 && a0 <= to;
		out->right |= from <= a0 && a0 < to;
		out->indifferent |= (a0 == from && a0 > 0) || a0 == to;
	}
	return true;
}

struct presence terms_presence(const struct domain *m, double a0, const struct reply *at)
{
	struct presence out;
	double own = terms_own(m, a0, at), room = own_room(m, a0, at);
	if (m->stays)
		return (struct presence){true, true, false};
	if (!presence_listed(m, a0, &out)) {
		out.left = out.right = own >= -room;
		out.indifferent = fabs(own) <= room;
	}
	if (a0 <= 0)
		out.indifferent = fabs(own) <= room;
	return out;
}

bool terms_stays(const struct domain *m, double l, double u)
{
	if (m->stays)
		return true;
	if (!(m->by.base > 0))
		return m->threshold <= l;
	for (int i = 0; i < m->by.stays; i++)
		if (m->by.stay[i].from <= l && u <= m->by.stay[i].to)
			return true;
	return false;
}

bool terms_away(const struct domain *m, double l, double u)
{
	if (m->stays)
		return false;
	if (!(m->by.base > 0))
		return m->threshold >= u;
	for (int i = 0; i < m->by.stays; i++)
		if (m->by.stay[i].from < u && l < m->by.stay[i].to)
			return false;
	return true;
}

/* ---- where it takes part --------------------------------------------------------- */

struct spot {
	double a0, own;
	struct reply at;
	struct cost_jet base;
};

struct stays_search {
	struct domain *m;
	bool on;      /* up to here */
	enum status status;
	struct error *err;
};

static void look(struct stays_search *s, double a0, struct spot *out)
{
	out->a0 = a0;
	if (s->status == STATUS_OK)
		s->status = domain_reply(s->m, a0, &out->at, s->err);
	if (s->status != STATUS_OK)
		return;
	cost_jet(s->m->by.base_cost, a0, 0, &out->base);
	out->own = terms_own(s->m, a0, &out->at);
}

/* From l to u it takes part, or does not; stretches come one after the other. */
static void found(struct stays_search *s, double l, double u, bool on)
{
	struct bearing *by = &s->m->by;
	if (on && !s->on) {
		if (by->stays == STAYS_MAX) {
			s->m->proof = PROOF_GAVE_UP;
			return;
		}
		by->stay[by->stays++].from = l;
	}
	if (on)
		by->stay[by->stays - 1].to = u;
	s->on = on;
}

/* Its payoff changes sign once between l and u: there, on the side that takes part. */
static double crossing(struct stays_search *s, const struct spot *l, const struct spot *u)
{
	const struct domain *m = s->m;
	bool rises = u->own >= 0;
	double low = l->a0, high = u->a0, x = .5 * (low + high);
	struct spot mid;
	for (int i = 0; i < 200 && high - low > 4e-16 * high; i++) {
		look(s, x, &mid);
		if (s->status != STATUS_OK)
			return x;
		if ((mid.own >= 0) == rises)
			high = x;
		else
			low = x;
		/* On the side that takes part, and as near as doubles tell. */
		if (mid.own >= 0 && mid.own <= .5 * own_room(m, x, &mid.at))
			break;
		double slope = m->by.keep * mid.at.gain - m->by.base * mid.base.d1;
		double next = x - mid.own / slope;
		/* A little further than the root, so that both ends come near. */
		if (fabs(next - x) < 1e-6 * x)
			next += copysign(2e-16 * x + 1e-3 * fabs(next - x), next - x);
		x = next > low && next < high && i % 8 != 7 ? next : .5 * (low + high);
	}
	return rises ? high : low;
}

/* Whether the payoff moves one way between them. */
static bool is_monotone(const struct domain *m, const struct spot *l, const struct spot *u)
{
	double low, high;
	if (m->by.base_cost->family == COST_FORMULA ||
		!domain_slope_bounds(m, GOAL_SURPLUS, l->a0, &l->at, u->a0, &u->at, &low, &high))
		return false;
	return m->by.keep * low >= m->by.base * u->base.d1 ||
		m->by.keep * high <= m->by.base * l->base.d1;
}

static bool is_concave(const struct domain *m, const struct spot *l, const struct spot *u)
{
	return m->by.base_cost->family != COST_FORMULA &&
		domain_concave(m, GOAL_SURPLUS, &l->at, &u->at);
}

/* Whether a concave payoff that is below 0 at both ends is so between, by its slopes there. */
static bool stays_below(const struct domain *m, const struct spot *l, const struct spot *u)
{
	double rise = m->by.keep * l->at.gain - m->by.base * l->base.d1;
	double fall = m->by.keep * u->at.gain - m->by.base * u->base.d1;
	double h = u->a0 - l->a0;
	if (!(rise > 0) || !(fall < 0))
		return true;
	if (!isfinite(rise) || !isfinite(fall))
		return false;
	double t = (u->own - l->own - fall * h) / (rise - fall);
	return l->own + rise * fmin(fmax(t, 0), h) < 0;
}

static void search(struct stays_search *s, const struct spot *l, const struct spot *u, int depth)
{
	const struct domain *m = s->m;
	const struct bearing *by = &m->by;
	double most = by->keep * u->at.u - by->base * l->base.v - by->fee;
	double least = by->keep * l->at.u - by->base * u->base.v - by->fee;
	bool on_l = l->own >= 0, on_u = u->own >= 0;
	struct spot mid;
	if (s->status != STATUS_OK)
		return;
	if (most < 0 || least >= 0) {
		found(s, l->a0, u->a0, least >= 0);
		return;
	}
	bool concave = is_concave(m, l, u), monotone = is_monotone(m, l, u);
	if (on_l == on_u && (monotone || (concave && (on_l || stays_below(m, l, u))))) {
		found(s, l->a0, u->a0, on_l);
		return;
	}
	if (on_l != on_u && (monotone || concave)) {
		double x = crossing(s, l, u);
		found(s, l->a0, x, on_l);
		found(s, x, u->a0, on_u);
		return;
	}
	if (depth == 0 || u->a0 - l->a0 <= 1e-15 * u->a0) {
		if (u->a0 - l->a0 > 1e-9 * u->a0)
			s->m->proof = PROOF_GAVE_UP;
		found(s, l->a0, u->a0, on_l && on_u);
		return;
	}
	look(s, between_levels(l->a0, u->a0), &mid);
	search(s, l, &mid, depth - 1);
	search(s, &mid, u, depth - 1);
}

enum status terms_find_stays(struct domain *m, struct error *err)
{
	struct stays_search s = {.m = m, .err = err};
	struct spot zero, last;
	double end = fmin(m->base_to, LEVEL_MAX);
	m->by.stays = 0;
	m->by.known_to = end;
	look(&s, 0, &zero);
	look(&s, end, &last);
	if (s.status == STATUS_OK)
		search(&s, &zero, &last, SPLITS);
	return s.status;
}
