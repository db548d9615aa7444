#include "model/viewname.h"

#include <string.h>

static const char *const names[VIEW_NAMES] = {
	[VIEW_NAME_OVERVIEW] = "overview",
	[VIEW_NAME_UTILITIES] = "utilities",
	[VIEW_NAME_FRONTIER] = "frontier",
	[VIEW_NAME_INVESTMENT] = "investment",
	[VIEW_NAME_RESPONSE] = "response",
	[VIEW_NAME_FUNCTIONS] = "functions",
	[VIEW_NAME_STATICS] = "statics",
	[VIEW_NAME_MAP] = "map",
	[VIEW_NAME_SOLUTIONS] = "solutions",
};

int view_name_find(const char *name)
{
	for (int i = 0; i < VIEW_NAMES; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

const char *view_name_list(void)
{
	return "overview utilities frontier investment response functions statics map solutions";
}
