/* A map: two parameters, one quantity of the outcome as figures
 * on coloured grounds. */
#include "game/verdict.h"
#include "draw.h"

#include "base/num.h"
#include "base/text.h"
#include "bargain/map.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHADES 7
#define CELL_COLS 4 /* of a cell: what stands before its figure, and the figure */
#define FIGURE_COLS 3
#define BELOW_ROWS 2 /* the axes in words, the classes */

static const char regime_letters[] = { '-', 'f', 'c' };
static const enum ink verdict_inks[] = { [VERDICT_NONE] = INK_SHADE2,
	[VERDICT_BACKFIRES] = INK_SHADE6, [VERDICT_MUTUAL] = INK_SHADE4, [VERDICT_AWAY] = INK_SHADE0 };
static const enum ink regime_inks[] = { INK_SHADE0, INK_SHADE3, INK_SHADE6 };

/* Where the cells come to stand, and what lies along the axes. */
struct layout {
	struct rect outer;
	struct axis x, y;
	int cols, rows;
};

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

/* What the figures are multiplied by, so that three columns tell them apart. */
static double figure_unit(const struct map *mp)
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
		num_tidy(v));
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

	if (cell->block == 0 || !isfinite(v))
		return;
	if (mp->quantity.kind == QUANTITY_REGIME) {
		int regime = v > 1.5 ? 2 : v > 0.5 ? 1 : 0;

		ink = regime_inks[regime];
		snprintf(text, sizeof text, " %c ", regime_letters[regime]);
	} else if (mp->quantity.kind == QUANTITY_VERDICT) {
		ink = verdict_inks[(int)v];
		snprintf(text, sizeof text, " %c ", verdict_entry((int)v)->mark);
	} else {
		ink = (enum ink)(INK_SHADE0 + class_of(k, v, unit));
		figure_text(v * unit, text);
	}
	for (int i = 0; i < CELL_COLS; i++)
		canvas_put(c, x + i, y, ' ', ink);
	canvas_text_right(c, x + CELL_COLS - 1, y, FIGURE_COLS, ink, text);
}

static void draw_cells(const struct map *mp, struct canvas *c, struct rect in)
{
	struct classes k = classes_of(mp);
	double unit = figure_unit(mp);

	for (int row = 0; row < mp->rows && row < in.h; row++)
		for (int col = 0; col < mp->cols && (col + 1) * CELL_COLS <= in.w; col++) {
			const struct map_cell *cell = cell_at(mp, col, row);
			const struct map_cell *left = col > 0 ? cell_at(mp, col - 1, row) : cell;
			int x = in.x + col * CELL_COLS, y = in.y + row;

			draw_cell(mp, c, x, y, cell, &k, unit);
			if (cell->block > 0 && left->block > 0 && isfinite(cell->value)
				&& isfinite(left->value)
				&& class_of(&k, (double)cell->value, unit)
					!= class_of(&k, (double)left->value, unit))
				canvas_put(c, x, y, '|', INK_AXIS);
		}
}

/* Brackets around the cell nearest to the point. */
static void mark_cell(const struct map *mp, struct canvas *c, struct rect in, double px, double py,
	const char brackets[2], enum ink ink)
{
	double tx = span_part(&mp->x.span, px), ty = span_part(&mp->y.span, py);
	int col = (int)lround(tx * (mp->cols - 1)), row = (int)lround(ty * (mp->rows - 1));

	if (!(tx > -.01 && tx < 1.01 && ty > -.01 && ty < 1.01))
		return;
	canvas_put(c, in.x + col * CELL_COLS, in.y + mp->rows - 1 - row,
		(unsigned char)brackets[0], ink);
	if ((col + 1) * CELL_COLS < in.w)
		canvas_put(c, in.x + (col + 1) * CELL_COLS, in.y + mp->rows - 1 - row,
			(unsigned char)brackets[1], ink);
}

