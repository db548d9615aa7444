/* Large figures, for a projector: digits three rows high, or five where there
 * is room. */
#include "view/panel.h"

#include "base/text.h"
#include "draw.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FIGURES_MAX 6
#define GAP 2 /* columns between figures */

static const char symbols[] = "0123456789-%.e";

static const char *const small_font[][3] = {
	{ " _ ", "| |", "|_|" }, { "   ", "  |", "  |" }, { " _ ", " _|", "|_ " },
	{ " _ ", " _|", " _|" }, { "   ", "|_|", "  |" }, { " _ ", "|_ ", " _|" },
	{ " _ ", "|_ ", "|_|" }, { " _ ", "  |", "  |" }, { " _ ", "|_|", "|_|" },
	{ " _ ", "|_|", " _|" }, { "   ", " _ ", "   " }, { "o /", " / ", "/ o" },
	{ " ", " ", "." }, { " _ ", "|_ ", "|_ " },
};

static const char *const large_font[][5] = {
	{ "####", "#  #", "#  #", "#  #", "####" }, { "  # ", " ## ", "  # ", "  # ", " ###" },
	{ "####", "   #", "####", "#   ", "####" }, { "####", "   #", " ###", "   #", "####" },
	{ "#  #", "#  #", "####", "   #", "   #" }, { "####", "#   ", "####", "   #", "####" },
	{ "####", "#   ", "####", "#  #", "####" }, { "####", "   #", "  # ", " #  ", " #  " },
	{ "####", "#  #", "####", "#  #", "####" }, { "####", "#  #", "####", "   #", "####" },
	{ "    ", "    ", "####", "    ", "    " }, { "#  #", "  # ", " ## ", " #  ", "#  #" },
	{ " ", " ", " ", " ", "#" }, { "####", "#   ", "####", "#   ", "####" },
};

struct figure {
	char label[40];
	char text[NUMBER_MAX];
	enum ink ink;
};

static const char *symbol_row(char ch, bool large, int row)
{
	const char *at = strchr(symbols, ch);

	if (!at || !ch)
		return "";
	return large ? large_font[at - symbols][row] : small_font[at - symbols][row];
}

static int figure_cols(const struct figure *f, bool large)
{
	int cols = 0, label = text_width(f->label);

	for (const char *t = f->text; *t; t++)
		cols += (int)strlen(symbol_row(*t, large, 0)) + 1;
	return cols > label ? cols : label;
}

static void draw_figure(struct canvas *c, int x, int y, int max, const struct figure *f, bool large)
{
	canvas_text_fit(c, x, y, max, INK_LABEL, f->label);
	for (const char *t = f->text; *t; t++) {
		int w = (int)strlen(symbol_row(*t, large, 0));

		for (int row = 0; row < (large ? 5 : 3); row++) {
			const char *cells = symbol_row(*t, large, row);

			for (int i = 0; i < w; i++)
				if (cells[i] != ' ')
					canvas_put(c, x + i, y + 1 + row,
						c->unicode && large ? 0x2588 :
						(unsigned char)cells[i], f->ink);
		}
		x += w + 1;
	}
}

#define SHARE_COLS 10 /* enough to tell any share from 1 by decimals */

static void add(struct figure *f, int *count, const char *label, double v, bool share,
	enum ink ink)
{
	snprintf(f[*count].label, sizeof f[*count].label, "%s", label);
	if (share)
		caption_share(v, 3, SHARE_COLS, f[*count].text);
	else
		number_text(v, number_decimals(fabs(v), 3), 7, f[*count].text);
	if (strncmp(f[*count].text, "0.", 2) == 0) /* figures are wide */
		memmove(f[*count].text, f[*count].text + 1, strlen(f[*count].text));
	f[*count].ink = ink;
	*count += 1;
}

static int collect(struct figure *f, const struct study *st, int i)
{
	char label[40];
	int count = 0;

	add(f, &count, "share of g", st->delta[i], true, INK_PRESENT);
	snprintf(label, sizeof label, "g %.37s", player_name(st->scenario, 0));
	add(f, &count, label, st->present.u_generalist, false, INK_GENERALIST);
	snprintf(label, sizeof label, "%c %.37s", player_mark(st->scenario, i + 1),
		player_name(st->scenario, i + 1));
	add(f, &count, label, outcome_utility(&st->present, i + 1), false,
		player_ink(i + 1));
	if (isfinite(st->efficiency)) {
		strcpy(f[count].label, "of first best");
		caption_percent(st->efficiency, NUMBER_MAX, f[count].text);
		f[count++].ink = INK_VALUE;
	}
	return count;
}

static int fitting(const struct figure *f, int count, bool large, int cols)
{
	int used = 0;

	for (int i = 0; i < count; i++) {
		used += figure_cols(&f[i], large) + (i > 0 ? GAP : 0);
		if (used > cols)
			return i;
	}
	return count;
}

int panel_figures(struct canvas *c, struct rect r, const struct study *st, int specialist)
{
	struct figure f[FIGURES_MAX];
	int count, fit, x = r.x;
	bool large;

	if (!st || !study_has_outcome(st) || st->n < 1 || r.h < 4)
		return 0;
	count = collect(f, st, specialist >= 0 && specialist < st->n ? specialist : 0);
	large = r.h >= 6 && fitting(f, count, true, r.w) == count;
	fit = fitting(f, count, large, r.w);
	for (int i = 0; i < fit; i++) {
		int w = figure_cols(&f[i], large);

		draw_figure(c, x, r.y, w, &f[i], large);
		x += w + GAP;
	}
	return large ? 6 : 4;
}
