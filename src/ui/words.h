/* Every word and mark of the screen, with what it means: help's third page. */
#ifndef HAGGLE_UI_WORDS_H
#define HAGGLE_UI_WORDS_H

struct word {
	const char *word;    /* as the screen has it; NULL: text is a heading */
	const char *text;
	const char *also;    /* what else people look for, or NULL */
};

/* Row i; NULL: no more. */
const struct word *word_row(int i);

#endif
