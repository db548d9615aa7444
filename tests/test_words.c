/* What is said of a game in words: why, the report, the sentence below the
 * plots; and the letters that stand for players. */
#include "bargain/study.h"
#include "view/draw.h"
#include "view/panel.h"
#include "view/report.h"
#include "view/say.h"
#include "view/why.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GENERALIST "[generalist]\nname = Gen\n"
#define SHARE(d) "[scenario]\nbargain = fixed\ndelta = " d "\n"

/* b needs a level of 9.875, where d (a0 + .25) - a0^2 is far below 0. */
#define LOSING SHARE(".5") GENERALIST "[specialist a]\n[specialist b]\ncost.fixed = 5\n"

#define FREE GENERALIST "cost.scale = 0\n[specialist s]\n"

/* A specialist that keeps half, with a kink or a step where it stops. */
#define STOPS(functions) SHARE(".5") "[generalist]\ncost.marginal = 9\n[specialist s]\n" functions
#define REVENUE_KINK STOPS("revenue = formula\nrevenue.formula = min(a, 0.4)\ncost.scale = .5\n")
#define COST_KINK STOPS("cost = formula\ncost.formula = x^2 / 2 + 3 * max(x - 0.2, 0)\n")
#define COST_STEP STOPS("cost = formula\ncost.formula = x^2 / 10 + 5 * (x > 0.3)\n")
#define REVENUE_STEP STOPS("revenue = formula\nrevenue.formula = if(a > 0.3, a - 0.2, a)\ncost.scale = .5\n")
#define STEP_AT_ONCE STOPS("revenue.base = 1\ncost = formula\ncost.formula = x^2 + 5 * (x > 0)\n")

/* It takes part from .5, where (1 - .8) .5 is the fixed .1; at the largest share at
 * which it does, nobody gains anything. */
#define SQUEEZE SHARE(".8") GENERALIST "[specialist d]\ncost.fixed = .1\ncost.marginal = .2\n"

/* Specialists like that one, and a generalist at whose cost the top of .8 a0 each is .4. */
#define ALIKE_OF(d, fixed) "[specialist " d "]\ncost.marginal = .2\ncost.fixed = " fixed "\n"
#define ALIKE(n, fixed) SHARE(".8") GENERALIST "cost.scale = " #n "\n" ALIKE_OF("d1", fixed) \
	ALIKE_OF("d2", fixed)
#define ALIKE_D3(fixed) ALIKE_OF("d3", fixed)

/* Each earns half of performance and safety, a unit 1, and pays their squares. */
#define LAW(d, floors) "[scenario]\ngame = regulation\nbargain = fixed\ndelta = " d "\n[regulation]\n" \
	floors GENERALIST "[specialist s]\n"

/* The whole of the revenue is had at level 2, which the specialist reaches for (2 - a0)^2: from
 * a0 = 2 - sqrt 2 on its half of 4 is worth that. */
#define LEAP SHARE(".5") GENERALIST "[specialist s]\nrevenue = formula\nrevenue.formula = " \
	"if(a >= 2, 4, 0)\n"
/* It keeps half of the 4 that level 1 brings, and pays 1 + .5 for it; G, at 9 a unit, stays at 0. */
#define LEAP_FREE STOPS("revenue = formula\nrevenue.formula = if(a >= .5, 1, 0)\n")
#define LEAP_AHEAD STOPS("revenue = formula\nrevenue.formula = if(a >= 1, 4, 0)\ncost.marginal = .5\n")
/* Up to .25 each unit earns it .5 for .2, from there to 1 nothing, and then 1: .075, -.075, .725. */
#define LEAP_OVER STOPS("revenue = formula\nrevenue.formula = min(a, .25) + 2 * min(max(a - 1, 0), 1)\n" \
	"cost.scale = 0\ncost.marginal = .2\n")
/* .5 x^1.5 - x^2 rises from the start, though a first unit is worth nothing, up to .375^2. */
#define NO_LEAP STOPS("revenue = power\nrevenue.exponent = 1.5\n")
/* Beyond level .2 what s adds costs more than it brings. */
#define LEAP_DOWN SHARE(".5") GENERALIST "cost.scale = .5\n[specialist s]\ncost = formula\n" \
	"cost.formula = x^2 + if(a0 > 0.2, 5, 0) * x\n"

/* What is said of a game, by why_explain or in a report: numbers known in
 * closed form, or from the solver where a curve has to be found. */
