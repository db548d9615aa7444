/* The side panel's rows. */
#include "view/rows.h"

#include <stdlib.h>
#include <string.h>

#define BITS 64

bool row_fold_open(const struct row_folds *f, int player)
{
	return f && f->open[player / BITS] >> player % BITS & 1;
}

void row_fold_toggle(struct row_folds *f, int player)
{
	f->open[player / BITS] ^= (uint64_t)1 << player % BITS;
}

static const char *player_id(const struct scenario *s, int player)
{
	return player <= 0 ? "" : player <= s->game.n ? s->game.specialist[player - 1].id : NULL;
}

/* Whether a value at rest is a change of the user's. The same player is mostly at the
 * same place, which saves looking for it by name. */
static bool differs(const struct rows_plan *p, const struct param_ref *ref)
{
	const char *id = player_id(p->scenario, ref->player), *old;
	struct param_ref found = *ref;
	char name[128];

	if (!p->base)
		return false;
	old = player_id(p->base, ref->player);
	if (!old || strcmp(id, old) != 0) {
		param_name(p->scenario, ref, name, sizeof name);
		if (param_find(p->base, name, &found, NULL) != STATUS_OK)
			return false;
	}
	return !param_at_rest(p->base, &found);
}

static bool rests(const struct rows_plan *p, const struct param_ref *ref, int index)
{
	return param_at_rest(p->scenario, ref) && index != p->choice && !differs(p, ref) &&
		!param_own_slider(p->scenario, ref);
}

/* Rows of a contract that there is none of. */
static bool put_away(const struct rows_plan *p, const struct param_ref *ref, int index)
{
	return ref->info->contract && !game_has_contract(&p->scenario->game) &&
		!(p->folds && p->folds->contract) && rests(p, ref, index);
}

/* What a fold may hide: not what was asked for. */
static bool folds_away(const struct rows_plan *p, const struct param_ref *ref, int index)
{
	return !(ref->info->contract && p->folds && p->folds->contract) && rests(p, ref, index);
}

static void add(struct rows *r, int choice, int player)
{
	r->row[r->count++] = (struct row){ .choice = choice, .player = player };
}

/* A player's rows, from parameter `index` on; returns the next one's index. */
static int add_player(struct rows *r, const struct rows_plan *p, bool fold, int player, int index)
{
	int count = param_group_count(p->scenario, player), folded = 0;
	bool open = row_fold_open(p->folds, player);
	struct param_ref ref;

	add(r, ROW_NONE, player);
	for (int i = 0; i < count; i++, index++) {
		bool at_rest;

		if (!param_group_at(p->scenario, player, i, &ref) || put_away(p, &ref, index))
			continue;
		at_rest = fold && folds_away(p, &ref, index);
		folded += at_rest;
		if (!at_rest || open)
			add(r, index, player);
	}
	if (folded > 0) {
		add(r, ROW_REST(player), player);
		r->row[r->count - 1].rests = folded;
		r->row[r->count - 1].open = open;
	}
	return index;
}

static int add_bargain(struct rows *r, const struct rows_plan *p)
{
	int count = param_group_count(p->scenario, -1);
	struct param_ref ref;

	add(r, ROW_NONE, -1);
	for (int i = 0; i < count; i++)
		if (param_group_at(p->scenario, -1, i, &ref) && !put_away(p, &ref, i))
			add(r, i, -1);
	add(r, ROW_PARETO, -1);
	add(r, ROW_SHARING, -1);
	return count;
}

static int count_put_away(const struct rows_plan *p)
{
	struct param_ref ref;
	int count = 0;

	for (int i = 0; param_at(p->scenario, i, &ref); i++)
		count += put_away(p, &ref, i);
	return count;
}

enum status rows_make(struct rows *r, const struct rows_plan *p, struct error *err)
{
	int players = p->scenario->game.n + 1;
	int all = param_count(p->scenario) + players + 3;
	bool fold = all - count_put_away(p) > p->room;
	int index;

	r->count = 0;
	/* a fold each comes on top, but never without a row of its player's that it hides */
	r->row = malloc((size_t)(all + players) * sizeof *r->row);
	if (!r->row)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	index = add_bargain(r, p);
	for (int player = 0; player < players; player++)
		index = add_player(r, p, fold, player, index);
	return STATUS_OK;
}

void rows_free(struct rows *r)
{
	free(r->row);
	*r = (struct rows){ 0 };
}

int rows_find(const struct rows *r, int choice)
{
	for (int i = 0; i < r->count; i++)
		if (choice != ROW_NONE && r->row[i].choice == choice)
			return i;
	return -1;
}
