using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.People;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>The form of the details page, as typed.</summary>
public sealed record DetailsForm(Guid CourtId, DateTimeOffset Start, int DurationMinutes)
{
    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public string Phone { get; init; } = "";

    /// <summary>Made anew with every form, so that sending it twice books once.</summary>
    public string Once { get; init; } = "";

    internal RequestKey? RequestKey => Once.Length is > 0 and <= 64 ? new RequestKey($"{Once} {Slot(CourtId, Start, 0)} {DurationMinutes}", "page", []) : null;

    /// <summary>What was chosen with the court: how many by key.</summary>
    public IReadOnlyDictionary<string, int> Chosen { get; init; } = new Dictionary<string, int>();

    /// <summary>The list of extras whose prices were shown.</summary>
    public int ExtrasNumber { get; init; }

    /// <summary>A code as typed.</summary>
    public string Promo { get; init; } = "";

    /// <summary>What a code took off when the price was shown: which, and how much.</summary>
    public (string Code, long Minor) ShownOff { get; init; } = ("", 0);

    /// <summary>What need not be said.</summary>
    public Companions Companions { get; init; } = Companions.None;

    public string? Refusal { get; init; }

    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>The price that was shown, in minor units.</summary>
    public long? QuotedMinor { get; init; }

    /// <summary>The court, the time and the price that is shown, as one value of a button.</summary>
    public static string Slot(Guid court, DateTimeOffset start, long quotedMinor) => $"{court:N} {start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {quotedMinor}";

    /// <summary>Reads a posted form. A button for an alternative wins over the time chosen first.</summary>
    public static DetailsForm? Read(IFormCollection form)
    {
        var slot = (form["alternative"].ToString() is { Length: > 0 } other ? other : form["slot"].ToString()).Split(' ', 3);
        if (slot.Length < 2 || !Guid.TryParse(slot[0], out var court) || !DateTimeOffset.TryParse(slot[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            || !int.TryParse(form["duration"], CultureInfo.InvariantCulture, out var duration))
            return null;
        var quoted = slot.Length == 3 && long.TryParse(slot[2], CultureInfo.InvariantCulture, out var minor) ? minor : (long?)null;
        var chosen = form.Where(field => field.Key.StartsWith("extra.", StringComparison.Ordinal))
            .ToDictionary(field => field.Key["extra.".Length..], field => int.TryParse(field.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0);
        return new DetailsForm(court, start.ToUniversalTime(), duration)
        {
            Chosen = chosen.Where(extra => extra.Value > 0).ToDictionary(),
            ExtrasNumber = int.TryParse(form["extras"], CultureInfo.InvariantCulture, out var list) ? list : 0,
            QuotedMinor = quoted,
            Promo = form["promo"].ToString().Replace("\0", "", StringComparison.Ordinal).Trim(),
            ShownOff = form["off"].ToString().Split(' ') is [var code, var off] && long.TryParse(off, NumberStyles.None, CultureInfo.InvariantCulture, out var taken) ? (code, taken) : ("", 0),
            Once = form["once"].ToString().Replace("\0", "", StringComparison.Ordinal),
            Name = form["name"].ToString(),
            Email = form["email"].ToString(),
            Phone = form["phone"].ToString(),
            Companions = Companions.Read(form),
        };
    }

    /// <summary>The same with the reason beside the code, where it does not count.</summary>
    internal DetailsForm WithoutCode(Refusal? no, IStringLocalizer<BookingWords> t) =>
        no is null ? this : this with { Errors = new Dictionary<string, string>(Errors) { ["promo"] = PromoRefusals.Said(no, t) } };

    internal Wish Wish(Visit visit, Checks checks, IStringLocalizer<BookingWords> t, DetailsOffer offer)
    {
        var name = visit.Caller.IsKnown ? visit.Caller.Name : checks.Text(Name, "name", 100, t["Please tell us your name."]);
        var email = visit.Caller.IsKnown ? visit.Caller.Email : checks.Email(Email, "email", t["Please write an e-mail address, such as name@example.com."]);
        var phone = visit.Caller.IsKnown ? checks.Optional(Phone, "phone", 30) : checks.Text(Phone, "phone", 30, t["Please give a phone number for the club to reach you."]);
        return Companions.AddTo(new Wish(CourtId, Start, DurationMinutes, name, email, phone, [], null, "web")
        {
            PromoCode = checks.Optional(Promo, "promo", 60),
            // Extras stand on the page with their prices: what was chosen since counts as seen, as long as those prices are the ones shown.
            QuotedMinor = QuotedMinor + (ExtrasNumber == offer.ExtrasNumber ? offer.ChosenMinor : 0) - Off(offer),
            Extras = [.. Chosen.Select(extra => new ChosenExtra(extra.Key, extra.Value))],
        }, checks, t);
    }

    // A code that took more off when it was shown is asked about again.
    private long Off(DetailsOffer offer) => ShownOff.Minor > offer.OffMinor && ShownOff.Code == PromoCode.Spelled(Promo) ? ShownOff.Minor : offer.OffMinor;
}

/// <summary>What the chosen time costs and what can be had with it.</summary>
/// <param name="PlainMinor">The price for one without what was chosen.</param>
/// <param name="OffMinor">What the code takes off.</param>
public sealed record DetailsOffer(Price Price, IReadOnlyList<Extra> Choices, long PlainMinor, long OffMinor, int ExtrasNumber)
{
    /// <summary>What the chosen extras add, and what is charged for everybody who plays.</summary>
    public long ChosenMinor => Price.Total.AmountMinor + OffMinor - PlainMinor;

    internal static DetailsOffer? Of(Pricing pricing, DetailsForm form, int extrasNumber, PromoValue? promo)
    {
        Extra[] choices = [.. pricing.Choices(form.Start, form.DurationMinutes)];
        // What is not sold with this time is not shown either; the hold says no to it.
        var wish = new PriceWish
        {
            People = form.Companions.People,
            Extras = [.. form.Chosen.Where(one => choices.Any(extra => extra.Key == one.Key && one.Value <= extra.Most)).Select(one => new ChosenExtra(one.Key, one.Value))],
        };
        if (pricing.AmountOf(form.Start, form.DurationMinutes) is not { } plain || pricing.Of(form.Start, form.DurationMinutes, wish) is not { } full) return null;
        var price = promo is null ? full : pricing.Of(form.Start, form.DurationMinutes, wish with { Promo = promo })!;
        return new DetailsOffer(price, choices, plain.AmountMinor, full.Total.AmountMinor - price.Total.AmountMinor, extrasNumber);
    }
}
