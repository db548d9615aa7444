/* Figures: views as gnuplot scripts that are complete by themselves, with titles, axes,
 * letters and what they mean. Private to src/view; view_info.figure writes one:
 *
 *   figure_begin -> (figure_panel -> figure_curve, figure_mark... -> figure_plot) for each
 *   panel -> figure_end. */
#ifndef HAGGLE_SRC_VIEW_FIGURE_H
#define HAGGLE_SRC_VIEW_FIGURE_H

#include "draw.h"

#include <stdio.h>

#define FIGURE_MARKS_MAX 96

struct figure_axis {
	const char *title;
	double low, high; /* low < high: from, to; else what is drawn decides */
	bool log;
	bool robust;      /* of y: a few values that stick out far above the rest run off */
};

/* Where a letter stands: at its point, at the foot of the plot, or where a curve ends. */
enum figure_place { FIGURE_POINT, FIGURE_FOOT, FIGURE_END, FIGURE_PLACES };

struct figure_mark {
	double x, y;
	char mark;
	enum figure_place place;
};

/* How a curve is drawn. */
enum figure_style { FIGURE_SOLID, FIGURE_STRONG, FIGURE_DOTTED, FIGURE_PINNED };

/* A script being written. The first three are given, all else is private. */
struct figure {
	FILE *f;
	const struct view_model *m;
	const char *view;        /* its label, for the title */

	int rows, cols, panel, blocks;
	int foot;                /* rows that the lowest panels leave below them */
	double bottom;           /* or where the next panel ends, in parts of the page; 0: there */
	struct figure_axis x, y;
	const char *title;
	double x_min, x_max, y_min, y_max;
	struct samples all;      /* what counts towards a robust range */
	FILE *clauses;           /* of the plot command at hand, into: */
	char *clause_text;
	size_t clause_size;
	int clause_count;
	bool failed;             /* without memory: the script is not whole */
	struct figure_mark mark[FIGURE_MARKS_MAX];
	int marks;
	bool boxed;              /* letters stand on a ground of their own */
};

/* Text as gnuplot has it in single quotes: on one line, whatever it is. */
void figure_text(FILE *f, const char *text);
/* A number, NaN for what is not finite. */
void figure_number(FILE *f, double value);
/* The colour of an ink on paper, "#rrggbb". */
const char *figure_color(enum ink ink);

/* Title and layout of a page of so many rows and columns of panels; caption: what its
 * letters mean, or "". */
void figure_begin(struct figure *g, int rows, int cols, const char *caption);
void figure_end(struct figure *g);
/* Begins a panel; its titles are borrowed until figure_plot. title "": none. */
void figure_panel(struct figure *g, const char *title, const struct figure_axis *x,
	const struct figure_axis *y);
/* Writes the panel; one where nothing was drawn says `nothing` instead. */
void figure_plot(struct figure *g, const char *nothing);

/* The whole page where there is nothing to draw but a text; x and y NULL: axes without names. */
void figure_nothing(struct figure *g, const struct figure_axis *x, const struct figure_axis *y,
	const char *text);

/* A curve, joined where its samples are, with its letter at its end (0: none) and in the
 * key (title NULL: not there). Frees the samples. */
void figure_curve(struct figure *g, struct samples *s, enum ink ink, enum figure_style style,
	char letter, const char *title);
/* The same from one point straight to another. */
void figure_line(struct figure *g, const double x[2], const double y[2], enum ink ink,
	enum figure_style style, char letter, const char *title);
/* Unjoined points; the samples are freed. */
void figure_points(struct figure *g, struct samples *s, enum ink ink, const char *title);
/* A letter; those at one place stand together. */
void figure_mark(struct figure *g, enum figure_place place, double x, double y, char mark);
/* A thin line up at x. */
void figure_upright(struct figure *g, double x);
/* For what the above cannot draw: begins a block of data, to be ended by "END\n", and
 * returns the N of its name $bN; begins a clause of the plot command. */
int figure_block(struct figure *g);
FILE *figure_clause(struct figure *g);
/* Counts a point towards what the axes show. */
void figure_widen(struct figure *g, double x, double y);

/* What the letters of the present bargain and the solutions mean, into out. */
char *figure_caption(const struct view_model *m, const char *more, char *out, size_t size);

#endif
