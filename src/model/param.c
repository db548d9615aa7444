/* Parameters of a scenario: where they are, what they are called, and setting
 * and getting them as numbers. */
#include "param_private.h"

#include "base/num.h"

#include <math.h>
#include <stdio.h>

void *param_place(const struct scenario *s, const struct param_ref *ref)
{
	/* The game owns its specialists through a pointer; for the others, const is
	 * cast away only where the caller may write. */
	if (ref->player > 0)
		return (char *)&s->game.specialist[ref->player - 1] + ref->info->special;
	if (ref->player == 0)
		return (char *)&s->game.generalist + ref->info->general;
	return (char *)s + ref->info->general;
}

struct formula_slot **param_slot(const struct scenario *s, const struct param_ref *ref)
{
	return param_place(s, ref);
}

static struct cost *cost_of(const struct scenario *s, int player)
{
	return player ? &s->game.specialist[player - 1].cost :
		(struct cost *)&s->game.generalist.cost;
}

int param_family(const struct scenario *s, int player, const struct function *f)
{
	return f == &cost_function ? (int)cost_of(s, player)->family :
		(int)s->game.specialist[player - 1].revenue.family;
}

static enum status set_family(struct scenario *s, int player, const struct function *f, int family,
	struct error *err)
{
	enum status status = family == f->formula ? param_formula_default(s, player, f, err) :
		STATUS_OK;

	if (status != STATUS_OK)
		return status;
	if (f == &cost_function)
		cost_of(s, player)->family = (enum cost_family)family;
	else
		s->game.specialist[player - 1].revenue.family = (enum revenue_family)family;
	return STATUS_OK;
}

bool param_same(const struct param_ref *a, const struct param_ref *b)
{
	return a->info == b->info && a->player == b->player && a->constant == b->constant;
}

bool param_overlaps(const struct param_ref *a, const struct param_ref *b)
{
	return param_same(a, b) || (a->info == b->info && (a->player == -1 || b->player == -1));
}

char *param_name(const struct scenario *s, const struct param_ref *ref, char *out, size_t size)
{
	const char *owner = ref->player == PLAYER_REGULATION ? "regulation" :
		ref->player < 0 ? "" : ref->player == 0 ? "generalist" :
		s->game.specialist[ref->player - 1].id;
	const char *dot = ref->player == -1 ? "" : ".";

	if (ref->constant >= 0)
		snprintf(out, size, "%s%s%s.%s", owner, dot, ref->info->function->key,
			(*param_slot(s, ref))->name[ref->constant]);
	else
		snprintf(out, size, "%s%s%s", owner, dot, ref->info->key);
	return out;
}

const char *param_label(const struct scenario *s, const struct param_ref *ref)
{
	return ref->constant >= 0 ? (*param_slot(s, ref))->name[ref->constant] : ref->info->label;
}

/* The choices of `bargain` are the rules in their order, with one `powerful`
 * a specialist in the place of RULE_POWERFUL_SPECIALIST. */
static int bargain_index(const struct scenario *s)
{
	int n = s->game.n;

	if (s->bargain.rule < RULE_POWERFUL_SPECIALIST)
		return (int)s->bargain.rule;
	if (s->bargain.rule == RULE_POWERFUL_SPECIALIST)
		return RULE_POWERFUL_SPECIALIST + s->bargain.specialist;
	return (int)s->bargain.rule - 1 + n;
}

static struct bargain bargain_at(const struct scenario *s, int i)
{
	int n = s->game.n;

	if (i < RULE_POWERFUL_SPECIALIST)
		return (struct bargain){ (enum rule)i, 0 };
	if (i < RULE_POWERFUL_SPECIALIST + n)
		return (struct bargain){ RULE_POWERFUL_SPECIALIST, i - RULE_POWERFUL_SPECIALIST };
	return (struct bargain){ (enum rule)(i - n + 1), 0 };
}

/* How many rules there are for n domains: those for one alone come last. */
static int rules_for(int n)
{
	int rules = RULES;

	while (n > 1 && rule_info((enum rule)(rules - 1))->one_domain)
		rules--;
	return rules;
}

bool param_at_rest(const struct scenario *s, const struct param_ref *ref)
{
	return ref->info->rests && param_get(s, ref) == ref->info->value;
}

/* A term of specialist i's; of the scenario's own, which are all of theirs, the first's. */
static double *term_of(const struct scenario *s, const struct param_ref *ref, int i)
{
	struct param_ref of = {ref->info, i + 1, -1};
	return param_place(s, &of);
}

static double get_term(const struct scenario *s, const struct param_ref *ref)
{
	if (!s->game.n)
		return ref->info->value;
	return *term_of(s, ref, ref->player > 0 ? ref->player - 1 : 0);
}

static void set_term(struct scenario *s, const struct param_ref *ref, double value)
{
	for (int i = 0; i < s->game.n; i++)
		if (ref->player < 0 || ref->player == i + 1)
			*term_of(s, ref, i) = value;
}

bool param_term_common(const struct scenario *s, const struct param_ref *ref)
{
	for (int i = 1; i < s->game.n; i++)
		if (*term_of(s, ref, i) != *term_of(s, ref, 0))
			return false;
	return s->game.n > 1;
}

double param_get(const struct scenario *s, const struct param_ref *ref)
{
	switch (ref->info->store) {
	case STORE_DOUBLE:
		return *(const double *)param_place(s, ref);
	case STORE_FAMILY:
		return param_family(s, ref->player, ref->info->function) -
			ref->info->function->of[s->game.kind].first;
	case STORE_GAME:
		return s->game.kind;
	case STORE_WORD:
		return *(const int *)param_place(s, ref);
	case STORE_SHARE:
		return s->game.common;
	case STORE_BARGAIN:
		return bargain_index(s);
	case STORE_FIRST:
		return s->offers.first;
	case STORE_TERM:
		return get_term(s, ref);
	case STORE_DELTA:
		return s->game.n ? s->delta[ref->player > 0 ? ref->player - 1 : 0] : 0.5;
	case STORE_CONSTANT:
		return (*param_slot(s, ref))->value[ref->constant];
	case STORE_TEXT:
	case STORE_FORMULA:
		break;
	}
	return NAN;
}

