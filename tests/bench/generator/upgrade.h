/* Opening a WebSocket. */
#ifndef UPGRADE_H
#define UPGRADE_H
#include "peer.h"

void ask_upgrade(struct peer *viewer);
/* Reads the answer; returns the bytes it took, 0 when it has not all come or was a refusal. */
size_t read_upgrade(struct peer *viewer, const struct arrival *arrival);
#endif