static const struct {
	const char *text;
	const char *why;    /* stands in a line of it */
	const char *report; /* stands in the text, its line breaks blanks; NULL: anything */
} told[] = {
	/* a0 = .25; at the margin 1 - .5 against .7 */
	{ SHARE(".5") GENERALIST "[specialist law]\ncost.marginal = .7\n",
		"law free-rides: at level 0.25 one more unit would earn it 0.5 and cost 0.7. "
		"Taking the technology as it is pays it 0.125",
		"As the share passes 0.3, law switches from contributing to free-riding." },
	{ SQUEEZE, "Gen goes to level 0.5 so that d takes part",
		"As the share passes 0.887298335, d switches from free-riding to abstaining." },
	{ SQUEEZE, "Gen goes to level 0.5 so that d takes part: below that level d would abstain, and "
		"at it d gets 0.", "Maximal performance  0.887298         0          0         0              "
		"0      no" },
	/* .8 a0 - a0^2 at its top, .4, and at the edge. */
	{ SQUEEZE, "If d could not leave, Gen would build 0.4 and get 0.16 instead of 0.15: keeping d "
		"in costs it 0.01.", NULL },
	{ SQUEEZE, "Its next best choice is not to develop the technology at all, which would pay 0, 0.15 less.",
		NULL },
	/* The top, .4, is where .2 a0 comes to what taking part costs: nothing is squeezed. */
	{ SHARE(".8") GENERALIST "[specialist d]\ncost.marginal = .2\ncost.fixed = .08\n",
		"Gen invests to level 0.4, where a further unit would bring it no more than it costs",
		NULL },
	/* The same of two and of three, whose parts only together are worth going there, or not. */
	{ ALIKE(2, ".08"), "Gen invests to level 0.4, where a further unit would bring it no more than "
		"it costs", NULL },
	{ ALIKE(2, ".1"), "Gen goes to level 0.5 so that d1 takes part: below that level d1 would "
		"abstain, and at it d1 gets 0. d2 would abstain below it, too. This is the "
		"participation squeeze.", NULL },
	{ ALIKE(2, ".1"), "If neither could leave, Gen would build 0.4 and get 0.32 instead of 0.3: "
		"keeping them in costs it 0.02.", NULL },
	{ ALIKE(3, ".1") ALIKE_D3(".1"), "d2 and d3 would abstain below it, too.", NULL },
	{ ALIKE(3, ".1") ALIKE_D3(".1"), "If none of them could leave, Gen would build 0.4 and get 0.48 "
		"instead of 0.45: keeping them in costs it 0.03.", NULL },
	/* What it gets for signing is not for taking part. */
	{ "[scenario]\ntransfers = yes\n" GENERALIST "[specialist s]\ncost.fixed = .3\n",
		"below that level s would abstain, and at it s gets 0 beside its payment at signing.",
		NULL },
	/* .2 (a0 + x) - .728 x^2 pays .276 / (1 + a0) from .7293 on, where x = .2 / 1.456: that edge is
	 * found only nearly by what it pays the generalist. */
	{ SHARE(".8") GENERALIST "[specialist d]\ncost = formula\ncost.formula = 0.728 * x^2 + "
		"0.276 / (1 + a0)\n", "If d could not leave, Gen would build 0.4 and get 0.2699 "
		"instead of 0.1614: keeping d in costs it 0.1085.", NULL },
	{ LEAP, "Gen goes to exactly level 0.5858, where s leaps from free-riding to investing 1.414: "
		"right below it s would not. It gets 1.657.", NULL },
	{ LEAP_DOWN, "Gen stops at exactly level 0.2: right beyond it s would leap from investing 0.25 "
		"to free-riding. It gets 0.205.", NULL },
	/* .25 / (4 1e6) more than the half of level .25 */
	{ SHARE(".5") GENERALIST "[specialist s]\ncost.scale = 1e6\n",
		"gets 0.1250001; free-riding would have paid it 0.125,", NULL },
	/* All of it a billion times smaller. */
	{ SHARE(".5") "[generalist]\ncost.scale = 1e-9\n[specialist s]\nrevenue.scale = 1e-9\n"
		"cost.scale = 1e-9\n", "and gets 1.875e-10; free-riding would have paid it 1.25e-10,",
		"The joint surplus is 3.75e-10, 75% of first best." },
	{ "[generalist]\n[specialist s]\nrevenue.scale = 1e-7\n", "Gains 1.875e-15 and 1.875e-15,",
		"Nash                   0.5  1.875e-15  1.875e-15  3.75e-15           0.75     yes" },
	/* .5 a0 + .0625 pays .3; and it is squeezed at every share. */
	{ SHARE(".5") GENERALIST "[specialist s]\ncost.fixed = .3\n", "Gen goes to level 0.475 so that",
		"gives a gain to every player that can gain at all." },
	{ SHARE(".95") GENERALIST "[specialist d]\ncost.fixed = .1\ncost.marginal = .2\n",
		"d would take part from level 2 on.", NULL },
	/* .5 (.25 + x) - x^2 - 5, at best with x = .25 */
	{ SHARE(".5") GENERALIST "[specialist a]\n[specialist b]\ncost.fixed = 5\n",
		"b abstains: with 0.5 of its revenue kept, the best it could do at level 0.25 is to "
		"invest 0.25, for a utility of -4.812, less than the 0 of abstaining.", NULL },
	{ SHARE(".5") GENERALIST "[specialist a]\n[specialist b]\ncost.fixed = 5\n",
		"b would take part from level 9.875 on.", NULL },
	{ SHARE(".5 1") GENERALIST "[specialist a]\n[specialist b]\ncost.fixed = 5\n",
		"At this share no level would make b take part.", NULL },
	/* d^2 / 4 + d (1 - d) / 2 = .1 */
	{ SHARE(".2") GENERALIST "cost.fixed = .1\n[specialist a]\n",
		"Gen abstains: its best level would be 0.1, for a utility of -0.01. So nobody earns "
		"anything.",
		"As the share passes 0.225403331, Gen starts to take part and a utility jumps by "
		"0.2373." },
	/* (d^2 / 4 + d (1 - d) / 2) - .3 at its best, which is where the search ends. */
	{ SHARE(".5") GENERALIST "cost.fixed = .3\n[specialist a]\n",
		"Gen abstains: its best level would be 0.25, for a utility of -0.1125. So nobody "
		"earns anything.", NULL },
	{ SHARE(".5") GENERALIST "cost.fixed = .3\n[specialist a]\n",
		"There is nothing for a to adapt.", NULL },
	/* d sqrt(a0) - a0^2 at a0 = (d / 4)^(2/3) */
	{ SHARE(".5") GENERALIST "cost.fixed = 2\n[specialist a]\nrevenue = power\n"
		"revenue.exponent = .5\ncost.scale = 1e6\n[specialist b]\nrevenue.scale = 0\n",
		"Gen abstains: its best level would be 0.25, for a utility of -1.812.", NULL },
	{ SHARE(".5") GENERALIST "cost.fixed = 2\n[specialist a]\n[specialist b]\n",
		"There is nothing for the specialists to adapt.", NULL },
	/* d^2 / 4 + d (1 - d) / 2 with a alone */
	{ LOSING, "Its next best choice is not to develop the technology at all, which would pay 0, 0.1875 less.",
		NULL },
	{ SHARE(".5") GENERALIST "cost.fixed = .1\n[specialist a]\n",
		"As the share passes 0.225403331, Gen starts to take part and a utility jumps by "
		"0.2373.", NULL },
	/* A hair below the flip. */
	{ SHARE(".521") GENERALIST "[specialist d]\nrevenue = power\nrevenue.scale = 2\n"
		"revenue.exponent = .5\ncost.exponent = 1\n",
		"Gen leaves the technology at level 0: no higher level would pay it more, the "
		"specialists' replies included. It gets 0.", "As the share passes 0.521004227, "
		"d switches from contributing to free-riding and a "
		"utility jumps by 0.3824." },
	{ SHARE(".521") GENERALIST "[specialist d]\nrevenue = power\nrevenue.scale = 2\n"
		"revenue.exponent = .5\ncost.exponent = 1\n",
		"so that a small change may make it flip", NULL },
	{ SHARE(".5") GENERALIST "[specialist d]\nrevenue = logistic\nrevenue.scale = 3\n"
		"revenue.midpoint = 2\nrevenue.width = .5\ncost.scale = .2\n",
		", Gen flips to another level and a utility jumps by 0.11", NULL },
	/* Below 2/3 the specialist gains 3 (1 - d) for a cost of 1 without limit. */
	{ SHARE(".75") GENERALIST "[specialist s]\nrevenue.scale = 3\ncost.exponent = 1\n",
		"As the share passes 0.666666667, an equilibrium appears: there is none below.",
		NULL },
	{ SHARE(".75") GENERALIST "[specialist s]\nrevenue.scale = 3\ncost.exponent = 1\n",
		"The share of Gen is fixed at 0.75.", "There is no first best: a single owner "
		"of everything would gain ever more at ever higher levels." },
	/* Above 1/2 the generalist gains 2 d for a cost of 1 without limit. */
	{ SHARE(".25") "[generalist]\ncost.exponent = 1\n[specialist s]\nrevenue.scale = 2\n",
		"As the share passes 0.5, the equilibrium disappears: there is none above.",
		NULL },
	/* A share above 0 of revenue without end, for nothing. */
	{ FREE, "Gen leaves the technology at level 0: at a share of 0 no level pays it anything, "
		"so it takes the least. It gets 0.",
		"As soon as the share is above 0, there is no equilibrium." },
	{ FREE, "As soon as the share is above 0, there is no equilibrium.", NULL },
	/* Any share makes it go all the way, for nothing, and .4 is the specialist's. */
	{ SHARE("0") GENERALIST "cost.scale = 0\n[specialist s]\nrevenue = formula\n"
		"revenue.formula = min(a, 0.4)\ncost.marginal = 2\n",
		"As soon as the share is above 0, Gen flips to another level and a utility jumps by "
		"0.4.", NULL },
	/* Any part that the specialist keeps makes it go on without end. */
	{ SHARE("1") GENERALIST "[specialist s]\ncost.exponent = 1\ncost.scale = 1e-13\n",
		"When the share reaches 1, an equilibrium appears: there is none below.",
		"When the share reaches 1, an equilibrium appears: there is none below." },
	/* Every unit up to 1 earns what it costs. */
	{ SHARE(".5") GENERALIST "[specialist s]\ncost.exponent = 1\ncost.scale = .5\n"
		"revenue = formula\nrevenue.formula = min(a, 1)\n", "s leaps: from level 0 its first "
		"unit would earn it 0.5 and cost 0.5, but more of them pay as much as none, so "
		"it does what suits Gen. It invests 1, where a further unit would earn 0 and cost 0.5, and gets 0;", NULL },
	/* Nobody ever gains anything: an owner of all would get (.125 + .5) / 3, less both fixed costs. */
	{ "[scenario]\ncontract = matched\n" GENERALIST "cost.scale = 0.6666666666666666\n"
		"cost.fixed = 0.041666666666666664\n[specialist s]\ncost.scale = 0.16666666666666666\n"
		"cost.fixed = 0.16666666666666666\nrevenue.scale = 0.3333333333333333\n",
		"When the share reaches 1, Gen starts to take part.", NULL },
	/* From d = 29/32 on both are held at 0 with a base level of 3/16 / (1 - d), and the generalist
	 * has what there is, 2 a - a^2 / 2 - .5: most at a = 2. */
	{ SHARE("0.5") "share = common\n" GENERALIST "cost.scale = .5\n[specialist a]\ncost.scale = .5\n"
		"cost.marginal = 1\ncost.fixed = .25\ncontract.cost-share = .25\n[specialist b]\n"
		"cost.scale = .5\ncost.marginal = 1\ncost.fixed = .25\ncontract.cost-share = .25\n",
		"The share of Gen is fixed at 0.5.",
		"The Pareto-optimal shares are from 0.5 to 0.895285 and 0.90625." },
	/* Up to d = .5 a unit earns it more than it costs; its utility, in thirds 8 d (1 - d) - 1/16
	 * from there on, is largest there. */
	{ "[scenario]\nbargain = powerful:s\n" GENERALIST "cost.scale = 0.08333333333333333\n"
		"cost.fixed = 0.041666666666666664\n[specialist s]\ncost.scale = 0.6666666666666666\n"
		"cost.marginal = 0.3333333333333333\ncost.fixed = 0.020833333333333332\n"
		"revenue.scale = 0.6666666666666666\n", "s free-rides: at level 2 one more unit would earn "
		"it 0.3333 and cost 0.3333. Taking the technology as it is pays it 0.6458; ", NULL },
	/* A first step costs it .5, what it then bears less of the specialist's; later ones more. */
	{ "[scenario]\nbargain = kalai-smorodinsky\n" GENERALIST "cost.scale = .5\ncost.marginal = .5\n"
		"cost.fixed = .0625\n[specialist s]\ncost.scale = .5\ncost.fixed = .125\n"
		"contract.fee = .25\ncontract.cost-share = .5\nrevenue = formula\n"
		"revenue.formula = min(a, 1)\n", "Gen leaves the technology at level 0: no higher level "
		"would pay it more", NULL },
	{ "[scenario]\nbargain = alternating\noffers.rounds = 1\n" GENERALIST "[specialist s]\n",
		"Alternating offers: Gen proposes a share of 1 at once, and s accepts. To refuse would "
		"leave it its outside option: this is the only round.", NULL },
	/* Safety of .5 costs .25, and a share of .1 brings .1 (.05 + .45 + 1). A share d brings
	 * .4 d of the safety that the floor asks for, and d / 2 - d^2 / 4 of what both would build:
	 * as much at .4, where s gets .6 .4 - .4^2 in place of .6 .5 - .3^2. */
	{ LAW(".1", "floor.generalist = .5\nfloor.specialists = 1\n"), "There is nothing for s to adapt.",
		NULL },
	{ LAW(".5", "floor.specialists = .4\n"), "As the share passes 0.4, Gen flips to another "
		"product and a utility jumps by 0.13.", NULL },
	/* Weights count where they differ. */
	{ "[generalist]\nweight = .7\n[specialist s]\nweight = .3\n",
		"Nash: the share with the largest product of gains, each raised to its weight. Gains ",
		"Nash, which maximises the product of the gains, each raised to its weight. " },
	{ "[generalist]\nweight = 2\n[specialist s]\nweight = 2\n",
		"Nash: the share with the largest product of gains. Gains 0.1875 and 0.1875, product "
		"0.03516; at a share of 0.4 it would be 0.0336, at 0.6 0.0336.",
		"Nash, which maximises the product of the gains. " },
	/* (d / 2 - d^2 / 4)^w (1 - d^2) / 4 is largest at d = 1 - e, e^2 = (1 - e / 2) / 2 w, but for
	 * parts of 1 / w, and smaller than any number; with costs of thousandths larger. */
	{ "[generalist]\nweight = 1e6\n[specialist s]\n", "each raised to its weight. Gains 0.25 "
		"and 0.0003534.", "Gains 0.25 and 0.0003534. Together they get 0.2504 of the 0.5" },
	{ "[generalist]\nweight = 1e6\ncost.scale = 1e-3\n[specialist s]\ncost.scale = 1e-3\n",
		"each raised to its weight. Gains 250 and 0.3534.", NULL },
	{ "[generalist]\nweight = .7\n[specialist s]\nweight = .3\n[scenario]\nbargain = "
		"egalitarian\n", "Egalitarian: the share at which the smallest gain is as large as possible. Gains "
		"0.1875 and 0.1875, the smallest 0.1875; at a share of 0.4 it would be 0.16, at 0.6 "
		"0.16.", NULL },
	/* d^2 / 4 + d (1 - d) / 8 and d (1 - d) / 2 + (1 - d)^2 / 16 */
	{ "[generalist]\n[specialist s]\ncost.scale = 4\n", "Gains 0.1461 and 0.1127, product 0.01646; "
		"at a share of 0.6 it would be 0.0156, at 0.8 0.01485.", NULL },
	{ "[scenario]\nbargain = kalai-smorodinsky\n[generalist]\n[specialist s]\ncost.scale = 2\n",
		"Gains 0.1748 and 0.1165, at best 0.25 and 0.1667, the smallest part 0.6991; at a share "
		"of 0.6 it would be 0.6, at 0.8 0.51.", NULL },
	/* From 1 - sqrt .2 on the generalist has its .2. */
	{ "[scenario]\nbargain = powerful:s\n" GENERALIST "outside = .2\n[specialist s]\n",
		"Powerful specialist, s: the share that it would dictate. Its utility is 0.1736; at a "
		"share of 0.5 Gen would get less than its outside option, at 0.7 it would be 0.1275.",
		NULL },
	/* Both shares 3/7; at d each, 3 (.75 d + 1 - d) - 1.5 (1 - d)^2 - 1.125 d^2. */
	{ "[scenario]\nbargain = vertical-monopoly\n[generalist]\ncost.scale = 2\n[specialist a]\n"
		"cost.scale = .5\n[specialist b]\nrevenue.scale = 2\n", "Vertical monopoly: the shares "
		"with the most joint surplus. The joint surplus is 1.982; with every share 0.05 lower it "
		"would be 1.976, 0.05 higher 1.976.", NULL },
	/* Shares 3/76, which cannot be .05 lower, and 75/152; at x and y each a0 is (x + 2 y) / 4, a adds
	 * 12.5 (1 - x), b 1 - y. */
	{ "[scenario]\nbargain = vertical-monopoly\n[generalist]\ncost.scale = 2\n[specialist a]\n"
		"cost.scale = .04\n[specialist b]\nrevenue.scale = 2\n", "The joint surplus is 7.635; "
		"with every share 0.05 lower, but none below 0, it would be 7.62, 0.05 higher 7.614.",
		NULL },
	/* Of the .375 of a share of half with a, and a gain of .365, b is paid a third and its .01; it
	 * would add .5 for .75 - .25 - 5. */
	{ "[scenario]\ntransfers = yes\n" GENERALIST "[specialist a]\n[specialist b]\ncost.fixed = 5\n"
		"outside = .01\n", "is to invest 0.5, for a utility of -4.368, less than the 0.1317 of "
		"abstaining.", NULL },
	{ "[generalist]\noutside = 9\n[specialist s]\n",
		"Nash: no deal. No share leaves everybody at least as well off as without a deal",
		"No deal: no bargain leaves everybody at least as well off, and somebody better off." },
};

