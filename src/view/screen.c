/* The whole screen, composed. */
#include "view/screen.h"

#include "base/text.h"
#include "draw.h"

#include <stdio.h>
#include <string.h>

#define WIDE_COLS 110       /* from here on the panel is wider */
#define VERY_WIDE_COLS 170
#define BODY_ROWS_MIN 8     /* of panel and view above a lesson */
#define BOTH_HINTS_ROWS 24  /* from here on there are two lines of hints */
#define LARGE_ROWS 20       /* and these are five rows high */
#define FIGURES_ROWS 18     /* of a zoomed view that has large figures above it */

static void draw_too_small(struct canvas *c)
{
	char text[96];
	int rows, cols = c->cols;

	canvas_clear(c);
	snprintf(text, sizeof text, "haggle needs %dx%d; this terminal is %dx%d", SCREEN_COLS_MIN,
		SCREEN_ROWS_MIN, c->cols, c->rows);
	rows = (text_width(text) + cols - 1) / cols;
	if (rows <= c->rows) { /* wrapped by hand: at these sizes every cell counts */
		const char *at = text;
		char line[WRAPPED_BYTES];

		for (int y = (c->rows - rows) / 2; y < c->rows && wrap_line(&at, cols, line); y++)
			canvas_text_fit(c, (cols - text_width(line)) / 2, y, cols, INK_WARNING,
				line);
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
		return PANEL_COLS + 17;
	return cols >= WIDE_COLS ? PANEL_COLS + 11 : PANEL_COLS;
}

/* Rows of the screen from the bottom: hints, sentence, numbers; -1: not there. */
struct lines {
	int numbers, sentence;
	int hint[2];
};

static struct lines lines_of(const struct screen_model *m, const struct canvas *c)
{
	int last = c->rows - 1;
	bool both = c->rows >= BOTH_HINTS_ROWS && !m->view.zoom;
	struct lines l = { .hint = { both ? last - 1 : last, both ? last : -1 } };

	l.sentence = l.hint[0] - 1;
	l.numbers = l.sentence - 1;
	if (m->view.zoom && !m->lesson && l.sentence - 1 >= FIGURES_ROWS)
		l.numbers = -1; /* the figures tell them */
	return l;
}

/* A text as far as it fits: without its last sentences, or what is in parentheses behind. */
static void draw_fitting(struct canvas *c, int y, const char *text)
{
	char part[ERROR_TEXT_MAX];
	size_t n = strlen(text);
	int x = 1, max = c->cols - 2;

	if (n >= sizeof part)
		n = sizeof part - 1;
	memcpy(part, text, n);
	part[n] = '\0';
	while (n > 0 && text_width(part) > max)
		for (part[--n] = '\0'; n > 0; part[--n] = '\0')
			if ((part[n - 1] == '.' && text[n] == ' ') || !strncmp(text + n, " (", 2))
				break;
	x += canvas_text_fit(c, x, y, max, INK_TEXT, n > 0 ? part : text);
	if (text[n])
		draw_say_more(c, x, y, max + 1 - x);
}

/* A message; or what was just chosen or changed; else what the specialist does. */
static void draw_sentence(const struct screen_model *m, struct canvas *c, int y)
{
	if (m->message) {
		canvas_fill(c, (struct rect){ 0, y, c->cols, 1 }, ' ', m->message_ink);
		canvas_text_fit(c, 1, y, c->cols - 2, m->message_ink, m->message);
	} else if (m->reading) {
		draw_fitting(c, y, m->reading);
	} else if (m->note) {
		canvas_text_fit(c, 1, y, c->cols - 2, INK_TEXT, m->note);
	} else if (!m->view.hide) {
		panel_sentence(c, 1, y, c->cols - 2, m->view.study, m->view.specialist);
	}
}

/* Whether the changes since the pinned bargain take the sentence's place. */
static bool differences(const struct screen_model *m)
{
	return m->view.pinned && !m->message && !m->reading && !m->view.hide;
}

/* A share that is given is no secret. */
static void draw_hidden(const struct screen_model *m, struct canvas *c, int y)
{
	const struct scenario *s = m->view.scenario;
	const char *till = !m->lesson ? "the round ends" :
		m->lesson->lab ? "it is played: r plays it" : "Space: predict first";

	if (s->bargain.rule == RULE_FIXED && game_shares(&s->game) == 1)
		canvas_printf(c, 1, y, c->cols - 2, INK_DIM, "share %.2f, outcome hidden till %s",
			s->delta[0], till);
	else
		canvas_printf(c, 1, y, c->cols - 2, INK_DIM, "The outcome is hidden till %s.", till);
}

/* The two lines below the views; a hidden outcome stays hidden there too. */
static void draw_outcome(const struct screen_model *m, struct canvas *c, const struct lines *l)
{
	bool changes = differences(m) && l->numbers >= 0, drawn = false;

	int x = 1;

	if (l->numbers >= 0 && m->view.hide)
		draw_hidden(m, c, l->numbers);
	else if (l->numbers >= 0) {
		if (m->to_come || m->behind)
			x += canvas_text(c, x, l->numbers, 9, INK_DIM, "before: ");
		drawn = panel_numbers(c, x, l->numbers, c->cols - 1 - x, &m->view,
			changes && !m->to_come);
	}
	if (m->prompt && m->prompt->error)
		panel_prompt_error(c, l->sentence, m->prompt);
	else if (m->to_come && !m->message)
		panel_changes(c, 1, l->sentence, c->cols - 2, m->view.scenario, m->to_come);
	else if (!drawn)
		draw_sentence(m, c, l->sentence);
}

/* A line between panel and view, on every row. */
static void draw_divider(struct canvas *c, int x, const struct rect *body)
{
	for (int y = body->y; y < body->y + body->h; y++)
		canvas_put(c, x, y, c->unicode ? 0x2502 : '|', INK_AXIS);
}

static void draw_panel(const struct screen_model *m, struct canvas *c, struct rect *at, int cols,
	struct screen_shown *shown)
{
	struct panel_model panel = { .scenario = m->view.scenario, .base = m->base,
		.study = m->view.study, .rules = m->view.rules, .folds = m->folds, .choice = m->cursor,
		.first = m->panel_first, .hide = m->view.hide };

	if (m->to_come) { /* the rows tell what will change, the outcomes are to be guessed */
		panel.scenario = m->to_come;
		panel.base = m->view.scenario;
		panel.hide = true;
	}

	shown->panel_rect = (struct rect){ 0, at->y, cols, at->h };
	panel_draw(c, shown->panel_rect, &panel, &shown->panel);
	draw_divider(c, cols, at);
	at->x += cols + 2;
	at->w -= cols + 2;
}

/* The body: panel at the left, view at the right; zoomed, figures above it. */
static void draw_body(const struct screen_model *m, struct canvas *c, struct rect body,
	struct screen_shown *shown)
{
	const struct view_info *info = view_info(m->id);
	int panel = panel_cols(m, body.w);
	struct rect at = body;

	if (panel > 0) {
		draw_panel(m, c, &at, panel, shown);
	} else if (body.h >= FIGURES_ROWS && !m->view.hide) {
		int rows = panel_figures(c,
			(struct rect){ body.x + 2, body.y, body.w - 4, body.h >= LARGE_ROWS ? 7 : 5 },
			&m->view);

		at.y += rows;
		at.h -= rows;
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

static void draw_hints(const struct screen_model *m, struct canvas *c, const struct lines *l,
	struct screen_shown *shown)
{
	int prompt = l->hint[1] >= 0 ? l->hint[1] : l->hint[0];

	for (int i = 0; i < 2; i++)
		if (l->hint[i] >= 0)
			panel_keys(c, l->hint[i], m->hint[i].key, m->hint[i].keys);
	if (m->prompt) {
		shown->cursor_x = panel_prompt(c, prompt, m->prompt);
		shown->cursor_y = prompt;
	}
}

static void draw_list(const struct screen_model *m, struct canvas *c, struct screen_shown *shown)
{
	if (!m->list)
		return;
	panel_list(c, (struct rect){ 0, 1, c->cols, c->rows - 1 }, m->list, &shown->list);
	if (shown->list.filter_y >= 0 && !m->prompt) {
		shown->cursor_x = shown->list.filter_x;
		shown->cursor_y = shown->list.filter_y;
	}
}

void screen_draw(const struct screen_model *m, struct canvas *c, struct screen_shown *shown)
{
	struct screen_shown own;
	struct lines lines = lines_of(m, c);
	struct rect body;

	shown = shown ? shown : &own;
	memset(shown, 0, sizeof *shown);
	shown->cursor_x = shown->cursor_y = -1;
	canvas_clear(c);
	if (c->cols < SCREEN_COLS_MIN || c->rows < SCREEN_ROWS_MIN) {
		shown->too_small = true;
		draw_too_small(c);
		return;
	}
	body = (struct rect){ 0, 1, c->cols,
		(lines.numbers >= 0 ? lines.numbers : lines.sentence) - 1 };
	if (m->view.zoom)
		panel_name(c, 0, m->view.scenario, m->id);
	else
		panel_tabs(c, 0, m->view.scenario, m->id, m->progress, m->badge);
	draw_lesson(m, c, &body, shown);
	draw_body(m, c, body, shown);
	draw_outcome(m, c, &lines);
	draw_hints(m, c, &lines, shown);
	draw_list(m, c, shown);
}

struct rect screen_plot_rect(int cols, int rows)
{
	return (struct rect){ 0, 0, cols, rows - 1 };
}

void screen_plot(const struct view_info *view, const struct view_model *m, struct canvas *c)
{
	struct view_hit hit = { 0 };

	canvas_clear(c);
	if (c->cols < VIEW_COLS_MIN || c->rows < view->min_rows + 1) {
		draw_too_small(c);
		return;
	}
	view->draw(m, c, screen_plot_rect(c->cols, c->rows), &hit);
	if (!m->hide)
		panel_numbers(c, 1, c->rows - 1, c->cols - 2, m, false);
}
