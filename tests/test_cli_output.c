/* What the command line prints: views of every quantity, CSV, texts one after
 * the other, and what it refuses to print. */
#include "child.h"
#include "skip.h"

#include "base/instrumented.h"
#include "base/utf8.h"

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Runs haggle with a shell's arguments; its status, and what it said, is in `ran`. */
static struct child ran;

static int haggle(const char *arguments)
{
	char script[1000];
	snprintf(script, sizeof script, "HAGGLE_PRESETS=presets \"$HAGGLE\" %s", arguments);
	child_free(&ran);
	child_shell(&ran, script);
	return ran.status;
}

static bool has(const char *where, const char *text)
{
	bool found = strstr(where, text) != NULL;
	if (!found)
		fprintf(stderr, "\nno '%s' in:\n%s%s\n", text, ran.out, ran.err);
	return found;
}

/* ---- plot ---------------------------------------------------------------- */

static const struct {
	const char *arguments;
	const char *shown;
} plots[] = {
	/* The fixed cost of .1 squeezes: the regimes, their letters, where they change. */
	{"--view=statics --show=regime squeeze", "0 abstain, 1 free-ride, 2 contribute"},
	{"--view=statics --show=regime squeeze", "1.600000  Hospital group: free-ride to abstain"},
	{"--view=statics --show=regime:medicine squeeze", "against cost scale of g           m  @ now\n"},
	{"--view=statics --show=utility:generalist squeeze", "Utility against cost scale of g                              g Generalist  @ now\n"},
	{"--view=statics --show=level squeeze", "Level against cost scale of g"},
	{"--view=statics --show=level:medicine squeeze", "m Hospital group  @ now\n"},
	{"--view=statics --show=investment squeeze", "Investment against cost scale of g"},
	{"--view=statics --show=share squeeze", "Share of g against cost scale of g"},
	{"--view=statics --show=joint squeeze", "Joint surplus against cost scale of g"},
	{"--view=statics --show=efficiency --x=medicine.cost.fixed squeeze",
		"Part of first best against fixed cost of m"},
	{"--view=statics --x=generalist.cost.marginal symmetric",
		"Utility against marginal cost of g"},
	{"--view=statics symmetric", "\nscale "},
	{"--view=statics --x=medicine.revenue.scale symmetric",
		"Utility against revenue scale of m"},
	{"--view=statics --x=medicine.revenue.scale flip",
		"revenue scale of m"},
	{"--view=statics --x=medicine.revenue.scale --set=medicine.revenue=log symmetric",
		"revenue scale of m"},
	{"--view=map --show=regime --x=medicine.cost.scale --y=medicine.cost.fixed squeeze",
		"\nc contribute  f free-ride  - abstain\n"},
	{"--view=map --show=regime --x=medicine.cost.scale=0:10 --y=medicine.cost.fixed=0:2 "
		"squeeze", "[ f ]"},
	{"--view=map --show=level:medicine squeeze", ".50[.50].50"},
	{"--view=utilities --specialist=law three-domains", "Utility at each share"},
	{"--view=solutions --size=80x40 asymmetric-power",
		" N Nash: the product of the gains, each raised to its weight\n"},
	{"--view=solutions --size=80x40 symmetric", " N Nash: the product of the gains\n"},
	{"--view=map squeeze", ".19[.15].10"},
	/* 0 from either side is 0: at 1.68 and above the generalist builds nothing */
	{"--view=map squeeze", ".19[.15].10 .05 .00 .00 .00 .00 .00 .00\n"},
	{"--view=map --format=json squeeze", ",\"utility:generalist\":0.64}"},
	/* a formula's constant before a term of the contract */
	{"--view=map formula", "\nacross: cost scale of g; up: cost c of l; "},
	/* its cell has what is agreed on, .3601 */
	{"--view=map formula", "[.36]"},
	/* three quarters in any unit */
	{"--view=map --show=efficiency --set=generalist.cost.scale=1e-9 --set=medicine.cost.scale=1e-9 "
		"--set=medicine.revenue.scale=1e-9 symmetric", "[.75]"},
	{"--view=statics --show=efficiency --format=csv --set=generalist.cost.scale=1e-9 "
		"--set=medicine.cost.scale=1e-9 --set=medicine.revenue.scale=1e-9 symmetric", ",0.75"},
	{"--view=map symmetric", "Share of g, rule Nash"},
	{"--view=map --show=share squeeze", ".80[.80].80"},
	{"--view=frontier three-domains", "Frontier, m against g"},
	{"--view=statics --x=generalist.cost.scale=0:10 symmetric", "\n  0.0+       :\n"}, /* nothing alone at a cost of 0 */
	/* what is 0 but for rounding is 0 */
	{"--view=statics --show=utility:archive --x=generalist.cost.scale=0:10 three-domains",
		"\n  1.2+"},
	{"--view=utilities squeeze", "\n^ 0.887298  Hospital group: free-ride to abstain\n"},
	/* who, from what to what, and how far */
	{"--view=utilities flip", "\n^ 0.521004  Hospital group: contribute to free-ride; "
		"a utility jumps by 0.3824\n"},
	{"--view=utilities many-domains", "\n^ 0.011026  Robotics: abstain to contribute; "
		"a utility jumps by 0.104\n"},
	{"--view=utilities --size=50x24 flip", "\n^ 0.521 m contribute > free-ride; jump 0.3824\n"},
	/* letters that are moved aside keep their order */
	{"--view=overview --set=generalist.cost.exponent=1.5 symmetric", "K          ENV"},
	{"--view=statics outside-option", "\n^ no deal above 1.333333\n"},
	{"--view=statics --set=generalist.outside=5 symmetric",
		"There is no deal at any value."},
	{"--view=map outside-option", " blank: no deal\n"},
	{"--view=map --show=regime --set=generalist.outside=0.1 symmetric",
		" blank: no deal\n"},
	{"--color=auto symmetric", "75% of first best [######--]"},
};

