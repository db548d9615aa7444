/* Thresholds in words, as far as sentences about them agree. Private to src/view. */
#ifndef HAGGLE_VIEW_THRESHOLD_H
#define HAGGLE_VIEW_THRESHOLD_H

#include "bargain/study.h"

#include <stddef.h>

/* How a sentence about a threshold begins that sets an end of the shares apart from
 * all others: "As soon as the share is above 0". `of` is the share in words. False,
 * with *out as it was, for one that is passed on the way. */
bool threshold_at_end(const struct threshold *h, const char *of, char *out, size_t size);

/* What becomes of equilibria there, where one side has none; NULL where both have. */
const char *threshold_equilibria(const struct threshold *h);

#endif
