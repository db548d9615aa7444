/* Golden screens of the explorer's views and dialogs, for the suite screen. */
#ifndef HAGGLE_TESTS_DIALOGS_H
#define HAGGLE_TESTS_DIALOGS_H

void test_explorer_views(void);
void test_explorer_law(void);
void test_explorer_dialogs(void);
void test_explorer_changes(void);
void test_explorer_lesson(void);

#endif
