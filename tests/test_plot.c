/* Plots: round ticks, labels that never collide, curves without gaps that are
 * not joined across breaks, marks that do not hide each other. */
#include "view/plot.h"

#include <CUnit/CUnit.h>
#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RANGES 20000

static uint64_t seed;

/* Uniform in 0..1, the same in every run. */
static double uniform(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (double)(seed >> 11) / 9007199254740992.0;
}

/* A range of any size, anywhere. */
static void random_range(double *low, double *high)
{
	double size = pow(10, 12 * uniform() - 6);

	*low = uniform() < 0.3 ? 0 : (uniform() - 0.5) * size * 4;
	*high = *low + size * (0.1 + uniform());
}

static bool is_round_step(double step)
{
	double m = step / pow(10, floor(log10(step) + 1e-9));

	return fabs(m - 1) < 1e-6 || fabs(m - 2) < 1e-6 || fabs(m - 2.5) < 1e-6 ||
		fabs(m - 5) < 1e-6;
}

static int decimals_of(const char *label)
{
	const char *point = strchr(label, '.');

	return point ? (int)strspn(point + 1, "0123456789") : 0;
}

/* What every set of linear ticks must be; returns what is wrong, or NULL. */
static const char *wrong_ticks(double low, double high, int most)
{
	double tick[PLOT_TICKS_MAX], step;
	char label[32], last[32] = "";
	int digits, count = plot_ticks(low, high, false, most, tick, &digits);
	bool needed = false;

	if (count < 2 || count > most + 2)
		return "count";
	step = tick[1] - tick[0];
	if (!is_round_step(step))
		return "step";
	for (int i = 0; i < count; i++) {
		if (tick[i] < low - 1e-5 * step || tick[i] > high + 1e-5 * step)
			return "outside";
		if (fabs(tick[i] / step - round(tick[i] / step)) > 1e-6)
			return "not a multiple";
		plot_tick_label(tick[i], digits, label, sizeof label);
		if (label[0] == '-' && strtod(label, NULL) == 0)
			return "minus zero";
		if (strcmp(label, last) == 0)
			return "equal labels";
		strcpy(last, label);
		if (digits < 0)
			continue;
		if (fabs(strtod(label, NULL) - tick[i]) > 1e-6 * step)
			return "label is another number";
		if (decimals_of(label) != digits)
			return "unequal decimals";
		needed = needed || digits == 0 || label[strlen(label) - 1] != '0';
	}
	return digits < 0 || needed || count == 2 ? NULL : "decimals not needed";
}

static void test_ticks_are_round(void)
{
	int failures = 0;

	seed = 1;
	for (int i = 0; i < RANGES && failures < 5; i++) {
		double low, high;
		int most = 2 + i % 10;
		const char *wrong;

		random_range(&low, &high);
		wrong = wrong_ticks(low, high, most);
		if (!wrong)
			continue;
		failures++;
		fprintf(stderr, "ticks of [%.17g, %.17g], most %d: %s\n", low, high, most, wrong);
	}
	CU_ASSERT_EQUAL(failures, 0);
}

static void test_ticks_known(void)
{
	double tick[PLOT_TICKS_MAX];
	char label[32];
	int digits;

	CU_ASSERT_EQUAL(plot_ticks(0, 1, false, 5, tick, &digits), 5);
	CU_ASSERT_EQUAL(digits, 2);
	CU_ASSERT_DOUBLE_EQUAL(tick[1], 0.25, 1e-15);
	CU_ASSERT_EQUAL(plot_ticks(0, 1, false, 6, tick, &digits), 6);
	CU_ASSERT_EQUAL(digits, 1);
	CU_ASSERT_EQUAL(plot_ticks(0.1, 10, true, 8, tick, &digits), 3); /* .1 1 10 */
	CU_ASSERT_DOUBLE_EQUAL(tick[1], 1, 1e-15);
	CU_ASSERT_EQUAL(plot_ticks(0.1, 1000, true, 5, tick, &digits), 5);
	CU_ASSERT_DOUBLE_EQUAL(tick[4], 1000, 1e-9);
	CU_ASSERT_STRING_EQUAL(plot_tick_label(-1e-18, 2, label, sizeof label), "0.00");
	CU_ASSERT_STRING_EQUAL(plot_tick_label(-0.0, 0, label, sizeof label), "0");
	CU_ASSERT_STRING_EQUAL(plot_tick_label(2.5e6, -1, label, sizeof label), "2.5e6");
	CU_ASSERT_STRING_EQUAL(plot_tick_label(1e-5, -1, label, sizeof label), "1e-5");
}

