/* Rewriting a scenario's text: what did not change stays byte for byte, with
 * its comments; a changed value takes the place of the old one; what is new
 * comes after the last key of its section. */
#include "scenario_lines.h"
#include "scenario_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOBODY = PLAYER_REGULATION - 1, LESSON = NOBODY - 1 }; /* instead of a player: removed, or no player's */

struct amending {
	struct buffer *w;
	const struct scenario *s, *old;
	const char *at;        /* the raw text from the line `line` on */
	int line;              /* of the first raw line not yet dealt with */
	bool crlf;
	int player;            /* of the section, in s; or NOBODY, LESSON */
	int before;            /* the same in old */
	int specialists;       /* met so far */
	bool dropping;         /* a value that is gone or was rewritten: skip what continues it */
	unsigned long seen;    /* rows whose key was met in the section */
	unsigned long constants[2]; /* of the revenue's and the cost's formula, in s */
	bool scenario, regulation, generalist; /* sections met */
};

/* Length of the raw line at p, with its end. */
static size_t line_length(const char *p)
{
	const char *end = strchr(p, '\n');

	return end ? (size_t)(end + 1 - p) : strlen(p);
}

/* Copies raw lines up to line number `to`, not included. */
static void copy_until(struct amending *a, int to)
{
	while (a->line < to && *a->at) {
		size_t n = line_length(a->at);

		buffer_add(a->w, a->at, n);
		a->at += n;
		a->line++;
	}
}

static void skip_line(struct amending *a)
{
	a->at += line_length(a->at);
	a->line++;
}

/* Starts on a line of its own, with the file's line ends. */
static void write_lines(struct amending *a, struct buffer *fresh)
{
	if (a->w->length && a->w->text[a->w->length - 1] != '\n')
		buffer_add_text(a->w, a->crlf ? "\r\n" : "\n");
	for (const char *p = fresh->text; p && *p;) {
		size_t n = strcspn(p, "\n");

		buffer_add(a->w, p, n);
		p += n;
		if (*p == '\n') {
			buffer_add_text(a->w, a->crlf ? "\r\n" : "\n");
			p++;
		}
	}
	a->w->no_memory = a->w->no_memory || fresh->no_memory;
	free(fresh->text);
	memset(fresh, 0, sizeof(*fresh));
}

/* ---- comparing ------------------------------------------------------------ */

/* The same parameter in old, or false. */
static bool in_old(const struct amending *a, const struct param_ref *ref, struct param_ref *out)
{
	const struct formula_slot *now, *then;

	*out = *ref;
	out->player = a->before;
	if (a->before == NOBODY || !param_used(a->old, ref->info, a->before))
		return false;
	if (ref->info->store != STORE_CONSTANT)
		return true;
	now = *param_slot(a->s, ref);
	then = *param_slot(a->old, out);
	out->constant = formula_slot_constant(then, now->name[ref->constant]);
	return out->constant >= 0;
}

/* The value that s has where old has another; NULL: it has the same. */
static char *changed_value(struct amending *a, const struct param_ref *ref)
{
	char *value = write_value(a->w, a->s, ref, true), *then;
	struct param_ref past;
	bool same;

	if (!value || !in_old(a, ref, &past))
		return value;
	then = write_value(a->w, a->old, &past, true);
	same = then && !strcmp(value, then);
	free(then);
	if (!same)
		return value;
	free(value);
	return NULL;
}

/* The parameter in s that a key of the section stands for; false: none. */
static bool ref_of_key(struct amending *a, const char *key, struct param_ref *ref)
{
	char base[60];
	const char *dot = strrchr(key, '.');

	snprintf(base, sizeof(base), "%s", key);
	if (dot && (!strcmp(dot, ".range") || !strcmp(dot, ".step")))
		base[dot - key] = '\0';
	return param_key_find(a->s, a->player, base, ref);
}

static bool is_cost(const struct param_ref *ref)
{
	return ref->info->function == &cost_function;
}

/* The bit of a parameter in the word that says whether its like was met. */
static unsigned long *seen_word(struct amending *a, const struct param_ref *ref, unsigned long *bit)
{
	*bit = 1ul << (ref->constant >= 0 ? ref->constant : ref->info - param_row(0));
	return ref->constant >= 0 ? &a->constants[is_cost(ref)] : &a->seen;
}

/* ---- sections ------------------------------------------------------------- */

/* What the section lacks, after `header` where there is anything. */
static void write_missing(struct amending *a, const char *header)
{
	struct buffer fresh = { .text = NULL };
	struct param_ref ref;
	unsigned long bit;
	char name[160];

	if (a->player <= NOBODY)
		return;
	for (int i = 0; write_ref_at(a->s, a->player, i, &ref); i++) {
		bool fixed = ref.info->store == STORE_DELTA &&
			a->s->bargain.rule == RULE_FIXED;
		char *value;

		if (*seen_word(a, &ref, &bit) & bit)
			continue;
		value = fixed ? write_value(a->w, a->s, &ref, true) : changed_value(a, &ref);
		if (!value)
			continue;
		if (!fresh.length)
			buffer_add_text(&fresh, header);
		write_key(&fresh, write_key_of(a->s, &ref, name, sizeof(name)), value);
		free(value);
	}
	if (fresh.length || fresh.no_memory)
		write_lines(a, &fresh);
}

/* Specialists that the text does not have. */
static void write_new_specialists(struct amending *a)
{
	struct buffer fresh = { .text = NULL };

	for (int i = 0; i < a->s->game.n; i++)
		if (game_find(&a->old->game, a->s->game.specialist[i].id) < 0)
			write_specialist(&fresh, a->s, i);
	if (fresh.length || fresh.no_memory)
		write_lines(a, &fresh);
}

