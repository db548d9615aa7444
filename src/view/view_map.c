/* A map: two parameters, one quantity of the outcome as the shade. */
#include "draw.h"

#include "base/text.h"
#include "bargain/map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHADES 7

/* From light to dark; none is the blank of cells without an outcome. */
static const char ascii_shade[SHADES + 1] = ".:-=+*#";
/* Braille cells of two to eight dots, spread as evenly as they can be. */
static const uint32_t unicode_shade[SHADES] = { 0x2821, 0x288a, 0x2895, 0x289d, 0x28dd, 0x28df,
	0x28ff };
static const char regime_letters[] = { '-', 'f', 'c' };
static const enum ink regime_inks[] = { INK_SHADE0, INK_SHADE3, INK_SHADE6 };

static uint32_t shade_glyph(const struct canvas *c, int level)
{
	return c->unicode ? unicode_shade[level] : (unsigned char)ascii_shade[level];
}

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

/* The range that the shades span, its ends on round numbers: all of 0..1 for
 * what lies there, unless that would leave most shades unused. *beyond: a few
 * values lie above it and have the darkest shade. */
static void shade_range(const struct map *mp, double *low, double *high, bool *beyond)
{
	bool part = mp->quantity.kind == QUANTITY_SHARE || mp->quantity.kind == QUANTITY_EFFICIENCY;
	bool flat = mp->max - mp->min <= 1e-6 * fmax(fabs(mp->max), 1);
	double tick[PLOT_TICKS_MAX], step, max = mp->max;
	int digits;

	*low = 0;
	*high = 1;
	*beyond = false;
	if (mp->max < mp->min || (part && (flat || mp->max - mp->min > 0.6)))
		return;
	if (flat) {
		plot_range(mp->min, mp->max, low, high);
		return;
	}
	if (!part)
		max = usual_max(mp);
	if (max <= mp->min)
		max = mp->max;
	plot_ticks(mp->min, max, false, SHADES, tick, &digits);
	step = tick[1] - tick[0];
	*low = floor(mp->min / step + 1e-6) * step;
	*high = ceil(max / step - 1e-6) * step;
	if (part) {
		*low = fmax(*low, 0);
		*high = fmin(*high, 1);
	}
	*beyond = mp->max > *high + 1e-6 * step;
}

static void put_shade(const struct map *mp, struct canvas *c, int x, int y, double v, double low,
	double high)
{
	int level;

	if (!isfinite(v))
		return;
	if (mp->quantity.kind == QUANTITY_REGIME) {
		level = v > 1.5 ? 2 : v > 0.5 ? 1 : 0;
		canvas_put(c, x, y, (unsigned char)regime_letters[level], regime_inks[level]);
		return;
	}
	level = (int)floor((v - low) / (high - low) * SHADES);
	level = level < 0 ? 0 : level >= SHADES ? SHADES - 1 : level;
	canvas_put(c, x, y, shade_glyph(c, level), (enum ink)(INK_SHADE0 + level));
}

static void draw_cells(const struct map *mp, struct canvas *c, struct rect in)
{
	double low, high;
	bool beyond;

	shade_range(mp, &low, &high, &beyond);
	for (int y = 0; y < in.h; y++)
		for (int x = 0; x < in.w; x++) {
			int col = (2 * x + 1) * mp->cols / (2 * in.w);
			int row = mp->rows - 1 - (2 * y + 1) * mp->rows / (2 * in.h);
			const struct map_cell *cell = &mp->cell[row * mp->cols + col];

			if (cell->block > 0)
				put_shade(mp, c, in.x + x, in.y + y, (double)cell->value, low,
					high);
		}
}

/* What the shades show; by the player's letter where the name is too long. */
static void draw_quantity(const struct view_model *m, struct canvas *c, struct rect r)
{
	struct quantity q = ((const struct map *)m->lab)->quantity;
	char label[NAME_MAX_BYTES * 2];

	quantity_label(m->scenario, q, label, sizeof label);
	if (text_width(label) > r.w && q.player >= 0) {
		const struct quantity_info *info = quantity_info(q.kind);

		if (info->generalist || info->specialist)
			snprintf(label, sizeof label, "%s, %c", info->label,
				player_mark(m->scenario, q.player));
	}
	canvas_text_fit(c, r.x, r.y, r.w, INK_HEADING, label);
}