static void test_log_ticks(void)
{
	seed = 2;
	for (int i = 0; i < 2000; i++) {
		double low = pow(10, 8 * uniform() - 4), high = low * pow(10, 0.1 + 6 * uniform());
		double tick[PLOT_TICKS_MAX];
		int digits, most = 2 + i % 9, count = plot_ticks(low, high, true, most, tick,
			&digits);

		CU_ASSERT_FATAL(count >= 2 && count <= most + 2);
		for (int k = 0; k < count; k++) {
			CU_ASSERT(tick[k] >= low * (1 - 1e-5) && tick[k] <= high * (1 + 1e-5));
			CU_ASSERT(k == 0 || tick[k] > tick[k - 1]);
		}
	}
}

/* A quarter to four times a value is told in doublings, decades in tens. */
static void test_log_ticks_known(void)
{
	static const struct { double low, high, tick[5]; int count; } known[] = {
		{ .25, 4, { .25, .5, 1, 2, 4 }, 5 }, { .75, 12, { .75, 1.5, 3, 6, 12 }, 5 },
		{ 12.5, 200, { 12.5, 25, 50, 100, 200 }, 5 }, { .1, 10, { .1, 1, 10 }, 3 },
		{ .01, 100, { .01, .1, 1, 10, 100 }, 5 } };
	double tick[PLOT_TICKS_MAX];
	int digits;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		CU_ASSERT_EQUAL_FATAL(plot_ticks(known[i].low, known[i].high, true, 7, tick,
			&digits), known[i].count);
		for (int k = 0; k < known[i].count; k++)
			CU_ASSERT_DOUBLE_EQUAL(tick[k] / known[i].tick[k], 1, 1e-12);
	}
}

static void test_range_holds_its_data(void)
{
	static const double odd[][2] = { { 0, 0 }, { 5, 5 }, { -3, -3 }, { 1e-300, 1e-300 },
		{ NAN, 1 }, { INFINITY, -INFINITY }, { -1e9, 1e9 }, { 0.999999999, 1 },
		{ 1e9, 1e9 + 1e-3 } };
	double low, high;

	seed = 3;
	for (int i = 0; i < RANGES; i++) {
		double min, max;

		random_range(&min, &max);
		plot_range(min, max, &low, &high);
		CU_ASSERT(low <= min + 1e-6 * (high - low) && high >= max - 1e-6 * (high - low));
		CU_ASSERT(high - low <= 3.5 * (max - min) + 1e-12); /* not much is lost */
		CU_ASSERT(!(low == 0 && signbit(low)));
	}
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		plot_range(odd[i][0], odd[i][1], &low, &high);
		CU_ASSERT(isfinite(low) && isfinite(high) && low < high);
	}
}

/* ---- drawing ------------------------------------------------------------------ */

static struct canvas canvas_of(int cols, int rows, bool unicode)
{
	struct canvas c;

	CU_ASSERT_EQUAL_FATAL(canvas_init(&c, cols, rows, NULL), STATUS_OK);
	c.unicode = unicode;
	return c;
}

static struct plot plot_of(struct canvas *c, double xh, double yl, double yh)
{
	struct axis x = { .high = xh, .title = "share of G" };
	struct axis y = { .low = yl, .high = yh, .title = "utility (revenue)" };
	struct plot p;

	CU_ASSERT_EQUAL_FATAL(plot_begin(&p, c, (struct rect){ 0, 0, c->cols, c->rows }, &x, &y,
		NULL), STATUS_OK);
	return p;
}

/* Rows of a column that hold anything but blanks: from, to, how many. */
static int column_span(const struct plot *p, int cx, int *from, int *to)
{
	int count = 0;

	*from = -1;
	for (int y = p->inner.y; y < p->inner.y + p->inner.h; y++) {
		if (canvas_at(p->canvas, cx, y)->cp == ' ')
			continue;
		*from = *from < 0 ? y : *from;
		*to = y;
		count++;
	}
	return count;
}

