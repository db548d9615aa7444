/* Options: how the explorer looks and listens. One table, OPTIONS in state.h's order,
 * serves the keys that turn them, the screen that shows them all, and the file that
 * remembers them, which has the names and words of the command line. */
#include "ui/state.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define IS_COLS 18 /* of what an option is, before what it can be */
#define WORDS_MAX 80

static const char *const glyph_words[] = {"ascii", "unicode"};
static const char *const mouse_words[] = {"on", "off"};

static const char *const curve_words[] = {"top", "alternate"};
static const char *const row_help_words[] = {"off", "2", "4", "8"};
static const int row_help_seconds[] = {0, 2, 4, 8};
static const char *const speed_words[] = {"2", "5", "10", "20"};
static const int speed_frames[] = {2, 5, 10, 20};

enum { ROW_HELP_USUAL = 2, SPEED_USUAL = 2 };

static int scheme_get(const struct explorer *e)
{
	return (int)e->scheme;
}

static int glyphs_get(const struct explorer *e)
{
	return e->unicode;
}

static int mouse_get(const struct explorer *e)
{
	return !e->mouse;
}

static void scheme_set(struct explorer *e, int choice)
{
	e->scheme = (enum scheme)choice;
}

static void glyphs_set(struct explorer *e, int choice)
{
	e->unicode = choice != 0;
	e->canvas.unicode = e->unicode;
}

static void mouse_set(struct explorer *e, int choice)
{
	e->mouse = choice == 0;
}

static void curves_set(struct explorer *e, int choice)
{
	e->option[OPTION_CURVES] = choice;
	e->canvas.alternate = choice != 0;
}

static const struct option_row table[OPTIONS] = {
	[OPTION_COLORS] = {"colors", "colours", "", SCHEMES, NULL, scheme_get, scheme_set},
	[OPTION_GLYPHS] = {"glyphs", "glyphs", "", 2, glyph_words, glyphs_get, glyphs_set},
	[OPTION_MOUSE] = {"mouse", "mouse", " (off: the terminal selects text)", 2, mouse_words,
		mouse_get, mouse_set},
	[OPTION_CURVES] = {"curves", "curves", " (where they cross)", 2,
		curve_words, NULL, curves_set},
	[OPTION_ROW_HELP] = {"row-help", "help of a row", " seconds, then the sentence why", 4,
		row_help_words, NULL, NULL},
	[OPTION_SPEED] = {"play-speed", "play speed", " steps a second (A)", 4, speed_words, NULL,
		NULL},
};

const char *option_word(enum option option, int choice)
{
	return table[option].words ? table[option].words[choice]
		: style_scheme_name((enum scheme)choice);
}

static int get(const struct explorer *e, enum option option)
{
	return table[option].get ? table[option].get(e) : e->option[option];
}

static void set(struct explorer *e, enum option option, int choice)
{
	if (table[option].set)
		table[option].set(e, choice);
	else
		e->option[option] = choice;
}

void options_init(struct explorer *e)
{
	e->option[OPTION_ROW_HELP] = ROW_HELP_USUAL;
	e->option[OPTION_SPEED] = SPEED_USUAL;
}

int option_row_help(const struct explorer *e)
{
	return row_help_seconds[e->option[OPTION_ROW_HELP]];
}

int option_speed(const struct explorer *e)
{
	return speed_frames[e->option[OPTION_SPEED]];
}

const struct option_row *option_row(enum option option)
{
	return &table[option];
}

const char *option_now(const struct explorer *e, enum option option)
{
	return option_word(option, get(e, option));
}

void option_take(struct explorer *e, const char *name, const char *word)
{
	for (int i = 0; i < OPTIONS; i++)
		for (int k = 0; !strcmp(table[i].name, name) && k < table[i].choices; k++)
			if (!strcmp(option_word((enum option)i, k), word))
				set(e, (enum option)i, k);
}

/* ---- turning one ------------------------------------------------------------ */

/* What a scheme comes to here; "" where that is plain. */
static const char *scheme_here(const struct explorer *e)
{
	static const char *const grounds[] = {
		[GROUND_UNKNOWN] = "any ground", [GROUND_DARK] = "dark", [GROUND_LIGHT] = "light"};

	return e->colors == 0 && e->scheme != SCHEME_MONO ? "none here"
		: e->scheme == SCHEME_AUTO ? grounds[e->ground] : "";
}

/* "auto: dark", "ascii". */
static const char *is(const struct explorer *e, enum option option, char out[WORDS_MAX])
{
	const char *here = option == OPTION_COLORS ? scheme_here(e) : "";

	snprintf(out, WORDS_MAX, "%s%s%s", option_word(option, get(e, option)),
		*here ? ": " : "", here);
	return out;
}

/* Whether the choice can be made here; says why not. */
static bool possible(struct explorer *e, enum option option, int choice)
{
	if (option != OPTION_GLYPHS || choice == 0 || e->unicode_possible)
		return true;
	explorer_say(e, INK_WARNING,
		"this terminal's locale has no Unicode (see LANG): ASCII stays");
	return false;
}

/* Sets it and remembers it for next time; trouble with remembering is no reason not to
 * do it. `more` is said behind it. */
