/* Pop-over lists: one moves in them, types to narrow them, takes one. */
#include "ui/hint.h"
#include "ui/state.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

#define PAGE 10

static void clear(struct list_state *l)
{
	for (int i = 0; i < l->count; i++)
		free((char *)(void *)l->item[i].left);
	l->count = 0;
	l->stale = false; /* who empties it fills it */
}

void list_free(struct list_state *l)
{
	clear(l);
	free(l->item);
	preset_list_free(&l->presets);
	memset(l, 0, sizeof *l);
}

/* The strings live in one block that starts with `left`. */
void list_add_beside(struct list_state *l, const char *left, const char *text,
	const char *right, enum ink ink, int tag)
{
	size_t left_size = strlen(left) + 1, text_size = strlen(text) + 1;
	size_t right_size = strlen(right) + 1;
	struct list_item *item = array_grown(l->item, &l->capacity, l->count, sizeof *item);
	char *block = item ? malloc(left_size + text_size + right_size) : NULL;

	l->item = item ? item : l->item;
	if (!block)
		return;
	memcpy(block, left, left_size);
	memcpy(block + left_size, text, text_size);
	memcpy(block + left_size + text_size, right, right_size);
	item[l->count++] = (struct list_item){.left = block, .text = block + left_size,
		.right = block + left_size + text_size, .ink = ink, .tag = tag};
}

void list_add(struct list_state *l, const char *left, const char *text, enum ink ink, int tag)
{
	list_add_beside(l, left, text, "", ink, tag);
}

bool list_filters(const struct list_state *l)
{
	return l->kind == LIST_PRESETS || (l->kind == LIST_HELP && l->searching)
		|| l->kind == LIST_FIND;
}

/* What role play is about: the selected specialist, at the present shares. */
static void role_game(const struct explorer *e, struct role_game *g)
{
	g->game = &e->scenario.game;
	g->specialist = e->specialist;
	g->rules = e->scenario.bargain.rule == RULE_ALTERNATING ? &e->scenario.offers : NULL;
	for (int i = 0; i < g->game->n; i++)
		g->delta[i] = edit_present_share(e, i);
}

static void fill_role(struct explorer *e)
{
	struct role_game game;

	role_game(e, &game);
	role_fill(&e->role, &game, &e->list);
}

static const struct list_row rows[] = {
	[LIST_PRESETS] = {"Open",
		"No scenario matches. Enter opens a file: ./game.ini or /tmp/game.ini.",
		HINT_BROWSER, true, browser_fill, browser_open},
	[LIST_HELP] = {"", "Nothing matches: Backspace widens the search.", HINT_HELP, false,
		help_fill, NULL},
	[LIST_COMMAND] = {"The command line that gives this screen", "", HINT_SAID, false,
		command_fill, NULL},
	[LIST_WHY] = {"Why", "", HINT_SAID, false, why_fill, NULL},
	[LIST_ROLE] = {"Role play", "", HINT_ROLE, false, fill_role, NULL},
	[LIST_FIND] = {"Find a row", "No row is called that: Backspace widens the search.",
		HINT_FIND, true, find_fill, find_choose},
	[LIST_WORDS] = {"What it can be", "", HINT_WORDS, true, words_fill, words_choose},
	[LIST_OPTIONS] = {"Options", "", HINT_OPTIONS, true, options_fill, NULL},
};

const struct list_row *list_row(enum list_kind kind)
{
	return &rows[kind];
}

/* Headings are not chosen: the next item, that way if there is one. */
static void settle_cursor(struct list_state *l, int way)
{
	int at = l->cursor;

	while (at >= 0 && at < l->count && l->item[at].ink == INK_HEADING)
		at += way;
	if (at >= 0 && at < l->count)
		l->cursor = at;
	else if (l->cursor >= 0 && l->cursor < l->count && l->item[l->cursor].ink == INK_HEADING)
		settle_cursor(l, -way);
}

/* Not before they are needed: most keys of a flood that opens and closes lists
 * need none of it. */
bool list_update(struct explorer *e)
{
	if (!e->list.stale)
		return true;
	clear(&e->list);
	rows[e->list.kind].fill(e);
	if (e->mode == MODE_LIST && e->list.cursor >= 0)
		settle_cursor(&e->list, +1);
	return e->mode == MODE_LIST;
}

void list_open(struct explorer *e, enum list_kind kind)
{
	struct list_state *l = &e->list;

	e->mode = MODE_LIST;
	l->kind = kind;
	l->first = l->page = 0;
	l->searching = l->pins = false;
	l->cursor = rows[kind].chooses ? 0 : -1;
	l->stale = true;
	line_init(&l->filter, "");
}

