/* Writing gnuplot scripts: a panel with its axes, and the letters in it. */
#include "figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BARE_ROWS 2 /* that an axis takes with its numbers */
#define HEADROOM 0.08 /* of a plot, that letters take above the highest point */
#define LOG_TICKS 8
#define LETTER_COLS 60 /* letters that would lie less than this part of the plot apart stand */
#define LETTER_ROWS 22 /* together */

/* ---- letters -------------------------------------------------------------------- */

/* Where along an axis a value lies, 0..1. */
static double part_of(const struct figure_axis *a, double v)
{
	return a->log ? log(v / a->low) / log(a->high / a->low)
		      : (v - a->low) / (a->high - a->low);
}

static bool together(const struct figure *g, const struct figure_mark *a,
	const struct figure_mark *b)
{
	return a->place == b->place
		&& fabs(part_of(&g->x, a->x) - part_of(&g->x, b->x)) * LETTER_COLS < 1
		&& fabs(part_of(&g->y, a->y) - part_of(&g->y, b->y)) * LETTER_ROWS < 1;
}

/* The letters of a place, a line each: x, y, letters. */
static void put_letters(struct figure *g, enum figure_place place)
{
	bool done[FIGURE_MARKS_MAX] = { false };

	for (int i = 0; i < g->marks; i++) {
		char text[FIGURE_MARKS_MAX + 1] = "";
		int n = 0;

		for (int k = i; k < g->marks && g->mark[i].place == place; k++)
			if (!done[k] && together(g, &g->mark[i], &g->mark[k])) {
				done[k] = true;
				if (!memchr(text, g->mark[k].mark, (size_t)n))
					text[n++] = g->mark[k].mark;
			}
		text[n] = '\0';
		if (n == 0)
			continue;
		figure_number(g->f, g->mark[i].x);
		fputc(' ', g->f);
		figure_number(g->f, g->mark[i].y);
		fprintf(g->f, " \"%s\"\n", text);
	}
}

static void put_marks(struct figure *g)
{
	const char *const look[FIGURE_PLACES] = {
		[FIGURE_POINT] = g->boxed ? "with labels boxed font ',13'"
			: "with labels point pt 7 ps 0.6 lc rgb '#000000' offset 0,0.8 font ',13'",
		[FIGURE_FOOT] = "with labels offset 0,0.6 font ',13'",
		[FIGURE_END] = "with labels left offset 0.7,0" };

	for (int i = 0; i < g->marks; i++)
		if (g->mark[i].place == FIGURE_FOOT)
			g->mark[i].y = g->y.low;
	for (int p = 0; p < FIGURE_PLACES; p++) {
		bool any = false;
		int block;

		for (int i = 0; i < g->marks; i++)
			any = any || g->mark[i].place == (enum figure_place)p;
		if (!any)
			continue;
		block = figure_block(g);
		put_letters(g, (enum figure_place)p);
		fputs("END\n", g->f);
		fprintf(figure_clause(g), "$b%d using 1:2:3 %s notitle", block, look[p]);
	}
}

/* ---- the whole ------------------------------------------------------------------- */

/* The range of an axis: as given, or of what is drawn, its ends on round numbers; with
 * letters, they stand above their points. */
static void settle(struct figure_axis *a, double min, double max, bool letters)
{
	if (a->low < a->high)
		return;
	if (min > max) {
		min = 0;
		max = 1;
	}
	plot_range(min, max, &a->low, &a->high);
	if (letters)
		a->high = fmax(a->high, max + HEADROOM * (a->high - a->low));
}

static double robust_most(const struct figure *g)
{
	return g->all.count > 0 ? fmax(robust_top(g->all.y, g->all.count), g->y_min) : g->y_max;
}

/* On a logarithmic axis powers of ten alone would be few. */
static void put_ticks(FILE *f, char which, const struct figure_axis *a)
{
	double tick[PLOT_TICKS_MAX];
	int digits, count = plot_ticks(a->low, a->high, true, LOG_TICKS, tick, &digits);

	fprintf(f, "set %ctics (", which);
	for (int i = 0; i < count; i++) {
		fputs(i > 0 ? ", " : "", f);
		figure_number(f, tick[i]);
	}
	fputs(")\n", f);
}

static void put_axis(FILE *f, char which, const struct figure_axis *a)
{
	fprintf(f, "set %crange [", which);
	figure_number(f, a->low);
	fputc(':', f);
	figure_number(f, a->high);
	fprintf(f, "]\n%sset logscale %c\nset %clabel ", a->log ? "" : "un", which, which);
	figure_text(f, a->title);
	fputc('\n', f);
	if (a->log)
		put_ticks(f, which, a);
}

static void put_nothing(struct figure *g, const char *nothing)
{
	fputs("set label 2 ", g->f);
	figure_text(g->f, nothing);
	fputs(" at graph 0.5, graph 0.5 center\nplot low - 1 notitle\n"
	      "unset label 2\n",
		g->f);
}

void figure_panel(struct figure *g, const char *title, const struct figure_axis *x,
	const struct figure_axis *y)
{
	g->x = *x;
	g->y = *y;
	g->title = title;
	g->x_min = g->y_min = INFINITY;
	g->x_max = g->y_max = -INFINITY;
	g->marks = g->clause_count = 0;
	samples_free(&g->all);
	g->clauses = open_memstream(&g->clause_text, &g->clause_size);
	g->failed = g->failed || !g->clauses;
}

void figure_plot(struct figure *g, const char *nothing)
{
	FILE *f = g->f;

	settle(&g->x, g->x_min, g->x_max, false);
	settle(&g->y, g->y_min, g->y.robust ? robust_most(g) : g->y_max, true);
	/* one axis's name is enough where panels stand above one another */
	if (g->panel / g->cols + 1 < g->rows)
		g->x.title = "";
	if (g->bottom > 0)
		fprintf(f, "set bmargin at screen %g\nset title ", g->bottom);
	else
		fprintf(f, "set bmargin %d\nset title ", *g->x.title ? g->foot : BARE_ROWS);
	figure_text(f, g->title);
	fputc('\n', f);
	put_axis(f, 'x', &g->x);
	put_axis(f, 'y', &g->y);
	fputs("low = ", f);
	figure_number(f, g->y.low);
	fputs("; high = ", f);
	figure_number(f, g->y.high);
	fputc('\n', f);
	if (g->clauses && g->clause_count > 0 && !g->failed)
		put_marks(g);
	if (g->clauses && fclose(g->clauses) != 0)
		g->failed = true;
	g->clauses = NULL;
	if (g->clause_count > 0 && !g->failed)
		fprintf(f, "%s\n", g->clause_text);
	else
		put_nothing(g, nothing);
	if (g->panel++ == 0)
		fputs("unset label 1\n", f);
	free(g->clause_text);
	g->clause_text = NULL;
}

void figure_nothing(struct figure *g, const struct figure_axis *x, const struct figure_axis *y,
	const char *text)
{
	const struct figure_axis none = { .title = "", .high = 1 };

	figure_begin(g, 1, 1, "");
	figure_panel(g, "", x ? x : &none, y ? y : &none);
	figure_plot(g, text);
	figure_end(g);
}
