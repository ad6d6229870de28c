namespace PadelSaaS.Ui.Parts;

/// <summary>Which part of an instant a <see cref="LocalTime"/> shows.</summary>
public enum TimeShape
{
    /// <summary><c>Tue 24 Nov, 18:00</c></summary>
    DayAndTime,

    /// <summary><c>18:00</c></summary>
    Time,

    /// <summary><c>Tue 24 Nov</c></summary>
    Day,

    /// <summary><c>Tuesday 24 November</c></summary>
    LongDay,
}
