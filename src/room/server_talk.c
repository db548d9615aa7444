/* What clients say, and what they are told. */
#include "server_private.h"

#include "base/clock.h"
#include "base/num.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WRONG_CODES 5 /* then a client has to go */
#define GUESSES 40    /* wrong codes of all together, at once, */
#define GUESS_RATE 1.0 /* and a second from then on: hours, to come upon somebody's by chance */

/* Fields of a line, by name; NULL: not given. */
struct said { const char *as, *label, *code, *seq, *at, *kind, *body; };

static void read_said(char *line, struct said *said)
{
	const char *name;
	char *value;
	const struct { const char *name; const char **to; } known[] = {
		{"as", &said->as}, {"label", &said->label}, {"code", &said->code},
		{"seq", &said->seq}, {"at", &said->at}, {"kind", &said->kind},
		{"body", &said->body}};

	*said = (struct said){.as = NULL};
	while (wire_next(&line, &name, &value))
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (strcmp(known[i].name, name) == 0)
				*known[i].to = value;
}

/* What there is in a bucket that fills again, so much a second, as of when. */
static void fill(double *bucket, double *as_of, double rate, double most)
{
	double now = clock_now();

	*bucket += (now - *as_of) * rate;
	*as_of = now;
	if (*bucket > most)
		*bucket = most;
}

/* ---- who it is ----------------------------------------------------------------- */

/* Six digits that nobody has yet; false where the system gives none. */
static bool make_code(const struct server *s, char code[ROOM_CODE_DIGITS + 1])
{
	uint32_t number;
	bool ok;

	do {
		ok = read(s->random, &number, sizeof number) == (ssize_t)sizeof number;
		if (ok)
			snprintf(code, ROOM_CODE_DIGITS + 1, "%06lu",
				(unsigned long)number % 1000000);
	} while (ok && room_find_code(s->room, code) >= 0);
	return ok;
}

static enum status join(struct server *s, const char *label, bool coded, int *person,
	struct error *err)
{
	char body[ROOM_LABEL_MAX + ROOM_CODE_DIGITS + 2], code[ROOM_CODE_DIGITS + 1] = "";
	struct room_event e = {.ms = server_now(s), .who = ROOM_COMPUTER, .kind = ROOM_JOIN,
		.body = body};
	enum status status;

	if (coded && !make_code(s, code))
		return error_set(err, STATUS_INPUT, "no code can be made here");
	snprintf(body, sizeof body, "%s%s%s", label, coded ? " " : "", code);
	status = server_event(s, &e, err);
	*person = room_find(s->room, label);
	return status;
}

static enum status back(struct server *s, int person, struct error *err)
{
	struct room_event e = {.ms = server_now(s), .who = person, .kind = ROOM_HERE, .body = ""};

	if (s->room->person[person].here)
		return STATUS_OK;
	return server_event(s, &e, err);
}

/* Whoever has an account of its own is who that says. */
static enum status by_account(struct server *s, const struct client *c, int *person,
	struct error *err)
{
	char label[ROOM_LABEL_MAX + 1];

	if (!accounts_label(s->accounts, c->uid, label))
		return error_set(err, STATUS_INPUT, "the name of your account cannot be looked up "
			"now");
	if (s->roster && !roster_has(s->roster, label))
		return error_set(err, STATUS_INPUT, "%s is not on the list of this room", label);
	*person = room_find(s->room, label);
	return *person >= 0 ? back(s, *person, err) : join(s, label, false, person, err);
}

/* Whose seat the teacher has closed, but was not told so yet. */
static void send_away(struct server *s, int person)
{
	for (int i = 0; i < s->clients; i++) {
		struct client *c = &s->client[i];
		if (c->fd < 0 || c->as != AS_STUDENT || c->person != person)
			continue;
		talk_bye(c, "the teacher has closed this seat");
		c->as = AS_NOBODY;
	}
}

