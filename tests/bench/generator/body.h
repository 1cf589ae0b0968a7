/* The JSON of one post. */
#ifndef BODY_H
#define BODY_H
#include <stddef.h>

int body_write(char *room, size_t size, int post);
#endif
