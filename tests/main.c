/* Runs the suites of suites.h, or those named on the command line: each in a process of its
 * own, so that one that crashes takes no other with it, and as many at once as there are
 * processors (HAGGLE_JOBS says otherwise). What a suite prints is shown when it has ended. The last
 * lines name each test that failed and where; the very last is "N passed, N failed", and
 * ", N skipped" if there are such (skip.h), counting tests. The exit status is 0 only when
 * some ran and none failed.
 *
 * HAGGLE_AGAIN=1 runs a suite that failed once more, by itself: what fails on a machine that
 * takes the processor away at the wrong moment passes then, what is wrong fails again. The last
 * lines name what failed at first all the same. */
#include "skip.h"

#include <CUnit/CUnit.h>
#include <CUnit/TestRun.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#define SUITE(name) void suite_##name(void);
#include "suites.h"
#undef SUITE

static const struct {
	const char *name;
	void (*add)(void);
} suites[] = {
#define SUITE(name) {#name, suite_##name},
#include "suites.h"
#undef SUITE
};

enum { SUITES = sizeof suites / sizeof *suites };

struct counts {
	unsigned run, failed, skipped; /* tests */
};

/* A suite's process, and what it leaves. */
struct run {
	size_t suite;
	pid_t process; /* 0: not begun, or ended */
	double begun;  /* s */
	FILE *said;    /* what it prints; NULL: straight to the runner's own output */
	FILE *counted; /* a struct counts, where it came to its end */
	FILE *failures;
	struct counts counts;
};

static FILE *failures; /* of the suite that this process runs */

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void test_begins(const CU_pTest test, const CU_pSuite suite)
{
	(void)suite;
	printf("  Test: %s ...", test->pName);
	fflush(stdout);
}

static void test_ends(const CU_pTest test, const CU_pSuite suite, const CU_pFailureRecord first)
{
	puts(first ? "FAILED" : "passed");
	for (const CU_FailureRecord *f = first; f; f = f->pNext) {
		printf("    %s:%u  - %s\n", f->strFileName, f->uiLineNumber, f->strCondition);
		fprintf(failures, "FAILED %s: %s: %s:%u  - %s\n", suite->pName, test->pName,
		        f->strFileName, f->uiLineNumber, f->strCondition);
	}
}

/* The suite's own process: its exit status is 0 where it came to its end. */
static int run_suite(const struct run *r)
{
	failures = r->failures;
	if (r->said) {
		dup2(fileno(r->said), STDOUT_FILENO);
		dup2(fileno(r->said), STDERR_FILENO);
	}
	if (CU_initialize_registry() != CUE_SUCCESS)
		return 1;
	suites[r->suite].add();
	CU_set_test_start_handler(test_begins);
	CU_set_test_complete_handler(test_ends);
	CU_ErrorCode error = CU_run_all_tests();
	struct counts counts = {
	        CU_get_number_of_tests_run(), CU_get_number_of_tests_failed(), skipped()};
	CU_cleanup_registry();
	bool told = fwrite(&counts, sizeof counts, 1, r->counted) == 1;
	return error != CUE_SUCCESS || !told;
}

/* A file that programs under test do not inherit. */
static FILE *own_file(void)
{
	FILE *f = tmpfile();
	if (f)
		fcntl(fileno(f), F_SETFD, FD_CLOEXEC);
	return f;
}

static bool begin(struct run *r, bool straight)
{
	r->failures = own_file();
	r->counted = own_file();
	r->said = straight ? NULL : own_file();
	if (!r->failures || !r->counted || (!straight && !r->said))
		return false;
	if (straight)
		printf("Suite: %s\n", suites[r->suite].name);
	fflush(NULL);
	r->begun = now();
	r->process = fork();
	if (r->process == 0)
		exit(run_suite(r));
	return r->process > 0;
}

/* Closes it; before each line comes `before`. */
static void copy(FILE *from, FILE *to, const char *before)
{
	char line[4096];
	rewind(from);
	while (fgets(line, sizeof line, from))
		fprintf(to, "%s%s", before, line);
	fclose(from);
}

/* Shows what a suite that ended has printed. One that did not come to its end counts as a
 * failure, beside those of its tests. */
