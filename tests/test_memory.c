/* Memory that runs out, at each place in turn where some is asked for: it is
 * said, or done without; nothing is read that is not there, nothing leaks (the
 * sanitizers see to both), and what was there before stays as it was.
 *
 * The linker puts __wrap_malloc and the like in the place of malloc's. */
#include "drive.h"

#include "bargain/induction.h"
#include "bargain/statics.h"
#include "bargain/sweep.h"
#include "view/report.h"
#include "view/report_sweep.h"
#include "view/why.h"

#include <CUnit/CUnit.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_long left = -1; /* requests until one is refused; below 0: none is */
static atomic_bool refused;

static bool refuses(void)
{
	if (left < 0 || left-- > 0)
		return false;
	refused = true;
	errno = ENOMEM;
	return true;
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t n);

void *__wrap_malloc(size_t n)
{
	return refuses() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return refuses() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
	return refuses() ? NULL : __real_realloc(p, n);
}

char *__wrap_strdup(const char *text)
{
	return refuses() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t n)
{
	return refuses() ? NULL : __real_strndup(text, n);
}

#define MANY 100000

/* Tries it with the first request refused, with the second, and so on until
 * none was; of hundreds only some. Each time it must do what it does, or end
 * in want of memory. */
static void exhaust(enum status (*attempt)(struct error *err))
{
	for (long i = 0; i < MANY; i += 1 + i / 30) {
		struct error err = {.status = STATUS_OK};
		enum status status;

		refused = false;
		left = i;
		status = attempt(&err);
		left = -1;
		if (!refused && status == STATUS_OK)
			return;
		if (status == STATUS_OK || (status == STATUS_SYSTEM && strstr(err.text, "memory")))
			continue;
		fprintf(stderr, "request %ld: status %d, %s\n", i + 1, (int)status, err.text);
		CU_FAIL("not said to be want of memory");
		if (!refused)
			return;
	}
	CU_FAIL("no end to it");
}

static const char text[] =
	"# A comment, kept.\n[scenario]\ntitle = Little\nshare = separate\nbargain = nash\n"
	"[generalist]\nname = Gen\ncost.scale = 1\n"
	"[specialist law]\n# Twice.\ncost.scale = 2\n"
	"cost.scale.range = 0:9\ncost.scale.step = .5\ncost.fixed = .05\n"
	"[specialist art]\nrevenue = formula\nrevenue.formula = R*(1 - exp(-a/s))\n"
	"revenue.R = 1\nrevenue.s = 1\n"
	"[lesson]\ntitle = One\ntext = Look.\nset = law.cost.scale=3\nview = frontier\n"
	"question = Who?\nchoice = Law\nchoice = Art\nanswer = 2\nreveal = Art.\n";

static const char little[] = "[scenario]\ntitle = Little\n[generalist]\n"
			     "[specialist law]\ncost.scale = 2\n";

/* Soon solved, and with a lesson. */
static const char played[] = "[scenario]\ntitle = Little\nbargain = fixed\ndelta = .6\n"
			     "[generalist]\n[specialist law]\ncost.scale = 2\n"
			     "[lesson]\ntitle = One\ntext = Look.\n"
			     "[lesson]\ntitle = Two\ntext = Again.\npin = yes\n"
			     "set = law.cost.scale=3\n";

static enum status parse(const char *ini, struct scenario *s, struct error *err)
{
	struct error_list errors;
	enum status status;

	error_list_init(&errors);
	status = scenario_parse("t", ini, strlen(ini), s, &errors);
	if (status != STATUS_OK && errors.count > 0)
		*err = errors.item[0];
	return status;
}

/* ---- scenarios ------------------------------------------------------------ */

static enum status read_and_write(struct error *err)
{
	static const char *const settings[] = {"art.revenue.formula=R*a", "art.revenue.R=2",
		"law.name=Laws", "bargain=egalitarian"};
	struct scenario s, copy;
	char *out = NULL;
	enum status status = parse(text, &s, err);

	if (status != STATUS_OK)
		return status;
	status = scenario_copy(&copy, &s, err);
	scenario_free(&s);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < sizeof settings / sizeof *settings && status == STATUS_OK; i++)
		status = param_assign(&copy, settings[i], err);
	if (status == STATUS_OK)
		status = scenario_add_specialist(&copy, err);
	if (status == STATUS_OK)
		status = scenario_remove_specialist(&copy, 2, err);
	if (status == STATUS_OK)
		status = scenario_write(&copy, &out, err);
	free(out);
	scenario_free(&copy);
	return status;
}

static enum status list_presets(struct error *err)
{
	struct preset_list list;
	enum status status = preset_list_read(&list, "presets", err);

	preset_list_free(&list);
	return status;
}

