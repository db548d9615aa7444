/* Changing the chosen parameter. */
#include "ui/bookmark.h"
#include "ui/state.h"

#include <string.h>

static bool is_bargain(const struct param_ref *ref)
{
	return ref->player < 0 && !strcmp(ref->info->key, "bargain");
}

static unsigned say_limit(struct explorer *e, const struct param_ref *ref, double direction)
{
	return explorer_say(e, INK_STATUS, "%s goes no %s", param_label(&e->scenario, ref),
		direction > 0 ? "higher" : "lower");
}

double edit_get(const struct explorer *e, const struct param_ref *ref)
{
	int whose;

	return edit_is_share(e, ref, &whose) ? edit_present_share(e, whose)
		: param_get(&e->scenario, ref);
}

unsigned edit_set(struct explorer *e, const struct param_ref *ref, double value)
{
	struct error err;
	int whose;

	if (edit_is_share(e, ref, &whose))
		return edit_share(e, whose, value);
	if (!e->merge && undo_note(&e->undo, &e->scenario, ref, &err) != STATUS_OK)
		return explorer_fail(e, &err);
	if (param_set(&e->scenario, ref, value, &err) != STATUS_OK) {
		if (!e->merge)
			undo_forget(&e->undo);
		return explorer_fail(e, &err);
	}
	explorer_settle(e);
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

enum status edit_set_text(struct explorer *e, const struct param_ref *ref, const char *text,
	struct error *err)
{
	enum status status = undo_note_all(&e->undo, &e->scenario, ref, err);

	if (status != STATUS_OK)
		return status;
	status = param_set_text(&e->scenario, ref, text, err);
	if (status != STATUS_OK)
		undo_forget(&e->undo);
	explorer_settle(e);
	return status;
}

static unsigned step_number(struct explorer *e, const struct param_ref *ref, double steps)
{
	double now = edit_get(e, ref);
	double next = param_step(&e->scenario, ref, now, steps);

	return next == now ? say_limit(e, ref, steps) : edit_set(e, ref, next);
}

static unsigned step_choice(struct explorer *e, const struct param_ref *ref, int by)
{
	int count = param_choices(&e->scenario, ref);
	int at = (int)param_get(&e->scenario, ref);

	if (!strcmp(ref->info->key, "cost") || !strcmp(ref->info->key, "revenue"))
		return act_family(e, by);
	if (count < 2)
		return EFFECT_NONE;
	return edit_set(e, ref, (at + by + count) % count);
}

unsigned act_step(struct explorer *e, int tenths)
{
	struct param_ref ref;

	if (!edit_ref(e, &ref))
		return EFFECT_NONE;
	if (is_bargain(&ref))
		return act_rule(e, tenths < 0 ? -1 : +1);
	switch (ref.info->kind) {
	case PARAM_NUMBER:
		return step_number(e, &ref, tenths / 10.0);
	case PARAM_CHOICE:
		return step_choice(e, &ref, tenths < 0 ? -1 : +1);
	case PARAM_TEXT:
	case PARAM_FORMULA:
	default:
		return explorer_say(e, INK_STATUS, "%s is text: Enter edits it",
			param_label(&e->scenario, &ref));
	}
}

unsigned act_type(struct explorer *e, int unused)
{
	struct param_ref ref;
	char name[PARAM_NAME_MAX], text[LINE_BYTES] = "";

	(void)unused;
	if (!edit_ref(e, &ref))
		return EFFECT_NONE;
	/* A number is typed anew; a text is edited. */
	if (ref.info->kind == PARAM_TEXT || ref.info->kind == PARAM_FORMULA)
		param_get_text(&e->scenario, &ref, text, sizeof text);
	else if (e->key >= '0' && e->key <= '9')
		text[0] = (char)e->key;
	prompt_open(e, PROMPT_VALUE, param_name(&e->scenario, &ref, name, sizeof name), text);
	return EFFECT_REDRAW;
}

static void say_bookmark(struct explorer *e, const struct bookmark *left, int direction)
{
	const char *title = *e->scenario.title ? e->scenario.title : e->scenario.name;

	if (!bookmark_opens(left))
		explorer_say(e, INK_STATUS, "the lesson as it was");
	else if (direction < 0)
		explorer_say(e, INK_STATUS, "back in %s; C-r goes forward again", title);
	else
		explorer_say(e, INK_STATUS, "%s again; u goes back", title);
}

unsigned act_undo(struct explorer *e, int direction)
{
	const struct undo_entry *was = direction < 0 ? undo_back(&e->undo, e)
		: undo_forward(&e->undo, e);

	if (!was)
		return explorer_say(e, INK_STATUS, "nothing to %s",
			direction < 0 ? "undo" : "redo");
	if (was->bookmark) {
		/* A lesson is as it was, touched or not. */
		say_bookmark(e, was->bookmark, direction);
	} else {
		edit_go(e, was->param);
		lesson_touch(e);
	}
	explorer_settle(e);
	return EFFECT_SOLVE | EFFECT_REDRAW;
}
