/* What is told, as a line and back: one row a field. */
#include "room/told.h"

#include "base/num.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum kind { KIND_INT, KIND_BOOL, KIND_TEXT, KIND_NUMBERS, KIND_ROWS };

/* count: of texts and numbers how many, of rows the numbers of one. */
struct field {
	const char *name;
	enum kind kind;
	size_t at;
	int count;
	int low, most;   /* of a number; of rows how many at most */
	size_t rows;     /* of rows: where their number stands */
};

#define AT(member) offsetof(struct told, member)
#define NUMBERS_IN(type) ((int)(sizeof(struct type) / sizeof(double)))
#define INT(member, from, to) {#member, KIND_INT, AT(member), 1, from, to, 0}
#define BOOL(member) {#member, KIND_BOOL, AT(member), 1, 0, 1, 0}
#define TEXT(member) {#member, KIND_TEXT, AT(member), 1, 0, 0, 0}
#define TEXTS(member, n) {#member, KIND_TEXT, AT(member), n, 0, 0, 0}
#define NUMBERS(member, n) {#member, KIND_NUMBERS, AT(member), n, 0, 0, 0}
#define ROWS(member, type, total, up_to) \
	{#member, KIND_ROWS, AT(member), NUMBERS_IN(type), 0, up_to, AT(total)}
#define ANY 1000000000

static const struct field fields[] = {
	TEXT(room), TEXT(title), TEXT(label), TEXT(code), BOOL(leader),
	INT(stage, 0, ROOM_STAGES - 1), INT(moment, 0, ANY), INT(done, 0, ANY), INT(step, -1, LESSON_STEPS_MAX),
	INT(steps, 0, LESSON_STEPS_MAX), INT(left, -1, ANY), INT(people, 0, ROOM_PEOPLE_MAX),
	INT(here, 0, ROOM_PEOPLE_MAX), TEXT(gone),
	TEXT(heading), TEXT(text), TEXT(question), TEXTS(choice, LESSON_CHOICES_MAX),
	TEXT(reveal), TEXT(because), INT(choices, 0, LESSON_CHOICES_MAX),
	INT(answer, -1, LESSON_CHOICES_MAX - 1), INT(ballot, 0, 1),
	INT(answered, 0, ROOM_PEOPLE_MAX), NUMBERS(votes, 2 * LESSON_CHOICES_MAX),
	{"mine1", KIND_INT, AT(mine[0]), 1, -1, LESSON_CHOICES_MAX - 1, 0},
	{"mine2", KIND_INT, AT(mine[1]), 1, -1, LESSON_CHOICES_MAX - 1, 0},
	BOOL(follow), TEXT(show), TEXT(game),
	INT(protocol, 0, LAB_PROTOCOLS - 1), INT(over, 0, LAB_OVERS - 1),
	INT(rounds, 0, LAB_ROUNDS_MAX),
	INT(round, -1, LAB_ROUNDS_MAX), BOOL(rematch), TEXTS(player, SEATS),
	NUMBERS(outside, SEATS), INT(specialist, 0, GAME_SPECIALISTS_MAX),
	INT(seat, -1, SEATS - 1), TEXT(partner), BOOL(computer),
	INT(pair_stage, 0, PAIR_STAGES - 1), BOOL(to_act), BOOL(proposes),
	NUMBERS(offer, SEATS), NUMBERS(term_offer, SEATS), NUMBERS(term, 1), NUMBERS(usual, 1),
	NUMBERS(share, 1), NUMBERS(level, 1), NUMBERS(added, 1),
	NUMBERS(u, SEATS), NUMBERS(regret, SEATS), NUMBERS(theory_level, 1),
	NUMBERS(theory_u, SEATS), NUMBERS(total, 1), NUMBERS(count, PAIR_STAGES),
	BOOL(theory), NUMBERS(best, 1), NUMBERS(best_term, 1),
	ROWS(point, told_point, points, ROOM_CURVE), ROWS(mark, told_mark, marks, RULES),
	ROWS(pairing, told_pair, pairs, ROOM_PEOPLE_MAX),
	ROWS(sum, told_round, sums, LAB_ROUNDS_MAX),
};
enum { FIELDS = sizeof fields / sizeof *fields };

static void *place(const struct told *t, size_t at)
{
	return (char *)t + at; /* const goes with the caller's purpose */
}

static double **rows_of(const struct told *t, const struct field *f)
{
	return place(t, f->at);
}

static int *rows_count(const struct told *t, const struct field *f)
{
	return place(t, f->rows);
}

void told_free(struct told *t)
{
	for (int i = 0; i < FIELDS; i++) {
		const struct field *f = &fields[i];
		for (int k = 0; f->kind == KIND_TEXT && k < f->count; k++)
			free(((char **)place(t, f->at))[k]);
		if (f->kind == KIND_ROWS)
			free(*rows_of(t, f));
	}
	*t = (struct told){.leader = false};
}

static void write_field(const struct told *t, const struct field *f, struct buffer *w)
{
	switch (f->kind) {
	case KIND_INT: /* enums are ints here, too */
		wire_int(w, f->name, *(int *)place(t, f->at));
		break;
	case KIND_BOOL:
		wire_int(w, f->name, *(bool *)place(t, f->at));
		break;
	case KIND_TEXT:
		for (int k = 0; k < f->count; k++)
			wire_text(w, f->name, ((char **)place(t, f->at))[k]);
		break;
	case KIND_NUMBERS:
		wire_numbers(w, f->name, place(t, f->at), f->count);
		break;
	case KIND_ROWS:
	default:
		for (int k = 0; k < *rows_count(t, f); k++)
			wire_numbers(w, f->name, *rows_of(t, f) + (size_t)k * (size_t)f->count,
				f->count);
		break;
	}
}

void told_write(const struct told *t, struct buffer *w)
{
	for (int i = 0; i < FIELDS; i++)
		write_field(t, &fields[i], w);
}

/* ---- back ---------------------------------------------------------------------- */

static bool read_text(struct told *t, const struct field *f, const char *value)
{
	char **text = place(t, f->at);
	int k = 0;

	while (k < f->count && text[k])
		k++;
	if (k == f->count)
		return false;
	text[k] = strdup(value);
	return text[k] != NULL;
}

static bool read_row(struct told *t, const struct field *f, const char *value)
{
	size_t row = (size_t)f->count * sizeof(double);
	int *count = rows_count(t, f);
	double **rows = rows_of(t, f);

	if (*count == f->most)
		return false;
	if (!*rows)
		*rows = malloc((size_t)f->most * row);
	if (!*rows || wire_read_numbers(value, *rows + (size_t)*count * (size_t)f->count,
		f->count) != f->count)
		return false;
	++*count;
	return true;
}

static bool read_field(struct told *t, const struct field *f, const char *value)
{
	long number;

	switch (f->kind) {
	case KIND_INT:
	case KIND_BOOL:
		if (!num_parse_int(value, f->low, f->most, &number))
			return false;
		if (f->kind == KIND_BOOL)
			*(bool *)place(t, f->at) = number != 0;
		else
			*(int *)place(t, f->at) = (int)number;
		return true;
	case KIND_TEXT:
		return read_text(t, f, value);
	case KIND_NUMBERS:
		return wire_read_numbers(value, place(t, f->at), f->count) == f->count;
	case KIND_ROWS:
	default:
		return read_row(t, f, value);
	}
}

/* What must be there for a screen to be drawn, whoever wrote the line. */
static bool complete(const struct told *t)
{
	bool ok = t->room && t->title;

	for (int k = 0; k < t->choices; k++)
		ok = ok && t->choice[k];
	if (t->stage == ROOM_VOTE || t->stage == ROOM_COUNTS || t->stage == ROOM_ANSWER)
		ok = ok && t->question;
	if (t->stage >= ROOM_PAIRS && t->stage <= ROOM_DEBRIEF)
		ok = ok && t->player[SEAT_GENERALIST] && t->player[SEAT_SPECIALIST];
	for (int k = 0; k < t->pairs; k++)
		ok = ok && t->pairing[k].stage >= 0 && t->pairing[k].stage < (double)PAIR_STAGES;
	return ok;
}

enum status told_read(char *line, struct told *t, struct error *err)
{
	const char *name;
	char *value;
	bool ok = true;
	int last = 0; /* fields come in the order of the table: the search goes on from here */

	*t = (struct told){.leader = false};
	while (ok && wire_next(&line, &name, &value)) {
		int i = last;
		while (i < FIELDS && strcmp(fields[i].name, name) != 0)
			i++;
		if (i == FIELDS)
			continue; /* of a later version */
		last = i;
		ok = read_field(t, &fields[i], value);
	}
	if (ok && complete(t))
		return STATUS_OK;
	told_free(t);
	return error_set(err, STATUS_INPUT, "the room said what is not understood");
}
