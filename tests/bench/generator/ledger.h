/* Who has seen which post, and when: the books the verdict is read from. */
#ifndef LEDGER_H
#define LEDGER_H
#include <stdbool.h>
#include <stdint.h>

struct post {
    int64_t due;        /* when it should have been sent: latency counts from here */
    int64_t last_seen;  /* when the last viewer had it */
    int64_t answered;   /* when its acknowledgement came, 0 before */
    int seen_by;        /* distinct viewers */
};

struct ledger {
    int posts, viewers;
    struct post *post;
    uint8_t *seen;      /* one bit for each viewer and post */
    int64_t deliveries; /* first sights, at most posts * viewers */
    int64_t duplicates; /* second sights by the same viewer */
    int64_t strangers;  /* marked posts that nobody here sent */
    int64_t gaps, disorder, malformed; /* feed positions skipped, not rising; unreadable frames */
    int64_t frames, changes;           /* of the feed only, like the bytes: */
    int64_t bytes, wire_bytes;         /* as JSON; as they came, perhaps compressed */
    int acknowledged, refused, doubly_answered;
};

void ledger_open(struct ledger *ledger, int posts, int viewers);
void ledger_seen(struct ledger *ledger, int viewer, int post, int64_t when);
void ledger_answered(struct ledger *ledger, int post, bool ok, int64_t when);
bool ledger_complete(const struct ledger *ledger, bool with_answers);
#endif
