/* A character as a reader sees it, taken one code point at a time. text_cluster
 * and text_sanitise stand on it, so that they agree about where one ends. */
#ifndef HAGGLE_BASE_CLUSTER_H
#define HAGGLE_BASE_CLUSTER_H

#include <stdbool.h>
#include <stdint.h>

struct cluster {
	unsigned last;  /* its last code point so far */
	int32_t state;  /* utf8proc's, about what came before that one */
	int columns;    /* 0, 1 or 2 */
	bool picture;   /* it began with a pictograph */
};

void cluster_begin(struct cluster *c, unsigned cp);
/* Takes cp into the cluster; false: a new one begins with it. */
bool cluster_take(struct cluster *c, unsigned cp);
/* What a joiner may join: an Extended_Pictographic of Unicode's. */
bool cluster_is_pictograph(unsigned cp);

#endif
