/* kill_room HAGGLE [KILLS [FILE]]: a room is killed at random moments while its teacher does one
 * thing after the other; what was not acknowledged is said again to the next server. The record
 * must have all of it, once, in its order. Exit status 1 where it has not.
 *
 * FILE keeps how many kills there were: run again with it after it was stopped, the rest of
 * KILLS are made, and the line printed last counts all. Each thousand have a fresh room. */
#include "room/link.h"
#include "room/place.h"
#include "room/record.h"
#include "room_process.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PATIENCE_MS 10000
#define MOST_MS 12 /* that it may live */

#define ROOM_KILLS 1000 /* of one room: its record grows, and is read again by each server */

struct tally { long kills, acknowledged, again, wrong; };

/* The teacher shows 1, 2, 3, ... */
struct shown { long last, wrong; };

static bool see(void *context, const struct record_event *e)
{
	struct shown *s = context;

	if (strcmp(e->kind, "show") == 0)
		s->wrong += atol(e->body) != ++s->last;
	return true;
}

/* What of the record is not as it should be: after `number` things, the last perhaps not. */
static long look(const char *path, long number)
{
	struct shown s = {.last = 0};
	struct record *rec;

	if (record_open(path, false, &rec, NULL) != STATUS_OK)
		return 1;
	s.wrong += record_each(rec, see, &s, NULL) != STATUS_OK;
	record_close(rec);
	return s.wrong + (s.last != number && s.last != number - 1);
}

/* The next line; NULL: gone, or past the end. */
static char *next(struct link *l, int until_ms)
{
	struct pollfd fd = {.fd = l->fd, .events = POLLIN};
	char *line;

	while (!(line = link_line(l, NULL)))
		if (poll(&fd, 1, until_ms) <= 0 || !link_read(l))
			return NULL;
	return line;
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct teacher {
	long number; /* of what was done last, of this room */
	long seq;    /* under which it was said, while its fate is not known; else 0 */
};

/* Does one thing after the other until the time is over. False: it went wrong. */
static bool work(struct link *l, struct teacher *t, struct tally *y, double ms)
{
	struct told told = {.room = NULL};
	double end = now_ms() + ms;
	char *line, body[24];
	bool ok;

	if (!link_hello(l, "leader", NULL, NULL))
		return false;
	while ((line = next(l, PATIENCE_MS)) && strncmp(line, "told\t", 5) != 0)
		;
	ok = line && told_read(line + 5, &told, NULL) == STATUS_OK;
	for (long done = told.done; ok && (t->seq || now_ms() < end);) {
		bool again = t->seq != 0;
		y->again += again && done == t->seq; /* it had arrived */
		t->number += !again;
		t->seq = again ? t->seq : done + 1;
		snprintf(body, sizeof body, "%ld", t->number);
		link_do(l, t->seq, told.moment, ROOM_SHOW, body);
		double left = again ? PATIENCE_MS : end - now_ms();
		while ((line = next(l, left > 0 ? (int)left + 1 : 0)) && line[0] == 't')
			;
		if (line && strncmp(line, "ok", 2) == 0) {
			y->acknowledged++;
			done = t->seq;
			t->seq = 0;
			continue;
		}
		ok = !again; /* what is said again is always taken */
		if (line) { /* as much was said as may be at once */
			t->seq = 0;
			t->number--;
		}
		break;
	}
	told_free(&told);
	return ok;
}

/* So many kills of a fresh room. False: what would never be right again. */
static bool kill_one_room(const char *haggle, long kills, struct tally *y)
{
	struct teacher t = {.number = 0};
	char directory[64];
	struct place place;
	bool ok = room_directory(directory) &&
		place_find(directory, "econ", &place, NULL) == STATUS_OK;

	for (long k = 0; ok && k < kills; k++) {
		pid_t pid = room_serve(haggle, directory, k == 0 ? "symmetric" : NULL);
		struct link l;
		ok = pid > 0 && link_open(place.socket, &l, NULL) == STATUS_OK;
		if (ok) {
			ok = work(&l, &t, y, MOST_MS * (double)rand() / RAND_MAX);
			link_close(&l);
		}
		room_kill(pid);
		y->kills++;
	}
	if (ok)
		y->wrong += look(place.record, t.number);
	room_directory_end(directory);
	return ok;
}

static void read_tally(const char *path, struct tally *y)
{
	FILE *f = path ? fopen(path, "r") : NULL;

	if (f && fscanf(f, "%ld %ld %ld %ld", &y->kills, &y->acknowledged, &y->again, &y->wrong) != 4)
		*y = (struct tally){.kills = 0};
	if (f)
		fclose(f);
}

static void write_tally(const char *path, const struct tally *y)
{
	FILE *f = path ? fopen(path, "w") : NULL;

	if (!f)
		return;
	fprintf(f, "%ld %ld %ld %ld\n", y->kills, y->acknowledged, y->again, y->wrong);
	fclose(f);
}

int main(int argc, char **argv)
{
	long kills = argc > 2 ? atol(argv[2]) : 10000;
	const char *path = argc > 3 ? argv[3] : NULL;
	struct tally y = {.kills = 0};
	bool ok = true;

	if (argc < 2) {
		fputs("kill_room HAGGLE [KILLS [FILE]]\n", stderr);
		return 2;
	}
	read_tally(path, &y);
	if (y.kills >= kills)
		y = (struct tally){.kills = 0}; /* these were told of already */
	srand((unsigned)(5 + y.kills));
	while (ok && y.kills < kills) {
		long left = kills - y.kills;
		ok = kill_one_room(argv[1], left < ROOM_KILLS ? left : ROOM_KILLS, &y);
		write_tally(path, &y);
	}
	printf("%ld kills, %ld acknowledged, %ld said again that had arrived: %ld lost, doubled or "
		"out of order%s\n", y.kills, y.acknowledged, y.again, y.wrong, ok ? "" :
		", and one would not go on");
	return !ok || y.wrong || y.acknowledged == 0;
}
