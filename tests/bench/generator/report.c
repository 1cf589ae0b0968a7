/* Percentiles and counts; what never came counts as forever, not as nothing. */
#include "report.h"
#include "clock.h"
#include "run.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int by_size(const void *one, const void *other) {
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

static void write_ms(int64_t time) {
    if (time == INT64_MAX) printf("null");
    else printf("%.2f", (double)time / 1000);
}

static int64_t at_share(const int64_t *times, int count, double share) {
    int index = (int)(share * count);
    return times[index < count ? index : count - 1];
}

static void write_times(const char *name, int64_t *times, int count) {
    printf(",\"%s\":{\"count\":%d", name, count);
    if (count) {
        qsort(times, (size_t)count, sizeof *times, by_size);
        printf(",\"p50\":");
        write_ms(at_share(times, count, .5));
        printf(",\"p99\":");
        write_ms(at_share(times, count, .99));
        printf(",\"max\":");
        write_ms(times[count - 1]);
    }
    if (run.options.tell_times) {
        printf(",\"all\":[");
        for (int i = 0; i < count; i++) {
            if (i) printf(",");
            write_ms(times[i]);
        }
        printf("]");
    }
    printf("}");
}

static void write_latencies(void) {
    const struct ledger *ledger = &run.ledger;
    int64_t *seen = calloc((size_t)ledger->posts + 1, sizeof *seen);
    int64_t *answered = calloc((size_t)ledger->posts + 1, sizeof *answered);
    int count = 0;
    for (int i = (int)run.warm_posts; i < ledger->posts; i++, count++) {
        const struct post *p = &ledger->post[i];
        seen[count] = p->seen_by == ledger->viewers ? p->last_seen - p->due : INT64_MAX;
        answered[count] = p->answered ? p->answered - p->due : INT64_MAX;
    }
    write_times("to_last", seen, count);
    if (run.options.mode != WATCH) write_times("to_answer", answered, count);
    free(seen);
    free(answered);
}

static int incomplete(void) {
    int count = 0;
    for (int i = 0; i < run.ledger.posts; i++)
        count += run.ledger.post[i].seen_by != run.ledger.viewers;
    return count;
}

static void write_count(const char *name, int64_t count) {
    printf(",\"%s\":%" PRId64, name, count);
}

static void write_window(void) {
    const struct window *w = &run.window;
    printf(",\"window_seconds\":%.3f,\"generator_cpu\":%.3f", (double)(w->until - w->from) / 1e6,
           (double)w->cpu / (double)(w->until - w->from));
    write_count("window_deliveries", w->deliveries);
    write_count("window_frames", w->frames);
    write_count("window_bytes", w->bytes);
    write_count("window_wire_bytes", w->wire_bytes);
}

void report(void) {
    const struct ledger *ledger = &run.ledger;
    printf("{\"viewers\":%d,\"ready\":%d", run.options.viewers, run.ready);
    write_count("closed", peers_closed);
    printf(",\"connects_per_second\":%.1f",
           run.connect_span ? run.ready / ((double)run.connect_span / 1e6) : 0.0);
    write_times("connect", run.connect_times, run.ready);
    write_count("posts", ledger->posts);
    write_count("incomplete", incomplete());
    write_count("duplicates", ledger->duplicates);
    write_count("gaps", ledger->gaps);
    write_count("disorder", ledger->disorder);
    write_count("malformed", ledger->malformed);
    write_count("strangers", ledger->strangers);
    write_count("deliveries", ledger->deliveries);
    write_count("acknowledged", ledger->acknowledged);
    write_count("refused", ledger->refused);
    if (run.options.mode == SOCKET || run.options.mode == HTTP)
        write_count("unanswered", ledger->posts - ledger->acknowledged - ledger->refused);
    write_count("doubly_answered", ledger->doubly_answered);
    write_count("changes", ledger->changes);
    write_window();
    if (run.options.mode == GET) write_times("answers", run.answer_times, run.answers);
    else write_latencies();
    printf("}\n");
}
