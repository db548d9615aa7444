/* What a contract adds to data: columns of sweeps, quantities, numbers in lessons. By the closed
 * forms of haggle-theory(7): one specialist, revenue a, costs x^2. */
#include "child.h"
#include "games.h"
#include "json.h"

#include "bargain/facts.h"
#include "bargain/quantity.h"
#include "model/rule.h"
#include "model/param.h"
#include "view/functions.h"
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
		{"solve side-payments", "\nNash                 0.666667  0.145833  0.145833"
			"    -0.0208333  0.291667"},
		{"solve side-payments", "\nPowerful generalist  0.666667  0.291667         0"
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
		CU_ASSERT_TRUE(child_ends(script, 0, of[i].says, NULL));
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

/* ---- every parameter of contracts, as the table has them ------------------------------ */

/* A scenario in which all of them are in use. */
static const char all_in_use[] = "[scenario]\nbargain = alternating\ntransfers = no\n"
	"[generalist]\n[specialist m]\n";

static bool of_contracts(const struct param_info *info)
{
	return info->contract || info->rule == RULE_ALTERNATING;
}

/* A value other than the one it has, well inside what is allowed. */
static double other_value(const struct scenario *s, const struct param_ref *ref)
{
	struct slider slider;

	if (ref->info->kind == PARAM_CHOICE)
		return param_get(s, ref) > 0 ? 0 : 1;
	param_slider(s, ref, &slider);
	return param_step(s, ref, param_get(s, ref), param_get(s, ref) > .5 ? -3 : 3);
}

/* Written and read again it has the value that it was set to, and others theirs. */
static void survives(const struct scenario *s, const struct param_ref *ref)
{
	struct scenario set, back;
	struct error_list errors;
	struct param_ref there;
	char name[100], *text;

	CU_ASSERT_EQUAL_FATAL(scenario_copy(&set, s, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(param_find(&set, param_name(s, ref, name, sizeof name), &there, NULL),
		STATUS_OK);
	CU_ASSERT_EQUAL(param_set(&set, &there, other_value(s, ref), NULL), STATUS_OK);
	CU_ASSERT_NOT_EQUAL(param_get(&set, &there), param_get(s, ref));
	CU_ASSERT_EQUAL_FATAL(scenario_write(&set, &text, NULL), STATUS_OK);
	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("x", text, strlen(text), &back, &errors), STATUS_OK);
	for (int i = 0; i < param_count(&set); i++) {
		struct param_ref a, b;

		param_at(&set, i, &a);
		CU_ASSERT_EQUAL(param_find(&back, param_name(&set, &a, name, sizeof name), &b, NULL),
			STATUS_OK);
		CU_ASSERT(a.info->kind == PARAM_TEXT || a.info->kind == PARAM_FORMULA ||
			param_get(&set, &a) == param_get(&back, &b));
	}
	free(text);
	scenario_free(&back);
	scenario_free(&set);
}

/* It can be swept, and lie along statics and a map. */
static void is_an_axis(const struct param_info *info, const char *name)
{
	static const char *const commands[] = {
		"sweep -v %s=%g:%g:3 -", "plot --view=statics -f csv -x %s=%g:%g -",
		"plot --view=map -f csv -x m.cost.scale -y %s=%g:%g -"};
	char script[700], command[200];
	struct child ran;

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		snprintf(command, sizeof command, commands[i], name, info->whole ? 0 : .1,
			info->whole ? 2 : .5);
		snprintf(script, sizeof script, "printf '%%b' '[scenario]\\nbargain = %s\\n"
			"[generalist]\\n[specialist m]\\n' | \"$HAGGLE\" %s",
			info->rule == RULE_ALTERNATING ? "alternating" : "nash", command);
		child_shell(&ran, script);
		CU_ASSERT_EQUAL(ran.status, 0);
		CU_ASSERT_PTR_NOT_NULL(strstr(ran.out, name));
		CU_ASSERT(strchr(ran.out, '\n') != NULL && strlen(ran.out) > 100);
		if (ran.status != 0)
			fprintf(stderr, "\n%s: %s\n", command, ran.err);
		child_free(&ran);
	}
}

static void test_every_parameter(void)
{
	struct scenario s;
	int found = 0, axes = 0;

	games_open(all_in_use, "", &s);
	for (int i = 0; i < param_count(&s); i++) {
		struct param_ref ref;
		char name[100];

		param_at(&s, i, &ref);
		if (!of_contracts(ref.info))
			continue;
		found++;
		param_name(&s, &ref, name, sizeof name);
		survives(&s, &ref);
		if (ref.info->kind != PARAM_NUMBER || ref.player < 0)
			continue;
		is_an_axis(ref.info, name);
		axes++;
	}
	/* the table has eight rows: the three terms and both patiences are players' own */
	CU_ASSERT(found >= 9);
	CU_ASSERT_EQUAL(axes, 5);
	for (int i = 0, rows = 0; i < param_rows(); i++) {
		rows += of_contracts(param_row(i));
		CU_ASSERT(i + 1 < param_rows() || rows == 8);
	}
	scenario_free(&s);
}

/* ---- what statics and maps of them show -------------------------------------------------- */

/* The last field of a row of CSV. */
static double last_field(const char *row)
{
	const char *comma = row, *next;

	while ((next = strpbrk(comma, ",\n")) != NULL && *next == ',')
		comma = next + 1;
	return strtod(comma, NULL);
}

/* Without a share the fee alone builds: rising to all of the first best at 2p + q, which is .75,
 * and falling beyond, to .875 of it at 1. */
static void test_fee_statics(void)
{
	struct child ran;
	double best = 0, at = 0, last = 0;

	child_shell(&ran, "\"$HAGGLE\" plot --view=statics -x medicine.contract.fee=0:1 --show=efficiency "
		"-f csv -s delta=0 symmetric | tail -n +2");
	for (char *row = strtok(ran.out, "\n"); row; row = strtok(NULL, "\n")) {
		double fee = strtod(row, NULL), part = last_field(row);

		CU_ASSERT(fee > .75 ? part <= last + 1e-9 : part >= last - 1e-9);
		last = part;
		if (part > best) {
			best = part;
			at = fee;
		}
	}
	CU_ASSERT(near(best, 1));
	CU_ASSERT(near(at, .75));
	CU_ASSERT(near(last, .875));
	child_free(&ran);
}

/* Nothing is lost where cost and base share make one, at share = cost share; away from it
 * pq (1 - k - l)^2 / (p (1 - k)^2 + q (1 - l)^2) is, of 1/2, while everybody takes part. */
static void test_ridge(void)
{
	struct child ran;
	int ridge = 0, beside = 0, wrong = 0;

	child_shell(&ran, "\"$HAGGLE\" sweep -v medicine.contract.cost-share=0:.4:5 "
		"-v medicine.contract.base-share=.2:1:9 -s bargain=vertical-monopoly --format=json symmetric");
	for (char *row = strtok(ran.out, "\n"); row; row = strtok(NULL, "\n")) {
		json_t *r = json_read(row, NULL);
		double k = json_number_value(json_object_get(r, "medicine.contract.cost-share"));
		double l = json_number_value(json_object_get(r, "medicine.contract.base-share"));
		double part = json_double_at(r, "efficiency");
		double lost = .5 * pow(1 - k - l, 2) / (pow(1 - k, 2) + pow(1 - l, 2));

		if (l < 1 && fabs(k + l - 1) < 1e-9) {
			ridge++;
			wrong += fabs(part - 1) > 1e-6;
		} else if (k + l < 1) {
			beside++;
			wrong += fabs(part - (1 - lost)) > 1e-6;
		}
		json_decref(r);
	}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT(ridge >= 3);
	CU_ASSERT(beside >= 20);
	child_free(&ran);
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" plot --view=map -x medicine.contract.cost-share=0:.9 "
		"-y medicine.contract.base-share=.1:1 --show=efficiency -s bargain=vertical-monopoly symmetric",
		0, "across: cost share of m; up: base share of m", "1.0 1.0 1.0", NULL));
	/* a narrow one calls its axes in fewer words, whole ones */
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" plot --view=map --size=40x16 "
		"-x medicine.contract.cost-share=0:.9 -y medicine.contract.base-share=.1:1 symmetric",
		0, "\nx: m cost share  y: m base share\n", NULL));
}

