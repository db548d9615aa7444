/* What one person, or the teacher's screen, is told: all that a screen needs, and
 * nothing that it should not know yet. It is always told whole, so that whoever comes
 * back knows what those know who never were away. */
#ifndef HAGGLE_ROOM_TOLD_H
#define HAGGLE_ROOM_TOLD_H

#include "room/room.h"
#include "room/wire.h"

#define TOLD_BYTES_MAX (128 << 10) /* of its line */
#define TOLD_GAME_MAX (64 << 10)   /* of a game's text */

/* Rows of numbers: structs of doubles and nothing else, NaN for what there is none of. */
struct told_point { double share, u[SEATS]; };
struct told_mark { double letter, share, u[SEATS]; };
struct told_pair {
	double share, level, added, u[SEATS], regret[SEATS];
	double seconds;  /* to agree */
	double stage;    /* enum pair_stage */
	double helped;   /* by the computer: 1 */
};
/* Means are over pairs that came to an end by themselves or with help; voids count apart. */
struct told_round {
	double pairs, deals, voids, helped;
	double share, median; /* of those agreed */
	double term;          /* the median of the terms beside them; NaN: there are none */
	double u[SEATS], regret[SEATS], seconds;
};

struct told {
	char *room, *title; /* strings are owned; NULL: nothing */
	char *label, *code; /* who it is told to; NULL to the teacher */
	bool leader;
	enum room_stage stage;
	int moment;         /* to be sent back with what is done (room/link.h) */
	int done;           /* how much was done by whom it is told to */
	int step, steps;    /* from 0; -1 before the first */
	int left;           /* ms that the clock still shows; -1: there is none */
	int people, here;
	char *gone;         /* the teacher: who is not here, labels with blanks between */

	char *heading, *text, *question, *choice[LESSON_CHOICES_MAX], *reveal;
	char *because;      /* what goes with one's own choice, with the answer */
	int choices;
	int answer;         /* from 0; -1: not told */
	int ballot;         /* which vote is open or was last */
	int answered;       /* by how many */
	double votes[2 * LESSON_CHOICES_MAX]; /* first vote, then second */
	int mine[2];        /* own votes, from 0; -1: none */

	bool follow;
	char *show;         /* what the teacher looks at, as arguments */
	char *game;         /* the step's game as a scenario's text */

	int protocol, rounds, round; /* of the lab; round from 0, -1: none yet */
	int over;           /* enum lab_over */
	bool rematch;
	char *player[SEATS]; /* names */
	double outside[SEATS];
	int specialist;
	int seat;           /* -1: in no pair */
	char *partner;      /* its label */
	bool computer;      /* the partner is played by the computer */
	enum pair_stage pair_stage;
	bool to_act;
	bool proposes;      /* of an ultimatum */
	double offer[SEATS], share, level, added;
	double term_offer[SEATS], term; /* beside the shares, where one is haggled over; else NaN */
	double usual;       /* the scenario's own */
	double u[SEATS], regret[SEATS], theory_level, theory_u[SEATS];
	double total;       /* own payoffs of the step, so far */
	double count[PAIR_STAGES]; /* the teacher: pairs at each stage */

	bool theory;        /* told: */
	double best, best_term; /* the share of the scenario's rule, and the term beside it */
	int points, marks, pairs, sums;
	struct told_point *point; /* owned, as all rows are; the theory along the share */
	struct told_mark *mark;
	struct told_pair *pairing; /* of the round */
	struct told_round *sum;   /* of each round so far */
};

/* Told to a person, or to the teacher (ROOM_COMPUTER). STATUS_SYSTEM: no memory. */
enum status room_tell(const struct room *r, int person, struct told *t, struct error *err);
void told_free(struct told *t);

/* As one line, without its end. */
void told_write(const struct told *t, struct buffer *w);
/* Reads such a line, which is written to. STATUS_INPUT: it is none; *t is then empty. */
enum status told_read(char *line, struct told *t, struct error *err);

#endif
