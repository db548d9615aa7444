/* What any screen must keep to, whatever the scenario, the view and the size: the first
 * one names what leads on, marks stand at their values, hints do what they say, nothing is
 * cut. Read off the cells, as somebody in front of it would. */
#include "drive.h"
#include "model/preset.h"
#include "ui/hint.h"
#include "ui/words.h"
#include "view/caption.h"

#include <CUnit/CUnit.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The row's cells from x on as text, for as long as it stays ASCII. */
static const char *row_text(const struct explorer *e, int x, int y, char out[CANVAS_COLS_MAX + 1])
{
	int n = 0;

	for (; x < e->canvas.cols; x++) {
		uint32_t cp = canvas_at(&e->canvas, x, y)->cp;

		out[n++] = cp < 128 ? (char)cp : '?';
	}
	out[n] = '\0';
	return out;
}

static bool on_screen(const struct explorer *e, const char *words)
{
	char row[CANVAS_COLS_MAX + 1];

	for (int y = 0; y < e->canvas.rows; y++)
		if (strstr(row_text(e, 0, y, row), words))
			return true;
	fprintf(stderr, "\n\"%s\" is not on the screen\n", words);
	return false;
}

static int row_of(const struct explorer *e, int choice)
{
	for (int i = 0; i < e->shown.panel.count; i++)
		if (e->shown.panel.param[i] == choice)
			return e->shown.panel.top + i;
	return -1;
}

static int param_index(const struct explorer *e, const char *name)
{
	struct param_ref wanted, ref;

	CU_ASSERT_EQUAL_FATAL(param_find(&e->scenario, name, &wanted, NULL), STATUS_OK);
	for (int i = 0; param_at(&e->scenario, i, &ref); i++)
		if (param_same(&ref, &wanted))
			return i;
	return ROW_NONE;
}

/* ---- the first screen ------------------------------------------------------- */

static void test_first_screen(void)
{
	static const char *const words[] = {"lesson", "views", "help", "open", "share of g",
		"first best", "1 Overview", "2 Util", "3 Front", "4 Invest", "5 Resp", "6 Func",
		"7 Stat", "8 Map", "9 Solut"};
	struct explorer e;
	char row[CANVAS_COLS_MAX + 1];

	drive_open(&e, "symmetric", 80, 24);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		CU_ASSERT_TRUE(on_screen(&e, words[i]));
	CU_ASSERT_EQUAL(strncmp(row_text(&e, 0, row_of(&e, e.cursor), row), "> share of g", 12), 0);
	for (int x = 0; x < 80; x++) {
		enum ink ink = (enum ink)canvas_at(&e.canvas, x, 0)->ink;

		CU_ASSERT_TRUE(ink == INK_TITLE || ink == INK_TAB);
	}
	/* the first key moves the share and nothing else */
	drive_press(&e, K_RIGHT);
	CU_ASSERT_DOUBLE_EQUAL(e.scenario.delta[0], .51, 1e-12);
	CU_ASSERT_EQUAL(e.scenario.game.generalist.cost.family, COST_POWER);
	explorer_free(&e);
}

static void test_divider(void)
{
	struct explorer e;

	drive_open(&e, "symmetric", 80, 24);
	for (int view = 0; view < VIEWS; view++) {
		drive_act(&e, (enum action_id)(ACTION_VIEW_1 + view));
		for (int y = 1; y <= 19; y++)
			CU_ASSERT_EQUAL(canvas_at(&e.canvas, 26, y)->cp, '|');
	}
	explorer_free(&e);
}

/* No row that holds a word is changed by a step, in any view. */
static void test_words_are_not_stepped(void)
{
	static const int keys[] = {K_LEFT, K_RIGHT, K_SHIFT_LEFT, K_SHIFT_RIGHT, '<', '>', 'h', 'l'};
	struct explorer e;
	struct param_ref ref;
	char *before;
	int words = 0;

	drive_open(&e, "symmetric", 80, 24);
	before = drive_written(&e);
	for (int view = 0; view < VIEW_PATHS; view++) {
		explorer_key(&e, '1' + view);
		for (int i = 0; param_at(&e.scenario, i, &ref); i++) {
			if (ref.info->kind != PARAM_CHOICE)
				continue;
			words++;
			for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
				e.cursor = i;
				explorer_key(&e, keys[k]);
				CU_ASSERT_TRUE(*e.message);
			}
		}
	}
	CU_ASSERT_TRUE(words >= 4 * VIEW_PATHS);
	CU_ASSERT_TRUE(drive_is(&e, before));
	free(before);
	explorer_free(&e);
}

