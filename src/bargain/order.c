/* The order of the specialists in the file decides nothing: the solver and the search for
 * several shares have them by id, in byte order, so that they add and try the same numbers in
 * the same order however the file lists them. */
#include "bargain/study_private.h"

#include <stdlib.h>
#include <string.h>

struct named {
	const char *id;
	int at;
};

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

void order_free(struct order *o)
{
	free(o->at);
	free(o->specialist);
	free(o->domain);
	free(o->share);
	*o = (struct order){.n = 0};
}

static enum status order_alloc(struct order *o, int n, struct error *err)
{
	size_t m = (size_t)n + 1;
	order_free(o);
	o->n = n;
	o->at = malloc(m * sizeof *o->at);
	o->specialist = malloc(m * sizeof *o->specialist);
	o->domain = malloc(m * sizeof *o->domain);
	o->share = malloc(m * sizeof *o->share);
	if (o->at && o->specialist && o->domain && o->share)
		return STATUS_OK;
	order_free(o);
	return error_set(err, STATUS_SYSTEM, "out of memory");
}

static enum status find_order(struct order *o, const struct game *g, struct error *err)
{
	o->changes = false;
	for (int r = 0; r < g->n; r++) {
		o->at[r] = r;
		o->changes |= r > 0 && strcmp(g->specialist[r - 1].id, g->specialist[r].id) > 0;
	}
	if (!o->changes)
		return STATUS_OK;
	struct named *named = malloc((size_t)g->n * sizeof *named);
	if (!named)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	for (int i = 0; i < g->n; i++)
		named[i] = (struct named){g->specialist[i].id, i};
	qsort(named, (size_t)g->n, sizeof *named, by_id);
	for (int r = 0; r < g->n; r++)
		o->at[r] = named[r].at;
	free(named);
	return STATUS_OK;
}

enum status order_set(struct order *o, const struct game *g, struct error *err)
{
	enum status st = STATUS_OK;
	if (o->n != g->n || !o->at)
		st = order_alloc(o, g->n, err);
	if (st == STATUS_OK)
		st = find_order(o, g, err);
	if (st != STATUS_OK)
		return st;
	o->game = *g;
	if (!o->changes)
		return STATUS_OK;
	/* What formulas and names they hold stays the scenario's. */
	for (int r = 0; r < g->n; r++)
		o->specialist[r] = g->specialist[o->at[r]];
	o->game.specialist = o->specialist;
	return STATUS_OK;
}

void order_by_id(struct order *o, double *v)
{
	if (!o->changes)
		return;
	memcpy(o->share, v, (size_t)o->n * sizeof *v);
	for (int r = 0; r < o->n; r++)
		v[r] = o->share[o->at[r]];
}

void order_as_listed(struct order *o, double *v)
{
	if (!o->changes)
		return;
	memcpy(o->share, v, (size_t)o->n * sizeof *v);
	for (int r = 0; r < o->n; r++)
		v[o->at[r]] = o->share[r];
}

void order_outcome_as_listed(struct order *o, struct outcome *out)
{
	if (!o->changes)
		return;
	memcpy(o->domain, out->domain, (size_t)o->n * sizeof *o->domain);
	for (int r = 0; r < o->n; r++)
		out->domain[o->at[r]] = o->domain[r];
}

int order_rank(const struct order *o, int i)
{
	int r = 0;
	while (o->at[r] != i)
		r++;
	return r;
}
