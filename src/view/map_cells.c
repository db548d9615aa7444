/* The cells of a map: figures of three columns on grounds by classes, and what these mean. */
#include "map_cells.h"

#include "base/num.h"
#include "game/verdict.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHADES 7
#define FIGURE_COLS 3 /* of a cell; one stands before it */

/* The largest value, a few that stick out left aside. */
static double usual_max(const struct map *mp)
{
	int cells = mp->cols * mp->rows, count = 0;
	double *v = malloc((size_t)cells * sizeof *v), top = mp->max;

	for (int i = 0; v && i < cells; i++)
		if (mp->cell[i].block > 0 && isfinite(mp->cell[i].value))
			v[count++] = (double)mp->cell[i].value;
	if (count > 0)
		top = robust_top(v, count);
	free(v);
	return top;
}

/* The classes of the scale: the lowest one's limit and their width, both round; of 0..1 for
 * what lies there, unless that would leave most classes unused. A few values far above the
 * rest are in the highest. */
struct classes { double low, step; };

static struct classes classes_of(const struct map *mp)
{
	bool flat = mp->max - mp->min <= 1e-6 * fmax(fabs(mp->max), fabs(mp->min));
	double tick[PLOT_TICKS_MAX], max = usual_max(mp);
	struct classes k = { 0, .2 };
	int digits, count;

	if (mp->max < mp->min)
		return k;
	if (flat) {
		double size = mp->max != 0 ? fabs(mp->max) : 1;

		return (struct classes){ mp->min - size, 2 * size };
	}
	if (max <= mp->min)
		max = mp->max;
	count = plot_ticks(mp->min, max, false, SHADES - 1, tick, &digits);
	k.step = count > 1 ? tick[1] - tick[0] : max - mp->min;
	k.low = floor(mp->min / k.step + 1e-6) * k.step;
	return k;
}

double map_cells_unit(const struct map *mp)
{
	double most = fmax(fabs(mp->max), fabs(mp->min));

	if (mp->max < mp->min || most == 0 || (most < 999.5 && most >= .05))
		return 1;
	return pow(10, -floor(log10(most)));
}

/* ".75", "1.4", "127" */
static void figure_text(double v, char out[NUMBER_MAX])
{
	double size = fabs(v);
	char *zero;

	snprintf(out, NUMBER_MAX, size < .995 && v >= 0 ? "%.2f" : size < 9.95 ? "%.1f" : "%.0f",
		num_tidy(v) + 0.); /* no sign before a 0 */
	zero = strchr(out, '0');
	if (size < .995 && zero && zero[1] == '.')
		memmove(zero, zero + 1, strlen(zero));
	if (strlen(out) > FIGURE_COLS)
		strcpy(out, v > 0 ? "+++" : "---");
}

/* By what its figure says: a cell that shows .70 is in the class from .7. */
static int class_of(const struct classes *k, double v, double unit)
{
	char text[NUMBER_MAX];
	double shown = v * unit;
	int level;

	figure_text(shown, text);
	num_parse(text, &shown);
	level = (int)floor((shown / unit - k->low) / k->step + 1e-9);

	return level < 0 ? 0 : level >= SHADES ? SHADES - 1 : level;
}

/* The cell that is drawn at a place, row 0 on top. */
static const struct map_cell *cell_at(const struct map *mp, int col, int row)
{
	return &mp->cell[(mp->rows - 1 - row) * mp->cols + col];
}

static void draw_cell(const struct map *mp, struct canvas *c, int x, int y,
	const struct map_cell *cell, const struct classes *k, double unit)
{
	char text[NUMBER_MAX];
	double v = (double)cell->value;
	enum ink ink;
	int count;
	const struct class_look *looks = class_looks(mp->quantity.kind, &count);

	if (cell->block == 0 || !isfinite(v))
		return;
	if (looks) {
		ink = looks[lround(v)].shade;
		snprintf(text, sizeof text, " %c ", looks[lround(v)].mark.mark);
	} else {
		ink = (enum ink)(INK_SHADE0 + class_of(k, v, unit));
		figure_text(v * unit, text);
	}
	for (int i = 0; i < MAP_CELL_COLS; i++)
		canvas_put(c, x + i, y, ' ', ink);
	canvas_text_right(c, x + MAP_CELL_COLS - 1, y, FIGURE_COLS, ink, text);
}

void map_cells_draw(const struct map *mp, struct canvas *c, struct rect in)
{
	struct classes k = classes_of(mp);
	double unit = map_cells_unit(mp);

	for (int row = 0; row < mp->rows && row < in.h; row++)
		for (int col = 0; col < mp->cols && (col + 1) * MAP_CELL_COLS <= in.w; col++) {
			const struct map_cell *cell = cell_at(mp, col, row);
			const struct map_cell *left = col > 0 ? cell_at(mp, col - 1, row) : cell;
			int x = in.x + col * MAP_CELL_COLS, y = in.y + row;

			draw_cell(mp, c, x, y, cell, &k, unit);
			if (cell->block > 0 && left->block > 0 && isfinite(cell->value)
				&& isfinite(left->value)
				&& class_of(&k, (double)cell->value, unit)
					!= class_of(&k, (double)left->value, unit))
				canvas_put(c, x, y, '|', INK_AXIS);
		}
}

void map_cells_mark(const struct map *mp, struct canvas *c, struct rect in, double px, double py,
	const char brackets[2], enum ink ink)
{
	double tx = span_part(&mp->x.span, px), ty = span_part(&mp->y.span, py);
	int col = (int)lround(tx * (mp->cols - 1)), row = (int)lround(ty * (mp->rows - 1));

	if (!(tx > -.01 && tx < 1.01 && ty > -.01 && ty < 1.01))
		return;
	canvas_put(c, in.x + col * MAP_CELL_COLS, in.y + mp->rows - 1 - row,
		(unsigned char)brackets[0], ink);
	if ((col + 1) * MAP_CELL_COLS < in.w)
		canvas_put(c, in.x + (col + 1) * MAP_CELL_COLS, in.y + mp->rows - 1 - row,
			(unsigned char)brackets[1], ink);
}

/* Of words: regimes from the most on, verdicts as they come. */
static void draw_words_key(enum quantity_kind kind, const struct class_look *looks, int count,
	struct canvas *c, struct rect r)
{
	struct legend_entry e[VERDICTS];

	for (int i = 0; i < count; i++) {
		const struct class_look *l = &looks[kind == QUANTITY_REGIME ? count - 1 - i : i];

		e[i] = l->mark;
		e[i].ink = l->shade;
	}
	plot_legend(c, r.x, r.y, r.w, e, count);
}

void map_cells_key(const struct map *mp, struct canvas *c, struct rect r)
{
	int x = r.x, count;
	const struct class_look *looks = class_looks(mp->quantity.kind, &count);
	struct classes k = classes_of(mp);
	double unit = map_cells_unit(mp);

	if (looks) {
		draw_words_key(mp->quantity.kind, looks, count, c, r);
		return;
	}
	x += canvas_text(c, x, r.y, r.w, INK_LABEL, "classes from ");
	for (int i = 0; i < SHADES && x + 7 <= r.x + r.w; i++, x += 7) {
		char text[NUMBER_MAX];
		double from = k.low + i * k.step;

		if (from > mp->max)
			break;
		snprintf(text, sizeof text, " %-5.3g", num_tidy(from * unit));
		canvas_text_fit(c, x, r.y, 6, (enum ink)(INK_SHADE0 + i), text);
	}
}