static struct study *studied_along(const char *text, struct scenario *s, unsigned want, int axis)
{
	struct error_list errors;
	struct study_plan plan = { .axis = axis, .want = want };
	struct study *st;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("told", text, strlen(text), s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, s, &plan, NULL), STATUS_OK);
	study_step(st, -1);
	return st;
}

static struct study *studied(const char *text, struct scenario *s, unsigned want)
{
	return studied_along(text, s, want, -1);
}

static bool explained(const struct study *st, const char *expected)
{
	struct why why;
	bool found = false;

	CU_ASSERT_EQUAL_FATAL(why_explain(st, &why, NULL), STATUS_OK);
	for (int i = 0; i < why.count; i++)
		found = found || strstr(why.line[i], expected) != NULL;
	for (int i = 0; !found && i < why.count; i++)
		fprintf(stderr, "\n%s", why.line[i]);
	why_free(&why);
	return found;
}

static bool reported(const struct study *st, const char *expected)
{
	char *text;
	bool found;

	CU_ASSERT_EQUAL_FATAL(report_write(st, &(struct report_more){NULL, false}, REPORT_TEXT, &text, NULL), STATUS_OK);
	for (char *end = text; (end = strchr(end, '\n')) != NULL;)
		*end = ' ';
	found = strstr(text, expected) != NULL;
	if (!found)
		fprintf(stderr, "\nno \"%s\" in: %s\n", expected, text);
	free(text);
	return found;
}

