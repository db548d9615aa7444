/* Giving up, before anything else, what a shared machine must not lend to a
 * stranger: an environment that steers libraries, what was left open, room to grow, core
 * files. */
#include "cli.h"

#include "base/instrumented.h"
#include "base/sandbox.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

extern char **environ;

enum { TERM_MAX = 40, ADDRESS_SPACE = 256 << 20, FILES = 32 };

/* The names of a terminal and of a locale find files: none is a path. */
static bool kept(const char *entry)
{
	static const char *const names[] = {
		"TERM=", "LANG=", "LC_ALL=", "LC_CTYPE=", "NO_COLOR=", "COLORTERM=", "COLORFGBG=",
		"HAGGLE_COLORS="};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncmp(entry, names[i], strlen(names[i])) == 0)
			return !strchr(entry, '/');
	return false;
}

/* Names a terminal and nothing else: TERM finds a file below a directory. */
static bool good_term(const char *term)
{
	size_t n = strlen(term);
	return n > 0 && n <= TERM_MAX &&
	       strspn(term, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-") ==
		       n &&
	       term[0] != '.';
}

static void limit(int what, rlim_t most)
{
	struct rlimit r;
	if (getrlimit(what, &r) != 0)
		return;
	if (r.rlim_max == RLIM_INFINITY || r.rlim_max > most)
		r.rlim_max = most;
	r.rlim_cur = r.rlim_max;
	setrlimit(what, &r);
}

enum status restrict_process(bool explores, struct error *err)
{
	const char *term = getenv("TERM");
	if (term && term[0] && !good_term(term))
		return error_set(err, STATUS_SYSTEM,
			"TERM is not the name of a terminal: letters, digits and . _ + - only");
	sandbox_close_others();
	char **to = environ;
	for (char **from = environ; from && *from; from++)
		if (kept(*from))
			*to++ = *from;
	if (to)
		*to = NULL;
	if (!SANITIZED) /* whose shadow memory is terabytes of address space */
		limit(RLIMIT_AS, ADDRESS_SPACE);
	limit(RLIMIT_CORE, 0);
	/* The explorer has a terminal to write to; batch commands may have a file. */
	if (explores)
		limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NOFILE, FILES);
	return STATUS_OK;
}
