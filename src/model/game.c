#include "model/game.h"

#include "base/buffer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* By how much parts that were written in decimals may add up to more than 1. */
#define BASE_ROUNDING 1e-12

void game_init(struct game *g)
{
	memset(g, 0, sizeof *g);
	snprintf(g->generalist.name, sizeof g->generalist.name, "Generalist");
	cost_init(&g->generalist.cost);
	g->generalist.weight = 1;
	g->generalist.patience = GAME_PATIENCE;
}

const char *const contract_words[CONTRACTS + 1] = {
	[CONTRACT_TERMS] = "terms",
	[CONTRACT_MATCHED] = "matched",
	[CONTRACT_PROFIT] = "profit",
};

bool terms_any(const struct terms *t)
{
	return t->fee != 0 || t->cost_share != 0 || t->base_share != 0;
}

bool game_has_terms(const struct game *g)
{
	bool any = g->contract != CONTRACT_TERMS;
	for (int i = 0; i < g->n && !any; i++)
		any = terms_any(&g->specialist[i].terms);
	return any;
}

bool game_has_contract(const struct game *g)
{
	return g->transfers || game_has_terms(g);
}

const char *game_kind_name(enum game_kind kind)
{
	static const char *const name[] = {
		[GAME_FINE_TUNING] = "fine-tuning",
		[GAME_REGULATION] = "regulation",
	};
	return name[kind];
}

static void specialist_of_kind(struct specialist *d, enum game_kind kind)
{
	d->revenue.family = (enum revenue_family)revenue_function.of[kind].first;
	d->cost.family = (enum cost_family)cost_function.of[kind].first;
}

static enum status quadratic_check(const char *whose, const struct cost *c, struct error *err)
{
	double most = -sqrt(c->performance) * sqrt(c->safety);
	if (c->family != COST_QUADRATIC || c->interaction > most)
		return STATUS_OK;
	return error_set(err, STATUS_INPUT, "the cost of %s must be positive for every product: "
		"its cost.interaction must be above %.6g", whose, most);
}

/* What a contract does not go with. */
static enum status contract_check(const struct game *g, struct error *err)
{
	double base = 0;
	bool own = false, shared = false;
	for (int i = 0; i < g->n; i++) {
		const struct terms *t = &g->specialist[i].terms;
		base += t->base_share;
		own = own || terms_any(t);
		shared = shared || t->cost_share != 0;
	}
	if (g->kind == GAME_REGULATION && (own || g->contract != CONTRACT_TERMS || g->transfers))
		return error_set(err, STATUS_INPUT, "contract, transfers: not in a regulation game");
	if (g->contract == CONTRACT_PROFIT && own)
		return error_set(err, STATUS_INPUT, "contract = profit shares one pot: leave out "
			"contract.fee, contract.cost-share, contract.base-share");
	if (g->contract == CONTRACT_PROFIT && game_shares(g) > 1)
		return error_set(err, STATUS_INPUT, "contract = profit needs share = common (one "
			"part for the generalist)");
	if (g->contract == CONTRACT_PROFIT && g->transfers)
		return error_set(err, STATUS_INPUT, "transfers = yes changes nothing under "
			"contract = profit; leave it out");
	if (g->contract == CONTRACT_MATCHED && shared)
		return error_set(err, STATUS_INPUT, "contract.cost-share is set by contract = "
			"matched; leave it out");
	if (base > 1 + BASE_ROUNDING)
		return error_set(err, STATUS_INPUT, "contract.base-share: the specialists' parts "
			"add up to %.6g; at most 1", base);
	return STATUS_OK;
}

