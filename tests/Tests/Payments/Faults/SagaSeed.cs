namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>What one player does, decided by a number: the same number, the same player.</summary>
public sealed record SagaSeed(int Number)
{
    private readonly Random random = new(Number);

    /// <summary>Which of the first free times, so that several want the same.</summary>
    public int Slot { get; private init; }

    /// <summary>Days ahead; tomorrow is within the time in which a cancellation costs.</summary>
    public int Ahead { get; private init; }

    /// <summary><c>dev</c>, <c>stripe</c>, <c>at_club</c>, or nothing: the hold is left alone.</summary>
    public string? Method { get; private init; }

    /// <summary>How the price is shared between players; nothing where one pays all of it.</summary>
    public SplitPlan? Split { get; private init; }

    /// <summary>What happens at the card company; nothing when the page is left.</summary>
    public string? Outcome { get; private init; }

    /// <summary>Whether a card that was declined is tried again.</summary>
    public bool TriesAgain { get; private init; }

    /// <summary>Whether the booking is given back.</summary>
    public bool Cancels { get; private init; }

    /// <summary>Whether it is given back before anybody can know whether the money came.</summary>
    public bool CancelsAtOnce { get; private init; }

    /// <summary>How long the player thinks.</summary>
    public TimeSpan Pause => TimeSpan.FromMilliseconds(random.Next(150));

    /// <summary>The player of a number.</summary>
    public static SagaSeed Of(int number)
    {
        var dice = new Random(number * 7919);
        var method = dice.Next(100) switch { < 44 => "dev", < 80 => "stripe", < 90 => "at_club", _ => null };
        return new SagaSeed(number)
        {
            Method = method,
            Split = method is "dev" or "stripe" && dice.Next(100) < 55 ? SplitPlan.Of(dice) : null,
            Slot = dice.Next(6),
            Ahead = dice.Next(1, 4),
            Outcome = dice.Next(100) switch { < 55 => "pay", < 70 => "decline", < 80 => "slow", < 92 => "late", _ => null },
            TriesAgain = dice.Next(100) < 60,
            Cancels = dice.Next(100) < 40,
            CancelsAtOnce = dice.Next(100) < 50,
        };
    }
}
