// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <tl/expected.hpp>

namespace moa {

/** A failure, told in one translated sentence that a person can act on. */
struct Error
{
    QString message;

    friend bool operator==(const Error &, const Error &) = default;
};

/** A value or the reason why there is none. */
template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(QString message)
{
    return tl::make_unexpected(Error{std::move(message)});
}

} // namespace moa
