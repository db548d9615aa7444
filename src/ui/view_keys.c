/* What is looked at: views, their settings, zoom. */
#include "ui/state.h"

#include "view/caption.h"

#include <string.h>

unsigned act_view(struct explorer *e, int view)
{
	/* of views that share a digit the first that applies */
	while (!view_applies((enum view_id)view, &e->scenario) && view + 1 < VIEWS
		&& VIEW_DIGIT(view + 1) == VIEW_DIGIT(view))
		view++;
	if (!view_applies((enum view_id)view, &e->scenario))
		return explorer_say(e, INK_STATUS, "%d, %s, is a view of %s", VIEW_DIGIT(view),
			view_info((enum view_id)view)->label, view_info((enum view_id)view)->only);
	if (e->view != (enum view_id)view)
		e->response_step = 0;
	e->view = (enum view_id)view;
	return EFFECT_EXTRA | EFFECT_REDRAW;
}

unsigned act_view_turn(struct explorer *e, int by)
{
	int view = (int)e->view;

	do
		view = (view + by + VIEWS) % VIEWS;
	while (!view_applies((enum view_id)view, &e->scenario));
	return act_view(e, view);
}

unsigned act_quantity(struct explorer *e, int by)
{
	struct quantity quantity = pipeline_quantity(e);
	char label[PARAM_NAME_MAX];

	if (pipeline_takes(e, VIEW_TAKES_TOTAL)) {
		e->total = !e->total;
		return explorer_say(e, INK_STATUS, "showing %s", e->total
			? "functions in total" : "what a further unit earns and costs");
	}
	if (!pipeline_takes(e, VIEW_TAKES_QUANTITY))
		return explorer_say(e, INK_STATUS,
			"v chooses the outcome of statics (7) and map (8)");
	quantity = quantity_next(&e->scenario, quantity, by,
		pipeline_takes(e, VIEW_TAKES_PLAYERS));
	e->quantity[e->view] = quantity;
	e->quantity_chosen[e->view] = true;
	explorer_say(e, INK_STATUS, "showing %s",
		quantity_label(&e->scenario, quantity, label, sizeof label));
	return EFFECT_EXTRA | EFFECT_REDRAW;
}

unsigned act_axis(struct explorer *e, int axis)
{
	struct param_ref ref;
	char name[PARAM_NAME_MAX], caption[PARAM_NAME_MAX];

	if (!edit_ref(e, &ref) || ref.info->kind != PARAM_NUMBER)
		return explorer_say(e, INK_STATUS, "choose a number: axes have no words on them");
	param_name(&e->scenario, &ref, name, sizeof name);
	if (!strcmp(e->axis[1 - axis], name)) /* one parameter cannot span both */
		memcpy(e->axis[1 - axis], e->axis[axis], sizeof e->axis[0]);
	memcpy(e->axis[axis], name, sizeof name);
	explorer_say(e, INK_STATUS, axis == 0 ?
		"%s along the horizontal axis of statics (7) and map (8)" :
		"%s along the vertical axis of the map (8)",
		param_caption(&e->scenario, &ref, caption, sizeof caption));
	return EFFECT_EXTRA | EFFECT_REDRAW;
}

/* step: -1 or 1 along the horizontal axis, -2 or 2 along the vertical one. */
unsigned act_walk(struct explorer *e, int step)
{
	int axis = step == 2 || step == -2, by = step < 0 ? -1 : 1;
	struct param_ref ref;
	double now, next;

	if (view_info(e->view)->axes == 0)
		return explorer_say(e, INK_STATUS,
			"[ ] { } move along the axes of statics (7) and map (8)");
	if (pipeline_axis(e, axis, &ref, NULL) != STATUS_OK)
		return EFFECT_NONE;
	now = edit_get(e, &ref);
	next = param_step(&e->scenario, &ref, now, by);
	if (next == now)
		return explorer_say(e, INK_STATUS, "no further this way");
	return edit_set(e, &ref, next);
}

unsigned act_frontier(struct explorer *e, int axis)
{
	int *player = axis == 0 ? &e->frontier_x : &e->frontier_y;
	int other = axis == 0 ? e->frontier_y : e->frontier_x;
	int n = e->scenario.game.n;

	if (n < 2)
		return explorer_say(e, INK_STATUS,
			"two players have one frontier; a adds a specialist");
	/* -1 stands for all specialists together. */
	do
		*player = *player == n ? -1 : *player + 1;
	while (*player == other);
	return EFFECT_REDRAW;
}

unsigned act_together(struct explorer *e, UNUSED int unused)
{
	if (game_shares(&e->scenario.game) < 2)
		return explorer_say(e, INK_STATUS, "there is one share only");
	e->together = !e->together;
	explorer_say(e, INK_STATUS, e->together ? "curves vary all shares together"
		: "curves vary the selected specialist's share (s selects)");
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

unsigned act_zoom(struct explorer *e, UNUSED int unused)
{
	e->zoom = !e->zoom;
	/* Two plots are too much at once from the back row. */
	if (e->zoom && e->view == VIEW_OVERVIEW) {
		e->zoomed_overview = true;
		e->view = VIEW_UTILITIES;
	} else if (!e->zoom && e->zoomed_overview && e->view == VIEW_UTILITIES) {
		e->view = VIEW_OVERVIEW;
	}
	if (!e->zoom)
		e->zoomed_overview = false;
	return EFFECT_STYLE | EFFECT_EXTRA | EFFECT_REDRAW;
}
