/* The browser of scenarios. Whatever goes wrong on opening leaves the present
 * scenario as it is. */
#include "ui/state.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define FIRST_LESSON "lesson-quarter"
#define LESSON_WORD "Lesson: "

/* Whether the preset has what was typed: at the beginning of its name, or elsewhere. */
static bool matches(const struct preset *p, const char *typed, bool begins)
{
	if (!strncmp(p->name, typed, strlen(typed)))
		return begins;
	return !begins && (text_contains(p->name, typed) || text_contains(p->title, typed)
		|| text_contains(p->summary, typed));
}

/* A lesson's title says so only where no heading does. */
static const char *title_of(const struct preset *p, bool headed, char out[SCENARIO_TEXT_MAX + 16])
{
	const char *title = p->title;

	if (p->lesson && !strncmp(title, LESSON_WORD, strlen(LESSON_WORD)))
		title += strlen(LESSON_WORD);
	snprintf(out, SCENARIO_TEXT_MAX + 16, "%s%s", p->lesson && !headed ? LESSON_WORD : "",
		title);
	return out;
}

static bool is_first(const struct preset *p)
{
	return !strcmp(p->name, FIRST_LESSON);
}

/* Steps of a lesson, players of a game, under their heading. */
static void beside(const struct preset *p, char out[40])
{
	if (p->bad)
		out[0] = '\0';
	else
		snprintf(out, 40, "%s%7d", is_first(p) ? "new? begin" : "",
			p->lesson ? p->steps : p->players);
}

static void add(struct list_state *l, int preset, bool headed)
{
	const struct preset *p = &l->presets.item[preset];
	char text[SCENARIO_TEXT_MAX + 16], right[40];

	beside(p, right);
	list_add_beside(l, p->name, title_of(p, headed, text), right,
		p->bad ? INK_ERROR : INK_TEXT, preset);
}

/* What narrows the list: a / at the beginning is that of somebody who searches, or of a path,
 * which then matches nothing. */
static const char *typed(const struct list_state *l)
{
	return l->filter.text + (*l->filter.text == '/');
}

/* Where newcomers begin, then by name. */
static void fill_matches(struct list_state *l, bool begins, bool lessons, bool headed)
{
	for (int others = 0; others < 2; others++)
		for (int i = 0; i < l->presets.count; i++) {
			const struct preset *p = &l->presets.item[i];

			if (is_first(p) == !others && p->lesson == lessons
				&& matches(p, typed(l), begins))
				add(l, i, headed);
		}
}

/* With nothing typed, the lessons under their heading and the games under theirs. */
static void fill_all(struct list_state *l)
{
	if (l->page != BROWSER_GAMES) {
		list_add_beside(l, "", "LESSONS", "steps", INK_HEADING, -1);
		fill_matches(l, true, true, true);
	}
	if (l->page != BROWSER_LESSONS) {
		list_add_beside(l, "", "GAMES", "players", INK_HEADING, -1);
		fill_matches(l, true, false, true);
	}
}

void browser_fill(struct explorer *e)
{
	struct list_state *l = &e->list;
	struct error err;

	if (!l->presets.item && preset_list_read(&l->presets, e->presets, &err) != STATUS_OK) {
		list_close(e);
		explorer_fail(e, &err);
		return;
	}
	if (!*typed(l)) {
		fill_all(l);
		return;
	}
	/* Lessons first: that is where newcomers begin; but a name that is typed finds
	 * what is called so before what has it elsewhere. */
	for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
		if (l->page != BROWSER_GAMES)
			fill_matches(l, !elsewhere, true, false);
		if (l->page != BROWSER_LESSONS)
			fill_matches(l, !elsewhere, false, false);
	}
}

unsigned browser_turn(struct explorer *e)
{
	e->list.page = (e->list.page + 1) % BROWSER_PAGES;
	e->list.cursor = e->list.first = 0;
	e->list.stale = true;
	return EFFECT_REDRAW;
}

