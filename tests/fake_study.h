/* Studies without a solver: the quadratic game with one specialist in closed
 * form, for tests of what is drawn. With costs c0 a0^2 and c1 x^2, linear
 * revenue and share d of the generalist, p = 1/(4 c0), q = 1/(4 c1):
 * U_G = p d^2 + 2 q d (1-d), U_D = 2 p d (1-d) + q (1-d)^2. */
#ifndef HAGGLE_TESTS_FAKE_STUDY_H
#define HAGGLE_TESTS_FAKE_STUDY_H

#include "bargain/map.h"
#include "bargain/induction.h"
#include "bargain/statics.h"
#include "bargain/study.h"
#include "model/viewname.h"

struct fake {
	struct scenario scenario;
	struct study study;
	struct induction induction;
	struct statics statics;
	struct map map;
};

/* A study, a induction, statics over c0 and a map over both costs; the present
 * bargain is Nash's. NULL without memory. Free with fake_free. */
struct fake *fake_alloc(double c0, double c1);
void fake_free(struct fake *f);
/* What each view's own lab would have made of it, or NULL. */
void fake_labs(const struct fake *f, const void *lab[VIEWS]);

#endif