static void end(struct run *r, int status)
{
	const char *name = suites[r->suite].name;
	if (r->said) {
		printf("Suite: %s\n", name);
		copy(r->said, stdout, "");
	}
	printf("  %.1f s\n", now() - r->begun);
	r->process = 0;
	rewind(r->counted);
	if (fread(&r->counts, sizeof r->counts, 1, r->counted) != 1)
		r->counts = (struct counts){0};
	fclose(r->counted);
	if (status == 0)
		return;
	r->counts.failed++;
	r->counts.run++;
	fseek(r->failures, 0, SEEK_END);
	fprintf(r->failures, "FAILED %s: did not come to its end (%s %d)\n", name,
	        WIFSIGNALED(status) ? "signal" : "status",
	        WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

static bool wait_for_one(struct run *runs, size_t n)
{
	int status;
	pid_t ended = wait(&status);
	for (size_t i = 0; i < n; i++) {
		if (ended > 0 && runs[i].process == ended) {
			end(&runs[i], status);
			return true;
		}
	}
	return false;
}

static bool run_all(struct run *runs, size_t n, size_t jobs)
{
	size_t at_work = 0;
	for (size_t begun = 0; begun < n || at_work > 0;) {
		if (begun < n && at_work < jobs) {
			if (!begin(&runs[begun++], jobs == 1))
				return false;
			at_work++;
		} else if (wait_for_one(runs, n)) {
			at_work--;
		} else {
			return false;
		}
	}
	return true;
}

/* Those that failed once more, one by one. What failed at first goes to at_first. */
static bool run_again(struct run *runs, size_t n, FILE *at_first)
{
	for (size_t i = 0; i < n; i++) {
		if (runs[i].counts.failed == 0)
			continue;
		printf("Again: %s\n", suites[runs[i].suite].name);
		copy(runs[i].failures, at_first, "AT FIRST ");
		if (!run_all(&runs[i], 1, 1))
			return false;
	}
	return true;
}

static int report(struct run *runs, size_t n, FILE *at_first)
{
	struct counts all = {0};
	copy(at_first, stdout, "");
	for (size_t i = 0; i < n; i++) {
		copy(runs[i].failures, stdout, "");
		all.run += runs[i].counts.run;
		all.failed += runs[i].counts.failed;
		all.skipped += runs[i].counts.skipped;
	}
	printf("%u passed, %u failed", all.run - all.failed - all.skipped, all.failed);
	if (all.skipped > 0)
		printf(", %u skipped", all.skipped);
	putchar('\n');
	return all.run > 0 && all.failed == 0 ? 0 : 1;
}

/* How many suites run at once. */
static size_t jobs_for(size_t n)
{
	const char *said = getenv("HAGGLE_JOBS");
	long jobs = said ? atol(said) : sysconf(_SC_NPROCESSORS_ONLN);
	if (jobs < 1)
		jobs = 1;
	return (size_t)jobs < n ? (size_t)jobs : n;
}

static size_t find_suite(const char *name)
{
	size_t i = 0;
	while (i < SUITES && strcmp(name, suites[i].name) != 0)
		i++;
	return i;
}

static int usage(const char *wrong)
{
	fprintf(stderr, "no suite %s; there are:", wrong);
	for (size_t i = 0; i < SUITES; i++)
		fprintf(stderr, " %s", suites[i].name);
	fputc('\n', stderr);
	return 2;
}

int main(int argc, char **argv)
{
	struct run runs[SUITES] = {{0}};
	size_t n = 0;
	if (access("tests/suites.h", R_OK) != 0) {
		fprintf(stderr, "%s: run me from the top of the source tree\n", argv[0]);
		return 2;
	}
	for (int i = 1; i < argc && n < SUITES; i++) {
		runs[n].suite = find_suite(argv[i]);
		if (runs[n++].suite == SUITES)
			return usage(argv[i]);
	}
	for (size_t i = 0; argc < 2 && i < SUITES; i++)
		runs[n++].suite = i;
	setlocale(LC_CTYPE, "");
	setvbuf(stdout, NULL, _IOLBF, 0);
	signal(SIGPIPE, SIG_IGN);
	gsl_set_error_handler_off();
	FILE *at_first = own_file();
	bool again = getenv("HAGGLE_AGAIN") != NULL;
	if (!at_first || !run_all(runs, n, jobs_for(n)) || (again && !run_again(runs, n, at_first))) {
		perror(argv[0]);
		return 1;
	}
	return report(runs, n, at_first);
}
