namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>How one player shares a price and what the friends do, decided by the dice of its number.</summary>
public sealed record SplitPlan
{
    /// <summary>How many pay, the player counted.</summary>
    public int Count { get; private init; }

    public string Fallback { get; private init; } = "release";

    /// <summary>What part of the others' shares the player covers, in percent.</summary>
    public int CoverPercent { get; private init; }

    /// <summary>What the player's own card does.</summary>
    public string? Own { get; private init; }

    /// <summary>What each friend's card does; nothing for a friend who never comes.</summary>
    public IReadOnlyList<string?> Friends { get; private init; } = [];

    /// <summary>A friend who leaves again after paying.</summary>
    public int? Leaves { get; private init; }

    /// <summary>A friend who is replaced by somebody else.</summary>
    public int? Replaced { get; private init; }

    /// <summary>How many strangers go for the places that are offered.</summary>
    public int Strangers { get; private init; }

    /// <summary>Whether the booking is given up while shares come in, and not after.</summary>
    public bool CancelsBetween { get; private init; }

    public static SplitPlan Of(Random dice)
    {
        var count = dice.Next(2, 5);
        string? Card() => dice.Next(100) switch { < 62 => "pay", < 72 => "decline", < 80 => "weak", < 88 => "slow", _ => null };
        var fallback = dice.Next(4) switch { 0 => "release", 1 => "organiser_covers", 2 => "open_seat", _ => "next_friend" };
        return new SplitPlan
        {
            Count = count,
            Fallback = fallback,
            CoverPercent = fallback == "organiser_covers" ? dice.Next(100) < 70 ? 100 : 40 : fallback == "release" ? 0 : dice.Next(2) * 100,
            Own = dice.Next(100) switch { < 78 => "pay", < 86 => "weak", < 92 => "slow", < 96 => "decline", _ => null },
            Friends = [.. Enumerable.Range(1, count - 1).Select(_ => Card())],
            Leaves = dice.Next(100) < 20 ? dice.Next(1, count) : null,
            Replaced = dice.Next(100) < 15 ? dice.Next(1, count) : null,
            Strangers = dice.Next(3),
            CancelsBetween = dice.Next(100) < 30,
        };
    }
}
