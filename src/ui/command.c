/* The command line that gives the present screen. */
#include "ui/buffer.h"
#include "ui/handlers.h"
#include "ui/state.h"

#include "base/num.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A word as the shell reads it back: quoted where it has to be. */
static void append_word(struct buffer *b, const char *word)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789_-+=./,:@%";

	buffer_text(b, " ");
	if (*word && strspn(word, safe) == strlen(word)) {
		buffer_text(b, word);
		return;
	}
	buffer_text(b, "'");
	for (; *word; word++)
		if (*word == '\'')
			buffer_text(b, "'\\''");
		else
			buffer_add(b, word, 1);
	buffer_text(b, "'");
}

static void append_set(struct buffer *b, const char *name, const char *value)
{
	char word[PARAM_NAME_MAX + LINE_BYTES + 2];

	snprintf(word, sizeof word, "%s=%s", name, value);
	buffer_text(b, " --set");
	append_word(b, word);
}

/* What the parameter is in the scenario as opened; false where there is no
 * such parameter in it. */
static bool base_text(const struct explorer *e, const char *name, char *out, size_t size)
{
	struct param_ref ref;

	if (param_find(&e->base, name, &ref, NULL) != STATUS_OK)
		return false;
	param_get_text(&e->base, &ref, out, size);
	return true;
}

/* The bargain: the rule, or each share that is given. */
static void append_bargain(const struct explorer *e, struct buffer *b)
{
	const struct scenario *s = &e->scenario;
	char now[PARAM_NAME_MAX], then[PARAM_NAME_MAX], name[PARAM_NAME_MAX], value[NUM_TEXT_MAX];
	bool same = true, unchanged = e->base.bargain.rule == RULE_FIXED
		&& e->base.game.n == s->game.n;

	scenario_bargain_name(s, s->bargain, now, sizeof now);
	scenario_bargain_name(&e->base, e->base.bargain, then, sizeof then);
	if (s->bargain.rule != RULE_FIXED) {
		if (strcmp(now, then) != 0)
			append_set(b, "bargain", now);
		return;
	}
	for (int i = 0; i < s->game.n; i++) {
		same = same && s->delta[i] == s->delta[0];
		unchanged = unchanged && s->delta[i] == e->base.delta[i];
	}
	if (unchanged)
		return;
	for (int i = 0; i < (same ? 1 : s->game.n); i++) {
		snprintf(name, sizeof name, "%s%s", same ? "" : s->game.specialist[i].id,
			same ? "delta" : ".delta");
		append_set(b, name, num_format(s->delta[i], value, sizeof value));
	}
}

/* Every parameter in use that is not what it was. Families come before their
 * parameters in the panel's order, as setting them needs it. */
static bool append_changes(const struct explorer *e, struct buffer *b)
{
	struct param_ref ref;
	bool complete = e->scenario.game.n == e->base.game.n;

	for (int i = 0; param_at(&e->scenario, i, &ref); i++) {
		char name[PARAM_NAME_MAX], now[LINE_BYTES], then[LINE_BYTES];
		int whose;

		if (edit_is_share(e, &ref, &whose) || !strcmp(ref.info->key, "bargain"))
			continue;
		param_name(&e->scenario, &ref, name, sizeof name);
		if (!base_text(e, name, then, sizeof then)) {
			complete = false;
			continue;
		}
		param_get_text(&e->scenario, &ref, now, sizeof now);
		if (strcmp(now, then) != 0)
			append_set(b, name, now);
	}
	append_bargain(e, b);
	return complete;
}

bool command_changed(const struct explorer *e)
{
	struct buffer b;
	bool changed;

	buffer_init(&b);
	changed = !append_changes(e, &b) || b.length > 0 || b.failed;
	buffer_free(&b);
	return changed;
}

char *command_line(const struct explorer *e, bool *complete)
{
	struct buffer b;

	buffer_init(&b);
	buffer_text(&b, "haggle --view=");
	buffer_text(&b, view_info(e->view)->name);
	if (e->unicode)
		buffer_text(&b, " --glyphs=unicode");
	*complete = append_changes(e, &b);
	append_word(&b, e->base.name);
	if (b.failed) {
		free(b.bytes);
		return NULL;
	}
	return b.bytes;
}

void command_fill(struct explorer *e)
{
	if (e->copy)
		list_add(&e->list, "", e->copy, ROLE_TEXT, -1);
}

/* On the status line, or over the screen where that is too short for it. */
unsigned act_command(struct explorer *e, int unused)
{
	bool complete;
	char *line = command_line(e, &complete);

	(void)unused;
	if (!line)
		return explorer_say(e, ROLE_ERROR, "out of memory");
	free(e->copy);
	e->copy = line;
	if (!complete)
		explorer_say(e, ROLE_WARNING,
			"specialists were added or removed: no option does that, save with w");
	else
		explorer_say(e, ROLE_STATUS, "%s", line);
	if (!complete || text_width(line) > e->canvas.cols - 2)
		list_open(e, LIST_COMMAND);
	return EFFECT_COPY | EFFECT_REDRAW;
}
