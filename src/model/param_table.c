/* The parameter table itself: one row a parameter. */
#include "param_private.h"

#include <stdio.h>
#include <string.h>

#define IN_SCENARIO (1u << OWNER_SCENARIO)
#define IN_GENERALIST (1u << OWNER_GENERALIST)
#define IN_SPECIALIST (1u << OWNER_SPECIALIST)
#define IN_PLAYERS (IN_GENERALIST | IN_SPECIALIST)

#define R(family) (1u << REVENUE_##family)
#define C(family) (1u << COST_##family)
#define R_CLOSED (R(LINEAR) | R(POWER) | R(LOG) | R(SATURATING) | R(LOGISTIC))
#define C_CLOSED (C(POWER) | C(EXPONENTIAL))

/* Where a value is kept, in the two kinds of player. */
#define BOTH(field) .general = offsetof(struct generalist, field), \
	.special = offsetof(struct specialist, field)
#define SPECIALIST(field) .special = offsetof(struct specialist, field)
#define SCENARIO(field) .general = offsetof(struct scenario, field)

/* Large enough for any unit anybody measures in, small enough that sums and
 * products of them stay finite. */
#define LARGE 1e9

/* The order is that of files and of the side panel.
 *
 * key, owners, kind, label, unit, min, max, above_min, default, low, high, log,
 * step, families, help */
