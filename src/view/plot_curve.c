/* Curves, points, markers and legends in the data cells of a plot. */
#include "view/plot.h"

#include "base/text.h"
#include "plot_private.h"

#include <math.h>
#include <stdlib.h>

#define MARK_READ '|'
#define BRAILLE 0x2800u
#define LETTER_NEAR 6 /* a curve's letter stands within this part of the plot from its end */

/* A walk along a curve over the grid. The last two steps are held back, so
 * that the corner of an L can be left out: lines come out one cell thick. */
struct walk {
	struct plot *p;
	int curve;
	int held;      /* 0..2 */
	int x[2], y[2];
	long steps;    /* drawn, for the spacing of lighter dots */
};

static struct plot_spot *spot_at(const struct plot *p, int cx, int cy)
{
	int x = cx - p->inner.x, y = cy - p->inner.y;

	if (x < 0 || y < 0 || x >= p->inner.w || y >= p->inner.h)
		return NULL;
	return &p->spot[(size_t)y * (size_t)p->inner.w + (size_t)x];
}

static bool gives_way(int ink)
{
	return ink == INK_GHOST || ink == INK_DOMINATED || ink == INK_DIM;
}

/* Of the curves in a cell that do not give way, the one whose turn it is in that column;
 * -1: there is none. */
static int turn_curve(const struct plot *p, const struct plot_spot *s, int cx)
{
	int curve[PLOT_CURVES_MAX], count = 0;

	for (int i = 0; i < p->curves; i++)
		if (s->curves & (UINT64_C(1) << i) && !gives_way(p->ink[i]))
			curve[count++] = i;
	return count > 0 ? curve[cx % count] : -1;
}

/* The curve whose mark a cell shows: the last one drawn, but for those that give way; or in
 * turns. */
static int shown_curve(const struct plot *p, const struct plot_spot *s, int cx)
{
	int shown = p->canvas->alternate ? turn_curve(p, s, cx) : -1, weak = 0;

	if (shown >= 0)
		return shown;

	for (int i = 0; i < p->curves; i++) {
		if (!(s->curves & (UINT64_C(1) << i)))
			continue;
		if (gives_way(p->ink[i]))
			weak = i;
		else
			shown = i;
	}
	return shown < 0 ? weak : shown;
}

/* The bit of a dot within its braille cell. */
static uint8_t dot_bit(int x, int y)
{
	static const uint8_t bit[4][2] = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 },
		{ 0x40, 0x80 } };

	return bit[y % 4][x % 2];
}

/* Marks one step of a curve on the grid. */
static void grid_mark(struct plot *p, int curve, int gx, int gy)
{
	bool dots = p->canvas->unicode;
	int cx = p->inner.x + (dots ? gx / 2 : gx), cy = p->inner.y + (dots ? gy / 4 : gy), shown;
	struct plot_spot *s = spot_at(p, cx, cy);

	if (!s)
		return;
	s->curves |= UINT64_C(1) << curve;
	if (s->taken)
		return;
	if (!dots) {
		shown = shown_curve(p, s, cx);
		canvas_put(p->canvas, cx, cy, (unsigned char)p->mark[shown], p->ink[shown]);
		return;
	}
	shown = curve;
	if (gives_way(p->ink[curve]))
		shown = shown_curve(p, s, cx);
	s->dots |= dot_bit(gx, gy);
	canvas_put(p->canvas, cx, cy, BRAILLE + s->dots, p->ink[shown]);
}

static void walk_draw(struct walk *w, int gx, int gy)
{
	int ink = w->p->ink[w->curve], gap = 1;

	/* dots tell a ghost and what is dominated from the rest without colour */
	if (w->p->canvas->unicode && gives_way(ink))
		gap = ink == INK_GHOST ? 4 : 3;
	if (w->steps % gap == 0)
		grid_mark(w->p, w->curve, gx, gy);
	w->steps++;
}

static void walk_flush(struct walk *w)
{
	for (int i = 0; i < w->held; i++)
		walk_draw(w, w->x[i], w->y[i]);
	w->held = 0;
}

