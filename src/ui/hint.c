/* The lines of hints. */
#include "ui/hint.h"

#include "base/text.h"
#include "ui/state.h"

#include <string.h>

#define ROW (HINT_NUMBER | HINT_WORD)
#define FREE (ROW | HINT_KNOWN | HINT_FOLD)
#define LESSON (HINT_TEXT | HINT_QUESTION | HINT_ANSWERED)
#define PLAY (FREE | HINT_TEXT | HINT_ANSWERED)

/* Conditions on top of the mode. */
enum needs {
	SEVERAL = 1 << 0,    /* specialists */
	QUANTITY = 1 << 1,   /* the view shows an outcome that can be chosen */
	ONE_AXIS = 1 << 2,   /* it has one axis to choose, */
	TWO_AXES = 1 << 3,   /* or two, */
	AXES = 1 << 4,       /* any, */
	NO_AXES = 1 << 5,    /* or none */
	STEPS = 1 << 6,      /* it is gone through in steps */
	NO_LESSON = 1 << 7,
	AWAY = 1 << 8,       /* from a lesson */
	PINNED = 1 << 9,
	NOT_PINNED = 1 << 10,
	FREELY = 1 << 11,    /* not restricted */
	TOUCHED = 1 << 12,   /* the step is not as the lesson has it */
	SHARES = 1 << 13,    /* several shares */
	TOTAL = 1 << 14,     /* the view shows functions per unit or in total */
	MARKS = 1 << 15,     /* what is read has marks along its axis, */
	NO_MARKS = 1 << 16,  /* or places above and below */
	TAKEN = 1 << 17,     /* and can be taken over */
	TENTH = 1 << 18,     /* the game has a view beyond nine, */
	NINE = 1 << 19,      /* or not */
	EARLIER = 1 << 20,   /* the lesson has a step before this, */
	LATER = 1 << 21,     /* or behind it */
	FUNCTION = 1 << 22,  /* the row is of a cost or revenue */
	SHOWN = 1 << 25,      /* outcomes are, */
	LAB = 1 << 26,        /* or are once the step is played */
	PINS = 1 << 23,      /* what is chosen is pinned, */
	OPENS = 1 << 24,     /* or opened */
	TUNED = 1 << 27,      /* a game that has contracts */
	ZOOMED = 1 << 28,     /* one view is big */
};

#define WEIGHT_MAX 9
#define RARE 2        /* of this weight or less: */
#define RARE_COLS 100 /* on lines of that many columns only, so that a narrow one stays calm */
#define DO(id) {ACTION_##id, -1}
#define DO2(a, b) {ACTION_##a, ACTION_##b}
#define OTHER {-1, -1}

