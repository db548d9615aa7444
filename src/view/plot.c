/* Axes: where the data cells lie, lines, ticks, labels, titles. */
#include "view/plot.h"

#include "base/text.h"
#include "plot_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_MAX 32
#define X_TITLE_MAX 12   /* columns of it that are shown */
#define RANGE_UNUSED .15  /* of the range, that ticks may widen it by */
#define STEP_SLACK 1e-6   /* of a step: an end that is itself round stays one */
#define X_TICKS_MOST 11
#define NARROWER_MOST 9  /* columns given up so that ticks stand evenly */

struct glyphs {
	uint32_t across, up, corner, tick_x, tick_y;
};

static const struct glyphs ascii_glyphs = { '-', '|', '+', '+', '+' };
static const struct glyphs unicode_glyphs = { 0x2500, 0x2502, 0x2514, 0x252c, 0x2524 };

/* The ticks of one axis with their labels, placed along it. */
struct ticks {
	int count;
	double value[PLOT_TICKS_MAX];
	char label[PLOT_TICKS_MAX][LABEL_MAX];
	int at[PLOT_TICKS_MAX];   /* the tick's cell on the axis */
	int from[PLOT_TICKS_MAX]; /* x axis: where its label starts */
	int width;                /* of the widest label */
	int digits;               /* of the labels */
};

/* Where both axes' ticks go. */
struct arrangement {
	struct ticks x, y;
};

double plot_fraction(const struct axis *a, double v)
{
	if (a->log)
		return (log(v) - log(a->low)) / (log(a->high) - log(a->low));
	return (v - a->low) / (a->high - a->low);
}

int plot_grid_w(const struct plot *p)
{
	return p->canvas->unicode ? p->inner.w * 2 : p->inner.w;
}

int plot_grid_h(const struct plot *p)
{
	return p->canvas->unicode ? p->inner.h * 4 : p->inner.h;
}

/* The cell within whose stretch of an axis that count cells divide t lies. */
static int stretch_of(double t, int count)
{
	int at = (int)floor(t * count + 1e-6);

	return at < count ? at : count - 1;
}

/* Cell of a fraction 0..1 along the axis, counted from its low end. Dots and
 * characters round alike, so that ticks and curves agree. */
static int column_of(const struct plot *p, double t)
{
	int dot = plot_round(t * (plot_grid_w(p) - 1));

	if (p->x.cells)
		return stretch_of(t, p->inner.w);
	return p->canvas->unicode ? dot / 2 : dot;
}

static int row_of(const struct plot *p, double t)
{
	int dot = plot_round((1 - t) * (plot_grid_h(p) - 1));

	if (p->y.cells)
		return p->inner.h - 1 - stretch_of(t, p->inner.h);
	return p->canvas->unicode ? dot / 4 : dot;
}

bool plot_cell(const struct plot *p, double x, double y, int *cx, int *cy)
{
	double tx = plot_fraction(&p->x, x), ty = plot_fraction(&p->y, y);

	if (!(tx >= -EDGE && tx <= 1 + EDGE && ty >= -EDGE && ty <= 1 + EDGE))
		return false;
	*cx = p->inner.x + column_of(p, fmin(fmax(tx, 0), 1));
	*cy = p->inner.y + row_of(p, fmin(fmax(ty, 0), 1));
	return true;
}

double plot_x_of(const struct plot *p, int cx)
{
	double per = p->canvas->unicode ? 2 : 1, half = p->canvas->unicode ? 0.5 : 0;
	double t = ((cx - p->inner.x) * per + half) / (plot_grid_w(p) - 1);

	if (p->x.cells)
		t = (cx - p->inner.x + 0.5) / p->inner.w;
	t = fmin(fmax(t, 0), 1);
	if (p->x.log)
		return p->x.low * pow(p->x.high / p->x.low, t);
	return p->x.low + t * (p->x.high - p->x.low);
}

static void label_ticks(struct ticks *t, int digits)
{
	t->width = 0;
	for (int i = 0; i < t->count; i++) {
		int w;

		plot_tick_label(t->value[i], digits, t->label[i], LABEL_MAX);
		w = text_width(t->label[i]);
		if (w > t->width)
			t->width = w;
	}
}

/* Of whole numbers the ticks that are none go. */
static void keep_whole(struct ticks *t)
{
	int kept = 0;

	for (int i = 0; i < t->count; i++)
		if (t->value[i] == round(t->value[i]))
			t->value[kept++] = t->value[i];
	t->count = kept;
}

/* Labels wider than `room` give way to the short scientific form. */
static void make_ticks(struct ticks *t, const struct axis *a, int most, int room)
{
	int digits;

	t->count = plot_ticks(a->low, a->high, a->log, most, t->value, &digits);
	if (a->whole) {
		keep_whole(t);
		digits = digits > 0 ? 0 : digits;
	}
	t->digits = digits;
	label_ticks(t, digits);
	if (t->width > room)
		label_ticks(t, -1);
}

static int y_most(int rows)
{
	int most = (rows + 1) / 2;

	return most < 2 ? 2 : most > 9 ? 9 : most;
}

