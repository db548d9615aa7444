#include "id_table.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

/* A specialist's id, and its line. */
struct known { char id[GAME_ID_MAX + 1]; int line; };

static int by_id(const void *a, const void *b)
{
	return strcmp(a, b);
}

int id_table_line(const struct id_table *t, const char *id)
{
	struct known **there = tfind(id, &t->root, by_id);

	return there ? (*there)->line : 0;
}

bool id_table_add(struct id_table *t, const char *id, int line)
{
	struct known *own = malloc(sizeof(*own));

	if (!own)
		return false;
	own->line = line;
	strcpy(own->id, id);
	if (tsearch(own, &t->root, by_id))
		return true;
	free(own);
	return false;
}

void id_table_free(struct id_table *t)
{
	while (t->root) {
		struct known *own = *(struct known **)t->root;

		tdelete(own, &t->root, by_id);
		free(own);
	}
}
