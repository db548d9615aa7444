/* The test suites, in the order they run: SUITE(name) is suite_name() of
 * tests/test_name.c. No include guard: included once per use of SUITE. */
SUITE(pty)
SUITE(cli)
SUITE(base)
SUITE(formula)
SUITE(family)
SUITE(preset)
SUITE(cases)
SUITE(ui_input)
SUITE(ui_undo)
SUITE(sweep)
