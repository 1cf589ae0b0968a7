/* The HTTP request that becomes a WebSocket, compressed where the server agrees. */
#include "upgrade.h"
#include "json.h"
#include "run.h"
#include <stdio.h>
#include <string.h>

/* Without context takeover, or each viewer would need a window of his own to read with. */
#define OFFER "permessage-deflate; client_no_context_takeover; server_no_context_takeover"

void ask_upgrade(struct peer *viewer) {
    const struct options *o = &run.options;
    char request[4096];
    int length = snprintf(
        request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        "%s%s%s%s%s%s%s\r\n",
        o->socket_path, viewer->port,
        o->deflate ? "Sec-WebSocket-Extensions: " OFFER "\r\n" : "", *o->origin ? "Origin: " : "", o->origin,
        *o->origin ? "\r\n" : "", *o->cookie ? "Cookie: " : "", o->cookie,
        *o->cookie ? "\r\n" : "");
    viewer->stage = UPGRADING;
    peer_send(viewer, request, (size_t)length);
}

static bool says(struct text answer, const char *word) {
    return memmem(answer.at, (size_t)(answer.end - answer.at), word, strlen(word));
}

static void read_extensions(struct peer *viewer, struct text answer) {
    viewer->deflates = says(answer, "permessage-deflate");
    if (viewer->deflates && !run.options.deflate)
        peer_close(viewer, "compression, which was not offered");
    else if (viewer->deflates && !says(answer, "server_no_context_takeover"))
        peer_close(viewer, "compression with a memory, which was not offered");
}

size_t read_upgrade(struct peer *viewer, const struct arrival *arrival) {
    char *end = memmem(arrival->bytes, arrival->length, "\r\n\r\n", 4);
    if (!end) return 0;
    if (arrival->length < 12 || memcmp(arrival->bytes + 9, "101", 3)) {
        peer_close(viewer, arrival->bytes);
        return 0;
    }
    viewer->stage = OPENING;
    read_extensions(viewer, (struct text){arrival->bytes, end});
    return (size_t)(end + 4 - arrival->bytes);
}
