/* The explorer as a whole: its state from beginning to end, keys to modes. */
#include "ui/bookmark.h"
#include "ui/state.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum status copy_scenarios(struct explorer *e, const struct explorer_options *o,
	struct error *err)
{
	enum status status = scenario_copy(&e->scenario, o->scenario, err);

	if (status != STATUS_OK)
		return status;
	status = scenario_copy(&e->base, o->base ? o->base : o->scenario, err);
	if (status != STATUS_OK)
		scenario_free(&e->scenario);
	return status;
}

static void defaults(struct explorer *e, const struct explorer_options *o)
{
	e->restricted = o->restricted;
	e->no_config = o->no_config || o->restricted;
	e->view = o->view;
	e->frontier_x = FRONTIER_X;
	e->frontier_y = FRONTIER_Y;
	e->mouse = true;
	e->colors = 256;
	e->copy_most = SIZE_MAX;
	e->ground_rgb = -1;
	e->message_ink = INK_STATUS;
	e->lesson.chosen = -1;
}

static enum status init_rest(struct explorer *e, const struct explorer_options *o, int cols,
	int rows, struct error *err)
{
	enum status status;

	if (o->presets && !(e->presets = strdup(o->presets)))
		return error_set(err, STATUS_SYSTEM, "out of memory");
	if ((status = canvas_init(&e->canvas, cols, rows, err)) != STATUS_OK)
		return status;
	if ((status = pipeline_init(&e->pipeline, err)) != STATUS_OK)
		canvas_free(&e->canvas);
	return status;
}

/* What to do with it first, else what it is about, where that fits. */
static void say_opened(struct explorer *e)
{
	const char *said[] = { e->base.try, e->base.summary };

	for (int i = 0; i < 2; i++)
		if (*said[i] && text_width(said[i]) <= e->canvas.cols - 2) {
			explorer_say(e, INK_STATUS, "%s", said[i]);
			return;
		}
}

enum status explorer_init(struct explorer *e, const struct explorer_options *o, int cols,
	int rows, struct error *err)
{
	enum status status;

	memset(e, 0, sizeof *e);
	status = copy_scenarios(e, o, err);
	if (status != STATUS_OK)
		return status;
	defaults(e, o);
	status = range_begin(e, o, err);
	if (status == STATUS_OK)
		status = init_rest(e, o, cols, rows, err);
	if (status != STATUS_OK) {
		scenario_free(&e->scenario);
		scenario_free(&e->base);
		free(e->presets);
		return status;
	}
	options_init(e);
	config_read(e);
	if (o->scheme) {
		e->scheme = (enum scheme)(o->scheme - 1);
		e->options_given |= 1u << OPTION_COLORS;
	}
	explorer_settle(e);
	/* With --set, play begins beside the lesson. */
	if (lesson_on(e) && command_changed(e))
		e->lesson.away = true;
	else if (lesson_on(e))
		lesson_begin(e, o->lesson_step > 0 ? o->lesson_step - 1 : 0);
	else if (o->chosen)
		say_opened(e);
	else
		note_welcome(e);
	pipeline_reset(e);
	return STATUS_OK;
}

void explorer_free(struct explorer *e)
{
	pin_clear(e);
	read_end(e);
	pipeline_free(&e->pipeline);
	undo_free(&e->undo);
	list_free(&e->list);
	canvas_free(&e->canvas);
	scenario_free(&e->scenario);
	scenario_free(&e->base);
	before_free(&e->before);
	free(e->presets);
	free(e->copy);
}

enum status explorer_resize(struct explorer *e, int cols, int rows, struct error *err)
{
	struct canvas canvas;
	enum status status = canvas_init(&canvas, cols, rows, err);

	if (status != STATUS_OK)
		return status;
	canvas_free(&e->canvas);
	e->canvas = canvas;
	e->canvas.unicode = e->unicode;
	e->canvas.alternate = e->option[OPTION_CURVES] != 0;
	return STATUS_OK;
}

unsigned explorer_say(struct explorer *e, enum ink ink, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_sentence(e->message, sizeof e->message, format, args);
	va_end(args);
	e->message_ink = ink;
	return EFFECT_REDRAW;
}

unsigned explorer_fail(struct explorer *e, const struct error *err)
{
	char text[ERROR_FILE_MAX + ERROR_TEXT_MAX + 32];

	return explorer_say(e, INK_ERROR, "%s", error_format(err, text, sizeof text));
}

