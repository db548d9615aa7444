/* crowd HAGGLE [EXPLORERS [SECONDS]]: many explorers at once, each in a pseudo-
 * terminal of its own, each pressing a key twice a second; the first is kept
 * busy with a map. Prints how long keys took to the first byte and to the
 * settled screen, processor time and memory in total. Exit status 1 where an
 * explorer ended or answered no more. */
#include "../pty.h"

#include "base/num.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PERIOD = 500 }; /* milliseconds from key to key */

struct seat {
	struct pty *p;
	double pressed, first, last; /* seconds; first < pressed: no answer yet */
	double next;
	long keys;
};

struct times {
	double *at;
	size_t n;
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double percentile(const struct times *t, double part)
{
	return t->n ? t->at[(size_t)(part * (double)(t->n - 1))] : 0;
}

/* Kilobytes that are its own, and its part of what it shares. */
static long memory(const struct pty *p)
{
	char path[64], line[256];
	long kb = 0;
	snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", (long)pty_pid(p));
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "Pss: %ld", &kb) == 1)
			break;
	if (f)
		fclose(f);
	return kb;
}

static bool seat_open(struct seat *s, const char *program, bool busy, double first_key)
{
	const char *argv[] = { program, busy ? "--view=map" : "costly-specialist", NULL };
	const char *env[] = { "XDG_CONFIG_HOME=/dev/null", NULL };
	*s = (struct seat){ .next = first_key };
	s->p = pty_start(&(struct pty_options){ .argv = argv, .env = env });
	return s->p && pty_wait_for(s->p, "quit", 4 * PTY_WAIT);
}

static void settle(struct seat *s, struct times *first, struct times *settled, long *silent)
{
	if (s->keys == 0)
		return;
	if (s->first < s->pressed) {
		++*silent;
		return;
	}
	first->at[first->n++] = s->first - s->pressed;
	settled->at[settled->n++] = s->last - s->pressed;
}

/* Presses what is due; returns when the next key is, in seconds. */
static double press_due(struct seat *seats, int n, struct times *t, long *silent)
{
	double next = now() + (double)PERIOD * 1e-3;
	for (int i = 0; i < n; i++) {
		struct seat *s = &seats[i];
		double time = now();
		if (s->next <= time) {
			/* The busy one's answers are long; they are not counted. */
			if (i > 0)
				settle(s, &t[0], &t[1], silent);
			s->pressed = time;
			pty_write(s->p, s->keys++ % 8 < 4 ? "l" : "h", 1);
			s->next += (double)PERIOD * 1e-3;
			if (s->next < time)
				s->next = time;
		}
		if (s->next < next)
			next = s->next;
	}
	return next;
}

static void read_answers(struct seat *seats, struct pollfd *ready, int n)
{
	for (int i = 0; i < n; i++) {
		if (!ready[i].revents)
			continue;
		if (pty_pump(seats[i].p, 0) < 0)
			ready[i].fd = -1;
		seats[i].last = now();
		if (seats[i].first < seats[i].pressed)
			seats[i].first = seats[i].last;
	}
}

static int report(struct seat *seats, int n, int seconds, struct times *t, long silent)
{
	long cpu = 0, kb = 0;
	int ended = 0;
	for (int i = 0; i < n; i++) {
		long ms = pty_cpu(seats[i].p);
		ended += pty_wait_exit(seats[i].p, 0, NULL);
		cpu += ms > 0 ? ms : 0;
		kb += memory(seats[i].p);
	}
	for (int k = 0; k < 2; k++) {
		qsort(t[k].at, t[k].n, sizeof *t[k].at, num_rising);
		printf("key to %s: p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, most %.2f ms\n",
			k ? "settled screen" : "first byte", 1e3 * percentile(&t[k], .5),
			1e3 * percentile(&t[k], .95), 1e3 * percentile(&t[k], .99),
			1e3 * percentile(&t[k], 1));
	}
	printf("processor: %.1f s in %d s; memory: %.1f MiB, %.2f MiB each\n", (double)cpu / 1e3,
		seconds, (double)kb / 1024, (double)kb / 1024 / n);
	printf("%zu keys in %d explorers, p95 %.1f ms: %d ended, %ld keys unanswered\n", t[1].n, n,
		1e3 * percentile(&t[1], .95), ended, silent);
	return ended > 0 || silent > 0;
}

int main(int argc, char **argv)
{
	int n = argc > 2 ? atoi(argv[2]) : 200, seconds = argc > 3 ? atoi(argv[3]) : 60;
	if (argc < 2 || n < 2 || seconds < 1) {
		fprintf(stderr, "usage: crowd HAGGLE [EXPLORERS [SECONDS]]\n");
		return 2;
	}
	size_t most = (size_t)n * (size_t)(seconds + 2) * 1000 / PERIOD;
	struct seat *seats = calloc((size_t)n, sizeof *seats);
	struct pollfd *ready = calloc((size_t)n, sizeof *ready);
	struct times t[2] = { { calloc(most, sizeof(double)), 0 }, { calloc(most, sizeof(double)), 0 } };
	long silent = 0;
	if (!seats || !ready || !t[0].at || !t[1].at)
		return 2;
	for (int i = 0; i < n; i++) {
		if (!seat_open(&seats[i], argv[1], i == 0, 0)) {
			printf("explorer %d does not start\n", i + 1);
			return 1;
		}
		ready[i] = (struct pollfd){ .fd = pty_fd(seats[i].p), .events = POLLIN };
	}
	double start = now();
	for (int i = 0; i < n; i++)
		seats[i].next = start + (double)PERIOD * 1e-3 * i / n;
	while (now() < start + seconds) {
		double next = press_due(seats, n, t, &silent);
		int wait = (int)((next - now()) * 1e3);
		if (poll(ready, (nfds_t)n, wait > 0 ? wait : 0) > 0)
			read_answers(seats, ready, n);
	}
	int wrong = report(seats, n, seconds, t, silent);
	for (int i = 0; i < n; i++)
		pty_free(seats[i].p);
	free(seats);
	free(ready);
	free(t[0].at);
	free(t[1].at);
	return wrong;
}
