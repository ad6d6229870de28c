using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>Makes a price again from what was kept.</summary>
internal static class Again
{
    /// <summary>The price under given lists; <see langword="null"/> when a minute has none.</summary>
    public static Price? Of(VenueCard venue, Guid courtId, DateTimeOffset start, int minutes, PriceBasis basis, PriceList list, IReadOnlyList<Extra> extras, int extrasNumber)
    {
        // A price that was kept at a move belongs to the place it was agreed for.
        if (basis.Kept is { } kept) (courtId, start) = (kept.CourtId, kept.Start);
        var then = venue with
        {
            PriceLists = [list],
            Extras = extras,
            ExtrasNumber = extrasNumber,
            Groups = [.. basis.CourtGroups.Select(key => new CourtGroup(Guid.Empty, key, key, [courtId]))],
        };
        return new Pricing(then, courtId, basis.Standing, basis.OccupancyBasisPoints, NodaTime.LocalDate.FromDateOnly(basis.Date)).Of(start, minutes, PriceWish.Of(basis));
    }

    /// <summary>The price from the very lists it was agreed by, or by those that counted as one knew at an instant.</summary>
    public static Price? Of(VenueCard venue, Guid courtId, DateTimeOffset start, int minutes, PriceBasis basis, KeptPrices kept, DateTimeOffset? asOf)
    {
        var list = asOf is { } instant ? KeptPrices.AsOf(kept.Courts, basis.Date, instant) : kept.Courts.FirstOrDefault(one => one.Number == basis.List);
        if (list is null) return null;
        var extras = asOf is { } moment ? KeptPrices.AsOf(kept.Extras, basis.Date, moment) : kept.Extras.FirstOrDefault(one => one.Number == basis.ExtrasList);
        return Of(venue, courtId, start, minutes, basis, list.Content, extras?.Content ?? [], extras?.Number ?? 0);
    }
}
