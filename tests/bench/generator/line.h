/* A plain HTTP connection that is kept open. */
#ifndef LINE_H
#define LINE_H
#include "peer.h"

void line_ready(struct peer *line, bool readable, bool writable);
void line_post(struct peer *line, int post);
void line_get(struct peer *line);
#endif
