#include "served.h"

#include <CUnit/CUnit.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 10000

const char served_lesson[] =
	"[scenario]\ntitle = A class\n[generalist]\n[specialist clinic]\n"
	"[lesson]\ntitle = A question\ntext = Think.\nquestion = How much?\n"
	"choice = Less\nchoice = More\nanswer = 2\nreveal = More.\n"
	"[lesson]\ntitle = The end\ntext = That was it.\n";

void served_init(struct served *s)
{
	*s = (struct served){.pid = 0};
	strcpy(s->directory, "/tmp/haggle-room-XXXXXX");
	CU_ASSERT_FATAL(mkdtemp(s->directory) != NULL);
	CU_ASSERT_FATAL(place_find(s->directory, "class", &s->place, NULL) == STATUS_OK);
}

/* A process that tells the names of accounts, as the command starts one. */
static int accounts(void)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0)
		_exit(1);
	if (fork() == 0) {
		close(pair[0]);
		accounts_answer(pair[1]);
		_exit(0);
	}
	close(pair[1]);
	return pair[0];
}

/* What the tests were started with, as many as they are, counts for none of a room's files. */
static int alone_with(int up)
{
	enum { UP = STDERR_FILENO + 1, OTHERS = 256 };

	if (up != UP)
		dup2(up, UP);
	for (int fd = UP + 1; fd < OTHERS; fd++)
		close(fd);
	return UP;
}

/* In the child: never comes back. */
static void serve(const struct served *s, const char *text, long bytes, int up)
{
	struct error_list *errors = calloc(1, sizeof *errors);
	struct server_options o = {.directory = s->directory, .name = "class",
		.shared = !s->own, .roster = s->roster, .text = text};
	struct server *server;
	struct scenario scenario;
	struct error err;

	up = alone_with(up);
	if (s->own)
		o.accounts = accounts();
	signal(SIGXFSZ, SIG_IGN);
	if (bytes > 0)
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){(rlim_t)bytes, (rlim_t)bytes});
	if (s->files > 0)
		setrlimit(RLIMIT_NOFILE, &(struct rlimit){(rlim_t)s->files, (rlim_t)s->files});
	if (text && errors && scenario_parse("class", text, strlen(text), &scenario, errors) ==
		STATUS_OK)
		o.scenario = &scenario;
	if (server_open(&o, &server, &err) != STATUS_OK)
		_exit(1);
	if (server_shut_in(server, &err) == STATUS_OK && write(up, "", 1) == 1)
		server_run(server, &err);
	_exit(2);
}

bool served_start(struct served *s, const char *text, long bytes)
{
	int up[2];
	char byte;
	bool ok;

	CU_ASSERT_FATAL(pipe(up) == 0);
	s->pid = fork();
	CU_ASSERT_FATAL(s->pid >= 0);
	if (s->pid == 0) {
		close(up[0]);
		serve(s, text, bytes, up[1]);
	}
	close(up[1]);
	ok = read(up[0], &byte, 1) == 1;
	close(up[0]);
	if (!ok)
		served_kill(s);
	return ok;
}

void served_kill(struct served *s)
{
	if (s->pid <= 0)
		return;
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	s->pid = 0;
}

void served_end(struct served *s)
{
	char path[PLACE_PATH_MAX + 8];
	static const char *const parts[] = {"", "-wal", "-shm", "-journal"};

	served_kill(s);
	for (int i = 0; i < 4; i++) {
		snprintf(path, sizeof path, "%s%s", s->place.record, parts[i]);
		unlink(path);
	}
	unlink(s->place.lock);
	unlink(s->place.socket);
	rmdir(s->place.own);
	CU_ASSERT_EQUAL(rmdir(s->directory), 0);
}

bool served_join(const struct served *s, struct link *l, const char *as, const char *label,
	const char *code)
{
	return link_open(s->place.socket, l, NULL) == STATUS_OK && link_hello(l, as, label, code);
}

char *served_line(struct link *l, const char *begins)
{
	struct pollfd fd = {.fd = l->fd, .events = POLLIN};
	bool there = true;
	char *line;

	for (;;) {
		while ((line = link_line(l, NULL)))
			if (strncmp(line, begins, strlen(begins)) == 0)
				return line;
		if (!there || poll(&fd, 1, PATIENCE_MS) <= 0)
			return NULL;
		there = link_read(l);
	}
}

bool served_told(struct link *l, struct told *t)
{
	char *line = served_line(l, "told\t");

	return line && told_read(line + 5, t, NULL) == STATUS_OK;
}

bool served_do(struct link *l, struct told *t, enum room_kind kind, const char *body)
{
	struct pollfd fd = {.fd = l->fd, .events = POLLIN};
	char *line;

	if (!link_do(l, t->done + 1, t->moment, kind, body))
		return false;
	for (;;) {
		while ((line = link_line(l, NULL))) {
			bool ok = strncmp(line, "ok\t", 3) == 0;
			t->done += ok;
			if (ok || strncmp(line, "no\t", 3) == 0 || strncmp(line, "again\t", 6) == 0 ||
				strncmp(line, "bye", 3) == 0 ||
				strncmp(line, "notice\twhy=the", 14) == 0)
				return ok;
		}
		if (poll(&fd, 1, PATIENCE_MS) <= 0 || !link_read(l))
			return false;
	}
}
