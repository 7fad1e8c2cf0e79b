// Twelve corners: the body's two triangles, then those of the strip.
layout(location = 0) in vec4 box;
layout(location = 1) in vec4 body;
layout(location = 2) in vec4 strip;
out vec4 colour;

const vec2 corners[6] = vec2[6](vec2(0, 0), vec2(1, 0), vec2(0, 1), vec2(0, 1), vec2(1, 0), vec2(1, 1));

void main() {
  bool is_body = gl_VertexID < 6;
  vec2 size = max(vec2(1.0), box.zw * zoom);
  if (!is_body) size.x = strip.a == 0.0 ? 0.0 : max(1.0, size.x * 0.06);
  colour = is_body ? body : strip;
  gl_Position = clip_of(pixel_of(box.xy) + size * corners[gl_VertexID % 6]);
}
