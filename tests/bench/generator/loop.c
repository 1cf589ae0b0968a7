/* epoll, with a timer of microseconds: a timeout of whole milliseconds would blur the pace. */
#include "loop.h"
#include "clock.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define AT_ONCE 512

static int epoll, timer;

static void control(int what, int fd, uint32_t events, void *about) {
    struct epoll_event event = {.events = events, .data.ptr = about};
    if (epoll_ctl(epoll, what, fd, &event)) { perror("generator: epoll"); exit(1); }
}

void loop_open(void) {
    epoll = epoll_create1(EPOLL_CLOEXEC);
    timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    control(EPOLL_CTL_ADD, timer, EPOLLIN, NULL);
}

void loop_add(int fd, struct peer *peer) {
    control(EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLOUT, peer);
}

void loop_want_write(int fd, struct peer *peer, bool wanted) {
    control(EPOLL_CTL_MOD, fd, wanted ? EPOLLIN | EPOLLOUT : EPOLLIN, peer);
}

static void set_timer(int64_t moment) {
    struct itimerspec when = {.it_value = {.tv_sec = moment / 1000000,
                                           .tv_nsec = moment % 1000000 * 1000}};
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL);
}

void loop_until(int64_t moment, void (*handle)(struct peer *, bool, bool)) {
    static struct epoll_event events[AT_ONCE];
    bool wait = moment > now();
    if (wait) set_timer(moment);
    int count = epoll_wait(epoll, events, AT_ONCE, wait ? -1 : 0);
    for (int i = 0; i < count; i++) {
        struct peer *peer = events[i].data.ptr;
        uint32_t ready = events[i].events;
        if (!peer) {
            uint64_t rings;
            if (read(timer, &rings, sizeof rings) < 0) continue;
        } else
            handle(peer, ready & (EPOLLIN | EPOLLHUP | EPOLLERR), ready & EPOLLOUT);
    }
}
