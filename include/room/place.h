/* Where a room is: a socket in a directory that only its owner may write to, and the
 * record in a directory below that nobody else may enter. */
#ifndef HAGGLE_ROOM_PLACE_H
#define HAGGLE_ROOM_PLACE_H

#include "base/status.h"
#include "room/room.h"

#include <stdbool.h>

#define PLACE_SOCKET_MAX 107 /* bytes of a socket's path, as the system has it */
#define PLACE_PATH_MAX 512

struct place {
	char directory[PLACE_PATH_MAX];
	char socket[PLACE_SOCKET_MAX + 1]; /* DIRECTORY/NAME.sock */
	char own[PLACE_PATH_MAX];    /* DIRECTORY/NAME.room */
	char record[PLACE_PATH_MAX]; /* OWN/record */
	char lock[PLACE_PATH_MAX];   /* OWN/lock */
};

/* Where the room `name` is in a directory; NULL: $XDG_RUNTIME_DIR/haggle, or, without that,
 * /tmp/haggle-UID. STATUS_INPUT: no room can be called so, or a path is too long; the
 * directory in /tmp is somebody else's. */
enum status place_find(const char *directory, const char *name, struct place *p,
	struct error *err);
/* The name of the room whose record is there; false: it is no place of a room. */
bool place_name(const char *record, char out[ROOM_LABEL_MAX + 1]);
/* The directory alone. */
enum status place_directory(const char *directory, struct place *p, struct error *err);
/* Makes what is missing and sees to it that nobody else can put anything there. The room
 * is the caller's as long as *lock, a descriptor, is open. STATUS_INPUT where it is served
 * already, STATUS_SYSTEM where the directory will not do. */
enum status place_claim(const struct place *p, int *lock, struct error *err);

/* STATUS_SYSTEM: what errno says of a path. */
enum status place_fails(const char *path, struct error *err);

#endif
