/* Loaded before the C library (LD_PRELOAD), it makes one call of the system fail:
 *
 *   HAGGLE_FAULT=CALL:N:ERRNO   the Nth CALL, of those below, fails with ERRNO, and is not made
 *   HAGGLE_FAULT_FROM=CALL      they are counted from the first CALL on
 *   HAGGLE_FAULT_TOLD=FILE      is made at the start, and becomes "1" when that has happened
 *
 * What the C library calls within itself (stdio) does not come by here: fopen stands for it. */
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
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The call itself, as what comes after this library has it. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int __poll_chk(struct pollfd *fds, nfds_t n, int timeout, size_t room);
ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room);

static atomic_int calls;
static atomic_bool begun;
static char *told; /* the file's byte, since a sandbox may let no file be made later */

__attribute__((constructor)) static void map_told(void)
{
	const char *name = getenv("HAGGLE_FAULT_TOLD");
	int fd = name ? (int)syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CREAT, 0600) : -1;

	if (fd < 0 || syscall(SYS_ftruncate, fd, 1) != 0)
		return;
	told = (char *)syscall(SYS_mmap, NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	syscall(SYS_close, fd);
	if (told == MAP_FAILED)
		told = NULL;
}

/* Whether this one is the one that fails; then with errno. */
static bool fails(const char *call)
{
	const char *fault = getenv("HAGGLE_FAULT"), *from = getenv("HAGGLE_FAULT_FROM");
	char name[16];
	int n, number;

	if (!from || strcmp(from, call) == 0)
		atomic_store(&begun, true);
	if (!atomic_load(&begun) || !fault || sscanf(fault, "%15[a-z]:%d:%d", name, &n, &number) != 3 ||
		strcmp(name, call) != 0 || atomic_fetch_add(&calls, 1) + 1 != n)
		return false;
	if (told)
		*told = '1';
	errno = number;
	return true;
}

#define OPEN(name) \
	int name(const char *path, int flags, ...) \
	{ \
		va_list more; \
		mode_t mode = 0; \
		va_start(more, flags); \
		if (flags & O_CREAT) \
			mode = (mode_t)va_arg(more, int); \
		va_end(more); \
		return fails("open") ? -1 : REAL(name)(path, flags, mode); \
	}
OPEN(open)
OPEN(open64)

int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
	return fails("open") ? -1 : REAL(__open_2)(path, flags);
}

FILE *fopen(const char *path, const char *mode)
{
	return fails("fopen") ? NULL : REAL(fopen)(path, mode);
}

/* A call that is either made or fails. */
#define PLAIN(type, name, as, parameters, arguments) \
	type name parameters \
	{ \
		return fails(as) ? -1 : REAL(name) arguments; \
	}
PLAIN(ssize_t, pread, "pread", (int fd, void *bytes, size_t n, off_t at), (fd, bytes, n, at))
PLAIN(ssize_t, pread64, "pread", (int fd, void *bytes, size_t n, off64_t at), (fd, bytes, n, at))
PLAIN(ssize_t, pwrite, "pwrite", (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
PLAIN(ssize_t, pwrite64, "pwrite", (int fd, const void *bytes, size_t n, off64_t at), (fd, bytes, n, at))
PLAIN(ssize_t, recv, "recv", (int fd, void *bytes, size_t n, int flags), (fd, bytes, n, flags))
PLAIN(ssize_t, send, "send", (int fd, const void *bytes, size_t n, int flags), (fd, bytes, n, flags))
PLAIN(int, fdatasync, "fsync", (int fd), (fd))
PLAIN(int, ftruncate, "ftruncate", (int fd, off_t n), (fd, n))
PLAIN(int, ftruncate64, "ftruncate", (int fd, off64_t n), (fd, n))
PLAIN(int, mkdir, "mkdir", (const char *path, mode_t mode), (path, mode))
PLAIN(int, chmod, "chmod", (const char *path, mode_t mode), (path, mode))
PLAIN(int, socket, "socket", (int family, int type, int protocol), (family, type, protocol))
PLAIN(int, bind, "bind", (int fd, const struct sockaddr *to, socklen_t n), (fd, to, n))
PLAIN(int, listen, "listen", (int fd, int n), (fd, n))
PLAIN(int, accept, "accept", (int fd, struct sockaddr *from, socklen_t *n), (fd, from, n))
PLAIN(int, connect, "connect", (int fd, const struct sockaddr *to, socklen_t n), (fd, to, n))

void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset)
{
	return fd >= 0 && fails("mmap") ? MAP_FAILED : REAL(mmap)(at, n, protection, flags, fd, offset);
}

void *mmap64(void *at, size_t n, int protection, int flags, int fd, off64_t offset)
{
	return fd >= 0 && fails("mmap") ? MAP_FAILED : REAL(mmap64)(at, n, protection, flags, fd, offset);
}

ssize_t read(int fd, void *bytes, size_t n)
{
	return fails("read") ? -1 : REAL(read)(fd, bytes, n);
}

ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room)
{
	return fails("read") ? -1 : REAL(__read_chk)(fd, bytes, n, room);
}

/* What is written to files and to sockets counts. What a picture lost on its way to the terminal
 * is not seen by who draws it, and a terminal is no disk that is full. */
static bool written_counts(int fd)
{
	int before = errno;
	struct stat about;
	bool is = fstat(fd, &about) == 0 && (S_ISREG(about.st_mode) || S_ISSOCK(about.st_mode));

	errno = before;
	return is;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	return written_counts(fd) && fails("write") ? -1 : REAL(write)(fd, bytes, n);
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