static const struct param_row table[] = {
	{ .info = { "title", IN_SCENARIO, PARAM_TEXT, "title", "", 0, 0, false, 0, 0, 0, false, 0,
		0, "The scenario's title, as the browser lists it." },
	  .store = STORE_TEXT, SCENARIO(title), .size = SCENARIO_TEXT_MAX + 1 },
	{ .info = { "summary", IN_SCENARIO, PARAM_TEXT, "summary", "", 0, 0, false, 0, 0, 0,
		false, 0, 0, "One line for the browser." },
	  .store = STORE_TEXT, SCENARIO(summary), .size = SCENARIO_TEXT_MAX + 1 },
	{ .info = { "source", IN_SCENARIO, PARAM_TEXT, "source", "", 0, 0, false, 0, 0, 0, false,
		0, 0, "Where the numbers come from." },
	  .store = STORE_TEXT, SCENARIO(source), .size = SCENARIO_TEXT_MAX + 1 },
	{ .info = { "share", IN_SCENARIO, PARAM_CHOICE, "shares", "", 0, 1, false, 0, 0, 1, false,
		1, 0, "One share for all domains (common) or one for each (separate)." },
	  .store = STORE_SHARE },
	{ .info = { "bargain", IN_SCENARIO, PARAM_CHOICE, "rule", "", 0, RULES, false, RULE_NASH,
		0, RULES, false, 1, 0, "The solution that picks the shares, or fixed." },
	  .store = STORE_BARGAIN },
	{ .info = { "delta", IN_SCENARIO | IN_SPECIALIST, PARAM_NUMBER, "share d", "", 0, 1, false,
		0.5, 0, 1, false, 0.01, 0, "The generalist's share of the domain's revenue." },
	  .store = STORE_DELTA },
	{ .info = { "name", IN_PLAYERS, PARAM_TEXT, "name", "", 0, 0, false, 0, 0, 0, false, 0, 0,
		"What screens call the player." },
	  .store = STORE_TEXT, BOTH(name), .size = GAME_NAME_MAX + 1 },

	{ .info = { "revenue", IN_SPECIALIST, PARAM_CHOICE, "revenue", "", 0, REVENUE_FAMILIES - 1,
		false, REVENUE_LINEAR, 0, REVENUE_FAMILIES - 1, false, 1, 0,
		"How the domain's revenue grows with its performance." },
	  .store = STORE_REVENUE, SPECIALIST(revenue.family) },
	{ .info = { "revenue.formula", IN_SPECIALIST, PARAM_FORMULA, "formula", "", 0, 0, false, 0,
		0, 0, false, 0, R(FORMULA), "The revenue as an expression in a." },
	  .store = STORE_FORMULA, SPECIALIST(revenue.formula) },
	{ .info = { "revenue.*", IN_SPECIALIST, PARAM_NUMBER, "constant", "", -LARGE, LARGE, false,
		0, 0, 10, false, 0.05, R(FORMULA), "A constant of the revenue's formula." },
	  .store = STORE_CONSTANT, SPECIALIST(revenue.formula) },
	{ .info = { "revenue.base", IN_SPECIALIST, PARAM_NUMBER, "base", "revenue", 0, LARGE,
		false, 0, 0, 5, false, 0.05, R_CLOSED,
		"Revenue of the domain at performance 0." },
	  .store = STORE_DOUBLE, SPECIALIST(revenue.base) },
	{ .info = { "revenue.scale", IN_SPECIALIST, PARAM_NUMBER, "scale", "revenue", 0, LARGE,
		false, 1, 0, 10, false, 0.05, R_CLOSED,
		"How much the domain earns for its performance." },
	  .store = STORE_DOUBLE, SPECIALIST(revenue.scale), .per_performance = R(LINEAR),
	  .per_power = R(POWER) },
	{ .info = { "revenue.exponent", IN_SPECIALIST, PARAM_NUMBER, "exponent", "", 0, 100, false,
		1, 0, 3, false, 0.05, R(POWER),
		"Below 1 revenue has diminishing returns, above 1 increasing ones." },
	  .store = STORE_DOUBLE, SPECIALIST(revenue.exponent) },
	{ .info = { "revenue.midpoint", IN_SPECIALIST, PARAM_NUMBER, "midpoint", "performance", 0,
		LARGE, false, 1, 0, 5, false, 0.05, R(LOGISTIC),
		"The performance at which revenue grows fastest." },
	  .store = STORE_DOUBLE, SPECIALIST(revenue.midpoint) },
	{ .info = { "revenue.width", IN_SPECIALIST, PARAM_NUMBER, "width", "performance", 0, LARGE,
		true, 1, 0, 5, false, 0.05, R(LOG) | R(SATURATING) | R(LOGISTIC),
		"The performance over which revenue bends." },
	  .store = STORE_DOUBLE, SPECIALIST(revenue.width) },

	{ .info = { "cost", IN_PLAYERS, PARAM_CHOICE, "cost", "", 0, COST_FAMILIES - 1, false,
		COST_POWER, 0, COST_FAMILIES - 1, false, 1, 0,
		"How the player's cost grows with its investment." },
	  .store = STORE_COST, BOTH(cost.family) },
	{ .info = { "cost.basis", IN_SPECIALIST, PARAM_CHOICE, "basis", "", 0, COST_BASES - 1,
		false, BASIS_INCREMENT, 0, COST_BASES - 1, false, 1, C_CLOSED,
		"Whether the curved cost is over the increment or over the level reached." },
	  .store = STORE_BASIS, SPECIALIST(cost.basis) },
	{ .info = { "cost.formula", IN_PLAYERS, PARAM_FORMULA, "formula", "", 0, 0, false, 0, 0, 0,
		false, 0, C(FORMULA), "The cost as an expression in x, a0 and a." },
	  .store = STORE_FORMULA, BOTH(cost.formula) },
	{ .info = { "cost.*", IN_PLAYERS, PARAM_NUMBER, "constant", "", -LARGE, LARGE, false, 0, 0,
		10, false, 0.05, C(FORMULA), "A constant of the cost's formula." },
	  .store = STORE_CONSTANT, BOTH(cost.formula) },
	{ .info = { "cost.scale", IN_PLAYERS, PARAM_NUMBER, "scale", "revenue", 0, LARGE, false, 1,
		0, 10, false, 0.05, C_CLOSED, "Scale of the curved part of the cost." },
	  .store = STORE_DOUBLE, BOTH(cost.scale), .per_power = C(POWER) },
	{ .info = { "cost.exponent", IN_PLAYERS, PARAM_NUMBER, "exponent", "", 1, 100, false, 2, 1,
		6, false, 0.05, C(POWER), "How steeply the cost rises: 1 is linear, 2 quadratic." },
	  .store = STORE_DOUBLE, BOTH(cost.exponent) },
	{ .info = { "cost.rate", IN_PLAYERS, PARAM_NUMBER, "rate", "1/performance", 0, 1e6, true,
		1, 0, 6, false, 0.05, C(EXPONENTIAL), "The rate at which the cost grows." },
	  .store = STORE_DOUBLE, BOTH(cost.rate) },
	{ .info = { "cost.marginal", IN_PLAYERS, PARAM_NUMBER, "marginal",
		"revenue/performance", 0, LARGE, false, 0, 0, 5, false, 0.05, C_CLOSED,
		"Cost of each unit of investment, on top." },
	  .store = STORE_DOUBLE, BOTH(cost.marginal) },
	{ .info = { "cost.fixed", IN_PLAYERS, PARAM_NUMBER, "fixed", "revenue", 0, LARGE, false, 0,
		0, 2, false, 0.01, C_CLOSED, "Paid on taking part at all, free-riding included." },
	  .store = STORE_DOUBLE, BOTH(cost.fixed) },

	{ .info = { "outside", IN_PLAYERS, PARAM_NUMBER, "outside", "revenue", 0, LARGE, false, 0,
		0, 2, false, 0.01, 0, "What the player gets without a bargain." },
	  .store = STORE_DOUBLE, BOTH(outside) },
	{ .info = { "weight", IN_PLAYERS, PARAM_NUMBER, "weight", "", 0, 1e6, false, 1, 0, 10,
		false, 0.05, 0, "The player's weight in the Nash solution." },
	  .store = STORE_DOUBLE, BOTH(weight) },
};