static void test_told(void)
{
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		struct scenario s;
		struct study *st = studied(told[i].text, &s, report_want(REPORT_TEXT));

		CU_ASSERT(explained(st, told[i].why));
		CU_ASSERT(!told[i].report || reported(st, told[i].report));
		study_free(st);
		scenario_free(&s);
	}
}

/* Where somebody switches is told once: (1 + sqrt .6) / 2 is no other number of the report. */
static void test_switches_once(void)
{
	struct scenario s;
	struct study *st = studied(SQUEEZE, &s, report_want(REPORT_TEXT));
	const char *at;
	char *text;

	CU_ASSERT_EQUAL_FATAL(report_write(st, &(struct report_more){NULL, false}, REPORT_TEXT, &text,
		NULL), STATUS_OK);
	at = strstr(text, "0.887298335");
	CU_ASSERT(at && !strstr(at + 1, "0.887298335"));
	at = strstr(text, "abstaining.\n");
	CU_ASSERT(at && !strstr(at + 1, "abstaining.\n"));
	free(text);
	study_free(st);
	scenario_free(&s);
}

/* A part of the first best is no more certain than that is. */
static void test_least_certain(void)
{
	struct scenario s;
	struct study *st = studied(SHARE(".5") GENERALIST "[specialist d]\n", &s,
		report_want(REPORT_TEXT));
	char said[SAY_MAX];

	CU_ASSERT_PTR_NOT_NULL(strstr(say_outcome(&s, st, said, sizeof said), "75% of first best."));
	st->first_best.proof = PROOF_SAMPLED; /* as if */
	CU_ASSERT_PTR_NOT_NULL(strstr(say_outcome(&s, st, said, sizeof said),
		"75% of first best, sampled."));
	st->present.proof = PROOF_GAVE_UP;
	CU_ASSERT_PTR_NOT_NULL(strstr(say_outcome(&s, st, said, sizeof said), ", gave up."));
	study_free(st);
	scenario_free(&s);
}

