/* The whole screen, composed. */
#include "view/screen.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define WIDE_COLS 110       /* from here on the panel is wider */
#define VERY_WIDE_COLS 170
#define BODY_ROWS_MIN 8     /* of panel and view above a lesson */

void screen_too_small(struct canvas *c)
{
	char text[96];
	int rows, cols = c->cols;

	canvas_clear(c);
	snprintf(text, sizeof text, "haggle needs %dx%d; this terminal is %dx%d", SCREEN_COLS_MIN,
		SCREEN_ROWS_MIN, c->cols, c->rows);
	rows = (text_width(text) + cols - 1) / cols;
	if (rows <= c->rows) { /* wrapped by hand: at these sizes every cell counts */
		const char *at = text;
		int y = (c->rows - rows) / 2;

		for (; *at && y < c->rows; y++) {
			const char *next = at;
			char line[96];
			size_t n = text_wrap(at, cols, &next);

			memcpy(line, at, n);
			line[n] = '\0';
			canvas_text_fit(c, (cols - text_width(line)) / 2, y, cols, INK_WARNING,
				line);
			if (next == at)
				break;
			at = next;
		}
		return;
	}
	snprintf(text, sizeof text, "%dx%d", SCREEN_COLS_MIN, SCREEN_ROWS_MIN);
	if (text_width(text) > cols)
		strcpy(text, "!");
	canvas_text_fit(c, 0, c->rows / 2, cols, INK_WARNING, text);
}

static int panel_cols(const struct screen_model *m, int cols)
{
	if (m->view.zoom)
		return 0;
	if (cols >= VERY_WIDE_COLS)
		return PANEL_COLS + 15;
	return cols >= WIDE_COLS ? PANEL_COLS + 9 : PANEL_COLS;
}

/* "' pinned  restricted  63%" or NULL. */
static const char *badges(const struct screen_model *m, char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	if (m->view.pinned)
		used += (size_t)snprintf(out, size, "' pinned");
	if (m->badge && used < size)
		used += (size_t)snprintf(out + used, size - used, "%s%.40s", used ? "  " : "",
			m->badge);
	if (m->progress >= 0 && m->progress < 1 && used < size)
		snprintf(out + used, size - used, "%s%2.0f%%", used ? "  " : "",
			100 * m->progress);
	return out[0] ? out : NULL;
}

static void draw_title(const struct screen_model *m, struct canvas *c)
{
	char text[80];

	panel_title(c, 0, m->view.scenario, (int)m->id + 1, view_info(m->id)->label,
		badges(m, text, sizeof text));
}

/* The line above the keys: a message, or what the specialist does. */
static void draw_sentence(const struct screen_model *m, struct canvas *c, int y)
{
	if (m->message) {
		canvas_fill(c, (struct rect){ 0, y, c->cols, 1 }, ' ', m->message_ink);
		canvas_text_fit(c, 1, y, c->cols - 2, m->message_ink, m->message);
	} else if (!m->view.hide) {
		panel_sentence(c, 1, y, c->cols - 2, m->view.study, m->view.specialist);
	}
}

/* The two lines below the views; a hidden outcome stays hidden there too. */
static void draw_outcome(const struct screen_model *m, struct canvas *c, int y)
{
	if (m->view.hide)
		canvas_text_fit(c, 1, y, c->cols - 2, INK_DIM,
			"The outcome is hidden: predict first.");
	else
		panel_outcome(c, 1, y, c->cols - 2, m->view.study, m->view.pinned,
			m->view.specialist);
}

/* The body: panel at the left, view at the right; zoomed, figures above it. */
static void draw_body(const struct screen_model *m, struct canvas *c, struct rect body,
	struct screen_shown *shown)
{
	const struct view_info *info = view_info(m->id);
	int panel = panel_cols(m, body.w);
	struct rect at = body;

	if (panel > 0) {
		shown->panel_rect = (struct rect){ 0, body.y, panel, body.h };
		panel_draw(c, shown->panel_rect, m->view.scenario, m->base,
			m->view.hide ? NULL : m->view.study, m->cursor, m->panel_first,
			&shown->panel);
		at.x += panel + 1;
		at.w -= panel + 1;
	} else if (body.h >= 18 && !m->view.hide) {
		int rows = panel_figures(c,
			(struct rect){ body.x + 2, body.y, body.w - 4, body.h >= 26 ? 6 : 4 },
			m->view.study, m->view.specialist);

		at.y += rows > 0 ? rows + 1 : 0;
		at.h -= rows > 0 ? rows + 1 : 0;
	}
	shown->view_rect = at;
	info->draw(&m->view, c, at, &shown->hit);
}

static void draw_lesson(const struct screen_model *m, struct canvas *c, struct rect *body,
	struct screen_shown *shown)
{
	int rows;

	if (!m->lesson)
		return;
	rows = panel_lesson_rows(m->lesson, c->cols,
		body->h - BODY_ROWS_MIN > 1 ? body->h - BODY_ROWS_MIN : 1);
	body->h -= rows;
	shown->lesson_rect = (struct rect){ 0, body->y + body->h, c->cols, rows };
	panel_lesson(c, shown->lesson_rect, m->lesson, &shown->lesson_first, &shown->lesson_lines);
}

void screen_draw(const struct screen_model *m, struct canvas *c, struct screen_shown *shown)
{
	struct screen_shown own;
	struct rect body;
	int last = c->rows - 1;
	/* a lesson needs the room more than the sentence, but messages must show */
	bool wrong = m->prompt && m->prompt->error;
	bool sentence = !m->lesson || m->message || wrong || c->rows >= 30;

	shown = shown ? shown : &own;
	memset(shown, 0, sizeof *shown);
	shown->cursor_x = shown->cursor_y = -1;
	canvas_clear(c);
	if (c->cols < SCREEN_COLS_MIN || c->rows < SCREEN_ROWS_MIN) {
		shown->too_small = true;
		screen_too_small(c);
		return;
	}
	body = (struct rect){ 0, 1, c->cols, c->rows - 3 - sentence };
	draw_title(m, c);
	draw_lesson(m, c, &body, shown);
	draw_body(m, c, body, shown);
	draw_outcome(m, c, last - 1 - sentence);
	if (wrong)
		panel_prompt_error(c, last - 1, m->prompt);
	else if (sentence)
		draw_sentence(m, c, last - 1);
	if (m->prompt) {
		shown->cursor_x = panel_prompt(c, last, m->prompt);
		shown->cursor_y = last;
	} else {
		panel_keys(c, last, m->key, m->keys);
	}
	if (m->list) {
		panel_list(c, (struct rect){ 0, 1, c->cols, c->rows - 2 }, m->list, &shown->list);
		if (shown->list.filter_y >= 0 && !m->prompt) {
			shown->cursor_x = shown->list.filter_x;
			shown->cursor_y = shown->list.filter_y;
		}
	}
}

struct rect screen_plot_rect(int cols, int rows)
{
	return (struct rect){ 0, 1, cols, rows - 2 };
}

void screen_plot(const struct view_info *view, const struct view_model *m, struct canvas *c)
{
	struct view_hit hit = { 0 };

	canvas_clear(c);
	if (c->cols < VIEW_COLS_MIN || c->rows < view->min_rows + 2) {
		screen_too_small(c);
		return;
	}
	panel_title(c, 0, m->scenario, (int)view->id + 1, view->label, NULL);
	view->draw(m, c, screen_plot_rect(c->cols, c->rows), &hit);
	if (!m->hide)
		panel_outcome(c, 1, c->rows - 1, c->cols - 2, m->study, m->pinned,
			m->specialist);
}
