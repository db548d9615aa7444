/* Games at the edge of what scenarios may hold, written in a test. */
#ifndef HAGGLE_TESTS_EDGE_H
#define HAGGLE_TESTS_EDGE_H

#include "model/scenario.h"
#include "solver/equilibrium.h"

/* A game in the form of a scenario, and its solver; the caller frees both. */
void edge_open(const char *text, struct scenario *s, struct solver **solver);
/* Its equilibrium at one share for all; *out is the caller's to free. */
enum status edge_solve(const char *text, double share, struct outcome *out, struct error *err);
/* Whether it has none, which is said in these words, among others; prints what is said if not. */
bool edge_refuses(const char *text, double share, const char *says);

#endif
