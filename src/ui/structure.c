/* Changes larger than one number: back to the scenario, families, specialists. */
#include "ui/state.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* Before a change: undo comes back to it, and to the chosen parameter. Says why not. */
static bool note(struct explorer *e)
{
	struct param_ref ref;
	struct error err;

	if (undo_note_all(&e->undo, &e->scenario, edit_ref(e, &ref) ? &ref : NULL, &err)
		== STATUS_OK)
		return true;
	explorer_fail(e, &err);
	return false;
}

/* Bargain and shares of the scenario as opened, where it has as many. */
static unsigned reset_bargain(struct explorer *e)
{
	struct scenario *s = &e->scenario;
	char name[PARAM_NAME_MAX];
	struct bargain b;

	scenario_bargain_name(&e->base, e->base.bargain, name, sizeof name);
	if (!scenario_bargain_find(s, name, &b))
		return explorer_say(e, INK_STATUS, "%s has no place here any more", name);
	if (!note(e))
		return EFFECT_REDRAW;
	s->bargain = b;
	for (int i = 0; i < s->game.n; i++) {
		int k = game_find(&e->base.game, s->game.specialist[i].id);

		if (k >= 0)
			s->delta[i] = e->base.delta[k];
	}
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

unsigned act_reset(struct explorer *e, UNUSED int unused)
{
	struct param_ref ref, base;
	char name[PARAM_NAME_MAX], text[LINE_BYTES];
	struct error err;
	int whose;

	if (!edit_ref(e, &ref))
		return EFFECT_NONE;
	if (edit_is_share(e, &ref, &whose) || !strcmp(ref.info->key, "bargain"))
		return reset_bargain(e);
	param_name(&e->scenario, &ref, name, sizeof name);
	if (param_find(&e->base, name, &base, NULL) != STATUS_OK)
		return explorer_say(e, INK_STATUS, "the scenario has no %s to go back to", name);
	if (ref.info->kind == PARAM_NUMBER)
		return edit_set(e, &ref, param_get(&e->base, &base));
	param_get_text(&e->base, &base, text, sizeof text);
	if (edit_set_text(e, &ref, text, &err) != STATUS_OK)
		return explorer_fail(e, &err);
	edit_go(e, name);
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

unsigned act_reset_all(struct explorer *e, UNUSED int unused)
{
	struct scenario *s = &e->scenario;
	struct scenario copy;
	struct error err;

	if (scenario_copy(&copy, &e->base, &err) != STATUS_OK)
		return explorer_fail(e, &err);
	if (undo_note_all(&e->undo, s, NULL, &err) != STATUS_OK) {
		scenario_free(&copy);
		return explorer_fail(e, &err);
	}
	scenario_free(s);
	*s = copy;
	explorer_settle(e);
	explorer_say(e, INK_STATUS, "everything is back as it was opened; u undoes that");
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

/* The full name of the function that a parameter belongs to:
 * "generalist.cost", "law.revenue"; false for one that belongs to none. */
static bool function_of(const struct explorer *e, const struct param_ref *ref, char *name,
	size_t size)
{
	const struct function *function = ref->info->function;

	if (!function)
		return false;
	snprintf(name, size, "%s.%s",
		ref->player == 0 ? "generalist" : e->scenario.game.specialist[ref->player - 1].id,
		function->key);
	return true;
}

static unsigned next_word(struct explorer *e, const struct param_ref *ref, int by)
{
	int count = param_choices(&e->scenario, ref), at = (int)param_get(&e->scenario, ref);

	return count < 2 ? (unsigned)EFFECT_NONE : edit_set(e, ref, (at + by + count) % count);
}

unsigned act_family(struct explorer *e, int by)
{
	struct param_ref ref, family;
	char name[PARAM_NAME_MAX], at_name[PARAM_NAME_MAX];
	struct error err;
	int count, at;

	if (!edit_ref(e, &ref))
		return explorer_say(e, INK_STATUS,
			"choose a parameter of a cost or a revenue: f changes its family");
	if (ref.info->store == STORE_BARGAIN)
		return act_rule(e, by);
	if (ref.info->kind == PARAM_CHOICE && ref.info->store != STORE_FAMILY)
		return next_word(e, &ref, by);
	if (!function_of(e, &ref, name, sizeof name)
		|| param_find(&e->scenario, name, &family, &err) != STATUS_OK)
		return explorer_say(e, INK_STATUS,
			"choose a parameter of a cost or a revenue: f changes its family");
	param_name(&e->scenario, &ref, at_name, sizeof at_name);
	count = param_choices(&e->scenario, &family);
	at = (int)param_get(&e->scenario, &family);
	if (!note(e))
		return EFFECT_REDRAW;
	/* Formula is passed over while there is none. */
	for (int tries = 1; tries < count; tries++) {
		at = (at + by + count) % count;
		if (param_set(&e->scenario, &family, at, &err) == STATUS_OK) {
			edit_go(e, name);
			edit_go(e, at_name);
			explorer_settle(e);
			return EFFECT_SOLVE | EFFECT_REDRAW;
		}
	}
	undo_forget(&e->undo);
	return explorer_fail(e, &err);
}

unsigned act_add(struct explorer *e, UNUSED int unused)
{
	struct error err;

	if (e->scenario.game.n >= GAME_SPECIALISTS_EXPLORER)
		return explorer_say(e, INK_WARNING,
			"the explorer takes no more than %d specialists",
			GAME_SPECIALISTS_EXPLORER);
	if (!note(e))
		return EFFECT_REDRAW;
	if (scenario_add_specialist(&e->scenario, &err) != STATUS_OK) {
		undo_forget(&e->undo);
		return explorer_fail(e, &err);
	}
	e->specialist = e->scenario.game.n - 2;
	act_select(e, +1);
	explorer_settle(e);
	explorer_say(e, INK_STATUS, "%s is added; x removes it again",
		e->scenario.game.specialist[e->specialist].id);
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

#define NAMED_COLS 30 /* longer names leave no room for what else is said: then it is the id */

/* What a specialist is called in a message; of `room` bytes. */
static void call(const struct specialist *d, char *out, size_t room)
{
	snprintf(out, room, "%s", text_width(d->name) <= NAMED_COLS ? d->name : d->id);
}

unsigned act_remove(struct explorer *e, UNUSED int unused)
{
	struct error err;
	char name[GAME_NAME_MAX + 1];
	bool first = e->scenario.offers.first == e->specialist + 1;

	if (e->scenario.game.n < 2)
		return explorer_say(e, INK_STATUS, "the last specialist stays: a game needs one");
	if (!note(e))
		return EFFECT_REDRAW;
	call(&e->scenario.game.specialist[e->specialist], name, sizeof name);
	if (scenario_remove_specialist(&e->scenario, e->specialist, &err) != STATUS_OK) {
		undo_forget(&e->undo);
		return explorer_fail(e, &err);
	}
	explorer_settle(e);
	explorer_say(e, INK_STATUS, "%s removed; u brings it back%s", name,
		first ? "; g now makes the first offer" : "");
	return EFFECT_SOLVE | EFFECT_REDRAW;
}