/* What nobody agrees on has one name for people, whatever prints it; for programs, its own. */
static void test_no_deal(void)
{
	static const char *const commands[] = {"solve", "axioms", "plot --view=solutions",
		"plot --view=utilities", "plot --view=frontier", "plot --view=statics",
		"plot --view=map", "plot --format=gnuplot --view=solutions", "--plain"};
	char arguments[100];

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		snprintf(arguments, sizeof arguments, "%s --set=generalist.outside=5 symmetric",
			commands[i]);
		CU_ASSERT_EQUAL(haggle(arguments), 0);
		CU_ASSERT(strstr(ran.out, "deal") || strstr(ran.out, "DEAL"));
		CU_ASSERT_PTR_NULL(strstr(ran.out, "agree"));
		CU_ASSERT_PTR_NULL(strstr(ran.out, "none\n"));
	}
}

static void test_plots(void)
{
	char arguments[300];
	for (size_t i = 0; i < sizeof plots / sizeof *plots; i++) {
		snprintf(arguments, sizeof arguments, "plot %s", plots[i].arguments);
		CU_ASSERT_EQUAL(haggle(arguments), 0);
		CU_ASSERT(has(ran.out, plots[i].shown));
	}
}

/* The last line of the text that has the words in it. */
static const char *last_line(const char *text, const char *words)
{
	const char *found = NULL, *from;
	for (const char *at = text; (at = strstr(at, words)); at++)
		found = at;
	for (from = found; from && from > text && from[-1] != '\n';)
		from--;
	return from;
}

/* How many rows above an axis a mark stands, within two columns of one; -1: nowhere. */
static int height_of(const char *text, const char *axis, int column, char mark)
{
	int rows = 0;
	while (axis > text) {
		const char *end = axis - 1;
		for (axis = end; axis > text && axis[-1] != '\n';)
			axis--;
		rows++;
		for (int x = column - 2; x <= column + 2 && axis + x < end; x++)
			if (axis[x] == mark)
				return rows;
	}
	return -1;
}

/* Beside the specialist's functions, where there is room, what the generalist keeps of a
 * further unit crosses what that costs it, at its level. */
static void test_functions(void)
{
	CU_ASSERT_EQUAL(haggle("plot --view=functions --size=120x40 three-domains"), 0);
	CU_ASSERT(has(ran.out, "g: a further unit, by level"));
	CU_ASSERT(has(ran.out, "k kept of all  c costs"));
	const char *last = last_line(ran.out, "--g--");
	CU_ASSERT_TRUE_FATAL(last != NULL);
	int column = 119;
	while (column > 60 && last[column] != 'g')
		column--;
	int k = height_of(ran.out, last, column, 'k'), c = height_of(ran.out, last, column, 'c');
	CU_ASSERT(k > 1 && c > 1 && abs(k - c) <= 1);
}

