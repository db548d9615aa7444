/* The nodes of a trace: kept, played, put between others, and compared. */
#include "bargain/tolerance.h"
#include "bargain/trace_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void node_free(struct trace_node *node)
{
	free(node->delta);
	node->delta = NULL;
	outcome_free(&node->out);
}

static enum status node_init(struct trace_node *node, int n, struct error *err)
{
	memset(node, 0, sizeof *node);
	node->delta = calloc((size_t)n + 1, sizeof *node->delta);
	if (!node->delta)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	enum status s = outcome_init(&node->out, n, err);
	if (s != STATUS_OK)
		node_free(node);
	return s;
}

void trace_free(struct trace *t)
{
	for (int i = 0; i < t->capacity; i++)
		node_free(&t->node[i]);
	for (int k = 0; k < 3; k++)
		node_free(&t->spare[k]);
	free(t->node);
	memset(t, 0, sizeof *t);
}

static enum status reserve(struct trace *t, int count, struct error *err)
{
	if (count <= t->capacity)
		return STATUS_OK;
	int want = count + count / 2 + 64;
	struct trace_node *node = realloc(t->node, (size_t)want * sizeof *node);
	if (!node)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	t->node = node;
	for (; t->capacity < want; t->capacity++) {
		enum status s = node_init(&node[t->capacity], t->n, err);
		if (s != STATUS_OK)
			return s;
	}
	return STATUS_OK;
}

/* What is known of a node beside what it came to. */
static void forget(struct trace_node *node)
{
	node->break_after = node->turns = node->kink = node->dominated = false;
	node->smooth_at = NAN;
}

enum status trace_start(struct trace *t, int n, const struct trace_plan *plan, struct error *err)
{
	if (t->n != n)
		trace_free(t);
	t->n = n;
	t->count = 0;
	t->plan = *plan;
	enum status s = reserve(t, plan->nodes, err);
	for (int k = 0; k < 3 && s == STATUS_OK; k++)
		if (!t->spare[k].delta)
			s = node_init(&t->spare[k], n, err);
	if (s != STATUS_OK)
		return s;
	for (int i = 0, last = plan->nodes - 1; i <= last; i++) {
		struct trace_node *node = &t->node[i];
		node->x = i < last ? plan->low + (plan->high - plan->low) * i / last : plan->high;
		node->done = node->ok = false;
		forget(node);
	}
	t->count = plan->nodes;
	t->stride = plan->stride;
	t->at = t->quiet = t->events = t->unproved = t->fine = t->fine_at = 0;
	t->money = t->level = 0;
	t->gave_up = false;
	t->event.after = -1;
	return STATUS_OK;
}

bool trace_insert_after(struct trace *t, int i, struct trace_node *in)
{
	if (reserve(t, t->count + 1, NULL) != STATUS_OK)
		return false;
	struct trace_node *node = t->node, unused = node[t->count];
	memmove(&node[i + 2], &node[i + 1], (size_t)(t->count - i - 1) * sizeof *node);
	node[i + 1] = *in;
	forget(&node[i + 1]);
	node[i + 1].smooth_at = node[i].smooth_at;
	*in = unused;
	t->count++;
	return true;
}

bool trace_play_at(struct trace *t, struct trace_node *node, double x)
{
	node->x = x;
	bool going_on = t->plan.play(t->plan.context, node);
	t->unproved += node->ok && node->out.proof != PROOF_PROVED;
	node->done = true; /* last: it may be looked at in the middle of this */
	return going_on;
}

int trace_insert(struct trace *t, double x)
{
	int i = 0;
	while (i + 1 < t->count && t->node[i + 1].x <= x)
		i++;
	if (t->node[i].x == x || x < t->node[0].x)
		return i;
	/* First the play: a trace may be looked at in the middle of it. */
	if (!trace_play_at(t, &t->spare[0], x) || !trace_insert_after(t, i, &t->spare[0]))
		return i;
	/* The sides of a jump are too near for it to be inside one. */
	t->node[i + 1].break_after = t->node[i].break_after;
	return i + 1;
}

enum status trace_copy(struct trace *to, const struct trace *from, double low, double high,
	struct error *err)
{
	enum status status = trace_start(to, from->n, &from->plan, err);
	if (status == STATUS_OK)
		status = reserve(to, from->count, err);
	to->count = 0;
	for (int i = 0; status == STATUS_OK && i < from->count; i++) {
		const struct trace_node *node = &from->node[i];
		struct trace_node *copy = &to->node[to->count], own = *copy;
		if (node->x < low || node->x > high)
			continue;
		*copy = *node;
		copy->delta = own.delta;
		copy->out = own.out;
		memcpy(copy->delta, node->delta, (size_t)from->n * sizeof *copy->delta);
		outcome_copy(&copy->out, &node->out);
		to->count++;
	}
	to->stride = 0;
	to->money = from->money;
	to->level = from->level;
	to->gave_up = from->gave_up;
	return status;
}

enum status trace_append(struct trace *t, double x, struct error *err)
{
	enum status status = reserve(t, t->count + 1, err);
	if (status != STATUS_OK)
		return status;
	if (t->count > 0)
		t->node[t->count - 1].break_after = true;
	forget(&t->node[t->count]);
	trace_play_at(t, &t->node[t->count++], x);
	return STATUS_OK;
}

bool trace_is_held(const struct domain_outcome *d)
{
	return d->regime != REGIME_ABSTAIN && fabs(d->utility) <= ROUNDING * d->revenue;
}

bool trace_same_held(const struct trace_node *a, const struct trace_node *b)
{
	for (int i = 0; i < a->out.n; i++)
		if (trace_is_held(&a->out.domain[i]) != trace_is_held(&b->out.domain[i]))
			return false;
	return true;
}

bool trace_same_ways(const struct trace_node *a, const struct trace_node *b)
{
	return outcome_same_regimes(&a->out, &b->out) && trace_same_held(a, b);
}
