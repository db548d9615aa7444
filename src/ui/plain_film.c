/* The explorer without a screen: a number is played from one value to another, told now and
 * then, and wherever somebody switches. */
#include "ui/plain.h"

#include "view/caption.h"

#define EVERY 4 /* frames from one line to the next */

/* The row that is to be played, and from where to where: "ROW FROM:TO", each can be left out. */
static bool row_of(struct plain *p, const char *text, struct param_ref *ref, const char **range)
{
	*range = text;
	return plain_find_row(p, text, ref, range) || edit_ref(&p->e, ref);
}

/* The prompt of the film with what it offers, or with what was said instead. */
static enum status begin(struct plain *p, const struct param_ref *ref, const char *range,
	struct error *err)
{
	struct explorer *e = &p->e;
	char name[PARAM_NAME_MAX];

	edit_go(e, param_name(&e->scenario, ref, name, sizeof name));
	act_film(e, 0);
	if (e->mode != MODE_PROMPT) {
		error_set(err, STATUS_INPUT, "%s", e->message);
		*e->message = '\0';
		return STATUS_INPUT;
	}
	if (*range)
		line_init(&e->prompt.line, range);
	prompt_key(e, K_ENTER);
	if (e->mode == MODE_FILM)
		return STATUS_OK;
	e->mode = MODE_PLAY;
	return error_set(err, STATUS_INPUT, "%s", e->prompt.error);
}

static void say_frame(struct plain *p, bool first)
{
	struct explorer *e = &p->e;
	const struct study *st = pipeline_known(e);
	char name[PARAM_NAME_MAX], value[64], regimes[SAY_MAX], shares[SAY_MAX];
	struct param_ref ref;

	if (!edit_ref(e, &ref))
		return;
	plain_add(p, "%s%s %s: ", first ? "" : "\n",
		param_caption(&e->scenario, &ref, name, sizeof name),
		caption_number(edit_get(e, &ref), value, sizeof value));
	plain_say_change(p, plain_shares_now(p, shares));
	if (study_has_outcome(st))
		plain_add(p, " %s.", reading_regimes(&e->scenario, &st->present, regimes,
			sizeof regimes));
}

enum status plain_film(struct plain *p, const char *text, struct error *err)
{
	struct explorer *e = &p->e;
	struct param_ref ref;
	const char *range;
	char value[64];
	bool switched, end = false;
	int told = -1; /* the frame */

	if (plain_hidden(p))
		return STATUS_OK;
	if (!row_of(p, text, &ref, &range))
		return error_set(err, STATUS_INPUT, "which number? play ROW FROM:TO");
	if (begin(p, &ref, range, err) != STATUS_OK)
		return err->status;
	while (!end) {
		plain_do(p, film_tick(e));
		end = e->film.paused && e->film.frame >= FILM_FRAMES;
		switched = e->film.paused && !end;
		if ((switched || (e->film.frame % EVERY == 0 && !end)) && e->film.frame != told) {
			say_frame(p, told < 0);
			told = e->film.frame;
		}
		if (switched)
			film_key(e, ' ');
		end = end || e->mode != MODE_FILM;
	}
	film_end(e);
	*e->message = '\0';
	plain_add(p, "\nundo comes back to %s.", caption_number(e->film.start, value, sizeof value));
	return STATUS_OK;
}
