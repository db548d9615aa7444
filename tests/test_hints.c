/* Hints do what they say: in every mode, each key that a hint names is pressed, and what its
 * word promises is looked for. A word that is not in the table below fails. And help has all
 * of those keys. */
#include "drive.h"

#include "ui/hint.h"
#include "view/rows.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How things stood before a key. */
struct before {
	char *written; /* owned: the scenario */
	struct row_folds folds;
	int cursor, specialist, n, step, chosen, list_cursor, list_first, page, first, frame;
	int typed, filtered;
	enum view_id view;
	enum mode mode;
	enum rule rule;
	struct quantity quantity;
	double read[2], share;
	int read_rule;
	bool zoom, total, together, paused, searching;
	int option;
	double high;
	bool log[2];
};

static bool axis_log(const struct explorer *e, int axis)
{
	struct param_ref ref;

	return pipeline_axis(e, axis, &ref, NULL) == STATUS_OK
		&& range_of((struct explorer *)(void *)e, axis, &ref)->log;
}

static double axis_high(const struct explorer *e)
{
	struct param_ref ref;

	return pipeline_axis(e, 0, &ref, NULL) == STATUS_OK
		? range_of((struct explorer *)(void *)e, 0, &ref)->high : 0;
}

static void remember(const struct explorer *e, struct before *b)
{
	*b = (struct before){.written = drive_written(e), .cursor = e->cursor,
		.folds = e->folds, .specialist = e->specialist, .n = e->scenario.game.n,
		.step = e->lesson.step, .chosen = e->lesson.chosen, .list_cursor = e->list.cursor,
		.list_first = e->list.first, .page = e->list.page, .first = e->lesson.first,
		.frame = e->film.frame, .typed = e->prompt.line.length,
		.filtered = e->list.filter.length, .view = e->view, .mode = e->mode,
		.rule = e->scenario.bargain.rule, .quantity = pipeline_quantity(e),
		.read = {e->read.at[0], e->read.at[1]}, .share = edit_present_share(e, 0),
		.read_rule = e->read.rule, .zoom = e->zoom, .total = e->total,
		.together = e->together, .paused = e->film.paused,
		.searching = e->list.searching, .option = e->option[OPTION_CURVES],
		.high = axis_high(e), .log = {axis_log(e, 0), axis_log(e, 1)}};
}

/* ---- what words promise ------------------------------------------------------------ */

typedef bool promise(const struct explorer *e, const struct before *b, unsigned effects, int nth);

#define PROMISE(name, what) \
	static bool name(const struct explorer *e, const struct before *b, unsigned effects, int nth) \
	{ \
		(void)e, (void)b, (void)effects, (void)nth; \
		return what; \
	}

static bool listed(const struct explorer *e, enum list_kind kind)
{
	return e->mode == MODE_LIST && e->list.kind == kind;
}

static bool prompted(const struct explorer *e, enum prompt_kind kind)
{
	return e->mode == MODE_PROMPT && e->prompt.kind == kind;
}

static bool on_axis(const struct explorer *e, int axis)
{
	struct param_ref along, chosen;

	return pipeline_axis(e, axis, &along, NULL) == STATUS_OK && edit_ref(e, &chosen)
		&& param_same(&along, &chosen);
}

PROMISE(scenario_changed, !drive_is(e, b->written))
PROMISE(chosen_another, listed(e, e->list.kind) ? e->list.cursor != b->list_cursor
	: e->cursor != b->cursor)
PROMISE(answered, e->lesson.chosen == nth)
PROMISE(revealed, e->lesson.revealed)
PROMISE(step_on, e->lesson.step == b->step + 1 || e->response_step > 0)
PROMISE(step_back, e->lesson.step == b->step - 1)
PROMISE(in_lesson, !e->lesson.away)
PROMISE(words_listed, listed(e, LIST_WORDS))
PROMISE(unfolded, memcmp(&e->folds, &b->folds, sizeof b->folds) != 0)
PROMISE(explained, listed(e, LIST_WHY))
PROMISE(value_asked, prompted(e, PROMPT_VALUE))
PROMISE(total_or_unit, e->total != b->total)
PROMISE(another_outcome, pipeline_quantity(e).kind != b->quantity.kind
	|| pipeline_quantity(e).player != b->quantity.player)
