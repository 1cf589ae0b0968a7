/* WebSocket frames as RFC 6455 writes them. */
#ifndef WIRE_H
#define WIRE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum opcode { CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };

struct frame {
    int opcode;
    bool final, compressed;
    char *payload;
    size_t length;
};

/* Reads one whole frame; returns the bytes it took, 0 when it has not all come. */
size_t wire_read(char *bytes, size_t length, struct frame *frame);
/* Writes one masked frame into room; returns its size. Room for length + 14 bytes. */
size_t wire_write(char *room, int opcode, const char *payload, size_t length);
#define WIRE_OVERHEAD 14
#endif