/* Of several shares the one that changes is named by whose it is. */
static void test_one_of_several(void)
{
	struct scenario s;
	struct study *st = studied_along("[scenario]\nbargain = fixed\ndelta = .5\n" GENERALIST
		"[specialist a]\n[specialist law]\ncost.marginal = .7\n", &s, report_want(REPORT_TEXT), 1);

	CU_ASSERT(explained(st, "As the share with law passes 0.3, law switches from contributing to "
		"free-riding."));
	study_free(st);
	scenario_free(&s);
}

/* Why a specialist goes no further; the present outcome is enough, and much sooner
 * there than a curve. */
static const struct {
	const char *text, *why;
} stops[] = {
	{ REVENUE_KINK, "s contributes: from level 0 its first unit earns it 0.5 and costs 0. It "
		"invests 0.4, where a further unit would earn 0 and cost 0.4, and gets 0.12;" },
	{ COST_KINK, "It invests 0.2, where a further unit would earn 0.5 and cost 3.2, and gets 0.08;" },
	{ COST_STEP, "It invests 0.3, beyond which it would at once lose 5, and gets 0.141;" },
	{ REVENUE_STEP, "It invests 0.3, beyond which it would at once lose 0.1, and gets 0.105;" },
	{ LEAP_AHEAD, "s leaps: from level 0 its first unit would earn it 0 and cost 0.5, but more of "
		"them pay. It invests 1" },
	{ LEAP_FREE, "s leaps: from level 0 its first unit would earn it 0 and cost 0, but more of them "
		"pay. It invests 0.5, where a further unit would earn 0 and cost 1, and gets 0.25;" },
	{ LEAP_OVER, "s leaps: from level 0 it could invest 0.25 and get 0.075; a little more would pay it "
		"less, but much more pays better. It invests 2, where a further unit would earn 0 and "
		"cost 0.2, and gets 0.725;" },
	{ NO_LEAP, "s contributes: from level 0 its first unit earns it 0 and costs 0. It invests 0.1406, "
		"where" },
	/* The generalist stops where revenue does. */
	{ SHARE(".5") GENERALIST "cost.scale = .5\n[specialist s]\nrevenue = formula\n"
		"revenue.formula = min(a, .25)\ncost.marginal = .75\n", "s free-rides: at level 0.25 "
		"one more unit would earn it 0 and cost 0.75." },
	{ STEP_AT_ONCE, "s free-rides: beyond level 0 it would at once lose 5. Taking the technology "
		"as it is pays it 0.5; abstaining would pay 0." },
};

