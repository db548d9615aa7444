#include "model/game.h"

#include <stdlib.h>
#include <string.h>

void game_init(struct game *g)
{
	memset(g, 0, sizeof *g);
	strcpy(g->generalist.name, "Generalist");
	cost_init(&g->generalist.cost);
	g->generalist.weight = 1;
}

static void specialist_free(struct specialist *d)
{
	formula_slot_free(d->revenue.formula);
	formula_slot_free(d->cost.formula);
}

void game_free(struct game *g)
{
	for (int i = 0; i < g->n; i++)
		specialist_free(&g->specialist[i]);
	formula_slot_free(g->generalist.cost.formula);
	free(g->specialist);
	memset(g, 0, sizeof *g);
}

/* Gives *slot, copied bitwise from another game, a copy of its own. */
static bool own_slot(struct formula_slot **slot)
{
	if (!*slot)
		return true;
	*slot = formula_slot_copy(*slot);
	return *slot != NULL;
}

enum status game_copy(struct game *to, const struct game *from, struct error *err)
{
	bool ok = true;
	*to = *from;
	to->n = 0;
	to->capacity = from->n;
	to->specialist = calloc((size_t)from->n + 1, sizeof *to->specialist);
	ok = own_slot(&to->generalist.cost.formula) && to->specialist;
	for (int i = 0; ok && i < from->n; i++) {
		struct specialist *d = &to->specialist[to->n++];
		*d = from->specialist[i];
		d->cost.formula = NULL;
		ok = own_slot(&d->revenue.formula);
		d->cost.formula = ok ? from->specialist[i].cost.formula : NULL;
		ok = ok && own_slot(&d->cost.formula);
	}
	if (ok)
		return STATUS_OK;
	game_free(to);
	return error_set(err, STATUS_SYSTEM, "out of memory");
}

static bool valid_id(const char *id)
{
	size_t n = strlen(id);
	if (n == 0 || n > GAME_ID_MAX)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = id[i];
		bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '-' || c == '_';
		if (!ok)
			return false;
	}
	return true;
}

static bool reserve(struct game *g)
{
	if (g->n < g->capacity)
		return true;
	int want = g->capacity > 0 ? 2 * g->capacity : 4;
	struct specialist *more = realloc(g->specialist, (size_t)want * sizeof *more);
	if (!more)
		return false;
	g->specialist = more;
	g->capacity = want;
	return true;
}

struct specialist *game_add(struct game *g, const char *id, struct error *err)
{
	if (!valid_id(id)) {
		error_set(err, STATUS_INPUT,
			"\"%.60s\" is no id: letters, digits, - and _, at most %d of them", id,
			GAME_ID_MAX);
		return NULL;
	}
	if (g->n >= GAME_SPECIALISTS_MAX) {
		error_set(err, STATUS_INPUT, "more than %d specialists", GAME_SPECIALISTS_MAX);
		return NULL;
	}
	if (!reserve(g)) {
		error_set(err, STATUS_SYSTEM, "out of memory");
		return NULL;
	}
	struct specialist *d = &g->specialist[g->n++];
	memset(d, 0, sizeof *d);
	memcpy(d->id, id, strlen(id) + 1);
	memcpy(d->name, id, strlen(id) + 1);
	revenue_init(&d->revenue);
	cost_init(&d->cost);
	d->weight = 1;
	return d;
}

void game_remove(struct game *g, int i)
{
	specialist_free(&g->specialist[i]);
	memmove(&g->specialist[i], &g->specialist[i + 1],
		(size_t)(g->n - i - 1) * sizeof *g->specialist);
	g->n--;
}

int game_find(const struct game *g, const char *id)
{
	for (int i = 0; i < g->n; i++)
		if (strcmp(g->specialist[i].id, id) == 0)
			return i;
	return -1;
}

int game_shares(const struct game *g)
{
	return g->common || g->n == 1 ? 1 : g->n;
}

void game_expand(const struct game *g, const double *shares, double *delta)
{
	for (int i = 0; i < g->n; i++)
		delta[i] = shares[game_shares(g) == 1 ? 0 : i];
}
