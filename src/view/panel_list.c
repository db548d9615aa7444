/* Pop-over lists: help, presets, reasons. */
#include "view/panel.h"

#include "base/text.h"
#include "draw.h"

#include <stdio.h>
#include <string.h>

#define BOX_COLS_MAX 100
#define LEFT_COLS_MAX 24
#define DETAIL_ROWS 4
#define MORE " ..."
#define SAMPLE_ROWS 2
#define RIGHT_GAP 3 /* columns before what stands at the right, and behind it */

/* Where the parts of the box lie. */
struct form {
	struct rect box, inner;
	int left; /* columns of the left texts, 0: none */
	int text_x;
};

static int left_cols(const struct list_box *l)
{
	int most = 0;

	for (int i = 0; i < l->count; i++) {
		int w = l->item[i].left ? text_width(l->item[i].left) : 0;

		most = w > most ? w : most;
	}
	return most > LEFT_COLS_MAX ? LEFT_COLS_MAX : most;
}

/* Where an item's text starts; headings have no left column to keep. */
static int item_x(const struct form *f, const struct list_item *it)
{
	if (it->ink == INK_HEADING)
		return f->inner.x;
	return it->left ? f->text_x : f->inner.x + 1;
}

/* Columns for its text: those up to what stands at the right. */
static int text_cols(const struct form *f, const struct list_item *it)
{
	int right = it->right && *it->right ? text_width(it->right) + RIGHT_GAP : 0;

	return f->inner.x + f->inner.w - item_x(f, it) - right;
}

static int item_lines(const struct form *f, const struct list_item *it)
{
	int rows = wrapped_rows(it->text ? it->text : "", text_cols(f, it));

	return rows > 0 ? rows : 1;
}

static int all_lines(const struct form *f, const struct list_box *l)
{
	int lines = 0;

	for (int i = 0; i < l->count; i++)
		lines += item_lines(f, &l->item[i]);
	return lines;
}

/* A box that types to filter keeps its size; others take what they need. */
static void lay_out(struct form *f, struct rect r, const struct list_box *l)
{
	int w = r.w > BOX_COLS_MAX + 8 ? BOX_COLS_MAX : r.w, extra = 2, need, h;

	f->left = left_cols(l);
	if (l->filter)
		extra += 1;
	if (l->detail)
		extra += DETAIL_ROWS + 1;
	if (l->samples)
		extra += SAMPLE_ROWS + 1;
	f->box = (struct rect){ r.x + (r.w - w) / 2, r.y, w, r.h };
	f->inner = (struct rect){ f->box.x + 2, 0, w - 4, 0 };
	f->text_x = f->inner.x + 1 + (f->left > 0 ? f->left + 2 : 0);
	need = all_lines(f, l) + extra;
	h = l->filter || need > r.h ? r.h : need < 5 ? 5 : need;
	if (h > r.h)
		h = r.h;
	f->box.h = h;
	f->box.y = r.y + (r.h - h) / 2;
	f->inner.y = f->box.y + 1 + (l->filter ? 1 : 0);
	f->inner.h = h - extra > 0 ? h - extra : 0;
}

static void draw_border(struct canvas *c, struct rect b)
{
	static const uint32_t ascii[] = { '+', '+', '+', '+', '-', '|' };
	static const uint32_t unicode[] = { 0x250c, 0x2510, 0x2514, 0x2518, 0x2500, 0x2502 };
	const uint32_t *g = c->unicode ? unicode : ascii;
	int right = b.x + b.w - 1, bottom = b.y + b.h - 1;

	/* a blank column either side sets it off from what is below */
	canvas_fill(c, (struct rect){ b.x - 1, b.y, b.w + 2, b.h }, ' ', INK_TEXT);
	for (int x = b.x; x <= right; x++) {
		canvas_put(c, x, b.y, g[4], INK_AXIS);
		canvas_put(c, x, bottom, g[4], INK_AXIS);
	}
	for (int y = b.y; y <= bottom; y++) {
		canvas_put(c, b.x, y, g[5], INK_AXIS);
		canvas_put(c, right, y, g[5], INK_AXIS);
	}
	canvas_put(c, b.x, b.y, g[0], INK_AXIS);
	canvas_put(c, right, b.y, g[1], INK_AXIS);
	canvas_put(c, b.x, bottom, g[2], INK_AXIS);
	canvas_put(c, right, bottom, g[3], INK_AXIS);
}

