/* Lessons: steps that a scenario file can carry, for teaching. Each step sets
 * parameters, chooses a view, shows a text and may ask a question whose answer
 * stays hidden until it is revealed. */
#ifndef HAGGLE_MODEL_LESSON_H
#define HAGGLE_MODEL_LESSON_H

#include "base/status.h"

#include <stdbool.h>

#define LESSON_CHOICES_MAX 5
#define LESSON_STEPS_MAX 40
#define LESSON_SETS_MAX 16
#define LESSON_LINES_MAX 16 /* of a text's paragraphs, whose place in the file is known */

/* What a question keeps back. */
enum lesson_hide {
	HIDE_NOTHING,
	HIDE_OUTCOMES, /* "yes": no curve and no number is shown */
	HIDE_CHANGE,   /* "change": all is shown as it was before the step's changes */
};

/* How the offers of a [lab] step are made. */
enum lab_protocol {
	LAB_FREE,        /* either offers as often as it likes; an offer stands until replaced */
	LAB_ALTERNATING, /* in turn */
	LAB_ULTIMATUM,   /* one offers, the other says what it would take, both unseen */
	LAB_PROTOCOLS
};

/* What pairs agree on: the share, and one term beside it. */
enum lab_over {
	LAB_SHARE,
	LAB_FEE, LAB_COST_SHARE, LAB_BASE_SHARE, /* of the specialist's terms */
	LAB_PAYMENT, /* a lump sum to the specialist at signing, below 0 from it */
	LAB_OVERS
};

/* Who plays for those missing: the computer, as the theory has it. */
enum lab_bot { LAB_BOT_THEORY, LAB_BOT_NONE };

#define LAB_ROUNDS_MAX 20
#define LAB_SECONDS_MIN 10
#define LAB_SECONDS_MAX 3600

/* A [lab] step: a class plays the step's game in pairs. */
struct lesson_lab {
	enum lab_protocol protocol;
	enum lab_over over; /* of LAB_ULTIMATUM the share alone */
	int rounds;       /* 1..LAB_ROUNDS_MAX */
	int seconds;      /* to agree, LAB_SECONDS_MIN..LAB_SECONDS_MAX */
	int alternating;  /* 1: roles, from round to round; 0: everybody keeps one */
	int rematch;      /* 1: another partner each round, as far as there are some; 0 */
	enum lab_bot bot;
};

/* What a [lab] leaves out. */
struct lesson_lab lesson_lab_default(void);
/* The term beside the share, as screens say it: "fee"; of the share itself "". */
const char *lab_over_name(enum lab_over over);
/* What a class does in it, as a sentence, into out, which is returned. */
#define LAB_WORDS_MAX 200
char *lab_words(const struct lesson_lab *lab, char out[LAB_WORDS_MAX]);

/* Where the first paragraphs of a text, or a list's items, stand in the file. */
struct lesson_lines { int count, line[LESSON_LINES_MAX]; };

enum { LESSON_STRINGS = 7 + 2 * LESSON_SETS_MAX + 2 * LESSON_CHOICES_MAX };

/* One [lesson] or [lab] section. All strings are owned by the lesson. */
struct lesson_step {
	union {
		struct {
			char *title;       /* of the step */
			char *text;        /* to be wrapped; "\n" between paragraphs */
			char *view;        /* a view's name, or NULL: as it was */
			char *specialist;  /* the id of the one to select, or NULL: as it was */
			char *question;    /* or NULL */
			char *reveal;      /* the explanation shown on Space, or NULL */
			char *notes;       /* for teachers, or NULL */
			char *set[LESSON_SETS_MAX]; /* parameter changes, as by --set, on top of
			                             * the steps before */
			char *reveal_set[LESSON_SETS_MAX]; /* carried out on the reveal */
			char *choice[LESSON_CHOICES_MAX];
			char *because[LESSON_CHOICES_MAX]; /* what is said to whoever chose that;
			                                    * or NULL */
		};
		char *string[LESSON_STRINGS]; /* all of them */
	};
	int line;             /* where its section starts in the file */
	int response_step;    /* of the view response, from 0 */
	int sets, reveal_sets, choices;
	int pin;              /* 1: pin the curves as they were before the changes; 0 */
	int unpin;            /* 1; 0 */
	int answer;           /* of the choices, from 0; -1: open question */
	struct lesson_lines text_lines, question_lines, choice_lines, reveal_lines, notes_lines,
		set_lines, reveal_set_lines, because_lines, specialist_lines;
	enum lesson_hide hide; /* what is kept back until revealed */
	bool is_lab;          /* a [lab] section: */
	struct lesson_lab lab;
};

struct lesson {
	int steps;
	struct lesson_step *step; /* owned */
};

void lesson_free(struct lesson *l);
enum status lesson_copy(struct lesson *to, const struct lesson *from, struct error *err);

#endif
