/* The lines around the views: tabs, keys, prompt, bars. */
#include "view/panel.h"

#include "base/text.h"
#include "base/utf8.h"
#include "draw.h"
#include "model/rule.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TEXT_MAX 600
#define NAMES_IN_FULL 120 /* columns from which the tabs have them */
#define TABS_BESIDE 3     /* columns that the title row has beside the tabs: " ?" at least */

/* Columns of a tab's name: the one in sight, or all of them in full; else the view's own
 * prefix, of at most `most`. */
static int tab_cols(const struct view_info *v, bool full, int most)
{
	return full ? text_width(v->label) : v->tab < most ? v->tab : most;
}

/* Whether a view has a tab. */
static bool has_tab(const struct view_info *v, const struct scenario *s, enum view_id shown, int cols)
{
	return view_applies(v->id, s) && (!v->spare || v->id == shown || cols >= NAMES_IN_FULL);
}

/* How long names in the title row may be, so that it holds all of them. */
static int tab_most(int cols, const struct scenario *s, enum view_id shown)
{
	int most = cols;

	for (; most > 1; most--) {
		int w = TABS_BESIDE;

		for (int i = 0; i < VIEWS; i++)
			if (has_tab(view_info((enum view_id)i), s, shown, cols))
				w += 3 + tab_cols(view_info((enum view_id)i), i == (int)shown, most);
		if (w <= cols)
			break;
	}
	return most;
}

/* Columns of the tabs with names in full. */
static int tabs_width(const struct scenario *s)
{
	int w = 0;

	for (int i = 0; i < VIEWS; i++)
		if (view_applies((enum view_id)i, s))
			w += 4 + text_width(view_info((enum view_id)i)->label);
	return w;
}

/* "[1 Overview]2 Util 3 Front": a view in sight between brackets; in full with a blank more
 * between them. */
static int draw_tabs(struct canvas *c, int x, int y, const struct scenario *s, enum view_id shown,
	bool full)
{
	int most = tab_most(c->cols, s, shown);
	bool was = false;

	for (int i = 0; i < VIEWS; i++) {
		const struct view_info *v = view_info((enum view_id)i);
		bool here = v->id == shown;
		char text[32];

		if (!has_tab(v, s, shown, c->cols))
			continue;
		canvas_put(c, x++, y, here ? '[' : was && !full ? ']' : ' ', INK_TITLE);
		snprintf(text, sizeof text, "%d %.*s", VIEW_DIGIT(i), tab_cols(v, here || full, most),
			v->label);
		x += canvas_text(c, x, y, c->cols - x, here ? INK_TAB : INK_TITLE, text);
		if (full)
			canvas_put(c, x++, y, here ? ']' : ' ', INK_TITLE);
		was = here;
	}
	if (was && !full)
		canvas_put(c, x++, y, ']', INK_TITLE);
	return x;
}

void panel_tabs(struct canvas *c, int y, const struct scenario *s, enum view_id shown,
	double progress, const char *badge)
{
	char done[16] = "";
	const char *help = "? help";
	int x = 0, end = c->cols - 1, names = tabs_width(s);
	bool full = c->cols >= NAMES_IN_FULL && names + TABS_BESIDE <= c->cols;

	canvas_fill(c, (struct rect){ 0, y, c->cols, 1 }, ' ', INK_TITLE);
	if (full && names + TABS_BESIDE + text_width(" haggle ") <= c->cols)
		x = 1 + canvas_text(c, 1, y, c->cols, INK_TITLE, "haggle") + 1;
	x = draw_tabs(c, x, y, s, shown, full);
	if (progress >= 0 && progress < 1)
		snprintf(done, sizeof done, "%.0f%% ", floor(100 * progress));
	if (x + 1 + text_width(done) + text_width(help) > end + 1)
		help = "?";
	canvas_text_right(c, end, y, end - x, INK_TITLE, help);
	end -= text_width(help);
	if (x + text_width(done) <= end)
		canvas_text_right(c, end, y, end - x, INK_TITLE, done);
	end -= text_width(done) + 1;
	if (badge && x + 2 + text_width(badge) <= end)
		canvas_text_right(c, end, y, end - x, INK_TITLE, badge);
}

void panel_name(struct canvas *c, int y, const struct scenario *s, enum view_id shown)
{
	const char *title = s->title[0] ? s->title : s->name;
	char rule[64], right[64], text[SCENARIO_TEXT_MAX + 80];

	canvas_fill(c, (struct rect){ 0, y, c->cols, 1 }, ' ', INK_TITLE);
	snprintf(right, sizeof right, "%d %s", VIEW_DIGIT(shown), view_info(shown)->label);
	snprintf(text, sizeof text, "%s, rule %s", title,
		bargain_brief(s, s->bargain, rule, sizeof rule));
	canvas_text_fit(c, 1, y, c->cols - text_width(right) - 4, INK_TITLE, text);
	canvas_text_right(c, c->cols - 2, y, c->cols - 2, INK_TITLE, right);
}

/* "cost scale of m 1 to 4", "rule now Nash", "share of g fixed at 0.5" (of a share that a rule
 * found there is no number to begin from); false: that row is to change in nothing. */
static bool change_text(const struct scenario *before, const struct scenario *after,
	const struct param_ref *ref, char *out, size_t size)
{
	char name[128], caption[128], was[TEXT_MAX], now[TEXT_MAX];
	bool share = ref->info->store == STORE_DELTA, fixed = after->bargain.rule == RULE_FIXED;
	bool fixes = fixed && before->bargain.rule != RULE_FIXED;
	struct param_ref old;

	param_name(after, ref, name, sizeof name);
	if ((share && !fixed) || (ref->info->store == STORE_BARGAIN && fixes) ||
		param_find(before, name, &old, NULL) != STATUS_OK)
		return false;
	param_get_text(after, ref, now, sizeof now);
	param_get_text(before, &old, was, sizeof was);
	if (!strcmp(now, was) && !(share && fixes))
		return false;
	if (ref->info->store == STORE_BARGAIN)
		bargain_brief(after, after->bargain, now, sizeof now);
	param_caption(after, ref, caption, sizeof caption);
	if (share && fixes)
		snprintf(out, size, "%s fixed at %.20s", caption, now);
	else if (ref->info->kind == PARAM_NUMBER)
		snprintf(out, size, "%s %.20s to %.20s", caption, was, now);
	else
		snprintf(out, size, "%s now %.60s", caption, now);
	return true;
}

/* As many as fit, whole. */
void panel_changes(struct canvas *c, int x, int y, int max, const struct scenario *before,
	const struct scenario *after)
{
	static const char more[] = ", ...";
	char line[512] = "Change to come:", one[256];
	const char *joint = " ";
	struct param_ref ref;

	for (int i = 0; param_at(after, i, &ref); i++) {
		if (!change_text(before, after, &ref, one, sizeof one))
			continue;
		if (text_width(line) + text_width(one) + (int)sizeof more > max) {
			text_append(line, sizeof line, "%s", more);
			break;
		}
		text_append(line, sizeof line, "%s%s", joint, one);
		joint = ", ";
	}
	canvas_text_fit(c, x, y, max, INK_CHANGED, line);
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
		at += utf8_decode(text + at, n - at, &cp);
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
				bad ? INK_ERROR : p->marked ? INK_CURSOR : INK_VALUE);
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
