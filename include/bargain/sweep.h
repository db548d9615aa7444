/* Sweeps: the outcome of the bargain at every point of a grid of parameters,
 * in grid order, computed by any number of threads.
 *
 * The rows do not depend on how the work is divided: every row is computed
 * from its own parameters alone, and rows are handed out in order. Memory does
 * not grow with the grid. */
#ifndef HAGGLE_BARGAIN_SWEEP_H
#define HAGGLE_BARGAIN_SWEEP_H

#include "bargain/trace.h"
#include "model/param.h"
#include "solver/outcome.h"

#include <signal.h>

#define SWEEP_AXES_MAX 16
#define SWEEP_JOBS_MAX 256
#define SWEEP_ROWS_MAX 1000000000000000LL

/* One parameter's values: count of them from `from` to `to`, both included,
 * evenly spaced (in the logarithm where log, to NUM_SHOWN digits; then both > 0). One
 * value: from. */
struct sweep_axis {
	struct param_ref param;
	double from, to;
	long count;
	bool log;
};

/* Value number i, 0 <= i < count. */
double sweep_value(const struct sweep_axis *a, long i);

/* What comes out at one point. Valid during the call it is given to. */
struct sweep_row {
	const double *value;       /* of the axes, in their order */
	enum lack lack;            /* of an equilibrium, or of time: nothing below is there */
	const double *delta;       /* the generalist's shares, one a specialist; NULL where there is
	                            * no agreement, and out is the outside options */
	const struct outcome *out;
	double efficiency;         /* joint / first best; NaN where that is 0 or unbounded */
};

/* proof_name of what is there, lack_name of what is not. */
const char *sweep_row_status(const struct sweep_row *row);

/* Writes a row as text to out, at most plan->row_max bytes; returns how many.
 * Called by several threads at once. */
typedef size_t sweep_format_fn(const void *context, const struct sweep_row *row, char *out);
/* Takes n bytes, which are `rows` whole rows, in grid order and from the
 * thread that called sweep_run. false ends the sweep. */
typedef bool sweep_write_fn(void *context, const char *text, size_t n, long long rows);

struct sweep_plan {
	const struct scenario *scenario; /* unchanged during the sweep */
	int axes;                  /* 1..SWEEP_AXES_MAX */
	struct sweep_axis axis[SWEEP_AXES_MAX]; /* the last one varies fastest */
	long long first, rows;     /* the rows wanted: first <= row < first + rows */
	int jobs;                  /* threads, 1..SWEEP_JOBS_MAX */
	size_t row_max;
	sweep_format_fn *format;
	const void *format_context;
	sweep_write_fn *write;
	void *write_context;
	double timeout;            /* s that a row may take; 0: as long as it takes */
	/* Not 0: end soon, after whole rows; what is in work is given up. May be NULL. */
	const volatile sig_atomic_t *stop;
};

struct sweep_result {
	long long rows;            /* written */
	long long unsolved;        /* of them without equilibrium */
	long long refused;         /* of them whose values make no game */
	long long late;            /* of them given up by the timeout */
	long long disagreed;       /* of them without agreement */
	long long first_unsolved;  /* the first's row without equilibrium, and why */
	struct error why;
	long long first_refused;   /* the same of those */
	struct error refusal;
	long long first_late;      /* the first's row that was given up */
	bool stopped;              /* by `stop` or by the writer */
};

/* Rows of the whole grid, or -1 where they are more than SWEEP_ROWS_MAX. */
long long sweep_rows(const struct sweep_plan *plan);
/* The rows of shard k of n (1 <= k <= n): the n blocks together are all rows,
 * in order, their sizes within one of each other. */
void sweep_shard(struct sweep_plan *plan, long k, long n);

/* Whether every value of the grid is allowed: STATUS_INPUT where one is not. */
enum status sweep_check(const struct sweep_plan *plan, struct error *err);

/* Runs it; plan must have passed sweep_check. A varied share makes the bargain
 * fixed. STATUS_SYSTEM without memory or threads. */
enum status sweep_run(const struct sweep_plan *plan, struct sweep_result *result,
	struct error *err);

#endif
