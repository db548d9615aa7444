/* Spans: the stretch of a parameter's values that an axis shows. */
#ifndef HAGGLE_MODEL_SPAN_H
#define HAGGLE_MODEL_SPAN_H

#include "model/param.h"

/* From low to high, evenly or, with log, evenly in the logarithm (then low > 0).
 * low >= high: none. */
struct span {
	double low, high;
	bool log;
};

#define SPAN_TEXT_MAX 80

/* Whether it is one. */
bool span_given(const struct span *span);
/* What an axis shows unless told otherwise: the range that the scenario gives the
 * parameter, if it does; else from a quarter of its value to four times that, on a
 * logarithmic axis, where both are allowed; else the slider's range, widened to the value. */
struct span span_default(const struct scenario *s, const struct param_ref *ref);
/* Reads "FROM:TO" or "FROM:TO:log". STATUS_INPUT with what is allowed, *out unchanged. */
enum status span_read(const struct scenario *s, const struct param_ref *ref, const char *text,
	struct span *out, struct error *err);
/* What span_read reads, into out. Returns out. */
char *span_text(const struct span *span, char out[SPAN_TEXT_MAX]);
/* The value at a part 0..1 of it; along a logarithm to NUM_SHOWN digits, so that what is
 * meant to be 0.01 is. */
double span_value(const struct span *span, double part);
/* The part at which a value lies; below 0 or above 1 outside. */
double span_part(const struct span *span, double value);
bool span_has(const struct span *span, double value);

/* Each end twice as far from the present value, or half as far (from the middle, where
 * the value is outside), within what is allowed. Whether that changed anything. */
bool span_widen(const struct scenario *s, const struct param_ref *ref, bool wider,
	struct span *span);
/* Logarithmic instead of linear, or back; a low end of 0 or less is then a quarter of the
 * value. False where there is nothing above 0. */
bool span_turn(const struct scenario *s, const struct param_ref *ref, struct span *span);

#endif
