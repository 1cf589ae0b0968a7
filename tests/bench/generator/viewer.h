/* A person's page: signed in, watching, perhaps posting. */
#ifndef VIEWER_H
#define VIEWER_H
#include "peer.h"

void viewer_ready(struct peer *viewer, bool readable, bool writable);
void viewer_post(struct peer *viewer, int post);
#endif