static enum status open_preset(struct error *err)
{
	struct error_list errors;
	struct scenario s;
	enum status status = preset_open("squeeze", "presets", &s, &errors);

	if (status == STATUS_OK)
		scenario_free(&s);
	else if (errors.count > 0)
		*err = errors.item[0];
	return status;
}

static void test_scenarios(void)
{
	exhaust(read_and_write);
	exhaust(list_presets);
	exhaust(open_preset);
}

/* ---- what is computed ----------------------------------------------------- */

static enum status report(const struct study *st, struct error *err)
{
	struct why why;
	enum status status = why_explain(st, &why, err);

	if (status == STATUS_OK)
		why_free(&why);
	for (int format = 0; format < REPORT_STUDY_FORMATS && status == STATUS_OK; format++) {
		char *out = NULL;

		status = report_write(st, &(struct report_more){NULL, true}, (enum report_format)format, &out, err);
		free(out);
	}
	return status;
}

static enum status study(const char *ini, struct error *err)
{
	const struct study_plan plan = {.want = HAVE_ALL, .axis = -1, .nodes = 9};
	struct scenario s;
	struct study *st = NULL;
	enum status status = parse(ini, &s, err);

	if (status != STATUS_OK)
		return status;
	status = study_alloc(&st, err);
	if (status == STATUS_OK)
		status = study_reset(st, &s, &plan, err);
	if (status == STATUS_OK) {
		study_step(st, -1);
		*err = st->error;
		status = st->status;
	}
	if (status == STATUS_OK)
		status = report(st, err);
	study_free(st);
	scenario_free(&s);
	return status;
}

static enum status study_one(struct error *err)
{
	return study(little, err);
}

static enum status study_two(struct error *err)
{
	return study("[scenario]\nshare = separate\n[generalist]\n[specialist law]\n"
		"cost.scale = 2\n[specialist art]\nrevenue = formula\n"
		"revenue.formula = 1 - exp(-a)\n", err);
}

static void test_studies(void)
{
	exhaust(study_one);
	exhaust(study_two);
}

/* One study that goes on from one scenario to the next, whatever became of the
 * one before: it is to be as good as new. */
