#include "solver/outcome.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *regime_name(enum regime regime)
{
	static const char *const name[] = {
		[REGIME_ABSTAIN] = "abstain",
		[REGIME_FREE_RIDE] = "free-ride",
		[REGIME_CONTRIBUTE] = "contribute",
	};
	return name[regime];
}

const char *regime_doing(enum regime regime)
{
	static const char *const doing[] = {
		[REGIME_ABSTAIN] = "abstaining",
		[REGIME_FREE_RIDE] = "free-riding",
		[REGIME_CONTRIBUTE] = "contributing",
	};

	return doing[regime];
}

const char *proof_name(enum proof proof)
{
	static const char *const name[] = {
		[PROOF_PROVED] = "proved",
		[PROOF_SAMPLED] = "sampled",
		[PROOF_GAVE_UP] = "gave-up",
	};
	return name[proof];
}

enum status outcome_init(struct outcome *o, int n, struct error *err)
{
	memset(o, 0, sizeof *o);
	o->domain = calloc(n > 0 ? (size_t)n : 1, sizeof *o->domain);
	if (!o->domain)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	o->n = n;
	return STATUS_OK;
}

void outcome_free(struct outcome *o)
{
	free(o->domain);
	memset(o, 0, sizeof *o);
}

void outcome_clear(struct outcome *o)
{
	struct domain_outcome *domain = o->domain;
	int n = o->n;
	*o = (struct outcome){.n = n, .domain = domain};
	memset(domain, 0, (size_t)n * sizeof *domain);
}

void outcome_copy(struct outcome *to, const struct outcome *from)
{
	struct domain_outcome *domain = to->domain;
	*to = *from;
	to->domain = domain;
	if (from->n > 0)
		memcpy(domain, from->domain, (size_t)from->n * sizeof *domain);
}

/* In parts of a final level: what is invested to it for a share's last digits. */
#define NO_STEP 1e-10
/* The same of a base level, which is the difference of others: their last digit. */
#define LAST_DIGIT 4e-16

void outcome_tidy_base(struct outcome *o, double part)
{
	double highest = 0;
	for (int i = 0; i < o->n; i++)
		highest = fmax(highest, o->domain[i].alpha);
	if (o->alpha0 <= part * highest)
		o->alpha0 = 0;
}

void outcome_tidy(struct outcome *o)
{
	outcome_tidy_base(o, LAST_DIGIT);
	for (int i = 0; i < o->n; i++) {
		struct domain_outcome *d = &o->domain[i];
		if (d->regime != REGIME_CONTRIBUTE || d->investment > NO_STEP * d->alpha ||
			d->safety - o->safety0 > NO_STEP * d->safety)
			continue;
		d->regime = REGIME_FREE_RIDE;
		d->alpha = o->alpha0;
		d->safety = o->safety0;
		d->investment = 0;
	}
}

bool outcome_same_regimes(const struct outcome *a, const struct outcome *b)
{
	if (a->invests != b->invests || a->verdict != b->verdict)
		return false;
	for (int i = 0; i < a->n; i++)
		if (a->domain[i].regime != b->domain[i].regime)
			return false;
	return true;
}