/* A curve of one value a column leaves no column empty and no step unfilled. */
static bool is_continuous(const struct plot *p)
{
	int from, to, last_from = 0, last_to = 0;

	for (int x = 0; x < p->inner.w; x++) {
		int count = column_span(p, p->inner.x + x, &from, &to);

		if (count == 0 || count != to - from + 1)
			return false;
		if (x > 0 && (from > last_to + 1 || to < last_from - 1))
			return false;
		last_from = from;
		last_to = to;
	}
	return true;
}

static void random_curve(double *x, double *y, int count)
{
	double a = uniform(), f = 1 + 8 * uniform(), steep = pow(10, 3 * uniform());
	double at = uniform();

	for (int i = 0; i < count; i++) {
		x[i] = (double)i / (count - 1);
		y[i] = 0.5 + 0.24 * sin(f * x[i] + 6 * a) + 0.24 * tanh(steep * (x[i] - at));
	}
}

static void test_curves_have_no_gaps(void)
{
	static const int nodes[] = { 2, 3, 7, 40, 200, 1000 };
	double x[1000], y[1000];

	seed = 4;
	for (int i = 0; i < 600; i++) {
		struct canvas c = canvas_of(17 + i % 120, 6 + i % 40, i % 2);
		struct plot p = plot_of(&c, 1, 0, 1);
		int count = nodes[i % 6];

		random_curve(x, y, count);
		plot_curve(&p, x, y, NULL, count, 'g', INK_GENERALIST);
		CU_ASSERT(is_continuous(&p));
		plot_end(&p);
		canvas_free(&c);
	}
}

static void test_gentle_curves_are_thin(void)
{
	double x[200], y[200];
	struct canvas c = canvas_of(80, 24, false);
	struct plot p = plot_of(&c, 1, 0, 1);
	int from, to;

	for (int i = 0; i < 200; i++) {
		x[i] = i / 199.0;
		y[i] = 0.1 + 0.8 * x[i] * x[i] / 4;
	}
	plot_curve(&p, x, y, NULL, 200, 'g', INK_GENERALIST);
	for (int cx = p.inner.x; cx < p.inner.x + p.inner.w; cx++)
		CU_ASSERT_EQUAL(column_span(&p, cx, &from, &to), 1);
	plot_end(&p);
	canvas_free(&c);
}

static void test_breaks_are_not_joined(void)
{
	double x[] = { 0, 0.5, 0.5, 1 }, y[] = { 0.1, 0.1, 0.9, 0.9 };
	bool brk[] = { false, true, false, false };
	double nx[] = { 0, 0.4, 0.5, 0.6, 1 }, ny[] = { 0.1, 0.1, NAN, 0.9, 0.9 };

	for (int unicode = 0; unicode < 2; unicode++) {
		struct canvas c = canvas_of(60, 20, unicode);
		struct plot p = plot_of(&c, 1, 0, 1);
		int middle = p.inner.y + p.inner.h / 2;

		plot_curve(&p, x, y, brk, 4, 'g', INK_GENERALIST);
		plot_curve(&p, nx, ny, NULL, 5, 's', INK_SPECIALIST);
		for (int cx = p.inner.x; cx < p.inner.x + p.inner.w; cx++)
			CU_ASSERT_EQUAL(canvas_at(&c, cx, middle)->cp, ' ');
		plot_end(&p);
		canvas_free(&c);
	}
}

static int count_cells(const struct plot *p, uint32_t cp)
{
	int count = 0;

	for (int y = 0; y < p->inner.h; y++)
		for (int x = 0; x < p->inner.w; x++)
			count += canvas_at(p->canvas, p->inner.x + x, p->inner.y + y)->cp == cp;
	return count;
}

/* Where curves share cells, the one drawn last is in front, but for a ghost. */
static void test_the_last_curve_is_in_front(void)
{
	double x[] = { 0, 1 }, flat[] = { 0.5, 0.5 }, up[] = { 0, 1 };
	struct canvas c = canvas_of(80, 24, false);
	struct plot p = plot_of(&c, 1, 0, 1);
	int cx, cy;

	plot_curve(&p, x, flat, NULL, 2, 'g', INK_GENERALIST);
	CU_ASSERT_EQUAL(count_cells(&p, 'g'), p.inner.w);
	plot_curve(&p, x, flat, NULL, 2, 's', INK_SPECIALIST);
	CU_ASSERT_EQUAL(count_cells(&p, 's'), p.inner.w);
	CU_ASSERT_EQUAL(count_cells(&p, 'g'), 0);
	plot_curve(&p, x, flat, NULL, 2, '\'', INK_GHOST);
	CU_ASSERT_EQUAL(count_cells(&p, 's'), p.inner.w); /* a ghost gives way */
	CU_ASSERT_EQUAL(count_cells(&p, '\''), 0);
	plot_curve(&p, x, up, NULL, 2, 'a', INK_SPECIALIST2);
	CU_ASSERT(plot_cell(&p, 0.5, 0.5, &cx, &cy));
	CU_ASSERT(count_cells(&p, 's') < p.inner.w);
	CU_ASSERT(count_cells(&p, 's') >= p.inner.w - p.inner.w / p.inner.h - 2);
	for (int i = 0; i < p.inner.w; i++) /* nothing is missing where they cross */
		CU_ASSERT(canvas_at(&c, p.inner.x + i, cy)->cp == 's'
			|| canvas_at(&c, p.inner.x + i, cy)->cp == 'a');
	plot_end(&p);
	canvas_free(&c);
}

