// The triangle at a curve's end; none where it has no arrow.
uniform float size;  // pixels
layout(location = 1) in vec4 end;  // the curve's last two points
layout(location = 2) in vec4 tint;
layout(location = 3) in float has_arrow;
out vec4 colour;
out vec3 weight;  // of the three corners

void main() {
  vec2 before = pixel_of(end.xy), tip = pixel_of(end.zw), along = tip - before;
  float far = length(along);
  float reach = has_arrow == 0.0 || far < 0.01 ? 0.0 : size;
  vec2 back = reach * along / max(far, 0.01);
  vec2 aside = vec2(-back.y, back.x) * 0.5;
  colour = tint;
  weight = vec3(gl_VertexID == 0, gl_VertexID == 1, gl_VertexID == 2);
  vec2 corner = gl_VertexID == 0 ? tip : gl_VertexID == 1 ? tip - back + aside : tip - back - aside;
  gl_Position = clip_of(corner);
}
