/* The side panel: the bargain and every player's parameters, with values and sliders. */
#include "view/panel.h"

#include "base/text.h"
#include "draw.h"
#include "view/rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LABEL_X 2
#define LABEL_COLS 12
#define VALUE_COLS 7
#define WIDE_COLS 34  /* from here on all stands a little further apart */
#define TEXT_MAX 600
#define PINNED_ROWS 3 /* of a low panel: the scenario's title, share and rule stay */
#define LOW_ROWS 12

/* Columns of the parts of a row. */
struct layout {
	int value;    /* the last one of values */
	int slider, slider_w;
	int word, key; /* the last one of words; the key that changes them */
};

static struct layout layout_of(struct rect r)
{
	bool wide = r.w >= WIDE_COLS;
	int value = r.x + LABEL_X + LABEL_COLS + (wide ? 6 : 4);

	return (struct layout){ .value = value, .slider = value + 2,
		.slider_w = r.x + r.w - value - (wide ? 4 : 2),
		.word = r.x + r.w - 3, .key = r.x + r.w - 1 };
}

static bool is_share(const struct param_ref *ref)
{
	return strcmp(ref->info->key, "delta") == 0;
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
static bool changed(const struct panel_model *m, const struct param_ref *ref)
{
	char name[128], now[TEXT_MAX], then[TEXT_MAX];
	struct param_ref old;

	if (!m->base)
		return false;
	param_name(m->scenario, ref, name, sizeof name);
	if (param_find(m->base, name, &old, NULL) != STATUS_OK)
		return true;
	return strcmp(param_get_text(m->scenario, ref, now, sizeof now),
		       param_get_text(m->base, &old, then, sizeof then)) != 0;
}

/* The number a row shows. Shares that a rule decides are those agreed on; NaN where
 * they are to be guessed. */
static double shown_value(const struct panel_model *m, const struct param_ref *ref)
{
	const struct scenario *s = m->scenario;
	const struct study *st = m->study;
	int i = ref->player > 0 ? ref->player - 1 : 0;

	if (!is_share(ref) || s->bargain.rule == RULE_FIXED)
		return param_get(s, ref);
	if (m->hide)
		return NAN;
	return st && (st->have & HAVE_PRESENT) && i < st->n ? st->delta[i] : param_get(s, ref);
}

/* room: columns from the label to the value's end, but for a blank. */
static void draw_number(struct canvas *c, const struct layout *at, int y, int room, double v,
	const struct param_ref *ref, bool differs, bool set)
{
	char text[NUMBER_MAX];
	int decimals = number_decimals(fabs(v), 5);

	/* two decimals; a third where it was set and says something */
	decimals = decimals > 3 ? 3 : decimals;
	if (decimals == 3 && (!set || fabs(v * 100 - round(v * 100)) < 1e-7))
		decimals = 2;
	if (ref->info->whole)
		decimals = 0;
	if (is_share(ref))
		caption_share(v, decimals, room < VALUE_COLS ? room : VALUE_COLS, text);
	else
		number_text(v, decimals, VALUE_COLS, text);
	if (decimals == 3 && text_width(text) > room)
		number_text(v, 2, VALUE_COLS, text);
	canvas_text_right(c, at->value, y, VALUE_COLS, INK_VALUE, isnan(v) ? "?" : text);
	if (differs)
		canvas_put(c, at->value + 1, y, '*', INK_CHANGED);
}

/* A word with the key that changes it, or a formula, as far as there is room. */
static void draw_word(struct canvas *c, const struct panel_model *m, const struct layout *at, int x,
	int y, const struct param_ref *ref)
{
	bool rule = ref->info->store == STORE_BARGAIN, differs = changed(m, ref);
	char text[TEXT_MAX];
	int end = at->word, w;

	if (rule)
		bargain_brief(m->scenario, m->scenario->bargain, text, sizeof text);
	else
		param_get_text(m->scenario, ref, text, sizeof text);
	w = text_width(text);
	if (x + w > end + 1 && ref->info->store == STORE_FIRST) /* a player has a letter, too */
		w = snprintf(text, sizeof text, "%c",
			player_mark(m->scenario, (int)param_get(m->scenario, ref)));
	if (x + w > end + 1)
		canvas_text_fit(c, x, y, end + 1 - x, INK_VALUE, text);
	else
		canvas_text(c, end + 1 - w, y, w, INK_VALUE, text);
	if (differs)
		canvas_put(c, end + 1, y, '*', INK_CHANGED);
	if (ref->info->kind == PARAM_CHOICE)
		canvas_put(c, at->key, y, rule ? 'b' : 'f', INK_KEY);
}

static const char *label_of(const struct panel_model *m, const struct param_ref *ref, char *out,
	size_t size)
{
	return is_share(ref) || ref->player < 0 ? param_caption(m->scenario, ref, out, size)
			     : param_label(m->scenario, ref);
}

static void draw_param(struct canvas *c, struct rect r, int y, const struct panel_model *m,
	const struct param_ref *ref, bool chosen)
{
	struct layout at = layout_of(r);
	int inner = strchr(ref->info->key, '.') != NULL, x = r.x + LABEL_X + inner, w;
	char text[NAME_MAX_BYTES];

	w = canvas_text_fit(c, x, y, LABEL_COLS - inner, chosen ? INK_CURSOR : INK_TEXT,
		label_of(m, ref, text, sizeof text));
	if (ref->info->kind == PARAM_NUMBER) {
		double v = shown_value(m, ref);
		struct slider sl;

		draw_number(c, &at, y, at.value - (x + w), v, ref, changed(m, ref),
			!is_share(ref) || m->scenario->bargain.rule == RULE_FIXED);
		param_slider(m->scenario, ref, &sl);
		if (!isnan(v))
			draw_slider(c, at.slider, y, at.slider_w, &sl, v);
	} else {
		draw_word(c, m, &at, x + w + 1, y, ref);
	}
}

/* A player's name after the mark of its curves. */
static void draw_heading(struct canvas *c, struct rect r, int y, const struct scenario *s,
	int player)
{
	if (player < 0) {
		canvas_text_fit(c, r.x, y, r.w, INK_HEADING, "Bargain");
		return;
	}
	canvas_put(c, r.x, y, (unsigned char)player_mark(s, player), player_ink(player));
	canvas_text_fit(c, r.x + 2, y, r.w - 2, INK_HEADING, player_name(s, player));
}

/* ---- what is known of the bargain -------------------------------------------- */

/* "0.33-1.00", several intervals one after another, or how many. */
static void pareto_text(const struct study *st, char *out, size_t size, int max)
{
	if (st->shares > 1) {
		snprintf(out, size, st->points == 1 ? "1 point" : "%d points", st->points);
		return;
	}
	snprintf(out, size, "%s", st->intervals == 0 ? "none" : "");
	for (int i = 0; i < st->intervals; i++) {
		const struct share_interval *v = &st->interval[i];

		text_append(out, size, v->to - v->from < .005 ? "%s%.2f" : "%s%.2f-%.2f",
			i > 0 ? " " : "", v->from, v->to);
	}
	if (text_width(out) > max)
		snprintf(out, size, "%d pieces", st->intervals);
}

static void draw_known(struct canvas *c, struct rect r, int y, const struct panel_model *m,
	int choice, bool chosen)
{
	bool pareto = choice == ROW_PARETO;
	const struct study *of = m->rules ? m->rules : m->study;
	const char *label = pareto ? "Pareto set" : "profit-sharing";
	char text[256] = "...";

	if (m->hide)
		snprintf(text, sizeof text, "?");
	else if (of && of->status != STATUS_OK)
		snprintf(text, sizeof text, "-");
	else if (of && (of->have & HAVE_PARETO) && pareto)
		pareto_text(of, text, sizeof text, r.w - LABEL_X - text_width(label) - 1);
	else if (of && (of->have & HAVE_PARETO))
		snprintf(text, sizeof text, "%s", of->profit_sharing ? "yes" : "no");
	canvas_text(c, r.x + LABEL_X, y, 16, chosen ? INK_CURSOR : INK_TEXT, label);
	canvas_text_right(c, r.x + r.w - 1, y, r.w - LABEL_X,
		of == m->study ? INK_PARETO : INK_DIM, text);
}

static void draw_fold(struct canvas *c, struct rect r, int y, const struct row *row, bool chosen)
{
	enum ink ink = chosen ? INK_CURSOR : INK_DIM;

	canvas_printf(c, r.x + LABEL_X + 1, y, r.w - LABEL_X - 1, ink, "%c %d at rest",
		row->open ? '-' : '+', row->rests);
	canvas_text_right(c, r.x + r.w - 1, y, 8, INK_KEY, "Enter");
}

static void draw_row(struct canvas *c, struct rect r, int y, const struct panel_model *m,
	const struct row *row)
{
	bool chosen = row->choice != ROW_NONE && row->choice == m->choice;
	struct param_ref ref;

	if (row->choice == ROW_NONE)
		draw_heading(c, r, y, m->scenario, row->player);
	else if (ROW_IS_REST(row->choice))
		draw_fold(c, r, y, row, chosen);
	else if (row->choice < 0)
		draw_known(c, r, y, m, row->choice, chosen);
	else if (param_at(m->scenario, row->choice, &ref))
		draw_param(c, r, y, m, &ref, chosen);
	if (chosen) {
		canvas_put(c, r.x, y, '>', INK_CURSOR);
		canvas_paint(c, r.x, y, r.w, INK_CURSOR);
	}
}

/* ---- scrolling ----------------------------------------------------------------- */

/* Where to scroll so that row `at` shows, with its heading where that is just above, as
 * little as possible, never above row `top`. A line at an end of the room says what is
 * beyond it. */
static int scroll_to(const struct rows *rows, int at, int top, int first, int room)
{
	int most = rows->count - room;

	if (at >= 0) {
		int from = at > 0 && rows->row[at - 1].choice == ROW_NONE ? at - 1 : at;
		int below = at + 1 < rows->count, above = from > top;

		if (at + below >= first + room)
			first = at + below - room + 1;
		if (from - above < first)
			first = from - above;
	}
	if (first > most)
		first = most;
	return first < top ? top : first;
}

/* "16 more: law, archive PgDn": the rows from..to that are out of sight, whose they are,
 * and the key that leads there. */
static void draw_more(struct canvas *c, struct rect r, int y, const struct panel_model *m,
	const struct rows *rows, int from, int to, const char *key)
{
	int end = r.x + r.w - text_width(key), used, last = -2;
	char text[256];

	for (int x = r.x; x < r.x + r.w; x++)
		canvas_put(c, x, y, ' ', INK_TEXT);
	snprintf(text, sizeof text, "%d more", to - from);
	for (int i = from; i < to; i++) {
		int player = rows->row[i].player;
		const char *name = player < 0 ? "bargain" : player == 0 ? "g"
			: m->scenario->game.specialist[player - 1].id;

		if (rows->row[i].choice != ROW_NONE && i > from)
			continue;
		used = text_width(text) + 2 + text_width(name);
		if (player == last || r.x + used + 1 > end)
			continue;
		text_append(text, sizeof text, "%s %s", last == -2 ? ":" : ",", name);
		last = player;
	}
	canvas_text_fit(c, r.x, y, end - r.x - 1, INK_DIM, text);
	canvas_text(c, end, y, 8, INK_KEY, key);
}

/* From row `first` on; rows before `top` stand elsewhere. */
static void draw_rows(struct canvas *c, struct rect r, const struct panel_model *m,
	const struct rows *rows, int top, int first, struct panel_rows *shown)
{
	int offset = r.y - (shown ? shown->top : 0);

	for (int i = 0; i < r.h && first + i < rows->count; i++) {
		const struct row *row = &rows->row[first + i];

		if (i == 0 && first > top) {
			draw_more(c, r, r.y, m, rows, top, first + 1, "PgUp");
		} else if (i == r.h - 1 && first + r.h < rows->count) {
			draw_more(c, r, r.y + i, m, rows, first + i, rows->count, "PgDn");
		} else {
			draw_row(c, r, r.y + i, m, row);
			if (shown)
				shown->param[offset + i] = row->choice;
		}
	}
}

static void draw_all(struct canvas *c, struct rect r, const struct panel_model *m,
	const struct rows *rows, struct panel_rows *shown)
{
	const char *title = m->scenario->title[0] ? m->scenario->title : m->scenario->name;
	int at = rows_find(rows, m->choice), top = 1, first = m->first;
	struct rect body;

	canvas_text_fit(c, r.x, r.y, r.w, INK_HEADING, title);
	/* Low, as in a lesson, share and rule stay in sight while the rest scrolls. */
	if (r.h < LOW_ROWS && r.h > PINNED_ROWS + 3 && rows->count > r.h - 1) {
		struct rows bargain = { .count = 3, .row = rows->row };

		draw_rows(c, (struct rect){ r.x, r.y + 1, r.w, PINNED_ROWS }, m, &bargain, 0, 0,
			shown);
		top += PINNED_ROWS;
		first = first < PINNED_ROWS ? PINNED_ROWS : first;
	}
	body = (struct rect){ r.x, r.y + top, r.w, r.h - top };
	first = scroll_to(rows, at >= top - 1 ? at : -1, top - 1, first, body.h);
	draw_rows(c, body, m, rows, top - 1, first, shown);
	if (shown)
		shown->first = first;
}

/* ---- marks, where there are rows to spare ---------------------------------------- */

#define MARK_ROWS 9
#define MARK_TEXT 64

/* "G M what g, m alone would pick", of as many players as there is room for. */
static void own_picks(const struct scenario *s, int max, char out[MARK_TEXT])
{
	int n = s->game.n < 3 ? s->game.n : 3;

	snprintf(out, MARK_TEXT, "%c",
		bargain_mark(s, (struct bargain){ .rule = RULE_POWERFUL_GENERALIST }));
	for (int i = 0; i < n; i++)
		text_append(out, MARK_TEXT, " %c", bargain_mark(s,
			(struct bargain){ .rule = RULE_POWERFUL_SPECIALIST, .specialist = i }));
	text_append(out, MARK_TEXT, " what g");
	for (int i = 0; i < n; i++)
		text_append(out, MARK_TEXT, ", %c", player_mark(s, i + 1));
	text_append(out, MARK_TEXT, strlen(out) + 17 <= (size_t)max ? " alone would pick"
		: " alone pick");
}

/* What the marks in plots stand for, at the foot of the panel. */
static void draw_mark_rows(struct canvas *c, struct rect r, const struct scenario *s)
{
	char own[MARK_TEXT];
	const char *const row[MARK_ROWS] = { "Marks", "@ : now  & before, or pinned",
		"V vertical monopoly  N Nash", "E egalitarian  K Kalai-Smorodinsky", own,
		"P highest levels (max performance)", "* several in one spot",
		"o Pareto  , not  = Pareto shares", "x no deal  ' curve of &  ^ switch" };
	int y = r.y + r.h - MARK_ROWS;

	own_picks(s, r.w, own);
	for (int i = 0; i < MARK_ROWS; i++)
		canvas_text_fit(c, r.x, y + i, r.w, i == 0 ? INK_HEADING : INK_LABEL, row[i]);
}

void panel_draw(struct canvas *c, struct rect r, const struct panel_model *m,
	struct panel_rows *shown)
{
	struct rows_plan plan = { .scenario = m->scenario, .base = m->base, .folds = m->folds,
		.choice = m->choice, .room = r.h - 1 };
	struct layout at = layout_of(r);
	struct rows rows;

	if (shown) {
		*shown = (struct panel_rows){ .top = r.y };
		for (int i = 0; i < PANEL_ROWS_MAX; i++)
			shown->param[i] = ROW_NONE;
	}
	if (r.w < LABEL_COLS + VALUE_COLS + 4 || r.h < 2 || r.h > PANEL_ROWS_MAX
		|| rows_make(&rows, &plan, NULL) != STATUS_OK)
		return;
	draw_all(c, r, m, &rows, shown);
	if (r.w >= WIDE_COLS && rows.count + 1 + MARK_ROWS + 1 <= r.h)
		draw_mark_rows(c, r, m->scenario);
	if (shown) {
		shown->count = r.h;
		shown->slider_x = at.slider;
		shown->slider_w = at.slider_w;
		shown->rows = rows.count;
	}
	rows_free(&rows);
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
