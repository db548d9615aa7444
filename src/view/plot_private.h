/* Shared by plot.c and plot_curve.c alone. */
#ifndef HAGGLE_SRC_VIEW_PLOT_PRIVATE_H
#define HAGGLE_SRC_VIEW_PLOT_PRIVATE_H

#include "view/plot.h"

#include <math.h>

/* Of an axis: what lies so little beyond its end belongs to the end, which may have been put
 * on a tick that is as near. */
#define EDGE 2e-6

/* To the nearest whole number, halves upwards also where rounding errors left
 * them a hair short: equal values must come to stand in the same cell. */
static inline int plot_round(double v)
{
	return (int)floor(v + 0.5 + 1e-6);
}

/* Where a value lies along its axis: 0 low end, 1 high end, beyond outside. */
double plot_fraction(const struct axis *a, double v);
/* The grid that curves are drawn on: cells, or braille dots in unicode mode. */
int plot_grid_w(const struct plot *p);
int plot_grid_h(const struct plot *p);

#endif
