#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define MINSHENG_VERSION "0.1.0" /* the same as in meson.build */

#endif
