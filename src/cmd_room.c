/* haggle room: a class. What follows the word is a table of its own. */
#include "cli.h"

#include "base/text.h"
#include "base/sandbox.h"
#include "room/export.h"
#include "room/link.h"
#include "room/place.h"
#include "room/server.h"
#include "room/told.h"
#include "ui/class.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SOCKET_END ".sock"
#define GUEST_MS 2000 /* that a room may take to say what it is */

static const char *room_name(const struct cli *c)
{
	return c->operand[1];
}

/* ---- serve --------------------------------------------------------------------- */

/* Starts a process that knows the names of accounts; its end of the socket into *fd. Before
 * anything is opened that it should not hold open, too. */
static enum status start_accounts(int *fd, pid_t *child, struct error *err)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0)
		return error_set(err, STATUS_SYSTEM, "a socket: %s", strerror(errno));
	*child = fork();
	if (*child == 0) {
		close(pair[0]);
		accounts_answer(pair[1]);
		_exit(0);
	}
	close(pair[1]);
	*fd = pair[0];
	return *child > 0 ? STATUS_OK : error_set(err, STATUS_SYSTEM, "a process: %s", strerror(errno));
}

/* As many open files as the system lets it have: each student takes one. */
static void raise_files(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return;
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
}

static enum status serve(const struct cli *c, const struct scenario *s, const char *text,
	struct error *err)
{
	struct server_options o = {.directory = c->room.directory, .name = room_name(c),
		.scenario = s, .text = text, .shared = c->room.shared, .roster = c->room.roster,
		.away_void = c->room.away_void};
	struct server *server;
	pid_t child = 0;
	enum status status = STATUS_OK;

	sandbox_close_others();
	raise_files();
	if (!o.shared)
		status = start_accounts(&o.accounts, &child, err);
	if (status == STATUS_OK)
		status = server_open(&o, &server, err);
	if (status != STATUS_OK)
		return status; /* the other process ends with this one */
	printf("room %s: %s, %d people so far\n", room_name(c), server_socket(server),
		server_people(server));
	fflush(stdout); /* whoever started it waits for this */
	status = server_shut_in(server, err);
	if (status == STATUS_OK)
		status = server_run(server, err);
	server_close(server);
	if (child > 0)
		waitpid(child, NULL, 0);
	return status;
}

static enum status room_serve(const struct cli *c, struct error *err)
{
	struct scenario s;
	char *text = NULL;
	enum status status;

	if (c->operands < 3)
		return serve(c, NULL, NULL, err);
	status = cli_open(c, c->operand[2], &s, NULL);
	if (status != STATUS_OK)
		return status; /* it has been said */
	status = scenario_write(&s, &text, err);
	if (status == STATUS_OK && strlen(text) > TOLD_GAME_MAX)
		status = error_set(err, STATUS_INPUT, "a scenario for a class has at most %d KiB",
			TOLD_GAME_MAX >> 10);
	if (status == STATUS_OK)
		status = serve(c, &s, text, err);
	free(text);
	scenario_free(&s);
	return status;
}

/* ---- list ---------------------------------------------------------------------- */

/* What a room says to a guest; false: nothing. */
static bool ask(struct link *l, int milliseconds)
{
	struct pollfd fd = {.fd = l->fd, .events = POLLIN};
	struct error err;
	char *line, *value;
	const char *name;

	/* A room that has said it hangs up: that may come with the line itself. */
	for (bool more = true; more && poll(&fd, 1, milliseconds) > 0;) {
		more = link_read(l);
		while ((line = link_line(l, &err))) {
			if (strncmp(line, "room\t", 5) != 0)
				continue;
			for (line += 5; wire_next(&line, &name, &value);)
				printf(strcmp(name, "room") == 0 ? "%s" : strcmp(name, "title") == 0 ?
					"  %s" : strcmp(name, "here") == 0 ? "  %s here" :
					strcmp(name, "stage") == 0 ? "  %s" : "", value);
			printf("\n");
			return true;
		}
	}
	return false;
}

static void list_one(const char *directory, const char *name)
{
	struct place p;
	struct link l;
	struct error err;

	if (place_find(directory, name, &p, &err) != STATUS_OK)
		return;
	if (link_open(p.socket, &l, &err) != STATUS_OK || !link_hello(&l, "guest", NULL, NULL) ||
		!ask(&l, GUEST_MS))
		printf("%s  not served\n", name);
	link_close(&l);
}

static int is_room(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > strlen(SOCKET_END) &&
		strcmp(e->d_name + n - strlen(SOCKET_END), SOCKET_END) == 0;
}

static enum status room_list(const struct cli *c, struct error *err)
{
	struct place p;
	struct dirent **found;
	enum status status = place_directory(c->room.directory, &p, err);