/* ---- rows at rest ------------------------------------------------------------ */

static void test_rows_at_rest(void)
{
	struct explorer e;
	int fixed;

	drive_open(&e, "symmetric", 80, 24);
	fixed = param_index(&e, "generalist.cost.fixed");
	CU_ASSERT_EQUAL(row_of(&e, fixed), -1);
	CU_ASSERT_TRUE_FATAL(row_of(&e, ROW_REST(0)) > 0);
	CU_ASSERT_TRUE(on_screen(&e, "+ 4 at rest"));
	while (e.cursor != ROW_REST(0))
		drive_press(&e, K_DOWN);
	drive_press(&e, K_ENTER);
	CU_ASSERT_TRUE(row_of(&e, fixed) > 0);
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(row_of(&e, fixed), -1);
	/* what was gone to stays as long as the cursor, what was changed for good */
	drive_go(&e, "generalist.cost.fixed");
	explorer_draw(&e);
	CU_ASSERT_TRUE(row_of(&e, fixed) > 0);
	drive_press(&e, K_RIGHT);
	drive_press(&e, K_HOME);
	drive_solve(&e);
	CU_ASSERT_TRUE(row_of(&e, fixed) > 0);
	CU_ASSERT_TRUE(on_screen(&e, "+ 3 at rest"));
	drive_act(&e, ACTION_UNDO);
	drive_press(&e, K_HOME);
	CU_ASSERT_EQUAL(row_of(&e, fixed), -1);
	explorer_free(&e);
}

/* ---- letters ------------------------------------------------------------------ */

/* Capitals in the two rows below the axis' labels that no rule with that letter is within
 * a column of; *seen gets all there are, in the order of the columns. "P any share" is a
 * word for a tie. */
static int misplaced(const struct explorer *e, char seen[CANVAS_COLS_MAX])
{
	const struct study *st = e->pipeline.study;
	const struct rect *r = &e->shown.hit.inner;
	int axis = st->axis < 0 ? 0 : st->axis, wrong = 0, n = 0;
	char row[2][CANVAS_COLS_MAX + 1];

	for (int i = 0; i < 2; i++)
		row_text(e, r->x, r->y + r->h + 2 + i, row[i]);
	for (int x = 0; x < r->w; x++)
		for (int i = 0; i < 2; i++) {
			double nearest = INFINITY;

			if (!isupper((unsigned char)row[i][x]) || strchr("ABDEGHIKLMNPQSTUVWYZ",
				row[i][x]) == NULL || islower((unsigned char)row[i][x + 1])
				|| !strncmp(row[i] + x + 1, " any", 4))
				continue;
			for (int k = 0; k < st->solutions; k++) {
				const struct solution *s = &st->solution[k];

				if (s->done && bargain_mark(&e->scenario, s->rule) == row[i][x])
					nearest = fmin(nearest,
						fabs(s->delta[axis] * (r->w - 1) - x));
			}
			wrong += nearest > 1 + 1e-6;
			seen[n++] = row[i][x];
		}
	seen[n] = '\0';
	return wrong;
}

static void test_letters_are_in_place(void)
{
	struct preset_list list;
	char seen[CANVAS_COLS_MAX];
	int letters = 0;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++) {
		struct explorer e;

		if (list.item[i].lesson || list.item[i].bad)
			continue;
		drive_open(&e, list.item[i].name, 80, 24);
		drive_act(&e, ACTION_VIEW_4);
		for (int cols = 60; cols <= 200; cols += 7) {
			CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, cols, 24, NULL), STATUS_OK);
			explorer_draw(&e);
			if (!e.shown.hit.share_axis)
				continue;
			int wrong = misplaced(&e, seen);

			if (wrong)
				fprintf(stderr, "\n%s at %d columns: %d of %s are out of place\n",
					list.item[i].name, cols, wrong, seen);
			CU_ASSERT_EQUAL(wrong, 0);
			letters += (int)strlen(seen);
		}
		explorer_free(&e);
	}
	preset_list_free(&list);
	CU_ASSERT_TRUE(letters > 500);
}

