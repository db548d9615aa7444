/* What a screen promises whoever sits in front of it: what is hidden stays hidden in every
 * view, a click changes nothing, what is pinned stays apart from what is present, figures
 * are what a solution says, every mark is explained and nothing is cut in any state. */
#include "base/num.h"
#include "bargain/map.h"
#include "drive.h"
#include "model/preset.h"
#include "ui/words.h"
#include "view/caption.h"

#include <CUnit/CUnit.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- fields ---------------------------------------------------------------------- */

/* The slash finds, from wherever something narrows a list: in help it begins a search, in a
 * word it begins anew. It is a part of a path alone, where one was begun, or nothing is called
 * so; at the beginning it narrows nothing. */
static void test_slash(void)
{
	static const enum action_id lists[] = {ACTION_OPEN, ACTION_PIN_ANOTHER, ACTION_FIND};
	struct explorer e;
	int all;

	drive_open(&e, "symmetric", 80, 24);
	e.presets = strdup("presets");
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		drive_act(&e, lists[i]);
		drive_type(&e, "co/");
		CU_ASSERT_STRING_EQUAL(e.list.filter.text, "");
		drive_press(&e, K_ESC);
	}
	drive_act(&e, ACTION_OPEN);
	all = e.list.count;
	drive_type(&e, "/");
	CU_ASSERT_EQUAL(e.list.count, all);
	drive_type(&e, "costly-s");
	CU_ASSERT_EQUAL(e.list.count, 1);
	drive_press(&e, K_ESC);
	drive_act(&e, ACTION_OPEN);
	drive_type(&e, "./a/b");
	CU_ASSERT_STRING_EQUAL(e.list.filter.text, "./a/b");
	drive_press(&e, K_ESC);
	drive_act(&e, ACTION_OPEN);
	drive_type(&e, "xyz/b");
	CU_ASSERT_STRING_EQUAL(e.list.filter.text, "xyz/b");
	drive_press(&e, K_ESC);
	drive_act(&e, ACTION_HELP);
	drive_type(&e, "/pin/");
	CU_ASSERT_STRING_EQUAL(e.list.filter.text, "");
	CU_ASSERT_TRUE(e.list.searching);
	explorer_free(&e);
}

/* ---- the mouse -------------------------------------------------------------------- */

static void check_mouse(const char *preset)
{
	struct mouse m = {.x = 50, .y = 5, .kind = MOUSE_WHEEL_UP};
	struct explorer e;
	char *before;
	double read;

	drive_open(&e, preset, 80, 24);
	before = drive_written(&e);
	drive_settle(&e, explorer_mouse(&e, &m));
	m.kind = MOUSE_WHEEL_DOWN;
	drive_settle(&e, explorer_mouse(&e, &m));
	CU_ASSERT_TRUE(drive_is(&e, before));
	m.kind = MOUSE_PRESS;
	drive_settle(&e, explorer_mouse(&e, &m));
	CU_ASSERT_TRUE(drive_shows(&e, " read 0."));
	CU_ASSERT_TRUE(drive_is(&e, before));
	read = e.read.at[0];
	drive_press(&e, K_ENTER);
	drive_finish(&e);
	CU_ASSERT_DOUBLE_EQUAL(e.scenario.delta[0], read, 1e-12);
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_FIXED);
	free(before);
	explorer_free(&e);
}

