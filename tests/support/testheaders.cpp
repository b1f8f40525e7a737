// SPDX-License-Identifier: GPL-3.0-or-later

// A target that only precompiles headers must have a source file.
