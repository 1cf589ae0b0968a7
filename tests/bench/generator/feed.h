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

struct feed {
    char *bytes;        /* of the whole frame, to recognise it */
    size_t length, room;
    struct sight *sights;
    int count, sight_room;
    bool readable;
};

/* Reads a frame `42["feed",{...}]`, or finds it among the last ones read. */
const struct feed *feed_read(const char *bytes, size_t length);
#endif
