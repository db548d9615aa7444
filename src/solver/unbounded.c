/* Why a specialist has no best reply: what it gains has no highest value. */
#include "solver/stage.h"

#include "base/num.h"
#include "base/status.h"

enum status domain_unbounded(const struct domain *m, struct error *err)
{
	char share[NUM_TEXT_MAX], cost[NUM_TEXT_MAX];

	num_format_share(m->delta, share);
	if (m->by.cost > 0)
		return error_set(err, STATUS_NO_EQUILIBRIUM, "unbounded: specialist %s gains "
			"without limit at share %s and cost share %s", m->d->id, share,
			num_format_share(m->by.cost, cost));
	return error_set(err, STATUS_NO_EQUILIBRIUM,
		"unbounded: specialist %s gains without limit at share %s", m->d->id, share);
}

enum status domain_flat(const struct domain *m, struct error *err)
{
	char share[NUM_TEXT_MAX];

	return error_set(err, STATUS_NO_EQUILIBRIUM,
		"unbounded: every level is as good to specialist %s at share %s, and none is the "
		"highest", m->d->id, num_format_share(m->delta, share));
}

/* Whether revenue provably outgrows the cost, or keeps up with it. */
static bool is_endless(const struct domain *m)
{
	struct growth r = revenue_growth(&m->d->revenue), c = cost_growth(&m->d->cost);
	double factor = m->w * r.factor;
	return factor > 0 && (r.exponent > c.exponent ||
		(r.exponent == c.exponent && factor >= c.factor));
}

enum status domain_beyond(const struct domain *m, struct error *err)
{
	char share[NUM_TEXT_MAX];

	if (is_endless(m))
		return domain_unbounded(m, err);
	return error_set(err, STATUS_NO_EQUILIBRIUM,
		"unbounded: specialist %s gains up to levels beyond %.4g at share %s", m->d->id,
		LEVEL_MAX, num_format_share(m->delta, share));
}

enum status domain_no_peaks(const struct domain *m, int why, struct error *err)
{
	if (why == PEAKS_ENDLESS)
		return domain_beyond(m, err);
	return error_set(err, STATUS_NO_EQUILIBRIUM,
		"the revenue and the cost of specialist %s are too large to compute with where "
		"one outgrows the other", m->d->id);
}
