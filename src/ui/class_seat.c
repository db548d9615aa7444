/* A seat's connection to its room. */
#include "ui/class_state.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void seat_connect(struct class_seat *s)
{
	struct error err = {.text = ""};
	enum status status = s->options->socket ? link_open(s->options->socket, &s->link, &err) :
		link_through(s->options->through, &s->link, &err);

	s->tried = clock_now();
	if (status != STATUS_OK) {
		if (!s->told.room) { /* never was there */
			seat_say(s, INK_ERROR, "%s", err.text);
			s->ended = true;
		}
		return;
	}
	s->connected = true;
	s->notice[0] = '\0';
	if (!link_hello(&s->link, s->options->leader ? "leader" : "student", s->options->label,
		s->code[0] ? s->code : NULL))
		seat_lose(s);
}

int seat_left(const struct class_seat *s)
{
	double passed = (clock_now() - s->told_at) * 1000;

	return s->told.left < 0 ? -1 : passed >= s->told.left ? 0 : s->told.left - (int)passed;
}

static void free_game(struct class_seat *s)
{
	match_free(s->match);
	s->match = NULL;
	scenario_free(&s->game);
	scenario_init(&s->game);
}

/* The game that was told, to reckon with. */
static void take_game(struct class_seat *s)
{
	struct error_list errors;

	free_game(s);
	if (s->told.game && scenario_parse(s->told.room, s->told.game, strlen(s->told.game),
		&s->game, &errors) == STATUS_OK) {
		if (s->told.specialist >= s->game.game.n || !match_by_level(&s->game.game) ||
			match_alloc(&s->game.game, &s->match, NULL) != STATUS_OK)
			s->match = NULL;
	}
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void take_told(struct class_seat *s, char *line)
{
	struct told told;
	struct error err;
	bool asked = class_asks(&s->told), other;
	enum pair_stage before = s->told.pair_stage;

	if (told_read(line, &told, &err) != STATUS_OK) {
		seat_say(s, INK_ERROR, "%s", err.text);
		return;
	}
	other = !same_text(told.game, s->told.game);
	told_free(&s->told);
	s->told = told;
	s->told_at = clock_now();
	s->done = told.done;
	if (told.code)
		snprintf(s->code, sizeof s->code, "%s", told.code);
	if (other)
		take_game(s);
	if (s->typing == TYPING_CODE)
		s->typing = TYPING_NOTHING;
	if (class_asks(&s->told) && (!asked || before != told.pair_stage))
		number_begin(s);
	if (!class_asks(&s->told) && s->typing == TYPING_NUMBER)
		s->typing = TYPING_NOTHING;
	follow_told(s);
	doing_send(s);
}

/* Fields of a line, "" where there are none. */
struct answer { const char *why, *seq, *done; };

static struct answer read_answer(char *line)
{
	struct answer a = {"", "", ""};
	const char *name;
	char *value;

	while (wire_next(&line, &name, &value))
		*(strcmp(name, "seq") == 0 ? &a.seq : strcmp(name, "done") == 0 ? &a.done : &a.why) =
			value;
	return a;
}

static void take_no(struct class_seat *s, const struct answer *a)
{
	if (s->ended) /* that was said why */
		return;
	seat_say(s, INK_WARNING, "%s", a->why);
	if (doing_answered(s, "no", a->seq, a->done) || s->told.room)
		return;
	if (s->typing != TYPING_NOTHING)
		return;
	if (!s->code[0]) {
		s->ended = true;
		return;
	}
	s->code[0] = '\0'; /* mistyped: asked again */
	s->typing = TYPING_CODE;
	line_init(&s->line, "");
}

static void take_line(struct class_seat *s, char *line)
{
	size_t word = strcspn(line, "\t");
	char *rest = line[word] ? line + word + 1 : line + word;
	struct answer a;

	line[word] = '\0';
	if (strcmp(line, "told") == 0) {
		take_told(s, rest);
		return;
	}
	a = read_answer(rest);
	if (strcmp(line, "no") == 0) {
		take_no(s, &a);
	} else if (strcmp(line, "ok") == 0 || strcmp(line, "again") == 0) {
		doing_answered(s, line, a.seq, a.done);
	} else if (strcmp(line, "ask") == 0) {
		s->typing = TYPING_CODE;
		line_init(&s->line, "");
	} else if (strcmp(line, "notice") == 0) {
		snprintf(s->notice, sizeof s->notice, "%s", a.why);
		if (a.why[0])
			doing_drop(s);
	} else if (strcmp(line, "bye") == 0) {
		s->ended = true;
		seat_say(s, INK_ERROR, "%s", a.why);
	}
}

void seat_read(struct class_seat *s)
{
	bool there = link_read(&s->link);
	struct error err = {.text = ""};
	char *line;

	while ((line = link_line(&s->link, &err)))
		take_line(s, line);
	if (err.text[0]) {
		seat_say(s, INK_ERROR, "%s", err.text);
		s->ended = true;
	}
	if (!there || s->link.fd < 0) {
		if (!s->told.room && !s->ended) {
			seat_say(s, INK_ERROR, "%s", s->link.complaint[0] ? s->link.complaint :
				"the room ended the connection");
			s->ended = true;
		} else if (!s->ended && s->link.complaint[0]) {
			seat_say(s, INK_WARNING, "%s", s->link.complaint);
		}
		seat_lose(s);
	}
}

void seat_free(struct class_seat *s)
{
	link_close(&s->link);
	told_free(&s->told);
	free_game(s);
	follow_free(s);
	canvas_free(&s->canvas);
}
