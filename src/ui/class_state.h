/* What a seat in a class knows, and its parts. The terminal is not among them. */
#ifndef HAGGLE_UI_CLASS_STATE_H
#define HAGGLE_UI_CLASS_STATE_H

#include "room/link.h"
#include "ui/class.h"
#include "ui/line.h"
#include "ui/state.h"
#include "view/class.h"

/* What a line that is being typed is for. */
enum class_prompt { TYPING_NOTHING, TYPING_NUMBER, TYPING_CODE, TYPING_LABEL };

/* Something done that the room has not answered yet. */
struct class_doing {
	enum room_kind kind;
	int moment;
	long seq;              /* 0: it has not been sent */
	bool lost;             /* the connection was, while it was on its way */
	char body[ROOM_BODY_MAX + 1];
};
#define SEAT_DOINGS_MAX 8
#define SEAT_LOST "DISCONNECTED: what you do now is not taken; trying again"

struct class_seat {
	const struct class_options *options; /* borrowed */
	struct link link;
	bool connected;
	double tried;          /* when it last connected, or tried to */
	char code[ROOM_CODE_DIGITS + 1]; /* to come back by */

	struct class_doing doing[SEAT_DOINGS_MAX]; /* one at a time is on its way: the first */
	int doings;
	bool waiting;          /* it is, over this connection */
	long done;             /* as the room counts */

	struct told told;      /* owned; room NULL: nothing yet */
	double told_at;        /* s */
	double value;          /* of the number asked for */
	double beside;         /* of two, the one that keys do not change now */
	bool on_term;          /* they change the term, not the share */
	double top;            /* of levels on offer */
	double along[ROOM_CURVE], along_term; /* what it would get along the share at that term; */
	bool along_known;                     /* whether they are of what is told now */
	struct line line;
	enum class_prompt typing;
	struct scenario game;  /* owned; the step's, where it was told */
	struct match *match; /* owned, of it; NULL: none */

	struct explorer *explorer; /* owned; NULL: not shown yet */
	bool exploring;        /* by oneself, while the others follow */
	char shown[ROOM_BODY_MAX + 1]; /* what the teacher's said, or was said last */
	double showed;

	char message[ERROR_TEXT_MAX];
	enum ink message_ink;
	char notice[ERROR_TEXT_MAX];
	bool ended;            /* the room will not have it any more: why in message */
	unsigned effects;      /* OR of enum effect, for the loop */
	struct canvas canvas;
};

/* ---- class_seat.c: the room's end ----------------------------------------------- */

/* Connects, or tries again. */
void seat_connect(struct class_seat *s);
/* Takes in what has come. */
void seat_read(struct class_seat *s);
/* Milliseconds that the clock shows now; -1: there is none. */
int seat_left(const struct class_seat *s);
void seat_free(struct class_seat *s);

/* ---- class_doing.c: what is done, once each ---------------------------------------- */

void seat_say(struct class_seat *s, enum ink ink, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The connection is lost, or is of no use any more. */
void seat_lose(struct class_seat *s);
/* Does something; says so where that is not possible. */
void seat_do(struct class_seat *s, enum room_kind kind, const char *body);
/* There is a connection, or an answer: what is due is sent. */
void doing_send(struct class_seat *s);
/* The room said ok, no, or again, of the seq-th thing. Whether that is waited for. */
bool doing_answered(struct class_seat *s, const char *word, const char *seq, const char *done);
/* Nothing is taken now. */
void doing_drop(struct class_seat *s);

/* ---- class_number.c: the number asked for ---------------------------------------- */

/* A new thing is asked. */
void number_begin(struct class_seat *s);
/* To the other of two numbers. */
void number_turn(struct class_seat *s);
/* Of an offer, the share and the term beside it. */
double number_share(const struct class_seat *s);
double number_term(const struct class_seat *s);
/* What the student would get, in equilibrium, by such a share and term; NaN. */
double number_worth_at(struct class_seat *s, double share, double term);
/* The same for each point of the theory, at the term that is being chosen; NULL: there is none
 * beside the share, or nothing to choose. */
const double *number_along(struct class_seat *s);
/* By how many steps, of ordinary size. */
void number_step(struct class_seat *s, double steps);
/* What the student would get by it, NaN; *of: what goes with that. */
double number_worth(struct class_seat *s, const char **of);

/* ---- class_keys.c ----------------------------------------------------------------- */

void class_key(struct class_seat *s, int key);
void class_draw(struct class_seat *s);

/* ---- class_follow.c ---------------------------------------------------------------- */

/* Whether the explorer is on the screen. */
bool follow_shown(const struct class_seat *s);
/* What was told changed: the explorer comes, goes, or shows something else. */
void follow_told(struct class_seat *s);
/* A key, while it is on the screen. */
void follow_key(struct class_seat *s, int key);
/* F: on and off, or away and back. */
void follow_turn(struct class_seat *s);
/* The teacher's: tells the room what is looked at, where that is something else, now and
 * then. Whether there is something that it will tell later. */
bool follow_show(struct class_seat *s);
void follow_free(struct class_seat *s);

#endif
