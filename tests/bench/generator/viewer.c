/* Socket.IO over WebSocket: sign-in, hello, feed, posts and acknowledgements. */
#include "viewer.h"
#include "body.h"
#include "clock.h"
#include "feed.h"
#include "inflate.h"
#include "run.h"
#include "upgrade.h"
#include "wire.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void send_frame(struct peer *viewer, int opcode, const char *payload, size_t length) {
    char frame[8192];
    if (length + WIRE_OVERHEAD > sizeof frame) abort();
    peer_send(viewer, frame, wire_write(frame, opcode, payload, length));
}

static void send_text(struct peer *viewer, const char *text) {
    send_frame(viewer, TEXT, text, strlen(text));
}

static void sign_in(struct peer *viewer) {
    char packet[1024];
    if (viewer->token) snprintf(packet, sizeof packet, "40{\"token\":\"%s\"}", viewer->token);
    else snprintf(packet, sizeof packet, "40");
    viewer->stage = JOINING;
    send_text(viewer, packet);
}

/* The hello may come before the answer to the sign-in: some servers send it while they decide. */
static void greet(struct peer *viewer, int64_t when) {
    if (viewer->stage != GREETING || viewer->position < 0) return;
    viewer->stage = READY;
    run.connect_times[run.ready++] = when - viewer->began;
}

static void read_hello(struct peer *viewer, struct text body, int64_t when) {
    struct text head;
    if (json_member(body, "head", &head)) viewer->position = strtoll(head.at, NULL, 10);
    greet(viewer, when);
}

static void read_welcome(struct peer *viewer, int64_t when) {
    viewer->stage = GREETING;
    greet(viewer, when);
}

/* Positions rise by one, also for a change that this viewer may not see. */
static void check_position(struct peer *viewer, int64_t position) {
    if (viewer->position >= 0 && position <= viewer->position) run.ledger.disorder++;
    else if (viewer->position >= 0 && position > viewer->position + 1) run.ledger.gaps++;
    if (position > viewer->position) viewer->position = position;
}

static void see_feed(struct peer *viewer, const struct feed *feed, int64_t when) {
    run.ledger.frames++;
    run.ledger.bytes += (int64_t)feed->text_length;
    run.ledger.wire_bytes += (int64_t)feed->came.length;
    if (!feed->readable) run.ledger.malformed++;
    for (int i = 0; i < feed->count; i++) {
        run.ledger.changes++;
        check_position(viewer, feed->sights[i].position);
        if (feed->sights[i].post >= 0)
            ledger_seen(&run.ledger, viewer->index, feed->sights[i].post, when);
    }
}

static void read_event(struct peer *viewer, const char *bytes, size_t length, int64_t when) {
    struct text rest = {bytes + 2, bytes + length}, name, body;
    if (length > 10 && !memcmp(bytes, "42[\"hello\"", 10) && json_take(&rest, '[')
             && json_next(&rest, &name, &body) && json_next(&rest, &name, &body))
        read_hello(viewer, body, when);
}

/* `43<id>[{"ok":true,...}]` */
static void read_answer(struct peer *viewer, const char *bytes, size_t length, int64_t when) {
    char *after;
    int post = (int)strtol(bytes + 2, &after, 10);
    struct text rest = {after, bytes + length}, name, answer, ok;
    bool good = json_take(&rest, '[') && json_next(&rest, &name, &answer)
             && json_member(answer, "ok", &ok) && text_is(ok, "true");
    static int complaints;
    if (!good && complaints++ < 3)
        fprintf(stderr, "generator: refused: %.*s\n", (int)(length > 400 ? 400 : length), bytes);
    viewer->in_flight--;
    ledger_answered(&run.ledger, post, good, when);
}

static void read_message(struct peer *viewer, const char *bytes, size_t length, int64_t when) {
    char kind = length ? bytes[0] : 0, packet = length > 1 ? bytes[1] : 0;
    if (kind == '2') send_text(viewer, "3");
    else if (kind == '0' && viewer->stage == OPENING) sign_in(viewer);
    else if (kind == '1') peer_close(viewer, "Engine.IO close");
    else if (kind != '4') run.ledger.malformed++;
    else if (packet == '0' && viewer->stage == JOINING) read_welcome(viewer, when);
    else if (packet == '1' || packet == '4') peer_close(viewer, bytes);
    else if (packet == '2') read_event(viewer, bytes, length, when);
    else if (packet == '3') read_answer(viewer, bytes, length, when);
}

/* What cannot be inflated counts as a feed frame that cannot be read. */
static void read_payload(struct peer *viewer, const struct payload *came, int64_t when) {
    const struct feed *known = feed_known(came);
    struct text message = {came->bytes, came->bytes + came->length};
    bool good = known || !came->deflated || inflate_message(came->bytes, came->length, &message);
    if (known) see_feed(viewer, known, when);
    else if (!good || feed_is(message)) see_feed(viewer, feed_read(came, message), when);
    else read_message(viewer, message.at, (size_t)(message.end - message.at), when);
}

static void read_part(struct peer *viewer, const struct frame *frame, int64_t when) {
    if (frame->opcode != CONTINUATION) viewer->parts_deflated = frame->compressed;
    bytes_add(&viewer->parts, frame->payload, frame->length);
    if (!frame->final) return;
    bytes_add(&viewer->parts, "", 1); /* for the readers of numbers */
    size_t length = viewer->parts.length - 1;
    viewer->parts.length = 0;
    read_payload(viewer, &(struct payload){viewer->parts.at, length, viewer->parts_deflated}, when);
}

static bool may_be_compressed(const struct peer *viewer, const struct frame *frame) {
    return viewer->deflates && (frame->opcode == TEXT || frame->opcode == BINARY);
}

static void read_frame(struct peer *viewer, struct frame *frame, int64_t when) {
    if (frame->compressed && !may_be_compressed(viewer, frame))
        peer_close(viewer, "compressed, which was not agreed");
    else if (frame->opcode == PING) send_frame(viewer, PONG, frame->payload, frame->length);
    else if (frame->opcode == CLOSE) peer_close(viewer, "WebSocket close");
    else if (frame->opcode == PONG) return;
    else if (frame->final && frame->opcode != CONTINUATION)
        read_payload(viewer, &(struct payload){frame->payload, frame->length, frame->compressed},
                     when);
    else read_part(viewer, frame, when);
}

static void receive(struct peer *viewer) {
    struct arrival arrival;
    if (!peer_receive(viewer, &arrival)) return;
    size_t used = viewer->stage == UPGRADING ? read_upgrade(viewer, &arrival) : 0;
    while (viewer->stage > UPGRADING && viewer->stage < CLOSED) {
        struct frame frame;
        size_t size = wire_read(arrival.bytes + used, arrival.length - used, &frame);
        if (!size) break;
        read_frame(viewer, &frame, arrival.when);
        used += size;
    }
    peer_keep(viewer, arrival.bytes + used, arrival.length - used);
}

void viewer_ready(struct peer *viewer, bool readable, bool writable) {
    if (viewer->stage == CONNECTING && writable && peer_connected(viewer)) ask_upgrade(viewer);
    else if (viewer->stage != CLOSED && writable) peer_flush(viewer);
    if (viewer->stage != CLOSED && readable) receive(viewer);
}

void viewer_post(struct peer *viewer, int post) {
    char packet[4096];
    int length = snprintf(packet, sizeof packet, "42%d[\"post\",", post);
    length += body_write(packet + length, sizeof packet - (size_t)length - 1, post);
    packet[length++] = ']';
    viewer->in_flight++;
    send_frame(viewer, TEXT, packet, (size_t)length);
}