PROMISE(row_on_axis, on_axis(e, nth))
PROMISE(range_changed, axis_high(e) < b->high || axis_high(e) > b->high)
PROMISE(log_turned, axis_log(e, nth) != b->log[nth])
PROMISE(range_asked, prompted(e, PROMPT_RANGE))
PROMISE(share_moved, edit_present_share(e, 0) < b->share || edit_present_share(e, 0) > b->share)
PROMISE(another_rule, e->scenario.bargain.rule != b->rule)
PROMISE(another_player, e->specialist != b->specialist)
PROMISE(all_together, e->together != b->together)
PROMISE(one_more, e->scenario.game.n == b->n + 1)
PROMISE(one_less, e->scenario.game.n == b->n - 1)
PROMISE(said_or_changed, *e->message || !drive_is(e, b->written))
PROMISE(pinned, e->pin.on)
PROMISE(not_pinned, !e->pin.on)
PROMISE(scrolled, e->lesson.first != b->first)
PROMISE(read_on, e->mode == MODE_READ && (e->read.at[0] < b->read[0] || e->read.at[0] > b->read[0]
	|| e->read.at[1] < b->read[1] || e->read.at[1] > b->read[1]
	|| e->read.rule != b->read_rule))
PROMISE(taken, e->mode == MODE_PLAY && (b->mode != MODE_READ || !drive_is(e, b->written)))
PROMISE(playing, e->mode == MODE_PLAY)
PROMISE(film_turned, e->mode == MODE_FILM && e->film.paused != b->paused)
PROMISE(film_stepped, e->mode == MODE_FILM && e->film.frame != b->frame)
PROMISE(film_left, e->mode == MODE_PLAY && !(drive_value(e, e->film.param) < e->film.start)
	&& !(drive_value(e, e->film.param) > e->film.start))
PROMISE(emptied, prompted(e, e->prompt.kind) && e->prompt.line.length == 0)
PROMISE(another_view, e->view != b->view)
PROMISE(helped, listed(e, LIST_HELP))
PROMISE(ended, (effects & EFFECT_QUIT) != 0)
PROMISE(lessons_listed, listed(e, LIST_PRESETS) && e->list.cursor >= 0
	&& e->list.presets.item[e->list.item[e->list.cursor].tag].lesson)
PROMISE(scenarios_listed, listed(e, LIST_PRESETS) && !e->list.pins)
PROMISE(rows_listed, listed(e, LIST_FIND))
PROMISE(reading, e->mode == MODE_READ)
PROMISE(pins_listed, listed(e, LIST_PRESETS) && e->list.pins)
PROMISE(film_asked, prompted(e, PROMPT_FILM))
PROMISE(role_begun, listed(e, LIST_ROLE))
PROMISE(zoomed, e->zoom != b->zoom)
PROMISE(save_asked, prompted(e, PROMPT_SAVE))
PROMISE(export_asked, prompted(e, PROMPT_EXPORT))
PROMISE(command_shown, listed(e, LIST_COMMAND) || strstr(e->message, "haggle "))
PROMISE(as_it_was, !e->lesson.touched && e->lesson.step == b->step)
PROMISE(left_or_asked, e->lesson.away || e->lesson.leaving)
PROMISE(options_listed, listed(e, LIST_OPTIONS))
PROMISE(narrowed, e->list.filter.length == b->filtered + 1)
PROMISE(page_turned, listed(e, LIST_HELP) && e->list.page != b->page)
PROMISE(searching, listed(e, LIST_HELP) && e->list.searching)
PROMISE(list_scrolled, e->list.first != b->list_first)
PROMISE(opened, e->mode == MODE_PLAY && !drive_is(e, b->written))
PROMISE(gone_there, e->mode == MODE_PLAY && e->cursor != b->cursor)
PROMISE(word_taken, e->mode == MODE_PLAY && e->scenario.bargain.rule != b->rule)
PROMISE(option_turned, listed(e, LIST_OPTIONS) && strstr(e->message, ": "))

