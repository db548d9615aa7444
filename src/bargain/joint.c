/* Solutions where several shares are bargained over: a joint, global search
 * over [0,1]^n.
 *
 * Objectives jump where a specialist stops taking part and are kinked where a
 * smallest gain changes hands, so no gradients are trusted. What is shared by all
 * rules is prepared here: a sample of bargains played, and a chart of all of
 * them (joint_chart.h), much denser and nearly as good. Each rule then closes
 * in on the best of either (joint_solve.c). */
#include "bargain/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bargains of the sample that the frontier's cloud is made of. */
enum { CLOUD_MOST = 1600 };
/* Beside its grid, of the sample where there is no chart to fall back upon. */
enum { SAMPLE_UNCHARTED = 3 * SAMPLE_CHARTED };

/* Points a side of the sample's grid, of the chart and of the boxes zoomed in, and the sample's
 * bargains beside its grid, by the number of shares. Among two shares the chart has all that lies
 * off the diagonal and the faces. */
static const struct { int grid, chart, lens, others; } sides[CHART_MOST + 1] = {
	[2] = {21, 97, 17, SAMPLE_DIAGONAL + 2 * SAMPLE_FACES * 2},
	[3] = {7, 25, 9, SAMPLE_CHARTED},
	[4] = {4, 13, 5, SAMPLE_CHARTED},
	[5] = {3, 8, 4, SAMPLE_CHARTED},
	[6] = {3, 6, 3, SAMPLE_CHARTED},
};

void joint_free(struct joint *j)
{
	if (!j)
		return;
	sample_free(&j->played);
	sample_free(&j->charted);
	sample_free(&j->seen);
	chart_free(j->chart);
	chart_free(j->lens);
	free(j->x);
	free(j->y);
	model_free(j->model_store);
	for (int r = 0; r < RIVALS; r++)
		model_free(j->rival[r]);
	if (j->sobol)
		gsl_qrng_free(j->sobol);
	if (j->simplex)
		gsl_multimin_fminimizer_free(j->simplex);
	if (j->smooth)
		gsl_multimin_fdfminimizer_free(j->smooth);
	if (j->start)
		gsl_vector_free(j->start);
	if (j->step)
		gsl_vector_free(j->step);
	free(j);
}

static int power(int base, int exponent)
{
	int p = 1;
	while (exponent-- > 0)
		p *= base;
	return p;
}

static bool alloc_charts(struct joint *j)
{
	int chart = sides[j->n].chart, lens = sides[j->n].lens;
	j->chart = chart_alloc(j->n, chart, CHART_LEVELS);
	j->lens = chart_alloc(j->n, lens, CHART_LEVELS);
	return j->chart && j->lens && sample_alloc(&j->charted, j->n, 2 * power(chart, j->n)) &&
		sample_alloc(&j->seen, j->n, 3 * power(lens, j->n));
}

static struct joint *joint_alloc(int shares, bool charts)
{
	struct joint *j = calloc(1, sizeof *j);
	size_t n = (size_t)shares;
	if (!j)
		return NULL;
	j->n = shares;
	j->players = shares + 1;
	j->x = malloc((10 + STARTS) * n * sizeof *j->x);
	j->y = malloc((2 * (n + 2) + n + 1) * sizeof *j->y);
	j->model_store = model_alloc(n);
	bool rivals = true;
	for (int r = 0; r < RIVALS; r++)
		rivals &= (j->rival[r] = model_alloc(n)) != NULL;
	j->simplex = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
	j->smooth = gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, n);
	j->start = gsl_vector_alloc(n);
	j->step = gsl_vector_alloc(n);
	j->sobol = gsl_qrng_alloc(gsl_qrng_sobol, shares > DIMENSIONS ? DIMENSIONS : (unsigned)n);
	if (!j->x || !j->y || !j->model_store || !rivals || !j->simplex || !j->smooth || !j->start ||
		!j->step || !j->sobol || !sample_alloc(&j->played, shares, SAMPLES_MOST) ||
		(charts && shares <= CHART_MOST && !alloc_charts(j))) {
		joint_free(j);
		return NULL;
	}
	j->u = j->y + 2 * (n + 2);
	j->value = joint_try;
	j->best_x = j->x + n;
	j->from = j->x + 2 * n;
	j->direction = j->x + 3 * n;
	j->low = j->x + 4 * n;
	j->high = j->x + 5 * n;
	j->centre = j->x + 6 * n;
	j->target = j->x + 7 * n;
	j->top_x = j->x + 8 * n;
	j->settled = j->x + 9 * n;
	j->race = j->x + 10 * n;
	for (size_t k = 0; k < n; k++) {
		j->low[k] = 0;
		j->high[k] = 1;
	}
	return j;
}

