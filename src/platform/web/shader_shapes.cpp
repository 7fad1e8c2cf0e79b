#include "platform/web/shader_shapes.h"

#include <emscripten/console.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace fenming::assets {
extern const std::string_view shader_view, shader_grid_vert, shader_grid_frag, shader_tile_vert,
    shader_tile_frag, shader_curve_vert, shader_curve_frag, shader_arrow_vert, shader_arrow_frag;
}

namespace fenming::platform_web {
namespace {

using ui::CurveDrawing;
using ui::GridDrawing;
using ui::KeptCurve;
using ui::KeptTile;
using ui::ShapeSet;
using ui::ShapeView;
using ui::TileDrawing;

struct Source {
  std::string_view vertex;
  std::string_view fragment;
};

GLuint compiled(GLenum kind, std::string_view text) {
  const GLuint shader = glCreateShader(kind);
  const std::array<const char*, 2> parts = {assets::shader_view.data(), text.data()};
  const std::array<GLint, 2> sizes = {static_cast<GLint>(assets::shader_view.size()),
                                      static_cast<GLint>(text.size())};
  glShaderSource(shader, 2, parts.data(), sizes.data());
  glCompileShader(shader);
  return shader;
}

// A program that does not link is a mistake in shaders/: told, and nothing is drawn with it.
GLuint linked(const Source& source) {
  const GLuint program = glCreateProgram();
  const GLuint vertex = compiled(GL_VERTEX_SHADER, source.vertex);
  const GLuint fragment = compiled(GL_FRAGMENT_SHADER, source.fragment);
  glAttachShader(program, vertex);
  glAttachShader(program, fragment);
  glLinkProgram(program);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  GLint done = 0;
  glGetProgramiv(program, GL_LINK_STATUS, &done);
  if (done == 0) {
    std::array<char, 1000> text = {};
    glGetProgramInfoLog(program, static_cast<GLsizei>(text.size()), nullptr, text.data());
    emscripten_console_error(text.data());
  }
  return program;
}

bool is_of_tiles(ShapeSet set) {
  return set != ShapeSet::kCanvasCurves;
}

void attribute(GLuint place, GLint size, GLenum type, size_t stride, size_t at) {
  glEnableVertexAttribArray(place);
  glVertexAttribPointer(place, size, type, type == GL_UNSIGNED_BYTE, static_cast<GLsizei>(stride),
                        reinterpret_cast<const void*>(at));
  glVertexAttribDivisor(place, 1);
}

// Reads instances from the bound buffer on, beginning with the given one.
void describe_tiles() {
  attribute(0, 4, GL_FLOAT, sizeof(KeptTile), offsetof(KeptTile, x));
  attribute(1, 4, GL_UNSIGNED_BYTE, sizeof(KeptTile), offsetof(KeptTile, body));
  attribute(2, 4, GL_UNSIGNED_BYTE, sizeof(KeptTile), offsetof(KeptTile, strip));
}
void describe_curves(size_t first) {
  const size_t at = first * sizeof(KeptCurve);
  constexpr size_t kTwoPoints = 2 * sizeof(ImVec2);
  attribute(0, 4, GL_FLOAT, sizeof(KeptCurve), at);
  attribute(1, 4, GL_FLOAT, sizeof(KeptCurve), at + kTwoPoints);
  attribute(2, 4, GL_UNSIGNED_BYTE, sizeof(KeptCurve), at + offsetof(KeptCurve, colour));
  // One byte is enough to tell zero from one.
  attribute(3, 1, GL_UNSIGNED_BYTE, sizeof(KeptCurve), at + offsetof(KeptCurve, has_arrow));
}

void restrict_to(const ImVec4& clip) {
  const ImDrawData& data = *ImGui::GetDrawData();
  const ImVec2 scale = data.FramebufferScale;
  const float height = data.DisplaySize.y * scale.y;
  glScissor(static_cast<GLint>(clip.x * scale.x), static_cast<GLint>(height - clip.w * scale.y),
            static_cast<GLsizei>((clip.z - clip.x) * scale.x),
            static_cast<GLsizei>((clip.w - clip.y) * scale.y));
}

}  // namespace

void ShaderShapes::forget_context() {
  programs_ = {};
  for (Buffer& buffer : buffers_) {
    buffer.id = buffer.arrays = 0;
    buffer.is_stale = true;
  }
}

void ShaderShapes::keep_bytes(ShapeSet set, std::span<const std::byte> bytes, size_t count) {
  Buffer& buffer = buffers_[static_cast<size_t>(set)];
  buffer.bytes.assign(bytes.begin(), bytes.end());
  buffer.count = static_cast<GLsizei>(count);
  buffer.is_stale = true;
}
void ShaderShapes::keep(ShapeSet set, std::span<const KeptTile> tiles) {
  keep_bytes(set, std::as_bytes(tiles), tiles.size());
}
void ShaderShapes::keep(ShapeSet set, std::span<const KeptCurve> curves) {
  keep_bytes(set, std::as_bytes(curves), curves.size());
}

template <typename Drawing>
void ShaderShapes::add(ImDrawList* list, const Drawing& drawing) {
  Call<Drawing> call{this, drawing};
  list->AddCallback(
      [](const ImDrawList*, const ImDrawCmd* command) {
        if (command->ClipRect.z <= command->ClipRect.x ||
            command->ClipRect.w <= command->ClipRect.y)
          return;
        const auto& given = *static_cast<const Call<Drawing>*>(command->UserCallbackData);
        restrict_to(command->ClipRect);
        given.self->render(given.drawing);
      },
      &call, sizeof(call));
}
void ShaderShapes::draw(ImDrawList* list, const GridDrawing& drawing) {
  add(list, drawing);
}
void ShaderShapes::draw(ImDrawList* list, const TileDrawing& drawing) {
  add(list, drawing);
}
void ShaderShapes::draw(ImDrawList* list, const CurveDrawing& drawing) {
  if (drawing.count > 0) add(list, drawing);
}
void ShaderShapes::end(ImDrawList* list) {
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

const ShaderShapes::Program& ShaderShapes::use(Kind kind, const ShapeView& view) {
  const std::array<Source, 4> sources = {Source{assets::shader_grid_vert, assets::shader_grid_frag},
                                         {assets::shader_tile_vert, assets::shader_tile_frag},
                                         {assets::shader_curve_vert, assets::shader_curve_frag},
                                         {assets::shader_arrow_vert, assets::shader_arrow_frag}};
  Program& program = programs_[static_cast<size_t>(kind)];
  if (program.id == 0) {
    program.id = linked(sources[static_cast<size_t>(kind)]);
    const auto place = [&](const char* name) { return glGetUniformLocation(program.id, name); };
    program = {program.id,          place("screen"), place("view"), place("zoom"),
               place("ratio"),      place("area"),   place("gap"),  place("colour"),
               place("half_width"), place("pieces"), place("size")};
  }
  const ImDrawData& data = *ImGui::GetDrawData();
  glUseProgram(program.id);
  glUniform2f(program.screen, data.DisplaySize.x, data.DisplaySize.y);
  glUniform4f(program.view, view.area.x, view.area.y, view.left, view.top);
  glUniform1f(program.zoom, view.zoom);
  glUniform1f(program.ratio, data.FramebufferScale.x);
  return program;
}

ShaderShapes::Buffer& ShaderShapes::bind(ShapeSet set) {
  Buffer& buffer = buffers_[static_cast<size_t>(set)];
  const bool is_new = buffer.id == 0;
  if (is_new) {
    glGenBuffers(1, &buffer.id);
    glGenVertexArrays(1, &buffer.arrays);
  }
  glBindVertexArray(buffer.arrays);
  glBindBuffer(GL_ARRAY_BUFFER, buffer.id);
  if (buffer.is_stale) {
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(buffer.bytes.size()), buffer.bytes.data(),
                 GL_STATIC_DRAW);
    buffer.is_stale = false;
  }
  if (is_new && is_of_tiles(set)) describe_tiles();
  return buffer;
}

void ShaderShapes::render(const GridDrawing& drawing) {
  const Program& program = use(Kind::kGrid, drawing.view);
  const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(drawing.colour);
  glUniform2f(program.area, drawing.view.area.w, drawing.view.area.h);
  glUniform1f(program.gap, drawing.gap * drawing.view.zoom);
  glUniform4f(program.colour, colour.x, colour.y, colour.z, colour.w);
  glBindVertexArray(0);  // corners come from their number
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

void ShaderShapes::render(const TileDrawing& drawing) {
  constexpr GLsizei kCorners = 12;
  use(Kind::kTile, drawing.view);
  const Buffer& buffer = bind(drawing.set);
  glDrawArraysInstanced(GL_TRIANGLES, 0, kCorners, buffer.count);
}

void ShaderShapes::render(const CurveDrawing& drawing) {
  const Program& curves = use(Kind::kCurve, drawing.view);
  const Buffer& buffer = bind(drawing.set);
  describe_curves(drawing.first);
  const auto count = static_cast<GLsizei>(
      std::min(drawing.count, static_cast<size_t>(buffer.count) - drawing.first));
  glUniform1f(curves.half_width, drawing.width / 2);
  glUniform1f(curves.pieces, static_cast<float>(drawing.pieces));
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 2 * (drawing.pieces + 1), count);
  if (drawing.arrow <= 0) return;
  const Program& arrows = use(Kind::kArrow, drawing.view);
  glUniform1f(arrows.size, drawing.arrow);
  glDrawArraysInstanced(GL_TRIANGLES, 0, 3, count);
}

}  // namespace fenming::platform_web
