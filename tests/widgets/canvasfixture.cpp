// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvasfixture.h"

#include "gesturefixture.h"

#include "moc_canvasfixture.cpp"
#include "moc_gesturefixture.cpp"
