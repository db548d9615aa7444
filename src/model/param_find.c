/* Which parameters a scenario has now, and finding one by its name. */
#include "param_private.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

struct param_ref param_ref_of(const struct param_info *info, int player)
{
	return (struct param_ref){ info, player, -1 };
}

/* Whether the contract leaves it open: one pot has no terms, and matched parts of costs are
 * those of the revenue. */
static bool agreed_on(const struct game *g, const struct param_info *info)
{
	bool pot = g->contract == CONTRACT_PROFIT;

	if (info->store == STORE_TERM || (info->store == STORE_WORD &&
		info->general == offsetof(struct scenario, game.transfers)))
		return !pot && !(g->contract == CONTRACT_MATCHED &&
			info->special == offsetof(struct specialist, terms.cost_share));
	return true;
}

enum status param_open(const struct scenario *s, const struct param_ref *ref, struct error *err)
{
	char name[160];

	if (ref->info->store == STORE_DELTA && ref->player > 0 && s->game.n > 1 && s->game.common)
		return error_set(err, STATUS_INPUT, "%s is not its own under share = common: set "
			"delta, which is everybody's", param_name(s, ref, name, sizeof name));
	if (agreed_on(&s->game, ref->info))
		return STATUS_OK;
	return error_set(err, STATUS_INPUT, "%s changes nothing under contract = %s",
		param_name(s, ref, name, sizeof name), contract_words[s->game.contract]);
}

/* Whether the panel has it with the present rule and contract. */
static bool listed(const struct scenario *s, const struct param_info *info)
{
	return (info->rule == RULE_FIXED || info->rule == s->bargain.rule) &&
		agreed_on(&s->game, info);
}

/* What stands with the bargain beside shares and rule: what the rule takes, and the contract,
 * terms that are everybody's where there are several. */
static bool with_bargain(const struct scenario *s, const struct param_info *info)
{
	if (!(info->owners & 1u << OWNER_SCENARIO) || !listed(s, info) ||
		!param_used(s, info, -1))
		return false;
	return info->store == STORE_TERM ? s->game.n > 1 :
		info->contract || info->rule != RULE_FIXED;
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
			!param_used(s, info, player) || !listed(s, info))
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

/* Number i of the bargain's, or how many there are in *count: the shares, the rule, with several
 * domains whether they have one share or each its own, what the rule takes; then what the law has
 * to say. */
static bool bargain_at(const struct scenario *s, int i, struct param_ref *ref, int *count)
{
	int shares = game_shares(&s->game), seen = shares;

	if (i >= 0 && i < shares) {
		*ref = shares == 1 ? param_ref_of(param_info_find("delta", OWNER_SCENARIO), -1) :
			param_ref_of(param_info_find("delta", OWNER_SPECIALIST), i + 1);
		return true;
	}
	if (i == seen++) {
		*ref = param_ref_of(param_info_find("bargain", OWNER_SCENARIO), -1);
		return true;
	}
	if (s->game.n > 1 && i == seen++) {
		*ref = param_ref_of(param_info_find("share", OWNER_SCENARIO), -1);
		return true;
	}
	for (int k = 0; k < param_rows(); k++) {
		const struct param_info *info = param_row(k);

		if (!with_bargain(s, info) || i != seen++)
			continue;
		*ref = param_ref_of(info, -1);
		return true;
	}
	if (player_at(s, PLAYER_REGULATION, i - seen, ref, count))
		return true;
	*count += seen;
	return false;
}

bool param_group_at(const struct scenario *s, int player, int i, struct param_ref *ref)
{
	int count;

	return player < 0 ? bargain_at(s, i, ref, &count) : player_at(s, player, i, ref, &count);
}

