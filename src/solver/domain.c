/* A domain as the stages see it: what kind of best reply it has, and what a
 * share settles before any level is chosen. */
#include "solver/pieces.h"
#include "solver/stage.h"

#include "base/bracket.h"
#include "base/status.h"

#include <math.h>

/* How far below a threshold it is seen whether a plateau leads up to it, in parts of the level. */
#define BELOW 1e-9

/* (r' R - r''^2) / r''^2 with R the third derivative: a constant of each
 * concave family; NAN where there is none. */
static double revenue_bend(const struct revenue *r)
{
	switch (r->family) {
	case REVENUE_LINEAR:
	case REVENUE_SATURATING:
		return 0;
	case REVENUE_POWER:
		return r->exponent < 1 ? 1 / (1 - r->exponent) : r->exponent == 1 ? 0 : NAN;
	case REVENUE_LOG:
		return 1;
	default:
		return NAN;
	}
}

static bool is_line(const struct revenue *r)
{
	return r->family == REVENUE_LINEAR || (r->family == REVENUE_POWER && r->exponent == 1);
}

void domain_clear(struct domain *m)
{
	domain_facts_free(m->facts);
	m->facts = NULL;
	m->revenue_pieces = m->cost_pieces = NULL;
}

enum status domain_classify(struct domain *m, const struct specialist *d, struct error *err)
{
	struct domain_facts *facts = m->facts;
	*m = (struct domain){.d = d, .ordered_to = INFINITY, .delta = NAN,
		.earns = revenue_earns(&d->revenue), .facts = facts};
	domain_forget(m);
	if (d->revenue.family == REVENUE_FORMULA || d->cost.family == COST_FORMULA)
		return pieces_classify(m, err);
	domain_clear(m);
	m->shape = revenue_shape(&d->revenue, &m->inflection);
	if (cost_uses_level(&d->cost))
		m->kind = KIND_LEVEL;
	else if (is_line(&d->revenue))
		m->kind = KIND_LINEAR;
	else
		m->kind = m->shape == SHAPE_CONCAVE ? KIND_CONCAVE : KIND_HUMPED;
	m->bend = revenue_bend(&d->revenue);
	return STATUS_OK;
}

/* ------------------------------------------------- what a share settles */

static enum status prepare_linear(struct domain *m, struct error *err)
{
	const struct cost *c = &m->d->cost;
	double margin = m->w * m->d->revenue.scale - c->marginal;
	bool curved = c->scale > 0 && (c->family == COST_EXPONENTIAL || c->exponent > 1);

	m->x = 0;
	if (!curved) {
		if (c->family == COST_POWER)
			margin -= c->scale;
		double room = TIE * m->w * m->d->revenue.scale;
		if (margin > room)
			return domain_unbounded(m, err);
		if (margin >= -room && m->d->revenue.scale > 0 && !m->whole && !m->least)
			return domain_flat(m, err);
	} else if (c->family == COST_POWER && margin > 0) {
		double q = margin / (c->scale * c->exponent);
		m->x = c->exponent == 2 ? q : pow(q, 1 / (c->exponent - 1));
	} else if (c->family == COST_EXPONENTIAL && margin > c->scale * c->rate) {
		m->x = log(margin / (c->scale * c->rate)) / c->rate;
	}
	if (!(m->x <= LEVEL_MAX))
		return domain_beyond(m, err);
	m->cost = m->x > 0 ? cost_value(c, m->x, 0) : c->fixed;
	return STATUS_OK;
}

static enum status prepare_level(struct domain *m, struct error *err)
{
	struct margin idle, peak[PEAKS_MAX];
	domain_margin(m, 0, 0, &idle);
	int count = domain_peaks(m, 0, &idle, -INFINITY, peak);
	m->peaks = count < 0 ? 0 : count;
	if (count < 0)
		return domain_no_peaks(m, count, err);
	double best = m->w * idle.r.v - m->d->cost.fixed;
	bool beyond = false;
	for (int i = 0; i < m->peaks; i++) {
		m->peak[i] = peak[i].x;
		m->peak_jet[i] = peak[i].r;
		double u = m->w * peak[i].r.v - peak[i].c.v;
		if (u >= best) {
			best = u;
			beyond = m->peak[i] > LEVEL_MAX;
		}
	}
	while (m->peaks > 0 && m->peak[m->peaks - 1] > LEVEL_MAX)
		m->peaks--;
	return beyond ? domain_beyond(m, err) : STATUS_OK;
}

/* A level from which on it takes part, with a formula, by doublings; *first: where that may begin,
 * as lines at the ends of the last one tell. */
static enum status bound_by_doublings(struct domain *m, const struct reply *at_0, double *high,
	double *first, struct error *err)
{
	double need = m->by.need;
	struct bracket_tangent below = {0, at_0->u - need, at_0->gain}, above = below;
	struct reply at;
	for (*high = 1; *high <= LEVEL_MAX; *high = next_doubling(*high)) {
		enum status st = domain_reply(m, *high, &at, err);
		if (st != STATUS_OK)
			return st;
		below = above;
		above = (struct bracket_tangent){*high, at.u - need, at.gain};
		if (at.u >= need)
			break;
	}
	*first = bracket_cubic(&below, &above, 0);
	return STATUS_OK;
}

