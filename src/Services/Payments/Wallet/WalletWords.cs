using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments;

/// <summary>How pages name kinds of credit and their movements.</summary>
internal static class WalletWords
{
    /// <summary>A kind of credit, as a sentence to be translated.</summary>
    public static string Kind(string kind) => kind switch
    {
        LotKind.CreditPack => "Pack",
        LotKind.Voucher => "Voucher",
        LotKind.GiftCard => "Gift card",
        _ => "Wallet",
    };

    /// <summary>A movement, as a sentence to be translated.</summary>
    public static string Move(string kind) => kind switch
    {
        "in" => "Came in",
        "spent" => "Paid for a booking",
        "back" => "Came back",
        "expired" => "Ended",
        _ => "Taken back by the club",
    };

    /// <summary>Where and when it counts; <see langword="null"/> for credit that counts for everything.</summary>
    public static string? Terms(WalletLot lot, IStringLocalizer<PaymentsWords> t) => Terms(lot.Weekdays, lot.VenueIds.Length, t);

    /// <inheritdoc cref="Terms(WalletLot, IStringLocalizer{PaymentsWords})"/>
    public static string? Terms(IReadOnlyList<int> weekdays, int venues, IStringLocalizer<PaymentsWords> t)
    {
        var parts = new List<string>();
        var days = weekdays.Distinct().Order().ToList();
        // Days in a row are said as people say them.
        if (days.Count > 2 && days[^1] - days[0] == days.Count - 1) parts.Add(t["To play from {0} to {1}", Weekday(days[0]), Weekday(days[^1])]);
        else if (days.Count > 0) parts.Add(t["To play on {0}", string.Join(", ", days.Select(Weekday))]);
        if (venues > 0) parts.Add(t["At some venues only"]);
        return parts.Count == 0 ? null : string.Join(" · ", parts);
    }

    /// <summary>A day that may be of another year: <c>Tue 22 Dec 2026</c>.</summary>
    public static string Date(DateOnly day) => $"{TimeText.Day(day)} {day.Year.ToString(CultureInfo.InvariantCulture)}";

    public static string Weekday(int day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName((DayOfWeek)(day % 7));
}
