#include "platform/null/null_platform.h"

namespace fenming::platform_null {

void FixedGlyphs::rasterise(uint32_t code_point, float size_px, ui::Weight, ui::GlyphBitmap& out) {
  out = ui::GlyphBitmap{};
  out.advance = code_point >= 0x2E80 ? size_px : size_px / 2;
}

std::optional<std::string> MemoryStore::get(std::string_view key) {
  const auto found = values_.find(key);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

bool MemoryStore::put(std::string_view key, std::string_view value) {
  values_.insert_or_assign(std::string(key), std::string(value));
  return true;
}

void MemoryStore::remove(std::string_view key) {
  const auto found = values_.find(key);
  if (found != values_.end()) values_.erase(found);
}

Harness::Harness(std::string_view url, float width, float height)
    : app_(http_, store_), host_(glyphs_, shapes_) {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.DisplaySize = {width, height};
  io.ConfigInputTrickleEventQueue = false;
  app_.start(url, false, "");
}

const app::PlatformOutput& Harness::frame(app::PlatformInput input) {
  now_ms_ += 16;
  input.now_ms = now_ms_;
  ImGui::GetIO().DeltaTime = 0.016f;
  output_ = {};
  host_.frame(input, app_, output_);
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_Destroyed) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
  return output_;
}

void Harness::settle() {
  for (int i = 0; i < 60; ++i) {
    frame();
    if (output_.repaint_after_ms != 0) return;
  }
}

void Harness::key(ImGuiKey key, bool ctrl, bool shift) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, ctrl);
  io.AddKeyEvent(ImGuiMod_Shift, shift);
  io.AddKeyEvent(key, true);
  frame();
  io.AddKeyEvent(key, false);
  io.AddKeyEvent(ImGuiMod_Ctrl, false);
  io.AddKeyEvent(ImGuiMod_Shift, false);
  settle();
}

void Harness::click(float x, float y) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(x, y);
  frame();
  io.AddMouseButtonEvent(0, true);
  frame();
  io.AddMouseButtonEvent(0, false);
  settle();
}

const ui::a11y::Entry* Harness::find(ui::a11y::Role role, std::string_view name) {
  const auto& tree = ui().tree;
  for (const auto& entry : tree.entries()) {
    if (entry.role == role && tree.name(entry) == name && entry.visible.w > 0 &&
        entry.visible.h > 0)
      return &entry;
  }
  return nullptr;
}

bool Harness::click(ui::a11y::Role role, std::string_view name) {
  const auto* entry = find(role, name);
  if (entry == nullptr) return false;
  const ImVec2 center = entry->visible.center();
  click(center.x, center.y);
  return true;
}

}  // namespace fenming::platform_null