/* Rules that agree on a share stay where they are while the share is moved. */
static void test_letters_stay(void)
{
	struct explorer e;
	char before[CANVAS_COLS_MAX], after[CANVAS_COLS_MAX];

	drive_open(&e, "symmetric", 80, 24);
	drive_act(&e, ACTION_VIEW_2);
	misplaced(&e, before);
	CU_ASSERT_TRUE(strchr(before, 'V') && strchr(before, 'N') && strchr(before, 'K')
		&& strchr(before, 'E'));
	for (int i = 0; i < 10; i++)
		drive_act(&e, ACTION_SHARE_UP);
	drive_solve(&e);
	misplaced(&e, after);
	CU_ASSERT_STRING_EQUAL(before, after);
	explorer_free(&e);
}

static void test_players_letters(void)
{
	struct preset_list list;
	int many = 0;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++) {
		struct error_list errors;
		struct scenario s;
		bool used[256] = {false};

		if (list.item[i].bad)
			continue;
		error_list_init(&errors);
		CU_ASSERT_EQUAL_FATAL(preset_open(list.item[i].name, "presets", &s, &errors),
			STATUS_OK);
		CU_ASSERT_EQUAL(player_mark(&s, 0), 'g');
		for (int k = 0; k <= s.game.n; k++) {
			char mark = player_mark(&s, k);

			CU_ASSERT_FALSE(used[(unsigned char)mark]);
			CU_ASSERT_TRUE(k == 0 || !strchr("gvnekpoxcfjr", mark));
			CU_ASSERT_TRUE(islower((unsigned char)mark) || isdigit((unsigned char)mark));
			used[(unsigned char)mark] = true;
		}
		many = s.game.n > many ? s.game.n : many;
		scenario_free(&s);
	}
	preset_list_free(&list);
	CU_ASSERT_TRUE(many >= 12);
}

/* ---- numbers ------------------------------------------------------------------ */

/* The row of numbers: it has the share, and the part of first best. */
static int numbers_row(const struct explorer *e)
{
	char row[CANVAS_COLS_MAX + 1];

	for (int y = e->canvas.rows - 1; y > 0; y--) {
		row_text(e, 0, y, row);
		if (strstr(row, "share ") && strstr(row, "% of first best"))
			return y;
	}
	return -1;
}

static void test_equal_numbers_look_equal(void)
{
	struct explorer e;

	drive_open(&e, "symmetric", 80, 24);
	for (int cols = 60; cols <= 300; cols++) {
		char row[CANVAS_COLS_MAX + 1], g[16] = "", m[16] = "?";
		const char *at;

		CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, cols, 24, NULL), STATUS_OK);
		explorer_draw(&e);
		CU_ASSERT_TRUE_FATAL(numbers_row(&e) > 0);
		row_text(&e, 0, numbers_row(&e), row);
		at = strstr(row, " g ");
		CU_ASSERT_EQUAL(at ? sscanf(at, " g %15s", g) : 0, 1);
		at = strstr(row, " m ");
		CU_ASSERT_EQUAL(at ? sscanf(at, " m %15s", m) : 0, 1);
		CU_ASSERT_STRING_EQUAL(g, m);
	}
	explorer_free(&e);
}

/* Of many players those that the row has no room for are told together, with what they get. */
static void test_nobody_is_left_out(void)
{
	struct explorer e;
	const struct study *st;

	drive_open(&e, "many-domains", 80, 24);
	st = e.pipeline.study;
	for (int cols = 60; cols <= 300; cols += 12) {
		char row[CANVAS_COLS_MAX + 1];
		const char *at;
		double others, sum = 0;
		int count = 0, listed = 0;

		CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, cols, 24, NULL), STATUS_OK);
		explorer_draw(&e);
		CU_ASSERT_TRUE_FATAL(numbers_row(&e) > 0);
		row_text(&e, 0, numbers_row(&e), row);
		at = strstr(row, " others ");
		CU_ASSERT_TRUE(at && sscanf(at, " others %d: %lf", &count, &others) == 2);
		for (int k = 0; k <= st->n; k++) {
			char label[] = {' ', ' ', player_mark(&e.scenario, k), ' ', '\0'};

			listed += k > 0 && strstr(row, label) != NULL;
			sum += strstr(row, label) ? 0 : outcome_utility(&st->present, k);
		}
		CU_ASSERT_EQUAL(count + listed, st->n);
		CU_ASSERT_DOUBLE_EQUAL(others, sum, .001);
	}
	explorer_free(&e);
}

