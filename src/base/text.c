#include "base/text.h"

#include <string.h>

struct span { unsigned first, last; };

/* Marks that sit on the character before them. The blocks that matter; what is
 * not here counts as one column. */
static const struct span combining[] = {
	{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
	{0x05C4, 0x05C5}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC},
	{0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x0711, 0x0711}, {0x0730, 0x074A},
	{0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0E31, 0x0E31},
	{0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0},
	{0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

static const struct span wide[] = {
	{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0},
	{0x23F3, 0x23F3}, {0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F},
	{0x2693, 0x2693}, {0x26A1, 0x26A1}, {0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5},
	{0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA}, {0x26F2, 0x26F3}, {0x26F5, 0x26F5},
	{0x26FA, 0x26FA}, {0x26FD, 0x26FD}, {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728},
	{0x274C, 0x274C}, {0x274E, 0x274E}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
	{0x27B0, 0x27B0}, {0x27BF, 0x27BF}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55},
	{0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA4CF},
	{0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE10, 0xFE19}, {0xFE30, 0xFE6F},
	{0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x18AFF}, {0x1B000, 0x1B2FF},
	{0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A},
	{0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
	{0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
	{0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
	{0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
	{0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC},
	{0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7}, {0x1F6DD, 0x1F6DF}, {0x1F6EB, 0x1F6EC},
	{0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945},
	{0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

static bool in_spans(unsigned cp, const struct span *span, size_t count)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (cp > span[mid].last)
			low = mid + 1;
		else if (cp < span[mid].first)
			high = mid;
		else
			return true;
	}
	return false;
}

#define IN(cp, table) in_spans(cp, table, sizeof(table) / sizeof(table)[0])

/* Bytes a lead byte announces, 0 where it cannot lead. */
static size_t announced(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

size_t text_decode(const char *text, size_t n, unsigned *cp)
{
	const unsigned char *p = (const unsigned char *)text;
	static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t need = announced(p[0]);
	*cp = 0xFFFD;
	if (need == 0 || need > n)
		return 1;
	if (need == 1) {
		*cp = p[0];
		return 1;
	}
	unsigned value = p[0] & (0x7Fu >> need);
	for (size_t i = 1; i < need; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 1;
		value = value << 6 | (p[i] & 0x3Fu);
	}
	if (value < least[need] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 1;
	*cp = value;
	return need;
}

size_t text_encode(unsigned cp, char *out)
{
	unsigned char *p = (unsigned char *)out;
	if (cp < 0x80) {
		p[0] = (unsigned char)cp;
		return 1;
	}
	if (cp < 0x800) {
		p[0] = (unsigned char)(0xC0 | cp >> 6);
		p[1] = (unsigned char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		p[0] = (unsigned char)(0xE0 | cp >> 12);
		p[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
		p[2] = (unsigned char)(0x80 | (cp & 0x3F));
		return 3;
	}
	p[0] = (unsigned char)(0xF0 | cp >> 18);
	p[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3F));
	p[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
	p[3] = (unsigned char)(0x80 | (cp & 0x3F));
	return 4;
}

bool text_is_utf8(const char *text, size_t n)
{
	for (size_t i = 0; i < n;) {
		unsigned cp;
		size_t used = text_decode(text + i, n - i, &cp);
		if (cp == 0 || (cp == 0xFFFD && used == 1))
			return false;
		i += used;
	}
	return true;
}

int text_cp_width(unsigned cp)
{
	if (cp < 0x300)
		return 1;
	if (IN(cp, combining))
		return 0;
	return IN(cp, wide) ? 2 : 1;
}

int text_width(const char *text)
{
	int width = 0;
	size_t n = strlen(text);
	for (size_t i = 0; i < n;) {
		unsigned cp;
		i += text_decode(text + i, n - i, &cp);
		width += text_cp_width(cp);
	}
	return width;
}

static bool is_hostile(unsigned cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x61C ||
		(cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) ||
		(cp >= 0x2060 && cp <= 0x2069) || cp == 0xFEFF || cp == 0xFFFD ||
		(cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xE0000 && cp <= 0xE007F);
}

char *text_sanitise(const char *text, char *out, size_t size)
{
	size_t n = strlen(text), used = 0;
	int marks = 2; /* none may come first */
	if (size == 0)
		return out;
	for (size_t i = 0; i < n;) {
		unsigned cp;
		char bytes[4];
		i += text_decode(text + i, n - i, &cp);
		if (is_hostile(cp))
			cp = '?';
		if (text_cp_width(cp) == 0) {
			if (++marks > 2)
				continue;
		} else {
			marks = 0;
		}
		size_t length = text_encode(cp, bytes);
		if (used + length >= size)
			break;
		memcpy(out + used, bytes, length);
		used += length;
	}
	out[used] = '\0';
	return out;
}

size_t text_wrap(const char *text, int columns, const char **next)
{
	size_t n = strlen(text), i = 0, blank = 0;
	int width = 0;
	bool have_blank = false;
	while (i < n && text[i] != '\n') {
		unsigned cp;
		size_t used = text_decode(text + i, n - i, &cp);
		int w = text_cp_width(cp);
		if (cp == ' ') {
			blank = i;
			have_blank = true;
		}
		if (width + w > columns && cp != ' ') {
			size_t end = have_blank ? blank : i;
			if (end == 0 && !have_blank)
				end = i > 0 ? i : used; /* at least one character */
			const char *p = text + end;
			while (*p == ' ')
				p++;
			*next = p;
			while (end > 0 && text[end - 1] == ' ')
				end--;
			return end;
		}
		width += w;
		i += used;
	}
	*next = text + i + (text[i] == '\n');
	while (i > 0 && text[i - 1] == ' ')
		i--;
	return i;
}

static int fold(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool text_contains(const char *text, const char *needle)
{
	for (;; text++) {
		size_t i = 0;
		while (needle[i] && fold(text[i]) == fold(needle[i]))
			i++;
		if (!needle[i])
			return true;
		if (!*text)
			return false;
	}
}
