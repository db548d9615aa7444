/* The screen, from the state. */
#include "ui/hint.h"
#include "ui/state.h"

#include "base/text.h"
#include "view/caption.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIST_TITLE_MAX 80
#define ROUNDS 4 /* of drawing, which may show that a view needs other room */
#define DETAIL_MAX (2 * SCENARIO_TEXT_MAX + 16)

void frame_view(const struct explorer *e, struct view_model *v)
{
	v->scenario = &e->scenario;
	v->study = pipeline_shown(e);
	v->rules = pipeline_rules(e);
	if (e->pin.on) {
		v->pinned_scenario = &e->pin.scenario;
		v->pinned = e->pin.study;
		v->pinned_before = e->pin.before;
	}
	v->before = &e->before;
	v->reading = e->mode == MODE_READ ? &e->read.shown : NULL;
	v->played = role_mark(e);
	v->specialist = e->specialist;
	v->frontier_x = e->frontier_x;
	v->frontier_y = e->frontier_y;
	v->hide = lesson_hides(e) || role_hides(e);
	v->zoom = e->zoom;
	v->step = e->response_step;
	v->total = e->total;
	v->lab = pipeline_lab(e);
	if (v->lab && e->pin.lab_ok && e->pin.lab.ops == e->pipeline.lab.ops)
		v->pinned_lab = e->pin.lab.work;
}

/* What is asked for, in the words of the screen: the prompt's own are those of files. */
static const char *prompt_label(const struct explorer *e, char out[PARAM_NAME_MAX])
{
	static const char *const labels[] = {
		[PROMPT_SAVE] = "save to", [PROMPT_EXPORT] = "export to"};
	struct param_ref ref;

	if (!*e->prompt.label)
		return labels[e->prompt.kind];
	if (param_find(&e->scenario, e->prompt.label, &ref, NULL) != STATUS_OK)
		return e->prompt.label;
	return param_caption(&e->scenario, &ref, out, PARAM_NAME_MAX);
}

static void fill_prompt(const struct explorer *e, struct prompt *p, char label[PARAM_NAME_MAX])
{
	p->label = prompt_label(e, label);
	p->text = e->prompt.line.text;
	p->cursor = e->prompt.line.cursor;
	p->marked = e->prompt.marked;
	p->hint = *e->prompt.hint ? e->prompt.hint : NULL;
	p->error = *e->prompt.error ? e->prompt.error : NULL;
	p->bad_column = e->prompt.bad_column;
}

/* Of a list, what is made for the moment. */
struct list_texts {
	char title[LIST_TITLE_MAX], detail[DETAIL_MAX], hint[LIST_TITLE_MAX];
};

/* The keys of what is in front, as its frame has them. */
static const char *frame_hint(const struct explorer *e, char out[LIST_TITLE_MAX])
{
	struct key_entry key[HINTS_MAX];
	char letters[16];
	int count = hint_fill(e, HINT_FRAME, e->canvas.cols < LIST_TITLE_MAX ? e->canvas.cols - 6
		: LIST_TITLE_MAX, key, letters);

	out[0] = '\0';
	for (int i = 0; i < count; i++)
		text_append(out, LIST_TITLE_MAX, "%s%s %s", i > 0 ? "  " : "",
			key[i].key, key[i].text);
	return out;
}

static void fill_list(const struct explorer *e, struct list_box *l, struct list_texts *t)
{
	l->title = e->list.kind == LIST_HELP ? help_title(e, t->title, sizeof t->title)
		: e->list.pins ? "Pin" : list_row(e->list.kind)->title;
	l->hint = e->list.kind == LIST_ROLE ? role_hint(&e->role, t->hint, sizeof t->hint)
		: frame_hint(e, t->hint);
	l->empty = list_row(e->restricted && e->list.kind == LIST_PRESETS ? LIST_HELP
		: e->list.kind)->empty;
	l->filter = list_filters(&e->list) ? e->list.filter.text : NULL;
	l->narrow = e->list.kind == LIST_PRESETS ? "Tab: lessons, games, all" : NULL;
	l->count = e->list.count;
	l->item = e->list.item;
	l->cursor = e->list.cursor;
	l->first = e->list.first;
	l->samples = e->list.kind == LIST_OPTIONS;
	l->detail = l->samples ? options_detail(e, t->detail, sizeof t->detail)
		: browser_detail(e, t->detail, sizeof t->detail);
}

/* Texts of a step with their numbers, as many as there are. */
struct lesson_texts {
	int count;
	char *owned[4 + LESSON_CHOICES_MAX];
	const char *choice[LESSON_CHOICES_MAX];
};

/* The text itself is the word of last resort, without memory. */
static const char *words(const struct explorer *e, struct lesson_texts *t, const char *text,
	enum lesson_moment when)
{
	char *filled = lesson_words(e, text, when);

