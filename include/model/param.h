/* The parameter table: the single source for everything that can be set.
 *
 * Scenario files, --set, --vary, the side panel, undo, statics, maps, help and
 * the manual's list read it. A new parameter is one row in src/model/param_table.c.
 *
 * A parameter's full name is that of scenario files with its owner before it:
 * "generalist.cost.scale", "medicine.revenue.R", "medicine.delta"; those of
 * the scenario itself stand alone: "title", "share", "bargain", "delta" (all
 * shares at once). */
#ifndef HAGGLE_MODEL_PARAM_H
#define HAGGLE_MODEL_PARAM_H

#include "model/scenario.h"

enum param_kind {
	PARAM_NUMBER,
	PARAM_CHOICE,  /* one of a list of words: a family, a basis, share, bargain */
	PARAM_TEXT,    /* a name or title */
	PARAM_FORMULA,
};

enum param_owner { OWNER_SCENARIO, OWNER_GENERALIST, OWNER_SPECIALIST, OWNER_REGULATION };
#define PLAYER_REGULATION (-2) /* in the place of a player: the floors and what goes with them */

/* How a value is kept: the model's own business, as all below `store` is. */
enum param_store {
	STORE_DOUBLE,
	STORE_TEXT,
	STORE_FAMILY,    /* enum revenue_family or cost_family */
	STORE_WORD,      /* an int or enum: the number of one of the row's words */
	STORE_GAME,      /* game.kind */
	STORE_SHARE,     /* game.common */
	STORE_BARGAIN,   /* struct bargain */
	STORE_DELTA,     /* the shares */
	STORE_FIRST,     /* offers.first */
	STORE_TERM,      /* of a specialist's terms; the scenario's: all of theirs */
	STORE_FORMULA,   /* struct formula_slot, its text */
	STORE_CONSTANT,  /* struct formula_slot, one value: the row stands for all of them */
};

/* A row. What it leaves out is 0, false, or none. */
struct param_info {
	const char *key;    /* in its section: "cost.scale" */
	unsigned owners;    /* OR of 1 << enum param_owner */
	enum param_kind kind;
	const char *label;  /* on screens, at most 12 columns: "scale" */
	bool prose;         /* of texts: for readers, so that a ; in it begins no comment */
	bool adjective;     /* the label is one: "fixed cost", but "cost scale" */
	const char *unit;   /* "revenue", "performance", "1/performance"; NULL: none */
	double min, max;    /* allowed, for numbers */
	bool above_min;     /* min itself is not allowed */
	bool whole;         /* whole numbers alone */
	const char *because; /* why there are these bounds, for messages; NULL: plain to see */
	double value;       /* default; of choices the index */
	double low, high;   /* the slider's range unless the scenario gives one */
	double step;        /* one key */
	bool rests;         /* the default says nothing: a panel may fold the row away */
	const struct function *function; /* of the player's that it belongs to; NULL: none */
	unsigned games;     /* OR of 1 << enum game_kind that have it; 0: all */
	bool contract;      /* of the contract, which panels may put away where there is none */
	enum rule rule;     /* the rule that panels list it with; RULE_FIXED: with any */
	unsigned families;  /* OR of 1 << family of function that use it; 0: all */
	const char *help;   /* one sentence */

	enum param_store store;
	size_t general;     /* offset in struct generalist, or struct scenario */
	size_t special;     /* offset in struct specialist */
	size_t size;        /* of a text, with its NUL */
	const char *const *words; /* up to NULL */
};

/* One parameter of one scenario. Valid while the scenario's specialists and
 * formulas stay as they are. */
struct param_ref {
	const struct param_info *info; /* for a formula's constant: the row that stands for them */
	int player;   /* PLAYER_REGULATION, -1 scenario, 0 generalist, i specialist i - 1 */
	int constant; /* index in the formula, -1: not a constant */
};

/* log: a step multiplies by 1 + step, where it adds step otherwise. */
struct slider { double low, high, step; bool log; };

/* The table itself, for help and manual: number of rows, row i. */
int param_rows(void);
const struct param_info *param_row(int i);

/* The parameters of s in use now, in panel order (the bargain; then each player's
 * families with their own parameters): how many, and number i. */
int param_count(const struct scenario *s);
bool param_at(const struct scenario *s, int i, struct param_ref *ref);
/* The same of one player (0 the generalist, i specialist i - 1), or of the bargain
 * (-1), whose shares are listed there whosever domain they are of. */
int param_group_count(const struct scenario *s, int player);
bool param_group_at(const struct scenario *s, int player, int i, struct param_ref *ref);
/* Whether it stands at a value that says nothing: no fixed cost, weight 1. */
bool param_at_rest(const struct scenario *s, const struct param_ref *ref);
/* Whether the scenario gives it a slider's range or step of its own. */
bool param_own_slider(const struct scenario *s, const struct param_ref *ref);

/* The parameter with this full name. Fails with STATUS_INPUT and a text that
 * lists near misses or what exists (also for parameters of families not in use). */
enum status param_find(const struct scenario *s, const char *name, struct param_ref *ref,
	struct error *err);
/* STATUS_INPUT where the contract sets it, or has no use for it, so that it changes nothing
 * whatever it is; or it is one domain's share where all have the same. */
enum status param_open(const struct scenario *s, const struct param_ref *ref, struct error *err);
bool param_same(const struct param_ref *a, const struct param_ref *b);
/* Whether setting one sets the other: the same, or one's own and that for all. */
bool param_overlaps(const struct param_ref *a, const struct param_ref *b);

/* Its full name, the label for screens (a constant's own name), into out. */
char *param_name(const struct scenario *s, const struct param_ref *ref, char *out, size_t size);
const char *param_label(const struct scenario *s, const struct param_ref *ref);

/* A number's value; for choices the index. */
double param_get(const struct scenario *s, const struct param_ref *ref);
/* Sets a number (the nearest whole one, where only those are allowed) or choice; STATUS_INPUT and the allowed range otherwise, *s
 * unchanged. Setting a share makes the bargain fixed only through
 * param_set_text("delta"...): here it only stores it. */
enum status param_set(struct scenario *s, const struct param_ref *ref, double value,
	struct error *err);
/* As text, round trip. */
char *param_get_text(const struct scenario *s, const struct param_ref *ref, char *out,
	size_t size);
enum status param_set_text(struct scenario *s, const struct param_ref *ref, const char *text,
	struct error *err);

/* For choices: how many, and the word of number i (into out). */
int param_choices(const struct scenario *s, const struct param_ref *ref);
char *param_choice(const struct scenario *s, const struct param_ref *ref, int i, char *out,
	size_t size);

/* Range and step of its slider. */
void param_slider(const struct scenario *s, const struct param_ref *ref, struct slider *out);
/* The value `steps` steps (fractions allowed, negative: down) from value, on
 * the slider's round grid, kept within what is allowed (min..max, not the
 * slider's range). */
double param_step(const struct scenario *s, const struct param_ref *ref, double value,
	double steps);

/* "PARAM=VALUE", as --set takes it. Setting "delta" or "ID.delta" makes the
 * bargain fixed. */
enum status param_assign(struct scenario *s, const char *assignment, struct error *err);

#endif