/* What the shades mean: "share 0 . : - = + * # 1". */
static void draw_scale(const struct view_model *m, struct canvas *c, struct rect r)
{
	const struct map *mp = m->lab;
	char a[NUMBER_MAX], b[NUMBER_MAX];
	double low, high;
	bool beyond;
	int x = r.x, scale;

	if (mp->quantity.kind == QUANTITY_REGIME) {
		static const struct legend_entry e[] = { { 'c', INK_SHADE6, "contribute" },
			{ 'f', INK_SHADE3, "free-ride" }, { '-', INK_SHADE0, "abstain" } };

		scale = legend_width(e, 3);
		plot_legend(c, r.x + r.w - scale, r.y, scale, e, 3);
		draw_quantity(m, c, (struct rect){ r.x, r.y, r.w - scale - 2, 1 });
		return;
	}
	shade_range(mp, &low, &high, &beyond);
	plot_tick_label(low, -1, a, sizeof a);
	plot_tick_label(high, -1, b, sizeof b);
	if (beyond)
		strcat(b, "+");
	scale = SHADES + 2;
	for (const char *t = a; *t; t++)
		scale++;
	for (const char *t = b; *t; t++)
		scale++;
	draw_quantity(m, c, (struct rect){ r.x, r.y, r.w - scale - 2, 1 });
	x = r.x + r.w - scale;
	x += canvas_text(c, x, r.y, scale, INK_LABEL, a) + 1;
	for (int i = 0; i < SHADES; i++)
		canvas_put(c, x + i, r.y, shade_glyph(c, i), (enum ink)(INK_SHADE0 + i));
	canvas_text(c, x + SHADES + 1, r.y, r.x + r.w - x - SHADES - 1, INK_LABEL, b);
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

static void axis_of(const struct scenario *s, const struct map_axis *a, struct axis *axis,
	char *title, size_t size)
{
	param_name(s, &a->param, title, size);
	*axis = (struct axis){ .low = a->span.low, .high = a->span.high, .title = title,
		.log = a->span.log, .cells = true };
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
static void mark_pinned(const struct view_model *m, struct plot *p)
{
	const struct map *mp = m->lab;
	double x, y;

	if (!m->pinned_scenario || !pinned_value(m, &mp->x.param, &x)
		|| !pinned_value(m, &mp->y.param, &y)
		|| (x == mp->present_x && y == mp->present_y))
		return;
	plot_marker(p, x, y, MARK_GHOST, INK_PRESENT);
}

/* Below the row of the scale. */
static struct rect plot_rect(struct rect r)
{
	return (struct rect){ r.x, r.y + 1, r.w, r.h - 1 };
}

/* The columns and rows of a map over mx and my: with so many, each of
 * its cells is one of the screen's. */
static void cells_in(const struct lab_plan *plan, const struct map_axis *mx,
	const struct map_axis *my, int *cols, int *rows)
{
	char xt[128], yt[128];
	struct axis x, y;
	struct rect inner;

	axis_of(plan->scenario, mx, &x, xt, sizeof xt);
	axis_of(plan->scenario, my, &y, yt, sizeof yt);
	inner = plot_inner(plot_rect(plan->room), &x, &y);
	*cols = inner.w < 2 ? 2 : inner.w > MAP_COLS_MAX ? MAP_COLS_MAX : inner.w;
	*rows = inner.h < 2 ? 2 : inner.h > MAP_ROWS_MAX ? MAP_ROWS_MAX : inner.h;
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	const struct map *mp = m->lab;
	char xt[128], yt[128];
	struct axis x, y;
	struct plot p;

	if (m->hide || !mp || !mp->cell) {
		draw_notice(c, r, INK_DIM,
			m->hide ? "The map is hidden: predict first." : "Solving ...");
		return;
	}
	axis_of(m->scenario, &mp->x, &x, xt, sizeof xt);
	axis_of(m->scenario, &mp->y, &y, yt, sizeof yt);
	draw_scale(m, c, (struct rect){ r.x, r.y, r.w, 1 });
	if (plot_begin(&p, c, plot_rect(r), &x, &y, NULL) != STATUS_OK)
		return;
	draw_blank(mp, c, p.top);
	draw_cells(mp, c, p.inner);
	plot_marker(&p, mp->present_x, mp->present_y, MARK_PRESENT, INK_PRESENT);
	mark_pinned(m, &p);
	*hit = (struct view_hit){ .axes = true, .inner = p.inner, .x = mp->x, .y = mp->y };
	plot_end(&p);
}

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

	cells_in(plan, &over.x, &over.y, &over.cols, &over.rows);
	return map_reset(work, plan->scenario, &over, err);
}

/* It has a cell for each of the screen's. */
static bool lab_fits(const void *work, const struct lab_plan *plan)
{
	const struct map *mp = work;
	int cols, rows;

	cells_in(plan, &mp->x, &mp->y, &cols, &rows);
	return cols == mp->cols && rows == mp->rows;
}

static const struct lab_ops lab = { LAB_OPS, .reset = lab_start, .holds = lab_fits };

const struct view_info view_map = {
	.id = VIEW_MAP,
	.name = view_name[VIEW_MAP],
	.label = "Map",
	.tab = 3,
	.min_rows = 8,
	.draw = draw,
	.sheet = fill_sheet,
	.figure = figure_of_map,
	.lab = &lab,
	.takes = VIEW_TAKES_QUANTITY,
	.axes = 2,
};
