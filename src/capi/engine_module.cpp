// Keeps the C ABI's symbols in the WebAssembly module; there is nothing else in it.
#include "capi/fenming.h"

extern "C" uint32_t fenming_engine_module(void) {
  return fenming_abi_version();
}