/* ---- hints and help ------------------------------------------------------------ */

/* Each of the hint's keys is one of its actions' keys. */
static bool keys_are_actions(const struct hint *h)
{
	char keys[40], *key, *rest = keys;
	bool all = true;

	snprintf(keys, sizeof keys, "%s", !strcmp(h->keys, "1-9") ? "1 9" : !strcmp(h->keys, "0-9") ? "0 9" : h->keys);
	for (char *at = keys; *at; at++)
		*at = *at == '/' && at > keys ? ' ' : *at;
	for (; (key = strtok(rest, " ")); rest = NULL) {
		int action = action_find(key_parse(key, strlen(key)));

		all = all && action >= 0 && (action == h->action[0] || action == h->action[1]);
	}
	if (!all)
		fprintf(stderr, "\n\"%s %s\" is not what these keys do\n", h->keys, h->word);
	return all;
}

static void test_hints_name_their_keys(void)
{
	const struct hint *h;
	int rows = 0;

	for (; (h = hint_row(rows)); rows++) {
		CU_ASSERT_TRUE(h->line >= 0 && h->line <= HINT_FRAME);
		CU_ASSERT_TRUE(strlen(h->word) > 1 && h->modes && h->weight > 0);
		CU_ASSERT_TRUE(h->action[0] < 0 || keys_are_actions(h));
	}
	CU_ASSERT_TRUE(rows > 40);
}

/* In free play every hint that is shown does something, and something it can do. */
static void test_hints_do_something(void)
{
	struct explorer e;
	const struct hint *h;
	int tried = 0;

	for (int i = 0; (h = hint_row(i)); i++)
		for (int k = 0; k < 2 && h->action[k] >= 0; k++) {
			const struct action *a = action_info((enum action_id)h->action[k]);

			drive_open(&e, "three-domains", 80, 24);
			if (hint_applies(&e, h) && h->action[k] != ACTION_UNDO) {
				unsigned effects = drive_act(&e, (enum action_id)h->action[k]);

				CU_ASSERT_NOT_EQUAL(effects, EFFECT_NONE);
				CU_ASSERT_FALSE(*e.message && e.message_ink == INK_ERROR);
				CU_ASSERT_PTR_NOT_NULL(a->help);
				tried++;
			}
			explorer_free(&e);
		}
	CU_ASSERT_TRUE(tried > 15);
}

static int found_in_help(struct explorer *e, const char *word)
{
	int count;

	drive_act(e, ACTION_HELP);
	drive_press(e, '/');
	drive_type(e, word);
	list_update(e);
	count = e->list.count;
	drive_press(e, K_ESC);
	if (e->mode != MODE_PLAY)
		drive_press(e, K_ESC);
	if (count == 0)
		fprintf(stderr, "\nhelp has no line with \"%s\"\n", word);
	return count;
}

static void test_help_knows_the_words(void)
{
	static const char *const words[] = {"pin", "pareto", "first best", "efficiency",
		"disagreement", "squeeze", "@", "^", "U_G", "share", "letter", "color", "projector",
		"log", "sweep", "reset", "zoom"};
	struct explorer e;

	drive_open(&e, "symmetric", 80, 24);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		CU_ASSERT_TRUE(found_in_help(&e, words[i]) > 0);
	/* and every action by its name */
	for (int i = 0; i < ACTION_COUNT; i++)
		CU_ASSERT_TRUE(found_in_help(&e, action_info((enum action_id)i)->name) > 0);
	explorer_free(&e);
}

/* ---- marks --------------------------------------------------------------------- */

/* Whether the page of words has that mark, as a word of one character. */
static bool explained(char mark)
{
	const struct word *w;

	for (int i = 0; (w = word_row(i)); i++)
		for (const char *at = w->word; at && *at; at++)
			if (*at == mark && (at == w->word || at[-1] == ' ')
				&& (at[1] == ' ' || !at[1]))
				return true;
	return false;
}

/* In plots: other than players' letters, what rules pick, and lines. The map's classes
 * are in its own title. */
