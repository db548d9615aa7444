#include "view/report_sweep.h"

#include "model/param.h"
#include "view/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELD_NAME_MAX = 200 };

/* ---- the table's fields ------------------------------------------------------- */

/* Appends a field called by the pieces "kind" and "id"; of a quantity, unless it is an axis or the
 * status. */
static bool add(void *to, struct quantity q, const char *kind, const char *id)
{
	struct sweep_table *t = to;
	char name[FIELD_NAME_MAX];
	int n;
	if (t->json)
		n = snprintf(name, sizeof name, "%s\"%s%s\":", t->fields ? "," : "{", kind, id);
	else
		n = snprintf(name, sizeof name, "%s%s", kind, id);
	t->name[t->fields] = malloc((size_t)n + 1);
	if (!t->name[t->fields])
		return false;
	memcpy(t->name[t->fields], name, (size_t)n + 1);
	t->quantity[t->fields] = q;
	t->length[t->fields++] = (size_t)n;
	t->row_max += (t->json ? (size_t)n : 1) + DIGITS_MAX;
	return true;
}

/* The contract says more than shares, too, where it is varied so that it may. */
static unsigned kinds_of(const struct sweep_plan *plan)
{
	unsigned kinds = outcome_kinds(&plan->scenario->game);
	for (int i = 0; i < plan->axes; i++)
		if (plan->axis[i].param.info->contract)
			kinds |= 1u << QUANTITY_PAID;
	return kinds;
}

static bool add_all(struct sweep_table *t, const struct sweep_plan *plan)
{
	static const enum quantity_kind order[] = {QUANTITY_SHARE, QUANTITY_LEVEL,
		QUANTITY_UTILITY, QUANTITY_REGIME, QUANTITY_JOINT, QUANTITY_EFFICIENCY,
		QUANTITY_PERFORMANCE, QUANTITY_SAFETY, QUANTITY_WELFARE, QUANTITY_VERDICT,
		QUANTITY_PAID, QUANTITY_PAYMENT};
	const struct scenario *s = plan->scenario;
	const struct quantity none = {QUANTITY_KINDS, 0};
	char name[FIELD_NAME_MAX - 8];
	for (int i = 0; i < plan->axes; i++)
		if (!add(t, none, param_name(s, &plan->axis[i].param, name, sizeof name), ""))
			return false;
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (kinds_of(plan) & 1u << order[i] && !outcome_columns(order[i], &s->game, add, t))
			return false;
	return add(t, none, "status", "");
}

enum status sweep_table_init(struct sweep_table *t, const struct sweep_plan *plan, bool json,
	struct error *err)
{
	size_t fields = (size_t)plan->axes + 8 * (size_t)plan->scenario->game.n + 10;
	memset(t, 0, sizeof *t);
	t->json = json;
	t->axes = plan->axes;
	t->row_max = 4;
	t->name = calloc(fields, sizeof *t->name);
	t->length = calloc(fields, sizeof *t->length);
	t->quantity = calloc(fields, sizeof *t->quantity);
	if (!t->name || !t->length || !t->quantity || !add_all(t, plan)) {
		sweep_table_free(t);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	digits_init(&t->digits);
	return STATUS_OK;
}

void sweep_table_free(struct sweep_table *t)
{
	for (int i = 0; i < t->fields; i++)
		free(t->name[i]);
	free(t->name);
	free(t->length);
	free(t->quantity);
	t->name = NULL;
	t->length = NULL;
	t->quantity = NULL;
	t->fields = 0;
}

char *sweep_table_header(const struct sweep_table *t)
{
	size_t size = 2;
	char *text, *p;
	for (int i = 0; i < t->fields; i++)
		size += t->length[i] + 1;
	text = p = malloc(size);
	if (!text)
		return NULL;
	for (int i = 0; i < t->fields && !t->json; i++) {
		memcpy(p, t->name[i], t->length[i]);
		p += t->length[i];
		*p++ = i + 1 < t->fields ? ',' : '\n';
	}
	*p = '\0';
	return text;
}

/* ---- rows ---------------------------------------------------------------------- */

/* Where a row is being written. */
struct cursor {
	const struct sweep_table *t;
	char *at;
	int field;
};

static void bytes(struct cursor *c, const char *text, size_t n)
{
	memcpy(c->at, text, n);
	c->at += n;
}

/* What stands before the next field's value. */
static void next(struct cursor *c)
{
	if (c->t->json)
		bytes(c, c->t->name[c->field], c->t->length[c->field]);
	else if (c->field > 0)
		*c->at++ = ',';
	c->field++;
}

static void nothing(struct cursor *c)
{
	if (c->t->json)
		bytes(c, "null", 4);
}

static void number(struct cursor *c, bool there, double value)
{
	next(c);
	if (there && isfinite(value))
		c->at += digits_write(&c->t->digits, value, c->at);
	else
		nothing(c);
}

static void word(struct cursor *c, bool there, const char *text)
{
	next(c);
	if (!there) {
		nothing(c);
		return;
	}
	if (c->t->json)
		*c->at++ = '"';
	bytes(c, text, strlen(text));
	if (c->t->json)
		*c->at++ = '"';
}

size_t sweep_table_row(const void *context, const struct sweep_row *row, char *out)
{
	const struct sweep_table *t = context;
	struct cursor c = {t, out, 0};
	bool ok = row->lack == LACK_NOTHING || row->lack == LACK_AGREEMENT, agreed = ok && row->delta;

	for (int i = 0; i < t->axes; i++)
		number(&c, true, row->value[i]);
	while (c.field < t->fields - 1) {
		struct quantity q = t->quantity[c.field];
		bool bargained = q.kind == QUANTITY_SHARE || q.kind == QUANTITY_EFFICIENCY;
		bool there = bargained ? agreed : ok;
		double v = !there ? 0 : q.kind == QUANTITY_EFFICIENCY ? row->efficiency :
			quantity_value(q, row->delta, row->out, NAN);
		const char *text = outcome_word(q.kind, v);
		if (text)
			word(&c, there, text);
		else
			number(&c, there, v);
	}
	word(&c, true, sweep_row_status(row));
	if (t->json)
		*c.at++ = '}';
	*c.at++ = '\n';
	return (size_t)(c.at - out);
}
