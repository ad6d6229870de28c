using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>A week of prices, hour by hour, for courts that cost the same.</summary>
internal sealed class PriceTable
{
    private const int Levels = 3;

    private readonly IReadOnlyList<PricedStretch> stretches;
    private readonly List<long> steps;

    private PriceTable(IReadOnlyList<Guid> courts, IReadOnlyList<PricedStretch> stretches)
    {
        (Courts, this.stretches) = (courts, stretches);
        FirstHour = stretches.Min(stretch => stretch.FromMinute) / 60;
        EndHour = (stretches.Max(stretch => stretch.ToMinute) + 59) / 60;
        steps = [.. stretches.Where(stretch => stretch.PerHour is not null).Select(stretch => stretch.PerHour!.Value.AmountMinor).Distinct().Order()];
    }

    /// <summary>What an hour costs: several prices where it changes inside, none where the venue is closed.</summary>
    /// <param name="Level">0 for the cheapest hours, up to 3 for the dearest.</param>
    public sealed record Cell(IReadOnlyList<Money> Prices, bool HasGap, int Level);

    public IReadOnlyList<Guid> Courts { get; }

    public int FirstHour { get; }

    public int EndHour { get; }

    public static IReadOnlyList<PriceTable> Of(IReadOnlyList<PricedStretch> week) =>
        [.. from stretch in week
            group stretch by stretch.CourtId into court
            let face = string.Join(';', court.Select(stretch => $"{stretch.Weekday} {stretch.FromMinute} {stretch.ToMinute} {stretch.PerHour?.AmountMinor}"))
            group (court.Key, Stretches: court.ToList()) by face into same
            select new PriceTable([.. same.Select(court => court.Key)], same.First().Stretches)];

    public Cell At(int weekday, int hour)
    {
        var here = stretches.Where(stretch => stretch.Weekday == weekday && stretch.FromMinute < (hour + 1) * 60 && stretch.ToMinute > hour * 60).ToList();
        var prices = here.Where(stretch => stretch.PerHour is not null).Select(stretch => stretch.PerHour!.Value).Distinct().ToList();
        var level = prices.Count == 0 || steps.Count < 2 ? 0 : steps.IndexOf(prices.Max(price => price.AmountMinor)) * Levels / (steps.Count - 1);
        return new Cell(prices, here.Exists(stretch => stretch.PerHour is null), level);
    }
}