/* The steps of the response view: the present level comes with the third. */
static void test_steps(void)
{
	static const bool level[] = {false, false, true, true};
	char arguments[100];
	for (int i = 0; i < 4; i++) {
		snprintf(arguments, sizeof arguments, "plot --view=response --step=%d flip", i + 1);
		CU_ASSERT_EQUAL(haggle(arguments), 0);
		CU_ASSERT_EQUAL(strstr(ran.out, "+@-") != NULL, level[i]);
	}
}

/* ---- solve ----------------------------------------------------------------- */

static void test_csv(void)
{
	/* RFC 4180: a name with commas and quotes is one field. */
	CU_ASSERT_EQUAL(haggle("solve -f csv - <presets/symmetric.ini"), 0);
	CU_ASSERT(has(ran.out, "\n-,outcome,yes,generalist,,0.25"));
	child_free(&ran);
	child_shell(&ran, "d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; \n"
		"cp presets/symmetric.ini \"$d/a,\\\"b\\\".ini\"; cd \"$d\"; h=$OLDPWD/$HAGGLE\n"
		"[ -x \"$h\" ] || h=$HAGGLE; \"$h\" solve -f csv './a,\"b\".ini'");
	CU_ASSERT_EQUAL(ran.status, 0);
	CU_ASSERT(has(ran.out, "\n\"./a,\"\"b\"\".ini\",outcome,yes,generalist,,0.25"));
	/* No agreement: rows that say so, the outcome being the outside options. */
	CU_ASSERT_EQUAL(haggle("solve -f csv -s generalist.outside=9 symmetric"), 0);
	CU_ASSERT(has(ran.out, "\nsymmetric,outcome,no,generalist,,0,0,9,abstain,9,,,no-agreement,,,,\n"));
	CU_ASSERT(has(ran.out, "\nsymmetric,nash,no,,,,,,,,,,no-agreement,,,,\n"));
	CU_ASSERT_PTR_NULL(strstr(ran.out, ",yes,generalist,0"));
	/* Under a law: safety, the floor on it, welfare; the best floors. */
	CU_ASSERT_EQUAL(haggle("solve -f csv weak-floor"), 0);
	CU_ASSERT(has(ran.out, ",search,safety,floor,welfare\n"));
	CU_ASSERT(has(ran.out, "\nweak-floor,outcome,yes,generalist,,0.25,0.25,0.3875,invest,0.615,"
		"0.615,,proved,,0,0,0.615\n"));
	CU_ASSERT(has(ran.out, ",contribute,0.615,0.615,,proved,,0.4,0.4,0.615\n"));
	CU_ASSERT(has(ran.out, "\nweak-floor,best-floors,yes,generalist,,,,,,,,,,sampled,,0."));
	CU_ASSERT(has(ran.out, "\nweak-floor,best-floors,yes,deployer,,,,,,,,,,sampled,,"));
}

static void test_no_first_best(void)
{
	/* The specialist gains 3 a unit for a cost of 1; its 1 - d of it ends that. */
	const char *game = "-s medicine.revenue.scale=3 -s medicine.cost.exponent=1 -s delta=.75 "
			   "symmetric";
	char arguments[200];
	snprintf(arguments, sizeof arguments, "solve -f json %s", game);
	CU_ASSERT_EQUAL(haggle(arguments), 0);
	CU_ASSERT(has(ran.out, "\"first_best\":null"));
	CU_ASSERT(has(ran.out, "\"efficiency\":null"));
	snprintf(arguments, sizeof arguments, "solve -f csv %s", game);
	CU_ASSERT_EQUAL(haggle(arguments), 0);
	CU_ASSERT_PTR_NULL(strstr(ran.out, "first-best"));
	snprintf(arguments, sizeof arguments, "solve %s", game);
	CU_ASSERT_EQUAL(haggle(arguments), 0);
	CU_ASSERT(has(ran.out, "\nThere is no first best: a single owner of everything would gain ever "
		"more at\never higher levels.\n"));
	snprintf(arguments, sizeof arguments, "plot --view=solutions %s", game);
	CU_ASSERT_EQUAL(haggle(arguments), 0);
	CU_ASSERT(has(ran.out, " There is no first best: "));
	/* here a unit that costs 1 earns 1: it is .25 at any level from .5 on */
	CU_ASSERT_EQUAL(haggle("solve -s medicine.cost.exponent=1 symmetric"), 0);
	CU_ASSERT(has(ran.out, "\nThe first best is 0.25, with the generalist at a level of 0.5.\n"));
}

