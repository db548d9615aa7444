/* The lines around the views: title, outcome, keys, prompt, bars. */
#include "view/panel.h"
#include "view/proof.h"

#include "base/text.h"
#include "draw.h"
#include "model/rule.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LISTED_MAX 6
#define ITEMS_MAX (2 * LISTED_MAX + 4)
#define BAR_MIN 13 /* of the efficiency bar in the outcome line */
#define BAR_MAX 27

void panel_title(struct canvas *c, int y, const struct scenario *s, int number,
	const char *view_label, const char *badges)
{
	const char *title = s->title[0] ? s->title : s->name;
	const char *brief = rule_info(s->bargain.rule)->brief;
	char right[256], rule[NAME_MAX_BYTES];
	int x, w;

	snprintf(rule, sizeof rule, "%s", rule_info(s->bargain.rule)->label);
	if (s->bargain.rule == RULE_POWERFUL_SPECIALIST && s->game.n > 1)
		snprintf(rule, sizeof rule, "Powerful %.60s",
			player_name(s, s->bargain.specialist + 1));
	snprintf(right, sizeof right, "%s%s%d %s   %s", badges ? badges : "", badges ? "   " : "",
		number, view_label, rule);
	canvas_fill(c, (struct rect){ 0, y, c->cols, 1 }, ' ', INK_TITLE);
	x = canvas_text_fit(c, 1, y, c->cols - 1, INK_TITLE, "haggle") + 4;
	w = c->cols - x - 3; /* of both */
	if (text_width(title) + text_width(right) > w) /* the rule is in the panel as well */
		snprintf(right, sizeof right, "%s%s%d %s   %s", badges ? badges : "",
			badges ? "   " : "", number, view_label, brief);
	if (text_width(title) + text_width(right) > w && badges) /* and the view is seen */
		snprintf(right, sizeof right, "%s   %d   %s", badges, number, brief);
	if (text_width(right) > c->cols - 12)
		snprintf(right, sizeof right, "%d %s   %s", number, view_label, brief);
	w = text_width(right);
	canvas_text_fit(c, x, y, c->cols - x - w - 3, INK_TITLE, title);
	canvas_text_fit(c, c->cols - w - 1, y, w, INK_TITLE, right);
}

void panel_bar(struct canvas *c, int x, int y, int w, double value)
{
	int cells = w - 7, full;
	char text[8];

	if (cells < 1)
		return;
	full = isfinite(value) ? (int)lround(fmin(fmax(value, 0), 1) * cells - 1e-6) : 0;
	canvas_put(c, x, y, '[', INK_DIM);
	for (int i = 0; i < cells; i++)
		canvas_put(c, x + 1 + i, y,
			i < full ? (c->unicode ? 0x2588 : '#') : c->unicode ? 0x2500 : '-',
			i < full ? INK_GOOD : INK_DIM);
	canvas_put(c, x + 1 + cells, y, ']', INK_DIM);
	if (isfinite(value) && value < 9.995)
		snprintf(text, sizeof text, "%3.0f%%", 100 * (value == 0 ? 0 : value));
	else
		snprintf(text, sizeof text, "  --");
	canvas_text(c, x + cells + 3, y, 4, INK_VALUE, text);
}

/* ---- the outcome line -------------------------------------------------------- */

/* One item: "U_G .1557 (+.01)". */
struct item {
	char label[40];
	double value, before; /* before NaN: not pinned */
	enum ink ink;
	int rank;             /* the highest rank is dropped first */
	bool bar;
	bool word;            /* the label is all */
};

struct items {
	int count;
	struct item item[ITEMS_MAX];
};

static struct item *item_add(struct items *it, const char *label, double value, enum ink ink,
	int rank)
{
	struct item *i = &it->item[it->count < ITEMS_MAX ? it->count++ : ITEMS_MAX - 1];

	*i = (struct item){ .value = value, .before = NAN, .ink = ink, .rank = rank };
	snprintf(i->label, sizeof i->label, "%s", label);
	return i;
}

/* Which specialists to list: the first few, the selected one among them. */
static int listed(const struct study *st, int chosen, int *of)
{
	int count = st->n < LISTED_MAX ? st->n : LISTED_MAX;

	for (int i = 0; i < count; i++)
		of[i] = i == count - 1 && chosen > i && chosen < st->n ? chosen : i;
	return count;
}

/* The one quiet word where the equilibrium, or the search for its shares, is not certain. */
static const char *uncertain(const struct study *st)
{
	const struct solution *sol = study_solution(st, st->scenario->bargain);

	if (st->no_agreement)
		return "";
	return sol && sol->search == SEARCH_GAVE_UP ? proof_word(PROOF_GAVE_UP) :
						      proof_word(st->present.proof);
}

