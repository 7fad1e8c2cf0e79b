// Kept shapes on WebGL: buffers and the program of shaders/, called from the draw list.
#pragma once

#include <GLES3/gl3.h>

#include <array>
#include <vector>

#include "ui/kept_shapes.h"

namespace fenming::platform_web {

class ShaderShapes final : public ui::KeptShapes {
 public:
  // Buffers and program are made when something is drawn; after this, again.
  void forget_context();

  void keep(ui::ShapeSet set, std::span<const ui::KeptVertex> vertices,
            std::span<const uint32_t> indices) override;
  void draw(ImDrawList* list, const ui::ShapeDrawing& drawing) override;
  void end(ImDrawList* list) override;

 private:
  struct Program {
    GLuint id = 0;
    GLint screen = 0, view = 0, zoom = 0, ratio = 0, reach = 0, half_width = 0, is_snapped = 0;
  };
  struct Buffer {
    std::vector<ui::KeptVertex> vertices;
    std::vector<uint32_t> indices;
    GLuint arrays = 0;  // 0: not there yet
    GLuint vertex_buffer = 0;
    GLuint index_buffer = 0;
    bool is_stale = true;
  };

  void render(const ui::ShapeDrawing& drawing);
  void use_program();
  void bind(Buffer& buffer);

  Program program_;
  std::array<Buffer, static_cast<size_t>(ui::ShapeSet::kCount)> buffers_;
};

}  // namespace fenming::platform_web
