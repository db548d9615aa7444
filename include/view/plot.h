/* Plots drawn into canvases: axes with round ticks, curves, markers, legends,
 * in ASCII marks or Unicode braille. */
#ifndef HAGGLE_VIEW_PLOT_H
#define HAGGLE_VIEW_PLOT_H

#include "view/canvas.h"

#include <stdbool.h>

/* One axis: data range (low < high), what it shows, in which unit. */
struct axis {
	double low, high;
	const char *title;  /* "share of G" ; "" none */
	bool log;
};

/* A plot area on a canvas. */
struct plot {
	struct canvas *canvas;
	struct rect outer;  /* with tick labels and titles */
	struct rect inner;  /* the data cells */
	struct axis x, y;
	unsigned char *dots; /* owned: braille layer, inner.w*2 x inner.h*4 */
	unsigned char *dot_role;
};

/* Round ticks for [low, high]: step from {1, 2, 2.5, 5} x 10^k, at most `most`
 * of them (>= 2 where the room allows), into tick[]; returns how many. digits
 * gets the decimals their labels need. For log axes: powers of ten, and 2, 5. */
int plot_ticks(double low, double high, bool log, int most, double *tick, int *digits);
/* A range with a little room around the data, its ends on round numbers.
 * Degenerate input gives a range of sensible size; never "-0.00". */
void plot_range(double min, double max, double *low, double *high);

/* Lays out axes within outer and draws lines, ticks, labels, titles. The area
 * must be at least 16 x 5, else STATUS_INPUT. */
enum status plot_begin(struct plot *p, struct canvas *c, struct rect outer,
	const struct axis *x, const struct axis *y, struct error *err);
/* Draws what is pending (braille) and frees. */
void plot_end(struct plot *p);

/* The cell of a data point; false where it is outside. */
bool plot_cell(const struct plot *p, double x, double y, int *cx, int *cy);
/* The data value of a cell column: for the mouse. */
double plot_x_of(const struct plot *p, int cx);

/* A curve through count points, joined except across breaks (brk may be NULL)
 * and points that are not finite. `mark` is its ASCII character; in unicode
 * mode braille dots are used and the role tells curves apart. */
void plot_curve(struct plot *p, const double *x, const double *y, const bool *brk, int count,
	char mark, enum role role);
/* Unjoined points. */
void plot_points(struct plot *p, const double *x, const double *y, int count, char mark,
	enum role role);
/* A single marker, on top of everything. Where another marker already sits,
 * it is put beside it when there is room; returns false when it found none. */
bool plot_marker(struct plot *p, double x, double y, char mark, enum role role);
/* A dotted vertical line at x, horizontal at y (under curves). */
void plot_vline(struct plot *p, double x, enum role role);
void plot_hline(struct plot *p, double y, enum role role);

/* Legend entries in one row from (x, y), at most max columns, whole entries
 * only: "g Generalist  m Medicine". Returns entries drawn. */
struct legend_entry { char mark; enum role role; const char *text; };
int plot_legend(struct canvas *c, int x, int y, int max, const struct legend_entry *e, int count);

#endif
