/* Sliders: their ranges, and stepping on a round grid. */
#include "param_private.h"

#include "base/num.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LOG_STEP 0.05 /* of a slider by factors that gives none of its own */

const struct slider_override *param_slider_own(const struct scenario *s,
	const struct param_ref *ref)
{
	char name[160];

	if (!s->sliders)
		return NULL;
	/* All shares have the one that [scenario] gives. */
	if (ref->info->store == STORE_DELTA)
		strcpy(name, "delta");
	else
		param_name(s, ref, name, sizeof(name));
	for (int i = 0; i < s->sliders; i++)
		if (!strcmp(s->slider[i].param, name))
			return &s->slider[i];
	return NULL;
}

bool param_own_slider(const struct scenario *s, const struct param_ref *ref)
{
	return param_slider_own(s, ref) != NULL;
}

void param_slider(const struct scenario *s, const struct param_ref *ref, struct slider *out)
{
	const struct slider_override *own = param_slider_own(s, ref);

	*out = (struct slider){ ref->info->low, ref->info->high, ref->info->step, false };
	if (own && own->has_range)
		*out = (struct slider){ own->low, own->high, own->log ? LOG_STEP : out->step,
			own->log };
	if (own && own->has_step)
		out->step = own->step;
}

double param_round(double value, int digits)
{
	char text[40];

	snprintf(text, sizeof(text), "%.*e", digits - 1, value);
	num_parse(text, &value);
	return value + 0.0;
}

/* The grid point m points from value. `slack` of a grid step counts as being
 * on a point already. */
static double grid_move(double value, double m, double slack)
{
	return m > 0 ? floor(value + slack) + m : ceil(value - slack) + m;
}

static double step_linear(const struct slider *slider, double value, double steps)
{
	double grid = slider->step * fmin(1, fabs(steps));
	double m = fabs(steps) >= 1 ? round(steps) : steps > 0 ? 1 : -1;
	double at = grid_move(value / grid, m, 1e-6);

	/* Far out, the grid is finer than the numbers are. */
	if (!(fabs(at) < 1e12))
		return value + steps * slider->step;
	return param_round(at * grid, 12);
}

static double step_log(const struct slider *slider, double value, double steps)
{
	double grid = log1p(slider->step) * fmin(1, fabs(steps));
	double m = fabs(steps) >= 1 ? round(steps) : steps > 0 ? 1 : -1;

	if (!(value > 0))
		return steps > 0 ? slider->low : value;
	return param_round(exp(grid_move(log(value) / grid, m, 0.02) * grid), 6);
}

double param_step(const struct scenario *s, const struct param_ref *ref, double value,
	double steps)
{
	const struct param_info *info = ref->info;
	struct slider slider;
	double next;

	if (steps == 0 || !isfinite(steps))
		return value;
	if (info->kind == PARAM_CHOICE) {
		next = value + (steps > 0 ? ceil(steps) : floor(steps));
		return fmin(fmax(next, 0), param_choices(s, ref) - 1);
	}
	if (info->kind != PARAM_NUMBER)
		return value;
	param_slider(s, ref, &slider);
	next = slider.log ? step_log(&slider, value, steps) : step_linear(&slider, value, steps);
	if (next > info->max)
		return info->max;
	if (info->above_min && !(next > info->min)) {
		/* The smallest that a tenth of a step reaches. */
		double least = param_round(info->min + slider.step / 10, 12);

		return least < value ? least : value;
	}
	return next < info->min ? info->min : next;
}
