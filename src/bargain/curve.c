/* A curve of equilibria along one share, with its jumps and regime changes
 * closed in on. */
#include "bargain/work.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Events closer than this are one. */
#define EVENT_WIDTH 1e-10
/* Of the utilities' size: what differs by less has not jumped. */
#define JUMP_LEAST 1e-6
enum { EVENTS_MAX = 128 };

static enum status reserve(struct study *st, int count, struct error *err)
{
	struct study_work *w = st->work;
	if (count <= w->capacity)
		return STATUS_OK;
	int want = count + count / 2 + 64;
	struct curve_node *node = realloc(st->curve.node, (size_t)want * sizeof *node);
	if (!node)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	st->curve.node = node;
	for (; w->capacity < want; w->capacity++) {
		memset(&node[w->capacity], 0, sizeof *node);
		enum status s = outcome_init(&node[w->capacity].out, w->n, err);
		if (s != STATUS_OK)
			return s;
	}
	return STATUS_OK;
}

enum status curve_start(struct study *st, int nodes, struct error *err)
{
	enum status s = reserve(st, nodes, err);
	if (s != STATUS_OK)
		return s;
	st->curve.axis = st->work->plan.axis;
	st->curve.count = nodes;
	for (int i = 0; i < nodes; i++) {
		struct curve_node *node = &st->curve.node[i];
		node->delta = (double)i / (nodes - 1);
		node->ok = node->break_after = node->dominated = false;
	}
	return STATUS_OK;
}

void curve_compute(struct study *st, int i)
{
	struct curve_node *node = &st->curve.node[i];
	node->ok = work_play_line(st->work, st->curve.axis, node->delta, &node->out);
}

/* Makes room for a node after node i. Returns it, not filled, or NULL. */
static struct curve_node *open_after(struct study *st, int i)
{
	struct error err;
	if (reserve(st, st->curve.count + 1, &err) != STATUS_OK)
		return NULL;
	struct curve_node *node = st->curve.node;
	struct curve_node spare = node[st->curve.count];
	memmove(&node[i + 2], &node[i + 1],
		(size_t)(st->curve.count - i - 1) * sizeof *node);
	node[i + 1] = spare;
	st->curve.count++;
	return &node[i + 1];
}

int curve_insert(struct study *st, double x)
{
	int i = 0;
	while (i + 1 < st->curve.count && st->curve.node[i + 1].delta <= x)
		i++;
	if (st->curve.node[i].delta == x)
		return i;
	if (x < st->curve.node[0].delta)
		return i;
	/* First the play: a curve may be looked at in the middle of it. */
	struct study_work *w = st->work;
	bool ok = work_play_line(w, st->curve.axis, x, &w->scratch);
	if (w->given_up || !open_after(st, i))
		return i;
	struct curve_node *node = &st->curve.node[i + 1];
	node->delta = x;
	node->ok = ok;
	if (ok)
		outcome_copy(&node->out, &w->scratch);
	node->dominated = false;
	node->break_after = st->curve.node[i].break_after;
	st->curve.node[i].break_after = false;
	if (node->break_after) {
		/* Jumps are closed in to EVENT_WIDTH: nothing is inserted inside one. */
		st->curve.node[i].break_after = true;
	}
	return i + 1;
}

/* ------------------------------------------------------ jumps and regimes */

/* Between the nodes at hand: copies used while an event is closed in on. */
struct event {
	double l, u;
	bool l_ok, u_ok;
	struct outcome *at_l, *at_u, *mid;
};

static void swap(struct outcome **a, struct outcome **b)
{
	struct outcome *t = *a;
	*a = *b;
	*b = t;
}

/* Halves the bracket towards where outcomes differ most, or regimes change,
 * until it is EVENT_WIDTH wide; false when it turns out smooth. */
static bool close_in(struct study *st, struct event *b)
{
	struct study_work *w = st->work;
	double first = b->l_ok && b->u_ok ? outcome_gap(b->at_l, b->at_u) : INFINITY;
	for (int i = 0; b->u - b->l > EVENT_WIDTH; i++) {
		double x = .5 * (b->l + b->u);
		bool ok = work_play_line(w, st->curve.axis, x, b->mid);
		bool left;
		if (!b->l_ok || !b->u_ok) {
			left = ok != b->l_ok;
		} else if (!ok) {
			left = true;
		} else {
			bool same_l = outcome_same_regimes(b->at_l, b->mid);
			bool same_u = outcome_same_regimes(b->mid, b->at_u);
			left = same_l == same_u ? outcome_gap(b->at_l, b->mid) > outcome_gap(b->mid, b->at_u) :
						  same_u;
			if (same_l && same_u && i >= 6 && outcome_gap(b->at_l, b->at_u) < first / 4)
				return false; /* steep, but smooth */
		}
		if (left) {
			b->u = x;
			b->u_ok = ok;
			swap(&b->at_u, &b->mid);
		} else {
			b->l = x;
			b->l_ok = ok;
			swap(&b->at_l, &b->mid);
		}
	}
	return true;
}

