/* The table of all bargaining solutions. Columns that do not fit side by side
 * go into a second block below; where there is no height for that either, the
 * selected specialist stands for all. */
#include "draw.h"

#include "base/text.h"
#include "model/rule.h"
#include "view/panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COLUMNS_MAX 40
#define NUMBER_COLS 7
#define BAR_COLS 14
#define LABEL_COLS 19

enum column_kind { COL_SHARE, COL_UTILITY, COL_JOINT, COL_BAR, COL_PERCENT, COL_PARETO, COL_CHANGE };

struct column {
	enum column_kind kind;
	int player; /* of shares: specialist + 1; PLAYER_JOINT for the joint surplus */
	int width;  /* with the blank before it */
	char header[NUMBER_MAX];
};

struct table {
	const struct view_model *m;
	int name_cols; /* of the first column */
	bool brief;    /* rules by their short names */
	bool powerful_fits; /* "Powerful Law firm", for every specialist */
	int columns;
	struct column column[COLUMNS_MAX];
	int rows;      /* solutions shown, and which */
	int row[GAME_SPECIALISTS_EXPLORER + RULES];
	int hidden;    /* rows left out */
	int decimals;
};

static void add(struct table *t, enum column_kind kind, int player, int width, const char *header)
{
	struct column *col = &t->column[t->columns];

	if (t->columns == COLUMNS_MAX)
		return;
	*col = (struct column){ .kind = kind, .player = player, .width = width };
	snprintf(col->header, sizeof col->header, "%s", header);
	t->columns++;
}

static void add_player(struct table *t, enum column_kind kind, int k)
{
	char header[NUMBER_MAX];
	bool share = kind == COL_SHARE;

	if (k == 0)
		snprintf(header, sizeof header, "U_G");
	else if (t->m->study->shares == 1 && share)
		snprintf(header, sizeof header, "share");
	else
		snprintf(header, sizeof header, share ? "sh_%c" : "U_%c",
			player_mark(t->m->scenario, k));
	add(t, kind, k, NUMBER_COLS, header);
}

/* All columns, for the roster's players or for the selected one alone. */
static void fill_columns(struct table *t, bool selected_only)
{
	const struct view_model *m = t->m;
	const struct study *st = m->study;
	struct roster r;
	int chosen = m->specialist < st->n ? m->specialist + 1 : 1;

	t->columns = 0;
	roster_fill(&r, m, false, ROSTER_MAX);
	if (st->shares == 1 || selected_only)
		add_player(t, COL_SHARE, st->shares == 1 ? 1 : chosen);
	else
		for (int i = 0; i < r.count; i++)
			add_player(t, COL_SHARE, r.player[i]);
	add_player(t, COL_UTILITY, 0);
	if (selected_only)
		add_player(t, COL_UTILITY, chosen);
	for (int i = 0; !selected_only && i < r.count; i++)
		add_player(t, COL_UTILITY, r.player[i]);
	add(t, COL_JOINT, PLAYER_JOINT, NUMBER_COLS, "joint");
	if (m->pinned && m->pinned->n == st->n)
		add(t, COL_CHANGE, PLAYER_JOINT, NUMBER_COLS + 1, "change");
	add(t, COL_BAR, 0, BAR_COLS, "of first best");
	add(t, COL_PARETO, 0, 7, "Pareto");
}

static int columns_width(const struct table *t)
{
	int width = t->name_cols;

	for (int i = 0; i < t->columns; i++)
		width += t->column[i].width;
	return width;
}

/* The bar as a bare percentage, the Pareto word as a sign: for narrow places. */
static void make_narrow(struct table *t, bool bar)
{
	for (int i = 0; i < t->columns; i++) {
		struct column *col = &t->column[i];

		if (col->kind == COL_BAR && bar) {
			col->kind = COL_PERCENT;
			col->width = 7;
			strcpy(col->header, "effic.");
		}
		if (col->kind == COL_PARETO) {
			col->width = 3;
			strcpy(col->header, "P");
		}
	}
}