static void test_mouse(void)
{
	static const char *const names[] = {"costly-specialist", "squeeze", "three-domains",
		"outside-option", "many-domains", "weak-floor"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		check_mouse(names[i]);
}

/* ---- axes and figures --------------------------------------------------------------- */

static bool in_the_middle(const struct span *s, double value)
{
	double part = span_part(s, value);

	return s->log && part > 1. / 3 && part < 2. / 3;
}

/* The share that a scenario of its own comes to. */
static double share_at(const struct scenario *s, const struct param_ref *x, double vx,
	const struct param_ref *y, double vy)
{
	struct study_plan plan = {.want = HAVE_PRESENT};
	struct scenario other;
	struct study *st;
	double share;

	CU_ASSERT_EQUAL_FATAL(scenario_copy(&other, s, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	param_set(&other, x, vx, NULL);
	param_set(&other, y, vy, NULL);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, &other, &plan, NULL), STATUS_OK);
	study_step(st, -1);
	share = st->delta[0];
	study_free(st);
	scenario_free(&other);
	return share;
}

/* The cell's figure as it is drawn, ".69". */
static void figure_at(const struct explorer *e, int col, int row, char out[4])
{
	const struct view_hit *hit = &e->shown.hit;

	for (int i = 0; i < 3; i++)
		out[i] = (char)canvas_at(&e->canvas, hit->inner.x + col * hit->cell_w + 1 + i,
			hit->inner.y + row)->cp;
	out[3] = '\0';
}

/* The shares below a logarithmic axis: at the value and its doubles and halves, each as the
 * scenario with that value is solved. The row above has the values. */
static void check_shares_below(const struct explorer *e, const char *param)
{
	char values[CANVAS_COLS_MAX + 1], figures[CANVAS_COLS_MAX + 1], *value = values, *figure = figures;
	int y = e->shown.hit.inner.y + e->shown.hit.inner.h + 1, count = 0, used;
	struct param_ref ref;
	double x, share;

	drive_row(e, y, values);
	drive_row(e, y + 1, figures);
	value = strchr(values + PANEL_COLS + 2, ' ');
	figure = strchr(figures + PANEL_COLS + 2, ' ');
	CU_ASSERT_EQUAL(strncmp(figures + PANEL_COLS + 1, " share ", 7), 0);
	CU_ASSERT_EQUAL_FATAL(param_find(&e->scenario, param, &ref, NULL), STATUS_OK);
	while (sscanf(figure, "%lf%n", &share, &used) == 1) {
		double exact;

		figure += used;
		CU_ASSERT_EQUAL_FATAL(sscanf(value, "%lf%n", &x, &used), 1);
		value += used;
		exact = share_at(&e->scenario, &ref, x, &ref, x);
		CU_ASSERT_DOUBLE_EQUAL(share, exact, .005 + 1e-9);
		count++;
	}
	CU_ASSERT_EQUAL(count, 5);
}

static void check_axes_and_figures(const char *preset, const char *param)
{
	struct explorer e;
	const struct map *mp;

	drive_open(&e, preset, 80, 24);
	drive_go(&e, param);
	drive_view(&e, VIEW_STATICS);
	CU_ASSERT_TRUE(in_the_middle(&e.shown.hit.x, drive_value(&e, param)));
	check_shares_below(&e, param);
	drive_view(&e, VIEW_MAP);
	mp = pipeline_lab(&e);
	CU_ASSERT_PTR_NOT_NULL_FATAL(mp);
	CU_ASSERT_TRUE(in_the_middle(&mp->x.span, mp->present_x));
	CU_ASSERT_TRUE(in_the_middle(&mp->y.span, mp->present_y));
	for (int row = 0; row < mp->rows; row += 4)
		for (int col = 0; col < mp->cols; col += 3) {
			double share = share_at(&e.scenario, &mp->x.param, map_x(mp, col),
				&mp->y.param, map_y(mp, mp->rows - 1 - row));
			char drawn[4], solved[8];

			figure_at(&e, col, row, drawn);
			snprintf(solved, sizeof solved, "%.2f", num_tidy(share));
			CU_ASSERT_STRING_EQUAL(drawn, solved + 1);
		}
	explorer_free(&e);
}

static void test_axes_and_figures(void)
{
	check_axes_and_figures("costly-specialist", "medicine.cost.scale");
	check_axes_and_figures("diminishing", "generalist.cost.scale");
	check_axes_and_figures("free-rider", "generalist.cost.scale");
}

/* ---- reading ------------------------------------------------------------------------- */

/* Closed forms of the quadratic game with a specialist's cost of 4, at a share of 0.3. */
static void test_read_out(void)
{
	struct explorer e;

	drive_open(&e, "costly-specialist", 80, 24);
	drive_press(&e, 'I');
	for (int i = 0; i < 100 && e.read.at[0] > .3 + 1e-9; i++)
		drive_press(&e, e.read.at[0] > .401 ? 'H' : 'h');
	CU_ASSERT_TRUE(drive_shows(&e,
		" read 0.3000   g 0.0488  m 0.1356  joint 0.1844   59% of first best"));
	CU_ASSERT_TRUE(drive_shows(&e,
		"At 0.300 m contributes. Not Pareto: at 0.429 both get more (g 0.077, m 0.143)"));
	explorer_free(&e);
}

/* ---- what is pinned ------------------------------------------------------------------- */

static bool axis_has(const struct explorer *e, char mark)
{
	const struct rect *r = &e->shown.hit.inner;

	for (int x = r->x; x < r->x + r->w; x++)
		if (canvas_at(&e->canvas, x, r->y + r->h)->cp == (uint32_t)mark)
			return true;
	return false;
}

static int cells_with(const struct explorer *e, char mark)
{
	const struct rect *r = &e->shown.hit.inner;
	int count = 0;

	for (int y = r->y; y < r->y + r->h; y++)
		for (int x = r->x; x < r->x + r->w; x++)
			count += canvas_at(&e->canvas, x, y)->cp == (uint32_t)mark;
	return count;
}

/* Another scenario is opened beside what is pinned. */
static void test_pin_stays(void)
{
	struct explorer e;

	drive_open(&e, "costly-specialist", 80, 24);
	e.presets = strdup("presets");
	drive_act(&e, ACTION_PIN);
	drive_act(&e, ACTION_OPEN);
	drive_type(&e, "asymmetric-power");
	drive_press(&e, K_ENTER);
	drive_view(&e, VIEW_UTILITIES);
	CU_ASSERT_STRING_EQUAL(e.base.name, "asymmetric-power");
	CU_ASSERT_TRUE(axis_has(&e, '@') && axis_has(&e, '&'));
	CU_ASSERT_TRUE(cells_with(&e, '\'') > 10);
	CU_ASSERT_TRUE(drive_shows(&e, "from &"));
	explorer_free(&e);
}

static void check_pinned_apart(const char *preset)
{
	struct explorer e;

	drive_open(&e, preset, 80, 24);
	drive_act(&e, ACTION_PIN);
	for (int i = 0; i < 4; i++)
		drive_act(&e, ACTION_SHARE_UP);
	drive_finish(&e);
	CU_ASSERT_TRUE(axis_has(&e, '@') && axis_has(&e, '&'));
	drive_view(&e, VIEW_UTILITIES);
	CU_ASSERT_TRUE(axis_has(&e, '@') && axis_has(&e, '&'));
	explorer_free(&e);
}

static void test_pinned_apart(void)
{
	check_pinned_apart("squeeze");
	check_pinned_apart("costly-specialist");
	check_pinned_apart("three-domains");
	check_pinned_apart("weak-floor");
}

/* ---- letters ----------------------------------------------------------------------------- */

/* What stands for a rule is a capital, or a digit, and no curve's letter. */
static void test_rules_letters(void)
{
	struct preset_list list;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++) {
		struct explorer e;

		if (list.item[i].lesson || list.item[i].bad)
			continue;
		drive_open(&e, list.item[i].name, 80, 24);
		for (int k = 0; k < e.pipeline.study->solutions; k++) {
			char mark = bargain_mark(&e.scenario, e.pipeline.study->solution[k].rule);

			CU_ASSERT_FALSE(islower((unsigned char)mark));
			/* a digit has no capital: it stands for one player in both */
			for (int p = 0; p <= e.scenario.game.n && isalpha((unsigned char)mark); p++)
				CU_ASSERT_NOT_EQUAL(mark, player_mark(&e.scenario, p));
		}
		explorer_free(&e);
	}
	preset_list_free(&list);
}

