/* The keys of a class: one table, from which the hints come as well. */
#include "ui/class_state.h"

#include "base/num.h"
#include "bargain/play.h"
#include "room/export.h"
#include "view/caption.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define OFFER_TEXT (2 * NUM_TEXT_MAX + 2)

/* When a key does something: OR of these. */
enum when {
	WHEN_STUDENT = 1,
	WHEN_LEADER = 2,
	WHEN_VOTE = 4,       /* a vote with choices is open */
	WHEN_NUMBER = 8,     /* the student is asked for a number */
	WHEN_OFFER = 16,     /* a share; an offer that can be accepted: */
	WHEN_ACCEPT = 32,
	WHEN_ADD = 64,
	WHEN_REVEAL = 128,
	WHEN_TALK = 256,     /* a vote is closed that may be held again */
	WHEN_CLOCK = 512,
	WHEN_FOLLOW = 1024,  /* the class follows */
	WHEN_ALONE = 2048,   /* it does not */
	WHEN_TERM = 4096,    /* an offer of two numbers */
	WHEN_BACK = 8192,    /* there is something to go back to */
};

static unsigned now(const struct class_seat *s)
{
	const struct told *t = &s->told;
	unsigned w = s->options->leader ? WHEN_LEADER : WHEN_STUDENT;

	w |= t->follow ? WHEN_FOLLOW : WHEN_ALONE;
	if (t->stage != ROOM_LOBBY)
		w |= WHEN_BACK;
	if (t->stage == ROOM_VOTE)
		w |= WHEN_REVEAL | (t->choices > 0 ? WHEN_VOTE | WHEN_CLOCK : 0);
	if (t->stage == ROOM_COUNTS)
		w |= WHEN_REVEAL;
	if ((t->stage == ROOM_COUNTS || t->stage == ROOM_ANSWER) && t->choices > 0)
		w |= WHEN_TALK;
	if (t->stage == ROOM_DEAL)
		w |= WHEN_CLOCK;
	if (!class_asks(t))
		return w;
	w |= WHEN_NUMBER;
	if (t->pair_stage == PAIR_ADD)
		w |= WHEN_ADD;
	if (t->pair_stage != PAIR_BARGAIN)
		return w;
	if (t->protocol == LAB_ULTIMATUM) /* the worst that one would accept is no offer */
		return w | (t->proposes ? WHEN_OFFER : 0);
	w |= WHEN_OFFER | (t->over != LAB_SHARE ? WHEN_TERM : 0);
	if (t->seat >= 0 && !isnan(t->offer[SEATS - 1 - t->seat]))
		w |= WHEN_ACCEPT;
	return w;
}

/* ---- what they do ----------------------------------------------------------------- */

static void do_kind(struct class_seat *s, int kind)
{
	seat_do(s, (enum room_kind)kind, "");
}

static void do_choose(struct class_seat *s, int choice)
{
	char body[] = {(char)('1' + choice), '\0'};

	if (choice < s->told.choices)
		seat_do(s, ROOM_CHOOSE, body);
	else
		seat_say(s, INK_STATUS, "that key does nothing now");
}

static void do_step(struct class_seat *s, int tenths)
{
	s->typing = TYPING_NOTHING;
	number_step(s, (double)tenths / 10);
}

/* A share, and, where two numbers are haggled over, the term beside it. */
static char *terms_text(const struct class_seat *s, double share, double term,
	char out[OFFER_TEXT])
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];

	num_format(share, a, sizeof a);
	if (s->told.over == LAB_SHARE)
		snprintf(out, OFFER_TEXT, "%s", a);
	else
		snprintf(out, OFFER_TEXT, "%s %s", a, num_format(term, b, sizeof b));
	return out;
}

static void do_turn(struct class_seat *s, UNUSED int unused)
{
	if (s->typing == TYPING_NUMBER)
		num_parse(s->line.text, &s->value); /* as it was, where that is no number */
	s->typing = TYPING_NOTHING;
	number_turn(s);
}

