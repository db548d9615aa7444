/* Which specialist has an id, while a file with thousands of them is read.
 * Private to the model layer. */
#ifndef HAGGLE_MODEL_ID_TABLE_H
#define HAGGLE_MODEL_ID_TABLE_H

#include "model/game.h"

struct id_table { void *root; /* tsearch's; NULL: none yet */ };

/* The line of the specialist with this id, or 0. */
int id_table_line(const struct id_table *t, const char *id);
/* Enters one that is new; false when out of memory. */
bool id_table_add(struct id_table *t, const char *id, int line);
void id_table_free(struct id_table *t);

#endif
