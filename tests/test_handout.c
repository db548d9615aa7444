/* Views as files that others read: running a program for it, colours as escapes and as
 * HTML, pictures by gnuplot, and who may not have them. */
#include "child.h"
#include "drive.h"
#include "pictured.h"

#include "ui/handout.h"
#include "ui/process.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- programs -------------------------------------------------------------------- */

static void test_find(void)
{
	char directory[] = "/tmp/haggle-test-XXXXXX", file[100], path[100], found[200];
	char *old = getenv("PATH") ? strdup(getenv("PATH")) : NULL;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	snprintf(file, sizeof file, "%s/haggle-tool", directory);
	fclose(fopen(file, "w"));
	snprintf(path, sizeof path, "no/such:.::%s", directory);
	setenv("PATH", path, 1);
	CU_ASSERT_FALSE(process_find("haggle-tool", found, sizeof found)); /* not a program */
	CU_ASSERT_EQUAL(chmod(file, 0755), 0);
	CU_ASSERT_TRUE(process_find("haggle-tool", found, sizeof found));
	CU_ASSERT_STRING_EQUAL(found, file);
	CU_ASSERT_FALSE(process_find("haggle-tool", found, strlen(file))); /* no room */
	CU_ASSERT_FALSE(process_find("haggle-tools", found, sizeof found));
	/* where one happens to be does not count */
	snprintf(path, sizeof path, ":../../../../../../../../../..%s:", directory);
	setenv("PATH", path, 1);
	snprintf(path, sizeof path, "../../../../../../../../../..%s/haggle-tool", directory);
	CU_ASSERT_EQUAL(access(path, X_OK), 0);
	CU_ASSERT_FALSE(process_find("haggle-tool", found, sizeof found));
	unsetenv("PATH");
	CU_ASSERT_TRUE(process_find("sh", found, sizeof found));
	if (old)
		setenv("PATH", old, 1);
	free(old);
	unlink(file);
	rmdir(directory);
}

static enum status run_sh(const char *script, const char *input, double seconds,
	struct process_result *r, struct error *err)
{
	const char *const argv[] = {"/bin/sh", "-c", script, NULL};

	*r = (struct process_result){0};
	return process_run(argv, input, seconds, r, err);
}

static void test_run(void)
{
	const char *const nothing[] = {"/no/such/program", NULL};
	size_t size = 3 << 20;
	char *input = malloc(size + 1);
	struct process_result r;
	struct error err;

	CU_ASSERT_PTR_NOT_NULL_FATAL(input);
	memset(input, 'x', size);
	input[size] = '\0';
	CU_ASSERT_EQUAL_FATAL(run_sh("cat", input, 60, &r, &err), STATUS_OK);
	CU_ASSERT_EQUAL(r.status, 0);
	CU_ASSERT(r.length == size && !memcmp(r.out, input, size));
	CU_ASSERT_STRING_EQUAL(r.said, "");
	free(r.out);
	/* it need not take what it is given */
	CU_ASSERT_EQUAL_FATAL(run_sh("exec 0<&-; echo a >&2; echo '  no such thing ' >&2; echo >&2; "
		"printf b; exit 3", input, 60, &r, &err), STATUS_OK);
	CU_ASSERT_EQUAL(r.status, 3);
	CU_ASSERT(r.length == 1 && r.out[0] == 'b');
	CU_ASSERT_STRING_EQUAL(r.said, "no such thing");
	free(r.out);
	CU_ASSERT_EQUAL_FATAL(run_sh("kill -9 $$", "", 60, &r, &err), STATUS_OK);
	CU_ASSERT_EQUAL(r.status, 128 + 9);
	free(r.out);
	CU_ASSERT_EQUAL(run_sh("exec sleep 1000", "", 0.05, &r, &err), STATUS_SYSTEM);
	CU_ASSERT_STRING_EQUAL(err.text, "/bin/sh takes too long");
	CU_ASSERT_EQUAL(process_run(nothing, "", 60, &r, &err), STATUS_SYSTEM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "/no/such/program cannot be started: "));
	free(input);
}

/* ---- colours ---------------------------------------------------------------------- */