/* " text " on an edge, from the left or ending at the right. */
static void edge_text(struct canvas *c, struct rect b, int y, bool right, enum ink ink,
	const char *text)
{
	int w = text_width(text), most = b.w - 6, x;

	if (w > most)
		w = most;
	if (w <= 0)
		return;
	x = right ? b.x + b.w - 3 - w : b.x + 3;
	canvas_put(c, x - 1, y, ' ', ink);
	canvas_text_fit(c, x, y, w, ink, text);
	canvas_put(c, x + w, y, ' ', ink);
}

/* The lines from which the cursor's item reaches, and the scroll that shows it. */
static int scroll_to(const struct form *f, const struct list_box *l, int lines)
{
	int first = l->first, at = 0;

	for (int i = 0; i < l->count && i <= l->cursor; i++) {
		int h = item_lines(f, &l->item[i]);

		if (i == l->cursor) {
			bool heading_above = i > 0 && l->item[i - 1].ink == INK_HEADING;

			if (at + h > first + f->inner.h)
				first = at + h - f->inner.h;
			if (at - heading_above < first)
				first = at - heading_above;
		}
		at += h;
	}
	if (first > lines - f->inner.h)
		first = lines - f->inner.h;
	return first < 0 ? 0 : first;
}

static void draw_item(struct canvas *c, const struct form *f, const struct list_box *l, int i,
	int line, int first)
{
	const struct list_item *it = &l->item[i];
	const char *text = it->text ? it->text : "";
	bool chosen = i == l->cursor;
	char out[WRAPPED_BYTES];
	int x = item_x(f, it), w = text_cols(f, it);

	for (int k = 0; wrap_line(&text, w, out) || k == 0; k++, line++) {
		int y = f->inner.y + line - first;

		if (line < first || line >= first + f->inner.h)
			continue;
		if (k == 0 && it->left && it->ink != INK_HEADING)
			canvas_text_fit(c, f->inner.x + 1, y, f->left, INK_KEY, it->left);
		canvas_text(c, x, y, w, it->ink, out);
		if (k == 0 && w < f->inner.x + f->inner.w - x)
			canvas_text(c, x + w + 2, y, text_width(it->right), INK_DIM, it->right);
		if (chosen) {
			canvas_put(c, f->inner.x, y, k == 0 ? '>' : ' ', INK_CURSOR);
			canvas_paint(c, f->inner.x, y, f->inner.w, INK_CURSOR);
		}
	}
}

static void draw_rule(struct canvas *c, const struct form *f, int y)
{
	for (int x = f->inner.x; x < f->inner.x + f->inner.w; x++)
		canvas_put(c, x, y, c->unicode ? 0x2500 : '-', INK_AXIS);
}

static void draw_detail(struct canvas *c, const struct form *f, const char *detail)
{
	int y = f->box.y + f->box.h - 1 - DETAIL_ROWS;
	char out[WRAPPED_BYTES];

	draw_rule(c, f, y - 1);
	for (int k = 0; k < DETAIL_ROWS && *detail; k++) {
		const char *from = detail;
		int w;

		wrap_line(&detail, f->inner.w - 1, out);
		/* what does not end on the last row ends between words */
		if (k == DETAIL_ROWS - 1 && *detail && detail[-1] != '\n') {
			detail = from;
			wrap_line(&detail, f->inner.w - 1 - (int)strlen(MORE), out);
		}
		w = canvas_text(c, f->inner.x + 1, y + k, f->inner.w - 1, INK_TEXT, out);
		if (k == DETAIL_ROWS - 1 && *detail && detail[-1] != '\n')
			canvas_text(c, f->inner.x + 1 + w, y + k, f->inner.w - 1 - w, INK_TEXT, MORE);
	}
}

