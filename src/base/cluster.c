/* Grapheme clusters and columns, after utf8proc's tables of Unicode: wcwidth()
 * answers after the locale, and knows code points alone. */
#include "base/cluster.h"

#include "base/text.h"

#include <utf8proc.h>

enum { COLUMNS_MAX = 2, KEYCAP = 0x20e3 };

#define MARKS_BEGIN 0x300 /* the first combining mark */

int text_cp_width(unsigned cp)
{
	const utf8proc_property_t *p;

	if (cp < MARKS_BEGIN) /* Latin: the common case; a soft hyphen shows */
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

bool cluster_is_pictograph(unsigned cp)
{
	return cp >= 0x80 && utf8proc_get_property((utf8proc_int32_t)cp)->boundclass
		== UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

void cluster_begin(struct cluster *c, unsigned cp)
{
	*c = (struct cluster){ .last = cp, .columns = text_cp_width(cp),
		.picture = cluster_is_pictograph(cp) };
}

/* Columns of the cluster with cp in it. */
static int columns_with(const struct cluster *c, unsigned cp)
{
	int more = text_cp_width(cp);

	/* Joined pictures and tones of skin change the picture that is there. */
	if (c->picture)
		return more == COLUMNS_MAX || cp == TEXT_EMOJI_STYLE ? COLUMNS_MAX : c->columns;
	if (cp == KEYCAP && c->last == TEXT_EMOJI_STYLE)
		return COLUMNS_MAX;
	return c->columns + more;
}

bool cluster_take(struct cluster *c, unsigned cp)
{
	int columns;

	/* Latin letters do not join: the common case. CR LF, which are one to
	 * Unicode, are two here. */
	if (c->last < MARKS_BEGIN && cp < MARKS_BEGIN)
		return false;
	if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)c->last, (utf8proc_int32_t)cp,
			&c->state))
		return false;
	/* What would be wider than any character is on a terminal is several. */
	columns = columns_with(c, cp);
	if (columns > COLUMNS_MAX)
		return false;
	c->columns = columns;
	c->last = cp;
	return true;
}

size_t text_cluster(const char *text, size_t n, int *columns)
{
	struct cluster c;
	unsigned cp;
	size_t used = text_decode(text, n, &cp);

	cluster_begin(&c, cp);
	while (used < n) {
		size_t step = text_decode(text + used, n - used, &cp);

		if (!cluster_take(&c, cp))
			break;
		used += step;
	}
	*columns = c.columns;
	return used;
}
