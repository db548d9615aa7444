/* The table of views. */
#include "draw.h"

#include <string.h>

static const struct view_info table[VIEWS] = {
	[VIEW_OVERVIEW] = { VIEW_OVERVIEW, "overview", "Overview",
		"Utilities against the share, and the bargaining frontier.", 33, 8,
		view_overview_draw },
	[VIEW_UTILITIES] = { VIEW_UTILITIES, "utilities", "Utilities",
		"Everybody's utility and the joint surplus against the share.", 33, 8,
		view_utilities_draw },
	[VIEW_FRONTIER] = { VIEW_FRONTIER, "frontier", "Frontier",
		"One player's utility against another's; the Pareto set and every solution.", 33, 8,
		view_frontier_draw },
	[VIEW_INVESTMENT] = { VIEW_INVESTMENT, "investment", "Investment",
		"Levels against the share, with who contributes, free-rides or abstains.", 33, 10,
		view_investment_draw },
	[VIEW_RESPONSE] = { VIEW_RESPONSE, "response", "Response",
		"Backward induction step by step: answers, payoff, equilibrium, another share.", 33,
		8, view_response_draw },
	[VIEW_FUNCTIONS] = { VIEW_FUNCTIONS, "functions", "Functions",
		"Costs and revenue, total and marginal.", 33, 11, view_functions_draw },
	[VIEW_STATICS] = { VIEW_STATICS, "statics", "Statics",
		"An outcome of the bargain against any parameter.", 33, 8, view_statics_draw },
	[VIEW_MAP] = { VIEW_MAP, "map", "Map",
		"An outcome of the bargain over two parameters, as a shade.", 33, 8,
		view_map_draw },
	[VIEW_SOLUTIONS] = { VIEW_SOLUTIONS, "solutions", "Solutions",
		"The table of all bargaining solutions.", 33, 8, view_solutions_draw },
};

const struct view_info *view_info(enum view_id id)
{
	return &table[id];
}

int view_find(const char *name)
{
	for (int i = 0; i < VIEWS; i++)
		if (strcmp(table[i].name, name) == 0)
			return i;
	return -1;
}