/* The number as it stands. */
static void do_enter(struct class_seat *s, UNUSED int unused)
{
	static const enum room_kind kinds[] = {[PAIR_BARGAIN] = ROOM_OFFER,
		[PAIR_LEVEL] = ROOM_LEVEL, [PAIR_ADD] = ROOM_ADD};
	char body[OFFER_TEXT];

	if (s->typing == TYPING_NUMBER && !num_parse(s->line.text, &s->value)) {
		seat_say(s, INK_ERROR, "that is no number");
		return;
	}
	s->typing = TYPING_NOTHING;
	if (s->told.pair_stage == PAIR_BARGAIN)
		terms_text(s, number_share(s), number_term(s), body);
	else if (s->value < 0 && s->told.pair_stage == PAIR_ADD)
		strcpy(body, "out");
	else
		num_format(s->value, body, sizeof body);
	seat_do(s, kinds[s->told.pair_stage], body);
}

static void do_accept(struct class_seat *s, UNUSED int unused)
{
	int other = SEATS - 1 - s->told.seat;
	char body[OFFER_TEXT];

	seat_do(s, ROOM_ACCEPT, terms_text(s, s->told.offer[other], s->told.term_offer[other],
		body));
}

static void do_out(struct class_seat *s, UNUSED int unused)
{
	s->typing = TYPING_NOTHING;
	s->value = PLAY_STAY_OUT;
}

static void do_remove(struct class_seat *s, UNUSED int unused)
{
	s->typing = TYPING_LABEL;
	line_init(&s->line, "");
	seat_say(s, INK_STATUS, "not here: %s", s->told.gone ? s->told.gone : "nobody");
}

static void do_export(struct class_seat *s, UNUSED int unused)
{
	char path[ROOM_LABEL_MAX + 20];
	struct error err;

	if (!s->options->record || s->options->explore->restricted) {
		seat_say(s, INK_WARNING, "on the room's host: haggle room export %s",
			s->options->name);
		return;
	}
	snprintf(path, sizeof path, "%s.csv", s->options->name);
	if (export_file(s->options->record, EXPORT_CSV, path, &err) == STATUS_OK)
		seat_say(s, INK_STATUS, "written: %s", path);
	else
		seat_say(s, INK_ERROR, "%s", err.text);
}

static void do_follow(struct class_seat *s, UNUSED int unused)
{
	follow_turn(s);
}

static void do_quit(struct class_seat *s, UNUSED int unused)
{
	s->effects |= EFFECT_QUIT;
}

/* ---- the table ------------------------------------------------------------------- */

#define LETTERS "a b c d e" /* so many of them as there are choices */

/* needs: all of them. shown: in the hints, instead of the keys; "": not at all. */
static const struct class_action {
	const char *keys, *shown, *word;
	int line;
	unsigned needs;
	void (*run)(struct class_seat *s, int argument);
	int argument;
} actions[] = {
	{"a", LETTERS, "vote", 0, WHEN_STUDENT | WHEN_VOTE, do_choose, 0},
	{"b", "", "", 0, WHEN_STUDENT | WHEN_VOTE, do_choose, 1},
	{"c", "", "", 0, WHEN_STUDENT | WHEN_VOTE, do_choose, 2},
	{"d", "", "", 0, WHEN_STUDENT | WHEN_VOTE, do_choose, 3},
	{"e", "", "", 0, WHEN_STUDENT | WHEN_VOTE, do_choose, 4},
	{"a", "a", "accept theirs", 0, WHEN_STUDENT | WHEN_ACCEPT, do_accept, 0},
	{"Enter", "Enter", "offer", 0, WHEN_STUDENT | WHEN_OFFER, do_enter, 0},
	{"Enter", "Enter", "decide", 0, WHEN_STUDENT | WHEN_NUMBER, do_enter, 0},
	{"Left h", "Left/Right", "change", 0, WHEN_STUDENT | WHEN_NUMBER, do_step, -10},
	{"Right l", "", "", 0, WHEN_STUDENT | WHEN_NUMBER, do_step, 10},
	{"S-Left H", "H L", "ten steps", 0, WHEN_STUDENT | WHEN_NUMBER, do_step, -100},
	{"S-Right L", "", "", 0, WHEN_STUDENT | WHEN_NUMBER, do_step, 100},
	{"<", "< >", "a tenth", 0, WHEN_STUDENT | WHEN_NUMBER, do_step, -1},
	{">", "", "", 0, WHEN_STUDENT | WHEN_NUMBER, do_step, 1},
	{"Tab Up Down", "Tab", "share or term", 0, WHEN_STUDENT | WHEN_TERM, do_turn, 0},
	{"o", "o", "abstain", 0, WHEN_STUDENT | WHEN_ADD, do_out, 0},
	{"n", "n", "next", 0, WHEN_LEADER, do_kind, ROOM_NEXT},
	{"Space", "Space", "reveal", 0, WHEN_LEADER | WHEN_REVEAL, do_kind, ROOM_REVEAL},
	{"N", "N", "vote again", 0, WHEN_LEADER | WHEN_TALK, do_kind, ROOM_BACK},
	{"N", "N", "back", 0, WHEN_LEADER | WHEN_BACK, do_kind, ROOM_BACK},
	{"+", "+", "30 s more", 0, WHEN_LEADER | WHEN_CLOCK, do_kind, ROOM_MORE},
	{"F", "F", "class follows me", 1, WHEN_LEADER | WHEN_ALONE, do_follow, 0},
	{"F", "F", "end following", 1, WHEN_LEADER | WHEN_FOLLOW, do_follow, 0},
	{"F", "F", "follow", 1, WHEN_STUDENT | WHEN_FOLLOW, do_follow, 0},
	{"k", "k", "remove somebody", 1, WHEN_LEADER, do_remove, 0},
	{"e", "e", "export", 1, WHEN_LEADER, do_export, 0},
	{"q F10 C-c", "q", "leave", 1, 0, do_quit, 0},
};
enum { ACTIONS_OF_CLASS = sizeof actions / sizeof *actions };

