/* permessage-deflate (RFC 7692) as a server without context takeover sends it. */
#ifndef INFLATE_H
#define INFLATE_H
#include "json.h"

/* The message of a compressed frame, in a buffer that the next call reuses. */
bool inflate_message(const char *bytes, size_t length, struct text *message);
#endif
