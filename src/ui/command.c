/* The command line that gives the present screen. */
#include "ui/state.h"

#include "base/buffer.h"
#include "base/num.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A word as the shell reads it back: quoted where it has to be. */
static void append_word(FILE *f, const char *word)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789_-+=./,:@%";

	fputs(" ", f);
	if (*word && strspn(word, safe) == strlen(word)) {
		fputs(word, f);
		return;
	}
	fputs("'", f);
	for (; *word; word++)
		if (*word == '\'')
			fputs("'\\''", f);
		else
			fputc(*word, f);
	fputs("'", f);
}

static void append_set(FILE *f, const char *name, const char *value)
{
	char word[PARAM_NAME_MAX + LINE_BYTES + 2];

	snprintf(word, sizeof word, "%s=%s", name, value);
	fputs(" --set", f);
	append_word(f, word);
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
static void append_bargain(const struct explorer *e, FILE *f)
{
	const struct scenario *s = &e->scenario;
	char now[PARAM_NAME_MAX], then[PARAM_NAME_MAX], name[PARAM_NAME_MAX], value[NUM_TEXT_MAX];
	bool same = true, unchanged = e->base.bargain.rule == RULE_FIXED
		&& e->base.game.n == s->game.n;

	scenario_bargain_name(s, s->bargain, now, sizeof now);
	scenario_bargain_name(&e->base, e->base.bargain, then, sizeof then);
	if (s->bargain.rule != RULE_FIXED) {
		if (strcmp(now, then) != 0)
			append_set(f, "bargain", now);
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
		append_set(f, name, num_format(s->delta[i], value, sizeof value));
	}
}

/* Whether it is a term of all domains, which each of them has a row for. */
static bool stands_for_all(const struct explorer *e, const struct param_ref *ref)
{
	return ref->info->store == STORE_TERM && ref->player < 0 && e->scenario.game.n > 1;
}

/* Every parameter in use that is not what it was. Families come before their
 * parameters in the panel's order, as setting them needs it. */
static bool append_changes(const struct explorer *e, FILE *f)
{
	struct param_ref ref;
	bool complete = e->scenario.game.n == e->base.game.n;

	for (int i = 0; param_at(&e->scenario, i, &ref); i++) {
		char name[PARAM_NAME_MAX], now[LINE_BYTES], then[LINE_BYTES];
		int whose;

		if (edit_is_share(e, &ref, &whose) || !strcmp(ref.info->key, "bargain") ||
			stands_for_all(e, &ref))
			continue;
		param_name(&e->scenario, &ref, name, sizeof name);
		if (!base_text(e, name, then, sizeof then)) {
			complete = false;
			continue;
		}
		param_get_text(&e->scenario, &ref, now, sizeof now);
		if (strcmp(now, then) != 0)
			append_set(f, name, now);
	}
	append_bargain(e, f);
	return complete;
}

/* What lies along the view's axes, where it is not what would by itself, and what the
 * view shows. */
static void append_axes(const struct explorer *e, FILE *f)
{
	static const char *const option[] = { " --x", " --y" };
	char word[PARAM_NAME_MAX + SPAN_TEXT_MAX], name[PARAM_NAME_MAX], text[SPAN_TEXT_MAX];
	struct param_ref ref, usual;

	for (int axis = 0; axis < view_info(e->view)->axes; axis++) {
		const struct axis_range *r = &e->range[e->view][axis];
		struct span span;

		if (pipeline_axis(e, axis, &ref, NULL) != STATUS_OK)
			continue;
		param_name(&e->scenario, &ref, name, sizeof name);
		span = span_default(&e->scenario, &ref);
		if (!strcmp(r->param, name) && (r->span.low != span.low
			|| r->span.high != span.high || r->span.log != span.log))
			snprintf(word, sizeof word, "%s=%s", name, span_text(&r->span, text));
		else if (lab_axis(&e->scenario, 0, axis, &usual, NULL) != STATUS_OK
			|| !param_same(&ref, &usual))
			snprintf(word, sizeof word, "%s", name);
		else
			continue;
		fputs(option[axis], f);
		append_word(f, word);
	}
	if (pipeline_takes(e, VIEW_TAKES_QUANTITY) && e->quantity_chosen[e->view]) {
		fputs(" --show", f);
		append_word(f, quantity_name(&e->scenario, e->quantity[e->view], name,
			sizeof name));
	}
}

/* The options that change the scenario as opened into this one, in the whole command
 * line or alone; malloced, NULL without memory. */
static char *write_line(const struct explorer *e, bool whole, bool *complete)
{
	/* A step says by itself what it sets, and its answer is nobody's to see before. */
	bool step = whole && lesson_on(e) && !e->lesson.away
		&& (!e->lesson.touched || lesson_asks(e));

	char *text;
	struct stream s;
	FILE *f;

	stream_open(&s);
	f = s.f;
	if (!f)
		return NULL;
	if (whole)
		fprintf(f, "haggle --view=%s%s", view_info(e->view)->name,
			e->unicode ? " --glyphs=unicode" : "");
	if (whole)
		append_axes(e, f);
	if (step)
		fprintf(f, " --lesson-step=%d", e->lesson.step + 1);
	*complete = step || append_changes(e, f);
	if (whole)
		append_word(f, e->base.name);
	stream_close(&s, &text, NULL);
	return text;
}

bool command_changed(const struct explorer *e)
{
	bool complete;
	char *options = write_line(e, false, &complete);
	bool changed = !options || !complete || *options;

	free(options);
	return changed;
}

char *command_line(const struct explorer *e, bool *complete)
{
	return write_line(e, true, complete);
}

void command_fill(struct explorer *e)
{
	if (e->copy)
		list_add(&e->list, "", e->copy, INK_TEXT, -1);
}

/* On the status line, or over the screen where that is too short for it. */
unsigned act_command(struct explorer *e, UNUSED int unused)
{
	bool complete;
	char *line = command_line(e, &complete);

	if (!line)
		return explorer_say(e, INK_ERROR, "out of memory");
	free(e->copy);
	e->copy = line;
	if (!complete)
		explorer_say(e, INK_WARNING,
			"specialists were added or removed: no option does that, save with w");
	else
		explorer_say(e, INK_STATUS, "%s", line);
	if (!complete || text_width(line) > e->canvas.cols - 2)
		list_open(e, LIST_COMMAND);
	if (complete && strlen(line) > e->copy_most && e->copy_most > 0) {
		list_open(e, LIST_COMMAND);
		explorer_say(e, INK_WARNING, "too long for this terminal's clipboard: not copied");
	}
	return EFFECT_COPY | EFFECT_REDRAW;
}