static const struct class_action *find(const struct class_seat *s, int key)
{
	unsigned have = now(s);

	for (int i = 0; i < ACTIONS_OF_CLASS; i++)
		if ((actions[i].needs & have) == actions[i].needs &&
			key_in_list(actions[i].keys, key))
			return &actions[i];
	return NULL;
}

/* ---- typing ----------------------------------------------------------------------- */

static void finish_line(struct class_seat *s)
{
	enum class_prompt typing = s->typing;

	if (typing == TYPING_NUMBER) {
		do_enter(s, 0);
		return;
	}
	s->typing = TYPING_NOTHING;
	if (typing == TYPING_LABEL) {
		seat_do(s, ROOM_REMOVE, s->line.text);
	} else {
		snprintf(s->code, sizeof s->code, "%.*s", ROOM_CODE_DIGITS, s->line.text);
		s->message[0] = '\0';
		if (!link_hello(&s->link, "student", s->options->label, s->line.text))
			seat_lose(s);
	}
}

static bool type(struct class_seat *s, int key)
{
	if (key == K_ESC && s->typing != TYPING_CODE) {
		s->typing = TYPING_NOTHING;
		return true;
	}
	if (key == K_ENTER || key == KEY_CTRL('m') || key == KEY_CTRL('j')) {
		finish_line(s);
		return true;
	}
	return line_key(&s->line, key);
}

void class_key(struct class_seat *s, int key)
{
	const struct class_action *a;
	bool digit = (key >= '0' && key <= '9') || key == '.' || (key == '-' && s->on_term);

	s->message[0] = '\0';
	if (s->ended || (s->typing != TYPING_NOTHING && key == KEY_CTRL('c'))) {
		s->effects |= EFFECT_QUIT;
		return;
	}
	if (s->typing != TYPING_NOTHING && type(s, key))
		return;
	if (now(s) & WHEN_NUMBER && now(s) & WHEN_STUDENT && digit) {
		s->typing = TYPING_NUMBER;
		line_init(&s->line, "");
		line_key(&s->line, key);
		return;
	}
	a = find(s, key);
	if (a)
		a->run(s, a->argument);
	else
		seat_say(s, INK_STATUS, "that key does nothing now");
}

/* ---- the screen -------------------------------------------------------------------- */

/* Those that do something now, each once. */
static int hints(const struct class_seat *s, int line, char letters[sizeof LETTERS],
	struct key_entry *out)
{
	unsigned have = now(s);
	int n = 0;