void list_close(struct explorer *e)
{
	e->mode = MODE_PLAY;
	list_free(&e->list);
}

static unsigned move(struct explorer *e, int by)
{
	struct list_state *l = &e->list;

	if (l->cursor < 0) {
		l->first += by; /* drawing keeps it within what there is */
		if (l->first < 0)
			l->first = 0;
		return EFFECT_REDRAW;
	}
	if (!list_update(e))
		return EFFECT_REDRAW;
	l->cursor += by;
	if (l->cursor >= l->count)
		l->cursor = l->count - 1;
	if (l->cursor < 0)
		l->cursor = 0;
	settle_cursor(l, by < 0 ? -1 : +1);
	return EFFECT_REDRAW;
}

unsigned list_choose(struct explorer *e)
{
	struct list_state *l = &e->list;

	if (l->kind == LIST_OPTIONS)
		return options_turn(e, +1);
	if (!rows[l->kind].chooses) {
		list_close(e);
		return EFFECT_REDRAW;
	}
	if (!list_update(e))
		return EFFECT_REDRAW;
	if (l->count > 0)
		return rows[l->kind].take(e, l->item[l->cursor].tag);
	/* What looks like a path is one, unless something of the list matches. */
	return l->filter.length > 0 ? browser_open_path(e, l->filter.text) : (unsigned)EFFECT_NONE;
}

static unsigned play_role(struct explorer *e, int key)
{
	struct role_game game;

	role_game(e, &game);
	if (!role_key(&e->role, &game, key))
		return key == K_UP ? move(e, -1) : key == K_DOWN ? move(e, +1) : EFFECT_NONE;
	e->list.stale = true;
	e->list.first = 0;
	return EFFECT_REDRAW;
}

/* Where a path may be typed, one begins with these, or with what no scenario is called; in any
 * other word / begins the search anew. */
static bool path_begun(struct explorer *e)
{
	const struct list_state *l = &e->list;

	return l->kind == LIST_PRESETS && (l->filter.length == 0 || strchr("./", *l->filter.text)
		|| (list_update(e) && l->count == 0));
}

unsigned list_key(struct explorer *e, int key)
{
	struct list_state *l = &e->list;
	unsigned effects;

	if (key == K_ESC || key == KEY_CTRL('c')) {
		list_close(e);
		return EFFECT_REDRAW;
	}
	if (l->kind == LIST_ROLE)
		return play_role(e, key);
	if (l->kind == LIST_HELP && help_key(e, key))
		return EFFECT_REDRAW;
	if (l->kind == LIST_OPTIONS && options_key(e, key, &effects))
		return effects;
	if (l->kind == LIST_PRESETS && key == K_TAB)
		return browser_turn(e);
	switch (key) {
	case K_ENTER:
		return list_choose(e);
	case K_UP:
		return move(e, -1);
	case K_DOWN:
		return move(e, +1);
	case K_PAGE_UP:
		return move(e, -PAGE);
	case K_PAGE_DOWN:
		return move(e, +PAGE);
	default:
		break;
	}
	if (!list_filters(l)) {
		/* Nothing to type: what opened it closes it, and so does q. */
		if (key == 'i' || key == 'y' || key == 'q' || key == ' ')
			list_close(e);
		return EFFECT_REDRAW;
	}
	if (key == '/' && !path_begun(e))
		line_init(&l->filter, "");
	else if (!line_key(&l->filter, key))
		return EFFECT_NONE;
	l->first = 0;
	if (l->cursor > 0)
		l->cursor = 0;
	l->stale = true;
	return EFFECT_REDRAW;
}

unsigned act_list(struct explorer *e, int kind)
{
	list_open(e, (enum list_kind)kind);
	return EFFECT_REDRAW;
}

unsigned act_follow(struct explorer *e, UNUSED int unused)
{
	return explorer_say(e, INK_STATUS,
		"nobody to follow here: F is for a class (haggle room)");
}

unsigned act_role(struct explorer *e, UNUSED int unused)
{
	if (lesson_asks(e))
		return explorer_say(e, INK_STATUS,
			"answer first: role play would show what comes of it");
	e->role = (struct role_state){0};
	list_open(e, LIST_ROLE);
	return EFFECT_REDRAW;
}

const struct played_mark *role_mark(const struct explorer *e)
{
	return e->role.marked && !role_hides(e) ? &e->role.mark : NULL;
}

bool role_hides(const struct explorer *e)
{
	return e->mode == MODE_LIST && e->list.kind == LIST_ROLE
		&& e->role.stage != STAGE_RESULT;
}