static const struct {
	const char *word; /* with its keys, where it is another thing elsewhere */
	promise *well;
} promises[] = {
	{"z back", zoomed}, {"small again", zoomed}, {"Enter open on a frame", opened},
	{"Enter take it on a frame", word_taken}, {"Left/Right change on a frame", option_turned},
	{"answer", answered}, {"reveal", revealed}, {"skip", step_on}, {"next step", step_on},
	{"back", step_back}, {"to the lesson", in_lesson}, {"change", scenario_changed},
	{"next", scenario_changed}, {"list", words_listed}, {"show or hide", unfolded},
	{"why", explained}, {"choose", chosen_another}, {"edit", value_asked},
	{"total or per unit", total_or_unit}, {"outcome", another_outcome},
	{"row as axis", row_on_axis}, {"range", range_changed}, {"log", log_turned},
	{"type range", range_asked}, {"share", share_moved}, {"rule", another_rule},
	{"next player", another_player}, {"family", scenario_changed}, {"contract", unfolded},
	{"all shares", all_together}, {"add", one_more}, {"remove", one_less},
	{"undo", said_or_changed}, {"reset", said_or_changed}, {"pin", pinned},
	{"unpin", not_pinned}, {"scroll text", scrolled}, {"move", read_on}, {"ten", read_on},
	{"next mark", read_on}, {"next row", read_on}, {"take it", taken},
	{"or Esc leaves", playing}, {"pause, go on", film_turned}, {"a step", film_stepped},
	{"back to the start", film_left}, {"give up", playing}, {"delete all", emptied},
	{"cancel", playing}, {"views", another_view}, {"help", helped}, {"quit", ended},
	{"lesson", lessons_listed}, {"open", scenarios_listed}, {"find", rows_listed},
	{"read", reading}, {"pin another", pins_listed}, {"swap", scenario_changed},
	{"play", film_asked}, {"role", role_begun}, {"play it", role_begun}, {"big", zoomed}, {"save", save_asked},
	{"export", export_asked}, {"command", command_shown}, {"step as it was", as_it_was},
	{"leave lesson", left_or_asked}, {"options", options_listed}, {"to find", narrowed},
	{"pages", page_turned}, {"search", searching}, {"scroll", list_scrolled},
	{"pin it", pinned}, {"go there", gone_there}, {"as it was", option_turned},
	{"done", playing}, {"close", playing},
};

/* ---- the modes ----------------------------------------------------------------------- */

#define QUARTER "tests/lessons/quarter.ini"
#define RIGHT "\x1d" /* in keys */
#define DOWN "\x1e"

#define SHARES "[generalist]\n[specialist law]\n[specialist art]\n"
#define LESSON SHARES "[lesson]\ntitle = A\ntext = T\n[lesson]\ntitle = B\ntext = T\n" \
	"question = Q\nchoice = A\nchoice = B\nanswer = 1\nreveal = R\n"

/* A step that is to be played. */
#define PLAYED "[generalist]\n[specialist law]\n[lab]\ntitle = A\ntext = T\nprotocol = free\n"

/* Rows that the cursor is put on, after the keys. */
enum place { AS_IT_IS, NUMBER, WORD, KNOWN, FOLD, PLACES };

/* How a mode is come to: a preset, a file, or a text; the keys; in free play, on rows of each
 * kind. */
