#include "room/link.h"

#include "room/server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHUNK 16384

extern char **environ;

static void ready(struct link *l, int fd)
{
	*l = (struct link){.fd = fd};
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	fcntl(fd, F_SETFL, O_NONBLOCK);
}

enum status link_open(const char *path, struct link *l, struct error *err)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	*l = (struct link){.fd = -1};
	snprintf(to.sun_path, sizeof to.sun_path, "%s", path);
	if (fd < 0)
		return error_set(err, STATUS_SYSTEM, "a socket: %s", strerror(errno));
	if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
		int why = errno;
		close(fd);
		return error_set(err, STATUS_INPUT, why == EACCES ?
			"this room is not for you: %s" : "no room is served there: %s",
			strerror(why));
	}
	ready(l, fd);
	return STATUS_OK;
}

enum status link_through(const char *command, struct link *l, struct error *err)
{
	char shell[] = "/bin/sh", flag[] = "-c";
	char *argv[] = {shell, flag, (char *)command, NULL};
	posix_spawn_file_actions_t files;
	int pair[2], complaints[2], code;
	pid_t child;

	*l = (struct link){.fd = -1};
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
		return error_set(err, STATUS_SYSTEM, "a socket: %s", strerror(errno));
	if (pipe(complaints) != 0) {
		close(pair[0]);
		close(pair[1]);
		return error_set(err, STATUS_SYSTEM, "a pipe: %s", strerror(errno));
	}
	ready(l, complaints[0]); /* set so, too */
	ready(l, pair[0]);
	l->complaints = complaints[0];
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, pair[1], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, pair[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, complaints[1], STDERR_FILENO);
	code = posix_spawn(&child, shell, &files, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	close(pair[1]);
	close(complaints[1]);
	if (code != 0) {
		l->child = -1; /* there is none to wait for */
		link_close(l);
		return error_set(err, STATUS_SYSTEM, "%s: %s", shell, strerror(code));
	}
	l->child = child;
	return STATUS_OK;
}

void link_close(struct link *l)
{
	if (l->fd >= 0)
		close(l->fd);
	if (l->child != 0)
		close(l->complaints);
	if (l->child > 0) {
		kill(l->child, SIGHUP);
		while (waitpid(l->child, NULL, 0) < 0 && errno == EINTR)
			;
	}
	free(l->buffer);
	*l = (struct link){.fd = -1};
}

/* What the command says to a person, who has the screen for other things. */
static void hear_complaints(struct link *l)
{
	char said[4096], *rest;
	ssize_t n;

	while (l->child > 0 && (n = read(l->complaints, said, sizeof said - 1)) > 0) {
		said[n] = '\0';
		for (char *line = strtok_r(said, "\r\n", &rest); line;
			line = strtok_r(NULL, "\r\n", &rest))
			snprintf(l->complaint, sizeof l->complaint, "%s", line);
	}
}

bool link_read(struct link *l)
{
	if (l->fd < 0)
		return false;
	hear_complaints(l);
	if (l->taken) /* no buffer before the first read */
		memmove(l->buffer, l->buffer + l->taken, l->length - l->taken);
	l->length -= l->taken;
	l->taken = 0;
	for (;;) {
		if (l->length + CHUNK > l->room) {
			size_t room = l->room + 4 * (size_t)CHUNK;
			char *buffer = room > 2 * (size_t)TOLD_BYTES_MAX + 8 * CHUNK ? NULL :
				realloc(l->buffer, room);
			if (!buffer)
				return false;
			l->buffer = buffer;
			l->room = room;
		}
		ssize_t n = read(l->fd, l->buffer + l->length, CHUNK);
		if (n > 0)
			l->length += (size_t)n;
		else if (n < 0 && errno == EINTR)
			continue;
		else
			return n < 0 && errno == EAGAIN;
		if (l->length > 2 * (size_t)TOLD_BYTES_MAX)
			return true; /* the rest when these lines are taken */
	}
}

char *link_line(struct link *l, struct error *err)
{
	char *line = l->length > l->taken ? l->buffer + l->taken : NULL;
	char *end = line ? memchr(line, '\n', l->length - l->taken) : NULL;

	if (!end)
		return NULL;
	*end = '\0';
	l->taken = (size_t)(end - l->buffer) + 1;
	if (l->greeted)
		return line;
	l->greeted = true;
	if (strcmp(line, SERVER_GREETING) == 0)
		return link_line(l, err);
	error_set(err, STATUS_INPUT, "what answers is not a room of this version of haggle");
	link_close(l);
	return NULL;
}

/* A line is short, and a room reads: what does not go out at once will, or it is gone. */
static bool say(struct link *l, struct buffer *w)
{
	bool ok = !w->no_memory && l->fd >= 0;

	buffer_add_text(w, "\n");
	for (size_t sent = 0; ok && sent < w->length;) {
		ssize_t n = send(l->fd, w->text + sent, w->length - sent, MSG_NOSIGNAL);
		struct pollfd fd = {.fd = l->fd, .events = POLLOUT};
		if (n >= 0)
			sent += (size_t)n;
		else if (errno == EAGAIN)
			ok = poll(&fd, 1, 5000) > 0;
		else
			ok = errno == EINTR;
	}
	buffer_free(w);
	return ok;
}

bool link_hello(struct link *l, const char *as, const char *label, const char *code)
{
	struct buffer w = {.text = NULL};

	buffer_add_text(&w, "hello");
	wire_text(&w, "as", as);
	wire_text(&w, "label", label);
	wire_text(&w, "code", code);
	return say(l, &w);
}

bool link_do(struct link *l, long seq, int moment, enum room_kind kind, const char *body)
{
	struct buffer w = {.text = NULL};

	buffer_add_text(&w, "do");
	wire_int(&w, "seq", seq);
	wire_int(&w, "at", moment);
	wire_text(&w, "kind", room_kind_name(kind));
	wire_text(&w, "body", body);
	return say(l, &w);
}

/* ---- passing on ----------------------------------------------------------------- */

/* Whether there is more to come. */
static bool pass(int from, int to)
{
	char bytes[CHUNK];
	ssize_t n = read(from, bytes, sizeof bytes);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	for (ssize_t sent = 0; sent < n;) {
		ssize_t k = write(to, bytes + sent, (size_t)(n - sent));
		struct pollfd fd = {.fd = to, .events = POLLOUT};
		if (k >= 0)
			sent += k;
		else if (errno == EAGAIN)
			poll(&fd, 1, -1);
		else if (errno != EINTR)
			return false;
	}
	return n > 0;
}

enum status link_splice(struct link *l, int in, int out, struct error *err)
{
	bool more = true;

	while (more) {
		struct pollfd fd[2] = {{.fd = in, .events = POLLIN}, {.fd = l->fd, .events = POLLIN}};
		if (poll(fd, 2, -1) < 0 && errno != EINTR)
			return error_set(err, STATUS_SYSTEM, "poll: %s", strerror(errno));
		if (fd[1].revents)
			more = pass(l->fd, out);
		if (fd[0].revents && more)
			more = pass(in, l->fd);
	}
	return STATUS_OK;
}
