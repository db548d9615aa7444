/* Which parameters a scenario has now, and finding one by its name. */
#include "param_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct param_ref param_ref_of(const struct param_info *info, int player)
{
	return (struct param_ref){ info, player, -1 };
}

/* Whether the panel has it with the present rule. */
static bool listed(const struct scenario *s, const struct param_info *info)
{
	return info->rule == RULE_FIXED || info->rule == s->bargain.rule;
}

/* The player's parameter number i, or how many there are in *count. Texts are
 * not on the panel, and shares stand with the bargain. */
static bool player_at(const struct scenario *s, int player, int i, struct param_ref *ref,
	int *count)
{
	int rows = param_rows(), seen = 0;

	for (int k = 0; k < rows; k++) {
		const struct param_info *info = param_row(k);
		struct param_ref here = param_ref_of(info, player);
		int items = 1;

		if (info->store == STORE_TEXT || info->store == STORE_DELTA ||
			!listed(s, info) || !param_used(s, info, player))
			continue;
		if (info->store == STORE_CONSTANT)
			items = *param_slot(s, &here) ? (*param_slot(s, &here))->count : 0;
		if (i >= seen && i < seen + items) {
			*ref = here;
			if (info->store == STORE_CONSTANT)
				ref->constant = i - seen;
			return true;
		}
		seen += items;
	}
	*count = seen;
	return false;
}

/* Number i of the bargain's: the shares, the rule, with several domains whether they have one
 * share or each its own, what the rule takes; then what the law has to say. */
static bool bargain_at(const struct scenario *s, int i, struct param_ref *ref)
{
	int shares = game_shares(&s->game), count;

	if (i < 0)
		return false;
	if (i < shares && shares == 1) {
		*ref = param_ref_of(param_info_find("delta", OWNER_SCENARIO), -1);
		return true;
	}
	if (i < shares) {
		*ref = param_ref_of(param_info_find("delta", OWNER_SPECIALIST), i + 1);
		return true;
	}
	i -= shares;
	if (i == 0) {
		*ref = param_ref_of(param_info_find("bargain", OWNER_SCENARIO), -1);
		return true;
	}
	if (s->game.n > 1 && i-- == 1) {
		*ref = param_ref_of(param_info_find("share", OWNER_SCENARIO), -1);
		return true;
	}
	for (int k = 0; k < param_rows(); k++) {
		const struct param_info *info = param_row(k);

		if (info->rule == RULE_FIXED || !listed(s, info) ||
			!(info->owners & 1u << OWNER_SCENARIO) || i-- != 1)
			continue;
		*ref = param_ref_of(info, -1);
		return true;
	}
	return player_at(s, PLAYER_REGULATION, i - 1, ref, &count);
}

int param_group_count(const struct scenario *s, int player)
{
	struct param_ref ref;
	int count = 0;

	if (player >= 0) {
		player_at(s, player, -1, &ref, &count);
		return count;
	}
	while (bargain_at(s, count, &ref))
		count++;
	return count;
}

bool param_group_at(const struct scenario *s, int player, int i, struct param_ref *ref)
{
	int count;

	return player < 0 ? bargain_at(s, i, ref) : player_at(s, player, i, ref, &count);
}

int param_count(const struct scenario *s)
{
	int total = 0;

	for (int player = -1; player <= s->game.n; player++)
		total += param_group_count(s, player);
	return total;
}

