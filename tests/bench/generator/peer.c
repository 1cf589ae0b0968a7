/* Non-blocking sockets with one shared buffer for reading. */
#include "peer.h"
#include "clock.h"
#include "loop.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define COMPLAINTS 5
#define READ_ROOM (1u << 20)

int peers_closed;

void bytes_add(struct bytes *bytes, const char *more, size_t length) {
    if (bytes->length + length > bytes->room) {
        bytes->room = (bytes->length + length) * 2;
        bytes->at = realloc(bytes->at, bytes->room);
        if (!bytes->at) abort();
    }
    memcpy(bytes->at + bytes->length, more, length);
    bytes->length += length;
}

void peer_close(struct peer *peer, const char *why) {
    if (peer->stage == CLOSED) return;
    if (peers_closed++ < COMPLAINTS)
        fprintf(stderr, "generator: connection %d closed in stage %d: %s\n", peer->index,
                peer->stage, why);
    peer->stage = CLOSED;
    close(peer->fd);
}

/* Several loopback addresses: one has 28,000 ports, and the server limits each. */
static void come_from(int fd, int address) {
    int late = 1;
    struct sockaddr_in from = {.sin_family = AF_INET,
                               .sin_addr.s_addr = htonl(0x7f000101u + (uint32_t)address)};
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &late, sizeof late);
    if (bind(fd, (void *)&from, sizeof from)) perror("generator: bind");
}

void peer_connect(struct peer *peer, int address) {
    int at_once = 1;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)peer->port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    peer->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (peer->fd < 0) { perror("generator: socket"); exit(1); }
    setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    if (address >= 0) come_from(peer->fd, address);
    peer->began = now();
    peer->stage = CONNECTING;
    peer->wants_write = true;
    if (connect(peer->fd, (void *)&to, sizeof to) && errno != EINPROGRESS)
        peer_close(peer, strerror(errno));
    else
        loop_add(peer->fd, peer);
}

bool peer_connected(struct peer *peer) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(peer->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) peer_close(peer, strerror(error));
    return !error;
}

static void want_write(struct peer *peer, bool wanted) {
    if (peer->stage == CLOSED || peer->wants_write == wanted) return;
    loop_want_write(peer->fd, peer, wanted);
    peer->wants_write = wanted;
}

void peer_flush(struct peer *peer) {
    struct bytes *unsent = &peer->unsent;
    size_t done = 0;
    while (done < unsent->length) {
        ssize_t sent = send(peer->fd, unsent->at + done, unsent->length - done, MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN) break;
        if (sent < 0) { peer_close(peer, strerror(errno)); return; }
        done += (size_t)sent;
    }
    unsent->length -= done;
    if (done && unsent->length) memmove(unsent->at, unsent->at + done, unsent->length);
    want_write(peer, unsent->length > 0);
}

void peer_send(struct peer *peer, const char *bytes, size_t length) {
    bytes_add(&peer->unsent, bytes, length);
    peer_flush(peer);
}

/* One buffer for all keeps the bytes in the processor's cache: with a buffer of its own for each
   of 1,000 viewers the generator would measure memory. */
bool peer_receive(struct peer *peer, struct arrival *arrival) {
    static char *buffer;
    static size_t room;
    size_t old = peer->kept.length;
    if (room < old + READ_ROOM) {
        room = old + READ_ROOM;
        buffer = realloc(buffer, room + 1);
        if (!buffer) abort();
    }
    ssize_t come = recv(peer->fd, buffer + old, READ_ROOM, 0);
    if (come < 0 && errno == EAGAIN) return false;
    if (come <= 0) {
        peer_close(peer, come ? strerror(errno) : "by the server");
        return false;
    }
    if (old) memcpy(buffer, peer->kept.at, old);
    peer->kept.length = 0;
    buffer[old + (size_t)come] = 0;
    *arrival = (struct arrival){buffer, old + (size_t)come, now()};
    return true;
}

void peer_keep(struct peer *peer, const char *bytes, size_t length) {
    peer->kept.length = 0;
    bytes_add(&peer->kept, bytes, length);
}
