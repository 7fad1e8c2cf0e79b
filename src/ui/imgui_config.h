// Compile-time configuration of Dear ImGui, read by its own headers (IMGUI_USER_CONFIG).
#pragma once

#define IMGUI_USE_WCHAR32  // Names such as 𠮷 lie beyond the basic plane.
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define ImDrawIdx unsigned int  // WebGL has no base vertex; long tables pass 65,536 vertices.