static void collect(struct items *it, const struct study *st, const struct study *old, int chosen)
{
	const struct scenario *s = st->scenario;
	bool pinned = old && study_has_outcome(old) && old->n == st->n;
	int of[LISTED_MAX], count = listed(st, chosen, of);
	char label[40];

	bool agreed = !st->no_agreement || !study_has_outcome(st);

	if (!agreed)
		item_add(it, "no agreement", 0, INK_WARNING, 0)->word = true;
	for (int j = 0; agreed && j < (st->shares == 1 ? 1 : count); j++) {
		int i = of[j];

		snprintf(label, sizeof label, st->shares == 1 ? "share" : "share %c",
			player_mark(s, i + 1));
		item_add(it, label, st->delta[i], INK_PRESENT,
			st->shares == 1 || i == chosen ? 0 : 20 + j)->before =
			pinned ? old->delta[i] : NAN;
	}
	if (!study_has_outcome(st))
		return;
	item_add(it, "U_G", study_tidy(st, st->present.u_generalist), INK_GENERALIST, 1)->before =
		pinned ? old->present.u_generalist : NAN;
	for (int j = 0; j < count; j++) {
		int i = of[j];

		snprintf(label, sizeof label, "U_%c", player_mark(s, i + 1));
		item_add(it, label, study_tidy(st, outcome_utility(&st->present, i + 1)),
			player_ink(i + 1), i == chosen ? 2 : 10 + j)->before =
			pinned ? outcome_utility(&old->present, i + 1) : NAN;
	}
	item_add(it, "joint", study_tidy(st, st->present.joint), INK_JOINT, 3)->before =
		pinned ? old->present.joint : NAN;
	if (agreed)
		item_add(it, "first best", st->efficiency, INK_VALUE, 4)->bar = true;
	if (*uncertain(st))
		item_add(it, uncertain(st), 0, INK_WARNING, 3)->word = true;
}

/* "(+0.01)" or "". */
static char *change_text(const struct item *i, int decimals, char *out, size_t size)
{
	char number[NUMBER_MAX];
	double change = i->value - i->before;

	out[0] = '\0';
	if (!isfinite(change) || fabs(change) < 0.5 * pow(10, -decimals))
		return out;
	number_text(fabs(change), decimals, 7, number);
	snprintf(out, size, "(%c%s)", change < 0 ? '-' : '+', number);
	return out;
}

static int item_width(const struct item *i, int decimals, int bar_cols)
{
	char text[NUMBER_MAX], change[NUMBER_MAX + 4];

	if (i->word)
		return text_width(i->label);
	if (i->bar)
		return text_width(i->label) + 1 + bar_cols;
	number_text(i->value, decimals, 9, text);
	change_text(i, decimals, change, sizeof change);
	return text_width(i->label) + 1 + text_width(text) + text_width(change);
}

static int items_width(const struct items *it, int decimals, int bar_cols)
{
	int width = 0;

	for (int i = 0; i < it->count; i++)
		width += (i > 0 ? 2 : 0) + item_width(&it->item[i], decimals, bar_cols);
	return width;
}

static void drop_least(struct items *it)
{
	int worst = 0;

	for (int i = 1; i < it->count; i++)
		if (it->item[i].rank > it->item[worst].rank)
			worst = i;
	memmove(&it->item[worst], &it->item[worst + 1],
		(size_t)(it->count - worst - 1) * sizeof it->item[0]);
	it->count--;
}

static int draw_item(struct canvas *c, int x, int y, const struct item *i, int decimals,
	int bar_cols)
{
	char text[NUMBER_MAX], change[NUMBER_MAX + 4];
	int from = x;

	x += canvas_text(c, x, y, 40, i->word ? i->ink : INK_LABEL, i->label) + !i->word;
	if (i->word)
		return x - from;
	if (i->bar) {
		panel_bar(c, x, y, bar_cols, i->value);
		return x + bar_cols - from;
	}
	x += canvas_text(c, x, y, 12, i->ink, number_text(i->value, decimals, 9, text));
	x += canvas_text(c, x, y, 16, INK_CHANGED,
		change_text(i, decimals, change, sizeof change));
	return x - from;
}

