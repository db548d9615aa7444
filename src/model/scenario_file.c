#include "scenario_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status too_long(size_t most, struct error *err)
{
	return error_set(err, STATUS_INPUT, "the file is larger than %zu bytes", most);
}

/* Everything that fd gives, up to `most` bytes. */
static enum status read_all(int fd, size_t most, char **text, size_t *length, struct error *err)
{
	size_t room = 8192, used = 0;
	char *buffer = malloc(room + 1);

	while (buffer) {
		ssize_t got = read(fd, buffer + used, room - used);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(buffer);
			return error_set(err, STATUS_INPUT, "cannot be read: %s", strerror(errno));
		}
		if (got == 0) {
			buffer[used] = '\0';
			*text = buffer;
			*length = used;
			return STATUS_OK;
		}
		used += (size_t)got;
		if (used > most) {
			free(buffer);
			return too_long(most, err);
		}
		if (used == room) {
			char *more = realloc(buffer, 2 * room + 1);

			if (!more)
				break;
			buffer = more;
			room *= 2;
		}
	}
	free(buffer);
	return error_set(err, STATUS_SYSTEM, "out of memory");
}

enum status scenario_file_read(const char *path, size_t most, bool follow, char **text,
	size_t *length, struct error *err)
{
	/* O_NONBLOCK: opening a FIFO must not wait for somebody to write it. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
		(follow ? 0 : O_NOFOLLOW));
	struct stat st;
	enum status status;

	if (fd < 0)
		return error_set(err, STATUS_INPUT, "cannot be opened: %s", strerror(errno));
	if (fstat(fd, &st))
		status = error_set(err, STATUS_INPUT, "cannot be read: %s", strerror(errno));
	else if (!S_ISREG(st.st_mode))
		status = error_set(err, STATUS_INPUT, "is not a regular file");
	else if (st.st_size > (off_t)most)
		status = too_long(most, err);
	else
		status = read_all(fd, most, text, length, err);
	close(fd);
	return status;
}

enum status scenario_file_input(size_t most, char **text, size_t *length, struct error *err)
{
	return read_all(STDIN_FILENO, most, text, length, err);
}

/* The path that a symbolic link stands for, or a copy of path. */
static char *resolve(const char *path)
{
	char *real = realpath(path, NULL);

	if (!real && errno == ENOENT) {
		real = malloc(strlen(path) + 1);
		if (real)
			strcpy(real, path);
	}
	return real;
}

static bool write_all(int fd, const char *text, size_t length)
{
	while (length) {
		ssize_t put = write(fd, text, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		text += put;
		length -= (size_t)put;
	}
	return true;
}

/* Flushes the directory that path is in, so that the new name is on disk too.
 * Some file systems refuse that; the file itself is safe by then. */
static void sync_directory(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *directory = malloc(strlen(path) + 2);
	int fd;

	if (!directory)
		return;
	strcpy(directory, slash ? path : ".");
	if (slash)
		directory[slash - path + (slash == path)] = '\0';
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(directory);
}

/* A file beside path that nobody has, open for writing, or -1. */
static int open_beside(const char *path, char *temporary, mode_t mode)
{
	int fd = -1;

	/* One is left over where an earlier save was killed. */
	for (int i = 0; i < 100; i++) {
		sprintf(temporary, "%s.%ld-%d.tmp", path, (long)getpid(), i);
		fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

/* Writes the temporary file, with the mode of an existing one. */
static bool write_temporary(const char *path, char *temporary, const char *text, size_t length)
{
	struct stat st;
	bool exists = !stat(path, &st), ok;
	int fd, saved;

	if (exists && !S_ISREG(st.st_mode)) {
		errno = EINVAL;
		return false;
	}
	fd = open_beside(path, temporary, exists ? 0600 : 0666);
	if (fd < 0)
		return false;
	ok = write_all(fd, text, length) && (!exists || !fchmod(fd, st.st_mode & 07777)) &&
		!fsync(fd);
	saved = errno;
	if (close(fd) && ok) {
		ok = false;
		saved = errno;
	}
	if (!ok)
		unlink(temporary);
	errno = saved;
	return ok;
}

enum status scenario_file_write(const char *path, const char *text, size_t length,
	struct error *err)
{
	char *real = resolve(path), *temporary = NULL;
	enum status status = STATUS_OK;

	if (real)
		temporary = malloc(strlen(real) + 40);
	if (!temporary) {
		free(real);
		return error_set(err, STATUS_SYSTEM, "%.200s: %s", path, strerror(errno));
	}
	if (!write_temporary(real, temporary, text, length)) {
		status = error_set(err, STATUS_SYSTEM, "%.200s: cannot be written: %s", path,
			errno == EINVAL ? "it is not a regular file" : strerror(errno));
	} else if (rename(temporary, real)) {
		status = error_set(err, STATUS_SYSTEM, "%.200s: cannot be replaced: %s", path,
			strerror(errno));
		unlink(temporary);
	} else {
		sync_directory(real);
	}
	free(temporary);
	free(real);
	return status;
}