/* On an account that many share, by a code that only they know, or as somebody new. */
static enum status by_code(struct server *s, struct client *c, const struct said *said,
	int *person, struct error *err)
{
	char label[ROOM_LABEL_MAX + 1] = "";
	int at;

	if (said->code && said->code[0]) {
		fill(&s->guesses, &s->guessed, GUESS_RATE, GUESSES);
		if (s->guesses < 1)
			return error_set(err, STATUS_INPUT, "too many wrong codes are given here: "
				"wait a little, and try again");
		*person = room_find_code(s->room, said->code);
		if (*person >= 0)
			return back(s, *person, err);
		s->guesses--;
		if (++c->wrong >= WRONG_CODES)
			talk_bye(c, "too many wrong codes");
		return error_set(err, STATUS_INPUT, "nobody here has this code");
	}
	if (!said->code) { /* it may be somebody who was here */
		buffer_add_text(&c->out, "ask\n");
		return STATUS_OK;
	}
	if (s->roster && (!said->label || !roster_has(s->roster, said->label)))
		return error_set(err, STATUS_INPUT, "say who you are, as the list of this room "
			"has it: --as=LABEL");
	if (!s->roster && said->label)
		return error_set(err, STATUS_INPUT, "this room has no list of names: join "
			"without --as, and be given one");
	if (said->label)
		strcpy(label, said->label); /* from the list */
	else
		room_pseudonym(s->room, label);
	at = room_find(s->room, label);
	if (at >= 0 && !s->room->person[at].removed)
		return error_set(err, STATUS_INPUT, "%s is here already: come back by the code on "
			"its screen, or have the teacher free the name by k", label);
	send_away(s, at);
	return join(s, label, true, person, err);
}

/* A guest is told of the room, and goes. */
static void tell_guest(const struct server *s, struct client *c)
{
	struct told t;

	if (room_tell(s->room, ROOM_COMPUTER, &t, NULL) == STATUS_OK) {
		buffer_add_text(&c->out, "room");
		wire_text(&c->out, "room", t.room);
		wire_text(&c->out, "title", t.title);
		wire_int(&c->out, "people", t.people);
		wire_int(&c->out, "here", t.here);
		wire_text(&c->out, "stage", room_stage_name(t.stage));
		buffer_add_text(&c->out, "\n");
		told_free(&t);
	}
	talk_bye(c, "as you wished");
}

static void hello(struct server *s, struct client *c, const struct said *said)
{
	struct error err = {.text = ""};
	int person = ROOM_COMPUTER;

	if (c->as != AS_NOBODY || !said->as) {
		talk_line(&c->out, "no", NULL, NULL, "that was said before, or not at all");
	} else if (strcmp(said->as, "guest") == 0) {
		tell_guest(s, c);
	} else if (strcmp(said->as, "leader") == 0) {
		if (c->uid != geteuid()) {
			talk_bye(c, "only the account that serves the room leads it");
			return;
		}
		c->as = AS_LEADER;
		c->dirty = true;
	} else if (strcmp(said->as, "student") == 0) {
		enum status status = s->shared || c->uid == geteuid() ?
			by_code(s, c, said, &person, &err) : by_account(s, c, &person, &err);
		if (status == STATUS_OK && person < 0)
			return;
		if (status != STATUS_OK) {
			talk_line(&c->out, "no", NULL, NULL, err.text);
			return;
		}
		c->as = AS_STUDENT;
		c->person = person;
		c->dirty = true;
	} else {
		talk_line(&c->out, "no", NULL, NULL, "one is a student, a leader or a guest");
	}
}

/* ---- what it does --------------------------------------------------------------- */

/* Makes *e of what is said, and sees whether it is to happen. */
static enum status check(const struct server *s, const struct client *c, const struct said *said,
	struct room_event *e, enum room_turn *turn, struct error *err)
{
	int kind = said->kind ? room_kind_find(said->kind) : -1;
	long at, number;