/* Who is left out of a list of many is counted, and who stays out of the first best has no level. */
static void test_listed(void)
{
	CU_ASSERT_EQUAL(haggle("plot --view=solutions --size=100x40 many-domains"), 0);
	CU_ASSERT(has(ran.out, " and d 3.700, 8 more\n") || has(ran.out, ", d 3.700, 8 more\n"));
	CU_ASSERT(has(ran.out, "d 0.0000, 8 more\n"));
	CU_ASSERT_EQUAL(haggle("plot --view=solutions --size=100x40 -s archive.cost.fixed=5 "
		"three-domains"), 0);
	CU_ASSERT(has(ran.out, " and a out\n"));
}

/* What texts say of two attributes. */
static void test_law_text(void)
{
	CU_ASSERT_EQUAL(haggle("solve weak-floor"), 0);
	CU_ASSERT(has(ran.out, "The first best is 1, with the generalist at performance 0.5 and "
		"safety 0.5.\n"));
	CU_ASSERT(has(ran.out, "\ngeneralist and 1 on the specialists: 0.875.\n"));
	/* best floors for each rule's own shares take seconds, which are not given */
	haggle("solve -t .5 -s bargain=nash -s share=separate three-labs");
	CU_ASSERT_PTR_NULL(strstr(ran.out, "Welfare is largest"));
}

/* What is not proved is said, of the equilibrium, of first best, and of shares. */
static void test_certainty(void)
{
	static const char root[] = "-s medicine.cost=formula "
		"-s 'medicine.cost.formula=0.4*x^2+0.1*sqrt(x)' symmetric";
	static const char hides[] = "sampled: a better level may hide between those tried.\n";
	char arguments[200], line[200];
	const char *subject[] = {"\nThe equilibrium is ", "\nIt is ", "\nThis equilibrium is ",
		"\nThe equilibria of these solutions are "};
	snprintf(arguments, sizeof arguments, "solve %s", root);
	CU_ASSERT_EQUAL(haggle(arguments), 0);
	for (int i = 0; i < 3; i++) {
		snprintf(line, sizeof line, "%s%s", subject[i], hides);
		CU_ASSERT(has(ran.out, line));
	}
	CU_ASSERT(has(ran.out, "\nWhat a single owner would earn is sampled: "));
	CU_ASSERT(has(ran.out, subject[3]));
	CU_ASSERT_PTR_NULL(strstr(ran.out, "hares are sampled"));
	CU_ASSERT_EQUAL(haggle("solve tests/inputs/three.ini"), 0);
	CU_ASSERT(has(ran.out, "\nThe shares are sampled: a better bargain may lie between those tried.\n"));
	CU_ASSERT(has(ran.out, "\nThe shares of these solutions are sampled: a better bargain may lie "
		"between\nthose tried.\n"));
	CU_ASSERT_EQUAL(haggle("plot --view=solutions tests/inputs/three.ini"), 0);
	CU_ASSERT(has(ran.out, " The shares of these solutions are sampled: a better bargain may lie "));
	CU_ASSERT_EQUAL(haggle("plot --view=solutions -f csv tests/inputs/three.ini"), 0);
	CU_ASSERT(has(ran.out, ",pareto,status,search\n") && has(ran.out, ",\"proved\",\"sampled\"\n"));
	CU_ASSERT_EQUAL(haggle("--plain -s bargain=nash tests/inputs/three.ini <<'END'\ntable\nEND"), 0);
	CU_ASSERT(has(ran.out, "\nThe shares of these solutions are sampled: a better bargain may lie "
		"between those tried.\n"));
	snprintf(arguments, sizeof arguments, "--plain %s <<'END'\ntable\nEND", root);
	CU_ASSERT_EQUAL(haggle(arguments), 0);
	CU_ASSERT(has(ran.out, "% of first best, sampled. Commands: help.\n"));
	CU_ASSERT(has(ran.out, "% of first best, sampled. Pareto.\n"));
	snprintf(line, sizeof line, "\nThe equilibria of these solutions are %s", hides);
	CU_ASSERT(has(ran.out, line));
	snprintf(arguments, sizeof arguments, "plot --view=solutions %s", root);
	CU_ASSERT_EQUAL(haggle(arguments), 0);
	CU_ASSERT(has(ran.out, "The equilibria of these solutions are sampled: a better level may hide "));
	CU_ASSERT_EQUAL(haggle("--plain squeeze <<'END'\ntable\nEND"), 0);
	CU_ASSERT_PTR_NULL(strstr(ran.out, "sampled"));
	CU_ASSERT_EQUAL(haggle("solve squeeze"), 0);
	CU_ASSERT_PTR_NULL(strstr(ran.out, "sampled"));
	/* whoever counts for nothing is named where gains are compared */
	CU_ASSERT_EQUAL(haggle("solve -s bargain=nash three-domains"), 0);
	CU_ASSERT(has(ran.out, "\nCity archive gains nothing at any share that all accept: a "));
	CU_ASSERT_EQUAL(haggle("solve three-domains"), 0);
	CU_ASSERT_PTR_NULL(strstr(ran.out, "bystander"));
}

