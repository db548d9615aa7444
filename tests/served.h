/* A room served by a process of its own, for tests. */
#ifndef HAGGLE_TESTS_SERVED_H
#define HAGGLE_TESTS_SERVED_H

#include "room/link.h"
#include "room/place.h"
#include "room/server.h"

#include <sys/types.h>

struct served {
	char directory[64];
	struct place place;
	pid_t pid;
	bool own;           /* accounts are people's own; else all share one */
	const char *roster; /* as of struct server_options */
	int files;          /* that may be open; 0: as many as here */
};

/* A fresh directory. */
void served_init(struct served *s);
/* Serves the room "class" there: of a scenario's text, or, NULL, as it was left. bytes: that
 * a file may have; 0: any number. Returns when it listens. False: it would not. */
bool served_start(struct served *s, const char *text, long bytes);
void served_kill(struct served *s);
/* Ends it and takes the directory away. */
void served_end(struct served *s);

/* Connects and says hello; what is not given is NULL. */
bool served_join(const struct served *s, struct link *l, const char *as, const char *label,
	const char *code);
/* The next line that begins so, to be read at once; NULL: none within ten seconds, or the
 * end. Lines before it are passed over. */
char *served_line(struct link *l, const char *begins);
/* What is told next. */
bool served_told(struct link *l, struct told *t);
/* Does something and waits for the answer: whether it was "ok". *t: as told last; done in it
 * counts what was done since. */
bool served_do(struct link *l, struct told *t, enum room_kind kind, const char *body);

extern const char served_lesson[]; /* a question, then a text */

#endif