/* Every ink, as what it stands for. */
static void draw_samples(struct canvas *c, const struct form *f, int y)
{
	static const struct sample {
		int row;
		enum ink ink;
		const char *text;
	} samples[] = {
		{0, INK_GENERALIST, "g generalist"}, {0, INK_SPECIALIST, "m"},
		{0, INK_SPECIALIST2, "l"}, {0, INK_SPECIALIST3, "a"}, {0, INK_SPECIALIST4, "b"},
		{0, INK_JOINT, ". joint"}, {0, INK_PARETO, "o Pareto"},
		{0, INK_DOMINATED, ", not"}, {0, INK_SOLUTION, "V N E K"}, {0, INK_PRESENT, "@"},
		{0, INK_GHOST, "' before"},
		{1, INK_DIM, "dim"}, {1, INK_CHANGED, "changed"},
		{1, INK_KEY, "key"}, {1, INK_GOOD, "good"}, {1, INK_WARNING, "warning"},
		{1, INK_ERROR, "error"}, {1, INK_CURSOR, "chosen"},
	};
	int x = f->inner.x + 1, end = f->inner.x + f->inner.w, row = 0;

	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		if (samples[i].row != row)
			x = f->inner.x + 1;
		row = samples[i].row;
		if (x + text_width(samples[i].text) > end)
			continue;
		x += 1 + canvas_text(c, x, y + row, end - x, samples[i].ink, samples[i].text);
		x += row == 0 && samples[i].ink >= INK_SPECIALIST
			&& samples[i].ink < INK_SPECIALIST4 ? 0 : 1;
	}
	for (int i = 0; i <= INK_SHADE6 - INK_SHADE0 && x + 3 <= end; i++, x += 3)
		canvas_printf(c, x, y + row, 3, (enum ink)(INK_SHADE0 + i), " .%d", i + 1);
}

static void draw_filter(struct canvas *c, const struct form *f, const struct list_box *l,
	struct list_shown *shown)
{
	int y = f->box.y + 1, x = f->inner.x, end = x + f->inner.w, w = 0;

	x += canvas_text(c, x, y, 6, INK_LABEL, "find: ");
	if (l->narrow && !*l->filter) {
		w = text_width(l->narrow);
		canvas_text(c, end - w, y, w, INK_DIM, l->narrow);
	}
	w = canvas_text_fit(c, x, y, end - x - 1, INK_VALUE, l->filter);
	shown->filter_x = x + w;
	shown->filter_y = y;
}

static void note_rows(const struct form *f, const struct list_box *l, struct list_shown *shown)
{
	int line = 0;

	for (int y = 0; y < f->inner.h; y++)
		shown->item[y] = -1;
	for (int i = 0; i < l->count; i++)
		for (int h = item_lines(f, &l->item[i]); h > 0; h--, line++)
			if (line >= shown->first && line < shown->first + f->inner.h)
				shown->item[line - shown->first] = i;
}

void panel_list(struct canvas *c, struct rect r, const struct list_box *l, struct list_shown *shown)
{
	struct list_shown own;
	struct form f;
	char place[48];
	int line = 0;

	shown = shown ? shown : &own;
	*shown = (struct list_shown){ .filter_x = -1, .filter_y = -1 };
	if (r.w < 16 || r.h < 5)
		return;
	lay_out(&f, r, l);
	shown->box = f.box;
	shown->inner = f.inner;
	shown->lines = all_lines(&f, l);
	shown->first = scroll_to(&f, l, shown->lines);
	draw_border(c, f.box);
	edge_text(c, f.box, f.box.y, false, INK_HEADING, l->title);
	if (shown->lines > f.inner.h && f.inner.h > 0) {
		snprintf(place, sizeof place, "%d-%d of %d", shown->first + 1,
			shown->first + f.inner.h, shown->lines);
		if (text_width(l->title) + text_width(place) + 10 <= f.box.w)
			edge_text(c, f.box, f.box.y, true, INK_DIM, place);
	}
	if (l->hint)
		edge_text(c, f.box, f.box.y + f.box.h - 1, true, INK_DIM, l->hint);
	if (l->filter)
		draw_filter(c, &f, l, shown);
	if (l->count == 0 && l->empty && f.inner.h > 0)
		canvas_text_fit(c, f.inner.x + 1, f.inner.y, f.inner.w - 1, INK_DIM, l->empty);
	for (int i = 0; i < l->count; i++) {
		draw_item(c, &f, l, i, line, shown->first);
		line += item_lines(&f, &l->item[i]);
	}
	if (l->detail)
		draw_detail(c, &f, l->detail);
	if (l->samples && f.inner.h > 0) {
		draw_rule(c, &f, f.inner.y + f.inner.h);
		draw_samples(c, &f, f.inner.y + f.inner.h + 1);
	}
	note_rows(&f, l, shown);
}
