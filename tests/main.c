/* Runs the suites of suites.h, or the one named on the command line. The last
 * line printed is "N passed, N failed", counting tests; the exit status is 0
 * only when some ran and none failed. */
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

static int usage(const char *wrong)
{
	fprintf(stderr, "no suite %s; there are:", wrong);
	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
		fprintf(stderr, " %s", suites[i].name);
	fputc('\n', stderr);
	return 2;
}

static bool add_suites(const char *only)
{
	bool found = false;
	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
		if (only && strcmp(only, suites[i].name) != 0)
			continue;
		suites[i].add();
		found = true;
	}
	return found;
}

int main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : NULL;
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
	if (!add_suites(only)) {
		CU_cleanup_registry();
		return usage(only ? only : "at all");
	}
	CU_basic_set_mode(CU_BRM_VERBOSE);
	CU_ErrorCode error = CU_basic_run_tests();
	/* A suite that cannot start runs no test of its own: it counts as a failure. */
	unsigned run = CU_get_number_of_tests_run();
	unsigned failed = CU_get_number_of_tests_failed();
	unsigned broken = CU_get_number_of_suites_failed();
	CU_cleanup_registry();
	printf("%u passed, %u failed\n", run - failed, failed + broken);
	return error == CUE_SUCCESS && run > 0 && failed == 0 && broken == 0 ? 0 : 1;
}
