/* Any bytes as what clients of a room say, and as what a room says to them: it is refused in
 * words, or taken, and then the record makes the same room again; a line that a client
 * understands is written as it was read. */
#include "fuzz.h"

#include "base/clock.h"
#include "room/server_private.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CLIENTS 4 /* the first leads */
#define LINES_MAX 200

static const char lesson[] =
	"[scenario]\ntitle = Half\n[generalist]\nname = Lab\n[specialist clinic]\n"
	"[lesson]\ntitle = A\ntext = B\nquestion = C\nchoice = d\nchoice = e\nanswer = 2\n"
	"[lab]\ntitle = F\ntext = G\nrounds = 3\n";

/* What everybody is told, in one text; NULL without memory. */
static char *dump(const struct room *r)
{
	struct buffer w = {.text = NULL};

	for (int i = ROOM_COMPUTER; i < r->people; i++) {
		struct told t;
		if (room_tell(r, i, &t, NULL) != STATUS_OK)
			abort();
		told_write(&t, &w);
		buffer_add_text(&w, "\n");
		told_free(&t);
	}
	return w.text;
}

static const char *open_server(struct server *s)
{
	struct record_head head = {.name = "fuzz", .scenario = "fuzz", .text = lesson};

	s->lock = s->listen = s->accounts = -1;
	s->random = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	s->shared = true;
	if (record_create(":memory:", &head, &s->record, NULL) != STATUS_OK ||
		record_replay(s->record, (struct record_watch){.see = NULL}, &s->room, NULL) !=
			STATUS_OK)
		return "no room can be made";
	s->started = clock_now();
	s->base = 1;
	s->clients = CLIENTS;
	for (int i = 0; i < CLIENTS; i++)
		s->client[i] = (struct client){.fd = i, .uid = geteuid(), .person = ROOM_COMPUTER};
	return NULL;
}

/* One line, of the client that its first byte names; what is answered is put away. */
static void say(struct server *s, char *line)
{
	struct client *c = &s->client[(unsigned char)line[0] % CLIENTS];

	c->credit = SERVER_RATE;
	c->credited = clock_now();
	if (!c->leaving)
		talk_take(s, c, line + 1);
	if (c->as != AS_NOBODY && !c->leaving)
		talk_tell(s, c);
	buffer_free(&c->out);
	buffer_free(&c->after);
	if (c->leaving) {
		talk_gone(s, c);
		*c = (struct client){.fd = c->fd, .uid = c->uid, .person = ROOM_COMPUTER};
	}
}

static const char *converse(const char *text)
{
	struct server *s = calloc(1, sizeof *s);
	const char *wrong = s ? open_server(s) : "no memory";
	struct room *again = NULL;
	char *copy = fuzz_string((const uint8_t *)text, strlen(text)), *at = copy;

	for (int i = 0; !wrong && at && *at && i < LINES_MAX; i++) {
		char *end = strchr(at, '\n');
		if (end)
			*end = '\0';
		if (strlen(at) < SERVER_LINE_MAX && *at)
			say(s, at);
		at = end ? end + 1 : NULL;
	}
	if (!wrong && record_replay(s->record, (struct record_watch){.see = NULL}, &again, NULL) !=
		STATUS_OK)
		wrong = "the record does not replay";
	if (!wrong) {
		char *live = dump(s->room), *replayed = dump(again);
		if (!live || !replayed || strcmp(live, replayed) != 0)
			wrong = "the replay is another room";
		free(live);
		free(replayed);
	}
	room_free(again);
	if (s) {
		close(s->random);
		record_close(s->record);
		room_free(s->room);
	}
	free(s);
	free(copy);
	return wrong;
}

static const char *listen_to(const char *text)
{
	struct buffer first = {.text = NULL}, second = {.text = NULL};
	char *copy = fuzz_string((const uint8_t *)text, strlen(text)), *line = NULL;
	const char *wrong = NULL;
	struct told t;

	if (told_read(copy, &t, NULL) == STATUS_OK) {
		told_write(&t, &first);
		told_free(&t);
		line = fuzz_string((const uint8_t *)first.text, first.length);
		if (told_read(line, &t, NULL) != STATUS_OK)
			wrong = "what was written is not read";
		else
			told_write(&t, &second);
		if (!wrong && strcmp(first.text, second.text) != 0)
			wrong = "what was written is read as something else";
		told_free(&t);
	}
	buffer_free(&first);
	buffer_free(&second);
	free(line);
	free(copy);
	return wrong;
}

const char *fuzz_room(const uint8_t *data, size_t size)
{
	char *text = fuzz_string(data, size);
	const char *wrong = converse(text);

	if (!wrong)
		wrong = listen_to(text);
	free(text);
	return wrong;
}