static void walk_to(struct walk *w, int gx, int gy)
{
	if (w->held > 0 && w->x[w->held - 1] == gx && w->y[w->held - 1] == gy)
		return;
	if (w->held == 2) {
		int dx = abs(gx - w->x[0]), dy = abs(gy - w->y[0]);

		if (dx == 1 && dy == 1) { /* the step between was a corner */
			w->held = 1;
		} else {
			walk_draw(w, w->x[0], w->y[0]);
			w->x[0] = w->x[1];
			w->y[0] = w->y[1];
			w->held = 1;
		}
	}
	w->x[w->held] = gx;
	w->y[w->held] = gy;
	w->held++;
}

/* Narrows [*from, *to], fractions of a segment, to where a + t (b - a) lies in
 * 0..1. False: nowhere. */
static bool clip(double a, double b, double *from, double *to)
{
	double at0, at1;

	if (a == b)
		return a >= 0 && a <= 1;
	at0 = (0 - a) / (b - a);
	at1 = (1 - a) / (b - a);
	*from = fmax(*from, fmin(at0, at1));
	*to = fmin(*to, fmax(at0, at1));
	return *from <= *to;
}

/* One straight piece between two points given as fractions of the axes. */
static void walk_segment(struct walk *w, double ax, double ay, double bx, double by)
{
	int gw = plot_grid_w(w->p) - 1, gh = plot_grid_h(w->p) - 1, steps;
	double from = 0, to = 1, x0, y0, x1, y1;

	if (!clip(ax, bx, &from, &to) || !clip(ay, by, &from, &to)) {
		walk_flush(w);
		return;
	}
	if (from > 0)
		walk_flush(w);
	x0 = (ax + from * (bx - ax)) * gw;
	x1 = (ax + to * (bx - ax)) * gw;
	y0 = (1 - (ay + from * (by - ay))) * gh;
	y1 = (1 - (ay + to * (by - ay))) * gh;
	steps = (int)ceil(fmax(fabs(x1 - x0), fabs(y1 - y0))) * 2;
	for (int i = 0; i <= steps; i++) {
		double t = steps > 0 ? (double)i / steps : 0;

		walk_to(w, plot_round(x0 + t * (x1 - x0)), plot_round(y0 + t * (y1 - y0)));
	}
	if (to < 1)
		walk_flush(w);
}

/* A fraction that rounding put just outside belongs to the end. */
static double snapped(double t)
{
	if (t < 0 && t > -EDGE)
		return 0;
	return t > 1 && t < 1 + EDGE ? 1 : t;
}

static int new_curve(struct plot *p, char mark, enum ink ink)
{
	int i = p->curves < PLOT_CURVES_MAX ? p->curves++ : PLOT_CURVES_MAX - 1;

	p->mark[i] = mark;
	p->ink[i] = (uint8_t)ink;
	return i;
}

/* Puts a curve's own letter into that column, where it runs alone there. */
static bool letter_column(struct plot *p, int curve, int x)
{
	for (int y = 0; x >= 0 && x < p->inner.w && y < p->inner.h; y++) {
		int cx = p->inner.x + x, cy = p->inner.y + y;
		struct plot_spot *s = spot_at(p, cx, cy);

		if (s->curves != UINT64_C(1) << curve || s->taken)
			continue;
		s->taken = true;
		canvas_put(p->canvas, cx, cy, (unsigned char)p->mark[curve], p->ink[curve]);
		return true;
	}
	return false;
}

/* At both of its ends, as far as it soon runs alone there; else in between, near a column
 * that differs from curve to curve. */
static void letter_curve(struct plot *p, int curve)
{
	int w = p->inner.w, near = w / LETTER_NEAR, aim = w * (3 + (curve * 5) % 9) / 14;
	bool left = false, right = false;

	for (int i = 0; i < near && !left; i++)
		left = letter_column(p, curve, i);
	for (int i = 0; i < near && !right; i++)
		right = letter_column(p, curve, w - 1 - i);
	for (int i = 0; i < 2 * w && !left && !right; i++)
		left = letter_column(p, curve, aim + (i % 2 ? -(i + 1) / 2 : i / 2));
}

