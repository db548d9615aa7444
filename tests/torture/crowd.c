/* crowd HAGGLE [EXPLORERS [SECONDS [HOGS]]]: a class at once, each in a restricted
 * explorer of its own and in a pseudo-terminal, each pressing a key twice a second that
 * changes a number: the shipped presets and lessons in turn, formulas, maps and twelve
 * domains among them. The first HOGS of them, which are not counted, have eight S-curves
 * with shares of their own, which keep a processor busy from key to key. From the top of the
 * tree.
 *
 * Prints how long keys took to the first byte of their answer and to the last before the
 * next key, the longest wait of anybody, and processor time and memory in total. Exit
 * status 1 where an explorer ended or somebody was starved: no answer in STARVED. */
#include "../pty.h"

#include "base/num.h"

#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PERIOD = 500 }; /* milliseconds from key to key */
#define STARVED 2.0   /* s */

/* What a class has before it; a lesson's pages, and views that take longest, too. */
static const char *const mix[][2] = {
	{"costly-specialist", NULL}, {"lesson-quarter", NULL}, {"three-domains", NULL},
	{"squeeze", NULL}, {"formula", NULL}, {"lesson-squeeze-flip", NULL}, {"many-domains", NULL},
	{"s-curve", NULL}, {"flip", "--view=response"}, {"two-frontiers", "--view=frontier"},
	{"diminishing", "--view=statics"}, {"canonical", NULL}, {"symmetric", "--view=map"},
	{"lesson-threshold", NULL}, {"outside-option", "--view=solutions"},
};
enum { MIX = sizeof mix / sizeof *mix };

/* Eight S-curves, each with a share of its own: seconds of work, begun anew by each key. */
#define CURVE(name) "[specialist " name "]\nrevenue = logistic\nrevenue.scale = 1.1\n" \
	"revenue.midpoint = 1.2\nrevenue.width = .2\ncost.scale = .5\n"
static const char hog[] = "[scenario]\nbargain = nash\n[generalist]\ncost.scale = .5\n"
	CURVE("a") CURVE("b") CURVE("c") CURVE("d") CURVE("e") CURVE("f") CURVE("g") CURVE("h");