static unsigned choose(struct explorer *e, enum option option, int choice, const char *more)
{
	struct error err;
	char text[ERROR_FILE_MAX + ERROR_TEXT_MAX + 32], now[WORDS_MAX];
	const char *word = option_word(option, choice);

	if (!possible(e, option, choice))
		return EFFECT_REDRAW;
	set(e, option, choice);
	e->options_given &= ~(1u << option);
	if (config_write(e, table[option].name, word, &err) == STATUS_OK)
		explorer_say(e, INK_STATUS, "%s: %s%s", table[option].label, is(e, option, now),
			more);
	else
		explorer_say(e, INK_STATUS, "%s: %s (not remembered: %s)", table[option].label,
			is(e, option, now), error_format(&err, text, sizeof text));
	return EFFECT_STYLE | EFFECT_REDRAW;
}

unsigned option_choose(struct explorer *e, enum option option, int choice)
{
	return choose(e, option, choice, "");
}

static int turned(const struct explorer *e, enum option option, int by)
{
	int count = table[option].choices;

	return (get(e, option) + by + count) % count;
}

unsigned act_glyphs(struct explorer *e, UNUSED int unused)
{
	return choose(e, OPTION_GLYPHS, turned(e, OPTION_GLYPHS, +1), "");
}

unsigned act_colours(struct explorer *e, UNUSED int unused)
{
	char more[WORDS_MAX];
	int next = turned(e, OPTION_COLORS, +1);

	snprintf(more, sizeof more, "; c goes on to %s, O has all options",
		option_word(OPTION_COLORS, (next + 1) % SCHEMES));
	return choose(e, OPTION_COLORS, next, more);
}

unsigned act_mouse(struct explorer *e, UNUSED int unused)
{
	int next = turned(e, OPTION_MOUSE, +1);

	return choose(e, OPTION_MOUSE, next, next ? ", so that the terminal selects text" : "");
}

enum scheme explorer_scheme(const struct explorer *e)
{
	/* A projector shows few colours as they are meant. */
	return e->zoom && e->scheme != SCHEME_MONO ? SCHEME_PROJECTOR : e->scheme;
}

/* ---- all of them, on a screen ------------------------------------------------- */

unsigned act_options(struct explorer *e, UNUSED int unused)
{
	for (int i = 0; i < OPTIONS; i++)
		e->options_before[i] = get(e, (enum option)i);
	list_open(e, LIST_OPTIONS);
	return EFFECT_REDRAW;
}

void options_fill(struct explorer *e)
{
	for (int i = 0; i < OPTIONS; i++) {
		char now[WORDS_MAX], text[3 * WORDS_MAX];

		is(e, (enum option)i, now);
		if (e->options_given & 1u << i)
			strcat(now, " !");
		snprintf(text, sizeof text, "%-*s", IS_COLS, now);
		for (int k = 0; k < table[i].choices; k++)
			text_append(text, sizeof text, "%s%s", k ? " " : "",
				option_word((enum option)i, k));
		text_append(text, sizeof text, "%s", table[i].more);
		list_add(&e->list, table[i].label, text, INK_TEXT, i);
	}
}

/* What is known that decides about the chosen one. */
const char *options_detail(const struct explorer *e, char *out, size_t size)
{
	static const char *const says[] = {
		[GROUND_UNKNOWN] = "the terminal does not say which its ground is: colours hold on both",
		[GROUND_DARK] = "the ground is dark", [GROUND_LIGHT] = "the ground is light"};
	const char *given = e->options_given
		? ". ! was set on the command line or by the environment, for this session" : "";
	char colors[24], ground[24] = "";

	if (e->colors == STYLE_DIRECT)
		snprintf(colors, sizeof colors, "colours of 24 bits");
	else
		snprintf(colors, sizeof colors, "%d colours", e->colors);
	if (e->ground_rgb >= 0)
		snprintf(ground, sizeof ground, " (#%06lx)", (unsigned long)e->ground_rgb & 0xffffff);
	if (e->colors == 0)
		snprintf(out, size, "No colours: the terminal has none, or NO_COLOR or --color "
			"says so%s", given);
	else
		snprintf(out, size, "%s; %s%s%s", colors, says[e->ground], ground, given);
	return out;
}

unsigned options_turn(struct explorer *e, int by)
{
	enum option option = (enum option)e->list.cursor;

	e->list.stale = true;
	return choose(e, option, turned(e, option, by), "");
}

bool options_key(struct explorer *e, int key, unsigned *effects)
{
	enum option option = (enum option)e->list.cursor;

	switch (key) {
	case K_LEFT:
	case 'h':
		*effects = options_turn(e, -1);
		return true;
	case K_RIGHT:
	case 'l':
	case ' ':
	case K_ENTER:
		*effects = options_turn(e, +1);
		return true;
	case K_BACKSPACE:
		e->list.stale = true;
		*effects = choose(e, option, e->options_before[option], ", as it was");
		return true;
	case 'O':
	case 'q':
		list_close(e);
		*effects = EFFECT_REDRAW;
		return true;
	default:
		return false;
	}
}
