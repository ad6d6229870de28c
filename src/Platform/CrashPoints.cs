using System.Diagnostics;

namespace PadelSaaS.Platform;

/// <summary>
/// Places between two steps where a test lets this process die as a power cut would. Nothing happens unless the process runs in
/// Development and <c>PADEL_CRASH_AT</c> names the place, such as <c>announce BOOKING_HELD</c>.
/// </summary>
internal static class CrashPoints
{
    private static readonly string? Wanted =
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development" ? Environment.GetEnvironmentVariable("PADEL_CRASH_AT") : null;

    /// <summary>Dies here if this is the place.</summary>
    /// <param name="step">What comes next, or has just been done.</param>
    /// <param name="what">What it is done to: an event type, a reaction, a service, a job.</param>
    public static void Pass(string step, string what)
    {
        if (Wanted is not null && Wanted == $"{step} {what}") Process.GetCurrentProcess().Kill();
    }
}
