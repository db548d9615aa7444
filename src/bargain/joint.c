/* Solutions where several shares are bargained over: a joint, global search
 * over [0,1]^n.
 *
 * Objectives jump where a specialist stops taking part and are kinked where a
 * smallest gain changes hands, so no gradients are trusted. A Sobol sample,
 * shared by all rules, finds the basins; from the best few of them each rule
 * climbs by line searches along the axes (global ones, that can leave a basin),
 * along the directions that paid before, and by GSL's simplex, until none of
 * them gains. */
#include "bargain/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bargains of the sample that the frontier's cloud is made of. */
enum { CLOUD_MOST = 1600 };

void joint_free(struct joint *j)
{
	if (!j)
		return;
	free(j->delta);
	free(j->u);
	free(j->performance);
	free(j->signature);
	free(j->value);
	free(j->x);
	free(j->y);
	model_free(j->model_store);
	for (int r = 0; r < RIVALS; r++)
		model_free(j->rival[r]);
	if (j->sobol)
		gsl_qrng_free(j->sobol);
	if (j->simplex)
		gsl_multimin_fminimizer_free(j->simplex);
	if (j->start)
		gsl_vector_free(j->start);
	if (j->step)
		gsl_vector_free(j->step);
	free(j);
}

enum status joint_start(struct study *st, struct error *err)
{
	struct study_work *w = st->work;
	struct joint *j = w->joint;
	if (j && j->n != st->n) {
		joint_free(j);
		j = w->joint = NULL;
	}
	if (!j) {
		size_t n = (size_t)st->n;
		size_t most = SAMPLES_MOST;
		w->joint = j = calloc(1, sizeof *j);
		if (!j)
			return error_set(err, STATUS_SYSTEM, "out of memory");
		j->n = st->n;
		j->players = st->n + 1;
		j->delta = malloc(most * n * sizeof *j->delta);
		j->u = malloc(most * (n + 1) * sizeof *j->u);
		j->performance = malloc(most * sizeof *j->performance);
		j->x = malloc((9 + STARTS) * n * sizeof *j->x);
		j->value = malloc(most * sizeof *j->value);
		j->y = malloc(2 * (n + 2) * sizeof *j->y);
		j->model_store = model_alloc(n);
		j->signature = malloc(most * sizeof *j->signature);
		bool rivals = true;
		for (int r = 0; r < RIVALS; r++)
			rivals &= (j->rival[r] = model_alloc(n)) != NULL;
		j->simplex = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
		j->start = gsl_vector_alloc(n);
		j->step = gsl_vector_alloc(n);
		j->sobol = gsl_qrng_alloc(gsl_qrng_sobol, st->n > DIMENSIONS ? DIMENSIONS :
						(unsigned)st->n);
		if (!j->delta || !j->u || !j->performance || !j->x || !j->y || !j->value ||
			!j->model_store || !j->signature || !rivals ||
			!j->simplex ||
			!j->start || !j->step || !j->sobol) {
			joint_free(j);
			w->joint = NULL;
			return error_set(err, STATUS_SYSTEM, "out of memory");
		}
		j->best_x = j->x + n;
		j->from = j->x + 2 * n;
		j->direction = j->x + 3 * n;
		j->low = j->x + 4 * n;
		j->high = j->x + 5 * n;
		j->centre = j->x + 6 * n;
		j->target = j->x + 7 * n;
		j->top_x = j->x + 8 * n;
		j->race = j->x + 9 * n;
		for (size_t k = 0; k < n; k++) {
			j->low[k] = 0;
			j->high[k] = 1;
		}
	}
	j->st = st;
	j->count = 0;
	j->any_gain = false;
	/* Pieces may be thin: of the sample about half is a grid, up to six shares. */
	static const int side[] = {0, 0, 65, 13, 7, 4, 3};
	j->side = j->grid = 0;
	if (st->n <= 6) {
		j->side = side[st->n];
		j->grid = 1;
		for (int k = 0; k < st->n; k++)
			j->grid *= j->side;
	}
	j->want = j->grid + (st->n <= 3 ? 1200 : 1600);
	if (j->want > SAMPLES_MOST - RULES - st->n)
		j->want = SAMPLES_MOST - RULES - st->n;
	gsl_qrng_init(j->sobol);
	return STATUS_OK;
}

/* First a grid that holds the faces and corners, where many solutions lie; then
 * the diagonal; then Sobol's sequence (beyond its 40 dimensions the further
 * shares repeat the earlier ones, shifted), at first brought to one face after
 * the other: what gives a squeezed specialist something may be a thin slab
 * there. */
