/* Whether a sanitizer or coverage is compiled in: they take address space without end, and open
 * and write files of their own; and which. */
#ifndef HAGGLE_BASE_INSTRUMENTED_H
#define HAGGLE_BASE_INSTRUMENTED_H

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#ifdef __SANITIZE_THREAD__
#define SANITIZED_THREADS 1
#else
#define SANITIZED_THREADS 0
#endif

/* HAGGLE_COVERAGE: by `make coverage`; compilers do not say so. */
#if SANITIZED || defined(HAGGLE_COVERAGE)
#define INSTRUMENTED 1
#else
#define INSTRUMENTED 0
#endif

#endif
