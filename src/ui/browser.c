/* The browser of scenarios. Whatever goes wrong on opening leaves the present
 * scenario as it is. */
#include "ui/state.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define FIRST_LESSON "lesson-quarter"

/* Those whose name begins with what was typed, or those that have it
 * elsewhere. */
static void fill_matches(struct list_state *l, bool begins, bool lessons)
{
	const char *typed = l->filter.text;

	for (int i = 0; i < l->presets.count; i++) {
		const struct preset *p = &l->presets.item[i];
		char text[SCENARIO_TEXT_MAX + 16];
		bool marked = strncmp(p->title, "Lesson", 6) == 0;

		if (p->lesson != lessons)
			continue;
		snprintf(text, sizeof text, "%s%s", p->lesson && !marked ? "Lesson: " : "",
			p->title);
		if (begins != !strncmp(p->name, typed, strlen(typed)))
			continue;
		if (begins || text_contains(p->name, typed) || text_contains(text, typed)
			|| text_contains(p->summary, typed))
			list_add(l, p->name, text, p->bad ? INK_ERROR : INK_TEXT, i);
	}
}

enum status browser_fill(struct explorer *e, struct error *err)
{
	struct preset_list *presets = &e->list.presets;
	enum status status = presets->item ? STATUS_OK
		: preset_list_read(presets, e->presets, err);

	if (status != STATUS_OK)
		return status;
	/* Lessons first: that is where newcomers begin; but a name that is typed finds
	 * what is called so before what has it elsewhere. */
	for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
		fill_matches(&e->list, !elsewhere, true);
		fill_matches(&e->list, !elsewhere, false);
	}
	return STATUS_OK;
}

unsigned browser_lessons(struct explorer *e)
{
	list_open(e, LIST_PRESETS);
	if (!list_update(e))
		return EFFECT_REDRAW;
	for (int i = 0; i < e->list.count; i++)
		if (!strcmp(e->list.presets.item[e->list.tag[i]].name, FIRST_LESSON))
			e->list.cursor = i;
	return EFFECT_REDRAW;
}

const char *browser_detail(const struct explorer *e, char *out, size_t size)
{
	const struct list_state *l = &e->list;
	const struct preset *p;

	if (l->kind != LIST_PRESETS || l->cursor < 0 || l->cursor >= l->count)
		return NULL;
	p = &l->presets.item[l->tag[l->cursor]];
	if (p->bad)
		return "This file cannot be used as it is: `haggle check` lists what is wrong.";
	snprintf(out, size, "%s%s%s%s", p->summary, *p->summary && *p->try ? " " : "",
		*p->try ? "Try: " : "", p->try);
	return *out ? out : NULL;
}

/* The first error, and how many there are besides. */
unsigned browser_refuse(struct explorer *e, const struct error_list *errors)
{
	char text[ERROR_TEXT_MAX + ERROR_FILE_MAX];

	if (errors->count == 0)
		return explorer_say(e, INK_ERROR, "it cannot be opened");
	error_format(&errors->item[0], text, sizeof text);
	if (errors->total > 1)
		return explorer_say(e, INK_ERROR, "%s (and %d more)", text, errors->total - 1);
	return explorer_say(e, INK_ERROR, "%s", text);
}

static unsigned take(struct explorer *e, enum status status, struct scenario *s,
	const struct error_list *errors)
{
	bool pins = e->list.pins;

	list_close(e);
	if (status != STATUS_OK)
		return browser_refuse(e, errors);
	if (s->game.n > GAME_SPECIALISTS_EXPLORER) {
		explorer_say(e, INK_ERROR,
			"%s has %d specialists, the explorer takes %d: use haggle solve", s->name,
			s->game.n, GAME_SPECIALISTS_EXPLORER);
		scenario_free(s);
		return EFFECT_REDRAW;
	}
	if (!pins)
		return explorer_adopt(e, s);
	if (pin_set(e, s))
		explorer_say(e, INK_STATUS, s->game.n == e->scenario.game.n
			? "pinned: %s; T swaps the two" : "pinned: %s, which has other players: "
			"only its numbers are compared", *s->title ? s->title : s->name);
	scenario_free(s);
	return EFFECT_REDRAW;
}

unsigned browser_open(struct explorer *e, int preset)
{
	struct error_list errors;
	struct scenario s;
	char name[sizeof e->list.presets.item[0].name];
	enum status status;

	memcpy(name, e->list.presets.item[preset].name, sizeof name);
	error_list_init(&errors);
	status = preset_open(name, e->presets, &s, &errors);
	return take(e, status, &s, &errors);
}

unsigned browser_open_path(struct explorer *e, const char *path)
{
	struct error_list errors;
	struct scenario s;
	char name[LINE_BYTES];
	enum status status;

	/* The empty list says what can be done. */
	if (e->restricted || !scenario_is_path(path))
		return EFFECT_NONE;
	strcpy(name, path);
	error_list_init(&errors);
	status = scenario_open(name, &s, &errors);
	return take(e, status, &s, &errors);
}
