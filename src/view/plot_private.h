/* Shared by plot.c and plot_curve.c alone. */
#ifndef HAGGLE_SRC_VIEW_PLOT_PRIVATE_H
#define HAGGLE_SRC_VIEW_PLOT_PRIVATE_H

#include "view/plot.h"

/* Where a value lies along its axis: 0 low end, 1 high end, beyond outside. */
double plot_fraction_x(const struct plot *p, double x);
double plot_fraction_y(const struct plot *p, double y);
/* The grid that curves are drawn on: cells, or braille dots in unicode mode. */
int plot_grid_w(const struct plot *p);
int plot_grid_h(const struct plot *p);

#endif
