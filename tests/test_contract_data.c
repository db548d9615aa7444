/* What a contract adds to data: columns of sweeps, quantities, numbers in lessons. By the closed
 * forms of haggle-theory(7): one specialist, revenue a, costs x^2. */
#include "child.h"
#include "games.h"
#include "json.h"

#include "bargain/facts.h"
#include "bargain/quantity.h"
#include "model/param.h"
#include "view/sheet.h"

#include <CUnit/CUnit.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool near(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

/* The last row of a sweep of a preset. */
static json_t *last_row(const char *options)
{
	char script[400];
	struct child ran;
	json_t *row;

	snprintf(script, sizeof script, "\"$HAGGLE\" sweep --format=json %s | tail -n 1", options);
	child_shell(&ran, script);
	row = json_read(ran.out, NULL);
	CU_ASSERT_PTR_NOT_NULL_FATAL(row);
	child_free(&ran);
	return row;
}

/* Half of the revenue of 1, half of either cost of 1/4, and the fee. */
static void test_paid(void)
{
	json_t *row = last_row("-v medicine.contract.fee=0:.1:2 --set medicine.contract.cost-share=.5"
		" --set medicine.contract.base-share=.5 --set delta=.5 symmetric");

	CU_ASSERT(near(json_double_at(row, "paid_medicine"), .6));
	CU_ASSERT(near(json_double_at(row, "u_generalist"), .35));
	CU_ASSERT(near(json_double_at(row, "u_medicine"), .15));
	json_decref(row);
	/* without any but along the axis, too; without even that, not at all */
	row = last_row("-v medicine.contract.fee=0:.1:2 --set delta=.5 symmetric");
	CU_ASSERT(near(json_double_at(row, "paid_medicine"), .35));
	CU_ASSERT(isnan(json_double_at(row, "payment_generalist")));
	json_decref(row);
	row = last_row("-v medicine.outside=0:.01:2 --set delta=.5 symmetric");
	CU_ASSERT(isnan(json_double_at(row, "paid_medicine")));
	json_decref(row);
}

/* At costs 1 and 2 the share is 2/3, the pie 7/24: half of it less 1/6 is 1/48. */
static void test_payments(void)
{
	json_t *row = last_row("-v medicine.cost.scale=1:2:2 --set transfers=yes symmetric");

	CU_ASSERT(fabs(json_double_at(row, "payment_generalist") + 1. / 48) < 1e-7);
	CU_ASSERT(fabs(json_double_at(row, "payment_medicine") - 1. / 48) < 1e-7);
	CU_ASSERT(isnan(json_double_at(row, "paid_medicine")));
	json_decref(row);
}

/* Wherever a solution is printed, its lump sums are: of Nash's at costs 1 and 2, 1/48 from the
 * generalist to the specialist; of the powerful generalist's, all of the specialist's 1/8. */
static void test_printed(void)
{
	static const struct { const char *arguments, *says; } of[] = {
		{"solve side-payments", "\nNash                 0.666667      0.145833    0.145833"
			"    -0.0208333  0.291667"},
		{"solve side-payments", "\nPowerful generalist  0.666667      0.291667           0"
			"         0.125  0.291667"},
		{"solve -f json side-payments", "\"payments\":[-0.02083333333333331"},
		{"solve -f csv side-payments", ",search,safety,floor,welfare,paid,payment\n"},
		{"solve -f csv side-payments", ",0.7777777777777777,yes,proved,curve,,,,,0.125\n"},
		{"solve -f csv symmetric licence-fee", "\nlicence-fee,nash,yes,medicine,0,1,0.5,0,"
			"contribute,0.5,1,yes,proved,curve,,,,0.75,\n"},
		{"plot --view=solutions -f csv side-payments", ",payment_generalist,payment_medicine,"},
		{"plot --view=solutions side-payments", "0.1458 0.1458 0.2917 -0.0208 ["},
		{"solve -s transfers=yes three-domains", "\nPowerful law         -0.710059    2.82155"
			"        0\n"},
		/* what a lump sum gives stays, whatever is done */
		{"solve side-payments", "at all would pay Foundation lab -0.02083."},
		{"solve side-payments", "and gets 0.1458; free-riding would have paid it 0.1319, "
			"abstaining\n0.02083."},
		/* (3 - .25) / 4 and (3 - 1.75) / 4 */
		{"solve profit-pot", "free-riding would have paid it 0.6875, abstaining 0.3125."},
		{"solve profit-pot", "The generalist's share of the pot is 0.25.\n"},
	};
	char script[200];
	struct child ran;

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		snprintf(script, sizeof script, "\"$HAGGLE\" %s", of[i].arguments);
		child_shell(&ran, script);
		CU_ASSERT_EQUAL(ran.status, 0);
		CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, of[i].says));
		if (!strstr(ran.out, of[i].says))
			fprintf(stderr, "not said: %s\n%s\n", of[i].says, ran.out);
		child_free(&ran);
	}
	/* where nobody has a contract there is no column of one */
	child_shell(&ran, "\"$HAGGLE\" solve -f csv symmetric weak-floor; \"$HAGGLE\" solve symmetric");
	CU_ASSERT_PTR_NULL(strstr(ran.out, "payment"));
	CU_ASSERT_PTR_NULL(strstr(ran.out, "Payment"));
	child_free(&ran);
}

