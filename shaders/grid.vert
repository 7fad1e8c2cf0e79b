// The area as two triangles.
uniform vec2 area;
out vec2 at;

void main() {
  at = view.xy + area * vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  gl_Position = clip_of(at);
}