void plot_curve(struct plot *p, const double *x, const double *y, const bool *brk, int count,
	char mark, enum ink ink)
{
	struct walk w = { .p = p, .curve = new_curve(p, mark, ink) };
	double ax = 0, ay = 0;
	bool joined = false;

	for (int i = 0; i < count; i++) {
		double bx = snapped(plot_fraction(&p->x, x[i]));
		double by = snapped(plot_fraction(&p->y, y[i]));

		if (!isfinite(bx) || !isfinite(by)) {
			walk_flush(&w);
			joined = false;
			continue;
		}
		if (!joined) {
			walk_flush(&w);
			walk_segment(&w, bx, by, bx, by);
		} else {
			walk_segment(&w, ax, ay, bx, by);
		}
		ax = bx;
		ay = by;
		joined = !(brk && brk[i]);
	}
	walk_flush(&w);
	if (p->canvas->unicode && !gives_way((int)ink) && mark != '.')
		letter_curve(p, w.curve);
}

void plot_points(struct plot *p, const double *x, const double *y, int count, char mark,
	enum ink ink)
{
	int curve = new_curve(p, mark, ink), gw = plot_grid_w(p) - 1, gh = plot_grid_h(p) - 1;

	for (int i = 0; i < count; i++) {
		double tx = snapped(plot_fraction(&p->x, x[i]));
		double ty = snapped(plot_fraction(&p->y, y[i]));

		if (tx >= 0 && tx <= 1 && ty >= 0 && ty <= 1)
			grid_mark(p, curve, plot_round(tx * gw), plot_round((1 - ty) * gh));
	}
}

bool plot_marker(struct plot *p, double x, double y, char mark, enum ink ink)
{
	int cx, cy;

	if (!plot_cell(p, x, y, &cx, &cy))
		return false;
	spot_at(p, cx, cy)->taken = true;
	canvas_put(p->canvas, cx, cy, (unsigned char)mark, ink);
	return true;
}

bool plot_axis_mark(struct plot *p, double x, char mark, enum ink ink)
{
	int cx, cy;

	if (!plot_cell(p, x, p->y.low, &cx, &cy))
		return false;
	canvas_put(p->canvas, cx, p->inner.y + p->inner.h, (unsigned char)mark, ink);
	return true;
}

static void put_if_blank(struct plot *p, int cx, int cy, uint32_t cp, enum ink ink)
{
	struct cell *cell = canvas_at(p->canvas, cx, cy);

	if (cell && cell->cp == ' ')
		canvas_put(p->canvas, cx, cy, cp, ink);
}

static void put_column(struct plot *p, double x, uint32_t unicode, uint32_t ascii, enum ink ink)
{
	int cx, cy;

	if (!plot_cell(p, x, p->y.low, &cx, &cy))
		return;
	for (int y = 0; y < p->inner.h; y++)
		put_if_blank(p, cx, p->inner.y + y, p->canvas->unicode ? unicode : ascii, ink);
}

void plot_vline(struct plot *p, double x, enum ink ink)
{
	put_column(p, x, 0x250a, ':', ink);
}

void plot_read_line(struct plot *p, double x)
{
	put_column(p, x, 0x2502, '|', INK_CURSOR);
	plot_axis_mark(p, x, MARK_READ, INK_CURSOR);
}

void plot_hline(struct plot *p, double y, enum ink ink)
{
	int cx, cy;

	if (!plot_cell(p, p->x.low, y, &cx, &cy))
		return;
	for (int x = 0; x < p->inner.w; x += 2)
		put_if_blank(p, p->inner.x + x, cy, p->canvas->unicode ? 0x2508 : '-', ink);
}

int plot_legend(struct canvas *c, int x, int y, int max, const struct legend_entry *e, int count)
{
	int used = 0, drawn = 0;

	for (int i = 0; i < count; i++) {
		int need = (drawn > 0 ? 2 : 0) + 2 + text_width(e[i].text);

		if (used + need > max)
			break;
		used += drawn > 0 ? 2 : 0;
		canvas_put(c, x + used, y, (unsigned char)e[i].mark, e[i].ink);
		canvas_text(c, x + used + 2, y, max - used - 2, INK_LABEL, e[i].text);
		used += 2 + text_width(e[i].text);
		drawn++;
	}
	return drawn;
}
