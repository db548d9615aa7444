/* Threads take chunks of rows by number, compute and format them into a ring
 * of chunks; the caller's thread writes the ring out in order. */
#include "bargain/sweep.h"

#include "bargain/sweep_rows.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---- the grid --------------------------------------------------------------- */

long long sweep_rows(const struct sweep_plan *plan)
{
	long long rows = 1;
	for (int i = 0; i < plan->axes; i++) {
		if (plan->axis[i].count < 1 || rows > SWEEP_ROWS_MAX / plan->axis[i].count)
			return -1;
		rows *= plan->axis[i].count;
	}
	return rows;
}

void sweep_shard(struct sweep_plan *plan, long k, long n)
{
	long long rows = sweep_rows(plan), each = rows / n, rest = rows % n;
	/* The first `rest` blocks take one row more. */
	long long before = k - 1 < rest ? k - 1 : rest;
	plan->first = each * (k - 1) + before;
	plan->rows = each + (k - 1 < rest);
}

/* ---- the ring --------------------------------------------------------------- */

struct chunk {
	char *text;            /* owned, rows of it */
	size_t length;
	bool ready;
	long long rows;        /* in the text: fewer than wanted where stopped */
	struct sweep_counts counts;
};

struct ring {
	const struct sweep_plan *plan;
	pthread_mutex_t lock;
	pthread_cond_t filled; /* the chunk that is to be written next is ready */
	pthread_cond_t room;   /* a chunk was written */
	long long chunks;      /* in all */
	long long taken;       /* the next one to be computed */
	long long written;     /* the next one to be written */
	long long chunk_rows;
	int jobs;              /* threads that have something to do */
	int size;
	bool stop;             /* nothing more is to be taken */
	enum status status;    /* the first failure that is not a row's own */
	struct error error;
	struct chunk *chunk;   /* owned, size of them: number i is chunk[i % size] */
};

/* Rows a chunk: enough to make its bookkeeping cheap, few enough to be done
 * soon, since at most one chunk a thread is waited for at the end. */
static long long choose_rows(const struct sweep_plan *plan)
{
	bool one = game_shares(&plan->scenario->game) == 1;
	long long rows = sweep_is_fixed(plan) ? 512 : one ? 16 : 1;
	long long fit = (long long)((size_t)262144 / plan->row_max);
	rows = rows > fit ? fit : rows;
	return rows < 1 ? 1 : rows;
}

static void ring_free(struct ring *r)
{
	for (int i = 0; r->chunk && i < r->size; i++)
		free(r->chunk[i].text);
	free(r->chunk);
	pthread_mutex_destroy(&r->lock);
	pthread_cond_destroy(&r->filled);
	pthread_cond_destroy(&r->room);
}

static enum status ring_init(struct ring *r, const struct sweep_plan *plan, struct error *err)
{
	memset(r, 0, sizeof *r);
	r->plan = plan;
	r->chunk_rows = choose_rows(plan);
	r->chunks = (plan->rows + r->chunk_rows - 1) / r->chunk_rows;
	r->jobs = plan->jobs < r->chunks ? plan->jobs : (int)r->chunks;
	r->size = 4 * r->jobs;
	if (r->size > r->chunks)
		r->size = (int)r->chunks;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->filled, NULL);
	pthread_cond_init(&r->room, NULL);
	r->chunk = calloc((size_t)r->size + 1, sizeof *r->chunk);
	for (int i = 0; r->chunk && i < r->size; i++) {
		r->chunk[i].text = malloc((size_t)r->chunk_rows * plan->row_max);
		if (!r->chunk[i].text)
			return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	return r->chunk ? STATUS_OK : error_set(err, STATUS_SYSTEM, "out of memory");
}

static bool asked_to_stop(const struct ring *r)
{
	return r->plan->stop && *r->plan->stop;
}

/* ---- computing ---------------------------------------------------------------- */

static void fail(struct ring *r, enum status status, const struct error *err)
{
	pthread_mutex_lock(&r->lock);
	if (r->status == STATUS_OK) {
		r->status = status;
		r->error = *err;
	}
	r->stop = true;
	pthread_cond_broadcast(&r->filled);
	pthread_cond_broadcast(&r->room);
	pthread_mutex_unlock(&r->lock);
}

/* The next chunk's number, or -1 when there is none left. */
static long long take(struct ring *r)
{
	long long number = -1;
	pthread_mutex_lock(&r->lock);
	while (!r->stop && r->taken < r->chunks && r->taken >= r->written + r->size)
		pthread_cond_wait(&r->room, &r->lock);
	if (!r->stop && r->taken < r->chunks && !asked_to_stop(r))
		number = r->taken++;
	pthread_mutex_unlock(&r->lock);
	return number;
}

static enum status compute(struct ring *r, struct sweep_rows *w, long long number,
	struct chunk *c, struct error *err)
{
	const struct sweep_plan *plan = r->plan;
	long long from = plan->first + number * r->chunk_rows;
	long long to = from + r->chunk_rows, end = plan->first + plan->rows;
	enum status status = sweep_rows_start(w, from, err);

