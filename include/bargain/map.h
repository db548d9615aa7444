/* Maps: one quantity of the bargain's outcome over two parameters, refined
 * from coarse to fine.
 *
 *   map_alloc -> map_reset(scenario) -> map_step until it returns false. */
#ifndef HAGGLE_BARGAIN_MAP_H
#define HAGGLE_BARGAIN_MAP_H

#include "bargain/floors.h"
#include "bargain/quantity.h"
#include "bargain/study.h"
#include "model/span.h"

#include <stdint.h>

#define MAP_COLS_MAX 512
#define MAP_ROWS_MAX 256

/* One axis: a parameter, and the values from the first cell's to the last one's. */
struct map_axis {
	struct param_ref param;
	struct span span;
};

struct map_cell {
	float value;      /* the quantity; NaN: none */
	uint8_t block;    /* side of the square that shares this value: 1 exact, 0 nothing yet */
	uint8_t lack;     /* enum lack: what it is for which there is no value */
};

struct map {
	const struct scenario *scenario; /* as given; must stay unchanged */
	struct map_axis x, y;
	struct quantity quantity;
	int cols, rows;
	struct map_cell *cell;    /* owned, cols * rows; row 0 is the lowest y */
	double min, max;          /* of the finite values so far; min > max: none yet */
	double present_x, present_y; /* the scenario's own values */
	struct best_floors best_floors; /* over both floors: the regulator's, once all cells are known */
	struct map_work *work;    /* private */
};

struct map_plan {
	struct map_axis x, y;     /* none as a span: span_default */
	struct quantity quantity; /* player -1: the first that has one */
	int cols, rows;           /* 2..MAP_*_MAX */
	int jobs;                 /* threads; 0: one */
	struct pause pause;       /* with one thread only */
};

enum status map_alloc(struct map **out, struct error *err);
void map_free(struct map *m); /* NULL is fine */

/* Starts over. STATUS_INPUT where a parameter is not a number of s, or both
 * are the same. */
enum status map_reset(struct map *m, const struct scenario *s, const struct map_plan *plan,
	struct error *err);
/* Works for about `seconds` (at least one cell); whether anything is left.
 * Every cell has a value (of its block) after the first, coarse pass.
 * seconds < 0: to the end. */
bool map_step(struct map *m, double seconds);
double map_progress(const struct map *m); /* 0..1 */

/* Parameter values that a cell is for. */
double map_x(const struct map *m, int col);
double map_y(const struct map *m, int row);

#endif
