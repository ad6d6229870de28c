using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// The keys that wrap data keys: <c>Security:MasterKeys</c>, a list of <c>id:base64</c> (32 bytes each), newest first. The newest wraps, all
/// of them unwrap. They are never stored and never leave the configuration.
/// </summary>
public sealed class MasterKeys
{
    private const string DevelopmentId = "development";
    private readonly List<(string Id, byte[] Key)> keys;

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="InvalidOperationException">There is none outside Development, or one is malformed.</exception>
    public MasterKeys(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("Security:MasterKeys");
        var written = section.Value is { Length: > 0 } line ? line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : section.Get<string[]>() ?? [];
        keys = [.. written.Where(entry => entry.Length > 0).Select(Read)];
        if (keys.Count == 0 && !environment.IsDevelopment())
            throw new InvalidOperationException("No master key: set Security:MasterKeys to a list of id:base64 (32 random bytes each), newest first.");
        if (keys.Select(key => key.Id).Distinct().Count() < keys.Count) throw new InvalidOperationException("Security:MasterKeys: two keys carry the same id.");
        // Known to everybody who reads this, and good for nothing but a database without anybody's data in it.
        if (environment.IsDevelopment()) keys.Add((DevelopmentId, SHA256.HashData("PadelSaaS, for development only"u8)));
    }

    /// <summary>Id of the key that wraps.</summary>
    public string Newest => keys[0].Id;

    /// <summary>Wraps a data key for its owner.</summary>
    internal byte[] Wrap(string owner, string purpose, byte[] dataKey) => SealedBytes.Encrypt(keys[0].Key, 0, Bound(owner, purpose, Newest), dataKey);

    /// <summary>The data key again.</summary>
    /// <exception cref="InvalidOperationException">The master key is not configured here, or the row is not what was written.</exception>
    internal byte[] Unwrap(string owner, string purpose, string master, byte[] wrapped)
    {
        var key = keys.Find(one => one.Id == master).Key ?? throw new InvalidOperationException($"The data key of {owner} is wrapped by master key '{master}', which is not in Security:MasterKeys.");
        try
        {
            return SealedBytes.Decrypt(key, Bound(owner, purpose, master), wrapped);
        }
        catch (CryptographicException broken)
        {
            throw new InvalidOperationException($"The data key of {owner} cannot be unwrapped by master key '{master}': another key carries that id, or the row was changed.", broken);
        }
    }

    private static byte[] Bound(string owner, string purpose, string master) => Encoding.UTF8.GetBytes($"data key\n{owner}\n{purpose}\n{master}");

    private static (string, byte[]) Read(string entry)
    {
        var key = new byte[33];
        if (entry.Split(':', 2) is [{ Length: > 0 } id, var text] && Convert.TryFromBase64String(text, key, out var length) && length == 32) return (id, key[..32]);
        // The entry itself is not repeated: it may be most of a key.
        throw new InvalidOperationException("Security:MasterKeys: every entry is id:base64 of 32 bytes, as `openssl rand -base64 32` prints them.");
    }
}
