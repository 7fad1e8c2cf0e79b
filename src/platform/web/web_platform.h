// The browser: frames on demand, WebGL, input, the text element, history, files. One instance lives
// as long as the page; JavaScript calls into it through the exported functions of web_events.cpp.
// Nothing here decides anything about the product.
#pragma once

#include <emscripten/html5_webgl.h>

#include <memory>

#include "platform/web/canvas_glyphs.h"
#include "platform/web/shader_shapes.h"
#include "platform/web/web_ports.h"
#include "ui/host.h"

namespace fenming::platform_web {

class WebPlatform {
 public:
  // False when WebGL2 is not to be had; the page then says so.
  bool start();
  void frame();

  // ---- from JavaScript, between frames
  void resize(float css_width, float css_height, float device_ratio);
  void context_lost();
  void context_restored();
  app::PlatformInput& input() { return input_; }
  app::App& app() { return app_; }
  ui::Host& host() { return *host_; }
  // Input deserves a few frames more: ImGui settles hover and focus a frame later.
  void wake();
  // Draws at once inside a browser event, where focus() and clipboard are allowed.
  const app::PlatformOutput& frame_now();
  std::string tree_json() { return host_->ui().tree.to_json(); }
  size_t waiting() const { return http_.waiting(); }
  bool awaits_rest() const { return host_ && host_->awaits_rest(app_.state()); }
  std::string cuts_json() { return host_->ui().cuts.to_json(); }

 private:
  bool create_context();
  void complete(app::PlatformInput& input, double now_ms) const;
  void draw();
  void execute(const app::PlatformOutput& output);
  void show_edit(const app::PlatformOutput& output);
  void save_picture(const app::Picture& picture);

  CanvasGlyphs glyphs_;
  ShaderShapes shapes_;
  FetchHttp http_;
  LocalStore store_;
  app::App app_{http_, store_};
  std::unique_ptr<ui::Host> host_;
  app::PlatformInput input_;
  app::PlatformOutput output_;
  EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context_ = 0;
  double last_ms_ = 0;
  uint64_t random_ = 0;
  int extra_frames_ = 3;
  bool context_is_lost_ = false;
  bool edit_shown_ = false;
  app::Watch watch_;
  std::vector<ui::OwnKey> own_keys_;
  bool wants_any_key_ = false;
  std::string page_;  // title, language and state last told to the page
  const char* cursor_ = "";
};

// The page's only instance.
WebPlatform& platform();

}  // namespace fenming::platform_web
