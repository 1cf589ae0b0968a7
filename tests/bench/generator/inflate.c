/* Each message stands alone: one zlib stream, reset before each, reads them all. */
#include "inflate.h"
#include <stdlib.h>
#include <zlib.h>

#define LONGEST (64u << 20)

static const unsigned char tail[] = {0, 0, 0xff, 0xff}; /* left out on the wire */
static unsigned char *room;
static uInt size, used;

static bool more_room(void) {
    if (size >= LONGEST) return false;
    size = size ? size * 2 : 1u << 16;
    room = realloc(room, (size_t)size + 1);
    if (!room) abort();
    return true;
}

static bool feed_stream(z_stream *stream, const unsigned char *bytes, size_t length) {
    stream->next_in = (unsigned char *)bytes;
    stream->avail_in = (uInt)length;
    do {
        if (used == size && !more_room()) return false;
        stream->next_out = room + used;
        stream->avail_out = size - used;
        int said = inflate(stream, Z_SYNC_FLUSH);
        used = size - stream->avail_out;
        if (said != Z_OK && said != Z_BUF_ERROR) return false;
    } while (stream->avail_in || !stream->avail_out);
    return true;
}

bool inflate_message(const char *bytes, size_t length, struct text *message) {
    static z_stream stream;
    if (!stream.state && inflateInit2(&stream, -MAX_WBITS) != Z_OK) abort();
    inflateReset(&stream);
    used = 0;
    bool good = feed_stream(&stream, (const unsigned char *)bytes, length)
             && feed_stream(&stream, tail, sizeof tail);
    if (good) room[used] = 0; /* for the readers of numbers */
    *message = (struct text){(char *)room, (char *)room + used};
    return good;
}