/* A stretch of levels along which the payoff stands still. */
struct plateau {
	struct domain *m;
	double least; /* what it comes to there */
	enum status status;
	struct error *err;
};

static enum bracket_side side_of_plateau(void *context, double a0)
{
	struct plateau *p = context;
	struct reply at;
	p->status = domain_reply(p->m, a0, &at, p->err);
	if (p->status != STATUS_OK)
		return BRACKET_STOP;
	return at.u >= p->least && at.gain == 0 ? BRACKET_IN : BRACKET_OUT;
}

/* With a formula the payoff may stand still at what it must be, but for rounding: it takes part
 * from where it comes to that. `x` is right below the threshold, or as far as levels go. */
static enum status stand_still(struct domain *m, double x, struct error *err)
{
	struct reply at;
	double need = m->by.need;
	enum status st = domain_reply(m, x, &at, err);
	if (st != STATUS_OK || at.gain != 0 ||
		at.u - need < -TIE * (m->w * at.r + fabs(need)))
		return st;
	struct plateau p = {m, fmin(at.u, need), STATUS_OK, err};
	struct bracket_ends ends = {.in = x, .out = 0, .part = 4e-16};
	bracket_boundary(side_of_plateau, &p, &ends);
	m->threshold = ends.in;
	return p.status;
}

/* Where the payoff for being active reaches what it must be. It rises in a0, and free-riding
 * is always open, so r^-1((F + need)/w) bounds it from above. */
static enum status find_threshold(struct domain *m, struct error *err)
{
	struct reply at;
	enum status st = domain_reply(m, 0, &at, err);
	m->threshold = 0;
	double need = m->by.need;
	if (st != STATUS_OK || at.u - need >= -TIE * (m->w * at.r + fabs(need)))
		return st;
	double high, low = 0, first = -1;
	bool formula = m->d->revenue.family == REVENUE_FORMULA ||
		m->d->cost.family == COST_FORMULA;
	if (formula) {
		st = bound_by_doublings(m, &at, &high, &first, err);
		if (st != STATUS_OK)
			return st;
	} else {
		high = m->w > 0 ? revenue_inverse(&m->d->revenue,
					  (m->d->cost.fixed + need) / m->w) :
				  INFINITY;
	}
	m->threshold = INFINITY;
	if (!(high <= LEVEL_MAX))
		return formula ? stand_still(m, LEVEL_MAX, err) : STATUS_OK;
	double x = need != 0 && first > 0 && first < high ? first : high;
	for (int i = 0; i < 200; i++) {
		st = domain_reply(m, x, &at, err);
		if (st != STATUS_OK)
			return st;
		double more = at.u - need;
		if (more >= 0)
			high = x;
		else
			low = x;
		if (high - low <= 4e-16 * high ||
			(more >= 0 && more <= 1e-15 * (at.r + fabs(need))))
			break;
		/* Newton comes from below where u is concave: a little further than the
		 * root each time, so that it ends on the side that takes part. */
		double step = -more / at.gain, next = x + step;
		if (more < 0 && step < 1e-6 * x)
			next += 1e-3 * step + 2e-16 * x;
		if (!(next > low && next < high))
			next = .5 * (low + high);
		x = next;
	}
	m->threshold = high; /* the side on which it takes part */
	return formula ? stand_still(m, high * (1 - BELOW), err) : STATUS_OK;
}

/* Whether free-riding at level 0 is known to bring what taking part costs. */
static bool always_gains(const struct domain *m)
{
	return m->d->cost.family != COST_FORMULA && m->d->revenue.family != REVENUE_FORMULA &&
		m->w * m->d->revenue.base >= m->d->cost.fixed + m->by.need;
}

/* At m->delta, and who bears what, which are set. */
static enum status prepare(struct domain *m, struct error *err)
{
	enum status st = STATUS_OK;
	m->threshold = 0;
	m->edges = 0;
	m->stays = m->alike = false;
	m->least = m->by.part < 0; /* more revenue costs the generalist more than it gets of it */
	m->proof = PROOF_PROVED;
	domain_forget(m);
	if (m->kind == KIND_LINEAR)
		st = prepare_linear(m, err);
	else if (m->kind == KIND_LEVEL)
		st = prepare_level(m, err);
	if (st != STATUS_OK)
		return st;
	if (terms_by_payoff(m) || always_gains(m))
		return STATUS_OK;
	if (isinf(m->by.need)) {
		m->threshold = m->by.need > 0 ? INFINITY : 0;
		return STATUS_OK;
	}
	return find_threshold(m, err);
}

enum status domain_prepare(struct domain *m, double delta, struct error *err)
{
	m->delta = delta;
	m->whole = false;
	terms_prepare(m);
	return prepare(m, err);
}

enum status domain_prepare_whole(struct domain *m, struct error *err)
{
	m->delta = 0;
	m->w = 1;
	m->by = (struct bearing){.keep = 1};
	m->whole = true;
	return prepare(m, err);
}

void domain_prepare_alike(struct domain *m, const struct domain *other)
{
	struct domain own = *m;
	*m = *other;
	m->d = own.d;
	m->facts = own.facts;
	m->revenue_pieces = own.revenue_pieces;
	m->cost_pieces = own.cost_pieces;
	m->same = m->alike = true;
}
