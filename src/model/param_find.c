/* Which parameters a scenario has now, and finding one by its name. */
#include "param_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct param_ref make_ref(const struct param_row *row, int player)
{
	struct param_ref ref = { &row->info, player, -1, !strncmp(row->info.key, "cost", 4) };

	return ref;
}

/* The player's parameter number i, or how many there are in *count. Texts are
 * not on the panel, and shares stand with the bargain. */
static bool player_at(const struct scenario *s, int player, int i, struct param_ref *ref,
	int *count)
{
	int rows = param_rows(), seen = 0;

	for (int k = 0; k < rows; k++) {
		const struct param_row *row = param_row_at(k);
		int items = 1;

		if (row->store == STORE_TEXT || row->store == STORE_DELTA ||
			!param_row_used(s, row, player))
			continue;
		if (row->store == STORE_CONSTANT) {
			struct param_ref here = make_ref(row, player);
			struct formula_slot *const *slot = param_slot(s, &here);

			items = *slot ? (*slot)->count : 0;
		}
		if (i >= seen && i < seen + items) {
			*ref = make_ref(row, player);
			if (row->store == STORE_CONSTANT)
				ref->constant = i - seen;
			return true;
		}
		seen += items;
	}
	*count = seen;
	return false;
}

/* Number i of the bargain's: share mode, rule, shares. */
static bool bargain_at(const struct scenario *s, int i, struct param_ref *ref)
{
	if (s->game.n > 1 && i-- == 0)
		*ref = make_ref(param_row_find("share", OWNER_SCENARIO), -1);
	else if (i-- == 0)
		*ref = make_ref(param_row_find("bargain", OWNER_SCENARIO), -1);
	else if (i < 0 || i >= game_shares(&s->game))
		return false;
	else if (game_shares(&s->game) == 1)
		*ref = make_ref(param_row_find("delta", OWNER_SCENARIO), -1);
	else
		*ref = make_ref(param_row_find("delta", OWNER_SPECIALIST), i + 1);
	return true;
}

int param_count(const struct scenario *s)
{
	struct param_ref ref;
	int total = 0, count = 0;

	for (int player = 0; player <= s->game.n; player++) {
		player_at(s, player, -1, &ref, &count);
		total += count;
	}
	return total + (s->game.n > 1) + 1 + game_shares(&s->game);
}

bool param_at(const struct scenario *s, int i, struct param_ref *ref)
{
	int count = 0;

	if (i < 0)
		return false;
	for (int player = 0; player <= s->game.n; player++) {
		if (player_at(s, player, i, ref, &count))
			return true;
		i -= count;
	}
	return bargain_at(s, i, ref);
}

