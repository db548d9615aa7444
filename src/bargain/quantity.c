#include "bargain/quantity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FINE_TUNING (1u << GAME_FINE_TUNING)
#define REGULATION (1u << GAME_REGULATION)

static const struct quantity_info table[QUANTITY_KINDS] = {
	{QUANTITY_UTILITY, "utility", "utility", "revenue", true, true, 0, NULL},
	{QUANTITY_SHARE, "share", "share of g", "", false, true, 0, "with"},
	{QUANTITY_REGIME, "regime", "regime", "", false, true, 0, NULL},
	{QUANTITY_JOINT, "joint", "joint surplus", "revenue", false, false, 0, NULL},
	{QUANTITY_EFFICIENCY, "efficiency", "part of first best", "", false, false, 0, NULL},
	{QUANTITY_LEVEL, "level", "level", "level", true, true, FINE_TUNING, NULL},
	{QUANTITY_INVESTMENT, "investment", "investment", "level", true, true, FINE_TUNING, NULL},
	{QUANTITY_PAID, "paid", "paid to g", "revenue", false, true, FINE_TUNING, "by"},
	{QUANTITY_PAYMENT, "payment", "payment", "revenue", true, true, FINE_TUNING, "to"},
	{QUANTITY_PERFORMANCE, "performance", "performance", "performance", true, true, REGULATION, NULL},
	{QUANTITY_SAFETY, "safety", "safety", "safety", true, true, REGULATION, NULL},
	{QUANTITY_WELFARE, "welfare", "welfare", "revenue", false, false, REGULATION, NULL},
	{QUANTITY_VERDICT, "verdict", "verdict", "", false, false, REGULATION, NULL},
};

bool quantity_exists(const struct game *g, enum quantity_kind kind)
{
	return !table[kind].games || table[kind].games & 1u << g->kind;
}

const struct quantity_info *quantity_info(enum quantity_kind kind)
{
	return &table[kind];
}

static double of_generalist(enum quantity_kind kind, const struct outcome *out)
{
	switch (kind) {
	case QUANTITY_UTILITY:
		return out->u_generalist;
	case QUANTITY_LEVEL:
	case QUANTITY_PERFORMANCE:
	case QUANTITY_INVESTMENT:
		return out->alpha0;
	case QUANTITY_SAFETY:
		return out->safety0;
	case QUANTITY_PAYMENT:
		return out->payment;
	default:
		return NAN;
	}
}

double quantity_value(struct quantity q, const double *delta, const struct outcome *out,
	double first_best)
{
	if (q.kind == QUANTITY_JOINT)
		return out->joint;
	if (q.kind == QUANTITY_EFFICIENCY)
		return out->joint / first_best;
	if (q.kind == QUANTITY_WELFARE)
		return out->welfare;
	if (q.kind == QUANTITY_VERDICT)
		return out->verdict;
	if (q.player == 0)
		return of_generalist(q.kind, out);
	if (q.player < 0 || q.player > out->n)
		return NAN;
	const struct domain_outcome *d = &out->domain[q.player - 1];
	switch (q.kind) {
	case QUANTITY_UTILITY:
		return d->utility;
	case QUANTITY_SHARE:
		return delta[q.player - 1];
	case QUANTITY_REGIME:
		return (double)d->regime;
	case QUANTITY_LEVEL:
	case QUANTITY_PERFORMANCE:
		return d->alpha;
	case QUANTITY_SAFETY:
		return d->safety;
	case QUANTITY_PAID:
		return d->paid;
	case QUANTITY_PAYMENT:
		return d->payment;
	default:
		return d->investment;
	}
}

char *quantity_name(const struct scenario *s, struct quantity q, char *out, size_t size)
{
	const struct quantity_info *i = &table[q.kind];
	if ((!i->generalist && !i->specialist) || q.player < 0 || q.player > s->game.n)
		snprintf(out, size, "%s", i->name);
	else
		snprintf(out, size, "%s:%s", i->name,
			q.player == 0 ? "generalist" : s->game.specialist[q.player - 1].id);
	return out;
}

