/* The lesson strip: a step's text, its question and choices, the answer. */
#include "view/panel.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define TEXT_COLS_MAX 110 /* longer lines are hard to read */
#define LINE_BYTES (CANVAS_COLS_MAX * 4 + 1)

/* Lines on their way to the strip; without a canvas they are only counted. */
struct flow {
	struct canvas *c;
	struct rect r;
	int first; /* line shown in the first row */
	int line;  /* the next one */
};

static void flow_line(struct flow *f, int indent, enum ink ink, const char *text)
{
	int y = f->line - f->first;

	if (f->c && y >= 0 && y < f->r.h)
		canvas_text(f->c, f->r.x + indent, f->r.y + y, f->r.w - indent, ink, text);
	f->line++;
}

/* Wrapped text, a new line at every "\n". */
static void flow_text(struct flow *f, int indent, enum ink ink, const char *text)
{
	char line[LINE_BYTES];

	while (*text) {
		const char *next = text, *newline = strchr(text, '\n');
		size_t n = text_wrap(text, f->r.w - indent, &next);

		if (newline && (size_t)(newline - text) <= n) {
			n = (size_t)(newline - text);
			next = newline + 1;
		}
		if (next == text)
			return;
		if (n >= sizeof line)
			n = sizeof line - 1;
		memcpy(line, text, n);
		line[n] = '\0';
		flow_line(f, indent, ink, line);
		text = next;
	}
}

static enum ink choice_ink(const struct lesson_strip *l, int i)
{
	if (l->revealed && i == l->answer)
		return INK_GOOD;
	return i == l->chosen ? INK_CURSOR : INK_TEXT;
}

/* "a) 3/4 of it"; the one chosen has a > before it, the answer, once revealed,
 * a *. */
static void choice_text(const struct lesson_strip *l, int i, char *out, size_t size)
{
	char sign = l->revealed && i == l->answer ? '*' : i == l->chosen ? '>' : ' ';

	snprintf(out, size, "%c%c) %s", sign, 'a' + i, l->choice[i]);
}

/* All choices side by side where they fit. */
static bool flow_choices_in_a_row(struct flow *f, const struct lesson_strip *l)
{
	char text[LINE_BYTES];
	int width = 0, x = f->r.x, y = f->line - f->first;

	for (int i = 0; i < l->choices; i++) {
		choice_text(l, i, text, sizeof text);
		width += text_width(text) + 2;
	}
	if (width > f->r.w)
		return false;
	for (int i = 0; i < l->choices && f->c && y >= 0 && y < f->r.h; i++) {
		choice_text(l, i, text, sizeof text);
		x += canvas_text(f->c, x, f->r.y + y, f->r.w, choice_ink(l, i), text) + 2;
	}
	f->line++;
	return true;
}

static void flow_all(struct flow *f, const struct lesson_strip *l)
{
	char text[LINE_BYTES];

	if (l->text)
		flow_text(f, 0, INK_TEXT, l->text);
	if (l->question)
		flow_text(f, 0, INK_HEADING, l->question);
	if (l->choices > 0 && !flow_choices_in_a_row(f, l))
		for (int i = 0; i < l->choices; i++) {
			choice_text(l, i, text, sizeof text);
			flow_text(f, 0, choice_ink(l, i), text);
		}
	if (l->revealed && l->reveal)
		flow_text(f, 0, INK_VALUE, l->reveal);
}

static int flow_width(int cols)
{
	int w = cols - 2;

	return w > TEXT_COLS_MAX ? TEXT_COLS_MAX : w < 8 ? 8 : w;
}

int panel_lesson_rows(const struct lesson_strip *l, int cols, int most)
{
	struct flow f = { .r = { 0, 0, flow_width(cols), 0 } };

	if (l->away)
		return 1;
	flow_all(&f, l);
	return f.line + 1 < most ? f.line + 1 : most;
}

/* Leaves out entries, "N back", from the end, the least needed one first,
 * until the hint takes at most this many columns. Returns how many. */
static int shorten_hint(char *hint, int most)
{
	int w;

	while ((w = text_width(hint)) > most && w > 0) {
		char *last = NULL, *at = hint;

		while ((at = strstr(at, "  ")) != NULL)
			last = at++;
		*(last ? last : hint) = '\0';
	}
	return w;
}

/* "--- 2/7 Who gets how much ----------------------- Space reveal  n next ---":
 * the title before the hint, whose keys are on the key line and in the help as
 * well. */
static void draw_edge(struct canvas *c, struct rect r, const struct lesson_strip *l,
	const char *place)
{
	char text[LINE_BYTES], hint[80];
	int room = r.w - 6, x = r.x + 3, hint_w;

	for (int i = 0; i < r.w; i++)
		canvas_put(c, r.x + i, r.y, c->unicode ? 0x2500 : '-', INK_AXIS);
	snprintf(text, sizeof text, " Lesson %d/%d  %s%s%s%s ", l->step + 1, l->steps,
		l->title ? l->title : "", l->away ? "  (playing freely)" : "",
		place[0] ? "  " : "", place);
	canvas_text_fit(c, x, r.y, room, INK_HEADING, text);
	snprintf(hint, sizeof hint, "%s", l->hint ? l->hint : "");
	hint_w = shorten_hint(hint, room - text_width(text) - 2);
	if (hint_w == 0)
		return;
	x = r.x + r.w - 3 - hint_w;
	canvas_put(c, x, r.y, ' ', INK_KEY);
	canvas_text(c, x + 1, r.y, hint_w, INK_KEY, hint);
	canvas_put(c, x + 1 + hint_w, r.y, ' ', INK_KEY);
}

void panel_lesson(struct canvas *c, struct rect r, const struct lesson_strip *l, int *first,
	int *lines)
{
	struct flow f = { .c = NULL, .r = { r.x + 1, r.y + 1, flow_width(r.w), r.h - 1 } };
	char place[48] = "";
	int at = l->first;

	flow_all(&f, l);
	if (at > f.line - f.r.h)
		at = f.line - f.r.h;
	at = at < 0 ? 0 : at;
	if (first)
		*first = at;
	if (lines)
		*lines = f.line;
	if (r.h < 1)
		return;
	if (f.line > f.r.h && f.r.h > 0)
		snprintf(place, sizeof place, "(%d-%d of %d)", at + 1, at + f.r.h, f.line);
	draw_edge(c, r, l, place);
	if (l->away)
		return;
	f.c = c;
	f.first = at;
	f.line = 0;
	flow_all(&f, l);
}
