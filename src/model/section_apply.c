/* What the keys of a section mean: applied through the parameter table. */
#include "section.h"

#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLIDERS_MAX 4096 /* far more than any screen has */

static struct param_ref ref_of(const struct param_row *row, int player)
{
	struct param_ref ref = { &row->info, player, -1, !strncmp(row->info.key, "cost", 4) };

	return ref;
}

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

void section_apply_slider(struct reading *r, const struct section *sec, const struct entry *e,
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
		section_apply_slider(r, sec, e, ref);
		return true;
	}
	if (param_set_text(r->s, ref, section_value(sec, e), &err) == STATUS_OK)
		return true;
	reading_error(r, e->line, 0, &err);
	return false;
}

/* The keys that a family takes, without "cost.". */
static char *own_keys(const struct scenario *s, int player, bool cost, char *out, size_t size)
{
	const char *start = cost ? "cost." : "revenue.";
	size_t used = 0, skip = strlen(start);

	snprintf(out, size, "formula and its constants");
	for (int i = 0; i < param_rows(); i++) {
		const struct param_row *row = param_row_at(i);

		if (strncmp(row->info.key, start, skip) || !param_row_used(s, row, player) ||
			row->store == STORE_FORMULA || row->store == STORE_CONSTANT || used >= size)
			continue;
		used += (size_t)snprintf(out + used, size - used, "%s%s", used ? " " : "",
			row->info.key + skip);
	}
	return out;
}

static const char *family_name(const struct scenario *s, int player, bool cost)
{
	return cost ? cost_family_name(param_cost(s, player)->family) :
		revenue_family_name(param_revenue(s, player)->family);
}

/* A key of a family that is not in use. */
static void foreign(struct reading *r, const struct section *sec, const struct entry *e,
	int player, bool cost)
{
	char keys[160];

	/* The line that names the family may be the one that was refused. */
	if (sec->refused)
		return;
	reading_fail(r, e->line, 0, "%s does not belong to %s = %s, which takes %s", e->key,
		cost ? "cost" : "revenue", family_name(r->s, player, cost),
		own_keys(r->s, player, cost, keys, sizeof(keys)));
}

/* cost.exponent under cost = exponential is its rate. */
static const struct param_row *alias(struct reading *r, const struct section *sec,
	const struct entry *e, int player)
{
	if (strcmp(e->key, "cost.exponent") ||
		param_cost(r->s, player)->family != COST_EXPONENTIAL)
		return e->row;
	if (section_find(sec, "cost.rate", e->part)) {
		reading_fail(r, e->line, 0, "cost.exponent is another name of cost.rate where cost "
			"= exponential: give one of the two");
		return NULL;
	}
	return param_row_find("cost.rate", param_player_owner(player));
}

static void apply_player_key(struct reading *r, const struct section *sec,
	const struct entry *e, int player)
{
	const struct param_row *row;
	struct param_ref ref;
	bool cost = !strncmp(e->key, "cost", 4);
	bool formula = strchr(e->key, '.') && (cost ?
		param_cost(r->s, player)->family == COST_FORMULA :
		param_revenue(r->s, player)->family == REVENUE_FORMULA);

	/* section_apply_formula takes all keys of a formula. */
	if (formula)
		return;
	row = alias(r, sec, e, player);
	if (e->row && !row)
		return;
	if (!row || !param_row_used(r->s, row, player)) {
		foreign(r, sec, e, player, cost);
		return;
	}
	ref = ref_of(row, player);
	apply(r, sec, e, &ref);
}

/* Which function a player has comes first: it decides which keys belong, so
 * that where it is wrong (false), nothing is said about them. A formula is not
 * set through its parameter, which would invent constants. */
static bool apply_family(struct reading *r, const struct section *sec, int player, bool cost)
{
	const struct entry *e = section_find(sec, cost ? "cost" : "revenue", KEY_VALUE);
	struct param_ref ref;

	if (!e)
		return true;
	if (!strcmp(section_value(sec, e), "formula")) {
		if (cost)
			param_cost(r->s, player)->family = COST_FORMULA;
		else
			param_revenue(r->s, player)->family = REVENUE_FORMULA;
		return true;
	}
	ref = ref_of(e->row, player);
	return apply(r, sec, e, &ref);
}

void section_apply_player(struct reading *r, const struct section *sec, int player)
{
	bool cost = apply_family(r, sec, player, true);
	bool revenue = player == 0 || apply_family(r, sec, player, false);

	for (int i = 0; i < sec->count; i++) {
		const struct entry *e = &sec->entry[i];

		if (strcmp(e->key, "cost") && strcmp(e->key, "revenue") &&
			(cost || strncmp(e->key, "cost.", 5)) &&
			(revenue || strncmp(e->key, "revenue.", 8)))
			apply_player_key(r, sec, e, player);
	}
	if (param_cost(r->s, player)->family == COST_FORMULA)
		section_apply_formula(r, sec, player, true);
	if (player > 0 && param_revenue(r->s, player)->family == REVENUE_FORMULA)
		section_apply_formula(r, sec, player, false);
}

void section_apply_scenario(struct reading *r, const struct section *sec)
{
	struct bargain rule = r->s->bargain;
	const struct entry *bargain = NULL, *delta = NULL;
	struct param_ref ref;

	for (int i = 0; i < sec->count; i++) {
		const struct entry *e = &sec->entry[i];

		ref = ref_of(e->row, -1);
		if (!strcmp(e->key, "bargain") && e->part == KEY_VALUE)
			bargain = e;
		else if (!strcmp(e->key, "delta") && e->part == KEY_VALUE)
			delta = e;
		else
			apply(r, sec, e, &ref);
	}
	/* How many shares, and which rules, there are goes by the specialists. */
	if (r->lost)
		return;
	if (delta) {
		ref = ref_of(delta->row, -1);
		apply(r, sec, delta, &ref);
		/* Here it is the starting value, whatever the rule. */
		r->s->bargain = rule;
	}
	if (bargain) {
		ref = ref_of(bargain->row, -1);
		apply(r, sec, bargain, &ref);
		if (r->s->bargain.rule == RULE_FIXED && !delta && !sec->refused)
			reading_fail(r, bargain->line, 0, "bargain = fixed needs delta: one share "
				"from 0 to 1, or one a specialist");
	}
}
