/* The views against golden canvases, and what holds on every one of them:
 * nothing cut, nothing shown that is to stay hidden, no crash without data. */
#include "fake_study.h"
#include "golden.h"
#include "model/preset.h"
#include "view/screen.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct { int cols, rows; } sizes[] = { { 80, 24 }, { 100, 30 }, { 140, 45 },
	{ 200, 60 }, { 60, 16 } };
#define SIZES ((int)(sizeof sizes / sizeof *sizes))

static const void *lab_of(const struct fake *f, enum view_id id)
{
	const void *lab[VIEWS];

	fake_labs(f, lab);
	return lab[id];
}

static struct view_model model_of(const struct fake *f, enum view_id id)
{
	return (struct view_model){ .scenario = &f->scenario, .study = &f->study,
		.frontier_x = 0, .frontier_y = 1, .lab = lab_of(f, id), .step = 3 };
}

static void golden_model(const struct view_model *m, enum view_id id, const char *game, int size,
	bool unicode)
{
	char name[120];
	struct canvas c;

	CU_ASSERT_EQUAL_FATAL(canvas_init(&c, sizes[size].cols, sizes[size].rows, NULL),
		STATUS_OK);
	c.unicode = unicode;
	screen_plot(view_info(id), m, &c);
	CU_ASSERT_EQUAL(c.clipped, 0);
	snprintf(name, sizeof name, "%s-%s-%dx%d-%s", view_info(id)->name, game, c.cols, c.rows,
		unicode ? "unicode" : "ascii");
	golden_check(&c, name);
	canvas_free(&c);
}

static void golden_plot(struct fake *f, enum view_id id, const char *game, int size, bool unicode)
{
	struct view_model m = model_of(f, id);

	golden_model(&m, id, game, size, unicode);
}

static void test_golden_views(void)
{
	struct fake *costly = fake_alloc(1, 2), *equal = fake_alloc(1, 1);

	CU_ASSERT_FATAL(costly && equal);
	for (int id = 0; id < VIEW_PATHS; id++)
		for (int unicode = 0; unicode < 2; unicode++) {
			golden_plot(costly, (enum view_id)id, "costly", 0, unicode);
			golden_plot(costly, (enum view_id)id, "costly", 2, unicode);
			golden_plot(equal, (enum view_id)id, "equal", 0, unicode);
		}
	fake_free(costly);
	fake_free(equal);
}

/* What a view shows of a scenario beside another one that is pinned: ghosts. */
static void test_golden_ghosts(void)
{
	static const enum view_id ids[] = { VIEW_RESPONSE, VIEW_FUNCTIONS, VIEW_STATICS };
	struct fake *now = fake_alloc(1, 2), *then = fake_alloc(0.7, 1.2);
	struct induction_path none;

	CU_ASSERT_FATAL(now && then);
	none = now->induction.pinned;
	now->induction.pinned = then->induction.present;
	for (int k = 0; k < 12; k++) {
		struct view_model m = model_of(now, ids[k / 4]);

		m.step = 2;
		m.pinned = &then->study;
		m.pinned_scenario = &then->scenario;
		m.pinned_lab = lab_of(then, ids[k / 4]);
		golden_model(&m, ids[k / 4], "pinned", k % 2 ? 2 : 0, k / 2 % 2);
	}
	now->induction.pinned = none;
	fake_free(now);
	fake_free(then);
}

/* ---- every preset, every size --------------------------------------------------- */

static const struct key_entry keys[] = { { "up/dn", "choose" }, { "</>", "change" },
	{ "Enter", "type" }, { "b", "rule" }, { ", .", "share" }, { "p", "pin" },
	{ "?", "help" }, { "q", "quit" } };

static const void *const no_lab[VIEWS];

/* Draws all views of a model at a size; what is clipped is named. */
static void draw_all(struct screen_model *m, const void *const lab[VIEWS], int cols, int rows,
	const char *who)
{
	for (int k = 0; k < 4 * VIEWS; k++) {
		struct canvas c;
		struct screen_shown shown;

		CU_ASSERT_EQUAL_FATAL(canvas_init(&c, cols, rows, NULL), STATUS_OK);
		m->id = (enum view_id)(k % VIEWS);
		m->view.lab = lab[m->id];
		c.unicode = k / VIEWS % 2;
		m->view.zoom = k / VIEWS / 2 == 1;
		m->cursor = k;
		screen_draw(m, &c, &shown);
		if (c.clipped > 0)
			fprintf(stderr, "\n%s: %s at %dx%d%s cuts %d characters\n", who,
				view_info(m->id)->name, cols, rows, m->view.zoom ? " zoomed" : "",
				c.clipped);
		CU_ASSERT_EQUAL(c.clipped, 0);
		canvas_free(&c);
	}
}

