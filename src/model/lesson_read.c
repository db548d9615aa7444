/* [lesson] and [lab] sections, one a step: read, checked and written. */
#include "section.h"

#include "base/num.h"
#include "model/lesson_number.h"
#include "model/viewname.h"
#include "scenario_write.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TITLE_MAX 60      /* bytes */
#define TEXT_MAX 1200     /* of a text with its paragraphs, and of a reveal */
#define QUESTION_MAX 400
#define CHOICE_MAX 190

enum { IN_LESSON = 1, IN_LAB = 2, BOTH = 3 }; /* sections that have a key */

static struct lesson_step new_step(void)
{
	return (struct lesson_step){ .answer = -1, .lab = lesson_lab_default() };
}

/* A step's key, being read or written. */
struct field {
	struct reading *r; /* NULL: it is written */
	const struct entry *e;
	const char *value;
	const struct lesson_key *key;
	struct lesson_step *step;
};

/* What is at that offset of the step. */
static void *place(const struct field *f, size_t at)
{
	return (char *)f->step + at;
}

/* Appends value to *text as a paragraph of its own. */
static bool add_paragraph(char **text, const char *value)
{
	size_t have = *text ? strlen(*text) : 0, n = strlen(value);
	char *more = realloc(*text, have + n + 2);

	if (!more)
		return false;
	*text = more;
	if (have)
		more[have++] = '\n';
	memcpy(more + have, value, n + 1);
	return true;
}

/* A text of at most key->most bytes, not empty, added to *to. */
static void add_text(const struct field *f, char **to)
{
	if (!*f->value)
		reading_fail(f->r, f->e->line, 0, "%s is empty", f->e->key);
	else if ((*to ? strlen(*to) + 1 : 0) + strlen(f->value) > f->key->most)
		reading_fail(f->r, f->e->line, 0, "%s is too long: at most %zu bytes", f->e->key,
			f->key->most);
	else if (!add_paragraph(to, f->value))
		f->r->no_memory = true;
}

/* A text. Its lines are remembered, for what its braces name is checked when all is read. */
static void take_text(const struct field *f)
{
	struct lesson_lines *lines = place(f, f->key->lines);

	if (f->key->lines && lines->count < LESSON_LINES_MAX)
		lines->line[lines->count++] = f->e->line;
	add_text(f, place(f, f->key->at));
}

/* With its paragraphs, one key each. */
static void put_text(const struct field *f, struct buffer *w)
{
	const char *text = *(char **)place(f, f->key->at);

	while (text && *text) {
		size_t n = strcspn(text, "\n");
		char *one = strndup(text, n);

		if (!one) {
			w->no_memory = true;
			return;
		}
		write_key(w, f->key->key, one);
		free(one);
		text += n + (text[n] == '\n');
	}
}

static void take_view(const struct field *f)
{
	if (view_find(f->value) < 0)
		reading_fail(f->r, f->e->line, 0, "view = %.40s is not a view: %s", f->value,
			VIEW_NAME_LIST);
	else
		take_text(f);
}

/* One of several: set, choice. */
static void take_item(const struct field *f)
{
	struct lesson_lines *lines = place(f, f->key->lines);
	char **item = place(f, f->key->at);
	int *count = place(f, f->key->count);

	if (*count == f->key->high) {
		reading_fail(f->r, f->e->line, 0, "more than %d %ss in a step", *count, f->e->key);
		return;
	}
	lines->line[*count] = f->e->line;
	add_text(f, &item[*count]);
	*count += item[*count] != NULL;
}

static void put_items(const struct field *f, struct buffer *w)
{
	char **item = place(f, f->key->at);

	for (int i = 0; i < *(int *)place(f, f->key->count); i++)
		write_key(w, f->key->key, item[i]);
}

/* One of the key's words. */
static void take_word(const struct field *f)
{
	char allowed[80] = "";

	for (int i = 0; i < WORDS_MAX && f->key->words[i]; i++) {
		if (!strcmp(f->key->words[i], f->value)) {
			*(int *)place(f, f->key->at) = i;
			return;
		}
		strcat(strcat(allowed, i ? ", " : ""), f->key->words[i]);
	}
	reading_fail(f->r, f->e->line, 0, "%s = %.40s is not one of %s", f->e->key, f->value,
		f->key->says ? f->key->says : allowed);
}

static void take_number(const struct field *f)
{
	long number;

	if (num_parse_int(f->value, f->key->low, f->key->high, &number))
		*(int *)place(f, f->key->at) = (int)number;
	else
		reading_fail(f->r, f->e->line, 0, "%s = %.40s is not a whole number from %d to %d",
			f->e->key, f->value, f->key->low, f->key->high);
}

