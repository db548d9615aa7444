#include "sentences.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { DIGITS = 4 };
/* Of numbers compared, what is a smaller part of the largest is rounding. */
#define NOTHING 1e-12
/* And those are equal that differ by a smaller part: shares, and with them what single players
 * get, are known no better. */
#define SAME 1e-7

static bool is_same(double a, double b)
{
	if (!isfinite(a) || !isfinite(b))
		return a == b;
	return fabs(a - b) <= SAME * fmax(fabs(a), fabs(b));
}

static const char *write_digits(struct numerals *n, double v, int digits)
{
	char *out = n->text[n->next++ % NUMERALS_MAX];
	if (isinf(v))
		return strcpy(out, v > 0 ? "without limit" : "-inf");
	return num_format_short(v, digits, out, NUM_TEXT_MAX);
}

const char *numeral(struct numerals *n, double v)
{
	return write_digits(n, v, DIGITS);
}

const char *numeral_share(struct numerals *n, double v)
{
	return num_format_part(v, DIGITS, n->text[n->next++ % NUMERALS_MAX]);
}

/* Whether two that differ read alike. */
static bool is_ambiguous(const double *v, int count, int digits)
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];
	for (int i = 0; i < count; i++)
		for (int k = 0; k < i; k++) {
			num_format_short(v[i], digits, a, sizeof a);
			num_format_short(v[k], digits, b, sizeof b);
			if (strcmp(a, b) == 0 && !is_same(v[i], v[k]))
				return true;
		}
	return false;
}

void numerals_compare(struct numerals *n, const double *v, int count, const char **text)
{
	double tidy[NUMERALS_MAX], most = 0;
	int digits = DIGITS;
	for (int i = 0; i < count; i++)
		if (isfinite(v[i]))
			most = fmax(most, fabs(v[i]));
	for (int i = 0; i < count; i++) {
		tidy[i] = fabs(v[i]) <= NOTHING * most ? 0 : v[i];
		for (int k = 0; k < i; k++)
			if (is_same(tidy[i], tidy[k]))
				tidy[i] = tidy[k];
	}
	while (digits < NUM_SHOWN && is_ambiguous(tidy, count, digits))
		digits++;
	for (int i = 0; i < count; i++)
		text[i] = write_digits(n, tidy[i], digits);
}
