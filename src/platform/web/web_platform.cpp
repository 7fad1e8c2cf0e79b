#include "platform/web/web_platform.h"

#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <GLES3/gl3.h>

#include "imgui_impl_opengl3.h"
#include "platform/web/bridge.h"
#include "platform/web/keys.h"

namespace fenming::platform_web {
namespace {
constexpr const char* kCanvas = "#canvas";
constexpr int kFramesAfterInput = 2;
constexpr float kPictureScale = 2;
}  // namespace

WebPlatform& platform() {
  static WebPlatform instance;
  return instance;
}

bool WebPlatform::create_context() {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias = false;
  attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  context_ = emscripten_webgl_create_context(kCanvas, &attributes);
  return context_ > 0 &&
         emscripten_webgl_make_context_current(context_) == EMSCRIPTEN_RESULT_SUCCESS;
}

bool WebPlatform::start() {
  if (!create_context()) return false;
  getentropy(&random_, sizeof(random_));
  host_ = std::make_unique<ui::Host>(glyphs_, shapes_);
  ImGui_ImplOpenGL3_Init("#version 300 es");
  ImGui::GetIO().BackendPlatformName = "fenming web";
  fm_start(kCanvas);
  return true;
}

void WebPlatform::resize(float css_width, float css_height, float device_ratio) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {css_width, css_height};
  io.DisplayFramebufferScale = {device_ratio, device_ratio};
  wake();
}

void WebPlatform::wake() {
  extra_frames_ = kFramesAfterInput;
  fm_schedule(0);
}

void WebPlatform::context_lost() {
  context_is_lost_ = true;
}

// Textures and buffers are made again; ImGui keeps the atlas pixels, so nothing is rasterised
// twice.
void WebPlatform::context_restored() {
  context_is_lost_ = false;
  emscripten_webgl_make_context_current(context_);
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
  ImGui_ImplOpenGL3_CreateDeviceObjects();
  shapes_.forget_context();
  wake();
}

