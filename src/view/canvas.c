/* The grid of cells. Text enters through text_sanitise, so that nothing drawn
 * can steer the terminal that shows it. */
#include "view/canvas.h"

#include "base/text.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More of a text could not be shown anyway: the longest clusters take two columns. */
#define TEXT_BYTES (CANVAS_COLS_MAX / 2 * TEXT_CLUSTER_MAX + 1)

/* Different rests that a canvas keeps: of clusters with others, the first code
 * point alone is drawn. */
#define RESTS_MAX 1024

enum status canvas_init(struct canvas *c, int cols, int rows, struct error *err)
{
	memset(c, 0, sizeof *c);
	if (cols < 1 || rows < 1 || cols > CANVAS_COLS_MAX || rows > CANVAS_ROWS_MAX)
		return error_set(err, STATUS_INPUT, "a canvas of %d x %d: 1x1 to %dx%d is allowed",
			cols, rows, CANVAS_COLS_MAX, CANVAS_ROWS_MAX);
	c->cell = malloc((size_t)cols * (size_t)rows * sizeof *c->cell);
	if (!c->cell)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	c->cols = cols;
	c->rows = rows;
	canvas_clear(c);
	return STATUS_OK;
}

void canvas_free(struct canvas *c)
{
	for (int i = 0; i < c->rests; i++)
		free(c->rest[i]);
	free(c->rest);
	free(c->cell);
	memset(c, 0, sizeof *c);
}

void canvas_clear(struct canvas *c)
{
	size_t n = (size_t)c->cols * (size_t)c->rows;

	for (size_t i = 0; i < n; i++)
		c->cell[i] = (struct cell){ .cp = ' ', .ink = INK_TEXT };
	c->clipped = 0;
}

struct cell *canvas_at(const struct canvas *c, int x, int y)
{
	if (x < 0 || y < 0 || x >= c->cols || y >= c->rows)
		return NULL;
	return &c->cell[(size_t)y * (size_t)c->cols + (size_t)x];
}

const char *canvas_rest(const struct canvas *c, const struct cell *cell)
{
	return cell->rest ? c->rest[cell->rest - 1] : "";
}

/* The number of the rest, which is kept from now on; 0 where it cannot be. */
static uint16_t keep_rest(struct canvas *c, const char *text, size_t n)
{
	char **rest;

	if (n == 0)
		return 0;
	for (int i = 0; i < c->rests; i++)
		if (!strncmp(c->rest[i], text, n) && c->rest[i][n] == '\0')
			return (uint16_t)(i + 1);
	if (c->rests == RESTS_MAX)
		return 0;
	rest = realloc(c->rest, (size_t)(c->rests + 1) * sizeof *rest);
	if (!rest)
		return 0;
	c->rest = rest;
	rest[c->rests] = strndup(text, n);
	return rest[c->rests] ? (uint16_t)++c->rests : 0;
}

static void blank(struct cell *at)
{
	at->cp = ' ';
	at->rest = 0;
}

/* A wide character must not be left as one half. */
static void blank_halves(struct canvas *c, int x, int y, struct cell *at)
{
	struct cell *left = canvas_at(c, x - 1, y), *right = canvas_at(c, x + 1, y);

	if (at->cp == 0 && left)
		blank(left);
	if (at->cp != 0 && right && right->cp == 0)
		blank(right);
}

static void put_cell(struct canvas *c, int x, int y, struct cell cell, bool wide)
{
	struct cell *at = canvas_at(c, x, y);

	if (!at || (wide && x + 1 >= c->cols))
		return;
	blank_halves(c, x, y, at);
	*at = cell;
	if (wide) {
		blank_halves(c, x + 1, y, at + 1);
		at[0] = cell;
		at[1] = (struct cell){ .cp = 0, .ink = cell.ink };
	}
}

void canvas_put(struct canvas *c, int x, int y, uint32_t cp, enum ink ink)
{
	put_cell(c, x, y, (struct cell){ .cp = cp, .ink = (uint8_t)ink }, utf8_width(cp) == 2);
}

void canvas_put_cluster(struct canvas *c, int x, int y, const char *text, size_t n, int columns,
	enum ink ink)
{
	unsigned cp;
	size_t first = utf8_decode(text, n, &cp);

	put_cell(c, x, y, (struct cell){ .cp = cp, .rest = keep_rest(c, text + first, n - first),
		.ink = (uint8_t)ink }, columns == 2);
}

/* Draws sanitised text while it fits; returns the columns used and, in *left,
 * the characters that found no room. */
