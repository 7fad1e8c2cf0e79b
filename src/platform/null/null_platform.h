// The headless platform: fixed-width glyphs, textures accepted without being drawn, ports that
// remember what they were asked. Tests drive the interface through it, frame by frame.
#pragma once

#include <array>
#include <map>
#include <string>

#include "ui/host.h"

namespace fenming::platform_null {

// Half an em for code points below U+2E80, one em for the rest, no pixels.
class FixedGlyphs final : public ui::GlyphSource {
 public:
  void rasterise(uint32_t code_point, float size_px, ui::Weight weight,
                 ui::GlyphBitmap& out) override;
};

// Counts what it is handed and asked to draw, in indices.
class CountedShapes final : public ui::KeptShapes {
 public:
  void keep(ui::ShapeSet set, std::span<const ui::KeptVertex>,
            std::span<const uint32_t> indices) override {
    kept_[static_cast<size_t>(set)] = indices.size();
    ++times_kept_[static_cast<size_t>(set)];
  }
  void draw(ImDrawList*, const ui::ShapeDrawing& drawing) override {
    drawn_[static_cast<size_t>(drawing.set)] = drawing.count;
  }
  void end(ImDrawList*) override {}

  size_t kept(ui::ShapeSet set) const { return kept_[static_cast<size_t>(set)]; }
  size_t times_kept(ui::ShapeSet set) const { return times_kept_[static_cast<size_t>(set)]; }
  // By the last drawing.
  size_t drawn(ui::ShapeSet set) const { return drawn_[static_cast<size_t>(set)]; }

 private:
  using Counts = std::array<size_t, static_cast<size_t>(ui::ShapeSet::kCount)>;
  Counts kept_ = {}, times_kept_ = {}, drawn_ = {};
};

class MemoryStore final : public app::KeyValuePort {
 public:
  std::optional<std::string> get(std::string_view key) override;
  bool put(std::string_view key, std::string_view value) override;
  void remove(std::string_view key) override;

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

class RecordedHttp final : public app::HttpPort {
 public:
  void send(const app::HttpRequest& request) override { sent.push_back(request); }
  void cancel(app::RequestId id) override { cancelled.push_back(id); }
  std::vector<app::HttpResponse> take_responses() override { return std::exchange(responses, {}); }
  std::vector<app::HttpProgress> take_progress() override { return std::exchange(progress, {}); }

  std::vector<app::HttpRequest> sent;
  std::vector<app::RequestId> cancelled;
  std::vector<app::HttpResponse> responses;  // a test fills these
  std::vector<app::HttpProgress> progress;
};

// Application, interface and time, stepped by hand.
class Harness {
 public:
  explicit Harness(std::string_view url, float width = 1440, float height = 900);

  // One frame, 16 ms later.
  const app::PlatformOutput& frame(app::PlatformInput input = {});
  // Frames until nothing asks for another one, at most 60.
  void settle();
  void key(ImGuiKey key, bool ctrl = false, bool shift = false);
  void click(float x, float y);
  // The visible interactive entry with that role and name; null if there is none.
  const ui::a11y::Entry* find(ui::a11y::Role role, std::string_view name);
  bool click(ui::a11y::Role role, std::string_view name);

  app::App& app() { return app_; }
  ui::Ui& ui() { return host_.ui(); }
  ui::Host& host() { return host_; }
  RecordedHttp& http() { return http_; }
  CountedShapes& shapes() { return shapes_; }

 private:
  FixedGlyphs glyphs_;
  CountedShapes shapes_;
  MemoryStore store_;
  RecordedHttp http_;
  app::App app_;
  ui::Host host_;
  app::PlatformOutput output_;
  double now_ms_ = 0;
};

}  // namespace fenming::platform_null
