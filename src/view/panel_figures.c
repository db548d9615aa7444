/* Large figures, for a projector: digits three rows high, or five where there
 * is room. */
#include "view/panel.h"

#include "base/text.h"
#include "draw.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FIGURES_MAX 6
#define GAP 2        /* columns between figures */
#define SMALL_ROWS 5 /* a label, digits, and what they were */
#define LARGE_ROWS 7

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

/* What a number is of, as far as it matters for writing it. */
enum figure_kind { FIGURE_SHARE, FIGURE_UTILITY, FIGURE_PERCENT };

struct figure {
	char label[40];
	char text[NUMBER_MAX];
	char was[NUMBER_MAX]; /* pinned; "": nothing is */
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

static char *figure_text(enum figure_kind kind, double v, char *out)
{
	if (kind == FIGURE_PERCENT)
		return caption_percent(v, NUMBER_MAX, out);
	if (kind == FIGURE_SHARE)
		caption_share(v, 3, SHARE_COLS, out);
	else
		number_text(v, number_decimals(fabs(v), 3), 7, out);
	if (strncmp(out, "0.", 2) == 0) /* figures are wide */
		memmove(out, out + 1, strlen(out));
	return out;
}

/* pinned: its value in the pinned bargain, last: before the last key; NaN: none. */
static void add(struct figure *f, const char *label, enum figure_kind kind, double v, double pinned,
	double last, enum ink ink)
{
	char then[NUMBER_MAX];

	*f = (struct figure){ .ink = ink };
	snprintf(f->label, sizeof f->label, "%s", label);
	figure_text(kind, v, f->text);
	if (!isnan(pinned))
		figure_text(kind, pinned, f->was);
	if (!isnan(last) && strcmp(f->text, figure_text(kind, last, then)) != 0)
		f->ink = INK_CHANGED;
}

static void add_player(struct figure *f, const struct study *st, const struct compared *old, int k)
{
	char label[40];

	snprintf(label, sizeof label, "%c %.37s", player_mark(st->scenario, k),
		player_name(st->scenario, k));
	add(f, label, FIGURE_UTILITY, study_tidy(st, outcome_utility(&st->present, k)),
		old->pinned ? study_tidy(st, outcome_utility(&old->pinned->present, k)) : NAN,
		old->before ? study_tidy(st, old->before->u[k]) : NAN, player_ink(k));
}

static int collect(struct figure *f, const struct view_model *m, int i)
{
	const struct study *st = m->study;
	struct compared old = compared_with(m);
	int count = 0;

	if (!st->no_agreement)
		add(&f[count++], "share of g", FIGURE_SHARE, st->delta[i],
			old.pinned && !old.pinned->no_agreement ? old.pinned->delta[i] : NAN,
			old.before ? old.before->delta[i] : NAN, INK_PRESENT);
	add_player(&f[count++], st, &old, 0);
	add_player(&f[count++], st, &old, i + 1);
	if (isfinite(st->efficiency))
		add(&f[count++], "of first best", FIGURE_PERCENT, st->efficiency,
			old.pinned ? old.pinned->efficiency : NAN,
			old.before ? old.before->efficiency : NAN, INK_VALUE);
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

int panel_figures(struct canvas *c, struct rect r, const struct view_model *m)
{
	const struct study *st = m->study;
	struct figure f[FIGURES_MAX];
	int count, fit, rows, x = r.x;
	bool large;

	if (!st || !study_has_outcome(st) || st->n < 1 || r.h < SMALL_ROWS)
		return 0;
	count = collect(f, m, m->specialist >= 0 && m->specialist < st->n ? m->specialist : 0);
	large = r.h >= LARGE_ROWS && fitting(f, count, true, r.w) == count;
	fit = fitting(f, count, large, r.w);
	rows = large ? LARGE_ROWS : SMALL_ROWS;
	for (int i = 0; i < fit; i++) {
		int w = figure_cols(&f[i], large);

		draw_figure(c, x, r.y, w, &f[i], large);
		if (*f[i].was)
			canvas_printf(c, x, r.y + rows - 1, w, INK_DIM, "was %s", f[i].was);
		x += w + GAP;
	}
	canvas_text_right(c, r.x + r.w - 1, r.y + rows - 1, r.w, INK_WARNING, uncertain(st));
	return rows;
}
