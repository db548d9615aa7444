/* Grapheme clusters, after utf8proc's tables of Unicode. */
#include "base/cluster.h"

#include "base/utf8.h"

#include <utf8proc.h>

enum { COLUMNS_MAX = 2, KEYCAP = 0x20e3 };

bool cluster_is_pictograph(unsigned cp)
{
	return cp >= 0x80 && utf8proc_get_property((utf8proc_int32_t)cp)->boundclass
		== UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

void cluster_begin(struct cluster *c, unsigned cp)
{
	*c = (struct cluster){ .last = cp, .columns = utf8_width(cp),
		.picture = cluster_is_pictograph(cp) };
}

/* Columns of the cluster with cp in it. */
static int columns_with(const struct cluster *c, unsigned cp)
{
	int more = utf8_width(cp);

	/* Joined pictures and tones of skin change the picture that is there. */
	if (c->picture)
		return more == COLUMNS_MAX || cp == UTF8_EMOJI_STYLE ? COLUMNS_MAX : c->columns;
	if (cp == KEYCAP && c->last == UTF8_EMOJI_STYLE)
		return COLUMNS_MAX;
	return c->columns + more;
}

bool cluster_take(struct cluster *c, unsigned cp)
{
	int columns;

	/* Latin letters do not join: the common case. CR LF, which are one to
	 * Unicode, are two here. */
	if (c->last < UTF8_MARKS_BEGIN && cp < UTF8_MARKS_BEGIN)
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
