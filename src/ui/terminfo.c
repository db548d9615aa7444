#include "ui/terminfo.h"

#include <stdlib.h>
#include <string.h>

/* terminals.h is made by infocmp of those of the machine that builds. */
static const struct {
	const char *name, *description;
} brought[] = {
#ifdef HAGGLE_TERMINALS
#include "terminals.h"
#endif
	{NULL, NULL},
};

const char *terminfo_brought(int i)
{
	return brought[i].name;
}

bool terminfo_bring(const char *name)
{
	for (int i = 0; brought[i].name; i++)
		if (strcmp(brought[i].name, name) == 0)
			return setenv("TERMINFO", brought[i].description, 1) == 0;
	return false;
}
