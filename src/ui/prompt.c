/* Prompts: a value, a path. What was typed stays until it is taken or given
 * up; an error says what is allowed and loses nothing. */
#include "ui/state.h"

#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include "view/export.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define UNREADABLE "\xef\xbf\xbd" /* K_UNREADABLE */

static void allowed_number(const struct param_info *info, char *out, size_t size)
{
	char min[NUM_TEXT_MAX], max[NUM_TEXT_MAX];

	num_format(info->min, min, sizeof min);
	num_format(info->max, max, sizeof max);
	snprintf(out, size, "%s%s to %s", info->above_min ? "above " : "", min, max);
}

static void allowed_words(const struct scenario *s, const struct param_ref *ref, char *out,
	size_t size)
{
	int count = param_choices(s, ref);

	out[0] = '\0';
	for (int i = 0; i < count; i++) {
		char word[PARAM_NAME_MAX];

		param_choice(s, ref, i, word, sizeof word);
		text_append(out, size, "%s%s", i ? " " : "", word);
	}
}

/* What the prompt says while there is nothing to complain about. */
static void hint(struct explorer *e)
{
	struct prompt_state *p = &e->prompt;
	struct param_ref ref;

	p->error[0] = '\0';
	p->bad_column = 0;
	p->hint[0] = '\0';
	if (p->kind == PROMPT_SAVE)
		snprintf(p->hint, sizeof p->hint, "a file ending in .ini");
	else if (p->kind == PROMPT_EXPORT)
		snprintf(p->hint, sizeof p->hint, EXPORT_ENDINGS);
	else if (p->kind == PROMPT_FILM)
		snprintf(p->hint, sizeof p->hint, "from:to, played as a film");
	else if (p->kind == PROMPT_RANGE)
		snprintf(p->hint, sizeof p->hint, "from:to or from:to:log%s",
			view_info(e->view)->axes > 1 ? ", twice" : "; nothing: by itself");
	else if (param_find(&e->scenario, p->label, &ref, NULL) != STATUS_OK)
		return;
	else if (ref.info->kind == PARAM_NUMBER)
		allowed_number(ref.info, p->hint, sizeof p->hint);
	else if (ref.info->kind == PARAM_CHOICE)
		allowed_words(&e->scenario, &ref, p->hint, sizeof p->hint);
}

void prompt_open(struct explorer *e, enum prompt_kind kind, const char *label,
	const char *text)
{
	struct prompt_state *p = &e->prompt;

	e->mode = MODE_PROMPT;
	p->kind = kind;
	p->confirmed = p->marked = false;
	snprintf(p->label, sizeof p->label, "%s", label);
	line_init(&p->line, text);
	hint(e);
}

unsigned prompt_say(struct explorer *e, const char *text)
{
	snprintf(e->prompt.error, sizeof e->prompt.error, "%s", text);
	return EFFECT_REDRAW;
}

/* Without the parameter's name, or the path, which the prompt has below. */
static const char *without(const char *name, const char *mark, const char *text)
{
	size_t n = strlen(name), m = strlen(mark);

	return n && !strncmp(text, name, n) && !strncmp(text + n, mark, m) ? text + n + m : text;
}

unsigned prompt_complain(struct explorer *e, const struct error *err)
{
	struct prompt_state *p = &e->prompt;
	const char *text;

	e->mode = MODE_PROMPT;
	text = without(p->label, " = ", without(p->line.text, ": ", err->text));
	/* The place may be out of sight, or without colours no other than the rest. */
	if (err->column > 0)
		snprintf(p->error, sizeof p->error, "column %d: %.360s", err->column, text);
	else
		snprintf(p->error, sizeof p->error, "%s", text);
	p->bad_column = err->column;
	return EFFECT_REDRAW;
}

/* A formula is checked as it is typed: its error has a place to point at. */
static void check_formula(struct explorer *e)
{
	struct scenario copy;
	struct param_ref ref;
	struct error err = {.status = STATUS_OK};

	if (e->prompt.kind != PROMPT_VALUE || e->prompt.line.length == 0
		|| param_find(&e->scenario, e->prompt.label, &ref, NULL) != STATUS_OK
		|| ref.info->kind != PARAM_FORMULA
		|| scenario_copy(&copy, &e->scenario, NULL) != STATUS_OK)
		return;
	if (param_set_text(&copy, &ref, e->prompt.line.text, &err) != STATUS_OK)
		prompt_complain(e, &err);
	scenario_free(&copy);
}

/* ---- taking what was typed ------------------------------------------------ */

static enum status take_share(struct explorer *e, int whose, unsigned *effects,
	struct error *err)
{
	double value;

	err->column = 0;
	if (!num_parse(e->prompt.line.text, &value) || value < 0 || value > 1)
		return error_set(err, STATUS_INPUT, "a share is a number from 0 to 1");
	*effects |= edit_share(e, whose, value);
	return STATUS_OK;
}

