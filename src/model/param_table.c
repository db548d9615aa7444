/* The parameter table itself: one row a parameter. */
#include "param_private.h"

#include <stdio.h>
#include <string.h>

#define IN_SCENARIO (1u << OWNER_SCENARIO)
#define IN_GENERALIST (1u << OWNER_GENERALIST)
#define IN_SPECIALIST (1u << OWNER_SPECIALIST)
#define IN_REGULATION (1u << OWNER_REGULATION)
#define REGULATED (1u << GAME_REGULATION)
#define FINE_TUNING (1u << GAME_FINE_TUNING)
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
 * products of them stay finite: levels, and revenue and what is counted like it. */
#define LARGE 1e9
#define LARGE_REVENUE 1e18

static const char *const transfer_words[] = { "no", "yes", NULL };

/* The order is that of files and of the side panel. */
static const struct param_info table[] = {
	{ .key = "title", .owners = IN_SCENARIO, .kind = PARAM_TEXT, .prose = true,
	  .label = "title",
	  .help = "The scenario's title, as the browser lists it.",
	  .store = STORE_TEXT, SCENARIO(title), .size = SCENARIO_TEXT_MAX + 1 },
	{ .key = "summary", .owners = IN_SCENARIO, .kind = PARAM_TEXT, .prose = true,
	  .label = "summary",
	  .help = "One line for the browser.",
	  .store = STORE_TEXT, SCENARIO(summary), .size = SCENARIO_TEXT_MAX + 1 },
	{ .key = "source", .owners = IN_SCENARIO, .kind = PARAM_TEXT, .prose = true,
	  .label = "source",
	  .help = "Where the numbers come from.",
	  .store = STORE_TEXT, SCENARIO(source), .size = SCENARIO_TEXT_MAX + 1 },
	{ .key = "try", .owners = IN_SCENARIO, .kind = PARAM_TEXT, .prose = true,
	  .label = "try",
	  .help = "What to do with it first; said by the browser and on opening.",
	  .store = STORE_TEXT, SCENARIO(try), .size = SCENARIO_TEXT_MAX + 1 },
	{ .key = "goal", .owners = IN_SCENARIO, .kind = PARAM_TEXT, .prose = true,
	  .label = "goal",
	  .help = "What a lesson teaches; on its handout.",
	  .store = STORE_TEXT, SCENARIO(goal), .size = SCENARIO_TEXT_MAX + 1 },
	{ .key = "minutes", .owners = IN_SCENARIO, .kind = PARAM_TEXT, .label = "minutes",
	  .help = "How long a lesson takes, a whole number from 1 to 600; on its handout.",
	  .store = STORE_TEXT, SCENARIO(minutes), .size = sizeof ((struct scenario *)0)->minutes },
	{ .key = "notes", .owners = IN_SCENARIO, .kind = PARAM_TEXT, .prose = true,
	  .label = "notes",
	  .help = "For teachers; only in the teacher's key.",
	  .store = STORE_TEXT, SCENARIO(notes), .size = SCENARIO_NOTES_MAX + 1 },
	{ .key = "game", .owners = IN_SCENARIO, .kind = PARAM_CHOICE, .label = "game",
	  .help = "What is played: a level (fine-tuning), or performance and safety (regulation).",
	  .store = STORE_GAME },
	{ .key = "share", .owners = IN_SCENARIO, .kind = PARAM_CHOICE, .label = "shares",
	  .help = "One share for all domains (common) or one for each (separate).",
	  .store = STORE_SHARE },
	{ .key = "bargain", .owners = IN_SCENARIO, .kind = PARAM_CHOICE, .label = "rule",
	  .value = RULE_NASH,
	  .help = "The solution that picks the shares, or fixed.",
	  .store = STORE_BARGAIN },
	{ .key = "offers.first", .owners = IN_SCENARIO, .kind = PARAM_CHOICE, .label = "first offer",
	  .rests = true, .rule = RULE_ALTERNATING,
	  .help = "Who makes the first of alternating offers.",
	  .store = STORE_FIRST },
	{ .key = "offers.rounds", .owners = IN_SCENARIO, .label = "rounds",
	  .max = 1000, .whole = true, .high = 20, .step = 1,
	  .rests = true, .rule = RULE_ALTERNATING,
	  .help = "How many rounds of alternating offers there are; 0: no end.",
	  SCENARIO(offers.rounds) },
	{ .key = "contract", .owners = IN_SCENARIO, .kind = PARAM_CHOICE, .label = "contract",
	  .rests = true, .contract = true, .games = FINE_TUNING,
	  .help = "What is agreed besides the shares: terms, matched cost shares, or one pot.",
	  .store = STORE_WORD, SCENARIO(game.contract), .words = contract_words },
	{ .key = "transfers", .owners = IN_SCENARIO, .kind = PARAM_CHOICE, .label = "payments",
	  .rests = true, .contract = true, .games = FINE_TUNING,
	  .help = "Whether lump sums change hands at signing, whatever happens later.",
	  .store = STORE_WORD, SCENARIO(game.transfers), .words = transfer_words },
	{ .key = "contract.fee", .owners = IN_SCENARIO | IN_SPECIALIST, .label = "fee",
	  .unit = "revenue", .min = -LARGE, .max = LARGE, .low = -1, .high = 1, .step = 0.01,
	  .rests = true, .contract = true, .games = FINE_TUNING,
	  .help = "What the specialist pays the generalist for taking part, once that has built.",
	  .store = STORE_TERM, SPECIALIST(terms.fee) },
	{ .key = "contract.cost-share", .owners = IN_SCENARIO | IN_SPECIALIST,
	  .label = "cost share", .max = 0.999, .high = 0.999, .step = 0.05,
	  .because = "G cannot carry all of a cost that it does not choose",
	  .rests = true, .contract = true, .games = FINE_TUNING,
	  .help = "The part of the specialist's cost that the generalist bears.",
	  .store = STORE_TERM, SPECIALIST(terms.cost_share) },
	{ .key = "contract.base-share", .owners = IN_SCENARIO | IN_SPECIALIST,
	  .label = "base share", .max = 1, .high = 1, .step = 0.05,
	  .rests = true, .contract = true, .games = FINE_TUNING,
	  .help = "The part of the generalist's cost that the specialist bears if it takes part.",
	  .store = STORE_TERM, SPECIALIST(terms.base_share) },
	{ .key = "delta", .owners = IN_SCENARIO | IN_SPECIALIST, .label = "share of g",
	  .max = 1, .value = 0.5, .high = 1, .step = 0.01,
	  .help = "The generalist's share of the domain's revenue.",
	  .store = STORE_DELTA },
	{ .key = "floor.generalist", .owners = IN_REGULATION, .label = "floor of g",
	  .unit = "safety", .max = LARGE, .high = 2.5, .step = 0.05, .games = REGULATED,
	  .help = "The least safety that the law asks of the generalist's technology.",
	  SCENARIO(game.regulation.floor_generalist) },
	{ .key = "floor.specialists", .owners = IN_REGULATION, .label = "their floor",
	  .unit = "safety", .max = LARGE, .high = 2.5, .step = 0.05, .games = REGULATED,
	  .help = "The least safety that the law asks of every specialist's product.",
	  SCENARIO(game.regulation.floor_specialists) },
	{ .key = "value", .owners = IN_REGULATION, .label = "value",
	  .unit = "revenue/safety", .max = LARGE_REVENUE, .high = 5, .step = 0.05, .rests = true,
	  .games = REGULATED,
	  .help = "What a unit of a product's safety is worth to society, beyond what it earns.",
	  SCENARIO(game.regulation.value) },
	{ .key = "name", .owners = IN_PLAYERS, .kind = PARAM_TEXT, .label = "name",
	  .help = "What screens call the player.",
	  .store = STORE_TEXT, BOTH(name), .size = GAME_NAME_MAX + 1 },

	{ .key = "revenue", .owners = IN_SPECIALIST, .kind = PARAM_CHOICE, .label = "revenue",
	  .value = REVENUE_LINEAR, .function = &revenue_function,
	  .help = "How the domain's revenue grows with its level.",
	  .store = STORE_FAMILY, SPECIALIST(revenue.family) },
	{ .key = "revenue.formula", .owners = IN_SPECIALIST, .kind = PARAM_FORMULA,
	  .label = "formula",
	  .function = &revenue_function, .families = R(FORMULA),
	  .help = "The revenue as an expression in a.",
	  .store = STORE_FORMULA, SPECIALIST(revenue.formula) },
	{ .key = "revenue.*", .owners = IN_SPECIALIST, .label = "constant",
	  .min = -LARGE_REVENUE, .max = LARGE_REVENUE, .high = 10, .step = 0.05,
	  .function = &revenue_function, .families = R(FORMULA),
	  .help = "A constant of the revenue's formula.",
	  .store = STORE_CONSTANT, SPECIALIST(revenue.formula) },
	{ .key = "revenue.base", .owners = IN_SPECIALIST, .label = "base", .unit = "revenue",
	  .max = LARGE_REVENUE, .high = 5, .step = 0.05, .rests = true,
	  .function = &revenue_function, .families = R_CLOSED,
	  .help = "Revenue of the domain at level 0.",
	  SPECIALIST(revenue.base) },
	{ .key = "revenue.scale", .owners = IN_SPECIALIST, .label = "scale", .unit = "revenue",
	  .max = LARGE_REVENUE, .value = 1, .high = 10, .step = 0.05,
	  .function = &revenue_function, .families = R_CLOSED,
	  .help = "How much the domain earns for its level.",
	  SPECIALIST(revenue.scale) },
	{ .key = "revenue.exponent", .owners = IN_SPECIALIST, .label = "exponent",
	  .max = 100, .value = 1, .high = 3, .step = 0.05,
	  .function = &revenue_function, .families = R(POWER),
	  .help = "Below 1 revenue has diminishing returns, above 1 increasing ones.",
	  SPECIALIST(revenue.exponent) },
	{ .key = "revenue.midpoint", .owners = IN_SPECIALIST, .label = "midpoint",
	  .unit = "level",
	  .max = LARGE, .value = 1, .high = 5, .step = 0.05,
	  .function = &revenue_function, .families = R(LOGISTIC),
	  .help = "The level at which revenue grows fastest.",
	  SPECIALIST(revenue.midpoint) },
	{ .key = "revenue.width", .owners = IN_SPECIALIST, .label = "width", .unit = "level",
	  .max = LARGE, .above_min = true, .value = 1, .high = 5, .step = 0.05,
	  .function = &revenue_function, .families = R(LOG) | R(SATURATING) | R(LOGISTIC),
	  .help = "The stretch of levels over which revenue bends.",
	  SPECIALIST(revenue.width) },

	{ .key = "revenue.performance", .owners = IN_SPECIALIST, .label = "performance",
	  .unit = "revenue/performance", .max = LARGE_REVENUE, .value = 1, .high = 5, .step = 0.05,
	  .function = &revenue_function, .games = REGULATED, .families = R(PLANE),
	  .help = "What a unit of performance earns in the domain.",
	  SPECIALIST(revenue.performance) },
	{ .key = "revenue.safety", .owners = IN_SPECIALIST, .label = "safety",
	  .unit = "revenue/safety", .max = LARGE_REVENUE, .value = 1, .high = 5, .step = 0.05,
	  .function = &revenue_function, .games = REGULATED, .families = R(PLANE),
	  .help = "What a unit of safety earns in the domain.",
	  SPECIALIST(revenue.safety) },

	{ .key = "cost", .owners = IN_PLAYERS, .kind = PARAM_CHOICE, .label = "cost",
	  .value = COST_POWER, .function = &cost_function,
	  .help = "How the player's cost grows with its investment.",
	  .store = STORE_FAMILY, BOTH(cost.family) },
	{ .key = "cost.basis", .owners = IN_SPECIALIST, .kind = PARAM_CHOICE, .label = "basis",
	  .rests = true, .value = BASIS_INCREMENT, .function = &cost_function, .families = C_CLOSED,
	  .help = "Whether the curved cost is over the increment or over the level reached.",
	  .store = STORE_WORD, SPECIALIST(cost.basis), .words = cost_basis_words },
	{ .key = "cost.formula", .owners = IN_PLAYERS, .kind = PARAM_FORMULA, .label = "formula",
	  .function = &cost_function, .families = C(FORMULA),
	  .help = "The cost as an expression in x, a0 and a.",
	  .store = STORE_FORMULA, BOTH(cost.formula) },
	{ .key = "cost.*", .owners = IN_PLAYERS, .label = "constant",
	  .min = -LARGE_REVENUE, .max = LARGE_REVENUE, .high = 10, .step = 0.05,
	  .function = &cost_function, .families = C(FORMULA),
	  .help = "A constant of the cost's formula.",
	  .store = STORE_CONSTANT, BOTH(cost.formula) },
	{ .key = "cost.scale", .owners = IN_PLAYERS, .label = "scale", .unit = "revenue",
	  .max = LARGE_REVENUE, .value = 1, .high = 10, .step = 0.05,
	  .function = &cost_function, .families = C_CLOSED,
	  .help = "Scale of the curved part of the cost.",
	  BOTH(cost.scale) },
	{ .key = "cost.exponent", .owners = IN_PLAYERS, .label = "exponent",
	  .min = 1, .max = 100, .value = 2, .low = 1, .high = 6, .step = 0.05,
	  .function = &cost_function, .families = C(POWER),
	  .help = "How steeply the cost rises: 1 is linear, 2 quadratic.",
	  BOTH(cost.exponent) },
	{ .key = "cost.rate", .owners = IN_PLAYERS, .label = "rate", .unit = "1/level",
	  .max = 1e6, .above_min = true, .value = 1, .high = 6, .step = 0.05,
	  .function = &cost_function, .families = C(EXPONENTIAL),
	  .help = "The rate at which the cost grows.",
	  BOTH(cost.rate) },
	{ .key = "cost.marginal", .owners = IN_PLAYERS, .label = "marginal", .adjective = true,
	  .unit = "revenue/level",
	  .max = LARGE_REVENUE, .high = 5, .step = 0.05, .rests = true,
	  .function = &cost_function, .families = C_CLOSED,
	  .help = "Cost of each unit of investment, on top.",
	  BOTH(cost.marginal) },
	{ .key = "cost.fixed", .owners = IN_PLAYERS, .label = "fixed", .adjective = true, .unit = "revenue",
	  .max = LARGE_REVENUE, .high = 2, .step = 0.01, .rests = true,
	  .function = &cost_function, .families = C_CLOSED,
	  .help = "Paid on taking part at all, free-riding included.",
	  BOTH(cost.fixed) },

	{ .key = "cost.performance", .owners = IN_PLAYERS, .label = "performance",
	  .unit = "revenue/performance^2",
	  .max = LARGE_REVENUE, .above_min = true, .value = 1, .high = 5, .step = 0.05,
	  .function = &cost_function, .games = REGULATED, .families = C(QUADRATIC),
	  .help = "The cost of performance, times its square.",
	  BOTH(cost.performance) },
	{ .key = "cost.safety", .owners = IN_PLAYERS, .label = "safety",
	  .unit = "revenue/safety^2",
	  .max = LARGE_REVENUE, .above_min = true, .value = 1, .high = 5, .step = 0.05,
	  .function = &cost_function, .games = REGULATED, .families = C(QUADRATIC),
	  .help = "The cost of safety, times its square.",
	  BOTH(cost.safety) },
	{ .key = "cost.interaction", .owners = IN_PLAYERS, .label = "interaction",
	  .unit = "revenue/performance/safety",
	  .min = -LARGE_REVENUE, .max = LARGE_REVENUE, .low = -1, .high = 2, .step = 0.05,
	  .rests = true, .function = &cost_function, .games = REGULATED, .families = C(QUADRATIC),
	  .help = "Below 0 the attributes help each other, above 0 they are in each other's way.",
	  BOTH(cost.interaction) },
	{ .key = "floor", .owners = IN_SPECIALIST, .label = "own floor", .unit = "safety",
	  .min = -1, .max = LARGE, .value = -1, .low = -1, .high = 2.5, .step = 0.05, .rests = true,
	  .games = REGULATED,
	  .help = "A floor on the specialist's safety in place of the common one; below 0: none.",
	  SPECIALIST(floor) },

	{ .key = "outside", .owners = IN_PLAYERS, .label = "outside", .unit = "revenue",
	  .max = LARGE_REVENUE, .high = 2, .step = 0.01, .rests = true,
	  .help = "What the player gets without a deal.",
	  BOTH(outside) },
	{ .key = "weight", .owners = IN_PLAYERS, .label = "weight",
	  .max = 1e6, .value = 1, .high = 10, .step = 0.05, .rests = true,
	  .help = "The player's weight in the Nash solution.",
	  BOTH(weight) },
	{ .key = "patience", .owners = IN_PLAYERS, .label = "patience",
	  .max = 0.9999, .value = GAME_PATIENCE, .high = 0.9999, .step = 0.01,
	  .because = "who never minds waiting never agrees",
	  .rests = true, .rule = RULE_ALTERNATING,
	  .help = "What a gain is worth to the player a round later, as a part of it.",
	  BOTH(patience) },
};

#define ROWS ((int)(sizeof(table) / sizeof(table[0])))

int param_rows(void)
{
	return ROWS;
}

const struct param_info *param_row(int i)
{
	return &table[i];
}

const struct param_info *param_info_find(const char *key, enum param_owner owner)
{
	for (int i = 0; i < ROWS; i++)
		if (table[i].owners & 1u << owner && !strcmp(table[i].key, key))
			return &table[i];
	return NULL;
}

const struct param_info *param_info_stored(const struct function *f, enum param_store store)
{
	for (int i = 0; i < ROWS; i++)
		if (table[i].function == f && table[i].store == store)
			return &table[i];
	return NULL;
}

enum param_owner param_player_owner(int player)
{
	if (player == PLAYER_REGULATION)
		return OWNER_REGULATION;
	return player < 0 ? OWNER_SCENARIO : player ? OWNER_SPECIALIST : OWNER_GENERALIST;
}

bool param_used(const struct scenario *s, const struct param_info *info, int player)
{
	return info->owners & 1u << param_player_owner(player) &&
		(!info->games || info->games & 1u << s->game.kind) &&
		(!info->families || info->families & 1u << param_family(s, player, info->function));
}
