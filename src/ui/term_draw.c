/* What the terminal shows. curses keeps it and sends the difference; before it, cells that
 * are what they were are not even handed over. */
#include "ui/glyph.h"
#include "ui/term_private.h"

#include <stdlib.h>
#include <string.h>
#include <term.h>

#define CELL_BYTES 96 /* at most: where to, colours and attributes, the character, its marks */

enum status term_make_room(struct terminal *t, struct error *err)
{
	size_t cells = (size_t)t->is.cols * (size_t)t->is.rows;
	struct cell *shown = realloc(t->shown, cells * sizeof *shown);

	if (!shown)
		return error_set(err, STATUS_SYSTEM, "out of memory for %d x %d cells", t->is.cols,
			t->is.rows);
	t->shown = shown;
	t->forget = true;
	return STATUS_OK;
}

/* ---- colours -------------------------------------------------------------- */

/* Whether the terminal takes a colour's number for its red, green and blue. What it
 * would be sent says so: some take the first 256 from a palette all the same. */
static bool is_direct(void)
{
	const char *set = COLORS > 256 ? tigetstr("setaf") : NULL;
	const char *sent = set && set != (char *)-1 ? tiparm(set, 255) : NULL;

	return sent && (strstr(sent, ":2:") || strstr(sent, ";2;"));
}

int term_count_colors(bool wanted)
{
	if (!wanted || !has_colors() || start_color() == ERR)
		return 0;
	use_default_colors();
	if (COLORS < 8 || COLOR_PAIRS <= INKS)
		return 0;
	return COLORS < 16 ? 8 : COLORS < 256 ? 16 : is_direct() ? STYLE_DIRECT : 256;
}

static attr_t curses_attr(unsigned attr)
{
	return (attr & STYLE_BOLD ? A_BOLD : 0) | (attr & STYLE_DIM ? A_DIM : 0)
		| (attr & STYLE_REVERSE ? A_REVERSE : 0)
		| (attr & STYLE_UNDERLINE ? A_UNDERLINE : 0);
}

void term_set_scheme(struct terminal *t, enum scheme scheme, enum ground ground)
{
	struct style style[INKS];

	for (int i = 0; i < INKS; i++) {
		short pair = 0;

		style[i] = style_get(scheme, ground, (enum ink)i, t->is.colors);
		/* Roles of equal colours share a pair: curses would send the same
		 * colours again between different pairs. */
		for (int j = 0; j < i && pair == 0; j++)
			if (style[j].fg == style[i].fg && style[j].bg == style[i].bg)
				pair = t->look[j].pair;
		if (pair == 0 && (style[i].fg >= 0 || style[i].bg >= 0)) {
			pair = (short)(i + 1);
			init_extended_pair(pair, style[i].fg, style[i].bg);
		}
		t->look[i].pair = pair;
		t->look[i].attr = curses_attr(style[i].attr);
	}
	t->forget = true;
}

/* ---- drawing -------------------------------------------------------------- */

static uint32_t shown_character(const struct terminal *t, uint32_t cp)
{
	if (cp == 0)
		return ' ';
	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return '?';
	return t->is.unicode ? cp : (uint32_t)ascii_for(cp);
}

static void put_glyph(const struct look *look, int x, int y, const wchar_t *text)
{
	cchar_t glyph;

	setcchar(&glyph, text, look->attr, look->pair, NULL);
	mvadd_wch(y, x, &glyph);
}

static void put_cell(const struct terminal *t, const struct canvas *c, int x, int y)
{
	const struct cell *cell = canvas_at(c, x, y), *right = canvas_at(c, x + 1, y);
	const struct look *look = &t->look[cell->ink < INKS ? cell->ink : INK_TEXT];
	bool wide = t->is.unicode && right && right->cp == 0;
	struct glyph glyph[2];
	int count;

	/* The right half of a wide character came with its left one. */
	if (cell->cp == 0 && t->is.unicode)
		return;
	if (wide) /* for what curses takes to be narrow */
		put_glyph(look, x + 1, y, L" ");
	count = glyph_split(shown_character(t, cell->cp), t->is.unicode ? canvas_rest(c, cell) : "",
		wide ? 2 : 1, glyph);
	for (int i = 0; i < count; i++)
		put_glyph(look, x + glyph[i].column, y, glyph[i].text);
}

/* Whether curses was last given something else there. */
static bool is_other(const struct terminal *t, const struct canvas *c, int x, int y)
{
	const struct cell *cell = &c->cell[y * c->cols + x], *old = &t->shown[y * t->is.cols + x];

	return t->forget || old->cp != cell->cp || old->rest != cell->rest
		|| old->ink != cell->ink;
}

/* Returns how many were put. */
static size_t put_cells(struct terminal *t, const struct canvas *c)
{
	int cols = c->cols < t->is.cols ? c->cols : t->is.cols;
	int rows = c->rows < t->is.rows ? c->rows : t->is.rows;
	size_t count = 0;

	if (t->forget)
		erase();
	for (int y = 0; y < rows; y++)
		for (int x = 0; x < cols; x++)
			if (is_other(t, c, x, y)) {
				put_cell(t, c, x, y);
				t->shown[y * t->is.cols + x] = c->cell[y * c->cols + x];
				count++;
			}
	return count;
}

/* The cursor there, or hidden. */
static void put_cursor(struct terminal *t, int x, int y)
{
	bool hide = x < 0 || x >= t->is.cols || y < 0 || y >= t->is.rows;

	if (hide != t->hidden) {
		curs_set(hide ? 0 : 1);
		leaveok(stdscr, hide);
		t->hidden = hide;
	}
	if (!hide)
		move(y, x);
}

void term_draw(struct terminal *t, const struct canvas *c, int x, int y)
{
	bool all = t->forget, gathers;
	size_t cells = put_cells(t, c);

	t->forget = false;
	gathers = !all && gather_begin(t->gather, CELL_BYTES * (cells + 1));
	put_cursor(t, x, y);
	wnoutrefresh(stdscr);
	doupdate();
	if (gathers)
		gather_end(t->gather);
}

void term_forget(struct terminal *t)
{
	clearok(curscr, TRUE);
	t->forget = true;
}
