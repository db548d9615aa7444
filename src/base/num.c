#include "base/num.h"

#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a whole: what is nothing but rounding, and what shares are known to. */
#define NOTHING 1e-12
#define PART_KNOWN 1e-7
#define PERCENT_DECIMALS 6   /* with which that can be told */
#define PERCENTS_WRITTEN 1e6 /* of more a power of ten tells how much */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *skip_blanks(const char *p)
{
	while (*p == ' ' || *p == '\t')
		p++;
	return p;
}

static const char *skip_digits(const char *p, int *count)
{
	const char *start = p;
	while (is_digit(*p))
		p++;
	*count += (int)(p - start > INT_MAX / 4 ? INT_MAX / 4 : p - start);
	return p;
}

const char *num_scan(const char *text)
{
	int digits = 0, exponent = 0;
	const char *p = skip_digits(text, &digits);

	if (*p == '.')
		p = skip_digits(p + 1, &digits);
	if (digits == 0)
		return text;
	if (*p == 'e' || *p == 'E') {
		const char *q = p + 1;
		if (*q == '+' || *q == '-')
			q++;
		q = skip_digits(q, &exponent);
		if (exponent > 0)
			p = q;
	}
	return p;
}

/* strtod of [text, end), which is a decimal number, with `point` between its
 * whole and its fraction. */
static bool convert(const char *text, const char *end, const char *point, double *value)
{
	char small[64];
	size_t length = (size_t)(end - text), room = length + strlen(point) + 1;
	char *copy = room <= sizeof small ? small : malloc(room);
	char *out = copy, *stop;

	if (!copy)
		return false;
	for (const char *p = text; p < end; p++) {
		if (*p == '.') {
			memcpy(out, point, strlen(point));
			out += strlen(point);
		} else {
			*out++ = *p;
		}
	}
	*out = '\0';
	*value = strtod(copy, &stop);
	bool whole = stop == out;
	if (copy != small)
		free(copy);
	return whole;
}

/* The decimal point that printf and strtod use at present, which depends on
 * LC_NUMERIC if somebody set it. */
static void present_point(char out[16])
{
	char probe[24];
	size_t n = 0;
	snprintf(probe, sizeof probe, "%.1f", 1.5);
	for (const char *p = probe; *p && n < 15; p++)
		if (!is_digit(*p))
			out[n++] = *p;
	out[n] = '\0';
}

bool num_read(const char *text, const char *end, double *value)
{
	double v;
	bool negative = *text == '-';

	if (*text == '+' || *text == '-')
		text++;
	if (text == end || num_scan(text) != end)
		return false;
	if (!convert(text, end, ".", &v)) {
		char point[16];
		present_point(point);
		if (!convert(text, end, point, &v))
			return false;
	}
	if (!isfinite(v))
		return false;
	/* Adding 0 turns a negative zero, which nobody means, into zero. */
	*value = (negative ? -v : v) + 0.0;
	return true;
}

bool num_parse(const char *text, double *value)
{
	const char *start = skip_blanks(text), *end = start;

	if (*end == '+' || *end == '-')
		end++;
	end = num_scan(end);
	return *skip_blanks(end) == '\0' && num_read(start, end, value);
}

bool num_parse_int(const char *text, long min, long max, long *value)
{
	const char *start = skip_blanks(text), *p = start;
	char *stop;
	int digits = 0;

	if (*p == '+' || *p == '-')
		p++;
	p = skip_digits(p, &digits);
	if (digits == 0 || *skip_blanks(p) != '\0')
		return false;
	errno = 0;
	long v = strtol(start, &stop, 10);
	if (errno != 0 || v < min || v > max)
		return false;
	*value = v;
	return true;
}

/* printf's output with '.' for whatever the locale put in its place. */
static void point_to_dot(char *text)
{
	char *out = text;
	for (const char *p = text; *p; p++) {
		if (is_digit(*p) || *p == '-' || *p == '+' || *p == 'e')
			*out++ = *p;
		else if (out == text || out[-1] != '.')
			*out++ = '.';
	}
	*out = '\0';
}

