/* Axioms: numbers by closed forms and brute force; what is proved holds when it is tried, too;
 * and no rule's play after a change is worse for it than one of a grid's. */

#include "bargain/axioms.h"
#include "child.h"
#include "games.h"
#include "json.h"
#include "promises.h"
#include "model/param.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define CHEAP "[scenario]\n[generalist]\n[specialist d]\ncost.scale = 2\n"

static struct axioms *begun(const struct scenario *s)
{
	struct axioms_plan plan = {.all = false};
	struct axioms *a = NULL;
	struct error err;
	CU_ASSERT_EQUAL_FATAL(axioms_alloc(&a, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(axioms_reset(a, s, &plan, &err), STATUS_OK);
	while (a->rows == 0 && axioms_step(a, 0))
		;
	CU_ASSERT_TRUE_FATAL(a->rows > 0);
	return a;
}

static int row_of(const struct axioms *a, enum rule rule)
{
	for (int i = 0; i < a->rows; i++)
		if (a->row[i].rule.rule == rule)
			return i;
	return -1;
}

#define V RULE_VERTICAL_MONOPOLY
#define N RULE_NASH
#define E RULE_EGALITARIAN
#define K RULE_KALAI_SMORODINSKY
#define G RULE_POWERFUL_GENERALIST
#define S RULE_POWERFUL_SPECIALIST
#define M RULE_MAX_PERFORMANCE
#define R RULE_ALTERNATING

#define TWICE {.kind = CHANGE_UNITS, .player = 1, .factor = 2}
#define ADD(g, s) {.kind = CHANGE_ADD, .u = {g, s}}
#define KEEP(a, b) {.kind = CHANGE_DROP, .from = (a), .to = (b)}
#define OUTSIDE(o) {.kind = CHANGE_OUTSIDE, .player = 1, .outside = (o)}
#define PATIENT "d.patience=0.9 bargain=alternating"
#define PIE "side-payments"
#define OFFERS "medicine.patience=0.9 bargain=alternating"
#define ANY NAN

/* share and utilities; ANY: not told; of an added alternative there is no share. */
static const struct number {
	const char *from, *sets;
	enum rule rule;
	struct change change;
	double share, g, s;
} numbers[] = {
	{CHEAP, "", V, {.kind = CHANGE_NONE}, 2. / 3, 1. / 6, .125},
	{CHEAP, "", V, TWICE, .5, .125, .15625},
	{CHEAP, "", E, {.kind = CHANGE_NONE}, .577350, .144338, .144338},
	{CHEAP, "", E, TWICE, .767592, ANY, ANY},
	{CHEAP, "", N, {.kind = CHANGE_NONE}, .622839, .155710, ANY},
	{CHEAP, "", N, TWICE, .622839, .155710, ANY},
	{CHEAP, "", K, {.kind = CHANGE_NONE}, .699056, .174764, ANY},
	{CHEAP, "", K, KEEP(0, .9), .670202, ANY, ANY},
	{CHEAP, "", N, ADD(.1275, .166667), ANY, .1275, .166667},
	{CHEAP, "", V, ADD(.1275, .166667), ANY, .1275, .166667},
	{CHEAP, "", K, ADD(.05, .25), .577350, .144338, ANY},
	{CHEAP, "", N, OUTSIDE(.05), .562882, ANY, ANY},
	{CHEAP, "", E, OUTSIDE(.05), .4472135955, ANY, ANY},
	{CHEAP, "", K, OUTSIDE(.05), .633329, ANY, ANY},
	{CHEAP, PATIENT, R, {.kind = CHANGE_NONE}, .655149, .163787, ANY},
	{CHEAP, PATIENT, R, KEEP(.62, 1), ANY, .169358, ANY},
	{CHEAP, PATIENT, R, ADD(.148, .15), ANY, .155981, ANY},
	{"two-frontiers", "generalist.outside=0.16", E, {.kind = CHANGE_NONE}, ANY, .677198, .501919},
	{"two-frontiers", "generalist.outside=0.16", E, ADD(.66728, .550279), ANY, .66728, .550279},
	/* A pie of 7/24, split: shares are the generalist's part. */
	{PIE, "", V, {.kind = CHANGE_NONE}, 4. / 7, 1. / 6, .125},
	{PIE, "", E, TWICE, 2. / 3, 7. / 36, 7. / 72},
	{PIE, "", K, KEEP(0, 5. / 6), 5. / 11, ANY, ANY},
	{PIE, "", N, OUTSIDE(.1), ANY, 23. / 240, 47. / 240},
	{PIE, "", N, ADD(.1, .28), ANY, .1, .28},
	{PIE, "", K, ADD(.1, .28), ANY, 7. / 48, 7. / 48},
	{PIE, "generalist.weight=.7 medicine.weight=.3", N, TWICE, .7, ANY, ANY},
	{PIE, OFFERS, R, {.kind = CHANGE_NONE}, 10. / 19, ANY, ANY},
	{PIE, OFFERS, R, {.kind = CHANGE_EXCHANGE}, 9. / 19, ANY, ANY},
};

static bool is(double want, double value)
{
	return isnan(want) || fabs(want - value) <= 1e-6;
}

static void test_numbers(void)
{
	int wrong = 0;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		const struct number *n = &numbers[i];
		struct settled got = {.agreement = false};
		struct scenario s;
		games_open(n->from, n->sets, &s);
		struct axioms *a = begun(&s);
		bool ok = axioms_resolve(a, row_of(a, n->rule), &n->change, &got) && got.agreement &&
			is(n->share, got.share) && is(n->g, got.u[0]) && is(n->s, got.u[1]);
		if (!ok)
			fprintf(stderr, "number %zu: share %.9g, %.9g %.9g\n", i, got.share, got.u[0],
				got.u[1]);
		wrong += !ok;
		axioms_free(a);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* On quadratic costs 1 and 2, by hand where a verdict rests on tests: a dictator's other player
 * has nothing to lose at a share of 1, and maximal performance is there as well. */
struct verdicts { enum rule rule; const char *verdicts; };

static void check_table(const struct axioms *a, const struct verdicts *table, int rows)
{
	static const char mark[] = {[AXIOM_OPEN] = '?', [AXIOM_SILENT] = '-', [AXIOM_ALWAYS] = '+',
		[AXIOM_HELD] = '.', [AXIOM_FAILS] = 'x'};
	CU_ASSERT_EQUAL_FATAL(a->rows, rows);
	for (int i = 0; i < a->rows; i++) {
		char got[AXIOMS + 1] = "";
		for (int x = 0; x < AXIOMS; x++)
			got[x] = mark[a->row[i].result[x].verdict];
		CU_ASSERT_EQUAL(a->row[i].rule.rule, table[i].rule);
		if (strcmp(got, table[i].verdicts))
			fprintf(stderr, "%s: %s\n", rule_info(table[i].rule)->name, got);
		CU_ASSERT_STRING_EQUAL(got, table[i].verdicts);
	}
}

static void test_table(void)
{
	static const struct verdicts table[] = {
		{V, "+++x+xx++"}, {N, "+++++xx++"}, {E, "+++x+++++"}, {K, "++++x+x++"}, {G, "++x+++.++"},
		{S, "++x+++x++"}, {M, "..+++--++"}, {R, "++x+xxx+-"},
	};
	struct scenario s;
	games_open(CHEAP, PATIENT, &s);
	struct axioms *a = begun(&s);
	axioms_step(a, -1);
	check_table(a, table, 8);
	/* The first alternative of the grid that the product of the gains prefers. */
	const struct axiom_result *r = &a->row[row_of(a, N)].result[AXIOM_RESTRICTED];
	CU_ASSERT_EQUAL(r->tests, 633);
	CU_ASSERT_EQUAL(r->change.kind, CHANGE_ADD);
	CU_ASSERT_DOUBLE_EQUAL(r->change.u[0], .1275, 1e-6);
	CU_ASSERT_DOUBLE_EQUAL(r->change.u[1], .166667, 1e-6);
	CU_ASSERT_DOUBLE_EQUAL(r->before.u[0], .155710, 1e-6);
	CU_ASSERT_TRUE(r->after.added);
	axioms_free(a);
	scenario_free(&s);
}

/* Of a pie: as textbooks have it. A powerful player leaves the other nothing that it could lose;
 * levels are not those of the largest pie, but where there is one pot. */
static void test_pies(void)
{
	static const struct verdicts money[] = {
		{V, "+++x+xx++"}, {N, "+++++xx++"}, {E, "+++x+++++"}, {K, "++++x+x++"}, {G, "++x+++.++"},
		{S, "++x+++.++"}, {M, "xx+++--++"}, {R, "++x+xxx+-"},
	}, pot[] = {
		{V, "+++x+xx++"}, {N, "++x++xx++"}, {E, "+++x+++++"}, {K, "++++x+x++"}, {G, "++x+++.++"},
		{S, "++x+++.++"}, {M, "..+++--++"},
	};
	struct axioms_plan all = {.all = true};
	struct scenario s;
	struct error err;
	games_open(PIE, OFFERS, &s);
	struct axioms *a = begun(&s);
	axioms_step(a, -1);
	check_table(a, money, 8);
	scenario_free(&s);
	games_open("symmetric", "contract=profit medicine.outside=.1 medicine.weight=3", &s);
	CU_ASSERT_EQUAL(axioms_reset(a, &s, &(struct axioms_plan){.all = false}, &err), STATUS_OK);
	axioms_step(a, -1);
	check_table(a, pot, 7);
	/* What is proved holds when it is tried. */
	CU_ASSERT_EQUAL(axioms_reset(a, &s, &all, &err), STATUS_OK);
	axioms_step(a, -1);
	for (int i = 0; i < a->rows; i++)
		for (int x = 0; x < AXIOMS; x++)
			if (pot[i].verdicts[x] == '+' &&
				a->row[i].result[x].verdict != AXIOM_HELD) {
				fprintf(stderr, "%s: %s\n", rule_info(pot[i].rule)->name,
					axiom_info((enum axiom)x)->name);
				CU_FAIL("a proof that does not hold");
			}
	axioms_free(a);
	scenario_free(&s);
}

/* Maximal performance where it leaves nothing to anybody. */
static void test_squeeze(void)
{
	struct scenario s;
	games_open("squeeze", "", &s);
	struct axioms *a = begun(&s);
	axioms_step(a, -1);
	const struct axioms_row *row = &a->row[row_of(a, M)];
	CU_ASSERT_DOUBLE_EQUAL(row->settled.share, .8873, 5e-5);
	CU_ASSERT_EQUAL(row->result[AXIOM_PARETO_WEAK].verdict, AXIOM_FAILS);
	CU_ASSERT_EQUAL(row->result[AXIOM_PARETO].verdict, AXIOM_FAILS);
	CU_ASSERT_TRUE(row->result[AXIOM_PARETO_WEAK].after.u[1] > row->settled.u[1] + .04);
	axioms_free(a);
	scenario_free(&s);
}

/* ------------------------------------------------------------ random games */

enum { AXIOM_GAMES = 5, SHARES = 801 };

/* What a rule maximises at utilities u, by its definition; -inf: not rational. */
static double worth(enum rule rule, const double *u, const double *o, const double *ideal)
{
	double g = u[0] - o[0], s = u[1] - o[1];
	if (g < -1e-9 || s < -1e-9)
		return -INFINITY;
	g = fmax(g, 0);
	s = fmax(s, 0);
	switch (rule) {
	case V: return u[0] + u[1];
	case N: return sqrt(g * s);
	case E: return fmin(g, s);
	default: return fmin(g / ideal[0], s / ideal[1]);
	}
}

/* The plays of a grid, and what both can get at most. */
struct grid {
	int count;
	double x[SHARES], u[SHARES][2];
	double outside[2];
};

static void lay(struct grid *grid, const struct scenario *s)
{
	struct match *m = NULL;
	struct outcome out;
	struct error err;
	CU_ASSERT_EQUAL_FATAL(match_alloc(&s->game, &m, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&out, 1, &err), STATUS_OK);
	grid->count = 0;
	for (int i = 0; i < SHARES; i++) {
		double x = (double)i / (SHARES - 1);
		if (match_equilibrium(m, &x, &out, &err) != STATUS_OK)
			continue;
		grid->x[grid->count] = x;
		grid->u[grid->count][0] = out.u_generalist;
		grid->u[grid->count++][1] = out.domain[0].utility;
	}
	grid->outside[0] = s->game.generalist.outside;
	grid->outside[1] = s->game.specialist[0].outside;
	outcome_free(&out);
	match_free(m);
}

static void seen_through(const struct change *c, const double *from, double *u)
{
	bool turned = c->kind == CHANGE_EXCHANGE;
	u[0] = from[turned ? 1 : 0];
	u[1] = from[turned ? 0 : 1];
	if (c->kind == CHANGE_UNITS)
		u[c->player] = c->factor * u[c->player] + c->shift;
}

/* Whether no play of the grid, after the change, is better for the rule than what it came to.
 * Ideals are the grid's and so may be a little low; parts of them are compared more coarsely. */
static bool is_best(const struct grid *grid, enum rule rule, const struct change *c,
	const struct settled *after, double scale)
{
	double o[2], u[2], ideal[2] = {0, 0}, best = -INFINITY;
	bool parts = rule == K;
	seen_through(c, grid->outside, o);
	if (c->kind == CHANGE_OUTSIDE)
		o[c->player] = c->outside;
	seen_through(c, after->u, u);
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i <= grid->count; i++) {
			double v[2];
			if (i == grid->count && c->kind != CHANGE_ADD)
				continue;
			if (i < grid->count && c->kind == CHANGE_DROP &&
				(grid->x[i] < c->from || grid->x[i] > c->to))
				continue;
			seen_through(c, i < grid->count ? grid->u[i] : c->u, v);
			double value = worth(rule, v, o, ideal);
			for (int k = 0; k < 2 && pass == 0 && v[0] >= o[0] && v[1] >= o[1]; k++)
				ideal[k] = fmax(ideal[k], v[k] - o[k]);
			if (pass == 1)
				best = fmax(best, value);
		}
	if (parts && (ideal[0] < .01 * scale || ideal[1] < .01 * scale))
		return true;
	return worth(rule, u, o, ideal) >= best - (parts ? 2e-3 : 1e-6 * scale);
}

static int wrong_after(struct axioms *a, const struct grid *grid, struct rng *rng)
{
	static const enum rule rules[] = {V, N, E, K};
	int wrong = 0;
	for (int t = 0; t < 40; t++) {
		struct change c = {.kind = (enum change_kind)(1 + rng_below(rng, CHANGE_OUTSIDE))};
		enum rule rule = rules[rng_below(rng, 4)];
		const struct settled *now = &a->row[row_of(a, rule)].settled;
		struct settled after;
		c.player = rng_below(rng, 2);
		c.factor = rng_between(rng, .2, 4);
		c.shift = rng_between(rng, -1, 1) * a->scale;
		c.from = rng_between(rng, 0, now->share);
		c.to = rng_between(rng, now->share, 1);
		for (int k = 0; k < 2; k++)
			c.u[k] = grid->outside[k] + rng_between(rng, 0, .8) * a->scale;
		c.outside = grid->outside[c.player] + rng_between(rng, 0, .2) * a->scale;
		if (!now->agreement)
			continue;
		bool ok = axioms_resolve(a, row_of(a, rule), &c, &after);
		ok = ok && (!after.agreement || is_best(grid, rule, &c, &after, a->scale));
		if (!ok)
			fprintf(stderr, "%s after %s: %.9g (%.9g %.9g)\n", rule_info(rule)->name,
				change_name(c.kind), after.share, after.u[0], after.u[1]);
		wrong += !ok;
	}
	return wrong;
}

static void test_random(void)
{
	int wrong = 0;
	for (uint64_t seed = 1; seed <= AXIOM_GAMES; seed++) {
		struct rng rng = {seed};
		struct scenario s;
		struct grid grid;
		CU_ASSERT_TRUE_FATAL(games_make(GAMES_ANALYTIC, seed, 1, &s));
		struct axioms *a = begun(&s);
		axioms_step(a, -1);
		lay(&grid, &s);
		int here = promises_axioms_broken(&s, stderr) + wrong_after(a, &grid, &rng);
		if (here) {
			fprintf(stderr, "seed %d:\n", (int)seed);
			games_print(&s);
		}
		wrong += here;
		axioms_free(a);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* ---------------------------------------------------------------- the rest */

static void test_messages(void)
{
	struct axioms_plan plan = {.all = false};
	struct axioms *a = NULL;
	struct scenario s;
	struct error err;
	games_open("three-domains", "", &s);
	CU_ASSERT_EQUAL_FATAL(axioms_alloc(&a, &err), STATUS_OK);
	CU_ASSERT_EQUAL(axioms_reset(a, &s, &plan, &err), STATUS_INPUT);
	CU_ASSERT_STRING_EQUAL(err.text, "axioms: needs one specialist; this scenario has 3");
	CU_ASSERT_FALSE(axioms_step(a, -1));
	scenario_free(&s);
	axioms_free(a);
}

/* The program's own words and numbers. */
static void test_text(void)
{
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" axioms costly-specialist -s medicine.cost.scale=2", 0,
		"irrelevant alternatives  +  +  +  x  +  +  +\n",
		"Kalai-Smorodinsky: without the shares above 0.900, which nobody chose, the\n"
		"share moves from 0.699 to 0.670.\n", NULL));
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" axioms side-payments", 0,
		"Kalai-Smorodinsky: without the parts above 0.833, which nobody chose, the\n"
		"generalist's part moves from 0.500 to 0.455.\n", NULL));
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" axioms three-domains", 1,
		"haggle: three-domains: axioms: needs one specialist; this scenario has 3\n", NULL));
}