static void test_stops(void)
{
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
		struct scenario s;
		struct study *st = studied(stops[i].text, &s, HAVE_PRESENT);

		CU_ASSERT(explained(st, stops[i].why));
		study_free(st);
		scenario_free(&s);
	}
}

/* What is not said of a game. */
static const struct {
	const char *text, *never;
} untold[] = {
	{ FREE, "would cost it more than its share" },
	{ FREE, "e-11" },
	/* It loses at each of the other levels that the curve has a top at. */
	{ LOSING, "Its next best level is" },
	/* Nobody's choice pays less than nothing where there was none to make. */
	{ SHARE(".5") GENERALIST "cost.fixed = .3\n[specialist a]\n", "a abstains" },
};

static void test_untold(void)
{
	for (size_t i = 0; i < sizeof untold / sizeof *untold; i++) {
		struct scenario s;
		struct study *st = studied(untold[i].text, &s, report_want(REPORT_TEXT));
		char *text;

		CU_ASSERT_EQUAL_FATAL(report_write(st, &(struct report_more){NULL, false}, REPORT_TEXT, &text, NULL), STATUS_OK);
		for (char *end = text; (end = strchr(end, '\n')) != NULL;)
			*end = ' ';
		CU_ASSERT_PTR_NULL(strstr(text, untold[i].never));
		free(text);
		study_free(st);
		scenario_free(&s);
	}
}

