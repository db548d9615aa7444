/* A canvas with its colours: as escapes for terminals, as a page of HTML. */
#include "ui/handout.h"

#include "base/text.h"
#include "base/utf8.h"
#include "ui/style.h"

#include <stdio.h>

#define COLORS 256

static void put_cell(const struct canvas *c, const struct cell *cell, FILE *f)
{
	char bytes[4];

	if (cell->cp == 0)
		return;
	fwrite(bytes, 1, utf8_encode(cell->cp, bytes), f);
	fputs(canvas_rest(c, cell), f);
}

/* The columns of a row up to its last that shows. */
static int row_end(const struct canvas *c, int y)
{
	int end = c->cols;

	while (end > 0 && canvas_at(c, end - 1, y)->cp == ' '
		&& canvas_at(c, end - 1, y)->ink == INK_TEXT)
		end--;
	return end;
}

/* ---- ANSI ----------------------------------------------------------------------- */

static struct style look_of(enum ink ink)
{
	return style_get(SCHEME_AUTO, GROUND_UNKNOWN, ink, COLORS);
}

static void put_look(struct style style, FILE *f)
{
	static const struct { unsigned attr; int code; } attributes[] = {
		{STYLE_BOLD, 1}, {STYLE_DIM, 2}, {STYLE_UNDERLINE, 4}, {STYLE_REVERSE, 7}};

	fputs("\033[0", f);
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
		if (style.attr & attributes[i].attr)
			fprintf(f, ";%d", attributes[i].code);
	if (style.fg >= 0)
		fprintf(f, ";38;5;%d", style.fg);
	if (style.bg >= 0)
		fprintf(f, ";48;5;%d", style.bg);
	fputc('m', f);
}

static bool same_look(struct style a, struct style b)
{
	return a.fg == b.fg && a.bg == b.bg && a.attr == b.attr;
}

void handout_ansi(const struct canvas *c, FILE *f)
{
	const struct style plain = look_of(INK_TEXT);

	for (int y = 0; y < c->rows; y++) {
		int end = row_end(c, y);
		struct style now = plain;

		for (int x = 0; x < end; x++) {
			const struct cell *cell = canvas_at(c, x, y);
			struct style look = look_of((enum ink)cell->ink);

			if (!same_look(look, now))
				put_look(look, f);
			now = look;
			put_cell(c, cell, f);
		}
		fputs(same_look(now, plain) ? "\n" : "\033[0m\n", f);
	}
}

/* ---- HTML ------------------------------------------------------------------------ */

static void put_char(char ch, FILE *f)
{
	if (ch == '&')
		fputs("&amp;", f);
	else if (ch == '<')
		fputs("&lt;", f);
	else if (ch == '>')
		fputs("&gt;", f);
	else if (ch == '"')
		fputs("&quot;", f);
	else
		fputc(ch, f);
}

void handout_put_html(const char *text, FILE *f)
{
	for (; *text; text++)
		put_char(*text, f);
}

static void put_words(const char *text, FILE *f)
{
	char clean[1024];

	handout_put_html(text_sanitise(text, clean, sizeof clean), f);
}

/* The rule of an ink's class on a page whose ground is that, and whose own colours are
 * text and paper. */
static void put_rule(enum ink ink, enum ground ground, FILE *f)
{
	enum scheme scheme = ground == GROUND_DARK ? SCHEME_DARK : SCHEME_LIGHT;
	struct style style = style_get(scheme, ground, ink, STYLE_DIRECT);
	bool reverse = style.attr & STYLE_REVERSE;
	char fg[24] = "var(--text)", bg[24] = "var(--paper)";

	if (style.fg >= 0)
		snprintf(fg, sizeof fg, "#%06x", (unsigned)style.fg & 0xffffffu);
	if (style.bg >= 0)
		snprintf(bg, sizeof bg, "#%06x", (unsigned)style.bg & 0xffffffu);
	fprintf(f, ".i%d{color:%s", (int)ink, reverse ? bg : fg);
	if (reverse || style.bg >= 0)
		fprintf(f, ";background:%s", reverse ? fg : bg);
	fputs(style.attr & STYLE_BOLD ? ";font-weight:bold}\n" : "}\n", f);
}

static void put_style(FILE *f)
{
	fputs("<style>\n:root{--text:#000;--paper:#fff}\n"
	      "body{color:var(--text);background:var(--paper);font-family:sans-serif;margin:2em}\n"
	      "pre{font-family:monospace;line-height:1.2}\n",
		f);
	for (int i = 0; i < INKS; i++)
		put_rule((enum ink)i, GROUND_LIGHT, f);
	fputs("@media (prefers-color-scheme:dark){\n:root{--text:#fff;--paper:#000}\n", f);
	for (int i = 0; i < INKS; i++)
		put_rule((enum ink)i, GROUND_DARK, f);
	fputs("}\n</style>\n", f);
}

static void put_row(const struct canvas *c, int y, FILE *f)
{
	int end = row_end(c, y), ink = INK_TEXT;

	for (int x = 0; x < end; x++) {
		const struct cell *cell = canvas_at(c, x, y);

		if (cell->ink != ink && ink != INK_TEXT)
			fputs("</span>", f);
		if (cell->ink != ink && cell->ink != INK_TEXT)
			fprintf(f, "<span class=i%d>", cell->ink);
		ink = cell->ink;
		if (cell->cp < 0x80 && cell->cp != 0)
			put_char((char)cell->cp, f);
		else
			put_cell(c, cell, f);
	}
	fputs(ink == INK_TEXT ? "\n" : "</span>\n", f);
}

void handout_html(const struct canvas *c, const char *title, const char *said,
	const char *caption, FILE *f)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>", f);
	put_words(title, f);
	fputs("</title>\n", f);
	put_style(f);
	fputs("</head>\n<body>\n<h1>", f);
	put_words(title, f);
	fputs("</h1>\n<p>", f);
	put_words(said, f);
	fputs("</p>\n<pre role=\"img\" aria-label=\"", f);
	put_words(title, f);
	fputs("\">\n", f);
	for (int y = 0; y < c->rows; y++)
		put_row(c, y, f);
	fputs("</pre>\n<p>", f);
	put_words(caption, f);
	fputs("</p>\n</body>\n</html>\n", f);
}
