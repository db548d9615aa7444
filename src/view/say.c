/* Outcomes in words. */
#include "view/say.h"

#include "base/text.h"
#include "draw.h"

#include <math.h>
#include <stdio.h>

#define DECIMALS 4
#define COLUMNS 12
#define NAMED 4 /* specialists that a sentence names; more would not be listened to */
#define NAMED_OF_MANY 3

static const char *number(const struct study *st, double v, char out[NUMBER_MAX])
{
	return number_text(study_tidy(st, v), DECIMALS, COLUMNS, out);
}

char *say_utilities(const struct scenario *s, const struct study *st,
	const struct outcome *o, char *out, size_t size)
{
	double part = study_efficiency(st, o->joint), others = 0;
	int named = o->n > NAMED ? NAMED_OF_MANY : o->n;
	char text[NUMBER_MAX];

	out[0] = '\0';
	for (int k = 0; k <= named; k++)
		text_append(out, size, "%c %s, ", player_mark(s, k),
			number(st, outcome_utility(o, k), text));
	for (int k = named + 1; k <= o->n; k++)
		others += outcome_utility(o, k);
	if (named < o->n)
		text_append(out, size, "others %d: %s, ", o->n - named, number(st, others, text));
	text_append(out, size, "joint %s", number(st, o->joint, text));
	if (isfinite(part) && !(st->no_agreement && o == &st->present)) /* as in the panel */
		text_append(out, size, ", %s of first best",
			caption_percent(part, NUMBER_MAX, text));
	if (*proof_word(proof_of_numbers(st, o)))
		text_append(out, size, ", %s", proof_word(proof_of_numbers(st, o)));
	return out;
}

char *say_shares(const struct study *st, const double *delta, char *out, size_t size)
{
	char text[NUMBER_MAX];
	bool same = st->shares == 1;

	out[0] = '\0';
	text_append(out, size, same ? "share" : "shares");
	for (int i = 0; i < (same ? 1 : st->n) && i < NAMED; i++)
		text_append(out, size, " %s", caption_share(delta[i], DECIMALS, COLUMNS, text));
	return out;
}

char *say_outcome(const struct scenario *s, const struct study *st, char *out, size_t size)
{
	char shares[SAY_MAX], utilities[SAY_MAX], rule[NAME_MAX_BYTES];

	snprintf(rule, sizeof rule, "%s", rule_info(s->bargain.rule)->label);
	say_utilities(s, st, &st->present, utilities, sizeof utilities);
	if (st->no_agreement)
		snprintf(out, size, "Rule %s: no deal. %s.", rule, utilities);
	else
		snprintf(out, size, "Rule %s: %s. %s.", rule,
			say_shares(st, st->delta, shares, sizeof shares), utilities);
	return out;
}

const char *proof_says(enum proof proof)
{
	static const char *const says[] = {
		[PROOF_PROVED] = "proved: no other level or investment pays anybody more",
		[PROOF_SAMPLED] = "sampled: a better level may hide between those tried",
		[PROOF_GAVE_UP] = "not proved: the search gave up before it was done",
	};
	return says[proof];
}

const char *search_says(enum searched search)
{
	static const char *const says[] = {
		[SEARCH_PROVED] = "",
		[SEARCH_CURVE] = "",
		[SEARCH_SAMPLED] = "sampled: a better bargain may lie between those tried",
		[SEARCH_GAVE_UP] = "not settled: the search gave up before it was done",
	};
	return says[search];
}

enum proof proof_of_numbers(const struct study *st, const struct outcome *o)
{
	bool part = isfinite(study_efficiency(st, o->joint));

	return part && st->first_best.proof > o->proof ? st->first_best.proof : o->proof;
}

bool say_certainty(const struct study *st, int sentence, char out[SAY_MAX])
{
	enum searched search = SEARCH_PROVED;
	enum proof proof = PROOF_PROVED;

	out[0] = '\0';
	for (int i = 0; i < st->solutions && st->have & HAVE_SOLUTIONS; i++) {
		const struct solution *sol = &st->solution[i];

		if (!sol->done || !sol->agreement)
			continue;
		search = sol->search > search ? sol->search : search;
		proof = sol->out.proof > proof ? sol->out.proof : proof;
	}
	if (sentence == 0 && *search_says(search))
		snprintf(out, SAY_MAX, "The shares of these solutions are %s.", search_says(search));
	else if (sentence == 1 && proof != PROOF_PROVED)
		snprintf(out, SAY_MAX, "The equilibria of these solutions are %s.",
			proof_says(proof));
	return *out;
}

const char *proof_word(enum proof proof)
{
	static const char *const word[] = {
		[PROOF_PROVED] = "",
		[PROOF_SAMPLED] = "sampled",
		[PROOF_GAVE_UP] = "gave up",
	};
	return word[proof];
}
