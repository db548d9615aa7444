#include "model/rule.h"

static const struct rule_info table[RULES] = {
	[RULE_FIXED] = {"fixed", "Fixed share", "Fixed", 'F', "nothing: the share is given",
		"The share is the one that the scenario gives; move it with , and ."},
	[RULE_VERTICAL_MONOPOLY] = {"vertical-monopoly", "Vertical monopoly", "V-mono", 'V',
		"the joint surplus",
		"The best joint surplus that a share can reach (the utilitarian solution)."},
	[RULE_NASH] = {"nash", "Nash", "Nash", 'N', "the product of the gains",
		"Maximises the product of the gains over the outside options, each to its weight."},
	[RULE_EGALITARIAN] = {"egalitarian", "Egalitarian", "Egal", 'E', "the smallest gain",
		"Maximises the smallest gain over the outside options."},
	[RULE_KALAI_SMORODINSKY] = {"kalai-smorodinsky", "Kalai-Smorodinsky", "K-S", 'K',
		"the smallest gain as a part of the ideal one",
		"Maximises the smallest ratio of a player's gain to the most it could gain."},
	[RULE_POWERFUL_GENERALIST] = {"powerful:generalist", "Powerful generalist", "Power G", 'G',
		"the generalist's utility",
		"The generalist dictates the share, as far as the others still take part."},
	[RULE_POWERFUL_SPECIALIST] = {"powerful:", "Powerful specialist", "Power S", 'S',
		"that specialist's utility",
		"One specialist dictates the share, as far as the others still take part."},
	[RULE_MAX_PERFORMANCE] = {"max-performance", "Max performance", "M-perf", 'M',
		"the sum of the final levels",
		"Maximises the technology's final performance, summed over the active domains."},
};

const struct rule_info *rule_info(enum rule rule)
{
	return &table[rule];
}
