/* kill_room HAGGLE [KILLS]: a room is killed at random moments while its teacher does one
 * thing after the other. What was acknowledged must be in the record, once, in its order.
 * Exit status 1 where it is not. */
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

#define NUMBERS (1L << 22)

/* Of each number that was sent: whether it was acknowledged, and is recorded. */
enum { ACKNOWLEDGED = 1, RECORDED = 2 };
struct tally { long acknowledged, last, doubled, lost, events; unsigned char *number; };

static bool see(void *context, const struct record_event *e)
{
	struct tally *t = context;

	if (strcmp(e->kind, "show") != 0)
		return true;
	long number = atol(e->body);
	t->events++;
	t->doubled += number <= t->last;
	t->last = number;
	if (number > 0 && number < NUMBERS)
		t->number[number] |= RECORDED;
	return true;
}

static bool look(const char *path, struct tally *t)
{
	struct record *rec;

	t->last = t->events = t->lost = 0;
	if (record_open(path, false, &rec, NULL) != STATUS_OK)
		return false;
	bool ok = record_each(rec, see, t, NULL) == STATUS_OK;
	record_close(rec);
	for (long i = 0; i < NUMBERS; i++)
		t->lost += t->number[i] == ACKNOWLEDGED;
	return ok;
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

/* Does one thing after the other until the time is over. */
static void work(struct link *l, long *number, struct tally *t, double ms)
{
	struct told told = {.room = NULL};
	char *line, body[24];
	double end;

	if (!link_hello(l, "leader", NULL, NULL))
		return;
	while ((line = next(l, PATIENCE_MS)) && strncmp(line, "told\t", 5) != 0)
		;
	if (!line || told_read(line + 5, &told, NULL) != STATUS_OK)
		return;
	for (end = now_ms() + ms; now_ms() < end && *number < NUMBERS - 1;) {
		snprintf(body, sizeof body, "%ld", ++*number);
		if (!link_do(l, &told, ROOM_SHOW, body))
			break;
		double left = end - now_ms();
		while ((line = next(l, left > 0 ? (int)left + 1 : 0)) && line[0] == 't')
			;
		if (!line || strncmp(line, "ok", 2) != 0)
			break; /* killed, or as much was said as may be at once */
		t->acknowledged++;
		t->number[*number] |= ACKNOWLEDGED;
	}
	told_free(&told);
}

int main(int argc, char **argv)
{
	long kills = argc > 2 ? atol(argv[2]) : 10000, number = 0;
	struct tally t = {.number = calloc((size_t)NUMBERS, 1)};
	char directory[64];
	struct place place;
	bool ok = argc > 1 && t.number && room_directory(directory) &&
		place_find(directory, "econ", &place, NULL) == STATUS_OK;

	if (argc < 2) {
		fputs("kill_room HAGGLE [KILLS]\n", stderr);
		return 2;
	}
	srand(5);
	for (long k = 0; ok && k < kills; k++) {
		pid_t pid = room_serve(argv[1], directory, k == 0 ? "symmetric" : NULL);
		struct link l;
		ok = pid > 0 && link_open(place.socket, &l, NULL) == STATUS_OK;
		if (ok) {
			work(&l, &number, &t, MOST_MS * (double)rand() / RAND_MAX);
			link_close(&l);
		}
		room_kill(pid);
		if (k % 50 == 49 || k == kills - 1)
			ok = ok && look(place.record, &t) && t.lost == 0;
	}
	room_directory_end(directory);
	free(t.number);
	printf("%ld kills, %ld acknowledged of %ld sent, %ld recorded: %ld lost, %ld doubled%s\n",
		kills, t.acknowledged, number, t.events, t.lost, t.doubled, ok ? "" :
		", and it would not be served again");
	return !ok || t.lost || t.doubled || t.acknowledged == 0;
}
