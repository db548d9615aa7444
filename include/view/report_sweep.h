/* The rows of a sweep as text: CSV or JSON Lines. */
#ifndef HAGGLE_VIEW_REPORT_SWEEP_H
#define HAGGLE_VIEW_REPORT_SWEEP_H

#include "bargain/quantity.h"
#include "bargain/sweep.h"
#include "view/digits.h"

/* What all rows have in common. Read by many threads at once. */
struct sweep_table {
	bool json;
	int axes;
	int fields;           /* of a row */
	char **name;          /* owned: of each field; for JSON with all that stands before
	                       * the value */
	size_t *length;       /* owned: of each name */
	struct quantity *quantity; /* owned: of each field between the axes and the status */
	size_t row_max;       /* bytes that a row takes at most */
	struct digits digits;
};

/* For the sweep of a plan whose scenario and axes are filled in. STATUS_SYSTEM
 * without memory. */
enum status sweep_table_init(struct sweep_table *t, const struct sweep_plan *plan, bool json,
	struct error *err);
void sweep_table_free(struct sweep_table *t);
/* The header line with its newline, malloced; "" for JSON. NULL without memory. */
char *sweep_table_header(const struct sweep_table *t);
/* A sweep_format_fn; context is the table. Fields that do not exist are empty
 * (CSV) or null (JSON). */
size_t sweep_table_row(const void *context, const struct sweep_row *row, char *out);

#endif
