using System.Collections.Concurrent;

namespace PadelSaaS.Load;

/// <summary>What one kind of request took, and how often it went wrong.</summary>
internal sealed class Figures
{
    private readonly ConcurrentBag<double> milliseconds = [];
    private int refused;
    private int failed;
    private int conflicts;

    /// <summary>Answers that were as they should be.</summary>
    public int Count => milliseconds.Count;

    /// <summary>503: the server said that it is busy.</summary>
    public int Refused => refused;

    /// <summary>409: a rule or a race said no. Under overload a cancelling may be turned away, and the next one who wants the place hears this.</summary>
    public int Conflicts => conflicts;

    /// <summary>Anything else that was not expected.</summary>
    public int Failed => failed;

    public void Add(Answer answer, double took, bool wasGood)
    {
        if (wasGood) milliseconds.Add(took);
        else if (answer.Status == 409) Interlocked.Increment(ref conflicts);
        else if (answer.Status == 503) Interlocked.Increment(ref refused);
        else Interlocked.Increment(ref failed);
    }

    /// <summary>Milliseconds below which this share of the good answers came.</summary>
    public double At(double share)
    {
        var sorted = milliseconds.ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    public string Row(string name, double seconds) =>
        $"| {name} | {Count / seconds,8:N0} | {At(0.5),6:N1} | {At(0.95),6:N1} | {At(0.99),6:N1} | {Refused} | {Conflicts} | {Failed} |";

    public const string Head = "| what | per second | p50 ms | p95 ms | p99 ms | 503 | 409 | failed |\n|---|---|---|---|---|---|---|---|";
}
