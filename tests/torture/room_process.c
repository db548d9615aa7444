#include "room_process.h"

#include "room/place.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

pid_t room_serve(const char *haggle, const char *directory, const char *scenario)
{
	char dir[80], byte;
	int up[2];
	pid_t pid;
	bool ok;

	snprintf(dir, sizeof dir, "--dir=%s", directory);
	if (pipe(up) != 0 || (pid = fork()) < 0)
		return 0;
	if (pid == 0) {
		dup2(up[1], STDOUT_FILENO);
		close(up[0]);
		close(up[1]);
		execl(haggle, haggle, "room", "serve", dir, "--accounts=shared", "econ", scenario,
			(char *)NULL);
		_exit(127);
	}
	close(up[1]);
	ok = read(up[0], &byte, 1) == 1; /* it says where it listens */
	close(up[0]);
	if (ok)
		return pid;
	room_kill(pid);
	return 0;
}

void room_kill(pid_t pid)
{
	if (pid <= 0)
		return;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

bool room_directory(char out[64])
{
	strcpy(out, "/tmp/haggle-class-XXXXXX");
	return mkdtemp(out) != NULL;
}

void room_directory_end(const char *directory)
{
	static const char *const parts[] = {"", "-wal", "-shm", "-journal"};
	char path[PLACE_PATH_MAX + 8];
	struct place p;

	if (place_find(directory, "econ", &p, NULL) != STATUS_OK)
		return;
	for (int i = 0; i < 4; i++) {
		snprintf(path, sizeof path, "%s%s", p.record, parts[i]);
		unlink(path);
	}
	unlink(p.lock);
	unlink(p.socket);
	rmdir(p.own);
	rmdir(directory);
}
