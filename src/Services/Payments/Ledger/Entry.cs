using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>One movement in a club's books: lines that sum to zero in every currency.</summary>
/// <param name="Key">What it is about, such as <c>settled ID</c>: the same key is posted once.</param>
/// <param name="Kind">Stable word, such as <c>sale</c>.</param>
internal sealed record Entry(string Key, string Kind, IReadOnlyList<Line> Lines)
{
    public Guid? BookingId { get; init; }

    public Guid? PaymentId { get; init; }

    public string? Provider { get; init; }

    public string? ProviderReference { get; init; }

    /// <summary>Why, in words; never who: an entry cannot be erased.</summary>
    public string? Note { get; init; }
}

/// <summary>One side of an entry: debit is positive, credit negative.</summary>
/// <param name="Account">One of <see cref="PadelSaaS.Payments.Account"/>.</param>
/// <param name="Holder">Whose part of the account: a player's account or a lot.</param>
internal sealed record Line(string Account, Money Amount, Guid? Holder = null);