static bool not_finite(double value, char *out, size_t size)
{
	if (isfinite(value))
		return false;
	snprintf(out, size, "%s", isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
	return true;
}

/* "1e+05" and "1e-05" as "1e5" and "1e-5". */
static void trim_exponent(char *text)
{
	char *e = strchr(text, 'e');
	if (!e)
		return;
	char *to = e + 1, *from = to;
	if (*from == '-')
		*to++ = *from;
	from++;
	while (*from == '0' && from[1])
		from++;
	memmove(to, from, strlen(from) + 1);
}

char *num_format(double value, char *out, size_t size)
{
	char text[NUM_TEXT_MAX];
	double back;

	if (not_finite(value, out, size))
		return out;
	if (value == 0) {
		snprintf(out, size, "0");
		return out;
	}
	/* A decimal of up to 15 digits survives the way to a double and back, so
	 * that the first attempt is the shortest where it succeeds; subnormal
	 * numbers hold fewer. */
	for (int digits = fabs(value) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		point_to_dot(text);
		if (digits == 17 || (num_parse(text, &back) && back == value))
			break;
	}
	trim_exponent(text);
	snprintf(out, size, "%s", text);
	return out;
}

void num_put(FILE *f, double value, const char *nothing)
{
	char text[NUM_TEXT_MAX];

	fputs(isfinite(value) ? num_format(value, text, sizeof text) : nothing, f);
}

double num_tidy(double value)
{
	int down; /* powers of ten to take off, exact where they are whole numbers */
	if (value == 0 || !isfinite(value))
		return value;
	down = (int)floor(log10(fabs(value))) + 1 - NUM_SHOWN;
	double power = pow(10, abs(down)), tidy = down > 0 ? round(value / power) * power :
							     round(value * power) / power;
	return isfinite(tidy) ? tidy : value;
}

char *num_format_short(double value, int digits, char *out, size_t size)
{
	char text[NUM_TEXT_MAX + 16];

	if (not_finite(value, out, size))
		return out;
	if (digits < 1)
		digits = 1;
	if (digits > 17)
		digits = 17;
	if (digits <= NUM_SHOWN)
		value = num_tidy(value);
	/* Whole numbers of up to 6 digits stay whole: "1250", not "1.2e+03". */
	if (fabs(value) < 1e6 && fabs(value) >= pow(10, digits))
		snprintf(text, sizeof text, "%.0f", value);
	else
		snprintf(text, sizeof text, "%.*g", digits, value);
	point_to_dot(text);
	snprintf(out, size, "%s", strcmp(text, "-0") == 0 ? "0" : text);
	return out;
}

double num_part(double part)
{
	return fabs(part) <= NOTHING ? 0 : fabs(part - 1) <= PART_KNOWN ? 1 : part;
}

bool num_misleads(const char *text, double part, double whole)
{
	double shown;

	part = num_part(part);
	return num_parse(text, &shown) && ((shown == 0 && part != 0) || (shown == whole && part != 1));
}

char *num_format_percent(double part, int decimals, char out[NUM_TEXT_MAX])
{
	char *end;

	part = fabs(part) <= PART_KNOWN ? 0 : num_part(part);
	if (!isfinite(part) || fabs(part) > PERCENTS_WRITTEN)
		return num_format_short(100 * part, 4, out, NUM_TEXT_MAX);
	do {
		snprintf(out, NUM_TEXT_MAX, "%.*f", decimals, num_tidy(100 * part));
		point_to_dot(out);
	} while (decimals++ < PERCENT_DECIMALS && num_misleads(out, part, 100));
	for (end = out + strlen(out); strchr(out, '.') && (end[-1] == '0' || end[-1] == '.');)
		*--end = '\0';
	return out;
}

char *num_format_part(double part, int digits, char out[NUM_TEXT_MAX])
{
	do
		num_format_short(num_part(part), digits, out, NUM_TEXT_MAX);
	while (digits++ < NUM_SHOWN && num_misleads(out, part, 1));
	return out;
}

char *num_format_share(double value, char out[NUM_TEXT_MAX])
{
	size_t whole, length;

	num_format_part(value, 4, out);
	length = strlen(out);
	whole = strcspn(out, ".");
	if (strspn(out, "0123456789.") == length && length < whole + 3)
		strcpy(out + length, whole == length ? ".00" : "0");
	return out;
}

int num_rising(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

const char *num_foreign_sign(const char *text, char *meant)
{
	static const struct {
		const char *sign, *name;
		char meant;
	} signs[] = {{"\xE2\x88\x92", "U+2212", '-'}, {"\xE2\x80\x93", "U+2013", '-'},
		{"\xC3\x97", "U+00D7", '*'}, {"\xC2\xB7", "U+00B7", '*'},
		{"\xE2\x8B\x85", "U+22C5", '*'}, {"\xC3\xB7", "U+00F7", '/'}};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (!strncmp(text, signs[i].sign, strlen(signs[i].sign))) {
			*meant = signs[i].meant;
			return signs[i].name;
		}
	return NULL;
}

char *num_slip(const char *text, char *out, size_t size)
{
	const char *comma = strchr(text, ','), *name = NULL;
	char pointed[NUM_TEXT_MAX], meant = '-';
	double value;

	out[0] = '\0';
	for (const char *at = text; *at && !name; at++)
		name = num_foreign_sign(at, &meant);
	if (name) {
		snprintf(out, size, ": that is %s, write %c", name, meant);
		return out;
	}
	snprintf(pointed, sizeof pointed, "%s", text);
	if (comma && comma - text < NUM_TEXT_MAX - 1)
		pointed[comma - text] = '.';
	if (comma && strlen(text) < NUM_TEXT_MAX && num_parse(pointed, &value))
		snprintf(out, size, ": write %s", pointed);
	return out;
}
