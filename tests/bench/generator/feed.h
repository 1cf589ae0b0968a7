/* What one `feed` frame carries. */
#ifndef FEED_H
#define FEED_H
#include "json.h"
#include <stdint.h>

#define MARKER "~S%08d~"
#define MARKER_LENGTH 11

struct sight {
    int64_t position;
    int post;           /* number in its marker, or -1 */
};

/* The payload of a message as it came. */
struct payload { const char *bytes; size_t length; bool deflated; };

struct feed {
    struct payload came; /* to recognise it */
    size_t text_length;  /* of its JSON: more than came when it was compressed */
    struct sight *sights;
    int count, sight_room;
    size_t room;
    bool readable;
};

/* The one among the last ones read that came in the same bytes, or NULL. */
const struct feed *feed_known(const struct payload *came);
/* Whether a message is an event `42["feed",{...}]`. */
bool feed_is(struct text message);
/* Reads such a message and remembers how it came. */
const struct feed *feed_read(const struct payload *came, struct text message);
#endif
