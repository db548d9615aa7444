/* A view is a row: one that no file but this knows, with a drawing, a sheet and a
 * lab of its own, goes wherever the program's own views go. */
#include "model/scenario.h"
#include "view/export.h"
#include "view/figure.h"
#include "view/screen.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the view: squares, one a step ------------------------------------------- */

#define SQUARES 5

struct squares {
	double scale;
	int count;
	double square[SQUARES];
};

static int living; /* labs */

static enum status squares_alloc(void **work, struct error *err)
{
	*work = calloc(1, sizeof(struct squares));
	living += *work != NULL;
	return *work ? STATUS_OK : error_set(err, STATUS_SYSTEM, "out of memory");
}

static void squares_free(void *work)
{
	living -= work != NULL;
	free(work);
}

static enum status squares_reset(void *work, const struct lab_plan *plan, struct error *err)
{
	struct squares *s = work;

	s->count = 0;
	s->scale = param_get(plan->scenario, &plan->axis[0]);
	return s->scale > 0 ? STATUS_OK : error_set(err, STATUS_INPUT, "nothing to scale by");
}

static bool squares_step(void *work, double seconds)
{
	struct squares *s = work;

	do {
		s->square[s->count] = s->scale * s->count * s->count;
		s->count++;
	} while (seconds < 0 && s->count < SQUARES);
	return s->count < SQUARES;
}

static double squares_progress(const void *work)
{
	return (double)((const struct squares *)work)->count / SQUARES;
}

static bool squares_hold(const void *work, const struct lab_plan *plan)
{
	(void)work;
	return plan->room.w >= SQUARES;
}

static void toy_draw(const struct view_model *m, struct canvas *c, struct rect r,
	struct view_hit *hit)
{
	const struct squares *s = m->lab;

	hit->inner = r;
	for (int i = 0; s && i < s->count; i++)
		canvas_printf(c, r.x, r.y + i, r.w, INK_TEXT, "%d: %g", i, s->square[i]);
}

static void toy_sheet(const struct view_model *m, struct sheet *t)
{
	const struct squares *s = m->lab;

	sheet_column(t, "side");
	sheet_column(t, "square");
	sheet_column(t, "square_word");
	for (int i = 0; s && i < s->count; i++) {
		struct value *row = sheet_row(t);

		if (!row)
			return;
		row[0].number = i;
		row[0].gap = i == 3;
		if (i > 0)
			row[1].number = s->square[i];
		row[2].word = i % 2 ? "odd" : "even";
	}
}

static void toy_figure(struct figure *g)
{
	const struct squares *sq = g->m->lab;
	const struct figure_axis x = { .title = "side", .high = SQUARES };
	const struct figure_axis y = { .title = "it's square", .low = 1, .high = 100, .log = true };
	struct samples s = { 0 };

	figure_begin(g, 1, 1, "@ the last");
	figure_panel(g, "", &x, &y);
	for (int i = 0; i < SQUARES; i++)
		samples_add(&s, i, i > 0 ? sq->square[i] : NAN, i == 2);
	figure_curve(g, &s, INK_SPECIALIST, FIGURE_SOLID, 's', "square");
	figure_mark(g, FIGURE_POINT, 4, sq->square[4], '@');
	figure_plot(g, "");
	figure_end(g);
}

static const struct lab_ops squares = { .alloc = squares_alloc, .free = squares_free,
	.reset = squares_reset, .step = squares_step, .progress = squares_progress,
	.holds = squares_hold };

static const struct view_info toy = {
	.id = VIEWS,
	.name = "toy",
	.label = "Toy",
	.min_rows = SQUARES,
	.draw = toy_draw,
	.sheet = toy_sheet,
	.figure = toy_figure,
	.lab = &squares,
	.axes = 1,
};

/* ---- the tests ---------------------------------------------------------------- */

static void open_game(struct scenario *s)
{
	static const char text[] = "[scenario]\ntitle = It's a toy\n[generalist]\n"
		"cost.scale = 3\n[specialist law]\n";
	struct error_list errors;

	CU_ASSERT_EQUAL_FATAL(scenario_parse("toy.ini", text, sizeof text - 1, s, &errors),
		STATUS_OK);
}

