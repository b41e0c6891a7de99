"""Working days in China: public holidays and make-up days as the State Council announces them, a year at a time.

``chinesecalendar`` carries what was announced. Beyond its years nobody knows: then Monday to Friday count, and
whoever shows such a date says so (:func:`announced`).
"""
from datetime import date, timedelta

import chinese_calendar

_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


def announced(*days: date) -> bool:
    """Tell whether the holidays of these days' years are known."""
    try:
        for day in days:
            chinese_calendar.is_workday(day)
    except NotImplementedError:
        return False
    return True


def counted(after: date, until: date) -> int:
    """Return how many working days lie after one day and up to another, the latter included.

    The day on which a period begins is not counted: 中华人民共和国民法典, article 201.
    """
    return sum(is_working_day(after + _DAY * step) for step in range(1, (until - after).days + 1))


def moved(day: date, count: int) -> date:
    """Return the working day that lies so many working days after ``day``, or before it if ``count`` is negative.

    None away is the day itself.
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    # Going back, a day is left behind only when the one that it ends has been counted.
    while left or (count < 0 and not is_working_day(day)):
        if count < 0 and is_working_day(day):
            left -= 1
        day += step
        if count > 0 and is_working_day(day):
            left -= 1
    return day