/* In the order shown. */
static const struct hint table[] = {
	{0, "z", "back", HINT_ZOOM, 0, 9, DO(ZOOM)},
	{0, "z", "small again", LESSON, ZOOMED, 7, DO(ZOOM)},
	{0, "a-e", "answer", HINT_QUESTION, 0, 9, OTHER},
	{0, "Space", "reveal", HINT_QUESTION, 0, 9, DO(REVEAL)},
	{0, "n", "skip", HINT_QUESTION, LATER, 6, DO(NEXT)},
	{0, "n", "next step", HINT_TEXT | HINT_ANSWERED, LATER, 9, DO(NEXT)},
	{0, "N", "back", LESSON, EARLIER, 6, DO(BACK)},
	{0, "Space", "to the lesson", FREE, AWAY, 9, DO(REVEAL)},
	{0, "Space", "next step", FREE, STEPS | NO_LESSON, 9, DO(REVEAL)},
	{0, "Left/Right", "change", HINT_NUMBER, 0, 9, DO2(STEP_DOWN, STEP_UP)},
	{0, "f", "next", HINT_WORD, 0, 9, DO(FAMILY)},
	{0, "Enter", "list", HINT_WORD, 0, 9, DO(TYPE)},
	{0, "Enter", "show or hide", HINT_FOLD, 0, 9, DO(TYPE)},
	{0, "Up/Down", "choose", FREE, NO_AXES, 8, DO2(CURSOR_UP, CURSOR_DOWN)},
	{0, "Enter", "edit", HINT_NUMBER, NO_AXES, 7, DO(TYPE)},
	{0, "v", "total or per unit", FREE, TOTAL, 8, DO(QUANTITY_NEXT)},
	{0, "v V", "outcome", FREE, QUANTITY, 9, DO2(QUANTITY_NEXT, QUANTITY_PREVIOUS)},
	{0, ";", "row as axis", HINT_NUMBER, ONE_AXIS, 8, DO(AXIS_X)},
	{0, "; :", "row as axis", HINT_NUMBER, TWO_AXES, 8, DO2(AXIS_X, AXIS_Y)},
	{0, "+ -", "range", FREE, AXES, 8, DO2(RANGE_WIDER, RANGE_NARROWER)},
	{0, "\\", "log", FREE, ONE_AXIS, 8, DO(LOG_ACROSS)},
	{0, "\\ |", "log", FREE, TWO_AXES, 8, DO2(LOG_ACROSS, LOG_UP)},
	{0, "=", "type range", FREE, AXES, 7, DO(RANGE_TYPE)},
	{0, "Up/Down", "choose", FREE, AXES, 6, DO2(CURSOR_UP, CURSOR_DOWN)},
	{0, "Enter", "edit", HINT_NUMBER, AXES, 6, DO(TYPE)},
	{0, ", .", "share", FREE, NO_AXES, 7, DO2(SHARE_DOWN, SHARE_UP)},
	{0, "b", "rule", FREE, NO_AXES, 7, DO(RULE_NEXT)},
	{0, "s", "next player", FREE, SEVERAL, 6, DO(SELECT_NEXT)},
	{0, "C", "contract", FREE, TUNED, 3, DO(CONTRACT)},
	{0, "f", "family", HINT_NUMBER, FUNCTION, 2, DO(FAMILY)},
	{0, "t", "all shares", FREE, SHARES, 3, DO(TOGETHER)},
	{0, "a", "add", ROW, 0, 2, DO(ADD)},
	{0, "x", "remove", ROW, SEVERAL, 2, DO(REMOVE)},
	{0, "u", "undo", PLAY, 0, 5, DO(UNDO)},
	{0, "R", "reset", ROW, 0, 1, DO(RESET_ALL)},
	{0, "p", "pin", HINT_ANSWERED | HINT_TEXT, NOT_PINNED, 3, DO(PIN)},
	{0, "r", "play it", HINT_TEXT, LAB, 9, DO(ROLE)},
	{0, "i", "why", HINT_ANSWERED | HINT_TEXT, SHOWN, 5, DO(WHY)},
	{0, "J K", "scroll text", LESSON, 0, 4, DO2(LESSON_DOWN, LESSON_UP)},
	{0, "Left/Right", "move", HINT_READ, 0, 9, OTHER},
	{0, "H L", "ten", HINT_READ, 0, 6, OTHER},
	{0, "Up/Down", "next mark", HINT_READ, MARKS, 8, OTHER},
	{0, "Up/Down", "next row", HINT_READ, NO_MARKS, 8, OTHER},
	{0, "Enter", "take it", HINT_READ, TAKEN, 9, OTHER},
	{0, "I", "or Esc leaves", HINT_READ, 0, 7, OTHER},
	{0, "Space", "pause, go on", HINT_FILM, 0, 9, OTHER},
	{0, "Left/Right", "a step", HINT_FILM, 0, 8, OTHER},
	{0, "Esc", "back to the start", HINT_FILM, 0, 8, OTHER},
	{0, "Enter", "take it", HINT_PROMPT, 0, 9, OTHER},
	{0, "Esc", "give up", HINT_PROMPT, 0, 8, OTHER},
	{0, "C-u", "delete all", HINT_PROMPT, 0, 5, OTHER},
	{0, "Esc", "cancel", HINT_EXPORT, 0, 9, OTHER},

	{0, "1-9", "views", HINT_ZOOM, NINE, 8, DO2(VIEW_1, VIEW_9)},
	{0, "0-9", "views", HINT_ZOOM, TENTH, 8, DO2(VIEW_0, VIEW_9)},
	{0, ", .", "share", HINT_ZOOM, 0, 7, DO2(SHARE_DOWN, SHARE_UP)},
	{0, "b", "rule", HINT_ZOOM, 0, 7, DO(RULE_NEXT)},
	{0, "p", "pin", HINT_ZOOM, NOT_PINNED, 4, DO(PIN)},
	{0, "i", "why", HINT_ZOOM, 0, 5, DO(WHY)},
	{0, "?", "help", HINT_ZOOM, 0, 9, DO(HELP)},
	{0, "q", "quit", HINT_ZOOM | HINT_EXPORT, 0, 9, DO(QUIT)},

	{1, "Left/Right", "change", HINT_TEXT | HINT_ANSWERED, 0, 7, DO2(STEP_DOWN, STEP_UP)},
	{1, "1-9", "views", FREE | LESSON | HINT_READ, NINE, 9, DO2(VIEW_1, VIEW_9)},
	{1, "0-9", "views", FREE | LESSON | HINT_READ, TENTH, 9, DO2(VIEW_0, VIEW_9)},
	{1, ", .", "share", FREE, AXES, 8, DO2(SHARE_DOWN, SHARE_UP)},
	{1, "b", "rule", FREE, AXES, 8, DO(RULE_NEXT)},
	{1, "n", "lesson", FREE, NO_LESSON | NO_AXES, 8, DO(NEXT)},
	{1, "n", "lesson", FREE, NO_LESSON | AXES, 3, DO(NEXT)},
	{1, "o", "open", FREE, 0, 8, DO(OPEN)},
	{1, "/", "find", FREE, 0, 7, DO(FIND)},
	{1, "I", "read", FREE | HINT_QUESTION, SHOWN, 6, DO(READ)},
	{1, "p", "pin", FREE, NOT_PINNED, 6, DO(PIN)},
	{1, "p", "unpin", FREE, PINNED, 6, DO(PIN)},
	{1, "P", "pin another", FREE, NOT_PINNED, 2, DO(PIN_ANOTHER)},
	{0, "T", "swap", FREE, PINNED, 6, DO(SWAP)},
	{1, "A", "play", HINT_NUMBER, 0, 4, DO(FILM)},
	{1, "i", "why", FREE | HINT_READ, 0, 7, DO(WHY)},
	{1, "r", "role", FREE, 0, 3, DO(ROLE)},
	{1, "z", "big", FREE, 0, 4, DO(ZOOM)},
	{1, "w", "save", FREE, FREELY, 3, DO(SAVE)},
	{1, "e", "export", FREE, FREELY, 3, DO(EXPORT)},
	{1, "y", "command", FREE, 0, 2, DO(COMMAND)},
	{1, "Space", "step as it was", HINT_TEXT | HINT_ANSWERED, TOUCHED, 8, DO(REVEAL)},
	{1, "Esc", "leave lesson", LESSON, 0, 7, DO(DISMISS)},
	{1, "?", "help", LESSON | HINT_READ, 0, 9, DO(HELP)},
	{1, "O", "options", FREE, 0, 5, DO(OPTIONS)},
	{1, "q", "quit", FREE | LESSON | HINT_READ, 0, 9, DO(QUIT)},

	{HINT_FRAME, "type", "to find", HINT_BROWSER | HINT_FIND | HINT_SEARCH, 0, 9, OTHER},
	{HINT_FRAME, "Tab or 1-5", "pages", HINT_HELP, 0, 9, OTHER},
	{HINT_FRAME, "/", "search", HINT_HELP, 0, 9, OTHER},
	{HINT_FRAME, "Up/Down", "choose", HINT_WORDS | HINT_OPTIONS, 0, 9, OTHER},
	{HINT_FRAME, "Up/Down", "scroll", HINT_SAID, 0, 9, OTHER},
	{HINT_FRAME, "Enter", "open", HINT_BROWSER, OPENS, 9, OTHER},
	{HINT_FRAME, "Enter", "pin it", HINT_BROWSER, PINS, 9, OTHER},
	{HINT_FRAME, "Enter", "go there", HINT_FIND, 0, 9, OTHER},
	{HINT_FRAME, "Enter", "take it", HINT_WORDS, 0, 9, OTHER},
	{HINT_FRAME, "Left/Right", "change", HINT_OPTIONS, 0, 9, OTHER},
	{HINT_FRAME, "Backspace", "as it was", HINT_OPTIONS, 0, 9, OTHER},
	{HINT_FRAME, "Esc", "done", HINT_OPTIONS, 0, 9, OTHER},
	{HINT_FRAME, "Esc", "close", HINT_BROWSER | HINT_FIND | HINT_WORDS | HINT_HELP | HINT_SEARCH
		| HINT_SAID, 0, 9, OTHER},
};

