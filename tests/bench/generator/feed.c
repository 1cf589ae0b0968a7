/* Inflates and parses each distinct frame once and recognises its copies. */
#include "feed.h"
#include <stdlib.h>
#include <string.h>

/* Every viewer gets the same bytes. Comparing them with a frame already parsed runs at memory
   speed; parsing 1,000 copies would make the generator the bottleneck. */
#define KEPT 32

static struct feed kept[KEPT];
static int newest;

static int marked_post(struct text change) {
    const char *mark = memmem(change.at, (size_t)(change.end - change.at), "~S", 2);
    if (!mark || change.end - mark < MARKER_LENGTH) return -1;
    int post = 0;
    for (int i = 2; i < 10; i++) {
        if (mark[i] < '0' || mark[i] > '9') return -1;
        post = post * 10 + (mark[i] - '0');
    }
    return mark[10] == '~' ? post : -1;
}

static void keep(struct feed *feed, int64_t position, int post) {
    if (feed->count == feed->sight_room) {
        feed->sight_room = feed->sight_room * 2 + 16;
        feed->sights = realloc(feed->sights, sizeof *feed->sights * (size_t)feed->sight_room);
        if (!feed->sights) abort();
    }
    feed->sights[feed->count++] = (struct sight){position, post};
}

static bool read_change(struct feed *feed, struct text change) {
    struct text position, kind;
    if (!json_member(change, "position", &position)) return false;
    if (!json_member(change, "kind", &kind)) return false;
    bool published = text_is(kind, "\"post.published\"");
    keep(feed, strtoll(position.at, NULL, 10), published ? marked_post(change) : -1);
    return true;
}

static bool read_changes(struct feed *feed, struct text message) {
    struct text frame = {message.at + 2, message.end};
    struct text name, event, body, changes, change;
    if (!json_take(&frame, '[') || !json_next(&frame, &name, &event)) return false;
    if (!json_next(&frame, &name, &body) || !json_take(&frame, ']')) return false;
    if (!json_member(body, "changes", &changes) || !json_take(&changes, '[')) return false;
    while (json_next(&changes, &name, &change))
        if (!read_change(feed, change)) return false;
    return json_take(&changes, ']');
}

static bool same(const struct payload *one, const struct payload *other) {
    return one->length == other->length && one->deflated == other->deflated
        && !memcmp(one->bytes, other->bytes, one->length);
}

const struct feed *feed_known(const struct payload *came) {
    for (int i = 0; i < KEPT; i++) {
        struct feed *feed = &kept[(newest + KEPT - i) % KEPT];
        if (feed->came.bytes && same(&feed->came, came)) return feed;
    }
    return NULL;
}

bool feed_is(struct text message) {
    return message.end - message.at > 9 && !memcmp(message.at, "42[\"feed\"", 9);
}

static void remember(struct feed *feed, const struct payload *came) {
    char *room = (char *)feed->came.bytes;
    if (feed->room < came->length + 1) {
        feed->room = came->length + 1;
        room = realloc(room, feed->room);
        if (!room) abort();
    }
    memcpy(room, came->bytes, came->length);
    feed->came = (struct payload){room, came->length, came->deflated};
}

const struct feed *feed_read(const struct payload *came, struct text message) {
    newest = (newest + 1) % KEPT;
    struct feed *feed = &kept[newest];
    remember(feed, came);
    feed->text_length = (size_t)(message.end - message.at);
    feed->count = 0;
    feed->readable = feed_is(message) && read_changes(feed, message);
    return feed;
}
