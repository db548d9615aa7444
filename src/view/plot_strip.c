/* What stands below an axis: letters, each where its value is, and figures. */
#include "view/plot.h"

#include "base/text.h"
#include "plot_private.h"

#include <math.h>

#define STRIP_MARKS 80
#define STRIP_ROWS 4
/* How far a letter may stand from its exact place, in columns. */
#define NEAR 1.0

struct place { int col, row; };

/* The columns that are near enough, the nearest first; returns how many. */
static int near_columns(double exact, int cols, int col[3])
{
	int first = (int)floor(exact + .5), other = exact < first ? first - 1 : first + 1;
	int all[3] = { first, other, 2 * first - other }, count = 0;

	for (int i = 0; i < 3; i++)
		if (all[i] >= 0 && all[i] < cols && fabs(all[i] - exact) <= NEAR + 1e-9)
			col[count++] = all[i];
	return count;
}

/* Each in turn takes the first free place: side by side, then in the next row. Those that
 * find none have row -1. Returns the rows used. */
static int place_all(const double *fraction, int count, int cols, int rows,
	struct place place[STRIP_MARKS])
{
	int used = 0;

	for (int i = 0; i < count; i++) {
		int col[3], near = near_columns(fraction[i] * (cols - 1), cols, col);

		place[i].row = -1;
		for (int k = 0; k < near * rows && place[i].row < 0; k++) {
			struct place at = { col[k % near], k / near };
			bool free_place = true;

			for (int j = 0; j < i; j++)
				free_place = free_place
					&& !(place[j].row == at.row && place[j].col == at.col);
			if (free_place)
				place[i] = at;
		}
		if (place[i].row + 1 > used)
			used = place[i].row + 1;
	}
	return used;
}

static int fractions(const struct plot *p, const struct plot_mark *m, int count,
	double fraction[STRIP_MARKS])
{
	count = count < STRIP_MARKS ? count : STRIP_MARKS;
	for (int i = 0; i < count; i++)
		fraction[i] = plot_fraction(&p->x, m[i].x);
	return count;
}

int plot_strip_rows(struct rect inner, const struct axis *x, const struct plot_mark *m, int count,
	int most)
{
	struct plot p = { .inner = inner, .x = *x };
	double fraction[STRIP_MARKS] = { 0 };
	struct place place[STRIP_MARKS];

	most = most < STRIP_ROWS ? most : STRIP_ROWS;
	count = fractions(&p, m, count, fraction);
	return place_all(fraction, count, inner.w, most, place);
}

void plot_strip(struct plot *p, const struct plot_mark *m, int count, int rows, const char *title)
{
	double fraction[STRIP_MARKS] = { 0 };
	struct place place[STRIP_MARKS];
	int y = p->below.y;

	if (rows < 1 || rows > p->below.h)
		return;
	count = fractions(p, m, count, fraction);
	place_all(fraction, count, p->inner.w, rows, place);
	canvas_text_fit(p->canvas, p->outer.x, y, p->inner.x - p->outer.x, INK_LABEL, title);
	for (int i = 0; i < count; i++)
		if (place[i].row >= 0)
			canvas_put(p->canvas, p->inner.x + place[i].col, y + place[i].row,
				(unsigned char)m[i].mark, m[i].ink);
}

/* Where a figure of that width begins: in the middle below its tick, right of `left` and
 * within the plot. */
static int figure_at(const struct plot *p, int i, int w, int left)
{
	int cx = 0, cy, end = p->outer.x + p->outer.w;

	plot_cell(p, p->tick[i], p->y.low, &cx, &cy);
	cx -= w / 2;
	cx = cx + w > end ? end - w : cx;
	return cx < left ? left : cx;
}

/* Whether every so manieth figure stands apart from the others. */
static bool figures_fit(const struct plot *p, char figure[][PLOT_FIGURE], int stride, int left)
{
	int free_from = left;

	for (int i = 0; i < p->ticks; i += stride) {
		int w = text_width(figure[i]), at = figure_at(p, i, w, left);

		if (w > 0 && at < free_from)
			return false;
		free_from = w > 0 ? at + w + 1 : free_from;
	}
	return true;
}

void plot_under_ticks(struct plot *p, char figure[][PLOT_FIGURE], const char *title)
{
	int stride = 1, y = p->below.y, left = p->outer.x + text_width(title) + 1;

	if (p->below.h <= 0)
		return;
	while (stride < p->ticks && !figures_fit(p, figure, stride, left))
		stride++;
	canvas_text_fit(p->canvas, p->outer.x, y, p->inner.x - p->outer.x, INK_LABEL, title);
	for (int i = 0; i < p->ticks; i += stride) {
		int w = text_width(figure[i]);

		canvas_text(p->canvas, figure_at(p, i, w, left), y, w, INK_LABEL, figure[i]);
	}
}
