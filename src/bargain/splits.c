/* Where a pie is bargained over, what is left to agree on is how it is split: a line of plays, by
 * the part of the gain that the generalist gets (haggle-theory(7), AXIOMS). */
#include "bargain/study_private.h"

void splits_free(struct splits *s)
{
	outcome_free(&s->pie);
	s->any = false;
}

/* The largest pie that some rule comes to, with gains over the outside options. */
enum status splits_find(struct splits *s, const struct study *st, struct error *err)
{
	const struct solution *most = NULL;
	const double *outside = st->work->threat;
	s->any = false;
	for (int i = 0; i < st->solutions; i++)
		if (st->solution[i].agreement &&
			(!most || st->solution[i].out.joint > most->out.joint))
			most = &st->solution[i];
	if (!most)
		return STATUS_OK;
	enum status status = s->pie.domain ? STATUS_OK : outcome_init(&s->pie, st->n, err);
	if (status != STATUS_OK)
		return status;
	outcome_copy(&s->pie, &most->out);
	for (int k = 0; k < 2; k++)
		s->outside[k] = outside[k];
	s->gain = s->pie.joint - outside[0] - outside[1];
	s->any = s->gain > 0;
	return STATUS_OK;
}

double splits_part(const struct splits *s, const struct outcome *out)
{
	return (out->u_generalist - s->outside[0]) / s->gain;
}

void splits_play(const struct splits *s, double part, struct outcome *out)
{
	outcome_copy(out, &s->pie);
	out->u_generalist = s->outside[0] + part * s->gain;
	out->domain[0].utility = s->pie.joint - out->u_generalist;
	out->payment += out->u_generalist - s->pie.u_generalist;
	out->domain[0].payment = -out->payment;
}
