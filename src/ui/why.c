/* Why: the equilibrium in sentences. */
#include "ui/state.h"

#include "view/why.h"

void why_fill(struct explorer *e)
{
	struct error err;
	struct why why;

	if (why_explain(e->work.study, &why, &err) != STATUS_OK) {
		list_add(&e->list, "", err.text, ROLE_WARNING, -1);
		return;
	}
	for (int i = 0; i < why.count; i++) {
		if (i > 0)
			list_add(&e->list, "", "", ROLE_TEXT, -1);
		list_add(&e->list, "", why.line[i], ROLE_TEXT, -1);
	}
	why_free(&why);
}

unsigned act_why(struct explorer *e, int unused)
{
	(void)unused;
	work_catch_up(e);
	if (lesson_hides(e))
		return explorer_say(e, ROLE_STATUS, "first predict; Space reveals");
	if (!(e->work.study->have & HAVE_PRESENT) && e->work.study->status == STATUS_OK)
		return explorer_say(e, ROLE_STATUS, "still being solved: a moment more");
	list_open(e, LIST_WHY);
	return EFFECT_REDRAW;
}