static void take_response_step(const struct field *f)
{
	long number;

	if (num_parse_int(f->value, 1, RESPONSE_STEPS, &number))
		f->step->response_step = (int)number - 1;
	else
		reading_fail(f->r, f->e->line, 0, "step = %.40s is not a step of the view "
			"response: 1 to %d", f->value, RESPONSE_STEPS);
}

static void put_number(const struct field *f, struct buffer *w, int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", number);
	write_key(w, f->key->key, text);
}

/* A word or a number, where it is not what it would be by itself. */
static void put_value(const struct field *f, struct buffer *w)
{
	struct lesson_step usual = new_step();
	int value = *(int *)place(f, f->key->at);

	if (value == *(int *)((char *)&usual + f->key->at))
		return;
	if (f->key->words[0])
		write_key(w, f->key->key, f->key->words[value]);
	else
		put_number(f, w, value + (f->key->low == 0));
}

/* "2 Why that is not so": which choice, and what is said to whoever took it. */
static void take_because(const struct field *f)
{
	const char *text = f->value + strspn(f->value, "0123456789");
	struct lesson_step *step = f->step;
	char number[8] = "";
	size_t n = (size_t)(text - f->value);
	long which;

	if (n < sizeof(number))
		memcpy(number, f->value, n);
	text += strspn(text, " \t");
	if (!num_parse_int(number, 1, LESSON_CHOICES_MAX, &which) || !*text) {
		reading_fail(f->r, f->e->line, 0, "because = %.40s: write the number of a choice, "
			"from 1, and what is said to those who chose it", f->value);
	} else if (step->because[which - 1]) {
		reading_fail(f->r, f->e->line, 0, "because of choice %ld again: it is given in line "
			"%d", which, step->because_lines.line[which - 1]);
	} else if (strlen(text) > f->key->most) {
		reading_fail(f->r, f->e->line, 0, "because is too long: at most %zu bytes",
			f->key->most);
	} else {
		step->because_lines.line[which - 1] = f->e->line;
		f->r->no_memory = !add_paragraph(&step->because[which - 1], text) ||
			f->r->no_memory;
	}
}

static void put_because(const struct field *f, struct buffer *w)
{
	for (int i = 0; i < LESSON_CHOICES_MAX; i++) {
		const char *text = f->step->because[i];
		size_t size = text ? strlen(text) + 8 : 0;
		char *value = text ? malloc(size) : NULL;

		w->no_memory = w->no_memory || (text && !value);
		if (value) {
			snprintf(value, size, "%d %s", i + 1, text);
			write_key(w, f->key->key, value);
		}
		free(value);
	}
}

#define AT(field) offsetof(struct lesson_step, field)

/* In the order that they are written in. */
static const struct lesson_key keys[] = {
	{ "title", BOTH, take_text, put_text, .at = AT(title), .most = TITLE_MAX, .prose = true },
	{ "view", BOTH, take_view, put_text, .at = AT(view), .most = 40 },
	{ "step", IN_LESSON, take_response_step, put_value, .at = AT(response_step) },
	{ "specialist", BOTH, take_text, put_text, .at = AT(specialist),
	  .lines = AT(specialist_lines), .most = GAME_ID_MAX },
	{ "set", BOTH, take_item, put_items, .at = AT(set), .lines = AT(set_lines),
	  .count = AT(sets), .high = LESSON_SETS_MAX, .most = CHOICE_MAX, .repeat = true },
	{ "pin", IN_LESSON, take_word, put_value, .at = AT(pin), .words = { "no", "yes" },
	  .says = "yes, no" },
	{ "unpin", IN_LESSON, take_word, put_value, .at = AT(unpin), .words = { "no", "yes" },
	  .says = "yes, no" },
	{ "text", BOTH, take_text, put_text, .at = AT(text), .lines = AT(text_lines),
	  .most = TEXT_MAX, .prose = true, .repeat = true, .more = true },
	{ "question", IN_LESSON, take_text, put_text, .at = AT(question),
	  .lines = AT(question_lines), .most = QUESTION_MAX, .prose = true, .more = true },
	{ "choice", IN_LESSON, take_item, put_items, .at = AT(choice), .lines = AT(choice_lines),
	  .count = AT(choices), .high = LESSON_CHOICES_MAX, .most = CHOICE_MAX, .prose = true,
	  .repeat = true, .more = true },
	{ "answer", IN_LESSON, NULL, put_value, .at = AT(answer) },
	{ "because", IN_LESSON, take_because, put_because, .most = QUESTION_MAX, .prose = true,
	  .repeat = true, .more = true },
	{ "reveal", IN_LESSON, take_text, put_text, .at = AT(reveal), .lines = AT(reveal_lines),
	  .most = TEXT_MAX, .prose = true, .repeat = true, .more = true },
	{ "reveal-set", IN_LESSON, take_item, put_items, .at = AT(reveal_set),
	  .lines = AT(reveal_set_lines), .count = AT(reveal_sets), .high = LESSON_SETS_MAX,
	  .most = CHOICE_MAX, .repeat = true },
	{ "hide", IN_LESSON, take_word, put_value, .at = AT(hide), .words = { "no", "yes", "change" },
	  .says = "yes, no, change" },
	{ "notes", BOTH, take_text, put_text, .at = AT(notes), .lines = AT(notes_lines),
	  .most = TEXT_MAX, .prose = true, .repeat = true, .more = true },

	{ "protocol", IN_LAB, take_word, put_value, .at = AT(lab.protocol),
	  .words = { "free", "alternating", "ultimatum" } },
	{ "over", IN_LAB, take_word, put_value, .at = AT(lab.over),
	  .words = { "share", "fee", "cost-share", "base-share", "payment" } },
	{ "rounds", IN_LAB, take_number, put_value, .at = AT(lab.rounds), .low = 1,
	  .high = LAB_ROUNDS_MAX },
	{ "seconds", IN_LAB, take_number, put_value, .at = AT(lab.seconds), .low = LAB_SECONDS_MIN,
	  .high = LAB_SECONDS_MAX },
	{ "roles", IN_LAB, take_word, put_value, .at = AT(lab.alternating),
	  .words = { "fixed", "alternating" } },
	{ "match", IN_LAB, take_word, put_value, .at = AT(lab.rematch),
	  .words = { "fixed", "round-robin" } },
	{ "bot", IN_LAB, take_word, put_value, .at = AT(lab.bot), .words = { "theory", "none" } },
};

