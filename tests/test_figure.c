/* The gnuplot scripts of the views: what is in them, and that the real gnuplot draws them
 * without a word. */
#include "child.h"
#include "drive.h"
#include "pictured.h"

#include "base/num.h"

#include <CUnit/CUnit.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The script of a view, malloced; NULL where there is none. */
static char *script_of(const char *view, const char *arguments)
{
	char command[600];
	struct child ran;
	char *script;

	snprintf(command, sizeof command, "\"$HAGGLE\" plot --format=gnuplot --view=%s %s", view,
		arguments);
	child_shell(&ran, command);
	if (ran.status != 0 || ran.err[0])
		fprintf(stderr, "\n%s: %d %s", command, ran.status, ran.err);
	script = ran.status == 0 ? strdup(ran.out) : NULL;
	child_free(&ran);
	return script;
}

/* What gnuplot makes of it as SVG, malloced; NULL where it has anything to complain of. */
static char *drawn(const char *script, const char *what)
{
	static const char set[] = "set terminal svg\n";
	static const char *const argv[] = { "gnuplot", "-d", NULL };
	char *input = malloc(strlen(script) + sizeof set), *out = NULL;
	struct child ran;

	CU_ASSERT_PTR_NOT_NULL_FATAL(input);
	sprintf(input, "%s%s", set, script);
	child_run(&ran, argv, NULL, input);
	if (ran.status != 0 || ran.err[0])
		fprintf(stderr, "\ngnuplot on %s: %d %s", what, ran.status, ran.err);
	else if (!strncmp(ran.out, "<?xml", 5) && strstr(ran.out, "</svg>"))
		out = strdup(ran.out);
	child_free(&ran);
	free(input);
	return out;
}

static void check_drawn(const char *view, const char *arguments)
{
	char *script = script_of(view, arguments), *svg = script ? drawn(script, arguments) : NULL;

	CU_ASSERT_PTR_NOT_NULL(svg);
	free(svg);
	free(script);
}

/* Each preset of a kind, every view; by every solution where there is no agreement;
 * several shares; a parameter without effect, at which all is flat. */
static void test_gnuplot_draws_all(void)
{
	static const char *const games[] = { "costly-specialist", "flip", "two-frontiers",
		"three-domains", "squeeze",
		"--set medicine.outside=9 symmetric",
		"--set generalist.cost.scale=1e9 --set medicine.cost.scale=1e9 symmetric",
		"--x=medicine.weight symmetric", "--set delta=0 symmetric" };

	if (!have_gnuplot())
		return;
	for (size_t i = 0; i < sizeof games / sizeof *games; i++)
		for (int v = 0; v < VIEW_PATHS; v++)
			check_drawn(view_name[v], games[i]);
	for (int v = 0; v < VIEWS; v++)
		check_drawn(view_name[v], "both-floors");
	check_drawn("paths", "three-labs");
	check_drawn("paths", "--set regulation.floor.specialists=9 weak-floor");
	check_drawn("overview", "--set share=separate three-domains");
	for (int i = 2; i <= RESPONSE_STEPS; i++) {
		char arguments[40];

		snprintf(arguments, sizeof arguments, "--step=%d squeeze", i);
		check_drawn("response", arguments);
	}
}

static void test_gnuplot_draws_quantities(void)
{
	static const char *const shown[] = { "utility", "share", "regime", "joint", "efficiency",
		"level", "investment" };

	if (!have_gnuplot())
		return;
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		char arguments[100];

		snprintf(arguments, sizeof arguments, "--size=40x12 --show=%s free-rider", shown[i]);
		check_drawn("statics", arguments);
		check_drawn("map", arguments);
	}
}

/* ---- what is in it -------------------------------------------------------------------- */

static bool has(const char *text, const char *part)
{
	bool found = text && strstr(text, part);

	if (!found)
		fprintf(stderr, "\nthere is no %s", part);
	return found;
}