static void test_marks_are_explained(void)
{
	static const char lines[] = " +-|?%";
	struct explorer e;
	char unknown[128] = "";

	drive_open(&e, "three-domains", 80, 24);
	for (int view = 0; view < VIEWS; view++) {
		const struct rect *r = &e.shown.hit.inner;

		drive_act(&e, (enum action_id)(ACTION_VIEW_1 + view));
		drive_solve(&e);
		for (int y = r->y; view != VIEW_MAP && y <= r->y + r->h; y++)
			for (int x = r->x; x < r->x + r->w; x++) {
				uint32_t cp = canvas_at(&e.canvas, x, y)->cp;
				char at[2] = {(char)cp, '\0'};

				if (cp < 128 && !isalnum((int)cp) && !strchr(lines, (int)cp)
					&& !explained((char)cp) && !strstr(unknown, at))
					strcat(unknown, at);
			}
	}
	if (*unknown)
		fprintf(stderr, "\nno word explains %s\n", unknown);
	CU_ASSERT_STRING_EQUAL(unknown, "");
	explorer_free(&e);
}

/* The other way round: no legend explains a "switch" that the axis does not have. */
static bool legend_without_mark(const struct explorer *e)
{
	const struct rect *r = &e->shown.hit.inner;
	char row[CANVAS_COLS_MAX + 1];
	bool told = false;

	for (int y = 1; y < r->y; y++)
		told = told || strstr(row_text(e, r->x, y, row), "^ switch");
	row_text(e, r->x, r->y + r->h, row);
	row[r->w] = '\0';
	/* one alone may be where the outcome is */
	return told && !strchr(row, '^') && pipeline_known(e)->thresholds > 1;
}

static void test_switches_are_marked(void)
{
	static const enum action_id view[] = {ACTION_VIEW_1, ACTION_VIEW_2, ACTION_VIEW_4};
	struct preset_list list;
	int wrong = 0;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++) {
		struct explorer e;

		if (list.item[i].lesson || list.item[i].bad)
			continue;
		drive_open(&e, list.item[i].name, 100, 30);
		for (int k = 0; k < 3; k++) {
			drive_act(&e, view[k]);
			drive_solve(&e);
			if (!legend_without_mark(&e))
				continue;
			fprintf(stderr, "\n%s: no switch on the axis of view %d\n",
				list.item[i].name, (int)e.view + 1);
			wrong++;
		}
		explorer_free(&e);
	}
	preset_list_free(&list);
	CU_ASSERT_EQUAL(wrong, 0);
}

/* At 0.8873 nobody has more than the outside options of 0: that mark does not hide the other. */
static void test_no_deal_is_not_hidden(void)
{
	struct explorer e;

	drive_open(&e, "squeeze", 80, 24);
	drive_finish(&e);
	CU_ASSERT_TRUE(on_screen(&e, "x no deal"));
	CU_ASSERT_TRUE(on_screen(&e, "* Px"));
	CU_ASSERT_TRUE(on_screen(&e, "0.00+*,"));
	explorer_free(&e);
}

/* ---- what is said ------------------------------------------------------------- */

/* Where there is no deal nothing is shared: the file's 0.5 is neither what comes next nor what
 * was before. */
static void test_no_deal_has_no_share(void)
{
	struct explorer e;

	drive_open(&e, "outside-option", 80, 24);
	drive_finish(&e);
	drive_go(&e, "generalist.outside");
	drive_act(&e, ACTION_TYPE);
	drive_type(&e, "0.25");
	drive_press(&e, K_ENTER);
	drive_finish(&e);
	CU_ASSERT_TRUE(on_screen(&e, "outside of g 0.2 to 0.25: no deal, joint 0.343 to 0.250"));
	drive_act(&e, ACTION_TYPE);
	drive_type(&e, "0.2");
	drive_press(&e, K_ENTER);
	drive_finish(&e);
	CU_ASSERT_TRUE(on_screen(&e, "outside of g 0.25 to 0.2: share 0.755, joint 0.250 to 0.343"));
	CU_ASSERT_FALSE(on_screen(&e, "& before"));
	explorer_free(&e);
}

/* A share set by hand is no outcome of itself: of costs 1 and 1, g gets d^2/4 + d (1 - d)/2. */
static void test_what_a_share_changed(void)
{
	struct explorer e;

	drive_open(&e, "symmetric", 80, 24);
	drive_press(&e, K_RIGHT);
	drive_finish(&e);
	CU_ASSERT_TRUE(on_screen(&e, "share fixed by hand (b: a rule again): g 0.188 to 0.190,"));
	drive_press(&e, K_RIGHT);
	drive_finish(&e);
	CU_ASSERT_TRUE(on_screen(&e, "share of g 0.51 to 0.52: g 0.190 to 0.192, m 0.185 to 0.182"));
	explorer_free(&e);
}

