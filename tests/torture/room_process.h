/* haggle room serve as a process, for programs that throw things at it. */
#ifndef HAGGLE_TESTS_ROOM_PROCESS_H
#define HAGGLE_TESTS_ROOM_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* Serves the room "econ" in a directory (--accounts=shared), of a scenario, or, NULL, as it
 * was left; returns when it listens. 0: it would not. */
pid_t room_serve(const char *haggle, const char *directory, const char *scenario);
void room_kill(pid_t pid);
/* A fresh directory below /tmp into out; and it and all in it away. */
bool room_directory(char out[64]);
void room_directory_end(const char *directory);

#endif