/* How many blocks the columns take at this width; block b starts at start[b]. */
static int pack(const struct table *t, int width, int *start)
{
	int blocks = 1, used = t->name_cols;

	start[0] = 0;
	for (int i = 0; i < t->columns; i++) {
		if (used + t->column[i].width > width && i > start[blocks - 1]) {
			start[blocks++] = i;
			used = t->name_cols;
		}
		used += t->column[i].width;
	}
	start[blocks] = t->columns;
	return blocks;
}

/* Chooses columns that fit r: the fullest form first. */
static int plan(struct table *t, struct rect r, int *start)
{
	static const struct { bool narrow, brief, percent, selected; } form[] = {
		{ false, false, false, false }, { true, false, false, false },
		{ true, true, false, false }, { true, true, true, false },
		{ true, true, false, true }, { true, true, true, true } };
	int blocks = 1, height = t->rows + 3;

	for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
		t->brief = form[i].brief;
		t->name_cols = t->brief ? 12 : LABEL_COLS + 4;
		fill_columns(t, form[i].selected);
		if (form[i].narrow)
			make_narrow(t, form[i].percent);
		if (columns_width(t) <= r.w)
			return pack(t, r.w, start);
		/* blocks are better than hiding players, where there is height */
		if (form[i].percent && !form[i].selected) {
			blocks = pack(t, r.w, start);
			if (blocks * height <= r.h)
				return blocks;
		}
	}
	return pack(t, r.w, start);
}

/* What is left of the width goes to the bar. */
static void stretch_bar(struct table *t, int width)
{
	int left = width - columns_width(t);

	for (int i = 0; i < t->columns && left > 0; i++)
		if (t->column[i].kind == COL_BAR)
			t->column[i].width += left < 12 ? left : 12;
}

static bool powerful_names_fit(const struct table *t)
{
	for (int i = 0; i < t->rows; i++) {
		const struct bargain b = t->m->study->solution[t->row[i]].rule;

		if (b.rule == RULE_POWERFUL_SPECIALIST &&
			text_width(player_name(t->m->scenario, b.specialist + 1)) + 9 > LABEL_COLS)
			return false;
	}
	return true;
}

static double joint_of(const struct study *st, struct bargain rule)
{
	const struct solution *s = st ? study_solution(st, rule) : NULL;

	return s && s->done && s->agreement ? s->out.joint : NAN;
}

static void draw_change(struct canvas *c, int right, int y, double change)
{
	char text[NUMBER_MAX], sign[NUMBER_MAX + 2];

	if (!isfinite(change))
		return;
	number_text(fabs(change), 4, NUMBER_COLS - 1, text);
	snprintf(sign, sizeof sign, "%s%s", change < -5e-5 ? "-" : change > 5e-5 ? "+" : "", text);
	canvas_text_right(c, right, y, NUMBER_COLS, ROLE_CHANGED, sign);
}

/* One cell, right-aligned so that it ends at column `right`. */
static void draw_cell(const struct table *t, struct canvas *c, const struct column *col, int right,
	int y, const struct solution *s)
{
	char text[NUMBER_MAX];
	double v = 0;

	switch (col->kind) {
	case COL_SHARE:
		number_text(s->delta[col->player - 1], 4, NUMBER_COLS - 1, text);
		canvas_text_right(c, right, y, NUMBER_COLS - 1, ROLE_VALUE, text);
		if (s->tie)
			canvas_put(c, right - NUMBER_COLS + 1, y, '~', ROLE_WARNING);
		return;
	case COL_UTILITY:
	case COL_JOINT:
		v = value_utility(&s->out, col->player);
		if (fabs(v) < 0.5 * pow(10, -t->decimals))
			v = 0; /* no powers of ten among decimals */
		number_text(v, t->decimals, NUMBER_COLS - 1, text);
		canvas_text_right(c, right, y, NUMBER_COLS - 1, player_role(col->player), text);
		return;
	case COL_CHANGE:
		draw_change(c, right, y, s->out.joint - joint_of(t->m->pinned, s->rule));
		return;
	case COL_BAR:
		panel_bar(c, right - col->width + 2, y, col->width - 1, s->efficiency);
		return;
	case COL_PERCENT:
		if (isfinite(s->efficiency))
			snprintf(text, sizeof text, "%.0f%%", 100 * s->efficiency);
		else
			strcpy(text, "--");
		canvas_text_right(c, right, y, 5, ROLE_VALUE, text);
		return;
	case COL_PARETO:
		strcpy(text, col->width > 3 ? (s->pareto ? "yes" : "no") : s->pareto ? "o" : ".");
		canvas_text_right(c, right, y, 6, s->pareto ? ROLE_PARETO : ROLE_DOMINATED, text);
		return;
	}
}

