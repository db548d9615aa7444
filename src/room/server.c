/* The loop, and its sockets. */
#include "server_private.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define AT_ONCE 64         /* who come in a turn */
#define PROBE 2.0          /* s between looks at whether a full disk takes anything again */

static void tick(struct server *s)
{
	struct room_event e = {.ms = server_now(s), .who = ROOM_COMPUTER, .kind = ROOM_TICK,
		.body = ""};
	long long due = room_due(s->room);
	struct error err;

	if (due >= 0 && due <= e.ms && !s->full)
		server_event(s, &e, &err);
}

static void probe(struct server *s)
{
	if (!s->full || clock_now() - s->probed < PROBE)
		return;
	s->probed = clock_now();
	if (!record_probe(s->record))
		return;
	s->full = false;
	for (int i = 0; i < s->clients; i++)
		if (s->client[i].fd >= 0)
			talk_notice(&s->client[i], "");
	/* who went away meanwhile could not be put down as gone */
	for (int p = 0; p < s->room->people; p++) {
		struct room_event e = {.ms = server_now(s), .who = p, .kind = ROOM_GONE,
			.body = ""};
		bool here = !s->room->person[p].here;
		struct error err;
		for (int i = 0; i < s->clients; i++)
			here = here || (s->client[i].fd >= 0 && s->client[i].person == p &&
				s->client[i].as == AS_STUDENT);
		if (!here)
			server_event(s, &e, &err);
	}
}

/* ---- what is said ---------------------------------------------------------------- */

static void drop(struct server *s, struct client *c)
{
	close(c->fd);
	talk_gone(s, c);
	c->fd = -1;
	buffer_free(&c->out);
	buffer_free(&c->after);
}

/* Sends what is to be said; false: it is gone. */
static bool send_out(struct server *s, struct client *c)
{
	while (c->sent < c->out.length) {
		ssize_t n = send(c->fd, c->out.text + c->sent, c->out.length - c->sent,
			MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			break;
		if (n <= 0) {
			drop(s, c);
			return false;
		}
		c->sent += (size_t)n;
	}
	if (c->sent == c->out.length) {
		buffer_free(&c->out);
		c->sent = 0;
	}
	return true;
}

static void flush(struct server *s, struct client *c)
{
	bool there = send_out(s, c);

	/* one who reads slowly is told once it has read what it was told before */
	if (there && c->dirty && c->out.length == 0 && !c->leaving) {
		talk_tell(s, c);
		there = send_out(s, c);
	}
	if (there && ((c->leaving && c->out.length == 0) || c->out.no_memory ||
		c->out.length - c->sent > SERVER_UNREAD_MAX))
		drop(s, c);
}

/* ---- clients -------------------------------------------------------------------- */

static int of_account(const struct server *s, uid_t uid)
{
	int count = 0;

	for (int i = 0; i < s->clients; i++)
		count += s->client[i].fd >= 0 && s->client[i].uid == uid;
	return count;
}

/* Whoever fills the room, its teacher gets in. */
static struct client *free_client(struct server *s, bool own)
{
	int most = s->most + (own ? SERVER_OWN_MAX : 0);

	for (int i = 0; i < s->clients && i < most; i++)
		if (s->client[i].fd < 0)
			return &s->client[i];
	return s->clients < most ? &s->client[s->clients++] : NULL;
}

static void welcome(struct server *s, int fd)
{
	uid_t uid;
	bool known = peer_account(fd, &uid);
	bool own = known && uid == geteuid();
	bool many = known && !s->shared && !own && of_account(s, uid) >= SERVER_ACCOUNT_MAX;
	struct client *c = known && !many ? free_client(s, own) : NULL;

	if (!c) {
		static const char bye[] = SERVER_GREETING "\nbye\twhy=too many are here\n";
		send(fd, bye, sizeof bye - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
		close(fd);
		return;
	}
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	*c = (struct client){.fd = fd, .uid = uid, .person = ROOM_COMPUTER,
		.credit = SERVER_RATE, .credited = clock_now()};
	buffer_add_text(&c->out, SERVER_GREETING "\n");
	if (s->full)
		talk_notice(c, s->why);
}

/* Some of those who wait: whoever comes again and again must not hold up those who are in. */
static void accept_some(struct server *s)
{
	int fd;

	for (int i = 0; i < AT_ONCE && (fd = accept(s->listen, NULL, NULL)) >= 0; i++)
		welcome(s, fd);
}

/* Whole lines; what is too long, or is no text, is its end. */
static void take_lines(struct server *s, struct client *c)
{
	size_t from = 0;
	char *end;

	while (c->fd >= 0 && (end = memchr(c->line + from, '\n', c->length - from))) {
		*end = '\0';
		if (strlen(c->line + from) != (size_t)(end - c->line) - from)
			talk_bye(c, "a line has no NUL in it");
		else
			talk_take(s, c, c->line + from);
		from = (size_t)(end - c->line) + 1;
	}
	memmove(c->line, c->line + from, c->length - from);
	c->length -= from;
	if (c->length == sizeof c->line)
		talk_bye(c, "a line has at most 1024 bytes");
}

static void listen_to(struct server *s, struct client *c)
{
	ssize_t n = recv(c->fd, c->line + c->length, sizeof c->line - c->length, MSG_DONTWAIT);

	if (n > 0) {
		c->length += (size_t)n;
		take_lines(s, c);
		if (c->leaving)
			c->length = 0;
	} else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
		drop(s, c);
	}
}

static int timeout(const struct server *s)
{
	long long due = room_due(s->room), left = due - server_now(s);

	if (s->full)
		return (int)(PROBE * 1000);
	return due < 0 ? -1 : left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

static enum status turn(struct server *s, struct error *err)
{
	struct pollfd fd[SERVER_CLIENTS_MAX + SERVER_OWN_MAX + 1];
	int clients = s->clients;
	enum status status;

	fd[0] = (struct pollfd){.fd = s->listen, .events = POLLIN};
	for (int i = 0; i < clients; i++)
		fd[i + 1] = (struct pollfd){.fd = s->client[i].fd, .events = (short)(POLLIN |
			(s->client[i].sent < s->client[i].out.length ? POLLOUT : 0))};
	if (poll(fd, (nfds_t)clients + 1, timeout(s)) < 0 && errno != EINTR)
		return error_set(err, STATUS_SYSTEM, "poll: %s", strerror(errno));
	probe(s);
	tick(s);
	if (fd[0].revents)
		accept_some(s);
	for (int i = 0; i < clients; i++)
		if (fd[i + 1].revents & (POLLIN | POLLHUP | POLLERR) && s->client[i].fd >= 0)
			listen_to(s, &s->client[i]);
	status = server_commit(s, err);
	for (int i = 0; i < s->clients && status == STATUS_OK; i++)
		if (s->client[i].fd >= 0)
			flush(s, &s->client[i]);
	return status == STATUS_OK ? server_commit(s, err) : status; /* of who went while flushing */
}

enum status server_run(struct server *s, struct error *err)
{
	enum status status = STATUS_OK;

	while (status == STATUS_OK)
		status = turn(s, err);
	return status;
}
