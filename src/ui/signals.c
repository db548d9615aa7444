/* Signals: a pipe to oneself, and a way out of crashes.
 *
 * The file-scope state is the process's: signal handlers have no other. */
#include "ui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int caught[] = {SIGWINCH, SIGTSTP, SIGCONT};
static const int asking[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT};
static const int crashes[] = {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL, SIGSYS, SIGTRAP};
/* What else ends a process that does not expect it. */
static const int endings[] = {SIGXCPU, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGPOLL,
#ifdef SIGSTKFLT
	SIGSTKFLT,
#endif
#ifdef SIGPWR
	SIGPWR,
#endif
};

#define COUNT(list) ((int)(sizeof(list) / sizeof(list)[0]))
#define NUMBERS 65 /* beyond any signal's */

static struct sigaction before[NUMBERS];
static bool taken[NUMBERS];
static int pipe_fd[2] = {-1, -1};
static char restore[SIGNALS_RESTORE_MAX];
static volatile sig_atomic_t restore_length;
static struct termios restore_modes;
static char alternate_stack[SIGNALS_STACK]; /* an overflown stack must not stop the rescue */
static volatile sig_atomic_t asked;         /* to end */

static void on_signal(int number)
{
	int saved = errno;
	unsigned char byte = (unsigned char)number;
	/* A full pipe has news enough in it. */
	ssize_t written = write(pipe_fd[1], &byte, 1);

	(void)written;
	errno = saved;
}

/* Whoever does not hear of it, held up by a terminal that takes no more, is
 * ended by the alarm. */
static void on_asking(int number)
{
	if (!asked)
		alarm(SIGNALS_PATIENCE);
	asked = 1;
	on_signal(number);
}

static bool put(const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, length);

		if (n <= 0)
			return false;
		bytes += n;
		length -= (size_t)n;
	}
	return true;
}

/* Everything from here on is async-signal-safe, and waits for nothing. A
 * terminal that takes no more loses what it has not taken, which makes room; one
 * that is another process group's by now is not ours to put back. */
static void put_back(const char *message)
{
	pid_t front = tcgetpgrp(STDIN_FILENO);
	int flags = fcntl(STDOUT_FILENO, F_GETFL);

	if (restore_length == 0 || (front >= 0 && front != getpgrp()))
		return;
	fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
	if (!put(restore, (size_t)restore_length)) {
		tcflush(STDOUT_FILENO, TCOFLUSH);
		put(restore, (size_t)restore_length);
	}
	tcsetattr(STDIN_FILENO, TCSANOW, &restore_modes);
	put(message, strlen(message));
	fcntl(STDOUT_FILENO, F_SETFL, flags);
}

/* SA_RESETHAND made the default the handler again, so that raising ends the
 * process with the right status. */
static void on_crash(int number)
{
	put_back("\r\nhaggle: crashed; the terminal has been put back\r\n");
	raise(number);
}

static void on_ending(int number)
{
	put_back("");
	raise(number);
}

static void on_alarm(UNUSED int number)
{
	put_back("\r\nhaggle: the terminal takes no more\r\n");
	_exit(STATUS_SYSTEM);
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

/* polite: not from whoever handles or ignores it already. */
static void take(int number, const struct sigaction *action, bool polite)
{
	if (number >= NUMBERS || sigaction(number, NULL, &before[number]) != 0)
		return;
	taken[number] = !polite || before[number].sa_handler == SIG_DFL;
	if (taken[number])
		sigaction(number, action, NULL);
}

static void install(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof action);
	sigemptyset(&action.sa_mask);
	action.sa_flags = SA_RESTART;
	action.sa_handler = on_signal;
	for (int i = 0; i < COUNT(caught); i++)
		take(caught[i], &action, false);
	action.sa_handler = on_asking;
	for (int i = 0; i < COUNT(asking); i++)
		take(asking[i], &action, asking[i] == SIGHUP);
	action.sa_flags = (int)(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
	action.sa_handler = on_crash;
	for (int i = 0; i < COUNT(crashes); i++)
		take(crashes[i], &action, false);
	action.sa_handler = on_ending;
	for (int i = 0; i < COUNT(endings); i++)
		take(endings[i], &action, true);
	for (int i = SIGRTMIN; i <= SIGRTMAX; i++)
		take(i, &action, true);
	action.sa_handler = on_alarm;
	take(SIGALRM, &action, false);
}

enum status signals_open(struct error *err)
{
	stack_t stack = {.ss_sp = alternate_stack, .ss_size = SIGNALS_STACK};
	enum status status = open_pipe(err);

	if (status != STATUS_OK)
		return status;
	restore_length = asked = 0;
	sigaltstack(&stack, NULL);
	install();
	return STATUS_OK;
}

void signals_close(void)
{
	alarm(0);
	for (int i = 1; i < NUMBERS; i++)
		if (taken[i])
			sigaction(i, &before[i], NULL);
	memset(taken, 0, sizeof taken);
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

void signals_watch(unsigned seconds)
{
	if (!asked)
		alarm(seconds);
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
	for (int i = 0; i < COUNT(crashes); i++)
		sigdelset(set, crashes[i]);
}

/* Whoever stops like this knows when it goes on: no need to be told by SIGCONT. */
void signals_stop(void)
{
	static const int numbers[] = {SIGTSTP, SIGCONT};
	struct sigaction ours[COUNT(numbers)], plain;

	memset(&plain, 0, sizeof plain);
	sigemptyset(&plain.sa_mask);
	plain.sa_handler = SIG_DFL;
	for (int i = 0; i < COUNT(numbers); i++)
		sigaction(numbers[i], &plain, &ours[i]);
	raise(SIGTSTP);
	for (int i = 0; i < COUNT(numbers); i++)
		sigaction(numbers[i], &ours[i], NULL);
}
