/* What a domain's terms come to: who bears what at a share, and where the specialist takes
 * part. Its reply is that to a share of its own: in units of its part of its cost it keeps
 * (1 - delta) / (1 - cost share) of a unit of revenue. A fee moves its participation as a
 * fixed cost does. With a part of the generalist's cost it may leave again further up, where
 * that cost has outgrown what it gains. */
#include "solver/equilibrium.h"
#include "solver/stage.h"

#include <math.h>

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

double terms_base(const struct domain *m, double a0)
{
	return m->by.base > 0 ? m->by.base * cost_value(m->by.base_cost, a0, 0) : 0;
}

double terms_own(const struct domain *m, const struct reply *at, double base)
{
	return m->by.keep * at->u - base - m->by.fee;
}

double terms_paid(const struct domain *m, const struct reply *at, double base)
{
	/* Not as part r + cost u: that leaves rounding where the cost is nothing. */
	double paid = m->matched ? m->by.cost * at->u :
		m->delta * at->r - m->by.cost * (m->w * at->r - at->u);
	return paid + base + m->by.fee;
}

bool terms_by_payoff(const struct domain *m)
{
	return m->by.base > 0 || m->by_level;
}

/* What rounding makes of its payoff where that is 0: nothing beside a cost without bound. */
static double own_room(const struct domain *m, const struct reply *at, double base)
{
	if (isinf(base))
		return 0;
	return TIE * (m->by.keep * m->w * fabs(at->r) + base + fabs(m->by.fee));
}

struct presence terms_presence(const struct domain *m, double a0, const struct reply *at, double base)
{
	double own, room;
	if (m->stays)
		return (struct presence){true, true, false};
	if (!terms_by_payoff(m) && a0 > 0)
		return (struct presence){m->threshold < a0, m->threshold <= a0, m->threshold == a0};
	for (int i = 0; i < m->edges; i++)
		if (m->edge[i].a0 == a0)
			return (struct presence){!m->edge[i].begins, m->edge[i].begins, true};
	own = terms_own(m, at, base);
	room = own_room(m, at, base);
	if (!terms_by_payoff(m))
		return (struct presence){false, m->threshold <= 0, fabs(own) <= room};
	return (struct presence){own >= -room, own >= -room, fabs(own) <= room};
}

bool terms_add_edge(struct domain *m, double a0, bool begins)
{
	if (m->edges == EDGES_MAX)
		return false;
	m->edge[m->edges].a0 = a0;
	m->edge[m->edges++].begins = begins;
	return true;
}

bool domain_active(const struct domain *m, double a0, const struct reply *at)
{
	if (m->by.terms) {
		double base = terms_base(m, a0);
		struct presence here = terms_presence(m, a0, at, base);
		/* Who is indifferent does what the generalist prefers. */
		return here.indifferent ? terms_paid(m, at, base) >= -TIE * fabs(at->r) : here.right;
	}
	return m->stays || (m->by_level ? at->u >= -TIE * m->w * at->r : a0 >= m->threshold);
}