/* That a specialist with nothing (or all) to gain no longer (only then)
 * contributes, at a share of 1 (or 0), is no event on the way: one play next to
 * the end tells. */
static bool only_at_end(struct study *st, const struct event *b)
{
	bool at_one = b->u >= 1, at_zero = b->l <= 0;
	if (!b->l_ok || !b->u_ok || (!at_one && !at_zero))
		return false;
	if (!work_play_line(st->work, st->curve.axis, at_one ? 1 - 1e-9 : 1e-9, b->mid))
		return false;
	const struct outcome *end = at_one ? b->at_u : b->at_l;
	const struct outcome *far = at_one ? b->at_l : b->at_u;
	return outcome_same_regimes(far, b->mid) && outcome_gap(b->mid, end) < 1e-7;
}

/* Inserts nodes at both sides of the event between nodes i and i + 1, if there
 * is one. Returns how many nodes came in between. */
static int resolve(struct study *st, int i, struct outcome spare[3])
{
	struct curve_node *node = st->curve.node;
	struct event b = {node[i].delta, node[i + 1].delta, node[i].ok, node[i + 1].ok,
		&spare[0], &spare[1], &spare[2]};
	if (b.u - b.l <= 2 * EVENT_WIDTH)
		return 0;
	if (b.l_ok)
		outcome_copy(b.at_l, &node[i].out);
	if (b.u_ok)
		outcome_copy(b.at_u, &node[i + 1].out);
	if (only_at_end(st, &b) || !close_in(st, &b))
		return 0;
	int inserted = 0, at = i;
	bool jump = !b.l_ok || !b.u_ok || outcome_gap(b.at_l, b.at_u) > 1e-7;
	if (!jump && (b.l < 1e-8 || b.u > 1 - 1e-8))
		return 0;
	if (b.l > st->curve.node[i].delta && open_after(st, i)) {
		struct curve_node *new = &st->curve.node[i + 1];
		new->delta = b.l;
		new->ok = b.l_ok;
		if (b.l_ok)
			outcome_copy(&new->out, b.at_l);
		inserted++;
		at++;
		st->curve.node[i].break_after = false;
		new->break_after = new->dominated = false;
	}
	if (b.u < st->curve.node[at + 1].delta && open_after(st, at)) {
		struct curve_node *new = &st->curve.node[at + 1];
		new->delta = b.u;
		new->ok = b.u_ok;
		if (b.u_ok)
			outcome_copy(&new->out, b.at_u);
		inserted++;
		new->break_after = new->dominated = false;
	}
	st->curve.node[at].break_after = jump;
	return inserted;
}

/* Whether something happens between nodes i and i + 1 that their neighbours'
 * differences do not lead to expect. */
static bool suspicious(const struct curve *c, int i)
{
	const struct curve_node *a = &c->node[i], *b = &c->node[i + 1];
	if (a->ok != b->ok)
		return true;
	if (!a->ok)
		return false;
	if (!outcome_same_regimes(&a->out, &b->out))
		return true;
	double here = outcome_gap(&a->out, &b->out), h = b->delta - a->delta, around = 0;
	if (here < 1e-4 || h <= 0)
		return false;
	if (i > 0 && c->node[i - 1].ok && !c->node[i - 1].break_after)
		around = fmax(around, outcome_gap(&c->node[i - 1].out, &a->out) * h /
				fmax(a->delta - c->node[i - 1].delta, EVENT_WIDTH));
	if (i + 2 < c->count && c->node[i + 2].ok && !b->break_after)
		around = fmax(around, outcome_gap(&b->out, &c->node[i + 2].out) * h /
				fmax(c->node[i + 2].delta - b->delta, EVENT_WIDTH));
	return here > 2.5 * around;
}

