/* Notes: what the row just chosen means, or what the last key changed. They stand
 * where else the sentence does, for a while. */
#include "ui/state.h"

#include "base/num.h"
#include "base/text.h"
#include "model/rule.h"
#include "view/caption.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DECIMALS 3 /* of what changed */
#define WELCOME " share what they earn. n first lesson, o scenarios, ? help"

static void set(struct explorer *e, enum note_kind kind, const char *text)
{
	e->note.kind = kind;
	e->note.count++;
	text_sanitise(text, e->note.text, sizeof e->note.text);
}

void note_end(struct explorer *e)
{
	e->note.kind = NOTE_NONE;
}

void note_welcome(struct explorer *e)
{
	set(e, NOTE_WELCOME, e->scenario.game.n == 1 ? "Welcome! Two players" WELCOME
		: "Welcome! Players" WELCOME);
}

/* ---- what a row means -------------------------------------------------------- */

/* "0.05 to 10, step 0.05, now 1" */
static void number_row(const struct explorer *e, const struct param_ref *ref, char *out,
	size_t size)
{
	char low[NUM_TEXT_MAX], high[NUM_TEXT_MAX], step[NUM_TEXT_MAX], now[NUMBER_TEXT];
	struct slider sl;

	param_slider(&e->scenario, ref, &sl);
	num_format(sl.low, low, sizeof low);
	num_format(sl.high, high, sizeof high);
	num_format(sl.step, step, sizeof step);
	caption_number(edit_get(e, ref), now, sizeof now);
	snprintf(out, size, "%s to %s, step %s%s, now %s", low, high, step,
		sl.log ? " (a factor)" : "", now);
}

/* The help of a parameter, after its name and with what it can be, as far as one line has room for
 * these; on a narrow screen what it can be alone. */
static void param_row_text(const struct explorer *e, const struct param_ref *ref, char *out,
	size_t size)
{
	char caption[PARAM_NAME_MAX], more[160] = "", help[160], now[150];
	const struct rule_info *rule = rule_info(e->scenario.bargain.rule);
	int room = e->canvas.cols - 2;

	param_caption(&e->scenario, ref, caption, sizeof caption);
	snprintf(help, sizeof help, "%s", ref->info->help);
	help[0] = (char)tolower((unsigned char)help[0]);
	if (ref->info->kind == PARAM_NUMBER)
		number_row(e, ref, more, sizeof more);
	else if (!strcmp(ref->info->key, "bargain"))
		snprintf(more, sizeof more, "%s: %s", rule->label, rule->help);
	else
		snprintf(more, sizeof more, "Now %s.", param_get_text(&e->scenario, ref, now,
			sizeof now));
	snprintf(out, size, "%s: %s %s", caption, help, more);
	if (text_width(out) > room)
		snprintf(out, size, "%s: %s", caption, help);
	if (text_width(out) > room)
		snprintf(out, size, "%s", ref->info->help);
	if (text_width(out) > room)
		snprintf(out, size, "%s: %s", caption, more);
}

void note_row(struct explorer *e)
{
	struct param_ref ref;
	char text[ERROR_TEXT_MAX];

	if (option_row_help(e) == 0)
		return;
	if (edit_ref(e, &ref))
		param_row_text(e, &ref, text, sizeof text);
	else if (e->cursor == ROW_PARETO)
		snprintf(text, sizeof text,
			"Pareto set: the shares from which nobody can gain without somebody losing");
	else if (e->cursor == ROW_SHARING)
		snprintf(text, sizeof text,
			"profit-sharing: yes if a Pareto share between 0 and 1 gives everybody a gain");
	else
		snprintf(text, sizeof text,
			"rows at rest are at a neutral value; Enter shows or hides them");
	set(e, NOTE_ROW, text);
}

/* ---- what a key changed ------------------------------------------------------- */

void before_free(struct outcome_before *b)
{
	free(b->delta);
	free(b->u);
	*b = (struct outcome_before){ 0 };
}

/* Room for n specialists; false without memory. */
static bool before_fit(struct outcome_before *b, int n)
{
	double *delta = realloc(b->delta, (size_t)n * sizeof *delta), *u;

	if (!delta)
		return false;
	b->delta = delta;
	u = realloc(b->u, (size_t)(n + 1) * sizeof *u);
	if (!u)
		return false;
	b->u = u;
	b->n = n;
	return true;
}

/* Keeps the outcome as it is shown now. */
static bool keep_outcome(struct explorer *e)
{
	const struct study *st = pipeline_shown(e);
	struct outcome_before *b = &e->before;

	b->on = false;
	if (!st || !study_has_outcome(st) || st->n < 1 || !before_fit(b, st->n))
		return false;
	for (int i = 0; i < st->n; i++)
		b->delta[i] = st->no_agreement ? NAN : st->delta[i];
	for (int k = 0; k <= st->n; k++)
		b->u[k] = outcome_utility(&st->present, k);
	b->joint = st->present.joint;
	b->efficiency = st->efficiency;
	return true;
}

/* The chosen row's value, for "from .. to ..". */
static void value_text(const struct explorer *e, char *out, size_t size)
{
	struct param_ref ref;

	out[0] = '\0';
	if (!edit_ref(e, &ref))
		return;
	edit_text(e, &ref, out, size);
}

