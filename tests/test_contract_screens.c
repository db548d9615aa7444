/* Contracts as they are drawn: golden screens, and marks in the cells of the closed forms of
 * haggle-theory(7) for one specialist, revenue a, costs x^2. */
#include "drive.h"
#include "golden.h"

#include <CUnit/CUnit.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void look(const char *preset, enum view_id view, int cols, int rows, bool unicode)
{
	struct explorer e;
	char name[80];

	drive_open(&e, preset, cols, rows);
	e.canvas.unicode = unicode;
	drive_view(&e, view);
	CU_ASSERT_EQUAL(e.canvas.clipped, 0);
	snprintf(name, sizeof name, "contract-%s-%s-%dx%d-%s", view_info(view)->name, preset, cols,
		rows, unicode ? "unicode" : "ascii");
	golden_check(&e.canvas, name);
	explorer_free(&e);
}

static void test_golden(void)
{
	static const struct { const char *preset; enum view_id view; } of[] = {
		{"side-payments", VIEW_OVERVIEW}, {"matched-costs", VIEW_FRONTIER},
		{"profit-pot", VIEW_FRONTIER}, {"licence-fee", VIEW_UTILITIES},
		{"matched-costs", VIEW_INVESTMENT}, {"sabotage", VIEW_RESPONSE}};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		look(of[i].preset, of[i].view, 80, 24, false);
		look(of[i].preset, of[i].view, 140, 45, true);
	}
}

/* The cells of the chosen view's plot with that mark: how many, and how many of them `right`
 * finds no value of in their cell or beside it. */
static int count_marks(const struct explorer *e, char mark, double (*right)(double x), int *wrong)
{
	const struct view_hit *h = &e->shown.hit;
	int count = 0;

	*wrong = 0;
	for (int y = h->inner.y; y < h->inner.y + h->inner.h; y++)
		for (int x = h->inner.x; x < h->inner.x + h->inner.w; x++) {
			double at = h->x.low + (h->x.high - h->x.low) * (x - h->inner.x) /
				(h->inner.w - 1);
			double up = h->y.low + (h->y.high - h->y.low) *
				(h->inner.y + h->inner.h - 1 - y) / (h->inner.h - 1);
			double row = (h->y.high - h->y.low) / (h->inner.h - 1);
			double column = (h->x.high - h->x.low) / (h->inner.w - 1);
			double low = fmin(right(at - column), right(at + column));
			double high = fmax(right(at - column), right(at + column));

			if (canvas_at(&e->canvas, x, y)->cp != (uint32_t)mark)
				continue;
			count++;
			*wrong += up < low - row || up > high + row;
		}
	return count;
}

/* Costs 1 and 2: the pie is 1/4 + 1/8 - 1/12. */
static double pie(double g)
{
	return 7. / 24 - g;
}

static void test_line(void)
{
	struct explorer e;
	int wrong, count;

	drive_open(&e, "side-payments", 100, 40);
	drive_view(&e, VIEW_FRONTIER);
	count = count_marks(&e, '/', pie, &wrong);
	CU_ASSERT(count > 30);
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT_TRUE(drive_shows(&e, "/ payments  . without"));
	/* no more than shares: no line */
	drive_go(&e, "transfers");
	drive_press(&e, 'f');
	drive_finish(&e);
	count = count_marks(&e, '/', pie, &wrong);
	CU_ASSERT_EQUAL(count, 0);
	explorer_free(&e);
}

/* U_G = d^2/4 + d (1 - d)/2 and U_D = d (1 - d)/2 + (1 - d)^2/4, so that with s = 1 - d
 * g = (1 - s^2)/4 and m = (1 - d^2)/4. */
static double plain_share(double g)
{
	double s = sqrt(fmax(1 - 4 * g, 0));

	return g < 0 ? 0 : (1 - (1 - s) * (1 - s)) / 4;
}

