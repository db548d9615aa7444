/* Exporting, without a terminal: what it waits for, and what waits for it. */
#include "child.h"
#include "drive.h"
#include "pictured.h"
#include "view/report.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char text[] = "[scenario]\n"
			   "title = Walk\n"
			   "[generalist]\n"
			   "[specialist law]\n"
			   "cost.scale = 2\n"
			   "[specialist art]\n"
			   "revenue = log\n";

/* The same with one share: what is exported of it is not what takes the time. */
static const char common[] = "[scenario]\n"
			     "title = Walk\n"
			     "share = common\n"
			     "[generalist]\n"
			     "[specialist law]\n"
			     "cost.scale = 2\n"
			     "[specialist art]\n"
			     "revenue = log\n";

static char *screen_text(const struct explorer *e)
{
	char *out = NULL;

	CU_ASSERT_EQUAL_FATAL(canvas_to_text(&e->canvas, &out, NULL), STATUS_OK);
	return out;
}

/* An export of what takes its time waits for it, says so, and lets go. */
static void test_export_waits(void)
{
	struct explorer e;
	char *before, *screen;
	struct stat st;
	char directory[] = "/tmp/haggle-test-XXXXXX", path[100];

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/v.csv", directory);
	drive_start_text(&e, text);
	drive_act(&e, ACTION_VIEW_2);
	for (int i = 0; i < 6; i++)
		explorer_key(&e, 'a'); /* seconds, with so many separate shares */
	before = drive_written(&e);
	export_keys(&e, path);
	CU_ASSERT_EQUAL(e.mode, MODE_EXPORT);
	screen = screen_text(&e);
	CU_ASSERT_PTR_NOT_NULL(strstr(screen, "Esc cancels"));
	free(screen);
	/* nothing changes under it */
	drive_type(&e, "b.x3");
	CU_ASSERT_PTR_NOT_NULL(strstr(e.message, "still computing what"));
	explorer_paste(&e, '4');
	explorer_mouse(&e, &(struct mouse){.kind = MOUSE_WHEEL_UP});
	CU_ASSERT_EQUAL(e.mode, MODE_EXPORT);
	CU_ASSERT_EQUAL(e.view, VIEW_UTILITIES);
	CU_ASSERT_TRUE(drive_is(&e, before));
	drive_press(&e, K_ESC);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	CU_ASSERT_STRING_EQUAL(e.message, "nothing was exported");
	CU_ASSERT_NOT_EQUAL(stat(path, &st), 0);
	export_keys(&e, path);
	CU_ASSERT_EQUAL(e.mode, MODE_EXPORT);
	CU_ASSERT_EQUAL(drive_press(&e, 'q') & EFFECT_QUIT, EFFECT_QUIT);
	CU_ASSERT_NOT_EQUAL(stat(path, &st), 0);
	drive_export(&e);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	CU_ASSERT_FALSE(pipeline_left(&e));
	CU_ASSERT_PTR_NOT_NULL(strstr(e.message, "written: "));
	CU_ASSERT_TRUE(stat(path, &st) == 0 && st.st_size > 100);
	/* the next one is asked for, and named, before that: no letter of it is a command */
	CU_ASSERT_EQUAL(unlink(path), 0);
	pipeline_reset(&e);
	export_keys(&e, path);
	CU_ASSERT_EQUAL(e.mode, MODE_EXPORT);
	drive_type(&e, "estatics.json");
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_EXPORT);
	drive_export(&e);
	CU_ASSERT_TRUE(e.mode == MODE_PROMPT && e.prompt.kind == PROMPT_EXPORT);
	CU_ASSERT_STRING_EQUAL(e.prompt.line.text, "statics.json");
	CU_ASSERT_TRUE(drive_is(&e, before));
	drive_press(&e, K_ESC);
	/* what cannot be written is said where it was typed */
	CU_ASSERT_EQUAL(unlink(path), 0);
	CU_ASSERT_EQUAL(rmdir(directory), 0); /* nothing else was left there */
	pipeline_reset(&e);
	export_keys(&e, "/no/such/place.csv");
	CU_ASSERT_EQUAL(e.mode, MODE_EXPORT);
	drive_export(&e);
	CU_ASSERT_EQUAL(e.mode, MODE_PROMPT);
	CU_ASSERT_TRUE(*e.prompt.error);
	CU_ASSERT_STRING_EQUAL(e.prompt.line.text, "/no/such/place.csv");
	free(before);
	explorer_free(&e);
}