bool param_at(const struct scenario *s, int i, struct param_ref *ref)
{
	int count = param_group_count(s, -1);

	if (i < count)
		return bargain_at(s, i, ref);
	i -= count;
	for (int player = 0; player <= s->game.n; player++) {
		if (player_at(s, player, i, ref, &count))
			return true;
		i -= count;
	}
	return false;
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

const struct function *param_key_function(const char *key)
{
	static const struct function *const functions[] = { &revenue_function, &cost_function };

	for (int i = 0; i < 2; i++) {
		size_t n = strlen(functions[i]->key);

		if (!strncmp(key, functions[i]->key, n) && (!key[n] || key[n] == '.'))
			return functions[i];
	}
	return NULL;
}

/* The exponential's rate may be called its exponent. */
static const char *alias(const struct scenario *s, int player, const char *key)
{
	if (player >= 0 && !strcmp(key, "cost.exponent") &&
		param_family(s, player, &cost_function) == COST_EXPONENTIAL)
		return "cost.rate";
	return key;
}

bool param_key_find(const struct scenario *s, int player, const char *key,
	struct param_ref *ref)
{
	const struct param_info *info =
		param_info_find(alias(s, player, key), param_player_owner(player));
	const struct function *f = param_key_function(key);

	if (f && key[strlen(f->key)] && (player > 0 || (player == 0 && f == &cost_function)) &&
		param_family(s, player, f) == f->formula) {
		*ref = param_ref_of(param_info_stored(f, STORE_CONSTANT), player);
		ref->constant = formula_slot_constant(*param_slot(s, ref),
			key + strlen(f->key) + 1);
		if (ref->constant >= 0)
			return true;
	}
	if (!info || info->store == STORE_CONSTANT || !param_used(s, info, player))
		return false;
	*ref = param_ref_of(info, player);
	return true;
}

/* Adds a word to the list in out, which has `used` bytes. */
static size_t add_word(char *out, size_t size, size_t used, const char *between, const char *word)
{
	if (used < size)
		used += (size_t)snprintf(out + used, size - used, "%s%s", used ? between : "", word);
	return used;
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
		const struct param_info *info = param_row(i);
		int far;

		if (!(info->owners & 1u << owner) || info->store == STORE_CONSTANT ||
			(player >= 0 && !param_used(s, info, player)))
			continue;
		far = param_distance(key, info->key);
		if (far < best) {
			best = far;
			near = info->key;
		}
		used = add_word(list, sizeof(list), used, " ", info->key);
	}
	if (near)
		return error_set(err, STATUS_INPUT, "unknown parameter %.80s: did you mean %s?",
			name, near);
	return error_set(err, STATUS_INPUT, "unknown parameter %.80s: there is %s", name, list);
}

enum status param_foreign(const struct scenario *s, int player, const char *name,
	const char *key, struct error *err)
{
	const struct function *f = param_key_function(key);
	const struct param_info *foreign = param_info_find(key, OWNER_SPECIALIST);
	int family = f ? param_family(s, player, f) : 0;
	size_t used = 0, skip = f ? strlen(f->key) + 1 : 0;
	char keys[160] = "formula and its constants", others[120] = "";

	for (int i = 0; f && i < param_rows() && family != f->formula; i++) {
		const struct param_info *info = param_row(i);

		if (info->function == f && info->store != STORE_FAMILY &&
			param_used(s, info, player))
			used = add_word(keys, sizeof(keys), used, " ", info->key + skip);
	}
	if (!f)
		return error_set(err, STATUS_INPUT, "%.80s does not belong to game = %s", name,
			game_kind_name(s->game.kind));
	used = 0;
	for (int i = 0; foreign && i < f->families; i++)
		if (foreign->families & 1u << i)
			used = add_word(others, sizeof(others), used, ", ", f->family[i]);
	return error_set(err, STATUS_INPUT, "%.80s does not belong to %s = %s, which takes %s%s%s",
		name, f->key, f->family[family], keys, *others ? ", but to " : "", others);
}

static enum status find_in(const struct scenario *s, int player, const char *name,
	const char *key, struct param_ref *ref, struct error *err)
{
	const struct param_info *info = param_info_find(key, param_player_owner(player));

	if (param_key_find(s, player, key, ref))
		return STATUS_OK;
	if (!info || info->store == STORE_CONSTANT)
		return unknown(s, player, name, key, err);
	return param_foreign(s, player, name, key, err);
}

enum status param_find(const struct scenario *s, const char *name, struct param_ref *ref,
	struct error *err)
{
	const char *dot = strchr(name, '.');
	char id[GAME_ID_MAX + 1];
	int player;

	if (!dot || param_info_find(name, OWNER_SCENARIO))
		return find_in(s, -1, name, name, ref, err);
	if ((size_t)(dot - name) > GAME_ID_MAX)
		return error_set(err, STATUS_INPUT, "unknown parameter %.80s: nobody has a name "
			"that long", name);
	memcpy(id, name, (size_t)(dot - name));
	id[dot - name] = '\0';
	if (!strcmp(id, "generalist"))
		return find_in(s, 0, name, dot + 1, ref, err);
	if (!strcmp(id, "regulation"))
		return find_in(s, PLAYER_REGULATION, name, dot + 1, ref, err);
	player = game_find(&s->game, id);
	if (player >= 0)
		return find_in(s, player + 1, name, dot + 1, ref, err);
	/* "cost.scale" without an owner is the likeliest slip. */
	if (param_info_find(name, OWNER_SPECIALIST))
		return error_set(err, STATUS_INPUT, "%s: whose? Put generalist or a specialist's "
			"id before it, as in %s.%s", name,
			s->game.n ? s->game.specialist[0].id : "generalist", name);
	return error_set(err, STATUS_INPUT, "unknown parameter %.80s: %s is neither generalist "
		"nor a specialist's id%s%s", name, id, s->game.n ? ", like " : "",
		s->game.n ? s->game.specialist[0].id : "");
}
