/* Styles: how each ink of a cell looks in each colour scheme. One table;
 * meaning never rests on colour alone, nor on red against green. */
#ifndef HAGGLE_UI_STYLE_H
#define HAGGLE_UI_STYLE_H

#include "view/canvas.h"

enum theme {
	THEME_DEFAULT,      /* the terminal's own ground, dark or light */
	THEME_CONTRAST,     /* black ground, bright colours: projectors */
	THEME_LIGHT,        /* white ground */
	THEME_COLOUR_BLIND, /* hues that every kind of colour vision tells apart */
	THEME_MONO,         /* attributes only */
	THEMES
};

enum style_attr { STYLE_BOLD = 1, STYLE_DIM = 2, STYLE_REVERSE = 4, STYLE_UNDERLINE = 8 };

/* -1: the terminal's own colour. */
struct style {
	int fg, bg;
	unsigned attr; /* OR of enum style_attr */
};

/* Its name in the configuration file and for screens. */
const char *style_theme_name(enum theme theme);
/* The theme called name, or -1. */
int style_theme_find(const char *name);
/* The look of a ink on a terminal with so many colours (0, 8, 16, 256);
 * fewer than 8, or THEME_MONO, gives attributes only. Colour numbers are below
 * `colors`. */
struct style style_get(enum theme theme, enum ink ink, int colors);

#endif