void WebPlatform::draw() {
  const ImGuiIO& io = ImGui::GetIO();
  glViewport(0, 0, static_cast<int>(io.DisplaySize.x * io.DisplayFramebufferScale.x),
             static_cast<int>(io.DisplaySize.y * io.DisplayFramebufferScale.y));
  const ImVec4 back = ImGui::ColorConvertU32ToFloat4(host_->ui().theme.background);
  glClearColor(back.x, back.y, back.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

// What every frame is given, whatever happened before it.
void WebPlatform::complete(app::PlatformInput& input, double now_ms) const {
  input.now_ms = now_ms;
  input.clock_ms = fm_now;
  input.pinyin_initial = fm_pinyin_initial;
  input.unix_seconds = static_cast<int64_t>(emscripten_date_now() / 1000);
  input.random = random_;
}

const app::PlatformOutput& WebPlatform::frame_now() {
  const ImGuiIO& io = ImGui::GetIO();
  output_ = {};
  if (context_is_lost_ || io.DisplaySize.x <= 0) return output_;
  const double now = fm_now();
  ImGui::GetIO().DeltaTime = std::clamp(static_cast<float>((now - last_ms_) / 1000), 0.001f, 0.1f);
  last_ms_ = now;
  app::PlatformInput input = std::move(input_);
  input_ = {};
  input_.reduced_motion = input.reduced_motion;
  input_.canvas_focused = input.canvas_focused;
  complete(input, now);
  ImGui_ImplOpenGL3_NewFrame();
  host_->frame(input, app_, output_);
  draw();
  fm_drew_frame();
  execute(output_);
  return output_;
}

void WebPlatform::frame() {
  frame_now();
  // Input that ImGui spreads over frames must not fall asleep in its queue.
  const bool queued = ImGui::GetCurrentContext() != nullptr && extra_frames_ > 0;
  if (queued) --extra_frames_;
  if (queued || host_->has_actions()) {
    fm_schedule(0);
  } else if (output_.repaint_after_ms >= 0) {
    fm_schedule(output_.repaint_after_ms);
  }
}

void WebPlatform::show_edit(const app::PlatformOutput& output) {
  if (!output.has_edit) {
    if (edit_shown_) fm_edit_hide();
    edit_shown_ = false;
    return;
  }
  const app::EditRequest& request = output.edit;
  FmEdit edit{};
  edit.id = request.id;
  edit.kind = static_cast<uint32_t>(request.kind);
  edit.flags = (request.right_aligned ? 1u : 0u) | (request.invalid ? 2u : 0u);
  edit.x = request.rect.x;
  edit.y = request.rect.y;
  edit.w = request.rect.w;
  edit.h = request.rect.h;
  edit.clip_x = request.clip.x;
  edit.clip_y = request.clip.y;
  edit.clip_w = request.clip.w;
  edit.clip_h = request.clip.h;
  edit.font_px = request.font_px;
  edit.padding = request.padding;
  edit.baseline = ui::kBaseline;
  edit.caret_x = request.caret_x;
  edit.text_rgba = request.text_rgba;
  edit.background_rgba = request.background_rgba;
  edit.accent_rgba = request.accent_rgba;
  fm_edit_show(&edit, request.label.c_str(), request.value.c_str(), request.hint.c_str());
  edit_shown_ = true;
}

// The screen is drawn once more into a texture of twice its size, glyphs and all, with nothing
// under the pointer.
void WebPlatform::save_picture(const app::Picture& picture) {
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 ratio = io.DisplayFramebufferScale;
  const ImVec2 pointer = io.MousePos;
  const auto pixels = [](float css) { return static_cast<int>(std::lround(css * kPictureScale)); };
  const int width = pixels(io.DisplaySize.x);
  const int height = pixels(io.DisplaySize.y);
  io.DisplayFramebufferScale = {kPictureScale, kPictureScale};
  io.AddMousePosEvent(-3.4e38f, -3.4e38f);
  GLuint texture = 0;
  GLuint target = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glGenFramebuffers(1, &target);
  glBindFramebuffer(GL_FRAMEBUFFER, target);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
  app::PlatformInput input;
  complete(input, fm_now());
  input.reduced_motion = true;
  app::PlatformOutput output;
  ImGui_ImplOpenGL3_NewFrame();
  host_->frame(input, app_, output);
  draw();
  const int area_width = pixels(picture.area.w);
  const int area_height = pixels(picture.area.h);
  std::vector<uint8_t> rows(static_cast<size_t>(area_width) * static_cast<size_t>(area_height) * 4);
  glReadPixels(pixels(picture.area.x), height - pixels(picture.area.y) - area_height, area_width,
               area_height, GL_RGBA, GL_UNSIGNED_BYTE, rows.data());
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glDeleteFramebuffers(1, &target);
  glDeleteTextures(1, &texture);
  io.DisplayFramebufferScale = ratio;
  io.AddMousePosEvent(pointer.x, pointer.y);
  fm_picture(picture.name.c_str(), rows.data(), area_width, area_height);
  output.pictures.clear();
  execute(output);  // an answer that arrived may have asked for something
  wake();
}

void WebPlatform::execute(const app::PlatformOutput& output) {
  show_edit(output);
  if (output.cursor != cursor_) fm_set_cursor(cursor_ = output.cursor);
  const bool dark = host_->ui().theme.dark;
  std::string page = output.title + '\n' + output.document_language + (dark ? "d" : "l") +
                     (output.unsent_changes ? "u" : "s");
  if (page != page_) {
    fm_set_page(output.title.c_str(), output.document_language.c_str(), dark ? 1 : 0,
                output.unsent_changes ? 1 : 0);
    page_ = std::move(page);
  }
  if (host_->own_keys() != own_keys_ || output.wants_any_key != wants_any_key_) {
    own_keys_ = host_->own_keys();
    wants_any_key_ = output.wants_any_key;
    fm_own_keys(own_key_codes(own_keys_).c_str(), wants_any_key_ ? 1 : 0);
  }
  if (output.watch != watch_) {
    watch_ = output.watch;
    fm_watch(watch_.path.c_str(), watch_.body.c_str(), watch_.leave_body.c_str());
  }
  if (!output.leave_for.empty()) fm_leave(output.leave_for.c_str());
  if (!output.open_page.empty()) fm_open(output.open_page.c_str());
  if (output.history != app::HistoryStep::kNone)
    fm_history(output.history == app::HistoryStep::kPush ? 1 : 0, output.url.c_str());
  if (!output.clipboard.empty())
    fm_clipboard(output.clipboard.data(), static_cast<int>(output.clipboard.size()));
  if (output.has_file_request)
    fm_pick_file(output.file_request.purpose.c_str(), output.file_request.accept.c_str());
  for (const app::Download& file : output.drawings)
    fm_save_drawing(file.name.c_str(), file.bytes.data(), static_cast<int>(file.bytes.size()));
  for (const app::Download& file : output.downloads) {
    fm_download(file.name.c_str(), file.media_type.c_str(), file.bytes.data(),
                static_cast<int>(file.bytes.size()));
  }
  for (const app::BpmnRequest& file : output.bpmn) {
    fm_bpmn(file.exports ? 1 : 0, file.name.c_str(), file.text.data(),
            static_cast<int>(file.text.size()));
  }
  for (const app::Picture& picture : output.pictures)
    save_picture(picture);
  if (fm_wants_mirror() != 0) {
    const std::string json = tree_json();
    fm_mirror(json.data(), static_cast<int>(json.size()));
  }
}

}  // namespace fenming::platform_web
