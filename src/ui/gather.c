/* A frame in one piece: the descriptor is the pipe's for as long as it is drawn. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* F_GETPIPE_SZ */
#endif
#include "ui/gather.h"

#include "ui/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A pipe holds pages, and a write that does not fit into what is left of one begins another:
 * half of it is safe. */
#define SAFE_PART 2

struct gather {
	FILE *file;
	int pipe[2];
	size_t room;  /* bytes that surely do not fill the pipe; 0: it gathers nothing */
	char *waited; /* owned: room for all that a pipe holds */
	size_t held;
};

static size_t pipe_holds(UNUSED int fd)
{
#ifdef F_GETPIPE_SZ
	int size = fcntl(fd, F_GETPIPE_SZ);

	if (size > 0)
		return (size_t)size;
#endif
	return PIPE_BUF;
}

/* Without a pipe everything goes out as it is written. */
static void make_pipe(struct gather *g)
{
	if (pipe(g->pipe) != 0) {
		g->pipe[0] = g->pipe[1] = -1;
		return;
	}
	for (int i = 0; i < 2; i++)
		fcntl(g->pipe[i], F_SETFD, FD_CLOEXEC);
	fcntl(g->pipe[0], F_SETFL, O_NONBLOCK);
	g->held = pipe_holds(g->pipe[1]);
	g->waited = malloc(g->held);
	g->room = g->waited ? g->held / SAFE_PART : 0;
}

enum status gather_open(struct gather **out, struct error *err)
{
	struct gather *g = calloc(1, sizeof *g);
	int fd;

	*out = NULL;
	if (!g)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	g->file = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (!g->file) {
		if (fd >= 0)
			close(fd);
		free(g);
		return error_set(err, STATUS_SYSTEM, "the terminal cannot be written to: %s",
			strerror(errno));
	}
	make_pipe(g);
	*out = g;
	return STATUS_OK;
}

void gather_close(struct gather *g)
{
	if (!g)
		return;
	fclose(g->file);
	for (int i = 0; i < 2; i++)
		if (g->pipe[i] >= 0)
			close(g->pipe[i]);
	free(g->waited);
	free(g);
}

FILE *gather_file(const struct gather *g)
{
	return g->file;
}

/* Whether the file's descriptor leads there now. */
static bool lead(const struct gather *g, int to)
{
	int fd = fileno(g->file);

	while (dup2(to, fd) < 0)
		if (errno != EINTR && errno != EBUSY)
			return false;
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	return true;
}

bool gather_begin(struct gather *g, size_t most)
{
	return most <= g->room && lead(g, g->pipe[1]);
}

void gather_end(struct gather *g)
{
	ssize_t n;

	lead(g, STDOUT_FILENO);
	do
		n = read(g->pipe[0], g->waited, g->held);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		tty_write(g->waited, (size_t)n);
}
