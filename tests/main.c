/* Runs the suites of suites.h, or those named on the command line. The last
 * line printed is "N passed, N failed", and ", N skipped" if there are such
 * (skip.h), counting tests; the exit status is 0 only when some ran and none failed. */
#include "skip.h"

#include <CUnit/Basic.h>
#include <CUnit/CUnit.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#define SUITE(name) void suite_##name(void);
#include "suites.h"
#undef SUITE

static const struct {
	const char *name;
	void (*add)(void);
} suites[] = {
#define SUITE(name) { #name, suite_##name },
#include "suites.h"
#undef SUITE
};

static const size_t suite_count = sizeof suites / sizeof *suites;

static int usage(const char *wrong)
{
	fprintf(stderr, "no suite %s; there are:", wrong);
	for (size_t i = 0; i < suite_count; i++)
		fprintf(stderr, " %s", suites[i].name);
	fputc('\n', stderr);
	return 2;
}

static bool add_suite(const char *name)
{
	for (size_t i = 0; i < suite_count; i++) {
		if (strcmp(name, suites[i].name) == 0) {
			suites[i].add();
			return true;
		}
	}
	return false;
}

/* Adds those named, or all. Returns the name that is none, or NULL. */
static const char *add_suites(char **names)
{
	for (size_t i = 0; !*names && i < suite_count; i++)
		suites[i].add();
	for (; *names; names++)
		if (!add_suite(*names))
			return *names;
	return NULL;
}

int main(int argc, char **argv)
{
	if (access("tests/suites.h", R_OK) != 0) {
		fprintf(stderr, "%s: run me from the top of the source tree\n", argv[0]);
		return 2;
	}
	setlocale(LC_CTYPE, "");
	setvbuf(stdout, NULL, _IOLBF, 0);
	signal(SIGPIPE, SIG_IGN);
	gsl_set_error_handler_off();
	if (CU_initialize_registry() != CUE_SUCCESS) {
		fprintf(stderr, "%s\n", CU_get_error_msg());
		return 1;
	}
	const char *wrong = add_suites(argv + (argc > 0));
	if (wrong) {
		CU_cleanup_registry();
		return usage(wrong);
	}
	CU_basic_set_mode(CU_BRM_VERBOSE);
	CU_ErrorCode error = CU_basic_run_tests();
	/* A suite that cannot start runs no test of its own: it counts as a failure. */
	unsigned run = CU_get_number_of_tests_run();
	unsigned failed = CU_get_number_of_tests_failed();
	unsigned broken = CU_get_number_of_suites_failed();
	CU_cleanup_registry();
	printf("%u passed, %u failed", run - failed - skipped(), failed + broken);
	if (skipped() > 0)
		printf(", %u skipped", skipped());
	putchar('\n');
	return error == CUE_SUCCESS && run > 0 && failed == 0 && broken == 0 ? 0 : 1;
}
