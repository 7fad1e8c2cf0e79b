#version 300 es
// The sides of a line fade over a pixel of the device.
precision highp float;

uniform float half_width;  // pixels of the device
in vec4 colour;
in float across;
out vec4 result;

void main() {
  result = vec4(colour.rgb, colour.a * clamp(half_width + 0.5 - abs(across), 0.0, 1.0));
}
