#include "golden.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GOLDEN "tests/golden/"

static char *read_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text = calloc(1, 1 << 16);

	if (!f || !text || fread(text, 1, (1 << 16) - 1, f) == 0) {
		free(text);
		text = NULL;
	}
	if (f)
		fclose(f);
	return text;
}

static void say_difference(const char *path, const char *want, const char *got)
{
	int line = 1;

	for (; *want && *want == *got; want++, got++)
		line += *want == '\n';
	fprintf(stderr, "\n%s differs from line %d on; drawn is:\n%s\n", path, line, got);
}

/* Compares the canvas with a golden file, or writes it. */
void golden_check(const struct canvas *c, const char *name)
{
	const char *write = getenv("HAGGLE_GOLDEN_WRITE");
	char path[200], *got, *want;

	snprintf(path, sizeof path, GOLDEN "%s.txt", name);
	CU_ASSERT_EQUAL_FATAL(canvas_to_text(c, &got, NULL), STATUS_OK);
	if (write && write[0] == '1') {
		FILE *f = fopen(path, "wb");

		CU_ASSERT_PTR_NOT_NULL_FATAL(f);
		fputs(got, f);
		fclose(f);
	}
	want = read_file(path);
	CU_ASSERT_PTR_NOT_NULL(want);
	if (want && strcmp(want, got) != 0) {
		say_difference(path, want, got);
		CU_FAIL("a golden canvas differs");
	}
	free(want);
	free(got);
}
