/* A room that is served: one process, one loop, a socket.
 *
 * It may be killed at any moment: what it acknowledged is in the record, and a new one
 * goes on from there.
 *
 * The protocol: lines of fields (room/wire.h). The first is the server's greeting,
 * "haggle-room 1". A client says
 *	hello as=student|leader|guest [label=LABEL] [code=DIGITS]
 *	do seq=N at=MOMENT kind=KIND [body=TEXT]
 * where N is one more than it has done so far, and MOMENT the room's, both as told last. Said
 * again because no answer came, over another connection too or to a server that was started
 * again, it is answered as before and happens once.
 * It is told
 *	ask                   for a code, "" where it has none: hello again, with it
 *	told FIELDS           the whole of what it may know (room/told.h)
 *	ok seq=N              it is recorded
 *	no seq=N why=TEXT     it is not
 *	again seq=N done=M    nor this: so much has been done; N was given to something else
 *	notice why=TEXT       for all; "": no more
 *	room FIELDS           to a guest, who then has to go
 *	bye why=TEXT          and the connection ends */
#ifndef HAGGLE_ROOM_SERVER_H
#define HAGGLE_ROOM_SERVER_H

#include "base/status.h"
#include "model/scenario.h"

#include <stdbool.h>

#define SERVER_GREETING "haggle-room 1"
#define SERVER_LINE_MAX 1024       /* bytes of a client's line, with its end */
#define SERVER_CLIENTS_MAX 400
#define SERVER_OWN_MAX 8           /* more for the account that serves, which nobody can fill */
#define SERVER_ACCOUNT_MAX 8       /* clients of one account, where accounts are people's own */
#define SERVER_RATE 10             /* lines a second, and as many at once */
#define SERVER_UNREAD_MAX (256 << 10) /* bytes, then a client is dropped */

struct server_options {
	const char *directory; /* NULL: as place_find has it */
	const char *name;
	const struct scenario *scenario; /* NULL: the room is there, and goes on; else it is
	                                  * new, or began with this very text */
	const char *text;      /* the scenario's */
	bool shared;           /* one account for the class; else everybody has one */
	int accounts;          /* where they have: one end of a pair of SOCK_SEQPACKET sockets, at
	                        * whose other end accounts_answer is at work; becomes the server's */
	const char *roster;    /* a file of labels, one a line; NULL: none */
	bool away_void;        /* as of struct room */
};

struct server;

/* Tells the names of accounts, until the other end closes: for a process of its own, since
 * a server that is shut in cannot look them up. */
void accounts_answer(int fd);

/* Opens the room and its socket. It takes no more clients than the process may have open files
 * for. STATUS_INPUT: what was asked for cannot be; STATUS_SYSTEM. */
enum status server_open(const struct server_options *o, struct server **out, struct error *err);
/* From here on the process can do no more than serve: no file outside the room's own
 * directory can be opened, no program run, no connection made (base/sandbox.h). No way
 * back. STATUS_SYSTEM: the kernel offers that, and refuses. */
enum status server_shut_in(const struct server *s, struct error *err);
/* Where it listens. */
const char *server_socket(const struct server *s);
/* How many people and events it began with. */
int server_people(const struct server *s);
/* Serves, until something that cannot be mended happens. */
enum status server_run(struct server *s, struct error *err);
void server_close(struct server *s); /* NULL is fine */

#endif
