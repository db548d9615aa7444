/* The bargain: shares moved by hand, rules chosen. */
#include "ui/state.h"

#include <stdio.h>
#include <string.h>

bool edit_is_share(const struct explorer *e, const struct param_ref *ref, int *whose)
{
	if (strcmp(ref->info->key, "delta") != 0)
		return false;
	*whose = ref->player > 0 && game_shares(&e->scenario.game) > 1 ? ref->player - 1 : -1;
	return true;
}

/* The shares of the last solution, while they are of this many specialists;
 * else those the scenario gives. */
static const double *present(const struct explorer *e)
{
	const struct study *st = pipeline_shown(e);
	bool known = e->scenario.bargain.rule != RULE_FIXED && st && st->n == e->scenario.game.n
		&& (st->have & HAVE_PRESENT);

	return known ? st->delta : e->scenario.delta;
}

double edit_present_share(const struct explorer *e, int i)
{
	return e->scenario.game.n > 0 ? present(e)[i < 0 ? 0 : i] : 0.5;
}

/* The parameter that a share is: "delta", or "ID.delta" of one among several. */
static bool share_ref(const struct explorer *e, int i, struct param_ref *ref)
{
	char name[PARAM_NAME_MAX] = "delta";

	if (i >= 0)
		snprintf(name, sizeof name, "%s.delta", e->scenario.game.specialist[i].id);
	return param_find(&e->scenario, name, ref, NULL) == STATUS_OK;
}

static enum status note_share(struct explorer *e, int i, struct error *err)
{
	struct param_ref ref;
	bool known = share_ref(e, i, &ref);

	if (e->merge && e->scenario.bargain.rule == RULE_FIXED)
		return STATUS_OK;
	if (e->scenario.bargain.rule == RULE_FIXED && i >= 0 && known)
		return undo_note(&e->undo, &e->scenario, &ref, err);
	return undo_note_all(&e->undo, &e->scenario, known ? &ref : NULL, err);
}

unsigned edit_share(struct explorer *e, int i, double value)
{
	struct scenario *s = &e->scenario;
	const double *now = present(e);
	struct error err;

	if (note_share(e, i, &err) != STATUS_OK)
		return explorer_fail(e, &err);
	for (int k = 0; k < s->game.n; k++)
		s->delta[k] = i < 0 || k == i ? value : now[k];
	s->bargain.rule = RULE_FIXED;
	s->bargain.specialist = 0;
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

unsigned act_share(struct explorer *e, int by)
{
	int i = game_shares(&e->scenario.game) > 1 ? e->specialist : -1;
	double now = edit_present_share(e, i), next = now;
	struct param_ref ref;

	if (share_ref(e, i, &ref))
		next = param_step(&e->scenario, &ref, now, by);
	if (next == now)
		return explorer_say(e, INK_STATUS, "the share is %s already",
			by > 0 ? "all the generalist's" : "all the specialist's");
	return edit_share(e, i, next);
}

unsigned edit_rule(struct explorer *e, struct bargain b)
{
	struct scenario with = e->scenario; /* borrows what that owns */
	struct param_ref ref;

	with.bargain = b;
	if (param_find(&with, "bargain", &ref, NULL) != STATUS_OK)
		return EFFECT_NONE;
	return edit_set(e, &ref, param_get(&with, &ref));
}

/* The rule chosen and what it does, within one line: of several specialists, whose
 * power it is, while the id is not so long that what it says would be cut. */
static void say_rule(struct explorer *e)
{
	const struct scenario *s = &e->scenario;
	const struct rule_info *rule = rule_info(s->bargain.rule);
	char line[GAME_ID_MAX + 2 * RULE_LINE_COLS];

	if (s->bargain.rule == RULE_POWERFUL_SPECIALIST && s->game.n > 1) {
		snprintf(line, sizeof line, "Powerful %s: %s",
			s->game.specialist[s->bargain.specialist].id, rule->help);
		if (strlen(line) > RULE_LINE_COLS)
			snprintf(line, sizeof line, "%s: %s", rule->label, rule->help);
	} else {
		snprintf(line, sizeof line, "%s: %s", rule->label, rule->help);
	}
	explorer_say(e, INK_STATUS, "%s", line);
}

/* Rules go round, without "fixed": that is what moving a share does. */
unsigned act_rule(struct explorer *e, int by)
{
	struct scenario *s = &e->scenario;
	struct param_ref ref;
	int count, at;
	unsigned effects;

	if (param_find(s, "bargain", &ref, NULL) != STATUS_OK)
		return EFFECT_NONE;
	count = param_choices(s, &ref);
	at = (int)param_get(s, &ref);
	do
		at = (at + by + count) % count;
	while (at == RULE_FIXED);
	effects = edit_set(e, &ref, at);
	if (effects & EFFECT_SOLVE)
		say_rule(e);
	return effects;
}