/* Offers in turn, endless: the share proposed at patience .9 and .9 is 5 sqrt(364) / 10 - 9. */
static void test_patience(void)
{
	json_t *row = last_row("-v medicine.patience=.8:.9:2 --set bargain=alternating symmetric");

	CU_ASSERT(fabs(json_double_at(row, "delta_medicine") - (.5 * sqrt(364) - 9)) < 1e-6);
	json_decref(row);
	row = last_row("-v medicine.patience=.9:.8:2 --set bargain=alternating symmetric");
	CU_ASSERT(fabs(json_double_at(row, "delta_medicine") - .666685) < 1e-6);
	json_decref(row);
}

/* Whether stepping through all quantities comes by one. */
static bool stepped_to(const struct scenario *s, struct quantity wanted)
{
	struct quantity q = quantity_default(s, true);

	for (int i = 0; i < 40; i++, q = quantity_next(s, q, +1, true))
		if (q.kind == wanted.kind && q.player == wanted.player)
			return true;
	return false;
}

static void test_quantities(void)
{
	struct scenario s;
	struct quantity paid, payment;
	struct error err;
	char text[100];

	games_open("three-domains", "", &s);
	CU_ASSERT_EQUAL(quantity_read(&s, "paid:law", &paid, &err), STATUS_OK);
	CU_ASSERT_EQUAL(quantity_read(&s, "payment:generalist", &payment, &err), STATUS_OK);
	CU_ASSERT_EQUAL(quantity_read(&s, "paid:generalist", &payment, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(quantity_read(&s, "payment:law", &payment, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(quantity_name(&s, paid, text, sizeof text), "paid:law");
	quantity_label(&s, paid, text, sizeof text);
	CU_ASSERT_EQUAL(strncmp(text, "paid to g by ", 13), 0);
	quantity_label(&s, payment, text, sizeof text);
	CU_ASSERT_EQUAL(strncmp(text, "payment to ", 11), 0);
	/* only where the contract has them do keys come by them */
	CU_ASSERT_FALSE(stepped_to(&s, paid));
	CU_ASSERT_FALSE(stepped_to(&s, payment));
	CU_ASSERT_EQUAL(param_assign(&s, "contract.fee=.1", &err), STATUS_OK);
	CU_ASSERT_TRUE(stepped_to(&s, paid));
	CU_ASSERT_EQUAL(param_assign(&s, "transfers=yes", &err), STATUS_OK);
	CU_ASSERT_TRUE(stepped_to(&s, payment));
	scenario_free(&s);
}

/* A text's numbers, filled in. */
static void fills(const char *sets, const char *text, const char *expected)
{
	struct scenario s;
	struct facts *f;
	bool known = true;
	char ini[400], *filled;

	snprintf(ini, sizeof ini, "[scenario]\n%s[generalist]\n[specialist d]\n"
		"cost.scale = 2\n[lesson]\ntitle = A\ntext = %s\n", sets, text);
	games_open(ini, "", &s);
	CU_ASSERT_EQUAL_FATAL(facts_alloc(&f, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(facts_start(f, &s, 0, NULL, NULL), STATUS_OK);
	while (facts_step(f, -1))
		;
	filled = facts_fill(f, s.lesson.step[0].text, LESSON_ASKED, &known);
	CU_ASSERT_STRING_EQUAL(filled, expected);
	free(filled);
	facts_free(f);
	scenario_free(&s);
}

static void test_lesson_numbers(void)
{
	fills("bargain = nash\ntransfers = yes\n", "{payment_generalist:.4} {payment_d:.4}", "-0.0208 0.0208");
	/* all of the revenue of 1/2, less what the specialist is paid to stay */
	fills("bargain = fixed\ndelta = 1\ncontract.fee = -.25\n", "{paid_d:.2}", "0.25");
}

/* Columns and their values keep together. */
static void test_sheet(void)
{
	struct scenario s;
	struct outcome out;
	struct sheet t;
	double delta = .5;
	const struct value *v;

	games_open("[scenario]\ntransfers = yes\ncontract.fee = .1\n[generalist]\n[specialist d]\n", "",
		&s);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&out, 1, NULL), STATUS_OK);
	out.joint = 3;
	out.domain[0].paid = 4;
	out.payment = -5;
	out.domain[0].payment = 5;
	sheet_init(&t);
	sheet_column(&t, "share");
	sheet_outcome_columns(&t, &s.game, true);
	sheet_column(&t, "more");
	CU_ASSERT_PTR_NOT_NULL(sheet_point(&t, .5, &delta, &out, false));
	v = sheet_at(&t, 0);
	for (int i = 0; i < t.columns; i++) {
		double number = v[i].number;

		CU_ASSERT(strcmp(t.name[i], "joint") != 0 || number == 3);
		CU_ASSERT(strcmp(t.name[i], "paid_d") != 0 || number == 4);
		CU_ASSERT(strcmp(t.name[i], "payment_generalist") != 0 || number == -5);
		CU_ASSERT(strcmp(t.name[i], "payment_d") != 0 || number == 5);
		CU_ASSERT(strcmp(t.name[i], "more") != 0 || isnan(number));
	}
	CU_ASSERT_STRING_EQUAL(t.name[t.columns - 2], "payment_d");
	sheet_free(&t);
	outcome_free(&out);
	scenario_free(&s);
}

void suite_contract_data(void);
void suite_contract_data(void)
{
	CU_pSuite suite = CU_add_suite("contract_data", NULL, NULL);

	CU_add_test(suite, "sweeps: what domains pay", test_paid);
	CU_add_test(suite, "lump sums wherever solutions are printed", test_printed);
	CU_add_test(suite, "sweeps: lump sums", test_payments);
	CU_add_test(suite, "sweeps: over patience", test_patience);
	CU_add_test(suite, "quantities by name and by key", test_quantities);
	CU_add_test(suite, "numbers in lessons", test_lesson_numbers);
	CU_add_test(suite, "a view's data", test_sheet);
}
