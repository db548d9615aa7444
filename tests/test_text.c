/* Characters as a reader sees them: where they end, what columns they take, what
 * is left of them in safe text. Known answers are after Unicode's UAX #29 and
 * its emoji sequences, and after what the pieces of made-up text are. */
#include "base/text.h"
#include "base/utf8.h"
#include "games.h"
#include "ui/glyph.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

#define ZWJ "\xe2\x80\x8d"
#define EMOJI_STYLE "\xef\xb8\x8f"
#define MAN "\xf0\x9f\x91\xa8"
#define WOMAN "\xf0\x9f\x91\xa9"
#define GIRL "\xf0\x9f\x91\xa7"
#define BOY "\xf0\x9f\x91\xa6"
#define LIGHT "\xf0\x9f\x8f\xbb" /* tones of skin */
#define DARK "\xf0\x9f\x8f\xbf"
#define HEART "\xe2\x9d\xa4"
#define KISS "\xf0\x9f\x92\x8b"
#define WHITE_FLAG "\xf0\x9f\x8f\xb3"
#define RAINBOW "\xf0\x9f\x8c\x88"
#define FAMILY MAN ZWJ WOMAN ZWJ GIRL ZWJ BOY
#define KISSING WOMAN DARK ZWJ HEART EMOJI_STYLE ZWJ KISS ZWJ MAN LIGHT
#define U "\xf0\x9f\x87\xba" /* letters of flags */
#define S "\xf0\x9f\x87\xb8"
#define D "\xf0\x9f\x87\xa9"
#define E "\xf0\x9f\x87\xaa"
#define ACUTE "\xcc\x81"
#define CIRCUMFLEX "\xcc\x82"
#define KANJI "\xe6\xbc\xa2"
#define KEYCAP "\xe2\x83\xa3"
#define JAMO_H "\xe1\x84\x92" /* the syllable han, in three */
#define JAMO_A "\xe1\x85\xa1"
#define JAMO_N "\xe1\x86\xab"
#define KA "\xe0\xa4\x95"
#define AA "\xe0\xa4\xbe" /* a vowel that takes a column after its consonant */
#define VIRAMA "\xe0\xa5\x8d"

/* ---- where characters end ------------------------------------------------- */

static const struct { const char *text; int columns; } whole[] = {
	{ "a", 1 }, { "\xc3\x9f", 1 }, { KANJI, 2 }, { "\xef\xbc\xa1", 2 /* fullwidth A */ },
	{ "e" ACUTE, 1 }, { "e" ACUTE CIRCUMFLEX, 1 }, { KANJI "\xe3\x82\x99", 2 },
	{ "\xea\xb0\x80", 2 /* Hangul ga */ }, { JAMO_H JAMO_A, 2 }, { JAMO_H JAMO_A JAMO_N, 2 },
	{ KA AA, 2 }, { KA VIRAMA, 1 }, { "\xd7\xa9\xd6\xb8", 1 /* Hebrew, pointed */ },
	{ MAN, 2 }, { MAN DARK, 2 }, { FAMILY, 2 }, { KISSING, 2 },
	{ HEART, 1 }, { HEART EMOJI_STYLE, 2 }, { WHITE_FLAG EMOJI_STYLE ZWJ RAINBOW, 2 },
	{ "1" EMOJI_STYLE KEYCAP, 2 }, { "1" KEYCAP, 1 }, { "\xc2\xa9", 1 /* copyright */ },
	{ U S, 2 }, { U, 1 }, { LIGHT, 2 },
};

#define WHOLE ((int)(sizeof whole / sizeof *whole))

static void test_whole(void)
{
	for (int i = 0; i < WHOLE; i++) {
		int columns = -1;
		size_t n = strlen(whole[i].text);

		CU_ASSERT_EQUAL(text_cluster(whole[i].text, n, &columns), n);
		CU_ASSERT_EQUAL(columns, whole[i].columns);
		CU_ASSERT_EQUAL(text_width(whole[i].text), whole[i].columns);
		CU_ASSERT(n < TEXT_CLUSTER_MAX);
	}
}

/* Any two of them side by side are two, but that two letters make a flag, and a
 * tone of skin goes to a picture before it. */