/* Everything that a screen can show of a scenario, computed for half a second
 * at most: what is not done by then shows as far as it is. */
struct full {
	struct study *study;
	struct induction *induction;
	struct statics *statics;
	struct map *map;
	const void *lab[VIEWS]; /* the three of them */
};

static void full_make(struct full *f, const struct scenario *s)
{
	struct study_plan plan = { .want = ~0u, .axis = s->game.common || s->game.n == 1 ? -1 : 0 };
	struct induction_plan stages = { .nodes = 60 };
	struct statics_plan lines = { .nodes = 20, .quantity = { QUANTITY_UTILITY, -1 } };
	struct map_plan map = { .quantity = { QUANTITY_SHARE, 1 }, .cols = 12, .rows = 6 };
	char name[100];

	CU_ASSERT_EQUAL_FATAL(study_alloc(&f->study, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(induction_alloc(&f->induction, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(statics_alloc(&f->statics, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(map_alloc(&f->map, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(study_reset(f->study, s, &plan, NULL), STATUS_OK);
	study_step(f->study, 0.3);
	stages.delta = f->study->delta;
	CU_ASSERT_EQUAL(induction_reset(f->induction, s, &stages, NULL), STATUS_OK);
	induction_step(f->induction, 0.05);
	snprintf(name, sizeof name, "%s.outside", s->game.specialist[0].id);
	CU_ASSERT_EQUAL(param_find(s, "generalist.outside", &lines.param, NULL), STATUS_OK);
	map.x.param = lines.param;
	CU_ASSERT_EQUAL(param_find(s, name, &map.y.param, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(statics_reset(f->statics, s, &lines, NULL), STATUS_OK);
	statics_step(f->statics, 0.05);
	CU_ASSERT_EQUAL(map_reset(f->map, s, &map, NULL), STATUS_OK);
	map_step(f->map, 0.05);
	memset(f->lab, 0, sizeof f->lab);
	f->lab[VIEW_RESPONSE] = f->induction;
	f->lab[VIEW_STATICS] = f->statics;
	f->lab[VIEW_MAP] = f->map;
}

static void full_free(struct full *f)
{
	map_free(f->map);
	statics_free(f->statics);
	induction_free(f->induction);
	study_free(f->study);
}

static struct screen_model screen_of(const struct scenario *s, const struct full *f)
{
	return (struct screen_model){
		.view = { .scenario = s, .study = f->study, .frontier_x = 0, .frontier_y = 1,
			.step = 3 },
		.base = s, .progress = 0.42, .hint = { { keys, 8 } } };
}

static void test_no_preset_is_cut(void)
{
	struct preset_list list;

	setenv("HAGGLE_PRESETS", "presets", 1);
	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	CU_ASSERT(list.count >= 8);
	for (int i = 0; i < list.count; i++) {
		struct error_list errors;
		struct scenario s;
		struct full f;
		struct screen_model m;

		CU_ASSERT_EQUAL_FATAL(scenario_open(list.item[i].name, &s, &errors), STATUS_OK);
		full_make(&f, &s);
		m = screen_of(&s, &f);
		for (int k = 0; k < SIZES; k++)
			draw_all(&m, f.lab, sizes[k].cols, sizes[k].rows, list.item[i].name);
		full_free(&f);
		scenario_free(&s);
	}
	preset_list_free(&list);
	unsetenv("HAGGLE_PRESETS");
}

/* Long, wide and equal names, huge and tiny numbers, many players. */
static const char hostile[] =
	"[scenario]\ntitle = A title so long that no terminal of ordinary width could ever hope to "
	"show the whole of it in one row\nshare = common\nbargain = powerful:a-very-long-id-of-31-"
	"characters\n[generalist]\nname = \xe4\xb8\x80\xe4\xb8\xaa\xe9\x80\x9a\xe7\x94\xa8\xe6\xa8"
	"\xa1\xe5\x9e\x8b\xe5\xae\x9e\xe9\xaa\x8c\xe5\xae\xa4\ncost.scale = 1e-7\n"
	"cost.scale.range = 1e-9:1e8:log\n"
	"[specialist a-very-long-id-of-31-characters]\n"
	"name = The Royal and Ancient Society of Specialists in All Domains\n"
	"revenue.scale = 123456.789\ncost.scale = 98765.4321\n"
	"[specialist a2]\nname = A\ncost.fixed = 1e-7\n[specialist a3]\n"
	"[specialist a4]\n[specialist a5]\n[specialist a6]\n[specialist a7]\n[specialist a8]\n";

static void test_hostile_scenario_is_not_cut(void)
{
	struct error_list errors;
	struct scenario s;
	struct full f;
	struct screen_model m;

	CU_ASSERT_EQUAL_FATAL(scenario_parse("hostile", hostile, strlen(hostile), &s, &errors),
		STATUS_OK);
	full_make(&f, &s);
	m = screen_of(&s, &f);
	m.view.specialist = 7;
	for (int cols = 60; cols < 200; cols += 13)
		for (int rows = 16; rows < 60; rows += 11)
			draw_all(&m, f.lab, cols, rows, "hostile");
	full_free(&f);
	scenario_free(&s);
}

/* ---- states --------------------------------------------------------------------- */

static char *drawn_text(const struct screen_model *m, int cols, int rows)
{
	struct canvas c;
	char *text;

	CU_ASSERT_EQUAL_FATAL(canvas_init(&c, cols, rows, NULL), STATUS_OK);
	screen_draw(m, &c, NULL);
	CU_ASSERT_EQUAL(c.clipped, 0);
	CU_ASSERT_EQUAL_FATAL(canvas_to_text(&c, &text, NULL), STATUS_OK);
	canvas_free(&c);
	return text;
}

/* ---- the narrowest screens ------------------------------------------------------- */

/* Whether the view at that size says all of these ("|" between them), wherever
 * lines are broken. */
static bool says(struct screen_model *m, const void *lab, enum view_id id, int cols, int rows,
	const char *words)
{
	char *text, want[200];
	bool all = true;

	m->id = id;
	m->view.lab = lab;
	text = drawn_text(m, cols, rows);
	snprintf(want, sizeof want, "%s", words);
	for (char *word = strtok(want, "|"); word; word = strtok(NULL, "|"))
		if (!strstr(text, word)) {
			fprintf(stderr, "\n%s at %dx%d does not say \"%s\":\n%s",
				view_info(id)->name, cols, rows, word, text);
			all = false;
		}
	free(text);
	return all;
}

/* What is shortened for want of room still says what it is about. */
static void test_narrow_says_all(void)
{
	static const char *const step[] = { "(dots: nothing added; 0:|out).", "answers included.",
		"joint 3.3087.", "2.1115 to" };
	struct error_list errors;
	struct scenario s;
	struct full f;
	struct screen_model m;

	setenv("HAGGLE_PRESETS", "presets", 1);
	CU_ASSERT_EQUAL_FATAL(scenario_open("three-domains", &s, &errors), STATUS_OK);
	unsetenv("HAGGLE_PRESETS");
	full_make(&f, &s);
	study_step(f.study, -1);
	induction_step(f.induction, -1);
	m = screen_of(&s, &f);
	for (int i = 0; i < 4; i++) {
		m.view.step = i;
		CU_ASSERT(says(&m, f.lab[VIEW_RESPONSE], VIEW_RESPONSE, 60, 20, step[i]));
	}
	CU_ASSERT(says(&m, f.lab[VIEW_RESPONSE], VIEW_RESPONSE, 80, 24, "utility from"));
	CU_ASSERT(says(&m, f.lab[VIEW_RESPONSE], VIEW_RESPONSE, 60, 20,
		"What each answers, by level|What each level pays|level 0"));
	CU_ASSERT(says(&m, f.lab[VIEW_FUNCTIONS], VIEW_FUNCTIONS, 60, 20,
		"m, unit r earns  k kept  c costs|g stops at 1.3192"));
	CU_ASSERT(says(&m, f.lab[VIEW_FUNCTIONS], VIEW_FUNCTIONS, 80, 24,
		"r earns  k kept  c costs|A single owner"));
	CU_ASSERT(says(&m, f.lab[VIEW_UTILITIES], VIEW_UTILITIES, 60, 20,
		"0.333 l contribute > free-ride"));
	CU_ASSERT(says(&m, f.lab[VIEW_INVESTMENT], VIEW_INVESTMENT, 60, 20,
		"Level    |g m l a @ now|c contribute  f free-ride"));
	CU_ASSERT(says(&m, f.lab[VIEW_OVERVIEW], VIEW_OVERVIEW, 60, 20,
		"Utility    |. joint g m l a @ now"));
	/* every curve's letter, whoever is selected; names are in the panel */
	for (m.view.specialist = 2; m.view.specialist >= 0; m.view.specialist -= 2) {
		CU_ASSERT(says(&m, f.lab[VIEW_OVERVIEW], VIEW_OVERVIEW, 80, 24,
			". joint  g  m  l  a|@ now|o Pareto|x no deal"));
		CU_ASSERT(says(&m, f.lab[VIEW_STATICS], VIEW_STATICS, 60, 20, "g  m  l  a"));
		CU_ASSERT(says(&m, f.lab[VIEW_RESPONSE], VIEW_RESPONSE, 60, 20, "by level  m l"));
	}
	m.view.specialist = 0;
	/* the share is common; a level is somebody's */
	CU_ASSERT(says(&m, f.lab[VIEW_MAP], VIEW_MAP, 60, 20, "Share of g"));
	f.map->quantity.kind = QUANTITY_LEVEL;
	CU_ASSERT(says(&m, f.lab[VIEW_MAP], VIEW_MAP, 60, 20, "Level of"));
	CU_ASSERT(says(&m, f.lab[VIEW_SOLUTIONS], VIEW_SOLUTIONS, 60, 20,
		"> chosen|m joint|1.000 3.062"));
	full_free(&f);
	scenario_free(&s);
}

static void test_hidden_stays_hidden(void)
{
	struct fake *f = fake_alloc(1, 2);
	struct screen_model m = { .view = model_of(f, VIEW_OVERVIEW), .hint = { { keys, 8 } },
		.progress = -1 };

	m.view.hide = true;
	for (int id = 0; id < VIEWS; id++) {
		char *text;

		if (id == VIEW_FUNCTIONS)
			continue; /* costs and revenue are given, not predicted */
		m.id = (enum view_id)id;
		m.view.lab = lab_of(f, m.id);
		text = drawn_text(&m, 80, 24);
		CU_ASSERT_PTR_NOT_NULL(strstr(text, "predict first"));
		CU_ASSERT_PTR_NULL(strstr(text, "0.6228"));  /* the share agreed */
		CU_ASSERT_PTR_NULL(strstr(text, "0.623"));
		CU_ASSERT_PTR_NULL(strstr(text, "0.1557")); /* utilities */
		CU_ASSERT_PTR_NULL(strstr(text, "gggg"));
		CU_ASSERT_PTR_NULL(strstr(text, "oooo"));
		CU_ASSERT_PTR_NULL(strstr(text, "yes")); /* profit-sharing */
		free(text);
	}
	fake_free(f);
}

static void test_screens_without_data(void)
{
	struct fake *f = fake_alloc(1, 2);
	struct study none = { .scenario = &f->scenario, .n = 1, .shares = 1 }, failed = none;
	struct screen_model m = { .view = { .scenario = &f->scenario }, .progress = -1 };
	const struct study *of[] = { NULL, &none, &failed };

	failed.status = error_set(&failed.error, STATUS_NO_EQUILIBRIUM,
		"unbounded: specialist medicine gains without limit at share 0.30");
	for (int k = 0; k < 3; k++) {
		m.view.study = of[k];
		for (int size = 0; size < SIZES; size++)
			draw_all(&m, no_lab, sizes[size].cols, sizes[size].rows, "without data");
	}
	m.view.zoom = false;
	m.id = VIEW_OVERVIEW;
	char *text = drawn_text(&m, 80, 24);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "unbounded: specialist medicine gains"));
	free(text);
	fake_free(f);
}

/* A real study that finds no equilibrium anywhere: no view may show its zeros. */
static void test_no_equilibrium_is_said(void)
{
	static const char game[] = "[generalist]\n[specialist law]\nrevenue = power\n"
		"revenue.exponent = 3\n";
	struct scenario s;
	struct error_list errors;
	struct study *st;
	struct study_plan plan = { .axis = -1, .want = HAVE_PRESENT | HAVE_CURVE |
		HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO | HAVE_THRESHOLDS };

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("none", game, strlen(game), &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
	study_step(st, -1);
	for (int id = 0; id < VIEWS; id++) {
		struct screen_model m = { .view = { .scenario = &s, .study = st }, .base = &s,
			.id = (enum view_id)id, .progress = -1 };
		char *text = drawn_text(&m, 80, 24);

		CU_ASSERT_PTR_NOT_NULL(strstr(text, " no equilibrium\n"));
		CU_ASSERT_PTR_NOT_NULL(strstr(text, "unbounded: the generalist gains without limit at "
			"share 0.50\n"));
		CU_ASSERT_PTR_NULL(strstr(text, "U_G 0.0"));
		CU_ASSERT_PTR_NULL(strstr(text, "abstain"));
		CU_ASSERT_PTR_NULL(strstr(text, "bystander"));
		free(text);
	}
	study_free(st);
	scenario_free(&s);
}

static void test_pinned_shows_changes(void)
{
	struct fake *now = fake_alloc(1, 2), *then = fake_alloc(1.3, 2);
	struct screen_model m = { .view = model_of(now, VIEW_OVERVIEW), .hint = { { keys, 8 } }, .progress = -1,
		.base = &then->scenario };
	const void *lab[VIEWS];
	char *text;

	fake_labs(now, lab);
	m.view.pinned = &then->study;
	m.view.pinned_scenario = &then->scenario;
	text = drawn_text(&m, 80, 24);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "' & pinned"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "''''"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "1.00*")); /* the changed scale */
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "& pinned"));
	/* under the numbers their differences */
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "g  0.1557"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "from & "));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "+0.0298"));
	free(text);
	m.id = VIEW_SOLUTIONS;
	text = drawn_text(&m, 100, 30);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "change"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "+0.0"));
	free(text);
	for (int size = 0; size < SIZES; size++)
		draw_all(&m, lab, sizes[size].cols, sizes[size].rows, "pinned");
	fake_free(now);
	fake_free(then);
}