/* "V vertical monopoly", "S powerful: Law". */
static void draw_name(const struct table *t, struct canvas *c, int x, int y,
	const struct solution *s)
{
	const struct scenario *sc = t->m->scenario;
	const struct rule_info *rule = rule_info(s->rule.rule);
	bool chosen = s->rule.rule == sc->bargain.rule &&
		(s->rule.rule != RULE_POWERFUL_SPECIALIST ||
			s->rule.specialist == sc->bargain.specialist);
	char text[NAME_MAX_BYTES + SCENARIO_TEXT_MAX];

	snprintf(text, sizeof text, "%s", t->brief ? rule->brief : rule->label);
	if (s->rule.rule == RULE_POWERFUL_SPECIALIST && sc->game.n > 1)
		snprintf(text, sizeof text, t->brief || !t->powerful_fits ? "%s" : "Powerful %s",
			player_name(sc, s->rule.specialist + 1));
	canvas_put(c, x, y, chosen ? '>' : ' ', ROLE_PRESENT);
	canvas_put(c, x + 1, y, (unsigned char)rule->mark, ROLE_SOLUTION);
	canvas_text_fit(c, x + 3, y, t->name_cols - 4, chosen ? ROLE_PRESENT : ROLE_TEXT, text);
}

static void draw_row(const struct table *t, struct canvas *c, struct rect r, int y, int from,
	int to, const struct solution *s)
{
	int x = r.x + t->name_cols;

	draw_name(t, c, r.x, y, s);
	if (!s->done || !s->agreement) {
		canvas_text_fit(c, x + 1, y, r.w - t->name_cols - 1, ROLE_DIM,
			s->done ? "no agreement" : "...");
		return;
	}
	for (int i = from; i < to; i++) {
		x += t->column[i].width;
		draw_cell(t, c, &t->column[i], x - 1, y, s);
	}
}

/* Header, line, rows; returns the row below. */
static int draw_block(const struct table *t, struct canvas *c, struct rect r, int y, int from,
	int to)
{
	int x = r.x + t->name_cols;

	canvas_text_fit(c, r.x + 1, y, t->name_cols - 1, ROLE_HEADING, "rule");
	for (int i = from; i < to; i++) {
		x += t->column[i].width;
		canvas_text_right(c, x - 1, y, t->column[i].width - 1, ROLE_HEADING,
			t->column[i].header);
	}
	canvas_fill(c, (struct rect){ r.x, y + 1, x - r.x, 1 }, c->unicode ? 0x2500 : '-',
		ROLE_AXIS);
	y += 2;
	for (int i = 0; i < t->rows && y < r.y + r.h; i++, y++)
		draw_row(t, c, r, y, from, to, &t->m->study->solution[t->row[i]]);
	return y;
}

/* Which solutions to show: all, or, where they are too many, without the other
 * powerful specialists. */
static void choose_rows(struct table *t, int room)
{
	const struct study *st = t->m->study;
	bool all = st->solutions <= room;

	for (int i = 0; i < st->solutions; i++) {
		const struct bargain b = st->solution[i].rule;

		if (!all && b.rule == RULE_POWERFUL_SPECIALIST && b.specialist != t->m->specialist)
			t->hidden++;
		else if (t->rows < (int)(sizeof t->row / sizeof *t->row))
			t->row[t->rows++] = i;
	}
}