/* ---- marks --------------------------------------------------------------------------------- */

/* A word of one character on the page of words. */
static bool explained(char mark)
{
	const struct word *w;

	for (int i = 0; (w = word_row(i)); i++)
		for (const char *at = w->word; at && *at; at++)
			if (*at == mark && (at == w->word || at[-1] == ' ') && (at[1] == ' ' || !at[1]))
				return true;
	return false;
}

/* Or with a word in the view itself: "+ pinned", ". no investment". */
static bool in_legend(const struct explorer *e, char mark)
{
	char words[3] = {mark, ' ', '\0'}, row[CANVAS_COLS_MAX + 1];
	const struct rect *r = &e->shown.hit.inner;

	for (int y = 0; y < e->canvas.rows; y++) {
		const char *at = strstr(drive_row(e, y, row), words);

		if (at && (y < r->y || y > r->y + r->h) && isalpha((unsigned char)at[2]))
			return true;
	}
	return false;
}

static void unexplained(const struct explorer *e, char unknown[128])
{
	static const char lines[] = " +-|?%()/";
	const struct rect *r = &e->shown.hit.inner;

	for (int y = r->y; e->view != VIEW_SOLUTIONS && y <= r->y + r->h; y++)
		for (int x = r->x; x < r->x + r->w; x++) {
			uint32_t cp = canvas_at(&e->canvas, x, y)->cp;
			char at[2] = {(char)cp, '\0'};

			if (cp < 128 && !isalnum((int)cp) && !strchr(lines, (int)cp)
				&& !strstr(unknown, at) && !explained((char)cp)
				&& !in_legend(e, (char)cp)) {
				strcat(unknown, at);
				fprintf(stderr, "\nno word explains %s: %s, view %d, %dx%d\n", at,
					e->base.name, (int)e->view + 1, e->canvas.cols,
					e->canvas.rows);
			}
		}
}

