/* What screens call things: one name for one thing. */
#ifndef HAGGLE_VIEW_CAPTION_H
#define HAGGLE_VIEW_CAPTION_H

#include "model/param.h"

#define NUMBER_TEXT 32

/* A player's name: 0 the generalist, k specialist k - 1; its letter in plots, unique as
 * long as letters last ('*' beyond). */
const char *player_name(const struct scenario *s, int k);
char player_mark(const struct scenario *s, int k);

/* A rule's letter, and its name in at most 15 columns ("powerful m"). */
char bargain_mark(const struct scenario *s, struct bargain b);
char *bargain_brief(const struct scenario *s, struct bargain b, char *out, size_t size);

/* A parameter: "cost scale of m", "share of g". */
char *param_caption(const struct scenario *s, const struct param_ref *ref, char *out,
	size_t size);

/* A number as it was set: as few digits as tell it, at most six; with so many decimals.
 * Both are of num_tidy's digits, so that numbers that differ by what a computation loses
 * look equal. */
char *caption_number(double v, char *out, size_t size);
char *caption_rounded(double v, int decimals, char *out, size_t size);
/* A share with so many decimals in at most `width` columns, and a part of the first best in whole
 * percents with their sign ("83%"). What is neither nothing nor all is told from that: by more
 * decimals, else "<1", "<1%", ">99%". "--%": not finite, or of next to nothing. Return out. */
char *caption_share(double v, int decimals, int width, char out[NUMBER_TEXT]);
char *caption_percent(double part, int width, char out[NUMBER_TEXT]);

#endif
