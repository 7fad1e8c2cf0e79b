// The browser's entry point: starts the platform; frames and events come from JavaScript.
#include "platform/web/web_platform.h"

int main() {
  return fenming::platform_web::platform().start() ? 0 : 1;
}
