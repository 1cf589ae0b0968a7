/* Waiting for sockets, and for the moment the next post is due. */
#ifndef LOOP_H
#define LOOP_H
#include <stdbool.h>
#include <stdint.h>

struct peer;

void loop_open(void);
void loop_add(int fd, struct peer *peer);
void loop_want_write(int fd, struct peer *peer, bool wanted);
/* Handles what is ready, waiting no longer than until this moment. */
void loop_until(int64_t moment, void (*handle)(struct peer *, bool readable, bool writable));
#endif
