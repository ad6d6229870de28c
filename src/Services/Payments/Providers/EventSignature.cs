using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Payments;

/// <summary>
/// The signature of an event: <c>t=1700000000,v1=hex</c>, where the hex is HMAC-SHA256 of <c>t.body</c> over the bytes as they came.
/// The time is part of what is signed, so an old event cannot be sent again.
/// </summary>
internal static class EventSignature
{
    /// <summary>How far the sender's clock may be from ours, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public static string Sign(ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Hash(body, secret, time))}";
    }

    /// <summary>Whether the event was signed with the secret, just now. A header may carry several signatures while a secret is being replaced.</summary>
    public static bool Holds(string? header, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(header)) return false;

        string? time = null;
        var signatures = new List<string>();
        foreach (var part in header.Split(','))
        {
            if (part.Split('=', 2) is not [var name, var value]) continue;
            if (name.Trim() == "t") time = value;
            if (name.Trim() == "v1") signatures.Add(value);
        }
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds) return false;

        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hash(body, secret, time!)));
        var held = false;
        foreach (var signature in signatures)
            held |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
        return held;
    }

    private static byte[] Hash(ReadOnlySpan<byte> body, string secret, string time)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes($"{time}."));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