enum status game_check(const struct game *g, struct error *err)
{
	enum status status = contract_check(g, err);
	if (status == STATUS_OK)
		status = quadratic_check("the generalist", &g->generalist.cost, err);
	for (int i = 0; status == STATUS_OK && i < g->n; i++) {
		const struct specialist *d = &g->specialist[i];
		status = quadratic_check(d->id, &d->cost, err);
		if (status == STATUS_OK && d->revenue.family == REVENUE_PLANE &&
			!(d->revenue.performance + d->revenue.safety > 0))
			status = error_set(err, STATUS_INPUT, "%s earns nothing: revenue.performance "
				"or revenue.safety must be above 0", d->id);
	}
	return status;
}

double game_floor(const struct game *g, int k)
{
	if (g->kind != GAME_REGULATION || g->unregulated)
		return 0;
	if (k == 0)
		return g->regulation.floor_generalist;
	return g->specialist[k - 1].floor >= 0 ? g->specialist[k - 1].floor :
		g->regulation.floor_specialists;
}

bool game_floors(const struct game *g)
{
	for (int k = 0; k <= g->n; k++)
		if (game_floor(g, k) > 0)
			return true;
	return false;
}

void game_set_kind(struct game *g, enum game_kind kind)
{
	if (g->kind == kind)
		return;
	g->kind = kind;
	g->generalist.cost.family = (enum cost_family)cost_function.of[kind].first;
	for (int i = 0; i < g->n; i++)
		specialist_of_kind(&g->specialist[i], kind);
}

static void specialist_clear(struct specialist *d)
{
	formula_slot_free(d->revenue.formula);
	formula_slot_free(d->cost.formula);
	d->revenue.formula = d->cost.formula = NULL;
}

void game_free(struct game *g)
{
	for (int i = 0; i < g->n; i++)
		specialist_clear(&g->specialist[i]);
	free(g->specialist);
	formula_slot_free(g->generalist.cost.formula);
	memset(g, 0, sizeof *g);
}

/* *slot was copied with its owner: give it a program of its own. */
static bool own_formula(struct formula_slot **slot)
{
	if (*slot) {
		*slot = formula_slot_copy(*slot);
		return *slot != NULL;
	}
	return true;
}

enum status game_copy(struct game *to, const struct game *from, struct error *err)
{
	bool ok = true;
	size_t n = (size_t)from->n;

