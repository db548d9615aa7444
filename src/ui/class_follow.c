/* Follow me: what the teacher looks at is on every screen. */
#include "ui/class_state.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOW_SECONDS .2 /* between one telling and the next */

/* A question, and what one does oneself, go before. */
static bool may_follow(const struct told *t)
{
	return t->follow && t->stage != ROOM_VOTE && t->stage != ROOM_PAIRS &&
		t->stage != ROOM_DEAL;
}

bool follow_shown(const struct class_seat *s)
{
	return s->explorer && s->told.room && (s->options->leader ? s->told.follow :
		may_follow(&s->told));
}

void follow_free(struct class_seat *s)
{
	if (s->explorer)
		explorer_free(s->explorer);
	free(s->explorer);
	s->explorer = NULL;
}

/* What the explorer's hints say of the class. */
static void set_hints(struct class_seat *s)
{
	struct explorer *e = s->explorer;

	e->led = !s->options->leader && !s->exploring;
	e->class_key = (struct key_entry){"F", s->options->leader ? "end following" : e->led ?
		"explore by yourself" : "back to the teacher's"};
}

static void begin(struct class_seat *s)
{
	struct explorer_options o = {.scenario = &s->game, .no_config = true,
		.restricted = !s->options->leader || s->options->explore->restricted,
		.scheme = s->options->explore->scheme};
	struct error err;

	s->explorer = calloc(1, sizeof *s->explorer);
	if (s->explorer && explorer_init(s->explorer, &o, s->canvas.cols, s->canvas.rows, &err) !=
		STATUS_OK) {
		free(s->explorer);
		s->explorer = NULL;
	}
	if (!s->explorer)
		return;
	s->explorer->unicode = s->canvas.unicode;
	s->explorer->canvas.unicode = s->canvas.unicode;
	s->explorer->unicode_possible = s->canvas.unicode;
	set_hints(s);
	explorer_say(s->explorer, INK_STATUS, s->options->leader ?
		"the class sees what you see" : "you see what the teacher sees");
}

/* The next word of a command line, as the shell would read it; false at the end. */
static bool next_word(const char **at, char *out, size_t size)
{
	const char *p = *at + strspn(*at, " ");
	bool quoted = false;
	size_t n = 0;

	if (!*p)
		return false;
	for (; *p && (quoted || *p != ' '); p++) {
		if (*p == '\'')
			quoted = !quoted;
		else if (n + 1 < size)
			out[n++] = *(!quoted && *p == '\\' && p[1] ? ++p : p);
	}
	out[n] = '\0';
	*at = p;
	return true;
}

/* Shows what the teacher's command line says, from the step's game on. */
static void apply(struct class_seat *s)
{
	const char *at = s->shown;
	char word[ROOM_BODY_MAX + 1];
	struct scenario fresh;
	int view = (int)s->explorer->view;
	bool set = false;

	if (scenario_copy(&fresh, &s->game, NULL) != STATUS_OK)
		return;
	while (next_word(&at, word, sizeof word)) {
		if (set)
			param_assign(&fresh, word, NULL);
		else if (strncmp(word, "--view=", 7) == 0)
			view = view_find(word + 7);
		set = strcmp(word, "--set") == 0;
	}
	s->effects |= explorer_adopt(s->explorer, &fresh);
	if (view >= 0)
		s->explorer->view = (enum view_id)view;
	s->explorer->due |= EFFECT_SOLVE;
	explorer_say(s->explorer, INK_STATUS, "you see what the teacher sees");
}

void follow_told(struct class_seat *s)
{
	const char *show = s->told.show ? s->told.show : "";
	bool fresh = false;

	s->effects |= EFFECT_REDRAW;
	if (!s->told.follow || !s->told.game) {
		follow_free(s);
		s->exploring = false;
		s->shown[0] = '\0';
		return;
	}
	if (!s->explorer && s->match) {
		begin(s);
		fresh = s->explorer != NULL;
	}
	if (!s->explorer || s->options->leader || s->exploring)
		return;
	if (fresh || strcmp(show, s->shown) != 0) {
		snprintf(s->shown, sizeof s->shown, "%s", show);
		apply(s);
	}
}

void follow_key(struct class_seat *s, int key)
{
	if (key == 'F' && s->explorer->mode == MODE_PLAY) { /* else it is text */
		follow_turn(s);
		return;
	}
	if (s->explorer->led && key != 'q' && key != KEY_CTRL('c')) {
		explorer_say(s->explorer, INK_STATUS, "the teacher leads: that key does nothing now");
		s->effects |= EFFECT_REDRAW;
		return;
	}
	if (s->explorer->mode == MODE_PLAY && key == 'q') {
		s->effects |= EFFECT_QUIT;
		return;
	}
	s->effects |= explorer_key(s->explorer, key);
}

void follow_turn(struct class_seat *s)
{
	if (s->options->leader) {
		seat_do(s, ROOM_FOLLOW, s->told.follow ? "off" : "on");
		return;
	}
	s->exploring = !s->exploring;
	set_hints(s);
	if (s->exploring) {
		explorer_say(s->explorer, INK_STATUS, "now you explore by yourself");
		s->effects |= EFFECT_REDRAW;
	} else {
		snprintf(s->shown, sizeof s->shown, "%s", s->told.show ? s->told.show : "");
		apply(s);
	}
}

bool follow_show(struct class_seat *s)
{
	bool complete, later = false;
	char *line;

	if (!s->options->leader || !follow_shown(s) || !s->connected)
		return false;
	line = command_line(s->explorer, &complete);
	if (line && strcmp(line, s->shown) != 0 && strlen(line) <= ROOM_BODY_MAX - 100) {
		later = s->doings > 0 || clock_now() - s->showed < SHOW_SECONDS;
		if (!later) {
			snprintf(s->shown, sizeof s->shown, "%s", line);
			s->showed = clock_now();
			seat_do(s, ROOM_SHOW, line);
		}
	}
	free(line);
	return later;
}
