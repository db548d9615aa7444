/* For `make coverage` alone, linked into haggle there: which lines were run is
 * written when a program exits, and some of them end, or are shut in, in ways
 * that would lose it. */
#include <signal.h>
#include <sys/resource.h>

void __gcov_dump(void);
void __gcov_reset(void);
int __real_raise(int number);
int __real_setrlimit(int what, const struct rlimit *limit);
int __wrap_raise(int number);
int __wrap_setrlimit(int what, const struct rlimit *limit);

/* Ending, or stopping, by a signal to oneself. */
int __wrap_raise(int number)
{
	__gcov_dump();
	__gcov_reset();
	return __real_raise(number);
}

/* What may write no file could not write what was run either. */
int __wrap_setrlimit(int what, const struct rlimit *limit)
{
	return what == RLIMIT_FSIZE ? 0 : __real_setrlimit(what, limit);
}