enum status param_allowed(const struct param_info *info, const char *name, double value,
	struct error *err)
{
	char low[NUM_TEXT_MAX], high[NUM_TEXT_MAX], given[NUM_TEXT_MAX];
	bool under = info->above_min ? !(value > info->min) : !(value >= info->min);

	if (!under && value <= info->max && (!info->whole || value == floor(value)))
		return STATUS_OK;
	num_format(info->min, low, sizeof(low));
	num_format(info->max, high, sizeof(high));
	num_format(value, given, sizeof(given));
	if (info->whole)
		return error_set(err, STATUS_INPUT, "%s: %s is not a whole number from %s to %s",
			name, given, low, high);
	if (info->because)
		return error_set(err, STATUS_INPUT, "%s: %s is not allowed: %s to %s (%s)", name,
			given, low, high, info->because);
	if (info->above_min)
		return error_set(err, STATUS_INPUT, "%s = %s is out of range: above %s, at most %s",
			name, given, low, high);
	return error_set(err, STATUS_INPUT, "%s = %s is out of range: from %s to %s", name, given,
		low, high);
}

static void set_delta(struct scenario *s, int player, double value)
{
	if (player > 0) {
		s->delta[player - 1] = value;
		return;
	}
	for (int i = 0; i < s->game.n; i++)
		s->delta[i] = value;
}

/* i is one of the choices. */
static enum status set_choice(struct scenario *s, const struct param_ref *ref, int i,
	struct error *err)
{
	switch (ref->info->store) {
	case STORE_FAMILY:
		return set_family(s, ref->player, ref->info->function,
			i + ref->info->function->of[s->game.kind].first, err);
	case STORE_GAME:
		game_set_kind(&s->game, (enum game_kind)i);
		break;
	case STORE_WORD:
		*(int *)param_place(s, ref) = i;
		break;
	case STORE_SHARE:
		s->game.common = i;
		if (i && s->game.n > 0) /* the first one's is everybody's */
			set_delta(s, 0, s->delta[0]);
		break;
	case STORE_BARGAIN:
		s->bargain = bargain_at(s, i);
		break;
	case STORE_FIRST:
		s->offers.first = i;
		break;
	default:
		break;
	}
	return STATUS_OK;
}

/* Why a number is none that it can be set to. */
static enum status refuse(const struct scenario *s, const struct param_ref *ref, double value,
	struct error *err)
{
	char name[160];

	param_name(s, ref, name, sizeof(name));
	if (ref->info->kind == PARAM_CHOICE)
		return error_set(err, STATUS_INPUT, "%s has choices 0 to %d", name,
			param_choices(s, ref) - 1);
	if (ref->info->kind != PARAM_NUMBER)
		return error_set(err, STATUS_INPUT, "%s takes a text, not a number", name);
	return param_allowed(ref->info, name, value, err);
}

enum status param_set(struct scenario *s, const struct param_ref *ref, double value,
	struct error *err)
{
	if (ref->info->kind == PARAM_CHOICE) {
		if (!(value >= 0 && value < param_choices(s, ref)) || value != floor(value))
			return refuse(s, ref, value, err);
		return set_choice(s, ref, (int)value, err);
	}
	if (ref->info->whole)
		value = round(value);
	if (ref->info->kind != PARAM_NUMBER || param_allowed(ref->info, "", value, NULL) != STATUS_OK)
		return refuse(s, ref, value, err);
	value += 0.0; /* no -0 */
	switch (ref->info->store) {
	case STORE_DELTA:
		set_delta(s, ref->player, value);
		break;
	case STORE_TERM:
		set_term(s, ref, value);
		break;
	case STORE_CONSTANT:
		(*param_slot(s, ref))->value[ref->constant] = value;
		break;
	default:
		*(double *)param_place(s, ref) = value;
		break;
	}
	return STATUS_OK;
}

int param_choices(const struct scenario *s, const struct param_ref *ref)
{
	int words = 0;

	switch (ref->info->store) {
	case STORE_FAMILY:
		return ref->info->function->of[s->game.kind].count;
	case STORE_GAME:
		return GAME_KINDS;
	case STORE_WORD:
		while (ref->info->words[words])
			words++;
		return words;
	case STORE_SHARE:
		return 2;
	case STORE_BARGAIN:
		return rules_for(s->game.n) - 1 + s->game.n;
	case STORE_FIRST:
		return 1 + s->game.n;
	default:
		return 0;
	}
}

static const char *word_of(const struct scenario *s, const struct param_ref *ref, int i)
{
	switch (ref->info->store) {
	case STORE_FAMILY:
		return ref->info->function->family[i + ref->info->function->of[s->game.kind].first];
	case STORE_GAME:
		return game_kind_name((enum game_kind)i);
	case STORE_WORD:
		return ref->info->words[i];
	case STORE_SHARE:
		return i ? "common" : "separate";
	case STORE_FIRST:
		return i ? s->game.specialist[i - 1].id : "generalist";
	default:
		return "";
	}
}

char *param_choice(const struct scenario *s, const struct param_ref *ref, int i, char *out,
	size_t size)
{
	if (ref->info->store == STORE_BARGAIN)
		return scenario_bargain_name(s, bargain_at(s, i), out, size);
	snprintf(out, size, "%s", word_of(s, ref, i));
	return out;
}
