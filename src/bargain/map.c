#include "bargain/map.h"

#include "base/clock.h"

#include "bargain/resolve.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { COARSEST = 16, THREADS_MAX = 64, PART = 4 };
/* Nodes of the curve that a cell's rule is solved along: a shade needs fewer
 * than a screen of its own. */
enum { NODES = 17 };
/* Its value is kept in single precision. */
#define PLACE 1e-8

struct map_work {
	struct resolve agree[THREADS_MAX];
	int bound;           /* workers in use */
	int block;           /* side of the squares of this pass; 0: done */
	int at;              /* the next square of the pass */
	double done, total;  /* cells computed, to compute */
	struct floors *floors; /* owned: the search for the best, where both are the axes */
};

enum status map_alloc(struct map **out, struct error *err)
{
	struct map *m = calloc(1, sizeof *m);
	if (m)
		m->work = calloc(1, sizeof *m->work);
	if (!m || !m->work) {
		free(m);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	*out = m;
	return STATUS_OK;
}

static void unbind(struct map_work *w)
{
	while (w->bound > 0)
		resolve_free(&w->agree[--w->bound]);
}

void map_free(struct map *m)
{
	if (!m)
		return;
	unbind(m->work);
	floors_free(m->work->floors);
	free(m->cell);
	free(m->work);
	free(m);
}

static enum status set_axis(const struct scenario *s, struct map_axis *axis, struct error *err)
{
	enum status status = resolve_check(s, &axis->param, err);
	if (status == STATUS_OK && !span_given(&axis->span))
		axis->span = span_default(s, &axis->param);
	return status;
}

/* The first player that has such a quantity. */
static struct quantity settle(struct quantity q)
{
	const struct quantity_info *i = quantity_info(q.kind);
	if (q.player < 0)
		q.player = i->generalist ? 0 : 1;
	return q;
}

/* Whether the axes are the law's two floors. */
static bool over_floors(const struct map *m)
{
	const char *x = m->x.param.info->key, *y = m->y.param.info->key;
	const char *generalist = "floor.generalist", *specialists = "floor.specialists";
	return (strcmp(x, generalist) == 0 && strcmp(y, specialists) == 0) ||
		(strcmp(y, generalist) == 0 && strcmp(x, specialists) == 0);
}

static enum status begin_floors(struct map *m, struct error *err)
{
	floors_free(m->work->floors);
	m->work->floors = NULL;
	m->best_floors.found = false;
	return over_floors(m) && floors_apply(m->scenario) ?
		floors_alloc(&m->work->floors, m->scenario, err) : STATUS_OK;
}

enum status map_reset(struct map *m, const struct scenario *s, const struct map_plan *plan,
	struct error *err)
{
	struct map_work *w = m->work;
	m->scenario = s;
	m->x = plan->x;
	m->y = plan->y;
	enum status status = set_axis(s, &m->x, err);
	if (status == STATUS_OK)
		status = set_axis(s, &m->y, err);
	if (status == STATUS_OK && param_overlaps(&m->x.param, &m->y.param))
		status = error_set(err, STATUS_INPUT, "a map needs two different parameters");
	if (status != STATUS_OK)
		return status;
	m->quantity = settle(plan->quantity);
	m->cols = plan->cols < 2 ? 2 : plan->cols > MAP_COLS_MAX ? MAP_COLS_MAX : plan->cols;
	m->rows = plan->rows < 2 ? 2 : plan->rows > MAP_ROWS_MAX ? MAP_ROWS_MAX : plan->rows;
	size_t count = (size_t)m->cols * (size_t)m->rows;
	free(m->cell);
	m->cell = calloc(count, sizeof *m->cell);
	if (!m->cell)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	m->min = INFINITY;
	m->max = -INFINITY;
	m->present_x = param_get(s, &m->x.param);
	m->present_y = param_get(s, &m->y.param);
	unbind(w);
	int jobs = plan->jobs < 1 ? 1 : plan->jobs > THREADS_MAX ? THREADS_MAX : plan->jobs;
	for (; w->bound < jobs; w->bound++) {
		status = resolve_init(&w->agree[w->bound], s,
			m->quantity.kind == QUANTITY_EFFICIENCY, NODES, err);
		w->agree[w->bound].place = PLACE;
		w->agree[w->bound].law = m->quantity.kind == QUANTITY_VERDICT;
		if (status != STATUS_OK)
			return status;
	}
	if (jobs == 1)
		w->agree[0].pause = plan->pause;
	w->block = COARSEST;
	w->at = 0;
	w->done = 0;
	w->total = (double)count;
	return begin_floors(m, err);
}

/* Whether any pair is left. */
static bool search_floors(struct map *m)
{
	struct map_work *w = m->work;
	if (!w->floors)
		return false;
	if (floors_step(w->floors))
		return true;
	m->best_floors = *floors_best(w->floors);
	floors_free(w->floors);
	w->floors = NULL;
	return false;
}

double map_x(const struct map *m, int col)
{
	return span_value(&m->x.span, (double)col / (m->cols - 1));
}

double map_y(const struct map *m, int row)
{
	return span_value(&m->y.span, (double)row / (m->rows - 1));
}

/* --------------------------------------------------------------- computing */

static int squares_across(const struct map *m, int block)
{
	return (m->cols + block - 1) / block;
}

static int squares(const struct map *m, int block)
{
	return squares_across(m, block) * ((m->rows + block - 1) / block);
}

/* The cell that stands for a square: its middle, so that finer passes keep it
 * as theirs only by chance; each cell is computed once all the same. */
static int square_cell(const struct map *m, int block, int square)
{
	int across = squares_across(m, block);
	int col = square % across * block + block / 2, row = square / across * block + block / 2;
	col = col < m->cols ? col : m->cols - 1;
	row = row < m->rows ? row : m->rows - 1;
	return row * m->cols + col;
}

static void compute(const struct map *m, struct resolve *a, int cell)
{
	struct map_cell *to = &m->cell[cell];
	double first_best;
	enum lack lack = LACK_GAME;
	if (resolve_set(a, &m->x.param, map_x(m, cell % m->cols)) &&
		resolve_set(a, &m->y.param, map_y(m, cell / m->cols)))
		lack = resolve_solve(a, &first_best);
	to->lack = (uint8_t)lack;
	to->value = NAN;
	if (lack == LACK_NOTHING)
		to->value = (float)quantity_value(m->quantity, a->study->delta,
			&a->study->present, first_best);
}

/* A share of a pass, for one thread: squares are taken in parts. */
struct part {
	struct map *m;
	struct resolve *agree;
	atomic_int *next;
	int last;
	double end;
	pthread_t thread;
};

static bool compute_square(struct part *p, int square)
{
	int block = p->m->work->block, cell = square_cell(p->m, block, square);
	if (p->m->cell[cell].block == 1)
		return false;
	compute(p->m, p->agree, cell);
	p->m->cell[cell].block = 1;
	return true;
}

static void *run_part(void *context)
{
	struct part *p = context;
	for (;;) {
		int first = atomic_fetch_add(p->next, PART);
		for (int i = first; i < first + PART && i < p->last; i++)
			compute_square(p, i);
		if (first + PART >= p->last)
			return NULL;
	}
}

/* The square around a computed cell shows its value until it has its own. */
static void show(struct map *m, int square)
{
	int block = m->work->block, across = squares_across(m, block);
	struct map_cell from = m->cell[square_cell(m, block, square)];
	int col = square % across * block, row = square / across * block;
	for (int y = row; y < row + block && y < m->rows; y++)
		for (int x = col; x < col + block && x < m->cols; x++) {
			struct map_cell *c = &m->cell[y * m->cols + x];
			if (c->block == 1)
				continue;
			c->value = from.value;
			c->lack = from.lack;
			c->block = (uint8_t)block;
		}
	if (isfinite(from.value)) {
		m->min = fmin(m->min, from.value);
		m->max = fmax(m->max, from.value);
	}
}

/* Squares [first, last) of the pass, by all workers. */
static void compute_range(struct map *m, int first, int last)
{
	struct map_work *w = m->work;
	struct part part[THREADS_MAX];
	atomic_int next = first;
	int started = 0;
	for (int i = 0; i < w->bound; i++) {
		part[i] = (struct part){.m = m, .agree = &w->agree[i], .next = &next,
			.last = last};
		if (i > 0 && pthread_create(&part[i].thread, NULL, run_part, &part[i]) == 0)
			started = i;
		else if (i > 0)
			break;
	}
	run_part(&part[0]);
	for (int i = 1; i <= started; i++)
		pthread_join(part[i].thread, NULL);
	for (int i = first; i < last; i++)
		show(m, i);
}

bool map_step(struct map *m, double seconds)
{
	struct map_work *w = m->work;
	double end = clock_now() + seconds;
	while (w->block > 0 && w->bound > 0) {
		int count = squares(m, w->block), chunk = w->bound > 1 ? PART * w->bound : 1;
		int last = seconds < 0 || w->at + chunk > count ? count : w->at + chunk;
		compute_range(m, w->at, last);
		w->done += last - w->at;
		w->at = last;
		if (w->at >= count) {
			w->block /= 2;
			w->at = 0;
			w->done = 0;
		}
		if (w->block > 0 && seconds >= 0 && clock_now() >= end)
			return true;
	}
	while (search_floors(m))
		if (seconds >= 0 && clock_now() >= end)
			return true;
	return false;
}

double map_progress(const struct map *m)
{
	const struct map_work *w = m->work;
	if (w->block == 0 || w->bound == 0)
		return 1;
	double cells = (double)m->cols * m->rows, known = 0;
	for (int i = 0; i < m->cols * m->rows; i++)
		known += m->cell[i].block == 1;
	return known / cells;
}
