/* Comparative statics as curves: whose they are, their values, and what an axis spans for
 * them. */
#include "statics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAME 1e-12 /* of the range: a tick and the node that is meant to be there */
#define AT_END 1e-6 /* of the axis: as near to its end as that */

/* Whether nodes as near to an end of the range as i are cut off from all the
 * others: a cost of nothing can be unlike every other cost. As a curve of no
 * length that says nothing, and is a puzzle. */
static bool alone_at_end(const struct statics *st, int i)
{
	const struct trace_node *node = st->trace.node;
	bool low = span_part(&st->span, node[i].x) <= AT_END;
	int by = low ? 1 : -1;

	if (!low && span_part(&st->span, node[i].x) < 1 - AT_END)
		return false;
	for (; i + by >= 0 && i + by < st->trace.count; i += by) {
		double part = span_part(&st->span, node[i + by].x);

		if (node[low ? i : i - 1].break_after || (node[i + by].done && !node[i + by].ok))
			return true;
		if (low ? part > AT_END : part < 1 - AT_END)
			return false;
	}
	return false;
}

bool statics_has(const struct statics *st, int i)
{
	const struct trace_node *n = &st->trace.node[i];

	return n->done && n->ok && !alone_at_end(st, i);
}

/* The quantity at node i; NaN where there is none. */
static double statics_value(const struct statics *st, int i, struct quantity q)
{
	const struct trace_node *n = &st->trace.node[i];

	return statics_has(st, i) ? quantity_value(q, n->delta, &n->out, n->first_best) : NAN;
}

double statics_value_at(const struct statics *st, double x, struct quantity q)
{
	double near = SAME * fmax(fabs(st->span.low), fabs(st->span.high)), before = NAN;

	for (int i = 0, left = -1; i < st->trace.count; i++) {
		const struct trace_node *n = &st->trace.node[i];
		double y = statics_value(st, i, q);

		if (!n->done)
			continue;
		if (fabs(n->x - x) <= near)
			return y;
		if (n->x > x)
			return left < 0 || st->trace.node[left].break_after ? NAN : before
				+ (y - before) * (x - st->trace.node[left].x) / (n->x - st->trace.node[left].x);
		left = i;
		before = y;
	}
	return NAN;
}

void statics_roster(const struct view_model *m, const struct statics *st, struct roster *r)
{
	const struct quantity_info *info = quantity_info(st->quantity.kind);
	bool shared = st->quantity.kind == QUANTITY_SHARE && m->scenario->game.common;

	if (st->quantity.player < 0 && !shared && (info->generalist || info->specialist)) {
		roster_fill(r, m, info->generalist, 4);
		return;
	}
	memset(r, 0, sizeof *r);
	r->count = 1;
	r->player[0] = info->generalist || info->specialist ? st->quantity.player : PLAYER_JOINT;
	if (shared) /* everybody's, so with nobody's letter */
		r->player[0] = PLAYER_JOINT;
	r->mark[0] = r->player[0] == PLAYER_JOINT ? '*' : player_mark(m->scenario, r->player[0]);
}

/* The pinned scenario's, where its curves can be laid under these; or NULL. */
static const struct statics *ghost_line(const struct view_model *m)
{
	const struct statics *st = m->lab, *p = m->pinned_lab;

	return p && st && p->n == st->n ? p : NULL;
}

static struct quantity quantity_of(const struct statics *st, int player)
{
	struct quantity q = st->quantity;

	q.player = player > 0 ? player : q.kind == QUANTITY_SHARE ? 1 : 0;
	return q;
}

void samples_of_statics(struct samples *s, const struct statics *st, struct quantity q)
{
	for (int i = 0; i < st->trace.count; i++) {
		double y = statics_value(st, i, q);

		/* nodes not yet there are bridged, those without an outcome are not */
		if (!st->trace.node[i].done)
			continue;
		if (!samples_add(s, st->trace.node[i].x, y, st->trace.node[i].break_after))
			return;
	}
}