/* A slice at a time, begun again, exchanged for another kind and back. */
static void test_lab(void)
{
	static const struct lab_ops other = { .alloc = squares_alloc, .free = squares_free,
		.reset = squares_reset, .step = squares_step, .progress = squares_progress };
	struct lab lab = { 0 };
	struct scenario s;
	struct error err;
	struct lab_plan plan = { .scenario = &s };
	void *work;

	open_game(&s);
	CU_ASSERT_EQUAL(lab_axis(&s, 0, 0, &plan.axis[0], &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(lab_reset(&lab, toy.lab, &plan, &err), STATUS_OK);
	for (int i = 1; i < SQUARES; i++) {
		CU_ASSERT_TRUE(lab_step(&lab, 0));
		CU_ASSERT_EQUAL(lab_progress(&lab), (double)i / SQUARES);
	}
	CU_ASSERT_FALSE(lab_step(&lab, 0));
	CU_ASSERT_EQUAL(((struct squares *)lab.work)->square[4], 3 * 16);
	CU_ASSERT_FALSE(lab_holds(&lab, &plan));
	plan.room.w = SQUARES;
	CU_ASSERT_TRUE(lab_holds(&lab, &plan));
	work = lab.work;
	CU_ASSERT_EQUAL(lab_reset(&lab, toy.lab, &plan, &err), STATUS_OK);
	CU_ASSERT_EQUAL(lab_progress(&lab), 0);
	CU_ASSERT_PTR_EQUAL(lab.work, work);
	CU_ASSERT_EQUAL(lab_reset(&lab, &other, &plan, &err), STATUS_OK);
	CU_ASSERT_PTR_EQUAL(lab.ops, &other);
	CU_ASSERT_EQUAL(living, 1);
	plan.room.w = 0;
	CU_ASSERT_TRUE(lab_holds(&lab, &plan)); /* it does not say otherwise */
	CU_ASSERT_EQUAL(param_set(&s, &plan.axis[0], 0, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(lab_reset(&lab, toy.lab, &plan, &err), STATUS_INPUT);
	CU_ASSERT_STRING_EQUAL(err.text, "nothing to scale by");
	lab_free(&lab);
	lab_free(&lab);
	CU_ASSERT_EQUAL(living, 0);
	scenario_free(&s);
}

/* Every format, to the byte. */
static void test_formats(void)
{
	static const char *const wanted[REPORT_VIEW_FORMATS] = {
		[REPORT_CSV] = "side,square,square_word\n0,,\"even\"\n1,3,\"odd\"\n2,12,\"even\"\n"
			"3,27,\"odd\"\n4,48,\"even\"\n",
		[REPORT_JSON] = "{\"scenario\":\"a/\\\"b\",\"title\":\"It's a toy\",\"view\":\"toy\","
			"\"rows\":[\n{\"side\":0,\"square\":null,\"square_word\":\"even\"},\n"
			"{\"side\":1,\"square\":3,\"square_word\":\"odd\"},\n"
			"{\"side\":2,\"square\":12,\"square_word\":\"even\"},\n"
			"{\"side\":3,\"square\":27,\"square_word\":\"odd\"},\n"
			"{\"side\":4,\"square\":48,\"square_word\":\"even\"}\n]}\n",
		[REPORT_GNUPLOT] = "# gnuplot -p THIS_FILE\nset encoding utf8\n"
			"set termoption noenhanced\n"
			"set key outside top center horizontal samplen 2 font ',11'\n"
			"set tics out nomirror\nset border 3\nset rmargin 4\n"
			"set label 1 '@ the last' at screen 0.5, character 1 center font ',10'\n"
			"set multiplot layout 1,1 title 'It' . \"'\" . 's a toy: Toy' . \"\\n\" . '' . \"\\n \"\n"
			"$b1 << END\n1 3\n2 12\n\n3 27\n4 48\nEND\n"
			"set bmargin 6\nset title ''\n"
			"set xrange [0:5]\nunset logscale x\nset xlabel 'side'\n"
			"set yrange [1:100]\nset logscale y\nset ylabel 'it' . \"'\" . 's square'\n"
			"set ytics (1, 10, 100)\n"
			"low = 1; high = 100\n"
			"$b2 << END\n4 48 \"@\"\nEND\n$b3 << END\n4 48 \"s\"\nEND\n"
			"plot $b1 with lines lw 2 lc rgb '#d55e00' title 's square', \\\n"
			"\t$b2 using 1:2:3 with labels point pt 7 ps 0.6 lc rgb '#000000' "
			"offset 0,0.8 font ',13' notitle, \\\n"
			"\t$b3 using 1:2:3 with labels left offset 0.7,0 notitle\n"
			"unset label 1\nunset multiplot\n",
	};
	struct lab lab = { 0 };
	struct scenario s;
	struct lab_plan plan = { .scenario = &s };
	struct view_model m = { .scenario = &s };
	const struct export x = { .view = &toy, .model = &m, .name = "a/\"b", .cols = 60,
		.rows = 16 };
	char *text;

	open_game(&s);
	CU_ASSERT_EQUAL(lab_axis(&s, 0, 0, &plan.axis[0], NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(lab_reset(&lab, toy.lab, &plan, NULL), STATUS_OK);
	CU_ASSERT_FALSE(lab_step(&lab, -1));
	m.lab = lab.work;
	for (int f = 0; f < REPORT_VIEW_FORMATS; f++) {
		CU_ASSERT_EQUAL_FATAL(export_write(&x, (enum report_format)f, &text, NULL),
			STATUS_OK);
		if (wanted[f])
			CU_ASSERT_STRING_EQUAL(text, wanted[f]);
		if (f == REPORT_TEXT) {
			CU_ASSERT_PTR_NOT_NULL(strstr(text, "\n4: 48\n"));
		}
		free(text);
	}
	lab_free(&lab);
	scenario_free(&s);
}

static void test_endings(void)
{
	static const struct { const char *path; int format; } of[] = {
		{ "a.txt", REPORT_TEXT }, { "b/a.csv", REPORT_CSV }, { "a.b.json", REPORT_JSON },
		{ "a.gp", REPORT_GNUPLOT }, { "a.gnuplot", REPORT_GNUPLOT },
		{ "a.plt", REPORT_GNUPLOT }, { "a.svg", REPORT_SVG }, { "a.pdf", REPORT_PDF },
		{ "a.png", REPORT_PNG }, { "a.html", REPORT_HTML }, { "a.ans", REPORT_ANSI },
		{ ".csv", -1 }, { "a.ini", -1 }, { "csv", -1 },
		{ "", -1 } };

	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		CU_ASSERT_EQUAL(export_format_of(of[i].path), of[i].format);
}

void suite_view_row(void)
{
	CU_pSuite s = CU_add_suite("view_row", NULL, NULL);

	CU_add_test(s, "a lab of its own", test_lab);
	CU_add_test(s, "a drawing and a sheet of its own", test_formats);
	CU_add_test(s, "endings of files", test_endings);
}
