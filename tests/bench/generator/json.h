/* Walks JSON text in place: no tree, no copies. */
#ifndef JSON_H
#define JSON_H
#include <stdbool.h>
#include <stddef.h>

struct text { const char *at, *end; };

/* Moves past one expected character: an opening or closing bracket or brace. */
bool json_take(struct text *rest, char expected);
/* The next value of the array or object that was entered; name is empty in an array. */
bool json_next(struct text *rest, struct text *name, struct text *value);
bool text_is(struct text text, const char *word);
/* The value of one member of an object; false when it is not there. */
bool json_member(struct text object, const char *name, struct text *value);
#endif
