/* The cells of a map, for the view. Private to src/view. */
#ifndef HAGGLE_SRC_VIEW_MAP_CELLS_H
#define HAGGLE_SRC_VIEW_MAP_CELLS_H

#include "draw.h"

#include "bargain/map.h"

#define MAP_CELL_COLS 4

/* What the figures are multiplied by, so that three columns tell them apart: a power of ten. */
double map_cells_unit(const struct map *mp);
/* All that are computed, from the top left corner of `in` on, as far as they fit. */
void map_cells_draw(const struct map *mp, struct canvas *c, struct rect in);
/* Brackets around the cell nearest to the point; none where that is outside. */
void map_cells_mark(const struct map *mp, struct canvas *c, struct rect in, double px, double py,
	const char brackets[2], enum ink ink);
/* What the figures' grounds mean, from the smallest class on, as far as r has room. */
void map_cells_key(const struct map *mp, struct canvas *c, struct rect r);

#endif