unsigned browser_lessons(struct explorer *e)
{
	list_open(e, LIST_PRESETS);
	if (!list_update(e))
		return EFFECT_REDRAW;
	for (int i = 0; i < e->list.count; i++)
		if (!strcmp(e->list.item[i].left, FIRST_LESSON))
			e->list.cursor = i;
	return EFFECT_REDRAW;
}

/* "8 steps with 5 questions." */
static void lesson_detail(const struct preset *p, char *out, size_t size)
{
	snprintf(out, size, "%d step%s with %d question%s.%s", p->steps, p->steps == 1 ? "" : "s",
		p->questions, p->questions == 1 ? "" : "s",
		is_first(p) ? " Begin here." : "");
}

/* Where presets were looked for. */
static void where_detail(const struct explorer *e, char *out, size_t size)
{
	char place[PRESET_PLACE_MAX];
	struct error err;

	for (int i = 0; preset_place(e->presets, i, place); i++)
		if (preset_check(place, false, &err) == STATUS_OK) {
			snprintf(out, size, "Where: built in and %s%s", place,
				e->restricted ? "" : "; a path may be typed, too");
			return;
		}
	snprintf(out, size, "Where: built in%s", e->restricted ? "" : "; a path may be typed, too");
}

const char *browser_detail(const struct explorer *e, char *out, size_t size)
{
	const struct list_state *l = &e->list;
	const struct preset *p;
	char more[SCENARIO_TEXT_MAX + 16] = "", where[PRESET_PLACE_MAX + 64];

	if (l->kind != LIST_PRESETS || l->cursor < 0 || l->cursor >= l->count
		|| l->item[l->cursor].tag < 0)
		return NULL;
	p = &l->presets.item[l->item[l->cursor].tag];
	if (p->bad)
		return "This file cannot be used as it is: `haggle check` lists what is wrong.";
	if (p->lesson)
		lesson_detail(p, more, sizeof more);
	else if (*p->try)
		snprintf(more, sizeof more, "Try: %s", p->try);
	where_detail(e, where, sizeof where);
	snprintf(out, size, "%s%s%s%s%s", p->summary, *p->summary ? "\n" : "", more,
		*more ? "\n" : "", where);
	return out;
}

enum status explorer_open(const struct explorer *e, const char *name, struct scenario *s,
	struct error *err)
{
	struct error_list errors;
	enum status status;

	error_list_init(&errors);
	status = scenario_is_path(name) ? scenario_open(name, s, &errors)
		: preset_open(name, e->presets, s, &errors);
	if (status == STATUS_OK && s->game.n > GAME_SPECIALISTS_EXPLORER) {
		status = error_set(err, STATUS_INPUT,
			"%s has %d specialists, the explorer takes %d: use haggle solve", s->name,
			s->game.n, GAME_SPECIALISTS_EXPLORER);
		scenario_free(s);
		return status;
	}
	if (status == STATUS_OK)
		return status;
	if (errors.count == 0)
		return error_set(err, status, "it cannot be opened");
	*err = errors.item[0];
	if (errors.total > 1)
		text_append(err->text, sizeof err->text, " (and %d more)", errors.total - 1);
	return status;
}

/* Opened, or pinned, and the list closed. */
static unsigned take(struct explorer *e, const char *name)
{
	struct error err;
	struct scenario s;
	bool pins = e->list.pins;
	enum status status = explorer_open(e, name, &s, &err);

	list_close(e);
	if (status != STATUS_OK)
		return explorer_fail(e, &err);
	if (!pins)
		return explorer_adopt(e, &s);
	if (pin_set(e, &s))
		explorer_say(e, INK_STATUS, s.game.n == e->scenario.game.n
			? "pinned: %s; T swaps the two" : "pinned: %s, which has other players: "
			"only its numbers are compared", *s.title ? s.title : s.name);
	scenario_free(&s);
	return EFFECT_REDRAW;
}

unsigned browser_open(struct explorer *e, int preset)
{
	return take(e, e->list.presets.item[preset].name);
}

unsigned browser_open_path(struct explorer *e, const char *path)
{
	/* The empty list says what can be done. */
	return e->restricted || !scenario_is_path(path) ? (unsigned)EFFECT_NONE : take(e, path);
}
