/* The mouse. */
#include "ui/state.h"

#include <math.h>

static bool inside(const struct rect *r, int x, int y)
{
	return x >= r->x && x < r->x + r->w && y >= r->y && y < r->y + r->h;
}

static unsigned press_list(struct explorer *e, const struct mouse *m)
{
	const struct list_shown *shown = &e->shown.list;
	int item;

	if (!inside(&shown->box, m->x, m->y)) {
		list_close(e);
		return EFFECT_REDRAW;
	}
	if (!inside(&shown->inner, m->x, m->y) || e->list.cursor < 0)
		return EFFECT_NONE;
	item = shown->item[m->y - shown->inner.y];
	if (!list_update(e))
		return EFFECT_REDRAW;
	/* What was drawn may have been another list. */
	if (item < 0 || item >= e->list.count)
		return EFFECT_NONE;
	if (item == e->list.cursor)
		return list_choose(e);
	if (e->list.item[item].ink == INK_HEADING)
		return EFFECT_NONE;
	e->list.cursor = item;
	return EFFECT_REDRAW;
}

static unsigned mouse_list(struct explorer *e, const struct mouse *m)
{
	switch (m->kind) {
	case MOUSE_WHEEL_UP:
		return list_key(e, K_UP);
	case MOUSE_WHEEL_DOWN:
		return list_key(e, K_DOWN);
	case MOUSE_PRESS:
		return press_list(e, m);
	case MOUSE_DRAG:
	case MOUSE_RELEASE:
	default:
		return EFFECT_NONE;
	}
}

/* In the panel: choose the row's parameter; on its slider, set it as well. */
static unsigned press_panel(struct explorer *e, const struct mouse *m)
{
	const struct screen_shown *shown = &e->shown;
	int row = m->y - shown->panel_rect.y, param = -1;
	struct param_ref ref;
	double value;

	if (m->kind == MOUSE_DRAG)
		param = e->cursor; /* a drag stays with the slider that it began on */
	else if (row < shown->panel.count)
		param = shown->panel.param[row];
	if (param == ROW_NONE)
		return EFFECT_NONE;
	e->cursor = param;
	explorer_settle(e);
	note_row(e);
	if (m->kind == MOUSE_PRESS && ROW_IS_REST(param))
		return cursor_unfold(e);
	if (m->kind == MOUSE_PRESS && edit_ref(e, &ref) && ref.info->kind == PARAM_CHOICE
		&& m->x >= shown->panel.slider_x - 8)
		return words_open(e);
	if (!panel_slider_value(&e->scenario, &shown->panel, param, m->x, &value)
		|| !edit_ref(e, &ref))
		return EFFECT_REDRAW;
	return EFFECT_REDRAW | edit_set(e, &ref, value);
}

static double share_at(const struct explorer *e, const struct mouse *m)
{
	const struct view_hit *hit = &e->shown.hit;
	double share = hit->inner.w > 1 ? (double)(m->x - hit->inner.x) / (hit->inner.w - 1) : 0;

	/* Good to a hundredth: a cell is seldom finer. */
	return fmin(1, fmax(0, round(share * 100) / 100));
}

/* A plot is read; pressed a second time at a place, what is read is taken. */
static unsigned press_plot(struct explorer *e, const struct mouse *m)
{
	const struct rect *r = &e->shown.hit.inner;
	double was[2] = { e->read.at[0], e->read.at[1] };
	int rule = e->read.rule;
	bool again = m->kind == MOUSE_PRESS && e->mode == MODE_READ;
	unsigned effects = read_cell(e, m->x - r->x, m->y - r->y);

	if (again && e->read.at[0] == was[0] && e->read.at[1] == was[1] && e->read.rule == rule)
		return read_key(e, K_ENTER);
	return effects;
}

/* The mark of the present share, on its axis, is dragged. */
static unsigned press_share(struct explorer *e, const struct mouse *m)
{
	return edit_share(e, pipeline_curve_axis(e), share_at(e, m));
}

