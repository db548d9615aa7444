/* Whether a bargain along one share is dominated: whether another leaves nobody worse off and
 * somebody better off, by more than rounding. The curve's nodes answer most of it: they
 * hold the local bests and worsts of every player and both sides of every jump. Where the
 * other bargain would lie between two nodes, the stretch is halved until its
 * ends dominate or cannot. */
#include "bargain/dominance.h"

#include <math.h>
#include <stdlib.h>

enum { SPLITS = 24, BLOCK = 8 };
/* Shares that differ by less are the same but for rounding: a payoff that falls from its top by
 * x^2 / 2 does so by ROUNDING at the root of twice that. */
#define SAME_SHARE (1.5 * ROUNDING_SHARE)

enum status judge_init(struct judge *j, struct study *st, struct error *err)
{
	struct outcome *kept = st->work->judged;
	enum status status = STATUS_OK;
	*j = (struct judge){.st = st, .room = ROUNDING * st->scale, .trial = kept, .witness = kept + 1};
	for (int i = 0; i < JUDGED && status == STATUS_OK; i++)
		if (!kept[i].domain)
			status = outcome_init(&kept[i], st->n, err);
	return status;
}

/* Whether something on a stretch could dominate p if every utility is monotone
 * on it; of one bargain, whether it does. */
static bool could(const struct outcome *a, const struct outcome *b, const struct outcome *p,
	double room)
{
	bool better = false;
	for (int k = 0; k <= p->n; k++) {
		double high = fmax(outcome_utility(a, k), outcome_utility(b, k));
		double d = high - outcome_utility(p, k);
		if (d < -room)
			return false;
		better |= d > room;
	}
	return better;
}

/* Whether q, which lies between a and b, dominates the bargain on trial: then it is the witness. */
static bool is_witness(struct judge *j, const struct outcome *a, const struct outcome *q,
	const struct outcome *b)
{
	if (!could(q, q, j->p, j->room))
		return false;
	outcome_copy(&j->witness[0], a);
	outcome_copy(&j->witness[1], b);
	return true;
}

bool judge_tells(const struct judge *j, const struct outcome *a, const struct outcome *b)
{
	for (int k = 0; k <= j->st->n; k++) {
		double u = outcome_utility(a, k), v = outcome_utility(b, k);
		if (fmax(fabs(u), fabs(v)) > j->room && !(fabs(u - v) > j->room))
			return false;
	}
	return true;
}

static bool stretch_dominates(struct judge *j, double x_a, const struct outcome *a, double x_b,
	const struct outcome *b, int splits)
{
	struct study_work *w = j->st->work;
	struct outcome mid;
	struct error err;
	bool found = false;
	if (!could(a, b, j->p, j->room) || splits == 0 || x_b - x_a < 1e-10)
		return false;
	if (outcome_init(&mid, w->n, &err) != STATUS_OK)
		return false;
	double x = .5 * (x_a + x_b);
	if (work_play_line(w, j->st->axis, x, &mid))
		found = is_witness(j, a, &mid, b) ||
			stretch_dominates(j, x_a, a, x, &mid, splits - 1) ||
			stretch_dominates(j, x, &mid, x_b, b, splits - 1);
	outcome_free(&mid);
	return found;
}

/* The nodes that bound the stretches a bargain lies on: that between two nodes, or
 * those on both sides of the nodes that it is the same as but for rounding, as far
 * as nothing jumps on the way. The top of a player's utility is flat: a neighbour, where
 * it loses less than can be told and another gains, would seem to dominate the top. */
static void own_stretch(const struct judge *j, int *first, int *last)
{
	const struct trace *c = &j->st->curve;
	int i = 0;
	for (int end = c->count; end - i > 1;) {
		int middle = (i + end) / 2;
		*(c->node[middle].x <= j->p_delta ? &i : &end) = middle;
	}
	*first = i;
	*last = i + 1 < c->count && c->node[i].x < j->p_delta && !c->node[i].break_after ?
		i + 1 : i;
	while (*first > 0 && j->p_delta - c->node[*first].x <= SAME_SHARE &&
		!c->node[*first - 1].break_after)
		--*first;
	while (*last + 1 < c->count && c->node[*last].x - j->p_delta <= SAME_SHARE &&
		!c->node[*last].break_after)
		++*last;
}

/* The blocks of the curve as it is; NULL without memory. */
static const double *blocks_of(struct study *st)
{
	struct blocks *b = &st->work->blocks;
	const struct trace *c = &st->curve;
	int players = st->n + 1, cells = (c->count + BLOCK - 1) / BLOCK * players;
	if (b->nodes == c->count)
		return b->most;
	double *most = realloc(b->most, (size_t)cells * sizeof *most);
	if (!most)
		return NULL;
	for (int i = 0; i < cells; i++)
		most[i] = -INFINITY;
	for (int i = 0; i < c->count; i++)
		for (int k = 0; c->node[i].ok && k < players; k++) {
			double u = outcome_utility(&c->node[i].out, k);
			double *own = &most[i / BLOCK * players + k];
			*own = fmax(*own, u);
			if (i > 0 && i % BLOCK == 0) /* the last stretch of the block before ends here */
				own[-players] = fmax(own[-players], u);
		}
	b->most = most;
	b->nodes = c->count;
	return most;
}

bool judge_beats(const struct judge *j, const double *u, double gain)
{
	bool better = false;
	for (int k = 0; k <= j->st->n; k++) {
		double d = u[k] - outcome_utility(j->p, k);
		if (d < -j->room)
			return false;
		better |= d > gain;
	}
	return better;
}

/* Whether the curve goes on without a break from node i to the next. */
static bool is_stretch(const struct trace *c, int i)
{
	return i + 1 < c->count && c->node[i].ok && c->node[i + 1].ok && !c->node[i].break_after;
}

bool judge_dominated(struct judge *j)
{
	const struct trace *c = &j->st->curve;
	int first, last, from = c->count, to = -1;
	const double *block = blocks_of(j->st);
	own_stretch(j, &first, &last);
	/* The nodes first: they cost no play. */
	for (int i = 0; i < c->count; i++) {
		if (block && i % BLOCK == 0 && !judge_beats(j, block + i / BLOCK * (j->st->n + 1), j->room)) {
			i += BLOCK - 1;
			continue;
		}
		int end = is_stretch(c, i) ? i + 1 : i;
		if (!c->node[i].ok || !could(&c->node[i].out, &c->node[end].out, j->p, j->room))
			continue;
		from = from < i ? from : i;
		to = i;
		for (int k = i; k <= end; k++) {
			const struct outcome *q = &c->node[k].out;
			bool same = k >= first && k <= last &&
				fabs(c->node[k].x - j->p_delta) <= SAME_SHARE;
			/* A share away that a top is flat over somebody may lose less than can be
			 * told. */
			if ((!same || judge_tells(j, q, j->p)) && is_witness(j, q, q, q))
				return true;
		}
	}
	for (int i = from; i <= to; i++) {
		const struct trace_node *a = &c->node[i], *b = a + 1;
		/* On its own stretch a bargain cannot be dominated by a neighbour but
		 * where all players want the same, and then the end says so. */
		if (!is_stretch(c, i) || (i >= first && i < last))
			continue;
		if (stretch_dominates(j, a->x, &a->out, b->x, &b->out, SPLITS))
			return true;
	}
	return false;
}
