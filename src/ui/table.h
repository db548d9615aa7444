/* Tables of a view's data, for exporting: named columns, rows of numbers and
 * words. */
#ifndef HAGGLE_UI_TABLE_H
#define HAGGLE_UI_TABLE_H

#include "base/status.h"

#include <stdbool.h>

#define TABLE_NAME_MAX 80

struct value {
	const char *word; /* borrowed, lasting; NULL: a number */
	double number;    /* NaN: nothing there */
	bool gap;         /* in the first column: curves break before this row */
};

struct table {
	int columns, rows, capacity;
	char (*name)[TABLE_NAME_MAX]; /* owned, columns */
	struct value *value;          /* owned, rows * columns */
	bool failed;                  /* out of memory on the way: rows are missing */
};

struct explorer;

void table_init(struct table *t);
void table_free(struct table *t);
/* Adds a column (before any row). */
void table_column(struct table *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Adds a row of nothings; NULL without memory. Valid until the next row. */
struct value *table_row(struct table *t);

/* The data that the present view shows, as far as it has been computed. */
void table_of_view(const struct explorer *e, struct table *t);

#endif
