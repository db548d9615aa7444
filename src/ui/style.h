/* Styles: how each ink of a cell looks in each colour scheme. One table;
 * meaning never rests on colour alone, nor on red against green. */
#ifndef HAGGLE_UI_STYLE_H
#define HAGGLE_UI_STYLE_H

#include "ui/ground.h"
#include "view/canvas.h"

/* What a user chooses. */
enum scheme {
	SCHEME_AUTO,      /* dark or light, as the terminal's ground is; else what holds on both */
	SCHEME_DARK,      /* for the terminal's own dark ground */
	SCHEME_LIGHT,     /* for its own light ground */
	SCHEME_CONTRAST,  /* a ground of its own, black or white, and colours far from it */
	SCHEME_SAFE,      /* hues that every kind of colour vision tells apart */
	SCHEME_PROJECTOR, /* the colours of contrast; what the zoom is shown in */
	SCHEME_MONO,      /* attributes only */
	SCHEMES
};

/* Their names in this order, separated by blanks. */
#define SCHEME_NAME_LIST "auto dark light contrast safe projector mono"

enum style_attr { STYLE_BOLD = 1, STYLE_DIM = 2, STYLE_REVERSE = 4, STYLE_UNDERLINE = 8 };

/* So many colours: a number is red, green and blue, not a place in a palette. */
#define STYLE_DIRECT (1 << 24)

/* -1: the terminal's own colour. */
struct style {
	int fg, bg;
	unsigned attr; /* OR of enum style_attr */
};

/* Its name on the command line, in the configuration file and on screens. */
const char *style_scheme_name(enum scheme scheme);
/* The scheme called name, or -1. */
int style_scheme_find(const char *name);
/* The look of an ink on a terminal with so many colours (0, 8, 16, 256 or
 * STYLE_DIRECT); fewer than 8, or SCHEME_MONO, gives attributes only. Colour numbers
 * are below `colors`; none of STYLE_DIRECT is below 16, which terminals take for the
 * first of their palette. */
struct style style_get(enum scheme scheme, enum ground ground, enum ink ink, int colors);

#endif
