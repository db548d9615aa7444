#include "scenario_file.h"

#include "base/buffer.h"

#include <errno.h>
#include <fcntl.h>
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
	struct buffer b = { .text = NULL };
	char chunk[8192];
	ssize_t got = 1;

	while (got != 0 && b.length <= most && !b.no_memory) {
		got = read(fd, chunk, sizeof(chunk));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			buffer_free(&b);
			return error_set(err, STATUS_INPUT, "cannot be read: %s", strerror(errno));
		}
		buffer_add(&b, chunk, (size_t)got);
	}
	*text = b.text;
	*length = b.length;
	if (b.length <= most && !b.no_memory)
		return STATUS_OK;
	free(b.text);
	return b.no_memory ? error_set(err, STATUS_SYSTEM, "out of memory") : too_long(most, err);
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
