/* Quadratic models of the utilities, which serve every rule, kinked ones included: the
 * rule is applied to the model. */
#include "bargain/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A rival play has to be worse for the generalist by this part of the scale, for models err. */
#define RIVAL_ROOM 1e-10

void model_free(struct model *m)
{
	if (m)
		free(m->x);
	free(m);
}

struct model *model_alloc(size_t n)
{
	struct model *m = calloc(1, sizeof *m);
	size_t outputs = n + 2;
	if (m)
		m->x = malloc((n + outputs * (1 + n + n * n)) * sizeof *m->x);
	if (!m || !m->x) {
		free(m);
		return NULL;
	}
	m->y = m->x + n;
	m->gradient = m->y + outputs;
	m->hessian = m->gradient + outputs * n;
	return m;
}

/* Outputs of a play: utilities, then the performance. */
static bool outputs_at(struct joint *j, const double *x, double *y)
{
	struct study_work *w = j->st->work;
	joint_try(j, x);
	if (w->error.status != STATUS_OK)
		return false;
	for (int k = 0; k < j->players; k++)
		y[k] = outcome_utility(&w->scratch, k);
	y[j->players] = w->scratch.performance;
	return true;
}

/* Two plays beside the centre along axis k, h apart: one on each side where
 * regimes allow, else both on the side where they stay. Fills the gradient and
 * the second derivative. */
static bool model_axis(struct joint *j, struct model *m, int k, double h)
{
	double up = m->x[k] + h <= 1 ? h : -h, t[2] = {up, -up};
	int outputs = j->players + 1;
	double *y0 = j->y, *y1 = j->y + outputs;
	if (m->x[k] - fabs(up) < 0)
		t[1] = 2 * up;
	for (int tries = 0; tries < 4; tries++) {
		double *y[2] = {y0, y1};
		bool same[2];
		for (int s = 0; s < 2; s++) {
			memcpy(j->x, m->x, (size_t)j->n * sizeof *j->x);
			j->x[k] = fmin(fmax(m->x[k] + t[s], 0), 1);
			if (!outputs_at(j, j->x, y[s]))
				return false;
			same[s] = joint_signature(j, &j->st->work->scratch) == m->signature;
		}
		if (same[0] && same[1])
			break;
		if (same[0] == same[1] || t[0] * t[1] > 0) { /* the piece is thinner */
			t[0] *= .1;
			t[1] *= .1;
			continue;
		}
		double side = same[0] ? t[0] : t[1];
		if (m->x[k] + 2 * side < 0 || m->x[k] + 2 * side > 1)
			side *= .5;
		t[0] = side;
		t[1] = .5 * side;
	}
	for (int o = 0; o < outputs; o++) {
		double d0 = (y0[o] - m->y[o]) / t[0], d1 = (y1[o] - m->y[o]) / t[1];
		double second = 2 * (d0 - d1) / (t[0] - t[1]);
		m->gradient[o * j->n + k] = d0 - .5 * second * t[0];
		m->hessian[(o * j->n + k) * j->n + k] = second;
	}
	return true;
}

/* The mixed second derivatives, one play a pair. */
static bool model_pairs(struct joint *j, struct model *m, double h)
{
	int n = j->n, outputs = j->players + 1;
	for (int a = 0; a < n; a++)
		for (int b = 0; b < a; b++) {
			double ha = m->x[a] + h <= 1 ? h : -h, hb = m->x[b] + h <= 1 ? h : -h;
			memcpy(j->x, m->x, (size_t)n * sizeof *j->x);
			j->x[a] += ha;
			j->x[b] += hb;
			if (!outputs_at(j, j->x, j->y))
				return false;
			for (int o = 0; o < outputs; o++) {
				const double *g = m->gradient + o * n;
				double *hess = m->hessian + o * n * n;
				double mixed = (j->y[o] - m->y[o] - g[a] * ha - g[b] * hb -
						       .5 * hess[a * n + a] * ha * ha -
						       .5 * hess[b * n + b] * hb * hb) /
					(ha * hb);
				hess[a * n + b] = hess[b * n + a] = mixed;
			}
		}
	return true;
}

bool model_build(struct joint *j, struct model *m, const double *x, double h, bool full)
{
	int n = j->n, outputs = j->players + 1;
	memcpy(m->x, x, (size_t)n * sizeof *m->x);
	memset(m->hessian, 0, (size_t)(outputs * n * n) * sizeof *m->hessian);
	if (!outputs_at(j, x, m->y))
		return false;
	m->signature = joint_signature(j, &j->st->work->scratch);
	for (int k = 0; k < n; k++)
		if (!model_axis(j, m, k, h))
			return false;
	return !full || n > MODEL_FULL || model_pairs(j, m, h);
}

/* Of many shares models have no mixed second derivatives: row a of the others. */
static double model_bend(const struct model *m, int n, int o, int a, const double *x)
{
	const double *hess = m->hessian + (o * n + a) * n;
	double s = 0;
	if (n > MODEL_FULL)
		return hess[a] * (x[a] - m->x[a]);
	for (int b = 0; b < n; b++)
		s += hess[b] * (x[b] - m->x[b]);
	return s;
}

double model_output(const struct model *m, int n, int o, const double *x)
{
	double v = m->y[o];
	const double *g = m->gradient + o * n;
	for (int a = 0; a < n; a++) {
		double d = x[a] - m->x[a];
		if (d != 0)
			v += d * (g[a] + .5 * model_bend(m, n, o, a, x));
	}
	return v;
}

void model_slope(const struct model *m, int n, int o, const double *x, double factor, double *sum)
{
	for (int a = 0; a < n; a++)
		sum[a] += factor * (m->gradient[o * n + a] + model_bend(m, n, o, a, x));
}

double model_try(struct joint *j, const double *x)
{
	const struct model *m = j->model_store;
	struct payoffs p = {.u = j->u};
	for (int k = 0; k < j->players; k++) {
		j->u[k] = model_output(m, j->n, k, x);
		p.joint += j->u[k];
	}
	if (j->rule.rule == RULE_MAX_PERFORMANCE)
		p.performance = model_output(m, j->n, j->players, x);
	/* Where the generalist would rather play as on another piece, it does. */
	double room = RIVAL_ROOM * j->st->scale;
	for (int r = 0; r < j->rivals; r++)
		if (model_output(j->rival[r], j->n, 0, x) > j->u[0] - room)
			return -INFINITY;
	double value = joint_objective(j, &p);
	joint_keep(j, x, value);
	return value;
}
