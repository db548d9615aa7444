/* The grid of cells: text that fits or not, wide characters, hostile text. */
#include "view/canvas.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

static struct canvas make(int cols, int rows)
{
	struct canvas c;

	CU_ASSERT_EQUAL_FATAL(canvas_init(&c, cols, rows, NULL), STATUS_OK);
	return c;
}

/* The canvas holds exactly this text (trailing blanks aside). */
static void holds(const struct canvas *c, const char *want)
{
	char *text;

	CU_ASSERT_EQUAL_FATAL(canvas_to_text(c, &text, NULL), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(text, want);
	free(text);
}

static void test_sizes(void)
{
	struct canvas c;
	struct error err;

	CU_ASSERT_EQUAL(canvas_init(&c, 0, 5, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(canvas_init(&c, 5, -1, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(canvas_init(&c, CANVAS_COLS_MAX + 1, 5, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(canvas_init(&c, CANVAS_COLS_MAX, CANVAS_ROWS_MAX, &err), STATUS_OK);
	canvas_free(&c);
	c = make(1, 1);
	canvas_text(&c, 0, 0, 10, INK_TEXT, "ab");
	CU_ASSERT_EQUAL(c.clipped, 1);
	holds(&c, "a\n");
	canvas_free(&c);
}

static void test_text_that_does_not_fit_is_counted(void)
{
	struct canvas c = make(10, 2);

	CU_ASSERT_EQUAL(canvas_text(&c, 2, 0, 20, INK_TEXT, "abcdefgh"), 8);
	CU_ASSERT_EQUAL(c.clipped, 0);
	CU_ASSERT_EQUAL(canvas_text(&c, 2, 1, 20, INK_TEXT, "abcdefghij"), 8);
	CU_ASSERT_EQUAL(c.clipped, 2);
	CU_ASSERT_EQUAL(canvas_text(&c, 0, 5, 20, INK_TEXT, "abc"), 0);
	CU_ASSERT_EQUAL(c.clipped, 5);
	holds(&c, "  abcdefgh\n  abcdefgh\n");
	canvas_clear(&c);
	CU_ASSERT_EQUAL(c.clipped, 0);
	holds(&c, "\n\n");
	canvas_free(&c);
}

static void test_fitting_shortens_by_intention(void)
{
	struct canvas c = make(20, 1);

	CU_ASSERT_EQUAL(canvas_text_fit(&c, 0, 0, 8, INK_TEXT, "Hospital group"), 8);
	holds(&c, "Hospit..\n");
	canvas_clear(&c);
	/* no blank before the dots, and never more than max */
	CU_ASSERT_EQUAL(canvas_text_fit(&c, 0, 0, 11, INK_TEXT, "Hospital group"), 10);
	holds(&c, "Hospital..\n");
	canvas_clear(&c);
	/* nor a part of a word after whole ones */
	CU_ASSERT_EQUAL(canvas_text_fit(&c, 0, 0, 14, INK_TEXT, "Hospital group"), 14);
	canvas_clear(&c);
	CU_ASSERT_EQUAL(canvas_text_fit(&c, 0, 0, 15, INK_TEXT, "Share of g, rule Nash"), 13);
	holds(&c, "Share of g,..\n");
	canvas_clear(&c);
	CU_ASSERT_EQUAL(canvas_text_fit(&c, 0, 0, 14, INK_TEXT, "Hospital group"), 14);
	CU_ASSERT_EQUAL(canvas_text_fit(&c, 15, 0, 1, INK_TEXT, "abc"), 1);
	CU_ASSERT_EQUAL(canvas_text_fit(&c, 17, 0, 0, INK_TEXT, "abc"), 0);
	holds(&c, "Hospital group .\n");
	CU_ASSERT_EQUAL(c.clipped, 0);
	canvas_free(&c);
}

static void test_right_aligned(void)
{
	struct canvas c = make(10, 1);

	canvas_text_right(&c, 9, 0, 6, INK_VALUE, "0.5");
	holds(&c, "       0.5\n");
	CU_ASSERT_EQUAL(canvas_at(&c, 7, 0)->ink, INK_VALUE);
	CU_ASSERT_EQUAL(canvas_at(&c, 6, 0)->ink, INK_TEXT);
	canvas_free(&c);
}

static void test_wide_characters_stay_whole(void)
{
	struct canvas c = make(6, 1);

	CU_ASSERT_EQUAL(canvas_text(&c, 0, 0, 5, INK_TEXT, "\xe4\xb8\xad\xe6\x96\x87\xe5\xad\x97"),
		4);
	CU_ASSERT_EQUAL(c.clipped, 1);
	holds(&c, "\xe4\xb8\xad\xe6\x96\x87\n");
	CU_ASSERT_EQUAL(canvas_at(&c, 1, 0)->cp, 0);
	canvas_put(&c, 1, 0, 'x', INK_TEXT); /* over a right half: the left one goes */
	holds(&c, " x\xe6\x96\x87\n");
	canvas_put(&c, 2, 0, 'y', INK_TEXT); /* over a left half: the right one goes */
	holds(&c, " xy\n");
	CU_ASSERT_EQUAL(canvas_at(&c, 3, 0)->cp, ' ');
	canvas_put(&c, 5, 0, 0x4e2d, INK_TEXT); /* no room for two columns */
	CU_ASSERT_EQUAL(canvas_at(&c, 5, 0)->cp, ' ');
	canvas_free(&c);
}

#define FAMILY "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"
#define FLAG "\xf0\x9f\x87\xba\xf0\x9f\x87\xb8"
#define E_ACUTE "e\xcc\x81"

static void test_clusters_stay_whole(void)
{
	struct canvas c = make(8, 1);

	CU_ASSERT_EQUAL(canvas_text(&c, 0, 0, 8, INK_TEXT, FAMILY "a" FLAG E_ACUTE "bcd"), 8);
	CU_ASSERT_EQUAL(c.clipped, 1);
	holds(&c, FAMILY "a" FLAG E_ACUTE "bc\n");
	CU_ASSERT_EQUAL(canvas_at(&c, 1, 0)->cp, 0);
	CU_ASSERT_EQUAL(canvas_at(&c, 2, 0)->cp, 'a');
	CU_ASSERT_STRING_EQUAL(canvas_rest(&c, canvas_at(&c, 5, 0)), "\xcc\x81");
	CU_ASSERT_STRING_EQUAL(canvas_rest(&c, canvas_at(&c, 2, 0)), "");
	canvas_put(&c, 1, 0, 'x', INK_TEXT);
	canvas_put(&c, 3, 0, 'y', INK_TEXT);
	holds(&c, " xay " E_ACUTE "bc\n");
	/* equal cells are equal in the next drawing */
	struct cell before = *canvas_at(&c, 5, 0);
	canvas_clear(&c);
	CU_ASSERT_EQUAL(canvas_text_fit(&c, 0, 0, 5, INK_TEXT, FAMILY FAMILY FAMILY), 4);
	holds(&c, FAMILY "..\n");
	canvas_clear(&c);
	CU_ASSERT_EQUAL(canvas_text_right(&c, 7, 0, 8, INK_TEXT, "a" FLAG E_ACUTE), 4);
	holds(&c, "    a" FLAG E_ACUTE "\n");
	CU_ASSERT_EQUAL(canvas_at(&c, 7, 0)->cp, before.cp);
	CU_ASSERT_EQUAL(canvas_at(&c, 7, 0)->rest, before.rest);
	canvas_free(&c);
}

/* A row of the longest characters there are is not cut for want of bytes. */
static void test_long_clusters_fill_a_row(void)
{
	static const char longest[] = "\xf0\x9f\x91\xa8\xf0\x9f\x8f\xbb\xf0\x9f\x8f\xbb\xe2\x80\x8d"
		"\xf0\x9f\x91\xa8\xf0\x9f\x8f\xbb\xf0\x9f\x8f\xbb\xe2\x80\x8d"
		"\xf0\x9f\x91\xa8\xf0\x9f\x8f\xbb\xf0\x9f\x8f\xbb\xe2\x80\x8d"
		"\xf0\x9f\x91\xa8\xf0\x9f\x8f\xbb\xf0\x9f\x8f\xbb";
	struct canvas c = make(CANVAS_COLS_MAX, 1);
	char *row = calloc(CANVAS_COLS_MAX / 2 + 1, sizeof longest);

	CU_ASSERT_PTR_NOT_NULL_FATAL(row);
	for (int i = 0; i < CANVAS_COLS_MAX / 2; i++)
		memcpy(row + (size_t)i * (sizeof longest - 1), longest, sizeof longest);
	CU_ASSERT_EQUAL(canvas_text(&c, 0, 0, CANVAS_COLS_MAX, INK_TEXT, row), CANVAS_COLS_MAX);
	CU_ASSERT_EQUAL(c.clipped, 0);
	free(row);
	canvas_free(&c);
}

static void test_hostile_text_is_made_harmless(void)
{
	struct canvas c = make(40, 1);

	canvas_text(&c, 0, 0, 40, INK_TEXT, "a\x1b[2J\r\n\tb\x7f\xe2\x80\xae" "c\xff" "d");
	for (int x = 0; x < 40; x++) {
		unsigned cp = canvas_at(&c, x, 0)->cp;

		CU_ASSERT(cp >= ' ' && cp != 0x7f && cp != 0x202e);
	}
	canvas_free(&c);
}

static void test_outside_is_ignored(void)
{
	struct canvas c = make(3, 3);

	canvas_put(&c, -1, 0, 'x', INK_TEXT);
	canvas_put(&c, 0, 3, 'x', INK_TEXT);
	canvas_fill(&c, (struct rect){ -5, -5, 6, 6 }, '#', INK_GOOD);
	canvas_paint(&c, -2, 1, 10, INK_CURSOR);
	CU_ASSERT_PTR_NULL(canvas_at(&c, 3, 0));
	CU_ASSERT_PTR_NULL(canvas_at(&c, 0, -1));
	CU_ASSERT_EQUAL(canvas_at(&c, 2, 1)->ink, INK_CURSOR);
	holds(&c, "#\n\n\n");
	canvas_free(&c);
}

void suite_canvas(void)
{
	CU_pSuite s = CU_add_suite("canvas", NULL, NULL);

	CU_add_test(s, "sizes from 1x1 to the limit", test_sizes);
	CU_add_test(s, "text that does not fit is counted", test_text_that_does_not_fit_is_counted);
	CU_add_test(s, "fitting shortens by intention", test_fitting_shortens_by_intention);
	CU_add_test(s, "right-aligned text", test_right_aligned);
	CU_add_test(s, "wide characters stay whole", test_wide_characters_stay_whole);
	CU_add_test(s, "characters of several code points stay whole", test_clusters_stay_whole);
	CU_add_test(s, "a row of the longest of them", test_long_clusters_fill_a_row);
	CU_add_test(s, "hostile text is made harmless", test_hostile_text_is_made_harmless);
	CU_add_test(s, "drawing outside is ignored", test_outside_is_ignored);
}
