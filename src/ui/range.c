/* What the axes of statics and maps span: by itself, by keys, typed. */
#include "ui/state.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

const struct span *range_of(struct explorer *e, int axis, const struct param_ref *ref)
{
	struct axis_range *r = &e->range[e->view][axis];
	char name[PARAM_NAME_MAX];

	param_name(&e->scenario, ref, name, sizeof name);
	if (strcmp(r->param, name) != 0 || !span_given(&r->span)
		|| (!r->chosen && !span_has(&r->span, edit_get(e, ref)))) {
		memcpy(r->param, name, sizeof name);
		r->span = span_default(&e->scenario, ref);
		r->chosen = false;
	}
	return &r->span;
}

enum status range_begin(struct explorer *e, const struct explorer_options *o, struct error *err)
{
	enum status status = STATUS_OK;

	for (int axis = 0; axis < 2 && status == STATUS_OK; axis++) {
		struct axis_range *r = &e->range[e->view][axis];
		struct param_ref ref;

		if (!o->axis[axis])
			continue;
		status = lab_axis_read(&e->scenario, o->axis[axis], &ref, &r->span, err);
		if (status != STATUS_OK)
			return status;
		r->chosen = span_given(&r->span);
		param_name(&e->scenario, &ref, r->param, sizeof r->param);
		memcpy(e->axis[axis], r->param, sizeof r->param);
	}
	if (o->show) {
		status = quantity_read(&e->scenario, o->show, &e->quantity[e->view], err);
		e->quantity_chosen[e->view] = status == STATUS_OK;
	}
	return status;
}

/* The range of an axis of the view, to be changed; NULL where it has no such axis. */
static struct axis_range *own(struct explorer *e, int axis, struct param_ref *ref)
{
	if (axis >= view_info(e->view)->axes || pipeline_axis(e, axis, ref, NULL) != STATUS_OK)
		return NULL;
	range_of(e, axis, ref);
	return &e->range[e->view][axis];
}

static unsigned no_axes(struct explorer *e)
{
	return explorer_say(e, INK_STATUS,
		"+ - \\ | = are about the axes of statics (7) and map (8)");
}

static unsigned say_ranges(struct explorer *e)
{
	char text[2][SPAN_TEXT_MAX];
	struct axis_range *r = e->range[e->view];

	if (view_info(e->view)->axes > 1)
		explorer_say(e, INK_STATUS, "across %s, up %s", span_text(&r[0].span, text[0]),
			span_text(&r[1].span, text[1]));
	else
		explorer_say(e, INK_STATUS, "%s from %s", r[0].param,
			span_text(&r[0].span, text[0]));
	return EFFECT_EXTRA | EFFECT_REDRAW;
}

/* All axes of the view together; wider: +1, narrower: -1. */
unsigned act_range(struct explorer *e, int wider)
{
	struct param_ref ref;
	bool any = false;

	if (view_info(e->view)->axes == 0)
		return no_axes(e);
	for (int axis = 0; axis < view_info(e->view)->axes; axis++) {
		struct axis_range *r = own(e, axis, &ref);

		if (r && span_widen(&e->scenario, &ref, wider > 0, &r->span))
			any = r->chosen = true;
	}
	if (!any)
		return explorer_say(e, INK_STATUS, "no %s", wider > 0 ? "wider" : "narrower");
	return say_ranges(e);
}

unsigned act_log(struct explorer *e, int axis)
{
	struct param_ref ref;
	struct axis_range *r = own(e, axis, &ref);

	if (!r)
		return axis > 0 && view_info(e->view)->axes > 0
			? explorer_say(e, INK_STATUS, "| is about the axis up a map (8)")
			: no_axes(e);
	if (!span_turn(&e->scenario, &ref, &r->span))
		return explorer_say(e, INK_STATUS,
			"%s has no values above 0 here, as a logarithmic axis needs", r->param);
	r->chosen = true;
	return say_ranges(e);
}

/* ---- typed ------------------------------------------------------------------- */

unsigned act_range_type(struct explorer *e, UNUSED int unused)
{
	char text[2 * SPAN_TEXT_MAX] = "", one[SPAN_TEXT_MAX];
	struct param_ref ref;

	if (view_info(e->view)->axes == 0)
		return no_axes(e);
	for (int axis = 0; axis < view_info(e->view)->axes; axis++) {
		struct axis_range *r = own(e, axis, &ref);

		if (!r)
			return EFFECT_NONE;
		text_append(text, sizeof text, "%s%s", axis ? " " : "", span_text(&r->span, one));
	}
	prompt_open(e, PROMPT_RANGE, view_info(e->view)->axes > 1 ? "across and up" : "range",
		text);
	return EFFECT_REDRAW;
}

enum status range_take(struct explorer *e, const char *text, struct error *err)
{
	struct axis_range next[2];
	int axes = view_info(e->view)->axes, given = 0;
	struct param_ref ref;

	memcpy(next, e->range[e->view], sizeof next);
	for (int axis = 0; axis < axes; axis++, given++) {
		char one[SPAN_TEXT_MAX];
		size_t n;
		enum status status;

		text += strspn(text, " ");
		n = strcspn(text, " ");
		if (n == 0 || !own(e, axis, &ref))
			break;
		snprintf(one, sizeof one, "%.*s", (int)n, text);
		status = span_read(&e->scenario, &ref, one, &next[axis].span, err);
		if (status != STATUS_OK)
			return status;
		next[axis].chosen = true;
		text += n;
	}
	if (text[strspn(text, " ")])
		return error_set(err, STATUS_INPUT, "'%.40s' is one range too many", text);
	if (given == 0) /* nothing typed: as it is by itself */
		memset(next, 0, sizeof next);
	memcpy(e->range[e->view], next, sizeof next);
	return STATUS_OK;
}
