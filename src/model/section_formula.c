/* The formula of a section and its constants. */
#include "section.h"

#include "base/num.h"

#include <stdio.h>
#include <string.h>

/* The constants found, in the order of the file. */
struct constants {
	int count;
	char name[FORMULA_CONSTANTS_MAX][FORMULA_NAME_MAX + 1];
	double value[FORMULA_CONSTANTS_MAX];
	const struct entry *entry[FORMULA_CONSTANTS_MAX];
	bool used[FORMULA_CONSTANTS_MAX];
	bool bad;
};

static bool valid_name(const char *name)
{
	size_t n = formula_name_length(name);

	return n && n <= FORMULA_NAME_MAX && !name[n];
}

/* Notes the constant of e, or says what is wrong with it. */
static void note_constant(struct reading *r, const struct section *sec, const struct entry *e,
	bool cost, struct constants *c)
{
	const struct param_info *info = &param_row_constant(cost)->info;
	const char *name = strchr(e->key, '.') + 1;
	const char *text = section_value(sec, e);
	struct error err = { .status = STATUS_OK };
	double value = 0;

	if (!strcmp(e->key, "cost.basis")) {
		reading_fail(r, e->line, 0, "cost.basis does not belong to cost = formula, which "
			"takes formula and its constants");
	} else if (!valid_name(name)) {
		reading_fail(r, e->line, 0, "%s: a constant's name is a letter, then letters, "
			"digits and _, at most %d", e->key, FORMULA_NAME_MAX);
	} else if (param_formula_reserved(name)) {
		reading_fail(r, e->line, 0, "%s: no constant can be called that: it is a "
			"variable, a function or another key", e->key);
	} else if (c->count == FORMULA_CONSTANTS_MAX) {
		reading_fail(r, e->line, 0, "%s: a formula has at most %d constants", e->key,
			FORMULA_CONSTANTS_MAX);
	} else if (!num_parse(text, &value)) {
		reading_fail(r, e->line, 0, "%s = %.40s is not a number", e->key, text);
	} else if (param_allowed(info, e->key, value, &err) != STATUS_OK) {
		reading_error(r, e->line, 0, &err);
	} else {
		strcpy(c->name[c->count], name);
		c->value[c->count] = value + 0.0;
		c->entry[c->count++] = e;
		return;
	}
	c->bad = true;
}

/* Marks the constants that the text mentions. */
static void mark_used(struct constants *c, const char *text)
{
	size_t length;

	for (const char *at = text; (length = formula_next_name(&at)) > 0; at += length)
		for (int i = 0; i < c->count; i++)
			if (strlen(c->name[i]) == length && !memcmp(c->name[i], at, length))
				c->used[i] = true;
}

/* What to do about a name of n bytes that the formula at key does not know. */
static void explain_unknown(const char *key, const char *wrong, const char *at, int n, char *out,
	size_t size)
{
	char name[FORMULA_NAME_MAX + 1];

	snprintf(name, sizeof(name), "%.*s", n, at);
	if (param_formula_reserved(name))
		snprintf(out, size, "%s: %.250s, nor can a constant be called that: it is another key",
			key, wrong);
	else
		snprintf(out, size, "%s: %.250s: a constant needs its value, as in %.*s.%s = 1", key,
			wrong, (int)strcspn(key, "."), key, name);
}

static void compile(struct reading *r, const struct section *sec, const struct entry *e,
	int player, bool cost, struct constants *c)
{
	struct param_ref ref = { &e->row->info, player, -1, cost };
	struct formula_slot **slot = param_slot(r->s, &ref);
	struct error err = { .status = STATUS_OK };
	char text[ERROR_TEXT_MAX];
	int line = e->line, column = 0;

	if (param_formula_make(player, cost, section_value(sec, e), c->count,
		(const char (*)[FORMULA_NAME_MAX + 1])c->name, c->value, slot, &err) == STATUS_OK)
		return;
	/* A constant that is wrong itself was reported already. */
	if (c->bad && strstr(err.text, "unknown"))
		return;
	snprintf(text, sizeof(text), "%s: %.300s", e->key, err.text);
	if (err.column > 0) {
		const char *at = section_value(sec, e) + err.column - 1;
		const char *name = at;
		size_t n = formula_next_name(&name);

		section_place(sec, e, err.column - 1, &line, &column);
		if (name == at && n && n <= FORMULA_NAME_MAX && strstr(err.text, "unknown"))
			explain_unknown(e->key, err.text, name, (int)n, text, sizeof(text));
	}
	error_set(&err, err.status, "%s", text);
	reading_error(r, line, column, &err);
}

static void apply_companions(struct reading *r, const struct section *sec, int player, bool cost,
	const struct constants *c)
{
	for (int i = 0; i < sec->count; i++) {
		const struct entry *e = &sec->entry[i];
		struct param_ref ref = { &param_row_constant(cost)->info, player, -1, cost };

		if (e->part == KEY_VALUE || strncmp(e->key, cost ? "cost." : "revenue.",
			cost ? 5 : 8))
			continue;
		for (int k = 0; k < c->count; k++)
			if (!strcmp(c->name[k], strchr(e->key, '.') + 1))
				ref.constant = k;
		if (ref.constant < 0)
			reading_fail(r, e->line, 0, "%s.%s: the formula has no such constant",
				e->key, e->part == KEY_RANGE ? "range" : "step");
		else if (*param_slot(r->s, &ref))
			section_apply_slider(r, sec, e, &ref);
	}
}

void section_apply_formula(struct reading *r, const struct section *sec, int player, bool cost)
{
	const char *start = cost ? "cost." : "revenue.";
	const char *key = cost ? "cost.formula" : "revenue.formula";
	const struct entry *family = section_find(sec, cost ? "cost" : "revenue", KEY_VALUE);
	const struct entry *formula = section_find(sec, key, KEY_VALUE);
	struct constants c = { .count = 0 };

	for (int i = 0; i < sec->count; i++) {
		const struct entry *e = &sec->entry[i];

		if (e->part == KEY_VALUE && e != formula &&
			!strncmp(e->key, start, strlen(start)))
			note_constant(r, sec, e, cost, &c);
	}
	/* The formula may be cut, or lack what a line that was refused says. */
	if (sec->refused)
		return;
	if (!formula) {
		reading_fail(r, family ? family->line : sec->line, 0, "%s = formula needs %s",
			cost ? "cost" : "revenue", key);
		return;
	}
	mark_used(&c, section_value(sec, formula));
	for (int i = 0; i < c.count; i++)
		if (!c.used[i])
			reading_fail(r, c.entry[i]->line, 0, "%s is not a constant of the formula, "
				"nor is it used in it", c.entry[i]->key);
	compile(r, sec, formula, player, cost, &c);
	apply_companions(r, sec, player, cost, &c);
}
