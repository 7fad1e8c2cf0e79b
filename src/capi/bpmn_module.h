/* BPMN as a WebAssembly module of its own. The application links none of it: it would be a tenth of
 * the first screen, and is needed only when somebody imports or exports a file.
 *
 * Each function answers what the caller releases with free(): a line of JSON (the list of problems,
 * docs/bpmn.md), a line feed, and the result, which is empty where there is none. *answer_bytes is
 * its length. */
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A BPMN file to a template's document as JSON. */
char* fenming_import_bpmn(const char* text, size_t bytes, size_t* answer_bytes);

/* A template's document as JSON to a BPMN file. A text that is no such document gives the one
 * problem {"code","field"}. */
char* fenming_export_bpmn(const char* text, size_t bytes, size_t* answer_bytes);

#ifdef __cplusplus
}
#endif