	if (s->typing == TYPING_LABEL) {
		out[0] = (struct key_entry){"Enter", "remove"};
		out[1] = (struct key_entry){"Esc", "give up"};
		return line == 0 ? 2 : 0;
	}
	snprintf(letters, sizeof LETTERS, "%.*s", 2 * s->told.choices - 1, LETTERS);

	for (int i = 0; i < ACTIONS_OF_CLASS; i++) {
		const struct class_action *a = &actions[i];
		bool there = a->line != line || (a->needs & have) != a->needs || !a->shown[0];
		for (int k = 0; k < n; k++)
			there = there || strcmp(out[k].key, a->shown) == 0;
		if (!there)
			out[n++] = (struct key_entry){strcmp(a->shown, LETTERS) ? a->shown :
				letters, a->word};
	}
	return n;
}

static void draw_prompt(struct class_seat *s, const char *label)
{
	struct prompt p = {.label = label, .text = s->line.text, .cursor = s->line.cursor};

	panel_prompt(&s->canvas, s->canvas.rows - 1, &p);
}

/* Before anything was told. */
static void draw_waiting(struct class_seat *s)
{
	canvas_clear(&s->canvas);
	canvas_printf(&s->canvas, 1, 0, s->canvas.cols - 2, INK_TITLE, "room %s",
		s->options->name);
	canvas_text_fit(&s->canvas, 1, 2, s->canvas.cols - 2, s->ended ? INK_ERROR : INK_TEXT,
		s->typing == TYPING_CODE ?
		"Were you here before? Then type your code; else only Enter." :
		s->message[0] ? s->message : "connecting");
	if (s->typing == TYPING_CODE)
		canvas_text_fit(&s->canvas, 1, 4, s->canvas.cols - 2, s->message_ink, s->message);
	if (s->ended)
		canvas_text(&s->canvas, 1, 4, s->canvas.cols - 2, INK_DIM, "any key ends this");
	if (s->typing == TYPING_CODE)
		draw_prompt(s, "code");
}

/* What offers of two numbers are worth, both of which lie off the curve of the share. */
static void say_worths(struct class_seat *s, struct class_model *m)
{
	const struct told *t = &s->told;

	if (t->over == LAB_SHARE || t->seat < 0 || t->pair_stage != PAIR_BARGAIN || !s->match)
		return;
	m->theirs_worth = number_worth_at(s, t->offer[SEATS - 1 - t->seat],
		t->term_offer[SEATS - 1 - t->seat]);
	m->mine_worth = number_worth_at(s, t->offer[t->seat], t->term_offer[t->seat]);
}

void class_draw(struct class_seat *s)
{
	struct key_entry entry[2][ACTIONS_OF_CLASS];
	char letters[sizeof LETTERS];
	struct class_model m = {.told = &s->told, .directory = s->options->directory,
		.left = seat_left(s), .value = s->value,
		.typed = s->typing == TYPING_NUMBER ? s->line.text : NULL, .worth = NAN, .theirs_worth = NAN,
		.mine_worth = NAN,
		.message = s->message[0] ? s->message : NULL, .message_ink = s->message_ink,
		.notice = s->notice[0] ? s->notice : NULL};
	double typed;

	if (!s->told.room) {
		draw_waiting(s);
		return;
	}
	for (int i = 0; i < 2; i++) {
		m.hint[i].keys = hints(s, i, letters, entry[i]);
		m.hint[i].key = entry[i];
	}
	for (int k = 0; s->match && k < SEATS; k++)
		m.letter[k] = player_mark(&s->game, k == SEAT_GENERALIST ? 0 : s->told.specialist + 1);
	say_worths(s, &m);
	if (class_asks(&s->told)) {
		double value = s->value;
		if (m.typed && num_parse(m.typed, &typed))
			s->value = typed;
		m.value = s->value;
		m.beside = s->beside;
		m.on_term = s->on_term;
		m.worth = number_worth(s, &m.worth_of);
		m.along = number_along(s);
		m.at_term = number_term(s);
		s->value = value;
	}
	if (s->options->leader)
		class_draw_teacher(&s->canvas, &m);
	else
		class_draw_student(&s->canvas, &m);
	if (s->typing == TYPING_LABEL)
		draw_prompt(s, "whom to remove");
}
