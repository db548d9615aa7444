#include "cli.h"
#include "base/text.h"
#include "model/param.h"
#include "model/preset.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum status cli_complain(const struct error *err)
{
	char text[ERROR_FILE_MAX + ERROR_TEXT_MAX + 40];
	fprintf(stderr, "haggle: %s\n", error_format(err, text, sizeof text));
	return err->status;
}

static void complain_all(const struct error_list *errors)
{
	for (int i = 0; i < errors->count; i++)
		cli_complain(&errors->item[i]);
	if (errors->total > errors->count)
		fprintf(stderr, "haggle: and %d more\n", errors->total - errors->count);
}

bool cli_is_file(const char *name)
{
	return scenario_is_path(name) || strcmp(name, "-") == 0;
}

static enum status open_named(
	const struct cli *c, const char *name, struct scenario *s, struct error_list *errors)
{
	struct error err;
	if (c->explore.restricted && cli_is_file(name)) {
		error_set(&err, STATUS_INPUT,
			"'%.200s' is a file, and --restricted opens presets only; see 'haggle presets'",
			name);
		error_list_add(errors, &err);
		return STATUS_INPUT;
	}
	if (!cli_is_file(name) && (c->explore.presets || c->explore.restricted))
		return preset_open(name, c->explore.presets, s, errors);
	return scenario_open(name, s, errors);
}

/* The option stands where a file would, and only so much of it that the reason
 * is seen at once. */
static void complain_set(const char *assignment, struct error *err)
{
	char option[80] = "--set ";
	text_shorten(assignment, option + strlen(option), sizeof option - strlen(option));
	error_place(err, option, 0, 0);
	cli_complain(err);
}

/* Whether an option gives the parameter a value. */
static bool is_set(const struct cli *c, const char *name)
{
	size_t n = strlen(name);
	for (int i = 0; i < c->sets; i++)
		if (strncmp(c->set[i], name, n) == 0 && c->set[i][n + strspn(c->set[i] + n, " ")] == '=')
			return true;
	return false;
}

/* A constant that a formula was given with, as in a file, needs its value. */
static enum status check_constants(const struct cli *c, const struct scenario *before,
	const struct scenario *s, struct error *err)
{
	struct param_ref ref, old;
	char name[160];
	for (int i = 0; param_at(s, i, &ref); i++)
		if (ref.constant >= 0 && !is_set(c, param_name(s, &ref, name, sizeof name)) &&
			param_find(before, name, &old, NULL) != STATUS_OK)
			return error_set(err, STATUS_INPUT,
				"a constant needs a value: add --set %s=1, for example", name);
	return STATUS_OK;
}

/* Whether --set number i gave something that nothing is made of in the end. */
static enum status check_open(const struct cli *c, int i, const struct scenario *s,
	struct error *err)
{
	char name[160];
	struct param_ref ref;
	size_t n = strcspn(c->set[i], " =");
	if (n >= sizeof name)
		return STATUS_OK;
	memcpy(name, c->set[i], n);
	name[n] = '\0';
	return param_find(s, name, &ref, NULL) == STATUS_OK ? param_open(s, &ref, err) : STATUS_OK;
}

/* Carries out --set number i. */
static enum status carry_out(const struct cli *c, int i, struct scenario *s, struct error *err)
{
	struct scenario before;
	if (!strstr(c->set[i], ".formula"))
		return param_assign(s, c->set[i], err);
	enum status status = scenario_copy(&before, s, err);
	if (status != STATUS_OK)
		return status;
	status = param_assign(s, c->set[i], err);
	if (status == STATUS_OK)
		status = check_constants(c, &before, s, err);
	scenario_free(&before);
	return status;
}

enum status cli_open(
	const struct cli *c, const char *name, struct scenario *s, struct scenario *base)
{
	struct error_list errors;
	struct error err;
	error_list_init(&errors);
	enum status status = open_named(c, name, s, &errors);
	if (status != STATUS_OK) {
		complain_all(&errors);
		return status;
	}
	if (base && (status = scenario_copy(base, s, &err)) != STATUS_OK) {
		scenario_free(s);
		return cli_complain(&err);
	}
	for (int i = 0; i < c->sets && status == STATUS_OK; i++) {
		status = carry_out(c, i, s, &err);
		if (status != STATUS_OK)
			complain_set(c->set[i], &err);
	}
	for (int i = 0; i < c->sets && status == STATUS_OK; i++) {
		status = check_open(c, i, s, &err);
		if (status != STATUS_OK)
			complain_set(c->set[i], &err);
	}
	/* Only now: --set may be what makes it possible. */
	if (status == STATUS_OK && (status = scenario_check_shares(s, &err)) != STATUS_OK) {
		error_place(&err, name, 0, 0);
		cli_complain(&err);
	}
	if (status == STATUS_OK)
		return status;
	scenario_free(s);
	if (base)
		scenario_free(base);
	return status;
}

void cli_print(const char *text)
{
	fputs(text, stdout);
}

void cli_put(const char *bytes, size_t length)
{
	fwrite(bytes, 1, length, stdout);
}

void cli_end_by(int number)
{
	signal(number, SIG_DFL);
	raise(number);
}

/* Whether standard output is a pipe that nobody reads any more. */
static bool reader_gone(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
	return poll(&out, 1, 0) > 0 && (out.revents & POLLERR);
}

enum status cli_flush(void)
{
	struct error err;
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return STATUS_OK;
	int why = errno;
	/* Of a write that failed before, errno says nothing any more. */
	if (!why && reader_gone())
		why = EPIPE;
	/* Who reads no further, as head(1), has had what it wanted. */
	if (why == EPIPE)
		cli_end_by(SIGPIPE);
	error_set(&err, STATUS_SYSTEM, "standard output: %s",
		why ? strerror(why) : "could not be written");
	return cli_complain(&err);
}
