/* Choosing: the panel's row under the cursor, the selected specialist. */
#include "ui/state.h"

bool edit_ref(const struct explorer *e, struct param_ref *ref)
{
	return param_at(&e->scenario, e->cursor, ref);
}

/* Whose row it is: 0 the generalist, i specialist i - 1, -1 the bargain's. */
static int player_at(const struct explorer *e, int choice)
{
	struct param_ref ref;

	if (ROW_IS_REST(choice))
		return ROW_REST_OF(choice);
	return param_at(&e->scenario, choice, &ref) ? ref.player : -1;
}

/* The selection follows the cursor to a specialist and stays elsewhere. */
static void follow(struct explorer *e)
{
	int player = player_at(e, e->cursor);

	if (player > 0)
		e->specialist = player - 1;
}

static bool make_rows(const struct explorer *e, struct rows *r)
{
	const struct screen_shown *shown = &e->shown;
	struct rows_plan plan = { .scenario = &e->scenario, .base = &e->base, .folds = &e->folds,
		.choice = e->cursor, .room = shown->panel.count - 1 };

	return rows_make(r, &plan, NULL) == STATUS_OK;
}

/* The next row that can be chosen, from row i on; -1: none. */
static int choosable(const struct rows *r, int i, int by)
{
	while (i >= 0 && i < r->count && r->row[i].choice == ROW_NONE)
		i += by;
	return i >= 0 && i < r->count ? i : -1;
}

static unsigned choose(struct explorer *e, int choice)
{
	e->cursor = choice;
	follow(e);
	note_row(e);
	return EFFECT_REDRAW;
}

/* Row `at`, or, below 0, the cursor's. The rows are freed. */
static unsigned choose_row(struct explorer *e, struct rows *r, int at)
{
	int choice = at < 0 ? e->cursor : r->row[at].choice;

	rows_free(r);
	return choose(e, choice);
}

void explorer_settle(struct explorer *e)
{
	int count = param_count(&e->scenario), n = e->scenario.game.n;

	if (e->cursor >= count)
		e->cursor = count - 1;
	if (ROW_IS_REST(e->cursor) && ROW_REST_OF(e->cursor) > n)
		e->cursor = 0;
	if (e->specialist >= n)
		e->specialist = n - 1;
	if (e->specialist < 0)
		e->specialist = 0;
	if (e->frontier_x > n)
		e->frontier_x = 0;
	if (e->frontier_y > n || e->frontier_y == e->frontier_x)
		e->frontier_y = e->frontier_x == 0 ? 1 : 0;
	if (!view_applies(e->view, &e->scenario)) {
		e->view = VIEW_OVERVIEW;
		e->due |= EFFECT_EXTRA; /* what was there to be computed was the other view's */
	}
	follow(e);
}

void edit_go(struct explorer *e, const char *param)
{
	struct param_ref wanted, ref;

	if (!*param || param_find(&e->scenario, param, &wanted, NULL) != STATUS_OK)
		return;
	for (int i = 0; param_at(&e->scenario, i, &ref); i++)
		if (param_same(&ref, &wanted)) {
			e->cursor = i;
			follow(e);
			return;
		}
}

unsigned act_cursor(struct explorer *e, int by)
{
	struct rows r;
	int at;

	if (!make_rows(e, &r))
		return EFFECT_NONE;
	at = choosable(&r, rows_find(&r, e->cursor) + by, by);
	if (at < 0) /* round the ends: the last row is one key from the first */
		at = choosable(&r, by > 0 ? 0 : r.count - 1, by);
	return choose_row(e, &r, at);
}

/* To the first row of this group, or from there to the group above; to the one below. */
unsigned act_player(struct explorer *e, int by)
{
	struct rows r;
	int at, first;

	if (!make_rows(e, &r))
		return EFFECT_NONE;
	at = rows_find(&r, e->cursor);
	at = at < 0 ? 0 : at;
	for (first = at; first > 0 && r.row[first].choice != ROW_NONE;)
		first--;
	if (by < 0 && at == first + 1)
		for (first -= first > 0; first > 0 && r.row[first].choice != ROW_NONE;)
			first--;
	if (by > 0)
		for (first = at; first < r.count - 1 && r.row[first].choice != ROW_NONE;)
			first++;
	return choose_row(e, &r, choosable(&r, first, +1));
}

unsigned act_end(struct explorer *e, int which)
{
	struct rows r;

	if (!make_rows(e, &r))
		return EFFECT_NONE;
	return choose_row(e, &r, which < 0 ? choosable(&r, 0, +1) : choosable(&r, r.count - 1, -1));
}

/* Wherever the cursor was, the row is one that the panel shows without it. */
void cursor_to_player(struct explorer *e, int player)
{
	struct param_ref ref;
	struct rows r;
	bool found = false;

	e->cursor = 0;
	if (!make_rows(e, &r))
		return;
	for (int i = 0; i < r.count && !found; i++) {
		int choice = r.row[i].choice;

		found = choice != ROW_NONE && !ROW_IS_REST(choice)
			&& param_at(&e->scenario, choice, &ref) && ref.player == player;
		e->cursor = found ? choice : e->cursor;
	}
	rows_free(&r);
	follow(e);
}

unsigned act_select(struct explorer *e, int by)
{
	int n = e->scenario.game.n;

	if (n < 2)
		return explorer_say(e, INK_STATUS, "there is one specialist; a adds another");
	cursor_to_player(e, (e->specialist + by + n) % n + 1);
	note_row(e);
	return EFFECT_REDRAW;
}

/* Shows the contract's rows and goes to the first, or from there puts them away. */
unsigned act_contract(struct explorer *e, UNUSED int unused)
{
	struct param_ref ref;

	if (e->scenario.game.kind == GAME_REGULATION)
		return explorer_say(e, INK_STATUS, "contracts: not in a regulation game");
	if (e->folds.contract && edit_ref(e, &ref) && ref.info->contract) {
		e->folds.contract = false;
		return choose(e, 0);
	}
	e->folds.contract = true;
	edit_go(e, "contract");
	note_row(e);
	return EFFECT_REDRAW;
}

/* Shows or folds away the rows at rest. */
unsigned cursor_unfold(struct explorer *e)
{
	row_fold_toggle(&e->folds, ROW_REST_OF(e->cursor));
	return EFFECT_REDRAW;
}
