// A strip of pairs of corners along the curve, a little wider than it, so that its sides can fade.
uniform float half_width;  // pixels
uniform float pieces;
layout(location = 0) in vec4 begin;  // two points
layout(location = 1) in vec4 end;    // two points
layout(location = 2) in vec4 tint;
out vec4 colour;
out float across;  // pixels of the device from the middle of the curve

void main() {
  vec2 a = pixel_of(begin.xy), b = pixel_of(begin.zw), c = pixel_of(end.xy), d = pixel_of(end.zw);
  float t = float(gl_VertexID >> 1) / pieces, s = 1.0 - t;
  vec2 middle = s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d;
  vec2 along = s * s * (b - a) + 2.0 * s * t * (c - b) + t * t * (d - c);
  if (pieces < 1.5 || dot(along, along) < 1e-6) along = d - a;
  float size = length(along);
  vec2 normal = size < 1e-3 ? vec2(0.0) : vec2(-along.y, along.x) / size;
  float reach = half_width + 1.0 / ratio;
  float side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
  colour = tint;
  across = side * reach * ratio;
  gl_Position = clip_of(middle + normal * side * reach);
}