/* Whole numbers need no decimals beside others. */
static void trim_whole(struct ticks *t)
{
	for (int i = 0; i < t->count; i++) {
		char *point = strchr(t->label[i], '.');

		if (point && strspn(point + 1, "0") == strlen(point + 1))
			*point = '\0';
	}
}

/* Columns of the x title, with a blank after it; 0: none, or it is too long for the room
 * left of the axis. */
static int title_cols(const struct plot *p)
{
	int w = p->x.title && *p->x.title ? text_width(p->x.title) : 0;

	return w == 0 || w > X_TITLE_MAX || w > p->outer.w / 4 ? 0 : w + 1;
}

/* Puts each label under its tick, right of the title, within the outer rectangle. */
static void place_labels(const struct plot *p, struct ticks *t)
{
	int end = p->outer.x + p->outer.w, start = p->outer.x + title_cols(p);

	for (int i = 0; i < t->count; i++) {
		int w = text_width(t->label[i]);

		t->at[i] = p->inner.x + column_of(p, plot_fraction(&p->x, t->value[i]));
		t->from[i] = t->at[i] - w / 2;
		if (t->from[i] + w > end)
			t->from[i] = end - w;
		if (t->from[i] < start)
			t->from[i] = start;
	}
}

static int label_end(const struct ticks *t, int i)
{
	return t->from[i] + text_width(t->label[i]);
}

static bool labels_collide(const struct ticks *t)
{
	for (int i = 1; i < t->count; i++)
		if (t->from[i] < label_end(t, i - 1) + 2)
			return true;
	return false;
}

static bool even(const int *at, int count)
{
	for (int i = 2; i < count; i++)
		if (at[i] - at[i - 1] != at[1] - at[0])
			return false;
	return true;
}

/* As many x ticks as do not collide, at most `most` where that is more than 2. */
static void fit_x_ticks(const struct plot *p, struct ticks *t, int most)
{
	most = p->inner.w / 7 < most ? p->inner.w / 7 : most;
	for (most = most < 2 ? 2 : most; most >= 2; most--) {
		make_ticks(t, &p->x, most, p->inner.w);
		trim_whole(t);
		place_labels(p, t);
		if (!labels_collide(t))
			return;
	}
	if (t->count > 1) { /* very narrow: the ends only */
		t->value[1] = t->value[t->count - 1];
		memcpy(t->label[1], t->label[t->count - 1], LABEL_MAX);
		t->count = 2;
		place_labels(p, t);
		if (labels_collide(t))
			t->count = 1;
	}
}

static void draw_x_axis(const struct plot *p, const struct ticks *t)
{
	const struct glyphs *g = p->canvas->unicode ? &unicode_glyphs : &ascii_glyphs;
	struct canvas *c = p->canvas;
	int y = p->inner.y + p->inner.h, end = p->inner.x + p->inner.w;

	canvas_put(c, p->inner.x - 1, y, g->corner, INK_AXIS);
	for (int x = p->inner.x; x < end; x++)
		canvas_put(c, x, y, g->across, INK_AXIS);
	if (title_cols(p) > 0)
		canvas_text_fit(c, p->outer.x, y + 1, X_TITLE_MAX, INK_LABEL, p->x.title);
	for (int i = 0; i < t->count; i++) {
		canvas_put(c, t->at[i], y, g->tick_x, INK_AXIS);
		canvas_text(c, t->from[i], y + 1, LABEL_MAX, INK_LABEL, t->label[i]);
	}
}

static void draw_y_axis(struct plot *p, const struct ticks *t)
{
	const struct glyphs *g = p->canvas->unicode ? &unicode_glyphs : &ascii_glyphs;
	struct canvas *c = p->canvas;
	int x = p->inner.x - 1, used;

	for (int y = 0; y < p->inner.h; y++)
		canvas_put(c, x, p->inner.y + y, g->up, INK_AXIS);
	for (int i = 0; i < t->count; i++) {
		int y = p->inner.y + row_of(p, plot_fraction(&p->y, t->value[i]));

		canvas_put(c, x, y, g->tick_y, INK_AXIS);
		canvas_text_right(c, x - 1, y, x - p->outer.x, INK_LABEL, t->label[i]);
	}
	used = canvas_text_fit(c, p->outer.x, p->outer.y, p->outer.w, INK_HEADING, p->y.title);
	used += used > 0;
	p->top = (struct rect){ p->outer.x + used, p->outer.y, p->outer.w - used, 1 };
}

static bool axis_usable(const struct axis *a)
{
	return isfinite(a->low) && isfinite(a->high) && a->low < a->high &&
		(!a->log || a->low > 0);
}

/* Ticks of y, as many rows from one to the next, for its range moved down to a tick and
 * up as far as the rows go; false: fewer than two ticks. */