#define ROWS ((int)(sizeof(table) / sizeof(table[0])))

int param_rows(void)
{
	return ROWS;
}

const struct param_info *param_row(int i)
{
	return &table[i].info;
}

const struct param_row *param_row_at(int i)
{
	return &table[i];
}

const struct param_row *param_row_of(const struct param_info *info)
{
	/* info is the first member of its row. */
	return (const struct param_row *)(const void *)info;
}

const struct param_row *param_row_find(const char *key, enum param_owner owner)
{
	for (int i = 0; i < ROWS; i++)
		if (table[i].info.owners & 1u << owner && !strcmp(table[i].info.key, key))
			return &table[i];
	return NULL;
}

const struct param_row *param_row_constant(bool cost)
{
	return param_row_find(cost ? "cost.*" : "revenue.*", OWNER_SPECIALIST);
}

enum param_owner param_player_owner(int player)
{
	return player < 0 ? OWNER_SCENARIO : player ? OWNER_SPECIALIST : OWNER_GENERALIST;
}

/* 1 << the family that the player's function has, of the two the row's. */
static unsigned family_bit(const struct scenario *s, const struct param_row *row, int player)
{
	if (!strncmp(row->info.key, "cost", 4))
		return 1u << param_cost(s, player)->family;
	return 1u << param_revenue(s, player)->family;
}

bool param_row_used(const struct scenario *s, const struct param_row *row, int player)
{
	if (!(row->info.owners & 1u << param_player_owner(player)))
		return false;
	return !row->info.families || row->info.families & family_bit(s, row, player);
}

char *param_unit(const struct scenario *s, const struct param_ref *ref, char *out, size_t size)
{
	const struct param_row *row = param_row_of(ref->info);
	unsigned family = row->per_performance | row->per_power ? family_bit(s, row, ref->player) : 0;

	snprintf(out, size, "%s%s", row->info.unit,
		row->per_performance & family ? "/performance"
		: row->per_power & family ? "/performance^exponent" : "");
	return out;
}
