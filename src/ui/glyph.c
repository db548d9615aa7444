/* What of a cluster fits into curses' cells. */
#include "ui/glyph.h"

#include "base/utf8.h"

#include <string.h>

static void begin(struct glyph *g, uint32_t cp, int column)
{
	g->text[0] = (wchar_t)cp;
	g->text[1] = L'\0';
	g->column = column;
}

static void add_mark(struct glyph *g, uint32_t cp)
{
	size_t n = wcslen(g->text);

	if (n > GLYPH_MARKS_MAX)
		return;
	g->text[n] = (wchar_t)cp;
	g->text[n + 1] = L'\0';
}

int glyph_split(uint32_t cp, const char *rest, int columns, struct glyph out[2])
{
	int count = 1, used = utf8_width(cp);
	size_t n = strlen(rest), at = 0;

	begin(&out[0], cp, 0);
	while (at < n) {
		unsigned next;
		int width;

		at += utf8_decode(rest + at, n - at, &next);
		width = utf8_width(next);
		if (utf8_unsafe(next) || used + width > columns)
			break;
		if (width == 0 && next != UTF8_EMOJI_STYLE)
			add_mark(&out[count - 1], next);
		else if (width > 0 && count < 2)
			begin(&out[count++], next, used);
		used += width;
	}
	return count;
}
