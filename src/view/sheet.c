/* Sheets of data. */
#include "view/sheet.h"

#include "base/buffer.h"
#include "game/verdict.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sheet_init(struct sheet *t)
{
	memset(t, 0, sizeof *t);
}

void sheet_free(struct sheet *t)
{
	free(t->name);
	free(t->value);
	free(t->quantity);
	sheet_init(t);
}

void sheet_column(struct sheet *t, const char *format, ...)
{
	char(*name)[SHEET_NAME_MAX] =
		realloc(t->name, (size_t)(t->columns + 1) * sizeof *name);
	va_list args;

	if (!name) {
		t->failed = true;
		return;
	}
	t->name = name;
	va_start(args, format);
	vsnprintf(t->name[t->columns++], SHEET_NAME_MAX, format, args);
	va_end(args);
}

struct value *sheet_row(struct sheet *t)
{
	struct value *value, *row;

	if (t->failed) /* a column may be missing that the row would be written to */
		return NULL;
	value = array_grown(t->value, &t->capacity, t->rows, (size_t)t->columns * sizeof *value);
	t->failed = !value;
	if (!value)
		return NULL;
	t->value = value;
	row = t->value + (size_t)t->rows++ * (size_t)t->columns;
	for (int i = 0; i < t->columns; i++)
		row[i] = (struct value){NULL, NAN, false};
	return row;
}

const struct value *sheet_at(const struct sheet *t, int row)
{
	return t->value + (size_t)row * (size_t)t->columns;
}

/* ---- outcomes ------------------------------------------------------------- */

/* What columns of everybody's are called, and of each specialist's before its name. */
static const struct { const char *own, *each; } names[QUANTITY_KINDS] = {
	[QUANTITY_SHARE] = { NULL, "delta_" },
	[QUANTITY_LEVEL] = { "alpha0", "alpha_" },
	[QUANTITY_UTILITY] = { "u_generalist", "u_" },
	[QUANTITY_REGIME] = { NULL, "regime_" },
	[QUANTITY_JOINT] = { "joint", NULL },
	[QUANTITY_EFFICIENCY] = { "efficiency", NULL },
	[QUANTITY_PAID] = { NULL, "paid_" },
	[QUANTITY_PAYMENT] = { "payment_generalist", "payment_" },
	[QUANTITY_PERFORMANCE] = { "performance_generalist", "performance_" },
	[QUANTITY_SAFETY] = { "safety_generalist", "safety_" },
	[QUANTITY_WELFARE] = { "welfare", NULL },
	[QUANTITY_VERDICT] = { "verdict", NULL },
};

unsigned outcome_kinds(const struct game *g)
{
	unsigned kinds = 1u << QUANTITY_SHARE | 1u << QUANTITY_LEVEL | 1u << QUANTITY_UTILITY |
		1u << QUANTITY_REGIME | 1u << QUANTITY_JOINT | 1u << QUANTITY_EFFICIENCY;

	if (game_has_terms(g))
		kinds |= 1u << QUANTITY_PAID;
	if (g->transfers)
		kinds |= 1u << QUANTITY_PAYMENT;
	if (quantity_exists(g, QUANTITY_SAFETY))
		kinds |= 1u << QUANTITY_PERFORMANCE | 1u << QUANTITY_SAFETY |
			1u << QUANTITY_WELFARE | 1u << QUANTITY_VERDICT;
	return kinds;
}

bool outcome_columns(enum quantity_kind kind, const struct game *g,
	bool (*add)(void *to, struct quantity q, const char *name, const char *id), void *to)
{
	if (names[kind].own && !add(to, (struct quantity){ kind, 0 }, names[kind].own, ""))
		return false;
	for (int i = 0; i < g->n && names[kind].each; i++)
		if (!add(to, (struct quantity){ kind, i + 1 }, names[kind].each,
			g->specialist[i].id))
			return false;
	return true;
}

const char *outcome_word(enum quantity_kind kind, double value)
{
	return kind == QUANTITY_REGIME ? regime_name((enum regime)value) :
		kind == QUANTITY_VERDICT ? verdict_name((enum verdict)value) : NULL;
}

static bool add_column(void *to, struct quantity q, const char *name, const char *id)
{
	struct sheet *t = to;
	struct quantity *more = realloc(t->quantity, (size_t)(t->quantities + 1) * sizeof *more);

	t->failed = t->failed || !more;
	if (!more)
		return false;
	t->quantity = more;
	t->quantity[t->quantities++] = q;
	sheet_column(t, "%s%s", name, id);
	return !t->failed;
}

void sheet_outcome_columns(struct sheet *t, const struct game *g, bool shares)
{
	static const enum quantity_kind order[] = { QUANTITY_SHARE, QUANTITY_LEVEL,
		QUANTITY_UTILITY, QUANTITY_REGIME, QUANTITY_JOINT, QUANTITY_PAID, QUANTITY_PAYMENT,
		QUANTITY_SAFETY, QUANTITY_WELFARE, QUANTITY_VERDICT };

	for (size_t i = shares ? 0 : 1; i < sizeof order / sizeof *order; i++)
		if (outcome_kinds(g) & 1u << order[i])
			outcome_columns(order[i], g, add_column, t);
}

void sheet_outcome(const struct sheet *t, struct value *v, const double *delta,
	const struct outcome *o)
{
	for (int i = 0; i < t->quantities; i++) {
		v[i].number = quantity_value(t->quantity[i], delta, o, NAN);
		v[i].word = outcome_word(t->quantity[i].kind, v[i].number);
	}
}

struct value *sheet_point(struct sheet *t, double at, const double *delta,
	const struct outcome *o, bool break_after)
{
	struct value *row = sheet_row(t);

	if (!row)
		return NULL;
	row[0].number = at;
	row[0].gap = t->broken;
	t->broken = break_after || !o;
	if (o)
		sheet_outcome(t, row + 1, delta, o);
	return row;
}
