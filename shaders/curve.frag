uniform float half_width;  // pixels
in vec4 colour;
in float across;
out vec4 result;

void main() {
  result = vec4(colour.rgb, colour.a * clamp(half_width * ratio + 0.5 - abs(across), 0.0, 1.0));
}
