/* haggle: play with the fine-tuning game in a terminal.
 *
 * Copyright (C) The haggle authors. GNU General Public License, version 3 or
 * later; see COPYING. */
#include "cli.h"

#include "model/preset.h"

#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <unistd.h>

/* A directory that was named, and is not what it should be, is not passed over in silence. */
static enum status run_command(const struct cli *c)
{
	struct error err;
	if (c->explore.presets &&
		preset_check(c->explore.presets, c->explore.restricted, &err) != STATUS_OK)
		return cli_complain(&err);
	return cli_commands[c->command].run(c);
}

static enum status run(const struct cli *c)
{
	if (c->version)
		cli_version(c, stdout);
	else if (c->help)
		cli_help(c, stdout);
	else if (c->completion)
		return cli_completion(c, stdout);
	else
		return run_command(c);
	return STATUS_OK;
}

/* What was closed is opened, so that no file or socket takes its place and is written to as if it
 * were standard output; for what it is not used for, so that using it fails as it did. */
static void hold_standard(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0) /* the lowest that is free, so that it becomes that one */
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
	struct cli c;
	struct error err;
	hold_standard();
	gsl_set_error_handler_off();
	/* A closed pipe is an error of the write, which decides what becomes of it. */
	signal(SIGPIPE, SIG_IGN);
	/* And so is a file that may not grow. */
	signal(SIGXFSZ, SIG_IGN);
	enum status status = cli_parse(argc, argv, &c);
	bool explores = c.command == COMMAND_EXPLORE || c.command == COMMAND_ROOM;
	if (status == STATUS_OK && c.explore.restricted &&
		restrict_process(explores, &err) != STATUS_OK)
		status = cli_complain(&err);
	if (status == STATUS_OK) {
		status = run(&c);
		enum status flushed = cli_flush();
		status = status == STATUS_OK ? flushed : status;
	}
	cli_free(&c);
	return (int)status;
}