static void test_side_by_side(void)
{
	for (int i = 0; i < WHOLE; i++)
		for (int k = 0; k < WHOLE; k++) {
			const char *a = whole[i].text, *b = whole[k].text;
			char both[2 * TEXT_CLUSTER_MAX];
			int columns;
			bool one = (!strcmp(a, U) && !strncmp(b, U, 4))
				|| (a[0] == '\xf0' && strncmp(a, U, 4) != 0 && strcmp(a, LIGHT) != 0
					&& !strcmp(b, LIGHT))
				|| (a[0] == '\xe2' && !strcmp(b, LIGHT))
				|| (a[0] == '\xc2' && !strcmp(b, LIGHT));

			if (one || (!strncmp(a, JAMO_H, 3) && !strncmp(b, JAMO_H, 3)))
				continue;
			snprintf(both, sizeof both, "%s%s", a, b);
			CU_ASSERT_EQUAL(text_cluster(both, strlen(both), &columns), strlen(a));
			CU_ASSERT_EQUAL(text_width(both), whole[i].columns + whole[k].columns);
		}
}

static void test_several(void)
{
	int columns;

	CU_ASSERT_EQUAL(text_cluster(U S D E, 16, &columns), 8);
	CU_ASSERT_EQUAL(text_width(U S D), 3);
	/* no picture before the tone, none after the joiner */
	CU_ASSERT_EQUAL(text_cluster("a" DARK, 5, &columns), 1);
	CU_ASSERT_EQUAL(text_width("a" DARK), 3);
	CU_ASSERT_EQUAL(text_cluster(MAN ZWJ "a", 8, &columns), 7);
	/* what would take more columns than any character does */
	CU_ASSERT_EQUAL(text_width(KA AA AA), 3);
	CU_ASSERT_EQUAL(text_cluster(KA AA AA, 9, &columns), 6);
	/* a line end is one by itself */
	CU_ASSERT_EQUAL(text_cluster("\r\n", 2, &columns), 1);
	CU_ASSERT_EQUAL(text_cluster(ACUTE, 2, &columns), 2);
	CU_ASSERT_EQUAL(columns, 0);
	/* cut short, or invalid */
	CU_ASSERT_EQUAL(text_cluster(FAMILY, 5, &columns), 4);
	CU_ASSERT_EQUAL(text_cluster("\xff" "a", 2, &columns), 1);
	CU_ASSERT_EQUAL(text_width(""), 0);
}

static void test_wrap(void)
{
	const char *next;

	CU_ASSERT_EQUAL(text_wrap(FAMILY FAMILY KANJI, 4, &next), 2 * strlen(FAMILY));
	CU_ASSERT_STRING_EQUAL(next, KANJI);
	CU_ASSERT_EQUAL(text_wrap(FAMILY U S, 3, &next), strlen(FAMILY));
	CU_ASSERT_STRING_EQUAL(next, U S);
	CU_ASSERT_EQUAL(text_wrap(FAMILY "a", 1, &next), strlen(FAMILY));
	CU_ASSERT_EQUAL(text_wrap("e" ACUTE "e" ACUTE, 1, &next), 3);
}

/* ---- what is left in safe text ---------------------------------------------- */