/* Nothing is explained that is not solved; of very many, the first are told of. */
static void test_told_bounds(void)
{
	struct scenario s;
	struct why why;
	struct error err;
	char many[70 * 20 + 100] = SHARE(".5") GENERALIST;
	struct study *st = studied(SHARE(".5") GENERALIST "[specialist s]\nrevenue.scale = 3\n"
		"cost.exponent = 1\n", &s, HAVE_PRESENT);

	CU_ASSERT_EQUAL(why_explain(st, &why, &err), STATUS_NO_EQUILIBRIUM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "unbounded"));
	study_free(st);
	scenario_free(&s);
	for (int i = 0; i < 70; i++)
		sprintf(many + strlen(many), "[specialist s%d]\n", i);
	st = studied(many, &s, HAVE_PRESENT);
	CU_ASSERT(explained(st, "s63 contributes"));
	CU_ASSERT(explained(st, "And 6 specialists more."));
	study_free(st);
	scenario_free(&s);
}

/* The sentence below the plots: the longest wording that fits. */
static const struct {
	const char *text;
	const char *wording[3]; /* in 200, 70 and 30 columns */
} sentences[] = {
	{ SHARE(".5") GENERALIST "[specialist law]\n", { "law contributes 0.250: its first unit earns "
		"it 0.500 and costs 0.000; it stops where one more would cost 0.500 and "
		"earn no more than that.",
		"law contributes: its first unit earns it 0.500 and costs 0.000.", "law contributes 0.250." } },
	{ SHARE(".5") GENERALIST "[specialist d]\nrevenue = power\nrevenue.scale = 2\n"
		"revenue.exponent = .5\ncost.exponent = 1\n", { "d contributes 0.250: its first "
		"unit earns it much more and costs 1.000; it stops where one more would cost 1.000 "
		"and earn no more than that.", "d contributes: its first unit earns it much more and costs "
		"1.000.", "d contributes 0.250." } },
	{ SHARE(".5") GENERALIST "[specialist law]\ncost.marginal = .7\n", { "law free-rides: it uses "
		"level 0.250 as it is; one more unit would earn it 0.500 and cost 0.700.",
		"law free-rides: one more unit would earn it 0.500, cost 0.700.", "law free-rides." } },
	{ SHARE(".8") GENERALIST "[specialist d]\ncost.fixed = .1\ncost.marginal = .2\n", {
		"d free-rides: one more unit would earn it 0.200 and cost 0.200; Gen goes to 0.500, just "
		"far enough that it takes part.", "d free-rides: one more unit", "d free-rides." } },
	/* .5 a0 + .0625 pays .3, where .5 (a0 + .25) - a0^2 would have its top at .25. */
	{ SHARE(".5") GENERALIST "[specialist s]\ncost.fixed = .3\n", { "s contributes 0.250: its first "
		"unit earns it 0.500 and costs 0.000; Gen goes to 0.475, just far enough that it "
		"takes part.", "s contributes: its first unit earns it 0.500 and costs 0.000.",
		"s contributes 0.250." } },
	/* Where they begin to take part is the top. */
	{ ALIKE(2, ".08"), { "d1 free-rides: it uses level 0.400 as it is;", "d1 free-rides: one more",
		"d1 free-rides." } },
	{ SHARE(".8") GENERALIST "[specialist d]\ncost.marginal = .2\ncontract.fee = .08\n", {
		"d free-rides: it uses level 0.400 as it is;", "d free-rides: one more",
		"d free-rides." } },
	{ ALIKE(2, ".1"), { "d1 free-rides: one more unit would earn it 0.200 and cost 0.200; Gen goes to "
		"0.500, just far enough that it takes part.", "d1 free-rides: one more",
		"d1 free-rides." } },
	{ COST_KINK, { "s contributes 0.200: its first unit earns it 0.500 and costs 0.000; it stops "
		"where one more would cost 3.200 and earn no more than that.", "s contributes: its first unit "
		"earns it 0.500 and costs 0.000.", "s contributes 0.200." } },
	{ COST_STEP, { "s contributes 0.300: its first unit earns it 0.500 and costs 0.000; any more "
		"would at once lose it 5.000.", "s contributes: its first unit earns it 0.500 and "
		"costs 0.000.", "s contributes 0.300." } },
	{ LEAP_AHEAD, { "s leaps by 1.000, which pays it 0.500 more than free-riding. Its first unit "
		"would earn it 0.000 and cost 0.500.",
		"s leaps by 1.000, which pays it 0.500 more than free-riding.", "s leaps by 1.000." } },
	{ LEAP_OVER, { "s leaps by 2.000, which pays it 0.650 more than investing 0.250. Just beyond an "
		"investment of 0.250 it would get less.", "s leaps by 2.000, which pays it 0.650 more "
		"than investing 0.250.", "s leaps by 2.000." } },
	/* What it keeps of the 4 is what it pays for them. */
	{ LEAP, { "s leaps by 1.414, which pays it as much as free-riding. Its first unit would earn it "
		"0.000 and cost 0.000.", "s leaps by 1.414, which pays it as much as free-riding.",
		"s leaps by 1.414." } },
	{ STEP_AT_ONCE, { "s free-rides: beyond level 0.000 it would at once lose 5.000.",
		"s free-rides: beyond level 0.000 it would at once lose 5.000.", "s free-rides." } },
	{ SHARE(".5") GENERALIST "[specialist b]\ncost.fixed = 5\n[specialist a]\n", { "b abstains: "
		"starting from level 0.250, with 0.500 of the revenue kept, no investment would pay it.",
		"b abstains: no investment would pay it.", "b abstains." } },
	{ SHARE(".5") "share = common\ncontract = profit\n" GENERALIST "[specialist b]\ncost.fixed = 5\n"
		"[specialist a]\n", { "b abstains: starting from level 0.500, it would take more out of "
		"the pot than it put in.", "b abstains: the pot would only lose.", "b abstains." } },
	{ SHARE(".2") GENERALIST "cost.fixed = .1\n[specialist a]\n", { "Gen abstains: at this share "
		"no level would pay it, and all get 0.",
		"Gen abstains: at this share no level would pay it, and all get 0.",
		"Everybody abstains." } },
	{ LAW(".1", "floor.generalist = .5\nfloor.specialists = 1\n"), { "There is nothing for s to "
		"adapt.", "There is nothing for s to adapt.", "s abstains." } },
	{ "[generalist]\noutside = 9\n[specialist s]\n", { "Nash: no deal. No share covers "
		"all outside options and leaves a gain: nobody plays.",
		"Nash: no deal; all keep their outside options.", "No deal." } },
	{ SHARE(".25") GENERALIST "[specialist law]\nrevenue.scale = 3\ncost.exponent = 1\n", {
		"unbounded: specialist law gains without limit at share 0.25",
		"unbounded: specialist law gains without limit at share 0.25", "No equilibrium." } },
};

