/* Lists that explain. Help in pages: where to begin, all keys, the screen's words, the
 * rules, the parameters; a search goes through all of them. Why: the equilibrium in
 * sentences. */
#include "ui/state.h"

#include "base/text.h"
#include "ui/words.h"
#include "view/caption.h"
#include "view/why.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum page { PAGE_START, PAGE_KEYS, PAGE_WORDS, PAGE_RULES, PAGE_PARAMETERS, PAGES };

static const char *const page_name[PAGES] = {"Start", "Keys", "Words", "Rules", "Parameters"};

/* The cheat sheet: what comes first. Two columns; a key's row in either. */
static const char *const start[] = {
	("Players build something together and share what it earns. Change a number "
	"(the list on the left): all curves and outcomes follow at once."),
	"",
	"PLAY   Up Down     choose a row       LEARN  n       next step of a lesson",
	"       Left Right  change it                 N       back",
	"       H L  < >    ten times, a tenth        a-e     answer (in a question)",
	"       Enter  f    type it, list it; next    Space   show what happens",
	"       , .         move the share            i       why is it so?",
	"       b           next bargaining rule      r       play a role yourself",
	"       /           find a row by name        o       scenarios and lessons",
	"       u  C-r      undo, redo         COMPARE p      pin: keep these curves",
	"       Backspace   this row as it was        P T     pin another; swap",
	"       R           all rows as they were     A       play a row from a to b",
	"",
	"LOOK   1-9  0      views, named on top SHOW  z       big, for a projector",
	"       I           read values off a plot    O c     options; colours",
	"       v  ; :      outcome; row as axis      g m     glyphs, mouse",
	"       + - \\ =     range, log, type it       e w y   export, save, command",
	"       s  a x      next player; add, remove",
	"",
	"Esc puts away what is in front.  u brings back what a key did.  q quits.",
};

static bool passes(const struct explorer *e, const char *a, const char *b, const char *c)
{
	const char *filter = e->list.filter.text;

	return text_contains(a, filter) || text_contains(b, filter)
		|| (c && text_contains(c, filter));
}

/* A heading stands only over something that passes. */
static void add(struct explorer *e, const char **heading, const char *left, const char *text,
	const char *also)
{
	if (!passes(e, left, text, also))
		return;
	if (*heading)
		list_add(&e->list, "", *heading, INK_HEADING, -1);
	*heading = NULL;
	list_add(&e->list, left, text, INK_TEXT, -1);
}

#define START_COLS 80  /* of a screen that has room for both columns */
#define START_RIGHT 38 /* from here on the right one begins, with a heading or a key */
#define START_KEYS 45

/* Where the right column begins in a line of the cheat sheet; 0: it has none. */
static size_t right_column(const char *line)
{
	size_t length = strlen(line);

	for (size_t i = START_RIGHT; i + 1 < length && i <= START_KEYS + 1; i++)
		if (line[i - 1] == ' ' && line[i] != ' ' && (i >= START_KEYS ||
			(isupper((unsigned char)line[i]) && isupper((unsigned char)line[i + 1]))))
			return i;
	return 0;
}

/* A line of the left column, and of the right one below its heading. */
static void add_left(struct explorer *e, const char *line)
{
	size_t at = right_column(line);
	char out[START_COLS + 1];

	snprintf(out, sizeof out, "%.*s", (int)at, line);
	list_add(&e->list, "", at > 0 ? out : line, INK_TEXT, -1);
}

static void add_right(struct explorer *e, const char *line)
{
	size_t at = right_column(line);
	char out[START_COLS + 1];

	snprintf(out, sizeof out, "%*s%s", at < START_KEYS ? 0 : START_KEYS - START_RIGHT, "", line + at);
	if (at > 0)
		list_add(&e->list, "", out, INK_TEXT, -1);
}

/* Both columns, or, where they do not fit beside one another, one below the other, a block at
 * a time. */
static void fill_start(struct explorer *e)
{
	size_t count = sizeof start / sizeof *start, to;

	for (size_t from = 0; from < count; from = to + 1) {
		for (to = from; to < count && *start[to]; to++)
			if (e->canvas.cols >= START_COLS)
				list_add(&e->list, "", start[to], INK_TEXT, -1);
			else
				add_left(e, start[to]);
		for (size_t k = from; k < to && e->canvas.cols < START_COLS; k++)
			add_right(e, start[k]);
		if (to < count)
			list_add(&e->list, "", "", INK_TEXT, -1);
	}
}

static void fill_actions(struct explorer *e, enum action_group group)
{
	const char *heading = action_group_name(group);

	for (int i = 0; i < ACTION_COUNT; i++) {
		const struct action *action = action_info((enum action_id)i);

		if (action->group != group
			|| (e->restricted && (action->flags & ACTION_UNRESTRICTED)))
			continue;
		add(e, &heading, action->keys, action->help, action->name);
	}
}

/* What keys do where something else is in front: those of no action. */
static const struct front_key front[] = {
	{"In a question", "a-e", "answer; Space then shows what happens"},
	{"In lists and prompts", "Enter", "take the chosen line, or what was typed"},
	{"In lists and prompts", "Esc C-c", "give up, close"},
	{"In lists and prompts", "C-u C-w", "delete all, a word, before the cursor"},
};

