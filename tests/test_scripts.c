/* The checks that are shell scripts, run with the program under test: each
 * holds where it should and, where a breach can be made, breaks where it must.
 * A script that cannot be run here exits 77, and why is printed. */
#include "child.h"
#include "skip.h"

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define SKIPPED 77

/* What a script says for why it cannot be run, without the word "skipped" before it. */
static const char *without_word(char *said)
{
	char *colon = strstr(said, ": ");
	said[strcspn(said, "\n")] = '\0';
	return colon ? colon + 2 : said;
}

/* Runs a script; true where it found all well, or could not be run. */
static bool holds(const char *script)
{
	struct child ran;
	child_shell(&ran, script);
	bool well = ran.status == 0 || ran.status == SKIPPED;
	if (!well)
		fprintf(stderr, "\nstatus %d of: %s\n%s%s", ran.status, script, ran.out, ran.err);
	else if (ran.status == SKIPPED)
		skip(without_word(ran.out));
	child_free(&ran);
	return well;
}

static int status_of(const char *script)
{
	struct child ran;
	child_shell(&ran, script);
	int status = ran.status;
	child_free(&ran);
	return status;
}

/* A tree of three files that keep to the rule, and one line more in one of them. */
static bool tree_holds(const char *file, const char *line)
{
	char script[1024];
	snprintf(script, sizeof script,
		"set -e; here=$PWD; d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; cd \"$d\"\n"
		"mkdir -p include/base include/view src/base src/view src/ui\n"
		"echo '#include <stdio.h>' >src/base/num.c\n"
		"echo '#include \"base/num.h\"' >src/view/plot.c\n"
		"echo '#include <ncurses.h>' >src/ui/term.c\n"
		"printf '%%s\\n' '%s' >>%s\n"
		"sh \"$here/tests/check-layers.sh\" >/dev/null 2>&1", line, file);
	return status_of(script) == 0;
}

static void test_layers(void)
{
	CU_ASSERT_TRUE(holds("sh tests/check-layers.sh"));
	CU_ASSERT_TRUE(tree_holds("src/view/plot.c", "#include \"solver/outcome.h\""));
	CU_ASSERT_TRUE(tree_holds("src/ui/term.c", "setlocale(LC_CTYPE, \"\");"));
	CU_ASSERT_FALSE(tree_holds("src/base/num.c", "#include \"model/game.h\""));
	CU_ASSERT_FALSE(tree_holds("src/base/num.c", "  #  include \"../view/plot.h\""));
	CU_ASSERT_FALSE(tree_holds("include/view/plot.h", "#include \"ui/term.h\""));
	CU_ASSERT_FALSE(tree_holds("src/view/plot.c", "#include <ncursesw/curses.h>"));
	CU_ASSERT_FALSE(tree_holds("src/ui/frame.c", "#include <curses.h>"));
	CU_ASSERT_FALSE(tree_holds("src/ui/frame.c", "#include <term.h>"));
	CU_ASSERT_FALSE(tree_holds("src/ui/term.h", "#include <curses.h>"));
	CU_ASSERT_TRUE(tree_holds("src/ui/term_draw.c", "#include <curses.h>"));
	CU_ASSERT_FALSE(tree_holds("src/ui/term.c", "setlocale(LC_ALL, \"\");"));
	CU_ASSERT_FALSE(tree_holds("src/view/plot.c", "setlocale(LC_CTYPE, \"\");"));
}

/* Sanitizers and coverage bring calls and state that are not ours. */
static void test_library(void)
{
	CU_ASSERT_TRUE(holds("lib=${HAGGLE%/*}/libhaggle.a\n"
			     "if nm \"$lib\" | grep -qE '__(asan|tsan|ubsan|gcov|llvm)_'; then\n"
			     "echo 'skipped: instrumented'; exit 77; fi\n"
			     "sh tests/check-library.sh \"$lib\""));
	CU_ASSERT_EQUAL(status_of("d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT\n"
				  "echo 'int next(void); int next(void) { static int n; return ++n; }'"
				  " | cc -x c -c -o \"$d/x.o\" - && ar rcs \"$d/x.a\" \"$d/x.o\""
				  " || exit 99\nsh tests/check-library.sh \"$d/x.a\""), 1);
}

static void test_circles(void)
{
	CU_ASSERT_TRUE(holds("dir=${HAGGLE%/*}\n"
			     "if nm \"$dir/libhaggle.a\" | grep -qE '__(asan|tsan|ubsan|gcov|llvm)_'; then\n"
			     "echo 'skipped: instrumented'; exit 77; fi\n"
			     "sh tests/check-circles.sh \"$dir/src\""));
	CU_ASSERT_EQUAL(status_of("d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT\n"
				  "for f in a:b b:c c:a; do\n"
				  "echo \"void in_${f#?:}(void); void in_${f%:?}(void);"
				  " void in_${f%:?}(void) { in_${f#?:}(); }\""
				  " | cc -x c -c -o \"$d/${f%:?}.o\" - || exit 99\n"
				  "done\nsh tests/check-circles.sh \"$d\""), 1);
}

/* What rounds as it likes is refused by the compiler, not found out by users. */
static void test_fast_math(void)
{
	CU_ASSERT_TRUE(holds("echo '#include \"base/num.h\"' | cc -std=c11 -O2 -Iinclude -fsyntax-only -x c -"));
	CU_ASSERT_EQUAL(status_of("echo '#include \"base/num.h\"' |"
				  " cc -std=c11 -Ofast -Iinclude -fsyntax-only -x c - 2>&1 | grep -q 'Ofast\\|fast-math'"), 0);
}

static void test_parallel(void)
{
	CU_ASSERT_TRUE(holds("sh tests/parallel.sh \"$HAGGLE\""));
}

static void test_completion(void)
{
	CU_ASSERT_TRUE(holds("bash tests/completion.sh \"$HAGGLE\""));
}

static void test_install(void)
{
	CU_ASSERT_TRUE(holds("sh tests/install.sh \"$HAGGLE\""));
}

/* A short form of `make torture`. */
static void test_torture(void)
{
	CU_ASSERT_TRUE(holds("QUICK=1 sh tests/torture.sh \"${HAGGLE%/*}\""));
}

void suite_scripts(void)
{
	CU_pSuite s = CU_add_suite("scripts", NULL, NULL);
	CU_add_test(s, "layers", test_layers);
	CU_add_test(s, "library", test_library);
	CU_add_test(s, "circles", test_circles);
	CU_add_test(s, "fast mathematics are refused", test_fast_math);
	CU_add_test(s, "GNU parallel", test_parallel);
	CU_add_test(s, "completion", test_completion);
	CU_add_test(s, "install and uninstall", test_install);
	CU_add_test(s, "torture, in short", test_torture);
}
