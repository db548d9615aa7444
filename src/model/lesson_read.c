/* [lesson] and [lab] sections: one a step. */
#include "section.h"

#include "base/num.h"
#include "model/lesson_number.h"
#include "model/viewname.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TITLE_MAX 60      /* bytes */
#define TEXT_MAX 1200     /* of a text with its paragraphs, and of a reveal */
#define QUESTION_MAX 400
#define CHOICE_MAX 190

/* prose: for readers, so that a ; in it begins no comment; more: on several lines. */
static const struct lesson_key { const char *key; bool prose, repeat, more; } keys[] = {
	{ .key = "title", .prose = true },
	{ .key = "text", .prose = true, .repeat = true, .more = true },
	{ .key = "set", .repeat = true },
	{ .key = "view" },
	{ .key = "step" },
	{ .key = "specialist" },
	{ .key = "pin" },
	{ .key = "unpin" },
	{ .key = "question", .prose = true, .more = true },
	{ .key = "choice", .prose = true, .repeat = true, .more = true },
	{ .key = "answer" },
	{ .key = "reveal", .prose = true, .repeat = true, .more = true },
	{ .key = "hide" },
	{ .key = "reveal-set", .repeat = true },
	{ .key = "because", .prose = true, .repeat = true, .more = true },
	{ .key = "notes", .prose = true, .repeat = true, .more = true },
};

static const struct lesson_key *find(const char *key)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strcmp(keys[i].key, key))
			return &keys[i];
	return NULL;
}

bool lesson_key(const char *key, bool *repeat, bool *more)
{
	const struct lesson_key *known = find(key);

	if (!known)
		return false;
	*repeat = known->repeat;
	*more = known->more;
	return true;
}

bool lesson_key_is_prose(const char *key)
{
	const struct lesson_key *known = find(key);

	return known && known->prose;
}

