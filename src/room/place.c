#include "room/place.h"

#include "room/room.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where no session gives a directory, as over su or in a container: one that all could have
 * made before, so that whose it is must be looked at. */
static enum status shared_directory(struct place *p, struct error *err)
{
	struct stat st;

	snprintf(p->directory, sizeof p->directory, "/tmp/haggle-%lu", (unsigned long)geteuid());
	if (lstat(p->directory, &st) != 0 || (S_ISDIR(st.st_mode) && st.st_uid == geteuid()))
		return STATUS_OK;
	return error_set(err, STATUS_INPUT, "%s is somebody else's: say where the room is, by "
		"--dir=DIR", p->directory);
}

enum status place_directory(const char *directory, struct place *p, struct error *err)
{
	const char *run = getenv("XDG_RUNTIME_DIR");
	int n;

	*p = (struct place){.directory = ""};
	if (directory)
		n = snprintf(p->directory, sizeof p->directory, "%s", directory);
	else if (run && run[0] == '/')
		n = snprintf(p->directory, sizeof p->directory, "%s/haggle", run);
	else
		return shared_directory(p, err);
	if (n <= 0 || (size_t)n >= sizeof p->directory)
		return error_set(err, STATUS_INPUT, "--dir is empty or too long");
	return STATUS_OK;
}

enum status place_find(const char *directory, const char *name, struct place *p,
	struct error *err)
{
	enum status status = place_directory(directory, p, err);
	bool fits = true;

	if (status != STATUS_OK)
		return status;
	if (!room_label_ok(name))
		return error_set(err, STATUS_INPUT, "no room is called '%.60s': 1 to %d letters, "
			"digits, . - and _", name, ROOM_LABEL_MAX);
	fits = snprintf(p->socket, sizeof p->socket, "%s/%s.sock", p->directory, name) <=
		PLACE_SOCKET_MAX;
	fits = snprintf(p->own, sizeof p->own, "%s/%s.room", p->directory, name) <
		PLACE_PATH_MAX && fits;
	fits = snprintf(p->record, sizeof p->record, "%s/%s.room/record", p->directory, name) <
		PLACE_PATH_MAX && fits;
	fits = snprintf(p->lock, sizeof p->lock, "%s/%s.room/lock", p->directory, name) <
		PLACE_PATH_MAX && fits;
	return fits ? STATUS_OK : error_set(err, STATUS_INPUT, "%.200s: a socket's path has at "
		"most %d bytes", p->socket, PLACE_SOCKET_MAX);
}

bool place_name(const char *record, char out[ROOM_LABEL_MAX + 1])
{
	static const char end[] = ".room/record";
	size_t length = strlen(record), n = 0;
	const char *stop;

	if (length < sizeof end)
		return false;
	stop = record + length - (sizeof end - 1);
	if (strcmp(stop, end) != 0)
		return false;
	while (stop - n > record && stop[-(long)n - 1] != '/')
		n++;
	if (n > ROOM_LABEL_MAX)
		return false;
	memcpy(out, stop - n, n);
	out[n] = '\0';
	return room_label_ok(out);
}

enum status place_fails(const char *path, struct error *err)
{
	enum status status = error_set(err, STATUS_SYSTEM, "%s", strerror(errno));

	error_place(err, path, 0, 0);
	return status;
}

/* A directory of one's own, that nobody may write to who is not named in `but`. */
static enum status own_directory(const char *path, mode_t closed, struct error *err)
{
	struct stat st;

	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return place_fails(path, err);
	if (lstat(path, &st) != 0)
		return place_fails(path, err);
	if (S_ISDIR(st.st_mode) && st.st_uid == geteuid() && !(st.st_mode & closed))
		return STATUS_OK;
	error_set(err, STATUS_SYSTEM, "must be a directory of your own that others cannot %s",
		closed & S_IROTH ? "enter" : "write to");
	error_place(err, path, 0, 0);
	return STATUS_SYSTEM;
}

enum status place_claim(const struct place *p, int *lock, struct error *err)
{
	struct flock f = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	enum status status = own_directory(p->directory, S_IWGRP | S_IWOTH, err);

	if (status == STATUS_OK)
		status = own_directory(p->own, S_IRWXG | S_IRWXO, err);
	if (status != STATUS_OK)
		return status;
	*lock = open(p->lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (*lock < 0)
		return place_fails(p->lock, err);
	if (fcntl(*lock, F_SETLK, &f) == 0)
		return STATUS_OK;
	close(*lock);
	*lock = -1;
	return error_set(err, STATUS_INPUT, "this room is served already");
}
