using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Promos;

/// <summary>A use of a code, ready to be spent with a booking.</summary>
/// <param name="Revision">Of the code that made the price.</param>
/// <param name="Customer">Whose use it will be.</param>
internal sealed record PromoClaim(PromoValue Value, int Revision, string Customer, int? MostPerCustomer);

/// <summary>What a code is asked to count for.</summary>
/// <param name="Played">Business date of play.</param>
/// <param name="CourtMinor">Price of the court before the code.</param>
internal sealed record PromoUse(VenueCard Venue, Guid CourtId, DateOnly Played, DateOnly Today, long CourtMinor);

/// <summary>Whether a code counts, by everything that can be known before it is spent.</summary>
internal static class PromoRules
{
    /// <param name="uses">Uses that stand, without those of holds that are over.</param>
    /// <param name="theirs">Those of the customer.</param>
    public static Refusal? Refused(PromoCode code, PromoUse use, long uses, long theirs)
    {
        if (!code.Active || use.Today > code.LastDate) return PromoRefusals.Over;
        if (use.Today < code.FirstDate) return PromoRefusals.NotYet(code.FirstDate.Value);
        if (code.CourtIds.Length > 0 && !code.CourtIds.Contains(use.CourtId)) return PromoRefusals.NotHere;
        if (code.Weekdays.Length > 0 && !code.Weekdays.Contains(Weekday(use.Played))) return PromoRefusals.NotThatDay;
        if ((code.AmountMinor is not null || code.LeastMinor is not null) && code.Currency != use.Venue.Currency) return PromoRefusals.NotHere;
        if (use.CourtMinor < code.LeastMinor) return PromoRefusals.PriceTooLow(new Money(code.LeastMinor.Value, code.Currency));
        if (uses >= code.MostUses) return PromoRefusals.UsedUp;
        return theirs >= code.MostPerCustomer ? PromoRefusals.UsedByYou : null;
    }

    private static int Weekday(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;
}

/// <summary>Every no about a code; each names its field.</summary>
internal static class PromoRefusals
{
    private const string Field = "promoCode";

    public static readonly Refusal Unknown = No("promo_unknown", "This code does not exist.");

    public static readonly Refusal Over = No("promo_over", "This code is over.");

    public static readonly Refusal NotHere = No("promo_not_here", "This code does not count for this court.");

    public static readonly Refusal NotThatDay = No("promo_not_that_day", "This code does not count on this day of the week.");

    public static readonly Refusal UsedUp = No("promo_used_up", "This code has been used up.");

    public static readonly Refusal UsedByYou = No("promo_used_by_you", "You have used this code as often as one player may.");

    public static readonly Refusal Changed = No("promo_changed", "The club changed this code a moment ago. Please apply it again.");

    public static Refusal NotYet(DateOnly from) => No("promo_not_yet", "This code does not count yet.") with { More = new Dictionary<string, object?> { ["from"] = from } };

    public static Refusal PriceTooLow(Money least) => No("promo_price_too_low", "This code needs a court that costs more.") with { More = new Dictionary<string, object?> { ["least"] = least } };

    /// <summary>A refusal in the reader's words, with the amount or date it names.</summary>
    public static string Said(Refusal refusal, IStringLocalizer t) => refusal.More switch
    {
        { } more when more.GetValueOrDefault("from") is DateOnly from => t["This code counts from {0} on.", from.ToString("d", CultureInfo.CurrentCulture)],
        { } more when more.GetValueOrDefault("least") is Money least => t["This code needs a court that costs {0} or more.", MoneyText.Format(least)],
        _ => refusal.Said(t),
    };

    private static Refusal No(string slug, string sentence) => Refusal.Conflict(slug, sentence) with { Field = Field };
}
