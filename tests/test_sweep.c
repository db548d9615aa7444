/* Sweeps: rows in grid order whatever the threads and shards; digits. */
#include "child.h"
#include "pty.h"

#include "base/num.h"
#include "bargain/sweep.h"
#include "model/scenario.h"
#include "solver/equilibrium.h"
#include "view/report_sweep.h"

#include <CUnit/CUnit.h>

#include <float.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* ---- digits ------------------------------------------------------------------ */

static uint64_t next(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* Whether it reads back as the same number and is what num_format writes. */
static bool same_digits(const struct digits *d, double v)
{
	char fast[DIGITS_MAX + 1], slow[NUM_TEXT_MAX];
	size_t n = digits_write(d, v, fast);
	if (n > DIGITS_MAX)
		return false;
	fast[n] = '\0';
	return strcmp(fast, num_format(v, slow, sizeof slow)) == 0 && strtod(fast, NULL) == v;
}

static void test_digits(void)
{
	static const double edge[] = {0, -0.0, 1, -1.5, 10, .1, 1e22, 1e23, 5e-324, DBL_MIN,
		DBL_MAX, -DBL_MAX, 9007199254740993.0, 1e15, 1e14, 999999999999999.0,
		1234567890123456.0, 12345678901234568.0, 123456789012345680.0, 1e-4, 1e-5,
		1.0 / 3, 2.0 / 3, 4503599627370496.5, 1e100, 1e-100};
	struct digits *d = malloc(sizeof *d);
	uint64_t x = 88172645463325252u;
	int bad = 0;
	CU_ASSERT_FATAL(d != NULL);
	digits_init(d);
	for (size_t i = 0; i < sizeof edge / sizeof *edge; i++)
		CU_ASSERT(same_digits(d, edge[i]));
	for (int i = 0; i < 60000; i++) {
		uint64_t bits = next(&x);
		double v, unit = (double)(bits >> 11) / 9007199254740992.0;
		memcpy(&v, &bits, sizeof v);
		bad += isfinite(v) && !same_digits(d, v);
		bad += !same_digits(d, unit);
		bad += !same_digits(d, floor(unit * 1e6) / 1e3);
	}
	CU_ASSERT_EQUAL(bad, 0);
	free(d);
}

/* ---- sweeps ------------------------------------------------------------------ */

static const char game[] =
	"[scenario]\ntitle = t\nbargain = fixed\ndelta = 0.4 0.6\n"
	"[generalist]\ncost.scale = 1\n"
	"[specialist one]\ncost.scale = 2\ncost.fixed = .05\n"
	"[specialist two]\nrevenue = log\nrevenue.scale = 2\ncost.scale = 1\n";

struct sink {
	char *text;
	size_t length;
	long long rows, most; /* refuses more than that */
};

static bool take(void *context, const char *text, size_t n, long long rows)
{
	struct sink *k = context;
	char *grown;
	if (k->rows + rows > k->most || !(grown = realloc(k->text, k->length + n + 1)))
		return false;
	k->text = grown;
	memcpy(k->text + k->length, text, n);
	k->length += n;
	k->text[k->length] = '\0';
	k->rows += rows;
	return true;
}

static bool open_game(const char *text, struct scenario *s)
{
	struct error_list *errors = calloc(1, sizeof *errors);
	enum status status = scenario_parse("test", text, strlen(text), s, errors);
	free(errors);
	return status == STATUS_OK;
}

static void plan_init(struct sweep_plan *plan, const struct scenario *s)
{
	memset(plan, 0, sizeof *plan);
	plan->scenario = s;
	plan->jobs = 1;
}

static void add_axis(struct sweep_plan *plan, const char *name, double from, double to,
	long count, bool log)
{
	struct sweep_axis *a = &plan->axis[plan->axes++];
	*a = (struct sweep_axis){.from = from, .to = to, .count = count, .log = log};
	CU_ASSERT_FATAL(param_find(plan->scenario, name, &a->param, NULL) == STATUS_OK);
	plan->rows = sweep_rows(plan);
}

static enum status run(struct sweep_plan *plan, bool json, struct sink *k,
	struct sweep_result *result)
{
	struct sweep_table table;
	struct error err;
	enum status status = sweep_table_init(&table, plan, json, &err);
	if (status != STATUS_OK)
		return status;
	k->text = NULL;
	k->length = 0;
	k->rows = 0;
	plan->row_max = table.row_max;
	plan->format = sweep_table_row;
	plan->format_context = &table;
	plan->write = take;
	plan->write_context = k;
	status = sweep_check(plan, &err);
	if (status == STATUS_OK)
		status = sweep_run(plan, result, &err);
	sweep_table_free(&table);
	return status;
}

static void test_values(void)
{
	struct sweep_axis a = {.from = 0, .to = 1, .count = 11};
	CU_ASSERT_EQUAL(sweep_value(&a, 0), 0);
	CU_ASSERT_EQUAL(sweep_value(&a, 3), .3);
	CU_ASSERT_EQUAL(sweep_value(&a, 10), 1);
	for (int i = 1; i < 8; i++) { /* 0.1:0.9:9, 0:0.3:4: what one writes */
		static const double tenths[] = {.1, .2, .3, .4, .5, .6, .7, .8, .9};
		a = (struct sweep_axis){.from = .1, .to = .9, .count = 9};
		CU_ASSERT_EQUAL(sweep_value(&a, i), tenths[i]);
		a = (struct sweep_axis){.from = 0, .to = .3, .count = 4};
		CU_ASSERT_EQUAL(sweep_value(&a, 1 + i % 2), tenths[i % 2]);
	}
	a = (struct sweep_axis){.from = 0, .to = 1, .count = 4}; /* and no digit less than there are */
	CU_ASSERT_EQUAL(sweep_value(&a, 1), 1 / 3.);
	a = (struct sweep_axis){.from = 1, .to = 1 + 4e-12, .count = 5};
	CU_ASSERT_DOUBLE_EQUAL(sweep_value(&a, 1), 1 + 1e-12, 4e-16);
	a = (struct sweep_axis){.from = .01, .to = 100, .count = 5, .log = true};
	CU_ASSERT_EQUAL(sweep_value(&a, 1), .1);
	CU_ASSERT_EQUAL(sweep_value(&a, 2), 1);
	CU_ASSERT_EQUAL(sweep_value(&a, 4), 100);
	a = (struct sweep_axis){.from = 7, .to = 9, .count = 1};
	CU_ASSERT_EQUAL(sweep_value(&a, 0), 7);
	a = (struct sweep_axis){.from = -DBL_MAX, .to = DBL_MAX, .count = 3};
	CU_ASSERT_EQUAL(sweep_value(&a, 1), 0);
}

/* Row by row against the solver itself. */
static void test_rows(void)
{
	struct scenario s;
	struct sweep_plan plan;
	struct sweep_result result;
	struct sink k = {.most = 1000};
	CU_ASSERT_FATAL(open_game(game, &s));
	plan_init(&plan, &s);
	add_axis(&plan, "generalist.cost.scale", 1, 3, 3, false);
	add_axis(&plan, "one.delta", 0, 1, 2, false);
	CU_ASSERT_EQUAL(run(&plan, false, &k, &result), STATUS_OK);
	CU_ASSERT_EQUAL(result.rows, 6);
	const char *at = k.text;
	for (int row = 0; row < 6 && at; row++) {
		double c0 = 1 + row / 2, d1 = row % 2, delta[2] = {d1, .6};
		struct outcome out;
		struct solver *solver;
		char *end;
		s.game.generalist.cost.scale = c0;
		CU_ASSERT_FATAL(outcome_init(&out, 2, NULL) == STATUS_OK);
		CU_ASSERT_FATAL(solver_alloc(&s.game, &solver, NULL) == STATUS_OK);
		CU_ASSERT_EQUAL(solver_equilibrium(solver, delta, &out, NULL), STATUS_OK);
		const double want[] = {c0, d1, d1, .6, out.alpha0, out.domain[0].alpha,
			out.domain[1].alpha, out.u_generalist, out.domain[0].utility,
			out.domain[1].utility};
		for (int i = 0; i < 10; i++) {
			CU_ASSERT_EQUAL(strtod(at, &end), want[i]);
			at = end + 1;
		}
		CU_ASSERT_EQUAL(strncmp(at, regime_name(out.domain[0].regime), 6), 0);
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
		solver_free(solver);
		outcome_free(&out);
	}
	CU_ASSERT(at && *at == '\0');
	free(k.text);
	scenario_free(&s);
}

/* The same bytes for one thread, many threads and shards joined. */
static void same_bytes(const char *rule, long count, bool json)
{
	struct scenario s;
	struct sweep_plan plan;
	struct sweep_result result;
	struct sink whole = {.most = 1000000}, other = whole, joined = whole;
	CU_ASSERT_FATAL(open_game(game, &s));
	CU_ASSERT_FATAL(param_assign(&s, rule, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(param_assign(&s, "share=common", NULL) == STATUS_OK);
	plan_init(&plan, &s);
	add_axis(&plan, "generalist.cost.scale", .2, 5, count, true);
	add_axis(&plan, "two.revenue.scale", 0, 3, count, false);
	CU_ASSERT_EQUAL(run(&plan, json, &whole, &result), STATUS_OK);
	CU_ASSERT_EQUAL(result.rows, (long long)count * count);
	plan.jobs = 3;
	CU_ASSERT_EQUAL(run(&plan, json, &other, &result), STATUS_OK);
	CU_ASSERT(whole.length == other.length &&
		memcmp(whole.text, other.text, whole.length) == 0);
	for (long i = 1; i <= 7; i++) {
		struct sink part = {.most = 1000000};
		sweep_shard(&plan, i, 7);
		CU_ASSERT_EQUAL(run(&plan, json, &part, &result), STATUS_OK);
		take(&joined, part.text, part.length, part.rows);
		free(part.text);
	}
	CU_ASSERT_EQUAL(joined.rows, (long long)count * count);
	CU_ASSERT(whole.length == joined.length &&
		memcmp(whole.text, joined.text, whole.length) == 0);
	free(whole.text);
	free(other.text);
	free(joined.text);
	scenario_free(&s);
}

static void test_same_bytes(void)
{
	same_bytes("delta=.5", 71, false);
	same_bytes("delta=.5", 20, true);
	same_bytes("bargain=nash", 9, false);
}

static void test_shards(void)
{
	struct sweep_plan plan = {.axes = 1, .axis = {{.count = 10}}};
	long long next_row = 0;
	for (long k = 1; k <= 4; k++) {
		sweep_shard(&plan, k, 4);
		CU_ASSERT_EQUAL(plan.first, next_row);
		CU_ASSERT(plan.rows == 2 || plan.rows == 3);
		next_row += plan.rows;
	}
	CU_ASSERT_EQUAL(next_row, 10);
	sweep_shard(&plan, 12, 12);
	CU_ASSERT_EQUAL(plan.rows, 0);
	plan.axis[0].count = 2000000;
	plan.axis[1] = plan.axis[2] = plan.axis[0];
	plan.axes = 3;
	CU_ASSERT_EQUAL(sweep_rows(&plan), -1);
}

static void test_refused(void)
{
	struct scenario s;
	struct sweep_plan plan;
	struct sweep_result result;
	struct sink k = {.most = 1000};
	CU_ASSERT_FATAL(open_game(game, &s));
	plan_init(&plan, &s);
	add_axis(&plan, "one.delta", 0, 1.5, 3, false);
	CU_ASSERT_EQUAL(run(&plan, false, &k, &result), STATUS_INPUT);
	plan_init(&plan, &s);
	add_axis(&plan, "generalist.cost.scale", 0, 1, 3, true);
	CU_ASSERT_EQUAL(run(&plan, false, &k, &result), STATUS_INPUT);
	plan_init(&plan, &s);
	add_axis(&plan, "one.cost", 0, 1, 2, false);
	CU_ASSERT_EQUAL(run(&plan, false, &k, &result), STATUS_INPUT);
	plan_init(&plan, &s);
	add_axis(&plan, "one.delta", 0, 1, 2, false);
	add_axis(&plan, "one.delta", 0, 1, 2, false);
	CU_ASSERT_EQUAL(run(&plan, false, &k, &result), STATUS_INPUT);
	CU_ASSERT(k.text == NULL);
	scenario_free(&s);
}

/* Linear cost: below a scale of 1/2 the generalist gains without limit. */
static void test_unsolved(void)
{
	struct scenario s;
	struct sweep_plan plan;
	struct sweep_result result;
	struct sink k = {.most = 1000};
	CU_ASSERT_FATAL(open_game("[scenario]\nbargain = fixed\ndelta = .5\n"
				  "[generalist]\ncost.exponent = 1\n[specialist a]\n", &s));
	plan_init(&plan, &s);
	add_axis(&plan, "generalist.cost.scale", .25, 1, 4, false);
	CU_ASSERT_EQUAL(run(&plan, false, &k, &result), STATUS_OK);
	CU_ASSERT_EQUAL(result.rows, 4);
	CU_ASSERT_EQUAL(result.unsolved, 1);
	CU_ASSERT_EQUAL(result.first_unsolved, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(result.why.text, "unbounded"));
	CU_ASSERT_PTR_NOT_NULL(k.text);
	CU_ASSERT_EQUAL(strncmp(k.text, "0.25,,,,,,,,,no-equilibrium\n0.5,0.5,", 36), 0);
	free(k.text);
	CU_ASSERT_EQUAL(run(&plan, true, &k, &result), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(k.text, "{\"generalist.cost.scale\":0.25,\"delta_a\":null,"
		"\"alpha0\":null,"));
	free(k.text);
	scenario_free(&s);
}

/* A row of it takes seconds. */
static const char slow_game[] =
	"[scenario]\nbargain = nash\n[generalist]\n"
	"[specialist a]\nrevenue = formula\nrevenue.formula = a+tanh(20*(a-.5))\n"
	"[specialist b]\nrevenue = formula\nrevenue.formula = a+tanh(20*(a-.7))\n"
	"[specialist c]\nrevenue = formula\nrevenue.formula = a+tanh(20*(a-.8))+tanh(9*(a-2))\n"
	"[specialist d]\nrevenue = formula\nrevenue.formula = a+tanh(20*(a-.9))+tanh(8*(a-2))\n";

#define NONE ",,,,,,,,,,,,,,,,,,,,,timed-out\n"

/* Rows that take longer than they may: each is there, and says why it has no numbers. */
static void test_late(void)
{
	struct scenario s;
	struct sweep_plan plan;
	struct sweep_result result;
	struct sink k = {.most = 1000};
	CU_ASSERT_FATAL(open_game(slow_game, &s));
	plan_init(&plan, &s);
	add_axis(&plan, "a.outside", 0, .1, 3, false);
	plan.timeout = 1e-9;
	CU_ASSERT_EQUAL(run(&plan, false, &k, &result), STATUS_OK);
	CU_ASSERT_EQUAL(result.rows, 3);
	CU_ASSERT_EQUAL(result.late, 3);
	CU_ASSERT_EQUAL(result.first_late, 0);
	CU_ASSERT(result.unsolved == 0 && result.disagreed == 0 && !result.stopped);
	CU_ASSERT_STRING_EQUAL(k.text, "0" NONE "0.05" NONE "0.1" NONE);
	free(k.text);
	scenario_free(&s);
}

/* A writer that refuses, a stop asked for: whole rows, and the sweep ends. */
static void test_stopped(void)
{
	static volatile sig_atomic_t stop = 1;
	struct scenario s;
	struct sweep_plan plan;
	struct sweep_result result;
	struct sink k = {.most = 2000};
	CU_ASSERT_FATAL(open_game(game, &s));
	plan_init(&plan, &s);
	plan.jobs = 2;
	add_axis(&plan, "one.delta", 0, 1, 100, false);
	add_axis(&plan, "two.delta", 0, 1, 1000, false);
	CU_ASSERT_EQUAL(run(&plan, false, &k, &result), STATUS_OK);
	CU_ASSERT(result.stopped);
	CU_ASSERT_EQUAL(result.rows, k.rows);
	CU_ASSERT(k.rows <= 2000 && k.rows > 0);
	CU_ASSERT_EQUAL(k.text[k.length - 1], '\n');
	free(k.text);
	plan.stop = &stop;
	k.most = 1000000;
	CU_ASSERT_EQUAL(run(&plan, false, &k, &result), STATUS_OK);
	CU_ASSERT(result.stopped && result.rows == 0 && k.length == 0);
	free(k.text);
	scenario_free(&s);
}

/* ---- the command --------------------------------------------------------------- */

#define SWEEP "\"$HAGGLE\" sweep --presets=presets --jobs=2 "
#define ENDLESS "--vary medicine.cost.scale=1:2:10000 --vary generalist.cost.scale=1:2:10000 symmetric"

/* Whatever is wrong with a grid is said before a row is written. */
static void test_command_refuses(void)
{
	static const struct {
		const char *arguments;
		int status;
		const char *said;
	} cases[] = {
		{"", 2, "sweep needs what to vary: --vary=PARAM=FROM:TO:COUNT"},
		{"--vary medicine.cost.scale", 2, "there is no '='"},
		{"--vary medicine.cost.scale=1:2", 2, "three parts are needed, FROM, TO and COUNT; "
			"write PARAM=FROM:TO:COUNT, or PARAM=FROM:TO:COUNT:log"},
		{"--vary medicine.cost.scale=1:2:3:log:4", 2, "three parts"},
		{"--vary medicine.cost.scale=one:2:3", 2, "FROM and TO must be numbers"},
		{"--vary medicine.cost.scale=1::3", 2, "FROM and TO must be numbers"},
		{"--vary medicine.cost.scale=1:2:0", 2, "COUNT must be a whole number"},
		{"--vary medicine.cost.scale=1:2:3.5", 2, "COUNT must be a whole number"},
		{"--vary medicine.cost.scale=1:2:3:lin", 2, "only 'log'"},
		{"--vary medicine.cost.scale=-1:2:3:log", 1, "both ends above 0"},
		{"--vary \"$(printf %300s =)\"", 2, "too long"},
		{"--vary nobody=1:2:3", 1, "symmetric: unknown parameter nobody"},
		{"--vary bargain=1:2:3", 1, "not a number"},
		{"--vary medicine.cost.scale=1:2:3 --vary medicine.cost.scale=3:4:2", 1,
			"medicine.cost.scale is varied twice"},
		{"--vary delta=0:1:2 --vary medicine.delta=0:1:2", 1,
			"medicine.delta overlaps delta, which is varied, too"},
		{"--vary medicine.contract.fee=0:1:2 --vary contract.fee=0:1:2", 1,
			"contract.fee overlaps medicine.contract.fee, which is varied, too"},
		{"--vary medicine.cost.scale=1:2:3 --format=text", 2, "no format 'text' for sweep: json, csv"},
		{"--vary medicine.cost.scale=1:2:10000000000 "
		 "--vary generalist.cost.scale=1:2:10000000000", 2, "a grid of more than"},
	};
	char script[400];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(script, sizeof script,
			"out=$(" SWEEP "%s symmetric); s=$?; [ -z \"$out\" ] || s=99; exit $s",
			cases[i].arguments);
		CU_ASSERT(child_ends(script, cases[i].status, cases[i].said, NULL));
	}
}

/* One domain's share is no other than everybody's where there is one: it is not taken for its own,
 * which would be passed over in silence. */
static void test_command_common(void)
{
	CU_ASSERT(child_ends(SWEEP "-s share=common --vary law.delta=0:1:2 three-domains", 1,
		"law.delta is not its own under share = common: set delta, which is everybody's", NULL));
	CU_ASSERT(child_ends("\"$HAGGLE\" solve -s law.delta=0.9 -s share=common three-domains", 1,
		"--set law.delta=0.9: law.delta is not its own under share = common", NULL));
	CU_ASSERT(child_ends("\"$HAGGLE\" solve -s law.delta=0.9 -s share=separate "
		"three-domains >/dev/null", 0, NULL));
	CU_ASSERT(child_ends("\"$HAGGLE\" solve -s contract=profit -s contract.fee=1 symmetric", 1,
		"contract.fee changes nothing under contract = profit", NULL));
	CU_ASSERT(child_ends("\"$HAGGLE\" plot --view=map -x delta -y medicine.delta symmetric", 1,
		"a map needs two different parameters", NULL));
}

/* Points without equilibrium are no failure, but counted. */
static void test_command_unsolved(void)
{
	CU_ASSERT(child_ends(SWEEP "--vary delta=.5:1:3 --set generalist.cost.scale=0 "
		"symmetric >/dev/null",
		3, "symmetric: 3 of 3 points have no equilibrium; the first, in row 1: unbounded", NULL));
	CU_ASSERT(child_ends(SWEEP "--timeout=1e-9 --vary medicine.outside=0:.1:3 symmetric >/dev/null", 3,
		"symmetric: 3 of 3 points were not solved within 1e-09 s; the first is row 1", NULL));
	CU_ASSERT(child_ends(SWEEP "--vary medicine.cost.scale=0:2:3 symmetric >/dev/null", 0,
		"symmetric: 1 of 3 points have no equilibrium; the first, in row 1: unbounded", NULL));
}

/* Parts of a base that add up to more than 1 make no game, which has no lack of an equilibrium. */
static void test_command_refused(void)
{
	CU_ASSERT(child_ends(SWEEP "--vary law.contract.base-share=0:1:3 "
		"--set medicine.contract.base-share=.5 three-domains | tail -n 1 | grep -q not-allowed", 0,
		"three-domains: 1 of 3 points are not allowed; the first, in row 3: "
		"contract.base-share: the specialists' parts add up to 1.5; at most 1", NULL));
	CU_ASSERT(child_ends(SWEEP "--vary law.contract.base-share=.75:1:2 "
		"--set medicine.contract.base-share=.5 three-domains >/dev/null", 3,
		"three-domains: 2 of 2 points are not allowed; the first, in row 1: ", NULL));
}

/* What the contract sets is not varied: every row would be the same. */
static void test_command_set(void)
{
	CU_ASSERT(child_ends(SWEEP "--vary medicine.contract.cost-share=0:.9:3 "
		"matched-costs >/dev/null", 1,
		"matched-costs: medicine.contract.cost-share changes nothing under contract = matched", NULL));
	CU_ASSERT(child_ends(SWEEP "--vary medicine.contract.fee=0:.9:3 profit-pot >/dev/null", 1,
		"profit-pot: medicine.contract.fee changes nothing under contract = profit", NULL));
	CU_ASSERT(child_ends(SWEEP "--vary medicine.contract.fee=0:.9:3 matched-costs >/dev/null", 0,
		NULL));
}

static void test_command_output(void)
{
	CU_ASSERT(child_ends(SWEEP ENDLESS " >/dev/full", 4,
		"haggle: standard output: No space left on device, after 0 of 100000000 rows", NULL));
	/* As by SIGPIPE, which is 13. */
	struct child ran;
	child_shell(&ran, "{ " SWEEP ENDLESS "; echo \"status $?\" >&2; } | head -n 3 >/dev/null");
	CU_ASSERT_STRING_EQUAL(ran.err, "status 141\n");
	child_free(&ran);
}

/* Asked to end, it ends after whole rows, says how many there are, and ends as
 * the signal would have it. */
static void test_command_interrupted(void)
{
	struct child ran;
	child_shell(&ran, "d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; mkfifo \"$d/f\"\n"
		SWEEP ENDLESS " >\"$d/f\" & p=$!\n"
		"{ read -r header; read -r row; kill -TERM $p; cat >\"$d/rows\"; } <\"$d/f\"; wait $p; s=$?\n"
		"tail -c 1 \"$d/rows\" | od -An -c; wc -l <\"$d/rows\"; exit $s");
	char newline[8] = "";
	long rows = -1, told = -2;
	const char *after = strstr(ran.err, "interrupted after ");
	CU_ASSERT_EQUAL(ran.status, 128 + SIGTERM);
	CU_ASSERT_EQUAL(sscanf(ran.out, "%7s %ld", newline, &rows), 2);
	CU_ASSERT(after && sscanf(after, "interrupted after %ld of 100000000", &told) == 1);
	CU_ASSERT_STRING_EQUAL(newline, "\\n");
	CU_ASSERT_EQUAL(rows + 1, told); /* the first was read before */
	child_free(&ran);
}

/* The row in work, which would take seconds, is given up: how soon, the clock alone could
 * tell; that it is given up, that no row came. */
static void test_command_gives_up(void)
{
	char script[sizeof slow_game + 400];
	struct child ran;
	snprintf(script, sizeof script, "d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; mkfifo \"$d/f\"\n"
		"cat >\"$d/slow.ini\" <<'END'\n%sEND\n"
		"\"$HAGGLE\" sweep --jobs=1 --vary a.outside=0:.1:9 \"$d/slow.ini\" >\"$d/f\" & p=$!\n"
		"{ read -r header; kill -TERM $p; cat; } <\"$d/f\"; wait $p", slow_game);
	child_shell(&ran, script);
	CU_ASSERT_EQUAL(ran.status, 128 + SIGTERM);
	CU_ASSERT_STRING_EQUAL(ran.out, "");
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.err, "haggle: ending after whole rows; again: at once\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran.err, "interrupted after 0 of 9 rows"));
	child_free(&ran);
}

/* On a terminal, with the rows going elsewhere, it says how far it is; the
 * line goes away again. */
static void test_command_progress(void)
{
	const char *argv[] = {"sh", "-c", "exec " HAGGLE_PROGRAM " sweep --jobs=2 " ENDLESS
		" >/dev/null", NULL};
	const char *env[] = {"HAGGLE_PRESETS=presets", NULL};
	struct pty *p = pty_start(&(struct pty_options){.argv = argv, .env = env});
	int status = 0;
	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT(pty_wait_for(p, " of 100000000 rows, about ", PTY_WAIT));
	CU_ASSERT(pty_send(p, "<C-c>"));
	CU_ASSERT(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
	CU_ASSERT(pty_find(p, "ending after whole rows; again: at once", NULL, NULL));
	CU_ASSERT(pty_find(p, "interrupted after ", NULL, NULL));
	CU_ASSERT_FALSE(pty_find(p, " s left", NULL, NULL));
	pty_free(p);
}

void suite_sweep(void)
{
	CU_pSuite suite = CU_add_suite("sweep", NULL, NULL);
	CU_add_test(suite, "shortest digits", test_digits);
	CU_add_test(suite, "values along an axis", test_values);
	CU_add_test(suite, "rows against the solver", test_rows);
	CU_add_test(suite, "same bytes for any threads and shards", test_same_bytes);
	CU_add_test(suite, "shards", test_shards);
	CU_add_test(suite, "grids that are refused", test_refused);
	CU_add_test(suite, "points without equilibrium", test_unsolved);
	CU_add_test(suite, "points that take too long", test_late);
	CU_add_test(suite, "stopping", test_stopped);
	CU_add_test(suite, "the command: grids that are refused", test_command_refuses);
	CU_add_test(suite, "one share for all", test_command_common);
	CU_add_test(suite, "the command: points without equilibrium", test_command_unsolved);
	CU_add_test(suite, "the command: what the contract sets", test_command_set);
	CU_add_test(suite, "the command: points that are not allowed", test_command_refused);
	CU_add_test(suite, "the command: output that cannot be written", test_command_output);
	CU_add_test(suite, "the command: interrupted", test_command_interrupted);
	CU_add_test(suite, "the command: interrupted in a row", test_command_gives_up);
	CU_add_test(suite, "the command: how far it is", test_command_progress);
}