int param_group_count(const struct scenario *s, int player)
{
	struct param_ref ref;
	int count = 0;

	if (player < 0)
		bargain_at(s, -1, &ref, &count);
	else
		player_at(s, player, -1, &ref, &count);
	return count;
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
	int count;

	if (i < 0)
		return false;
	if (bargain_at(s, i, ref, &count))
		return true;
	i -= count;
	for (int player = 0; player <= s->game.n; player++) {
		if (player_at(s, player, i, ref, &count))
			return true;
		i -= count;
	}
	return false;
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

/* In a short word two slips make another. */
static int slips(const char *word)
{
	return strlen(word) < 8 ? 2 : 3;
}

/* The full name nearest to name, or NULL; for who got the owner wrong, or left it out. */
static const char *near_name(const struct scenario *s, const char *name, char *out, size_t size)
{
	int best = slips(name), count = param_count(s);
	struct param_ref ref, found = { .info = NULL };

	for (int i = 0; i < count && param_at(s, i, &ref); i++) {
		int far = text_distance(name, param_name(s, &ref, out, size));

		if (far < best) {
			best = far;
			found = ref;
		}
	}
	return found.info ? param_name(s, &found, out, size) : NULL;
}

/* The owner's key nearest to key, or NULL; all of them in list. */
static const char *near_key(const struct scenario *s, int player, const char *key, char *list,
	size_t size)
{
	enum param_owner owner = param_player_owner(player);
	const char *near = NULL;
	int best = slips(key);

	for (int i = 0; i < param_rows(); i++) {
		const struct param_info *info = param_row(i);
		int far;

		if (!(info->owners & 1u << owner) || info->store == STORE_CONSTANT ||
			(player >= 0 && !param_used(s, info, player)))
			continue;
		far = text_distance(key, info->key);
		if (far < best) {
			best = far;
			near = info->key;
		}
		text_append(list, size, "%s%s", *list ? ", " : "", info->key);
	}
	return near;
}

/* Says what is nearest to name, whose last part is key, or all that the owner has. */
static enum status unknown(const struct scenario *s, int player, const char *name,
	const char *key, struct error *err)
{
	char list[300] = "", full[160];
	const char *near = near_key(s, player, key, list, sizeof(list));
	int owner = (int)(key - name); /* bytes of its name, with the dot */

	if (near)
		return error_set(err, STATUS_INPUT, "unknown parameter %.80s: did you mean %.*s%s?",
			name, owner, name, near);
	if (owner)
		return error_set(err, STATUS_INPUT, "unknown parameter %.80s: %.*s has %s", name,
			owner - 1, name, list);
	near = near_name(s, name, full, sizeof(full));
	if (near)
		return error_set(err, STATUS_INPUT, "unknown parameter %.80s: did you mean %s?",
			name, near);
	return error_set(err, STATUS_INPUT, "unknown parameter %.80s. The scenario has %s; its "
		"players have others, like generalist.cost.scale", name, list);
}

enum status param_foreign(const struct scenario *s, int player, const char *name,
	const char *key, struct error *err)
{
	const struct function *f = param_key_function(key);
	const struct param_info *foreign = param_info_find(key, player < 0 ? OWNER_SCENARIO :
		OWNER_SPECIALIST);
	int family = f ? param_family(s, player, f) : 0;
	size_t skip = f ? strlen(f->key) + 1 : 0;
	char keys[160] = "", others[120] = "";

	for (int i = 0; f && i < param_rows() && family != f->formula; i++) {
		const struct param_info *info = param_row(i);

		if (info->function == f && info->store != STORE_FAMILY &&
			param_used(s, info, player))
			text_append(keys, sizeof(keys), "%s%s", *keys ? " " : "", info->key + skip);
	}
	if (foreign && foreign->contract)
		return error_set(err, STATUS_INPUT, "contract, transfers: not in a regulation game");
	if (!f)
		return error_set(err, STATUS_INPUT, "%.80s does not belong to game = %s", name,
			game_kind_name(s->game.kind));
	for (int i = 0; foreign && i < f->families; i++)
		if (foreign->families & 1u << i)
			text_append(others, sizeof(others), "%s%s", *others ? ", " : "", f->family[i]);
	return error_set(err, STATUS_INPUT, "%.80s does not belong to %s = %s, which takes %s%s%s",
		name, f->key, f->family[family],
		*keys ? keys : "formula and its constants", *others ? ", but to " : "", others);
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
	char id[GAME_ID_MAX + 1], full[160];
	const char *near;
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
	near = near_name(s, name, full, sizeof(full));
	if (near)
		return error_set(err, STATUS_INPUT, "unknown parameter %.80s: did you mean %s?",
			name, near);
	return error_set(err, STATUS_INPUT, "unknown parameter %.80s: %s is neither generalist "
		"nor a specialist's id%s%s", name, id, s->game.n ? ", like " : "",
		s->game.n ? s->game.specialist[0].id : "");
}
