/* What the terminal's own ground is. */
#include "ui/ground.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX 4
/* The luminance from which on black stands out more than white (WCAG 2). */
#define MIDDLE 0.179

/* One part of a colour, of n digits, as a byte. */
static long part(const char *text, size_t n)
{
	long most = (1L << 4 * n) - 1;
	char copy[DIGITS_MAX + 1];

	snprintf(copy, sizeof copy, "%.*s", (int)n, text);
	return (strtol(copy, NULL, 16) * 255 + most / 2) / most;
}

static size_t digits(const char *text)
{
	return strspn(text, "0123456789abcdefABCDEF");
}

static long parse_hash(const char *text)
{
	size_t n = digits(text), each = n / 3;

	if (text[n] || n % 3 || each < 1 || each > DIGITS_MAX)
		return -1;
	return part(text, each) << 16 | part(text + each, each) << 8 | part(text + 2 * each, each);
}

long ground_parse(const char *text)
{
	bool alpha = !strncmp(text, "rgba:", 5);
	long rgb = 0;

	if (*text == '#')
		return parse_hash(text + 1);
	if (!alpha && strncmp(text, "rgb:", 4))
		return -1;
	text += alpha ? 5 : 4;
	for (int i = 0; i < 3 + alpha; i++) {
		size_t n = digits(text);
		bool last = i == 2 + alpha;

		if (n < 1 || n > DIGITS_MAX || text[n] != (last ? '\0' : '/'))
			return -1;
		rgb = i < 3 ? rgb << 8 | part(text, n) : rgb;
		text += n + !last;
	}
	return rgb;
}

static double linear(unsigned byte)
{
	double c = byte / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

enum ground ground_of_color(unsigned rgb)
{
	double luminance = 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255)
		+ 0.0722 * linear(rgb & 255);

	return luminance > MIDDLE ? GROUND_LIGHT : GROUND_DARK;
}

enum ground ground_usual(const char *colorfgbg, const char *term)
{
	const char *last = colorfgbg ? strrchr(colorfgbg, ';') : NULL;
	size_t n = last ? strspn(last + 1, "0123456789") : 0;

	/* A place among the sixteen: 7 and the bright ones but grey are light. */
	if (n > 0 && n <= 2 && !last[1 + n]) {
		int color = n == 2 ? 10 * (last[1] - '0') + last[2] - '0' : last[1] - '0';

		if (color < 16)
			return color == 7 || color > 8 ? GROUND_LIGHT : GROUND_DARK;
	}
	return term && (!strcmp(term, "linux") || !strncmp(term, "linux-", 6)) ? GROUND_DARK
		: GROUND_UNKNOWN;
}

void ground_ask(struct ground_query *q, double now)
{
	*q = (struct ground_query){.asked = true, .since = now, .rgb = -1};
}

void ground_told(struct ground_query *q, long rgb)
{
	if (q->asked)
		q->rgb = rgb;
}

void ground_over(struct ground_query *q)
{
	q->asked = false;
}

double ground_left(const struct ground_query *q, double now)
{
	return q->asked ? fmax(0, q->since + GROUND_PATIENCE - now) : 0;
}
