/* The commands that the manual and README print as examples, run as they stand there, but
 * for the numbers of points, which are made few: they must end well and say something. */
#include "child.h"
#include "pictured.h"

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE 4000

static const char *const runs[] = {"haggle solve ", "haggle plot ", "haggle sweep ",
	"haggle lesson ", "haggle axioms ", "haggle check ", "haggle presets\n", "printf "};

/* Those that are not run here, each with what does run it, or why nothing can. */
static const struct {
	const char *start, *instead;
} elsewhere[] = {
	{"haggle room serve ", "test_room_terminal.c: it stays, and needs a directory"},
	{"haggle room lead ", "test_room_terminal.c, in a terminal"},
	{"haggle room join ", "test_room_terminal.c, in a terminal"},
	{"haggle presets --presets=/srv/haggle", "test_cli.c, in directories of its own"},
	{"parallel ", "parallel.sh, where there is GNU parallel"},
	{"groupadd ", "nothing: it changes the accounts of the host"},
	{"useradd ", "nothing: it changes the accounts of the host"},
	{"passwd ", "nothing: it asks for a password"},
	{"install ", "nothing: it writes where only root may"},
	{"su ", "ssh-class.sh, as who is there: it needs a teacher's account"},
	{"ssh ", "make check-ssh, with an sshd of its own"},
	{"sftp ", "make check-ssh, with an sshd of its own"},
};

static bool is_elsewhere(const char *line)
{
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
		if (!strncmp(line, elsewhere[i].start, strlen(elsewhere[i].start)))
			return true;
	return false;
}

static bool is_run(const char *line)
{
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		if (!strncmp(line, runs[i], strlen(runs[i])))
			return true;
	return false;
}

/* The count of each "0.1:10:200" becomes 3. */
static void make_few(char *command)
{
	for (char *at = command; (at = strstr(at, "--vary ")); at++) {
		char *colon = strchr(at, ':'), *count = colon ? strchr(colon + 1, ':') : NULL;
		size_t digits = count ? strspn(count + 1, "0123456789") : 0;

		if (digits == 0)
			continue;
		count[1] = '3';
		memmove(count + 2, count + 1 + digits, strlen(count + 1 + digits) + 1);
	}
}

/* The command that begins at *at, its lines joined, without mdoc's \e; *at is then behind it. */
static void take_command(const char **at, char *out, size_t size)
{
	size_t n = 0;

	for (bool more = true; more && n + 2 < size;) {
		const char *end = *at + strcspn(*at, "\n");

		while (*at < end && n + 2 < size) {
			if (!strncmp(*at, "\\e", 2)) {
				out[n++] = '\\';
				*at += 2;
			} else {
				out[n++] = *(*at)++;
			}
		}
		more = n > 0 && out[n - 1] == '\\';
		out[n++] = '\n';
		*at += **at == '\n';
	}
	out[n] = '\0';
}

static void run(const char *page, const char *command)
{
	static const char before[] = "H=$(realpath \"$HAGGLE\"); d=$(mktemp -d); cd \"$d\"\n"
		"haggle() { HAGGLE_PRESETS= \"$H\" \"$@\"; }\n";
	static const char after[] = "s=$?; cat *.csv 2>/dev/null | head -3; ls; cd /; rm -r \"$d\"; "
		"exit $s\n";
	char script[2 * LINE];
	struct child ran;

	snprintf(script, sizeof script, "%s%s%s", before, command, after);
	child_shell(&ran, script);
	if (ran.status || !*ran.out || *ran.err)
		fprintf(stderr, "%s: %sends with %d: %s\n", page, command, ran.status, ran.err);
	CU_ASSERT_EQUAL(ran.status, 0);
	CU_ASSERT_STRING_EQUAL(ran.err, "");
	CU_ASSERT_TRUE(*ran.out != '\0');
	child_free(&ran);
}

/* A block of commands has nothing else in it: what is neither run nor known to be run
 * elsewhere was forgotten. Returns how many commands were passed by. */
static int check_blocks(const char *page, const char *text)
{
	bool literal = false, first = true, commands = false, more = false;
	int passed = 0;

	for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
		size_t n = strcspn(at, "\n");
		bool fence = !strncmp(at, "```", 3);

		if (!strncmp(at, ".Bd -literal", 12) || (fence && !literal)) {
			literal = first = true;
			continue;
		}
		if (!strncmp(at, ".Ed", 3) || fence)
			literal = false;
		if (!literal || *at == '.')
			continue;
		if (first)
			commands = is_run(at) || is_elsewhere(at);
		if (commands && !more && !is_run(at) && !is_elsewhere(at)) {
			fprintf(stderr, "%s: not run: %.*s\n", page, (int)n, at);
			CU_FAIL("an example that nothing runs");
		}
		passed += commands && !more && is_elsewhere(at);
		more = n > 0 && (at[n - 1] == '\\' || (n > 1 && !strncmp(at + n - 2, "\\e", 2)));
		first = false;
	}
	return passed;
}

/* Whether gnuplot draws what the command asks for. */
static bool is_drawn(const char *command)
{
	return strstr(command, ".pdf") || strstr(command, ".svg") || strstr(command, ".png");
}

static int run_page(const char *page, int passed)
{
	FILE *f = fopen(page, "r");
	char *text = calloc(1, 1 << 18), command[LINE];
	int count = 0;

	CU_ASSERT_TRUE_FATAL(f && text);
	CU_ASSERT_TRUE(fread(text, 1, (1 << 18) - 1, f) < (1 << 18) - 1);
	fclose(f);
	CU_ASSERT_EQUAL(check_blocks(page, text), passed);
	for (const char *at = text; *at;) {
		if (!is_run(at)) {
			at += strcspn(at, "\n");
			at += *at == '\n';
			continue;
		}
		take_command(&at, command, sizeof command);
		make_few(command);
		if (is_drawn(command) && !have_gnuplot())
			continue;
		run(page, command);
		count++;
	}
	free(text);
	return count;
}

static void test_pages(void)
{
	CU_ASSERT_TRUE(run_page("man/haggle.1", 1) >= 12);
	CU_ASSERT_TRUE(run_page("README.md", 0) >= 4);
	run_page("man/haggle-scenario.5", 0);
	run_page("man/haggle-theory.7", 0);
	run_page("man/haggle-room.1", 3);
	run_page("man/haggle-restricted.8", 15);
}

void suite_examples(void)
{
	CU_pSuite s = CU_add_suite("examples", NULL, NULL);

	CU_add_test(s, "those of manual and README run", test_pages);
}
