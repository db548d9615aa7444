/* The explorer without a screen: what a handler asks for is done, and what it put in front of a
 * screen is read out. */
#include "ui/plain.h"

#include <string.h>

#define LEAVES 4 /* presses of Esc that leave whatever is in front */

void plain_do(struct plain *p, unsigned effects)
{
	p->e.due |= effects & (EFFECT_SOLVE | EFFECT_EXTRA);
	if (pipeline_curve_axis(&p->e) != p->e.pipeline.curve_axis)
		p->e.due |= EFFECT_SOLVE;
	if (effects & EFFECT_QUIT)
		p->end = true;
	pipeline_finish(&p->e);
}

char *plain_shares_now(const struct plain *p, char out[SAY_MAX])
{
	const struct study *st = pipeline_known(&p->e);

	out[0] = '\0';
	return study_has_outcome(st) && !st->no_agreement ? say_shares(st, st->delta, out, SAY_MAX) : out;
}

bool plain_say_message(struct plain *p)
{
	bool any = *p->e.message != '\0';

	if (any)
		plain_stop(p, p->e.message);
	*p->e.message = '\0';
	return any;
}

bool plain_leave_front(struct plain *p)
{
	struct explorer *e = &p->e;
	bool any = false;

	if (e->mode == MODE_LIST && list_update(e))
		for (int i = 0; i < e->list.count; i++) {
			const struct list_item *item = &e->list.item[i];

			if (!*item->text && !*item->left)
				continue;
			plain_add(p, "%s%s%s", any ? "\n" : "", item->left, *item->left ? ": " : "");
			plain_stop(p, item->text);
			any = true;
		}
	for (int i = 0; i < LEAVES && e->mode != MODE_PLAY; i++)
		explorer_key(e, K_ESC);
	*e->message = any ? '\0' : *e->message;
	return any;
}

const char *plain_skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}
