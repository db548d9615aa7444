/* Writing gnuplot scripts: pages, panels, curves and letters. */
#include "figure.h"

#include "base/num.h"
#include "base/text.h"
#include "view/say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CAPTION_COLS 110
#define BARE_ROWS 2 /* that an axis takes with its numbers */
#define CAPTION_GAP "   " /* between its entries */
#define AXIS_ROWS 5 /* that an axis takes with its numbers and name */
#define HEADROOM 0.08 /* of a plot, that letters take above the highest point */
#define LOG_TICKS 8
#define LETTER_COLS 60 /* letters that would lie less than this part of the plot apart stand */
#define LETTER_ROWS 22 /* together */

/* An apostrophe doubled is not read alike everywhere: it is a string of its own. */
void figure_text(FILE *f, const char *text)
{
	char clean[SCENARIO_TEXT_MAX + NAME_MAX_BYTES];

	fputc('\'', f);
	for (const char *t = text_sanitise(text, clean, sizeof clean); *t; t++) {
		if (*t == '\'')
			fputs("' . \"'\" . '", f);
		else
			fputc(*t, f);
	}
	fputc('\'', f);
}

/* Dark enough for paper, and told apart by eyes that see no red or no green. */
const char *figure_color(enum ink ink)
{
	switch (ink) {
	case INK_GENERALIST:
		return "#0072b2";
	case INK_SPECIALIST:
		return "#d55e00";
	case INK_SPECIALIST2:
		return "#aa3377";
	case INK_SPECIALIST3:
		return "#117733";
	case INK_SPECIALIST4:
		return "#8a6d00";
	case INK_JOINT:
		return "#444444";
	case INK_GHOST:
	case INK_DIM:
	case INK_DOMINATED:
		return "#888888";
	default:
		return "#000000";
	}
}

static void put_number(FILE *f, double value)
{
	num_put(f, value, "NaN");
}

static void put_point(FILE *f, double x, double y)
{
	put_number(f, x);
	fputc(' ', f);
	put_number(f, y);
	fputc('\n', f);
}

/* ---- the page ----------------------------------------------------------------- */

/* "A costly specialist: frontier", and below it the bargain. */
static void put_title(const struct figure *g)
{
	const char *title = g->m->scenario->title[0] ? g->m->scenario->title
						     : g->m->scenario->name;
	char line[SCENARIO_TEXT_MAX + NAME_MAX_BYTES], said[SAY_MAX];

	snprintf(line, sizeof line, "%.255s: %s", title, g->view);
	figure_text(g->f, line);
	said[0] = '\0';
	if (!g->m->hide && g->m->study && study_has_outcome(g->m->study))
		say_outcome(g->m->scenario, g->m->study, said, sizeof said);
	fputs(" . \"\\n\" . ", g->f);
	figure_text(g->f, said);
	fputs(" . \"\\n \"", g->f); /* or the keys would stand in it */
}

/* The bytes of the caption that go into one line: whole entries, at least one. */
static size_t caption_line(const char *caption)
{
	size_t whole = strlen(caption), end = 0;

	if (whole <= CAPTION_COLS)
		return whole;
	for (const char *at = caption; (at = strstr(at, CAPTION_GAP)) != NULL; at++) {
		if (end > 0 && at - caption > CAPTION_COLS)
			break;
		end = (size_t)(at - caption);
	}
	return end > 0 ? end : whole;
}

/* The caption below everything, wrapped; the rows it takes. */
static int put_caption(FILE *f, const char *caption)
{
	int lines = 0;

	if (!*caption)
		return 0;
	fputs("set label 1 ", f);
	for (size_t n; *caption; caption += n, lines++) {
		char line[SCENARIO_TEXT_MAX + NAME_MAX_BYTES];

		n = caption_line(caption);
		snprintf(line, sizeof line, "%.*s", (int)n, caption);
		fputs(lines ? " . \"\\n\" . " : "", f);
		figure_text(f, line);
		n += strspn(caption + n, " ");
	}
	fprintf(f, " at screen 0.5, character %d center font ',10'\n", lines);
	return lines;
}

void figure_begin(struct figure *g, int rows, int cols, const char *caption)
{
	g->rows = rows;
	g->cols = cols;
	fputs("# gnuplot -p THIS_FILE\nset encoding utf8\nset termoption noenhanced\n"
	      "set key outside top center horizontal samplen 2 font ',11'\n"
	      "set tics out nomirror\nset border 3\nset rmargin 4\n",
		g->f);
	g->foot = AXIS_ROWS + put_caption(g->f, caption);
	fprintf(g->f, "set multiplot layout %d,%d title ", rows, cols);
	put_title(g);
	fputc('\n', g->f);
}