/* Sentences that are true of most games must not be said of the others. */
static void test_said_of_all(void)
{
	/* Its frontier is torn: there is no share at which both have the same part. */
	CU_ASSERT_EQUAL(haggle("solve -s bargain=kalai-smorodinsky -s generalist.outside=.5 s-curve"), 0);
	CU_ASSERT_PTR_NULL(strstr(ran.out, "same part"));
	CU_ASSERT(has(ran.out, ": the share at which the smallest part of a best case is as\nlarge as "));
	/* Keeping no share it has a fee all the same. */
	CU_ASSERT_EQUAL(haggle("solve -s medicine.revenue.base=3 licence-fee"), 0);
	CU_ASSERT_PTR_NULL(strstr(ran.out, "no level pays it anything"));
	CU_ASSERT(has(ran.out, "no higher level would pay it"));
	CU_ASSERT_EQUAL(haggle("solve -s bargain=powerful:medicine symmetric"), 0);
	CU_ASSERT(has(ran.out, "no level pays it"));
	/* One pot of 3, of which each domain puts in 2 - .25, all of it law's: it has 2.75 without its
	 * own investment, and 1.25 without its domain. */
	CU_ASSERT_EQUAL(haggle("solve -s bargain=powerful:law profit-pot"), 0);
	CU_ASSERT(has(ran.out, "\nLaw firm contributes: from level 1.5 its first unit earns it 1 and costs 0."));
	CU_ASSERT(has(ran.out, "\nfree-riding would have paid it 2.75, abstaining 1.25.\n"));
	/* Law is out, as its 1.5 would cost 10.25, and the others share 1.5 with the generalist. */
	CU_ASSERT_EQUAL(haggle("solve -s law.cost.fixed=10 profit-pot"), 0);
	CU_ASSERT(has(ran.out, "free-riding would have paid it 0.4167, abstaining\n0.08333.\n"));
	CU_ASSERT(has(ran.out, "\nLaw firm abstains: at level 1 the most it could add to the pot is -8.75, "));
	CU_ASSERT_EQUAL(haggle("plot --view=functions --specialist=law -s bargain=powerful:law profit-pot"), 0);
	CU_ASSERT(has(ran.out, ": there the next unit costs l 1.000,\nall it keeps of the 1.000 it earns."));
	/* What rounding leaves of nothing is no part of first best. */
	CU_ASSERT_EQUAL(haggle("solve -s bargain=max-performance squeeze"), 0);
	CU_ASSERT(has(ran.out, "\nThe joint surplus is 0, 0% of first best.\n"));
	CU_ASSERT(has(ran.out, "Their sum is 0.8873;"));
}

/* Texts of several scenarios are apart; many specialists are not each a column. */
static void test_texts(void)
{
	CU_ASSERT_EQUAL(haggle("solve symmetric free-rider"), 0);
	CU_ASSERT(has(ran.out, "\n\nfree-rider: A free-rider\n"));
	CU_ASSERT_EQUAL(haggle("solve many-domains"), 0);
	CU_ASSERT(has(ran.out, "\nUtilities "));
	CU_ASSERT(has(ran.out, " Lowest "));
	CU_ASSERT(has(ran.out, " Highest\n"));
}

