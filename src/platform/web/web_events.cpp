// What JavaScript calls. Each function puts one event where the next frame finds it.
#include <emscripten/emscripten.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "platform/web/bridge.h"
#include "platform/web/keys.h"
#include "platform/web/web_platform.h"

using fenming::platform_web::platform;
namespace app = fenming::app;

namespace {

// Text that JavaScript allocated with _malloc and hands over.
std::string take_text(char* text, int bytes) {
  std::string owned(text, static_cast<size_t>(bytes));
  std::free(text);
  return owned;
}

std::string g_answer;  // kept until JavaScript has read it

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void fenming_frame() {
  platform().frame();
}

EMSCRIPTEN_KEEPALIVE void fenming_frame_now() {
  platform().wake();
  platform().frame_now();
}

EMSCRIPTEN_KEEPALIVE void fenming_begin(char* url, int url_bytes, char* origin, int origin_bytes,
                                        int dark, int reduced_motion) {
  platform().input().reduced_motion = reduced_motion != 0;
  platform().app().await_rest();
  platform().app().start(take_text(url, url_bytes), dark != 0, take_text(origin, origin_bytes));
  platform().wake();
}

// What comes after the first screen is there.
EMSCRIPTEN_KEEPALIVE void fenming_rest() {
  platform().app().take_rest();
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_resize(float width, float height, float ratio) {
  platform().resize(width, height, ratio);
}

// `again`: the press is the second of a double click. The browser knows when presses were made,
// ImGui only when it drew them.
EMSCRIPTEN_KEEPALIVE void fenming_pointer(float x, float y, int button, int down, int touch,
                                          int again) {
  constexpr float kAnyTime = 3600;  // seconds
  ImGuiIO& io = ImGui::GetIO();
  if (down != 0) io.MouseDoubleClickTime = again != 0 ? kAnyTime : 0;
  io.AddMouseSourceEvent(touch != 0 ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(x, y);
  if (button >= 0) io.AddMouseButtonEvent(button, down != 0);
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_pointer_left() {
  ImGui::GetIO().AddMousePosEvent(-3.4e38f, -3.4e38f);
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_wheel(float dx, float dy) {
  ImGui::GetIO().AddMouseWheelEvent(dx, dy);
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_modifiers(int ctrl, int shift, int alt, int meta) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, ctrl != 0);
  io.AddKeyEvent(ImGuiMod_Shift, shift != 0);
  io.AddKeyEvent(ImGuiMod_Alt, alt != 0);
  io.AddKeyEvent(ImGuiMod_Super, meta != 0);
}

EMSCRIPTEN_KEEPALIVE void fenming_key(char* code, int bytes, int down) {
  const ImGuiKey key = fenming::platform_web::key_from_code(take_text(code, bytes));
  if (key == ImGuiKey_None) return;
  ImGui::GetIO().AddKeyEvent(key, down != 0);
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_character(uint32_t code_point) {
  ImGui::GetIO().AddInputCharacter(code_point);
  platform().wake();
}

// The canvas lost or got the keyboard; keys held down elsewhere are forgotten.
EMSCRIPTEN_KEEPALIVE void fenming_focus(int focused) {
  ImGui::GetIO().AddFocusEvent(focused != 0);
  platform().input().canvas_focused = focused != 0;
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_enter_canvas(int from_end) {
  (from_end != 0 ? platform().input().focus_last : platform().input().focus_first) = true;
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_edit(uint32_t id, int kind, int reason, char* text, int bytes) {
  app::EditEvent event;
  event.id = id;
  event.kind = static_cast<app::EditEventKind>(kind);
  event.reason = static_cast<app::CommitReason>(reason);
  event.text = take_text(text, bytes);
  platform().input().edits.push_back(std::move(event));
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_paste(char* text, int bytes) {
  platform().input().has_pasted = true;
  platform().input().pasted = take_text(text, bytes);
  platform().wake();
}

// Runs a frame inside the browser's copy event; returns the text's address, its size by the other.
EMSCRIPTEN_KEEPALIVE const char* fenming_copy(int cut) {
  platform().input().copy_requested = true;
  platform().input().cut_requested = cut != 0;
  g_answer = platform().frame_now().clipboard;
  platform().wake();
  return g_answer.data();
}

EMSCRIPTEN_KEEPALIVE const char* fenming_tree() {
  g_answer = platform().tree_json();
  return g_answer.data();
}

// The tree of a frame in which tables announce all their rows.
EMSCRIPTEN_KEEPALIVE const char* fenming_print() {
  platform().input().printing = true;
  platform().frame_now();
  g_answer = platform().tree_json();
  platform().wake();
  return g_answer.data();
}

EMSCRIPTEN_KEEPALIVE const char* fenming_cuts() {
  g_answer = platform().cuts_json();
  return g_answer.data();
}

// Requests on their way.
EMSCRIPTEN_KEEPALIVE int fenming_waiting() {
  return static_cast<int>(platform().waiting());
}

// Whether the open screen stays empty until fenming_rest() is called.
EMSCRIPTEN_KEEPALIVE int fenming_awaits_rest() {
  return platform().awaits_rest() ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE int fenming_answer_size() {
  return static_cast<int>(g_answer.size());
}

EMSCRIPTEN_KEEPALIVE void fenming_activate(uint32_t id) {
  platform().input().activations.push_back(id);
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_set_focus(uint32_t id) {
  platform().input().focus_requests.push_back(id);
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_url(char* url, int bytes) {
  platform().host().pending().push(app::UrlChanged{take_text(url, bytes)});
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_watched(char* answer, int bytes) {
  platform().input().watched = take_text(answer, bytes);
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_scheme(int dark) {
  platform().host().pending().push(app::SchemeChanged{dark != 0});
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_reduced_motion(int reduced) {
  platform().input().reduced_motion = reduced != 0;
}

EMSCRIPTEN_KEEPALIVE void fenming_file(char* purpose, int purpose_bytes, char* name, int name_bytes,
                                       char* bytes, int size) {
  app::PickedFile file;
  file.purpose = take_text(purpose, purpose_bytes);
  file.name = take_text(name, name_bytes);
  file.bytes = take_text(bytes, size);
  platform().host().pending().push(app::FilePicked{std::move(file)});
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_bpmn(int exported, char* name, int name_bytes, char* problems,
                                       int problems_bytes, char* text, int size) {
  app::BpmnAnswer answer;
  answer.exported = exported != 0;
  answer.name = take_text(name, name_bytes);
  answer.problems = take_text(problems, problems_bytes);
  answer.text = take_text(text, size);
  platform().host().pending().push(app::BpmnConverted{std::move(answer)});
  platform().wake();
}

EMSCRIPTEN_KEEPALIVE void fenming_context(int restored) {
  if (restored != 0)
    platform().context_restored();
  else
    platform().context_lost();
}

}  // extern "C"