unsigned explorer_adopt(struct explorer *e, struct scenario *s)
{
	struct error err;
	struct bookmark *bookmark = bookmark_open(e, s, &err);

	if (!bookmark || undo_note_bookmark(&e->undo, bookmark, &err) != STATUS_OK) {
		bookmark_free(bookmark);
		scenario_free(s);
		return explorer_fail(e, &err);
	}
	bookmark_swap(bookmark, e);
	pipeline_forget_facts(e);
	explorer_settle(e);
	say_opened(e);
	if (lesson_on(e))
		lesson_begin(e, 0);
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

/* A key that means nothing says so. */
static unsigned unknown_key(struct explorer *e, int key)
{
	char name[KEY_NAME_MAX];

	if (key == K_UNKNOWN)
		return explorer_say(e, INK_STATUS, "that key does nothing; ? lists the keys");
	return explorer_say(e, INK_STATUS, "%s does nothing; ? lists the keys",
		key_label(key, name));
}

unsigned explorer_play(struct explorer *e, int key)
{
	unsigned effects;
	int action;

	if (lesson_answer(e, key, &effects))
		return effects;
	action = action_find(key);
	return action < 0 ? unknown_key(e, key) : action_run(e, (enum action_id)action);
}

/* Selecting another specialist can change what the curves vary. */
static unsigned follow_axis(const struct explorer *e, unsigned effects)
{
	return pipeline_curve_axis(e) == e->pipeline.curve_axis ? effects : effects | EFFECT_SOLVE;
}

unsigned explorer_key(struct explorer *e, int key)
{
	static unsigned (*const take[])(struct explorer *e, int key) = {
		[MODE_PLAY] = explorer_play, [MODE_PROMPT] = prompt_key, [MODE_LIST] = list_key,
		[MODE_FILM] = film_key, [MODE_READ] = read_key, [MODE_EXPORT] = export_key};
	unsigned effects = EFFECT_NONE;
	struct note_mark mark;
	bool plays;

	e->key = key;
	e->held = HELD_NOTHING;
	if (*e->message || e->note.kind != NOTE_NONE || e->before.on) {
		*e->message = '\0';
		note_end(e);
		effects = EFFECT_REDRAW;
	}
	note_before(e, &mark);
	if (e->mode == MODE_LIST && ((key & K_ALT) || key == K_UNKNOWN))
		return effects | unknown_key(e, key);
	plays = e->mode == MODE_PLAY;
	effects |= take[e->mode](e, key);
	/* Another parameter may have been chosen. */
	if (plays && pipeline_takes(e, VIEW_TAKES_CHOSEN) && !*e->axis[0]
		&& (effects & EFFECT_REDRAW))
		effects |= EFFECT_EXTRA;
	effects = follow_axis(e, effects);
	if (effects & EFFECT_SOLVE)
		e->role.marked = false; /* of another game */
	note_after(e, &mark, effects);
	e->due |= effects & (EFFECT_SOLVE | EFFECT_EXTRA);
	return effects;
}

/* Whether what is in front takes such a character as text. */
static bool takes_text(const struct explorer *e, int cp)
{
	if (e->mode == MODE_LIST && e->list.kind == LIST_ROLE)
		return role_takes(&e->role, cp);
	return e->mode == MODE_PROMPT || (e->mode == MODE_LIST && list_filters(&e->list));
}

/* Pasted text is typed into prompts and filters; elsewhere it would run commands, so it
 * is ignored. Line ends do not press Enter: of several lines the first one is taken, for
 * together they would be something that nobody has written. */
unsigned explorer_paste(struct explorer *e, int cp)
{
	if (cp == K_PASTE_BEGIN)
		e->pasted = PASTED_NOTHING;
	if (cp == K_TAB)
		cp = ' ';
	if (cp == K_ENTER && e->pasted == PASTED_LINE)
		e->pasted = PASTED_ENOUGH;
	if (!key_is_text(cp) || !takes_text(e, cp))
		return EFFECT_NONE;
	if (e->pasted == PASTED_ENOUGH)
		return e->mode == MODE_PROMPT
			? prompt_say(e, "several lines were pasted: this is the first")
			: (unsigned)EFFECT_NONE;
	e->pasted = PASTED_LINE;
	return explorer_key(e, cp);
}

/* ---- the actions of the program itself ------------------------------------- */

unsigned act_dismiss(struct explorer *e, UNUSED int unused)
{
	/* A message has gone by the key alone. */
	if (e->zoom)
		return act_zoom(e, 0);
	return lesson_on(e) ? lesson_leave(e) : (unsigned)EFFECT_REDRAW;
}

/* What the loop alone does. */
unsigned act_effects(UNUSED struct explorer *e, int effects)
{
	return (unsigned)effects;
}
