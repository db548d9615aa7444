/* Where a specialist goes who keeps nothing: it minds no level that costs it as little as none, and
 * takes the one that brings the generalist most. Nothing of its own payoff tells where that is. */
#include "solver/piece_search.h"

#include "base/bracket.h"
#include "base/status.h"

#include <float.h>
#include <math.h>

static void rise(void *context, double x, struct bracket_value *at)
{
	const struct search *s = context;
	struct jet r;
	revenue_jet(&s->m->d->revenue, s->a0 + x, &r);
	*at = (struct bracket_value){r.d1, r.d2, 0};
}

static void offer(struct search *s, double x, enum hold hold)
{
	struct spot at;
	search_at(s, x, s->a0 + x, &at);
	if (at.x > 0)
		search_offer(s, &at, hold);
}

/* Where revenue is concave between two investments and rises from the one and falls to the other. */
static void offer_top(struct search *s, double from, double to)
{
	struct bracket_value low, high;
	struct bracket_root root = {.low = from, .high = to, .most = to, .guess = .5 * (from + to),
		.part = DBL_EPSILON, .step = 2e-15};
	double x, last;
	rise(s, from, &low);
	rise(s, to, &high);
	if (!(low.value > 0 && high.value < 0))
		return;
	bracket_root(rise, s, &root, &x, &last);
	offer(s, x, HELD_BY_LEVEL);
}

/* Offers the most revenue between two investments, by splitting what ranges leave open. */
static void hunt_top(struct search *s, double from, double to, int depth)
{
	struct span r;
	double best = s->best.r.v, mid = between_levels(from, to);
	if (s->status != STATUS_OK)
		return;
	revenue_span(&s->m->d->revenue, s->a0 + from, s->a0 + to, &r);
	if (r.defined && r.v.hi <= best + TIE * fabs(best))
		return;
	bool concave = r.defined && r.d2.hi <= 0, narrow = !(mid > from && mid < to);
	offer(s, from, HELD_BY_LEVEL);
	offer(s, to, HELD_BY_LEVEL);
	if (concave)
		offer_top(s, from, to);
	if (concave || narrow || (r.defined && (r.d1.lo >= 0 || r.d1.hi <= 0)))
		return;
	if (depth == 0 || s->left-- <= 0) {
		s->m->proof = PROOF_GAVE_UP;
		return;
	}
	hunt_top(s, from, mid, depth - 1);
	hunt_top(s, mid, to, depth - 1);
}

void search_free(struct search *s)
{
	struct pieces *p = s->m->revenue_pieces;
	const struct domain *m = s->m;
	if (m->w > 0)
		return;
	double most = m->mixed ? cost_free_to(&m->d->cost, s->a0) : m->facts->free_to;
	double end = s->a0 + most;
	if (most <= 0 || s->status != STATUS_OK)
		return;
	s->status = pieces_extend_to(p, end, s->err);
	for (int i = pieces_find(p, s->a0); i < p->count && s->status == STATUS_OK; i++) {
		const struct piece *at = &p->piece[i];
		if (at->lo > end)
			break;
		const double level[] = {at->lo, at->in_lo, at->in_hi, at->hi};
		for (int k = 0; k < 4; k++)
			if (level[k] > s->a0 && level[k] < end)
				offer(s, level[k] - s->a0, HELD_BY_LEVEL);
		double from = fmax(at->in_lo - s->a0, 0), to = fmin(at->in_hi - s->a0, most);
		if (to > from && at->slope == SIGN_UNKNOWN)
			hunt_top(s, from, to, DEPTH);
	}
	if (s->status == STATUS_OK)
		offer(s, most, m->mixed ? HELD_BY_BORDER : HELD_BY_INVESTMENT);
}
