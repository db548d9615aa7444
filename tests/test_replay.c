/* Replays what fuzzing found worth keeping: tests/fuzz/NAME holds one input a
 * file, the smallest set that reaches all code that any input has reached; of keys,
 * what it began with. */
#include "fuzz.h"

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 1 << 16 };

/* The bytes of a file; how many, or -1. */
static long read_input(const char *path, uint8_t *data)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		return -1;
	n = fread(data, 1, INPUT_MAX, f);
	if (ferror(f) || !feof(f))
		n = SIZE_MAX;
	fclose(f);
	return n == SIZE_MAX ? -1 : (long)n;
}

/* There are at least so many. */
static void replay(const char *directory, fuzz_check *check, int least)
{
	DIR *dir = opendir(directory);
	uint8_t *data = malloc(INPUT_MAX);
	char path[512];
	int inputs = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(dir);
	CU_ASSERT_PTR_NOT_NULL_FATAL(data);
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (*entry->d_name == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
		long n = read_input(path, data);
		CU_ASSERT_TRUE_FATAL(n >= 0);
		/* In a place of its own size, so that a read beyond its end shows. */
		uint8_t *input = malloc((size_t)n + (n == 0));
		CU_ASSERT_PTR_NOT_NULL_FATAL(input);
		memcpy(input, data, (size_t)n);
		const char *wrong = check(input, (size_t)n);
		if (wrong)
			fprintf(stderr, "%s: %s\n", path, wrong);
		CU_ASSERT_PTR_NULL(wrong);
		free(input);
		inputs++;
	}
	closedir(dir);
	free(data);
	CU_ASSERT_TRUE(inputs >= least);
}

static void test_formulas(void)
{
	replay("tests/fuzz/formula", fuzz_formula, 40);
}

static void test_scenarios(void)
{
	replay("tests/fuzz/scenario", fuzz_scenario, 40);
}

static void test_assignments(void)
{
	replay("tests/fuzz/set", fuzz_set, 40);
}

static void test_rooms(void)
{
	replay("tests/fuzz/room", fuzz_room, 4);
}

static void test_solving(void)
{
	replay("tests/fuzz/scenario", fuzz_solve, 40);
}

static void test_keys(void)
{
	replay("tests/fuzz/keys", fuzz_keys, 40);
}

/* ---- inputs too large to keep ------------------------------------------------ */

/* start, then piece over and over, until there are `size` bytes. */
static void check_repeated(const char *start, const char *piece, size_t size, fuzz_check *check)
{
	char *text = malloc(size + 1);
	size_t used = strlen(start), n = strlen(piece);

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	memcpy(text, start, used);
	for (; used < size; used += n)
		memcpy(text + used, piece, used + n < size ? n : size - used);
	const char *wrong = check((const uint8_t *)text, size);
	if (wrong)
		fprintf(stderr, "%.40s%.40s...: %s\n", start, piece, wrong);
	CU_ASSERT_PTR_NULL(wrong);
	free(text);
}

static void test_large(void)
{
	static const char specialist[] = "[specialist a]\n";
	enum { MEGABYTE = 1 << 20 };

	check_repeated("", "(", MEGABYTE, fuzz_formula);
	check_repeated("", "-", MEGABYTE, fuzz_formula);
	check_repeated("", "1^", MEGABYTE, fuzz_formula);
	check_repeated("", "a", MEGABYTE, fuzz_formula);
	check_repeated("", "[specialist a]\n", MEGABYTE, fuzz_scenario);
	check_repeated("", "[lesson]\n", MEGABYTE, fuzz_scenario);
	check_repeated("", "\n", MEGABYTE, fuzz_scenario);
	check_repeated("", "[", MEGABYTE, fuzz_scenario);
	check_repeated(specialist, "cost.scale = 1\n", MEGABYTE, fuzz_scenario);
	check_repeated("[specialist a]\nname = ", "\xe2\x80\xae", MEGABYTE, fuzz_scenario);
	check_repeated("[specialist a]\nname = ", "e\xcc\x81", MEGABYTE, fuzz_scenario);
	check_repeated("[specialist a]\ncost = formula\ncost.formula = ", "(", MEGABYTE,
		fuzz_scenario);
	check_repeated("[scenario]\nbargain = fixed\ndelta = ", ".5 ", MEGABYTE, fuzz_scenario);
	check_repeated("[specialist a]\ncost.scale = ", "9", MEGABYTE, fuzz_scenario);
	check_repeated("title=", "x", MEGABYTE, fuzz_set);
	check_repeated("delta=", "1 ", MEGABYTE, fuzz_set);
	check_repeated("", "=", MEGABYTE, fuzz_set);
}

void suite_replay(void)
{
	CU_pSuite s = CU_add_suite("replay of fuzzing", NULL, NULL);
	CU_add_test(s, "formulas", test_formulas);
	CU_add_test(s, "scenarios", test_scenarios);
	CU_add_test(s, "assignments", test_assignments);
	CU_add_test(s, "what clients of a room say", test_rooms);
	CU_add_test(s, "games solved", test_solving);
	CU_add_test(s, "keys", test_keys);
	CU_add_test(s, "a megabyte of anything", test_large);
}
