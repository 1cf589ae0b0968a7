/* A walker just strict enough to notice a damaged frame. */
#include "json.h"
#include <string.h>

static void skip_space(struct text *rest) {
    while (rest->at < rest->end && strchr(" \t\r\n", *rest->at)) rest->at++;
}

static bool skip_string(struct text *rest) {
    const char *p = rest->at + 1;
    while (p < rest->end) {
        p = memchr(p, '"', (size_t)(rest->end - p));
        if (!p) return false;
        const char *slash = p;
        while (slash > rest->at + 1 && slash[-1] == '\\') slash--;
        p++;
        if ((p - 1 - slash) % 2 == 0) { rest->at = p; return true; }
    }
    return false;
}

static bool skip_nested(struct text *rest) {
    int depth = 0;
    while (rest->at < rest->end) {
        char c = *rest->at;
        if (c == '"') { if (!skip_string(rest)) return false; continue; }
        rest->at++;
        if (c == '{' || c == '[') depth++;
        if ((c == '}' || c == ']') && --depth == 0) return true;
    }
    return false;
}

static bool skip_value(struct text *rest) {
    if (rest->at >= rest->end) return false;
    if (*rest->at == '"') return skip_string(rest);
    if (*rest->at == '{' || *rest->at == '[') return skip_nested(rest);
    const char *start = rest->at;
    while (rest->at < rest->end && !strchr(",]} \t\r\n", *rest->at)) rest->at++;
    return rest->at > start;
}

bool json_take(struct text *rest, char expected) {
    skip_space(rest);
    if (rest->at >= rest->end || *rest->at != expected) return false;
    rest->at++;
    return true;
}

bool json_next(struct text *rest, struct text *name, struct text *value) {
    *name = (struct text){rest->at, rest->at};
    skip_space(rest);
    if (rest->at < rest->end && *rest->at == ',') { rest->at++; skip_space(rest); }
    value->at = rest->at;
    if (!skip_value(rest)) return false;
    value->end = rest->at;
    skip_space(rest);
    if (rest->at < rest->end && *rest->at == ':') { /* that was the name */
        *name = (struct text){value->at + 1, value->end - 1};
        rest->at++;
        skip_space(rest);
        value->at = rest->at;
        if (!skip_value(rest)) return false;
        value->end = rest->at;
    }
    return true;
}

bool text_is(struct text text, const char *word) {
    size_t length = strlen(word);
    return (size_t)(text.end - text.at) == length && !memcmp(text.at, word, length);
}

bool json_member(struct text object, const char *wanted, struct text *value) {
    struct text name;
    if (!json_take(&object, '{')) return false;
    while (json_next(&object, &name, value))
        if (text_is(name, wanted)) return true;
    return false;
}