struct seat {
	struct pty *p;
	double pressed, first, last; /* seconds; first < pressed: no answer yet */
	double next, longest;
	long keys;
	bool hog;
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

static bool seat_open(struct seat *s, const char *program, int i, const char *place)
{
	char presets[80];
	const char *argv[] = { program, "--restricted", presets, s->hog ? "hog" : mix[i % MIX][0],
		s->hog ? NULL : mix[i % MIX][1], NULL };
	snprintf(presets, sizeof presets, "--presets=%s", s->hog ? place : "presets");
	s->p = pty_start(&(struct pty_options){ .argv = argv });
	return s->p && pty_wait_for(s->p, "q quit", 4 * PTY_WAIT);
}

/* What came of the key before: where nothing did, it is waited for on. False: still so. */
static bool settle(struct seat *s, struct times *first, struct times *settled, double time)
{
	double wait = (s->first < s->pressed ? time : s->first) - s->pressed;
	if (s->keys == 0)
		return true;
	if (wait > s->longest)
		s->longest = wait;
	if (s->first < s->pressed)
		return false;
	if (!s->hog) {
		first->at[first->n++] = wait;
		settled->at[settled->n++] = s->last - s->pressed;
	}
	return true;
}

/* Presses what is due; returns when the next key is, in seconds. Who waits for an answer
 * presses nothing. */
static double press_due(struct seat *seats, int n, struct times *t, long *late)
{
	double next = now() + (double)PERIOD * 1e-3;
	for (int i = 0; i < n; i++) {
		struct seat *s = &seats[i];
		double time = now();
		if (s->next <= time) {
			if (settle(s, &t[0], &t[1], time)) {
				pty_write(s->p, s->keys++ % 8 < 4 ? "l" : "h", 1);
				s->pressed = now();
			} else if (!s->hog) {
				++*late;
			}
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

/* Which of the mix the processors' time went to; a start costs some 20 ms. */
static void report_mix(const struct seat *seats, int n)
{
	for (int k = 0; k < MIX; k++) {
		long cpu = 0, keys = 0;
		double longest = 0;
		for (int i = k; i < n; i += MIX) {
			cpu += seats[i].hog ? 0 : pty_cpu(seats[i].p);
			keys += seats[i].hog ? 0 : seats[i].keys;
			longest = seats[i].hog ? longest : fmax(longest, seats[i].longest);
		}
		printf("%-20s %-16s %6.2f ms a key, longest wait %3.0f ms\n", mix[k][0],
			mix[k][1] ? mix[k][1] : "", keys > 0 ? (double)cpu / (double)keys : 0, 1e3 * longest);
	}
}

static int report(struct seat *seats, int n, int hogs, int seconds, struct times *t, long late)
{
	long cpu = 0, kb = 0, most = 0;
	report_mix(seats, n);
	int ended = 0, starved = 0;
	double longest = 0;
	for (int i = 0; i < n; i++) {
		long ms = pty_cpu(seats[i].p);
		ended += pty_wait_exit(seats[i].p, 0, NULL);
		cpu += ms > 0 ? ms : 0;
		kb += memory(seats[i].p);
		most = ms > most ? ms : most;
		if (!seats[i].hog && seats[i].longest > longest)
			longest = seats[i].longest;
		starved += !seats[i].hog && seats[i].longest > STARVED;
	}
	for (int k = 0; k < 2; k++) {
		qsort(t[k].at, t[k].n, sizeof *t[k].at, num_rising);
		printf("key to %s: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, most %.1f ms\n",
			k ? "last byte" : "first byte", 1e3 * percentile(&t[k], .5),
			1e3 * percentile(&t[k], .95), 1e3 * percentile(&t[k], .99),
			1e3 * percentile(&t[k], 1));
	}
	printf("processor: %.1f s in %d s, start included, %.1f s of one; memory: %.1f MiB, %.2f MiB each\n",
		(double)cpu / 1e3, seconds, (double)most / 1e3, (double)kb / 1024, (double)kb / 1024 / n);
	printf("%zu keys in %d explorers beside %d hogs, to the first byte p50 %.1f ms, p99 %.1f ms, to the "
	       "last p50 %.1f ms, p99 %.1f ms; longest wait %.0f ms, %ld keys late, %d starved, %d ended\n",
		t[0].n, n - hogs, hogs, 1e3 * percentile(&t[0], .5), 1e3 * percentile(&t[0], .99),
		1e3 * percentile(&t[1], .5), 1e3 * percentile(&t[1], .99), 1e3 * longest, late, starved, ended);
	return ended > 0 || starved > 0;
}

/* A directory of presets that holds the hogs' alone. */
static bool make_place(char *place)
{
	char path[64];
	if (!mkdtemp(place))
		return false;
	snprintf(path, sizeof path, "%s/hog.ini", place);
	FILE *f = fopen(path, "w");
	return f && fputs(hog, f) >= 0 && fclose(f) == 0;
}

static void remove_place(const char *place)
{
	char path[64];
	snprintf(path, sizeof path, "%s/hog.ini", place);
	unlink(path);
	rmdir(place);
}

int main(int argc, char **argv)
{
	int n = argc > 2 ? atoi(argv[2]) : 200, seconds = argc > 3 ? atoi(argv[3]) : 60;
	int hogs = argc > 4 ? atoi(argv[4]) : 0;
	char place[] = "/tmp/haggle-crowd-XXXXXX";
	if (argc < 2 || n < 2 || seconds < 1 || hogs < 0 || hogs >= n) {
		fprintf(stderr, "usage: crowd HAGGLE [EXPLORERS [SECONDS [HOGS]]]\n");
		return 2;
	}
	size_t most = (size_t)n * (size_t)(seconds + 2) * 1000 / PERIOD;
	struct seat *seats = calloc((size_t)n, sizeof *seats);
	struct pollfd *ready = calloc((size_t)n, sizeof *ready);
	struct times t[2] = { { calloc(most, sizeof(double)), 0 }, { calloc(most, sizeof(double)), 0 } };
	long late = 0;
	if (!seats || !ready || !t[0].at || !t[1].at || !make_place(place))
		return 2;
	for (int i = n - 1; i >= 0; i--) { /* the hogs last: all start in quiet */
		seats[i].hog = i < hogs;
		if (!seat_open(&seats[i], argv[1], i, place)) {
			printf("explorer %d does not start\n", i + 1);
			return 1;
		}
		ready[i] = (struct pollfd){ .fd = pty_fd(seats[i].p), .events = POLLIN };
	}
	double start = now();
	for (int i = 0; i < n; i++)
		seats[i].next = start + (double)PERIOD * 1e-3 * i / n;
	while (now() < start + seconds) {
		double next = press_due(seats, n, t, &late);
		int wait = (int)((next - now()) * 1e3);
		if (poll(ready, (nfds_t)n, wait > 0 ? wait : 0) > 0)
			read_answers(seats, ready, n);
	}
	int wrong = report(seats, n, hogs, seconds, t, late);
	for (int i = 0; i < n; i++)
		pty_free(seats[i].p);
	remove_place(place);
	free(seats);
	free(ready);
	free(t[0].at);
	free(t[1].at);
	return wrong;
}
