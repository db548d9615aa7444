#include "model/rule.h"

#include <stddef.h>

static const struct rule_info table[RULES] = {
	[RULE_FIXED] = {"fixed", "fixed share", "fixed", '*', "nothing: the share is given", NULL, false,
		"The share is what you set, whatever the parties would agree on."},
	[RULE_VERTICAL_MONOPOLY] = {"vertical-monopoly", "Vertical monopoly", "vertical monop.", 'V',
		"the sum of the utilities", NULL, false,
		"The share with the most joint surplus of all shares."},
	[RULE_NASH] = {"nash", "Nash", "Nash", 'N', "the product of the gains",
		"the product of the gains, each raised to its weight", false,
		"The share with the largest product of gains, each raised to its weight."},
	[RULE_EGALITARIAN] = {"egalitarian", "Egalitarian", "egalitarian", 'E', "the smallest gain", NULL, false,
		"The share at which the smallest gain is as large as possible."},
	[RULE_KALAI_SMORODINSKY] = {"kalai-smorodinsky", "Kalai-Smorodinsky", "Kalai-Smorod.", 'K',
		"the smallest gain relative to the ideal one", NULL, false,
		"Where the least gain, as a part of one's best, is largest."},
	[RULE_POWERFUL_GENERALIST] = {"powerful:generalist", "Powerful generalist", "powerful g", 'G',
		"the generalist's utility", NULL, false,
		"The share that the generalist would dictate."},
	[RULE_POWERFUL_SPECIALIST] = {"powerful:", "Powerful specialist", "powerful", '*',
		"that specialist's utility", NULL, false, "The share that this specialist would dictate."},
	[RULE_MAX_PERFORMANCE] = {"max-performance", "Maximal performance", "max performance", 'P',
		"the sum of the final levels of performance", NULL, false,
		"The share with the highest final levels, at any cost."},
	[RULE_ALTERNATING] = {.name = "alternating", .label = "Alternating offers",
		.brief = "alternating", .mark = 'R',
		.maximises = "the proposer's gain among what the other accepts", .one_domain = true,
		.help = "The share first offered, and accepted, as waiting costs."},
};

bool bargain_same(struct bargain a, struct bargain b)
{
	return a.rule == b.rule &&
		(a.rule != RULE_POWERFUL_SPECIALIST || a.specialist == b.specialist);
}

const struct rule_info *rule_info(enum rule rule)
{
	return &table[rule];
}

bool rule_raises_least(enum rule rule)
{
	return rule == RULE_EGALITARIAN || rule == RULE_KALAI_SMORODINSKY;
}

bool rule_has_goal(enum rule rule)
{
	return rule != RULE_FIXED && rule != RULE_ALTERNATING;
}

const char *rule_maximises(enum rule rule, bool weighted)
{
	return weighted && table[rule].weighted ? table[rule].weighted : table[rule].maximises;
}
