/* Scenarios as text. */
#include "scenario_write.h"

#include "base/file.h"
#include "base/num.h"
#include "model/span.h"
#include "scenario_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Shares: one where all are equal, or but one is agreed on. */
static char *shares_text(const struct scenario *s)
{
	int n = s->game.n;
	bool equal = true;
	char *out, *at;

	for (int i = 1; i < n; i++)
		equal = equal && (s->game.common || s->delta[i] == s->delta[0]);
	out = at = malloc((size_t)(n ? n : 1) * (NUM_TEXT_MAX + 1));
	for (int i = 0; out && i < (equal ? 1 : n); i++) {
		if (i)
			*at++ = ' ';
		num_format(s->delta[i], at, NUM_TEXT_MAX);
		at += strlen(at);
	}
	return out;
}

/* Whether a parameter is as it would be if nobody gave it. */
static bool is_default(const struct scenario *s, const struct param_ref *ref, const char *text)
{
	const char *id = ref->player > 0 ? s->game.specialist[ref->player - 1].id : "Generalist";

	switch (ref->info->store) {
	case STORE_TEXT:
		return ref->player < 0 ? !*text : !strcmp(text, id);
	case STORE_DELTA:
		return !strcmp(text, "0.5") && s->bargain.rule != RULE_FIXED;
	case STORE_FORMULA:
	case STORE_CONSTANT:
		return false;
	case STORE_DOUBLE:
		/* Scales and the like are worth seeing at 1, marginal costs not at 0. */
		return param_get(s, ref) == ref->info->value &&
			(ref->info->value == 0 || ref->info->rests);
	case STORE_TERM: /* where all have the same, it is said once */
		return param_term_common(s, ref) == (ref->player > 0) || param_get(s, ref) == 0;
	case STORE_GAME:
	case STORE_FIRST:
	case STORE_WORD:
		return param_get(s, ref) == ref->info->value;
	default:
		return false;
	}
}

char *write_value(struct buffer *w, const struct scenario *s, const struct param_ref *ref,
	bool there)
{
	size_t size = FORMULA_TEXT_MAX + 1;
	char *text;

	if (ref->info->store == STORE_DELTA) {
		text = shares_text(s);
	} else {
		text = malloc(size);
		if (text)
			param_get_text(s, ref, text, size);
	}
	/* A key left out for want of memory would read as its default. */
	if (!text)
		w->no_memory = true;
	else if (!there && is_default(s, ref, text)) {
		free(text);
		return NULL;
	}
	return text;
}

bool write_ref_at(const struct scenario *s, int player, int i, struct param_ref *ref)
{
	int rows = param_rows();

	for (int k = 0; k < rows; k++) {
		const struct param_info *info = param_row(k);
		int items = 1;

		if (!param_used(s, info, player) || (info->store == STORE_DELTA && player > 0))
			continue;
		*ref = param_ref_of(info, player);
		if (info->store == STORE_CONSTANT)
			items = *param_slot(s, ref) ? (*param_slot(s, ref))->count : 0;
		if (i < items) {
			ref->constant = info->store == STORE_CONSTANT ? i : -1;
			return true;
		}
		i -= items;
	}
	return false;
}

const char *write_key_of(const struct scenario *s, const struct param_ref *ref, char *out,
	size_t size)
{
	param_name(s, ref, out, size);
	return ref->player == -1 ? out : strchr(out, '.') + 1;
}

/* All keys of a player's section. */
static void write_keys(struct buffer *w, const struct scenario *s, int player)
{
	struct param_ref ref;

	for (int i = 0; write_ref_at(s, player, i, &ref); i++) {
		const struct slider_override *own = param_slider_own(s, &ref);
		char *value = write_value(w, s, &ref, own != NULL);
		char name[160], companion[180], range[SPAN_TEXT_MAX];
		const char *key = write_key_of(s, &ref, name, sizeof(name));

		if (value)
			write_key(w, key, value);
		free(value);
		if (own && own->has_range) {
			snprintf(companion, sizeof(companion), "%s.range", key);
			write_key(w, companion, span_text(&(struct span){ own->low, own->high, own->log }, range));
		}
		if (own && own->has_step) {
			snprintf(companion, sizeof(companion), "%s.step", key);
			write_key(w, companion, num_format(own->step, range, sizeof(range)));
		}
	}
}

