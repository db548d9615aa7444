/* Columns are utf8proc's: wcwidth() answers after the locale. */
#include "base/utf8.h"

#include <utf8proc.h>

size_t utf8_decode(const char *text, size_t n, unsigned *cp)
{
	utf8proc_int32_t value;
	utf8proc_ssize_t length;

	*cp = (unsigned char)*text;
	if (*cp < 0x80) /* the common case */
		return 1;
	length = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, &value);
	*cp = length > 0 ? (unsigned)value : 0xfffd;
	return length > 0 ? (size_t)length : 1;
}

size_t utf8_encode(unsigned cp, char *out)
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
}

bool utf8_is_valid(const char *text, size_t n)
{
	unsigned cp;
	for (size_t i = 0; i < n;) {
		if (text[i] == '\0')
			return false;
		size_t step = utf8_decode(text + i, n - i, &cp);
		if (cp == 0xfffd && step == 1)
			return false;
		i += step;
	}
	return true;
}

int utf8_width(unsigned cp)
{
	const utf8proc_property_t *p;

	if (cp < UTF8_MARKS_BEGIN) /* Latin: the common case; a soft hyphen shows */
		return 1;
	/* Three kinds that terminals draw otherwise than utf8proc says: vowels and
	 * finals of Hangul go into the syllable's block; signs before numbers and
	 * spacing marks take a column. */
	p = utf8proc_get_property((utf8proc_int32_t)cp);
	if (p->boundclass == UTF8PROC_BOUNDCLASS_V || p->boundclass == UTF8PROC_BOUNDCLASS_T)
		return 0;
	if (p->boundclass == UTF8PROC_BOUNDCLASS_PREPEND || p->category == UTF8PROC_CATEGORY_MC)
		return 1;
	return utf8proc_charwidth((utf8proc_int32_t)cp);
}

bool utf8_unsafe(unsigned cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x61c ||
	       (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff || (cp >= 0xfff9 && cp <= 0xfffb) ||
	       (cp & 0xfffe) == 0xfffe || (cp >= 0xe0000 && cp <= 0xe0fff);
}
