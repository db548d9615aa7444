/* seccomp: a list of calls, each whole or with one argument that must be of a kind. What is not
 * on it ends the process by SIGSYS, where the terminal is still put back; a handler of an
 * intruder's own would not get the call either.
 *
 * The program for the kernel goes down the list: row by row, number, argument, allow. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* syscall, O_PATH, CLONE_THREAD */
#endif
#include "sandbox_calls.h"

#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#if defined(__linux__) && defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__linux__) && defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef ARCH

/* Who may make a call. */
enum { ALL = 0, READER = 1, WRITER = 2, CONNECTS = 4, SERVES = 8 };

enum { NONE = -1 };

struct row {
	int call;
	int argument;         /* the one that is looked at; NONE */
	uint32_t mask, value; /* the argument's low half, masked, must be this */
	int error;            /* then the call fails with this, instead of being made */
	int who;
};

/* The process's own number takes the place of this value. */
#define SELF UINT32_MAX
#define WHOLE UINT32_MAX

#define ANY(name) {__NR_##name, NONE, 0, 0, 0, ALL}
#define IS(name, argument, value) {__NR_##name, argument, WHOLE, value, 0, ALL}
#define WITHOUT(name, argument, bits) {__NR_##name, argument, bits, 0, 0, ALL}

/* As newer C libraries ask a terminal; their headers cannot be included beside termios.h. */
#undef TCGETS2
#undef TCSETS2
#undef TCSETSW2
#undef TCSETSF2
#define TCGETS2 0x802c542au
#define TCSETS2 0x402c542bu
#define TCSETSW2 0x402c542cu
#define TCSETSF2 0x402c542du

static const struct row rows[] = {
	/* the loop's own first */
	ANY(read), ANY(write), ANY(futex), ANY(clock_gettime), ANY(ppoll),
#ifdef __NR_poll
	ANY(poll),
#endif
	/* memory, never to be run */
	ANY(brk), ANY(munmap), ANY(mremap), ANY(madvise),
	WITHOUT(mmap, 2, PROT_EXEC), WITHOUT(mprotect, 2, PROT_EXEC),
	/* files: what is open, and what Landlock lets be opened */
	ANY(readv), ANY(writev), ANY(pread64), ANY(lseek), ANY(close), ANY(fstat), ANY(newfstatat),
	ANY(statx), ANY(getdents64), ANY(readlinkat), ANY(faccessat), ANY(getcwd), ANY(dup),
	ANY(dup3), ANY(pipe2), ANY(fadvise64), ANY(pselect6),
	{__NR_openat, 2, O_ACCMODE | O_CREAT | O_TRUNC, 0, 0, READER},
#ifdef __NR_faccessat2
	ANY(faccessat2),
#endif
#ifdef __NR_open
	{__NR_open, 1, O_ACCMODE | O_CREAT | O_TRUNC, 0, 0, READER},
	ANY(stat), ANY(lstat), ANY(access), ANY(readlink), ANY(dup2), ANY(pipe), ANY(select),
#endif
	IS(fcntl, 1, F_GETFD), IS(fcntl, 1, F_SETFD), IS(fcntl, 1, F_GETFL), IS(fcntl, 1, F_SETFL),
	/* the terminal: never to type into it (TIOCSTI) */
	IS(ioctl, 1, TCGETS), IS(ioctl, 1, TCSETS), IS(ioctl, 1, TCSETSW), IS(ioctl, 1, TCSETSF),
	IS(ioctl, 1, TIOCGWINSZ), IS(ioctl, 1, TIOCGPGRP), IS(ioctl, 1, TCFLSH), IS(ioctl, 1, TCSBRK),
	IS(ioctl, 1, FIONREAD),
	IS(ioctl, 1, TCGETS2), IS(ioctl, 1, TCSETS2), IS(ioctl, 1, TCSETSW2), IS(ioctl, 1, TCSETSF2),
	/* threads, never processes; clone3, whose arguments cannot be seen, is done without */
	{__NR_clone, 0, CLONE_VM | CLONE_THREAD, CLONE_VM | CLONE_THREAD, 0, ALL},
#ifdef __NR_clone3
	{__NR_clone3, NONE, 0, 0, ENOSYS, ALL},
#endif
	ANY(set_robust_list), ANY(sched_yield), ANY(sched_getaffinity), ANY(exit), ANY(exit_group),
#ifdef __NR_rseq
	ANY(rseq),
#endif
	IS(prctl, 0, PR_SET_NAME), {__NR_prctl, NONE, 0, 0, EPERM, ALL},
	/* signals, to itself alone */
	ANY(rt_sigaction), ANY(rt_sigprocmask), ANY(rt_sigreturn), ANY(sigaltstack),
	ANY(rt_sigtimedwait), ANY(rt_sigsuspend), ANY(restart_syscall), ANY(setitimer),
	IS(tgkill, 0, SELF), IS(kill, 0, SELF),
#ifdef __NR_alarm
	ANY(alarm),
#endif
	/* time, and what it is */
	ANY(nanosleep), ANY(clock_nanosleep), ANY(clock_getres), ANY(gettimeofday), ANY(getrandom),
	ANY(getpid), ANY(gettid), ANY(getppid), ANY(getuid), ANY(geteuid), ANY(getgid), ANY(getegid),
	ANY(getpgid), ANY(uname), ANY(sysinfo), ANY(times), ANY(getrusage),
#ifdef __NR_time
	ANY(time), ANY(getpgrp),
#endif
	IS(prlimit64, 0, 0), IS(prlimit64, 0, SELF), IS(getpriority, 1, 0),
	/* to step back behind others: its own threads */
	IS(setpriority, 1, 0),
	/* one directory's files */
	{__NR_openat, NONE, 0, 0, 0, WRITER}, {__NR_unlinkat, NONE, 0, 0, 0, WRITER},
	{__NR_renameat, NONE, 0, 0, 0, WRITER}, {__NR_renameat2, NONE, 0, 0, 0, WRITER},
	{__NR_fsync, NONE, 0, 0, 0, WRITER}, {__NR_fdatasync, NONE, 0, 0, 0, WRITER},
	{__NR_ftruncate, NONE, 0, 0, 0, WRITER}, {__NR_fchmod, NONE, 0, 0, 0, WRITER},
	{__NR_fchmodat, NONE, 0, 0, 0, WRITER}, {__NR_fchown, NONE, 0, 0, 0, WRITER},
	{__NR_pwrite64, NONE, 0, 0, 0, WRITER}, {__NR_flock, NONE, 0, 0, 0, WRITER},
	{__NR_fallocate, NONE, 0, 0, 0, WRITER}, {__NR_utimensat, NONE, 0, 0, 0, WRITER},
	{__NR_linkat, NONE, 0, 0, 0, WRITER}, {__NR_umask, NONE, 0, 0, 0, WRITER},
	{__NR_fcntl, 1, WHOLE, F_GETLK, 0, WRITER}, {__NR_fcntl, 1, WHOLE, F_SETLK, 0, WRITER},
	{__NR_fcntl, 1, WHOLE, F_SETLKW, 0, WRITER},
#ifdef __NR_unlink
	{__NR_unlink, NONE, 0, 0, 0, WRITER}, {__NR_rename, NONE, 0, 0, 0, WRITER},
	{__NR_open, NONE, 0, 0, 0, WRITER}, {__NR_link, NONE, 0, 0, 0, WRITER},
	{__NR_chmod, NONE, 0, 0, 0, WRITER},
#endif
	/* sockets of this machine */
	{__NR_socket, 0, WHOLE, AF_UNIX, 0, CONNECTS | SERVES},
	{__NR_connect, NONE, 0, 0, 0, CONNECTS},
	{__NR_sendto, NONE, 0, 0, 0, CONNECTS | SERVES},
	{__NR_recvfrom, NONE, 0, 0, 0, CONNECTS | SERVES},
	{__NR_sendmsg, NONE, 0, 0, 0, CONNECTS | SERVES},
	{__NR_recvmsg, NONE, 0, 0, 0, CONNECTS | SERVES},
	{__NR_shutdown, NONE, 0, 0, 0, CONNECTS | SERVES},
	{__NR_getsockopt, NONE, 0, 0, 0, CONNECTS | SERVES},
	{__NR_setsockopt, NONE, 0, 0, 0, CONNECTS | SERVES},
	{__NR_getsockname, NONE, 0, 0, 0, CONNECTS | SERVES},
	{__NR_getpeername, NONE, 0, 0, 0, CONNECTS | SERVES},
	{__NR_bind, NONE, 0, 0, 0, SERVES}, {__NR_listen, NONE, 0, 0, 0, SERVES},
	{__NR_accept, NONE, 0, 0, 0, SERVES}, {__NR_accept4, NONE, 0, 0, 0, SERVES},
};

