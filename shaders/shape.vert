#version 300 es
// Kept shapes (src/ui/kept_shapes.h): a place of the drawing, and a way from there in pixels.
precision highp float;

uniform vec2 screen;      // size in pixels, y downwards
uniform vec4 view;        // the area's corner in pixels, and the units shown there
uniform float zoom;       // pixels of a unit
uniform float ratio;      // pixels of the device in one of the page
uniform float reach;      // pixels that a way of length 1 leads
uniform bool is_snapped;  // places are moved to whole pixels

layout(location = 0) in vec2 place;
layout(location = 1) in vec2 way;
layout(location = 2) in float side;
layout(location = 3) in vec4 tint;
out vec4 colour;
out float across;  // pixels of the device from the middle of a line

void main() {
  vec2 pixel = view.xy + (place - view.zw) * zoom;
  if (is_snapped) pixel = floor(pixel);
  pixel += way * reach;
  colour = tint;
  across = side * reach * ratio;
  gl_Position = vec4(pixel.x / screen.x * 2.0 - 1.0, 1.0 - pixel.y / screen.y * 2.0, 0.0, 1.0);
}
