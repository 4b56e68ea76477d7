"""Put numbers as people say them: times in months and years, shares as so many of so many."""

from __future__ import annotations

_WEEKS_A_MONTH = 365.25 / 12 / 7

# Within this share of so many months or years, a time is told in these.
_NEAR = 0.01

# What the ends of a span may share.
_WAYS = ("lower", "higher", "fewer", "more")

# From this ratio on, so many times as high can be told from as high.
_MANY_TIMES = 1.05

_DENOMINATORS = (100, 1_000, 10_000, 100_000, 1_000_000)
_LEAST_COUNT = 10


def time_said(weeks: float) -> str:
    """Return a time in whole years or months, where it is near enough; else in weeks or days.

    Examples
    --------
    >>> [time_said(weeks) for weeks in (104.4, 52.0, 96.0, 24.0, 156.5, 14.2857)]
    ['2 years', '1 year', '22 months', '24 weeks', '3 years', '100 days']
    """
    for unit, length in (("year", 12 * _WEEKS_A_MONTH), ("month", _WEEKS_A_MONTH)):
        many = round(weeks / length)
        if many and abs(many * length - weeks) <= _NEAR * weeks:
            return f"{many} {unit}{'' if many == 1 else 's'}"
    days = round(7 * weeks)
    if weeks != round(weeks) and abs(days - 7 * weeks) <= _NEAR:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{weeks:g} week{'' if weeks == 1 else 's'}"


def share_said(share: float) -> str:
    """Return a share of people as so many of so many.

    Examples
    --------
    >>> [share_said(share) for share in (0.28, 0.029, 0.0000077, 0, 1)]
    ['about 28 of 100', 'about 29 of 1,000', 'about 8 in a million', 'none', 'all']
    >>> share_said(0.95), share_said(0.997)
    ('about 95 of 100', 'about 997 of 1,000')
    """
    if share in (0, 1):
        return "all" if share else "none"
    size = _size(share)
    while round(share * size) == size and size < _DENOMINATORS[-1]:
        size *= 10
    return f"about {share * size:.0f} {_of(size)}"


def shares_said(*shares: float) -> tuple[list[str], str]:
    """Return shares as numbers of people, and of how many: at least 1,000, and the same for all.

    Examples
    --------
    >>> shares_said(0.241, 0.461)
    (['241', '461'], '1,000')
    >>> shares_said(0.0002, 0.00031)
    (['20', '31'], '100,000')
    """
    size = max(_size(max(shares)), 1_000)
    return [f"{share * size:,.0f}" for share in shares], f"{size:,}"


def fewer_said(*differences: float) -> tuple[list[str], str]:
    """Return differences of shares as so many people more or fewer, and of how many.

    Examples
    --------
    >>> fewer_said(-0.035, 0.035)
    (['35 fewer', '35 more'], '1,000')
    >>> fewer_said(-0.0004, 0, 0.0021)
    (['4 fewer', 'as many', '21 more'], '10,000')
    """
    shares, size = shares_said(*(abs(one) for one in differences))
    ways = ("fewer" if one < 0 else "more" for one in differences)
    return [
        "as many" if share == "0" else f"{share} {way}"
        for share, way in zip(shares, ways, strict=True)
    ], size


def _size(share: float) -> int:
    return next((n for n in _DENOMINATORS if share * n >= _LEAST_COUNT), _DENOMINATORS[-1])


def _of(size: int) -> str:
    return "in a million" if size == _DENOMINATORS[-1] else f"of {size:,}"


def ratio_said(ratio: float) -> str:
    """Return what a ratio makes of what it is against.

    Examples
    --------
    >>> [ratio_said(ratio) for ratio in (0.1, 4.56, 1.3, 1.0)]
    ['90 % lower', '4.6 times as high', '30 % higher', 'the same']
    >>> ratio_said(0.997), ratio_said(0.004), ratio_said(2)
    ('less than 1 % lower', 'more than 99 % lower', 'twice as high')
    """
    if ratio == 1:
        return "the same"
    if ratio >= 2:
        return "twice as high" if f"{ratio:.2g}" == "2" else f"{_times(ratio)} times as high"
    percent = 100 * abs(ratio - 1)
    way = "lower" if ratio < 1 else "higher"
    if percent < 1:
        return f"less than 1 % {way}"
    return f"more than 99 % {way}" if percent > 99 and ratio < 1 else f"{percent:.0f} % {way}"


def ratios_said(low: float, high: float) -> str:
    """Return the limits of a ratio as one span, both in times where one cannot be in percent.

    Examples
    --------
    >>> ratios_said(0.24, 0.41), ratios_said(0.22, 10.3), ratios_said(1.64, 6.3)
    ('76 % to 59 % lower', '78 % lower to 10 times as high', '1.6 to 6.3 times as high')
    """
    if low >= _MANY_TIMES and high >= 2:
        return f"{_times(low)} to {_times(high)} times as high"
    return span_said(ratio_said(low), ratio_said(high))


def _times(ratio: float) -> str:
    return f"{ratio:.2g}" if ratio < 100 else "more than 100"


def difference_said(difference: float) -> str:
    """Return what a difference makes of what it is against.

    Examples
    --------
    >>> [difference_said(difference) for difference in (-1.7, 0.25, 0)]
    ['1.7 lower', '0.25 higher', 'the same']
    """
    if not difference:
        return "the same"
    return f"{abs(difference):.2g} {'lower' if difference < 0 else 'higher'}"


def span_said(low: str, high: str) -> str:
    """Return two ends as one span, what they share said once.

    Examples
    --------
    >>> span_said("98 % lower", "76 % lower"), span_said("18 % lower", "the same")
    ('98 % to 76 % lower', '18 % lower to the same')
    """
    start, _, way = low.rpartition(" ")
    shared = way in _WAYS and high.endswith(f" {way}")
    return f"{start if shared else low} to {high}"