#define ROWS ((int)(sizeof table / sizeof table[0]))

const struct hint *hint_row(int i)
{
	return i >= 0 && i < ROWS ? &table[i] : NULL;
}

static enum hint_mode lesson_mode(const struct explorer *e)
{
	const struct lesson_step *step = &e->base.lesson.step[e->lesson.step];

	if (e->lesson.revealed)
		return HINT_ANSWERED;
	return step->question || step->reveal || step->hide ? HINT_QUESTION : HINT_TEXT;
}

/* Whether 0 is a view of this game. */
static bool tenth(const struct explorer *e)
{
	for (int view = VIEW_PATHS; view < VIEWS; view++)
		if (view_applies((enum view_id)view, &e->scenario))
			return true;
	return false;
}

enum hint_mode hint_mode(const struct explorer *e)
{
	static const enum hint_mode modes[] = { [MODE_PROMPT] = HINT_PROMPT,
		[MODE_READ] = HINT_READ, [MODE_FILM] = HINT_FILM, [MODE_EXPORT] = HINT_EXPORT };
	struct param_ref ref;

	if (e->mode == MODE_LIST)
		return e->list.kind == LIST_HELP && e->list.searching ? HINT_SEARCH
			: (enum hint_mode)list_row(e->list.kind)->hint;
	if (e->mode != MODE_PLAY)
		return modes[e->mode];
	if (lesson_on(e) && !e->lesson.away)
		return lesson_mode(e);
	if (e->zoom)
		return HINT_ZOOM;
	if (ROW_IS_REST(e->cursor))
		return HINT_FOLD;
	if (!edit_ref(e, &ref))
		return HINT_KNOWN;
	return ref.info->kind == PARAM_NUMBER ? HINT_NUMBER : HINT_WORD;
}

