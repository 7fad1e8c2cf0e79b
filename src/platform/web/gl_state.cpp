// What Dear ImGui's backend asks WebGL for around every drawing, to leave the state as it was.
// Asked in earnest, each question waits until the graphics process has drawn all before it:
// hundreds of milliseconds without a graphics card. Nothing else draws on this context, so the
// answers are those of a fresh one. src/platform/CMakeLists.txt gives the backend this function for
// glGetIntegerv().
#include <GLES3/gl3.h>

#include <algorithm>

extern "C" void fenming_gl_state(GLenum name, GLint* value) {
  switch (name) {
    case GL_ACTIVE_TEXTURE:
      *value = GL_TEXTURE0;
      return;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *value = GL_ONE;
      return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *value = GL_FUNC_ADD;
      return;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
      std::fill_n(value, 4, 0);
      return;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA:
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_ELEMENT_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
    case GL_PIXEL_UNPACK_BUFFER_BINDING:
      *value = 0;
      return;
    default:
      glGetIntegerv(name, value);  // what it asks once, at the start
  }
}
