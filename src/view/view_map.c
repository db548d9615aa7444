/* A map: two parameters, one quantity of the outcome as figures
 * on coloured grounds. */
#include "map_cells.h"

#include "base/num.h"
#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define BELOW_ROWS 2 /* the axes in words, the classes */

/* Where the cells come to stand, and what lies along the axes. */
struct layout {
	struct rect outer;
	struct axis x, y;
	int cols, rows;
};

/* "Share of g, rule Nash", with what the figures are multiples of; the rule only where that fits. */
static char *title_of(const struct view_model *m, int cols, char *out, size_t size)
{
	const struct map *mp = m->lab;
	char label[NAME_MAX_BYTES * 2], rule[64], factor[48] = "";
	double unit = map_cells_unit(mp);

	quantity_label(m->scenario, mp->quantity, label, sizeof label);
	label[0] = (char)toupper((unsigned char)label[0]);
	if (unit != 1)
		snprintf(factor, sizeof factor, " (in %g)", 1 / unit);
	snprintf(out, size, "%s%s, rule %s", label, factor,
		bargain_brief(m->scenario, m->scenario->bargain, rule, sizeof rule));
	if (text_width(out) > cols)
		snprintf(out, size, "%s%s", label, factor);
	return out;
}

/* "m base share" for "base share of m". */
static char *axis_brief(const struct scenario *s, const struct param_ref *ref, char *out, size_t size)
{
	char whole[NAME_MAX_BYTES], *of = NULL;

	param_caption(s, ref, whole, sizeof whole);
	for (char *at = whole; (at = strstr(at, " of ")) != NULL; at++)
		of = at;
	if (of && of[4] && !of[5])
		snprintf(out, size, "%c %.*s", of[4], (int)(of - whole), whole);
	else
		snprintf(out, size, "%s", whole);
	return out;
}

/* "across: cost scale of g; up: cost scale of m; log"; in fewer words where it is narrow. */
static void draw_axes(const struct view_model *m, struct canvas *c, struct rect r)
{
	const struct map *mp = m->lab;
	char x[NAME_MAX_BYTES], y[NAME_MAX_BYTES], text[3 * NAME_MAX_BYTES];
	const struct span *sx = &mp->x.span, *sy = &mp->y.span;
	const char *best = mp->best_floors.found ? "; <> best welfare" : "";

	snprintf(text, sizeof text, "across: %s; up: %s%s%s",
		param_caption(m->scenario, &mp->x.param, x, sizeof x),
		param_caption(m->scenario, &mp->y.param, y, sizeof y),
		sx->log && sy->log ? "; log" : sx->log ? "; log across" : sy->log ? "; log up" : "",
		best);
	for (int brief = 0; brief < 2 && text_width(text) > r.w; brief++)
		snprintf(text, sizeof text, "x: %s  y: %s%s",
			axis_brief(m->scenario, &mp->x.param, x, sizeof x),
			axis_brief(m->scenario, &mp->y.param, y, sizeof y), brief ? "" : best);
	canvas_text_fit(c, r.x, r.y, r.w, INK_LABEL, text);
}

/* What is blank, as far as r has room for it. */
static void draw_blank(const struct map *mp, struct canvas *c, struct rect r)
{
	bool lacks[LACKS] = { false }, any = false;
	char text[64];

	for (int i = 0; i < mp->cols * mp->rows; i++)
		if (mp->cell[i].block > 0 && !isfinite(mp->cell[i].value))
			any = lacks[mp->cell[i].lack] = true;
	if (!any)
		return;
	if (lacks[LACK_GAME] && (lacks[LACK_AGREEMENT] || lacks[LACK_EQUILIBRIUM]))
		snprintf(text, sizeof text, "blank: not allowed, or no outcome");
	else if (lacks[LACK_AGREEMENT] && lacks[LACK_EQUILIBRIUM])
		snprintf(text, sizeof text, "blank: no deal or equilibrium");
	else if (lacks[LACK_NOTHING])
		snprintf(text, sizeof text, "blank: no value");
	else
		snprintf(text, sizeof text, "blank: %s",
			lack_text(lacks[LACK_GAME] ? LACK_GAME :
				lacks[LACK_AGREEMENT] ? LACK_AGREEMENT : LACK_EQUILIBRIUM));
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
	struct axis axis = { .log = s->log, .whole = a->param.info->whole, .cells = true };

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
	map_cells_mark(mp, c, in, x, y, "''", INK_GHOST);
}