/* "Share of g, rule Nash", with what the figures are multiples of. */
static char *title_of(const struct view_model *m, char *out, size_t size)
{
	const struct map *mp = m->lab;
	char label[NAME_MAX_BYTES * 2], rule[64], factor[48] = "";
	double unit = figure_unit(mp);

	quantity_label(m->scenario, mp->quantity, label, sizeof label);
	label[0] = (char)toupper((unsigned char)label[0]);
	if (unit != 1)
		snprintf(factor, sizeof factor, " (in %g)", 1 / unit);
	snprintf(out, size, "%s%s, rule %s", label, factor,
		bargain_brief(m->scenario, m->scenario->bargain, rule, sizeof rule));
	return out;
}

static void draw_verdict_key(struct canvas *c, struct rect r)
{
	struct legend_entry e[VERDICTS];

	for (int v = 0; v < VERDICTS; v++) {
		e[v] = *verdict_entry(v);
		e[v].ink = verdict_inks[v];
	}
	plot_legend(c, r.x, r.y, r.w, e, VERDICTS);
}

/* What the figures' grounds mean, from the smallest class on, as far as there is room. */
static void draw_classes(const struct map *mp, struct canvas *c, struct rect r)
{
	static const struct legend_entry regimes[] = { { 'c', INK_SHADE6, "contribute" },
		{ 'f', INK_SHADE3, "free-ride" }, { '-', INK_SHADE0, "abstain" } };
	struct classes k = classes_of(mp);
	double unit = figure_unit(mp);
	int x = r.x;

	if (mp->quantity.kind == QUANTITY_REGIME) {
		plot_legend(c, r.x, r.y, r.w, regimes, 3);
		return;
	}
	if (mp->quantity.kind == QUANTITY_VERDICT) {
		draw_verdict_key(c, r);
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

/* "across: cost scale of g; up: cost scale of m; log" */
static void draw_axes(const struct view_model *m, struct canvas *c, struct rect r)
{
	const struct map *mp = m->lab;
	char x[NAME_MAX_BYTES], y[NAME_MAX_BYTES], text[3 * NAME_MAX_BYTES];
	const struct span *sx = &mp->x.span, *sy = &mp->y.span;

	snprintf(text, sizeof text, "across: %s; up: %s%s",
		param_caption(m->scenario, &mp->x.param, x, sizeof x),
		param_caption(m->scenario, &mp->y.param, y, sizeof y),
		sx->log && sy->log ? "; log" : sx->log ? "; log across" : sy->log ? "; log up" : "");
	if (mp->best_floors.found)
		strncat(text, "; <> best welfare", sizeof text - strlen(text) - 1);
	canvas_text_fit(c, r.x, r.y, r.w, INK_LABEL, text);
}

/* What is blank, as far as r has room for it. */
static void draw_blank(const struct map *mp, struct canvas *c, struct rect r)
{
	bool lacks[LACK_EQUILIBRIUM + 1] = { false }, any = false;
	char text[64];

	for (int i = 0; i < mp->cols * mp->rows; i++)
		if (mp->cell[i].block > 0 && !isfinite(mp->cell[i].value))
			any = lacks[mp->cell[i].lack] = true;
	if (!any)
		return;
	if (lacks[LACK_AGREEMENT] && lacks[LACK_EQUILIBRIUM])
		snprintf(text, sizeof text, "blank: no agreement or equilibrium");
	else if (lacks[LACK_NOTHING])
		snprintf(text, sizeof text, "blank: no value");
	else
		snprintf(text, sizeof text, "blank: %s",
			lack_text(lacks[LACK_AGREEMENT] ? LACK_AGREEMENT : LACK_EQUILIBRIUM));
	if (text_width(text) > r.w)
		snprintf(text, sizeof text, "blank none");
	if (text_width(text) <= r.w)
		canvas_text_right(c, r.x + r.w - 1, r.y, r.w, INK_LABEL, text);
}

/* An axis on which the values of cells lie in the middle of these. */
static struct axis axis_of(const struct map_axis *a, int cells)
{
	const struct span *s = &a->span;
	double half = cells > 1 ? .5 / (cells - 1) : .5;
	struct axis axis = { .log = s->log, .cells = true };

	if (s->log) {
		double factor = pow(s->high / s->low, half);

		axis.low = s->low / factor;
		axis.high = s->high * factor;
	} else {
		axis.low = s->low - half * (s->high - s->low);
		axis.high = s->high + half * (s->high - s->low);
	}
	return axis;
}

static bool pinned_value(const struct view_model *m, const struct param_ref *ref, double *value)
{
	struct param_ref there;
	char name[128];

	param_name(m->scenario, ref, name, sizeof name);
	if (param_find(m->pinned_scenario, name, &there, NULL) != STATUS_OK)
		return false;
	*value = param_get(m->pinned_scenario, &there);
	return true;
}

/* From where one has come, if that is elsewhere on the map. */
static void mark_pinned(const struct view_model *m, struct canvas *c, struct rect in)
{
	const struct map *mp = m->lab;
	double x, y;

	if (!m->pinned_scenario || !pinned_value(m, &mp->x.param, &x)
		|| !pinned_value(m, &mp->y.param, &y)
		|| (x == mp->present_x && y == mp->present_y))
		return;
	mark_cell(mp, c, in, x, y, "''", INK_GHOST);
}

/* Where the regulator would put both floors, if that is on the map. */
static void mark_best(const struct map *mp, struct canvas *c, struct rect in)
{
	const struct best_floors *b = &mp->best_floors;
	bool across = strcmp(mp->x.param.info->key, "floor.generalist") == 0;

	if (b->found)
		mark_cell(mp, c, in, across ? b->generalist : b->specialists,
			across ? b->specialists : b->generalist, "<>", INK_GOOD);
}

/* As many whole cells as there is room for, odd numbers of them, so that what lies in the
 * middle of both axes has a cell. */
static struct layout lay_out(struct rect room, const struct map_axis *mx, const struct map_axis *my)
{
	struct layout l = { .outer = room, .x = axis_of(mx, 3), .y = axis_of(my, 3) };
	struct rect inner;

	l.x.below = BELOW_ROWS;
	l.y.title = "";
	inner = plot_inner(room, &l.x, &l.y);
	l.cols = inner.w / CELL_COLS;
	l.rows = inner.h;
	l.cols -= l.cols > 3 && l.cols % 2 == 0;
	l.rows -= l.rows > 3 && l.rows % 2 == 0;
	l.cols = l.cols < 2 ? 2 : l.cols > MAP_COLS_MAX ? MAP_COLS_MAX : l.cols;
	l.rows = l.rows < 2 ? 2 : l.rows > MAP_ROWS_MAX ? MAP_ROWS_MAX : l.rows;
	l.x = axis_of(mx, l.cols);
	l.y = axis_of(my, l.rows);
	l.x.below = BELOW_ROWS;
	l.y.label = inner.x - room.x - 1;
	l.outer.w -= inner.w - l.cols * CELL_COLS;
	l.outer.h -= inner.h - l.rows;
	return l;
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	struct legend_entry marks[4] = { { '[', INK_PRESENT, "] now" },
		{ '|', INK_AXIS, "class changes" } };
	int count = 2;
	const struct map *mp = m->lab;
	char title[4 * NAME_MAX_BYTES];
	struct layout l;
	struct plot p;

	if (m->hide || !mp || !mp->cell) {
		draw_notice(c, r, INK_DIM,
			m->hide ? "The map is hidden: predict first." : "Solving ...");
		return;
	}
	l = lay_out(r, &mp->x, &mp->y);
	l.y.title = title_of(m, title, sizeof title);
	if (plot_begin(&p, c, l.outer, &l.x, &l.y, NULL) != STATUS_OK)
		return;
	if (m->reading)
		marks[count++] = (struct legend_entry){ '{', INK_CURSOR, "} read" };
	draw_legend(c, (struct rect){ p.top.x, p.top.y, r.x + r.w - p.top.x, 1 }, marks, count);
	draw_cells(mp, c, p.inner);
	mark_pinned(m, c, p.inner);
	mark_best(mp, c, p.inner);
	mark_cell(mp, c, p.inner, mp->present_x, mp->present_y, "[]", INK_PRESENT);
	if (m->reading)
		mark_cell(mp, c, p.inner, m->reading->at[0], m->reading->at[1], "{}", INK_CURSOR);
	draw_axes(m, c, (struct rect){ r.x, p.below.y, r.w, 1 });
	draw_classes(mp, c, (struct rect){ r.x, p.below.y + 1, r.w, 1 });
	draw_blank(mp, c, (struct rect){ r.x, p.below.y + 1, r.w, 1 });
	*hit = (struct view_hit){ .reads = READS_AXES, .cell_w = CELL_COLS, .inner = p.inner,
		.x = mp->x.span, .y = mp->y.span };
	plot_end(&p);
}

static const struct view_read read_map = { READS_AXES, NULL, tell_axes };

/* ---- data, computation ------------------------------------------------------- */

static void fill_sheet(const struct view_model *m, struct sheet *t)
{
	const struct map *mp = m->lab;
	char x[SHEET_NAME_MAX] = "x", y[SHEET_NAME_MAX] = "y", value[SHEET_NAME_MAX] = "value";

	if (mp) {
		param_name(m->scenario, &mp->x.param, x, sizeof x);
		param_name(m->scenario, &mp->y.param, y, sizeof y);
		quantity_name(m->scenario, mp->quantity, value, sizeof value);
	}
	sheet_column(t, "%s", x);
	sheet_column(t, "%s", y);
	sheet_column(t, "%s", value);
	for (int i = 0; mp && i < mp->cols * mp->rows; i++) {
		const struct map_cell *cell = &mp->cell[i];
		struct value *row = cell->block ? sheet_row(t) : NULL;

		if (!row)
			continue;
		row[0].number = map_x(mp, i % mp->cols);
		row[0].gap = i > 0 && i % mp->cols == 0;
		row[1].number = map_y(mp, i / mp->cols);
		row[2].number = (double)cell->value;
	}
}

LAB_OF(map)

static struct map_axis axis_in(const struct lab_plan *plan, int i)
{
	struct map_axis a = { plan->axis[i], plan->span[i] };

	if (!span_given(&a.span))
		a.span = span_default(plan->scenario, &a.param);
	return a;
}

static enum status lab_start(void *work, const struct lab_plan *plan, struct error *err)
{
	struct map_plan over = { .x = axis_in(plan, 0), .y = axis_in(plan, 1),
		.quantity = plan->quantity, .jobs = plan->jobs, .pause = plan->pause };

	struct layout l = lay_out(plan->room, &over.x, &over.y);

	over.cols = l.cols;
	over.rows = l.rows;
	return map_reset(work, plan->scenario, &over, err);
}

/* It has a cell for each of the screen's. */
static bool lab_fits(const void *work, const struct lab_plan *plan)
{
	const struct map *mp = work;
	struct layout l = lay_out(plan->room, &mp->x, &mp->y);

	return l.cols == mp->cols && l.rows == mp->rows;
}

static const struct lab_ops lab = { LAB_OPS, .reset = lab_start, .holds = lab_fits };

const struct view_info view_map = {
	.id = VIEW_MAP,
	.name = view_name[VIEW_MAP],
	.label = "Map",
	.tab = 3,
	.min_rows = 8,
	.draw = draw,
	.read = &read_map,
	.sheet = fill_sheet,
	.figure = figure_of_map,
	.lab = &lab,
	.takes = VIEW_TAKES_QUANTITY,
	.axes = 2,
};
