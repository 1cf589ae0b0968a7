/* Counts every post once for each viewer and once for its acknowledgement. */
#include "ledger.h"
#include <stdlib.h>

void ledger_open(struct ledger *ledger, int posts, int viewers) {
    *ledger = (struct ledger){.posts = posts, .viewers = viewers};
    ledger->post = calloc((size_t)posts + 1, sizeof *ledger->post);
    ledger->seen = calloc(((size_t)posts * (size_t)viewers + 7) / 8 + 1, 1);
    if (!ledger->post || !ledger->seen) abort();
}

/* A bit for each pair, not a count for each post: a copy too many for one viewer
   must not hide one too few for another. */
static bool first_sight(struct ledger *ledger, int viewer, int post) {
    size_t pair = (size_t)viewer * (size_t)ledger->posts + (size_t)post;
    uint8_t bit = (uint8_t)(1u << (pair % 8));
    bool first = !(ledger->seen[pair / 8] & bit);
    ledger->seen[pair / 8] |= bit;
    return first;
}

void ledger_seen(struct ledger *ledger, int viewer, int post, int64_t when) {
    if (post >= ledger->posts) { ledger->strangers++; return; }
    if (!first_sight(ledger, viewer, post)) { ledger->duplicates++; return; }
    struct post *p = &ledger->post[post];
    if (!p->due) p->due = when; /* WATCH: the server chose the moment */
    p->last_seen = when;
    p->seen_by++;
    ledger->deliveries++;
}

void ledger_answered(struct ledger *ledger, int post, bool ok, int64_t when) {
    if (post < 0 || post >= ledger->posts) { ledger->strangers++; return; }
    struct post *p = &ledger->post[post];
    if (p->answered) { ledger->doubly_answered++; return; }
    p->answered = when;
    if (ok) ledger->acknowledged++;
    else ledger->refused++;
}

bool ledger_complete(const struct ledger *ledger, bool with_answers) {
    return ledger->deliveries == (int64_t)ledger->posts * ledger->viewers
        && (!with_answers || ledger->acknowledged + ledger->refused == ledger->posts);
}