/* What a piece of text becomes, wherever letters stand on both sides of it. */
static const struct { const char *from, *to; } pieces[] = {
	{ "plain", "plain" }, { "\xc3\xa9", "\xc3\xa9" }, { KANJI, KANJI }, { " ", " " },
	{ "\x1b[2J", "?[2J" }, { "\r\n", "??" }, { "\t", "?" }, { "\x7f", "?" },
	{ "\xc2\x9b", "?" }, { "\xd8\x9c", "?" }, { "\xe2\x80\x8b", "?" }, { "\xe2\x80\x8c", "?" },
	{ ZWJ, "?" }, { "\xe2\x80\x8e", "?" }, { "\xe2\x80\xae", "?" }, { "\xe2\x81\xa6", "?" },
	{ "\xef\xbb\xbf", "?" }, { "\xef\xbf\xb9", "?" }, { "\xef\xbf\xbf", "?" },
	{ "\xf3\xa0\x81\xa1", "?" }, { "\xff", "?" }, { "\xc3", "?" }, { "\xed\xa0\x80", "???" },
	{ JAMO_A, "" }, { ACUTE, ACUTE }, { ACUTE ACUTE ACUTE, ACUTE ACUTE },
	{ FAMILY, FAMILY }, { KISSING, KISSING }, { U S, U S }, { MAN DARK, MAN DARK },
	{ MAN ZWJ, MAN "?" }, { ZWJ MAN, "?" MAN }, { MAN ZWJ ZWJ MAN, MAN "??" MAN },
	{ MAN ZWJ "\xe2\x80\xae", MAN "??" }, { KANJI ZWJ MAN, KANJI "?" MAN },
	{ U S ZWJ MAN, U S "?" MAN }, { FAMILY ZWJ MAN, FAMILY "?" MAN },
	{ MAN DARK DARK DARK DARK, MAN DARK DARK },
	{ MAN DARK DARK DARK ZWJ WOMAN DARK DARK DARK, MAN DARK DARK ZWJ WOMAN DARK DARK },
	{ WHITE_FLAG EMOJI_STYLE ZWJ RAINBOW, WHITE_FLAG EMOJI_STYLE ZWJ RAINBOW },
	/* a flag in tags is a black flag, and what it does not show */
	{ "\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7\xf3\xa0\x81\xbf", "\xf0\x9f\x8f\xb4??" },
};

#define PIECES ((int)(sizeof pieces / sizeof *pieces))

static void test_pieces(void)
{
	struct rng r = {1};

	for (int trial = 0; trial < 5000; trial++) {
		char from[1024] = "x", to[1024] = "x", out[1024];
		size_t n = 1, m = 1;

		for (int i = rng_below(&r, 8) + 1; i > 0; i--) {
			int k = rng_below(&r, PIECES);
			char letter = (char)('a' + rng_below(&r, 26));

			n += (size_t)snprintf(from + n, sizeof from - n, "%s%c", pieces[k].from, letter);
			m += (size_t)snprintf(to + m, sizeof to - m, "%s%c", pieces[k].to, letter);
		}
		CU_ASSERT_STRING_EQUAL(text_sanitise(from, out, sizeof out), to);
	}
}

/* Code points that make trouble, among any others. */
static void random_text(struct rng *r, char *out, size_t room)
{
	static const unsigned likely[] = { 0x200d, 0x1f468, 0x1f469, 0x2764, 0xfe0f, 0x1f3fb,
		0x1f1fa, 0x301, 0x1112, 0x1161, 0x11ab, 0x915, 0x93e, 0x94d, 0x600, 0x202e, 'a', ' ' };
	size_t n = 0, length = (size_t)rng_below(r, 60);

	while (n < length && n + 5 < room) {
		int kind = rng_below(r, 10);

		if (kind == 0)
			out[n++] = (char)(1 + rng_below(r, 255));
		else if (kind < 8)
			n += utf8_encode(likely[rng_below(r, (int)(sizeof likely / sizeof *likely))], out + n);
		else
			n += utf8_encode(1 + (unsigned)rng_below(r, 0xd7ff), out + n);
	}
	out[n] = '\0';
}

/* A joiner stands between pictures of those above, or right after what may
 * follow one, and nothing else that is unsafe stands anywhere. */
static bool safe(const char *text)
{
	size_t n = strlen(text);
	unsigned cp = 0, before;

	for (size_t i = 0; i < n;) {
		before = cp;
		i += utf8_decode(text + i, n - i, &cp);
		if (cp == UTF8_JOINER && (before < 0xa9 || i == n))
			return false;
		if (cp != UTF8_JOINER && utf8_unsafe(cp))
			return false;
	}
	return utf8_is_valid(text, n);
}

