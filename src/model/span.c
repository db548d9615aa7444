#include "model/span.h"

#include "base/num.h"
#include "param_private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define AROUND 4.0        /* a default span goes from value / AROUND to value * AROUND */
#define FACTOR 2.0        /* that an end moves by in one step */
#define NARROWEST .02     /* a span's width, as a part of its size, or its logarithm */
#define WIDEST 1e12       /* ratio of the ends of a logarithmic one */
#define DIGITS_OF_ENDS 3  /* where an end is moved by something odd */

bool span_given(const struct span *span)
{
	return span->low < span->high;
}

static bool allowed(const struct param_info *info, double value)
{
	return value <= info->max && (info->above_min ? value > info->min : value >= info->min);
}

struct span span_default(const struct scenario *s, const struct param_ref *ref)
{
	const struct slider_override *own = param_slider_own(s, ref);
	const struct param_info *info = ref->info;
	double value = param_get(s, ref);
	struct slider slider;

	if (own && own->has_range)
		return (struct span){ own->low, own->high, own->log && own->low > 0 };
	if (value > 0 && allowed(info, value / AROUND) && allowed(info, value * AROUND)
		&& value / AROUND > 0)
		return (struct span){ value / AROUND, value * AROUND, true };
	param_slider(s, ref, &slider);
	return (struct span){ fmin(slider.low, value), fmax(slider.high, value), false };
}

static enum status refuse(const struct scenario *s, const struct param_ref *ref, const char *text,
	const char *why, struct error *err)
{
	char name[160];

	return error_set(err, STATUS_INPUT, "%s: a range is FROM:TO or FROM:TO:log, not '%.60s'%s",
		param_name(s, ref, name, sizeof name), text, why);
}

enum status span_read(const struct scenario *s, const struct param_ref *ref, const char *text,
	struct span *out, struct error *err)
{
	const char *colon = strchr(text, ':'), *second = colon ? strchr(colon + 1, ':') : NULL;
	const char *end = second ? second : text + strlen(text);
	struct span span = { 0 };
	char min[NUM_TEXT_MAX], max[NUM_TEXT_MAX];

	if (!colon || !num_read(text, colon, &span.low) || !num_read(colon + 1, end, &span.high))
		return refuse(s, ref, text, "", err);
	if (second && strcmp(second, ":log") != 0)
		return refuse(s, ref, text, ": only 'log' may follow", err);
	span.log = second != NULL;
	if (!span_given(&span))
		return refuse(s, ref, text, ": FROM is to be below TO", err);
	if (span.log && !(span.low > 0))
		return refuse(s, ref, text, ": a logarithmic axis needs both ends above 0", err);
	if (span.low < ref->info->min || span.high > ref->info->max)
		return error_set(err, STATUS_INPUT, "%s goes from %s to %s",
			param_label(s, ref), num_format(ref->info->min, min, sizeof min),
			num_format(ref->info->max, max, sizeof max));
	*out = span;
	return STATUS_OK;
}

char *span_text(const struct span *span, char out[SPAN_TEXT_MAX])
{
	char low[NUM_TEXT_MAX], high[NUM_TEXT_MAX];

	snprintf(out, SPAN_TEXT_MAX, "%s:%s%s", num_format(span->low, low, sizeof low),
		num_format(span->high, high, sizeof high), span->log ? ":log" : "");
	return out;
}

double span_value(const struct span *span, double part)
{
	if (part <= 0)
		return span->low;
	if (part >= 1)
		return span->high;
	if (span->log)
		return num_tidy(span->low * pow(span->high / span->low, part));
	return span->low + (span->high - span->low) * part;
}

double span_part(const struct span *span, double value)
{
	if (span->log)
		return log(value / span->low) / log(span->high / span->low);
	return (value - span->low) / (span->high - span->low);
}

bool span_has(const struct span *span, double value)
{
	return value >= span->low && value <= span->high;
}

/* ---- widening ------------------------------------------------------------------ */

/* An end at `by` times the middle, further out or in: a factor at a time, as long as that
 * leaves one between them. */
static double move_factor(double middle, double end, bool wider)
{
	double ratio = end > middle ? end / middle : middle / end;
	double step = wider ? FACTOR : 1 / FACTOR;

	if (end == middle)
		return end;
	if (ratio > FACTOR * FACTOR * (1 - 1e-6) || (wider && ratio > FACTOR * (1 - 1e-6)))
		return end > middle ? end * step : end / step;
	ratio = wider ? ratio * ratio : sqrt(ratio);
	return param_round(end > middle ? middle * ratio : middle / ratio, DIGITS_OF_ENDS);
}

static double move_linear(double middle, double end, bool wider)
{
	return num_tidy(middle + (end - middle) * (wider ? FACTOR : 1 / FACTOR));
}

static bool usable(const struct span *span)
{
	if (span->log)
		return span->low > 0 && span->high / span->low <= WIDEST
			&& log(span->high / span->low) > NARROWEST;
	return span->high - span->low > NARROWEST * fmax(fabs(span->low), fabs(span->high));
}

bool span_widen(const struct scenario *s, const struct param_ref *ref, bool wider,
	struct span *span)
{
	double value = param_get(s, ref);
	double middle = span_has(span, value) ? value : span_value(span, .5);
	double (*move)(double, double, bool) = span->log ? move_factor : move_linear;
	struct span next = { move(middle, span->low, wider), move(middle, span->high, wider),
		span->log };

	if (next.low < ref->info->min || (next.log && !allowed(ref->info, next.low)))
		next.low = next.log ? span->low : ref->info->min;
	if (next.high > ref->info->max)
		next.high = ref->info->max;
	if (!usable(&next) || (next.low == span->low && next.high == span->high))
		return false;
	*span = next;
	return true;
}

bool span_turn(const struct scenario *s, const struct param_ref *ref, struct span *span)
{
	double value = param_get(s, ref);

	if (span->log) {
		span->log = false;
		return true;
	}
	if (!(span->high > 0))
		return false;
	if (!(span->low > 0))
		span->low = value > 0 && value < span->high ? value / AROUND
			: span->high / (AROUND * AROUND);
	span->log = true;
	return true;
}
