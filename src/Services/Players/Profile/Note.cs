namespace PadelSaaS.Players.Profile;

/// <summary>What somebody at the club wrote about a customer; it stays as it was written.</summary>
internal sealed class Note
{
    public required Guid Id { get; init; }

    public required Guid CustomerId { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? AuthorId { get; init; }

    public required string Author { get; init; }

    public required string Text { get; init; }
}

/// <summary>A change to a customer.</summary>
internal sealed class HistoryRow
{
    public required Guid Id { get; init; }

    public required Guid CustomerId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary><c>added</c>, <c>changed</c>, <c>blocked</c>, <c>unblocked</c>, <c>imported</c>, <c>merged</c> or <c>merged_away</c>.</summary>
    public required string Act { get; init; }

    public Guid? ActorId { get; init; }

    public required string Actor { get; init; }

    /// <summary>JSON: what it was and what it became, by field.</summary>
    public required string Detail { get; init; }
}
