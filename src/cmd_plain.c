/* haggle --plain: the explorer without a screen. */
#include "cli.h"

#include "ui/plain.h"
#include "ui/shut_in.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A terminal that says it can do nothing need not be told so. */
bool plain_wanted(const struct cli *c)
{
	const char *term = getenv("TERM");
	return c->plain || (term && strcmp(term, "dumb") == 0 && isatty(STDIN_FILENO));
}

enum status cmd_plain(const struct cli *c, const struct explorer_options *o, struct error *err)
{
	enum status status = shut_in(o->restricted, o->presets, false, err);
	if (status != STATUS_OK)
		return status;
	return plain_run(o, stdin, stdout, stderr, isatty(STDIN_FILENO), c->strict, err);
}
