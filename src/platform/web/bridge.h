// The JavaScript side (web/bridge.js) as C functions. Strings are UTF-8 with their
// byte length; nothing here allocates for the other side except where it says so.
#pragma once

#include <cstdint>

extern "C" {
void fm_start(const char* canvas_selector);
void fm_schedule(int after_ms);  // one animation frame, at once (0) or after a pause
double fm_now();
// The initial of a character in pinyin by the browser's collation; 0 where it has none.
char fm_pinyin_initial(uint32_t code_point);

// Rasterises one glyph; out receives width, height, left, top, advance. The alpha plane follows
// from fm_glyph_pixels into `target` (width * height bytes).
void fm_glyph_measure(uint32_t code_point, float size_px, int semibold, float* out);
void fm_glyph_pixels(uint8_t* target);

struct FmEdit {
  uint32_t id, kind, flags;  // flags: 1 right-aligned, 2 invalid
  float x, y, w, h, clip_x, clip_y, clip_w, clip_h, font_px, padding, baseline, caret_x;
  uint32_t text_rgba, background_rgba, accent_rgba;
};
void fm_edit_show(const FmEdit* edit, const char* label, const char* value, const char* hint);
void fm_edit_hide();

void fm_set_cursor(const char* css_name);
void fm_set_page(const char* title, const char* language, int dark, int unsent);
void fm_history(int push, const char* url);
void fm_leave(const char* url);  // to another page of the same origin
void fm_open(const char* url);   // in a tab of its own
void fm_clipboard(const char* text, int bytes);
void fm_pick_file(const char* purpose, const char* accept);
void fm_download(const char* name, const char* type, const char* bytes, int size);
// An SVG text becomes a PNG of twice its size in the user's downloads.
void fm_save_drawing(const char* name, const char* svg, int size);
// Converts a text by the module for BPMN; the answer arrives as fenming_bpmn().
void fm_bpmn(int exports, const char* name, const char* text, int size);
// Keys that are the application's, as own_key_codes() writes them, or any.
void fm_own_keys(const char* codes, int any);
// What is asked again and again from now on; an empty path: nothing.
void fm_watch(const char* path, const char* body, const char* leave_body);
// RGBA rows from the lowest up become a PNG in the user's downloads.
void fm_picture(const char* name, const uint8_t* pixels, int width, int height);
void fm_drew_frame();
int fm_wants_mirror();
void fm_mirror(const char* json, int size);

// Storage: get returns the byte length, or -1; the text is then copied by fm_store_copy.
int fm_store_get(const char* key);
void fm_store_copy(char* target);
int fm_store_put(const char* key, const char* value);
void fm_store_remove(const char* key);
}
