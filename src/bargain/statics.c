#include "bargain/statics.h"

#include "base/clock.h"

#include "bargain/agree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Nodes of the curve that a rule is solved along: fewer than for the screen. */
enum { SHARE_NODES = 33 };
enum { NODES_DEFAULT = 121, COARSE = 8, JUMP_SPLITS = 34, JUMPS_MAX = 24, NOT_YET = -1 };

struct statics_work {
	struct agree agree;
	bool bound;         /* agree is in use */
	int base;           /* nodes before refinement */
	int stride, at;     /* coarse to fine */
	int refined;        /* intervals left to look at for jumps, or NOT_YET */
	int jumps;
	int capacity;
};

enum status statics_alloc(struct statics **out, struct error *err)
{
	struct statics *st = calloc(1, sizeof *st);
	if (st)
		st->work = calloc(1, sizeof *st->work);
	if (!st || !st->work) {
		free(st);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	*out = st;
	return STATUS_OK;
}

static void free_nodes(struct statics *st)
{
	for (int i = 0; i < st->work->capacity; i++) {
		free(st->node[i].delta);
		outcome_free(&st->node[i].out);
	}
	free(st->node);
	st->node = NULL;
	st->count = st->work->capacity = 0;
}

void statics_free(struct statics *st)
{
	if (!st)
		return;
	free_nodes(st);
	free(st->threshold);
	if (st->work->bound)
		agree_free(&st->work->agree);
	free(st->work);
	free(st);
}

static enum status make_nodes(struct statics *st, int count, struct error *err)
{
	free_nodes(st);
	st->node = calloc((size_t)count, sizeof *st->node);
	if (!st->node)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	for (int i = 0; i < count; i++) {
		st->node[i].delta = calloc((size_t)st->n + 1, sizeof(double));
		enum status s = outcome_init(&st->node[i].out, st->n, err);
		st->work->capacity = i + 1;
		if (s != STATUS_OK || !st->node[i].delta)
			return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	return STATUS_OK;
}

static double spread(const struct statics *st, double t)
{
	if (st->log)
		return st->low * pow(st->high / st->low, t);
	return st->low + (st->high - st->low) * t;
}

enum status statics_reset(struct statics *st, const struct scenario *s,
	const struct statics_plan *plan, struct error *err)
{
	struct statics_work *w = st->work;
	enum status status = agree_check(s, &plan->param, err);
	if (status != STATUS_OK)
		return status;
	struct slider slider;
	param_slider(s, &plan->param, &slider);
	bool own = plan->low < plan->high;
	st->low = own ? plan->low : slider.low;
	st->high = own ? plan->high : slider.high;
	st->log = (own ? plan->log : slider.log) && st->low > 0;
	st->scenario = s;
	st->param = plan->param;
	st->quantity = plan->quantity;
	st->present = param_get(s, &plan->param);
	st->thresholds = 0;
	if (w->bound)
		agree_free(&w->agree);
	w->bound = false;
	status = agree_init(&w->agree, s, true, SHARE_NODES, err);
	if (status != STATUS_OK)
		return status;
	w->bound = true;
	w->agree.pause = plan->pause;
	w->base = plan->nodes > 1 ? plan->nodes : NODES_DEFAULT;
	if (st->n != s->game.n || w->capacity < w->base + 2 * JUMPS_MAX) {
		/* Nodes are made for st->n: free before it changes. */
		free_nodes(st);
		st->n = s->game.n;
		status = make_nodes(st, w->base + 2 * JUMPS_MAX, err);
		if (status != STATUS_OK)
			return status;
	}
	st->count = w->base;
	for (int i = 0; i < w->base; i++) {
		st->node[i].value = spread(st, (double)i / (w->base - 1));
		st->node[i].done = st->node[i].ok = st->node[i].break_after = false;
	}
	w->stride = COARSE;
	w->at = 0;
	w->refined = NOT_YET;
	w->jumps = 0;
	return STATUS_OK;
}

static void compute(struct statics *st, struct statics_node *node)
{
	struct agree *a = &st->work->agree;
	node->lack = LACK_EQUILIBRIUM;
	if (agree_set(a, &st->param, node->value))
		node->lack = agree_solve(a, &node->first_best);
	node->ok = node->lack == LACK_NOTHING;
	if (node->ok) {
		memcpy(node->delta, a->study->delta, (size_t)st->n * sizeof *node->delta);
		outcome_copy(&node->out, &a->study->present);
	}
	node->done = true; /* last: it may be looked at in the middle of this */
}

/* ------------------------------------------------------------------ jumps */

static double gap(const struct statics_node *a, const struct statics_node *b)
{
	return outcome_gap(&a->out, &b->out);
}

static bool suspicious(const struct statics *st, int i)
{
	const struct statics_node *a = &st->node[i], *b = a + 1;
	double around = 0;
	if (a->ok != b->ok)
		return true;
	if (!a->ok || a->break_after)
		return false;
	if (!outcome_same_regimes(&a->out, &b->out))
		return true;
	if (i > 0 && a[-1].ok && !a[-1].break_after)
		around = gap(&a[-1], a);
	if (i + 2 < st->count && b[1].ok && !b->break_after)
		around = fmax(around, gap(b, b + 1));
	return gap(a, b) > 1e-3 && gap(a, b) > 3 * around;
}

static void swap_nodes(struct statics_node *a, struct statics_node *b)
{
	struct statics_node t = *a;
	*a = *b;
	*b = t;
}

static void add_thresholds(struct statics *st, const struct statics_node *a,
	const struct statics_node *b, bool jump)
{
	int named = 0;
	size_t room = (size_t)(st->thresholds + st->n + 1) * sizeof *st->threshold;
	struct statics_threshold *t = realloc(st->threshold, room);
	if (!t)
		return;
	st->threshold = t;
	for (int i = 0; a->ok && b->ok && i < st->n; i++) {
		enum regime x = a->out.domain[i].regime, y = b->out.domain[i].regime;
		if (x == y)
			continue;
		t[st->thresholds++] = (struct statics_threshold){
			.value = .5 * (a->value + b->value), .specialist = i, .before = x,
			.after = y};
		named++;
	}
	if (!named && jump)
		t[st->thresholds++] = (struct statics_threshold){
			.value = .5 * (a->value + b->value), .specialist = -1,
			.lack_before = a->lack, .lack_after = b->lack};
}

/* Whether it is the end of the range itself, a cost of nothing, say, that is
 * unlike all the rest: that is no event on the way. */
static bool at_end(const struct statics *st, double low, double high)
{
	double room = 1e-6 * (st->high - st->low);
	return low < st->low + room || high > st->high - room;
}

/* Closes in on what happens between nodes i and i + 1, with the two spare nodes
 * at the end of the array, which then go in between. */
static void refine(struct statics *st, int i)
{
	struct statics_node *node = st->node;
	struct statics_node *l = &node[st->count], *u = l + 1;
	if (st->count + 3 > st->work->capacity || st->work->jumps >= JUMPS_MAX)
		return;
	double low = node[i].value, high = node[i + 1].value;
	double first = node[i].ok && node[i + 1].ok ? gap(&node[i], &node[i + 1]) : INFINITY;
	bool have_l = false, have_u = false;
	for (int k = 0; k < JUMP_SPLITS && high - low > 1e-9 * fmax(1, fabs(high)); k++) {
		const struct statics_node *at_l = have_l ? l : &node[i];
		const struct statics_node *at_u = have_u ? u : &node[i + 1];
		struct statics_node trial = node[st->work->capacity - 1];
		trial.value = .5 * (low + high);
		compute(st, &trial);
		bool left;
		if (at_l->ok != at_u->ok || !trial.ok)
			left = trial.ok != at_l->ok;
		else if (!outcome_same_regimes(&at_l->out, &trial.out) ||
			!outcome_same_regimes(&trial.out, &at_u->out))
			left = !outcome_same_regimes(&at_l->out, &trial.out);
		else
			left = gap(at_l, &trial) > gap(&trial, at_u);
		node[st->work->capacity - 1] = trial;
		swap_nodes(left ? u : l, &node[st->work->capacity - 1]);
		*(left ? &have_u : &have_l) = true;
		*(left ? &high : &low) = trial.value;
	}
	const struct statics_node *at_l = have_l ? l : &node[i];
	const struct statics_node *at_u = have_u ? u : &node[i + 1];
	bool regimes = at_l->ok && at_u->ok && !outcome_same_regimes(&at_l->out, &at_u->out);
	bool jump = at_l->ok != at_u->ok || gap(at_l, at_u) > fmax(1e-6, 1e-3 * first);
	if (!jump && !regimes)
		return;
	st->work->jumps++;
	if (!at_end(st, low, high))
		add_thresholds(st, at_l, at_u, jump);
	if (!have_l || !have_u) {
		node[i].break_after = jump;
		return;
	}
	/* l and u, at the end, move in between. */
	for (int side = 0; side < 2; side++) {
		struct statics_node in = node[st->count];
		memmove(&node[i + 2 + side], &node[i + 1 + side],
			(size_t)(st->count - i - 1 - side) * sizeof *node);
		node[i + 1 + side] = in;
		st->count++;
	}
	node[i + 1].break_after = jump;
	node[i + 2].break_after = false;
}

/* One node, or one interval looked at; false when all is done. */
static bool step(struct statics *st)
{
	struct statics_work *w = st->work;
	while (w->stride > 0) {
		while (w->at < w->base && st->node[w->at].done)
			w->at += w->stride;
		if (w->at < w->base) {
			compute(st, &st->node[w->at]);
			return true;
		}
		w->stride /= 2;
		w->at = 0;
	}
	if (w->refined == NOT_YET)
		w->refined = st->count - 1; /* from the right: indices to the left stay */
	while (--w->refined >= 0)
		if (suspicious(st, w->refined)) {
			refine(st, w->refined);
			return true;
		}
	w->refined = 0; /* and stays there: the loop above ends at once */
	return false;
}

bool statics_step(struct statics *st, double seconds)
{
	double end = clock_now() + seconds;
	if (!st->work->bound)
		return false;
	while (step(st))
		if (seconds >= 0 && clock_now() >= end)
			return true;
	return false;
}

double statics_progress(const struct statics *st)
{
	int done = 0;
	for (int i = 0; i < st->count; i++)
		done += st->node[i].done;
	return st->count > 0 ? (double)done / st->count : 1;
}