void figure_end(struct figure *g)
{
	fputs("unset multiplot\n", g->f);
	samples_free(&g->all);
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

/* ---- what is drawn -------------------------------------------------------------- */

int figure_block(struct figure *g)
{
	fprintf(g->f, "$b%d << END\n", ++g->blocks);
	return g->blocks;
}

FILE *figure_clause(struct figure *g)
{
	fputs(g->clause_count++ ? ", \\\n\t" : "plot ", g->clauses);
	return g->clauses;
}

void figure_widen(struct figure *g, double x, double y)
{
	if (!isfinite(x) || !isfinite(y) || (g->x.log && x <= 0))
		return;
	widen(&g->x_min, &g->x_max, x);
	widen(&g->y_min, &g->y_max, y);
	if (!samples_add(&g->all, x, y, false))
		g->failed = true;
}

/* Whether a stretch of samples, from i to the next break, has any length: a point set
 * apart from all others at an end of a range is no curve, and would widen the axis. */
static bool has_length(const struct samples *s, int i, int end)
{
	for (int k = i + 1; k < end; k++)
		if (s->x[k] - s->x[i] != 0 || s->y[k] - s->y[i] != 0)
			return true;
	return false;
}

/* Where the stretch that begins at i ends: behind its last sample. */
static int stretch_end(const struct samples *s, int i)
{
	while (i < s->count && isfinite(s->x[i]) && isfinite(s->y[i])) {
		if (s->brk[i++])
			break;
	}
	return i;
}

/* The samples as a block, a blank line between stretches; its number, 0 where there is
 * nothing to draw. *last: the last sample drawn. */
static int put_curve(struct figure *g, const struct samples *s, int *last)
{
	int block = 0;

	for (int i = 0, end; i < s->count; i = end > i ? end : i + 1) {
		end = stretch_end(s, i);
		if (!has_length(s, i, end))
			continue;
		if (block)
			fputc('\n', g->f);
		else
			block = figure_block(g);
		for (int k = i; k < end; k++) {
			put_point(g->f, s->x[k], s->y[k]);
			figure_widen(g, s->x[k], s->y[k]);
		}
		*last = end - 1;
	}
	if (block)
		fputs("END\n", g->f);
	return block;
}

static void put_key(FILE *f, char letter, const char *title)
{
	char text[NAME_MAX_BYTES * 2];

	if (!title) {
		fputs(" notitle", f);
		return;
	}
	if (letter)
		snprintf(text, sizeof text, "%c %s", letter, title);
	else
		snprintf(text, sizeof text, "%s", title);
	fputs(" title ", f);
	figure_text(f, text);
}

void figure_curve(struct figure *g, struct samples *s, enum ink ink, enum figure_style style,
	char letter, const char *title)
{
	static const char *const look[] = { [FIGURE_SOLID] = "lw 2", [FIGURE_STRONG] = "lw 4",
		[FIGURE_DOTTED] = "lw 2 dt 3", [FIGURE_PINNED] = "lw 1.5 dt 2" };
	int last = 0, block = g->failed ? 0 : put_curve(g, s, &last);

	if (block) {
		FILE *f = figure_clause(g);

		fprintf(f, "$b%d with lines %s lc rgb '%s'", block, look[style],
			figure_color(ink));
		put_key(f, letter, title);
		if (letter)
			figure_mark(g, FIGURE_END, s->x[last], s->y[last], letter);
	}
	samples_free(s);
}

void figure_line(struct figure *g, const double x[2], const double y[2], enum ink ink,
	enum figure_style style, char letter, const char *title)
{
	struct samples s = { 0 };

	for (int i = 0; i < 2; i++)
		if (!samples_add(&s, x[i], y[i], false))
			g->failed = true;
	figure_curve(g, &s, ink, style, letter, title);
}

void figure_points(struct figure *g, struct samples *s, enum ink ink, const char *title)
{
	if (s->count > 0 && !g->failed) {
		int block = figure_block(g);
		FILE *f = figure_clause(g);

		for (int i = 0; i < s->count; i++) {
			put_point(g->f, s->x[i], s->y[i]);
			figure_widen(g, s->x[i], s->y[i]);
		}
		fputs("END\n", g->f);
		fprintf(f, "$b%d with points pt 7 ps 0.4 lc rgb '%s'", block, figure_color(ink));
		put_key(f, '\0', title);
	}
	samples_free(s);
}

void figure_mark(struct figure *g, enum figure_place place, double x, double y, char mark)
{
	if (g->marks == FIGURE_MARKS_MAX || !isfinite(x) || (place != FIGURE_FOOT && !isfinite(y)))
		return;
	g->mark[g->marks++] = (struct figure_mark){ x, y, mark, place };
	if (place == FIGURE_POINT)
		figure_widen(g, x, y);
}

void figure_upright(struct figure *g, double x)
{
	int block = g->failed ? 0 : figure_block(g);

	if (!block)
		return;
	put_number(g->f, x);
	fputs("\nEND\n", g->f);
	/* from the foot of the plot to its top, wherever they are */
	fprintf(figure_clause(g), "$b%d using 1:(low):(0):(high-low) with vectors nohead lw 1 "
		"dt 3 lc rgb '#000000' notitle", block);
}

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
		put_number(g->f, g->mark[i].x);
		fputc(' ', g->f);
		put_number(g->f, g->mark[i].y);
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

/* ---- the panel ------------------------------------------------------------------- */

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
		put_number(f, tick[i]);
	}
	fputs(")\n", f);
}

static void put_axis(FILE *f, char which, const struct figure_axis *a)
{
	fprintf(f, "set %crange [", which);
	put_number(f, a->low);
	fputc(':', f);
	put_number(f, a->high);
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
	put_number(f, g->y.low);
	fputs("; high = ", f);
	put_number(f, g->y.high);
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