/* A marker stands in the cell of its value and nowhere else, on top of what was there,
 * and no curve covers it afterwards. */
static void test_markers_stand_in_their_cells(void)
{
	double x[] = { 0, 1 }, y[] = { 0.5, 0.5 };

	seed = 7;
	for (int i = 0; i < 400; i++) {
		struct canvas c = canvas_of(40 + i % 100, 10 + i % 20, i % 2);
		struct plot p = plot_of(&c, 1, 0, 1);
		double at = uniform(), v = uniform();
		int cx, cy, per = i % 2 ? 2 : 1, up = i % 2 ? 4 : 1;

		plot_curve(&p, x, y, NULL, 2, 'g', INK_GENERALIST);
		CU_ASSERT(plot_marker(&p, at, v, '@', INK_PRESENT));
		plot_curve(&p, x, y, NULL, 2, 's', INK_SPECIALIST);
		CU_ASSERT_EQUAL(count_cells(&p, '@'), 1);
		cx = p.inner.x + (int)floor(at * (p.inner.w * per - 1) + .5) / per;
		cy = p.inner.y + (int)floor((p.y.high - v) / (p.y.high - p.y.low)
			* (p.inner.h * up - 1) + .5) / up;
		CU_ASSERT_EQUAL(canvas_at(&c, cx, cy)->cp, '@');
		plot_end(&p);
		canvas_free(&c);
	}
}

static void test_marks_beyond_the_axes_are_refused(void)
{
	struct canvas c = canvas_of(60, 20, false);
	struct plot p = plot_of(&c, 1, 0, 1);
	int cx, cy;

	CU_ASSERT_FALSE(plot_marker(&p, 1.5, 0.5, 'X', INK_SOLUTION));
	CU_ASSERT_FALSE(plot_marker(&p, NAN, 0.5, 'X', INK_SOLUTION));
	CU_ASSERT_FALSE(plot_axis_mark(&p, -0.5, 'X', INK_SOLUTION));
	CU_ASSERT(plot_cell(&p, 0.5, 0, &cx, &cy));
	CU_ASSERT(plot_axis_mark(&p, 0.5, '@', INK_PRESENT));
	CU_ASSERT_EQUAL(canvas_at(&c, cx, p.inner.y + p.inner.h)->cp, '@');
	for (int i = 0; i < c.cols * c.rows; i++)
		CU_ASSERT_NOT_EQUAL(c.cell[i].cp, 'X');
	plot_end(&p);
	canvas_free(&c);
}

#define STRIP_ROWS_ASKED 2

/* Draws these letters below an axis and returns how many are off by more than a
 * column, or in one another's cell, or missing where there would have been room. */
static int wrong_in_strip(const double *at, int count)
{
	struct canvas c = canvas_of(80, 20, false);
	struct axis x = { .high = 1, .title = "share", .below = STRIP_ROWS_ASKED };
	struct axis y = { .high = 1, .title = "utility" };
	struct plot_mark m[26];
	struct plot p;
	int wrong = 0, drawn = 0, rows;

	CU_ASSERT_EQUAL_FATAL(plot_begin(&p, &c, (struct rect){ 0, 0, c.cols, c.rows }, &x, &y,
		NULL), STATUS_OK);
	for (int i = 0; i < count; i++)
		m[i] = (struct plot_mark){ at[i], (char)('A' + i), INK_SOLUTION };
	rows = plot_strip_rows(p.inner, &x, m, count, STRIP_ROWS_ASKED);
	plot_strip(&p, m, count, rows, "rules");
	for (int row = 0; row < STRIP_ROWS_ASKED; row++)
		for (int cx = p.inner.x; cx < c.cols; cx++) {
			int i = (int)canvas_at(&c, cx, p.below.y + row)->cp - 'A';

			if (i < 0 || i >= count)
				continue;
			drawn++;
			wrong += row >= rows;
			wrong += fabs(at[i] * (p.inner.w - 1) - (cx - p.inner.x)) > 1 + 1e-9;
		}
	if (count <= 4) /* two cells near enough, at the least, in each of two rows */
		wrong += count - drawn;
	plot_end(&p);
	canvas_free(&c);
	return wrong;
}

