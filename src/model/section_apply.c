/* What the keys of a section mean: applied through the parameter table. */
#include "section.h"

#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLIDERS_MAX 4096 /* far more than any screen has */

/* LO:HI or LO:HI:log into *o; false: it is neither. */
static bool parse_range(const char *text, struct slider_override *o)
{
	char copy[100], *low = copy, *high, *rest;

	if (strlen(text) >= sizeof(copy))
		return false;
	strcpy(copy, text);
	high = strchr(copy, ':');
	if (!high)
		return false;
	*high++ = '\0';
	rest = strchr(high, ':');
	if (rest)
		*rest++ = '\0';
	if (rest)
		rest += strspn(rest, " \t");
	if (rest && strcmp(rest, "log"))
		return false;
	o->log = rest != NULL;
	return num_parse(low, &o->low) && num_parse(high, &o->high) && o->low < o->high &&
		(!o->log || o->low > 0);
}

/* The scenario's own slider for name, made where there is none. */
static struct slider_override *own_slider(struct reading *r, const char *name)
{
	struct scenario *s = r->s;
	struct slider_override *more;

	/* The keys of a section follow one another: look from the end. */
	for (int i = s->sliders - 1; i >= 0 && i >= s->sliders - 64; i--)
		if (!strcmp(s->slider[i].param, name))
			return &s->slider[i];
	/* Powers of two are the moments to grow. */
	if (!(s->sliders & (s->sliders - 1))) {
		more = realloc(s->slider, (size_t)(s->sliders ? 2 * s->sliders : 1) *
			sizeof(*more));
		if (!more) {
			r->no_memory = true;
			return NULL;
		}
		s->slider = more;
	}
	more = &s->slider[s->sliders++];
	memset(more, 0, sizeof(*more));
	snprintf(more->param, sizeof(more->param), "%s", name);
	return more;
}

/* Applies one companion key to the slider of ref. */
static void apply_slider(struct reading *r, const struct section *sec, const struct entry *e,
	const struct param_ref *ref)
{
	const char *text = section_value(sec, e);
	const struct param_info *info = ref->info;
	struct slider_override given = { .step = 0 }, *own;
	char name[160];

	if (r->s->sliders >= SLIDERS_MAX) {
		reading_fail(r, e->line, 0, "more than %d sliders of their own", SLIDERS_MAX);
		return;
	}
	if (e->part == KEY_RANGE && !parse_range(text, &given)) {
		reading_fail(r, e->line, 0, "%s.range = %.40s is not LO:HI or LO:HI:log with LO "
			"below HI, and above 0 for log", e->key, text);
		return;
	}
	if (e->part == KEY_RANGE && (given.low < info->min || given.high > info->max)) {
		reading_fail(r, e->line, 0, "%s.range = %.40s is wider than the parameter: from "
			"%g to %g", e->key, text, info->min, info->max);
		return;
	}
	if (e->part == KEY_STEP && (!num_parse(text, &given.step) || !(given.step >= 1e-6) ||
		!(given.step <= 1e6))) {
		reading_fail(r, e->line, 0, "%s.step = %.40s is not a number from 1e-06 to 1e+06",
			e->key, text);
		return;
	}
	own = own_slider(r, param_name(r->s, ref, name, sizeof(name)));
	if (!own)
		return;
	if (e->part == KEY_STEP) {
		own->has_step = true;
		own->step = given.step;
		return;
	}
	own->has_range = true;
	own->low = given.low;
	own->high = given.high;
	own->log = given.log;
}

/* Sets a parameter to the entry's text; false: it could not. */
static bool apply(struct reading *r, const struct section *sec, const struct entry *e,
	const struct param_ref *ref)
{
	struct error err = { .status = STATUS_OK };

	if (e->part != KEY_VALUE) {
		apply_slider(r, sec, e, ref);
		return true;
	}
	if (param_set_text(r->s, ref, section_value(sec, e), &err) == STATUS_OK)
		return true;
	reading_error(r, e->line, 0, &err);
	return false;
}

/* The entry belongs to no family that is in use. */
static void foreign(struct reading *r, const struct section *sec, const struct entry *e,
	int player)
{
	struct error err;

	/* The line that names the family may be the one that was refused. */
	if (sec->refused)
		return;
	param_foreign(r->s, player, e->key, e->key, &err);
	reading_error(r, e->line, 0, &err);
}