/* The view of functions: of a unit more the generalist is given d s, less its part of what the
 * specialist's cost, here (a0 + x)^3 - a0^3, rises by; in any unit of levels. */
static void test_given(void)
{
	for (double unit = 1024; unit > 1e-4; unit /= 1024) {
		char text[400];
		struct error_list errors;
		struct study_plan plan = {.axis = -1, .want = HAVE_PRESENT};
		struct scenario s;
		struct study *st;
		struct functions_players of;
		double a, x, c = pow(unit, -3);

		snprintf(text, sizeof text, "[scenario]\nbargain = fixed\ndelta = 0.5\n[generalist]\n"
			"cost.scale = %.17g\n[specialist d]\nrevenue.scale = %.17g\ncost.basis = level\n"
			"cost.scale = %.17g\ncost.exponent = 3\ncontract.cost-share = 0.25\n",
			pow(unit, -2), 1 / unit, c);
		error_list_init(&errors);
		CU_ASSERT_EQUAL_FATAL(scenario_parse("given", text, strlen(text), &s, &errors), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
		study_step(st, -1);
		CU_ASSERT_TRUE_FATAL(study_has_outcome(st));
		a = st->present.alpha0;
		x = st->present.domain[0].investment;
		CU_ASSERT(x > .01 * unit);
		of = functions_players_of(&s, st, 0, QUANTITY_LEVEL);
		CU_ASSERT_DOUBLE_EQUAL(functions_value(&of, true, SHAPE_GIVEN, a) * unit,
			.5 - .25 * 3 * c * ((a + x) * (a + x) - a * a) * unit, 1e-9);
		study_free(st);
		scenario_free(&s);
	}
}

void suite_contract_data(void);
void suite_contract_data(void)
{
	CU_pSuite suite = CU_add_suite("contract_data", NULL, NULL);

	CU_add_test(suite, "what the generalist is given", test_given);
	CU_add_test(suite, "sweeps: what domains pay", test_paid);
	CU_add_test(suite, "lump sums wherever solutions are printed", test_printed);
	CU_add_test(suite, "sweeps: lump sums", test_payments);
	CU_add_test(suite, "every parameter of contracts", test_every_parameter);
	CU_add_test(suite, "statics over a fee", test_fee_statics);
	CU_add_test(suite, "where nothing is lost", test_ridge);
	CU_add_test(suite, "sweeps: over patience", test_patience);
	CU_add_test(suite, "quantities by name and by key", test_quantities);
	CU_add_test(suite, "numbers in lessons", test_lesson_numbers);
	CU_add_test(suite, "a view's data", test_sheet);
}