static void test_json(void)
{
	struct child ran;
	int rules = 0;
	child_shell(&ran, "exec \"$HAGGLE\" axioms -f json costly-specialist -s medicine.cost.scale=2");
	CU_ASSERT_EQUAL_FATAL(ran.status, 0);
	for (char *line = ran.out, *end; (end = strchr(line, '\n')); line = end + 1, rules++) {
		*end = '\0';
		json_t *j = json_read(line, NULL);
		CU_ASSERT_PTR_NOT_NULL_FATAL(j);
		if (!strcmp(json_text_at(j, "rule"), "nash")) {
			CU_ASSERT_STRING_EQUAL(json_text_at(j, "axioms.scale.verdict"), "always");
			CU_ASSERT_STRING_EQUAL(json_text_at(j, "axioms.restricted.verdict"), "fails");
			CU_ASSERT_STRING_EQUAL(json_text_at(j, "axioms.restricted.change"), "add");
			CU_ASSERT_EQUAL(json_double_at(j, "axioms.restricted.tests"), 633);
			CU_ASSERT_DOUBLE_EQUAL(json_double_at(j, "axioms.restricted.at.0"), .1275, 1e-6);
			CU_ASSERT_DOUBLE_EQUAL(json_double_at(j, "axioms.restricted.before.0"), .155710, 1e-6);
			CU_ASSERT_DOUBLE_EQUAL(json_double_at(j, "axioms.restricted.after.1"), .166667, 1e-6);
		}
		json_decref(j);
	}
	CU_ASSERT_EQUAL(rules, 7);
	child_free(&ran);
}