static void apply_parameter(struct reading *r, const struct section *sec, const struct entry *e,
	int player)
{
	struct param_ref ref;

	if (!param_key_find(r->s, player, e->key, &ref))
		foreign(r, sec, e, player);
	else if (strcmp(ref.info->key, e->key) && section_find(sec, ref.info->key, e->part))
		reading_fail(r, e->line, 0, "%s is another name of %s where cost = exponential: "
			"give one of the two", e->key, ref.info->key);
	else
		apply(r, sec, e, &ref);
}

/* ---- formulas ------------------------------------------------------------- */

/* Whether the entry gives a parameter of f, not its family. */
static bool is_of(const struct entry *e, const struct function *f)
{
	return param_key_function(e->key) == f && strcmp(e->key, f->key);
}

/* Gives the formula the constant of e, which the formula's text need not have. */
static void apply_constant(struct reading *r, const struct section *sec, const struct entry *e,
	int player, const struct function *f)
{
	const struct param_info *info = param_info_find(e->key, OWNER_SPECIALIST);
	struct param_ref ref = param_ref_of(param_info_stored(f, STORE_CONSTANT), player);
	struct error err;

	if (info && info->kind != PARAM_NUMBER)
		foreign(r, sec, e, player);
	else if (param_formula_declare(*param_slot(r->s, &ref), e->key, &err) != STATUS_OK)
		reading_error(r, e->line, 0, &err);
	else {
		ref.constant = (*param_slot(r->s, &ref))->count - 1;
		apply(r, sec, e, &ref);
	}
}

/* Says what is wrong with the text of a formula, and where. A name that it does
 * not know lacks a line of its own, unless that line was refused. */
static void formula_fail(struct reading *r, const struct section *sec, const struct entry *e,
	const struct function *f, const struct error *err)
{
	const char *at = section_value(sec, e) + (err->column > 0 ? err->column - 1 : 0);
	const char *name = at;
	int n = (int)formula_next_name(&name), line = e->line, column = 0;
	char key[KEY_MAX + 1];

	if (err->column > 0)
		section_place(sec, e, err->column - 1, &line, &column);
	if (name != at || !n || n > FORMULA_NAME_MAX || !strstr(err->text, "unknown")) {
		reading_fail(r, line, column, "%s: %.300s", e->key, err->text);
		return;
	}
	snprintf(key, sizeof(key), "%s.%.*s", f->key, n, name);
	if (param_formula_reserved(strchr(key, '.') + 1))
		reading_fail(r, line, column, "%s: %.250s, nor can a constant be called that: it "
			"is another key", e->key, err->text);
	else if (!section_find(sec, key, KEY_VALUE))
		reading_fail(r, line, column, "%s: %.250s: a constant needs its value, as in "
			"%s = 1", e->key, err->text, key);
}

static bool mentions(const char *text, const char *name)
{
	size_t n;

	for (const char *at = text; (n = formula_next_name(&at)) > 0; at += n)
		if (strlen(name) == n && !memcmp(name, at, n))
			return true;
	return false;
}

/* What is said of the formula's constants must be of use to it. */
static void check_constant(struct reading *r, const struct section *sec, const struct entry *e,
	int player, const char *text)
{
	struct param_ref ref;
	bool found = param_key_find(r->s, player, e->key, &ref);

	if (e->part == KEY_VALUE && found && !mentions(text, strchr(e->key, '.') + 1))
		reading_fail(r, e->line, 0, "%s is set, but the formula does not use it", e->key);
	else if (e->part != KEY_VALUE && found)
		apply_slider(r, sec, e, &ref);
	else if (e->part != KEY_VALUE)
		reading_fail(r, e->line, 0, "%s.%s: the formula has no such constant", e->key,
			e->part == KEY_RANGE ? "range" : "step");
}

/* Constants first, in the file's order, as the formula is read by their names:
 * set like other parameters, it would invent those that it lacks. */
