/* Sheets: the data that a view shows, as named columns and rows of numbers and
 * words. */
#ifndef HAGGLE_VIEW_SHEET_H
#define HAGGLE_VIEW_SHEET_H

#include "bargain/quantity.h"

#include <stdbool.h>

#define SHEET_NAME_MAX 100

struct value {
	const char *word; /* borrowed, lasting; NULL: a number */
	double number;    /* NaN: nothing there */
	bool gap;         /* in the first column: curves break before this row */
};

struct sheet {
	int columns, rows, capacity;
	char (*name)[SHEET_NAME_MAX]; /* owned, columns */
	struct value *value;          /* owned, rows * columns */
	bool broken;                  /* a curve breaks behind the last point */
	int quantities;               /* of an outcome, a column each: */
	struct quantity *quantity;    /* owned */
	bool failed;                  /* out of memory on the way: rows are missing */
};

void sheet_init(struct sheet *t);
void sheet_free(struct sheet *t);
/* Adds a column (before any row). */
void sheet_column(struct sheet *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Adds a row of nothings; NULL without memory. Valid until the next row. */
struct value *sheet_row(struct sheet *t);
/* The first value of a row that is there. */
const struct value *sheet_at(const struct sheet *t, int row);

/* What data have of outcomes of a game: an OR of 1 << enum quantity_kind. */
unsigned outcome_kinds(const struct game *g);
/* Has add told of each column that data have of a quantity: "u_generalist", "u_" and "medicine";
 * false as soon as that returns false. */
bool outcome_columns(enum quantity_kind kind, const struct game *g,
	bool (*add)(void *to, struct quantity q, const char *name, const char *id), void *to);
/* What stands for a value that is a word; NULL: it is a number. */
const char *outcome_word(enum quantity_kind kind, double value);

/* Columns for what everybody does and gets; with the shares before them, or not. */
void sheet_outcome_columns(struct sheet *t, const struct game *g, bool shares);
/* Fills them from v on; delta NULL where there are no shares among them. */
void sheet_outcome(const struct sheet *t, struct value *v, const double *delta,
	const struct outcome *o);
/* Adds the row of a point on a curve: where it is, then those columns. o NULL: there
 * is no outcome there; break_after: it jumps before the next point. NULL without
 * memory. */
struct value *sheet_point(struct sheet *t, double at, const double *delta,
	const struct outcome *o, bool break_after);

#endif
