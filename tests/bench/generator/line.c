/* One request at a time; the answer is read by its Content-Length. */
#include "line.h"
#include "body.h"
#include "clock.h"
#include "run.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void send_request(struct peer *line, const char *method, const char *more,
                         const char *body, int length) {
    char request[8192];
    const struct options *o = &run.options;
    int size = snprintf(
        request, sizeof request,
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s%s%s%s%s%s%sContent-Length: %d\r\n\r\n%.*s",
        method, o->path, line->port, line->token ? "Authorization: Bearer " : "",
        line->token ? line->token : "", line->token ? "\r\n" : "",
        *o->cookie ? "Cookie: " : "", o->cookie, *o->cookie ? "\r\n" : "", more, length, length,
        body);
    if (size < 0 || (size_t)size >= sizeof request) abort();
    line->in_flight = 1;
    line->asked = now();
    peer_send(line, request, (size_t)size);
}

void line_post(struct peer *line, int post) {
    char body[4096], more[256];
    int length = body_write(body, sizeof body, post);
    snprintf(more, sizeof more, "Content-Type: application/json\r\nIdempotency-Key: %s-%d\r\n",
             run.options.run, post);
    line->post = post;
    send_request(line, "POST", more, body, length);
}

void line_get(struct peer *line) { send_request(line, "GET", "", "", 0); }

static void complain(const char *answer, size_t length) {
    static int complaints;
    if (complaints++ < 3)
        fprintf(stderr, "generator: refused: %.*s\n", (int)(length > 600 ? 600 : length), answer);
}

static void answered(struct peer *line, bool good, int64_t when) {
    line->in_flight = 0;
    if (run.options.mode == HTTP) { ledger_answered(&run.ledger, line->post, good, when); return; }
    if (run.window.from && line->asked >= run.window.from) {
        if (!good) run.ledger.refused++;
        else if (run.answers < MOST_ANSWERS) run.answer_times[run.answers++] = when - line->asked;
    }
    line_get(line);
}

static void receive(struct peer *line) {
    struct arrival arrival;
    if (!peer_receive(line, &arrival)) return;
    char *end = memmem(arrival.bytes, arrival.length, "\r\n\r\n", 4);
    char *header = end ? strcasestr(arrival.bytes, "\r\ncontent-length:") : NULL;
    if (end && (!header || header > end)) {
        complain(arrival.bytes, arrival.length);
        peer_close(line, "an answer without Content-Length");
        return;
    }
    size_t whole = end ? (size_t)(end + 4 - arrival.bytes) + (size_t)atol(header + 17) : 0;
    if (!end || arrival.length < whole) {
        peer_keep(line, arrival.bytes, arrival.length);
        return;
    }
    bool good = arrival.bytes[9] == '2';
    if (!good) complain(arrival.bytes, arrival.length);
    answered(line, good, arrival.when);
}

void line_ready(struct peer *line, bool readable, bool writable) {
    if (line->stage == CONNECTING && writable && peer_connected(line)) line->stage = READY;
    if (line->stage == READY && writable) peer_flush(line);
    if (line->stage == READY && readable) receive(line);
}