/* By the closed forms of the quadratic game: shares 0.6911 and 0.8, the Pareto set from 3/7. */
static void test_what_is_in_it(void)
{
	static const struct { const char *view, *part; } wanted[] = {
		{ "utilities", "'A costly specialist: Utilities'" },
		{ "utilities", "share 0.6911" },
		{ "utilities", "83% of first best" },
		{ "utilities", "set xlabel 'share of " },
		{ "utilities", "set ylabel 'utility'" },
		{ "utilities", " \"@N\"\n" },
		{ "utilities", " \"V\"\n" },
		{ "utilities", "title 'joint, Pareto set'" },
		{ "utilities", "\n1 0 \"m\"\n" },
		{ "frontier", "set xlabel 'utility of g Generalist'" },
		{ "frontier", "title 'Pareto set'" },
		{ "frontier", "title 'not Pareto'" },
		{ "frontier", "\n0 0 \"x\"\n" },
		{ "investment", "title 'contribute'" },
		{ "investment", "set ylabel 'level'" },
		{ "response", "set xlabel 'level of g'" },
		{ "functions", "title 'r revenue'" },
		{ "statics", "\n1 0 \"@\"\n" },
		{ "map", "set cblabel 'share of " },
		{ "map", "\n1 4 \"@\"\n" },
		{ "solutions", "0 \"V\\n0.8000\\n84%\"" },
		{ "solutions", "1 \"@N\\n0.6911\\n83%\"" },
	};

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		char *script = script_of(wanted[i].view, "costly-specialist");

		CU_ASSERT_TRUE(has(script, wanted[i].part));
		free(script);
	}
}

/* Reads a line of two numbers; false for any other. */
static bool read_point(const char *line, double *x, double *y)
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX], end = '\0';

	return *line != '\n' && sscanf(line, "%31s%*[ ]%31s%c", a, b, &end) >= 2 && end == '\n' && num_parse(a, x)
		&& num_parse(b, y);
}

/* Pairs of points next to each other that are all but above one another, and far apart. */
static int bridges(const char *script)
{
	double x, y, last_x = NAN, last_y = NAN;
	int count = 0;

	for (const char *line = script; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		bool point = read_point(line, &x, &y);

		count += point && fabs(x - last_x) < 1e-6 && fabs(y - last_y) > 0.05;
		last_x = point ? x : NAN;
		last_y = point ? y : NAN;
	}
	return count;
}

static void test_jumps_are_open(void)
{
	static const char *const views[] = { "overview", "utilities", "investment" };
	static const char joined[] = "0 0\n0.5 1\n0.5 2\n", open[] = "0 0\n0.5 1\n\n0.5 2\n";

	CU_ASSERT_EQUAL(bridges(joined), 1);
	CU_ASSERT_EQUAL(bridges(open), 0);
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		char *script = script_of(views[i], "flip");

		CU_ASSERT_PTR_NOT_NULL_FATAL(script);
		CU_ASSERT_EQUAL(bridges(script), 0);
		free(script);
	}
}

/* ---- exported from the explorer ----------------------------------------------------------- */

/* With something pinned, and names that no script should take for its own. */
static void test_pinned(void)
{
	static const char hostile[] = "[scenario]\ntitle = It's `ls` \"$b\" @ {_x} \\n\n"
		"[generalist]\nname = O'G \"ls\"\n[specialist law]\nname = '; exit #\n";
	struct written w;
	bool gnuplot = have_gnuplot();
	struct explorer e;

	written_begin(&w, "v.gp");
	drive_start_text(&e, hostile);
	drive_act(&e, ACTION_PIN);
	drive_go(&e, "law.cost.scale");
	drive_act(&e, ACTION_COARSE_UP);
	for (int v = 0; v < VIEW_PATHS; v++) {
		char *script, *svg;

		drive_press(&e, '1' + v);
		export_keys(&e, w.path);
		drive_export(&e);
		script = written_take(&w);
		CU_ASSERT(v == VIEW_MAP || v == VIEW_SOLUTIONS || has(script, "dt 2"));
		svg = gnuplot ? drawn(script, view_name[v]) : NULL;
		CU_ASSERT(!gnuplot || has(svg, "It's `ls` \"$b\" @ {_x} \\n: "));
		free(svg);
		free(script);
	}
	explorer_free(&e);
	written_end(&w);
}

void suite_figure(void)
{
	CU_pSuite s = CU_add_suite("figure", NULL, NULL);

	CU_add_test(s, "gnuplot draws every view", test_gnuplot_draws_all);
	CU_add_test(s, "gnuplot draws every quantity", test_gnuplot_draws_quantities);
	CU_add_test(s, "titles, letters, axes", test_what_is_in_it);
	CU_add_test(s, "jumps are open", test_jumps_are_open);
	CU_add_test(s, "pinned, with names of any kind", test_pinned);
}