/* Another scenario is no change of the one before it: both share by halves, and nothing else. */
static void test_opened_has_no_before(void)
{
	struct explorer e;

	drive_open(&e, "symmetric", 80, 24);
	drive_press(&e, K_RIGHT);
	drive_finish(&e);
	CU_ASSERT_TRUE(on_screen(&e, "& before"));
	e.presets = strdup("presets");
	drive_press(&e, 'o');
	explorer_draw(&e);
	drive_type(&e, "canonical");
	drive_press(&e, K_ENTER);
	drive_finish(&e);
	CU_ASSERT_TRUE(on_screen(&e, "Performance and safety"));
	CU_ASSERT_FALSE(on_screen(&e, "& before"));
	explorer_free(&e);
}

/* An axis is called as its row is, not as in files. */
static void test_axis_has_the_rows_name(void)
{
	struct explorer e;

	drive_open(&e, "symmetric", 80, 24);
	drive_press(&e, ':');
	explorer_draw(&e);
	CU_ASSERT_TRUE(on_screen(&e, "share of g along the vertical axis of the map (8)"));
	explorer_free(&e);
}

/* What a row is said to mean ends in what it is now, in a sentence. */
static void test_rows_in_sentences(void)
{
	struct explorer e;

	drive_open(&e, "squeeze", 100, 30);
	drive_press(&e, 'C');
	explorer_draw(&e);
	CU_ASSERT_TRUE(on_screen(&e, "matched cost shares, or one pot. Now terms."));
	for (int i = 0; i < 3; i++)
		drive_press(&e, K_DOWN);
	explorer_draw(&e);
	CU_ASSERT_TRUE(on_screen(&e, "yes if a Pareto share between 0 and 1 gives everybody a gain"));
	explorer_free(&e);
	/* where there is no room for all, what it means stays */
	drive_open(&e, "squeeze", 80, 24);
	drive_press(&e, 'C');
	explorer_draw(&e);
	CU_ASSERT_TRUE(on_screen(&e, "What is agreed besides the shares: terms, matched cost shares, or one pot."));
	explorer_free(&e);
	for (int i = 0; i < param_rows(); i++)
		CU_ASSERT(strlen(param_row(i)->help) <= 78);
}

/* Of a game without equilibrium nothing is known, and nothing from before stands there. */
static void test_nothing_known(void)
{
	struct explorer e;
	int y;
	char row[CANVAS_COLS_MAX + 1];

	drive_open(&e, "formula", 80, 24);
	drive_finish(&e);
	drive_go(&e, "law.revenue.formula");
	drive_press(&e, K_ENTER);
	drive_press(&e, KEY_CTRL('u'));
	drive_type(&e, "1/a"); /* no number at 0 */
	drive_press(&e, K_ENTER);
	drive_finish(&e);
	CU_ASSERT_TRUE(on_screen(&e, "not a finite number at a = 0"));
	y = row_of(&e, ROW_PARETO);
	CU_ASSERT_TRUE_FATAL(y >= 0);
	row_text(&e, 0, y, row);
	CU_ASSERT_PTR_NOT_NULL(strstr(row, "Pareto set             -|"));
	row_text(&e, 0, y + 1, row);
	CU_ASSERT_PTR_NOT_NULL(strstr(row, "profit-sharing         -|"));
	explorer_free(&e);
}

