/* Round numbers for axes. */
#include "view/plot.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Steps of an axis, in tenths of a power of ten so that 2.5 stays exact. */
static const double step_tenths[] = { 10, 20, 25, 50 };
#define STEPS ((int)(sizeof step_tenths / sizeof *step_tenths))

/* Multiples of step within [low, high] are counted with this much slack, in
 * steps, so that an end that is itself round is not lost to rounding. */
#define SLACK 1e-6

/* Decimals beyond which labels go scientific. */
#define DIGITS_MAX 6

/* Powers of ten on a logarithmic axis from which on they alone are its ticks. */
#define DECADES_LEAST 3

/* A step as one number, the next larger one the next: its place within a power of ten. */
static int step_place(int step)
{
	return (step % STEPS + STEPS) % STEPS;
}

static int step_power(int step)
{
	return (step - step_place(step)) / STEPS;
}

static double step_value(int step)
{
	return step_tenths[step_place(step)] * pow(10, step_power(step) - 1);
}

/* The decimals that multiples of a step need. */
static int step_digits(int step)
{
	int digits = (step_tenths[step_place(step)] == 25 ? 1 : 0) - step_power(step);

	return digits > 0 ? digits : 0;
}

/* The smallest step not below `wanted`. */
static int round_step(double wanted)
{
	int step = (int)floor(log10(wanted) + 1e-12) * STEPS;

	while (step_value(step) < wanted * (1 - 1e-9))
		step++;
	return step;
}

static int count_multiples(double low, double high, double step, double *first)
{
	double from = ceil(low / step - SLACK), to = floor(high / step + SLACK);

	*first = from;
	return to < from ? 0 : (int)fmin(to - from + 1, 1e6);
}

/* Decimals suit numbers of ordinary size; others are written with a power. */
static int choose_digits(double low, double high, int digits)
{
	double size = fmax(fabs(low), fabs(high));

	if (digits > DIGITS_MAX || (size >= 1e6 && high - low > size * 1e-3))
		return -1;
	return digits;
}

static int linear_ticks(double low, double high, int most, double *tick, int *digits)
{
	int step = round_step((high - low) / most) - 1, count;
	double first;

	while ((count = count_multiples(low, high, step_value(step), &first)) > most)
		step++;
	if (count < 2) /* an awkward place between two steps: take the finer one */
		count = count_multiples(low, high, step_value(--step), &first);
	if (count > PLOT_TICKS_MAX)
		count = PLOT_TICKS_MAX;
	for (int i = 0; i < count; i++) {
		tick[i] = (first + i) * step_value(step);
		if (fabs(tick[i]) < step_value(step) * SLACK)
			tick[i] = 0;
	}
	*digits = choose_digits(low, high, step_digits(step));
	return count;
}

/* Powers of ten, every `stride`th. */
static int decade_ticks(double low, double high, int stride, int most, double *tick)
{
	int from = (int)floor(log10(low) - 1e-9), to = (int)ceil(log10(high) + 1e-9);
	int count = 0;

	for (int e = from; e <= to; e++) {
		double t = pow(10, e);

		if (((e % stride) + stride) % stride != 0 || t < low * (1 - 1e-9)
			|| t > high * (1 + 1e-9))
			continue;
		if (count >= most)
			return most + 1;
		tick[count++] = t;
	}
	return count;
}

/* The number that doublings start from: the middle where it is round, as an axis around a
 * value has it, else a power of ten. */
static double doubling_base(double low, double high)
{
	double middle = sqrt(low) * sqrt(high), power = pow(10, floor(log10(middle) + 1e-9));
	double digit = round(middle / power) * power;

	return fabs(digit - middle) <= 1e-6 * middle ? digit : power;
}

/* A number and its doubles and halves, every `stride`th: evenly spaced on a log axis. */
static int doubled_ticks(double low, double high, int stride, int most, double *tick)
{
	double base = doubling_base(low, high);
	int from = (int)ceil(log2(low / base) / stride - SLACK);
	int to = (int)floor(log2(high / base) / stride + SLACK), count = 0;

	for (int k = from; k <= to; k++) {
		if (count >= most)
			return most + 1;
		tick[count++] = ldexp(base, k * stride);
	}
	return count;
}

/* Powers of ten where three are there, else doublings. */
static int log_ticks(double low, double high, int most, double *tick, int *digits)
{
	bool tens = decade_ticks(low, high, 1, PLOT_TICKS_MAX, tick) >= DECADES_LEAST;
	int count = most + 1;

	for (int stride = 1; count > most; stride++)
		count = tens ? decade_ticks(low, high, stride, most, tick)
			: doubled_ticks(low, high, stride, most, tick);
	*digits = -1;
	return count < 2 ? linear_ticks(low, high, most, tick, digits) : count;
}

int plot_ticks(double low, double high, bool log, int most, double *tick, int *digits)
{
	if (most < 2)
		most = 2;
	if (most > PLOT_TICKS_MAX)
		most = PLOT_TICKS_MAX;
	*digits = 0;
	if (!(high > low) || !isfinite(low) || !isfinite(high)) {
		tick[0] = low;
		return 1;
	}
	if (log && low > 0)
		return log_ticks(low, high, most, tick, digits);
	return linear_ticks(low, high, most, tick, digits);
}

void number_shorten(char *text)
{
	char *e = strchr(text, 'e'), *from;

	if (!e)
		return;
	e++;
	from = e;
	if (*from == '-')
		e++;
	if (*from == '-' || *from == '+')
		from++;
	while (*from == '0' && from[1])
		from++;
	memmove(e, from, strlen(from) + 1);
}

char *plot_tick_label(double tick, int digits, char *out, size_t size)
{
	if (digits < 0)
		snprintf(out, size, "%.4g", tick == 0 ? 0.0 : tick);
	else
		snprintf(out, size, "%.*f", digits, tick == 0 ? 0.0 : tick);
	if (out[0] == '-' && strspn(out + 1, "0.") == strlen(out + 1))
		memmove(out, out + 1, strlen(out));
	number_shorten(out);
	return out;
}

void plot_range(double min, double max, double *low, double *high)
{
	if (!isfinite(min) || !isfinite(max) || min > max) {
		*low = 0;
		*high = 1;
		return;
	}
	if (min > 0 && min < 0.6 * max)
		min = 0; /* amounts read best from zero, where that wastes little */
	if (max < 0 && max > 0.6 * min)
		max = 0;
	if (max - min <= 1e-9 * fmax(fabs(min), fabs(max)) || max - min < DBL_MIN * 1e20) {
		double room = fabs(max) > DBL_MIN * 1e20 ? fabs(max) / 2 : 0.5;

		min -= min == 0 ? 0 : room;
		max += max == 0 ? 2 * room : room;
	}
	*low = min == 0 ? 0 : min; /* no negative zero */
	*high = max == 0 ? 0 : max;
}
