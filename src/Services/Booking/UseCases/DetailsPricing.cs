using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases;

/// <summary>Prices the details page: the court with what was chosen, and the code that was typed if it counts.</summary>
internal sealed class DetailsPricing(Quoting quoting, Spending spending, Visit visit, TimeProvider clock)
{
    /// <returns>No offer where the time is not for sale; a refusal where the code does not count, with the offer without it.</returns>
    public async ValueTask<(DetailsOffer? Offer, Refusal? NoCode)> OfAsync(VenueCard venue, DetailsForm form, CancellationToken stop)
    {
        if (!Horizon.IsThinkable(form.Start) || !venue.Rules.DurationsMinutes.Contains(form.DurationMinutes)) return (null, null);
        var pricing = await quoting.ForAsync(venue, form.CourtId, form.Start, visit.Caller.AccountId, stop);
        if (form.Promo.Length is 0 or > 60) return (DetailsOffer.Of(pricing, form, venue.ExtrasNumber, null), null);

        var email = visit.Caller.IsKnown ? visit.Caller.Email : form.Email.Trim() is { Length: > 0 } typed ? typed : null;
        var (claim, no) = await spending.FindAsync(
            form.Promo, venue, form.CourtId, form.Start, form.DurationMinutes, pricing, Spending.CustomerOf(visit.Caller.AccountId, email), clock.GetUtcNow(), stop);
        return (DetailsOffer.Of(pricing, form, venue.ExtrasNumber, claim?.Value), no);
    }
}