/* Where nothing is agreed on, nothing is tried. */
static void test_none(void)
{
	struct scenario s;
	games_open(CHEAP, "generalist.outside=9", &s);
	struct axioms *a = begun(&s);
	axioms_step(a, -1);
	CU_ASSERT_FALSE(a->row[row_of(a, N)].settled.agreement);
	CU_ASSERT_EQUAL(a->row[row_of(a, N)].result[AXIOM_MONOTONE].verdict, AXIOM_HELD);
	CU_ASSERT_EQUAL(a->row[row_of(a, N)].result[AXIOM_MONOTONE].tests, 0);
	CU_ASSERT_DOUBLE_EQUAL(axioms_progress(a), 1, 0);
	axioms_free(a);
	scenario_free(&s);
}

void suite_axioms(void);
void suite_axioms(void)
{
	CU_pSuite suite = CU_add_suite("axioms", NULL, NULL);
	CU_add_test(suite, "closed forms, and values by brute force", test_numbers);
	CU_add_test(suite, "the table of a quadratic game", test_table);
	CU_add_test(suite, "the table where a pie is split", test_pies);
	CU_add_test(suite, "a rule that leaves nothing", test_squeeze);
	CU_add_test(suite, "random games", test_random);
	CU_add_test(suite, "several specialists", test_messages);
	CU_add_test(suite, "no agreement", test_none);
	CU_add_test(suite, "haggle axioms as text", test_text);
	CU_add_test(suite, "haggle axioms as JSON", test_json);
}
