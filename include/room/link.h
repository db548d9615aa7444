/* A client's end of a room: lines out, lines in, nothing waited for. */
#ifndef HAGGLE_ROOM_LINK_H
#define HAGGLE_ROOM_LINK_H

#include "room/told.h"

#include <sys/types.h>

#define LINK_COMPLAINT_MAX 200

struct link {
	int fd;           /* a socket; -1: closed */
	pid_t child;      /* of link_through; 0: none */
	int complaints;   /* what it says on standard error: */
	char complaint[LINK_COMPLAINT_MAX]; /* the last line of it that was read; "": none */
	char *buffer;     /* owned */
	size_t length, room, taken;
	bool greeted;
};

/* Connects to a room's socket. STATUS_INPUT: nobody serves there. */
enum status link_open(const char *path, struct link *l, struct error *err);
/* Runs a command by the shell, and speaks over its input and output. */
enum status link_through(const char *command, struct link *l, struct error *err);
void link_close(struct link *l);

/* Reads what has come; false: the other end is gone, or says too much. */
bool link_read(struct link *l);
/* The next whole line, without its end, to be written to and gone with the next
 * link_read; NULL: none yet. The greeting is not told; where it is wrong, *err is filled
 * and all is closed. */
char *link_line(struct link *l, struct error *err);

/* Says hello: as student (label and code may be NULL), leader or guest. False: gone. */
bool link_hello(struct link *l, const char *as, const char *label, const char *code);
/* Does something, as the seq-th thing and at that moment (room/server.h). */
bool link_do(struct link *l, long seq, int moment, enum room_kind kind, const char *body);

/* Passes all on between descriptors and the room, until one end closes: what a pipe
 * to another host needs. */
enum status link_splice(struct link *l, int in, int out, struct error *err);

#endif
