/* What sentences of reasons are made of. Private to src/view. */
#ifndef HAGGLE_VIEW_SENTENCES_H
#define HAGGLE_VIEW_SENTENCES_H

#include "base/num.h"
#include "bargain/study.h"
#include "solver/why.h"

/* ---- numerals.c: numbers within sentences, so that those which a reader compares print
 * equal where they are equal, and different where they are not ----------------------------- */

enum { NUMERALS_MAX = 16 };

/* Buffers that take turns: a sentence holds no more numbers than there are. */
struct numerals {
	char text[NUMERALS_MAX][NUM_TEXT_MAX];
	int next;
};

/* Four significant digits, "without limit" for infinity. The text is good for as long as *n is,
 * and for NUMERALS_MAX numbers. */
const char *numeral(struct numerals *n, double v);
/* The same of a share (num_format_part). */
const char *numeral_share(struct numerals *n, double v);
/* The same of `count` numbers, at most NUMERALS_MAX, that are compared with each other: as many
 * digits as tell those apart that differ. What is nothing but rounding beside the others is 0. */
void numerals_compare(struct numerals *n, const double *v, int count, const char **text);

/* ---- threshold.c: thresholds, as far as sentences about them agree ------------------------ */

/* How a sentence about a threshold begins that sets an end of the shares apart from
 * all others: "As soon as the share is above 0". `of` is the share in words. False,
 * with *out as it was, for one that is passed on the way. */
bool threshold_at_end(const struct threshold *h, const char *of, char *out, size_t size);

/* What becomes of equilibria there, where one side has none; NULL where both have. */
const char *threshold_equilibria(const struct threshold *h);

/* What the generalist does where it changes its choice there and nobody's regime changes: "flips to
 * another level", or product. */
const char *threshold_flip(const struct game *g);

/* ---- reason.c: why this share: what the rule chosen looks at -------------------------------- */

enum { REASON_MAX = 600 };

/* "Nash: the share with the largest product of gains. Gains 0.1461 and 0.1127, product 0.01646;
 * at a share of 0.6 it would be 0.0156, at 0.8 0.01485." As much of it as the study knows; empty
 * where no rule has chosen, or there is no agreement. */
void reason_text(const struct study *st, char out[REASON_MAX]);

/* That a player (0 the generalist) can gain nothing, and so counts for no rule that looks at
 * gains; false, and "", where it can, or nobody knows yet. */
bool bystander_text(const struct study *st, int player, char out[REASON_MAX]);
/* Whether the rule chosen looks at what each gains. */
bool reason_of_gains(const struct study *st);

/* ---- why_law.c: why everybody is as safe as it is -------------------------------------------- */

#define LAW_TEXT_MAX 400

/* The sentence of a player (0 the generalist) at the present bargain of st, which must have
 * an outcome, into out: what it does, what that pays it, and, of the generalist, what its
 * safety without the law would pay it under the law. "" where the game has no law. */
void law_sentence(const struct study *st, int player, char out[LAW_TEXT_MAX]);
/* What the law comes to, in one sentence. */
void law_verdict(const struct study *st, char out[LAW_TEXT_MAX]);

/* ---- why_contract.c: a level that a specialist would leave beside it ---------------------------- */

#define CONTRACT_TEXT_MAX 300

/* "Lab builds 0.5, though it gets no share: below that Clinic declines the fee of 0.75.", or
 * "Lab stops at 0.4449: beyond, its cost would drive Clinic out.", in fewer words where `brief`;
 * false, and "", where it is no term of its contract that specialist i leaves for, below the
 * present level or beyond it. */
bool contract_edge(const struct study *st, int i, bool beyond, bool brief,
	char out[CONTRACT_TEXT_MAX]);
/* The share at which specialist i keeps of each unit what it keeps now: of one pot it has its part. */
double contract_kept_at(const struct study *st, int i);
/* What domain i would put into one pot with x added to the present level. */
double contract_adds(const struct study *st, int i, double x);
/* What specialist i would get if it added x to the present level, and if it stayed out: what
 * it was paid at signing, of one pot its part of what is then left in it; else 0. */
double contract_if_adds(const struct study *st, int i, double x);
double contract_if_out(const struct study *st, int i);

/* ---- why_squeeze.c: a level that keeps specialists in who would leave beside it ------------------ */

enum { SQUEEZE_TEXT_MAX = 600, SQUEEZED_LISTED = 3 /* by name, beside the first */ };

/* A choice of the generalist's whose edge is one of taking part. */
struct squeeze {
	struct choice at;
	bool *leaves;        /* owned; n: who would leave beside it */
	int count;           /* of them */
	bool known;          /* what the generalist would do if none of them could leave: */
	struct choice bound;
	bool squeezed;       /* that pays it more, so that they are why it is this level */
};

/* Of the choice c, the first that the last solver_choices of s found at the present bargain. */
void squeeze_find(const struct study *st, struct solver *s, const struct choice *c,
	struct squeeze *out);
void squeeze_free(struct squeeze *q);
/* What the level does, and what it costs the generalist; of one that squeezes. */
void squeeze_text(const struct study *st, const struct squeeze *q, char out[SQUEEZE_TEXT_MAX]);
void squeeze_cost_text(const struct study *st, const struct squeeze *q, char out[SQUEEZE_TEXT_MAX]);
/* Whether the present level is one that keeps specialist i in, and if so whether i would leave
 * beyond it; else below it. Solves for it where i gets nothing by taking part. */
bool squeeze_holds(const struct study *st, int i, bool *beyond);

#endif
