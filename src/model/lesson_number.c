/* What stands between braces in a lesson's texts. */
#include "model/lesson_number.h"

#include "base/num.h"
#include "model/param.h"

#include <stdio.h>
#include <string.h>

const char *lesson_number_next(const char *text)
{
	while ((text = strchr(text, '{')) != NULL && text[1] == '{')
		text += 2;
	return text;
}

enum status lesson_number_assign(struct scenario *s, const char *at, struct error *err)
{
	enum status status = STATUS_OK;
	char one[LESSON_NAME_MAX];

	while (*at && status == STATUS_OK) {
		size_t n = strcspn(at, ",");

		snprintf(one, sizeof(one), "%.*s", (int)n, at);
		status = param_assign(s, one, err);
		at += n + (at[n] == ',');
	}
	return status;
}

/* ---- names ------------------------------------------------------------------ */

/* Cuts `prefix` off *name; whether it was there. */
static bool cut(const char **name, const char *prefix)
{
	size_t n = strlen(prefix);

	if (strncmp(*name, prefix, n))
		return false;
	*name += n;
	return true;
}

/* The rest of a name is a player's id: its number; -1: there is none. */
static int player_of(const struct scenario *s, const char *id)
{
	int i;

	if (!strcmp(id, "generalist"))
		return 0;
	i = game_find(&s->game, id);
	return i < 0 ? -1 : i + 1;
}

/* "delta_ID" and the like: begins with the kind, ends in an id. games: OR of 1 << enum game_kind
 * that have it; 0: all. */
static bool read_column(const struct scenario *s, const char *name, struct lesson_name *out)
{
	enum { TUNED = 1u << GAME_FINE_TUNING, RULED = 1u << GAME_REGULATION };
	static const struct { const char *kind; enum lesson_item item; int least; unsigned games; }
	kinds[] = {
		{ "delta_", ITEM_SHARE, 1, 0 }, { "alpha_", ITEM_LEVEL, 1, 0 },
		{ "u_", ITEM_UTILITY, 0, 0 }, { "ideal_", ITEM_IDEAL, 0, 0 },
		{ "paid_", ITEM_PAID, 1, TUNED }, { "payment_", ITEM_PAYMENT, 0, TUNED },
		{ "performance_", ITEM_PERFORMANCE, 0, RULED },
		{ "safety_", ITEM_SAFETY, 0, RULED },
	};
	static const struct {
		const char *name;
		enum lesson_item item;
		unsigned games;
		bool alone; /* of no rule's */
		int index;
	} whole[] = {
		{ "delta", ITEM_SHARE, 0, false, 0 }, { "alpha0", ITEM_LEVEL, 0, false, 0 },
		{ "joint", ITEM_JOINT, 0, false, 0 }, { "efficiency", ITEM_EFFICIENCY, 0, false, 0 },
		{ "first_best", ITEM_FIRST_BEST, 0, false, 0 },
		{ "first_best_alpha0", ITEM_FIRST_LEVEL, 0, false, 0 },
		{ "welfare", ITEM_WELFARE, RULED, false, 0 },
		{ "backfires.from", ITEM_BACKFIRES, RULED, true, 0 },
		{ "backfires.to", ITEM_BACKFIRES, RULED, true, 1 },
		{ "best_floor_generalist", ITEM_BEST_FLOOR, RULED, true, 0 },
		{ "best_floor_specialists", ITEM_BEST_FLOOR, RULED, true, 1 },
	};
	unsigned game = 1u << s->game.kind;

	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		if (!strcmp(name, whole[i].name) && (!whole[i].games || whole[i].games & game) &&
			!(whole[i].alone && out->ruled)) {
			out->item = whole[i].item;
			out->index = whole[i].index;
			out->player = out->item == ITEM_SHARE;
			return true;
		}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const char *id = name;

		if (!cut(&id, kinds[i].kind) || (kinds[i].games && !(kinds[i].games & game)))
			continue;
		out->item = kinds[i].item;
		out->player = player_of(s, id);
		return out->player >= kinds[i].least;
	}
	return false;
}

/* "pareto.1.from", "threshold.2", "threshold.law.free-ride". */
static bool read_edge(const struct scenario *s, const char *name, struct lesson_name *out)
{
	static const char *const regimes[] = { "abstain", "free-ride", "contribute" };
	bool pareto = cut(&name, "pareto.");
	char word[GAME_ID_MAX + 1];
	const char *dot;
	long number;

	if (!pareto && !cut(&name, "threshold."))
		return false;
	dot = strchr(name, '.');
	snprintf(word, sizeof(word), "%.*s", (int)(dot ? dot - name : (int)strlen(name)), name);
	if (num_parse_int(word, 1, 1000, &number)) {
		out->index = (int)number - 1;
		out->item = !pareto ? ITEM_THRESHOLD : dot && !strcmp(dot, ".from") ?
			ITEM_PARETO_FROM : ITEM_PARETO_TO;
		return pareto ? dot && (!strcmp(dot, ".from") || !strcmp(dot, ".to")) : !dot;
	}
	out->item = ITEM_REGIME;
	out->player = player_of(s, word);
	for (int i = 0; i < 3 && !pareto && dot && out->player > 0; i++)
		if (!strcmp(dot + 1, regimes[i])) {
			out->index = i;
			return true;
		}
	return false;
}

