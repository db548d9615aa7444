/* Files written whole or not at all. */
#include "ui/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES 100

static enum status trouble(const char *path, struct error *err)
{
	return error_set(err, STATUS_SYSTEM, "%s: %s", path, strerror(errno));
}

/* A name beside path that nobody has; opened for writing, or -1. */
static int open_beside(const char *path, char *temporary, size_t size, mode_t mode)
{
	for (int i = 0; i < TRIES; i++) {
		int n = snprintf(temporary, size, "%s.%ld-%d", path, (long)getpid(), i);
		int fd;

		if (n < 0 || (size_t)n >= size) {
			errno = ENAMETOOLONG;
			return -1;
		}
		fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

static int write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		bytes += n;
		length -= (size_t)n;
	}
	return 0;
}

/* The rename is safe on disk only with the directory. */
static void sync_directory(const char *path)
{
	char directory[PATH_MAX];
	const char *slash = strrchr(path, '/');
	int fd;

	snprintf(directory, sizeof directory, "%.*s", slash ? (int)(slash - path + 1) : 1,
		slash ? path : ".");
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

static int fill(int fd, const char *bytes, size_t length, const struct stat *old)
{
	int failed = write_all(fd, bytes, length);

	if (!failed && old)
		failed = fchmod(fd, old->st_mode & 07777);
	if (!failed)
		failed = fsync(fd);
	if (failed) {
		int saved = errno;

		close(fd);
		errno = saved;
		return -1;
	}
	return close(fd);
}

enum status file_write(const char *path, const char *bytes, size_t length, struct error *err)
{
	char temporary[PATH_MAX];
	struct stat old;
	bool exists = lstat(path, &old) == 0;
	enum status status;
	int fd;

	if (exists && !S_ISREG(old.st_mode))
		return error_set(err, STATUS_SYSTEM, "%s is not a regular file", path);
	fd = open_beside(path, temporary, sizeof temporary, exists ? 0600 : 0666);
	if (fd < 0)
		return trouble(path, err);
	if (fill(fd, bytes, length, exists ? &old : NULL) == 0 && rename(temporary, path) == 0) {
		sync_directory(path);
		return STATUS_OK;
	}
	status = trouble(path, err);
	unlink(temporary);
	return status;
}