bool quantity_find(const struct scenario *s, const char *name, struct quantity *q)
{
	const char *colon = strchr(name, ':');
	size_t length = colon ? (size_t)(colon - name) : strlen(name);
	for (int k = 0; k < QUANTITY_KINDS; k++) {
		if (!quantity_exists(&s->game, (enum quantity_kind)k) || strlen(table[k].name) != length ||
			 strncmp(table[k].name, name, length) != 0)
			continue;
		q->kind = (enum quantity_kind)k;
		q->player = -1;
		if (!colon)
			return true;
		if (strcmp(colon + 1, "generalist") == 0)
			q->player = 0;
		else
			q->player = game_find(&s->game, colon + 1) + 1;
		return (q->player == 0 && strcmp(colon + 1, "generalist") == 0) ?
			table[k].generalist : q->player > 0 && table[k].specialist;
	}
	return false;
}

char *quantity_label(const struct scenario *s, struct quantity q, char *out, size_t size)
{
	const struct quantity_info *i = &table[q.kind];
	bool one = (!i->generalist && !i->specialist) ||
		(q.kind == QUANTITY_SHARE && game_shares(&s->game) == 1);
	if (one || q.player < 0 || q.player > s->game.n)
		snprintf(out, size, "%s", i->label);
	else
		snprintf(out, size, "%s %s %s", i->label, i->link ? i->link : "of",
			q.player == 0 ? s->game.generalist.name :
					s->game.specialist[q.player - 1].name);
	return out;
}

struct quantity quantity_default(const struct scenario *s, bool all)
{
	if (all)
		return (struct quantity){QUANTITY_UTILITY, -1};
	if (s->bargain.rule == RULE_FIXED)
		return (struct quantity){QUANTITY_UTILITY, 0};
	return (struct quantity){QUANTITY_SHARE, 1};
}

/* Whether the game's contract has anything to say about it. */
static bool agreed_on(const struct game *g, enum quantity_kind kind)
{
	return kind == QUANTITY_PAID ? game_has_terms(g) :
		kind == QUANTITY_PAYMENT ? g->transfers : true;
}

/* Whether q names something of its own in the list that is gone through. A
 * common share is everybody's, and what the generalist invests is its level. */
static bool listed(const struct scenario *s, struct quantity q, bool all)
{
	const struct quantity_info *i = &table[q.kind];
	int first = i->generalist ? 0 : 1;
	int last = q.kind == QUANTITY_SHARE && s->game.common ? 1 : s->game.n;
	if (!quantity_exists(&s->game, q.kind) || !agreed_on(&s->game, q.kind))
		return false;
	if (!i->generalist && !i->specialist)
		return q.player == -1;
	if (q.player == -1)
		return all;
	if (all && first == last)
		return false;
	return q.player >= (q.kind == QUANTITY_INVESTMENT ? 1 : first) && q.player <= last;
}

struct quantity quantity_next(const struct scenario *s, struct quantity q, int direction, bool all)
{
	do {
		q.player += direction;
		if (q.player > s->game.n || q.player < -1) {
			q.kind = (enum quantity_kind)(((int)q.kind + direction + QUANTITY_KINDS) %
				QUANTITY_KINDS);
			q.player = direction > 0 ? -1 : s->game.n;
		}
	} while (!listed(s, q, all));
	return q;
}

enum status quantity_read(const struct scenario *s, const char *name, struct quantity *q,
	struct error *err)
{
	char names[200] = "";
	if (quantity_find(s, name, q))
		return STATUS_OK;
	for (int i = 0; i < QUANTITY_KINDS; i++) {
		if (!quantity_exists(&s->game, (enum quantity_kind)i))
			continue;
		strcat(names, i ? ", " : "");
		strncat(names, quantity_info((enum quantity_kind)i)->name, 20);
	}
	return error_set(err, STATUS_INPUT,
		"nothing called '%.80s' to show: %s; add :ID for one player", name, names);
}
