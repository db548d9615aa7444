/* The clocks that measure how long something takes. */
#ifndef HAGGLE_BASE_CLOCK_H
#define HAGGLE_BASE_CLOCK_H

/* Seconds since some moment, the same for the whole process; it is never set back. */
double clock_now(void);
/* Seconds that the process has been at work: not what others kept it from. */
double clock_worked(void);

#endif
