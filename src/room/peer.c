/* Who is at the other end: no part of POSIX. */
#define _DEFAULT_SOURCE

#include "server_private.h"

#include <sys/socket.h>

/* As Linux has it for SO_PEERCRED; its header names it only where all of GNU is asked for. */
struct peer { pid_t pid; uid_t uid; gid_t gid; };

bool peer_account(int fd, uid_t *uid)
{
#ifdef SO_PEERCRED
	struct peer peer;
	socklen_t size = sizeof peer;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
		return false;
	*uid = peer.uid;
	return true;
#else
	(void)fd;
	(void)uid;
	return false; /* nobody is let in whose account is not known */
#endif
}