/* "nash." at the start of a name; *name is what follows it. */
static bool read_rule(const struct scenario *s, const char **name, struct bargain *rule)
{
	const char *dot = strchr(*name, '.');
	char word[LESSON_NAME_MAX];

	if (!dot || (size_t)(dot - *name) >= sizeof(word))
		return false;
	snprintf(word, sizeof(word), "%.*s", (int)(dot - *name), *name);
	if (!scenario_bargain_find(s, word, rule) || rule->rule == RULE_FIXED)
		return false;
	*name = dot + 1;
	return true;
}

static bool read_parameter(const struct scenario *s, const char *name, struct lesson_name *out)
{
	struct param_ref ref;

	if (param_find(s, name, &ref, NULL) != STATUS_OK || ref.info->kind != PARAM_NUMBER)
		return false;
	out->item = ITEM_PARAMETER;
	snprintf(out->param, sizeof(out->param), "%s", name);
	return true;
}

/* " at PARAM=VALUE,..." at the end of word, which it is cut from. */
static enum status read_at(const struct scenario *s, char *word, char out[LESSON_NAME_MAX],
	struct error *err)
{
	char *at = strstr(word, " at ");
	struct scenario copy;
	struct error why = { .status = STATUS_OK };
	enum status status;

	out[0] = '\0';
	if (!at)
		return STATUS_OK;
	snprintf(out, LESSON_NAME_MAX, "%s", at + 4);
	*at = '\0';
	status = scenario_copy(&copy, s, err);
	if (status != STATUS_OK)
		return status;
	status = lesson_number_assign(&copy, out, &why);
	scenario_free(&copy);
	return status == STATUS_OK ? status : error_set(err, status, "{%.60s at %.60s}: %.200s",
		word, out, why.text);
}

static enum status read_name(const struct scenario *s, char *word, struct lesson_name *out,
	struct error *err)
{
	const char *name = word, *id = s->game.n ? s->game.specialist[0].id : "ID";

	char at[LESSON_NAME_MAX];

	if (read_at(s, word, at, err) != STATUS_OK)
		return err ? err->status : STATUS_INPUT;
	memset(out, 0, sizeof(*out));
	strcpy(out->at, at);
	out->before = cut(&name, "before.");
	out->ruled = read_rule(s, &name, &out->rule);
	if (read_column(s, name, out))
		return STATUS_OK;
	if (!out->ruled && (read_edge(s, name, out) || read_parameter(s, name, out)))
		return STATUS_OK;
	return error_set(err, STATUS_INPUT, "{%.60s}: unknown number %.60s: there are delta alpha0 "
		"u_generalist joint efficiency first_best first_best_alpha0, delta_%s alpha_%s "
		"u_%s ideal_%s%s; after a rule's name and a dot, as nash.delta; pareto.1.from "
		"pareto.1.to threshold.1 threshold.%s.free-ride; parameters; each after before. too. "
		"{{ is a brace", word, name, id, id, id, id, s->game.kind == GAME_REGULATION ?
		" performance_generalist safety_generalist welfare best_floor_generalist "
		"best_floor_specialists backfires.from backfires.to" : "", id);
}

/* ---- the whole ---------------------------------------------------------------- */

/* ":.3" or ":.0%" at the end of word, which it is cut from. */
static enum status read_format(char *word, struct lesson_number *out, struct error *err)
{
	char *colon = strstr(word, ":."), *end;
	long digits;

	out->digits = -1;
	if (!colon)
		return STATUS_OK;
	end = colon + strlen(colon) - 1;
	out->percent = *end == '%';
	if (out->percent)
		*end = '\0';
	if (!num_parse_int(colon + 2, 0, LESSON_DIGITS_MAX, &digits))
		return error_set(err, STATUS_INPUT, "{%.60s}: after the colon stand a point and 0 to %d "
			"digits, and perhaps a %%, as in {u_generalist:.3} and {efficiency:.0%%}", word,
			LESSON_DIGITS_MAX);
	out->digits = (int)digits;
	*colon = '\0';
	return STATUS_OK;
}

/* "NAME", "NAME - NAME", "NAME / NAME". */
static enum status read_names(const struct scenario *s, char *word, struct lesson_number *out,
	struct error *err)
{
	char *minus = strstr(word, " - "), *over = strstr(word, " / "), *operation;
	enum status status;

	operation = minus ? minus : over;
	out->operation = operation ? operation[1] : '\0';
	if (operation)
		*operation = '\0';
	status = read_name(s, word, &out->name[0], err);
	if (status == STATUS_OK && operation)
		status = read_name(s, operation + 3, &out->name[1], err);
	return status;
}

enum status lesson_number_read(const struct scenario *s, const char *text,
	struct lesson_number *out, struct error *err)
{
	size_t n = strcspn(text, "}");
	char word[2 * LESSON_NAME_MAX];
	enum status status;

	memset(out, 0, sizeof(*out));
	out->length = n + (text[n] == '}');
	if (!text[n])
		return error_set(err, STATUS_INPUT, "%.40s: a { needs its }; {{ is a brace", text);
	if (n >= LESSON_NAME_MAX)
		return error_set(err, STATUS_INPUT, "%.40s...}: at most %d bytes", text,
			LESSON_NAME_MAX);
	snprintf(word, sizeof(word), "%.*s", (int)(n - 1), text + 1);
	status = read_format(word, out, err);
	return status == STATUS_OK ? read_names(s, word, out, err) : status;
}
