/* The base layer: numbers, text, messages. */
#include "base/buffer.h"
#include "base/num.h"
#include "base/status.h"
#include "base/text.h"
#include "base/utf8.h"
#include "games.h"

#include <CUnit/CUnit.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test_parse_accepts(void)
{
	static const struct { const char *text; double value;
	} good[] = {
		{"0", 0},
		{"-0", 0},
		{"1", 1},
		{" 2.5\t", 2.5},
		{"+3", 3},
		{"-4.25", -4.25},
		{".5", .5},
		{"5.", 5},
		{"1e3", 1000},
		{"1E+3", 1000},
		{"1e-3", .001},
		{"0001", 1},
		{"1e-400", 0},
		{"4.9e-324", 4.9406564584124654e-324},
		{"1.7976931348623157e308", DBL_MAX},
		{"9007199254740993", 9007199254740992.0},
	};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		double v = NAN;
		CU_ASSERT_TRUE(num_parse(good[i].text, &v));
		CU_ASSERT_EQUAL(v, good[i].value);
		CU_ASSERT_FALSE(signbit(v) && v == 0);
	}
}

static void test_parse_refuses(void)
{
	static const char *const bad[] = {"", " ", "x", "1x", "x1", "1 2", "1,5", "0x10", "1e",
		"1e+", "e5", ".", "+", "-", "--1", "+-1", "1.2.3", "nan", "NAN", "inf", "-inf",
		"infinity", "1e309", "-1e999", "1_000", "1e5e5", "١", "1\n", "1 e5", "0b1"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		double v = 42;
		CU_ASSERT_FALSE(num_parse(bad[i], &v));
		CU_ASSERT_EQUAL(v, 42);
	}
}

/* A whole number below 2^53, a power of ten up to 10^22: both are doubles, and one
 * operation on them rounds once. The same value in many spellings. */
/* What people type for a number. */
static void test_slips(void)
{
	static const char *const slips[][2] = {
		{"\xE2\x88\x92" "1", ": that is U+2212, write -"},
		{"2 \xC3\x97 3", ": that is U+00D7, write *"},
		{"1,5", ": write 1.5"}, {"-0,25", ": write -0.25"},
		{"1,5,2", ""}, {"abc", ""}, {",", ""}, {"", ""},
	};
	char out[64];

	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
		CU_ASSERT_STRING_EQUAL(num_slip(slips[i][0], out, sizeof out), slips[i][1]);
}