/* ---- what is refused --------------------------------------------------------- */

static void test_refused(void)
{
	static const struct {
		const char *arguments;
		int status;
		const char *said;
	} cases[] = {
		{"plot --step=0 symmetric", 2, "--step takes 1 to 40, not '0'"},
		{"plot --step=5 symmetric", 2, "--step takes 1 to 4, not '5'"},
		{"plot --step=two symmetric", 2, "--step takes 1 to 40, not 'two'"},
		{"--idle=never symmetric", 2, "--idle takes seconds, 0 to 1000000, not 'never'"},
		{"--idle=-1 symmetric", 2, "--idle takes seconds"},
		{"--presets= symmetric", 2, "--presets takes a directory"},
		{"plot --view=statics --show=utility:nobody symmetric", 1,
			"nothing called 'utility:nobody' to show: utility, share,"},
		{"plot --view=statics --show=joint:medicine symmetric", 1, "'joint:medicine'"},
		{"plot --view=statics --x=bargain symmetric", 1, "is not a number"},
		{"plot --view=map --y=medicine.name symmetric", 1, "is not a number"},
		{"plot --view=map --x=generalist.cost.scale --y=generalist.cost.scale symmetric", 1,
			"a map needs two different parameters"},
		{"plot -s generalist.cost.exponent=1 -s generalist.cost.scale=.1 -s delta=.5 "
		 "symmetric", 3, "symmetric: unbounded"},
		{"solve --presets=nowhere symmetrical", 1, "presets in nowhere: "},
		{"solve --presets=presets symmetrical", 1, "symmetrical in presets: "},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int status = haggle(cases[i].arguments);
		if (status != cases[i].status)
			fprintf(stderr, "\n%s: %d\n", cases[i].arguments, status);
		CU_ASSERT_EQUAL(status, cases[i].status);
		CU_ASSERT(has(ran.err, cases[i].said));
		CU_ASSERT_STRING_EQUAL(ran.out, "");
	}
}

/* More specialists than are drawn or explored; more mistakes than are listed. */
static void test_too_many(void)
{
#define MANY "{ echo '[scenario]'; echo 'share = common'; for i in $(seq 70); do echo \"[specialist s$i]\"; done; } | "
	static const char *const scripts[][2] = {
		{MANY "\"$HAGGLE\" plot -", "70 specialists are too many to draw (at most 64)"},
		{MANY "\"$HAGGLE\" -", "70 specialists are too many to explore (at most 64)"},
		{"{ echo '[generalist]'; for i in $(seq 50); do echo \"bad$i = 1\"; done; } | "
		 "\"$HAGGLE\" check -", "haggle: and "},
	};
	for (int i = 0; i < 3; i++) {
		child_free(&ran);
		child_shell(&ran, scripts[i][0]);
		CU_ASSERT_EQUAL(ran.status, 1);
		CU_ASSERT(has(ran.err, scripts[i][1]));
	}
}

/* Separate shares among more specialists than a rule can be asked for. */
static void test_too_many_shares(void)
{
#define SEPARATE "{ echo '[scenario]'; for i in $(seq 65); do echo \"[specialist s$i]\"; done; } | "
	static const char *const commands[] = {"check -", "solve -", "plot -", "-", "solve --all -",
		"sweep --vary generalist.cost.scale=1:2:2 -", "check --set bargain=egalitarian -"};
	static const char *const allowed[] = {"check -s share=common -", "check -s bargain=fixed -",
		"sweep -s bargain=fixed --vary generalist.cost.scale=1:2:2 -",
		"solve -s bargain=fixed -", "solve -s share=common -"};
	char script[300];
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		snprintf(script, sizeof script, SEPARATE "\"$HAGGLE\" %s", commands[i]);
		child_free(&ran);
		child_shell(&ran, script);
		CU_ASSERT_EQUAL(ran.status, 1);
		CU_ASSERT_STRING_EQUAL(ran.err, "haggle: -: a bargaining rule finds at most 64 "
			"separate shares, and here are 65 specialists: set share = common, or "
			"bargain = fixed\n");
	}
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
		snprintf(script, sizeof script, SEPARATE "\"$HAGGLE\" %s", allowed[i]);
		child_free(&ran);
		child_shell(&ran, script);
		CU_ASSERT_EQUAL(ran.status, 0);
		CU_ASSERT_STRING_EQUAL(ran.err, "");
	}
}

