using System.Diagnostics;
using System.Globalization;

namespace PadelSaaS.Platform;

/// <summary>
/// Places between two steps where a test lets this process die as a power cut would. Nothing happens unless the process runs in
/// Development and <c>PADEL_CRASH_AT</c> names the place, such as <c>announce BOOKING_HELD</c>, or <c>PADEL_CRASH_ODDS</c> says
/// <c>SEED PERMILLE</c>: then it dies at any of them by that chance.
/// </summary>
public static class CrashPoints
{
    private static readonly bool IsDevelopment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development";
    private static readonly string? Wanted = IsDevelopment ? Environment.GetEnvironmentVariable("PADEL_CRASH_AT") : null;
    private static readonly Chance? Odds = IsDevelopment ? Chance.Read(Environment.GetEnvironmentVariable("PADEL_CRASH_ODDS")) : null;

    /// <summary>Dies here if this is the place.</summary>
    /// <param name="step">What comes next, or has just been done.</param>
    /// <param name="what">What it is done to: an event type, a reaction, a service, a job.</param>
    public static void Pass(string step, string what)
    {
        if ((Wanted is not null && Wanted == $"{step} {what}") || Odds?.Falls() == true) Process.GetCurrentProcess().Kill();
    }
}

/// <summary>A chance that comes out the same for the same seed.</summary>
public sealed class Chance(int seed, int permille)
{
#pragma warning disable CA5394 // Nothing is kept secret by it: a run has to be repeatable.
    private readonly Random random = new(seed);

    /// <summary>From <c>SEED PERMILLE</c>; <see langword="null"/> for anything else.</summary>
    public static Chance? Read(string? text) =>
        text?.Split(' ') is [var seed, var permille] && int.TryParse(seed, CultureInfo.InvariantCulture, out var start) && int.TryParse(permille, CultureInfo.InvariantCulture, out var odds)
            ? new Chance(start, odds)
            : null;

    /// <summary>Whether it happens this time.</summary>
    public bool Falls()
    {
        lock (random) return random.Next(1000) < permille;
    }

    /// <summary>A number below a limit.</summary>
    public int Below(int limit)
    {
        lock (random) return random.Next(limit);
    }
#pragma warning restore CA5394
}