#define KEYS ((int)(sizeof(keys) / sizeof(keys[0])))

const struct lesson_key *lesson_key(const char *key, bool lab)
{
	for (int i = 0; i < KEYS; i++)
		if (keys[i].in & (lab ? IN_LAB : IN_LESSON) && !strcmp(keys[i].key, key))
			return &keys[i];
	return NULL;
}

const char *lesson_keys(bool lab)
{
	return lab ? "title text set view specialist notes protocol over rounds seconds roles match "
		"bot" : "title text set view step specialist pin unpin question choice answer "
		"because reveal reveal-set hide notes";
}

void lesson_write(struct buffer *w, const struct lesson_step *step)
{
	struct lesson_step written = *step;
	struct field f = { .step = &written };

	buffer_add_text(w, step->is_lab ? "\n[lab]\n" : "\n[lesson]\n");
	for (f.key = keys; f.key < keys + KEYS; f.key++)
		if (f.key->in & (step->is_lab ? IN_LAB : IN_LESSON))
			f.key->put(&f, w);
}

/* How the keys of a step must go together. */
static void check_step(struct reading *r, const struct section *sec, struct lesson_step *step)
{
	const struct entry *answer = section_find(sec, "answer", KEY_VALUE);
	const struct entry *at = section_find(sec, "step", KEY_VALUE);
	long number;

	/* What seems missing may be in a line that was refused. */
	if (sec->refused)
		return;
	if (!section_find(sec, "title", KEY_VALUE))
		reading_fail(r, sec->line, 0, "a [%s] step needs a title", sec->lab ? "lab" :
			"lesson");
	if (!section_find(sec, "text", KEY_VALUE))
		reading_fail(r, sec->line, 0, "a [%s] step needs a text", sec->lab ? "lab" :
			"lesson");
	if (at && (!step->view || !view_steps((enum view_id)view_find(step->view))))
		reading_fail(r, at->line, 0, "step without view = response, which alone has steps");
	if (step->choices && !step->question)
		reading_fail(r, sec->line, 0, "choice without a question");
	if (step->choices == 1)
		reading_fail(r, sec->line, 0, "a question has no choice, or at least two");
	if (step->choices && !answer)
		reading_fail(r, sec->line, 0, "a question with choices needs answer = the number "
			"of the right one");
	if (step->lab.protocol == LAB_ULTIMATUM && step->lab.over != LAB_SHARE)
		reading_fail(r, sec->line, 0, "protocol = ultimatum needs over = share: of two "
			"numbers there is no worst one that is taken");
	if (step->pin && step->unpin)
		reading_fail(r, sec->line, 0, "pin and unpin in one step: choose one");
	if (step->hide == HIDE_CHANGE && step->sets == 0 && !sec->refused)
		reading_fail(r, sec->line, 0, "hide = change without a set: nothing would change");
	if ((step->hide || step->reveal || step->reveal_sets) && !step->question)
		reading_fail(r, sec->line, 0, "%s without a question", step->hide ? "hide" :
			step->reveal ? "reveal" : "reveal-set");
	for (int i = step->choices; i < LESSON_CHOICES_MAX; i++)
		if (step->because[i])
			reading_fail(r, step->because_lines.line[i], 0, "because = %d is not the number of "
				"a choice: there %s %d", i + 1, step->choices == 1 ? "is" : "are",
				step->choices);
	if (!answer)
		return;
	if (!step->choices)
		reading_fail(r, answer->line, 0, "answer without choices");
	else if (!num_parse_int(section_value(sec, answer), 1, step->choices, &number))
		reading_fail(r, answer->line, 0, "answer = %.40s is not the number of a choice: 1 "
			"to %d", section_value(sec, answer), step->choices);
	else
		step->answer = (int)number - 1;
}