static int put_text(struct canvas *c, int x, int y, int max, enum ink ink, const char *text,
	int *left)
{
	size_t n = strlen(text);
	int used = 0;

	*left = 0;
	if (x < 0 || y < 0 || y >= c->rows)
		max = 0;
	else if (max > c->cols - x)
		max = c->cols - x;
	while (n > 0) {
		int columns;
		size_t bytes = text_cluster(text, n, &columns);

		if (*left > 0 || used + columns > max) {
			*left += 1;
		} else if (columns > 0) {
			canvas_put_cluster(c, x + used, y, text, bytes, columns, ink);
			used += columns;
		}
		text += bytes;
		n -= bytes;
	}
	return used;
}

int canvas_text(struct canvas *c, int x, int y, int max, enum ink ink, const char *text)
{
	char clean[TEXT_BYTES];
	int left, used;

	text_sanitise(text, clean, sizeof clean);
	used = put_text(c, x, y, max, ink, clean, &left);
	c->clipped += left;
	return used;
}

int canvas_printf(struct canvas *c, int x, int y, int max, enum ink ink, const char *format, ...)
{
	char text[TEXT_BYTES];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return canvas_text(c, x, y, max, ink, text);
}

/* Bytes of text that fill at most `columns`, not ending in a blank. */
static size_t fitting_bytes(const char *text, int columns)
{
	size_t n = strlen(text), at = 0, end = 0;
	int used = 0;

	while (at < n) {
		bool blank = text[at] == ' ';
		int width;

		at += text_cluster(text + at, n - at, &width);
		used += width;
		if (used > columns)
			break;
		if (!blank)
			end = at;
	}
	return end;
}

int canvas_text_fit(struct canvas *c, int x, int y, int max, enum ink ink, const char *text)
{
	char clean[TEXT_BYTES + 2];
	int left;

	if (max > c->cols - x)
		max = c->cols - x;
	if (max <= 0)
		return 0;
	text_sanitise(text, clean, TEXT_BYTES);
	if (text_width(clean) > max) {
		size_t keep = max > 2 ? fitting_bytes(clean, max - 2) : 0, word = keep;

		/* after a word, unless it is the first of few */
		while (word > keep / 2 && clean[word] != ' ')
			word--;
		keep = word > keep / 2 ? word : keep;
		memcpy(clean + keep, "..", 3);
	}
	return put_text(c, x, y, max, ink, clean, &left);
}

int canvas_text_right(struct canvas *c, int right, int y, int max, enum ink ink, const char *text)
{
	char clean[TEXT_BYTES];
	int width;

	text_sanitise(text, clean, sizeof clean);
	width = text_width(clean);
	if (width > max)
		width = max;
	return canvas_text(c, right - width + 1, y, width, ink, text);
}

void canvas_fill(struct canvas *c, struct rect r, uint32_t cp, enum ink ink)
{
	for (int y = r.y; y < r.y + r.h; y++)
		for (int x = r.x; x < r.x + r.w; x++)
			canvas_put(c, x, y, cp, ink);
}

void canvas_paint(struct canvas *c, int x, int y, int w, enum ink ink)
{
	for (int i = 0; i < w; i++) {
		struct cell *at = canvas_at(c, x + i, y);

		if (at)
			at->ink = (uint8_t)ink;
	}
}

/* One row without its trailing blanks, newline added; returns past its end. */
static char *row_text(const struct canvas *c, int y, char *out)
{
	int end = c->cols;

	while (end > 0 && canvas_at(c, end - 1, y)->cp == ' ')
		end--;
	for (int x = 0; x < end; x++) {
		const struct cell *at = canvas_at(c, x, y);
		const char *rest = canvas_rest(c, at);
		size_t n = strlen(rest);

		if (at->cp == 0)
			continue;
		out += utf8_encode(at->cp, out);
		memcpy(out, rest, n);
		out += n;
	}
	*out++ = '\n';
	return out;
}

enum status canvas_to_text(const struct canvas *c, char **out, struct error *err)
{
	size_t cells = (size_t)c->rows * (size_t)c->cols;
	size_t room = 4 * cells + (size_t)c->rows + 1;
	char *text, *at;

	*out = NULL;
	for (size_t i = 0; i < cells; i++)
		room += strlen(canvas_rest(c, &c->cell[i]));
	at = text = malloc(room);
	if (!text)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	for (int y = 0; y < c->rows; y++)
		at = row_text(c, y, at);
	*at = '\0';
	*out = text;
	return STATUS_OK;
}