enum status joint_start(struct study *st, struct error *err)
{
	struct study_work *w = st->work;
	struct joint *j = w->joint;
	if (j && j->n != st->n) {
		joint_free(j);
		j = w->joint = NULL;
	}
	if (!j)
		w->joint = j = joint_alloc(st->n, w->solver != NULL);
	if (!j)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	j->st = st;
	j->played.count = j->charted.count = 0;
	j->any_gain = j->tied = false;
	j->side = st->n <= CHART_MOST ? sides[st->n].grid : 0;
	j->grid = j->side > 0 ? power(j->side, st->n) : 0;
	j->cloud = j->grid + (j->chart ? SAMPLE_CHARTED : SAMPLE_UNCHARTED);
	j->want = j->chart ? j->grid + sides[st->n].others : j->cloud;
	gsl_qrng_init(j->sobol);
	return STATUS_OK;
}

/* --------------------------------------------------------------- frontier */

static bool better_all(const double *q, const double *p, int players, double room)
{
	bool better = false;
	for (int k = 0; k < players; k++) {
		if (q[k] < p[k] - room)
			return false;
		better |= q[k] > p[k] + room;
	}
	return better;
}

/* What a bargain comes to, and for all together. */
struct rival {
	const double *u;
	int at;     /* in the sample */
	double sum;
};

static int by_sum(const void *a, const void *b)
{
	const struct rival *x = a, *y = b;
	return (x->sum < y->sum) - (x->sum > y->sum);
}

/* Whether one of the rivals, those with more for all together first, is better for somebody and
 * worse for nobody than u: together they have no less then, but for `room` each. */
static bool is_beaten(const struct rival *rival, int rivals, const double *u, int players,
	double room)
{
	double least = 0;
	for (int k = 0; k < players; k++)
		least += u[k] - 2 * room;
	for (int q = 0; q < rivals && rival[q].sum >= least; q++)
		if (better_all(rival[q].u, u, players, room))
			return true;
	return false;
}

/* The bargains of the sample that are on the frontier's picture, thinned where it is large, and all
 * solutions, which it ends by: what they come to into *rival. Returns how many. */
static int list_rivals(const struct joint *j, int sampled, struct rival *rival)
{
	const struct sample *all = &j->played;
	int thin = 1 + sampled / CLOUD_MOST, rivals = 0;
	for (int i = 0; i < all->count; i++) {
		const double *u = all->u + (size_t)i * (size_t)j->players;
		if (!isfinite(u[0]) || (i < sampled && i % thin))
			continue;
		rival[rivals] = (struct rival){u, i, 0};
		for (int k = 0; k < j->players; k++)
			rival[rivals].sum += u[k];
		rivals++;
	}
	return rivals;
}

/* All of them, parted into undominated and dominated. */
static void part(struct study *st, const struct rival *rival, int rivals, const struct rival *sorted)
{
	const struct joint *j = st->work->joint;
	for (int i = 0; i < rivals; i++) {
		struct frontier_point p = {j->played.delta + (size_t)rival[i].at * (size_t)j->n,
			rival[i].u};
		if (is_beaten(sorted, rivals, p.u, j->players, ROUNDING * st->scale))
			st->dominated_point[st->dominated_points++] = p;
		else
			st->point[st->points++] = p;
	}
}

void joint_frontier(struct study *st)
{
	struct joint *j = st->work->joint;
	size_t n = (size_t)j->n, m = (size_t)j->players;

	struct sample *all = &j->played;
	struct order *o = &st->work->order;
	for (int i = 0; i < all->count; i++) { /* by id, as they were played */
		order_as_listed(o, all->delta + (size_t)i * n);
		order_as_listed(o, all->u + (size_t)i * m + 1);
	}
	int sampled = all->count;
	/* The solutions join the sample. */
	for (int s = 0; s < st->solutions; s++)
		if (st->solution[s].agreement)
			sample_add(all, j, st->solution[s].delta, &st->solution[s].out,
				false);
	size_t most = (size_t)all->count;
	struct rival *rival = malloc(most * sizeof *rival), *sorted = malloc(most * sizeof *sorted);
	st->point = malloc(most * sizeof *st->point);
	st->dominated_point = malloc(most * sizeof *st->dominated_point);
	if (rival && sorted && st->point && st->dominated_point) {
		int rivals = list_rivals(j, sampled, rival);
		memcpy(sorted, rival, (size_t)rivals * sizeof *rival);
		qsort(sorted, (size_t)rivals, sizeof *sorted, by_sum);
		part(st, rival, rivals, sorted);
	}
	free(rival);
	free(sorted);
}
