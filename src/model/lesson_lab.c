/* [lab] steps: what a class does in them. One row a key. */
#include "section.h"

#include "base/num.h"
#include "scenario_write.h"

#include <stdio.h>
#include <string.h>

struct lesson_lab lesson_lab_default(void)
{
	return (struct lesson_lab){.protocol = LAB_FREE, .rounds = 2, .seconds = 120,
		.alternating = true, .rematch = true, .bot = true};
}

static const char *const terms[LAB_OVERS] = {[LAB_SHARE] = "", [LAB_FEE] = "fee",
	[LAB_COST_SHARE] = "cost share", [LAB_BASE_SHARE] = "base share", [LAB_PAYMENT] = "payment"};

const char *lab_over_name(enum lab_over over)
{
	return terms[over];
}

char *lab_words(const struct lesson_lab *lab, char out[LAB_WORDS_MAX])
{
	static const char *const how[LAB_PROTOCOLS] = {[LAB_FREE] = "any number of offers",
		[LAB_ALTERNATING] = "offers in turn", [LAB_ULTIMATUM] = "one offer, taken or left"};
	bool several = lab->rounds > 1;

	snprintf(out, LAB_WORDS_MAX, "A class plays this in pairs: %d round%s of %d:%02d, %s%s%s%s%s. "
		"Alone, role play against the theory is the same game.", lab->rounds,
		several ? "s" : "", lab->seconds / 60, lab->seconds % 60, how[lab->protocol],
		lab->over ? ", over share and " : "", terms[lab->over],
		!several ? "" : lab->alternating ? ", roles change" : ", roles are kept",
		!several ? "" : lab->rematch ? ", new partners each time" : ", the same partner");
	return out;
}

/* ---- the keys as numbers: of a word, which one -------------------------------- */

static int get_protocol(const struct lesson_lab *lab)
{
	return (int)lab->protocol;
}

static void set_protocol(struct lesson_lab *lab, int value)
{
	lab->protocol = (enum lab_protocol)value;
}

static int get_over(const struct lesson_lab *lab)
{
	return (int)lab->over;
}

static void set_over(struct lesson_lab *lab, int value)
{
	lab->over = (enum lab_over)value;
}

static int get_rounds(const struct lesson_lab *lab)
{
	return lab->rounds;
}

static void set_rounds(struct lesson_lab *lab, int value)
{
	lab->rounds = value;
}

static int get_seconds(const struct lesson_lab *lab)
{
	return lab->seconds;
}

static void set_seconds(struct lesson_lab *lab, int value)
{
	lab->seconds = value;
}

static int get_roles(const struct lesson_lab *lab)
{
	return lab->alternating;
}

static void set_roles(struct lesson_lab *lab, int value)
{
	lab->alternating = value != 0;
}

static int get_match(const struct lesson_lab *lab)
{
	return lab->rematch;
}

static void set_match(struct lesson_lab *lab, int value)
{
	lab->rematch = value != 0;
}

static int get_bot(const struct lesson_lab *lab)
{
	return !lab->bot;
}

static void set_bot(struct lesson_lab *lab, int value)
{
	lab->bot = value == 0;
}

#define WORDS_MAX LAB_OVERS

/* words: the choices, or none: a whole number from low to high. */
static const struct {
	const char *key, *words[WORDS_MAX];
	int low, high;
	int (*get)(const struct lesson_lab *lab);
	void (*set)(struct lesson_lab *lab, int value);
} keys[] = {
	{"protocol", {"free", "alternating", "ultimatum"}, 0, LAB_PROTOCOLS - 1, get_protocol, set_protocol},
	{"over", {"share", "fee", "cost-share", "base-share", "payment"}, 0, LAB_OVERS - 1, get_over,
		set_over},
	{"rounds", {NULL}, 1, LAB_ROUNDS_MAX, get_rounds, set_rounds},
	{"seconds", {NULL}, LAB_SECONDS_MIN, LAB_SECONDS_MAX, get_seconds, set_seconds},
	{"roles", {"fixed", "alternating"}, 0, 1, get_roles, set_roles},
	{"match", {"fixed", "round-robin"}, 0, 1, get_match, set_match},
	{"bot", {"theory", "none"}, 0, 1, get_bot, set_bot},
};
enum { KEYS = sizeof keys / sizeof *keys };

static int find(const char *key)
{
	for (int i = 0; i < KEYS; i++)
		if (strcmp(keys[i].key, key) == 0)
			return i;
	return -1;
}

bool lab_key(const char *key)
{
	static const char *const shared[] = {"title", "text", "set", "view", "specialist", "notes"};

	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
		if (strcmp(shared[i], key) == 0)
			return true;
	return find(key) >= 0;
}

const char *lab_keys(void)
{
	return "title text set view specialist notes protocol over rounds seconds roles match bot";
}

bool lab_take(struct reading *r, const struct section *sec, const struct entry *e,
	struct lesson_lab *lab)
{
	const char *value = section_value(sec, e);
	char allowed[80] = "";
	int k = find(e->key);
	long number;

	if (k < 0)
		return false;
	for (int i = 0; i < WORDS_MAX && keys[k].words[i]; i++) {
		if (strcmp(keys[k].words[i], value) == 0) {
			keys[k].set(lab, i);
			return true;
		}
		strcat(strcat(allowed, i ? ", " : ""), keys[k].words[i]);
	}
	if (keys[k].words[0])
		reading_fail(r, e->line, 0, "%s = %.40s is not one of %s", e->key, value, allowed);
	else if (num_parse_int(value, keys[k].low, keys[k].high, &number))
		keys[k].set(lab, (int)number);
	else
		reading_fail(r, e->line, 0, "%s = %.40s is not a whole number from %d to %d", e->key,
			value, keys[k].low, keys[k].high);
	return true;
}

void lab_write(struct buffer *w, const struct lesson_lab *lab)
{
	const struct lesson_lab usual = lesson_lab_default();
	char number[16];

	for (int k = 0; k < KEYS; k++) {
		int value = keys[k].get(lab);
		if (value == keys[k].get(&usual))
			continue;
		snprintf(number, sizeof(number), "%d", value);
		write_key(w, keys[k].key, keys[k].words[0] ? keys[k].words[value] : number);
	}
}
