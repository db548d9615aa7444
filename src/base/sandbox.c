/* Privileges, secrecy and files of the sandbox; the calls are sandbox_calls.c's. Written against
 * the kernel's own numbers, so that old headers will do, and no library is needed. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* syscall, O_PATH, CLONE_THREAD */
#endif
#include "base/sandbox.h"

#include "instrumented.h"
#include "sandbox_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>

enum { DESCRIPTORS = 1024 }; /* closed one by one where there is no close_range */

/* ---- Landlock: linux/landlock.h, whose older versions lack the later bits ------- */

/* The same numbers on every machine. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, CLOSE_RANGE = 436 };
enum { VERSION_FLAG = 1, RULE_PATH_BENEATH = 1 };
#define FS_WRITE_FILE (UINT64_C(1) << 1)
#define FS_READ (UINT64_C(1) << 2 | UINT64_C(1) << 3)  /* files and directories */
#define FS_REMOVE_FILE (UINT64_C(1) << 5)
#define FS_MAKE_REG (UINT64_C(1) << 8)
#define FS_MAKE_SOCK (UINT64_C(1) << 9)
#define FS_TRUNCATE (UINT64_C(1) << 14)
#define NET_ALL UINT64_C(3)   /* bind and connect by TCP */
#define SCOPE_ALL UINT64_C(3) /* abstract sockets and signals of others */

struct ruleset {
	uint64_t fs, net, scoped;
};

struct beneath {
	uint64_t allowed;
	int32_t parent;
} __attribute__((packed));

/* What each version of the interface has. */
static const struct {
	uint64_t fs;
	size_t size; /* bytes of struct ruleset that it knows */
} versions[] = {
	{0, 0},
	{0x1fff, sizeof(uint64_t)},
	{0x3fff, sizeof(uint64_t)},     /* moving between directories */
	{0x7fff, sizeof(uint64_t)},     /* cutting files short */
	{0x7fff, 2 * sizeof(uint64_t)}, /* TCP */
	{0xffff, 2 * sizeof(uint64_t)}, /* requests to devices */
	{0xffff, 3 * sizeof(uint64_t)}, /* scopes */
};

static int version(void)
{
	long v = syscall(CREATE_RULESET, NULL, 0, VERSION_FLAG);
	int last = (int)(sizeof versions / sizeof *versions) - 1;
	return v < 0 ? 0 : v > last ? last : (int)v;
}

/* Lets files below a directory be used so. One that is not there need not be. */
static bool allow(int ruleset, const char *directory, uint64_t access)
{
	struct beneath rule = {.allowed = access,
		.parent = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC)};
	if (rule.parent < 0)
		return true;
	long added = syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
	int saved = errno;
	close(rule.parent);
	errno = saved;
	return added == 0;
}

static bool limit_files(const struct sandbox *s)
{
	int v = version();
	struct ruleset all = {versions[v].fs, NET_ALL, SCOPE_ALL};
	uint64_t writes = (FS_READ | FS_WRITE_FILE | FS_REMOVE_FILE | FS_MAKE_REG | FS_MAKE_SOCK |
				  FS_TRUNCATE) & all.fs;
	int fd = (int)syscall(CREATE_RULESET, &all, versions[v].size, 0);
	bool ok = fd >= 0;
	for (int i = 0; ok && i < SANDBOX_READ_MAX && s->read[i]; i++)
		ok = allow(fd, s->read[i], FS_READ);
	if (ok && s->write)
		ok = allow(fd, s->write, writes);
	ok = ok && syscall(RESTRICT_SELF, fd, 0) == 0;
	int saved = errno;
	if (fd >= 0)
		close(fd);
	errno = saved;
	return ok;
}

/* ---- entering ------------------------------------------------------------------- */

unsigned sandbox_offers(void)
{
	if (INSTRUMENTED)
		return 0;
	return SANDBOX_PRIVILEGES | SANDBOX_SECRECY | (version() > 0 ? SANDBOX_FILES : 0u) |
		(sandbox_calls_offered() ? SANDBOX_CALLS : 0u);
}

void sandbox_close_others(void)
{
	if (INSTRUMENTED || syscall(CLOSE_RANGE, STDERR_FILENO + 1, ~0u, 0) == 0)
		return;
	for (int fd = STDERR_FILENO + 1; fd < DESCRIPTORS; fd++)
		close(fd);
}

enum status sandbox_enter(const struct sandbox *s, struct error *err)
{
	unsigned parts = sandbox_offers();
	bool ok = !(parts & SANDBOX_PRIVILEGES) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
	ok = ok && (!(parts & SANDBOX_SECRECY) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
	ok = ok && (!(parts & SANDBOX_FILES) || limit_files(s));
	/* Last: it forbids the calls of the others. */
	ok = ok && (!(parts & SANDBOX_CALLS) || sandbox_calls_limit(s));
	return ok ? STATUS_OK
		: error_set(err, STATUS_SYSTEM, "the sandbox cannot be entered: %s", strerror(errno));
}

#else /* another system: there is none */

unsigned sandbox_offers(void)
{
	return 0;
}

void sandbox_close_others(void)
{
}

enum status sandbox_enter(UNUSED const struct sandbox *s, UNUSED struct error *err)
{
	return STATUS_OK;
}

#endif

const char *sandbox_part_name(enum sandbox_part part)
{
	static const char *const names[] = {[SANDBOX_PRIVILEGES] = "no new privileges",
		[SANDBOX_SECRECY] = "not dumpable", [SANDBOX_FILES] = "Landlock",
		[SANDBOX_CALLS] = "seccomp"};

	return names[part];
}
