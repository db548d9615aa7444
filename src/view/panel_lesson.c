/* The lesson strip: a step's text, its question and choices, the answer. */
#include "view/panel.h"

#include "base/text.h"
#include "draw.h"

#include <stdio.h>
#include <string.h>

#define TEXT_COLS_MAX 110 /* longer lines are hard to read */
#define TEXT_BYTES 2400 /* of a reveal with its numbers and what comes before it */

#define VERDICT_GAP 3   /* columns between a choice and what is told of it */
#define CHOICE_INDENT 5 /* of a choice's further lines: "> a) " */

/* Lines on their way to the strip; without a canvas they are only counted. */
struct flow {
	struct canvas *c;
	struct rect r;
	int first; /* line shown in the first row */
	int line;  /* the next one */
};

static void flow_line(struct flow *f, int indent, enum ink ink, const char *text)
{
	int y = f->line - f->first;

	if (f->c && y >= 0 && y < f->r.h)
		canvas_text(f->c, f->r.x + indent, f->r.y + y, f->r.w - indent, ink, text);
	f->line++;
}

/* Wrapped text, a new line at every "\n"; `indent`: of lines after the first. */
static void flow_text(struct flow *f, int indent, enum ink ink, const char *text)
{
	char line[WRAPPED_BYTES];

	for (int in = 0; wrap_line(&text, f->r.w - in, line); in = indent)
		flow_line(f, in, ink, line);
}

static enum ink choice_ink(const struct lesson_strip *l, int i)
{
	if (l->revealed && i == l->answer)
		return INK_GOOD;
	return i == l->chosen ? INK_CURSOR : INK_TEXT;
}

/* What is told of a choice once the answer is there. */
static const char *verdict(const struct lesson_strip *l, int i)
{
	bool right = i == l->answer, chosen = i == l->chosen;

	return !l->revealed || l->answer < 0 ? ""
		: chosen ? (right ? "RIGHT" : "NOT QUITE") : right ? "THE ANSWER" : "";
}

/* " a) 3/4 of it", the one chosen behind a >; the verdict beside it, or whole on a line of its
 * own. */
static void flow_choice(struct flow *f, const struct lesson_strip *l, int i)
{
	char text[WRAPPED_BYTES];
	const char *told = verdict(l, i);
	bool right = i == l->answer;
	int n = snprintf(text, sizeof text, "%c %c) %s", i == l->chosen ? '>'
		: right && l->revealed ? '=' : ' ', 'a' + i, l->choice[i]);
	bool beside = text_width(text) + VERDICT_GAP + text_width(told) <= f->r.w;

	if (*told && beside && n > 0 && (size_t)n < sizeof text)
		snprintf(text + n, sizeof text - (size_t)n, "%*s%s", VERDICT_GAP, "", told);
	flow_text(f, CHOICE_INDENT, choice_ink(l, i), text);
	if (*told && !beside)
		flow_line(f, CHOICE_INDENT, choice_ink(l, i), told);
}

static void flow_choices(struct flow *f, const struct lesson_strip *l)
{
	for (int i = 0; i < l->choices; i++)
		flow_choice(f, l, i);
	if (l->choices > 0 && !l->revealed)
		flow_text(f, 0, INK_DIM, "Press a letter. You may change your mind until Space shows "
			"what happens.");
}

/* "You said a; the answer is c. " and what is to be said to that, then what is the case. */
static void flow_reveal(struct flow *f, const struct lesson_strip *l)
{
	const char *said = l->because ? l->because : l->reveal ? l->reveal : "";
	char text[TEXT_BYTES] = "";

	if (l->chosen >= 0 && l->answer >= 0 && l->chosen != l->answer)
		snprintf(text, sizeof text, "You said %c; the answer is %c. ", 'a' + l->chosen,
			'a' + l->answer);
	snprintf(text + strlen(text), sizeof text - strlen(text), "%s", said);
	flow_text(f, 0, INK_VALUE, text);
	if (l->because && l->reveal)
		flow_text(f, 0, INK_VALUE, l->reveal);
}

