/* Reads the server's frames in place and writes masked ones, as a client must. */
#include "wire.h"
#include <string.h>

static uint64_t big_endian(const char *bytes, int count) {
    uint64_t number = 0;
    for (int i = 0; i < count; i++) number = number << 8 | (uint8_t)bytes[i];
    return number;
}

size_t wire_read(char *bytes, size_t length, struct frame *frame) {
    if (length < 2) return 0;
    int extra = (bytes[1] & 127) == 126 ? 2 : (bytes[1] & 127) == 127 ? 8 : 0;
    size_t head = 2 + (size_t)extra;
    if (length < head) return 0;
    uint64_t body = extra ? big_endian(bytes + 2, extra) : (uint64_t)(bytes[1] & 127);
    if (length - head < body) return 0;
    *frame = (struct frame){.opcode = bytes[0] & 15, .final = bytes[0] & 0x80,
                            .compressed = bytes[0] & 0x40, .payload = bytes + head,
                            .length = body};
    return head + body;
}

/* The mask guards proxies against chosen bytes; here any that changes will do. */
static uint32_t next_mask(void) {
    static uint32_t mask = 2463534242u;
    mask ^= mask << 13;
    mask ^= mask >> 17;
    mask ^= mask << 5;
    return mask;
}

size_t wire_write(char *room, int opcode, const char *payload, size_t length) {
    size_t head = 0;
    room[head++] = (char)(0x80 | opcode);
    if (length < 126)
        room[head++] = (char)(0x80 | length);
    else {
        int count = length < 65536 ? 2 : 8;
        room[head++] = (char)(0x80 | (count == 2 ? 126 : 127));
        while (count--) room[head++] = (char)((uint64_t)length >> 8 * count);
    }
    uint32_t mask = next_mask();
    memcpy(room + head, &mask, 4);
    for (size_t i = 0; i < length; i++) room[head + 4 + i] = payload[i] ^ room[head + i % 4];
    return head + 4 + length;
}