void write_specialist(struct buffer *w, const struct scenario *s, int i)
{
	buffer_add_text(w, "\n[specialist ");
	buffer_add_text(w, s->game.specialist[i].id);
	buffer_add_text(w, "]\n");
	write_keys(w, s, i + 1);
}

static void write_fresh(struct buffer *w, const struct scenario *s)
{
	buffer_add_text(w, "[scenario]\n");
	write_keys(w, s, -1);
	if (s->game.kind == GAME_REGULATION) {
		buffer_add_text(w, "\n[regulation]\n");
		write_keys(w, s, PLAYER_REGULATION);
	}
	buffer_add_text(w, "\n[generalist]\n");
	write_keys(w, s, 0);
	for (int i = 0; i < s->game.n; i++)
		write_specialist(w, s, i);
	for (int i = 0; i < s->lesson.steps; i++)
		lesson_write(w, &s->lesson.step[i]);
}

/* Whether two scenarios say the same: then they write the same. */
static bool same(const struct scenario *s, const char *fresh)
{
	struct buffer w = { .text = NULL };
	bool equal;

	write_fresh(&w, s);
	equal = !w.no_memory && !strcmp(w.text, fresh);
	free(w.text);
	return equal;
}

/* A file that does not read again is worse than none: a lesson, for one, may
 * set what the scenario no longer has. */
static enum status read_again(const char *text, struct scenario *s, struct error *err)
{
	struct error_list errors;
	enum status status = scenario_parse("", text, strlen(text), s, &errors);

	return status == STATUS_OK ? status : error_set(err, status,
		"what would be written does not read: %.300s", errors.item[0].text);
}

static bool parses_to(const char *text, const char *fresh)
{
	struct scenario read;
	bool equal = read_again(text, &read, NULL) == STATUS_OK && same(&read, fresh);

	scenario_free(&read);
	return equal;
}

/* The scenario's own text with what changed; NULL where that cannot be done
 * (a lesson changed, say): then new text says it all. */
static char *amended(const struct scenario *s, const char *fresh)
{
	struct buffer w = { .text = NULL };
	struct scenario old;
	bool ok;

	if (read_again(s->text, &old, NULL) != STATUS_OK)
		return NULL;
	if (same(&old, fresh)) {
		buffer_add_text(&w, s->text);
		ok = !w.no_memory;
	} else {
		ok = write_amended(&w, s, &old) && parses_to(w.text, fresh);
	}
	scenario_free(&old);
	if (ok)
		return w.text;
	free(w.text);
	return NULL;
}

enum status scenario_write(const struct scenario *s, char **out, struct error *err)
{
	struct buffer w = { .text = NULL };
	struct scenario read;
	enum status status;
	char *text = NULL;

	write_fresh(&w, s);
	if (w.no_memory) {
		free(w.text);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	if (s->text)
		text = amended(s, w.text);
	if (text) {
		free(w.text);
		*out = text;
		return STATUS_OK;
	}
	status = read_again(w.text, &read, err);
	scenario_free(&read);
	if (status == STATUS_OK)
		*out = w.text;
	else
		free(w.text);
	return status;
}

enum status scenario_save(const struct scenario *s, const char *path, char **text,
	struct error *err)
{
	char *fresh = NULL;
	enum status status = scenario_write(s, &fresh, err);

	if (status == STATUS_OK)
		status = file_write(path, fresh, strlen(fresh), err);
	if (text)
		*text = status == STATUS_OK ? fresh : NULL;
	if (!text || status != STATUS_OK)
		free(fresh);
	return status;
}
