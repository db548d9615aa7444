/* Private to sweeps: one thread's way through the grid, row by row. */
#ifndef HAGGLE_BARGAIN_SWEEP_ROWS_H
#define HAGGLE_BARGAIN_SWEEP_ROWS_H

#include "bargain/sweep.h"

/* What went wrong in a stretch of rows. */
struct sweep_counts {
	long long unsolved, refused, disagreed, late;
	long long first_unsolved, first_refused, first_late;
	struct error why, refusal;
};

struct sweep_rows;

/* Whether the shares are given (by the scenario or by an axis), not bargained. */
bool sweep_is_fixed(const struct sweep_plan *plan);

/* Owns a copy of the scenario and all workspaces. */
enum status sweep_rows_alloc(const struct sweep_plan *plan, struct sweep_rows **out,
	struct error *err);
void sweep_rows_free(struct sweep_rows *w); /* NULL is fine */
/* Sets all parameters as row `row` has them. */
enum status sweep_rows_start(struct sweep_rows *w, long long row, struct error *err);
/* Goes on to the next row: only what differs is set. */
enum status sweep_rows_next(struct sweep_rows *w, struct error *err);
/* Solves the row gone to, which is number `row`. That it has no equilibrium, or takes too
 * long, is counted, not a failure. *out is valid until the next call. */
enum status sweep_rows_solve(struct sweep_rows *w, long long row, struct sweep_row *out,
	struct sweep_counts *counts, struct error *err);
/* Whether the last row was given up since the sweep is to stop: then it is none. */
bool sweep_rows_stopped(const struct sweep_rows *w);

#endif
