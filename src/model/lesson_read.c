/* [lesson] sections: one a step. */
#include "section.h"

#include "base/num.h"
#include "model/viewname.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TITLE_MAX 60      /* bytes */
#define TEXT_MAX 1200     /* of a text with its paragraphs, and of a reveal */
#define QUESTION_MAX 400
#define CHOICE_MAX 190

/* key, may repeat, may take several lines */
static const struct { const char *key; bool repeat, more; } keys[] = {
	{ "title", false, false }, { "text", true, true }, { "set", true, false },
	{ "view", false, false }, { "step", false, false }, { "specialist", false, false },
	{ "pin", false, false }, { "unpin", false, false }, { "question", false, true },
	{ "choice", true, true }, { "answer", false, false }, { "reveal", true, true },
	{ "hide", false, false },
};

bool lesson_key(const char *key, bool *repeat, bool *more)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strcmp(keys[i].key, key))
			continue;
		*repeat = keys[i].repeat;
		*more = keys[i].more;
		return true;
	}
	return false;
}

const char *lesson_keys(void)
{
	return "title text set view step specialist pin unpin question choice answer reveal hide";
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
		reading_fail(r, e->line, 0, "%s = %.40s is not a choice: yes, no", e->key, value);
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
		reading_fail(r, e->line, 0, "hide = %.40s is not a choice: yes, no, change", value);
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
	struct lesson_step *step)
{
	int before = step->sets;

	take_item(r, sec, e, step->set, &step->sets, LESSON_SETS_MAX);
	if (step->sets > before)
		step->set_line[before] = e->line;
}

static void take_entry(struct reading *r, const struct section *sec, const struct entry *e,
	struct lesson_step *step)
{
	if (!strcmp(e->key, "title"))
		take_text(r, sec, e, &step->title, TITLE_MAX);
	else if (!strcmp(e->key, "text"))
		take_text(r, sec, e, &step->text, TEXT_MAX);
	else if (!strcmp(e->key, "set"))
		take_set(r, sec, e, step);
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
		take_text(r, sec, e, &step->question, QUESTION_MAX);
	else if (!strcmp(e->key, "choice"))
		take_item(r, sec, e, step->choice, &step->choices, LESSON_CHOICES_MAX);
	else if (!strcmp(e->key, "reveal"))
		take_text(r, sec, e, &step->reveal, TEXT_MAX);
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
		reading_fail(r, sec->line, 0, "a [lesson] step needs a title");
	if (!section_find(sec, "text", KEY_VALUE))
		reading_fail(r, sec->line, 0, "a [lesson] step needs a text");
	if (at && (!step->view || !view_steps((enum view_id)view_find(step->view))))
		reading_fail(r, at->line, 0, "step without view = response, which alone has steps");
	if (step->choices && !step->question)
		reading_fail(r, sec->line, 0, "choice without a question");
	if (step->choices == 1)
		reading_fail(r, sec->line, 0, "a question has no choice, or at least two");
	if (step->choices && !answer)
		reading_fail(r, sec->line, 0, "a question with choices needs answer = the number "
			"of the right one");
	if (step->pin && step->unpin)
		reading_fail(r, sec->line, 0, "pin and unpin in one step: choose one");
	if (step->hide == HIDE_CHANGE && step->sets == 0 && !sec->refused)
		reading_fail(r, sec->line, 0, "hide = change without a set: nothing would change");
	if ((step->hide || step->reveal) && !step->question)
		reading_fail(r, sec->line, 0, "%s without a question", step->hide ? "hide" :
			"reveal");
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
	for (int i = 0; i < sec->count; i++)
		take_entry(r, sec, &sec->entry[i], step);
	check_step(r, sec, step);
}

void lesson_check(struct reading *r)
{
	struct scenario play;
	struct error err = { .status = STATUS_OK };
	char text[ERROR_TEXT_MAX];

	if (scenario_copy(&play, r->s, &err) != STATUS_OK) {
		r->no_memory = true;
		return;
	}
	for (int i = 0; i < r->s->lesson.steps; i++) {
		const struct lesson_step *step = &r->s->lesson.step[i];

		for (int k = 0; k < step->sets; k++) {
			if (param_assign(&play, step->set[k], &err) == STATUS_OK)
				continue;
			snprintf(text, sizeof(text), "set = %.80s: %.300s", step->set[k], err.text);
			error_set(&err, err.status, "%s", text);
			reading_error(r, step->set_line[k], 0, &err);
		}
		if (step->specialist && game_find(&play.game, step->specialist) < 0)
			reading_fail(r, step->specialist_line, 0, "specialist = %.40s is none of "
				"the specialists' ids", step->specialist);
	}
	scenario_free(&play);
}
