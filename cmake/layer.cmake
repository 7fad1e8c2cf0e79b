# fenming_layer(name DEPENDS ... SOURCES ...): a static library of one layer with the house flags.
# Layers are built without exceptions and RTTI in every build; errors are values (base/result.h).
function(fenming_flags target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    $<$<BOOL:${FENMING_WERROR}>:-Werror>
    # GCC 12 warns of overlapping copies inside std::string's own operator+ (its bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
  if(FENMING_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=all
      -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  endif()
  if(FENMING_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

function(fenming_layer name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;SOURCES" ${ARGN})
  add_library(fenming_${name} STATIC ${ARG_SOURCES})
  fenming_flags(fenming_${name})
  target_compile_options(fenming_${name} PRIVATE -fno-exceptions -fno-rtti)
  # The layers go into the shared library too; WebAssembly would pay for that in its inner loops.
  if(NOT EMSCRIPTEN)
    set_property(TARGET fenming_${name} PROPERTY POSITION_INDEPENDENT_CODE ON)
  endif()
  target_include_directories(fenming_${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
  target_link_libraries(fenming_${name} PUBLIC ${ARG_DEPENDS})
endfunction()

# Header-only packages reach both builds through directories that hold just their headers:
# adding the system include directory itself would break Emscripten's libc.
add_library(fenming_nlohmann INTERFACE)
target_include_directories(fenming_nlohmann SYSTEM INTERFACE "${FENMING_THIRD_PARTY}/include")
