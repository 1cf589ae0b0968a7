/* Load for a live feed: opens viewers, posts at a pace, counts what everybody got.
   Says `ready`, `measuring` and `measured` on stdout as it goes, then one line of JSON. */
#include "clock.h"
#include "line.h"
#include "loop.h"
#include "report.h"
#include "run.h"
#include "viewer.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define CONNECT_PATIENCE 10000000 /* us without any new connection */
#define MOST_IN_FLIGHT 16         /* posts one viewer may have on their way */

struct run run;

static void say(const char *word) {
    puts(word);
    fflush(stdout);
}

static int64_t micros(double seconds) { return (int64_t)(seconds * 1e6); }

static void handle(struct peer *peer, bool readable, bool writable) {
    if (peer->socket_io) viewer_ready(peer, readable, writable);
    else line_ready(peer, readable, writable);
}

static void wait_until(int64_t moment) {
    do loop_until(moment, handle);
    while (now() < moment);
}

static void settle(void) { wait_until(now() + micros(run.options.settle)); }

static void allow_many_files(void) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

static struct peer *new_peers(int count, bool socket_io) {
    const struct options *o = &run.options;
    struct peer *peers = calloc((size_t)count + 1, sizeof *peers);
    if (!peers) abort();
    for (int i = 0; i < count; i++)
        peers[i] = (struct peer){
            .index = i, .socket_io = socket_io, .position = -1,
            .port = o->ports[i % o->port_count],
            .token = o->token_count ? o->tokens[i % o->token_count] : NULL};
    return peers;
}

static void connect_viewers(void) {
    const struct options *o = &run.options;
    int64_t start = now(), progress = start;
    int opened = 0, settled = 0;
    while (settled < o->viewers && now() - progress < CONNECT_PATIENCE) {
        for (; opened < o->viewers && opened - settled < o->together; opened++)
            peer_connect(&run.viewers[opened], o->addresses > 1 ? opened % o->addresses : -1);
        loop_until(now() + 100000, handle);
        if (run.ready + peers_closed > settled) progress = now();
        settled = run.ready + peers_closed;
    }
    run.connect_span = now() - start;
}

static void connect_lines(void) {
    for (int i = 0; i < run.line_count; i++) peer_connect(&run.lines[i], -1);
    settle();
}

static void open_window(void) {
    run.window = (struct window){now(), 0, own_cpu(), run.ledger.deliveries, run.ledger.frames,
                                 run.ledger.bytes, run.ledger.wire_bytes};
    say("measuring");
}

static void close_window(void) {
    struct window *w = &run.window;
    w->until = now();
    w->cpu = own_cpu() - w->cpu;
    w->deliveries = run.ledger.deliveries - w->deliveries;
    w->frames = run.ledger.frames - w->frames;
    w->bytes = run.ledger.bytes - w->bytes;
    w->wire_bytes = run.ledger.wire_bytes - w->wire_bytes;
    say("measured");
}

static struct peer *free_poster(void) {
    static int turn;
    bool socket = run.options.mode == SOCKET;
    struct peer *peers = socket ? run.viewers : run.lines;
    for (int i = 0; i < run.options.posters; i++) {
        struct peer *peer = &peers[(turn + i) % run.options.posters];
        if (peer->stage != READY || peer->in_flight >= (socket ? MOST_IN_FLIGHT : 1)) continue;
        turn = (turn + i + 1) % run.options.posters;
        return peer;
    }
    return NULL;
}

static void post_due(int *sent, int due) {
    struct peer *poster;
    while (*sent < due && (poster = free_poster())) {
        if (run.options.mode == SOCKET) viewer_post(poster, *sent);
        else line_post(poster, *sent);
        ++*sent;
    }
}

/* An open loop: a post is due at its time even when the server is late with those before it,
   and its latency counts from then. */
static void send_posts(void) {
    const struct options *o = &run.options;
    int64_t start = now();
    int sent = 0, due = 0;
    run.deadline = start + micros(o->warmup + o->seconds + o->patience);
    while (sent < run.ledger.posts) {
        int64_t next;
        while ((next = start + micros(due / o->rate)) <= now() && due < run.ledger.posts) {
            if (due == run.warm_posts) open_window();
            run.ledger.post[due++].due = next;
        }
        post_due(&sent, due);
        bool waiting = due == run.ledger.posts || sent < due;
        loop_until(waiting ? now() + 10000 : next, handle);
        if (now() > run.deadline) return;
    }
}

static void await_rest(bool with_answers) {
    while (!ledger_complete(&run.ledger, with_answers) && now() < run.deadline)
        loop_until(now() + 10000, handle);
}

static void measure_posts(void) {
    if (run.options.mode == HTTP) connect_lines();
    send_posts();
    if (!run.window.from) open_window();
    await_rest(true);
    close_window();
    settle();
}

static void measure_watch(void) {
    const struct options *o = &run.options;
    run.deadline = now() + micros(o->expect / o->rate + o->patience);
    open_window();
    await_rest(false);
    close_window();
    settle();
}

static void measure_gets(void) {
    run.answer_times = malloc(sizeof(int64_t) * MOST_ANSWERS);
    if (!run.answer_times) abort();
    connect_lines();
    for (int i = 0; i < run.line_count; i++)
        if (run.lines[i].stage == READY) line_get(&run.lines[i]);
    wait_until(now() + micros(run.options.warmup));
    open_window();
    wait_until(now() + micros(run.options.seconds));
    close_window();
}

static void measure_hold(void) {
    open_window();
    wait_until(now() + micros(run.options.seconds));
    close_window();
}

static int posts_expected(const struct options *o) {
    if (o->mode == WATCH) return o->expect;
    if (o->mode == SOCKET || o->mode == HTTP) return (int)(o->rate * (o->warmup + o->seconds));
    return 0;
}

int main(int count, char **words) {
    run.options = read_options(count, words);
    const struct options *o = &run.options;
    allow_many_files();
    loop_open();
    ledger_open(&run.ledger, posts_expected(o), o->viewers);
    run.warm_posts = o->mode == WATCH ? 0 : (int64_t)(o->rate * o->warmup);
    run.connect_times = calloc((size_t)o->viewers + 1, sizeof(int64_t));
    run.viewers = new_peers(o->viewers, true);
    run.line_count = o->mode == HTTP || o->mode == GET ? o->posters : 0;
    run.lines = new_peers(run.line_count, false);
    connect_viewers();
    settle();
    say("ready");
    if (o->mode == WATCH) measure_watch();
    else if (o->mode == GET) measure_gets();
    else if (o->mode == HOLD) measure_hold();
    else measure_posts();
    report();
    return 0;
}