static void test_ghost(void)
{
	struct explorer e;
	int wrong, count;

	drive_open(&e, "matched-costs", 100, 40);
	drive_view(&e, VIEW_FRONTIER);
	CU_ASSERT_TRUE(drive_shows(&e, "' plain share"));
	count = count_marks(&e, '\'', plain_share, &wrong);
	CU_ASSERT(count > 20);
	CU_ASSERT_EQUAL(wrong, 0);
	/* what is pinned has the ghost */
	drive_press(&e, 'p');
	drive_finish(&e);
	CU_ASSERT_FALSE(drive_shows(&e, "' plain share"));
	CU_ASSERT_TRUE(drive_shows(&e, "' & pinned"));
	drive_press(&e, 'p');
	/* without terms there is nothing to hold it against */
	drive_go(&e, "contract");
	drive_type(&e, "ff");
	drive_finish(&e);
	CU_ASSERT_FALSE(drive_shows(&e, "' plain share"));
	explorer_free(&e);
}

static const char two_domains[] = "[scenario]\nbargain = nash\n%s[generalist]\ncost.scale = 2\n"
	"[specialist m]\ncost.scale = .5\n%s[specialist l]\nrevenue.scale = 2\n%s";

static void start_two(struct explorer *e, const char *bargain, const char *terms)
{
	char text[400];

	snprintf(text, sizeof text, two_domains, bargain, terms, terms);
	drive_start_text(e, text);
	drive_view(e, VIEW_FRONTIER);
}

/* With a share for each domain the ghost is of points, each an outcome without the terms: there
 * a0 = (d_m + 2 d_l) / 4, and each adds 1 - d. */
static void test_ghost_of_points(void)
{
	struct explorer e;
	const struct study *plain;
	int wrong = 0;

	start_two(&e, "", "contract.cost-share = 0.4\n");
	CU_ASSERT_TRUE(drive_shows(&e, "' plain share"));
	plain = e.pipeline.study->plain;
	CU_ASSERT_PTR_NOT_NULL_FATAL(plain);
	CU_ASSERT(plain->points > 50);
	for (int i = 0; i < plain->points; i++) {
		const double *u = plain->point[i].u, *d = plain->point[i].delta;
		double a0 = (d[0] + 2 * d[1]) / 4, x = 1 - d[0], y = 1 - d[1];

		wrong += fabs(u[0] - (d[0] * (a0 + x) + 2 * d[1] * (a0 + y) - 2 * a0 * a0)) > 1e-6;
		wrong += fabs(u[1] - (x * (a0 + x) - x * x / 2)) > 1e-6;
		wrong += fabs(u[2] - (2 * y * (a0 + y) - y * y)) > 1e-6;
	}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT(count_marks(&e, '\'', plain_share, &wrong) > 20);
	explorer_free(&e);
	start_two(&e, "", "");
	CU_ASSERT_FALSE(drive_shows(&e, "plain share"));
	CU_ASSERT_PTR_NULL(e.pipeline.study->plain);
	explorer_free(&e);
}

/* 1.982143 is the largest sum of s = (1, 2), costs 2 and (.5, 1). */
static double pie_of_two(double g)
{
	return 1.982143 - g;
}

/* With lump sums it is what there is without them. */
static void test_line_of_two(void)
{
	struct explorer e;
	int wrong, count;

	start_two(&e, "transfers = yes\n", "");
	CU_ASSERT_TRUE(drive_shows(&e, "/ payments  . without"));
	count = count_marks(&e, '/', pie_of_two, &wrong);
	CU_ASSERT(count > 30);
	CU_ASSERT_EQUAL(wrong, 0);
	count = count_marks(&e, '.', pie_of_two, &wrong);
	CU_ASSERT(count > 100);
	CU_ASSERT_EQUAL(wrong, count); /* none on the line: none reaches the sum with l out of it */
	CU_ASSERT_TRUE(drive_shows(&e, "1 point"));
	explorer_free(&e);
}

/* Under terms too, and the plain share's ghost beside it: with part of the costs borne the same
 * shares give each an outcome by m's and l's own closed forms. */
