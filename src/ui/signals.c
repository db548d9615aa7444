/* Signals: a pipe to oneself, and a way out of crashes.
 *
 * The file-scope state is the process's: signal handlers have no other. */
#include "ui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int caught[] = {SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT};
static const int crashes[] = {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL};

#define CAUGHT ((int)(sizeof caught / sizeof caught[0]))
#define CRASHES ((int)(sizeof crashes / sizeof crashes[0]))

static struct sigaction caught_before[CAUGHT], crashes_before[CRASHES];
static int pipe_fd[2] = {-1, -1};
static char restore[SIGNALS_RESTORE_MAX];
static volatile sig_atomic_t restore_length;
static struct termios restore_modes;
static char alternate_stack[SIGNALS_STACK]; /* an overflown stack must not stop the rescue */

static void on_signal(int number)
{
	int saved = errno;
	unsigned char byte = (unsigned char)number;
	/* A full pipe has news enough in it. */
	ssize_t written = write(pipe_fd[1], &byte, 1);

	(void)written;
	errno = saved;
}

static void put(const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, length);

		if (n <= 0)
			return;
		bytes += n;
		length -= (size_t)n;
	}
}

/* Everything here is async-signal-safe. SA_RESETHAND made the default the
 * handler again, so that raising ends the process with the right status. */
static void on_crash(int number)
{
	static const char message[] = "\r\nhaggle: crashed; the terminal has been put back\r\n";

	if (restore_length > 0) {
		put(restore, (size_t)restore_length);
		tcsetattr(STDIN_FILENO, TCSANOW, &restore_modes);
		put(message, sizeof message - 1);
	}
	raise(number);
}

static enum status open_pipe(struct error *err)
{
	if (pipe(pipe_fd) != 0)
		return error_set(err, STATUS_SYSTEM, "no pipe for signals: %s", strerror(errno));
	for (int i = 0; i < 2; i++) {
		fcntl(pipe_fd[i], F_SETFL, O_NONBLOCK);
		fcntl(pipe_fd[i], F_SETFD, FD_CLOEXEC);
	}
	return STATUS_OK;
}

static void install(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof action);
	sigemptyset(&action.sa_mask);
	action.sa_handler = on_signal;
	action.sa_flags = SA_RESTART;
	for (int i = 0; i < CAUGHT; i++) {
		sigaction(caught[i], NULL, &caught_before[i]);
		if (caught[i] != SIGHUP || caught_before[i].sa_handler != SIG_IGN)
			sigaction(caught[i], &action, NULL);
	}
	action.sa_handler = on_crash;
	action.sa_flags = (int)(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &action, &crashes_before[i]);
}

enum status signals_open(struct error *err)
{
	stack_t stack = {.ss_sp = alternate_stack, .ss_size = SIGNALS_STACK};
	enum status status = open_pipe(err);

	if (status != STATUS_OK)
		return status;
	restore_length = 0;
	sigaltstack(&stack, NULL);
	install();
	return STATUS_OK;
}

void signals_close(void)
{
	for (int i = 0; i < CAUGHT; i++)
		sigaction(caught[i], &caught_before[i], NULL);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &crashes_before[i], NULL);
	restore_length = 0;
	for (int i = 0; i < 2; i++) {
		close(pipe_fd[i]);
		pipe_fd[i] = -1;
	}
}

int signals_fd(void)
{
	return pipe_fd[0];
}

int signals_next(void)
{
	unsigned char byte;

	return read(pipe_fd[0], &byte, 1) == 1 ? byte : 0;
}

void signals_prepare(const char *bytes, size_t length, const struct termios *modes)
{
	if (length > sizeof restore)
		length = sizeof restore;
	restore_length = 0;
	restore_modes = *modes;
	memcpy(restore, bytes, length);
	restore_length = (sig_atomic_t)length;
}

void signals_of_others(sigset_t *set)
{
	sigfillset(set);
	for (int i = 0; i < CRASHES; i++)
		sigdelset(set, crashes[i]);
}

void signals_stop(void)
{
	struct sigaction ours, plain;

	memset(&plain, 0, sizeof plain);
	sigemptyset(&plain.sa_mask);
	plain.sa_handler = SIG_DFL;
	sigaction(SIGTSTP, &plain, &ours);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
}