	if (status != STATUS_OK)
		return status;
	int count = scandir(p.directory, &found, is_room, alphasort);
	if (count < 0) /* in the usual place no room may ever have been served */
		return errno == ENOENT && !c->room.directory ? STATUS_OK :
			place_fails(p.directory, err);
	for (int i = 0; i < count; i++) {
		found[i]->d_name[strlen(found[i]->d_name) - strlen(SOCKET_END)] = '\0';
		list_one(c->room.directory, found[i]->d_name);
		free(found[i]);
	}
	free(found);
	return STATUS_OK;
}

/* ---- connect -------------------------------------------------------------------- */

static enum status room_connect(const struct cli *c, struct error *err)
{
	struct place p;
	struct link l;
	enum status status = place_find(c->room.directory, room_name(c), &p, err);

	if (status == STATUS_OK)
		status = link_open(p.socket, &l, err);
	if (status != STATUS_OK)
		return status;
	status = link_splice(&l, STDIN_FILENO, STDOUT_FILENO, err);
	link_close(&l);
	return status;
}

/* ---- lead, join ------------------------------------------------------------------ */

static enum status sit_down(const struct cli *c, const char *name, bool leader, struct error *err)
{
	struct place p;
	struct class_options o = {.name = name, .leader = leader, .label = c->room.as,
		.directory = c->room.directory,
		.through = c->room.through, .explore = &c->explore};
	enum status status = STATUS_OK;

	if (c->room.through && c->explore.restricted)
		return error_set(err, STATUS_USAGE, "--through is not for --restricted");
	if (c->room.as && !room_label_ok(c->room.as))
		return error_set(err, STATUS_INPUT, "--as=%.60s cannot be a name: 1 to %d letters, "
			"digits, . - and _", c->room.as, ROOM_LABEL_MAX);
	if (!c->room.through) {
		status = place_find(c->room.directory, name, &p, err);
		o.socket = p.socket;
		o.record = leader ? p.record : NULL;
	}
	return status == STATUS_OK ? class_run(&o, err) : status;
}

static enum status room_lead(const struct cli *c, struct error *err)
{
	return sit_down(c, room_name(c), true, err);
}

static enum status room_join(const struct cli *c, struct error *err)
{
	return sit_down(c, room_name(c), false, err);
}

enum status cmd_room_only(const struct cli *c, struct error *err)
{
	return sit_down(c, c->room.only, false, err);
}

/* ---- export ---------------------------------------------------------------------- */

static enum status room_export(const struct cli *c, struct error *err)
{
	int format = c->format_name ? export_format_find(c->format_name) : EXPORT_CSV;
	struct place p;
	enum status status = place_find(c->room.directory, room_name(c), &p, err);

	if (status != STATUS_OK)
		return status;
	if (format < 0)
		return error_set(err, STATUS_USAGE, "no format '%.40s' for room export: %s",
			c->format_name, export_format_names());
	return export_record(p.record, (enum export_format)format, stdout, err);
}

/* ---- all of them ----------------------------------------------------------------- */

static const struct {
	const char *name, *operands;
	int least, most;
	bool restricted; /* is for strangers, too */
	enum status (*run)(const struct cli *c, struct error *err);
} words[] = {
	{"serve", "NAME [SCENARIO]", 2, 3, false, room_serve},
	{"lead", "NAME", 2, 2, false, room_lead},
	{"join", "NAME", 2, 2, true, room_join},
	{"list", "no name", 1, 1, false, room_list},
	{"export", "NAME", 2, 2, false, room_export},
	{"connect", "NAME", 2, 2, true, room_connect},
};

#define WORDS (sizeof words / sizeof *words)

const char *cmd_room_word(int i)
{
	return i >= 0 && i < (int)WORDS ? words[i].name : NULL;
}

/* "serve, lead, ... or connect" */
static const char *all_words(char *out, size_t size)
{
	out[0] = '\0';
	for (size_t i = 0; i < WORDS; i++)
		text_append(out, size, "%s%s",
			i == 0 ? "" : i < WORDS - 1 ? ", " : " or ", words[i].name);
	return out;
}

enum status cmd_room(const struct cli *c)
{
	struct error err = {.status = STATUS_OK};
	char all[96];
	size_t i = 0;
	enum status status;

	while (i < WORDS && strcmp(words[i].name, c->operand[0]) != 0)
		i++;
	if (i == WORDS)
		status = error_set(&err, STATUS_USAGE, "room has no '%.40s': it takes %s",
			c->operand[0], all_words(all, sizeof all));
	else if (c->operands < words[i].least || c->operands > words[i].most)
		status = error_set(&err, STATUS_USAGE, "room %s takes %s", words[i].name,
			words[i].operands);
	else if (c->explore.restricted && !words[i].restricted)
		status = error_set(&err, STATUS_USAGE, "room %s is not for --restricted",
			words[i].name);
	else
		status = words[i].run(c, &err);
	if (status != STATUS_OK && err.status != STATUS_OK)
		cli_complain(&err);
	return status;
}
