/* Shortest decimals by one multiplication with a power of ten, after Raffaello
 * Giulietti, "The Schubfach way to render doubles" (2020): of the decimals
 * with the fewest digits that round to the number, the closest. */
#include "view/digits.h"

#include <stdbool.h>
#include <string.h>

/* ---- powers of ten -------------------------------------------------------- */

/* A natural number, least word first. 10^324 takes 1077 bits. */
enum { WORDS = 40 };

struct big {
	uint32_t word[WORDS];
};

static void big_times_ten(struct big *b)
{
	uint64_t carry = 0;
	for (int i = 0; i < WORDS; i++) {
		carry += (uint64_t)b->word[i] * 10;
		b->word[i] = (uint32_t)carry;
		carry >>= 32;
	}
}

static void big_by_ten(struct big *b)
{
	uint64_t rest = 0;
	for (int i = WORDS - 1; i >= 0; i--) {
		rest = rest << 32 | b->word[i];
		b->word[i] = (uint32_t)(rest / 10);
		rest %= 10;
	}
}

static int bit(const struct big *b, int i)
{
	return i < 0 ? 0 : (int)(b->word[i / 32] >> i % 32 & 1);
}

/* The 128 bits from the highest one down; one more unit where `up` or where
 * bits below them are lost. */
static struct digits_power leading(const struct big *b, bool up)
{
	struct digits_power p = {0, 0};
	int top = 32 * WORDS - 1;
	while (!bit(b, top))
		top--;
	for (int i = 0; i < 64; i++) {
		p.high = p.high << 1 | (uint64_t)bit(b, top - i);
		p.low = p.low << 1 | (uint64_t)bit(b, top - 64 - i);
	}
	for (int i = top - 128; i >= 0 && !up; i--)
		up = bit(b, i);
	if (up && ++p.low == 0)
		p.high++;
	return p;
}

void digits_init(struct digits *d)
{
	struct big b = {{1}};
	for (int k = 0; k <= DIGITS_HIGH; k++) {
		d->power[k - DIGITS_LOW] = leading(&b, false);
		big_times_ten(&b);
	}
	/* Negative powers: 2^1279 divided by ten again and again; what is cut
	 * off each time never reaches the leading 128 bits, and is never zero. */
	memset(&b, 0, sizeof b);
	b.word[WORDS - 1] = 0x80000000;
	for (int k = -1; k >= DIGITS_LOW; k--) {
		big_by_ten(&b);
		d->power[k - DIGITS_LOW] = leading(&b, true);
	}
}

/* ---- shortest decimal ----------------------------------------------------- */

static void multiply(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low)
{
#ifdef __SIZEOF_INT128__
	__extension__ unsigned __int128 p = (unsigned __int128)a * b;
	*high = (uint64_t)(p >> 64);
	*low = (uint64_t)p;
#else
	uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
	uint64_t mid = a1 * b0 + (a0 * b0 >> 32), mid2 = a0 * b1 + (uint32_t)mid;
	*high = a1 * b1 + (mid >> 32) + (mid2 >> 32);
	*low = a * b;
#endif
}

/* The upper 64 bits of g * c, the last one set where anything follows. */
static uint64_t scaled(struct digits_power g, uint64_t c)
{
	uint64_t x_high, x_low, y_high, y_low;
	multiply(g.low, c, &x_high, &x_low);
	multiply(g.high, c, &y_high, &y_low);
	y_low += x_high;
	y_high += y_low < x_high;
	return y_high | (y_low > 1);
}

/* floor(e * log2(10)), |e| <= 400. */
static int log2_of_power(int e)
{
	int product = e * 1741647;
	return product >= 0 ? product >> 19 : -((-product + (1 << 19) - 1) >> 19);
}

static int floor_shift_22(int value)
{
	return value >= 0 ? value >> 22 : -((-value + (1 << 22) - 1) >> 22);
}