/* The text without what lies between `from` and `to`, in place. */
static void strip(char *text, char from, char to)
{
	char *out = text;

	for (char *at = text; *at; at++) {
		if (*at != from) {
			*out++ = *at;
			continue;
		}
		while (*at && *at != to)
			at++;
		if (!*at)
			break;
	}
	*out = '\0';
}

static char *dressed(const struct canvas *c, bool html)
{
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	if (html)
		handout_html(c, "a < b & \"c\"", "said", "caption", f);
	else
		handout_ansi(c, f);
	fclose(f);
	return text;
}

/* Without their colours both are the canvas; what HTML would take for its own is not. */
static void test_dressed(void)
{
	struct canvas c;
	char *plain, *ansi, *html;

	CU_ASSERT_EQUAL_FATAL(canvas_init(&c, 30, 4, NULL), STATUS_OK);
	canvas_text(&c, 0, 0, 30, INK_TITLE, "title");
	canvas_text(&c, 3, 1, 30, INK_GENERALIST, "gg \xE2\xA0\xBF \xE8\xA1\x8C");
	canvas_text(&c, 12, 1, 30, INK_PARETO, "oo");
	canvas_text(&c, 1, 3, 30, INK_SHADE3, "a+b");
	CU_ASSERT_EQUAL_FATAL(canvas_to_text(&c, &plain, NULL), STATUS_OK);
	ansi = dressed(&c, false);
	CU_ASSERT_PTR_NOT_NULL(strstr(ansi, "\033[0;38;5;31mgg"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ansi, "\033[0m  oo"));
	strip(ansi, '\033', 'm');
	CU_ASSERT_STRING_EQUAL(ansi, plain);
	canvas_text(&c, 5, 3, 30, INK_TEXT, "<&>");
	html = dressed(&c, true);
	CU_ASSERT_PTR_NOT_NULL(strstr(html, "<title>a &lt; b &amp; &quot;c&quot;</title>"));
	CU_ASSERT_PTR_NOT_NULL(strstr(html, "<p>said</p>"));
	CU_ASSERT_PTR_NOT_NULL(strstr(html, "</span> &lt;&amp;&gt;\n"));
	CU_ASSERT_PTR_NULL(strstr(html, "\033"));
	strip(html, '<', '>');
	CU_ASSERT_PTR_NOT_NULL(strstr(html, "\ntitle\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(html, "   gg \xE2\xA0\xBF \xE8\xA1\x8C"));
	free(plain);
	free(ansi);
	free(html);
	canvas_free(&c);
}

/* ---- haggle plot ----------------------------------------------------------------------- */

static bool shell(const char *script, const char *wanted)
{
	return child_ends(script, 0, wanted, NULL);
}

#define IN_DIRECTORY "d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; "

static void test_pictures(void)
{
	static const char *const of[][2] = {{"svg", "<?xml"}, {"pdf", "%PDF"}, {"png", "PNG"}};
	bool have = have_gnuplot();

	for (size_t i = 0; have && i < sizeof of / sizeof *of; i++) {
		char script[400];

		snprintf(script, sizeof script, IN_DIRECTORY "\"$HAGGLE\" plot -o \"$d/x.%s\" "
			"squeeze && head -c 5 \"$d/x.%s\" && ls -A \"$d\" | wc -l", of[i][0],
			of[i][0]);
		CU_ASSERT_TRUE(shell(script, of[i][1]));
		snprintf(script, sizeof script, "\"$HAGGLE\" plot --format=%s --view=map squeeze"
			" | head -c 5", of[i][0]);
		CU_ASSERT_TRUE(shell(script, of[i][1]));
	}
	CU_ASSERT_TRUE(shell(IN_DIRECTORY "\"$HAGGLE\" plot -o \"$d/x.html\" squeeze && cat \"$d/x.html\"",
		"@ now</p>"));
	CU_ASSERT_TRUE(shell("\"$HAGGLE\" plot --format=ansi squeeze", "\033["));
	CU_ASSERT_TRUE(shell(IN_DIRECTORY "\"$HAGGLE\" plot --format=csv -o \"$d/x\" squeeze && cat \"$d/x\"",
		"delta,"));
}

/* Without gnuplot, or with one that fails, one sentence says so and an old file stays. */
static void test_refusals(void)
{
	static const struct { const char *command, *said; int status; } of[] = {
		{"PATH=/nowhere \"$HAGGLE\" plot -o \"$d/x.svg\" squeeze",
			"haggle: squeeze: a .svg is drawn by gnuplot, which is not installed", 4},
		{"printf '#!/bin/sh\\necho line 1: wrong >&2\\nexit 1\\n' >\"$d/gnuplot\"; "
		 "chmod +x \"$d/gnuplot\"; PATH=$d:$PATH \"$HAGGLE\" plot -o \"$d/x.svg\" squeeze",
			"haggle: squeeze: gnuplot draws no .svg: line 1: wrong\n", 4},
		{"\"$HAGGLE\" plot -o \"$d/x.foo\" squeeze", "x.foo is an unknown kind of file: end its name in .txt .csv ", 2},
		{"\"$HAGGLE\" plot -o \"$d/no/x.html\" squeeze", "/no/x.html: cannot be written", 4},
		{"\"$HAGGLE\" --restricted plot -o \"$d/x.txt\" squeeze",
			"--restricted writes no file", 1},
		{"\"$HAGGLE\" --restricted plot --format=png squeeze",
			"--restricted runs no other program, and a .png is drawn by gnuplot", 1},
	};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		char script[600];

		snprintf(script, sizeof script, IN_DIRECTORY "echo old >\"$d/x.svg\"; (%s) 2>&1; "
			"echo \"status $?\"; cat \"$d/x.svg\"", of[i].command);
		CU_ASSERT_TRUE(shell(script, of[i].said));
		snprintf(script + strlen(script), sizeof script - strlen(script), " | grep -qx old");
		CU_ASSERT_TRUE(shell(script, NULL));
		snprintf(script, sizeof script, IN_DIRECTORY "(%s) 2>&1; echo \"status $?\"",
			of[i].command);
		CU_ASSERT_TRUE(shell(script, (char[]){'s', 't', 'a', 't', 'u', 's', ' ',
			(char)('0' + of[i].status), '\0'}));
	}
	CU_ASSERT_TRUE(shell("\"$HAGGLE\" --restricted plot --format=html squeeze", "<!DOCTYPE html>"));
}

/* ---- the explorer ------------------------------------------------------------------------- */

/* What a lesson keeps hidden is not exported either. */
static void test_hidden(void)
{
	static const char lesson[] = "[scenario]\ntitle = T\n[specialist law]\n"
		"[lesson]\ntitle = S\ntext = T\nhide = yes\nquestion = Q\nchoice = A\n"
		"choice = B\nanswer = 1\nreveal = R\n";
	struct written w;
	struct explorer e;
	struct error err;
	struct stat st;

	written_begin(&w, "v.html");
	drive_start_text(&e, lesson);
	CU_ASSERT_EQUAL(export_check(&e, w.path, &err), STATUS_INPUT);
	CU_ASSERT_STRING_EQUAL(err.text, "nothing is exported before the answer is shown");
	CU_ASSERT_EQUAL(export_view(&e, w.path, &err), STATUS_INPUT);
	CU_ASSERT_NOT_EQUAL(stat(w.path, &st), 0);
	drive_press(&e, ' ');
	drive_press(&e, K_ESC); /* letters are commands again */
	export_keys(&e, w.path);
	drive_export(&e);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.message, "written: "));
	CU_ASSERT(stat(w.path, &st) == 0 && st.st_size > 1000);
	unlink(w.path);
	explorer_free(&e);
	written_end(&w);
}

void suite_handout(void)
{
	CU_pSuite s = CU_add_suite("handout", NULL, NULL);

	CU_add_test(s, "programs found", test_find);
	CU_add_test(s, "programs run", test_run);
	CU_add_test(s, "text with its colours", test_dressed);
	CU_add_test(s, "pictures", test_pictures);
	CU_add_test(s, "refusals, and old files stay", test_refusals);
	CU_add_test(s, "what is hidden is not exported", test_hidden);
}
