namespace PadelSaaS.Contracts.Tenants;

/// <summary>What a club's plan lets it do.</summary>
public interface IPlans
{
    /// <summary>The plan of the club of this scope.</summary>
    ValueTask<PlanStand> NowAsync(CancellationToken stop = default);

    /// <summary>Plans everybody may choose, the smallest first.</summary>
    Task<IReadOnlyList<PlanOffer>> OffersAsync(CancellationToken stop = default);

    /// <summary>What the plans of the club of this scope cost in the months from one to before another (their first days), by the club's own days. Months that cost nothing are left out.</summary>
    Task<IReadOnlyList<PlanFee>> FeesAsync(DateOnly from, DateOnly before, CancellationToken stop = default);
}

/// <summary>How much of something a club has that a plan limits or includes. Asked inside a unit of work of the club.</summary>
public interface IPlanUse
{
    /// <summary>One of <see cref="PlanLimit"/> or <see cref="PlanAbility"/>.</summary>
    string Of { get; }

    /// <summary>How many it has.</summary>
    Task<int> CountAsync(CancellationToken stop = default);
}

/// <summary>What some plans include and others do not.</summary>
public static class PlanAbility
{
    /// <summary>Telling many customers at once.</summary>
    public const string Announcements = "announcements";

    /// <summary>Domains of its own.</summary>
    public const string Domains = "domains";

    /// <summary>Its own programs hear what happens.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Announcements, Domains, Webhooks];

    /// <summary>What a refusal says.</summary>
    public const string NotIncluded = "Your plan does not include this. On the page of your plan you see which does, and can change at once.";
}

/// <summary>What plans limit.</summary>
public static class PlanLimit
{
    /// <summary>Venues, published or not.</summary>
    public const string Venues = "venues";

    /// <summary>Courts in use, at all venues together.</summary>
    public const string Courts = "courts";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Venues, Courts];

    /// <summary>What a refusal says.</summary>
    public const string Full = "Your plan has room for {0}. On the page of your plan you see which has more, and can change at once.";

    /// <summary>Slug of refusals by a plan.</summary>
    public const string Rule = "plan";
}

/// <summary>What a club may do at the moment.</summary>
/// <param name="Key">Its plan; <see langword="null"/> for a club without one, which may do everything.</param>
/// <param name="Limits">How many of what; what is not named has no limit.</param>
public sealed record PlanStand(string? Key, IReadOnlySet<string> Abilities, IReadOnlyDictionary<string, int> Limits)
{
    /// <summary>Whether it includes this.</summary>
    /// <param name="ability">One of <see cref="PlanAbility"/>.</param>
    public bool Allows(string ability) => Key is null || Abilities.Contains(ability);

    /// <summary>How many at most; <see langword="null"/> for no limit.</summary>
    /// <param name="limit">One of <see cref="PlanLimit"/>.</param>
    public int? MostOf(string limit) => Key is not null && Limits.TryGetValue(limit, out var most) ? most : null;
}

/// <summary>A plan as it is offered.</summary>
/// <param name="Names">By language.</param>
/// <param name="Prices">Minor units a month by currency; EUR holds for those that are not named.</param>
public sealed record PlanOffer(string Key, int Position, IReadOnlyDictionary<string, string> Names, IReadOnlySet<string> Abilities, IReadOnlyDictionary<string, int> Limits, IReadOnlyDictionary<string, long> Prices)
{
    /// <summary>Its name in a language, else in English.</summary>
    public string NameIn(string language) => Names.TryGetValue(language, out var name) ? name : Names["en"];

    /// <summary>What it costs a month where people pay in a currency.</summary>
    public Money PriceIn(string currency) => Prices.TryGetValue(currency, out var price) ? new Money(price, currency) : new Money(Prices["EUR"], "EUR");
}

/// <summary>What a plan cost a club in a month.</summary>
/// <param name="Days">Of the month's days, those on which the club had it.</param>
public sealed record PlanFee(DateOnly Month, string Plan, string Name, int Days, int DaysOfMonth, Money Fee);

/// <summary>A club has another plan from now on. Told in the platform's own name.</summary>
public sealed record PlanChanged(Guid TenantId, string Plan, IReadOnlyList<string> Abilities) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}
