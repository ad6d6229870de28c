using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Ui.Parts;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Board;

/// <summary>A booking as the board shows it: its kind by colour and icon, what is to be paid by icon and words.</summary>
internal static class BoardItems
{
    /// <summary>Kinds in the order of the legend, with the words and icons that say the same as the colour.</summary>
    public static readonly IReadOnlyList<(string Kind, string Word, string Icon, Tone Tone)> Kinds =
    [
        ("player", "Player", "user", Tone.Brand),
        ("walk-in", "Walk-in", "footprints", Tone.Info),
        ("lesson", "Lesson", "graduation-cap", Tone.Good),
        ("series", "Series", "repeat", Tone.Good),
        ("tournament", "Tournament", "trophy", Tone.Warn),
        ("block", "Closed", "lock", Tone.Neutral),
    ];

    public static IReadOnlyList<BoardItem> Of(BoardDay day, DateTimeOffset now, IStringLocalizer<BookingWords> t) => [.. day.Rows.Select(row => Of(row, day, now, t))];

    /// <summary>What kind of booking it is.</summary>
    public static string KindOf(Booking row) => row.BookingType switch
    {
        Blocks.Type => "block",
        "lesson" => "lesson",
        "series" or "recurring" => "series",
        "tournament" => "tournament",
        _ => row.Source == "desk" && row.UserId is null && row.GuestEmail is null ? "walk-in" : "player",
    };

    private static BoardItem Of(Booking row, BoardDay day, DateTimeOffset now, IStringLocalizer<BookingWords> t)
    {
        var (kind, word, icon, tone) = Kinds.First(one => one.Kind == KindOf(row));
        if (kind == "block")
            return new BoardItem(row.CourtId, row.StartsAt, row.EndsAt, t[ClosureReason.Word(row.GuestName)], t["Closed"], tone, $"/desk/closures/{row.ClosureId}", ClosureReason.Icon(row.GuestName)) { Id = row.Id, Kind = kind };

        // The board says who teaches; who comes stands on the lesson's own page.
        if (kind == "lesson") return new BoardItem(row.CourtId, row.StartsAt, row.EndsAt, row.GuestName, t["Lesson"], tone, $"/desk/lessons/{row.Id}", icon) { Id = row.Id, Kind = kind, KindWord = t[word] };

        var state = row.StatusAt(now);
        return new BoardItem(row.CourtId, row.StartsAt, row.EndsAt, row.GuestName, Detail(row, state, t), state == BookingStatus.NoShow ? Tone.Bad : tone, $"/bookings/{row.Id}", icon)
        {
            Id = row.Id,
            Kind = kind,
            KindWord = t[word],
            Pay = state == BookingStatus.Pending ? "held" : row.Unpaid.AmountMinor > 0 ? "due" : row.TotalAmountMinor > 0 ? "paid" : null,
            Note = day.Notes.Contains(row.Id) ? string.Join(" · ", day.Notes[row.Id]) : null,
            May = Possible(row, now),
            Movable = MoveRules.MayBegin(row, byStaff: true, now),
            Find = $"{row.Code} {row.GuestPhone} {row.GuestEmail}".ToLowerInvariant(),
        };
    }

    // Words of js/board.js: the desk notes what is possible now, without opening the booking.
    private static string? Possible(Booking row, DateTimeOffset now)
    {
        var (arrival, noShow) = Attending.Possible(row, now);
        return arrival || noShow ? $"{(arrival ? "arrive " : "")}{(noShow ? "miss" : "")}".Trim() : null;
    }

    private static string Detail(Booking row, string state, IStringLocalizer<BookingWords> t) => state switch
    {
        BookingStatus.Pending => t["Held until {0}", TimeText.Time(row.HoldExpiresAt!.Value, row.Zone)],
        BookingStatus.NoShow => t["Did not come"],
        BookingStatus.InProgress when row.Unpaid.AmountMinor == 0 => $"{t["Here"]} · {t["paid"]}",
        BookingStatus.InProgress => $"{t["Here"]} · {MoneyText.Format(row.Unpaid)} · {t["pays here"]}",
        _ when row.Unpaid.AmountMinor == 0 => $"{MoneyText.Format(row.Price)} · {t["paid"]}",
        _ => $"{MoneyText.Format(row.Unpaid)} · {t["pays here"]}",
    };
}