void curve_refine(struct study *st)
{
	struct outcome spare[3];
	struct error err;
	int events = 0;
	memset(spare, 0, sizeof spare);
	for (int k = 0; k < 3; k++)
		if (outcome_init(&spare[k], st->n, &err) != STATUS_OK)
			goto done;
	/* Intervals that hold several events are met again: the nodes inserted on
	 * the left of an event are stepped back to. */
	for (int i = 0; i + 1 < st->curve.count && events < EVENTS_MAX; i++) {
		if (st->curve.node[i].break_after || !suspicious(&st->curve, i))
			continue;
		int inserted = resolve(st, i, spare);
		if (inserted == 0)
			continue;
		events++;
		i--; /* what is left of it, once more */
		if (inserted == 1 && st->curve.node[i + 2].delta - st->curve.node[i + 1].delta <=
				2 * EVENT_WIDTH)
			i++;
	}
done:
	for (int k = 0; k < 3; k++)
		outcome_free(&spare[k]);
}

/* ------------------------------------------------------------- thresholds */

/* Between both sides, but for an end of the shares: what sets that apart from all
 * others lies there, and not by the width of a search beside it. */
static double place(const struct curve_node *a, const struct curve_node *b)
{
	if (a->delta <= 0)
		return 0;
	return b->delta >= 1 ? 1 : .5 * (a->delta + b->delta);
}

/* The largest difference of a utility between two neighbours; 0 where it is no
 * more than what rounding, or closing in on it, leaves. */
static double utility_jump(const struct study *st, const struct curve_node *a,
	const struct curve_node *b, double scale)
{
	double jump = 0;
	for (int k = 0; a->ok && b->ok && k <= st->n; k++)
		jump = fmax(jump, fabs(outcome_utility(&a->out, k) - outcome_utility(&b->out, k)));
	return jump > JUMP_LEAST * scale ? jump : 0;
}

/* The size of utilities along the curve. */
static double utility_scale(const struct study *st)
{
	double scale = 0;
	for (int i = 0; i < st->curve.count; i++)
		for (int k = 0; st->curve.node[i].ok && k <= st->n; k++)
			scale = fmax(scale, fabs(outcome_utility(&st->curve.node[i].out, k)));
	return scale;
}

static void add_threshold(struct study *st, const struct curve_node *a,
	const struct curve_node *b, int specialist, double jump)
{
	bool both = a->ok && b->ok;
	struct threshold *t = realloc(st->threshold,
		(size_t)(st->thresholds + 1) * sizeof *st->threshold);
	if (!t)
		return;
	st->threshold = t;
	t += st->thresholds++;
	*t = (struct threshold){.delta = place(a, b), .specialist = specialist,
		.kind = both && jump == 0 ? THRESHOLD_REGIME : THRESHOLD_JUMP,
		.u_before = a->ok ? a->out.u_generalist : NAN,
		.u_after = b->ok ? b->out.u_generalist : NAN, .jump = jump};
	if (specialist >= 0) {
		t->before = a->out.domain[specialist].regime;
		t->after = b->out.domain[specialist].regime;
	} else {
		t->before = a->ok && a->out.invests ? REGIME_CONTRIBUTE : REGIME_ABSTAIN;
		t->after = b->ok && b->out.invests ? REGIME_CONTRIBUTE : REGIME_ABSTAIN;
	}
}

/* What happens between two neighbours: the generalist's turn, which takes all
 * others along, or the specialists', or a jump alone. */
static void find_thresholds(struct study *st, const struct curve_node *a,
	const struct curve_node *b, double scale)
{
	double jump = utility_jump(st, a, b, scale);
	bool named = false;
	if (a->ok && b->ok && a->out.invests != b->out.invests) {
		add_threshold(st, a, b, -1, jump);
		return;
	}
	for (int k = 0; a->ok && b->ok && k < st->n; k++) {
		if (a->out.domain[k].regime == b->out.domain[k].regime)
			continue;
		add_threshold(st, a, b, k, jump);
		named = true;
	}
	if (!named && (a->ok != b->ok || (a->break_after && jump > 0)))
		add_threshold(st, a, b, -1, jump);
}

void curve_thresholds(struct study *st)
{
	double scale = utility_scale(st);
	st->thresholds = 0;
	for (int i = 0; i + 1 < st->curve.count; i++) {
		const struct curve_node *a = &st->curve.node[i], *b = a + 1;
		if (b->delta - a->delta <= 2 * EVENT_WIDTH && (a->ok || b->ok))
			find_thresholds(st, a, b, scale);
	}
}
