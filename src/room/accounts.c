/* Names of accounts, looked up by a process of their own: the system asks directories, daemons
 * and other hosts for them, by code that it loads when it does, and a server that is shut in
 * may do none of that. The process ends when its other end does. */
#include "server_private.h"

#include <poll.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

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

void accounts_answer(int fd)
{
	uid_t uid;

	while (recv(fd, &uid, sizeof uid, 0) == (ssize_t)sizeof uid) {
		struct answer a = look_up(uid);
		if (send(fd, &a, sizeof a, MSG_NOSIGNAL) != (ssize_t)sizeof a)
			break;
	}
}

bool accounts_label(int fd, uid_t uid, char label[ROOM_LABEL_MAX + 1])
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	struct answer answer;

	if (send(fd, &uid, sizeof uid, MSG_NOSIGNAL) != (ssize_t)sizeof uid)
		return false;
	/* an answer that came too late for another question is passed over */
	do {
		if (poll(&ready, 1, PATIENCE_MS) <= 0 ||
			recv(fd, &answer, sizeof answer, 0) != (ssize_t)sizeof answer)
			return false;
	} while (answer.uid != uid);
	strcpy(label, answer.label);
	return true;
}
