/* The side panel: every parameter with its value and slider. */
#include "view/panel.h"

#include "base/text.h"
#include "draw.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LABEL_X 2
#define LABEL_COLS 10
#define VALUE_COLS 7
#define FOOT_ROWS 2   /* Pareto set and profit-sharing */
#define TEXT_MAX 600

/* The panel's lines are the parameters in their order with a heading before
 * each group: the players, then the bargain. Everything is found from a
 * parameter's index, so that many specialists cost no more than few. */
static bool is_share(const struct param_ref *ref)
{
	return strcmp(ref->info->key, "delta") == 0;
}

/* Shares stand with the rule, whosever domain they are of. */
static int group_of(const struct scenario *s, const struct param_ref *ref)
{
	return is_share(ref) || ref->player < 0 ? s->game.n + 1 : ref->player;
}

/* The line of parameter i; with its group and reference. */
static int line_of(const struct scenario *s, int i, int *group, struct param_ref *ref)
{
	if (!param_at(s, i, ref))
		return -1;
	*group = group_of(s, ref);
	return i + *group + 1;
}

static bool starts_group(const struct scenario *s, int i, int group)
{
	struct param_ref before;
	int other;

	return i == 0 || line_of(s, i - 1, &other, &before) < 0 || other != group;
}

/* The first parameter on `line` or below. */
static int param_from(const struct scenario *s, int line, int count)
{
	int low = 0, high = count, group;
	struct param_ref ref;

	while (low < high) {
		int middle = (low + high) / 2;

		if (line_of(s, middle, &group, &ref) < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Where to scroll: as little as shows the cursor's line, with the heading
 * above it. */
static int scroll_to(const struct scenario *s, int cursor, int first, int rows, int lines)
{
	struct param_ref ref;
	int group, at = line_of(s, cursor, &group, &ref);

	if (at >= 0) {
		int from = at - starts_group(s, cursor, group);

		if (at >= first + rows)
			first = at - rows + 1;
		if (from < first)
			first = from;
	}
	if (first > lines - rows)
		first = lines - rows;
	return first < 0 ? 0 : first;
}

static void draw_slider(struct canvas *c, int x, int y, int w, const struct slider *sl, double v)
{
	double t = sl->log && sl->low > 0 && v > 0
		? log(v / sl->low) / log(sl->high / sl->low)
		: (v - sl->low) / (sl->high - sl->low);
	int at;

	if (w < 2 || !(sl->high > sl->low))
		return;
	t = t > 0 ? t : 0; /* also where v is 0 on a slider of factors */
	at = (int)lround(fmin(t, 1) * (w - 1));
	for (int i = 0; i < w; i++)
		canvas_put(c, x + i, y, c->unicode ? 0x2500 : '-', INK_DIM);
	canvas_put(c, x + at, y, c->unicode ? 0x25cf : 'o', INK_VALUE);
}

/* Whether the parameter differs from the scenario as it was opened. */
static bool changed(const struct scenario *s, const struct scenario *base,
	const struct param_ref *ref)
{
	char name[128], now[TEXT_MAX], then[TEXT_MAX];
	struct param_ref old;

	if (!base)
		return false;
	param_name(s, ref, name, sizeof name);
	if (param_find(base, name, &old, NULL) != STATUS_OK)
		return true;
	return strcmp(param_get_text(s, ref, now, sizeof now),
		       param_get_text(base, &old, then, sizeof then)) != 0;
}

/* The number a row shows. Shares that a rule decides are those agreed on. */
static double shown_value(const struct scenario *s, const struct study *st,
	const struct param_ref *ref)
{
	int i = ref->player > 0 ? ref->player - 1 : 0;

	if (is_share(ref) && st && (st->have & HAVE_PRESENT) && i < st->n)
		return st->delta[i];
	return param_get(s, ref);
}

/* A word or formula: beside its label, or to the right edge where it is long. */
static void draw_word(struct canvas *c, struct rect r, int y, int label_w, enum ink ink,
	const char *word)
{
	int x = r.x + LABEL_X + LABEL_COLS + 2, end = r.x + r.w - 1, w = text_width(word);

	if (x + w > end)
		x = end - w;
	if (x < r.x + LABEL_X + label_w + 1)
		x = r.x + LABEL_X + label_w + 1;
	canvas_text_fit(c, x, y, end - x, ink, word);
}

static void draw_number(struct canvas *c, struct rect r, int y, enum ink ink, double v,
	bool differs)
{
	char text[NUMBER_MAX];
	int right = r.x + LABEL_X + LABEL_COLS + VALUE_COLS - 1;

	int decimals = number_decimals(fabs(v), 5);

	/* two decimals, a third where it says something */
	decimals = decimals > 3 ? 3 : decimals;
	if (decimals == 3 && fabs(v * 100 - round(v * 100)) < 1e-7)
		decimals = 2;
	number_text(v, decimals, VALUE_COLS, text);
	canvas_text_right(c, right, y, VALUE_COLS, ink, text);
	if (differs)
		canvas_put(c, right + 1, y, '*', INK_CHANGED);
}

/* The columns that sliders take; the last column is the scroll bar's. */
static void slider_columns(struct rect r, int *x, int *w)
{
	*x = r.x + LABEL_X + LABEL_COLS + VALUE_COLS + 1;
	*w = r.x + r.w - 1 - *x;
	if (*w > 24)
		*w = 24;
}

static void draw_param(struct canvas *c, struct rect r, int y, const struct scenario *s,
	const struct scenario *base, const struct study *st, const struct param_ref *ref,
	bool chosen)
{
	bool differs = changed(s, base, ref), inner = strchr(ref->info->key, '.') != NULL;
	enum ink ink = chosen ? INK_CURSOR : INK_TEXT;
	enum ink value = chosen ? INK_CURSOR : INK_VALUE;
	int sx, sw, label_w, x = r.x + LABEL_X + inner;
	char text[TEXT_MAX];

	if (chosen) {
		canvas_fill(c, (struct rect){ r.x, y, r.w - 1, 1 }, ' ', INK_CURSOR);
		canvas_put(c, r.x, y, '>', INK_CURSOR);
	}
	if (is_share(ref) && ref->player > 0)
		snprintf(text, sizeof text, "share %c", player_mark(s, ref->player));
	else
		snprintf(text, sizeof text, "%s", param_label(s, ref));
	label_w = inner + canvas_text_fit(c, x, y, LABEL_COLS - inner, ink, text);
	if (ref->info->kind != PARAM_NUMBER) {
		draw_word(c, r, y, label_w, differs ? INK_CHANGED : value,
			param_get_text(s, ref, text, sizeof text));
		if (chosen)
			canvas_paint(c, r.x, y, r.w - 1, INK_CURSOR);
		return;
	}
	draw_number(c, r, y, value, shown_value(s, st, ref), differs);
	slider_columns(r, &sx, &sw);
	struct slider sl;
	param_slider(s, ref, &sl);
	draw_slider(c, sx, y, sw, &sl, shown_value(s, st, ref));
	if (chosen)
		canvas_paint(c, r.x, y, r.w - 1, INK_CURSOR);
}

/* A player's name after the mark of its curves. */
static void draw_heading(struct canvas *c, struct rect r, int y, const struct scenario *s,
	int player)
{
	if (player < 0) {
		canvas_text_fit(c, r.x, y, r.w - 1, INK_HEADING, "Bargain");
		return;
	}
	canvas_put(c, r.x, y, (unsigned char)player_mark(s, player), player_ink(player));
	canvas_text_fit(c, r.x + 2, y, r.w - 3, INK_HEADING, player_name(s, player));
}

/* "0.333 - 1.000", several intervals one after another, or how many. */
static void pareto_text(const struct study *st, char *out, size_t size, int max)
{
	size_t used = 0;

	snprintf(out, size, "none");
	for (int i = 0; i < st->intervals && used < size; i++) {
		int n = snprintf(out + used, size - used, "%s%.2f-%.2f", i > 0 ? " " : "",
			st->interval[i].from, st->interval[i].to);

		used += n > 0 ? (size_t)n : 0;
	}
	if (text_width(out) > max)
		snprintf(out, size, "%d pieces", st->intervals);
}

static void draw_foot(struct canvas *c, struct rect r, const struct study *st)
{
	char text[256];
	int x = r.x + 16, max = r.x + r.w - 1 - x;

	if (!(st->have & HAVE_PARETO))
		return;
	if (st->shares == 1)
		pareto_text(st, text, sizeof text, st->intervals > 1 ? max + 8 : max);
	else
		snprintf(text, sizeof text, "%d points", st->points);
	canvas_text(c, r.x, r.y, 16, INK_LABEL, "Pareto set");
	canvas_text_right(c, r.x + r.w - 2, r.y, r.w - 12, INK_PARETO, text);
	canvas_text(c, r.x, r.y + 1, 16, INK_LABEL, "Profit-sharing");
	canvas_text_right(c, r.x + r.w - 2, r.y + 1, r.w - 15, INK_PARETO,
		st->profit_sharing ? "yes" : "no");
}

/* Where in all the lines the rows stand. */
static void draw_scroll_bar(struct canvas *c, struct rect r, int first, int lines)
{
	int size, at;

	if (lines <= r.h || r.h < 3)
		return;
	size = r.h * r.h / lines;
	size = size < 1 ? 1 : size;
	at = (int)lround((double)first * (r.h - size) / (lines - r.h));
	for (int y = 0; y < r.h; y++) {
		if (y >= at && y < at + size)
			canvas_put(c, r.x + r.w - 1, r.y + y, c->unicode ? 0x2503 : '|', INK_DIM);
	}
}

/* Draws the lines that show in body; notes which parameter stands where. */
static void draw_lines(struct canvas *c, struct rect body, const struct scenario *s,
	const struct scenario *base, const struct study *st, int cursor, int first, int count,
	struct panel_rows *rows)
{
	struct param_ref ref;

	for (int i = param_from(s, first, count); i < count; i++) {
		int group, line = line_of(s, i, &group, &ref), y = body.y + line - first;

		if (line - 1 >= first && line - 1 < first + body.h && starts_group(s, i, group))
			draw_heading(c, body, y - 1, s, group > s->game.n ? -1 : group);
		if (line >= first + body.h)
			return;
		draw_param(c, body, y, s, base, st, &ref, i == cursor);
		if (rows)
			rows->param[line - first] = i;
	}
}

void panel_draw(struct canvas *c, struct rect r, const struct scenario *s,
	const struct scenario *base, const struct study *st, int cursor, int first,
	struct panel_rows *rows)
{
	bool foot = st && r.h >= 14;
	struct rect body = { r.x, r.y, r.w, foot ? r.h - FOOT_ROWS : r.h };
	int count = param_count(s), lines = count + s->game.n + 2;

	if (rows)
		*rows = (struct panel_rows){ 0 };
	if (r.w < LABEL_COLS + VALUE_COLS + 4 || r.h < 1 || r.h > PANEL_ROWS_MAX)
		return;
	first = scroll_to(s, cursor, first, body.h, lines);
	for (int i = 0; rows && i < r.h; i++)
		rows->param[i] = -1;
	draw_lines(c, body, s, base, st, cursor, first, count, rows);
	draw_scroll_bar(c, body, first, lines);
	if (foot)
		draw_foot(c, (struct rect){ r.x, r.y + r.h - FOOT_ROWS, r.w, FOOT_ROWS }, st);
	if (rows) {
		rows->first = first;
		rows->count = r.h;
		slider_columns(r, &rows->slider_x, &rows->slider_w);
	}
}

bool panel_slider_value(const struct scenario *s, const struct panel_rows *rows, int param, int x,
	double *value)
{
	struct param_ref ref;
	struct slider sl;
	double t;

	if (rows->slider_w < 2 || x < rows->slider_x || x >= rows->slider_x + rows->slider_w ||
		!param_at(s, param, &ref) || ref.info->kind != PARAM_NUMBER)
		return false;
	param_slider(s, &ref, &sl);
	t = (double)(x - rows->slider_x) / (rows->slider_w - 1);
	if (sl.log && sl.low > 0)
		*value = sl.low * pow(sl.high / sl.low, t);
	else
		*value = sl.low + t * (sl.high - sl.low);
	return true;
}