/* One name for one thing: where there is one attribute it is the level. */
static void test_help_says_level(void)
{
	int wrong = 0;

	for (int i = 0; i < param_rows(); i++) {
		const struct param_info *info = param_row(i);

		if (info->games == 1u << GAME_REGULATION || !strcmp(info->key, "game") || !info->help
			|| !strstr(info->help, "erformance"))
			continue;
		fprintf(stderr, "\n%s: %s\n", info->key, info->help);
		wrong++;
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* Floors of 0 are no law, and a verdict on one is in words that strips and lists share. */
static void test_law_words(void)
{
	struct explorer e;

	drive_open(&e, "canonical", 140, 45);
	drive_act(&e, ACTION_WHY);
	explorer_draw(&e);
	CU_ASSERT_TRUE(on_screen(&e, "No law is in force: all floors are 0."));
	CU_ASSERT_FALSE(drive_shows(&e, "without the law"));
	explorer_free(&e);
	drive_open(&e, "weak-floor", 80, 24);
	drive_view(&e, VIEW_STATICS);
	CU_ASSERT_TRUE(on_screen(&e, "0.375000  the law begins to backfire")); /* the theory's */
	CU_ASSERT_TRUE(on_screen(&e, "0.500000  the law no longer backfires"));
	CU_ASSERT_TRUE(on_screen(&e, "B backfires"));
	CU_ASSERT_TRUE(on_screen(&e, " floor 0 "));
	drive_view(&e, VIEW_INVESTMENT);
	CU_ASSERT_TRUE(on_screen(&e, "Performance at each share"));
	drive_view(&e, VIEW_MAP); /* what the lines mean is more than what the rule is */
	CU_ASSERT_TRUE(on_screen(&e, "Utility of Model lab        [ ] now  | class changes"));
	explorer_free(&e);
}

/* What a list says of its row ends between words, whatever the size. */
static void test_details_end_in_words(void)
{
	static const struct { int cols, rows; } sizes[] = {{60, 16}, {66, 20}, {80, 24}};
	int cut = 0;

	for (int i = 0; i < 3; i++) {
		struct explorer e;
		char row[CANVAS_COLS_MAX + 1];

		drive_open(&e, "symmetric", sizes[i].cols, sizes[i].rows);
		drive_act(&e, ACTION_OPEN);
		drive_type(&e, "squeeze");
		drive_finish(&e);
		for (int y = 0; y < sizes[i].rows; y++) {
			const char *more = strstr(row_text(&e, 0, y, row), "...");

			cut += more && more[-1] != ' ';
		}
		explorer_free(&e);
	}
	CU_ASSERT_EQUAL(cut, 0);
}

/* Where there is little room words are left out, or stand for others, and are not cut. */
static void test_little_room(void)
{
	struct explorer e;
	char row[CANVAS_COLS_MAX + 1];
	int both = 0;

	drive_open(&e, "last-mover", 80, 24);
	drive_view(&e, VIEW_SOLUTIONS);
	drive_press(&e, 'p');
	drive_press(&e, '.');
	drive_finish(&e);
	CU_ASSERT_TRUE(on_screen(&e, " E egal "));
	CU_ASSERT_FALSE(drive_shows(&e, "egalitaria "));
	explorer_free(&e);
	drive_open(&e, "three-domains", 60, 16);
	drive_view(&e, VIEW_SOLUTIONS);
	CU_ASSERT_FALSE(drive_shows(&e, "powe "));
	drive_view(&e, VIEW_MAP);
	CU_ASSERT_FALSE(drive_shows(&e, ".. "));
	drive_act(&e, ACTION_HELP);
	explorer_draw(&e);
	CU_ASSERT_TRUE(on_screen(&e, "PLAY   Up Down     choose a row  "));
	for (int y = 0; y < 16; y++) /* no heading of the other column in the middle of a line */
		both += strstr(row_text(&e, 20, y, row), "LEARN") != NULL;
	CU_ASSERT_EQUAL(both, 0);
	explorer_free(&e);
	drive_open(&e, "lesson-quarter", 60, 16);
	explorer_draw(&e);
	CU_ASSERT_TRUE(on_screen(&e, " Lesson, step 1 of 6  (1-3 of 13) "));
	CU_ASSERT_TRUE(on_screen(&e, " question "));
	explorer_free(&e);
	drive_open(&e, "lesson-weak-floor", 80, 24);
	for (int i = 0; i < 3; i++)
		drive_act(&e, ACTION_NEXT);
	drive_press(&e, 'a');
	drive_act(&e, ACTION_REVEAL);
	drive_finish(&e);
	CU_ASSERT_FALSE(drive_shows(&e, "^ and ")); /* more than none */
	CU_ASSERT_TRUE(on_screen(&e, "^ 3 switches"));
	explorer_free(&e);
}

/* A rule's letter in the help is that of the plots; what is given has none. */
static void test_help_has_the_rules_letters(void)
{
	struct explorer e;

	drive_open(&e, "symmetric", 80, 24);
	drive_act(&e, ACTION_HELP);
	drive_press(&e, '4');
	explorer_draw(&e);
	CU_ASSERT_TRUE(on_screen(&e, " M Powerful specialist"));
	CU_ASSERT_FALSE(drive_shows(&e, "* "));
	explorer_free(&e);
}

/* ---- sizes ---------------------------------------------------------------------- */

static void check_size(struct explorer *e, const char *mode, bool numbers)
{
	explorer_draw(e);
	if (e->canvas.clipped || (numbers && numbers_row(e) < 0))
		fprintf(stderr, "\n%s at %dx%d, view %d, %s: %d characters are cut%s\n",
			e->base.name, e->canvas.cols, e->canvas.rows, (int)e->view + 1, mode,
			e->canvas.clipped, numbers && numbers_row(e) < 0 ? ", no numbers" : "");
	CU_ASSERT_EQUAL(e->canvas.clipped, 0);
	CU_ASSERT_TRUE(!numbers || numbers_row(e) >= 0);
}

static void check_modes(struct explorer *e)
{
	static const struct { enum action_id id; const char *name; } modes[] = {
		{ACTION_TYPE, "prompt"}, {ACTION_HELP, "help"}, {ACTION_FIND, "find"},
		{ACTION_WHY, "why"}, {ACTION_READ, "reading"}, {ACTION_ROLE, "role"}};

	check_size(e, "play", true);
	for (size_t k = 0; k < sizeof modes / sizeof *modes; k++) {
		explorer_key(e, key_parse(action_info(modes[k].id)->keys,
			strcspn(action_info(modes[k].id)->keys, " ")));
		check_size(e, modes[k].name, false);
		for (int i = 0; i < 3 && e->mode != MODE_PLAY; i++)
			explorer_key(e, K_ESC);
	}
	explorer_key(e, 'z');
	check_size(e, "zoom", false);
	explorer_key(e, 'z');
}

static void test_sizes(void)
{
	static const char *const names[] = {"symmetric", "three-domains", "many-domains"};
	static const struct { int cols, rows; } sizes[] = {{60, 16}, {61, 17}, {66, 20}, {72, 22},
		{80, 24}, {100, 30}, {119, 33}, {120, 34}, {160, 50}, {211, 61}, {300, 100}};

	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		struct explorer e;

		drive_open(&e, names[n], 80, 24);
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, sizes[i].cols, sizes[i].rows,
				NULL), STATUS_OK);
			for (int view = 0; view < VIEWS; view++) {
				drive_act(&e, (enum action_id)(ACTION_VIEW_1 + view));
				check_modes(&e);
			}
		}
		explorer_free(&e);
	}
}