/* What was opened may be called anything: JSON stays JSON, a script a script. */
static void test_export_names(void)
{
	static const char hostile[] = "[scenario]\ntitle = T'\xC2\x9B\xE2\x80\xAE\"\\\n"
				      "[specialist law]\n";
	static const char *const wanted[][2] = {
		{"v.json", "{\"scenario\":\"./a\\\"\\u000a\xEF\xBF\xBD\\u001b.ini\","
			   "\"title\":\"T'\\u009b\\u202e\\\"\\\\\","},
		{"v.gp", " title 'T' . \"'\" . '??\"\\: Utilities' . "},
	};
	char directory[] = "/tmp/haggle-test-XXXXXX", path[100], bytes[100000];
	struct explorer e;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	drive_start_text(&e, hostile);
	strcpy(e.base.name, "./a\"\n\xFF\033.ini");
	drive_act(&e, ACTION_VIEW_2);
	for (int i = 0; i < 2; i++) {
		FILE *f;

		snprintf(path, sizeof path, "%s/%s", directory, wanted[i][0]);
		export_keys(&e, path);
		drive_export(&e);
		f = fopen(path, "r");
		CU_ASSERT_PTR_NOT_NULL_FATAL(f);
		bytes[fread(bytes, 1, sizeof bytes - 1, f)] = '\0';
		fclose(f);
		CU_ASSERT_PTR_NOT_NULL(strstr(bytes, wanted[i][1]));
		CU_ASSERT_EQUAL(unlink(path), 0);
	}
	explorer_free(&e);
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

/* What a file holds, malloced; the file is gone. */
static char *taken(const char *path)
{
	FILE *f = fopen(path, "r");
	char *bytes = calloc(1, 1 << 20);

	CU_ASSERT_FATAL(f && bytes);
	CU_ASSERT(fread(bytes, 1, (1 << 20) - 1, f) > 0);
	fclose(f);
	CU_ASSERT_EQUAL(unlink(path), 0);
	return bytes;
}

/* The same from the command line, of every view in every format, given the room
 * that the view has on the screen. Text is of the whole screen. */
static void test_export_is_plot(void)
{
	static const char *const ending[REPORT_VIEW_FORMATS] = { "txt", "json", "csv", "gp" };
	char directory[] = "/tmp/haggle-test-XXXXXX", path[100], script[400];
	struct explorer e;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	drive_start_text(&e, common);
	strcpy(e.base.name, "-");
	for (int i = 0; i < VIEW_PATHS * REPORT_VIEW_FORMATS; i++) {
		const enum report_format format = (enum report_format)(i % REPORT_VIEW_FORMATS);
		const struct rect *r = &e.shown.view_rect;
		bool picture = format == REPORT_TEXT;
		struct child ran;
		char *exported;

		drive_press(&e, '1' + i / REPORT_VIEW_FORMATS);
		if (picture && i / REPORT_VIEW_FORMATS == VIEW_MAP)
			continue; /* of the screen's size, a map is of other cells */
		snprintf(path, sizeof path, "%s/v.%s", directory, ending[format]);
		export_keys(&e, path);
		drive_export(&e);
		exported = taken(path);
		snprintf(script, sizeof script, "printf '%%s' '%s' | \"$HAGGLE\" plot --view=%s "
			"--format=%s --size=%dx%d -", common, view_name[i / REPORT_VIEW_FORMATS],
			report_format_name(format), picture ? e.canvas.cols : r->w,
			picture ? e.canvas.rows : r->h + 1);
		child_shell(&ran, script);
		CU_ASSERT_EQUAL(ran.status, 0);
		CU_ASSERT_STRING_EQUAL(ran.out, exported);
		child_free(&ran);
		free(exported);
	}
	explorer_free(&e);
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

/* ---- saving ----------------------------------------------------------------- */

static void put_file(const char *path, const char *bytes)
{
	FILE *f = fopen(path, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	fputs(bytes, f);
	fclose(f);
}

/* Saves where the prompt says; whether it asked before. */
static bool save_asks(struct explorer *e)
{
	bool asked;

	drive_act(e, ACTION_SAVE);
	drive_press(e, K_ENTER);
	asked = e->mode == MODE_PROMPT && strstr(e->prompt.error, "changed on disk");
	if (asked)
		drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_PTR_NOT_NULL(strstr(e->message, "written: "));
	return asked;
}

/* The file that is open is written over without a question as long as nobody
 * else has written it: neither before the first save nor between two. */
static void test_changed_on_disk(void)
{
	char directory[] = "/tmp/haggle-test-XXXXXX", path[100];
	struct explorer_options o = {.no_config = true};
	struct error_list errors;
	struct scenario s;
	struct explorer e;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/s.ini", directory);
	put_file(path, text);
	CU_ASSERT_EQUAL_FATAL(scenario_open(path, &s, &errors), STATUS_OK);
	o.scenario = &s;
	CU_ASSERT_EQUAL_FATAL(explorer_init(&e, &o, 100, 30, NULL), STATUS_OK);
	scenario_free(&s);
	drive_solve(&e);
	drive_go(&e, "law.cost.scale");
	drive_type(&e, "l");
	CU_ASSERT_FALSE(save_asks(&e));
	drive_type(&e, "l");
	CU_ASSERT_FALSE(save_asks(&e));
	put_file(path, text);
	CU_ASSERT_TRUE(save_asks(&e));
	CU_ASSERT_FALSE(save_asks(&e));
	/* A picture of it is another thing than itself. */
	export_keys(&e, path);
	CU_ASSERT_EQUAL(e.mode, MODE_PROMPT);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.prompt.error, "it exists: Enter again writes over it"));
	drive_press(&e, K_ESC);
	/* Undoing what was saved changes the scenario, and not the file. */
	drive_type(&e, "u");
	CU_ASSERT_FALSE(save_asks(&e));
	CU_ASSERT_EQUAL(unlink(path), 0);
	CU_ASSERT_FALSE(save_asks(&e));
	explorer_free(&e);
	CU_ASSERT_EQUAL(unlink(path), 0);
	CU_ASSERT_EQUAL(rmdir(directory), 0);
}

void suite_ui_export(void)
{
	CU_pSuite s = CU_add_suite("ui_export", NULL, NULL);

	CU_add_test(s, "an export waits for what it is of", test_export_waits);
	CU_add_test(s, "names of any kind", test_export_names);
	CU_add_test(s, "haggle plot prints what is exported", test_export_is_plot);
	CU_add_test(s, "a file that others changed", test_changed_on_disk);
}
