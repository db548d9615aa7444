/* Why this share: what the rule chosen looks at, at its bargain and beside it. */
#ifndef HAGGLE_VIEW_REASON_H
#define HAGGLE_VIEW_REASON_H

#include "bargain/study.h"

enum { REASON_MAX = 600 };

/* "Nash: the share with the largest product of gains. Gains 0.1461 and 0.1127, product 0.01646;
 * at a share of 0.6 it would be 0.0156, at 0.8 0.01485." As much of it as the study knows; empty
 * where no rule has chosen, or there is no agreement. */
void reason_text(const struct study *st, char out[REASON_MAX]);

#endif
