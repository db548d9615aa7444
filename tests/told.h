/* The small games of tests/inputs, whose right values are known. */
#ifndef HAGGLE_TESTS_TOLD_H
#define HAGGLE_TESTS_TOLD_H

#include "bargain/study.h"
#include "model/scenario.h"

struct told {
	struct scenario scenario;
	struct study *study;
};

/* tests/inputs/NAME.ini, with nothing solved; told_end afterwards. A test that cannot have it
 * ends here. */
void told_open(struct told *t, const char *name);
/* Everything that `want` (enum study_have) says, of the scenario as it is now. */
void told_solve(struct told *t, unsigned want);
void told_end(struct told *t);
/* The rule's solution, which there must be, with an agreement. */
const struct solution *told_solution(const struct told *t, enum rule rule, int specialist);
/* Whether v is within `room` of what is right; says so where it is not. */
bool told_near(double v, double right, double room);

#endif
