/* One pot of all profits (contract = profit): everybody wants it as large as can be, so that
 * what is played is the first best, whatever the split. */
#include "solver/solver_private.h"

void solver_split_pot(double delta, struct outcome *out)
{
	double pot = out->joint;
	out->u_generalist = delta * pot;
	for (int i = 0; i < out->n; i++)
		out->domain[i].utility = (1 - delta) / out->n * pot;
}

enum status solver_pot(struct solver *s, const double *delta, struct outcome *out,
	struct error *err)
{
	enum status st = solver_check_shares(delta, s->n, err);
	if (st == STATUS_OK && s->pot.n != s->n) {
		outcome_free(&s->pot);
		st = outcome_init(&s->pot, s->n, err);
		s->has_pot = false;
	}
	if (st == STATUS_OK && !s->has_pot)
		st = solver_first_best(s, &s->pot, err);
	s->has_pot = st == STATUS_OK;
	if (st != STATUS_OK)
		return st;
	outcome_copy(out, &s->pot);
	if (out->invests)
		solver_split_pot(delta[0], out);
	for (int i = 0; i < out->n; i++)
		out->domain[i].paid *= delta[0];
	return STATUS_OK;
}