	c->length = 0;
	c->rows = 0;
	memset(&c->counts, 0, sizeof c->counts);
	for (long long row = from; row < to && row < end; row++) {
		struct sweep_row out;
		if (status == STATUS_OK && row > from)
			status = sweep_rows_next(w, err);
		if (status != STATUS_OK || (row > from && asked_to_stop(r)))
			break;
		status = sweep_rows_solve(w, row, &out, &c->counts, err);
		if (status != STATUS_OK || sweep_rows_stopped(w))
			break;
		c->length += plan->format(plan->format_context, &out, c->text + c->length);
		c->rows++;
	}
	return status;
}

static void *work(void *context)
{
	struct ring *r = context;
	struct sweep_rows *w = NULL;
	struct error err;
	enum status status = sweep_rows_alloc(r->plan, &w, &err);
	long long number;

	while (status == STATUS_OK && (number = take(r)) >= 0) {
		struct chunk *c = &r->chunk[number % r->size];
		status = compute(r, w, number, c, &err);
		pthread_mutex_lock(&r->lock);
		c->ready = true;
		if (number == r->written)
			pthread_cond_signal(&r->filled);
		pthread_mutex_unlock(&r->lock);
	}
	sweep_rows_free(w);
	if (status != STATUS_OK)
		fail(r, status, &err);
	/* Where the sweep is to stop, nothing more may come for the writer. */
	pthread_mutex_lock(&r->lock);
	pthread_cond_signal(&r->filled);
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

/* ---- writing ------------------------------------------------------------------- */

/* Waits for the next chunk in order; NULL where none will come. */
static struct chunk *wait_for(struct ring *r)
{
	struct chunk *c = &r->chunk[r->written % r->size];
	pthread_mutex_lock(&r->lock);
	while (!c->ready && r->status == STATUS_OK &&
		!(asked_to_stop(r) && r->written >= r->taken))
		pthread_cond_wait(&r->filled, &r->lock);
	bool ready = c->ready;
	pthread_mutex_unlock(&r->lock);
	return ready ? c : NULL;
}

static void count(struct sweep_result *result, const struct chunk *c)
{
	if (c->counts.unsolved > 0 && result->unsolved == 0) {
		result->first_unsolved = c->counts.first_unsolved;
		result->why = c->counts.why;
	}
	if (c->counts.refused > 0 && result->refused == 0) {
		result->first_refused = c->counts.first_refused;
		result->refusal = c->counts.refusal;
	}
	if (c->counts.late > 0 && result->late == 0)
		result->first_late = c->counts.first_late;
	result->rows += c->rows;
	result->late += c->counts.late;
	result->unsolved += c->counts.unsolved;
	result->refused += c->counts.refused;
	result->disagreed += c->counts.disagreed;
}

static void write_all(struct ring *r, struct sweep_result *result)
{
	const struct sweep_plan *plan = r->plan;
	while (r->written < r->chunks) {
		struct chunk *c = wait_for(r);
		if (!c)
			break;
		long long end = (r->written + 1) * r->chunk_rows;
		long long whole = end > plan->rows ? plan->rows - (end - r->chunk_rows) :
						     r->chunk_rows;
		/* Decided before the chunk is given back to be filled again. */
		bool on = plan->write(plan->write_context, c->text, c->length, c->rows);
		bool last = !on || c->rows < whole;
		if (on)
			count(result, c);
		pthread_mutex_lock(&r->lock);
		c->ready = false;
		r->written++;
		pthread_cond_broadcast(&r->room);
		pthread_mutex_unlock(&r->lock);
		if (last)
			break;
	}
	result->stopped = result->rows < plan->rows;
	pthread_mutex_lock(&r->lock);
	r->stop = true;
	pthread_cond_broadcast(&r->room);
	pthread_mutex_unlock(&r->lock);
}

enum status sweep_run(const struct sweep_plan *plan, struct sweep_result *result,
	struct error *err)
{
	struct ring r;
	pthread_t thread[SWEEP_JOBS_MAX];
	int started = 0;
	enum status status = ring_init(&r, plan, err);

	memset(result, 0, sizeof *result);
	while (status == STATUS_OK && started < r.jobs) {
		if (pthread_create(&thread[started], NULL, work, &r) != 0)
			break;
		started++;
	}
	if (status == STATUS_OK && started == 0 && r.chunks > 0)
		status = error_set(err, STATUS_SYSTEM, "cannot start a thread");
	if (status == STATUS_OK)
		write_all(&r, result);
	for (int i = 0; i < started; i++)
		pthread_join(thread[i], NULL);
	if (status == STATUS_OK && r.status != STATUS_OK) {
		status = r.status;
		if (err)
			*err = r.error;
	}
	ring_free(&r);
	return status;
}

const char *sweep_row_status(const struct sweep_row *row)
{
	return row->lack == LACK_NOTHING ? proof_name(row->out->proof) : lack_name(row->lack);
}
