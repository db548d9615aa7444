/* The program itself. */
#include "ui/state.h"

unsigned act_dismiss(struct explorer *e, int unused)
{
	(void)unused;
	/* A message has gone by the key alone. */
	if (e->zoom)
		return act_zoom(e, 0);
	return lesson_on(e) ? lesson_leave(e) : (unsigned)EFFECT_REDRAW;
}

unsigned act_repaint(struct explorer *e, int unused)
{
	(void)e;
	(void)unused;
	return EFFECT_REPAINT | EFFECT_REDRAW;
}

unsigned act_suspend(struct explorer *e, int unused)
{
	(void)e;
	(void)unused;
	return EFFECT_SUSPEND;
}

unsigned act_quit(struct explorer *e, int unused)
{
	(void)e;
	(void)unused;
	return EFFECT_QUIT;
}
