#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	TRIES = 100,
	NAME_ROOM = 64, /* of a temporary file's name: short, whatever the file's */
};

/* The path that links lead to, malloced; NULL with errno. A file that is not
 * there yet is its own. */
static char *resolve(const char *path)
{
	struct stat st;
	char *real = realpath(path, NULL);

	if (real || errno != ENOENT)
		return real;
	/* The file a link should lead to may be on a disk that is not mounted:
	 * neither to be made up nor to be forgotten. */
	if (lstat(path, &st) == 0) {
		errno = ENOLINK;
		return NULL;
	}
	return strdup(path);
}

static const char *reason(int number)
{
	return number == ENOLINK ? "it is a link to a file that is not there" : strerror(number);
}

/* Why the file that is at path must not be written over, or NULL. The mode
 * counts for its owner and for root as well, who may do what it forbids. */
static const char *refusal(const char *path, const struct stat *st)
{
	if (!S_ISREG(st->st_mode))
		return "it is not a regular file";
	if (!(st->st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) || access(path, W_OK) != 0)
		return "it is read-only; choose another name";
	return NULL;
}

/* The bytes of path that name its directory, with the slash. */
static int directory_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (int)(slash + 1 - path) : 0;
}

/* A file beside path that nobody has, open for writing, or -1. */
static int open_beside(const char *path, char *temporary, size_t size, mode_t mode)
{
	int fd = -1;

	/* One is left over where an earlier save was killed. */
	for (int i = 0; i < TRIES; i++) {
		snprintf(temporary, size, "%.*s.haggle-%ld-%d.tmp", directory_length(path), path,
			(long)getpid(), i);
		fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

bool file_put(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			errno = n < 0 ? errno : EIO;
			return false;
		}
		bytes += n;
		length -= (size_t)n;
	}
	return true;
}

/* The old file's group and mode. Where the group is not for this user to give, what the mode
 * allows the group is not for another group to have. */
static bool take_after(int fd, const struct stat *old)
{
	mode_t mode = old->st_mode & 07777;
	struct stat now;

	if (fstat(fd, &now) != 0)
		return false;
	if (now.st_gid != old->st_gid && fchown(fd, (uid_t)-1, old->st_gid) != 0)
		mode &= ~(mode_t)S_IRWXG;
	return fchmod(fd, mode) == 0;
}

/* Fills and closes the file; false with errno. old: whose group and mode it gets, or NULL. */
static bool fill(int fd, const char *bytes, size_t length, const struct stat *old)
{
	bool ok = file_put(fd, bytes, length) && (!old || take_after(fd, old)) && fsync(fd) == 0;
	int saved = errno;

	if (close(fd) == 0 || !ok) {
		errno = saved;
		return ok;
	}
	return false;
}

/* Flushes the directory that path is in, so that the new name is on disk too.
 * Some file systems refuse that; the file itself is safe by then. temporary is
 * overwritten. */
static void sync_directory(const char *path, char *temporary, size_t size)
{
	int fd;

	snprintf(temporary, size, "%.*s.", directory_length(path), path);
	fd = open(temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* NULL: done; or what is wrong. path is no link. */
static const char *replace(const char *path, char *temporary, size_t size, const char *bytes,
	size_t length)
{
	struct stat old;
	bool exists = stat(path, &old) == 0;
	const char *why = exists ? refusal(path, &old) : NULL;
	int fd;

	if (why)
		return why;
	fd = open_beside(path, temporary, size, exists ? 0600 : 0666);
	if (fd < 0)
		return reason(errno);
	if (fill(fd, bytes, length, exists ? &old : NULL) && rename(temporary, path) == 0) {
		sync_directory(path, temporary, size);
		return NULL;
	}
	why = reason(errno);
	unlink(temporary);
	return why;
}

enum status file_write(const char *path, const char *bytes, size_t length, struct error *err)
{
	char *real = resolve(path);
	size_t size = real ? strlen(real) + NAME_ROOM : 0;
	char *temporary = real ? malloc(size) : NULL;
	const char *why = temporary ? replace(real, temporary, size, bytes, length)
				    : reason(errno);

	free(temporary);
	free(real);
	if (!why)
		return STATUS_OK;
	error_set(err, STATUS_SYSTEM, "cannot be written: %s", why);
	error_place(err, path, 0, 0);
	return STATUS_SYSTEM;
}

bool file_has_names(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink > 1;
}