/* With a pin, after a change, while reading; at two sizes, with both kinds of characters. */
static void test_marks(void)
{
	static const char *const names[] = {"three-domains", "squeeze", "two-frontiers",
		"many-domains", "outside-option"};
	char unknown[128] = "";

	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		for (int large = 0; large < 2; large++) {
			struct explorer e;

			drive_open(&e, names[k], large ? 140 : 80, large ? 45 : 24);
			e.unicode = large;
			for (int view = 0; view < VIEWS; view++) {
				drive_act(&e, (enum action_id)(ACTION_VIEW_1 + view));
				drive_act(&e, ACTION_SHARE_UP);
				drive_solve(&e);
				unexplained(&e, unknown);
				drive_act(&e, ACTION_PIN);
				drive_act(&e, ACTION_SHARE_UP);
				drive_solve(&e);
				unexplained(&e, unknown);
				drive_act(&e, ACTION_READ);
				drive_press(&e, K_RIGHT);
				unexplained(&e, unknown);
				drive_press(&e, K_ESC);
				drive_act(&e, ACTION_PIN);
			}
			explorer_free(&e);
		}
	CU_ASSERT_STRING_EQUAL(unknown, "");
}

/* ---- sizes ------------------------------------------------------------------------------------ */

static int check_size(struct explorer *e, const char *state)
{
	bool numbers;

	explorer_draw(e);
	if (!e->canvas.clipped && drive_shows(e, "nothing to read here"))
		return 0; /* as long as a view has not been computed */
	numbers = e->mode == MODE_LIST || e->zoom || lesson_hides(e)
		|| (drive_shows(e, "share ") || drive_shows(e, "read "));
	if (!e->canvas.clipped && numbers && drive_shows(e, e->mode == MODE_LIST ? "" : "%"))
		return 0;
	fprintf(stderr, "\n%s, %s, view %d at %dx%d: %d characters are cut%s\n", e->base.name, state,
		(int)e->view + 1, e->canvas.cols, e->canvas.rows, e->canvas.clipped,
		numbers ? "" : ", no numbers");
	return 1;
}

/* Pinned, changed and read, in all lists. */
static int check_states(struct explorer *e)
{
	static const enum action_id lists[] = {ACTION_OPEN, ACTION_OPTIONS, ACTION_COMMAND,
		ACTION_PIN_ANOTHER, ACTION_FILM};
	int wrong = 0;

	drive_act(e, ACTION_SHARE_UP);
	wrong += check_size(e, "changed");
	drive_act(e, ACTION_PIN);
	drive_act(e, ACTION_SHARE_UP);
	wrong += check_size(e, "pinned");
	drive_act(e, ACTION_READ);
	drive_press(e, K_RIGHT);
	wrong += check_size(e, "pinned and read");
	drive_press(e, K_ESC);
	drive_act(e, ACTION_PIN);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		drive_act(e, lists[i]);
		wrong += check_size(e, action_info(lists[i])->name);
		for (int k = 0; k < 3 && e->mode != MODE_PLAY; k++)
			drive_press(e, K_ESC);
	}
	return wrong;
}

static void test_sizes(void)
{
	static const char *const names[] = {"costly-specialist", "three-domains", "outside-option"};
	static const struct { int cols, rows; } sizes[] = {{60, 16}, {80, 24}, {100, 30}, {140, 45},
		{300, 100}};
	int wrong = 0;

	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		struct explorer e;

		drive_open(&e, names[n], 80, 24);
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, sizes[i].cols, sizes[i].rows,
				NULL), STATUS_OK);
			for (int view = 0; view < VIEWS; view++) {
				drive_act(&e, (enum action_id)(ACTION_VIEW_1 + view));
				wrong += check_states(&e);
			}
		}
		explorer_free(&e);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* A share set by hand may have a third decimal, where that leaves a blank after the label. */
static void test_label_and_value(void)
{
	struct explorer e;

	drive_open(&e, "tests/inputs/three.ini", 80, 24);
	drive_finish(&e);
	drive_press(&e, '.');
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "share with 1 0.62"));
	CU_ASSERT_FALSE(drive_shows(&e, "share with 10."));
	explorer_free(&e);
}

void suite_screen_promises(void)
{
	CU_pSuite s = CU_add_suite("screen_promises", NULL, NULL);

	CU_add_test(s, "a slash is never typed into a field", test_slash);
	CU_add_test(s, "wheel and click", test_mouse);
	CU_add_test(s, "axes and figures", test_axes_and_figures);
	CU_add_test(s, "a reading is what the closed form is", test_read_out);
	CU_add_test(s, "what is pinned outlives another scenario", test_pin_stays);
	CU_add_test(s, "pinned and present are apart", test_pinned_apart);
	CU_add_test(s, "rules' letters", test_rules_letters);
	CU_add_test(s, "every mark is explained", test_marks);
	CU_add_test(s, "labels and values are apart", test_label_and_value);
	CU_add_test(s, "nothing is cut in any state", test_sizes);
}