static void test_lump_sums_and_terms(void)
{
	struct explorer e;
	const struct study *unpaid;
	int wrong = 0;

	start_two(&e, "transfers = yes\n", "contract.cost-share = 0.4\n");
	CU_ASSERT_TRUE(drive_shows(&e, "/ payments  . without  ' plain share"));
	unpaid = e.pipeline.study->unpaid;
	CU_ASSERT_PTR_NOT_NULL_FATAL(unpaid);
	CU_ASSERT(unpaid->points > 50);
	for (int i = 0; i < unpaid->points; i++) {
		const double *u = unpaid->point[i].u, *d = unpaid->point[i].delta;
		double a0 = (d[0] + 2 * d[1]) / 4, x = (1 - d[0]) / .6, y = (1 - d[1]) / .6;

		wrong += fabs(u[1] - ((1 - d[0]) * (a0 + x) - .6 * x * x / 2)) > 1e-6;
		wrong += fabs(u[2] - (2 * (1 - d[1]) * (a0 + y) - .6 * y * y)) > 1e-6;
	}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT(count_marks(&e, '.', pie_of_two, &wrong) > 100);
	CU_ASSERT(count_marks(&e, '\'', pie_of_two, &wrong) > 20);
	explorer_free(&e);
}

/* The row whose tick has that label; -1: none. */
static int labelled(const struct explorer *e, const char *label)
{
	char row[CANVAS_COLS_MAX + 1];

	for (int y = 1; y < e->canvas.rows; y++)
		if (strstr(drive_row(e, y, row), label))
			return y;
	return -1;
}

/* The level at which "m-" stands at the left end of the plot. */
static double tick_of(const struct explorer *e, char mark)
{
	const struct rect *r = &e->shown.hit.inner;
	int zero = labelled(e, " 0.0+"), one = labelled(e, " 1.0+");

	for (int y = r->y; y < r->y + r->h; y++)
		if (canvas_at(&e->canvas, r->x, y)->cp == (uint32_t)mark &&
			canvas_at(&e->canvas, r->x + 1, y)->cp == '-')
			return (double)(zero - y) / (zero - one);
	return NAN;
}

static void test_first_best(void)
{
	struct explorer e;

	drive_open(&e, "matched-costs", 100, 40);
	drive_view(&e, VIEW_INVESTMENT);
	CU_ASSERT(fabs(tick_of(&e, 'm') - 1) < .03);
	CU_ASSERT(fabs(tick_of(&e, 'g') - .5) < .03);
	drive_view(&e, VIEW_UTILITIES);
	CU_ASSERT_TRUE(drive_shows(&e, "- first best"));
	explorer_free(&e);
	drive_open(&e, "symmetric", 100, 40);
	drive_view(&e, VIEW_UTILITIES);
	CU_ASSERT_FALSE(drive_shows(&e, "- first best"));
	explorer_free(&e);
}

/* delta = .8, lambda = .5: D takes part up to .2 + sqrt(.06), and no further. */
static void test_interval(void)
{
	struct explorer e;
	char row[CANVAS_COLS_MAX + 1];
	const struct view_hit *h = &e.shown.hit;
	const char *strip = NULL;
	int in = 0, at;

	drive_start_text(&e, "[scenario]\nbargain = fixed\ndelta = 0.8\n[generalist]\n"
		"[specialist m]\ncontract.base-share = 0.5\n");
	drive_view(&e, VIEW_RESPONSE);
	for (int y = 0; y < e.canvas.rows && !strip; y++)
		strip = strstr(drive_row(&e, y, row), "| m     c");
	CU_ASSERT_PTR_NOT_NULL_FATAL(strip);
	strip = row;
	for (int x = h->inner.x; x < h->inner.x + h->inner.w; x++)
		in += strip[x] == 'c' || strip[x] == 'f';
	at = (int)lround((.2 + sqrt(.06)) / h->x.high * (h->inner.w - 1));
	CU_ASSERT(abs(in - (at + 1)) <= 1);
	CU_ASSERT_EQUAL(strip[h->inner.x + h->inner.w - 1], '-');
	explorer_free(&e);
}

