/* A section of a scenario file as it was read: keys and values with their
 * places, before they mean anything. Private to the model layer. */
#ifndef HAGGLE_MODEL_SECTION_H
#define HAGGLE_MODEL_SECTION_H

#include "base/buffer.h"
#include "param_private.h"

#define KEY_MAX 49

/* What a key says about its parameter. */
enum key_part { KEY_VALUE, KEY_RANGE, KEY_STEP };

struct entry {
	char key[KEY_MAX + 1];     /* without .range or .step */
	enum key_part part;
	int line;
	size_t value;              /* offset in the arena */
	int piece, pieces;         /* one a line */
};

/* A line's part of a value: for the place of an error in a long formula. */
struct piece { size_t offset; int line, column; };

struct section {
	int line;                  /* of its header */
	bool lab;                  /* of steps: [lab], not [lesson] */
	bool refused;              /* a line of it: what seems missing or foreign may not be */
	int count, capacity;
	struct entry *entry;
	struct buffer arena;       /* of values, each with its NUL */
	int pieces, pieces_room;
	struct piece *piece;
};

void section_clear(struct section *sec); /* keeps its memory */
void section_free(struct section *sec);
/* Appends an entry; NULL when out of memory. */
struct entry *section_add(struct section *sec, const char *key, const char *value, int line,
	int column);
/* Continues the last entry, with a blank between. */
bool section_more(struct section *sec, const char *value, int line, int column);
/* The entry with this key and part, or NULL. */
struct entry *section_find(const struct section *sec, const char *key, enum key_part part);
const char *section_value(const struct section *sec, const struct entry *e);
/* The place in the file of byte `at` of e's value. */
void section_place(const struct section *sec, const struct entry *e, int at, int *line,
	int *column);

/* The reading of one file. */
struct reading {
	struct scenario *s;
	struct error_list *errors;
	const char *name;
	bool no_memory;
	bool lost; /* a section's header: there may be more specialists than are known */
};

/* Reports an error at a place; the text is made only while there is room. */
void reading_fail(struct reading *r, int line, int column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Reports *err, which has a text, at a place. */
void reading_error(struct reading *r, int line, int column, const struct error *err);

/* Applies the section of a player (0 the generalist) to the scenario. */
void section_apply_player(struct reading *r, const struct section *sec, int player);
/* Applies [scenario]; all specialists must be there. */
void section_apply_scenario(struct reading *r, const struct section *sec);

#define WORDS_MAX LAB_OVERS
struct field;
/* A key of a step: how it is read and written, and where it is in struct lesson_step. */
struct lesson_key {
	const char *key;
	unsigned in;       /* [lesson], [lab] */
	void (*take)(const struct field *f); /* NULL: once all keys are read */
	void (*put)(const struct field *f, struct buffer *w);
	size_t at;         /* texts: char *, or several; else an int, or an enum */
	size_t lines;      /* where in the file: a struct lesson_lines; 0: nobody asks */
	size_t count;      /* of several texts: an int */
	int low, high;     /* allowed; of several texts how many; low 0: from 0 here, from 1 there */
	size_t most;       /* bytes of a text */
	bool prose;        /* for readers, so that a ; in it begins no comment */
	bool repeat, more; /* more than once, on several lines */
	const char *words[WORDS_MAX]; /* allowed, each at its number */
	const char *says;  /* the words in another order, for messages */
};
/* That of a [lab] or [lesson] section, or NULL. */
const struct lesson_key *lesson_key(const char *key, bool lab);
/* Their names, in one line, for messages. */
const char *lesson_keys(bool lab);
/* Appends a step. */
void section_apply_lesson(struct reading *r, const struct section *sec);
/* Checks that what the steps set can be set, one after the other. */
void lesson_check(struct reading *r);

#endif