void note_before(struct explorer *e, struct note_mark *mark)
{
	struct param_ref ref;

	mark->outcome = keep_outcome(e);
	mark->cursor = e->cursor;
	mark->step = e->lesson.step;
	mark->revealed = e->lesson.revealed;
	mark->away = e->lesson.away;
	mark->rule = e->scenario.bargain.rule;
	snprintf(mark->opened, sizeof mark->opened, "%s", e->base.name);
	value_text(e, mark->value, sizeof mark->value);
	mark->name[0] = '\0';
	if (edit_ref(e, &ref))
		param_name(&e->scenario, &ref, mark->name, sizeof mark->name);
}

/* What is said of a change of the chosen row; the outcome's follows when it is known. */
static void say_change(struct explorer *e, const struct note_mark *mark)
{
	char now[PARAM_NAME_MAX], caption[PARAM_NAME_MAX], text[ERROR_TEXT_MAX];
	char name[PARAM_NAME_MAX];
	struct param_ref ref;

	value_text(e, now, sizeof now);
	if (e->cursor != mark->cursor || !edit_ref(e, &ref) || !strcmp(now, mark->value))
		return;
	/* Where rows came or went, another stands there now. */
	if (strcmp(param_name(&e->scenario, &ref, name, sizeof name), mark->name) != 0)
		return;
	param_caption(&e->scenario, &ref, caption, sizeof caption);
	snprintf(text, sizeof text, "%s %.40s to %.40s", caption, mark->value, now);
	set(e, NOTE_CHANGE, text);
}

void note_after(struct explorer *e, const struct note_mark *mark, unsigned effects)
{
	bool solves = (effects & EFFECT_SOLVE) != 0;

	e->before.on = solves && mark->outcome && e->before.n == e->scenario.game.n
		&& mark->step == e->lesson.step && mark->revealed == e->lesson.revealed
		&& mark->away == e->lesson.away && !strcmp(mark->opened, e->base.name);
	if (solves && e->scenario.bargain.rule == RULE_FIXED && mark->rule != RULE_FIXED)
		set(e, NOTE_CHANGE, "share fixed by hand (b: a rule again)");
	else if (solves)
		say_change(e, mark);
}

static char *share_text(double v, char *out)
{
	return caption_share(v, DECIMALS, NUMBER_TEXT - 1, out);
}

static char *joint_text(double v, char *out)
{
	return caption_rounded(v, DECIMALS, out, NUMBER_TEXT);
}

static char *percent_text(double part, char *out)
{
	return caption_percent(part, NUMBER_TEXT - 1, out);
}

/* A number of the outcome, before and now. NAN: the share of no deal, which has none. */
struct change {
	char name[8];
	double then, now;
	char *(*text)(double v, char *out);
};
enum { CHANGES = 4 };

/* The share, or, where that is given and so no outcome, what the generalist and the chosen
 * specialist get; the sum. How many. */
static int changes(const struct explorer *e, const struct study *st, struct change c[CHANGES])
{
	const struct outcome_before *b = &e->before;
	int i = e->specialist < st->n ? e->specialist : 0, n = 0;

	if (e->scenario.bargain.rule != RULE_FIXED)
		c[n++] = (struct change){ "share ", b->delta[i],
			st->no_agreement ? NAN : st->delta[i], share_text };
	else
		for (int k = 0; k <= i + 1; k += i + 1)
			c[n++] = (struct change){ { player_mark(&e->scenario, k), ' ' }, b->u[k],
				outcome_utility(&st->present, k), joint_text };
	c[n++] = (struct change){ "joint ", b->joint, st->present.joint, joint_text };
	if (isfinite(b->efficiency) && isfinite(st->efficiency))
		c[n++] = (struct change){ "", b->efficiency, st->efficiency, percent_text };
	return n;
}

/* ": share 0.500 to 0.691, joint 0.375 to 0.259, 75% to 83%", as far as it goes into max. */
static void outcome_change(const struct explorer *e, const struct study *st, char *out,
	size_t size, int max)
{
	struct change change[CHANGES];
	int count = changes(e, st, change);
	size_t used = strlen(out);
	bool first = true;

	for (int k = 0; k < count; k++) {
		const struct change *c = &change[k];
		char then[NUMBER_TEXT], now[NUMBER_TEXT], text[96];
		int n;

		if (!strcmp(c->text(c->then, then), c->text(c->now, now)))
			continue;
		n = isnan(c->now) ? snprintf(text, sizeof text, ": no deal") :
			isnan(c->then) ? snprintf(text, sizeof text, ": %s%s", c->name, now) :
			snprintf(text, sizeof text, "%s%s%s to %s", first ? ": " : ", ", c->name, then, now);
		if (n < 0 || (int)used + n > max || used + (size_t)n >= size)
			break;
		memcpy(out + used, text, (size_t)n + 1);
		used += (size_t)n;
		first = false;
	}
}

const char *note_text(const struct explorer *e, char *out, size_t size)
{
	const struct study *st = pipeline_known(e);

	if (e->note.kind == NOTE_NONE)
		return NULL;
	snprintf(out, size, "%s", e->note.text);
	if (e->note.kind == NOTE_CHANGE && e->before.on && st && study_has_outcome(st)
		&& pipeline_ready(e) && st->n == e->before.n && !lesson_hides(e))
		outcome_change(e, st, out, size, e->canvas.cols - 2);
	return out;
}
