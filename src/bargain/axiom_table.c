/* The axioms: their names, and what is proved of which rule (haggle-theory(7), AXIOMS). */
#include "bargain/axioms.h"

static const struct axiom_info table[AXIOMS] = {
	[AXIOM_PARETO_WEAK] = {"pareto-weak", "weak Pareto", "No bargain is better for both."},
	[AXIOM_PARETO] = {"pareto", "Pareto", "No bargain is better for one and worse for none."},
	[AXIOM_SYMMETRY] = {"symmetry", "symmetry",
		"If the players change places, so do their utilities."},
	[AXIOM_SCALE] = {"scale", "units",
		"It does not matter in what unit a player's utility is counted."},
	[AXIOM_IRRELEVANT] = {"irrelevant", "irrelevant alternatives",
		"If bargains that nobody chose are ruled out, the same one is chosen."},
	[AXIOM_RESTRICTED] = {"restricted", "restricted monotonicity",
		"One more bargain that raises nobody's best case costs nobody anything."},
	[AXIOM_MONOTONE] = {"monotone", "monotonicity",
		"One more bargain, however good, costs nobody anything."},
	[AXIOM_RATIONAL] = {"rational", "individual rationality",
		"Nobody gets less than its outside option."},
	[AXIOM_OUTSIDE] = {"outside", "outside options",
		"A player with a better outside option gets no less."},
};

const struct axiom_info *axiom_info(enum axiom axiom)
{
	return &table[axiom];
}

const char *axiom_verdict_name(enum axiom_verdict v)
{
	static const char *const name[] = {
		[AXIOM_OPEN] = "open",
		[AXIOM_SILENT] = "silent",
		[AXIOM_ALWAYS] = "always",
		[AXIOM_HELD] = "held",
		[AXIOM_FAILS] = "fails",
	};
	return name[v];
}

#define PROVED AXIOM_PROVED
#define TRY AXIOM_TRY
#define EVEN AXIOM_IF_EVEN
#define WEIGHTS AXIOM_IF_WEIGHTS
#define NOTHING AXIOM_NOTHING

/* Columns as in enum axiom. */
static const unsigned char grounds[RULES][AXIOMS] = {
	[RULE_VERTICAL_MONOPOLY] = {PROVED, PROVED, PROVED, TRY, PROVED, TRY, TRY, PROVED, PROVED},
	[RULE_NASH] = {PROVED, PROVED, WEIGHTS, PROVED, PROVED, TRY, TRY, PROVED, PROVED},
	[RULE_EGALITARIAN] = {PROVED, PROVED, PROVED, TRY, PROVED, EVEN, EVEN, PROVED, PROVED},
	[RULE_KALAI_SMORODINSKY] = {PROVED, PROVED, PROVED, PROVED, TRY, EVEN, TRY, PROVED, PROVED},
	[RULE_POWERFUL_GENERALIST] = {PROVED, PROVED, TRY, PROVED, PROVED, PROVED, TRY, PROVED, PROVED},
	[RULE_POWERFUL_SPECIALIST] = {PROVED, PROVED, TRY, PROVED, PROVED, PROVED, TRY, PROVED, PROVED},
	[RULE_MAX_PERFORMANCE] = {TRY, TRY, PROVED, PROVED, PROVED, NOTHING, NOTHING, PROVED, PROVED},
	[RULE_ALTERNATING] = {PROVED, PROVED, TRY, PROVED, TRY, TRY, TRY, PROVED, NOTHING},
};

enum axiom_ground axiom_ground(enum rule rule, enum axiom axiom)
{
	return (enum axiom_ground)grounds[rule][axiom];
}
