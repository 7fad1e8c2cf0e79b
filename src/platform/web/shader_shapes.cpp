#include "platform/web/shader_shapes.h"

#include <emscripten/console.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace fenming::assets {
extern const std::string_view shape_vert, shape_frag;
}

namespace fenming::platform_web {
namespace {

using ui::KeptVertex;
using ui::ShapeDrawing;
using ui::ShapeSet;

GLuint compiled(GLenum kind, std::string_view text) {
  const GLuint shader = glCreateShader(kind);
  const char* begin = text.data();
  const auto size = static_cast<GLint>(text.size());
  glShaderSource(shader, 1, &begin, &size);
  glCompileShader(shader);
  return shader;
}

// One that does not link is a mistake in shaders/: it is told, and nothing is drawn with it.
GLuint linked(std::string_view vertex_text, std::string_view fragment_text) {
  const GLuint program = glCreateProgram();
  const GLuint vertex = compiled(GL_VERTEX_SHADER, vertex_text);
  const GLuint fragment = compiled(GL_FRAGMENT_SHADER, fragment_text);
  glAttachShader(program, vertex);
  glAttachShader(program, fragment);
  glLinkProgram(program);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  GLint done = 0;
  glGetProgramiv(program, GL_LINK_STATUS, &done);
  if (done == 0) emscripten_console_error("shaders/shape does not link");
  return program;
}

template <typename T>
void fill_buffer(GLenum target, const std::vector<T>& list) {
  glBufferData(target, static_cast<GLsizeiptr>(list.size() * sizeof(T)), list.data(),
               GL_STATIC_DRAW);
}

void attribute(GLuint place, GLint size, GLenum type, size_t at) {
  glEnableVertexAttribArray(place);
  glVertexAttribPointer(place, size, type, type == GL_UNSIGNED_BYTE, sizeof(KeptVertex),
                        reinterpret_cast<const void*>(at));
}

// As ImGui's backend does for what it draws itself.
void restrict_to(const ImVec4& clip) {
  const ImDrawData& data = *ImGui::GetDrawData();
  const ImVec2 scale = data.FramebufferScale;
  const float height = data.DisplaySize.y * scale.y;
  glScissor(static_cast<GLint>(clip.x * scale.x), static_cast<GLint>(height - clip.w * scale.y),
            static_cast<GLsizei>((clip.z - clip.x) * scale.x),
            static_cast<GLsizei>((clip.w - clip.y) * scale.y));
}

// What a command of the draw list carries.
struct Call {
  ShaderShapes* self;
  ShapeDrawing drawing;
};

}  // namespace

void ShaderShapes::forget_context() {
  program_ = {};
  for (Buffer& buffer : buffers_) {
    buffer.arrays = 0;
    buffer.is_stale = true;
  }
}

void ShaderShapes::keep(ShapeSet set, std::span<const KeptVertex> vertices,
                        std::span<const uint32_t> indices) {
  Buffer& buffer = buffers_[static_cast<size_t>(set)];
  buffer.vertices.assign(vertices.begin(), vertices.end());
  buffer.indices.assign(indices.begin(), indices.end());
  buffer.is_stale = true;
}

void ShaderShapes::draw(ImDrawList* list, const ShapeDrawing& drawing) {
  if (drawing.count == 0) return;
  Call call{this, drawing};
  list->AddCallback(
      [](const ImDrawList*, const ImDrawCmd* command) {
        const ImVec4& clip = command->ClipRect;
        if (clip.z <= clip.x || clip.w <= clip.y) return;
        restrict_to(clip);
        const auto* given = static_cast<const Call*>(command->UserCallbackData);
        given->self->render(given->drawing);
      },
      &call, sizeof(call));
}

void ShaderShapes::end(ImDrawList* list) {
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void ShaderShapes::use_program() {
  if (program_.id == 0) {
    const GLuint id = linked(assets::shape_vert, assets::shape_frag);
    const auto place = [id](const char* name) { return glGetUniformLocation(id, name); };
    program_ = {id,
                place("screen"),
                place("view"),
                place("zoom"),
                place("ratio"),
                place("reach"),
                place("half_width"),
                place("is_snapped")};
  }
  glUseProgram(program_.id);
}

void ShaderShapes::bind(Buffer& buffer) {
  const bool is_new = buffer.arrays == 0;
  if (is_new) {
    glGenVertexArrays(1, &buffer.arrays);
    glGenBuffers(1, &buffer.vertex_buffer);
    glGenBuffers(1, &buffer.index_buffer);
  }
  glBindVertexArray(buffer.arrays);
  if (buffer.is_stale) {
    glBindBuffer(GL_ARRAY_BUFFER, buffer.vertex_buffer);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffer.index_buffer);
    fill_buffer(GL_ARRAY_BUFFER, buffer.vertices);
    fill_buffer(GL_ELEMENT_ARRAY_BUFFER, buffer.indices);
    buffer.is_stale = false;
  }
  if (!is_new) return;
  attribute(0, 2, GL_FLOAT, offsetof(KeptVertex, place));
  attribute(1, 2, GL_FLOAT, offsetof(KeptVertex, way));
  attribute(2, 1, GL_FLOAT, offsetof(KeptVertex, side));
  attribute(3, 4, GL_UNSIGNED_BYTE, offsetof(KeptVertex, colour));
}

void ShaderShapes::render(const ShapeDrawing& drawing) {
  Buffer& buffer = buffers_[static_cast<size_t>(drawing.set)];
  if (drawing.first >= buffer.indices.size()) return;
  const ImDrawData& data = *ImGui::GetDrawData();
  const float ratio = data.FramebufferScale.x;
  const ui::ShapeView& view = drawing.view;
  use_program();
  glUniform2f(program_.screen, data.DisplaySize.x, data.DisplaySize.y);
  glUniform4f(program_.view, view.area.x, view.area.y, view.left, view.top);
  glUniform1f(program_.zoom, view.zoom);
  glUniform1f(program_.ratio, ratio);
  glUniform1f(program_.reach, drawing.reach);
  glUniform1f(program_.half_width, drawing.half_width * ratio);
  glUniform1i(program_.is_snapped, drawing.is_snapped ? 1 : 0);
  bind(buffer);
  const size_t count = std::min(drawing.count, buffer.indices.size() - drawing.first);
  glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(count), GL_UNSIGNED_INT,
                 reinterpret_cast<const void*>(drawing.first * sizeof(uint32_t)));
}

}  // namespace fenming::platform_web
