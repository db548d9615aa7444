/* The handlers of the action table, by the file they are in. Each returns
 * effects (ui/action.h); the argument is the table's. */
#ifndef HAGGLE_UI_HANDLERS_H
#define HAGGLE_UI_HANDLERS_H

#include "ui/action.h"

/* cursor.c */
unsigned act_cursor(struct explorer *e, int by);
unsigned act_player(struct explorer *e, int by);
unsigned act_end(struct explorer *e, int which);
unsigned act_select(struct explorer *e, int by);

/* edit.c */
unsigned act_step(struct explorer *e, int tenths);
unsigned act_type(struct explorer *e, int unused);
unsigned act_undo(struct explorer *e, int direction);

/* bargain.c */
unsigned act_share(struct explorer *e, int by);
unsigned act_rule(struct explorer *e, int by);

/* structure.c */
unsigned act_reset(struct explorer *e, int unused);
unsigned act_reset_all(struct explorer *e, int unused);
unsigned act_family(struct explorer *e, int by);
unsigned act_add(struct explorer *e, int unused);
unsigned act_remove(struct explorer *e, int unused);

/* looking.c */
unsigned act_view(struct explorer *e, int view);
unsigned act_view_turn(struct explorer *e, int by);
unsigned act_quantity(struct explorer *e, int by);
unsigned act_axis(struct explorer *e, int axis);
unsigned act_walk(struct explorer *e, int step);
unsigned act_frontier(struct explorer *e, int axis);
unsigned act_together(struct explorer *e, int unused);
unsigned act_zoom(struct explorer *e, int unused);
unsigned act_glyphs(struct explorer *e, int unused);
unsigned act_colours(struct explorer *e, int unused);

/* pin.c, list.c, why.c, save.c, command.c, lesson.c */
unsigned act_pin(struct explorer *e, int unused);
unsigned act_open(struct explorer *e, int unused);
unsigned act_help(struct explorer *e, int unused);
unsigned act_role(struct explorer *e, int unused);
unsigned act_why(struct explorer *e, int unused);
unsigned act_save(struct explorer *e, int unused);
unsigned act_export(struct explorer *e, int unused);
unsigned act_command(struct explorer *e, int unused);
unsigned act_next(struct explorer *e, int by);
unsigned act_lesson_scroll(struct explorer *e, int by);
unsigned act_reveal(struct explorer *e, int unused);

/* program.c */
unsigned act_mouse(struct explorer *e, int unused);
unsigned act_dismiss(struct explorer *e, int unused);
unsigned act_repaint(struct explorer *e, int unused);
unsigned act_suspend(struct explorer *e, int unused);
unsigned act_quit(struct explorer *e, int unused);

#endif