static const struct state {
	const char *of, *keys;
	int cols, rows;
	bool places;
} states[] = {
	{"costly-specialist", ".", 140, 45, true},
	{"three-domains", "", 140, 45, true},
	{SHARES, "", 140, 45, true},
	{"costly-specialist", "5", 140, 45, true},
	{"costly-specialist", "6", 140, 45, true},
	{"costly-specialist", "7", 140, 45, true},
	{"costly-specialist", "8", 140, 45, true},
	{"costly-specialist", "p..", 140, 45, true},
	{QUARTER, "nnnnc \033", 80, 24, true},       /* left, */
	{QUARTER, "nnn", 60, 16, false},             /* a text, */
	{QUARTER, "nnn.", 60, 16, false},            /* something changed, */
	{QUARTER, "nnnn", 60, 16, false},            /* a question, */
	{QUARTER, "nnnnc ", 60, 16, false},          /* answered, */
	{QUARTER, "nc ", 60, 16, false},
	{QUARTER, "nnnnc .", 140, 24, false},
	{LESSON, "", 80, 24, false},
	{LESSON, "n", 80, 24, false},
	{LESSON, "na ", 80, 24, false},
	{PLAYED, "", 140, 24, false},
	{QUARTER, "nnnz", 80, 24, false},            /* big, */
	{QUARTER, "nnnnz", 80, 24, false},
	{QUARTER, "nnnnzc ", 80, 24, false},
	{"costly-specialist", "z", 80, 24, false},
	{"three-domains", "z", 80, 24, false},
	{"costly-specialist", "\r", 80, 24, false},         /* prompts, */
	{"costly-specialist", "jjjjjA\r" RIGHT RIGHT, 80, 24, false},
	{"costly-specialist", "I", 140, 24, false},         /* read-outs, */
	{"three-domains", "I", 140, 24, false},
	{"costly-specialist", "5I", 140, 24, false},
	{"costly-specialist", "8I", 140, 24, false},
	{"costly-specialist", "9I", 140, 24, false},
	{"costly-specialist", "o", 80, 24, false},          /* and boxes */
	{"costly-specialist", "P", 80, 24, false},
	{"costly-specialist", "/sc", 80, 24, false},
	{"costly-specialist", "j\r" DOWN, 80, 24, false},
	{"costly-specialist", "O", 80, 24, false},
	{"costly-specialist", "?", 80, 24, false},
	{"costly-specialist", "?/", 80, 24, false},
	{"costly-specialist", "i", 60, 16, false},
};
enum { STATES = sizeof states / sizeof *states, HINTS = 160 };

static void put(struct explorer *e, enum place place)
{
	if (place == NUMBER)
		drive_go(e, "generalist.cost.exponent");
	else if (place == WORD)
		drive_go(e, "generalist.cost");
	else if (place != AS_IT_IS)
		e->cursor = place == KNOWN ? ROW_PARETO : ROW_REST(0);
	explorer_draw(e);
}

static void come_to(struct explorer *e, const struct state *s, enum place place)
{
	if (*s->of != '[') {
		drive_open(e, s->of, s->cols, s->rows);
	} else {
		drive_start_text(e, s->of);
		CU_ASSERT_EQUAL_FATAL(explorer_resize(e, s->cols, s->rows, NULL), STATUS_OK);
	}
	e->presets = strdup("presets");
	for (const char *at = s->keys; *at; at++) {
		drive_press(e, *at == '\r' ? K_ENTER : *at == '\033' ? K_ESC : *at == *RIGHT ? K_RIGHT
			: *at == *DOWN ? K_DOWN : (unsigned char)*at);
		drive_finish(e);
	}
	put(e, place);
}

/* ---- pressing them --------------------------------------------------------------------- */

/* The keys that a hint names, one by one; returns how many. */
static int keys_of(const struct hint *h, int key[4])
{
	static const struct {
		const char *keys, *are;
	} spoken[] = {{"a-e", "a b"}, {"1-9", "3 9"}, {"0-9", "0 9"}, {"Tab or 1-5", "Tab 3"},
		{"type", "s"}, {"/", "/"}};
	char text[40], *word, *rest = text;
	int count = 0;

	snprintf(text, sizeof text, "%s", h->keys);
	for (char *at = text; *at; at++)
		*at = *at == '/' && at > text ? ' ' : *at;
	for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
		if (!strcmp(h->keys, spoken[i].keys))
			snprintf(text, sizeof text, "%s", spoken[i].are);
	for (; (word = strtok(rest, " ")) && count < 4; rest = NULL)
		key[count++] = key_parse(word, strlen(word));
	return count;
}

static promise *promised(const struct hint *h)
{
	char words[80];

	snprintf(words, sizeof words, "%s %s%s", h->keys, h->word,
		h->line == HINT_FRAME ? " on a frame" : "");
	for (size_t i = 0; i < sizeof promises / sizeof *promises; i++)
		if (!strcmp(promises[i].word, words))
			return promises[i].well;
	for (size_t i = 0; i < sizeof promises / sizeof *promises; i++)
		if (!strcmp(promises[i].word, h->word))
			return promises[i].well;
	return NULL;
}