/* The value at the node nearest to the present one; 0 where there is none. */
static double present_value(const struct statics *st, struct quantity q)
{
	double best = 0, away = INFINITY;

	for (int i = 0; i < st->trace.count; i++) {
		double v = statics_value(st, i, q), far = fabs(st->trace.node[i].x - st->present);

		if (isfinite(v) && far < away) {
			best = v;
			away = far;
		}
	}
	return best;
}

struct statics_lines statics_lines(const struct view_model *m, const struct roster *r)
{
	struct statics_lines l = { .of = { m->lab, ghost_line(m) }, .count = r->count };

	for (int k = 0; k < r->count; k++)
		l.quantity[k] = quantity_of(m->lab, r->player[k]);
	return l;
}

/* All values, not finite ones too, into v unless that is NULL; how many. */
static int line_values(const struct statics_lines *l, double *v)
{
	int count = 0;

	for (int j = 0; j < 2 && l->of[j]; j++)
		for (int k = 0; k < l->count; k++)
			for (int i = 0; i < l->of[j]->trace.count; i++, count++)
				if (v)
					v[count] = statics_value(l->of[j], i, l->quantity[k]);
	return count;
}

/* The largest value, a few that stick out left aside: near a cost of 0 a
 * utility can be without limit, and all else would be flat. */
static double usual_top(const struct statics_lines *l)
{
	int all = line_values(l, NULL), count = 0;
	double *v = malloc((size_t)(all + 1) * sizeof *v), top = 0;

	if (v)
		line_values(l, v);
	for (int i = 0; v && i < all; i++)
		if (isfinite(v[i]))
			v[count++] = v[i];
	if (count > 0)
		top = robust_top(v, count);
	free(v);
	for (int j = 0; j < 2 && l->of[j]; j++) /* what holds must show */
		for (int k = 0; k < l->count; k++)
			top = fmax(top, present_value(l->of[j], l->quantity[k]));
	return top;
}

/* The size of what the quantity could be: of everybody's utility, or level; a few
 * that stick out left aside. */
static double usual_size(const struct statics *st)
{
	enum quantity_kind kind = st->quantity.kind;
	bool level = kind == QUANTITY_LEVEL || kind == QUANTITY_INVESTMENT ||
		kind == QUANTITY_PERFORMANCE || kind == QUANTITY_SAFETY;
	double *v = malloc((size_t)(st->trace.count * (st->n + 1) + 1) * sizeof *v), size = 0;
	int count = 0;

	for (int i = 0; v && i < st->trace.count; i++)
		for (int k = 0; k <= st->n; k++) {
			struct quantity q = { level ? kind : QUANTITY_UTILITY, k };
			double value = statics_value(st, i, q);

			if (isfinite(value))
				v[count++] = fabs(value);
		}
	if (count > 0)
		size = robust_top(v, count);
	free(v);
	return size;
}

void statics_range(const struct statics_lines *l, double *low, double *high)
{
	const struct statics *st = l->of[0];
	enum quantity_kind kind = st->quantity.kind;
	double min = INFINITY, max = -INFINITY, top = usual_top(l);
	int classes;

	for (int j = 0; j < 2 && l->of[j]; j++)
		for (int k = 0; k < l->count; k++)
			for (int i = 0; i < l->of[j]->trace.count; i++)
				widen(&min, &max, statics_value(l->of[j], i, l->quantity[k]));
	*low = 0;
	if (class_looks(kind, &classes)) {
		*high = classes - 1;
	} else if (kind == QUANTITY_SHARE || kind == QUANTITY_EFFICIENCY) {
		*high = 1;
	} else {
		widen(&min, &max, 0);
		if (steady(&min, &max, usual_size(st)))
			top = max;
		plot_range(min, top > min ? top : max, low, high);
	}
}
