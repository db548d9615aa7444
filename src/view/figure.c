/* Writing gnuplot scripts: pages and what is drawn on them. */
#include "figure.h"

#include "base/num.h"
#include "base/text.h"
#include "view/say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CAPTION_COLS 110
#define CAPTION_GAP "   " /* between its entries */
#define AXIS_ROWS 5 /* that an axis takes with its numbers and name */

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

void figure_number(FILE *f, double value)
{
	num_put(f, value, "NaN");
}

static void put_point(FILE *f, double x, double y)
{
	figure_number(f, x);
	fputc(' ', f);
	figure_number(f, y);
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
	figure_number(g->f, x);
	fputs("\nEND\n", g->f);
	/* from the foot of the plot to its top, wherever they are */
	fprintf(figure_clause(g), "$b%d using 1:(low):(0):(high-low) with vectors nohead lw 1 "
		"dt 3 lc rgb '#000000' notitle", block);
}
