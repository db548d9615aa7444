/* The action table: lookup and dispatch. */
#include "ui/action.h"

#include "ui/state.h"

#define ACTION_ROW(id, action_name, keys, group, handler, argument, flags, help) \
	[ACTION_##id] = {action_name, keys, GROUP_##group, handler, argument, flags, help},

static const struct action table[ACTION_COUNT] = {ACTIONS(ACTION_ROW)};

static const char *const groups[GROUPS] = {
	[GROUP_PARAMETERS] = "Parameters",
	[GROUP_BARGAIN] = "Bargain",
	[GROUP_SPECIALISTS] = "Specialists",
	[GROUP_VIEWS] = "Views",
	[GROUP_COMPARE] = "Compare",
	[GROUP_SCENARIO] = "Scenario",
	[GROUP_LESSON] = "Lesson",
	[GROUP_PROGRAM] = "Program",
};

const struct action *action_info(enum action_id id)
{
	return &table[id];
}

const char *action_group_name(enum action_group group)
{
	return groups[group];
}

int action_find(int key)
{
	for (int i = 0; i < ACTION_COUNT; i++)
		if (key_in_list(table[i].keys, key))
			return i;
	return -1;
}

unsigned action_run(struct explorer *e, enum action_id id)
{
	const struct action *action = &table[id];
	unsigned effects;

	if (e->restricted && (action->flags & ACTION_UNRESTRICTED))
		return explorer_say(e, INK_WARNING, "not here: %s is switched off (restricted)",
			action->name);
	effects = action->run(e, action->argument);
	if ((action->flags & ACTION_EDITS) && (effects & EFFECT_SOLVE))
		lesson_touch(e);
	return effects;
}
