/* A post as people write them, with the marker by which it is counted. */
#include "body.h"
#include "feed.h"
#include "run.h"
#include <stdio.h>
#include <stdlib.h>

int body_write(char *room, size_t size, int post) {
    const struct options *o = &run.options;
    int length = snprintf(
        room, size,
        "{\"client_id\":\"%s-%d\",\"status\":\"" MARKER " Rampe posée, je finis le couloir "
        "puis je suis libre, appelez avant de passer\"%s%s}",
        o->run, post, post, *o->fields ? "," : "", o->fields);
    if (length < 0 || (size_t)length >= size) abort();
    return length;
}
