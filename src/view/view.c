/* The table of views. */
#include "draw.h"

#define VIEW_ROW(id, name, steps) [VIEW_##id] = &view_##name,
static const struct view_info *const table[VIEWS] = { VIEW_NAMES(VIEW_ROW) };

const struct view_info *view_info(enum view_id id)
{
	return table[id];
}

bool view_applies(enum view_id id, const struct scenario *s)
{
	return !table[id]->applies || table[id]->applies(s);
}
