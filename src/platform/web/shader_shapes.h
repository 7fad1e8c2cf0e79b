// Kept shapes on WebGL: instanced buffers and the programs of shaders/, called from the draw list.
#pragma once

#include <GLES3/gl3.h>

#include <array>
#include <cstddef>
#include <vector>

#include "ui/kept_shapes.h"

namespace fenming::platform_web {

class ShaderShapes final : public ui::KeptShapes {
 public:
  // Buffers and programs are made when something is drawn for the first time, and again then.
  void forget_context();

  void keep(ui::ShapeSet set, std::span<const ui::KeptTile> tiles) override;
  void keep(ui::ShapeSet set, std::span<const ui::KeptCurve> curves) override;
  void draw(ImDrawList* list, const ui::GridDrawing& drawing) override;
  void draw(ImDrawList* list, const ui::TileDrawing& drawing) override;
  void draw(ImDrawList* list, const ui::CurveDrawing& drawing) override;
  void end(ImDrawList* list) override;

 private:
  enum class Kind : uint8_t { kGrid, kTile, kCurve, kArrow, kCount };
  struct Program {
    GLuint id = 0;
    GLint screen = 0, view = 0, zoom = 0, ratio = 0;  // of every one
    GLint area = 0, gap = 0, colour = 0;              // of the grid
    GLint half_width = 0, pieces = 0, size = 0;       // of curves and arrows
  };
  struct Buffer {
    std::vector<std::byte> bytes;
    GLuint id = 0;
    GLuint arrays = 0;
    bool is_stale = true;
    GLsizei count = 0;
  };

  // What a command of the list carries.
  template <typename Drawing>
  struct Call {
    ShaderShapes* self;
    Drawing drawing;
  };
  template <typename Drawing>
  void add(ImDrawList* list, const Drawing& drawing);
  void render(const ui::GridDrawing& drawing);
  void render(const ui::TileDrawing& drawing);
  void render(const ui::CurveDrawing& drawing);
  const Program& use(Kind kind, const ui::ShapeView& view);
  Buffer& bind(ui::ShapeSet set);
  void keep_bytes(ui::ShapeSet set, std::span<const std::byte> bytes, size_t count);

  std::array<Program, static_cast<size_t>(Kind::kCount)> programs_;
  std::array<Buffer, static_cast<size_t>(ui::ShapeSet::kCount)> buffers_;
};

}  // namespace fenming::platform_web
