namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>What one player does, decided by a number: the same number, the same player.</summary>
public sealed record SagaSeed(int Number)
{
    private readonly Random random = new(Number);

    /// <summary>Which of the first free times, so that several want the same.</summary>
    public int Slot { get; private init; }

    /// <summary>Days ahead; tomorrow is within the time in which a cancellation costs.</summary>
    public int Ahead { get; private init; }

    /// <summary><c>dev</c>, <c>at_club</c>, or nothing: the hold is left alone.</summary>
    public string? Method { get; private init; }

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
        return new SagaSeed(number)
        {
            Slot = dice.Next(6),
            Ahead = dice.Next(1, 4),
            Method = dice.Next(100) switch { < 72 => "dev", < 87 => "at_club", _ => null },
            Outcome = dice.Next(100) switch { < 55 => "pay", < 70 => "decline", < 80 => "slow", < 92 => "late", _ => null },
            TriesAgain = dice.Next(100) < 60,
            Cancels = dice.Next(100) < 40,
            CancelsAtOnce = dice.Next(100) < 50,
        };
    }
}