static void choose_decimals(struct table *t)
{
	const struct study *st = t->m->study;
	double most = 0;

	for (int i = 0; i < st->solutions; i++)
		if (st->solution[i].done && st->solution[i].agreement)
			most = fmax(most, fabs(st->solution[i].out.joint));
	t->decimals = number_decimals(most, 5);
	if (t->decimals > 4)
		t->decimals = 4;
}

/* The short names at length, each with what it maximises. */
static int draw_key(const struct table *t, struct canvas *c, struct rect r, int y)
{
	const struct study *st = t->m->study;
	enum rule last = RULE_FIXED;

	for (int i = 0; i < st->solutions && y < r.y + r.h; i++) {
		const struct rule_info *rule = rule_info(st->solution[i].rule.rule);
		char text[160];

		if (st->solution[i].rule.rule == last)
			continue;
		last = st->solution[i].rule.rule;
		canvas_put(c, r.x + 1, y, (unsigned char)rule->mark, ROLE_SOLUTION);
		snprintf(text, sizeof text, "%s: %s", rule->label, rule->maximises);
		canvas_text_fit(c, r.x + 3, y, r.w - 3, ROLE_LABEL, text);
		y++;
	}
	return y;
}

/* What the table cannot say: first best, Pareto set, ties. */
static void draw_notes(const struct table *t, struct canvas *c, struct rect r, int y)
{
	const struct study *st = t->m->study;
	char line[256], a[NUMBER_MAX], b[NUMBER_MAX];
	int end = r.y + r.h;

	if (y < end && (st->have & HAVE_FIRST_BEST) && st->first_best_status == STATUS_OK) {
		number_text(st->first_best.joint, 4, 10, a);
		number_text(st->first_best.alpha0, 4, 10, b);
		snprintf(line, sizeof line, "First best: joint %s at level %s of the generalist.",
			a, b);
		y += draw_wrapped(c, (struct rect){ r.x + 1, y, r.w - 1, end - y }, ROLE_LABEL,
			line);
	}
	for (int i = 0; i < st->solutions && y < end; i++) {
		const struct solution *s = &st->solution[i];

		if (!s->done || !s->tie)
			continue;
		snprintf(line, sizeof line, "~ %s: every share from %s to %s does equally well.",
			rule_info(s->rule.rule)->label, number_text(s->tie_from, 4, 8, a),
			number_text(s->tie_to, 4, 8, b));
		y += draw_wrapped(c, (struct rect){ r.x + 1, y, r.w - 1, end - y }, ROLE_LABEL,
			line);
	}
	if (t->hidden > 0 && y < end)
		canvas_printf(c, r.x + 1, y++, r.w - 1, ROLE_DIM, "%d more powerful specialists",
			t->hidden);
	if (y + 9 <= end) {
		canvas_text_fit(c, r.x + 1, y + 1, r.w - 1, ROLE_HEADING,
			"What each rule maximises");
		draw_key(t, c, r, y + 2);
	}
}

void view_solutions_draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	struct table t = { .m = m };
	int start[COLUMNS_MAX + 2], blocks, y = r.y;

	if (hit)
		*hit = (struct view_hit){ 0 };
	if (m->hide || !m->study || m->study->solutions == 0) {
		const char *why = m->hide ? "The solutions are hidden: predict first." :
			m->study && m->study->status != STATUS_OK ? m->study->error.text :
								    "Solving ...";

		draw_notice(c, r, ROLE_DIM, why);
		return;
	}
	choose_rows(&t, r.h - 4);
	choose_decimals(&t);
	t.powerful_fits = powerful_names_fit(&t);
	blocks = plan(&t, r, start);
	stretch_bar(&t, r.w);
	for (int i = 0; i < blocks && y + 2 < r.y + r.h; i++)
		y = draw_block(&t, c, r, y, start[i], start[i + 1]) + 1;
	draw_notes(&t, c, r, y);
}