	t->owned[t->count++] = filled;
	return filled ? filled : text;
}

static void fill_lesson(const struct explorer *e, struct lesson_texts *t, struct lesson_strip *l)
{
	const struct lesson_step *step = &e->base.lesson.step[e->lesson.step];
	int chosen = e->lesson.chosen;

	l->step = e->lesson.step;
	l->steps = e->base.lesson.steps;
	l->title = step->title;
	l->text = words(e, t, step->text, LESSON_ASKED);
	l->lab = step->is_lab ? &step->lab : NULL;
	l->question = words(e, t, step->question, LESSON_ASKED);
	l->choices = step->choices;
	for (int i = 0; i < step->choices; i++)
		t->choice[i] = words(e, t, step->choice[i], LESSON_ASKED);
	l->choice = t->choice;
	l->chosen = e->lesson.chosen;
	l->answer = step->answer;
	l->revealed = e->lesson.revealed;
	l->reveal = words(e, t, step->reveal, LESSON_TOLD);
	l->because = words(e, t, chosen >= 0 ? step->because[chosen] : NULL, LESSON_TOLD);
	lesson_score(e, &l->right, &l->answered);
	l->away = e->lesson.away;
	l->first = e->lesson.first;
}

/* While an export waits, how far it is stands where messages do. */
static void fill_message(const struct explorer *e, struct screen_model *m,
	char text[ERROR_TEXT_MAX])
{
	m->message = *e->message ? e->message : NULL;
	m->message_ink = e->message_ink;
	if (e->mode != MODE_EXPORT)
		return;
	snprintf(text, ERROR_TEXT_MAX, "exporting once it is computed: %.0f%%, Esc cancels%s%.200s",
		floor(100 * pipeline_progress(e)), e->exports_again ? "; next: " : "",
		e->exports_again ? e->export_next.text : "");
	m->message = text;
	m->message_ink = INK_STATUS;
}

void explorer_draw(struct explorer *e)
{
	char message[ERROR_TEXT_MAX];
	char sentence[ERROR_TEXT_MAX] = "";
	struct screen_model m;
	struct scenario to_come;
	struct prompt prompt;
	struct list_box list;
	struct lesson_strip lesson;
	struct lesson_texts texts = {0};
	struct key_entry key[HINT_LINES][HINTS_MAX];
	char label[PARAM_NAME_MAX], letters[16], note[ERROR_TEXT_MAX];
	struct list_texts list_texts;

	if (e->mode == MODE_LIST)
		list_update(e);
	memset(&m, 0, sizeof m);
	memset(&list, 0, sizeof list);
	m.id = e->view;
	read_update(e);
	frame_view(e, &m.view);
	if (m.view.reading && m.view.study) {
		view_info(e->view)->read->tell(&m.view, sentence, sizeof sentence);
		m.reading = sentence;
	}
	m.behind = pipeline_shown(e) != pipeline_known(e);
	m.base = &e->base;
	m.cursor = e->cursor;
	m.folds = &e->folds;
	m.panel_first = e->panel_first;
	m.progress = pipeline_left(e) || studies_wait(e) ? pipeline_progress(e) : 1;
	m.badge = e->restricted ? "restricted" : NULL;
	fill_message(e, &m, message);
	m.note = note_text(e, note, sizeof note);
	for (int i = 0; i < HINT_LINES; i++) {
		m.hint[i].keys = hint_fill(e, i, e->canvas.cols, key[i], letters);
		m.hint[i].key = key[i];
	}
	if (e->mode == MODE_PROMPT) {
		fill_prompt(e, &prompt, label);
		m.prompt = &prompt;
	}
	if (e->mode == MODE_LIST) {
		fill_list(e, &list, &list_texts);
		m.list = &list;
	}
	if (lesson_on(e)) {
		memset(&lesson, 0, sizeof lesson);
		fill_lesson(e, &texts, &lesson);
		m.lesson = &lesson;
	}
	if (lesson_waits(e) && lesson_to_come(e, &to_come, NULL) == STATUS_OK)
		m.to_come = &to_come;
	screen_draw(&m, &e->canvas, &e->shown);
	for (int i = 0; i < texts.count; i++)
		free(texts.owned[i]);
	if (m.to_come)
		scenario_free(&to_come);
	if (!m.view.hide)
		studies_seen(e);
	pipeline_fit(e);
	e->panel_first = e->shown.panel.first;
	if (e->mode == MODE_LIST)
		e->list.first = e->shown.list.first;
	if (lesson_on(e))
		e->lesson.first = e->shown.lesson_first;
}

void explorer_finish(struct explorer *e)
{
	explorer_draw(e);
	for (int i = 0; i < ROUNDS; i++) {
		pipeline_finish(e);
		explorer_draw(e);
		if (!e->due && !pipeline_left(e))
			return;
	}
}
