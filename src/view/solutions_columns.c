/* Which columns the table of solutions has, and how they share the width. */
#include "solutions.h"

#include <stdio.h>
#include <string.h>

#define BRIEF_COLS 18 /* of a rule's short name, its marks included */
#define TIGHT_COLS 8  /* of its first letters */

static void add(struct table *t, enum column_kind kind, int player, int width, const char *header)
{
	struct column *col = &t->column[t->columns];

	if (t->columns == COLUMNS_MAX)
		return;
	*col = (struct column){ .kind = kind, .player = player, .width = width };
	snprintf(col->header, sizeof col->header, "%s", header);
	t->columns++;
}

/* A player's share, utility or lump sum: of two players one's lump sum tells the other's. */
static void add_player(struct table *t, enum column_kind kind, int k)
{
	char header[NUMBER_MAX];
	const char *format = kind == COL_PAYMENT ? "to %c" : kind == COL_SHARE ? "sh. %c" : "%c";

	snprintf(header, sizeof header, format, player_mark(t->m->scenario, k));
	if (kind == COL_SHARE && t->m->study->shares == 1)
		snprintf(header, sizeof header, "share");
	add(t, kind, k, t->number_cols + (kind == COL_PAYMENT), header); /* with a sign */
}

/* All columns, for the roster's players or for the selected one alone. */
static void fill_columns(struct table *t, bool selected_only)
{
	const struct view_model *m = t->m;
	const struct study *st = m->study;
	struct roster r;

	t->columns = 0;
	roster_fill(&r, m, false, ROSTER_MAX);
	if (selected_only) {
		r.count = 1;
		r.player[0] = m->specialist < st->n ? m->specialist + 1 : 1;
	}
	for (int i = 0; i < (st->shares == 1 ? 1 : r.count); i++)
		add_player(t, COL_SHARE, st->shares == 1 ? 1 : r.player[i]);
	add_player(t, COL_UTILITY, 0);
	for (int i = 0; i < r.count; i++)
		add_player(t, COL_UTILITY, r.player[i]);
	add(t, COL_JOINT, PLAYER_JOINT, t->number_cols, "joint");
	if (m->scenario->game.transfers)
		add_player(t, COL_PAYMENT, 0);
	for (int i = 0; m->scenario->game.transfers && st->n > 1 && i < r.count; i++)
		add_player(t, COL_PAYMENT, r.player[i]);
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
			col->width = 5;
			strcpy(col->header, "best");
		}
		if (col->kind == COL_PARETO) {
			col->width = 2;
			col->header[0] = '\0';
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

int table_plan(struct table *t, struct rect r, int *start)
{
	static const struct { bool narrow, brief, percent, selected, tight; } form[] = {
		{ false, false, false, false, false }, { true, false, false, false, false },
		{ true, true, false, false, false }, { true, true, true, false, false },
		{ true, true, false, true, false }, { true, true, true, true, false },
		{ true, true, true, true, true } };
	int blocks = 1, height = t->rows + 3;

	for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
		t->brief = form[i].brief;
		t->tight = form[i].tight;
		t->number_cols = t->tight ? NUMBER_TIGHT : NUMBER_COLS;
		t->name_cols = t->tight ? TIGHT_COLS : t->brief ? BRIEF_COLS : LABEL_COLS + 4;
		fill_columns(t, form[i].selected);
		if (form[i].narrow)
			make_narrow(t, form[i].percent);
		if (columns_width(t) <= r.w)
			return pack(t, r.w, start);
		/* blocks are better than hiding players, where there is height */
		if (form[i].percent && !form[i].tight) {
			blocks = pack(t, r.w, start);
			if (blocks * height <= r.h)
				return blocks;
		}
	}
	return pack(t, r.w, start);
}

void table_stretch(struct table *t, int width)
{
	int left = width - columns_width(t);

	for (int i = 0; i < t->columns && left > 0; i++)
		if (t->column[i].kind == COL_BAR)
			t->column[i].width += left < 12 ? left : 12;
	if (t->tight && left > 0)
		t->name_cols = t->name_cols + left < BRIEF_COLS ? t->name_cols + left : BRIEF_COLS;
}
