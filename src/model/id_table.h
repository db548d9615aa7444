/* Which specialist has an id, while a file with thousands of them is read.
 * Private to the model layer. */
#ifndef HAGGLE_MODEL_ID_TABLE_H
#define HAGGLE_MODEL_ID_TABLE_H

#include "model/game.h"

/* Starts as all zeros. The ids themselves are the game's. */
struct id_table {
	int size;    /* slots, a power of two */
	int *slot;   /* index of a specialist + 1, or 0 */
	int *line;   /* where each specialist stands in the file */
};

/* The line of the specialist with this id, or 0. */
int id_table_line(const struct id_table *t, const struct game *g, const char *id);
/* Enters g's last specialist; false when out of memory. */
bool id_table_add(struct id_table *t, const struct game *g, int line);
void id_table_free(struct id_table *t);

#endif
