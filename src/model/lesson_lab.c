/* [lab] steps: what a class does in them. One row a key. */
#include "section.h"

#include "base/num.h"
#include "scenario_write.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct lesson_lab lesson_lab_default(void)
{
	return (struct lesson_lab){.protocol = LAB_FREE, .rounds = 2, .seconds = 120,
		.alternating = true, .rematch = true, .bot = LAB_BOT_THEORY};
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

#define WORDS_MAX LAB_OVERS
#define AT(field) offsetof(struct lesson_lab, field)

/* words: the choices, each at its number, or none: a whole number from low to high. */
static const struct {
	const char *key, *words[WORDS_MAX];
	int low, high;
	size_t at; /* in struct lesson_lab: an int, or an enum */
} keys[] = {
	{"protocol", {"free", "alternating", "ultimatum"}, 0, LAB_PROTOCOLS - 1, AT(protocol)},
	{"over", {"share", "fee", "cost-share", "base-share", "payment"}, 0, LAB_OVERS - 1, AT(over)},
	{"rounds", {NULL}, 1, LAB_ROUNDS_MAX, AT(rounds)},
	{"seconds", {NULL}, LAB_SECONDS_MIN, LAB_SECONDS_MAX, AT(seconds)},
	{"roles", {"fixed", "alternating"}, 0, 1, AT(alternating)},
	{"match", {"fixed", "round-robin"}, 0, 1, AT(rematch)},
	{"bot", {"theory", "none"}, 0, 1, AT(bot)},
};
enum { KEYS = sizeof keys / sizeof *keys };

static int *place(struct lesson_lab *lab, int k)
{
	void *at = (char *)lab + keys[k].at;

	return at;
}

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
			*place(lab, k) = i;
			return true;
		}
		strcat(strcat(allowed, i ? ", " : ""), keys[k].words[i]);
	}
	if (keys[k].words[0])
		reading_fail(r, e->line, 0, "%s = %.40s is not one of %s", e->key, value, allowed);
	else if (num_parse_int(value, keys[k].low, keys[k].high, &number))
		*place(lab, k) = (int)number;
	else
		reading_fail(r, e->line, 0, "%s = %.40s is not a whole number from %d to %d", e->key,
			value, keys[k].low, keys[k].high);
	return true;
}

void lab_write(struct buffer *w, const struct lesson_lab *lab)
{
	struct lesson_lab is = *lab, usual = lesson_lab_default();
	char number[16];

	for (int k = 0; k < KEYS; k++) {
		int value = *place(&is, k);
		if (value == *place(&usual, k))
			continue;
		snprintf(number, sizeof(number), "%d", value);
		write_key(w, keys[k].key, keys[k].words[0] ? keys[k].words[value] : number);
	}
}
