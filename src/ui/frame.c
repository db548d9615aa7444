/* The screen, from the state. */
#include "ui/state.h"

#include <string.h>

#define KEYS_MAX 16

/* The key line: what is needed most comes first, for what does not fit is
 * left out. */
static int fill_keys(const struct explorer *e, struct key_entry key[KEYS_MAX])
{
	static const struct key_entry usual[] = {
		{"up/dn", "choose"}, {"</>", "change"}, {"Enter", "type"}, {"b", "rule"},
		{", .", "share"}, {"p", "pin"}, {"?", "help"}, {"q", "quit"}, {"1-9", "views"},
		{"u", "undo"}, {"o", "open"}, {"w", "save"}, {"z", "zoom"},
	};
	int count = 0;

	if (lesson_on(e) || e->view == VIEW_RESPONSE)
		key[count++] = (struct key_entry){"Space", "on"};
	if (e->view == VIEW_MAP || e->view == VIEW_STATICS)
		key[count++] = (struct key_entry){"v", "outcome"};
	for (size_t i = 0; i < sizeof usual / sizeof usual[0] && count < KEYS_MAX; i++) {
		/* The first keys of a view push out what can be found by trying. */
		if (count > 0 && !strcmp(usual[i].key, "p") && key[0].key[0] != 'u')
			continue;
		if (e->restricted && !strcmp(usual[i].key, "w"))
			continue;
		key[count++] = usual[i];
	}
	return count;
}

void frame_view(const struct explorer *e, struct view_model *v)
{
	v->scenario = &e->scenario;
	v->study = e->work.study;
	if (e->pin.on) {
		v->pinned_scenario = &e->pin.scenario;
		v->pinned = e->pin.study;
	}
	v->specialist = e->specialist;
	v->frontier_x = e->frontier_x;
	v->frontier_y = e->frontier_y;
	v->hide = lesson_hides(e);
	v->zoom = e->zoom;
	v->step = e->response_step;
	if (!e->work.extra_ok)
		return;
	if (e->view == VIEW_RESPONSE)
		v->staging = e->work.staging;
	else if (e->view == VIEW_STATICS)
		v->statics = e->work.statics;
	else if (e->view == VIEW_MAP)
		v->map = e->work.map;
}

static void fill_prompt(const struct explorer *e, struct prompt *p)
{
	static const char *const labels[] = {
		[PROMPT_SAVE] = "save to", [PROMPT_EXPORT] = "export to"};

	p->label = e->prompt.kind == PROMPT_VALUE ? e->prompt.label : labels[e->prompt.kind];
	p->text = e->prompt.line.text;
	p->cursor = e->prompt.line.cursor;
	p->hint = *e->prompt.hint ? e->prompt.hint : NULL;
	p->bad = e->prompt.bad;
	p->bad_column = e->prompt.bad_column;
}

static void fill_list(const struct explorer *e, struct list_box *l)
{
	static const struct {
		const char *title, *hint, *empty;
	} texts[] = {
		[LIST_PRESETS] = {"Open a scenario", "type to narrow  Enter open  Esc close",
			"No scenario matches. Enter opens a path with a / or ending in .ini."},
		[LIST_HELP] = {"Keys, rules, parameters", "type to search  up/dn scroll  Esc close",
			"Nothing matches: Backspace widens the search."},
		[LIST_COMMAND] = {"The command line that gives this screen", "Esc close", ""},
	};

	l->title = texts[e->list.kind].title;
	l->hint = texts[e->list.kind].hint;
	l->empty = texts[e->list.kind].empty;
	if (e->restricted && e->list.kind == LIST_PRESETS)
		l->empty = texts[LIST_HELP].empty;
	l->filter = e->list.kind == LIST_COMMAND ? NULL : e->list.filter.text;
	l->count = e->list.count;
	l->item = e->list.item;
	l->cursor = e->list.cursor;
	l->first = e->list.first;
	l->detail = browser_detail(e);
}

static void fill_lesson(const struct explorer *e, struct lesson_strip *l)
{
	const struct lesson_step *step = &e->base.lesson.step[e->lesson.step];
	bool asks = (step->question || step->reveal || step->hide) && !e->lesson.revealed;

	l->step = e->lesson.step;
	l->steps = e->base.lesson.steps;
	l->title = step->title;
	l->text = step->text;
	l->question = step->question;
	l->choices = step->choices;
	l->choice = (const char *const *)step->choice;
	l->chosen = e->lesson.chosen;
	l->answer = step->answer;
	l->revealed = e->lesson.revealed;
	l->reveal = step->reveal;
	l->away = e->lesson.away;
	l->hint = e->lesson.away ? "Space back to the lesson"
		: asks ? "Space reveal  n next  N back" : "n next  N back";
	l->first = e->lesson.first;
}

void explorer_draw(struct explorer *e)
{
	struct screen_model m;
	struct prompt prompt;
	struct list_box list;
	struct lesson_strip lesson;
	struct key_entry key[KEYS_MAX];

	memset(&m, 0, sizeof m);
	m.id = e->view;
	frame_view(e, &m.view);
	m.base = &e->base;
	m.cursor = e->cursor;
	m.panel_first = e->panel_first;
	m.progress = work_left(e) ? work_progress(e) : 1;
	m.badge = e->restricted ? "restricted" : NULL;
	m.message = *e->message ? e->message : NULL;
	m.message_role = e->message_role;
	m.key = key;
	m.keys = fill_keys(e, key);
	if (e->mode == MODE_PROMPT) {
		fill_prompt(e, &prompt);
		m.prompt = &prompt;
	}
	if (e->mode == MODE_LIST) {
		fill_list(e, &list);
		m.list = &list;
	}
	if (lesson_on(e)) {
		memset(&lesson, 0, sizeof lesson);
		fill_lesson(e, &lesson);
		m.lesson = &lesson;
	}
	screen_draw(&m, &e->canvas, &e->shown);
	e->panel_first = e->shown.panel.first;
	if (e->mode == MODE_LIST)
		e->list.first = e->shown.list.first;
	if (lesson_on(e))
		e->lesson.first = e->shown.lesson_first;
}
