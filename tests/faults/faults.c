/* Loaded before the C library (LD_PRELOAD), it makes one call of the system fail:
 *
 *   HAGGLE_FAULT=CALL:N:ERRNO   the Nth CALL (open, read, write, fsync, rename, close, poll)
 *                               fails with ERRNO, and is not made
 *   HAGGLE_FAULT_TOLD=FILE      is made when that has happened
 *
 * What the C library calls within itself (stdio) does not come by here. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The call itself, as what comes after this library has it. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int __poll_chk(struct pollfd *fds, nfds_t n, int timeout, size_t room);
ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room);

static atomic_int calls;

/* Whether this one is the one that fails; then with errno. */
static bool fails(const char *call)
{
	const char *fault = getenv("HAGGLE_FAULT"), *told = getenv("HAGGLE_FAULT_TOLD");
	char name[16];
	int n, number;

	if (!fault || sscanf(fault, "%15[a-z]:%d:%d", name, &n, &number) != 3 ||
		strcmp(name, call) != 0 || atomic_fetch_add(&calls, 1) + 1 != n)
		return false;
	if (told)
		syscall(SYS_close, (int)syscall(SYS_openat, AT_FDCWD, told, O_WRONLY | O_CREAT, 0600));
	errno = number;
	return true;
}

int open(const char *path, int flags, ...)
{
	va_list more;
	mode_t mode = 0;

	if (flags & O_CREAT) {
		va_start(more, flags);
		mode = (mode_t)va_arg(more, int);
		va_end(more);
	}
	return fails("open") ? -1 : REAL(open)(path, flags, mode);
}

ssize_t read(int fd, void *bytes, size_t n)
{
	return fails("read") ? -1 : REAL(read)(fd, bytes, n);
}

ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room)
{
	return fails("read") ? -1 : REAL(__read_chk)(fd, bytes, n, room);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	return fails("write") ? -1 : REAL(write)(fd, bytes, n);
}

int fsync(int fd)
{
	return fails("fsync") ? -1 : REAL(fsync)(fd);
}

int rename(const char *from, const char *to)
{
	return fails("rename") ? -1 : REAL(rename)(from, to);
}

/* It is closed all the same, as Linux does. */
int close(int fd)
{
	bool failed = fails("close");
	int saved = errno, closed = REAL(close)(fd);

	if (failed)
		errno = saved;
	return failed ? -1 : closed;
}

int poll(struct pollfd *fds, nfds_t n, int timeout)
{
	return fails("poll") ? -1 : REAL(poll)(fds, n, timeout);
}

int __poll_chk(struct pollfd *fds, nfds_t n, int timeout, size_t room)
{
	return fails("poll") ? -1 : REAL(__poll_chk)(fds, n, timeout, room);
}
