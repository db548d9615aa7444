#include "drive.h"

#include "model/preset.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void drive_solve(struct explorer *e)
{
	for (int i = 0; (e->pipeline.study_left || e->pipeline.facts_left || e->pin.left)
			&& i < 10000; i++)
		pipeline_step(e, 0.02);
	CU_ASSERT_FALSE(e->pipeline.study_left || e->pipeline.facts_left || e->pin.left);
	explorer_draw(e);
}

void drive_start_text(struct explorer *e, const char *ini)
{
	struct explorer_options o = {.no_config = true};
	struct error_list errors;
	struct scenario s;

	error_list_init(&errors);
	if (scenario_parse("walk", ini, strlen(ini), &s, &errors) != STATUS_OK) {
		fprintf(stderr, "line %d: %s\n", errors.item[0].line, errors.item[0].text);
		CU_FAIL_FATAL("the scenario does not read");
	}
	o.scenario = &s;
	CU_ASSERT_EQUAL_FATAL(explorer_init(e, &o, 100, 30, NULL), STATUS_OK);
	scenario_free(&s);
	e->unicode_possible = true;
	drive_solve(e);
}

void drive_open(struct explorer *e, const char *preset, int cols, int rows)
{
	struct explorer_options o = {.no_config = true};
	struct error_list errors;
	struct scenario s;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_is_path(preset) ? scenario_open(preset, &s, &errors)
		: preset_open(preset, "presets", &s, &errors), STATUS_OK);
	o.scenario = &s;
	CU_ASSERT_EQUAL_FATAL(explorer_init(e, &o, cols, rows, NULL), STATUS_OK);
	scenario_free(&s);
	drive_solve(e);
}

void drive_finish(struct explorer *e)
{
	pipeline_catch_up(e);
	for (int i = 0; i < 100000 && pipeline_left(e); i++)
		pipeline_step(e, .05);
	CU_ASSERT_FALSE(pipeline_left(e));
	explorer_draw(e);
}

void drive_view(struct explorer *e, enum view_id view)
{
	/* those beyond nine have one key */
	drive_act(e, (enum action_id)((int)ACTION_VIEW_1 + (view < VIEW_PATHS ? (int)view : VIEW_PATHS)));
	drive_finish(e);
}

const char *drive_row(const struct explorer *e, int y, char out[CANVAS_COLS_MAX + 1])
{
	for (int x = 0; x < e->canvas.cols; x++) {
		uint32_t cp = canvas_at(&e->canvas, x, y)->cp;

		out[x] = cp < 128 ? (char)cp : '?';
	}
	out[e->canvas.cols] = '\0';
	return out;
}

bool drive_shows(const struct explorer *e, const char *words)
{
	char row[CANVAS_COLS_MAX + 1];

	for (int y = 0; y < e->canvas.rows; y++)
		if (strstr(drive_row(e, y, row), words))
			return true;
	return false;
}

unsigned drive_settle(struct explorer *e, unsigned effects)
{
	pipeline_catch_up(e);
	/* A little work: screens must stand with half of what there is to know. */
	for (int i = 0; i < 3 && pipeline_left(e); i++)
		pipeline_step(e, 0);
	explorer_draw(e);
	return effects;
}

void drive_begin(struct explorer *e)
{
	for (int i = 0; e->pipeline.extra_left && !e->pipeline.extra_begun && i < 10000; i++)
		pipeline_step(e, 0.02);
	explorer_draw(e);
}

void drive_export(struct explorer *e)
{
	for (int i = 0; e->mode == MODE_EXPORT && i < 100000; i++) {
		pipeline_step(e, 0.02);
		export_turn(e);
	}
	explorer_draw(e);
}

unsigned drive_press(struct explorer *e, int key)
{
	return drive_settle(e, explorer_key(e, key));
}

void drive_type(struct explorer *e, const char *keys)
{
	for (; *keys; keys++)
		drive_press(e, (unsigned char)*keys);
}

unsigned drive_act(struct explorer *e, enum action_id id)
{
	const char *keys = action_info(id)->keys;
	int key = key_parse(keys, strcspn(keys, " "));

	CU_ASSERT_EQUAL(action_find(key), (int)id);
	return drive_press(e, key);
}

double drive_value(const struct explorer *e, const char *name)
{
	struct param_ref ref;

	CU_ASSERT_EQUAL_FATAL(param_find(&e->scenario, name, &ref, NULL), STATUS_OK);
	return param_get(&e->scenario, &ref);
}

void drive_go(struct explorer *e, const char *name)
{
	struct param_ref ref;
	char now[PARAM_NAME_MAX];

	edit_go(e, name);
	CU_ASSERT_TRUE_FATAL(edit_ref(e, &ref));
	CU_ASSERT_STRING_EQUAL(param_name(&e->scenario, &ref, now, sizeof now), name);
}

char *drive_written(const struct explorer *e)
{
	char *out = NULL;

	CU_ASSERT_EQUAL_FATAL(scenario_write(&e->scenario, &out, NULL), STATUS_OK);
	return out;
}

bool drive_is(const struct explorer *e, const char *expected)
{
	char *now = drive_written(e);
	bool same = strcmp(now, expected) == 0;

	free(now);
	return same;
}
