using System.Globalization;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>Instants as companies in Pakistan write them: five hours ahead of UTC, all year.</summary>
internal static class PakistanTime
{
    private static readonly TimeSpan AheadOfUtc = TimeSpan.FromHours(5);

    public static string Write(DateTimeOffset instant, string format) => instant.ToOffset(AheadOfUtc).ToString(format, CultureInfo.InvariantCulture);
}