static void end_section(struct amending *a)
{
	write_missing(a, "");
	if (a->specialists == a->old->game.n) {
		write_new_specialists(a);
		a->specialists++; /* once */
	}
}

static void start_section(struct amending *a, const char *name)
{
	a->seen = a->constants[0] = a->constants[1] = 0;
	a->dropping = false;
	if (!strcmp(name, "scenario")) {
		a->player = a->before = -1;
		a->scenario = true;
	} else if (!strcmp(name, "regulation")) {
		a->player = a->before = PLAYER_REGULATION;
		a->regulation = true;
	} else if (!strcmp(name, "generalist")) {
		a->player = a->before = 0;
		a->generalist = true;
	} else if (!strcmp(name, "lesson") || !strcmp(name, "lab")) {
		a->player = a->before = LESSON;
	} else {
		const char *id = a->old->game.specialist[a->specialists].id;

		a->before = ++a->specialists;
		a->player = game_find(&a->s->game, id) + 1;
		if (!a->player)
			a->player = NOBODY;
	}
}

/* ---- lines ---------------------------------------------------------------- */

/* The raw line with another value: what is before it stays, and the comment, if the value
 * may have one. */
static void write_changed(struct amending *a, const struct line_event *e, const char *value,
	bool prose)
{
	size_t n = line_length(a->at), start = (size_t)e->column - 1, comment, end;
	struct buffer fresh = { .text = NULL };
	const char *raw = a->at;

	while (n && (raw[n - 1] == '\n' || raw[n - 1] == '\r'))
		n--;
	for (comment = prose ? n : start; comment < n; comment++)
		if (raw[comment] == ';' && (raw[comment - 1] == ' ' || raw[comment - 1] == '\t'))
			break;
	end = start + strlen(value) + 1;
	if (start > n || end + (n - comment) > LINE_BYTES_MAX) {
		write_key(&fresh, e->key, value);
	} else {
		buffer_add(&fresh, raw, start);
		buffer_add_text(&fresh, value);
		if (comment < n) {
			buffer_add_text(&fresh, " ");
			for (; end < comment; end++)
				buffer_add_text(&fresh, " ");
			buffer_add(&fresh, raw + comment, n - comment);
		}
		buffer_add_text(&fresh, "\n");
	}
	write_lines(a, &fresh);
}

/* Whether s has the range or step that a companion key gives. Where the family
 * has changed, the key of another parameter may read as one of its own:
 * cost.exponent.range as that of an exponential's rate. */
static bool still_given(const struct amending *a, const struct param_ref *ref, bool range)
{
	const struct slider_override *own = param_slider_own(a->s, ref);

	return own && (range ? own->has_range : own->has_step);
}

static void take_key(struct amending *a, const struct line_event *e)
{
	const char *dot = strrchr(e->key, '.');
	bool range = dot && !strcmp(dot, ".range");
	bool companion = range || (dot && !strcmp(dot, ".step"));
	struct param_ref ref;
	unsigned long bit;
	char *value;

	a->dropping = false;
	if (a->player == LESSON)
		return;
	copy_until(a, e->line);
	a->dropping = a->player == NOBODY || !ref_of_key(a, e->key, &ref) ||
		(companion && !still_given(a, &ref, range));
	if (companion || a->dropping)
		return;
	*seen_word(a, &ref, &bit) |= bit;
	value = changed_value(a, &ref);
	if (!value)
		return;
	write_changed(a, e, value, ref.info->prose);
	free(value);
	a->dropping = true;
}

/* The line itself, unless it is to go. */
static void pass(struct amending *a, int line)
{
	if (a->dropping)
		skip_line(a);
	else
		copy_until(a, line + 1);
}

static void take_line(void *user, const struct line_event *e)
{
	struct amending *a = user;

	switch (e->kind) {
	case LINE_SECTION:
		/* All lines up to the last key are written; what follows, blank
		 * lines and comments, belongs to the next section. */
		end_section(a);
		copy_until(a, e->line);
		start_section(a, e->value);
		if (a->player == NOBODY)
			skip_line(a);
		else
			copy_until(a, e->line + 1);
		break;
	case LINE_KEY:
		take_key(a, e);
		pass(a, e->line);
		break;
	case LINE_MORE:
		copy_until(a, e->line);
		pass(a, e->line);
		break;
	case LINE_ERROR:
		break; /* the text was read before */
	}
}

/* A section that the text does not have. */
static void write_whole(struct amending *a, const char *name)
{
	char header[24];

	start_section(a, name);
	snprintf(header, sizeof(header), "\n[%s]\n", name);
	write_missing(a, header);
}

bool write_amended(struct buffer *w, const struct scenario *s, const struct scenario *old)
{
	struct amending a = { .w = w, .s = s, .old = old, .at = s->text, .line = 1,
		.player = NOBODY, .before = NOBODY };
	const char *end = strchr(s->text, '\n');
	struct error ignored;

	a.crlf = end && end > s->text && end[-1] == '\r';
	if (scenario_lines(s->text, strlen(s->text), take_line, &a, &ignored) != STATUS_OK)
		return false;
	end_section(&a);
	copy_until(&a, 1 << 30);
	if (!a.scenario)
		write_whole(&a, "scenario");
	if (!a.regulation)
		write_whole(&a, "regulation");
	if (!a.generalist)
		write_whole(&a, "generalist");
	return !w->no_memory;
}
