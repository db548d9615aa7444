/* Lists of rows and of words: finding a parameter by its name, choosing a word. */
#include "ui/state.h"

#include "base/text.h"
#include "view/caption.h"

#include <stdio.h>

/* Every parameter by what screens and files call it. */
void find_fill(struct explorer *e)
{
	const struct scenario *s = &e->scenario;
	struct param_ref ref;

	for (int i = 0; param_at(s, i, &ref); i++) {
		char caption[PARAM_NAME_MAX], name[PARAM_NAME_MAX], value[64];
		char text[PARAM_NAME_MAX + 64];

		param_caption(s, &ref, caption, sizeof caption);
		param_name(s, &ref, name, sizeof name);
		edit_text(e, &ref, value, sizeof value);
		snprintf(text, sizeof text, "%-12.40s %s", value, name);
		if (text_contains(caption, e->list.filter.text)
			|| text_contains(name, e->list.filter.text))
			list_add(&e->list, caption, text, INK_TEXT, i);
	}
}

unsigned find_choose(struct explorer *e, int index)
{
	list_close(e);
	e->cursor = index;
	explorer_settle(e);
	note_row(e);
	return EFFECT_REDRAW;
}

/* The words that the chosen row can have. */
void words_fill(struct explorer *e)
{
	struct param_ref ref;
	char word[PARAM_NAME_MAX];

	if (!edit_ref(e, &ref))
		return;
	for (int i = 0; i < param_choices(&e->scenario, &ref); i++) {
		param_choice(&e->scenario, &ref, i, word, sizeof word);
		list_add(&e->list, word, i == (int)param_get(&e->scenario, &ref) ? "now" : "",
			INK_TEXT, i);
	}
}

/* The list of them, the present one chosen. */
unsigned words_open(struct explorer *e)
{
	struct param_ref ref;

	if (!edit_ref(e, &ref))
		return EFFECT_NONE;
	list_open(e, LIST_WORDS);
	e->list.cursor = (int)param_get(&e->scenario, &ref);
	return EFFECT_REDRAW;
}

unsigned words_choose(struct explorer *e, int index)
{
	struct param_ref ref;
	char name[PARAM_NAME_MAX], word[PARAM_NAME_MAX];
	struct error err;

	list_close(e);
	if (!edit_ref(e, &ref) || index == (int)param_get(&e->scenario, &ref))
		return EFFECT_REDRAW;
	param_name(&e->scenario, &ref, name, sizeof name);
	param_choice(&e->scenario, &ref, index, word, sizeof word);
	if (edit_set_text(e, &ref, word, &err) != STATUS_OK)
		return explorer_fail(e, &err);
	edit_go(e, name);
	lesson_touch(e);
	return EFFECT_SOLVE | EFFECT_REDRAW;
}
