/* Undo: whatever was done comes back exactly, and forward again. */
#include "model/param.h"
#include "model/scenario.h"
#include "ui/state.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

static const char text[] = "[scenario]\ntitle = Undo\n[generalist]\n[specialist law]\n"
			   "cost.scale = 2\n[specialist art]\nrevenue = log\n";

static void open_text(struct scenario *s)
{
	struct error_list errors;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("undo", text, strlen(text), s, &errors), STATUS_OK);
}

static char *written(const struct scenario *s)
{
	char *out = NULL;

	CU_ASSERT_EQUAL_FATAL(scenario_write(s, &out, NULL), STATUS_OK);
	return out;
}

static bool same(const struct scenario *s, const char *expected)
{
	char *now = written(s);
	bool equal = strcmp(now, expected) == 0;

	free(now);
	return equal;
}

static struct param_ref find(const struct scenario *s, const char *name)
{
	struct param_ref ref;

	CU_ASSERT_EQUAL_FATAL(param_find(s, name, &ref, NULL), STATUS_OK);
	return ref;
}

static void test_values(void)
{
	static struct explorer e;
	struct scenario *s = &e.scenario;
	struct undo u;
	struct param_ref ref;
	char *before;

	open_text(s);
	u = (struct undo){.count = 0};
	before = written(s);
	ref = find(s, "law.cost.scale");
	CU_ASSERT_EQUAL(undo_note(&u, s, &ref, NULL), STATUS_OK);
	param_set(s, &ref, 3, NULL);
	CU_ASSERT_FALSE(same(s, before));
	CU_ASSERT_STRING_EQUAL(undo_back(&u, &e)->param, "law.cost.scale");
	CU_ASSERT_TRUE(same(s, before));
	CU_ASSERT_PTR_NULL(undo_back(&u, &e));
	CU_ASSERT_STRING_EQUAL(undo_forward(&u, &e)->param, "law.cost.scale");
	CU_ASSERT_EQUAL(param_get(s, &ref), 3);
	CU_ASSERT_PTR_NULL(undo_forward(&u, &e));
	free(before);
	undo_free(&u);
	scenario_free(s);
}

static void test_structure(void)
{
	static struct explorer e;
	struct scenario *s = &e.scenario;
	struct undo u;
	char *before, *after;

	open_text(s);
	u = (struct undo){.count = 0};
	before = written(s);
	CU_ASSERT_EQUAL(undo_note_all(&u, s, NULL, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(scenario_remove_specialist(s, 0, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(undo_note_all(&u, s, NULL, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(scenario_add_specialist(s, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(undo_note_all(&u, s, NULL, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(param_assign(s, "art.revenue=formula", NULL), STATUS_OK);
	after = written(s);
	for (int i = 0; i < 3; i++)
		CU_ASSERT_PTR_NOT_NULL(undo_back(&u, &e));
	CU_ASSERT_TRUE(same(s, before));
	for (int i = 0; i < 3; i++)
		CU_ASSERT_PTR_NOT_NULL(undo_forward(&u, &e));
	CU_ASSERT_TRUE(same(s, after));
	free(before);
	free(after);
	undo_free(&u);
	scenario_free(s);
}

/* A new change forgets what could be redone; a failed one leaves no trace. */
static void test_branches(void)
{
	static struct explorer e;
	struct scenario *s = &e.scenario;
	struct undo u;
	struct param_ref ref;

	open_text(s);
	u = (struct undo){.count = 0};
	ref = find(s, "generalist.cost.scale");
	for (int i = 0; i < 3; i++) {
		undo_note(&u, s, &ref, NULL);
		param_set(s, &ref, 10 + i, NULL);
	}
	undo_back(&u, &e);
	undo_back(&u, &e);
	CU_ASSERT_EQUAL(param_get(s, &ref), 10);
	undo_note(&u, s, &ref, NULL);
	param_set(s, &ref, 20, NULL);
	CU_ASSERT_PTR_NULL(undo_forward(&u, &e));
	undo_note(&u, s, &ref, NULL);
	undo_forget(&u);
	CU_ASSERT_EQUAL(u.count, 2);
	undo_back(&u, &e);
	CU_ASSERT_EQUAL(param_get(s, &ref), 10);
	undo_back(&u, &e);
	CU_ASSERT_EQUAL(param_get(s, &ref), 1);
	undo_free(&u);
	scenario_free(s);
}

/* Many steps of all kinds, at random but the same every time, all the way back
 * and forth. */
static void test_long_walk(void)
{
	static struct explorer e;
	struct scenario *s = &e.scenario;
	struct undo u;
	char *before, *after;
	unsigned seed = 7;
	int done = 0;

	open_text(s);
	u = (struct undo){.count = 0};
	before = written(s);
	for (int i = 0; i < 2000; i++) {
		struct param_ref ref;

		seed = seed * 1103515245u + 12345u;
		param_at(s, (int)(seed >> 16) % param_count(s), &ref);
		if (i % 50 == 49) {
			undo_note_all(&u, s, NULL, NULL);
			if (s->game.n < 4)
				scenario_add_specialist(s, NULL);
			else
				scenario_remove_specialist(s, 1, NULL);
			done++;
		} else if (ref.info->kind == PARAM_NUMBER) {
			undo_note(&u, s, &ref, NULL);
			param_set(s, &ref, param_step(s, &ref, param_get(s, &ref),
				(seed >> 20) % 2 ? 1 : -1), NULL);
			done++;
		}
	}
	after = written(s);
	for (int i = 0; i < done; i++)
		CU_ASSERT_PTR_NOT_NULL_FATAL(undo_back(&u, &e));
	CU_ASSERT_TRUE(same(s, before));
	for (int i = 0; i < done; i++)
		CU_ASSERT_PTR_NOT_NULL_FATAL(undo_forward(&u, &e));
	CU_ASSERT_TRUE(same(s, after));
	free(before);
	free(after);
	undo_free(&u);
	scenario_free(s);
}

void suite_ui_undo(void)
{
	CU_pSuite s = CU_add_suite("ui_undo", NULL, NULL);

	CU_add_test(s, "numbers", test_values);
	CU_add_test(s, "structure", test_structure);
	CU_add_test(s, "branches and failures", test_branches);
	CU_add_test(s, "a long walk there and back", test_long_walk);
}
