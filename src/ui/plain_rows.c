/* The explorer without a screen: rows, said and set by name. */
#include "ui/plain.h"

#include "base/num.h"
#include "base/text.h"
#include "view/caption.h"
#include "view/say.h"

#include <string.h>
#include <strings.h>

/* What follows `name` at the start of the line: the rest, from its first character on, or
 * NULL where the line does not begin so. */
static const char *after(const char *line, const char *name)
{
	size_t n = strlen(name);
	const char *rest = line + n;

	if (strncasecmp(line, name, n) != 0 || (*rest && !strchr(" \t=", *rest)))
		return NULL;
	rest = plain_skip_blanks(rest);
	return *rest == '=' ? plain_skip_blanks(rest + 1) : rest;
}

bool plain_find_row(const struct plain *p, const char *line, struct param_ref *ref,
	const char **value)
{
	size_t longest = 0;
	struct param_ref at;

	for (int i = 0; param_at(&p->e.scenario, i, &at); i++) {
		char said[PARAM_NAME_MAX], name[PARAM_NAME_MAX];
		const char *names[] = {
			param_caption(&p->e.scenario, &at, said, sizeof said),
			param_name(&p->e.scenario, &at, name, sizeof name)};

		for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
			const char *rest = after(line, names[k]);

			if (!rest || strlen(names[k]) <= longest)
				continue;
			longest = strlen(names[k]);
			*ref = at;
			*value = rest;
		}
	}
	return longest > 0;
}

/* A value for readers: shares to four digits, the rest as it was set. */
static void value_text(const struct plain *p, const struct param_ref *ref,
	char out[LINE_BYTES])
{
	int whose;

	if (edit_is_share(&p->e, ref, &whose) && (lesson_hides(&p->e) || role_hides(&p->e)))
		strcpy(out, "?");
	else if (edit_is_share(&p->e, ref, &whose))
		num_format_part(edit_get(&p->e, ref), 4, out);
	else
		param_get_text(&p->e.scenario, ref, out, LINE_BYTES);
}

void plain_say_row(struct plain *p, const struct param_ref *ref)
{
	char name[PARAM_NAME_MAX], full[PARAM_NAME_MAX], value[LINE_BYTES];

	param_caption(&p->e.scenario, ref, name, sizeof name);
	value_text(p, ref, value);
	prompt_open(&p->e, PROMPT_VALUE, param_name(&p->e.scenario, ref, full, sizeof full), "");
	if (plain_hidden(p))
		plain_add(p, " ");
	else
		plain_add(p, "%s is %s. ", name, value);
	if (*p->e.prompt.hint)
		plain_add(p, "Allowed: %s. ", p->e.prompt.hint);
	plain_add(p, "%s", ref->info->help);
	p->e.mode = MODE_PLAY;
}

enum status plain_set_row(struct plain *p, const struct param_ref *ref, const char *value,
	struct error *err)
{
	struct explorer *e = &p->e;
	char name[PARAM_NAME_MAX], full[PARAM_NAME_MAX], old[LINE_BYTES], new[LINE_BYTES];
	char shares[SAY_MAX];
	struct param_ref now;
	unsigned effects;

	param_name(&e->scenario, ref, full, sizeof full);
	param_caption(&e->scenario, ref, name, sizeof name);
	value_text(p, ref, old);
	plain_shares_now(p, shares);
	prompt_open(e, PROMPT_VALUE, full, value);
	effects = prompt_key(e, K_ENTER);
	if (e->mode == MODE_PROMPT) {
		e->mode = MODE_PLAY;
		return error_set(err, STATUS_INPUT, "%s: %s", name, e->prompt.error);
	}
	plain_do(p, effects);
	if (param_find(&e->scenario, full, &now, NULL) == STATUS_OK) {
		value_text(p, &now, new);
		plain_add(p, "%s %s to %s: ", name, old, *new == '?' ? value : new);
	}
	plain_say_change(p, shares);
	return STATUS_OK;
}

/* Rows whose names on the screen or in files have the text, a line each; how many. */
static int say_rows(struct plain *p, const char *text, struct param_ref *last)
{
	struct param_ref ref;
	int count = 0;

	for (int i = 0; param_at(&p->e.scenario, i, &ref); i++) {
		char caption[PARAM_NAME_MAX], name[PARAM_NAME_MAX], value[LINE_BYTES];

		param_caption(&p->e.scenario, &ref, caption, sizeof caption);
		param_name(&p->e.scenario, &ref, name, sizeof name);
		if (!text_contains(caption, text) && !text_contains(name, text))
			continue;
		value_text(p, &ref, value);
		plain_add(p, "%s%s: %s", count > 0 ? "\n" : "", caption, value);
		*last = ref;
		count++;
	}
	return count;
}

enum status plain_rows(struct plain *p, UNUSED const char *unused, UNUSED struct error *err)
{
	struct param_ref last;

	if (!plain_hidden(p))
		say_rows(p, "", &last);
	return STATUS_OK;
}

enum status plain_find(struct plain *p, const char *text, struct error *err)
{
	char name[PARAM_NAME_MAX];
	struct param_ref found;
	int count;

	if (plain_hidden(p))
		return STATUS_OK;
	count = say_rows(p, text, &found);
	if (count == 0)
		return error_set(err, STATUS_INPUT, "no row's name has '%.60s' in it", text);
	if (count == 1) { /* commands that step or play a row are about that one now */
		edit_go(&p->e, param_name(&p->e.scenario, &found, name, sizeof name));
		plain_add(p, ". Row chosen.");
	}
	return STATUS_OK;
}