/* Where the regulator would put both floors, if that is on the map. */
static void mark_best(const struct map *mp, struct canvas *c, struct rect in)
{
	const struct best_floors *b = &mp->best_floors;
	bool across = strcmp(mp->x.param.info->key, "floor.generalist") == 0;

	if (b->found)
		map_cells_mark(mp, c, in, across ? b->generalist : b->specialists,
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
	l.cols = inner.w / MAP_CELL_COLS;
	l.rows = inner.h;
	l.cols -= l.cols > 3 && l.cols % 2 == 0;
	l.rows -= l.rows > 3 && l.rows % 2 == 0;
	l.cols = l.cols < 2 ? 2 : l.cols > MAP_COLS_MAX ? MAP_COLS_MAX : l.cols;
	l.rows = l.rows < 2 ? 2 : l.rows > MAP_ROWS_MAX ? MAP_ROWS_MAX : l.rows;
	l.x = axis_of(mx, l.cols);
	l.y = axis_of(my, l.rows);
	l.x.below = BELOW_ROWS;
	l.y.label = inner.x - room.x - 1;
	l.outer.w -= inner.w - l.cols * MAP_CELL_COLS;
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
		draw_notice(c, r,
			m->hide ? "The map is hidden: predict first." : "Solving ...");
		return;
	}
	l = lay_out(r, &mp->x, &mp->y);
	if (m->reading)
		marks[count++] = (struct legend_entry){ '{', INK_CURSOR, "} read" };
	l.y.title = title_of(m, r.w - legend_width(marks, count) - 1, title, sizeof title);
	if (plot_begin(&p, c, l.outer, &l.x, &l.y, NULL) != STATUS_OK)
		return;
	draw_legend(c, (struct rect){ p.top.x, p.top.y, r.x + r.w - p.top.x, 1 }, marks, count);
	map_cells_draw(mp, c, p.inner);
	mark_pinned(m, c, p.inner);
	mark_best(mp, c, p.inner);
	map_cells_mark(mp, c, p.inner, mp->present_x, mp->present_y, "[]", INK_PRESENT);
	if (m->reading)
		map_cells_mark(mp, c, p.inner, m->reading->at[0], m->reading->at[1], "{}", INK_CURSOR);
	draw_axes(m, c, (struct rect){ r.x, p.below.y, r.w, 1 });
	map_cells_key(mp, c, (struct rect){ r.x, p.below.y + 1, r.w, 1 });
	draw_blank(mp, c, (struct rect){ r.x, p.below.y + 1, r.w, 1 });
	*hit = (struct view_hit){ .reads = READS_AXES, .cell_w = MAP_CELL_COLS, .inner = p.inner,
		.x = mp->x.span, .y = mp->y.span };
	plot_end(&p);
}

static const struct view_read read_map = { READS_AXES, NULL, tell_axes };

/* ---- data, computation ------------------------------------------------------- */

/* As many digits as single precision has, so that none of what it rounds to shows. */
static double single(float value)
{
	char text[NUM_TEXT_MAX];
	double v = (double)value;

	num_parse(num_format_short(v, 7, text, sizeof text), &v);
	return v;
}

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
		row[2].number = single(cell->value);
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
	.need = HAVE_FIRST,
	.draw = draw,
	.read = &read_map,
	.sheet = fill_sheet,
	.figure = figure_of_map,
	.lab = &lab,
	.takes = VIEW_TAKES_QUANTITY,
	.axes = 2,
};