/* Of the row and of the lesson. */
static unsigned present_here(const struct explorer *e)
{
	struct param_ref ref;

	return (edit_ref(e, &ref) && ref.info->function ? FUNCTION : 0) |
		(lesson_on(e) && e->lesson.step > 0 ? EARLIER : 0) |
		(lesson_hides(e) ? 0 : SHOWN) |
		(lesson_hides(e) && e->base.lesson.step[e->lesson.step].is_lab ? LAB : 0) |
		(lesson_on(e) && e->lesson.step + 1 < e->base.lesson.steps ? LATER : 0);
}

static unsigned present(const struct explorer *e)
{
	const struct view_read *read = view_info(e->view)->read;
	int axes = view_info(e->view)->axes;

	return (read && read->marks ? MARKS : NO_MARKS) |
		(read && read_takes(read->kind) ? TAKEN : 0) | (e->scenario.game.n > 1 ? SEVERAL : 0) |
		(pipeline_takes(e, VIEW_TAKES_QUANTITY) ? QUANTITY : 0) |
		(axes == 1 ? ONE_AXIS : 0) | (axes == 2 ? TWO_AXES : 0) | (axes ? AXES : NO_AXES) |
		(view_steps(e->view) ? STEPS : 0) | (lesson_on(e) ? 0 : NO_LESSON) |
		(lesson_on(e) && e->lesson.away ? AWAY : 0) | (e->pin.on ? PINNED : NOT_PINNED) |
		(e->restricted ? 0 : FREELY) | (e->lesson.touched ? TOUCHED : 0) |
		(game_shares(&e->scenario.game) > 1 ? SHARES : 0) |
		(pipeline_takes(e, VIEW_TAKES_TOTAL) ? TOTAL : 0) | (tenth(e) ? TENTH : NINE) |
		(e->list.pins ? PINS : OPENS) | (e->zoom ? ZOOMED : 0) | present_here(e) |
		(e->scenario.game.kind == GAME_FINE_TUNING ? TUNED : 0);
}

bool hint_applies(const struct explorer *e, const struct hint *h)
{
	return (h->modes & hint_mode(e)) && (h->needs & present(e)) == h->needs;
}

/* "a b c": as many as the question has. */
static const char *keys_of(const struct explorer *e, const struct hint *h, char letters[16])
{
	int n;

	if (strcmp(h->keys, "a-e") != 0)
		return h->keys;
	n = e->base.lesson.step[e->lesson.step].choices;
	for (int i = 0; i < n && i < 7; i++) {
		letters[2 * i] = (char)('a' + i);
		letters[2 * i + 1] = i + 1 < n && i < 6 ? ' ' : '\0';
	}
	letters[n > 0 ? 2 * (n < 7 ? n : 7) - 1 : 0] = '\0';
	return letters;
}

static int columns(const struct explorer *e, const struct hint *h, char letters[16])
{
	return text_width(keys_of(e, h, letters)) + 1 + text_width(h->word);
}

int hint_fill(const struct explorer *e, int line, int cols, struct key_entry key[HINTS_MAX],
	char letters[16])
{
	const struct hint *of[HINTS_MAX];
	bool taken[HINTS_MAX] = { false };
	int count = 0, kept = 0, used = 1;

	if (e->class_key.key && line == 0 && e->mode == MODE_PLAY) {
		key[kept++] = e->class_key;
		used += text_width(e->class_key.key) + 1 + text_width(e->class_key.text) + 2;
	}
	if (e->led && line == 0)
		key[kept++] = (struct key_entry){ "q", "leave" };
	if (e->led)
		return kept;
	for (int i = 0; i < ROWS && count < HINTS_MAX - 1; i++)
		if (table[i].line == line && hint_applies(e, &table[i])
			&& *keys_of(e, &table[i], letters))
			of[count++] = &table[i];
	/* By weight, each that still fits; the last one has nothing behind it. */
	for (int weight = WEIGHT_MAX; weight >= 0; weight--)
		for (int i = 0; i < count; i++) {
			int w = columns(e, of[i], letters);

			if (of[i]->weight != weight || used + w > cols
				|| (weight <= RARE && cols < RARE_COLS))
				continue;
			taken[i] = true;
			used += w + 2;
		}
	for (int i = 0; i < count; i++)
		if (taken[i])
			key[kept++] = (struct key_entry){ keys_of(e, of[i], letters), of[i]->word };
	return kept;
}