/* On the last step, when there is nothing left to answer. */
static void flow_score(struct flow *f, const struct lesson_strip *l)
{
	char text[80];

	if (l->step + 1 < l->steps || l->answered == 0 || (l->question && !l->revealed))
		return;
	snprintf(text, sizeof text, "The end: %d of %d answers right.", l->right, l->answered);
	flow_line(f, 0, INK_HEADING, text);
}

static void flow_all(struct flow *f, const struct lesson_strip *l)
{
	char words[LAB_WORDS_MAX];

	if (l->text)
		flow_text(f, 0, INK_TEXT, l->text);
	if (l->lab)
		flow_text(f, 0, INK_DIM, lab_words(l->lab, words));
	if (l->question)
		flow_text(f, 0, INK_HEADING, l->question);
	flow_choices(f, l);
	if (l->revealed)
		flow_reveal(f, l);
	flow_score(f, l);
}

static int flow_width(int cols)
{
	int w = cols - 2;

	return w > TEXT_COLS_MAX ? TEXT_COLS_MAX : w < 8 ? 8 : w;
}

int panel_lesson_rows(const struct lesson_strip *l, int cols, int most)
{
	struct flow f = { .r = { 0, 0, flow_width(cols), 0 } };

	if (l->away)
		return 1;
	flow_all(&f, l);
	return f.line + 1 < most ? f.line + 1 : most;
}

/* What kind of step it is, or how it was answered; shortly: in few words. */
static const char *state_of(const struct lesson_strip *l, bool shortly)
{
	if (l->away) /* the hints have the key, too */
		return shortly ? "playing freely" : "playing freely: Space comes back";
	if (!l->question)
		return "";
	if (!l->revealed)
		return "question";
	if (l->answer < 0 || l->chosen < 0)
		return "answered";
	return l->chosen == l->answer ? "answered: right" : "answered: not quite";
}

/* "--- Lesson, step 2 of 7: Who gets how much ------------ question ---" */
static void draw_edge(struct canvas *c, struct rect r, const struct lesson_strip *l,
	const char *place)
{
	char text[WRAPPED_BYTES], state[64];
	int room = r.w - 6, x = r.x + 3, w;

	for (int i = 0; i < r.w; i++)
		canvas_put(c, r.x + i, r.y, c->unicode ? 0x2500 : '-', INK_AXIS);
	snprintf(text, sizeof text, " Lesson, step %d of %d: %s%s%s ", l->step + 1, l->steps,
		l->title ? l->title : "", place[0] ? "  " : "", place);
	if (text_width(text) > room) /* the title has a screen of its own before long */
		snprintf(text, sizeof text, " Lesson, step %d of %d%s%s ", l->step + 1, l->steps,
			place[0] ? "  " : "", place);
	canvas_text_fit(c, x, r.y, room, INK_HEADING, text);
	for (int shortly = 0; shortly < 2; shortly++) {
		snprintf(state, sizeof state, " %s ", state_of(l, shortly != 0));
		w = text_width(state);
		if (w > 2 && text_width(text) + w + 2 <= room) {
			canvas_text(c, r.x + r.w - 3 - w, r.y, w, INK_HEADING, state);
			return;
		}
	}
}

void panel_lesson(struct canvas *c, struct rect r, const struct lesson_strip *l, int *first,
	int *lines)
{
	struct flow f = { .c = NULL, .r = { r.x + 1, r.y + 1, flow_width(r.w), r.h - 1 } };
	char place[48] = "";
	int at = l->first;

	flow_all(&f, l);
	if (at > f.line - f.r.h)
		at = f.line - f.r.h;
	at = at < 0 ? 0 : at;
	if (first)
		*first = at;
	if (lines)
		*lines = f.line;
	if (r.h < 1)
		return;
	if (f.line > f.r.h && f.r.h > 0)
		snprintf(place, sizeof place, "(%d-%d of %d)", at + 1, at + f.r.h, f.line);
	draw_edge(c, r, l, place);
	if (l->away)
		return;
	f.c = c;
	f.first = at;
	f.line = 0;
	flow_all(&f, l);
}
