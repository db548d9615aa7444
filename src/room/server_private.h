/* What the parts of a server share. */
#ifndef HAGGLE_ROOM_SERVER_PRIVATE_H
#define HAGGLE_ROOM_SERVER_PRIVATE_H

#include "room/place.h"
#include "room/record.h"
#include "room/server.h"
#include "room/told.h"

#include <sys/types.h>

enum client_as { AS_NOBODY, AS_STUDENT, AS_LEADER };

struct client {
	int fd;                /* -1: free */
	uid_t uid;
	enum client_as as;
	int person;            /* of a student */
	bool dirty;            /* is to be told */
	bool leaving;          /* as soon as it has read all */
	int wrong;             /* codes given in vain */
	double credit, credited; /* lines that it may still send, as of when */
	size_t length;
	char line[SERVER_LINE_MAX];
	struct buffer out;       /* not yet sent, from `sent` on */
	size_t sent;
	struct buffer after;     /* what is said once the turn's events are on the disk */
};

struct roster;

struct server {
	struct place place;
	int lock, listen;
	int random;            /* bytes that nobody can guess */
	int accounts;        /* where they are people's own: server_options.accounts */
	bool shared;
	struct roster *roster; /* owned; NULL: anybody may join */
	struct room *room;
	struct record *record;
	struct room_news news; /* of this turn */
	bool recorded;         /* something was, this turn */
	bool full;             /* the record takes nothing: */
	char why[ERROR_TEXT_MAX]; /* in words for all */
	double probed;
	long long base;        /* ms, at `started` */
	double started;
	double guesses, guessed; /* wrong codes that may still be given, as of when */
	int people;
	int most;              /* clients of all but the account that serves */
	int clients;
	struct client client[SERVER_CLIENTS_MAX + SERVER_OWN_MAX];
};

/* ---- server_turn.c ------------------------------------------------------------- */

/* A line of word, and, where they are not NULL, of a field and of why. */
void talk_line(struct buffer *w, const char *word, const char *name, const char *value,
	const char *why);
/* Says why, and has the client go. */
void talk_bye(struct client *c, const char *why);
void talk_notice(struct client *c, const char *why);
long long server_now(const struct server *s);
/* Lets it happen and puts it down. STATUS_INPUT: it cannot be, why in words. */
enum status server_event(struct server *s, const struct room_event *e, struct error *err);
/* The turn's end: what happened in it is on the disk from here on, or did not happen. */
enum status server_commit(struct server *s, struct error *err);

/* ---- accounts.c ---------------------------------------------------------------- */

/* The account's name, or, where it has none that can be a label, "account-" and its number.
 * False: that cannot be told now. */
bool accounts_label(int fd, uid_t uid, char label[ROOM_LABEL_MAX + 1]);

/* ---- roster.c ------------------------------------------------------------------- */

/* Reads a list of names, one a line; UTF-8's mark at its beginning, blanks, empty lines and the
 * line ends of other systems are passed over. STATUS_INPUT: a line is no name, or none is. */
enum status roster_read(const char *path, struct roster **out, struct error *err);
void roster_free(struct roster *r); /* NULL is fine */
/* Whether the name is on it, whole, whatever it is. */
bool roster_has(const struct roster *r, const char *label);

/* ---- peer.c -------------------------------------------------------------------- */

/* Whose process is at the other end of a socket: the kernel says so. */
bool peer_account(int fd, uid_t *uid);

/* ---- server_talk.c -------------------------------------------------------------- */

/* What a client says; the line is written to. */
void talk_take(struct server *s, struct client *c, char *line);
/* Has it told what there is now. */
void talk_tell(struct server *s, struct client *c);
/* It is not there any more. */
void talk_gone(struct server *s, struct client *c);

#endif
