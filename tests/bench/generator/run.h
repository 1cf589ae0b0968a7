/* The one measurement this process makes. */
#ifndef RUN_H
#define RUN_H
#include "ledger.h"
#include "options.h"
#include "peer.h"

#define MOST_ANSWERS 4000000

struct window { int64_t from, until, cpu, deliveries, frames, bytes, wire_bytes; };

struct run {
    struct options options;
    struct ledger ledger;
    struct peer *viewers, *lines; /* lines: plain HTTP */
    int line_count, ready;
    int64_t *connect_times, connect_span;
    int64_t *answer_times;        /* GET: one for each answer in the window */
    int answers;
    struct window window;
    int64_t warm_posts;           /* not in the latencies */
    int64_t deadline;             /* what has not come by then is given up */
};

extern struct run run;
#endif