static void test_study_again(void)
{
	const struct study_plan plan = {.want = HAVE_SOLUTIONS, .axis = -1};
	struct scenario one, two;
	struct error err;
	struct study *st;

	CU_ASSERT_EQUAL_FATAL(parse(little, &one, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(parse(text, &two, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, &err), STATUS_OK);
	for (long i = 0; i < 60; i++) {
		left = i;
		for (int half = 0; half < 2; half++) {
			if (study_reset(st, half ? &one : &two, &plan, &err) == STATUS_OK && half)
				study_step(st, -1);
			left = -1;
		}
		CU_ASSERT_EQUAL(study_reset(st, &one, &plan, &err), STATUS_OK);
		study_step(st, -1);
		CU_ASSERT_EQUAL(st->status, STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(st->delta[0], .622839, 1e-6);
	}
	study_free(st);
	scenario_free(&one);
	scenario_free(&two);
}

/* ---- what views need ------------------------------------------------------ */

static enum status induction(const struct scenario *s, struct error *err)
{
	const struct induction_plan plan = {.delta = s->delta, .nodes = 9};
	struct induction *st = NULL;
	enum status status = induction_alloc(&st, err);

	if (status == STATUS_OK)
		status = induction_reset(st, s, &plan, err);
	if (status == STATUS_OK) {
		induction_step(st, -1);
		*err = st->error;
		status = st->status;
	}
	induction_free(st);
	return status;
}

static enum status statics(const struct scenario *s, const struct param_ref *x, struct error *err)
{
	const struct statics_plan plan = {.param = *x, .nodes = 3,
		.quantity = {QUANTITY_EFFICIENCY, -1}};
	struct statics *st = NULL;
	enum status status = statics_alloc(&st, err);

	if (status == STATUS_OK)
		status = statics_reset(st, s, &plan, err);
	if (status == STATUS_OK)
		statics_step(st, -1);
	statics_free(st);
	return status;
}

static enum status map(const struct scenario *s, const struct param_ref *x,
	const struct param_ref *y, struct error *err)
{
	const struct map_plan plan = {.x.param = *x, .y.param = *y, .cols = 2, .rows = 2};
	struct map *m = NULL;
	enum status status = map_alloc(&m, err);

	if (status == STATUS_OK)
		status = map_reset(m, s, &plan, err);
	if (status == STATUS_OK)
		map_step(m, -1);
	map_free(m);
	return status;
}

static bool take_rows(void *context, const char *rows, size_t n, long long count)
{
	(void)context;
	(void)rows;
	return n > 0 && count > 0;
}

static enum status sweep(const struct scenario *s, const struct param_ref *x, struct error *err)
{
	struct sweep_plan plan = {.scenario = s, .jobs = 1, .axes = 1,
		.axis = {{.param = *x, .from = 1, .to = 2, .count = 3}}};
	struct sweep_result result = {0};
	struct sweep_table table;
	enum status status;

	plan.rows = sweep_rows(&plan);
	status = sweep_table_init(&table, &plan, false, err);
	if (status != STATUS_OK)
		return status;
	free(sweep_table_header(&table));
	plan.row_max = table.row_max;
	plan.format = sweep_table_row;
	plan.format_context = &table;
	plan.write = take_rows;
	status = sweep_run(&plan, &result, err);
	CU_ASSERT_TRUE(status != STATUS_OK || result.rows == 3);
	sweep_table_free(&table);
	return status;
}

static enum status extras(struct error *err)
{
	struct scenario s;
	struct param_ref x, y;
	enum status status = parse(little, &s, err);

	if (status != STATUS_OK)
		return status;
	CU_ASSERT_EQUAL(param_find(&s, "law.cost.scale", &x, err), STATUS_OK);
	CU_ASSERT_EQUAL(param_find(&s, "generalist.cost.scale", &y, err), STATUS_OK);
	status = induction(&s, err);
	if (status == STATUS_OK)
		status = statics(&s, &x, err);
	if (status == STATUS_OK)
		status = map(&s, &x, &y, err);
	if (status == STATUS_OK)
		status = sweep(&s, &x, err);
	scenario_free(&s);
	return status;
}

static void test_extras(void)
{
	exhaust(extras);
}

/* ---- the explorer --------------------------------------------------------- */

static enum status open_explorer(struct explorer *e, const char *ini, struct error *err)
{
	struct explorer_options o = {.no_config = true, .presets = "presets"};
	struct scenario s;
	enum status status = parse(ini, &s, err);

	if (status != STATUS_OK)
		return status;
	o.scenario = &s;
	status = explorer_init(e, &o, 80, 24, err);
	scenario_free(&s);
	return status;
}

/* What a key cannot do for want of memory it leaves undone; the next finds the
 * explorer sound. */
static void play(const char *keys)
{
	struct explorer e;
	struct error err;

	for (long i = 0; i < MANY; i += 1 + i / 5) {
		CU_ASSERT_EQUAL_FATAL(open_explorer(&e, played, &err), STATUS_OK);
		pipeline_step(&e, 0);
		drive_go(&e, "law.cost.scale");
		refused = false;
		left = i;
		for (const char *k = keys; *k; k++)
			explorer_key(&e, *k == '\n' ? K_ENTER : *k == '\b' ? K_ESC : *k);
		pipeline_catch_up(&e);
		for (int slices = 0; slices < 3; slices++)
			pipeline_step(&e, 0);
		drive_export(&e);
		left = -1;
		explorer_key(&e, K_ESC);
		explorer_key(&e, 'R');
		drive_settle(&e, EFFECT_NONE);
		while (!(e.pipeline.study->have & HAVE_PRESENT) && pipeline_step(&e, 0))
			;
		CU_ASSERT_EQUAL(e.scenario.game.n, e.base.game.n);
		CU_ASSERT_EQUAL(e.pipeline.study->status, STATUS_OK);
		CU_ASSERT_TRUE(e.pipeline.study->have & HAVE_PRESENT);
		explorer_free(&e);
		if (!refused)
			return;
	}
	CU_FAIL("no end to it");
}

static void test_explorer(void)
{
	static const char *const keys[] = {"ax", "fu", "=3\nu", "r.b", "p+", "?undo\b", "i\b",
		"y\b", "ocostly\n", "pocostly\nu\022", "nun", "5", "7", "8", "nNn", "rg.6\n.3\n\b", "2e/no/such/place.csv\n",
		"3e/no/such/place.json\n", "6e/no/such/place.gp\n", "1e/no/such/place.txt\n"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		play(keys[i]);
}

static enum status begin(struct error *err)
{
	struct explorer e;
	enum status status = open_explorer(&e, text, err);

	if (status != STATUS_OK)
		return status;
	status = explorer_resize(&e, 100, 30, err);
	explorer_free(&e);
	return status;
}

static void test_begin(void)
{
	exhaust(begin);
}

void suite_memory(void)
{
	CU_pSuite s = CU_add_suite("memory", NULL, NULL);

	CU_add_test(s, "scenarios", test_scenarios);
	CU_add_test(s, "studies", test_studies);
	CU_add_test(s, "a study goes on", test_study_again);
	CU_add_test(s, "what views need", test_extras);
	CU_add_test(s, "the explorer begins", test_begin);
	CU_add_test(s, "the explorer goes on", test_explorer);
}
