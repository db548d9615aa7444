/* Changing the chosen parameter. */
#include "ui/bookmark.h"
#include "ui/state.h"

#include "base/num.h"
#include "view/caption.h"

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

char *edit_text(const struct explorer *e, const struct param_ref *ref, char *out, size_t size)
{
	return ref->info->kind == PARAM_NUMBER ? caption_number(edit_get(e, ref), out, size)
		: param_get_text(&e->scenario, ref, out, size);
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

/* Keys that step change numbers alone: a word would go to another one unasked. */
unsigned act_step(struct explorer *e, int tenths)
{
	struct param_ref ref;

	if (!edit_ref(e, &ref))
		return explorer_say(e, INK_STATUS, "nothing to change here");
	if (ref.info->kind == PARAM_NUMBER)
		return step_number(e, &ref, tenths / 10.0);
	if (ref.info->kind == PARAM_CHOICE)
		return explorer_say(e, INK_STATUS, "%s is a word: %c next, Enter list",
			param_label(&e->scenario, &ref), is_bargain(&ref) ? 'b' : 'f');
	return explorer_say(e, INK_STATUS, "%s is text: Enter edits it",
		param_label(&e->scenario, &ref));
}

unsigned act_type(struct explorer *e, UNUSED int unused)
{
	struct param_ref ref;
	char name[PARAM_NAME_MAX], text[LINE_BYTES] = "";

	if (ROW_IS_REST(e->cursor))
		return cursor_unfold(e);
	if (!edit_ref(e, &ref))
		return EFFECT_NONE;
	if (ref.info->kind == PARAM_CHOICE)
		return words_open(e);
	if (ref.info->kind == PARAM_NUMBER)
		num_format(edit_get(e, &ref), text, sizeof text);
	else
		param_get_text(&e->scenario, &ref, text, sizeof text);
	prompt_open(e, PROMPT_VALUE, param_name(&e->scenario, &ref, name, sizeof name), text);
	/* Typing replaces a number, and goes on with a text. */
	e->prompt.marked = ref.info->kind == PARAM_NUMBER;
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
