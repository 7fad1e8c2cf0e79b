in vec4 colour;
in vec3 weight;
out vec4 result;

void main() {
  vec3 inside = weight / fwidth(weight) + 0.5;  // pixels of the device from each side
  result = vec4(colour.rgb, colour.a * clamp(min(inside.x, min(inside.y, inside.z)), 0.0, 1.0));
}