static bool starts(const char *drawn, const char *expected)
{
	bool so = strncmp(drawn, expected, strlen(expected)) == 0;

	if (!so)
		fprintf(stderr, "\nnot \"%s\" but %s", expected, drawn);
	return so;
}

static void test_sentences(void)
{
	static const int widths[] = { 200, 70, 30 };

	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		struct scenario s;
		struct study *st = studied(sentences[i].text, &s, HAVE_PRESENT);

		for (int w = 0; w < 3; w++) {
			struct canvas c;
			char *drawn;

			CU_ASSERT_EQUAL_FATAL(canvas_init(&c, widths[w], 1, NULL), STATUS_OK);
			panel_sentence(&c, 0, 0, widths[w], st, 0);
			CU_ASSERT_EQUAL(c.clipped, 0);
			CU_ASSERT_EQUAL_FATAL(canvas_to_text(&c, &drawn, NULL), STATUS_OK);
			CU_ASSERT(starts(drawn, sentences[i].wording[w]));
			free(drawn);
			canvas_free(&c);
		}
		study_free(st);
		scenario_free(&s);
	}
}

/* Specialists are told apart in plots for as long as there are letters. */
static void test_marks(void)
{
	char text[64 * 20 + 40] = "[generalist]\n";
	bool used[256] = { false };
	struct error_list errors;
	struct scenario s;
	int shared = 0;

	for (int i = 0; i < 64; i++)
		sprintf(text + strlen(text), "[specialist s%02d]\n", i);
	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("marks", text, strlen(text), &s, &errors), STATUS_OK);
	for (int k = 0; k <= 64; k++) {
		unsigned char mark = (unsigned char)player_mark(&s, k);

		CU_ASSERT(mark == '*' || !used[mark]);
		CU_ASSERT(!strchr("vnekpoxcfjr@", mark) && (mark != 'g' || k == 0));
		used[mark] = true;
		shared += mark == '*';
	}
	CU_ASSERT_EQUAL(64 - shared, 26 - 12 + 10);
	scenario_free(&s);
}

/* Whoever comes takes a letter that is free, and nobody's away. */
static void test_marks_stay(void)
{
	static const char *const ids[] = { "medicine", "medicine2", "general", "mining", "d1",
		"d2", "law" };
	static const char marks[] = "mdai12l";
	char text[400] = "[generalist]\n";
	struct error_list errors;
	struct scenario s;

	for (int n = 1; n <= 7; n++) {
		sprintf(text + strlen(text), "[specialist %s]\n", ids[n - 1]);
		error_list_init(&errors);
		CU_ASSERT_EQUAL_FATAL(scenario_parse("marks", text, strlen(text), &s, &errors),
			STATUS_OK);
		for (int k = 1; k <= n; k++)
			CU_ASSERT_EQUAL(player_mark(&s, k), marks[k - 1]);
		scenario_free(&s);
	}
}

void suite_words(void)
{
	CU_pSuite s = CU_add_suite("words", NULL, NULL);

	CU_add_test(s, "one share of several", test_one_of_several);
	CU_add_test(s, "why, and the report", test_told);
	CU_add_test(s, "switches are told once", test_switches_once);
	CU_add_test(s, "the least certain number", test_least_certain);
	CU_add_test(s, "why an investment stops", test_stops);
	CU_add_test(s, "what is not said", test_untold);
	CU_add_test(s, "nothing solved, very many", test_told_bounds);
	CU_add_test(s, "the sentence in every width", test_sentences);
	CU_add_test(s, "letters of very many", test_marks);
	CU_add_test(s, "letters stay", test_marks_stay);
}
