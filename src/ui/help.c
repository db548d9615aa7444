/* Lists that explain: the help screen, from the action table, the parameter table and the
 * rules; why, the equilibrium in sentences. */
#include "ui/state.h"

#include "base/text.h"
#include "view/why.h"

#include <stdio.h>
#include <string.h>

static bool passes(const struct explorer *e, const char *a, const char *b)
{
	return text_contains(a, e->list.filter.text) || text_contains(b, e->list.filter.text);
}

/* A heading stands only over something that passes. */
static void add(struct explorer *e, const char **heading, const char *left, const char *text)
{
	if (!passes(e, left, text))
		return;
	if (*heading)
		list_add(&e->list, "", *heading, INK_HEADING, -1);
	*heading = NULL;
	list_add(&e->list, left, text, INK_TEXT, -1);
}

static void fill_actions(struct explorer *e, enum action_group group)
{
	const char *heading = action_group_name(group);

	for (int i = 0; i < ACTION_COUNT; i++) {
		const struct action *action = action_info((enum action_id)i);

		if (action->group != group
			|| (e->restricted && (action->flags & ACTION_UNRESTRICTED)))
			continue;
		add(e, &heading, action->keys, action->help);
	}
}

static void fill_params(struct explorer *e)
{
	const char *heading = "What the parameters are";

	for (int i = 0; i < param_rows(); i++) {
		const struct param_info *info = param_row(i);

		if (info->help && *info->help)
			add(e, &heading, info->key, info->help);
	}
}

static void fill_rules(struct explorer *e)
{
	const char *heading = "What the bargaining rules do (their marks in plots)";

	for (int i = 0; i < RULES; i++) {
		const struct rule_info *rule = rule_info((enum rule)i);
		char left[64];

		snprintf(left, sizeof left, "%c %s", rule->mark, rule->label);
		add(e, &heading, left, rule->help);
	}
}

void help_fill(struct explorer *e)
{
	const char *heading = "In lists and prompts";

	for (int group = 0; group < GROUPS; group++)
		fill_actions(e, (enum action_group)group);
	add(e, &heading, "Enter", "take the chosen line, or what was typed");
	add(e, &heading, "Esc C-c", "give up, close");
	add(e, &heading, "C-u C-w", "delete all, a word, before the cursor");
	heading = "Mouse";
	add(e, &heading, "click", "choose a parameter, a place on its slider, a line of a list");
	add(e, &heading, "wheel", "step the parameter; scroll a list");
	add(e, &heading, "drag", "in a plot against the share: move the share");
	fill_rules(e);
	fill_params(e);
}

unsigned act_help(struct explorer *e, int unused)
{
	(void)unused;
	list_open(e, LIST_HELP);
	return EFFECT_REDRAW;
}

/* ---- why -------------------------------------------------------------------- */

void why_fill(struct explorer *e)
{
	struct error err;
	struct why why;

	if (why_explain(e->pipeline.study, &why, &err) != STATUS_OK) {
		list_add(&e->list, "", err.text, INK_WARNING, -1);
		return;
	}
	for (int i = 0; i < why.count; i++) {
		if (i > 0)
			list_add(&e->list, "", "", INK_TEXT, -1);
		list_add(&e->list, "", why.line[i], INK_TEXT, -1);
	}
	why_free(&why);
}

unsigned act_why(struct explorer *e, int unused)
{
	(void)unused;
	pipeline_catch_up(e);
	if (lesson_hides(e))
		return explorer_say(e, INK_STATUS, "first predict; Space reveals");
	if (!(e->pipeline.study->have & HAVE_PRESENT) && e->pipeline.study->status == STATUS_OK)
		return explorer_say(e, INK_STATUS, "still being solved: a moment more");
	list_open(e, LIST_WHY);
	return EFFECT_REDRAW;
}
