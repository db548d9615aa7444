#include "ui/process.h"

#include "base/buffer.h"
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define USUAL "/usr/local/bin:/usr/bin:/bin" /* where POSIX's default path is not told */
#define CHUNK 65536
#define ANSWER_MAX (64 << 20) /* bytes: no picture is so large */

extern char **environ;

bool process_find(const char *name, char *path, size_t size)
{
	const char *at = getenv("PATH");
	struct stat st;

	for (at = at && *at ? at : USUAL; *at; at += *at == ':') {
		size_t n = strcspn(at, ":");
		int length = snprintf(path, size, "%.*s/%s", (int)n, at, name);

		if (*at == '/' && length > 0 && (size_t)length < size && access(path, X_OK) == 0
			&& stat(path, &st) == 0 && S_ISREG(st.st_mode))
			return true;
		at += n;
	}
	return false;
}

/* One end of each pipe is ours. */
enum { GIVEN, ANSWER, COMPLAINT, PIPES };

struct running {
	pid_t pid;
	int fd[PIPES];      /* ours; -1: closed */
	const char *input;
	size_t left;        /* of the input */
	struct buffer out;
	char said[CHUNK];   /* the end of what it complains */
	size_t said_length;
	double end;         /* when its time is over */
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* The pipes, ours in fd, the program's in its; false with errno. */
static bool open_pipes(int fd[PIPES], int its[PIPES])
{
	for (int i = 0; i < PIPES; i++) {
		int pair[2];

		if (pipe(pair) != 0)
			return false;
		fd[i] = pair[i == GIVEN ? 1 : 0];
		its[i] = pair[i == GIVEN ? 0 : 1];
		fcntl(fd[i], F_SETFD, FD_CLOEXEC);
		fcntl(its[i], F_SETFD, FD_CLOEXEC);
		fcntl(fd[i], F_SETFL, O_NONBLOCK);
	}
	return true;
}

/* Starts it, with the signals as they come by default. Returns an error number, 0: it runs. */
static int spawn(struct running *r, const char *const *argv, const int its[PIPES])
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t all, none;
	int error;

	sigfillset(&all);
	sigemptyset(&none);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	for (int i = 0; i < PIPES; i++)
		posix_spawn_file_actions_adddup2(&files, its[i], i);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	error = posix_spawn(&r->pid, argv[0], &files, &attributes, (char *const *)argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return error;
}

static void give(struct running *r)
{
	ssize_t n = write(r->fd[GIVEN], r->input, r->left);

	if (n > 0) {
		r->input += n;
		r->left -= (size_t)n;
	}
	/* what it will not read it need not have: it says itself what is wrong */
	if (r->left == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_fd(&r->fd[GIVEN]);
}

/* False without memory, or where there is no end to it. */
static bool take_answer(struct running *r)
{
	char bytes[CHUNK];
	ssize_t n = read(r->fd[ANSWER], bytes, sizeof bytes);

	if (n > 0)
		buffer_add(&r->out, bytes, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_fd(&r->fd[ANSWER]);
	return !r->out.no_memory && r->out.length <= ANSWER_MAX;
}

static void take_complaint(struct running *r)
{
	char bytes[4096];
	ssize_t n = read(r->fd[COMPLAINT], bytes, sizeof bytes);

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
		close_fd(&r->fd[COMPLAINT]);
	} else if (n > 0) {
		if (r->said_length + (size_t)n >= sizeof r->said)
			r->said_length = 0;
		memcpy(r->said + r->said_length, bytes, (size_t)n);
		r->said_length += (size_t)n;
	}
}

/* Gives and takes until all pipes are closed. NULL, or what is wrong. */
static const char *talk(struct running *r)
{
	while (r->fd[GIVEN] >= 0 || r->fd[ANSWER] >= 0 || r->fd[COMPLAINT] >= 0) {
		struct pollfd poll_fd[PIPES];
		double left = r->end - clock_now();

		for (int i = 0; i < PIPES; i++)
			poll_fd[i] = (struct pollfd){.fd = r->fd[i],
				.events = i == GIVEN ? POLLOUT : POLLIN};
		if (left <= 0)
			return "takes too long";
		if (poll(poll_fd, PIPES, (int)(left * 1000) + 1) < 0)
			continue;
		if (poll_fd[GIVEN].revents)
			give(r);
		if (poll_fd[ANSWER].revents && !take_answer(r))
			return "answers more than there is room for";
		if (poll_fd[COMPLAINT].revents)
			take_complaint(r);
	}
	return NULL;
}

/* Its end is waited for: killed where it has been given up. */
static int wait_for(const struct running *r, bool given_up)
{
	int status = 0;

	if (given_up)
		kill(r->pid, SIGKILL);
	while (waitpid(r->pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* The last line with anything in it. */
static void last_line(const char *said, size_t length, char out[PROCESS_SAID_MAX])
{
	size_t from, end = length, n;

	while (end > 0 && strchr(" \t\r\n", said[end - 1]))
		end--;
	for (from = end; from > 0 && said[from - 1] != '\n'; from--)
		;
	while (from < end && (said[from] == ' ' || said[from] == '\t'))
		from++;
	n = end - from < PROCESS_SAID_MAX ? end - from : PROCESS_SAID_MAX - 1;
	memcpy(out, said + from, n);
	out[n] = '\0';
}

static enum status finish(struct running *r, const char *name, const char *wrong,
	struct process_result *result, struct error *err)
{
	for (int i = 0; i < PIPES; i++)
		close_fd(&r->fd[i]);
	result->status = wait_for(r, wrong != NULL);
	if (wrong) {
		buffer_free(&r->out);
		return error_set(err, STATUS_SYSTEM, "%s %s", name, wrong);
	}
	result->out = r->out.text;
	result->length = r->out.length;
	last_line(r->said, r->said_length, result->said);
	return STATUS_OK;
}

enum status process_run(const char *const *argv, const char *input, double seconds,
	struct process_result *result, struct error *err)
{
	struct running *r = calloc(1, sizeof *r);
	int its[PIPES] = {-1, -1, -1}, error = 0;
	enum status status;

	if (r)
		buffer_add(&r->out, "", 0); /* where it answers nothing, that is a text as well */
	if (!r || r->out.no_memory) {
		free(r);
		return error_set(err, STATUS_SYSTEM, "out of memory");
	}
	for (int i = 0; i < PIPES; i++)
		r->fd[i] = -1;
	r->input = input;
	r->left = strlen(input);
	r->end = clock_now() + seconds;
	if (!open_pipes(r->fd, its))
		error = errno;
	else
		error = spawn(r, argv, its);
	for (int i = 0; i < PIPES; i++)
		close_fd(&its[i]);
	if (error) {
		for (int i = 0; i < PIPES; i++)
			close_fd(&r->fd[i]);
		buffer_free(&r->out);
		status = error_set(err, STATUS_SYSTEM, "%s cannot be started: %s", argv[0],
			strerror(error));
	} else {
		status = finish(r, argv[0], talk(r), result, err);
	}
	free(r);
	return status;
}
