/* The clock that measures how long something takes. */
#ifndef HAGGLE_BASE_CLOCK_H
#define HAGGLE_BASE_CLOCK_H

/* Seconds since some moment, the same for the whole process; it is never set back. */
double clock_now(void);

#endif
