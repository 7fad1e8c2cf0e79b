// Dots of a pixel and a half at whole pixels.
uniform float gap;  // pixels between two dots
uniform vec4 colour;
in vec2 at;
out vec4 result;

void main() {
  vec2 origin = pixel_of(vec2(0.0));
  // A dot may begin up to a pixel before its place, because it is moved to a whole one.
  vec2 dot_at = floor(origin + floor((at + 1.0 - origin) / gap) * gap);
  vec2 inside = at - dot_at;
  if (inside.x < 0.0 || inside.y < 0.0 || inside.x >= 1.5 || inside.y >= 1.5) discard;
  result = colour;
}