/* Safe, safe again, in characters of bounded size, and cut only between them. */
static void test_random(void)
{
	struct rng r = {2};
	int wrong = 0;

	for (int trial = 0; trial < 20000; trial++) {
		char text[80], all[400], again[400], cut[400];
		size_t n, length, at = 0;
		int columns;

		random_text(&r, text, sizeof text);
		text_sanitise(text, all, sizeof all);
		length = strlen(all);
		wrong += !safe(all) || strcmp(text_sanitise(all, again, sizeof again), all) != 0;
		text_sanitise(text, cut, 1 + (size_t)rng_below(&r, (int)length + 1));
		n = strlen(cut);
		wrong += strncmp(cut, all, n) != 0;
		while (at < n)
			at += text_cluster(all + at, length - at, &columns);
		wrong += at != n;
		for (at = 0; at < length; at += n) {
			n = text_cluster(all + at, length - at, &columns);
			wrong += n >= TEXT_CLUSTER_MAX || columns < 1 || columns > 2;
		}
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

static void test_cut(void)
{
	char out[64];

	for (size_t size = 2; size <= strlen("a" FAMILY); size++)
		CU_ASSERT_STRING_EQUAL(text_sanitise("a" FAMILY, out, size), "a");
	CU_ASSERT_STRING_EQUAL(text_sanitise("a" FAMILY, out, strlen("a" FAMILY) + 1), "a" FAMILY);
	CU_ASSERT_STRING_EQUAL(text_sanitise("ae" ACUTE, out, 3), "a");
	CU_ASSERT_STRING_EQUAL(text_sanitise(U S, out, 5), "");
	CU_ASSERT_STRING_EQUAL(text_shorten(FAMILY FAMILY, out, 40), FAMILY "...");
}

/* ---- what a terminal is given ------------------------------------------------ */

/* The cluster's cells, as "text@column" and blanks. */
static const char *split(const char *cluster, char *out)
{
	struct glyph g[2];
	unsigned cp;
	int columns, count;
	size_t n = strlen(cluster), at = utf8_decode(cluster, n, &cp), used = 0;

	CU_ASSERT_EQUAL(text_cluster(cluster, n, &columns), n);
	count = glyph_split(cp, cluster + at, columns, g);
	for (int i = 0; i < count; i++) {
		for (const wchar_t *w = g[i].text; *w; w++)
			used += utf8_encode((unsigned)*w, out + used);
		used += (size_t)sprintf(out + used, "@%d ", g[i].column);
	}
	return out;
}

static void test_terminal(void)
{
	char out[100];

	CU_ASSERT_STRING_EQUAL(split("a", out), "a@0 ");
	CU_ASSERT_STRING_EQUAL(split("e" ACUTE CIRCUMFLEX, out), "e" ACUTE CIRCUMFLEX "@0 ");
	CU_ASSERT_STRING_EQUAL(split(JAMO_H JAMO_A JAMO_N, out), JAMO_H JAMO_A JAMO_N "@0 ");
	CU_ASSERT_STRING_EQUAL(split(KA AA, out), KA "@0 " AA "@1 ");
	CU_ASSERT_STRING_EQUAL(split(U S, out), U "@0 " S "@1 ");
	CU_ASSERT_STRING_EQUAL(split(FAMILY, out), MAN "@0 ");
	CU_ASSERT_STRING_EQUAL(split(MAN DARK, out), MAN "@0 ");
	CU_ASSERT_STRING_EQUAL(split(HEART EMOJI_STYLE, out), HEART "@0 ");
	CU_ASSERT_STRING_EQUAL(split("1" EMOJI_STYLE KEYCAP, out), "1" KEYCAP "@0 ");
	/* more marks than a cell of curses holds */
	CU_ASSERT_STRING_EQUAL(split("e" ACUTE ACUTE ACUTE ACUTE ACUTE, out),
		"e" ACUTE ACUTE ACUTE ACUTE "@0 ");
}

void suite_text(void)
{
	CU_pSuite s = CU_add_suite("text", NULL, NULL);

	CU_add_test(s, "one character, however many code points", test_whole);
	CU_add_test(s, "characters side by side", test_side_by_side);
	CU_add_test(s, "what is several", test_several);
	CU_add_test(s, "lines break between them", test_wrap);
	CU_add_test(s, "pieces of known safe text", test_pieces);
	CU_add_test(s, "any text becomes safe", test_random);
	CU_add_test(s, "cut between characters", test_cut);
	CU_add_test(s, "cells of a terminal", test_terminal);
}