static bool y_ticks_even(struct plot *p, struct ticks *t, int most, int room)
{
	int cell = p->canvas->unicode ? 4 : 1, per, k = 0;
	double step, need;

	make_ticks(t, &p->y, most, room);
	if (t->count < 2)
		return false;
	step = t->value[1] - t->value[0];
	p->y.low = floor(p->y.low / step + STEP_SLACK) * step;
	need = (p->y.high - p->y.low) / step;
	per = (int)floor((p->inner.h - 1) / need + STEP_SLACK);
	if (per < 1)
		return false;
	p->y.high = p->y.low + step * (plot_grid_h(p) - 1) / (per * cell);
	for (; k < PLOT_TICKS_MAX && k * per < p->inner.h; k++)
		t->value[k] = fabs(p->y.low + k * step) < step * STEP_SLACK ? 0 : p->y.low + k * step;
	t->count = k;
	label_ticks(t, t->digits);
	if (t->width > room)
		label_ticks(t, -1);
	return k >= 2;
}

/* As many y ticks as stand evenly without much of the range unused. */
static void fit_y_ticks(struct plot *p, struct ticks *t, int room)
{
	struct axis given = p->y, best = p->y;
	double size = given.high - given.low, least = INFINITY;
	int best_most = 2;

	if (p->y.log || p->y.cells || p->inner.h < 2) {
		make_ticks(t, &p->y, y_most(p->inner.h), room);
		return;
	}
	for (int most = y_most(p->inner.h); most >= 2; most--) {
		p->y = given;
		if (y_ticks_even(p, t, most, room) && p->y.high - p->y.low < least - STEP_SLACK * size) {
			best = p->y;
			best_most = most;
			least = p->y.high - p->y.low;
			if (least <= (1 + RANGE_UNUSED) * size)
				break;
		}
	}
	p->y = given;
	if (!isfinite(least) || !y_ticks_even(p, t, best_most, room))
		make_ticks(t, &p->y, 2, room);
	else
		p->y = best;
}

/* Rows and columns of the data cells; ticks of y in *ty, since their labels
 * decide how much width is left. */
static void lay_out(struct plot *p, struct rect outer, struct ticks *ty)
{
	int room = outer.w - 6, label = title_cols(p) - 1;

	p->inner = (struct rect){ outer.x, outer.y + 1 + p->y.below, outer.w,
		outer.h - 3 - p->x.below - p->y.below };
	fit_y_ticks(p, ty, room);
	label = ty->width > label ? ty->width : label;
	label = p->y.label > label ? p->y.label : label;
	label = label < room ? label : room;
	p->inner.x += label + 1;
	p->inner.w -= label + 1;
	p->below = (struct rect){ outer.x, p->inner.y + p->inner.h + 2, outer.w, p->x.below };
}

/* Gives up a few columns where all x ticks stand evenly then, or else some ticks. */
static void fit_columns(struct plot *p, struct ticks *t)
{
	struct rect whole = p->inner;
	struct ticks narrow;

	fit_x_ticks(p, t, X_TICKS_MOST);
	for (int less = 1; !p->x.cells && !even(t->at, t->count) && less <= NARROWER_MOST; less++) {
		p->inner.w = whole.w - less;
		fit_x_ticks(p, &narrow, X_TICKS_MOST);
		if (narrow.count < t->count || !even(narrow.at, narrow.count))
			continue;
		*t = narrow;
		return;
	}
	p->inner = whole;
	for (int most = t->count - 1; !p->x.cells && !even(t->at, t->count) && most >= 2; most--)
		fit_x_ticks(p, t, most);
}

/* Where everything goes. */
static enum status arrange(struct plot *p, struct rect outer, const struct axis *x,
	const struct axis *y, struct arrangement *a, struct error *err)
{
	int rows = outer.h - x->below - y->below;

	if (outer.w < 16 || rows < 5)
		return error_set(err, STATUS_INPUT, "a plot needs 16x5, not %dx%d", outer.w, rows);
	if (!axis_usable(x) || !axis_usable(y))
		return error_set(err, STATUS_INPUT, "an axis needs a low end below its high end");
	p->outer = outer;
	p->x = *x;
	p->y = *y;
	lay_out(p, outer, &a->y);
	fit_columns(p, &a->x);
	return STATUS_OK;
}

struct rect plot_inner(struct rect outer, const struct axis *x, const struct axis *y)
{
	struct canvas none = { .unicode = false };
	struct plot p = { .canvas = &none };
	struct arrangement a;

	arrange(&p, outer, x, y, &a, NULL);
	return p.inner;
}

enum status plot_begin(struct plot *p, struct canvas *c, struct rect outer, const struct axis *x,
	const struct axis *y, struct error *err)
{
	struct arrangement a;
	enum status status;

	*p = (struct plot){ .canvas = c };
	status = arrange(p, outer, x, y, &a, err);
	if (status != STATUS_OK)
		return status;
	p->spot = calloc((size_t)p->inner.w * (size_t)p->inner.h, sizeof *p->spot);
	if (!p->spot)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	if (!p->y.title)
		p->y.title = "";
	draw_y_axis(p, &a.y);
	draw_x_axis(p, &a.x);
	p->ticks = a.x.count;
	memcpy(p->tick, a.x.value, sizeof p->tick);
	return STATUS_OK;
}

void plot_end(struct plot *p)
{
	free(p->spot);
	p->spot = NULL;
}