static void next_sample(struct joint *j, double *delta)
{
	enum { DIAGONAL = 17, FACES = 64 };
	int i = j->count;
	double q[DIMENSIONS];
	if (i < j->grid) {
		for (int k = 0; k < j->n; k++, i /= j->side)
			delta[k] = (double)(i % j->side) / (j->side - 1);
		return;
	}
	i -= j->grid;
	if (i < DIAGONAL) {
		for (int k = 0; k < j->n; k++)
			delta[k] = (double)i / (DIAGONAL - 1);
		return;
	}
	gsl_qrng_get(j->sobol, q);
	for (int k = 0; k < j->n; k++)
		delta[k] = k < DIMENSIONS ? q[k] : fmod(q[k % DIMENSIONS] + .381966 * (k / 40), 1);
	i -= DIAGONAL;
	if (j->side > 0 && i < 2 * FACES * j->n)
		delta[i / 2 % j->n] = i % 2;
}

unsigned long joint_signature(const struct outcome *o)
{
	unsigned long s = o->invests;
	for (int i = 0; i < o->n; i++)
		s = s * 31 + (unsigned long)o->domain[i].regime + 1 +
			(o->domain[i].utility < 1e-9 ? 3 : 0);
	return s;
}

void joint_add_sample(struct joint *j, const double *x)
{
	struct study_work *w = j->st->work;
	double *delta = j->delta + (size_t)j->count * (size_t)j->n;
	double *u = j->u + (size_t)j->count * (size_t)j->players;
	if (j->count >= SAMPLES_MOST)
		return;
	memmove(delta, x, (size_t)j->n * sizeof *delta);
	bool ok = work_play(w, delta, &w->scratch);
	for (int k = 0; k < j->players; k++)
		u[k] = ok ? outcome_utility(&w->scratch, k) : -INFINITY;
	if (ok && gains_of(w, &w->scratch, w->gain))
		for (int k = 0; k < j->players; k++)
			j->any_gain |= w->gain[k] > GAIN_NONE;
	j->signature[j->count] = ok ? joint_signature(&w->scratch) : 0;
	j->performance[j->count++] = ok ? w->scratch.performance : 0;
}

bool joint_sample(struct study *st)
{
	struct joint *j = st->work->joint;
	for (int tries = 0; tries < 16 && j->count < j->want; tries++) {
		next_sample(j, j->x);
		joint_add_sample(j, j->x);
	}
	return j->count < j->want;
}

/* --------------------------------------------------------------- frontier */

static bool better_all(const double *q, const double *p, int players)
{
	bool better = false;
	for (int k = 0; k < players; k++) {
		if (q[k] < p[k])
			return false;
		better |= q[k] > p[k] + GAIN_NONE;
	}
	return better;
}

/* The sample (thinned where it is large: every bargain is held against every
 * other) and the solutions, parted into undominated and dominated. */
void joint_frontier(struct study *st)
{
	struct joint *j = st->work->joint;
	size_t n = (size_t)j->n, m = (size_t)j->players;

	int sampled = j->count, thin = 1 + sampled / CLOUD_MOST;
	/* The solutions join the sample. */
	for (int s = 0; s < st->solutions && j->count < SAMPLES_MOST; s++) {
		const struct solution *sol = &st->solution[s];
		if (!sol->agreement)
			continue;
		memcpy(j->delta + (size_t)j->count * n, sol->delta, n * sizeof *j->delta);
		for (int k = 0; k < j->players; k++)
			j->u[(size_t)j->count * m + (size_t)k] = outcome_utility(&sol->out, k);
		j->count++;
	}
	st->point = malloc((size_t)j->count * sizeof *st->point);
	st->dominated_point = malloc((size_t)j->count * sizeof *st->dominated_point);
	if (!st->point || !st->dominated_point)
		return;
	for (int i = 0; i < j->count; i++) {
		const double *u = j->u + (size_t)i * m;
		struct frontier_point p = {j->delta + (size_t)i * n, u};
		bool beaten = false;
		if (!isfinite(u[0]) || (i < sampled && i % thin))
			continue;
		for (int q = 0; q < j->count && !beaten; q += q < sampled - thin ? thin : 1)
			beaten = better_all(j->u + (size_t)q * m, u, j->players);
		if (beaten)
			st->dominated_point[st->dominated_points++] = p;
		else
			st->point[st->points++] = p;
	}
}