/* value = digits * 10^*exponent; bits are those of a positive, finite number. */
static uint64_t shortest(const struct digits *d, uint64_t bits, int *exponent)
{
	uint64_t fraction = bits & 0xfffffffffffff;
	int biased = (int)(bits >> 52);
	uint64_t c = biased ? fraction | 1ull << 52 : fraction;
	int q = biased ? biased - 1075 : -1074;

	*exponent = 0;
	if (-52 <= q && q <= 0 && (c & ((1ull << -q) - 1)) == 0)
		return c >> -q; /* a whole number */
	/* All decimals from lower to upper read as this number; both in quarters
	 * of the unit 10^k, the ends counting where c is even. */
	bool even = c % 2 == 0, closer = fraction == 0 && biased > 1;
	int k = floor_shift_22(q * 1262611 - (closer ? 524031 : 0));
	int h = q + log2_of_power(-k) + 1;
	struct digits_power g = d->power[-k - DIGITS_LOW];
	uint64_t lower = scaled(g, (4 * c - 2 + closer) << h) + !even;
	uint64_t middle = scaled(g, 4 * c << h);
	uint64_t upper = scaled(g, (4 * c + 2) << h) - !even;
	uint64_t s = middle / 4;
	if (s >= 10) {
		uint64_t tens = s / 10;
		bool down_in = lower <= 40 * tens, up_in = 40 * tens + 40 <= upper;
		if (down_in != up_in) {
			*exponent = k + 1;
			return tens + up_in;
		}
	}
	*exponent = k;
	bool down_in = lower <= 4 * s, up_in = 4 * s + 4 <= upper;
	if (down_in != up_in)
		return s + up_in;
	uint64_t half = 4 * s + 2;
	return s + (middle > half || (middle == half && s % 2 == 1));
}

/* ---- layout --------------------------------------------------------------- */

static size_t write_exponent(int e, char *out)
{
	char *p = out;
	*p++ = 'e';
	if (e < 0) {
		*p++ = '-';
		e = -e;
	}
	if (e >= 100)
		*p++ = (char)('0' + e / 100);
	if (e >= 10)
		*p++ = (char)('0' + e / 10 % 10);
	*p++ = (char)('0' + e % 10);
	return (size_t)(p - out);
}

/* text has n digits, the first of them worth 10^point. */
static size_t lay_out(const char *text, int n, int point, char *out)
{
	char *p = out;
	if (point < -4 || point >= (n > 15 ? n : 15)) {
		*p++ = text[0];
		if (n > 1) {
			*p++ = '.';
			memcpy(p, text + 1, (size_t)n - 1);
			p += n - 1;
		}
		return (size_t)(p - out) + write_exponent(point, p);
	}
	if (point < 0) {
		memcpy(p, "0.0000", 6);
		p += 1 - point;
		memcpy(p, text, (size_t)n);
		return (size_t)(p - out) + (size_t)n;
	}
	for (int i = 0; i <= point; i++)
		*p++ = i < n ? text[i] : '0';
	if (n > point + 1) {
		*p++ = '.';
		memcpy(p, text + point + 1, (size_t)(n - point - 1));
		p += n - point - 1;
	}
	return (size_t)(p - out);
}

static const char pairs[] =
	"0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546"
	"4748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293"
	"949596979899";

/* Eight digits of value < 10^8, leading zeros included, before `end`. */
static char *write_eight(uint32_t value, char *end)
{
	uint32_t high = value / 10000, low = value % 10000;
	memcpy(end - 2, pairs + 2 * (low % 100), 2);
	memcpy(end - 4, pairs + 2 * (low / 100), 2);
	memcpy(end - 6, pairs + 2 * (high % 100), 2);
	memcpy(end - 8, pairs + 2 * (high / 100), 2);
	return end - 8;
}

/* The digits of a positive number, ending before `end`; returns the first. */
static char *write_whole(uint64_t value, char *end)
{
	uint32_t rest;
	while (value >= 100000000) {
		end = write_eight((uint32_t)(value % 100000000), end);
		value /= 100000000;
	}
	for (rest = (uint32_t)value; rest >= 100; rest /= 100) {
		end -= 2;
		memcpy(end, pairs + 2 * (rest % 100), 2);
	}
	if (rest < 10) {
		*--end = (char)('0' + rest);
		return end;
	}
	end -= 2;
	memcpy(end, pairs + 2 * rest, 2);
	return end;
}

size_t digits_write(const struct digits *d, double value, char *out)
{
	uint64_t bits, decimal;
	char text[24], *end = text + sizeof text, *first;
	int exponent, n;
	size_t sign = 0;

	memcpy(&bits, &value, sizeof bits);
	if (bits << 1 == 0) {
		*out = '0';
		return 1;
	}
	if (bits >> 63) {
		out[sign++] = '-';
		bits &= ~(1ull << 63);
	}
	decimal = shortest(d, bits, &exponent);
	first = write_whole(decimal, end);
	exponent += (int)(end - first) - 1;
	for (n = (int)(end - first); n > 1 && first[n - 1] == '0';)
		n--;
	return sign + lay_out(first, n, exponent, out + sign);
}
