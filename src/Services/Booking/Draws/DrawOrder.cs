using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Booking.Draws;

/// <summary>
/// The order of a draw, which anybody can make again. A seed is chosen before anybody enters, and its SHA-256 is shown; after the draw the seed
/// is shown itself. An entry's ticket is the SHA-256 of the seed, a colon and the entry's number; the lowest ticket comes first. All hashes are of
/// UTF-8 text and written as lower-case hexadecimal: <c>printf '%s:%s' "$seed" 17 | sha256sum</c>.
/// </summary>
internal static class DrawOrder
{
    /// <summary>A new seed: 32 random bytes.</summary>
    public static string NewSeed() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is shown of a seed before the draw.</summary>
    public static string Commitment(string seed) => Hash(seed);

    /// <summary>What decides an entry's place.</summary>
    public static string Ticket(string seed, int number) => Hash(string.Create(CultureInfo.InvariantCulture, $"{seed}:{number}"));

    /// <summary>The numbers in the order in which they are drawn.</summary>
    public static IReadOnlyList<int> Of(string seed, IEnumerable<int> numbers) => [.. numbers.OrderBy(number => Ticket(seed, number), StringComparer.Ordinal)];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