/* What standard input cannot be. */
static void test_input(void)
{
	CU_ASSERT_EQUAL(haggle("check - </"), 1);
	CU_ASSERT(has(ran.err, "haggle: -: cannot be read: Is a directory"));
	CU_ASSERT_EQUAL(haggle("check - <&-"), 1);
	CU_ASSERT(has(ran.err, "haggle: -: cannot be read: Bad file descriptor"));
	CU_ASSERT_EQUAL(haggle("check - </dev/zero"), 1);
	CU_ASSERT(has(ran.err, "haggle: -: the file is larger than "));
}

/* ---- text from outside ------------------------------------------------------- */

/* Nothing in it could steer a terminal or deceive a reader. */
static bool harmless(const char *text)
{
	size_t n = strlen(text);
	for (size_t i = 0; i < n;) {
		unsigned cp;
		size_t step = utf8_decode(text + i, n - i, &cp);
		if ((utf8_unsafe(cp) && cp != '\n') || (cp == 0xfffd && step == 1)) {
			fprintf(stderr, "\nU+%04X in:\n%s\n", cp, text);
			return false;
		}
		i += step;
	}
	return true;
}

/* Runs a command on a scenario whose name and texts are such; $f is its path. */
static void hostile(const char *command)
{
	char script[1000];
	snprintf(script, sizeof script,
		"d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; export HAGGLE_PRESETS=$d\n"
		"f=$d/$(printf 'x\\033[31m\\302\\233\\342\\200\\256\\377\\ny').ini\n"
		"bad=$(printf '\\302\\2332J\\302\\205\\342\\200\\256\\363\\240\\200\\201')\n"
		"printf '[scenario]\\ntitle = T%%s\\nsummary = U%%s\\nbargain = fixed\\ndelta = .5\\n"
		"[generalist]\\nname = G%%s\\n[specialist s]\\nname = S%%s\\n' "
		"\"$bad\" \"$bad\" \"$bad\" \"$bad\" >\"$f\"\n"
		"cp \"$f\" \"$d/p.ini\"; %s", command);
	child_free(&ran);
	child_shell(&ran, script);
	CU_ASSERT(harmless(ran.out));
	CU_ASSERT(harmless(ran.err));
}

static void test_hostile(void)
{
	hostile("\"$HAGGLE\" solve \"$f\"");
	CU_ASSERT(has(ran.out, ".ini: T?2J???\nU?2J???\n"));
	CU_ASSERT(has(ran.out, "S?2J???"));
	hostile("\"$HAGGLE\" solve -f csv \"$f\"");
	CU_ASSERT(has(ran.out, "/x?[31m????y.ini,outcome,yes,generalist,"));
	hostile("\"$HAGGLE\" solve -f json \"$f\"");
	CU_ASSERT(has(ran.out, "\"title\":\"T\\u009b2J\\u0085\\u202e\\udb40\\udc01\""));
	CU_ASSERT(has(ran.out, "/x\\u001b[31m\\u009b\\u202e\xEF\xBF\xBD\\u000ay.ini\""));
	hostile("\"$HAGGLE\" plot \"$f\"");
	hostile("\"$HAGGLE\" presets");
	CU_ASSERT(has(ran.out, "T?2J???"));
	hostile("\"$HAGGLE\" sweep -s generalist.cost.exponent=1 -s generalist.cost.scale=.1 "
		"--vary delta=0.5:1:2 \"$f\"");
	CU_ASSERT(has(ran.err, "/x?[31m????y.ini: 2 of 2 points have no equilibrium"));
	for (int i = 0; i < 2; i++) {
		hostile(i ? "\"$HAGGLE\" plot -s generalist.cost.exponent=1 -s generalist.cost.scale=.1 "
			    "\"$f\"" :
			    "\"$HAGGLE\" solve -s generalist.cost.exponent=1 "
			    "-s generalist.cost.scale=.1 \"$f\"");
		CU_ASSERT_EQUAL(ran.status, 3);
		CU_ASSERT(has(ran.err, "/x?[31m????y.ini: unbounded"));
	}
	hostile("echo bad >>\"$f\"; \"$HAGGLE\" check \"$f\" -s \"title=$bad\"");
	CU_ASSERT_EQUAL(ran.status, 1);
}