static enum held held_at(const struct explorer *e, const struct mouse *m)
{
	const struct screen_shown *shown = &e->shown;
	const struct rect *r = &shown->hit.inner;
	struct rect axis = { r->x, r->y + r->h, r->w, 1 };

	if (inside(&shown->panel_rect, m->x, m->y))
		return HELD_PANEL;
	if (shown->hit.share_axis && inside(&axis, m->x, m->y))
		return HELD_PRESENT;
	if (!inside(r, m->x, m->y))
		return HELD_NOTHING;
	return shown->hit.reads != READS_NOTHING ? HELD_PLOT : HELD_NOTHING;
}

/* A drag goes on with what was pressed, wherever it leads, and is undone in one
 * step: all but the first of its changes merge with that one. */
static unsigned press(struct explorer *e, const struct mouse *m)
{
	unsigned effects = EFFECT_NONE;

	if (m->kind == MOUSE_PRESS) {
		e->held = held_at(e, m);
		e->held_changed = false;
	}
	e->merge = e->held_changed;
	switch (e->held) {
	case HELD_PANEL:
		effects = press_panel(e, m);
		break;
	case HELD_PRESENT:
		effects = m->kind == MOUSE_DRAG ? press_share(e, m) : (unsigned)EFFECT_NONE;
		break;
	case HELD_PLOT:
		effects = press_plot(e, m);
		break;
	case HELD_NOTHING:
	default:
		break;
	}
	e->merge = false;
	e->held_changed = e->held_changed || (effects & EFFECT_SOLVE);
	return effects;
}

/* The wheel steps the chosen number, where it points at it, and else goes through the
 * panel's rows; over a plot it would change what is being looked at. */
static unsigned wheel(struct explorer *e, const struct mouse *m)
{
	const struct screen_shown *shown = &e->shown;
	bool up = m->kind == MOUSE_WHEEL_UP;
	int row = m->y - shown->panel_rect.y;
	struct param_ref ref;

	if (!inside(&shown->panel_rect, m->x, m->y))
		return explorer_say(e, INK_STATUS, "%s", view_info(e->view)->axes > 0
			? "the wheel changes nothing here: + - range" :
			"the wheel changes nothing here: I reads the plot");
	if (row >= 0 && row < shown->panel.count && shown->panel.param[row] == e->cursor
		&& edit_ref(e, &ref) && ref.info->kind == PARAM_NUMBER)
		return action_run(e, up ? ACTION_STEP_UP : ACTION_STEP_DOWN);
	return action_run(e, up ? ACTION_CURSOR_UP : ACTION_CURSOR_DOWN);
}

static unsigned mouse_play(struct explorer *e, const struct mouse *m)
{
	switch (m->kind) {
	case MOUSE_WHEEL_UP:
	case MOUSE_WHEEL_DOWN:
		return wheel(e, m);
	case MOUSE_PRESS:
	case MOUSE_DRAG:
		return press(e, m);
	case MOUSE_RELEASE:
	default:
		e->held = HELD_NOTHING;
		return EFFECT_NONE;
	}
}

unsigned explorer_mouse(struct explorer *e, const struct mouse *m)
{
	unsigned effects = EFFECT_NONE;

	if (m->kind == MOUSE_PRESS && *e->message) {
		*e->message = '\0';
		effects = EFFECT_REDRAW;
	}
	if (e->mode == MODE_READ && m->kind == MOUSE_PRESS && held_at(e, m) != HELD_PLOT)
		read_end(e);
	if (e->mode == MODE_LIST) {
		effects |= mouse_list(e, m);
	} else if (e->mode == MODE_PLAY || e->mode == MODE_READ) {
		effects |= mouse_play(e, m);
		if (effects & EFFECT_SOLVE)
			lesson_touch(e);
	}
	if (pipeline_curve_axis(e) != e->pipeline.curve_axis)
		effects |= EFFECT_SOLVE;
	e->due |= effects & (EFFECT_SOLVE | EFFECT_EXTRA);
	return effects;
}
