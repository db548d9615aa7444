/* What the reports have in common: the names of formats, players and regimes, and lines of text. */
#include "view/report_private.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_COLS = 79, SENTENCE_MAX = 400 };

static const char *const format_names[REPORT_FORMATS] = {
	[REPORT_TEXT] = "text",
	[REPORT_JSON] = "json",
	[REPORT_CSV] = "csv",
	[REPORT_GNUPLOT] = "gnuplot",
	[REPORT_SVG] = "svg",
	[REPORT_PDF] = "pdf",
	[REPORT_PNG] = "png",
	[REPORT_HTML] = "html",
	[REPORT_ANSI] = "ansi",
	[REPORT_MD] = "md",
};

const char *report_format_name(enum report_format format)
{
	return format_names[format];
}

int report_format_find(const char *name)
{
	for (int i = 0; i < REPORT_FORMATS; i++)
		if (strcmp(format_names[i], name) == 0)
			return i;
	return -1;
}

unsigned report_want(enum report_format format)
{
	unsigned all = HAVE_PRESENT | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO | HAVE_LAW;
	return format == REPORT_TEXT ? all | HAVE_THRESHOLDS | HAVE_BESIDE : all;
}

const char *report_player(const struct scenario *s, int k)
{
	return k == 0 ? "generalist" : s->game.specialist[k - 1].id;
}

const char *report_regime(const struct outcome *out, int k)
{
	if (k > 0)
		return regime_name(out->domain[k - 1].regime);
	return out->invests ? "invest" : "abstain";
}

int report_solutions(const struct study *st)
{
	return st->have & HAVE_SOLUTIONS ? st->solutions : 0;
}

/* Names in it are as a file gave them, so that it is sanitised first. */
void report_wrapped(FILE *f, const char *text)
{
	size_t size = strlen(text) + 1;
	char *clean = malloc(size);
	const char *at = clean ? text_sanitise(text, clean, size) : "";
	while (*at) {
		const char *next;
		size_t n = text_wrap(at, TEXT_COLS, &next);
		fprintf(f, "%.*s\n", (int)n, at);
		at = next;
	}
	free(clean);
}

void report_say(FILE *f, const char *format, ...)
{
	char text[SENTENCE_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	report_wrapped(f, text);
}