	if (c->as == AS_NOBODY)
		return error_set(err, STATUS_INPUT, "say hello first");
	if (kind < 0 || room_kind_by((enum room_kind)kind) !=
		(c->as == AS_LEADER ? BY_TEACHER : BY_PERSON))
		return error_set(err, STATUS_INPUT, "that is not for you to do");
	if (!said->seq || !num_parse_int(said->seq, 1, INT_MAX, &number))
		return error_set(err, STATUS_INPUT, "what is done has a number from 1 up");
	*e = (struct room_event){.ms = server_now(s), .kind = (enum room_kind)kind,
		.who = c->as == AS_STUDENT ? c->person : ROOM_COMPUTER,
		.body = said->body ? said->body : ""};
	*turn = room_turn(s->room, e, number);
	if (*turn == ROOM_TURN_NEXT && (!said->at || !num_parse_int(said->at, 0, INT_MAX, &at) ||
		at != s->room->moment))
		return error_set(err, STATUS_INPUT, "the room has gone on meanwhile");
	return STATUS_OK;
}

/* Its number was given to something else that the same person did. */
static void say_again(const struct server *s, struct client *c, const char *seq,
	const struct room_event *e)
{
	buffer_add_text(&c->out, "again");
	wire_text(&c->out, "seq", seq);
	wire_int(&c->out, "done", room_count(s->room, e));
	buffer_add_text(&c->out, "\n");
}

static void act(struct server *s, struct client *c, const struct said *said)
{
	struct room_event e;
	struct error err = {.text = ""};
	enum room_turn turn = ROOM_TURN_OTHER;
	enum status status = check(s, c, said, &e, &turn, &err);

	if (status == STATUS_OK && turn == ROOM_TURN_OTHER) {
		say_again(s, c, said->seq, &e);
		return;
	}
	if (status == STATUS_OK && turn == ROOM_TURN_NEXT)
		status = server_event(s, &e, &err);
	if (status == STATUS_OK)
		talk_line(&c->after, "ok", "seq", said->seq, NULL);
	else
		talk_line(&c->out, "no", "seq", said->seq ? said->seq : "", err.text);
}

static bool may_speak(struct client *c)
{
	fill(&c->credit, &c->credited, SERVER_RATE, SERVER_RATE);
	c->credit--;
	return c->credit >= 0;
}

void talk_take(struct server *s, struct client *c, char *text)
{
	struct said said;
	size_t word = strcspn(text, "\t");
	char *rest = text[word] ? text + word + 1 : text + word;

	if (c->leaving)
		return;
	text[word] = '\0';
	read_said(rest, &said);
	if (!may_speak(c)) {
		if (c->credit < -SERVER_RATE)
			talk_bye(c, "too much was said at once");
		else
			talk_line(&c->out, "no", said.seq ? "seq" : NULL, said.seq,
				"too fast: ten lines a second");
		return;
	}
	if (strcmp(text, "hello") == 0)
		hello(s, c, &said);
	else if (strcmp(text, "do") == 0)
		act(s, c, &said);
	else
		talk_bye(c, "that is not understood");
}

void talk_tell(struct server *s, struct client *c)
{
	struct told t;
	int person = c->as == AS_LEADER ? ROOM_COMPUTER : c->person;

	c->dirty = false;
	if (person >= 0 && s->room->person[person].removed) {
		talk_bye(c, "the teacher has closed this seat");
		return;
	}
	if (room_tell(s->room, person, &t, NULL) != STATUS_OK) {
		talk_bye(c, "the room is out of memory");
		return;
	}
	/* what is left of clocks is as of now, not of the last event */
	long long passed = server_now(s) - s->room->ms;
	if (t.left >= 0)
		t.left = t.left > passed ? (int)(t.left - passed) : 0;
	buffer_add_text(&c->out, "told\t");
	told_write(&t, &c->out);
	buffer_add_text(&c->out, "\n");
	told_free(&t);
}

void talk_gone(struct server *s, struct client *c)
{
	struct room_event e = {.ms = server_now(s), .who = c->person, .kind = ROOM_GONE,
		.body = ""};
	struct error err;

	if (c->as != AS_STUDENT)
		return;
	for (int i = 0; i < s->clients; i++)
		if (&s->client[i] != c && s->client[i].fd >= 0 &&
			s->client[i].as == AS_STUDENT && s->client[i].person == c->person)
			return; /* here all the same */
	server_event(s, &e, &err);
}
