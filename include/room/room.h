/* A class that plays: votes on the questions of a lesson, and haggles in pairs.
 *
 * Pure: a room changes by events alone, with times that are given to it, so that the
 * same events make the same room again. What happened is kept by room/record.h; who is
 * told what stands in room/told.h.
 *
 *   room_alloc(scenario) -> room_step for every event -> room_tell for whoever has news */
#ifndef HAGGLE_ROOM_ROOM_H
#define HAGGLE_ROOM_ROOM_H

#include "model/scenario.h"
#include "game/match.h"

#include <stdbool.h>

#define ROOM_PLACES 400         /* for people who are here at the same time */
#define ROOM_PEOPLE_MAX 2000    /* who were ever here, and did something */
#define ROOM_LABEL_MAX 31
#define ROOM_CODE_DIGITS 6
#define ROOM_BODY_MAX 1000      /* bytes of an event's */
#define ROOM_MS_MAX (1LL << 53) /* of an event: no clock shows more */
#define ROOM_AWAY_MS 30000      /* that somebody may be gone before others go on */
#define ROOM_MORE_MS 30000      /* that the teacher adds by a key */
#define ROOM_LEVEL_MAX 1e6      /* that a person may choose */
#define ROOM_CURVE 51           /* points of the theory along the share */
#define ROOM_COMPUTER (-1)      /* in a seat; of an event: nobody's */

enum room_stage {
	ROOM_LOBBY,
	ROOM_TEXT,    /* of a step without a question */
	ROOM_VOTE,
	ROOM_COUNTS,  /* closed; the answer is not shown */
	ROOM_ANSWER,
	ROOM_PAIRS,   /* partners and roles are known; the clock stands */
	ROOM_DEAL,    /* pairs at work, each at its own pace */
	ROOM_PAYOFFS, /* of the round */
	ROOM_DEBRIEF, /* of all rounds */
	ROOM_END,
	ROOM_STAGES
};

const char *room_stage_name(enum room_stage stage);

enum pair_stage {
	PAIR_BARGAIN,
	PAIR_LEVEL,   /* the generalist invests */
	PAIR_ADD,     /* the specialist does */
	PAIR_DONE,
	PAIR_NO_DEAL,
	PAIR_VOID,    /* somebody left, or the game could not be played: nobody is paid */
	PAIR_STAGES
};

const char *pair_stage_name(enum pair_stage stage);

enum seat { SEAT_GENERALIST, SEAT_SPECIALIST, SEATS };

/* What a person, or all teachers together, have done so far: how many things, and a digest of
 * the last. A thing comes with its number, and a repetition is known by it. */
struct room_done {
	int count;
	unsigned long long last;
};

struct room_person {
	char label[ROOM_LABEL_MAX + 1]; /* by whom others and the record know it */
	char code[ROOM_CODE_DIGITS + 1]; /* to come back by; "": the account says who it is */
	bool here;           /* connected */
	long long gone;      /* ms, when it was not any more */
	bool removed;        /* by the teacher */
	int role;            /* enum seat where roles are kept; -1: none yet */
	int times[SEATS];    /* rounds in each seat, of this step */
	struct room_done done;
};

struct room_pair {
	int seat[SEATS];       /* a person, or ROOM_COMPUTER */
	bool bot[SEATS];       /* the computer plays there now */
	bool helped[SEATS];    /* it played there at least once */
	enum pair_stage stage;
	double offer[SEATS];   /* the generalist's share, as each offered; NaN: nothing yet */
	int turn;              /* whose it is to offer; ultimatum: who proposes */
	long long begun, agreed; /* ms; agreed: where there is a share */
	long long deadline;    /* ms; 0: none */
	double term_offer[SEATS]; /* the term beside it; NaN: nothing yet, or the share is all */
	double share, level, added; /* as far as it came; else NaN */
	double term;           /* agreed with the share; NaN likewise */
	double u[SEATS];       /* paid */
	double regret[SEATS];  /* at the share agreed */
	double theory_level, theory_u[SEATS]; /* the equilibrium at that share */
};

struct room_round {
	int step;             /* of the lesson */
	int number;           /* from 0, of the step's */
	int pairs;
	struct room_pair *pair; /* owned; room for all people: each may face the computer */
};

/* The term that is haggled over beside the share: where a specialist's terms have it (NULL: it is
 * a lump sum, or there is none); what it can be; what changes hands by it, as seat k has it, at
 * signing (NaN: nothing). */
double *room_term(struct terms *t, enum lab_over over);
void room_term_limits(enum lab_over over, double *least, double *most);
double room_lump_sum(enum lab_over over, enum seat k, double term);

/* The theory of a step's game, along the share that pairs haggle over. */
struct room_theory {
	bool known;
	double share[ROOM_CURVE], u[SEATS][ROOM_CURVE]; /* NaN where there is no equilibrium */
	double best;          /* the share that the computer asks for */
	double usual;         /* the term beside it, where there is one: the scenario's own, */
	double best_term;     /* and what the computer asks for; else NaN */
	double best_u[SEATS];
	int marks;            /* bargaining solutions */
	struct { char letter; double share, u[SEATS]; } mark[RULES];
};

