/* class_hour HAGGLE [STUDENTS [DIRECTORY COMMAND]]: a whole lesson, as it is played: a room, a
 * teacher's screen and so many students (24), each the real program in a pseudo-terminal of
 * its own. They vote twice and play two rounds in pairs; one drops out in the first, another
 * comes late. Prints the projector's screens. With DIRECTORY and COMMAND, students are that
 * command of the shell, an ssh say, and the room is in that directory. Exit status 1 where a
 * screen did not come. */
#include "../pty.h"
#include "room_process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LESSON "lesson-pairs-squeeze"
#define MOST 60
#define LONG 120000 /* ms: a partner who is away is waited for */

struct hour {
	const char *haggle, *command;
	char dir[80];
	struct pty *leader, *student[MOST];
	pid_t server;
	int students, joined;
	int dropped; /* -1: nobody yet */
};

static void fail(struct hour *h, const char *what)
{
	printf("\nFAILED: %s\n%s\n", what, h->leader ? pty_screen(h->leader) : "");
	room_kill(h->server);
	exit(1);
}

static void show(struct hour *h, const char *what)
{
	char *screen;

	pty_wait_quiet(h->leader, 60, PTY_WAIT);
	screen = pty_screen(h->leader);
	printf("\n==== %s\n", what);
	/* trailing blank rows say nothing */
	printf("%s\n", screen);
	free(screen);
}

static void need(struct hour *h, struct pty *p, const char *text, const char *what)
{
	if (!pty_wait_for(p, text, PTY_WAIT)) {
		char *screen = pty_screen(p);
		printf("\n%s\n", screen);
		free(screen);
		fail(h, what);
	}
}

static struct pty *start(struct hour *h, bool leader)
{
	const char *own[] = {h->haggle, "room", leader ? "lead" : "join", h->dir, "econ", NULL};
	const char *shell[] = {"/bin/sh", "-c", h->command, NULL};
	struct pty_options o = {.argv = leader || !h->command ? own : shell};
	struct pty *p = pty_start(&o);

	if (!p)
		fail(h, "a terminal");
	return p;
}

static void join(struct hour *h)
{
	struct pty *p = start(h, false);

	need(h, p, "Were you here before?", "joining");
	pty_send(p, "<Enter>");
	need(h, p, "code ", "a code");
	h->student[h->joined++] = p;
}

static bool has(struct pty *p, const char *text)
{
	return pty_find(p, text, NULL, NULL);
}

/* One student does what its screen asks for. */
static void act(struct hour *h, int i)
{
	struct pty *p = h->student[i];
	char keys[40];

	while (pty_pump(p, 0) > 0)
		;
	if (has(p, "> level") && has(p, "Enter decide"))
		snprintf(keys, sizeof keys, "0.%d<Enter>", 15 + 5 * (i % 6));
	else if (has(p, "> added") && has(p, "Enter decide"))
		snprintf(keys, sizeof keys, "0.%d<Enter>", 10 + 5 * (i % 4));
	else if (has(p, "accept theirs") && (i * 7 + h->joined) % 4)
		snprintf(keys, sizeof keys, "a");
	else if (has(p, "You offer: nothing yet") && has(p, "Enter offer"))
		snprintf(keys, sizeof keys, "0.%d<Enter>", 3 + i % 5);
	else if (has(p, "accept theirs"))
		snprintf(keys, sizeof keys, "a");
	else
		return;
	pty_send(p, keys);
	pty_wait_quiet(p, 20, 200);
}

/* Until the round is over. */
static void play_round(struct hour *h, const char *what)
{
	time_t end = time(NULL) + LONG / 1000;

	while (!has(h->leader, "pairs agreed")) {
		if (time(NULL) > end)
			fail(h, what);
		for (int i = 0; i < h->joined; i++)
			if (h->student[i])
				act(h, i);
		while (pty_pump(h->leader, 10) > 0)
			;
	}
}

static void vote(struct hour *h, const char *letters, int here)
{
	char answered[60];

	for (int i = 0; i < h->joined; i++) {
		char key[2] = {letters[i % (int)strlen(letters)], '\0'};
		if (!h->student[i])
			continue;
		need(h, h->student[i], "a b c vote", "a question");
		pty_send(h->student[i], key);
	}
	snprintf(answered, sizeof answered, "%d of %d answered", here, here);
	need(h, h->leader, answered, answered);
}

static void questions(struct hour *h, int here)
{
	pty_press(h->leader, "n", "A hospital with a door");
	pty_press(h->leader, "n", "What does it build?");
	vote(h, "abac", here);
	show(h, "the first vote is complete");
	pty_press(h->leader, "<Space>", "##");
	show(h, "its counts");
	pty_press(h->leader, "N", "second vote");
	for (int i = 0; i < h->joined; i++)
		need(h, h->student[i], "Talk with your neighbours", "the second vote");
	vote(h, "ccbc", here);
	pty_press(h->leader, "<Space>", "==");
	pty_press(h->leader, "<Space>", "THE ANSWER");
	show(h, "the answer, with both votes");
}

static void rounds(struct hour *h)
{
	pty_press(h->leader, "n", "Round 1 of 2");
	show(h, "the first round's pairs");
	pty_press(h->leader, "n", "haggle  ");
	h->dropped = 5 % h->joined;
	pty_hangup(h->student[h->dropped]);
	pty_free(h->student[h->dropped]);
	h->student[h->dropped] = NULL;
	join(h);
	need(h, h->student[h->joined - 1], "you play from the next one", "the late-comer's page");
	for (int i = 0; i < h->joined / 2; i++)
		if (h->student[i])
			act(h, i);
	show(h, "the first round at work");
	play_round(h, "the first round's end");
	show(h, "what came of the first round");
	pty_press(h->leader, "n", "Round 2 of 2");
	pty_press(h->leader, "n", "haggle  ");
	play_round(h, "the second round's end");
	show(h, "what came of the second round");
	pty_press(h->leader, "n", "round  deals");
	show(h, "the debriefing");
}

int main(int argc, char **argv)
{
	static struct hour h = {.dropped = -1};
	char directory[64] = "", here[40];

	if (argc < 2) {
		fputs("class_hour HAGGLE [STUDENTS [DIRECTORY COMMAND]]\n", stderr);
		return 2;
	}
	h.haggle = argv[1];
	h.students = argc > 2 ? atoi(argv[2]) : 24;
	h.command = argc > 4 ? argv[4] : NULL;
	if (h.students < 2 || h.students >= MOST || (argc <= 3 && !room_directory(directory)))
		return 2;
	if (argc > 3)
		snprintf(directory, sizeof directory, "%s", argv[3]);
	snprintf(h.dir, sizeof h.dir, "--dir=%s", directory);
	h.server = room_serve(h.haggle, directory, LESSON);
	if (h.server <= 0)
		fail(&h, "serving");
	h.leader = start(&h, true);
	need(&h, h.leader, "To join", "the teacher's screen");
	for (int i = 0; i < h.students; i++)
		join(&h);
	snprintf(here, sizeof here, "%d of %d here", h.students, h.students);
	need(&h, h.leader, here, here);
	show(&h, "everybody is here");
	questions(&h, h.students);
	rounds(&h);
	for (int i = 0; i < h.joined; i++)
		pty_free(h.student[i]);
	pty_free(h.leader);
	room_kill(h.server);
	if (argc <= 3)
		room_directory_end(directory);
	printf("\n%d students, two votes, two rounds, one gone, one late: all screens came\n",
		h.students);
	return 0;
}