void panel_outcome(struct canvas *c, int x, int y, int max, const struct study *st,
	const struct study *pinned, int specialist)
{
	struct items it = { 0 };
	int decimals = 4, bar = BAR_MAX;

	if (!st || !(st->have & HAVE_PRESENT)) {
		canvas_text_fit(c, x, y, max, st && st->status != STATUS_OK ? INK_ERROR : INK_DIM,
			st && st->status != STATUS_OK ? st->error.text : "Solving ...");
		return;
	}
	collect(&it, st, pinned, specialist);
	while (it.count > 1 && items_width(&it, decimals, BAR_MIN) > max) {
		if (decimals > 3)
			decimals--;
		else
			drop_least(&it);
	}
	while (bar > BAR_MIN && items_width(&it, decimals, bar) > max)
		bar--;
	for (int i = 0; i < it.count; i++) {
		int w = draw_item(c, x, y, &it.item[i], decimals, bar) + 2;
		x += w;
		max -= w;
	}
	if (!study_has_outcome(st))
		canvas_text_fit(c, x, y, max, INK_ERROR, "no equilibrium");
}

/* ---- keys and prompt ---------------------------------------------------------- */

void panel_keys(struct canvas *c, int y, const struct key_entry *key, int count)
{
	int x = 1;

	for (int i = 0; i < count; i++) {
		int w = text_width(key[i].key) + 1 + text_width(key[i].text);

		if (x + w > c->cols)
			break;
		canvas_text(c, x, y, w, INK_KEY, key[i].key);
		canvas_text(c, x + text_width(key[i].key) + 1, y, w, INK_LABEL, key[i].text);
		x += w + 2;
	}
}

/* Columns of the text's first `bytes`, but for a character that they cut. */
static int columns_before(const char *text, int bytes)
{
	size_t n = strlen(text), at = 0;
	int column = 0, w;

	while (at < n) {
		at += text_cluster(text + at, n - at, &w);
		if ((int)at > bytes)
			break;
		column += w;
	}
	return column;
}

static int code_points(const char *text, size_t n)
{
	unsigned cp;
	int count = 0;

	for (size_t at = 0; at < n; count++)
		at += text_decode(text + at, n - at, &cp);
	return count;
}

/* Draws the stretch of the text around its cursor; returns the cursor's column. */
static int prompt_text(struct canvas *c, int x, int y, int max, const struct prompt *p)
{
	size_t n = strlen(p->text), at = 0;
	int column = 0, cursor = columns_before(p->text, p->cursor), index = 0;
	int skip = cursor < max ? 0 : cursor - max + 1;

	while (at < n) {
		int w;
		size_t bytes = text_cluster(p->text + at, n - at, &w);
		int first = index + 1;
		bool bad;

		index += code_points(p->text + at, bytes);
		bad = p->error && p->bad_column >= first && p->bad_column <= index;
		if (column >= skip && column + w - skip <= max && w > 0)
			canvas_put_cluster(c, x + column - skip, y, p->text + at, bytes, w,
				bad ? INK_ERROR : INK_VALUE);
		at += bytes;
		column += w;
	}
	if (p->error && p->bad_column == index + 1 && column - skip >= 0 && column - skip < max)
		canvas_put(c, x + column - skip, y, '_', INK_ERROR);
	return x + cursor - skip;
}

int panel_prompt(struct canvas *c, int y, const struct prompt *p)
{
	int x = 1, w, hint_w = p->hint ? text_width(p->hint) : 0, room, text_w;

	canvas_fill(c, (struct rect){ 0, y, c->cols, 1 }, ' ', INK_TEXT);
	w = text_width(p->label);
	x += canvas_text_fit(c, x, y, w < c->cols / 2 ? w : c->cols / 2, INK_LABEL, p->label);
	x += canvas_text(c, x, y, 2, INK_LABEL, ": ");
	room = c->cols - x - 1;
	text_w = text_width(p->text) + 1;
	if (text_w < 12)
		text_w = 12;
	if (hint_w > 0 && room - text_w - 3 >= 12) {
		int most = room - text_w - 3;

		if (hint_w < most)
			most = hint_w;
		canvas_text_fit(c, c->cols - 1 - most, y, most, INK_DIM, p->hint);
		room -= most + 2;
	}
	return prompt_text(c, x, y, room, p);
}

void panel_prompt_error(struct canvas *c, int y, const struct prompt *p)
{
	int w = c->cols - 2, rows = wrapped_rows(p->error, w);
	struct rect r;

	if (rows > y)
		rows = y;
	r = (struct rect){ 0, y + 1 - rows, c->cols, rows };
	canvas_fill(c, r, ' ', INK_ERROR);
	draw_wrapped(c, (struct rect){ 1, r.y, w, rows }, INK_ERROR, p->error);
}
