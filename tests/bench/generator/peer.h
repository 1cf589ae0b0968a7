/* One TCP connection: its bytes in, its bytes out, and what it is waiting for. */
#ifndef PEER_H
#define PEER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum stage {
    CONNECTING, /* TCP */
    UPGRADING,  /* HTTP answer 101 */
    OPENING,    /* Engine.IO's open packet */
    JOINING,    /* Socket.IO's answer to the sign-in */
    GREETING,   /* teamfeed's hello with the head of the feed */
    READY,
    CLOSED
};

struct bytes { char *at; size_t length, room; };

struct peer {
    int fd, index, port;
    const char *token;
    enum stage stage;
    bool socket_io;      /* else plain HTTP */
    bool wants_write;
    bool deflates;       /* compression was agreed with the server */
    bool parts_deflated;
    int64_t began;       /* opening the connection */
    int64_t asked;       /* the HTTP request on its way */
    int64_t position;    /* last feed position seen */
    int in_flight, post; /* posts on their way; the number of the HTTP one */
    struct bytes kept;   /* received, not yet a whole frame */
    struct bytes unsent;
    struct bytes parts;  /* earlier parts of a message in several frames */
};

struct arrival { char *bytes; size_t length; int64_t when; };

void peer_connect(struct peer *peer, int address);
/* True once TCP stands; closes the peer when it was refused. */
bool peer_connected(struct peer *peer);
void peer_send(struct peer *peer, const char *bytes, size_t length);
void peer_flush(struct peer *peer);
void peer_close(struct peer *peer, const char *why);
/* What has come, after what was kept; false when nothing did. */
bool peer_receive(struct peer *peer, struct arrival *arrival);
/* Puts the end of an arrival aside until more comes. */
void peer_keep(struct peer *peer, const char *bytes, size_t length);
void bytes_add(struct bytes *bytes, const char *more, size_t length);

extern int peers_closed;
#endif
