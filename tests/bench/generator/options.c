/* Reads the command line: every flag takes a value. */
#include "options.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void refuse(const char *what, const char *value) {
    fprintf(stderr, "generator: %s %s\n", what, value);
    exit(2);
}

static enum mode mode_named(const char *name) {
    static const char *names[] = {"watch", "socket", "http", "get", "hold"};
    for (int i = 0; i < 5; i++)
        if (!strcmp(name, names[i])) return (enum mode)i;
    refuse("unknown mode", name);
    return WATCH;
}

static void read_ports(struct options *o, const char *list) {
    char *copy = strdup(list), *rest = copy, *word;
    while ((word = strsep(&rest, ",")) && o->port_count < MOST_PORTS)
        o->ports[o->port_count++] = atoi(word);
    free(copy);
}

/* Tokens come in a file and not as words, so that the process list does not show them. */
static void read_tokens(struct options *o, const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) refuse("cannot read", path);
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, file) > 0) {
        line[strcspn(line, "\r\n")] = 0;
        if (!*line) continue;
        o->tokens = realloc(o->tokens, sizeof(char *) * (size_t)(o->token_count + 1));
        o->tokens[o->token_count++] = strdup(line);
    }
    free(line);
    fclose(file);
}

static void read_flag(struct options *o, const char *flag, const char *value) {
    struct { const char *flag; int *to; } numbers[] = {
        {"--viewers", &o->viewers}, {"--posters", &o->posters}, {"--together", &o->together},
        {"--addresses", &o->addresses}, {"--expect", &o->expect}};
    struct { const char *flag; double *to; } reals[] = {
        {"--rate", &o->rate}, {"--warmup", &o->warmup}, {"--seconds", &o->seconds},
        {"--patience", &o->patience}, {"--settle", &o->settle}};
    struct { const char *flag; const char **to; } texts[] = {
        {"--cookie", &o->cookie}, {"--origin", &o->origin}, {"--socket-path", &o->socket_path},
        {"--path", &o->path}, {"--fields", &o->fields}, {"--run", &o->run}};
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!strcmp(flag, numbers[i].flag)) { *numbers[i].to = atoi(value); return; }
    for (unsigned i = 0; i < sizeof reals / sizeof *reals; i++)
        if (!strcmp(flag, reals[i].flag)) { *reals[i].to = atof(value); return; }
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!strcmp(flag, texts[i].flag)) { *texts[i].to = value; return; }
    if (!strcmp(flag, "--mode")) o->mode = mode_named(value);
    else if (!strcmp(flag, "--ports")) read_ports(o, value);
    else if (!strcmp(flag, "--tokens")) read_tokens(o, value);
    else if (!strcmp(flag, "--deflate")) o->deflate = !strcmp(value, "on");
    else if (!strcmp(flag, "--times")) o->tell_times = !strcmp(value, "on");
    else refuse("unknown flag", flag);
}

struct options read_options(int count, char **words) {
    struct options o = {
        .mode = SOCKET, .viewers = 100, .posters = 32, .together = 64, .addresses = 1,
        .rate = 20, .warmup = 1, .seconds = 5, .patience = 5, .settle = .5, .cookie = "", .origin = "",
        .socket_path = "/socket.io/?EIO=4&transport=websocket", .path = "/api/v1/statuses",
        .fields = "", .run = "bench"};
    if (count % 2 == 0) refuse("no value for", words[count - 1]);
    for (int i = 1; i < count; i += 2) read_flag(&o, words[i], words[i + 1]);
    if (!o.port_count) refuse("missing", "--ports");
    if (o.mode == SOCKET && o.posters > o.viewers) o.posters = o.viewers;
    return o;
}
