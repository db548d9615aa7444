#include "base/num.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest number worth reading; longer ones are mistakes or attacks. */
enum { NUMBER_MAX = 400 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits(const char *p)
{
	size_t n = 0;
	while (is_digit(p[n]))
		n++;
	return n;
}

/* The length of the number at p by our grammar, or 0. */
static size_t number_length(const char *p)
{
	const char *q = p;
	if (*q == '+' || *q == '-')
		q++;
	size_t whole = digits(q), part = 0;
	q += whole;
	if (*q == '.') {
		q++;
		part = digits(q);
		q += part;
	}
	if (whole + part == 0)
		return 0;
	if (*q == 'e' || *q == 'E') {
		const char *e = q + 1;
		if (*e == '+' || *e == '-')
			e++;
		size_t n = digits(e);
		if (n == 0)
			return 0;
		q = e + n;
	}
	return (size_t)(q - p);
}

/* The trimmed text, or NULL where it is empty or too long. */
static const char *trim(const char *text, size_t *length)
{
	while (is_blank(*text))
		text++;
	size_t n = strlen(text);
	while (n > 0 && is_blank(text[n - 1]))
		n--;
	*length = n;
	return n > 0 && n <= NUMBER_MAX ? text : NULL;
}

bool num_parse(const char *text, double *value)
{
	size_t n;
	char copy[NUMBER_MAX + 1];
	const char *p = trim(text, &n);
	if (!p || number_length(p) != n)
		return false;
	memcpy(copy, p, n);
	copy[n] = '\0';
	double v = strtod(copy, NULL);
	if (!isfinite(v))
		return false;
	*value = v;
	return true;
}

bool num_parse_int(const char *text, long min, long max, long *value)
{
	size_t n;
	const char *p = trim(text, &n);
	if (!p || n > 20)
		return false;
	size_t sign = *p == '+' || *p == '-';
	if (n == sign || digits(p + sign) != n - sign)
		return false;
	errno = 0;
	long v = strtol(p, NULL, 10);
	if (errno || v < min || v > max)
		return false;
	*value = v;
	return true;
}

char *num_format(double value, char *out, size_t size)
{
	if (isnan(value)) {
		snprintf(out, size, "nan");
		return out;
	}
	if (isinf(value)) {
		snprintf(out, size, value > 0 ? "inf" : "-inf");
		return out;
	}
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(out, size, "%.*g", precision, value);
		if (strtod(out, NULL) == value)
			break;
	}
	return out;
}

char *num_format_short(double value, int significant, char *out, size_t size)
{
	snprintf(out, size, "%.*g", significant, value);
	if (strcmp(out, "-0") == 0)
		snprintf(out, size, "0");
	return out;
}
