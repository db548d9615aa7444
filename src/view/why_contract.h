/* What a contract's terms have to do with a level: that a specialist would leave beside it. */
#ifndef HAGGLE_SRC_VIEW_WHY_CONTRACT_H
#define HAGGLE_SRC_VIEW_WHY_CONTRACT_H

#include "bargain/study.h"

#define CONTRACT_TEXT_MAX 300

/* "Lab builds 0.500, though it gets no share: below that Clinic declines the fee of 0.750.", or
 * "Lab stops at 0.445: beyond, its cost would drive Clinic out.", in fewer words where `brief`;
 * false, and "", where specialist i is held at nothing by neither. */
bool contract_edge(const struct study *st, int i, bool brief, char out[CONTRACT_TEXT_MAX]);

/* What specialist i would get if it added x to the present level, and if it stayed out: what it was
 * paid at signing, of one pot its part of what is then left in it; else 0. */
double contract_if_added(const struct study *st, int i, double x);
double contract_if_out(const struct study *st, int i);

#endif
