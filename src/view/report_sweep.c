#include "view/report_sweep.h"

#include "bargain/quantity.h"
#include "game/verdict.h"
#include "model/param.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELD_NAME_MAX = 200 };

/* ---- the table's fields ------------------------------------------------------- */

/* Appends a field called by the pieces "kind" and "id". */
static bool add(struct sweep_table *t, const char *kind, const char *id)
{
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
	t->length[t->fields++] = (size_t)n;
	t->row_max += (t->json ? (size_t)n : 1) + DIGITS_MAX;
	return true;
}

static bool add_each(struct sweep_table *t, const struct game *g, const char *kind)
{
	for (int i = 0; i < g->n; i++)
		if (!add(t, kind, g->specialist[i].id))
			return false;
	return true;
}

/* Where products have two. */
static bool add_attributes(struct sweep_table *t, const struct game *g)
{
	return add(t, "performance_generalist", "") && add_each(t, g, "performance_") &&
		add(t, "safety_generalist", "") && add_each(t, g, "safety_") &&
		add(t, "welfare", "") && add(t, "verdict", "");
}

/* Whether the contract says more than shares, or is varied so that it may. */
static bool any_terms(const struct sweep_plan *plan)
{
	bool any = game_has_terms(&plan->scenario->game);
	for (int i = 0; i < plan->axes; i++)
		any |= plan->axis[i].param.info->contract;
	return any;
}

static bool add_contract(struct sweep_table *t, const struct game *g)
{
	return (!t->terms || add_each(t, g, "paid_")) &&
		(!t->transfers || (add(t, "payment_generalist", "") && add_each(t, g, "payment_")));
}

static bool add_all(struct sweep_table *t, const struct sweep_plan *plan)
{
	const struct scenario *s = plan->scenario;
	char name[FIELD_NAME_MAX - 8];
	for (int i = 0; i < plan->axes; i++)
		if (!add(t, param_name(s, &plan->axis[i].param, name, sizeof name), ""))
			return false;
	return add_each(t, &s->game, "delta_") && add(t, "alpha0", "") &&
		add_each(t, &s->game, "alpha_") && add(t, "u_generalist", "") &&
		add_each(t, &s->game, "u_") && add_each(t, &s->game, "regime_") &&
		add(t, "joint", "") && add(t, "efficiency", "") &&
		(!t->attributes || add_attributes(t, &s->game)) && add_contract(t, &s->game) &&
		add(t, "status", "");
}

enum status sweep_table_init(struct sweep_table *t, const struct sweep_plan *plan, bool json,
	struct error *err)
{
	size_t fields = (size_t)plan->axes + 8 * (size_t)plan->scenario->game.n + 10;
	memset(t, 0, sizeof *t);
	t->json = json;
	t->attributes = quantity_exists(&plan->scenario->game, QUANTITY_SAFETY);
	t->terms = any_terms(plan);
	t->transfers = plan->scenario->game.transfers;
	t->axes = plan->axes;
	t->n = plan->scenario->game.n;
	t->row_max = 4;
	t->name = calloc(fields, sizeof *t->name);
	t->length = calloc(fields, sizeof *t->length);
	if (!t->name || !t->length || !add_all(t, plan)) {
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
	t->name = NULL;
	t->length = NULL;
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

/* o: NULL where there is no outcome. */
static void write_attributes(struct cursor *c, const struct outcome *o)
{
	number(c, o != NULL, o ? o->alpha0 : 0);
	for (int i = 0; i < c->t->n; i++)
		number(c, o != NULL, o ? o->domain[i].alpha : 0);
	number(c, o != NULL, o ? o->safety0 : 0);
	for (int i = 0; i < c->t->n; i++)
		number(c, o != NULL, o ? o->domain[i].safety : 0);
	number(c, o != NULL, o ? o->welfare : 0);
	word(c, o != NULL, o ? verdict_name((enum verdict)o->verdict) : "");
}

static void write_contract(struct cursor *c, const struct outcome *o)
{
	for (int i = 0; i < c->t->n && c->t->terms; i++)
		number(c, o != NULL, o ? o->domain[i].paid : 0);
	if (!c->t->transfers)
		return;
	number(c, o != NULL, o ? o->payment : 0);
	for (int i = 0; i < c->t->n; i++)
		number(c, o != NULL, o ? o->domain[i].payment : 0);
}

size_t sweep_table_row(const void *context, const struct sweep_row *row, char *out)
{
	const struct sweep_table *t = context;
	struct cursor c = {t, out, 0};
	const struct outcome *o = row->out;
	bool ok = row->lack == LACK_NOTHING || row->lack == LACK_AGREEMENT, agreed = ok && row->delta;

	for (int i = 0; i < t->axes; i++)
		number(&c, true, row->value[i]);
	for (int i = 0; i < t->n; i++)
		number(&c, agreed, agreed ? row->delta[i] : 0);
	number(&c, ok, ok ? o->alpha0 : 0);
	for (int i = 0; i < t->n; i++)
		number(&c, ok, ok ? o->domain[i].alpha : 0);
	number(&c, ok, ok ? o->u_generalist : 0);
	for (int i = 0; i < t->n; i++)
		number(&c, ok, ok ? o->domain[i].utility : 0);
	for (int i = 0; i < t->n; i++)
		word(&c, ok, ok ? regime_name(o->domain[i].regime) : "");
	number(&c, ok, ok ? o->joint : 0);
	number(&c, agreed, row->efficiency);
	if (t->attributes)
		write_attributes(&c, ok ? o : NULL);
	write_contract(&c, ok ? o : NULL);
	word(&c, true, sweep_row_status(row));
	if (t->json)
		*c.at++ = '}';
	*c.at++ = '\n';
	return (size_t)(c.at - out);
}
