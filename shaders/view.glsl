#version 300 es
precision highp float;

// Common head of the shaders: pixels are those of the page, with y downwards.
uniform vec2 screen;  // size in pixels
uniform vec4 view;    // the area's corner in pixels, and the units shown there
uniform float zoom;   // pixels of a unit
uniform float ratio;  // pixels of the device in one of the page

vec2 pixel_of(vec2 place) { return view.xy + (place - view.zw) * zoom; }
vec4 clip_of(vec2 pixel) { return vec4(pixel.x / screen.x * 2.0 - 1.0, 1.0 - pixel.y / screen.y * 2.0, 0.0, 1.0); }
