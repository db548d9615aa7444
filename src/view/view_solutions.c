/* The table of all bargaining solutions. Columns that do not fit side by side
 * go into a second block below; where there is no height for that either, the
 * selected specialist stands for all. */
#include "draw.h"

#include "base/text.h"
#include "model/rule.h"
#include "solutions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool powerful_names_fit(const struct table *t)
{
	for (int i = 0; i < t->rows; i++) {
		const struct bargain b = rules_of(t->m)->solution[t->row[i]].rule;

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

/* A utility as it is shown: no powers of ten among decimals. */
static double shown(const struct table *t, double v)
{
	v = study_tidy(t->m->study, v);
	return !t->powers && fabs(v) < 0.5 * pow(10, -t->decimals) ? 0 : v;
}

static void draw_change(const struct table *t, struct canvas *c, int right, int y, double change)
{
	char text[NUMBER_MAX], sign[NUMBER_MAX + 2];

	if (!isfinite(change))
		return;
	change = shown(t, change);
	number_text(fabs(change), t->decimals, NUMBER_COLS - 1, text);
	snprintf(sign, sizeof sign, "%s%s", change < 0 ? "-" : change > 0 ? "+" : "", text);
	canvas_text_right(c, right, y, NUMBER_COLS, INK_CHANGED, sign);
}

static void draw_percent(struct canvas *c, int right, int y, double part)
{
	char text[NUMBER_MAX] = "--";

	if (isfinite(part))
		caption_percent(part, PERCENT_COLS, text);
	canvas_text_right(c, right, y, PERCENT_COLS, INK_VALUE, text);
}

/* One cell, right-aligned so that it ends at column `right`. */
static void draw_cell(const struct table *t, struct canvas *c, const struct column *col, int right,
	int y, const struct solution *s)
{
	char text[NUMBER_MAX];
	double v = 0;

	switch (col->kind) {
	case COL_SHARE:
		caption_share(s->delta[col->player - 1], t->tight ? 3 : 4, col->width - 1, text);
		canvas_text_right(c, right, y, col->width - 1, INK_VALUE, text);
		if (solution_tie(s))
			canvas_put(c, right - col->width + 1, y, '~', INK_WARNING);
		return;
	case COL_UTILITY:
	case COL_JOINT:
	case COL_PAYMENT:
		v = shown(t, col->kind != COL_PAYMENT ? value_utility(&s->out, col->player) :
			col->player ? s->out.domain[col->player - 1].payment : s->out.payment);
		number_text(v, t->decimals, col->width - 1, text);
		canvas_text_right(c, right, y, col->width - 1, player_ink(col->player), text);
		return;
	case COL_CHANGE:
		draw_change(t, c, right, y, s->out.joint - joint_of(t->m->pinned, s->rule));
		return;
	case COL_BAR:
		draw_bar(c, right - col->width + 2, y, col->width - 6, s->efficiency);
		draw_percent(c, right, y, s->efficiency);
		return;
	case COL_PERCENT:
		draw_percent(c, right, y, s->efficiency);
		return;
	case COL_PARETO:
		if (s->pareto)
			canvas_put(c, right, y, MARK_IN_PARETO, INK_PARETO);
		return;
	}
}

/* The words that fit, or a short one in their place; the letter before it says the rest. */
static void abbreviate(char *text, size_t size, enum rule rule, int cols)
{
	static const char *const tiny[RULES] = {
		[RULE_VERTICAL_MONOPOLY] = "vert", [RULE_EGALITARIAN] = "egal",
		[RULE_KALAI_SMORODINSKY] = "K-S", [RULE_POWERFUL_GENERALIST] = "pow.",
		[RULE_POWERFUL_SPECIALIST] = "pow.", [RULE_ALTERNATING] = "alt.",
	};
	char *end;

	while (text_width(text) > cols && (end = strrchr(text, ' ')) != NULL)
		*end = '\0';
	if (text_width(text) > cols && tiny[rule])
		snprintf(text, size, "%s", tiny[rule]);
}

static bool is_chosen(const struct table *t, struct bargain b)
{
	return bargain_same(b, t->m->scenario->bargain);
}

/* "V vertical monopoly", "S powerful: Law". */
static void draw_name(const struct table *t, struct canvas *c, int x, int y,
	const struct solution *s)
{
	const struct scenario *sc = t->m->scenario;
	const struct rule_info *rule = rule_info(s->rule.rule);
	bool chosen = bargain_same(s->rule, sc->bargain);
	char text[NAME_MAX_BYTES + SCENARIO_TEXT_MAX];

	snprintf(text, sizeof text, "%s", rule->label);
	if (t->brief)
		bargain_brief(sc, s->rule, text, sizeof text);
	else if (s->rule.rule == RULE_POWERFUL_SPECIALIST && sc->game.n > 1)
		snprintf(text, sizeof text, t->powerful_fits ? "Powerful %s" : "%s",
			player_name(sc, s->rule.specialist + 1));
	if (t->tight)
		abbreviate(text, sizeof text, s->rule.rule, t->name_cols - 4);
	canvas_put(c, x, y, chosen ? '>' : ' ', INK_PRESENT);
	canvas_put(c, x + 1, y, (unsigned char)bargain_mark(sc, s->rule), INK_SOLUTION);
	canvas_text_fit(c, x + 3, y, t->name_cols - 3, chosen ? INK_PRESENT : INK_TEXT, text);
}

static void draw_row(const struct table *t, struct canvas *c, struct rect r, int y, int from,
	int to, const struct solution *s)
{
	int x = r.x + t->name_cols;

	draw_name(t, c, r.x, y, s);
	if (!s->done || !s->agreement) {
		canvas_text_fit(c, x + 1, y, r.w - t->name_cols - 1, INK_DIM,
			s->done ? "no deal" : "...");
		return;
	}
	for (int i = from; i < to; i++) {
		x += t->column[i].width;
		draw_cell(t, c, &t->column[i], x - 1, y, s);
	}
}

/* Header and rows, or of these only the chosen rule's; returns the row below. */
static int draw_block(const struct table *t, struct canvas *c, struct rect r, int y, int from,
	int to, bool whole)
{
	int x = r.x + t->name_cols;

	canvas_text_fit(c, r.x + 3, y, t->name_cols - 3, INK_HEADING, "rule");
	for (int i = from; i < to; i++) {
		x += t->column[i].width;
		canvas_text_right(c, x - 1, y, t->column[i].width - 1, INK_HEADING,
			t->column[i].header);
	}
	y++;
	for (int i = 0; i < t->rows && y < r.y + r.h; i++) {
		const struct reading *read = t->m->reading;
		const struct solution *s = &rules_of(t->m)->solution[t->row[i]];

		if (!whole && !is_chosen(t, s->rule))
			continue;
		draw_row(t, c, r, y, from, to, s);
		if (rules_of(t->m) != t->m->study)
			canvas_paint(c, r.x, y, x - r.x, INK_DIM);
		if (read && read->kind == READS_RULES && read->rule == t->row[i])
			canvas_paint(c, r.x, y, x - r.x, INK_CURSOR);
		y++;
	}
	return y;
}

static bool any_chosen(const struct table *t)
{
	for (int i = 0; i < t->rows; i++)
		if (is_chosen(t, rules_of(t->m)->solution[t->row[i]].rule))
			return true;
	return false;
}

/* All blocks, apart where there is height for it; of one that has no room the chosen rule's row;
 * and what is missing. Returns the row below. */
static int draw_blocks(const struct table *t, struct canvas *c, struct rect r, const int *start,
	int blocks)
{
	char text[COLUMNS_MAX * (NUMBER_MAX + 2) + 16] = "No room for ";
	int y = r.y, end = r.y + r.h, drawn = 0;
	int apart = blocks * (t->rows + 2) - 1 <= r.h ? 1 : 0;

	for (; drawn < blocks; drawn++) {
		bool whole = drawn == 0 || y + 1 + t->rows <= end;

		if (!whole && (y + 2 > end || !any_chosen(t)))
			break;
		y = draw_block(t, c, r, y, start[drawn], start[drawn + 1], whole) + apart;
	}
	if (drawn == blocks)
		return y + 1 - apart;
	for (int i = start[drawn]; i < t->columns; i++) {
		strcat(text, t->column[i].header[0] ? t->column[i].header : "Pareto");
		strcat(text, i + 1 < t->columns ? ", " : ".");
	}
	return y + draw_wrapped(c, (struct rect){ r.x + 1, y, r.w - 1, end - y }, INK_DIM, text);
}

/* Which solutions to show: all, or, where they are too many, without the other
 * powerful specialists. */
static void choose_rows(struct table *t, int room)
{
	const struct study *st = rules_of(t->m);
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
	const struct study *st = rules_of(t->m);
	double most = 0;

	for (int i = 0; i < st->solutions; i++)
		if (st->solution[i].done && st->solution[i].agreement)
			most = fmax(most, fabs(st->solution[i].out.joint));
	t->decimals = number_decimals(most, 5);
	if (t->decimals > 4)
		t->decimals = 4;
	/* Where decimals would show nothing of anybody's, all are powers. */
	t->powers = most > 0 && most < pow(10, 1 - t->decimals);
}

/* Which rows and columns there are in r, and how wide; returns the blocks, which begin at
 * start. At most `room` rows. */
static int plan(struct table *t, struct rect r, int room, int start[COLUMNS_MAX + 2])
{
	int blocks;

	choose_rows(t, room);
	choose_decimals(t);
	t->powerful_fits = powerful_names_fit(t);
	blocks = table_plan(t, r, start);
	table_stretch(t, r.w);
	if (t->tight && t->decimals > 0)
		t->decimals--;
	return blocks;
}

int draw_solution_table(const struct view_model *m, struct canvas *c, struct rect r)
{
	struct table t = { .m = m };
	int start[COLUMNS_MAX + 2], y, rows;
	char line[256];

	if (m->hide || !m->study || rules_of(m)->solutions == 0
		|| plan(&t, r, VIEW_HIT_RULES, start) != 1)
		return 0;
	rows = 1 + t.rows + 1;
	if (rows + 1 > r.h)
		return 0;
	r = (struct rect){ r.x, r.y + r.h - rows, r.w, rows };
	y = draw_block(&t, c, r, r.y, start[0], start[1], true);
	if (table_first_best(&t, line, sizeof line))
		canvas_text_fit(c, r.x + 1, y, r.w - 1, INK_LABEL, line);
	return rows + 1;
}

static void draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	static const struct legend_entry e[] = { { '>', INK_PRESENT, "chosen" },
		{ MARK_IN_PARETO, INK_PARETO, "Pareto" } };
	struct table t = { .m = m };
	int start[COLUMNS_MAX + 2], blocks;

	if (m->hide || !m->study || rules_of(m)->solutions == 0) {
		const char *why = m->hide ? "The solutions are hidden: predict first." :
			m->study && m->study->status != STATUS_OK ? m->study->error.text :
								    "Solving ...";

		draw_notice(c, r, why);
		return;
	}
	canvas_text_fit(c, r.x, r.y, r.w, INK_HEADING, "Rules: what each picks");
	draw_legend(c, (struct rect){ r.x + 23, r.y, r.w - 23, 1 }, e, 2);
	r.y++;
	r.h--;
	if (r.x > 0) { /* the blank beside the panel is the table's, too */
		r.x--;
		r.w++;
	}
	blocks = plan(&t, r, r.h - 4, start);
	*hit = (struct view_hit){ .reads = READS_RULES, .cell_w = 1,
		.inner = { r.x + 1, r.y + 1, r.w - 1, t.rows < r.h - 1 ? t.rows : r.h - 1 } };
	memcpy(hit->rule, t.row, sizeof hit->rule);
	table_notes(&t, c, r, draw_blocks(&t, c, r, start, blocks));
}

/* ---- data -------------------------------------------------------------------- */

static void fill_sheet(const struct view_model *m, struct sheet *t)
{
	const struct game *g = &m->scenario->game;
	const struct study *st = m->study;

	sheet_column(t, "rule");
	sheet_outcome_columns(t, g, true);
	sheet_column(t, "efficiency");
	sheet_column(t, "pareto");
	sheet_column(t, "status");
	sheet_column(t, "search");
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *s = &st->solution[i];
		struct value *row = s->done ? sheet_row(t) : NULL;

		if (!row)
			continue;
		row[0].word = s->rule.rule == RULE_POWERFUL_SPECIALIST
			? g->specialist[s->rule.specialist].id : rule_info(s->rule.rule)->label;
		if (!s->agreement)
			continue;
		sheet_outcome(t, row + 1, s->delta, &s->out);
		row[t->columns - 4].number = s->efficiency;
		row[t->columns - 3].number = s->pareto;
		row[t->columns - 2].word = proof_name(s->out.proof);
		row[t->columns - 1].word = search_name(s->search);
	}
}

static void tell_rule(const struct view_model *m, char *out, size_t size)
{
	const struct rule_info *rule;

	if (m->reading->rule >= rules_of(m)->solutions)
		return;
	rule = rule_info(rules_of(m)->solution[m->reading->rule].rule.rule);
	snprintf(out, size, "%s: %s", rule->label, rule->help);
}

static const struct view_read read_rules = { READS_RULES, NULL, tell_rule };

const struct view_info view_solutions = {
	.id = VIEW_SOLUTIONS,
	.name = view_name[VIEW_SOLUTIONS],
	.label = "Solutions",
	.tab = 5,
	.min_rows = 8,
	.need = HAVE_FIRST | HAVE_RULES,
	.draw = draw,
	.read = &read_rules,
	.sheet = fill_sheet,
	.figure = figure_of_solutions,
};