/* The terms that hold a level are named with it. */
static void test_sentences(void)
{
	struct explorer e;

	drive_open(&e, "licence-fee", 140, 45);
	drive_view(&e, VIEW_UTILITIES);
	CU_ASSERT_TRUE(drive_shows(&e, "Foundation lab builds 0.5, though it gets no share: below "
		"that Hospital group declines the fee of 0.75."));
	explorer_free(&e);
	drive_open(&e, "licence-fee", 80, 24);
	drive_view(&e, VIEW_UTILITIES);
	CU_ASSERT_TRUE(drive_shows(&e, "builds 0.5: below, Hospital group declines the fee of"));
	explorer_free(&e);
	drive_start_text(&e, "[scenario]\nbargain = fixed\ndelta = 0.8\n[generalist]\n"
		"[specialist m]\ncontract.base-share = 0.5\n");
	drive_view(&e, VIEW_UTILITIES);
	CU_ASSERT_TRUE(drive_shows(&e, "stops at 0.4449: beyond, its cost would drive m out."));
	drive_act(&e, ACTION_WHY);
	explorer_draw(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "stops at 0.4449: beyond, its cost would drive m out."));
	explorer_free(&e);
	drive_open(&e, "side-payments", 100, 40);
	drive_act(&e, ACTION_WHY);
	explorer_draw(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "Payments move 0.02083 from Foundation lab to"));
	drive_press(&e, K_ESC);
	drive_view(&e, VIEW_UTILITIES); /* curves are of shares alone */
	CU_ASSERT_TRUE(drive_shows(&e, "efore payments"));
	explorer_free(&e);
}

/* A specialist stops where what it keeps of a further unit is its part of what that costs:
 * 1 - .663173 where costs are matched, 1/4 in the pot; and with half of all costs the other's,
 * 1/2 at the first best. */
static void test_functions(void)
{
	struct explorer e;

	drive_open(&e, "matched-costs", 140, 45);
	drive_view(&e, VIEW_FUNCTIONS);
	CU_ASSERT_TRUE(drive_shows(&e, "there the next unit costs 1.000 (m pays 0.337) and "));
	explorer_free(&e);
	drive_open(&e, "profit-pot", 140, 45);
	drive_view(&e, VIEW_FUNCTIONS);
	CU_ASSERT_TRUE(drive_shows(&e, "there the next unit costs 1.000 (m pays 0.250) and "));
	drive_type(&e, "I");
	drive_press(&e, K_RIGHT);
	explorer_draw(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "(m pays "));
	explorer_free(&e);
	drive_start_text(&e, "[scenario]\nbargain = fixed\ndelta = 0.5\n[generalist]\n[specialist m]\n"
		"contract.cost-share = 0.5\ncontract.base-share = 0.5\n");
	drive_view(&e, VIEW_FUNCTIONS);
	CU_ASSERT_TRUE(drive_shows(&e, "g stops at 0.5000"));
	CU_ASSERT_TRUE(drive_shows(&e, "(m pays 0.500)"));
	explorer_free(&e);
	/* without terms nobody bears a part */
	drive_open(&e, "symmetric", 140, 45);
	drive_view(&e, VIEW_FUNCTIONS);
	CU_ASSERT_TRUE(drive_shows(&e, "there the next unit costs m 0.500, all it keeps of"));
	CU_ASSERT_FALSE(drive_shows(&e, "pays"));
	explorer_free(&e);
	/* Where a floor takes it further, d keeps less than it pays: 0.61 of 1, and 2 times 0.45. */
	drive_open(&e, "backfire-under-nash", 140, 45);
	drive_view(&e, VIEW_FUNCTIONS);
	CU_ASSERT_TRUE(drive_shows(&e, "(d keeps 0.610)"));
	CU_ASSERT_TRUE(drive_shows(&e, "The floor takes it there."));
	explorer_free(&e);
	/* letters are not without their words for a long title's sake */
	drive_open(&e, "weak-floor", 80, 24);
	drive_view(&e, VIEW_FUNCTIONS);
	CU_ASSERT_TRUE(drive_shows(&e, " r earns  k kept  c costs  : floor"));
	explorer_free(&e);
}