	*to = *from;
	to->capacity = from->n;
	to->specialist = malloc((n ? n : 1) * sizeof *to->specialist);
	if (!to->specialist) {
		game_init(to);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	if (n)
		memcpy(to->specialist, from->specialist, n * sizeof *to->specialist);
	/* Every pointer is replaced, by NULL after a failure, so that none is shared. */
	ok = own_formula(&to->generalist.cost.formula);
	for (int i = 0; i < to->n; i++) {
		struct specialist *d = &to->specialist[i];
		if (!ok)
			d->revenue.formula = d->cost.formula = NULL;
		else if (!own_formula(&d->revenue.formula))
			ok = (d->cost.formula = NULL) != NULL;
		else
			ok = own_formula(&d->cost.formula);
	}
	if (!ok) {
		game_free(to);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	return STATUS_OK;
}

bool game_id_ok(const char *id)
{
	size_t n = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
	return n > 0 && n <= GAME_ID_MAX && id[n] == '\0' && strcmp(id, "generalist") != 0 &&
		strcmp(id, "regulation") != 0;
}

struct specialist *game_append(struct game *g, const char *id, struct error *err)
{
	if (g->n >= GAME_SPECIALISTS_MAX) {
		error_set(err, STATUS_INPUT, "at most %d specialists", GAME_SPECIALISTS_MAX);
		return NULL;
	}
	struct specialist *d = array_grown(g->specialist, &g->capacity, g->n, sizeof *d);
	if (!d) {
		error_set(err, STATUS_SYSTEM, "out of memory");
		return NULL;
	}
	g->specialist = d;
	d += g->n++;
	memset(d, 0, sizeof *d);
	snprintf(d->id, sizeof d->id, "%s", id);
	snprintf(d->name, sizeof d->name, "%s", id);
	revenue_init(&d->revenue);
	cost_init(&d->cost);
	specialist_of_kind(d, g->kind);
	d->weight = 1;
	d->floor = -1;
	d->patience = GAME_PATIENCE;
	return d;
}

struct specialist *game_add(struct game *g, const char *id, struct error *err)
{
	if (!game_id_ok(id)) {
		error_set(err, STATUS_INPUT,
			"'%.40s' cannot be an id: use 1 to %d letters, digits, - and _; "
			"\"generalist\" and \"regulation\" are taken", id, GAME_ID_MAX);
		return NULL;
	}
	if (game_find(g, id) >= 0) {
		error_set(err, STATUS_INPUT, "there is a specialist '%s' already", id);
		return NULL;
	}
	return game_append(g, id, err);
}

void game_remove(struct game *g, int i)
{
	specialist_clear(&g->specialist[i]);
	g->n--;
	memmove(&g->specialist[i], &g->specialist[i + 1],
		(size_t)(g->n - i) * sizeof *g->specialist);
}

int game_find(const struct game *g, const char *id)
{
	for (int i = 0; i < g->n; i++)
		if (strcmp(g->specialist[i].id, id) == 0)
			return i;
	return -1;
}

int game_shares(const struct game *g)
{
	return g->common || g->n == 1 ? 1 : g->n;
}

bool game_weighted(const struct game *g)
{
	for (int i = 0; i < g->n; i++)
		if (g->specialist[i].weight != g->generalist.weight)
			return true;
	return false;
}

static bool formula_same(const struct formula_slot *a, const struct formula_slot *b)
{
	if (!a || !b)
		return a == b;
	if (strcmp(a->text, b->text) != 0 || a->count != b->count)
		return false;
	for (int i = 0; i < a->count; i++)
		if (a->value[i] != b->value[i] || strcmp(a->name[i], b->name[i]) != 0)
			return false;
	return true;
}

bool revenue_same(const struct revenue *a, const struct revenue *b)
{
	return a->family == b->family && a->base == b->base && a->scale == b->scale &&
		a->exponent == b->exponent && a->width == b->width &&
		a->midpoint == b->midpoint && a->performance == b->performance &&
		a->safety == b->safety && formula_same(a->formula, b->formula);
}

bool cost_same(const struct cost *a, const struct cost *b)
{
	return a->family == b->family && a->basis == b->basis && a->scale == b->scale &&
		a->exponent == b->exponent && a->rate == b->rate && a->marginal == b->marginal &&
		a->fixed == b->fixed && a->performance == b->performance &&
		a->safety == b->safety && a->interaction == b->interaction &&
		formula_same(a->formula, b->formula);
}

static bool terms_same(const struct terms *a, const struct terms *b)
{
	return a->fee == b->fee && a->cost_share == b->cost_share &&
		a->base_share == b->base_share;
}

/* Whether what they do at a share is the same, whatever they might have instead. */
static bool plays_same(const struct specialist *a, const struct specialist *b)
{
	return revenue_same(&a->revenue, &b->revenue) && cost_same(&a->cost, &b->cost) &&
		a->floor == b->floor && terms_same(&a->terms, &b->terms);
}

bool specialist_same(const struct specialist *a, const struct specialist *b)
{
	return plays_same(a, b) && a->outside == b->outside && a->weight == b->weight &&
		a->patience == b->patience;
}

bool game_plays_same(const struct game *a, const struct game *b)
{
	const struct regulation *p = &a->regulation, *q = &b->regulation;
	if (a->kind != b->kind || a->unregulated != b->unregulated || a->common != b->common ||
		a->contract != b->contract || a->transfers != b->transfers || a->n != b->n ||
		p->floor_generalist != q->floor_generalist ||
		p->floor_specialists != q->floor_specialists || p->value != q->value ||
		!cost_same(&a->generalist.cost, &b->generalist.cost))
		return false;
	for (int i = 0; i < a->n; i++)
		if (!plays_same(&a->specialist[i], &b->specialist[i]))
			return false;
	return true;
}
