/* A server's beginning and end: its place, its record, its socket, and the fence around it. */
#include "server_private.h"

#include "base/clock.h"
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define BACKLOG 128
#define OTHER_FILES 24     /* open beside clients: the record's, the lock, who is turned away */

/* A socket that is left there goes: the lock says that nobody serves it. Another file stays. */
static enum status clear_place(const char *path, struct error *err)
{
	struct stat st;

	if (lstat(path, &st) != 0 || (S_ISSOCK(st.st_mode) && unlink(path) == 0))
		return STATUS_OK;
	error_set(err, STATUS_SYSTEM, "a room's socket goes there, and something else is there");
	error_place(err, path, 0, 0);
	return STATUS_SYSTEM;
}

/* Group and others may be kept out by the directory, not by the socket. */
static enum status open_socket(struct server *s, struct error *err)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};

	snprintf(to.sun_path, sizeof to.sun_path, "%s", s->place.socket);
	if (clear_place(s->place.socket, err) != STATUS_OK)
		return STATUS_SYSTEM;
	s->listen = socket(AF_UNIX, SOCK_STREAM, 0);
	if (s->listen < 0 || bind(s->listen, (struct sockaddr *)&to, sizeof to) != 0 ||
		chmod(s->place.socket, 0660) != 0 || listen(s->listen, BACKLOG) != 0)
		return place_fails(s->place.socket, err);
	fcntl(s->listen, F_SETFD, FD_CLOEXEC);
	fcntl(s->listen, F_SETFL, O_NONBLOCK);
	return STATUS_OK;
}

/* One client more than there may be open files would wait at the door for ever. */
static enum status count_files(struct server *s, struct error *err)
{
	struct rlimit files;
	long least = OTHER_FILES + SERVER_OWN_MAX, most = least + SERVER_CLIENTS_MAX;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < (rlim_t)most)
		most = (long)files.rlim_cur;
	s->most = (int)(most - least);
	return s->most > 0 ? STATUS_OK : error_set(err, STATUS_SYSTEM, "a room needs more than "
		"%ld open files, and the system allows %ld: see ulimit -n", least, most);
}

/* Whoever starts it again, a service say, need not say it otherwise than the first time. */
static bool same_scenario(const struct server *s, const char *text)
{
	char *began = record_value(s->record, "text");
	bool same = began && strcmp(began, text) == 0;

	free(began);
	return same;
}

/* A new room, or the one that is there. */
static enum status open_record(struct server *s, const struct server_options *o,
	struct error *err)
{
	struct record_head head = {.name = o->name, .text = o->text, .away_void = o->away_void,
		.scenario = o->scenario ? o->scenario->name : NULL};
	bool there = record_exists(s->place.record);
	enum status status;

	if (!there && !o->scenario)
		return error_set(err, STATUS_INPUT, "there is no room %s yet: say which scenario "
			"it plays", o->name);
	status = there ? record_open(s->place.record, true, &s->record, err) :
		record_create(s->place.record, &head, &s->record, err);
	if (status == STATUS_OK && there && o->scenario && !same_scenario(s, o->text))
		return error_set(err, STATUS_INPUT, "room %s has begun with another scenario: "
			"serve it without one to go on, or under another name", o->name);
	if (status == STATUS_OK)
		status = record_replay(s->record, (struct record_watch){.see = NULL}, &s->room, err);
	return status;
}

/* Clocks stood while nobody served. */
static enum status begin(struct server *s, struct error *err)
{
	struct timespec wall;
	char body[32];
	struct room_event e = {.who = ROOM_COMPUTER, .kind = ROOM_RESTART, .body = body};
	long long last = s->room->ms;

	clock_gettime(CLOCK_REALTIME, &wall);
	s->base = (long long)wall.tv_sec * 1000 + wall.tv_nsec / 1000000;
	if (s->base < last)
		s->base = last; /* the wall's clock was set back */
	s->started = clock_now();
	s->people = s->room->people;
	if (last == 0)
		return STATUS_OK;
	e.ms = server_now(s);
	snprintf(body, sizeof body, "%lld", e.ms - last);
	if (server_event(s, &e, err) != STATUS_OK)
		return STATUS_SYSTEM;
	return server_commit(s, err);
}

enum status server_open(const struct server_options *o, struct server **out, struct error *err)
{
	struct server *s = calloc(1, sizeof *s);
	enum status status;

	*out = NULL;
	if (!s)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	s->lock = s->listen = -1;
	s->accounts = o->shared ? -1 : o->accounts;
	s->shared = o->shared;
	s->random = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	status = s->random < 0 ? place_fails("/dev/urandom", err) :
		count_files(s, err);
	if (status == STATUS_OK)
		status = place_find(o->directory, o->name, &s->place, err);
	if (status == STATUS_OK && o->roster)
		status = roster_read(o->roster, &s->roster, err);
	if (status == STATUS_OK)
		status = place_claim(&s->place, &s->lock, err);
	if (status == STATUS_OK)
		status = open_record(s, o, err);
	if (status == STATUS_OK)
		status = begin(s, err);
	if (status == STATUS_OK)
		status = open_socket(s, err);
	if (status == STATUS_OK)
		*out = s;
	else
		server_close(s);
	return status;
}

enum status server_shut_in(const struct server *s, struct error *err)
{
	return sandbox_enter(&(struct sandbox){.write = s->place.own, .serves = true}, err);
}

const char *server_socket(const struct server *s)
{
	return s->place.socket;
}

int server_people(const struct server *s)
{
	return s->people;
}

void server_close(struct server *s)
{
	if (!s)
		return;
	for (int i = 0; i < s->clients; i++)
		if (s->client[i].fd >= 0) {
			close(s->client[i].fd);
			buffer_free(&s->client[i].out);
			buffer_free(&s->client[i].after);
		}
	if (s->listen >= 0)
		close(s->listen);
	if (s->random >= 0)
		close(s->random);
	if (s->accounts >= 0)
		close(s->accounts);
	record_close(s->record);
	room_free(s->room);
	roster_free(s->roster);
	if (s->lock >= 0)
		close(s->lock);
	free(s);
}
