/* Sheets of data. */
#include "view/sheet.h"

#include "bargain/quantity.h"
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

static void contract_columns(struct sheet *t, const struct game *g)
{
	t->terms = game_has_terms(g);
	t->transfers = g->transfers;
	for (int i = 0; i < g->n && t->terms; i++)
		sheet_column(t, "paid_%s", g->specialist[i].id);
	if (!t->transfers)
		return;
	sheet_column(t, "payment_generalist");
	for (int i = 0; i < g->n; i++)
		sheet_column(t, "payment_%s", g->specialist[i].id);
}

void sheet_outcome_columns(struct sheet *t, const struct game *g, bool shares)
{
	int n = g->n;

	for (int i = 0; i < n && shares; i++)
		sheet_column(t, "delta_%s", g->specialist[i].id);
	sheet_column(t, "alpha0");
	for (int i = 0; i < n; i++)
		sheet_column(t, "alpha_%s", g->specialist[i].id);
	sheet_column(t, "u_generalist");
	for (int i = 0; i < n; i++)
		sheet_column(t, "u_%s", g->specialist[i].id);
	for (int i = 0; i < n; i++)
		sheet_column(t, "regime_%s", g->specialist[i].id);
	sheet_column(t, "joint");
	contract_columns(t, g);
	t->attributes = quantity_exists(g, QUANTITY_SAFETY);
	if (!t->attributes)
		return;
	sheet_column(t, "safety_generalist");
	for (int i = 0; i < n; i++)
		sheet_column(t, "safety_%s", g->specialist[i].id);
	sheet_column(t, "welfare");
	sheet_column(t, "verdict");
}

/* Returns the value behind them. */
static struct value *contract_values(const struct sheet *t, struct value *v,
	const struct outcome *o)
{
	for (int i = 0; i < o->n && t->terms; i++)
		(v++)->number = o->domain[i].paid;
	if (!t->transfers)
		return v;
	(v++)->number = o->payment;
	for (int i = 0; i < o->n; i++)
		(v++)->number = o->domain[i].payment;
	return v;
}

void sheet_outcome(const struct sheet *t, struct value *v, const double *delta,
	const struct outcome *o)
{
	for (int i = 0; i < o->n && delta; i++)
		(v++)->number = delta[i];
	(v++)->number = o->alpha0;
	for (int i = 0; i < o->n; i++)
		(v++)->number = o->domain[i].alpha;
	(v++)->number = o->u_generalist;
	for (int i = 0; i < o->n; i++)
		(v++)->number = o->domain[i].utility;
	for (int i = 0; i < o->n; i++)
		(v++)->word = regime_name(o->domain[i].regime);
	(v++)->number = o->joint;
	v = contract_values(t, v, o);
	if (!t->attributes)
		return;
	(v++)->number = o->safety0;
	for (int i = 0; i < o->n; i++)
		(v++)->number = o->domain[i].safety;
	(v++)->number = o->welfare;
	v->word = verdict_name((enum verdict)o->verdict);
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
