/* The sandbox, from within: what is allowed goes on, what is not is refused by the kernel or
 * ends the process; and from without, what /proc says of the real explorer. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "child.h"
#include "pty.h"
#include "skip.h"

#include "base/sandbox.h"

#include <CUnit/CUnit.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static char place[] = "/tmp/haggle-sandbox-XXXXXX"; /* to write in */

/* What a process tries when it is inside. Returns its exit status: 0 as it should be. */
typedef int attempt(void);

/* How one that is shut in as `s` ends, 128 + signal as a shell has it; 127: not shut in. */
static int inside(const struct sandbox *s, attempt *try)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct error err;
		struct rlimit none = {0, 0};
		setrlimit(RLIMIT_CORE, &none);
		sandbox_close_others();
		_exit(sandbox_enter(s, &err) == STATUS_OK ? try() : 127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return -1;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static const struct sandbox explorer = {.read = {"presets", "/no/such/place"}};

static bool refused(int fd, int error)
{
	return fd < 0 && errno == error;
}

/* ---- what goes on ---------------------------------------------------------------- */

static int reads(void)
{
	char bytes[10];
	int fd = open("presets/flip.ini", O_RDONLY | O_CLOEXEC);
	return fd >= 0 && read(fd, bytes, sizeof bytes) > 0 && close(fd) == 0 ? 0 : 1;
}

static void *ends(void *context)
{
	return context;
}

static int lives(void)
{
	pthread_t thread;
	int pair[2];
	void *memory = malloc(1 << 22);
	free(memory);
	return memory && pthread_create(&thread, NULL, ends, NULL) == 0 &&
			pthread_join(thread, NULL) == 0 && pipe(pair) == 0 && isatty(0) >= 0 &&
			setpriority(PRIO_PROCESS, 0, 10) == 0 ? 0 : 1;
}

static int raises(void)
{
	return raise(SIGTERM);
}

static int nothing_is_open(void)
{
	for (int fd = 3; fd < 64; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			return 1;
	return 0;
}

static int nothing_else_is_read(void)
{
	return refused(open("/etc/passwd", O_RDONLY), EACCES) &&
		refused(open("README.md", O_RDONLY), EACCES) &&
		refused(open("presets/../README.md", O_RDONLY), EACCES) &&
		refused(open("/", O_RDONLY), EACCES) ? 0 : 1;
}

/* ---- what ends it ------------------------------------------------------------------ */

static int writes(void)
{
	return open("presets/made.ini", O_WRONLY | O_CREAT, 0600) >= 0;
}

static int cuts(void)
{
	return truncate("presets/flip.ini", 0);
}

static int removes(void)
{
	return unlink("presets/no-such.ini");
}

static int links(void)
{
	return symlink("/etc/passwd", "presets/made.ini");
}

static int runs(void)
{
	return execl("/bin/true", "true", (char *)NULL);
}

static int forks(void)
{
	return (int)fork();
}

static int connects(void)
{
	return socket(AF_INET, SOCK_STREAM, 0);
}

static int local(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0);
}

static int kills(void)
{
	return kill(getppid(), 0);
}

static int kills_all(void)
{
	return kill(-1, 0);
}

static int types(void)
{
	return ioctl(0, TIOCSTI, "x");
}

static int makes_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
}

static int turns_to_code(void)
{
	static char page[8192];
	char *start = page + 4096 - (size_t)page % 4096;
	return mprotect(start, 4096, PROT_READ | PROT_EXEC);
}

static int lowers_others(void)
{
	return setpriority(PRIO_PROCESS, (id_t)getppid(), 19);
}

static int changes_mode(void)
{
	return chmod("presets/flip.ini", 0666);
}

static int changes_user(void)
{
	return setuid(0);
}

static const struct {
	const char *name;
	attempt *try;
} violations[] = {
	{"writing a file", writes}, {"cutting one", cuts}, {"removing one", removes},
	{"a link", links}, {"a program", runs}, {"a process", forks}, {"the network", connects},
	{"a local socket", local}, {"a signal to another", kills}, {"to all", kills_all},
	{"typing into the terminal", types}, {"memory to run", makes_code},
	{"memory made to run", turns_to_code}, {"another's priority", lowers_others},
	{"a file's mode", changes_mode}, {"another user", changes_user},
};

static bool offered(unsigned parts)
{
	if ((sandbox_offers() & parts) == parts)
		return true;
	skip("there is no such sandbox here");
	return false;
}

static void test_goes_on(void)
{
	CU_ASSERT_EQUAL(inside(&explorer, reads), 0);
	CU_ASSERT_EQUAL(inside(&explorer, lives), 0);
	CU_ASSERT_EQUAL(inside(&explorer, raises), 128 + SIGTERM);
	if (offered(SANDBOX_ALL))
		CU_ASSERT_EQUAL(inside(&explorer, nothing_is_open), 0);
}

