using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>A venue's cancellation rule for one booking, with dates instead of hours: "free until Tue 24 Nov, 18:00".</summary>
internal sealed class CancellationRule(IStringLocalizer<NotificationsWords> words)
{
    private const int Everything = 10_000;

    public IEnumerable<string> Sentences(BookedCourt court, BookingRules rules, DateTimeOffset now, string language)
    {
        // The boundary counts: cancelling exactly then still gets the share.
        var tiers = rules.Cancellation.Where(tier => tier.RefundBasisPoints > 0)
            .Select(tier => (Until: court.Start.AddHours(-tier.MinHours), tier.RefundBasisPoints))
            .Where(tier => tier.Until > now).OrderBy(tier => tier.Until).ToList();
        // A time to think it over may last longer than the notice the rule asks for.
        if (court.FreeUntil is { } thought && thought > now && !tiers.Any(tier => tier.RefundBasisPoints == Everything && tier.Until >= thought))
        {
            tiers.RemoveAll(tier => tier.RefundBasisPoints == Everything || tier.Until <= thought);
            tiers.Insert(0, (thought, Everything));
        }
        if (tiers.Count == 0)
        {
            yield return words["This booking can no longer be cancelled for a refund."];
            yield break;
        }
        foreach (var (until, share) in tiers)
        {
            var date = TimeText.DayAndTime(until, court.Zone, language);
            yield return share == Everything
                ? words["Free cancellation until {0}.", date]
                : words["If you cancel by {0}, {1} % comes back.", date, share / 100m];
        }
    }
}
