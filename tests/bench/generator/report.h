/* The verdict, as one line of JSON. */
#ifndef REPORT_H
#define REPORT_H
void report(void);
#endif