/* Each row is at most: load, compare, load, mask, compare, return, load again. */
enum { HEAD = 6, ROW = 7, PROGRAM_MAX = HEAD + ROW * (int)(sizeof rows / sizeof *rows) + 1 };

struct program {
	int length;
	struct sock_filter op[PROGRAM_MAX];
};

static void add(struct program *p, unsigned code, uint32_t k, int yes, int no)
{
	p->op[p->length++] = (struct sock_filter){
		.code = (uint16_t)code, .jt = (uint8_t)yes, .jf = (uint8_t)no, .k = k};
}

static void load(struct program *p, size_t offset)
{
	add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void add_row(struct program *p, const struct row *r, uint32_t self)
{
	uint32_t verdict = r->error ? SECCOMP_RET_ERRNO | (uint32_t)r->error : SECCOMP_RET_ALLOW;
	bool looks = r->argument != NONE;
	load(p, offsetof(struct seccomp_data, nr));
	add(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)r->call, 0, looks ? 4 : 1);
	if (looks) {
		/* The low half: both machines have it first. */
		load(p, offsetof(struct seccomp_data, args) + (size_t)r->argument * sizeof(uint64_t));
		add(p, BPF_ALU | BPF_AND | BPF_K, r->mask, 0, 0);
		add(p, BPF_JMP | BPF_JEQ | BPF_K, r->value == SELF ? self : r->value, 0, 1);
	}
	add(p, BPF_RET | BPF_K, verdict, 0, 0);
}

static bool theirs(const struct row *r, const struct sandbox *s)
{
	int who = (s->write ? WRITER : READER) | (s->connects ? CONNECTS : 0) |
		(s->serves ? SERVES : 0);
	return r->who == ALL || (r->who & who);
}

bool sandbox_calls_offered(void)
{
	uint32_t action = SECCOMP_RET_TRAP;
	return syscall(__NR_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool sandbox_calls_limit(const struct sandbox *s)
{
	struct program p = {.length = 0};
	struct sock_fprog filter;

	load(&p, offsetof(struct seccomp_data, arch));
	add(&p, BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0);
	add(&p, BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (theirs(&rows[i], s))
			add_row(&p, &rows[i], (uint32_t)getpid());
	add(&p, BPF_RET | BPF_K, SECCOMP_RET_TRAP, 0, 0);
	filter = (struct sock_fprog){.len = (unsigned short)p.length, .filter = p.op};
	return syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

#else

bool sandbox_calls_offered(void)
{
	return false;
}

bool sandbox_calls_limit(UNUSED const struct sandbox *s)
{
	return true;
}

#endif
