/* Names of accounts, looked up by a process of their own: the system asks directories, daemons
 * and other hosts for them, by code that it loads when it does, and a server that is shut in
 * may do none of that. The process ends when its other end does. */
#include "server_private.h"

#include <errno.h>
#include <poll.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 3000 /* the class waits as long */

struct answer {
	uid_t uid;
	char label[ROOM_LABEL_MAX + 1];
};

static struct answer look_up(uid_t uid)
{
	const struct passwd *pw = getpwuid(uid);
	struct answer a;

	memset(&a, 0, sizeof a); /* whole: it goes through a socket as it is */
	a.uid = uid;
	if (pw && room_label_ok(pw->pw_name))
		snprintf(a.label, sizeof a.label, "%s", pw->pw_name);
	else
		snprintf(a.label, sizeof a.label, "account-%lu", (unsigned long)uid);
	return a;
}

static void answer_all(int fd)
{
	uid_t uid;

	while (recv(fd, &uid, sizeof uid, 0) == (ssize_t)sizeof uid) {
		struct answer a = look_up(uid);
		if (send(fd, &a, sizeof a, MSG_NOSIGNAL) != (ssize_t)sizeof a)
			break;
	}
}

enum status accounts_open(struct accounts *a, struct error *err)
{
	int pair[2];

	*a = (struct accounts){.fd = -1};
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0)
		return error_set(err, STATUS_SYSTEM, "a socket: %s", strerror(errno));
	a->child = fork();
	if (a->child == 0) {
		close(pair[0]);
		answer_all(pair[1]);
		_exit(0);
	}
	close(pair[1]);
	a->fd = pair[0];
	if (a->child > 0)
		return STATUS_OK;
	accounts_close(a);
	return error_set(err, STATUS_SYSTEM, "a process: %s", strerror(errno));
}

bool accounts_label(const struct accounts *a, uid_t uid, char label[ROOM_LABEL_MAX + 1])
{
	struct pollfd fd = {.fd = a->fd, .events = POLLIN};
	struct answer answer;

	if (send(a->fd, &uid, sizeof uid, MSG_NOSIGNAL) != (ssize_t)sizeof uid)
		return false;
	/* an answer that came too late for another question is passed over */
	do {
		if (poll(&fd, 1, PATIENCE_MS) <= 0 ||
			recv(a->fd, &answer, sizeof answer, 0) != (ssize_t)sizeof answer)
			return false;
	} while (answer.uid != uid);
	strcpy(label, answer.label);
	return true;
}

void accounts_close(struct accounts *a)
{
	if (a->fd >= 0)
		close(a->fd);
	if (a->child > 0)
		while (waitpid(a->child, NULL, 0) < 0 && errno == EINTR)
			;
	*a = (struct accounts){.fd = -1};
}