static void apply_formula(struct reading *r, const struct section *sec, int player,
	const struct function *f)
{
	const struct param_info *info = param_info_stored(f, STORE_FORMULA);
	const struct entry *family = section_find(sec, f->key, KEY_VALUE);
	const struct entry *formula = section_find(sec, info->key, KEY_VALUE);
	struct param_ref ref = param_ref_of(info, player);
	struct formula_slot **slot = param_slot(r->s, &ref);
	struct error err = { .status = STATUS_OK };

	if (param_formula_make(player, f, "0", NULL, slot, &err) != STATUS_OK) {
		reading_error(r, sec->line, 0, &err);
		return;
	}
	for (int i = 0; i < sec->count; i++) {
		const struct entry *e = &sec->entry[i];

		if (is_of(e, f) && e->part == KEY_VALUE && e != formula)
			apply_constant(r, sec, e, player, f);
	}
	/* The formula may be cut, or lack what a line that was refused says. */
	if (sec->refused)
		return;
	if (!formula) {
		reading_fail(r, family ? family->line : sec->line, 0, "%s = formula needs %s",
			f->key, info->key);
		return;
	}
	for (int i = 0; i < sec->count; i++) {
		const struct entry *e = &sec->entry[i];

		if (is_of(e, f) && e != formula)
			check_constant(r, sec, e, player, section_value(sec, formula));
	}
	if (param_formula_make(player, f, section_value(sec, formula), *slot, slot, &err) !=
		STATUS_OK)
		formula_fail(r, sec, formula, f, &err);
	r->no_memory = r->no_memory || err.status == STATUS_SYSTEM;
}

/* ---- sections ------------------------------------------------------------- */

/* The family comes first: it decides which keys belong, so that where it is
 * wrong, nothing is said about them. */
static void apply_function(struct reading *r, const struct section *sec, int player,
	const struct function *f)
{
	const struct entry *family = section_find(sec, f->key, KEY_VALUE);
	struct param_ref ref = param_ref_of(param_info_stored(f, STORE_FAMILY), player);

	if (family && !apply(r, sec, family, &ref))
		return;
	if (param_family(r->s, player, f) == f->formula) {
		apply_formula(r, sec, player, f);
		return;
	}
	for (int i = 0; i < sec->count; i++)
		if (is_of(&sec->entry[i], f))
			apply_parameter(r, sec, &sec->entry[i], player);
}

void section_apply_player(struct reading *r, const struct section *sec, int player)
{
	if (player >= 0)
		apply_function(r, sec, player, &cost_function);
	if (player > 0)
		apply_function(r, sec, player, &revenue_function);
	for (int i = 0; i < sec->count; i++)
		if (!param_key_function(sec->entry[i].key))
			apply_parameter(r, sec, &sec->entry[i], player);
}

#define MINUTES_MAX 600

static void check_minutes(struct reading *r, const struct section *sec)
{
	const struct entry *e = section_find(sec, "minutes", KEY_VALUE);
	long minutes;

	if (e && !num_parse_int(section_value(sec, e), 1, MINUTES_MAX, &minutes))
		reading_fail(r, e->line, 0, "minutes = %.40s is not a whole number from 1 to %d",
			section_value(sec, e), MINUTES_MAX);
}

void section_apply_scenario(struct reading *r, const struct section *sec)
{
	const struct entry *bargain = section_find(sec, "bargain", KEY_VALUE);
	const struct entry *delta = section_find(sec, "delta", KEY_VALUE);
	struct bargain rule = r->s->bargain;

	for (int i = 0; i < sec->count; i++)
		if (&sec->entry[i] != bargain && &sec->entry[i] != delta)
			apply_parameter(r, sec, &sec->entry[i], -1);
	check_minutes(r, sec);
	/* How many shares, and which rules, there are goes by the specialists. */
	if (r->lost)
		return;
	if (delta) {
		apply_parameter(r, sec, delta, -1);
		/* Here it is the starting value, whatever the rule. */
		r->s->bargain = rule;
	}
	if (bargain) {
		apply_parameter(r, sec, bargain, -1);
		if (r->s->bargain.rule == RULE_FIXED && !delta && !sec->refused)
			reading_fail(r, bargain->line, 0, "bargain = fixed needs delta: one share "
				"from 0 to 1, or one a specialist");
	}
}