static void test_letters_stand_by_their_places(void)
{
	static const double apart[] = { 0, 0.3, 0.5, 1 }, close[] = { 0.5, 0.5, 0.5, 0.5 };
	int wrong = 0;

	CU_ASSERT_EQUAL(wrong_in_strip(apart, 4), 0);
	CU_ASSERT_EQUAL(wrong_in_strip(close, 4), 0);
	seed = 8;
	for (int i = 0; i < 2000; i++) {
		double at[8], base = uniform(), spread = pow(10, -3 * uniform());
		int count = 1 + i % 8;

		for (int k = 0; k < count; k++)
			at[k] = fmin(base + spread * uniform(), 1);
		wrong += wrong_in_strip(at, count);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* One that is apart needs one row, and is exactly where it belongs. */
static void test_a_strip_takes_no_more_rows_than_it_needs(void)
{
	struct axis x = { .high = 1 };
	struct plot_mark m[] = { { .1, 'A', INK_SOLUTION }, { .5, 'B', INK_SOLUTION },
		{ .5, 'C', INK_SOLUTION }, { .5, 'D', INK_SOLUTION }, { .5, 'E', INK_SOLUTION } };
	struct rect inner = { 5, 0, 51, 10 };

	CU_ASSERT_EQUAL(plot_strip_rows(inner, &x, m, 0, 2), 0);
	CU_ASSERT_EQUAL(plot_strip_rows(inner, &x, m, 4, 2), 1); /* B, C, D side by side */
	CU_ASSERT_EQUAL(plot_strip_rows(inner, &x, m, 5, 2), 2);
	CU_ASSERT_EQUAL(plot_strip_rows(inner, &x, m, 5, 1), 1);
}

/* Ticks of both axes stand evenly, to the cell. */
static bool evenly(const int *at, int count)
{
	for (int i = 2; i < count; i++)
		if (at[i] - at[i - 1] != at[1] - at[0])
			return false;
	return true;
}

static void test_ticks_stand_evenly(void)
{
	int uneven_rows = 0, uneven_columns = 0, most = 0;

	for (int cols = 34; cols <= 200; cols++) {
		struct canvas c = canvas_of(cols, 7 + cols % 40, false);
		struct plot p = plot_of(&c, 1, 0, pow(10, cols % 7 - 3) * (1 + cols % 9));
		int at[CANVAS_COLS_MAX], count = 0;

		for (int x = p.inner.x; x < p.inner.x + p.inner.w; x++)
			if (canvas_at(&c, x, p.inner.y + p.inner.h)->cp == '+')
				at[count++] = x;
		uneven_columns += !evenly(at, count);
		CU_ASSERT(count >= 2);
		most = count > most ? count : most;
		count = 0;
		for (int y = p.inner.y; y < p.inner.y + p.inner.h; y++)
			if (canvas_at(&c, p.inner.x - 1, y)->cp == '+')
				at[count++] = y;
		CU_ASSERT(count >= 2);
		uneven_rows += !evenly(at, count);
		plot_end(&p);
		canvas_free(&c);
	}
	CU_ASSERT_EQUAL(uneven_rows, 0);
	CU_ASSERT_EQUAL(uneven_columns, 0);
	CU_ASSERT(most > 5);
}

/* Rounds are counted: between 2 and 3 there is nothing that a tick could stand at. */
static void test_ticks_are_whole(void)
{
	int wrong = 0, few = 0;

	for (int cols = 30; cols <= 200; cols++)
		for (int high = 3; high <= 60; high += 1 + cols % 5) {
			struct canvas c = canvas_of(cols, 9, false);
			struct axis x = { .low = cols % 3, .high = high, .whole = true };
			struct axis y = { .high = 1 };
			struct plot p;

			CU_ASSERT_EQUAL_FATAL(plot_begin(&p, &c, (struct rect){ 0, 0, cols, 9 }, &x,
				&y, NULL), STATUS_OK);
			few += p.ticks < 2;
			for (int i = 0; i < p.ticks; i++)
				wrong += p.tick[i] != (int)p.tick[i];
			for (int i = p.inner.x; i < cols; i++)
				wrong += canvas_at(&c, i, p.inner.y + p.inner.h + 1)->cp == '.';
			plot_end(&p);
			canvas_free(&c);
		}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT_EQUAL(few, 0);
}

static void test_braille_adds_up(void)
{
	double x[] = { 0, 1 }, low[] = { 0.5, 0.5 }, high[] = { 0.53, 0.53 };
	struct canvas c = canvas_of(60, 20, true);
	struct plot p = plot_of(&c, 1, 0, 1);
	int cx, cy;

	plot_curve(&p, x, low, NULL, 2, 'g', INK_GENERALIST);
	CU_ASSERT(plot_cell(&p, 0.5, 0.5, &cx, &cy));
	CU_ASSERT_EQUAL(count_cells(&p, 'g'), 2); /* its letter, at both ends */
	for (int i = 0; i < p.inner.w; i++) {
		const struct cell *cell = canvas_at(&c, p.inner.x + i, cy);

		CU_ASSERT(cell->cp == 'g' || (cell->cp > 0x2800 && cell->cp <= 0x28ff));
	}
	plot_curve(&p, x, high, NULL, 2, '.', INK_JOINT);
	for (int i = 0, y = cy; i < p.inner.w; i++) {
		const struct cell *cell = canvas_at(&c, p.inner.x + i, y);

		CU_ASSERT(cell->cp == 'g' || cell->cp == ' ' || cell->cp > 0x2800);
	}
	plot_end(&p);
	canvas_free(&c);
}

/* Every word below the axis is a tick's number or belongs to the title. */
static bool labels_are_whole(const struct plot *p, int row)
{
	char text[CANVAS_COLS_MAX * 4 + 1], *word;
	size_t n = 0;
	int words = 0;

	for (int x = 0; x < p->canvas->cols; x++)
		text[n++] = (char)canvas_at(p->canvas, x, row)->cp;
	text[n] = '\0';
	for (word = strtok(text, " "); word; word = strtok(NULL, " ")) {
		char *end;

		words++;
		strtod(word, &end);
		if (*end && !strstr("share of G", word))
			return false;
		if (isdigit((unsigned char)word[0]) && strchr(word, '-') && !strchr(word, 'e'))
			return false; /* two labels run into one another */
	}
	return words > 0;
}

static void test_labels_do_not_collide(void)
{
	seed = 6;
	for (int i = 0; i < 3000; i++) {
		struct canvas c = canvas_of(16 + i % 130, 5 + i % 30, i % 2);
		struct axis x = { .title = "share of G" }, y = { .title = "utility (revenue)" };
		struct plot p;
		bool titled = false;

		random_range(&x.low, &x.high);
		random_range(&y.low, &y.high);
		CU_ASSERT_EQUAL_FATAL(plot_begin(&p, &c, (struct rect){ 0, 0, c.cols, c.rows }, &x,
			&y, NULL), STATUS_OK);
		CU_ASSERT(labels_are_whole(&p, p.inner.y + p.inner.h + 1));
		CU_ASSERT_EQUAL(c.clipped, 0);
		for (int row = p.inner.y + p.inner.h + 1; row < c.rows; row++)
			for (int cx = 0; cx < c.cols; cx++)
				titled = titled || canvas_at(&c, cx, row)->cp == 'G';
		CU_ASSERT(titled || c.rows <= 6 || c.cols < 40);
		plot_end(&p);
		canvas_free(&c);
	}
}

static void test_cells_and_values_agree(void)
{
	for (int unicode = 0; unicode < 2; unicode++) {
		struct canvas c = canvas_of(70, 20, unicode);
		struct plot p = plot_of(&c, 1, 0, 1);

		for (int x = 0; x < p.inner.w; x++) {
			int cx, cy;

			CU_ASSERT(plot_cell(&p, plot_x_of(&p, p.inner.x + x), 0.5, &cx, &cy));
			CU_ASSERT_EQUAL(cx, p.inner.x + x);
		}
		CU_ASSERT_DOUBLE_EQUAL(plot_x_of(&p, -5), 0, 1e-12);
		CU_ASSERT_DOUBLE_EQUAL(plot_x_of(&p, 500), 1, 1e-12);
		plot_end(&p);
		canvas_free(&c);
	}
}

/* On axes that the cells divide, a value is in the cell whose stretch holds it,
 * whichever the glyphs; and the cells are as many as they were said to be. */
static void test_cells_divide_axes(void)
{
	for (int k = 0; k < 4; k++) {
		struct axis x = { .low = 1, .high = 10, .title = "x", .log = k / 2, .cells = true };
		struct axis y = { .high = 10, .title = "y", .cells = true };
		struct canvas c = canvas_of(70, 20, k % 2);
		struct rect all = { 0, 0, c.cols, c.rows }, said = plot_inner(all, &x, &y);
		struct plot p;
		int cx, cy;

		CU_ASSERT_EQUAL_FATAL(plot_begin(&p, &c, all, &x, &y, NULL), STATUS_OK);
		CU_ASSERT_EQUAL(memcmp(&said, &p.inner, sizeof said), 0);
		for (int i = 0; i < 1000; i++) {
			double t = (i + 0.5) / 1000, at = k / 2 ? pow(10, t) : 1 + 9 * t;

			CU_ASSERT(plot_cell(&p, at, 10 * t, &cx, &cy));
			CU_ASSERT_EQUAL(cx, p.inner.x + (int)(t * p.inner.w));
			CU_ASSERT_EQUAL(cy, p.inner.y + p.inner.h - 1 - (int)(t * p.inner.h));
		}
		CU_ASSERT(plot_cell(&p, 10, 10, &cx, &cy));
		CU_ASSERT(cx == p.inner.x + p.inner.w - 1 && cy == p.inner.y);
		for (int i = 0; i < p.inner.w; i++) {
			CU_ASSERT(plot_cell(&p, plot_x_of(&p, p.inner.x + i), 5, &cx, &cy));
			CU_ASSERT_EQUAL(cx, p.inner.x + i);
		}
		plot_end(&p);
		canvas_free(&c);
	}
}

static void test_bad_axes_are_refused(void)
{
	struct axis good = { .high = 1, .title = "x" }, flat = { .low = 1, .high = 1, .title = "x" };
	struct axis nan = { .high = NAN, .title = "x" };
	struct axis log0 = { .high = 1, .title = "x", .log = true };
	struct canvas c = canvas_of(40, 12, false);
	struct rect all = { 0, 0, 40, 12 }, small = { 0, 0, 15, 5 }, low = { 0, 0, 40, 4 };
	struct plot p;

	CU_ASSERT_EQUAL(plot_begin(&p, &c, small, &good, &good, NULL), STATUS_INPUT);
	CU_ASSERT_EQUAL(plot_begin(&p, &c, low, &good, &good, NULL), STATUS_INPUT);
	CU_ASSERT_EQUAL(plot_begin(&p, &c, all, &flat, &good, NULL), STATUS_INPUT);
	CU_ASSERT_EQUAL(plot_begin(&p, &c, all, &good, &nan, NULL), STATUS_INPUT);
	CU_ASSERT_EQUAL(plot_begin(&p, &c, all, &log0, &good, NULL), STATUS_INPUT);
	canvas_free(&c);
}

/* A curve that is flat but for rounding, at the top of its axis, is drawn. */
static void test_flat_at_the_end(void)
{
	double x[] = { 0, 0.5, 1 }, y[] = { 30000000.9375, 30000000.92, 30000000.9 };
	struct axis ax = { .high = 1 }, ay = { .high = 30000000.9375 };

	for (int unicode = 0; unicode < 2; unicode++)
		for (int rows = 8; rows < 30; rows++) {
			struct canvas c = canvas_of(60, rows, unicode);
			int drawn = 0;
			struct plot p;

			CU_ASSERT_EQUAL_FATAL(plot_begin(&p, &c, (struct rect){ 0, 0, 60, rows }, &ax, &ay,
				NULL), STATUS_OK);
			plot_curve(&p, x, y, NULL, 3, 'g', INK_GENERALIST);
			for (int cx = 0; cx < p.inner.w; cx++)
				for (int cy = 0; cy < p.inner.h; cy++)
					drawn += canvas_at(&c, p.inner.x + cx, p.inner.y + cy)->ink
						== INK_GENERALIST;
			CU_ASSERT_TRUE(drawn >= p.inner.w);
			plot_end(&p);
			canvas_free(&c);
		}
}

static void test_hostile_values_stay_inside(void)
{
	double x[] = { -1e300, 0.2, 0.3, 1e300, 0.5, NAN, 0.6, 0.7 };
	double y[] = { 1e300, -1e300, INFINITY, 0.5, 1e308, 0.5, -INFINITY, 0.2 };

	for (int unicode = 0; unicode < 2; unicode++) {
		struct canvas c = canvas_of(60, 20, unicode);
		struct axis ax = { .high = 1, .title = "" };
		struct plot p;
		struct rect r = { 10, 4, 40, 12 };

		CU_ASSERT_EQUAL_FATAL(plot_begin(&p, &c, r, &ax, &ax, NULL), STATUS_OK);
		plot_curve(&p, x, y, NULL, 8, 'g', INK_GENERALIST);
		plot_points(&p, x, y, 8, 'o', INK_PARETO);
		plot_vline(&p, NAN, INK_PRESENT);
		plot_hline(&p, INFINITY, INK_PRESENT);
		for (int cy = 0; cy < c.rows; cy++)
			for (int cx = 0; cx < c.cols; cx++)
				if (cx < r.x || cy < r.y || cx >= r.x + r.w || cy >= r.y + r.h)
					CU_ASSERT_EQUAL(canvas_at(&c, cx, cy)->cp, ' ');
		plot_end(&p);
		canvas_free(&c);
	}
}

static void test_legends_hold_whole_entries(void)
{
	static const struct legend_entry e[] = { { 'g', INK_GENERALIST, "Generalist" },
		{ 's', INK_SPECIALIST, "Specialist" }, { '.', INK_JOINT, "joint" } };
	struct canvas c = canvas_of(60, 1, false);
	char *text;

	CU_ASSERT_EQUAL(plot_legend(&c, 0, 0, 35, e, 3), 3);
	CU_ASSERT_EQUAL(canvas_to_text(&c, &text, NULL), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(text, "g Generalist  s Specialist  . joint\n");
	free(text);
	canvas_clear(&c);
	CU_ASSERT_EQUAL(plot_legend(&c, 0, 0, 34, e, 3), 2);
	canvas_free(&c);
}

void suite_plot(void)
{
	CU_pSuite s = CU_add_suite("plot", NULL, NULL);

	CU_add_test(s, "ticks are round, in range, labelled apart", test_ticks_are_round);
	CU_add_test(s, "ticks of known ranges", test_ticks_known);
	CU_add_test(s, "ticks of log axes", test_log_ticks);
	CU_add_test(s, "ticks of whole numbers", test_ticks_are_whole);
	CU_add_test(s, "ticks of log axes, known", test_log_ticks_known);
	CU_add_test(s, "a range holds its data", test_range_holds_its_data);
	CU_add_test(s, "curves have no gaps", test_curves_have_no_gaps);
	CU_add_test(s, "gentle curves are one cell thick", test_gentle_curves_are_thin);
	CU_add_test(s, "breaks are not joined", test_breaks_are_not_joined);
	CU_add_test(s, "the last curve is in front", test_the_last_curve_is_in_front);
	CU_add_test(s, "markers stand in their cells", test_markers_stand_in_their_cells);
	CU_add_test(s, "marks beyond the axes are refused",
		test_marks_beyond_the_axes_are_refused);
	CU_add_test(s, "letters stand by their places", test_letters_stand_by_their_places);
	CU_add_test(s, "a strip takes no more rows than it needs",
		test_a_strip_takes_no_more_rows_than_it_needs);
	CU_add_test(s, "ticks stand evenly", test_ticks_stand_evenly);
	CU_add_test(s, "braille dots add up", test_braille_adds_up);
	CU_add_test(s, "labels do not collide", test_labels_do_not_collide);
	CU_add_test(s, "cells and values agree", test_cells_and_values_agree);
	CU_add_test(s, "cells divide axes", test_cells_divide_axes);
	CU_add_test(s, "bad axes are refused", test_bad_axes_are_refused);
	CU_add_test(s, "a flat curve at the end of its axis", test_flat_at_the_end);
	CU_add_test(s, "hostile values stay inside", test_hostile_values_stay_inside);
	CU_add_test(s, "legends hold whole entries", test_legends_hold_whole_entries);
}