static enum status take_value(struct explorer *e, unsigned *effects, struct error *err)
{
	struct param_ref ref;
	int whose;
	char label[PARAM_NAME_MAX];
	enum status status = param_find(&e->scenario, e->prompt.label, &ref, err);

	if (status != STATUS_OK)
		return status;
	if (e->prompt.line.length == 0 && ref.info->kind != PARAM_TEXT)
		return STATUS_OK; /* nothing typed, nothing changed */
	memcpy(label, e->prompt.label, sizeof label);
	if (edit_is_share(e, &ref, &whose))
		return take_share(e, whose, effects, err);
	err->column = 0;
	status = edit_set_text(e, &ref, e->prompt.line.text, err);
	if (status != STATUS_OK)
		return status;
	edit_go(e, label);
	*effects |= EFFECT_SOLVE;
	return STATUS_OK;
}

/* Asks once before something is overwritten that is not what was opened. */
static bool ask_first(struct explorer *e, const char *path)
{
	struct prompt_state *p = &e->prompt;
	const char *doubt = save_doubt(e, path, p->kind == PROMPT_SAVE);

	if (p->confirmed || !doubt)
		return false;
	p->confirmed = true;
	snprintf(p->error, sizeof p->error, "%s: Enter again writes over it", doubt);
	return true;
}

static enum status take(struct explorer *e, unsigned *effects, struct error *err)
{
	const char *text = e->prompt.line.text;
	enum status status;

	switch (e->prompt.kind) {
	case PROMPT_SAVE:
		status = save_scenario(e, text, err);
		if (status == STATUS_OK)
			explorer_say(e, INK_STATUS, "written: %s", text);
		return status;
	case PROMPT_RANGE:
		*effects |= EFFECT_EXTRA;
		return range_take(e, text, err);
	case PROMPT_EXPORT:
		status = export_check(e, text, err);
		if (status == STATUS_OK)
			*effects |= export_begin(e);
		return status;
	case PROMPT_FILM:
		status = film_begin(e, text, err);
		if (status == STATUS_OK)
			e->mode = MODE_FILM;
		return status;
	case PROMPT_VALUE:
	default:
		return take_value(e, effects, err);
	}
}

/* A name or a text is not taken with a hole in it where its user typed something. */
static enum status check_readable(const char *text, struct error *err)
{
	char before[LINE_BYTES];
	const char *hole = strstr(text, UNREADABLE);

	if (!hole)
		return STATUS_OK;
	snprintf(before, sizeof before, "%.*s", (int)(hole - text), text);
	error_set(err, STATUS_INPUT, "what came there is no character in UTF-8: take it out, or "
		"set the terminal to UTF-8");
	err->column = text_width(before) + 1;
	return STATUS_INPUT;
}

static bool takes_path(const struct prompt_state *p)
{
	return p->kind == PROMPT_SAVE || p->kind == PROMPT_EXPORT;
}

static unsigned accept(struct explorer *e)
{
	unsigned effects = EFFECT_REDRAW;
	struct error err = {.status = STATUS_OK};

	if (check_readable(e->prompt.line.text, &err) != STATUS_OK)
		return prompt_complain(e, &err);

	if (takes_path(&e->prompt) && e->prompt.line.length == 0) {
		e->mode = MODE_PLAY;
		return effects;
	}
	if (takes_path(&e->prompt) && ask_first(e, e->prompt.line.text))
		return effects;
	e->mode = MODE_PLAY;
	if (take(e, &effects, &err) != STATUS_OK)
		return effects | prompt_complain(e, &err);
	if (effects & EFFECT_SOLVE)
		lesson_touch(e);
	return effects;
}

/* A key that means nothing here, if somebody may have meant it. */
static unsigned refuse(struct explorer *e, int key)
{
	char name[KEY_NAME_MAX], text[KEY_NAME_MAX + 24];

	if (!(key & K_ALT) && key != K_UNKNOWN)
		return EFFECT_NONE;
	snprintf(text, sizeof text, "%s does nothing here",
		key == K_UNKNOWN ? "that key" : key_label(key, name));
	return prompt_say(e, text);
}

unsigned prompt_key(struct explorer *e, int key)
{
	if (key == K_ENTER)
		return accept(e);
	if (key == K_ESC || key == KEY_CTRL('c') || key == KEY_CTRL('g')) {
		e->mode = MODE_PLAY;
		return EFFECT_REDRAW;
	}
	if (e->prompt.marked && key_is_text(key))
		line_init(&e->prompt.line, "");
	e->prompt.marked = false;
	if (!line_key(&e->prompt.line, key))
		return refuse(e, key);
	e->prompt.confirmed = false;
	hint(e);
	check_formula(e);
	return EFFECT_REDRAW;
}