static void test_hits_lie_on_the_plot(void)
{
	struct fake *f = fake_alloc(1, 2);
	struct screen_model m = { .view = model_of(f, VIEW_OVERVIEW), .progress = -1 };
	struct screen_shown shown;
	struct canvas c;

	CU_ASSERT_EQUAL_FATAL(canvas_init(&c, 80, 24, NULL), STATUS_OK);
	for (int id = 0; id < VIEWS; id++) {
		bool share = id == VIEW_OVERVIEW || id == VIEW_UTILITIES || id == VIEW_INVESTMENT;
		const struct rect *in = &shown.hit.inner, *r = &shown.view_rect;

		m.id = (enum view_id)id;
		m.view.lab = lab_of(f, m.id);
		screen_draw(&m, &c, &shown);
		CU_ASSERT_EQUAL(shown.hit.share_axis, share);
		CU_ASSERT(in->x >= (in->w ? r->x : 0) && in->x + in->w <= r->x + r->w);
		CU_ASSERT(!share || in->w > 30);
		/* the plot's own axis stands just left of it */
		CU_ASSERT(!share || canvas_at(&c, in->x - 1, in->y + in->h)->cp == '+');
	}
	canvas_free(&c);
	fake_free(f);
}

static void test_table_of_views(void)
{
	for (int id = 0; id < VIEWS; id++) {
		const struct view_info *v = view_info((enum view_id)id);

		CU_ASSERT_EQUAL(v->id, (enum view_id)id);
		CU_ASSERT_EQUAL(view_find(v->name), id);
		CU_ASSERT(!v->lab || v->takes || v->axes); /* else nothing would start it anew */
		CU_ASSERT(v->sheet && v->figure);
		CU_ASSERT(v->min_rows <= SCREEN_ROWS_MIN - 4);
	}
	CU_ASSERT(VIEW_COLS_MIN <= SCREEN_COLS_MIN - PANEL_COLS);
	CU_ASSERT_EQUAL(view_find("nothing"), -1);
	CU_ASSERT_EQUAL(view_find(""), -1);
}

void suite_views(void)
{
	CU_pSuite s = CU_add_suite("views", NULL, NULL);

	CU_add_test(s, "golden canvases", test_golden_views);
	CU_add_test(s, "golden canvases with ghosts", test_golden_ghosts);
	CU_add_test(s, "no preset's screen is cut", test_no_preset_is_cut);
	CU_add_test(s, "a hostile scenario's screen is not cut", test_hostile_scenario_is_not_cut);
	CU_add_test(s, "the narrowest screens say it all", test_narrow_says_all);
	CU_add_test(s, "what is hidden stays hidden", test_hidden_stays_hidden);
	CU_add_test(s, "screens without data", test_screens_without_data);
	CU_add_test(s, "no equilibrium is said, not drawn", test_no_equilibrium_is_said);
	CU_add_test(s, "pinned curves and changes", test_pinned_shows_changes);
	CU_add_test(s, "hits lie on the plot", test_hits_lie_on_the_plot);
	CU_add_test(s, "the table of views", test_table_of_views);
}