const char *lesson_keys(void)
{
	return "title text set view step specialist pin unpin question choice answer because "
		"reveal reveal-set hide notes";
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

/* A text of at most `most` bytes, not empty, added to *to. */
static void take_text(struct reading *r, const struct section *sec, const struct entry *e,
	char **to, size_t most)
{
	const char *value = section_value(sec, e);

	if (!*value)
		reading_fail(r, e->line, 0, "%s is empty", e->key);
	else if ((*to ? strlen(*to) + 1 : 0) + strlen(value) > most)
		reading_fail(r, e->line, 0, "%s is too long: at most %zu bytes", e->key, most);
	else if (!add_paragraph(to, value))
		r->no_memory = true;
}

static void take_yes(struct reading *r, const struct section *sec, const struct entry *e,
	bool *to)
{
	const char *value = section_value(sec, e);

	if (strcmp(value, "yes") && strcmp(value, "no"))
		reading_fail(r, e->line, 0, "%s = %.40s is not one of yes, no", e->key, value);
	*to = !strcmp(value, "yes");
}

static void take_hide(struct reading *r, const struct section *sec, const struct entry *e,
	enum lesson_hide *to)
{
	const char *value = section_value(sec, e);

	if (!strcmp(value, "change"))
		*to = HIDE_CHANGE;
	else if (!strcmp(value, "yes"))
		*to = HIDE_OUTCOMES;
	else if (strcmp(value, "no") != 0)
		reading_fail(r, e->line, 0, "hide = %.40s is not one of yes, no, change", value);
}

static void take_view(struct reading *r, const struct section *sec, const struct entry *e,
	char **to)
{
	const char *value = section_value(sec, e);

	if (view_find(value) < 0)
		reading_fail(r, e->line, 0, "view = %.40s is not a view: %s", value,
			VIEW_NAME_LIST);
	else
		take_text(r, sec, e, to, 40);
}

static void take_response_step(struct reading *r, const struct section *sec,
	const struct entry *e, struct lesson_step *step)
{
	const char *value = section_value(sec, e);
	long number;

	if (num_parse_int(value, 1, RESPONSE_STEPS, &number))
		step->response_step = (int)number - 1;
	else
		reading_fail(r, e->line, 0, "step = %.40s is not a step of the view response: 1 "
			"to %d", value, RESPONSE_STEPS);
}

/* Whether there is such a one is known when all sections are read. */
static void take_specialist(struct reading *r, const struct section *sec,
	const struct entry *e, struct lesson_step *step)
{
	take_text(r, sec, e, &step->specialist, GAME_ID_MAX);
	step->specialist_line = e->line;
}

/* One of several: set, choice. */
static void take_item(struct reading *r, const struct section *sec, const struct entry *e,
	char **item, int *count, int most)
{
	if (*count == most) {
		reading_fail(r, e->line, 0, "more than %d %ss in a step", most, e->key);
		return;
	}
	item[*count] = NULL;
	take_text(r, sec, e, &item[*count], CHOICE_MAX);
	if (item[*count])
		++*count;
}

static void take_set(struct reading *r, const struct section *sec, const struct entry *e,
	char **set, int *line, int *sets)
{
	int before = *sets;

	take_item(r, sec, e, set, sets, LESSON_SETS_MAX);
	if (*sets > before)
		line[before] = e->line;
}

/* A text whose lines are remembered, for what its braces name is checked when all is
 * read. */
static void take_filled(struct reading *r, const struct section *sec, const struct entry *e,
	char **to, size_t most, struct lesson_lines *lines)
{
	if (lines->count < LESSON_LINES_MAX)
		lines->line[lines->count++] = e->line;
	take_text(r, sec, e, to, most);
}

static void take_choice(struct reading *r, const struct section *sec, const struct entry *e,
	struct lesson_step *step)
{
	int before = step->choices;

	take_item(r, sec, e, step->choice, &step->choices, LESSON_CHOICES_MAX);
	if (step->choices > before)
		step->choice_lines.line[before] = e->line;
}

/* "2 Why that is not so": which choice, and what is said to whoever took it. */
static void take_because(struct reading *r, const struct section *sec, const struct entry *e,
	struct lesson_step *step)
{
	const char *value = section_value(sec, e), *text = value + strspn(value, "0123456789");
	char number[8] = "";
	size_t n = (size_t)(text - value);
	long which;

	if (n < sizeof(number))
		memcpy(number, value, n);
	text += strspn(text, " \t");
	if (!num_parse_int(number, 1, LESSON_CHOICES_MAX, &which) || !*text) {
		reading_fail(r, e->line, 0, "because = %.40s: write the number of a choice, from 1, "
			"and what is said to those who chose it", value);
	} else if (step->because[which - 1]) {
		reading_fail(r, e->line, 0, "because of choice %ld again: it is given in line %d",
			which, step->because_line[which - 1]);
	} else if (strlen(text) > QUESTION_MAX) {
		reading_fail(r, e->line, 0, "because is too long: at most %d bytes", QUESTION_MAX);
	} else {
		step->because_line[which - 1] = e->line;
		r->no_memory = !add_paragraph(&step->because[which - 1], text) || r->no_memory;
	}
}

static void take_entry(struct reading *r, const struct section *sec, const struct entry *e,
	struct lesson_step *step)
{
	if (sec->lab && lab_take(r, sec, e, &step->lab))
		return;
	if (!strcmp(e->key, "title"))
		take_text(r, sec, e, &step->title, TITLE_MAX);
	else if (!strcmp(e->key, "text"))
		take_filled(r, sec, e, &step->text, TEXT_MAX, &step->text_lines);
	else if (!strcmp(e->key, "set"))
		take_set(r, sec, e, step->set, step->set_line, &step->sets);
	else if (!strcmp(e->key, "reveal-set"))
		take_set(r, sec, e, step->reveal_set, step->reveal_set_line, &step->reveal_sets);
	else if (!strcmp(e->key, "view"))
		take_view(r, sec, e, &step->view);
	else if (!strcmp(e->key, "step"))
		take_response_step(r, sec, e, step);
	else if (!strcmp(e->key, "specialist"))
		take_specialist(r, sec, e, step);
	else if (!strcmp(e->key, "pin"))
		take_yes(r, sec, e, &step->pin);
	else if (!strcmp(e->key, "unpin"))
		take_yes(r, sec, e, &step->unpin);
	else if (!strcmp(e->key, "question"))
		take_filled(r, sec, e, &step->question, QUESTION_MAX, &step->question_lines);
	else if (!strcmp(e->key, "choice"))
		take_choice(r, sec, e, step);
	else if (!strcmp(e->key, "because"))
		take_because(r, sec, e, step);
	else if (!strcmp(e->key, "reveal"))
		take_filled(r, sec, e, &step->reveal, TEXT_MAX, &step->reveal_lines);
	else if (!strcmp(e->key, "notes"))
		take_filled(r, sec, e, &step->notes, TEXT_MAX, &step->notes_lines);
	else if (!strcmp(e->key, "hide"))
		take_hide(r, sec, e, &step->hide);
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
			reading_fail(r, step->because_line[i], 0, "because = %d is not the number of "
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
	memset(step, 0, sizeof(*step));
	step->line = sec->line;
	step->answer = -1;
	step->is_lab = sec->lab;
	step->lab = lesson_lab_default();
	for (int i = 0; i < sec->count; i++)
		take_entry(r, sec, &sec->entry[i], step);
	check_step(r, sec, step);
}

/* Carries out a step's changes; those that cannot be are reported. */
static void check_sets(struct reading *r, struct scenario *play, const char *key, char *const *set,
	const int *line, int sets)
{
	struct error err = { .status = STATUS_OK };
	char text[ERROR_TEXT_MAX];

	for (int k = 0; k < sets; k++) {
		if (param_assign(play, set[k], &err) == STATUS_OK)
			continue;
		snprintf(text, sizeof(text), "%s = %.80s: %.300s", key, set[k], err.text);
		error_set(&err, err.status, "%s", text);
		reading_error(r, line[k], 0, &err);
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
	check_sets(r, play, "set", step->set, step->set_line, step->sets);
	check_texts(r, play, step->text, &step->text_lines);
	check_texts(r, play, step->question, &step->question_lines);
	for (int i = 0; i < step->choices; i++)
		check_text(r, play, step->choice[i], step->choice_lines.line[i]);
	check_sets(r, play, "reveal-set", step->reveal_set, step->reveal_set_line,
		step->reveal_sets);
	check_texts(r, play, step->reveal, &step->reveal_lines);
	check_texts(r, play, step->notes, &step->notes_lines);
	for (int i = 0; i < step->choices; i++)
		if (step->because[i])
			check_text(r, play, step->because[i], step->because_line[i]);
	if (step->specialist && game_find(&play->game, step->specialist) < 0)
		reading_fail(r, step->specialist_line, 0, "specialist = %.40s is none of the "
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