int param_distance(const char *a, const char *b)
{
	enum { MOST = 40, FAR = 4 };
	int n = (int)strlen(a), m = (int)strlen(b);
	int row[3][MOST + 1];

	if (n > MOST || m > MOST || abs(n - m) >= FAR)
		return FAR;
	for (int j = 0; j <= m; j++)
		row[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

		now[0] = i;
		for (int j = 1; j <= m; j++) {
			int best = last[j - 1] + (a[i - 1] != b[j - 1]);

			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[n % 3][m] < FAR ? row[n % 3][m] : FAR;
}

/* The exponential's rate may be called its exponent. */
static const char *alias(const struct scenario *s, int player, const char *key)
{
	if (player >= 0 && !strcmp(key, "cost.exponent") &&
		param_cost(s, player)->family == COST_EXPONENTIAL)
		return "cost.rate";
	return key;
}

/* A constant of the formula in use: key is "cost.c" or "revenue.R". */
static bool find_constant(const struct scenario *s, int player, const char *key,
	struct param_ref *ref)
{
	bool cost = !strncmp(key, "cost.", 5);
	const char *name = strchr(key, '.');
	const struct formula_slot *slot;

	if (player < 0 || !name || (!cost && (player == 0 || strncmp(key, "revenue.", 8))))
		return false;
	if (cost ? param_cost(s, player)->family != COST_FORMULA :
		param_revenue(s, player)->family != REVENUE_FORMULA)
		return false;
	*ref = (struct param_ref){ &param_row_constant(cost)->info, player, -1, cost };
	slot = *param_slot(s, ref);
	for (int i = 0; slot && i < slot->count; i++) {
		if (strcmp(slot->name[i], name + 1))
			continue;
		ref->constant = i;
		return true;
	}
	return false;
}

/* Says what is nearest to key among the owner's, or all that there is. */
static enum status unknown(const struct scenario *s, int player, const char *name,
	const char *key, struct error *err)
{
	enum param_owner owner = param_player_owner(player);
	const char *near = NULL;
	char list[300] = "";
	size_t used = 0;
	int best = strlen(key) < 8 ? 2 : 3; /* in a short word two slips make another */

	for (int i = 0; i < param_rows(); i++) {
		const struct param_row *row = param_row_at(i);
		int far;

		if (!(row->info.owners & 1u << owner) || row->store == STORE_CONSTANT ||
			(player >= 0 && !param_row_used(s, row, player)))
			continue;
		far = param_distance(key, row->info.key);
		if (far < best) {
			best = far;
			near = row->info.key;
		}
		if (used < sizeof(list))
			used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%s",
				used ? " " : "", row->info.key);
	}
	if (near)
		return error_set(err, STATUS_INPUT, "unknown parameter %.80s: did you mean %s?",
			name, near);
	return error_set(err, STATUS_INPUT, "unknown parameter %.80s: there is %s", name, list);
}

/* The families that use a row, in words, for "takes part in". */
static char *families_of(const struct param_row *row, char *out, size_t size)
{
	bool cost = !strncmp(row->info.key, "cost", 4);
	int families = cost ? (int)COST_FAMILIES : (int)REVENUE_FAMILIES;
	size_t used = 0;

	out[0] = '\0';
	for (int i = 0; i < families; i++)
		if (row->info.families & 1u << i && used < size)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "",
				cost ? cost_family_name((enum cost_family)i) :
				revenue_family_name((enum revenue_family)i));
	return out;
}

static enum status find_in(const struct scenario *s, int player, const char *name,
	const char *key, struct param_ref *ref, struct error *err)
{
	const struct param_row *row =
		param_row_find(alias(s, player, key), param_player_owner(player));
	char list[120];

	if (find_constant(s, player, key, ref))
		return STATUS_OK;
	if (!row || row->store == STORE_CONSTANT)
		return unknown(s, player, name, key, err);
	if (player >= 0 && !param_row_used(s, row, player)) {
		bool cost = !strncmp(key, "cost", 4);

		return error_set(err, STATUS_INPUT, "%.80s is not in use: the %s is %s, and %s "
			"belongs to %s", name, cost ? "cost" : "revenue",
			cost ? cost_family_name(param_cost(s, player)->family) :
			revenue_family_name(param_revenue(s, player)->family), key,
			families_of(row, list, sizeof(list)));
	}
	*ref = make_ref(row, player);
	return STATUS_OK;
}

enum status param_find(const struct scenario *s, const char *name, struct param_ref *ref,
	struct error *err)
{
	const char *dot = strchr(name, '.');
	char id[GAME_ID_MAX + 1];
	int player;

	if (!dot)
		return find_in(s, -1, name, name, ref, err);
	if ((size_t)(dot - name) > GAME_ID_MAX)
		return error_set(err, STATUS_INPUT, "unknown parameter %.80s: nobody has a name "
			"that long", name);
	memcpy(id, name, (size_t)(dot - name));
	id[dot - name] = '\0';
	if (!strcmp(id, "generalist"))
		return find_in(s, 0, name, dot + 1, ref, err);
	player = game_find(&s->game, id);
	if (player >= 0)
		return find_in(s, player + 1, name, dot + 1, ref, err);
	/* "cost.scale" without an owner is the likeliest slip. */
	if (param_row_find(name, OWNER_SPECIALIST))
		return error_set(err, STATUS_INPUT, "%s: whose? Put generalist or a specialist's "
			"id before it, as in %s.%s", name,
			s->game.n ? s->game.specialist[0].id : "generalist", name);
	return error_set(err, STATUS_INPUT, "unknown parameter %.80s: %s is neither generalist "
		"nor a specialist's id%s%s", name, id, s->game.n ? ", like " : "",
		s->game.n ? s->game.specialist[0].id : "");
}