struct room {
	char name[ROOM_LABEL_MAX + 1];
	struct scenario scenario; /* with the lesson */
	bool away_void;           /* who is away voids its pair; else the computer plays on */
	long long ms;             /* of the last event */
	enum room_stage stage;
	int step;                 /* of the lesson; -1: before */
	struct room_done led;     /* the teachers' */
	int moment;               /* counts the changes of what stands above and below: a key that
	                           * was meant for another moment is known by it */
	int ballot;               /* 0 first, 1 second vote */
	long long deadline;       /* of the vote, ms; 0: none */
	bool follow;              /* everybody sees what the teacher looks at */
	char show[ROOM_BODY_MAX + 1]; /* that, as arguments of a command line */

	int people;
	struct room_person *person; /* owned, ROOM_PEOPLE_MAX */
	signed char *vote;        /* owned: step, ballot, person; choice + 1, 0: none */
	int rounds, rounds_room;
	struct room_round *round; /* owned; the last one may be at work */

	/* The step's texts, with their numbers; owned, NULL where there are none. */
	struct room_said {
		char *text, *question, *choice[LESSON_CHOICES_MAX];
		char *because[LESSON_CHOICES_MAX], *reveal;
	} said;
	struct scenario now;      /* the step's game, without lesson */
	char *game;               /* owned: it as text; or NULL */
	struct match *match;      /* owned; of now.game, while a lab is on */
	struct room_theory theory; /* likewise */
};

/* What may happen. */
enum room_kind {
	ROOM_JOIN,    /* the room: somebody new, or in the place of somebody who was removed and has
	               * that label; body: label, code */
	ROOM_HERE,    /* the room: who is connected */
	ROOM_GONE,    /* the room: it is not any more */
	ROOM_TICK,    /* the room: time passed */
	ROOM_RESTART, /* the room: nobody was served for a while; clocks stood, all are gone */
	ROOM_CHOOSE,  /* a person: the number of a choice, from 1 */
	ROOM_OFFER,   /* a person: a share, and, where it is haggled over, the term beside it */
	ROOM_ACCEPT,  /* a person: the same accepted, which must be what is offered */
	ROOM_LEVEL,   /* a person: how far it develops */
	ROOM_ADD,     /* a person: what it adds; "out": it stays out */
	ROOM_NEXT, ROOM_BACK, ROOM_REVEAL, ROOM_MORE, /* the teacher's keys */
	ROOM_REMOVE,  /* the teacher: a label */
	ROOM_FOLLOW,  /* the teacher: on, off */
	ROOM_SHOW,    /* the teacher: what it looks at */
	ROOM_KINDS
};

enum room_by { BY_ROOM, BY_PERSON, BY_TEACHER };

const char *room_kind_name(enum room_kind kind);
int room_kind_find(const char *name); /* or -1 */
enum room_by room_kind_by(enum room_kind kind);

struct room_event {
	long long ms;     /* not before the last event's */
	int who;          /* a person, for BY_PERSON, HERE and GONE; else ROOM_COMPUTER */
	enum room_kind kind;
	const char *body; /* "" where none is needed */
};

/* Who sees something else than before. */
struct room_news {
	bool leaders;
	bool person[ROOM_PEOPLE_MAX];
};

/* A room of that name for a scenario, copied. A scenario without a lesson is one lab. */
enum status room_alloc(const char *name, const struct scenario *s, struct room **out,
	struct error *err);
void room_free(struct room *r); /* NULL is fine */

/* Lets the event happen, and marks in *news whom to tell. STATUS_INPUT: it cannot happen
 * now, for a reason in words that the sender may read, and nothing changed. STATUS_SYSTEM:
 * no memory; the room is then good for nothing but room_free. */
enum status room_step(struct room *r, const struct room_event *e, struct room_news *news,
	struct error *err);
/* Whether what comes as somebody's number-th doing is to happen, happened as its last, or is
 * neither: it has done something else since its number was given. */
enum room_turn { ROOM_TURN_NEXT, ROOM_TURN_DONE, ROOM_TURN_OTHER };
enum room_turn room_turn(const struct room *r, const struct room_event *e, long number);
/* How much e's doer has done. */
int room_count(const struct room *r, const struct room_event *e);
/* When a tick would change something, ms; -1: never. A tick before does nothing. */
long long room_due(const struct room *r);

/* The person with this label, or this code, or -1. */
int room_find(const struct room *r, const char *label);
int room_find_code(const struct room *r, const char *code);
/* A label that nobody has, of two words and perhaps a number, into out. */
char *room_pseudonym(const struct room *r, char out[ROOM_LABEL_MAX + 1]);
/* Whether text is fit to be a label: 1 to ROOM_LABEL_MAX letters, digits, . - and _. */
bool room_label_ok(const char *text);

/* The step at hand; NULL before the first and after the last. */
const struct lesson_step *room_lesson_step(const struct room *r);
int room_vote(const struct room *r, int step, int ballot, int person); /* from 0; -1: none */
/* Of the step at hand: the round at work or last played, or NULL. */
const struct room_round *room_round(const struct room *r);
/* The pair of a person in a round, and its seat there; NULL: none. */
struct room_pair *room_pair_of(const struct room_round *round, int person, enum seat *seat);
/* What a person was paid in the first `rounds` rounds, in those of a step. */
#define ROOM_ANY_STEP (-2)
double room_earned(const struct room *r, int step, int rounds, int person);
/* Whether something is still to be done. */
bool pair_at_work(const struct room_pair *p);
/* Whether seat k is to act now: an offer, a level, an addition. */
bool pair_to_act(const struct room_pair *p, enum lab_protocol protocol, enum seat k);

#endif
