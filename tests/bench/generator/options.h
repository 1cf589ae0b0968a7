/* What the command line asks for. */
#ifndef OPTIONS_H
#define OPTIONS_H
#include <stdbool.h>

enum mode {
    WATCH,  /* viewers only; the server decides when to send */
    SOCKET, /* the first viewers post by Socket.IO */
    HTTP,   /* separate HTTP connections post */
    GET,    /* no viewers: HTTP connections ask for one path as fast as they can */
    HOLD    /* viewers that only stay connected */
};

#define MOST_PORTS 16

struct options {
    enum mode mode;
    int ports[MOST_PORTS], port_count;
    int viewers;      /* Socket.IO connections */
    int posters;      /* how many of them post, or how many HTTP connections there are */
    int together;     /* connections opened at the same time */
    int addresses;    /* loopback addresses the viewers come from */
    int expect;       /* WATCH: posts that will be seen */
    double rate;      /* posts a second; WATCH: that the server was asked for */
    double warmup;    /* seconds, counted for exactness and not for latency */
    double seconds;   /* measured seconds */
    double patience;  /* seconds after the last post was due until the rest is given up */
    double settle;    /* seconds between connecting and posting, and at the end for late copies */
    bool deflate;     /* offer permessage-deflate, as browsers do */
    bool tell_times;  /* also print every measured latency */
    char **tokens;    /* handed out in turn */
    int token_count;
    const char *cookie, *origin, *socket_path, *path;
    const char *fields; /* more members of a post, as JSON text without the braces */
    const char *run;    /* start of the client ids: differs from run to run */
};

struct options read_options(int count, char **words);
#endif
