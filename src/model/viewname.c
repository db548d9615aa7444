#include "model/viewname.h"

#include <string.h>

#define NAME(id, name, steps) #name,
#define STEPS(id, name, steps) steps,

const char view_name[VIEWS][VIEW_NAME_MAX] = { VIEW_NAMES(NAME) };
static const int view_step_count[VIEWS] = { VIEW_NAMES(STEPS) };

int view_find(const char *name)
{
	for (int i = 0; i < VIEWS; i++)
		if (!strcmp(view_name[i], name))
			return i;
	return -1;
}

int view_steps(enum view_id id)
{
	return view_step_count[id];
}
