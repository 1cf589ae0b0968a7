/* Time in microseconds, from a clock that never jumps. */
#ifndef CLOCK_H
#define CLOCK_H
#include <stdint.h>
#include <sys/resource.h>
#include <time.h>

static inline int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static inline int64_t own_cpu(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * INT64_C(1000000)
         + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}
#endif