void section_apply_lesson(struct reading *r, const struct section *sec)
{
	struct lesson *l = &r->s->lesson;
	struct lesson_step *step;

	if (l->steps == LESSON_STEPS_MAX) {
		reading_fail(r, sec->line, 0, "more than %d steps in a lesson", LESSON_STEPS_MAX);
		return;
	}
	if (!l->step)
		l->step = malloc(LESSON_STEPS_MAX * sizeof(*l->step));
	if (!l->step) {
		r->no_memory = true;
		return;
	}
	step = &l->step[l->steps++];
	*step = new_step();
	step->line = sec->line;
	step->is_lab = sec->lab;
	for (int i = 0; i < sec->count; i++) {
		const struct entry *e = &sec->entry[i];
		struct field f = { r, e, section_value(sec, e), lesson_key(e->key, sec->lab), step };

		if (f.key->take)
			f.key->take(&f);
	}
	check_step(r, sec, step);
}

/* Carries out a step's changes; those that cannot be are reported. */
static void check_sets(struct reading *r, struct scenario *play, const char *key, char *const *set,
	const struct lesson_lines *lines, int sets)
{
	struct error err = { .status = STATUS_OK };
	char text[ERROR_TEXT_MAX];

	for (int k = 0; k < sets; k++) {
		if (param_assign(play, set[k], &err) == STATUS_OK)
			continue;
		snprintf(text, sizeof(text), "%s = %.80s: %.300s", key, set[k], err.text);
		error_set(&err, err.status, "%s", text);
		reading_error(r, lines->line[k], 0, &err);
	}
}

/* What the braces of one paragraph name must be there in that scenario. */
static void check_text(struct reading *r, const struct scenario *play, const char *text, int line)
{
	struct lesson_number number;
	struct error err = { .status = STATUS_OK };

	while ((text = lesson_number_next(text)) != NULL) {
		if (lesson_number_read(play, text, &number, &err) != STATUS_OK)
			reading_error(r, line, 0, &err);
		text += number.length;
	}
}

static void check_texts(struct reading *r, const struct scenario *play, const char *text,
	const struct lesson_lines *lines)
{
	for (int i = 0; text && *text; i++) {
		size_t n = strcspn(text, "\n");
		char *one = strndup(text, n);

		if (!one) {
			r->no_memory = true;
			return;
		}
		check_text(r, play, one, lines->line[i < lines->count ? i : lines->count - 1]);
		free(one);
		text += n + (text[n] == '\n');
	}
}

/* What is said before the answer is of the scenario without the changes of the reveal. */
static void check_played(struct reading *r, struct scenario *play, const struct lesson_step *step)
{
	check_sets(r, play, "set", step->set, &step->set_lines, step->sets);
	check_texts(r, play, step->text, &step->text_lines);
	check_texts(r, play, step->question, &step->question_lines);
	for (int i = 0; i < step->choices; i++)
		check_text(r, play, step->choice[i], step->choice_lines.line[i]);
	check_sets(r, play, "reveal-set", step->reveal_set, &step->reveal_set_lines,
		step->reveal_sets);
	check_texts(r, play, step->reveal, &step->reveal_lines);
	check_texts(r, play, step->notes, &step->notes_lines);
	for (int i = 0; i < step->choices; i++)
		if (step->because[i])
			check_text(r, play, step->because[i], step->because_lines.line[i]);
	if (step->specialist && game_find(&play->game, step->specialist) < 0)
		reading_fail(r, step->specialist_lines.line[0], 0, "specialist = %.40s is none of the "
			"specialists' ids", step->specialist);
}

void lesson_check(struct reading *r)
{
	struct scenario play;
	struct error err = { .status = STATUS_OK };

	if (scenario_copy(&play, r->s, &err) != STATUS_OK) {
		r->no_memory = true;
		return;
	}
	for (int i = 0; i < r->s->lesson.steps; i++)
		check_played(r, &play, &r->s->lesson.step[i]);
	scenario_free(&play);
}