static void test_parse_values(void)
{
	struct rng r = {1};
	int wrong = 0;

	for (int trial = 0; trial < 20000; trial++) {
		long long whole = (long long)rng_log(&r, 1, 9e15);
		int digits = snprintf(NULL, 0, "%lld", whole), exponent = rng_below(&r, 45) - 22;
		int zeros = rng_below(&r, 4), after = rng_below(&r, digits + 1);
		bool negative = rng_below(&r, 2);
		double ten = 1, want, got = NAN;
		char plain[32], text[120];

		for (int i = 0; i < abs(exponent); i++)
			ten *= 10;
		want = exponent < 0 ? (double)whole / ten : (double)whole * ten;
		snprintf(plain, sizeof plain, "%lld", whole);
		snprintf(text, sizeof text, "%s%s%.*s%.*s.%s%.*s%c%+d%s", rng_below(&r, 2) ? " \t" : "",
			negative ? "-" : rng_below(&r, 2) ? "+" : "", zeros, "000", digits - after, plain,
			plain + digits - after, rng_below(&r, 4), "000", rng_below(&r, 2) ? 'e' : 'E',
			exponent + after, rng_below(&r, 2) ? "  " : "");
		if (!num_parse(text, &got) || got != (negative ? -want : want)) {
			fprintf(stderr, "\n'%s' is read as %.17g\n", text, got);
			wrong++;
		}
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* What is taken is what the grammar allows, as POSIX's expressions have it. */
static void test_parse_grammar(void)
{
	static const char likely[] = "0123456789.eE+- \t", never[] = "xXinfaINFAp,_'\n\v\"";
	struct rng r = {2};
	regex_t number, integer;
	int wrong = 0, taken = 0;

	CU_ASSERT_EQUAL_FATAL(regcomp(&number,
		"^[ \t]*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?[ \t]*$",
		REG_EXTENDED | REG_NOSUB), 0);
	CU_ASSERT_EQUAL_FATAL(regcomp(&integer, "^[ \t]*[+-]?[0-9]+[ \t]*$",
		REG_EXTENDED | REG_NOSUB), 0);
	for (int trial = 0; trial < 200000; trial++) {
		int length = rng_below(&r, 8);
		char text[12] = "";
		double value = 4;
		long whole = 4;
		bool ok, is_integer;

		for (int i = 0; i < length; i++)
			text[i] = rng_below(&r, 40) ? likely[rng_below(&r, (int)sizeof likely - 1)]
				: never[rng_below(&r, (int)sizeof never - 1)];
		/* too great an exponent is refused as well */
		ok = regexec(&number, text, 0, NULL, 0) == 0 && isfinite(strtod(text, NULL));
		wrong += num_parse(text, &value) != ok || value != (ok ? strtod(text, NULL) : 4);
		is_integer = regexec(&integer, text, 0, NULL, 0) == 0;
		ok = is_integer && labs(atol(text)) <= 50;
		wrong += num_parse_int(text, -50, 50, &whole) != ok || whole != (ok ? atol(text) : 4);
		taken += is_integer;
	}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT(taken > 1000);
	regfree(&number);
	regfree(&integer);
}

/* A million digits take no harm, whether they make a number or not. */
static void test_parse_long(void)
{
	size_t n = 1000000;
	char *digits = malloc(n + 1);
	double v = 42;

	memset(digits, '9', n);
	digits[n] = '\0';
	CU_ASSERT_FALSE(num_parse(digits, &v));
	digits[1] = '.';
	CU_ASSERT_TRUE(num_parse(digits, &v));
	CU_ASSERT_EQUAL(v, 10);
	free(digits);
}

static void test_parse_int(void)
{
	long v = 7;
	CU_ASSERT_TRUE(num_parse_int(" 12 ", 0, 20, &v));
	CU_ASSERT_EQUAL(v, 12);
	CU_ASSERT_TRUE(num_parse_int("-3", -3, 20, &v));
	CU_ASSERT_EQUAL(v, -3);
	CU_ASSERT_FALSE(num_parse_int("21", 0, 20, &v));
	CU_ASSERT_FALSE(num_parse_int("-1", 0, 20, &v));
	CU_ASSERT_FALSE(num_parse_int("1.5", 0, 20, &v));
	CU_ASSERT_FALSE(num_parse_int("", 0, 20, &v));
	CU_ASSERT_FALSE(num_parse_int("99999999999999999999999", 0, 20, &v));
	CU_ASSERT_EQUAL(v, -3);
}

static void test_format(void)
{
	static const struct { double value; const char *text; } cases[] = {
		{0, "0"}, {-0.0, "0"}, {.1, "0.1"}, {2, "2"}, {-1.5, "-1.5"}, {1e-300, "1e-300"},
		{1. / 3, "0.3333333333333333"}, {.1 + .2, "0.30000000000000004"},
		{123456789, "123456789"}, {1e15, "1e15"}, {1e-5, "1e-5"}, {5e-324, "5e-324"},
		{1e23, "1e23"}, {NAN, "nan"}, {INFINITY, "inf"}, {-INFINITY, "-inf"},
	};
	char out[NUM_TEXT_MAX];
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		CU_ASSERT_STRING_EQUAL(num_format(cases[i].value, out, sizeof out), cases[i].text);
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	return *state ^= *state << 17;
}

/* Whatever is written reads back as the same bits. */
static void test_round_trip(void)
{
	uint64_t state = 88172645463325252u;
	char out[NUM_TEXT_MAX];
	int wrong = 0;

	for (int i = 0; i < 100000; i++) {
		uint64_t bits = next_random(&state);
		double v, back = 0;
		memcpy(&v, &bits, sizeof v);
		if (!isfinite(v) || v == 0)
			continue;
		num_format(v, out, sizeof out);
		wrong += !num_parse(out, &back) || back != v || strlen(out) >= NUM_TEXT_MAX;
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

static void test_format_short(void)
{
	static const struct { double value; int digits; const char *text;
	} cases[] = {
		{.6228387, 3, "0.623"},
		{1250, 3, "1250"},
		{1.2e-5, 2, "1.2e-05"},
		{-1e-300, 3, "-1e-300"},
		{-0.0, 3, "0"},
		{.5, 3, "0.5"},
		{123456, 2, "123456"},
		{1234567, 3, "1.23e+06"},
		{99.96, 3, "100"},
		{.1874999999999997, 3, "0.188"}, /* 3/16 but for rounding, as the next one */
		{.1875000000000003, 3, "0.188"},
		{.1874999, 3, "0.187"},
		{1e-320, 3, "1e-320"},
		{NAN, 3, "nan"},
		{-INFINITY, 3, "-inf"},
	};
	char out[64];
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		CU_ASSERT_STRING_EQUAL(
			num_format_short(cases[i].value, cases[i].digits, out, sizeof out),
			cases[i].text);
}

static void test_tidy(void)
{
	CU_ASSERT_EQUAL(num_tidy(.1874999999999997), .1875);
	CU_ASSERT_EQUAL(num_tidy(-.1875000000000003), -.1875);
	CU_ASSERT_EQUAL(num_tidy(12345678901.), 12345678900.);
	CU_ASSERT_EQUAL(num_tidy(0), 0);
	CU_ASSERT_EQUAL(num_tidy(DBL_MIN / 8), DBL_MIN / 8);
	CU_ASSERT_EQUAL(num_tidy(INFINITY), INFINITY);
}

/* Where somebody sets LC_NUMERIC after all, the point stays a point. */
static void test_locale(void)
{
	static const char *const commas[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"};
	char out[NUM_TEXT_MAX];
	double v = 0;

	for (int i = 0; i < 4 && !setlocale(LC_NUMERIC, commas[i]); i++)
		;
	CU_ASSERT_TRUE(num_parse("1234.5", &v));
	CU_ASSERT_EQUAL(v, 1234.5);
	CU_ASSERT_FALSE(num_parse("1,5", &v));
	CU_ASSERT_STRING_EQUAL(num_format(-1234.5, out, sizeof out), "-1234.5");
	CU_ASSERT_STRING_EQUAL(num_format_short(.25, 3, out, sizeof out), "0.25");
	CU_ASSERT_STRING_EQUAL(num_format_share(1, out), "1.00");
	CU_ASSERT_STRING_EQUAL(num_format_share(.5, out), "0.50");
	CU_ASSERT_STRING_EQUAL(num_format_share(1 / 3., out), "0.3333");
	CU_ASSERT_STRING_EQUAL(num_format_share(1e-7, out), "1e-07");
	CU_ASSERT_STRING_EQUAL(num_format_percent(.9996, 0, out), "99.96");
	setlocale(LC_NUMERIC, "C");
}

/* What is not all of a whole is not told as all, nor what is something as nothing. */
static void test_parts(void)
{
	static const struct { double part; const char *percent, *tenths, *share; } as[] = {
		{0, "0", "0", "0.00"}, {-0., "0", "0", "0.00"}, {1, "100", "100", "1.00"},
		{1 - 1e-9, "100", "100", "1.00"}, {1e-17, "0", "0", "0.00"},
		{.835, "84", "83.5", "0.835"}, {1 / 3., "33", "33.3", "0.3333"},
		{.994, "99", "99.4", "0.994"}, {.996, "99.6", "99.6", "0.996"},
		{.9996, "99.96", "99.96", "0.9996"}, {.99996, "99.996", "99.996", "0.99996"},
		{.999999, "99.9999", "99.9999", "0.999999"}, {.004, "0.4", "0.4", "0.004"},
		{.00004, "0.004", "0.004", "4e-05"}, {-.004, "-0.4", "-0.4", "-0.004"},
		{1e-9, "0", "0", "1e-09"}, {2e-7, "0.00002", "0.00002", "2e-07"}, {.0833, "8", "8.3", "0.0833"},
		{1.00004, "100.004", "100.004", "1.00004"},
	};
	char out[NUM_TEXT_MAX];

	for (size_t i = 0; i < sizeof as / sizeof *as; i++) {
		CU_ASSERT_STRING_EQUAL(num_format_percent(as[i].part, 0, out), as[i].percent);
		CU_ASSERT_STRING_EQUAL(num_format_percent(as[i].part, 1, out), as[i].tenths);
		CU_ASSERT_STRING_EQUAL(num_format_share(as[i].part, out), as[i].share);
	}
	CU_ASSERT_STRING_EQUAL(num_format_percent(NAN, 0, out), "nan");
	CU_ASSERT_STRING_EQUAL(num_format_percent(-1e30, 0, out), "-1e+32");
}

/* ---- text ---------------------------------------------------------------- */

static void test_decode(void)
{
	char bytes[4];
	unsigned back;
	int wrong = 0;

	for (unsigned cp = 0; cp <= 0x10ffff; cp++) {
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		size_t n = utf8_encode(cp, bytes);
		wrong += utf8_decode(bytes, n, &back) != n || back != cp;
		if (n > 1) /* cut short it is invalid */
			wrong += utf8_decode(bytes, n - 1, &back) != 1 || back != 0xfffd;
	}
	CU_ASSERT_EQUAL(wrong, 0);
	static const char *const bad[] = {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80",
		"\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff",
		"\xe2\x28\xa1"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CU_ASSERT_EQUAL(utf8_decode(bad[i], strlen(bad[i]), &back), 1);
		CU_ASSERT_EQUAL(back, 0xfffd);
		CU_ASSERT_FALSE(utf8_is_valid(bad[i], strlen(bad[i])));
	}
	CU_ASSERT_TRUE(utf8_is_valid("a\xef\xbf\xbd", 4)); /* U+FFFD itself is valid */
	CU_ASSERT_FALSE(utf8_is_valid("a\0b", 3));
}

static void test_width(void)
{
	CU_ASSERT_EQUAL(text_width("haggle"), 6);
	CU_ASSERT_EQUAL(text_width("Stra\xc3\x9f" "e"), 6);
	CU_ASSERT_EQUAL(text_width("\xe6\xbc\xa2\xe5\xad\x97"), 4);    /* kanji */
	CU_ASSERT_EQUAL(text_width("e\xcc\x81"), 1);                    /* combining acute */
	CU_ASSERT_EQUAL(text_width("\xf0\x9f\x98\x80"), 2);             /* an emoji */
	CU_ASSERT_EQUAL(text_width("\xea\xb0\x80"), 2);                 /* hangul */
	CU_ASSERT_EQUAL(text_width("\xe2\xa0\x81\xe2\x94\x80"), 2);    /* braille, box */
	CU_ASSERT_EQUAL(text_width("\xef\xbc\xa1"), 2);                 /* fullwidth A */
	CU_ASSERT_EQUAL(utf8_width(0x391), 1);
}

static void test_sanitise(void)
{
	char out[64];
	CU_ASSERT_STRING_EQUAL(
		text_sanitise("a\x1b[31mb\tc\r\n\x7f", out, sizeof out), "a?[31mb?c???");
	CU_ASSERT_STRING_EQUAL(text_sanitise("\xc2\x9b" "31m", out, sizeof out), "?31m");
	CU_ASSERT_STRING_EQUAL(text_sanitise("x\xe2\x80\xaey", out, sizeof out), "x?y");
	CU_ASSERT_STRING_EQUAL(
		text_sanitise("\xef\xbb\xbf\xe2\x80\x8b\xd8\x9c", out, sizeof out), "???");
	CU_ASSERT_STRING_EQUAL(text_sanitise("\xff\xc3", out, sizeof out), "??");
	CU_ASSERT_STRING_EQUAL(
		text_sanitise("\xc3\xa9t\xc3\xa9", out, sizeof out), "\xc3\xa9t\xc3\xa9");
	/* Two marks stay on a letter, the rest go, and none stands alone. */
	CU_ASSERT_STRING_EQUAL(
		text_sanitise("\xcc\x81" "a\xcc\x81\xcc\x82\xcc\x83\xcc\x84", out, sizeof out),
		"a\xcc\x81\xcc\x82");
	/* Cut between characters. */
	CU_ASSERT_STRING_EQUAL(text_sanitise("ab\xc3\xa9", out, 4), "ab");
	CU_ASSERT_STRING_EQUAL(text_sanitise("ab\xc3\xa9", out, 5), "ab\xc3\xa9");
	CU_ASSERT_STRING_EQUAL(text_sanitise("abc", out, 1), "");
}

static void check_wrap(const char *text, int columns, const char *const *lines)
{
	int i = 0;
	while (*text && lines[i]) {
		const char *next = NULL;
		size_t n = text_wrap(text, columns, &next);
		CU_ASSERT_EQUAL(n, strlen(lines[i]));
		CU_ASSERT_TRUE(strncmp(text, lines[i], n) == 0);
		CU_ASSERT_TRUE(next > text);
		text = next;
		i++;
	}
	CU_ASSERT_PTR_NULL(lines[i]);
	CU_ASSERT_EQUAL(*text, '\0');
}

static void test_wrap(void)
{
	check_wrap("one two three", 7, (const char *const[]){"one two", "three", NULL});
	check_wrap("one two three", 6, (const char *const[]){"one", "two", "three", NULL});
	check_wrap("one  two", 4, (const char *const[]){"one", "two", NULL});
	check_wrap("abcdefgh ij", 3, (const char *const[]){"abc", "def", "gh", "ij", NULL});
	check_wrap("a\n\nb c", 9, (const char *const[]){"a", "", "b c", NULL});
	check_wrap("ends ", 9, (const char *const[]){"ends", NULL});
	check_wrap("\xe6\xbc\xa2\xe5\xad\x97", 3,
		(const char *const[]){"\xe6\xbc\xa2", "\xe5\xad\x97", NULL});
	check_wrap("\xe6\xbc\xa2", 1, (const char *const[]){"\xe6\xbc\xa2", NULL});
}

static void test_contains(void)
{
	CU_ASSERT_TRUE(text_contains("A Cheap generalist", "cheap"));
	CU_ASSERT_TRUE(text_contains("abc", ""));
	CU_ASSERT_TRUE(text_contains("", ""));
	CU_ASSERT_TRUE(text_contains("aab", "AB"));
	CU_ASSERT_FALSE(text_contains("abc", "abcd"));
	CU_ASSERT_FALSE(text_contains("", "a"));
}

/* ---- errors -------------------------------------------------------------- */

static void test_error(void)
{
	struct error err;
	char out[600];

	CU_ASSERT_EQUAL(error_set(&err, STATUS_INPUT, "wrong %s", "a\x1b]0;b"), STATUS_INPUT);
	CU_ASSERT_EQUAL(err.status, STATUS_INPUT);
	CU_ASSERT_STRING_EQUAL(error_format(&err, out, sizeof out), "wrong a?]0;b");
	error_place(&err, "f\n.ini", 3, 0);
	CU_ASSERT_STRING_EQUAL(error_format(&err, out, sizeof out), "f?.ini:3: wrong a?]0;b");
	error_place(&err, "f.ini", 3, 7);
	CU_ASSERT_STRING_EQUAL(error_format(&err, out, sizeof out), "f.ini:3:7: wrong a?]0;b");
	error_place(&err, "", 0, 7);
	CU_ASSERT_STRING_EQUAL(error_format(&err, out, sizeof out), "column 7: wrong a?]0;b");
	error_place(&err, "f.ini", 0, 0);
	CU_ASSERT_STRING_EQUAL(error_format(&err, out, 9), "f.ini: w");
	CU_ASSERT_EQUAL(error_set(NULL, STATUS_SYSTEM, "x"), STATUS_SYSTEM);
	error_place(NULL, "x", 1, 1);
}

/* A text longer than there is room for is cut between characters. */
static void test_error_long(void)
{
	struct error err;
	char text[2001];

	for (int i = 0; i < 2000; i += 2)
		memcpy(text + i, "\xc3\xa9", 2);
	text[2000] = '\0';
	error_set(&err, STATUS_INPUT, "%s", text);
	CU_ASSERT_TRUE(strlen(err.text) < ERROR_TEXT_MAX);
	CU_ASSERT_TRUE(strlen(err.text) > ERROR_TEXT_MAX - 4);
	CU_ASSERT_TRUE(utf8_is_valid(err.text, strlen(err.text)));
}

static void test_error_list(void)
{
	struct error_list list;
	struct error err;

	error_list_init(&list);
	for (int i = 0; i < 50; i++) {
		error_set(&err, STATUS_INPUT, "number %d", i);
		error_list_add(&list, &err);
	}
	CU_ASSERT_EQUAL(list.total, 50);
	CU_ASSERT_EQUAL(list.count, ERROR_LIST_MAX);
	CU_ASSERT_STRING_EQUAL(list.item[ERROR_LIST_MAX - 1].text, "number 19");
}

static void test_buffer(void)
{
	struct buffer b = {.text = NULL};

	buffer_add_text(&b, "");
	CU_ASSERT(b.length == 0 && b.text && *b.text == '\0');
	for (int i = 0; i < 1000; i++)
		buffer_add(&b, i % 2 ? "\0." : "ab", 2);
	CU_ASSERT(b.length == 2000 && b.length < b.room && b.text[2000] == '\0' && !b.no_memory);
	CU_ASSERT(memcmp(b.text + 1996, "ab\0.", 4) == 0);
	buffer_free(&b);
	CU_ASSERT(!b.text && b.length == 0 && !b.no_memory);
}

void suite_base(void)
{
	CU_pSuite s = CU_add_suite("base", NULL, NULL);
	CU_add_test(s, "numbers that are read", test_parse_accepts);
	CU_add_test(s, "numbers that are refused", test_parse_refuses);
	CU_add_test(s, "numbers as people type them", test_slips);
	CU_add_test(s, "numbers in many spellings", test_parse_values);
	CU_add_test(s, "random text is a number or not", test_parse_grammar);
	CU_add_test(s, "a million digits", test_parse_long);
	CU_add_test(s, "integers", test_parse_int);
	CU_add_test(s, "shortest decimals", test_format);
	CU_add_test(s, "decimals read back as the same bits", test_round_trip);
	CU_add_test(s, "decimals for people", test_format_short);
	CU_add_test(s, "numbers as they are shown", test_tidy);
	CU_add_test(s, "no decimal comma in any locale", test_locale);
	CU_add_test(s, "nearly all is not told as all", test_parts);
	CU_add_test(s, "a text that grows", test_buffer);
	CU_add_test(s, "UTF-8", test_decode);
	CU_add_test(s, "columns of characters", test_width);
	CU_add_test(s, "hostile text is made safe", test_sanitise);
	CU_add_test(s, "wrapping", test_wrap);
	CU_add_test(s, "searching", test_contains);
	CU_add_test(s, "messages and their places", test_error);
	CU_add_test(s, "long messages", test_error_long);
	CU_add_test(s, "lists of messages", test_error_list);
}