/* Of two keys that lead to and fro, the other one first: there may be nowhere to go. */
static bool kept(const struct state *s, enum place place, const struct hint *h, const int *key,
	int count, int nth)
{
	promise *well = promised(h);
	struct explorer e;
	struct before b;
	unsigned effects;
	bool is;

	come_to(&e, s, place);
	if (!strcmp(h->word, "as it was"))
		drive_press(&e, K_RIGHT);
	if (count == 2 && well != another_view && well != answered) {
		drive_press(&e, key[1 - nth]);
		drive_finish(&e);
	}
	remember(&e, &b);
	effects = drive_press(&e, key[nth]);
	if (e.mode != MODE_EXPORT)
		drive_finish(&e);
	is = well && well(&e, &b, effects, nth);
	if (!is)
		fprintf(stderr, "\n%s after %s, %d: \"%s %s\" does not, by its key %d: %s\n",
			s->of, s->keys, (int)place, h->keys, h->word, nth + 1,
			e.message);
	free(b.written);
	explorer_free(&e);
	return is;
}

/* Each in every mode that it is shown in: in the first state that is of that mode. */
static void test_hints_keep_their_words(void)
{
	unsigned tried[HINTS] = {0};
	const struct hint *h;

	for (int k = 0; k < STATES * PLACES; k++) {
		const struct state *s = &states[k / PLACES];
		enum place place = (enum place)(k % PLACES);
		struct explorer e;
		unsigned apply[HINTS] = {0};

		if ((place != AS_IT_IS) != s->places)
			continue;
		come_to(&e, s, place);
		for (int i = 0; (h = hint_row(i)); i++)
			apply[i] = hint_applies(&e, h) ? (unsigned)hint_mode(&e) : 0;
		explorer_free(&e);
		for (int i = 0; (h = hint_row(i)); i++) {
			int key[4], count = keys_of(h, key);

			CU_ASSERT_TRUE(count > 0);
			for (int nth = 0; (apply[i] & ~tried[i]) && nth < count; nth++)
				CU_ASSERT_TRUE(kept(s, place, h, key, count, nth));
			tried[i] |= apply[i];
		}
	}
	for (int i = 0; (h = hint_row(i)); i++) {
		if ((tried[i] | HINT_EXPORT) != (h->modes | HINT_EXPORT))
			fprintf(stderr, "\n\"%s %s\" was tried in %x alone of %x\n", h->keys, h->word,
				tried[i], h->modes);
		CU_ASSERT_EQUAL(tried[i] | HINT_EXPORT, h->modes | HINT_EXPORT);
	}
}

/* While an export waits for what it needs, which is no state to come to by keys alone. */
static void test_waiting(void)
{
	const struct hint *h;
	int tried = 0;

	for (int i = 0; (h = hint_row(i)); i++) {
		struct explorer e;
		struct before b;
		unsigned effects;
		int key[4];

		drive_open(&e, "three-domains", 80, 24);
		e.mode = MODE_EXPORT;
		if (hint_applies(&e, h)) {
			keys_of(h, key);
			remember(&e, &b);
			effects = explorer_key(&e, key[0]);
			CU_ASSERT_TRUE(promised(h)(&e, &b, effects, 0));
			free(b.written);
			tried++;
		}
		explorer_free(&e);
	}
	CU_ASSERT_TRUE(tried >= 2);
}

/* ---- help -------------------------------------------------------------------------------- */

/* Whether a page of help has the key, in its column of keys. */
static bool in_help(int key)
{
	struct front_key front;
	bool found = action_find(key) >= 0;

	for (int i = 0; !found && help_front_key(i, &front); i++)
		found = key_in_list(front.keys, key)
			|| (!strcmp(front.keys, "a-e") && key >= 'a' && key <= 'e');
	return found;
}

static void test_help_has_them(void)
{
	const struct hint *h;

	for (int i = 0; (h = hint_row(i)); i++) {
		int key[4], count = keys_of(h, key);

		for (int k = 0; k < count; k++) {
			bool has = in_help(key[k]) || !strcmp(h->keys, "type");

			if (!has)
				fprintf(stderr, "\nhelp does not have \"%s %s\"\n", h->keys, h->word);
			CU_ASSERT_TRUE(has);
		}
	}
}

void suite_hints(void)
{
	CU_pSuite s = CU_add_suite("hints", NULL, NULL);

	CU_add_test(s, "hints keep their words in every mode", test_hints_keep_their_words);
	CU_add_test(s, "and while an export waits", test_waiting);
	CU_add_test(s, "help has their keys", test_help_has_them);
}