/* A file that may not grow is an error like a full disk, and not the end. */
static void test_file_limit(void)
{
	static const char *const commands[] = {
		"solve symmetric", "plot symmetric", "sweep --vary delta=0:1:5 symmetric"};
	char script[500];
	if (SANITIZED_THREADS) {
		skip("the sanitizer of threads writes a file of its own before main()");
		return;
	}
	for (int i = 0; i < 3; i++) {
		/* What it says goes through a pipe, which has no such limit. */
		snprintf(script, sizeof script, "d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT\n"
			"( ulimit -f 0; exec 3>&1; HAGGLE_PRESETS=presets \"$HAGGLE\" %s "
			"2>&3 >\"$d/o\"; echo \"status $?\" ) | cat", commands[i]);
		child_free(&ran);
		child_shell(&ran, script);
		CU_ASSERT(has(ran.out, "haggle: standard output: File too large"));
		CU_ASSERT(has(ran.out, "status 4\n"));
	}
}

/* One's own presets come before those installed; one that does not read is
 * listed with what is wrong, and takes no other with it. */
static void test_own_presets(void)
{
	child_free(&ran);
	child_shell(&ran, "d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; unset HAGGLE_PRESETS\n"
		"mkdir -p \"$d/haggle/presets\" \"$d/.local/share\"\n"
		"sed 's/^title .*/title = Mine/' presets/symmetric.ini >\"$d/haggle/presets/symmetric.ini\"\n"
		"echo '[generalist]' >\"$d/haggle/presets/broken.ini\"\n"
		"XDG_DATA_HOME=$d \"$HAGGLE\" presets; echo \"status $?\"\n"
		"ln -s ../../haggle \"$d/.local/share/haggle\"\n"
		"unset XDG_DATA_HOME; HOME=$d \"$HAGGLE\" solve symmetric\n"
		"HOME=$d \"$HAGGLE\" solve broken");
	CU_ASSERT_EQUAL(ran.status, 1);
	CU_ASSERT(has(ran.out, "\nsymmetric "));
	CU_ASSERT(has(ran.out, " Mine\n"));
	CU_ASSERT(has(ran.out, "broken "));
	CU_ASSERT(has(ran.out, "status 0\n"));
	CU_ASSERT(has(ran.out, "symmetric: Mine\n"));
	CU_ASSERT(has(ran.err, "haggle: broken: "));
}

/* A share too many is not dropped in silence. */
static void test_surplus_share(void)
{
	child_free(&ran);
	child_shell(&ran, "printf '[scenario]\\nshare = common\\nbargain = fixed\\ndelta = .5 .4\\n"
		"[specialist m]\\n[specialist l]\\n' | \"$HAGGLE\" solve -");
	CU_ASSERT_EQUAL(ran.status, 1);
	CU_ASSERT(has(ran.err, ":4: delta has 2 shares, but share = common: there is one for all\n"));
}

static int clean_up(void)
{
	child_free(&ran);
	return 0;
}

void suite_cli_output(void)
{
	CU_pSuite s = CU_add_suite("cli_output", NULL, clean_up);
	CU_add_test(s, "no deal, by one name", test_no_deal);
	CU_add_test(s, "views and quantities", test_plots);
	CU_add_test(s, "functions", test_functions);
	CU_add_test(s, "steps of the response", test_steps);
	CU_add_test(s, "texts under a law", test_law_text);
	CU_add_test(s, "what is not certain", test_certainty);
	CU_add_test(s, "what is not true of all games", test_said_of_all);
	CU_add_test(s, "CSV: names, no agreement", test_csv);
	CU_add_test(s, "no first best", test_no_first_best);
	CU_add_test(s, "lists of many", test_listed);
	CU_add_test(s, "texts", test_texts);
	CU_add_test(s, "what is refused", test_refused);
	CU_add_test(s, "too many", test_too_many);
	CU_add_test(s, "too many separate shares", test_too_many_shares);
	CU_add_test(s, "a share too many", test_surplus_share);
	CU_add_test(s, "standard input that is none", test_input);
	CU_add_test(s, "text from outside", test_hostile);
	CU_add_test(s, "files that may not grow", test_file_limit);
	CU_add_test(s, "presets of one's own", test_own_presets);
}
