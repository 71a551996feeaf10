#include "chwloc.h"
