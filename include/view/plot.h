/* Plots drawn into canvases: axes with round ticks, curves, markers, legends,
 * in ASCII marks or Unicode braille. */
#ifndef HAGGLE_VIEW_PLOT_H
#define HAGGLE_VIEW_PLOT_H

#include "view/canvas.h"

#include <stdbool.h>
#include <stdint.h>

/* One axis: data range (low < high) and what it shows. */
struct axis {
	double low, high;
	const char *title;  /* of x: a word, left of its ticks; of y: the plot's, on top; NULL: none */
	bool log;
	bool whole;         /* whole numbers alone: ticks are */
	bool cells;         /* the plot's cells divide it: each has a stretch of its own */
	int label;          /* of y: columns that the labels take at least */
	int below;          /* rows left to the caller: of x below its ticks, of y below the title */
};

#define PLOT_TICKS_MAX 24
#define PLOT_CURVES_MAX 64  /* told apart where they share a cell; more draw over one another */

/* What the cells of a plot hold, private to plot*.c. */
struct plot_spot {
	uint64_t curves;    /* OR of 1 << curve number */
	uint8_t dots;       /* braille */
	bool taken;         /* by a marker or a curve's own letter: curves keep off */
};

/* A plot area on a canvas. */
struct plot {
	struct canvas *canvas;
	struct rect outer;  /* with tick labels and titles */
	struct rect inner;  /* the data cells */
	struct rect top;    /* what the title leaves free of the first row: for a legend */
	struct rect below;  /* the rows below the ticks, as wide as outer */
	struct axis x, y;
	int ticks;          /* of x, as drawn: */
	double tick[PLOT_TICKS_MAX];
	int curves;         /* drawn so far */
	char mark[PLOT_CURVES_MAX];
	uint8_t ink[PLOT_CURVES_MAX];
	struct plot_spot *spot; /* owned, inner.w * inner.h */
};

/* Round ticks for [low, high]: step from {1, 2, 2.5, 5} x 10^k, at most `most`
 * of them (2 <= most <= PLOT_TICKS_MAX; up to two more where fewer would leave only one)
 * into tick[PLOT_TICKS_MAX]; returns how many. digits
 * gets the decimals their labels need. For log axes: powers of ten, or a round
 * number with its doubles and halves. */
int plot_ticks(double low, double high, bool log, int most, double *tick, int *digits);
/* A tick's label with that many decimals (digits < 0: short scientific form),
 * never "-0". Returns out. */
char *plot_tick_label(double tick, int digits, char *out, size_t size);
/* "2.5e+06" and "1e-05" as "2.5e6" and "1e-5". */
void number_shorten(char *text);
/* The range of an axis for data from min to max: from 0 where that wastes little.
 * Degenerate input gives a range of sensible size; never "-0.00". */
void plot_range(double min, double max, double *low, double *high);

/* Lays out axes within outer and draws lines, ticks, labels, titles. The area
 * must be at least 16 x 5, and the rows below more, else STATUS_INPUT (and plot_end
 * must not be called). Ticks stand evenly: where cells do not allow that for all, the
 * plot is made narrower by up to a few columns, or fewer are drawn. */
enum status plot_begin(struct plot *p, struct canvas *c, struct rect outer,
	const struct axis *x, const struct axis *y, struct error *err);
/* Where its data cells would lie, with nothing drawn; w 0: no plot fits. */
struct rect plot_inner(struct rect outer, const struct axis *x, const struct axis *y);
/* Frees what the plot holds; the drawing stays. */
void plot_end(struct plot *p);

/* The cell of a data point; false where it is outside. */
bool plot_cell(const struct plot *p, double x, double y, int *cx, int *cy);
/* The data value of a cell column: for the mouse. */
double plot_x_of(const struct plot *p, int cx);

/* A curve through count points, joined except across breaks (brk may be NULL)
 * and points that are not finite, cut off at the edges. `mark` is its ASCII
 * character; in unicode mode it is drawn in braille dots with its mark at
 * its ends, so that colour is not needed to tell curves apart. Where curves
 * share a cell the last one drawn is in front; those of INK_GHOST, INK_DOMINATED and
 * INK_DIM give way to all others. */
void plot_curve(struct plot *p, const double *x, const double *y, const bool *brk, int count,
	char mark, enum ink ink);
/* Unjoined points: one curve as far as overlaps go. */
void plot_points(struct plot *p, const double *x, const double *y, int count, char mark,
	enum ink ink);
/* A single marker, in the cell of its value, on top of everything; false: outside. */
bool plot_marker(struct plot *p, double x, double y, char mark, enum ink ink);
/* A mark on the x axis line itself, in x's cell; false: outside. */
bool plot_axis_mark(struct plot *p, double x, char mark, enum ink ink);

/* Letters in a strip below the axis: each within one column of its place, side by side
 * and then one below the other, in rows from p->below.y on. */
struct plot_mark { double x; char mark; enum ink ink; };
/* How many rows they need in a plot with these data cells, at most `most`. */
int plot_strip_rows(struct rect inner, const struct axis *x, const struct plot_mark *m,
	int count, int most);
void plot_strip(struct plot *p, const struct plot_mark *m, int count, int rows, const char *title);

#define PLOT_FIGURE 12
/* Figures below x's ticks, in row p->below.y, each in the middle below its tick; of
 * those that would touch, every second one, or third. figure[i]: of p->tick[i]. title: left
 * of them. */
void plot_under_ticks(struct plot *p, char figure[][PLOT_FIGURE], const char *title);

/* A dotted vertical line at x, horizontal at y: fills blank cells only, so it
 * lies under what is drawn before and after. */
void plot_vline(struct plot *p, double x, enum ink ink);
/* The read-out's line: solid, with a mark on the axis. */
void plot_read_line(struct plot *p, double x);
void plot_hline(struct plot *p, double y, enum ink ink);

/* Legend entries in one row from (x, y), at most max columns, whole entries
 * only: "g Generalist  m Medicine". Returns entries drawn. */
struct legend_entry { char mark; enum ink ink; const char *text; };
int plot_legend(struct canvas *c, int x, int y, int max, const struct legend_entry *e, int count);

#endif
