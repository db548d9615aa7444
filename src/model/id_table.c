#include "id_table.h"

#include <stdlib.h>
#include <string.h>

static unsigned hash(const char *id)
{
	unsigned h = 2166136261u;

	for (; *id; id++)
		h = (h ^ (unsigned char)*id) * 16777619u;
	return h;
}

/* The slot of id: taken by it, or free. */
static int *slot_of(const struct id_table *t, const struct game *g, const char *id)
{
	unsigned mask = (unsigned)t->size - 1;

	for (unsigned at = hash(id) & mask;; at = (at + 1) & mask) {
		int *slot = &t->slot[at];

		if (!*slot || !strcmp(g->specialist[*slot - 1].id, id))
			return slot;
	}
}

int id_table_line(const struct id_table *t, const struct game *g, const char *id)
{
	int *slot;

	if (!t->size)
		return 0;
	slot = slot_of(t, g, id);
	return *slot ? t->line[*slot - 1] : 0;
}

/* Twice the slots, so that at most half are ever taken. */
static bool grow(struct id_table *t, const struct game *g)
{
	int size = t->size ? 2 * t->size : 64;
	int *line = realloc(t->line, (size_t)size * sizeof(*line));
	int *slot;

	if (!line)
		return false;
	t->line = line;
	slot = calloc((size_t)size, sizeof(*slot));
	if (!slot)
		return false;
	free(t->slot);
	t->slot = slot;
	t->size = size;
	for (int i = 0; i < g->n - 1; i++)
		*slot_of(t, g, g->specialist[i].id) = i + 1;
	return true;
}

bool id_table_add(struct id_table *t, const struct game *g, int line)
{
	if (2 * g->n > t->size && !grow(t, g))
		return false;
	*slot_of(t, g, g->specialist[g->n - 1].id) = g->n;
	t->line[g->n - 1] = line;
	return true;
}

void id_table_free(struct id_table *t)
{
	free(t->slot);
	free(t->line);
	memset(t, 0, sizeof(*t));
}