bool help_front_key(int i, struct front_key *out)
{
	int own = (int)(sizeof front / sizeof *front);
	const struct role_key *role = i < own ? NULL : role_key_row(i - own);

	if (i < own)
		*out = front[i];
	else if (role)
		*out = (struct front_key){"In role play", role->keys, role->help};
	return i < own || role;
}

static void fill_keys(struct explorer *e)
{
	struct front_key key;
	const char *heading = NULL, *group = "";

	for (int i = 0; i < GROUPS; i++)
		fill_actions(e, (enum action_group)i);
	for (int i = 0; help_front_key(i, &key); i++) {
		if (strcmp(group, key.group) != 0)
			heading = group = key.group;
		add(e, &heading, key.keys, key.help, NULL);
	}
	heading = "Mouse";
	add(e, &heading, "click", "choose a row, a place on its slider, a line of a list; in a plot: "
		"read it, and again: take that", NULL);
	add(e, &heading, "wheel", "through the panel's rows; over the chosen number: step it", NULL);
	add(e, &heading, "drag", "the @ on an axis of shares: move the share", NULL);
}

static void fill_words(struct explorer *e)
{
	const char *heading = NULL;
	const struct word *w;

	for (int i = 0; (w = word_row(i)); i++) {
		if (w->word)
			add(e, &heading, w->word, w->text, w->also);
		else
			heading = w->text;
	}
}

static void fill_rules(struct explorer *e)
{
	const char *heading = "What the bargaining rules do (their letters in plots)";

	for (int i = 0; i < RULES; i++) {
		const struct rule_info *rule = rule_info((enum rule)i);
		char left[64];

		/* what a specialist alone would pick bears its letter; what is given has none */
		snprintf(left, sizeof left, "%c %s", i == RULE_FIXED ? ' ' :
			bargain_mark(&e->scenario, (struct bargain){ (enum rule)i, 0 }), rule->label);
		add(e, &heading, left, rule->help, rule->name);
	}
}

static void fill_params(struct explorer *e)
{
	const char *heading = "What the parameters are";

	for (int i = 0; i < param_rows(); i++) {
		const struct param_info *info = param_row(i);

		if (info->help && *info->help)
			add(e, &heading, info->key, info->help, info->label);
	}
}

void help_fill(struct explorer *e)
{
	static void (*const fill[PAGES])(struct explorer *) = {
		fill_start, fill_keys, fill_words, fill_rules, fill_params};

	if (!e->list.searching && e->list.filter.length == 0) {
		fill[e->list.page](e);
		return;
	}
	for (int page = PAGE_KEYS; page < PAGES; page++)
		fill[page](e);
}

const char *help_title(const struct explorer *e, char *out, size_t size)
{
	snprintf(out, size, "Help");
	if (e->list.searching)
		return out;
	for (int i = 0; i < PAGES; i++)
		text_append(out, size, i == e->list.page ? " [%d %s]" : "  %d %s", i + 1, page_name[i]);
	return out;
}

/* Pages are turned; / begins a search, in which all keys are text. */
bool help_key(struct explorer *e, int key)
{
	struct list_state *l = &e->list;

	if (l->searching)
		return false;
	if (key == '/') {
		l->searching = true;
	} else if (key == K_TAB || key == K_RIGHT) {
		l->page = (l->page + 1) % PAGES;
	} else if (key == K_SHIFT_TAB || key == K_LEFT) {
		l->page = (l->page + PAGES - 1) % PAGES;
	} else if (key >= '1' && key < '1' + PAGES) {
		l->page = key - '1';
	} else if (key == 'q' || key == '?') {
		list_close(e);
		return true;
	} else {
		return false;
	}
	l->first = 0;
	l->stale = true;
	return true;
}

/* ---- why -------------------------------------------------------------------- */

static void explain(struct explorer *e, const struct study *st)
{
	struct error err;
	struct why why;

	if (why_explain(st, &why, &err) != STATUS_OK) {
		list_add(&e->list, "", err.text, INK_WARNING, -1);
		return;
	}
	for (int i = 0; i < why.count; i++) {
		if (i > 0)
			list_add(&e->list, "", "", INK_TEXT, -1);
		list_add(&e->list, "", why.line[i], INK_TEXT, -1);
	}
	why_free(&why);
}

void why_fill(struct explorer *e)
{
	explain(e, pipeline_known(e));
}

unsigned why_open(struct explorer *e, const struct study *st, const char *where)
{
	list_open(e, LIST_WHY);
	e->list.stale = false;
	list_add(&e->list, "", where, INK_HEADING, -1);
	list_add(&e->list, "", "", INK_TEXT, -1);
	explain(e, st);
	return EFFECT_REDRAW;
}

unsigned act_why(struct explorer *e, UNUSED int unused)
{
	const struct study *known;

	pipeline_catch_up(e);
	known = pipeline_known(e);
	if (lesson_hides(e))
		return explorer_say(e, INK_STATUS, "%s", lesson_hidden(e));
	if (!(known->have & HAVE_PRESENT) && known->status == STATUS_OK)
		return explorer_say(e, INK_STATUS, "still being solved: a moment more");
	list_open(e, LIST_WHY);
	return EFFECT_REDRAW;
}