void suite_screen_rules(void)
{
	CU_pSuite s = CU_add_suite("screen_rules", NULL, NULL);

	CU_add_test(s, "the first screen", test_first_screen);
	CU_add_test(s, "a line between panel and view", test_divider);
	CU_add_test(s, "words are not stepped", test_words_are_not_stepped);
	CU_add_test(s, "rows at rest", test_rows_at_rest);
	CU_add_test(s, "rules' letters are in place", test_letters_are_in_place);
	CU_add_test(s, "and stay there", test_letters_stay);
	CU_add_test(s, "players' letters", test_players_letters);
	CU_add_test(s, "nobody is left out", test_nobody_is_left_out);
	CU_add_test(s, "equal numbers look equal", test_equal_numbers_look_equal);
	CU_add_test(s, "hints name their keys", test_hints_name_their_keys);
	CU_add_test(s, "hints do something", test_hints_do_something);
	CU_add_test(s, "help knows the words", test_help_knows_the_words);
	CU_add_test(s, "marks are explained", test_marks_are_explained);
	CU_add_test(s, "switches are marked", test_switches_are_marked);
	CU_add_test(s, "no deal is not hidden", test_no_deal_is_not_hidden);
	CU_add_test(s, "no deal has no share", test_no_deal_has_no_share);
	CU_add_test(s, "what a share changed", test_what_a_share_changed);
	CU_add_test(s, "no before of another scenario", test_opened_has_no_before);
	CU_add_test(s, "an axis has the row's name", test_axis_has_the_rows_name);
	CU_add_test(s, "rows in sentences", test_rows_in_sentences);
	CU_add_test(s, "help says level", test_help_says_level);
	CU_add_test(s, "nothing known", test_nothing_known);
	CU_add_test(s, "words about a law", test_law_words);
	CU_add_test(s, "details end in words", test_details_end_in_words);
	CU_add_test(s, "little room", test_little_room);
	CU_add_test(s, "help has the rules' letters", test_help_has_the_rules_letters);
	CU_add_test(s, "nothing is cut at any size", test_sizes);
}