static void test_files(void)
{
	if (offered(SANDBOX_FILES))
		CU_ASSERT_EQUAL(inside(&explorer, nothing_else_is_read), 0);
}

static void test_violations(void)
{
	if (!offered(SANDBOX_CALLS))
		return;
	for (size_t i = 0; i < sizeof violations / sizeof *violations; i++) {
		int status = inside(&explorer, violations[i].try);
		if (status != 128 + SIGSYS)
			fprintf(stderr, "%s: ends with %d\n", violations[i].name, status);
		CU_ASSERT_EQUAL(status, 128 + SIGSYS);
	}
}

/* ---- a server's and a client's ------------------------------------------------------ */

/* A socket in the place, a file replaced there. */
static int serves(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	char file[100], other[100];
	int fd, s = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(at.sun_path, sizeof at.sun_path, "%s/socket", place);
	snprintf(file, sizeof file, "%s/file", place);
	snprintf(other, sizeof other, "%s/other", place);
	if (s < 0 || bind(s, (struct sockaddr *)&at, sizeof at) != 0 || listen(s, 5) != 0)
		return 1;
	fd = open(file, O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || write(fd, "x", 1) != 1 || fsync(fd) != 0 || ftruncate(fd, 0) != 0)
		return 2;
	if (rename(file, other) != 0 || unlink(other) != 0 || unlink(at.sun_path) != 0)
		return 3;
	return refused(open("README.md", O_RDONLY), EACCES) &&
		refused(open("presets/made.ini", O_WRONLY | O_CREAT, 0600), EACCES) ? 0 : 4;
}

static int is_client(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int s = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(at.sun_path, sizeof at.sun_path, "%s/nobody", place);
	return s >= 0 && connect(s, (struct sockaddr *)&at, sizeof at) < 0 && errno == ENOENT ? 0 : 1;
}

static int is_server(void)
{
	return bind(socket(AF_UNIX, SOCK_STREAM, 0), NULL, 0);
}

static void test_sockets(void)
{
	const struct sandbox server = {.read = {"presets"}, .write = place, .serves = true};
	const struct sandbox client = {.read = {"presets"}, .connects = true};

	if (!offered(SANDBOX_ALL) || !mkdtemp(place))
		return;
	CU_ASSERT_EQUAL(inside(&server, serves), 0);
	CU_ASSERT_EQUAL(inside(&server, connects), 128 + SIGSYS);
	CU_ASSERT_EQUAL(inside(&server, runs), 128 + SIGSYS);
	CU_ASSERT_EQUAL(inside(&client, is_client), 0);
	CU_ASSERT_EQUAL(inside(&client, is_server), 128 + SIGSYS);
	CU_ASSERT_EQUAL(inside(&client, writes), 128 + SIGSYS);
	CU_ASSERT_EQUAL(rmdir(place), 0);
}

/* ---- the real explorer ----------------------------------------------------------------- */

/* It is shut in, and does what it did: lists presets, opens one, solves, quits. */
static void test_explorer(void)
{
	const char *argv[] = {HAGGLE_PROGRAM, "--restricted", "--presets=presets", "symmetric", NULL};
	struct pty *p = pty_start(&(struct pty_options){.argv = argv});
	int status = -1;

	CU_ASSERT_PTR_NOT_NULL_FATAL(p);
	CU_ASSERT(pty_wait_for(p, "Two equals", PTY_WAIT));
	if (offered(SANDBOX_ALL)) {
		CU_ASSERT(child_says(pty_pid(p), "Seccomp:\t2\n"));
		CU_ASSERT(child_says(pty_pid(p), "NoNewPrivs:\t1\n"));
	}
	CU_ASSERT(pty_press(p, "oflip", "flip"));
	CU_ASSERT(pty_press(p, "<Enter>", "share"));
	CU_ASSERT(pty_press(p, "8", "[8 Map]"));
	CU_ASSERT(pty_resize(p, 100, 30));
	CU_ASSERT(pty_press(p, "?", "help"));
	CU_ASSERT(pty_send(p, "<Esc>q"));
	CU_ASSERT(pty_wait_exit(p, PTY_WAIT, &status));
	CU_ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_free(p);
}

void suite_sandbox(void)
{
	CU_pSuite s = CU_add_suite("sandbox", NULL, NULL);
	CU_add_test(s, "what goes on in it", test_goes_on);
	CU_add_test(s, "what cannot be opened", test_files);
	CU_add_test(s, "calls that end it", test_violations);
	CU_add_test(s, "servers and clients", test_sockets);
	CU_add_test(s, "the restricted explorer is in it", test_explorer);
}
