/* class_load HAGGLE [STUDENTS [VOTES]]: many students vote, each at its own moments, while
 * the teacher's screen is open. Prints how long it took from a vote's leaving to the
 * teacher's being told a count that holds it, and the server's memory. Exit status 1 where
 * a vote was lost, or the 99th percentile is above 200 ms, or memory above 32 MiB. */
#include "base/num.h"
#include "room/link.h"
#include "room/place.h"
#include "room_process.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST 390
#define AIM_MS 200
#define AIM_KB (32 << 10)
#define SPREAD_MS 4000 /* over which a class votes */

struct student { struct link l; struct told t; double vote_at, sent; bool done; };

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool take(struct link *l, struct told *t)
{
	bool told = false;
	char *line;

	while ((line = link_line(l, NULL)))
		if (strncmp(line, "told\t", 5) == 0) {
			told_free(t);
			told = told_read(line + 5, t, NULL) == STATUS_OK;
		}
	return told;
}

static bool wait_told(struct link *l, struct told *t)
{
	struct pollfd fd = {.fd = l->fd, .events = POLLIN};

	do {
		if (take(l, t))
			return true;
	} while (poll(&fd, 1, 20000) > 0 && link_read(l));
	return false;
}

static long memory_kb(pid_t pid)
{
	char path[64], line[256];
	long kb = 0;

	snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "VmHWM: %ld", &kb) == 1)
			break;
	if (f)
		fclose(f);
	return kb;
}

/* One vote of the whole class; latencies into at. How many were counted. */
static int vote(struct student *s, int n, struct link *leader, struct told *told, double *at)
{
	double begun = now_ms(), *sent = calloc((size_t)n, sizeof *sent);
	int out = 0, counted = 0;
	struct pollfd fd = {.fd = leader->fd, .events = POLLIN};

	for (int i = 0; i < n; i++) {
		s[i].vote_at = begun + SPREAD_MS * (double)rand() / RAND_MAX;
		s[i].done = false;
	}
	while (sent && counted < n && now_ms() - begun < SPREAD_MS + 20000) {
		for (int i = 0; i < n; i++)
			if (!s[i].done && now_ms() >= s[i].vote_at) {
				s[i].done = true;
				sent[out++] = now_ms();
				link_do(&s[i].l, s[i].t.done + 1, s[i].t.moment, ROOM_CHOOSE, i % 2 ? "1" : "2");
			}
		if (poll(&fd, 1, 1) > 0 && link_read(leader) && take(leader, told)) {
			/* votes are counted in the order they left, near enough */
			for (; counted < told->answered && counted < out; counted++)
				at[counted] = now_ms() - sent[counted];
		}
		for (int i = 0; i < n; i++) {
			link_read(&s[i].l);
			take(&s[i].l, &s[i].t);
		}
	}
	free(sent);
	return counted;
}

static int play(const char *haggle, int n, int votes)
{
	struct student *s = calloc((size_t)n, sizeof *s);
	double *at = calloc((size_t)(n * votes), sizeof *at);
	struct link leader;
	struct told told = {.room = NULL};
	char directory[64];
	struct place place;
	int counted = 0;
	pid_t pid;

	if (!s || !at || !room_directory(directory) || place_find(directory, "econ", &place, NULL))
		return 1;
	pid = room_serve(haggle, directory, "lesson-quarter");
	bool ok = pid > 0 && link_open(place.socket, &leader, NULL) == STATUS_OK &&
		link_hello(&leader, "leader", NULL, NULL) && wait_told(&leader, &told);
	for (int i = 0; ok && i < n; i++)
		ok = link_open(place.socket, &s[i].l, NULL) == STATUS_OK &&
			link_hello(&s[i].l, "student", NULL, "") && wait_told(&s[i].l, &s[i].t);
	for (int k = 0; ok && k < votes; k++) {
		while (ok && told.stage != ROOM_VOTE) {
			/* ten keys a second are what the room takes */
			nanosleep(&(struct timespec){.tv_nsec = 120000000}, NULL);
			ok = link_do(&leader, told.done + 1, told.moment, ROOM_NEXT, "") && wait_told(&leader, &told);
			while (link_read(&leader) && take(&leader, &told))
				;
		}
		for (int i = 0; i < n; i++)
			while (s[i].t.moment != told.moment && wait_told(&s[i].l, &s[i].t))
				;
		counted += vote(s, n, &leader, &told, at + (size_t)k * (size_t)n);
		ok = ok && link_do(&leader, told.done + 1, told.moment, ROOM_REVEAL, "") && wait_told(&leader, &told);
	}
	long kb = memory_kb(pid);
	room_kill(pid);
	room_directory_end(directory);
	qsort(at, (size_t)(n * votes), sizeof *at, num_rising);
	double p50 = at[n * votes / 2], p99 = at[(int)(.99 * (n * votes - 1))];
	printf("%d students, %d votes of %d counted: to the projector p50 %.1f ms, p99 %.1f ms, "
		"most %.1f ms; server %.1f MiB\n", n, counted, n * votes, p50, p99,
		at[n * votes - 1], (double)kb / 1024);
	return !ok || counted < n * votes || p99 > AIM_MS || kb > AIM_KB;
}

int main(int argc, char **argv)
{
	int n = argc > 2 ? atoi(argv[2]) : 300, votes = argc > 3 ? atoi(argv[3]) : 3;

	if (argc < 2 || n < 1 || n > MOST || votes < 1) {
		fputs("class_load HAGGLE [STUDENTS [VOTES]]\n", stderr);
		return 2;
	}
	return play(argv[1], n, votes);
}