/* What a contract leaves no choice about has no row. */
static void test_rows(void)
{
	struct explorer e;

	drive_open(&e, "profit-pot", 140, 45);
	CU_ASSERT_FALSE(drive_shows(&e, "   fee"));
	CU_ASSERT_FALSE(drive_shows(&e, "payments"));
	explorer_free(&e);
	drive_open(&e, "matched-costs", 140, 45);
	CU_ASSERT_TRUE(drive_shows(&e, "   fee"));
	CU_ASSERT_FALSE(drive_shows(&e, "   cost share"));
	CU_ASSERT_TRUE(drive_shows(&e, "   base share"));
	explorer_free(&e);
	/* one is found, and stands in the panel while it is chosen */
	drive_open(&e, "symmetric", 80, 24);
	CU_ASSERT_FALSE(drive_shows(&e, "base share"));
	drive_type(&e, "/base share");
	drive_press(&e, K_ENTER);
	explorer_draw(&e);
	CU_ASSERT_TRUE(drive_shows(&e, ">  base share"));
	drive_type(&e, "L");
	CU_ASSERT_EQUAL(drive_value(&e, "medicine.contract.base-share"), .5);
	explorer_free(&e);
}

/* Fees over eighteen powers of ten: up to 1.43 there is agreement, beyond nobody does anything,
 * and the strip says so. */
static void test_wide(void)
{
	struct explorer e;
	char row[CANVAS_COLS_MAX + 1];
	const char *strip = NULL;

	drive_open(&e, "symmetric", 80, 30);
	drive_view(&e, VIEW_STATICS);
	drive_go(&e, "medicine.contract.fee");
	drive_act(&e, ACTION_AXIS_X);
	drive_act(&e, ACTION_RANGE_TYPE);
	drive_type(&e, "1e-9:1e9:log");
	drive_press(&e, K_ENTER);
	drive_finish(&e);
	CU_ASSERT_FALSE(drive_shows(&e, "no deal at any"));
	for (int y = 0; y < e.canvas.rows && !strip; y++)
		strip = strstr(drive_row(&e, y, row), "cccccccccc");
	CU_ASSERT_PTR_NOT_NULL_FATAL(strip);
	CU_ASSERT(strspn(strip, "c") < 30); /* of 50 columns */
	explorer_free(&e);
}

/* Whether the table of solutions tells what the chosen rule has a player pay, at that height. */
static bool tells_payments(struct explorer *e, int rows)
{
	char row[CANVAS_COLS_MAX + 1];
	int chosen = 0, blocks = 0;

	CU_ASSERT_EQUAL_FATAL(explorer_resize(e, 60, rows, NULL), STATUS_OK);
	drive_finish(e);
	for (int y = 1; y < rows; y++) {
		drive_row(e, y, row);
		blocks += strstr(row, "  rule  ") != NULL && (strstr(row, " joint") || strstr(row, " best"));
		chosen += strstr(row, ">N Nash ") != NULL;
	}
	return drive_shows(e, " to g ") && !drive_shows(e, "No room for") && chosen == 2 && blocks == 2;
}

static void test_narrow_payments(void)
{
	struct explorer e;

	drive_open(&e, "side-payments", 60, 24);
	drive_view(&e, VIEW_SOLUTIONS);
	for (int rows = 16; rows <= 30; rows++)
		CU_ASSERT_TRUE(tells_payments(&e, rows));
	explorer_free(&e);
	start_two(&e, "share = separate\ntransfers = yes\n", "");
	drive_view(&e, VIEW_SOLUTIONS);
	for (int rows = 16; rows <= 30; rows++)
		CU_ASSERT_TRUE(tells_payments(&e, rows));
	explorer_free(&e);
}

void suite_contract_screens(void);
void suite_contract_screens(void)
{
	CU_pSuite suite = CU_add_suite("contract_screens", NULL, NULL);

	CU_add_test(suite, "golden screens", test_golden);
	CU_add_test(suite, "the line of lump sums", test_line);
	CU_add_test(suite, "the plain share's ghost", test_ghost);
	CU_add_test(suite, "the same of several shares", test_ghost_of_points);
	CU_add_test(suite, "lump sums and several shares", test_line_of_two);
	CU_add_test(suite, "lump sums, terms and several shares", test_lump_sums_and_terms);
	CU_add_test(suite, "payments where there is little room", test_narrow_payments);
	CU_add_test(suite, "statics of all fees", test_wide);
	CU_add_test(suite, "first best: level and ticks", test_first_best);
	CU_add_test(suite, "what is said", test_sentences);
	CU_add_test(suite, "functions and the parts of costs", test_functions);
	CU_add_test(suite, "rows of contracts", test_rows);
	CU_add_test(suite, "levels at which a specialist takes part", test_interval);
}
